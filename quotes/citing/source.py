"""The article that a quote is cited from, made fit to print.

Here every field loses what no format can carry: control characters, line
breaks, unpaired surrogates. What is empty after that is None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from quotes.citing import dates, names
from quotes.citing.dates import PartialDate
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
    """An article as styles and formats need it. `authors` are the reporters."""

    authors: tuple[Name, ...] = ()
    title: str | None = None
    outlet: str | None = None
    published: PartialDate | None = None
    accessed: PartialDate | None = None
    url: str | None = None
    archive_url: str | None = None
    page: str | None = None
    section: str | None = None
    language: str | None = None

    @property
    def medium(self) -> Literal["news", "web"]:
        """ "web" for a page of no outlet, else "news"."""
        return "web" if self.url and not self.outlet else "news"

    @property
    def is_known(self) -> bool:
        """Whether there is anything a reader could find the article by."""
        return bool(self.authors or self.title or self.outlet or self.url)


def source(record: QuoteRecord) -> Source:
    """The article of a record."""
    outlet = one_line(record.outlet)
    bylines = [line for byline in record.bylines if (line := one_line(byline))]
    return Source(
        authors=names.authors(bylines, outlet),
        title=one_line(record.title),
        outlet=outlet,
        published=dates.parse(record.published),
        accessed=dates.parse(record.accessed),
        url=address(record.url),
        archive_url=address(record.archive_url),
        page=one_line(record.page),
        section=one_line(record.section),
        language=one_line(record.language),
    )


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
