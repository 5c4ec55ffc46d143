"""A CSV file with what bare text files lack, one row for each article.

file,published,outlet,author,title,url
bridge.txt,2025-02-24,Elmsford Courier,Jane Doe,Mill Street bridge to close,
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import PurePath

from quotes.errors import ArticleError, InputError
from quotes.reading.encoding import decode
from quotes.reading.fields import GIVEN
from quotes.reading.files import content

_SEPARATORS = ",;\t"  # spreadsheets write the latter two in much of Europe


def load_metadata(path: str) -> dict[str, dict[str, str]]:
    """The rows of a CSV file, keyed by its column `file`, as `read` takes them.

    Blank cells and columns that are no field of an article are left out. Raises
    InputError, which names the line, for a file that is missing or no CSV, a
    header without `file`, a row with more cells than the header, without a file
    name, or for a file that has a row already.
    """
    try:
        text = decode(path, content(path))
    except ArticleError as error:
        raise InputError(str(error)) from error
    header = text.lstrip("\r\n").split("\n", 1)[0]
    separator = max(_SEPARATORS, key=header.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: dict[str, dict[str, str]] = {}
    columns: list[str] = []
    try:
        for cells in lines:
            if not any(map(str.strip, cells)):
                continue
            if not columns:
                columns = _columns(path, cells)
                continue
            file, row = _row(f"{path}, line {lines.line_num}", columns, cells)
            if file in rows:
                raise InputError(f"{path}, line {lines.line_num}: {file} has a row already")
            rows[file] = row
    except csv.Error as error:
        raise InputError(f"{path}, line {lines.line_num}: not CSV: {error}") from error
    return rows


def metadata_for(metadata: Mapping[str, dict[str, str]], path: str) -> dict[str, str]:
    """The row for a path, found by the path as written, else by its file name, else by the
    name without its ending; an empty dict when there is none.
    """
    file = PurePath(path)
    for key in (path, file.name, file.stem):
        if key in metadata:
            return metadata[key]
    return {}


def _columns(path: str, cells: list[str]) -> list[str]:
    columns = [cell.strip().lower() for cell in cells]
    for name in ("file", *GIVEN):
        if columns.count(name) > 1:
            raise InputError(f"{path}: two columns are called {name}: keep one")
    if "file" not in columns:
        raise InputError(f"{path}: no column 'file' in the header: {', '.join(columns)[:200]}")
    return columns


def _row(where: str, columns: list[str], cells: list[str]) -> tuple[str, dict[str, str]]:
    if any(map(str.strip, cells[len(columns) :])):
        raise InputError(
            f"{where}: more cells than the header has: put a value with a comma in quotation marks"
        )
    values = dict(zip(columns, map(str.strip, cells), strict=False))
    file = values.get("file", "")
    if not file:
        raise InputError(f"{where}: the column 'file' is empty")
    return file, {name: values[name] for name in GIVEN if values.get(name)}
