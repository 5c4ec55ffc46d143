"""RIS: a line for each field, `XX  - value`, from TY to ER, lines ended by CR LF.

Tags as reference managers read them, above all as Zotero maps them: NEWS for an outlet's article,
ELEC for other pages, ICOMM for posts, SLIDE (a presentation) for speeches, whose T2 is the
occasion. The words stand in AB, who said them when and where in N1. The address in UR leads to
the words. The archived copy stands in N1: what L1 and L2 name is fetched as a file of the item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quotes.citing.csl import issued
from quotes.citing.dates import PartialDate
from quotes.citing.deep_link import deep_link
from quotes.citing.names import Name
from quotes.citing.occasions import event
from quotes.citing.source import Source, one_line, source
from quotes.citing.wording import abstract, account, headline
from quotes.models import QuoteRecord

_TYPES = {"news": "NEWS", "transcript": "NEWS", "web": "ELEC", "post": "ICOMM", "speech": "SLIDE"}
_PAGES = re.compile(r"(\S+?)\s*[-–]\s*(\S+)")


def entry(record: QuoteRecord) -> str:
    """The record of one quote, its last line end included."""
    lines = [f"{tag}  - {value}" for tag, value in _fields(record) if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def _fields(record: QuoteRecord) -> Iterator[tuple[str, str | None]]:
    """Tags and values; values are on one line, so none of them can pose as a tag."""
    article = source(record)
    when = issued(record, article)
    yield "TY", _TYPES[article.genre]
    yield "ID", re.sub(r"\W", "", record.public_id)
    for name in article.authors:
        yield "AU", _author(name)
    yield "TI", headline(record, article)
    yield from _containers(record, article)
    yield "DA", _date(when)
    yield "PY", f"{when.year:04}" if when else None
    pages = _PAGES.fullmatch(article.page) if article.page else None
    yield "SP", pages[1] if pages else article.page
    yield "EP", pages[2] if pages else None
    yield "SE", article.section
    yield "M3", article.label.capitalize()
    # In UR a semicolon stands between two addresses.
    yield "UR", (deep_link(record) or "").replace(";", "%3B")
    yield "Y2", _date(article.accessed)
    yield "LA", article.language
    yield "AB", abstract(record)
    yield "N1", account(record)
    yield "N1", f"Archived at {article.archive_url}" if article.archive_url else None


def _author(name: Name) -> str:
    """ "van der Berg, Anna, Jr."; "Associated Press,", since without a comma a body has a surname.

    A comma within a body's name would make a given name of what follows.
    """
    return name.inverted if name.given else " ".join(name.family.replace(",", " ").split()) + ","


def _containers(record: QuoteRecord, article: Source) -> Iterator[tuple[str, str | None]]:
    if article.genre == "speech":
        yield "T2", event(record)
        yield "PB", article.outlet
        yield "CY", one_line(record.venue_place)
    else:
        yield "T2", article.outlet


def _date(when: PartialDate | None) -> str | None:
    """YYYY/MM/DD/, with nothing between the slashes where a part is unknown."""
    if when is None:
        return None
    year, month, day = when
    return f"{year:04}/{f'{month:02}' if month else ''}/{f'{day:02}' if day else ''}/"
