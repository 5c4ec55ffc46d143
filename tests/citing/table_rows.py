"""A thousand rows of hostile values, and a database of hostile quotes, the same every time."""

from __future__ import annotations

import random
import sqlite3

from small_database import ROWS, Row, small_database

from quotes.citing.tables import Row as Cells
from quotes.records import EXPORT_COLUMNS

_PIECES = (
    "=", "+1", "-", "@SUM(A1)", "\t", "\n", "\r\n", '"', '""', ",", ";", "'", "＝", "|", "\\",
    "%w", "%s",
    "{", "}", "<b>", "&amp;", "_x0041_", "</script>", "\x01", "\x1b[1m", "\x7f", "\x85", "\u2028",
    "\ufeff", "\u200b", "é", "漢字", "😀", "the", "bridge", "will", "open", " ", "  ", "1", "0.5",
    "2024-03-05", "TRUE", "NULL",
)  # fmt: skip
_NUMBERS = ("context_start", "occasion")


def text(rng: random.Random) -> str:
    """A few pieces in a row."""
    return "".join(rng.choice(_PIECES) for _ in range(rng.randint(1, 8)))


def table_rows(count: int, seed: int = 1) -> list[Cells]:
    """So many rows of an export, a third of their cells empty."""
    rng = random.Random(seed)
    return [tuple(_value(rng, column) for column in EXPORT_COLUMNS) for _ in range(count)]


def _quote(rng: random.Random) -> str:
    """The same as a quote's text: its segments, divided by line breaks, are never empty."""
    return "\n".join(part for part in text(rng).split("\n") if part) or "word"


def _value(rng: random.Random, column: str) -> str | int | float | None:
    if rng.random() < 0.3 and column != "public_id":
        return None
    if column in _NUMBERS:
        return rng.randint(0, 10**6)
    if column.endswith("_confidence"):
        return round(rng.random(), 3)
    return text(rng)


def hostile_database(count: int, seed: int = 1) -> sqlite3.Connection:
    """A database of the small one's quotes and so many more of hostile words; close it."""
    rng = random.Random(seed)
    more = tuple(
        Row(f"h{number:09}", _quote(rng), ("Ann Lee", "Zoë O'Brien")[: rng.randint(0, 2)],
            rng.choice(("courier", "post", "elan", "month", "undated")),
            rng.choice(("direct", "mixed", "indirect")),
            rng.choice((None, "2025-02", "2025-02-20")), rng.choice((None, text(rng))),
            venue_place=rng.choice((None, text(rng))))
        for number in range(count)
    )  # fmt: skip
    return small_database(ROWS + more)
