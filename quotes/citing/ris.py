"""RIS: a line for each field, `XX  - value`, from TY to ER, lines ended by CR LF.

Tags as reference managers read them: NEWS for an outlet's article, ELEC for
other pages; the words in AB, who said them when and where in N1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quotes.citing.dates import PartialDate
from quotes.citing.source import source
from quotes.citing.wording import abstract, account
from quotes.models import QuoteRecord

_TYPES = {"news": "NEWS", "web": "ELEC"}
_PAGES = re.compile(r"(\S+?)\s*[-–]\s*(\S+)")


def entry(record: QuoteRecord) -> str:
    """The record of one quote, its last line end included."""
    lines = [f"{tag}  - {value}" for tag, value in _fields(record) if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def _fields(record: QuoteRecord) -> Iterator[tuple[str, str | None]]:
    """Tags and values; values are on one line, so none of them can pose as a tag."""
    article = source(record)
    pages = _PAGES.fullmatch(article.page) if article.page else None
    yield "TY", _TYPES[article.medium]
    yield "ID", re.sub(r"\W", "", record.public_id)
    for name in article.authors:
        yield "AU", name.inverted
    yield "TI", article.title
    yield "T2", article.outlet
    yield "DA", _date(article.published)
    yield "PY", f"{article.published.year}" if article.published else None
    yield "SP", pages[1] if pages else article.page
    yield "EP", pages[2] if pages else None
    yield "SE", article.section
    yield "UR", article.url
    yield "Y2", _date(article.accessed)
    yield "LA", article.language
    yield "AB", abstract(record)
    yield "N1", account(record)
    yield "N1", f"Archived at {article.archive_url}" if article.archive_url else None


def _date(when: PartialDate | None) -> str | None:
    """YYYY/MM/DD/, with nothing between the slashes where a part is unknown."""
    if when is None:
        return None
    year, month, day = when
    return f"{year}/{f'{month:02}' if month else ''}/{f'{day:02}' if day else ''}/"
