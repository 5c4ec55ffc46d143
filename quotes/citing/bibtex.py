"""BibTeX, in UTF-8: an @article for an outlet's article, @misc for other sources.

The words stand in `note` with who said them. BibTeX has no field for an archived copy, and its
styles print no other field of free text ("BibTeXing", Patashnik 1988, section 3.2), so that
stands in `note` too. The address leads to the words. See tex.py for what is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.citing import dates, tex
from quotes.citing.csl import issued
from quotes.citing.deep_link import deep_link
from quotes.citing.source import Source, source
from quotes.models import QuoteRecord

_TYPES = {
    "news": "article",
    "transcript": "article",
    "web": "misc",
    "post": "misc",
    "speech": "misc",
}


def entry(record: QuoteRecord) -> str:
    """The entry of one quote, without a line end after it."""
    article = source(record)
    return tex.entry(_TYPES[article.genre], tex.key(record, article), _fields(record, article))


def _fields(record: QuoteRecord, article: Source) -> Iterator[tuple[str, str | None]]:
    """Names and values, each value already between braces or a macro."""
    kind = _TYPES[article.genre]
    yield "author", tex.authors(article)
    yield "title", tex.title(record, article)
    yield ("journal" if kind == "article" else "howpublished"), tex.braced(article.outlet)
    if when := issued(record, article):
        yield "year", f"{{{when.year}}}"
        yield "month", dates.chicago(when)[:3].lower() if when.month else None
        yield "day", f"{{{when.day}}}" if when.day else None
    yield "pages", tex.braced(article.page)
    url = deep_link(record)
    yield "url", tex.address(url)
    yield "urldate", tex.braced(article.accessed.iso if article.accessed and url else None)
    archived = f" (archived at {article.archive_url})" if article.archive_url else ""
    yield "note", tex.braced(tex.note(record) + archived)
