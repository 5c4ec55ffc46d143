"""BibTeX, in UTF-8: an @article for an outlet's article, @misc for other pages.

What TeX would read as a command is escaped in every field but the addresses,
which are percent-encoded instead. BibTeX counts braces even behind a backslash, so braces
without a partner become the commands for them. The words stand in `note` with who said them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from quotes.citing import dates
from quotes.citing.names import Name
from quotes.citing.source import Source, source
from quotes.citing.wording import abstract, account
from quotes.models import QuoteRecord

_TYPES = {"news": "article", "web": "misc"}
_COMMANDS = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
        **{character: f"\\{character}" for character in "$&#%_{}"},
    }
)
_LONE_BRACES = {**_COMMANDS, ord("{"): r"\textbraceleft{}", ord("}"): r"\textbraceright{}"}


def entry(record: QuoteRecord) -> str:
    """The entry of one quote, without a line end after it."""
    article = source(record)
    fields = ",\n".join(f"  {name} = {value}" for name, value in _fields(record, article))
    return f"@{_TYPES[article.medium]}{{{_key(record, article)},\n{fields}\n}}"


def _key(record: QuoteRecord, article: Source) -> str:
    """Author, year, first long word of the headline and the quote's public id: doe2024mayor-k3f…"""
    author = article.authors[0].family if article.authors else article.outlet or ""
    year = f"{article.published.year}" if article.published else ""
    word = next((word for word in _ascii(article.title or "").split() if len(word) > 3), "")
    stem = re.sub(r"[^a-z0-9]", "", f"{_ascii(author)}{year}{word}")
    return f"{stem or 'quote'}-{re.sub(r'[^A-Za-z0-9]', '', record.public_id)}"


def _fields(record: QuoteRecord, article: Source) -> Iterator[tuple[str, str]]:
    """Names and values, each value already between braces or a macro."""
    if article.authors:
        yield "author", f"{{{' and '.join(_author(name) for name in article.authors)}}}"
    if article.title:
        yield "title", f"{{{{{_escaped(article.title)}}}}}"
    if article.outlet:
        yield "journal", f"{{{_escaped(article.outlet)}}}"
    if article.published:
        year, month, day = article.published
        yield "year", f"{{{year}}}"
        if month:
            yield "month", dates.chicago(article.published)[:3].lower()
        if day:
            yield "day", f"{{{day}}}"
    if article.page:
        yield "pages", f"{{{_escaped(article.page)}}}"
    if article.url:
        yield "url", f"{{{article.url}}}"
        if article.accessed:
            yield "urldate", f"{{{article.accessed.iso}}}"
    who = account(record)
    yield "note", f"{{{_escaped(f'{who}: {abstract(record)}' if who else abstract(record))}}}"


def _author(name: Name) -> str:
    """ "van der Berg, Jr., Anna", or a body's name in braces of its own."""
    if name.given is None:
        return f"{{{_escaped(name.family)}}}"
    parts = (name.surname, name.suffix, name.given)
    return ", ".join(_escaped(part) for part in parts if part)


def _escaped(text: str) -> str:
    return text.translate(_COMMANDS if _is_balanced(text) else _LONE_BRACES)


def _is_balanced(text: str) -> bool:
    depth = 0
    for character in text:
        depth += (character == "{") - (character == "}")
        if depth < 0:
            return False
    return depth == 0


def _ascii(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9 ]", "", folded.lower())
