"""XLSX by openpyxl, written row by row; an extra: pip install 'quotes-db[tables]'.

Every text is a text, whatever it begins with: no formula, number or link is made of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

from quotes.citing.source import printable
from quotes.errors import InputError
from quotes.records import EXPORT_COLUMNS

Row = Sequence[str | int | float | None]

# Excel's own limits ("Excel specifications and limits").
_MOST_ROWS = 1_048_576
_LONGEST = 32_767  # UTF-16 code units of a cell
_WIDTHS = {"text": 60, "context": 60, "title": 40, "url": 40, "speaker": 24, "outlet": 24}
_WIDTH = 14
# What XML 1.0 cannot hold, and _x0041_, which Excel takes for an escape.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def write(rows: Iterable[Row], out: BinaryIO) -> int:
    """The number of rows written, under a header, on as many sheets as they need.

    Characters that XML forbids become U+FFFD. Raises InputError where openpyxl is not
    installed, and for a text that is longer than a cell can be.
    """
    try:
        from openpyxl import Workbook
    except ImportError as error:
        raise InputError("xlsx needs openpyxl: pip install 'quotes-db[tables]'") from error
    book = Workbook(write_only=True)
    try:
        count = _fill(book, rows)
        book.save(out)
    except BaseException:
        for sheet in book.worksheets:  # each keeps a file of its own until it is saved
            sheet.close()
            sheet._writer.cleanup()
        raise
    return count


def _fill(book: Any, rows: Iterable[Row]) -> int:
    sheet = _sheet(book)
    count = 0
    for row in rows:
        if count and count % (_MOST_ROWS - 1) == 0:
            sheet = _sheet(book)
        sheet.append([_cell(sheet, row, value) for value in row])
        count += 1
    return count


def _sheet(book: Any) -> Any:
    """One more sheet, with the header in bold, which stays in sight."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    number = len(book.worksheets) + 1
    sheet = book.create_sheet("Quotes" if number == 1 else f"Quotes {number}")
    sheet.freeze_panes = "B2"
    header = []
    for place, column in enumerate(EXPORT_COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(column, _WIDTH)
        cell = WriteOnlyCell(sheet, column)
        cell.font = Font(bold=True)
        header.append(cell)
    sheet.append(header)
    return sheet


def _cell(sheet: Any, row: Row, value: str | int | float | None) -> Any:
    if not isinstance(value, str):
        return value
    text = _ESCAPE.sub("_x005F_", _FORBIDDEN.sub("\ufffd", printable(value)))
    if len(text) > _LONGEST // 2 and len(text.encode("utf-16-le")) // 2 > _LONGEST:
        raise InputError(
            f"{row[0]} has a text of {len(value):,} characters, more than a cell of XLSX holds:"
            " choose csv or parquet, or filter it out"
        )
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet)
    cell._value, cell.data_type = text, "s"  # to assign it would make a formula of "=…"
    return cell
