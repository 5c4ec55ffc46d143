"""Rows as JSON, CSV or Markdown, and where they are written to."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from quotes.cli.layout import printable
from quotes.errors import InputError

_MARKDOWN = re.compile(r"([\\`*_\[\]<>|~])")


@contextmanager
def opened(path: Path | None) -> Iterator[TextIO]:
    """The file to write to: standard output without a path or with `-`.

    A file appears under its name only when it is whole: it is written under another
    name beside it, and left as it was when anything fails.
    """
    if path is None or str(path) == "-":
        yield sys.stdout
        return
    with _whole(path) as file, _writable(file, path) as out:
        yield out


@contextmanager
def opened_binary(path: Path | None, format: str) -> Iterator[BinaryIO]:
    """The same for a format that is no text, which does not go to a terminal."""
    if path is None or str(path) == "-":
        if sys.stdout.isatty():
            raise InputError(f"{format} is not for a terminal: name a file with --output")
        yield sys.stdout.buffer
        return
    with _whole(path) as file, _writable_binary(file, path) as out:
        yield out


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """The file to write in place of another, which it replaces when it is whole."""
    target = path.resolve()
    if target.exists() and not target.is_file():  # a pipe or a device cannot be replaced
        yield target
        return
    partial = target.with_name(f".{target.name}.{os.getpid()}.partial")
    try:
        yield partial
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def _writable(file: Path, named: Path) -> TextIO:
    try:
        return file.open("w", encoding="utf-8", errors="replace", newline="")
    except OSError as error:
        raise InputError(f"{named} cannot be written: {error.strerror}") from error


def _writable_binary(file: Path, named: Path) -> BinaryIO:
    try:
        return file.open("wb")
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
    from quotes.citing.tables import csv_line

    for number, row in enumerate(rows):
        if number == 0:
            out.write(csv_line(tuple(row)))
        joined = (
            "; ".join(each) if isinstance(each, list | tuple) else each for each in row.values()
        )
        out.write(csv_line(tuple(joined)))


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
