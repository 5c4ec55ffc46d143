"""All quotes that pass filters as lines of CSV or NDJSON, which SQLite itself composes.

A row has some forty fields: to make Python objects of them all takes longer than to read them.
What SQL cannot do (paragraphs within a text, control characters) takes the way of `exported`,
which remains the definition of a row; the lines are the same either way.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import TextIO

from quotes.citing import tables
from quotes.filtering import DAY, condition
from quotes.models import Filters
from quotes.records import EXPORT_COLUMNS, exported, load

FORMATS = ("csv", "ndjson")

_BATCH = 500
_ROUNDED = frozenset(("speaker_confidence", "venue_confidence", "date_confidence"))
_SEGMENTS = """
(SELECT group_concat(start || '-' || "end", ' ')
   FROM (SELECT start, "end" FROM {} s WHERE s.{key} = e.{key} ORDER BY position))"""
_NOT_CORRECTED = """
(SELECT fields -> '$.segments' FROM corrected c WHERE c.public_id = e.public_id) IS NULL"""


def lines(connection: sqlite3.Connection, filters: Filters, format: str) -> Iterator[str]:
    """The lines of a table of these quotes in "csv" or "ndjson", newest first, each with its end.

    They need as much memory for many as for few: SQLite composes them as the quotes lie in the
    file, and sorts them in another one. Raises InputError at once for a filter that cannot be met.
    """
    wanted = condition(connection, filters)
    composed = _csv() if format == "csv" else _json()
    # The offset keeps SQLite from working out each value again wherever it is used.
    rows = f"""SELECT e.quote_id, {DAY} AS day, e.version_id, {_columns()}
                 FROM effective_quotes e WHERE {wanted.sql} LIMIT -1 OFFSET 0"""
    sql = f"""SELECT quote_id, {composed} FROM ({rows})
               ORDER BY day DESC, version_id DESC, context_start, quote_id"""
    return _lines(connection, connection.execute(sql, wanted.values), format)


def _lines(connection: sqlite3.Connection, found: sqlite3.Cursor, format: str) -> Iterator[str]:
    is_csv = format == "csv"
    if is_csv:
        yield tables.csv_line(EXPORT_COLUMNS)
    line, end = (tables.csv_line, "\r\n") if is_csv else (tables.json_line, "\n")
    while batch := found.fetchmany(_BATCH):
        made = {quote_id: composed for quote_id, composed in batch if composed is not None}
        if is_csv and not tables.is_safe("".join(made.values())):
            made = {each: text for each, text in made.items() if tables.is_safe(text)}
        left = [row[0] for row in batch if row[0] not in made]
        for quote_id, record in zip(left, load(connection, left), strict=True):
            made[quote_id] = line(tuple(exported(record).values())).removesuffix(end)
        yield from [made[row[0]] + end for row in batch]


def _columns() -> str:
    """The columns of `exported`, from the view of quotes."""
    columns = {column: f"e.{column}" for column in EXPORT_COLUMNS}
    columns |= {column: f"round(e.{column}, 3)" for column in _ROUNDED}
    plain = _SEGMENTS.format("segments", key="quote_id")
    corrected = _SEGMENTS.format("corrected_segments", key="public_id")
    columns["segments"] = f"iif({_NOT_CORRECTED}, {plain}, {corrected})"
    return ", ".join(f"{value} AS {column}" for column, value in columns.items())


def _unless_odd(composed: str) -> str:
    """NULL where a text has line breaks, or characters that end a text for SQLite."""
    odd = ("instr(text, char(10))", "instr(text, char(13))", "instr(text || context, char(0))")
    return f"iif({' OR '.join(odd)}, NULL, {composed})"


def _json() -> str:
    pairs = ", ".join(f"'{column}', {column}" for column in EXPORT_COLUMNS)
    return _unless_odd(f"json_object({pairs})")


def _csv() -> str:
    form = ",".join(['"%w"'] * len(EXPORT_COLUMNS))  # %w doubles quotation marks
    values = ", ".join(f"ifnull({column}, '')" for column in EXPORT_COLUMNS)
    return _unless_odd(f"printf('{form}', {values})")


def write(made: Iterable[str], format: str, out: TextIO) -> int:
    """The number of quotes whose lines were written to `out`."""
    count = 0
    for each in made:
        out.write(each)
        count += 1
    return count - (format == "csv")  # the header is a line too
