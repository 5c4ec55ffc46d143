"""Quotes as pages show them: what the templates print, worked out here."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from datasette.utils import tilde_encode  # type: ignore[import-untyped]
from markupsafe import Markup

from quotes.citing.deep_link import deep_link
from quotes.citing.source import address
from quotes.models import QuoteRecord, Span
from quotes.showing import DOUBTFUL
from quotes.site.passages import day, words


@dataclass(frozen=True, slots=True)
class Credit:
    """Somebody whom a quote is attributed to: name, and public id."""

    name: str
    id: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A quote with what is printed of it, and the record that it comes from.

    `doubts` names what the parser is not sure of: "speaker", "venue" or "date". `source` leads
    to the words in their source, `archive` to the archived copy; both are web addresses.
    """

    record: QuoteRecord
    words: Markup
    credits: tuple[Credit, ...]
    said: str
    published: str
    source: str | None
    archive: str | None
    doubts: tuple[str, ...]


def shown(
    connection: sqlite3.Connection,
    records: Sequence[QuoteRecord],
    highlights: Sequence[Sequence[Span]] = (),
) -> list[Shown]:
    """The records, each with who is credited; `highlights` are the words to be marked in each."""
    credited = _credits(connection, [record.public_id for record in records])
    marks = [*highlights, *[()] * (len(records) - len(highlights))]
    return [
        Shown(
            record=record,
            words=words(record, spans),
            credits=tuple(credited.get(record.public_id, ())),
            said=day(record.date),
            published=day(record.published),
            source=web_address(deep_link(record)),
            archive=web_address(address(record.archive_url)),
            doubts=_doubts(record),
        )
        for record, spans in zip(records, marks, strict=True)
    ]


def web_address(url: str | None) -> str | None:
    """The address if a browser may follow it: of the web, and no script."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


def _doubts(record: QuoteRecord) -> tuple[str, ...]:
    fields = (
        ("speaker", record.speaker, record.speaker_confidence),
        ("venue", record.venue, record.venue_confidence),
        ("date", record.date, record.date_confidence),
    )
    return tuple(
        name for name, value, sure in fields if value and sure is not None and sure < DOUBTFUL
    )


_CREDITED = """
SELECT q.public_id, r.name, r.public_id, qs.position FROM quotes q
  JOIN quote_speakers qs USING (quote_id) JOIN speakers s USING (speaker_id)
  JOIN speakers r ON r.speaker_id = coalesce(s.merged_into, s.speaker_id)
 WHERE q.public_id IN (SELECT value FROM json_each(:ids))
   AND NOT EXISTS (SELECT 1 FROM corrected c WHERE c.public_id = q.public_id
                      AND json_type(c.fields, '$.speaker') IS NOT NULL)
 UNION ALL
SELECT cs.public_id, r.name, r.public_id, cs.position FROM corrected_speakers cs
  JOIN speakers s USING (speaker_id)
  JOIN speakers r ON r.speaker_id = coalesce(s.merged_into, s.speaker_id)
 WHERE cs.public_id IN (SELECT value FROM json_each(:ids))
 ORDER BY 4"""


def _credits(
    connection: sqlite3.Connection, public_ids: Sequence[str]
) -> dict[str, dict[Credit, None]]:
    """Who is credited with each quote, in order and each once."""
    found: dict[str, dict[Credit, None]] = {}
    ids = json.dumps(public_ids)
    for public_id, name, speaker_id, _ in connection.execute(_CREDITED, {"ids": ids}):
        found.setdefault(public_id, {})[Credit(name, speaker_id)] = None
    return found


STATIC = "_quotes_are_static"
"""The attribute of a Datasette whose pages are written as plain files."""


class Addresses:
    """The addresses of pages, below whatever prefix the site has.

    In plain files they lead from the page that is asked for to folders.
    """

    def __init__(self, datasette: Any, request: Any = None) -> None:
        self.are_static = getattr(datasette, STATIC, False)
        self._urls = datasette.urls
        self._up = "../" * _depth(request) if self.are_static else ""

    def _path(self, path: str) -> str:
        if not self.are_static:
            return str(self._urls.path(path))
        inside = path.removeprefix("/-/quotes").strip("/") if path.startswith("/-/") else ""
        folder = f"assets/{inside}" if inside else f"{path.strip('/')}/".lstrip("/")
        return f"{self._up}{folder}" or "./"

    def numbered(self, here: str, number: int) -> str:
        """The address of another page of a list."""
        if self.are_static:
            return here if number == 1 else f"{here}page-{number}/"
        return f"{here}?page={number}"

    def home(self) -> str:
        return str(self._path("/"))

    def about(self) -> str:
        return str(self._path("/about"))

    def asset(self, name: str) -> str:
        return str(self._path(f"/-/quotes/{name}"))

    def quote(self, public_id: str, ending: str = "") -> str:
        return str(self._path(f"/quote/{public_id}{ending}"))

    def speaker(self, public_id: str, ending: str = "") -> str:
        return str(self._path(f"/speaker/{public_id}{ending}"))

    def article(self, public_id: str, ending: str = "") -> str:
        return str(self._path(f"/article/{public_id}{ending}"))

    def venue(self, name: str, ending: str = "") -> str:
        return str(self._path(f"/venue/{tilde_encode(name)}{ending}"))

    def outlet(self, name: str, ending: str = "") -> str:
        return str(self._path(f"/outlet/{tilde_encode(name)}{ending}"))

    def search(self, ending: str = "", **query: Any) -> str:
        """A search; what is None or "" in its query is left out."""
        given = {name: value for name, value in query.items() if value not in (None, "")}
        return str(self._path(f"/search{ending}")) + (f"?{urlencode(given)}" if given else "")


def _depth(request: Any) -> int:
    """How many folders deep the file of a page is."""
    number = request.args.get("page") if request else None
    parts = [part for part in request.path.split("/") if part] if request else []
    return len(parts) + (1 if number else 0)
