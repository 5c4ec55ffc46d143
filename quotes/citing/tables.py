"""Rows for spreadsheets and programs: CSV, JSON and NDJSON, written one by one."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from typing import TextIO

from quotes.citing.source import printable
from quotes.records import EXPORT_COLUMNS

Value = str | int | float | None
Row = Sequence[Value]

# What a spreadsheet takes for the beginning of a formula, full-width forms too
# (OWASP, "CSV Injection").
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_FORMULA_CELL = re.compile(',"[=+\\-@\t\r\n＝＋－＠]')
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_CONTROLS = bytes(each for each in range(128) if _CONTROL.match(chr(each)))
_SURROGATE = re.compile("[\ud800-\udfff]")


def write_csv(rows: Iterable[Row], out: TextIO, columns: Sequence[str] = EXPORT_COLUMNS) -> int:
    """The number of rows written, under a header that is always there.

    RFC 4180: lines end in CR LF, so a file must be opened with `newline=""`. A
    cell that a spreadsheet would run as a formula begins with an apostrophe.
    """
    out.write(csv_line(columns))
    count = 0
    for row in rows:
        out.write(csv_line(row))
        count += 1
    return count


def write_json(rows: Iterable[Row], out: TextIO) -> int:
    """The number of objects written, as one array with an object on each line."""
    count = 0
    for row in rows:
        out.write((",\n" if count else "[\n") + json_line(row)[:-1])
        count += 1
    out.write("\n]\n" if count else "[]\n")
    return count


def write_ndjson(rows: Iterable[Row], out: TextIO) -> int:
    """The number of objects written, one on each line."""
    count = 0
    for row in rows:
        out.write(json_line(row))
        count += 1
    return count


def csv_line(row: Row) -> str:
    """The row as a line of CSV, its end included; see `write_csv`. All cells have marks."""
    line = io.StringIO(newline="")
    csv.writer(line, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow(map(_cell, row))
    return line.getvalue()


def json_line(row: Row) -> str:
    """The row as an object on a line, its end included, keyed by EXPORT_COLUMNS.

    Unpaired surrogates, which UTF-8 cannot hold, are escaped.
    """
    fields = dict(zip(EXPORT_COLUMNS, row, strict=True))
    line = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", line) + "\n"


def is_safe(lines: str) -> bool:
    """Whether no cell of lines whose cells all have marks, behind the first ones, needs what
    `csv_line` does to it."""
    raw = lines.encode("utf-8", "surrogatepass")
    return len(raw) == len(raw.translate(None, _CONTROLS)) and not _FORMULA_CELL.search(lines)


def _cell(value: Value) -> Value:
    """The value as a cell: a text that would run as a formula behind an apostrophe."""
    if not isinstance(value, str):
        return value
    text = _CONTROL.sub("\ufffd", printable(value))
    return f"'{text}" if text.startswith(_FORMULA) else text
