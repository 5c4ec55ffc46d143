"""Rows as JSON, CSV or Markdown, and where they are written to."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from quotes.cli.layout import printable
from quotes.errors import InputError

_MARKDOWN = re.compile(r"([\\`*_\[\]<>|~])")
# A spreadsheet takes a cell that begins like this for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@contextmanager
def opened(path: Path | None) -> Iterator[TextIO]:
    """The file to write to: standard output without a path or with `-`.

    A file appears under its name only when it is whole: it is written under another
    name beside it, and left as it was when anything fails.
    """
    if path is None or str(path) == "-":
        yield sys.stdout
        return
    target = path.resolve()
    if target.exists() and not target.is_file():  # a pipe or a device cannot be replaced
        with _writable(target, path) as out:
            yield out
        return
    partial = target.with_name(f".{target.name}.{os.getpid()}.partial")
    try:
        with _writable(partial, path) as out:
            yield out
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def _writable(file: Path, named: Path) -> TextIO:
    try:
        return file.open("w", encoding="utf-8", errors="replace", newline="")
    except OSError as error:
        raise InputError(f"{named} cannot be written: {error.strerror}") from error


def write_rows(rows: Iterable[Mapping[str, Any]], format: str, out: TextIO) -> None:
    """Write rows as `json`, `ndjson`, `csv` or `md`, one after the other as they come."""
    writers = {"json": _json, "ndjson": _ndjson, "csv": _csv, "md": _markdown}
    writers[format](rows, out)


def _json(rows: Iterable[Mapping[str, Any]], out: TextIO) -> None:
    import json

    before = "[\n"
    for row in rows:
        out.write(before + json.dumps(row, ensure_ascii=False))
        before = ",\n"
    out.write("\n]\n" if before == ",\n" else "[]\n")


def _ndjson(rows: Iterable[Mapping[str, Any]], out: TextIO) -> None:
    import json

    for row in rows:
        out.write(json.dumps(row, ensure_ascii=False) + "\n")


def _csv(rows: Iterable[Mapping[str, Any]], out: TextIO) -> None:
    import csv

    writer = csv.writer(out)  # RFC 4180: lines end in CR LF
    for number, row in enumerate(rows):
        if number == 0:
            writer.writerow(row)
        writer.writerow([_csv_cell(value) for value in row.values()])


def _csv_cell(value: Any) -> Any:
    if isinstance(value, list | tuple):
        value = "; ".join(value)
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value


def _markdown(rows: Iterable[Mapping[str, Any]], out: TextIO) -> None:
    for number, row in enumerate(rows):
        if number == 0:
            out.write(f"| {' | '.join(row)} |\n|{' --- |' * len(row)}\n")
        out.write(f"| {' | '.join(map(_markdown_cell, row.values()))} |\n")


def _markdown_cell(value: Any) -> str:
    if isinstance(value, list | tuple):
        value = "; ".join(value)
    text = "" if value is None else _MARKDOWN.sub(r"\\\1", printable(str(value)))
    return "<br>".join(text.splitlines())
