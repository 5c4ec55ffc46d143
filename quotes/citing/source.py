"""The article that a quote is cited from, made fit to print.

Here every field loses what no format can carry: control characters, line
breaks, unpaired surrogates. What is empty after that is None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import quote

from quotes.citing import agencies, dates, genres, names
from quotes.citing.dates import PartialDate
from quotes.citing.genres import Genre
from quotes.citing.names import Name
from quotes.models import QuoteRecord

_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\ue000-\ue003\ufeff]+"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):(?!\d)", re.IGNORECASE)
_WEB = frozenset(("http", "https", "ftp"))
# Everything RFC 3986 reserves, and the percent sign of what is encoded already.
_URL_CHARACTERS = ":/?#[]@!$&'()*+,;=%~"


@dataclass(frozen=True, slots=True)
class Source:
    """An article as styles and formats need it.

    `authors` are the reporters; of a post or a speech whose author nobody names, who said the
    words. `own_words` says that the speaker is the author: nobody quotes another there.
    `agency` is the news agency that an outlet has the article from. `outlet` is the platform
    where a post names no other, `handle` the account that posted.
    """

    genre: Genre = "news"
    authors: tuple[Name, ...] = ()
    own_words: bool = False
    title: str | None = None
    outlet: str | None = None
    agency: str | None = None
    handle: str | None = None
    published: PartialDate | None = None
    accessed: PartialDate | None = None
    url: str | None = None
    archive_url: str | None = None
    page: str | None = None
    section: str | None = None
    language: str | None = None

    @property
    def label(self) -> str:
        """ "transcript", "speech" or "post", where the title does not say so itself; else ""."""
        says = self.title and self.genre != "post" and self.genre in self.title.lower()
        return "" if says or self.genre in ("news", "web") else self.genre

    @property
    def is_known(self) -> bool:
        """Whether there is anything a reader could find the article by."""
        return bool(self.authors or self.title or self.outlet or self.url)


def source(record: QuoteRecord) -> Source:
    """The article of a record."""
    outlet, title = one_line(record.outlet), one_line(record.title)
    section, url = one_line(record.section), address(record.url)
    bylines = [line for byline in record.bylines if (line := one_line(byline))]
    article = Source(
        genre=genres.genre(title, section, url, outlet),
        authors=names.authors(bylines, outlet),
        title=title,
        outlet=outlet,
        agency=agencies.agency(bylines, outlet),
        published=dates.parse(record.published),
        accessed=dates.parse(record.accessed),
        url=url,
        archive_url=address(record.archive_url),
        page=one_line(record.page),
        section=section,
        language=one_line(record.language),
    )
    return _said_there(article, record) if article.genre in ("post", "speech") else article


def _said_there(article: Source, record: QuoteRecord) -> Source:
    """A post or a speech, with the speaker as its author where it names no other."""
    post = genres.post(article.url)
    handle = post.handle if post else None
    parse = names.parse if record.speaker_kind in ("person", None) else Name
    said_by = tuple(parse(name) for name in speakers(record))
    return replace(
        article,
        outlet=article.outlet or (post.platform if post else None),
        handle=handle,
        authors=article.authors or said_by or ((Name(handle),) if handle else ()),
        own_words=bool(said_by) and article.authors in ((), said_by),
    )


def speakers(record: QuoteRecord) -> tuple[str, ...]:
    """The names of those credited; people who spoke jointly are told apart."""
    name = one_line(record.speaker)
    if name is None:
        return ()
    if record.speaker_kind in ("person", None):
        return tuple(part for part in re.split(r" and ", name) if part)
    return (name,)


def one_line(text: str | None) -> str | None:
    """The text on one line, with single spaces, or None where nothing is left.

    Control characters (marks that turn the direction of writing too) become
    spaces, unpaired surrogates the replacement character.
    """
    if text is None:
        return None
    return " ".join(printable(_UNPRINTABLE.sub(" ", text)).split()) or None


def printable(text: str) -> str:
    """The text with unpaired surrogates, which no encoding carries, replaced by U+FFFD."""
    return _SURROGATE.sub("\ufffd", text)


def address(url: str | None) -> str | None:
    """The URL with only the characters RFC 3986 allows, or None where it leads nowhere.

    Spaces, braces, quotation marks and letters beyond ASCII are
    percent-encoded; what is encoded already stays. Other schemes than http,
    https and ftp are not for citing.
    """
    line = one_line(url)
    scheme = _SCHEME.match(line) if line else None
    if line is None or (scheme and scheme[1].lower() not in _WEB):
        return None
    return quote(line, safe=_URL_CHARACTERS)
