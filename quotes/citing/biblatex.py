"""BibLaTeX, in UTF-8 for Biber: @article, @online for pages and posts, @unpublished for speeches.

Types and fields are those of the package's manual (version 3.20, sections 2.1 and 2.2): dates in
ISO 8601, as precise as they are known; `eventtitle`, `eventdate` and `venue` of a speech;
`nameaddon` for the account that posted; a speech's `type` and a transcript's `titleaddon` say
what they are where their title does not. The words stand in `note` with who said them. The
archived copy stands in `addendum`, which every standard style prints, after the address; `usera`
and its like none does. See tex.py for what is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.citing import dates, tex
from quotes.citing.dates import PartialDate
from quotes.citing.deep_link import deep_link
from quotes.citing.names import Name
from quotes.citing.occasions import event
from quotes.citing.source import Source, one_line, source
from quotes.models import QuoteRecord

_TYPES = {
    "news": "article",
    "transcript": "article",
    "web": "online",
    "post": "online",
    "speech": "unpublished",
}
_CONTAINERS = {"article": "journaltitle", "online": "organization", "unpublished": "howpublished"}
# The names that babel and polyglossia have for languages, by their codes (BCP 47).
_LANGUAGES = {
    "ar": "arabic",
    "bg": "bulgarian",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "ngerman",
    "el": "greek",
    "en": "english",
    "en-au": "australian",
    "en-ca": "canadian",
    "en-gb": "british",
    "en-nz": "newzealand",
    "en-us": "american",
    "es": "spanish",
    "et": "estonian",
    "fi": "finnish",
    "fr": "french",
    "he": "hebrew",
    "hr": "croatian",
    "hu": "hungarian",
    "it": "italian",
    "ja": "japanese",
    "lt": "lithuanian",
    "lv": "latvian",
    "nb": "norsk",
    "nl": "dutch",
    "nn": "nynorsk",
    "no": "norsk",
    "pl": "polish",
    "pt": "portuguese",
    "pt-br": "brazilian",
    "ro": "romanian",
    "ru": "russian",
    "sk": "slovak",
    "sl": "slovene",
    "sr": "serbian",
    "sv": "swedish",
    "tr": "turkish",
    "uk": "ukrainian",
}


def entry(record: QuoteRecord) -> str:
    """The entry of one quote, without a line end after it."""
    article = source(record)
    return tex.entry(_TYPES[article.genre], tex.key(record, article), _fields(record, article))


def _fields(record: QuoteRecord, article: Source) -> Iterator[tuple[str, str | None]]:
    """Names and values, each value already between braces."""
    kind = _TYPES[article.genre]
    held = dates.parse(record.date) if kind == "unpublished" else None
    yield "author", tex.authors(article)
    if article.authors != (Name(article.handle or ""),):
        yield "nameaddon", tex.braced(article.handle)
    yield "title", tex.title(record, article)
    if article.label in ("speech", "transcript"):
        field = "type" if kind == "unpublished" else "titleaddon"
        yield field, tex.braced(article.label.capitalize())
    yield _CONTAINERS[kind], tex.braced(article.outlet)
    if kind == "unpublished":
        yield "eventtitle", tex.braced(event(record))
        yield "eventdate", _date(held)
        yield "venue", tex.braced(one_line(record.venue_place))
    yield "date", _date(article.published or held)
    yield "pages", tex.braced(article.page)
    url = deep_link(record)
    yield "url", tex.address(url)
    yield "urldate", _date(article.accessed) if url else None
    yield "langid", tex.braced(_langid(article.language))
    yield "note", tex.braced(tex.note(record))
    yield "addendum", tex.braced(article.archive_url and f"Archived at {article.archive_url}")


def _date(when: PartialDate | None) -> str | None:
    return tex.braced(when.iso if when else None)


def _langid(language: str | None) -> str | None:
    """The name of a language for TeX, None for those that have none."""
    code = (language or "").lower().replace("_", "-")
    return _LANGUAGES.get(code) or _LANGUAGES.get(code.split("-")[0])
