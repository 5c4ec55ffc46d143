"""XLSX and Parquet, read back by openpyxl and pyarrow."""

from __future__ import annotations

import builtins
import io
import re
from typing import Any

import pyarrow.parquet
import pytest
from openpyxl import load_workbook
from table_rows import table_rows

from quotes.citing import parquet, workbook
from quotes.errors import InputError
from quotes.records import EXPORT_COLUMNS

ROWS = table_rows(1000)
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def read(rows: Any) -> Any:
    out = io.BytesIO()
    assert workbook.write(rows, out) == len(rows)
    return load_workbook(out)


def as_read(value: Any) -> Any:
    """What a cell holds of a value: no control characters, and an underscore that would begin
    an escape for Excel escaped, which openpyxl does not take back."""
    if not isinstance(value, str):
        return value
    return re.sub("_(?=x0041_)", "_x005F_", ILLEGAL.sub("\ufffd", value))


def test_cells_are_read_back() -> None:
    header, *rows = read(ROWS)["Quotes"].iter_rows()
    assert tuple(cell.value for cell in header) == EXPORT_COLUMNS
    assert all(cell.font.bold for cell in header)
    for row, expected in zip(rows, ROWS, strict=True):
        assert tuple(cell.value for cell in row) == tuple(map(as_read, expected))
        for cell, value in zip(row, expected, strict=True):
            assert cell.data_type == ("s" if isinstance(value, str) else "n")
            assert cell.hyperlink is None


def test_an_empty_export_has_its_header() -> None:
    [header] = read([])["Quotes"].iter_rows(values_only=True)
    assert header == EXPORT_COLUMNS


def test_more_rows_than_a_sheet_holds_go_on_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "_MOST_ROWS", 401)
    book = read(ROWS)
    assert book.sheetnames == ["Quotes", "Quotes 2", "Quotes 3"]
    assert [sheet.max_row for sheet in book] == [401, 401, 201]
    assert book["Quotes 2"]["A2"].value == as_read(ROWS[400][0])


@pytest.mark.parametrize("text", ["x" * 32_768, "😀" * 16_384])
def test_a_text_that_no_cell_holds_is_refused(text: str) -> None:
    row = ("k3fq7zzabc", text, *(None,) * (len(EXPORT_COLUMNS) - 2))
    with pytest.raises(InputError, match=r"k3fq7zzabc has a text of [\d,]+ characters, more than"):
        workbook.write([row], io.BytesIO())
    workbook.write([(row[0], text[:-1], *row[2:])], io.BytesIO())


def test_parquet_is_read_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "_GROUP", 300)
    out = io.BytesIO()
    assert parquet.write(ROWS, out) == 1000
    file = pyarrow.parquet.ParquetFile(out)
    assert file.num_row_groups == 4
    table = file.read()
    assert tuple(table.column_names) == EXPORT_COLUMNS
    assert [tuple(row.values()) for row in table.to_pylist()] == ROWS
    types = {name: str(table.schema.field(name).type) for name in EXPORT_COLUMNS}
    assert types["context_start"] == "int64"
    assert types["speaker_confidence"] == "double"
    assert set(types.values()) == {"string", "int64", "double"}


def test_an_empty_parquet_has_its_columns() -> None:
    out = io.BytesIO()
    assert parquet.write([], out) == 0
    assert tuple(pyarrow.parquet.read_table(out).column_names) == EXPORT_COLUMNS


def test_surrogates_are_replaced() -> None:
    row = ("\ud800", *(None,) * (len(EXPORT_COLUMNS) - 1))
    out = io.BytesIO()
    parquet.write([row], out)
    assert pyarrow.parquet.read_table(out)["public_id"].to_pylist() == ["\ufffd"]
    assert read([row])["Quotes"]["A2"].value == "\ufffd"


@pytest.mark.parametrize(
    ("write", "needs"), [(workbook.write, "openpyxl"), (parquet.write, "pyarrow")]
)
def test_what_is_not_installed_is_told(
    monkeypatch: pytest.MonkeyPatch, write: Any, needs: str
) -> None:
    real = builtins.__import__

    def missing(name: str, *more: Any) -> Any:
        if name.split(".")[0] == needs:
            raise ImportError(name)
        return real(name, *more)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(InputError, match=rf"needs {needs}: pip install 'quotes-db\[tables\]'"):
        write([], io.BytesIO())
