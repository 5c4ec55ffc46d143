"""Rows for spreadsheets and programs: CSV, JSON and NDJSON, written one by one."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Mapping
from typing import TextIO

from quotes.citing.source import printable
from quotes.models import QuoteRecord
from quotes.records import EXPORT_COLUMNS, exported

Value = str | int | float | None

# What a spreadsheet takes for the beginning of a formula, full-width forms too
# (OWASP, "CSV Injection").
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def write_csv(records: Iterable[QuoteRecord], out: TextIO) -> int:
    """The number of rows written, under a header that is always there.

    RFC 4180: lines end in CR LF, so a file must be opened with `newline=""`. A
    cell that a spreadsheet would run as a formula begins with an apostrophe.
    """
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(EXPORT_COLUMNS)
    count = 0
    for record in records:
        writer.writerow(map(_cell, exported(record).values()))
        count += 1
    return count


def write_json(records: Iterable[QuoteRecord], out: TextIO) -> int:
    """The number of objects written, as one array with an object on each line."""
    out.write("[")
    count = 0
    for record in records:
        out.write((",\n" if count else "\n") + _object(exported(record)))
        count += 1
    out.write("\n]\n" if count else "]\n")
    return count


def write_ndjson(records: Iterable[QuoteRecord], out: TextIO) -> int:
    """The number of objects written, one on each line."""
    count = 0
    for record in records:
        out.write(_object(exported(record)) + "\n")
        count += 1
    return count


def _cell(value: Value) -> Value:
    """The value as a cell: a text that would run as a formula behind an apostrophe."""
    if not isinstance(value, str):
        return value
    text = _CONTROL.sub("\ufffd", printable(value))
    return f"'{text}" if text.startswith(_FORMULA) else text


def _object(row: Mapping[str, Value]) -> str:
    """The row as JSON on one line; unpaired surrogates, which UTF-8 cannot hold, are escaped."""
    line = json.dumps(row, ensure_ascii=False)
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", line)
