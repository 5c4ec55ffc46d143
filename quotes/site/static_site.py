"""The site as plain files: the same pages, and search in the browser."""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from html import unescape
from pathlib import Path
from posixpath import normpath
from typing import Any

from quotes.errors import InputError
from quotes.models import Filters, QuoteRecord
from quotes.records import count_quotes, find_quotes
from quotes.showing import breaks
from quotes.site.application import application
from quotes.site.passages import day
from quotes.site.shown import STATIC, shown
from quotes.store.database import connect

MOST = 50_000
"""Quotes that a browser can search on its own."""

_LONGEST_NAME = 240  # characters that file systems take; longer names of venues have no page
_ASSETS = Path(__file__).parent / "static"
_LINK = re.compile(r'href="((?:\.\./)*(?:[\w+~%.-]+/)*)(?:#[^"]*)?"')
_EVERYTHING = Filters(kinds=("direct", "mixed", "indirect"))


def write_pages(
    path: Path, folder: Path, *, named: Path, tell: Callable[[int, int], object]
) -> int:
    """The number of pages written to `folder`, those of the database at `path`.

    `tell` is given how many are written and how many are known of, again and again. Raises
    InputError where there are more quotes than a browser can search; it calls the database `named`.
    """
    with closing(connect(path)) as connection:
        count = count_quotes(connection, _EVERYTHING)
        if count > MOST:
            raise InputError(
                f"{named} has {count:,} quotes and plain files serve at most {MOST:,}: leave"
                " --static out, for a host that runs the site"
            )
        _write_assets(connection, folder / "assets")
        (folder / "quotes.csv").write_text(
            "".join(_table(connection)), encoding="utf-8", newline=""
        )
        first = ["", "about/", "search/"]
        first += [f"quote/{record.public_id}/" for record in find_quotes(connection, _EVERYTHING)]
    return asyncio.run(_crawl(path, folder, first, tell))


async def _crawl(
    path: Path, folder: Path, first: list[str], tell: Callable[[int, int], object]
) -> int:
    """Ask the site for these pages and for all that they lead to, and write them."""
    site = application(path, exposed=True)
    setattr(site, STATIC, True)
    known = dict.fromkeys(first)
    waiting = list(reversed(first))
    try:
        while waiting:
            place = waiting.pop()
            html = await _page(site, place)
            file = folder / place / "index.html"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(html, encoding="utf-8")
            for other in _leads_to(place, html):
                if other not in known:
                    known[other] = None
                    waiting.append(other)
            tell(len(known) - len(waiting), len(known))
    finally:
        site.executor.shutdown()
        for database in site.databases.values():
            database.close()
    return len(known)


async def _page(site: Any, place: str) -> str:
    """A page as the site gives it: "speaker/ID/page-2/" is what the site has at ?page=2."""
    address, _, number = f"/{place}".rstrip("/").partition("/page-")
    response = await site.client.get((address or "/") + (f"?page={number}" if number else ""))
    if response.status_code != 200:
        raise InputError(f"the page {address} could not be made: status {response.status_code}")
    return str(response.text)


def _leads_to(place: str, html: str) -> Iterator[str]:
    """The places of the pages that a page has links to."""
    for found in _LINK.finditer(html):
        other = normpath(f"/{place}{unescape(found[1])}").strip("/")
        names_fit = all(len(part) <= _LONGEST_NAME for part in other.split("/"))
        if other and not other.startswith("assets") and names_fit:
            yield f"{other}/"


def _write_assets(connection: sqlite3.Connection, folder: Path) -> None:
    folder.mkdir(parents=True)
    for name in ("site.css", "site.js", "search.js"):
        (folder / name).write_bytes((_ASSETS / name).read_bytes())
    with (folder / "quotes.json").open("w", encoding="utf-8") as file:
        before = "[\n"
        for entry in _entries(connection):
            file.write(before + json.dumps(entry, ensure_ascii=False, separators=(",", ":")))
            before = ",\n"
        file.write("\n]\n" if before != "[\n" else "[]\n")


def _entries(connection: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """What the browser searches, newest first."""
    for record in find_quotes(connection, _EVERYTHING):
        (each,) = shown(connection, [record])
        entry = {
            "id": record.public_id,
            "text": _broken(record),
            "kind": record.kind,
            "speakers": [[credit.id, credit.name] for credit in each.credits],
            "venue": record.venue,
            "venue_kind": record.venue_kind,
            "said": each.said,
            "day": record.date or record.published,
            "outlet": record.outlet,
            "published": day(record.published),
        }
        yield {name: value for name, value in entry.items() if value is not None}


def _broken(record: QuoteRecord) -> str:
    """The words, with a vertical tab where the attribution broke them."""
    text = record.text
    for at in breaks(text, record.segments):
        text = f"{text[:at]}\v{text[at + 1 :]}"
    return text


def _table(connection: sqlite3.Connection) -> Iterator[str]:
    from quotes.citing.dump import lines

    return lines(connection, _EVERYTHING, "csv")
