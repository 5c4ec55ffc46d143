"""Tables, read back by the standard library."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest
from citing_records import BASE, RECORDS, record
from hypothesis import given, settings
from hypothesis import strategies as st
from table_rows import table_rows

from quotes.citing import FORMATS, cite, export
from quotes.citing.tables import write_csv
from quotes.errors import InputError
from quotes.records import EXPORT_COLUMNS, exported


def written(records: list[Any], format: str) -> str:
    out = io.StringIO(newline="")
    assert export(records, format, out) == len(records)
    return out.getvalue()


def rows(records: list[Any]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written(records, "csv"), newline="")))


@pytest.mark.parametrize(
    ("format", "expected"),
    [
        ("csv", ",".join(f'"{column}"' for column in EXPORT_COLUMNS) + "\r\n"),
        ("json", "[]\n"),
        ("ndjson", ""),
        ("bibtex", ""),
        ("biblatex", ""),
        ("ris", ""),
        ("csl-json", "[]\n"),
        ("json-ld", "[]\n"),
        ("annotation", "[]\n"),
        ("wikipedia", ""),
        ("wikiquote", ""),
        ("text", ""),
        ("markdown", ""),
        ("html", ""),
    ],
)
def test_nothing_to_export(format: str, expected: str) -> None:
    assert written([], format) == expected


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(InputError, match="unknown format 'docx': choose one of csv, json"):
        export([], "docx", io.StringIO())


@pytest.mark.parametrize("format", FORMATS)
def test_citations_are_exported_as_they_are_cited(format: str) -> None:
    records = [record(public_id=f"k3fq7zzab{letter}") for letter in "abc"]
    assert written(records, format).rstrip() == cite(records, "ap", format).rstrip()


def test_a_thousand_rows_are_read_back() -> None:
    expected = table_rows(1000)
    out = io.StringIO(newline="")
    assert write_csv(expected, out) == 1000
    header, *read = csv.reader(io.StringIO(out.getvalue(), newline=""), strict=True)
    assert tuple(header) == EXPORT_COLUMNS
    for row, cells in zip(expected, read, strict=True):
        for value, cell in zip(row, cells, strict=True):
            text = re.sub(
                r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "\ufffd", "" if value is None else str(value)
            )
            assert cell in (text, f"'{text}")
            assert not cell.startswith(tuple("=+-@\t\r\n＝＋－＠"))


def test_csv_has_the_fields_that_people_look_for_first() -> None:
    [row] = rows([record(role="Mayor", venue="rally", venue_kind="speech", date="2024-03-04")])
    assert list(row.items())[:13] == [
        ("public_id", "k3fq7zzabc"),
        ("text", "We will rebuild the bridge,"),
        ("speaker", "Ada Moreno"),
        ("role", "Mayor"),
        ("venue", "rally"),
        ("venue_kind", "speech"),
        ("date", "2024-03-04"),
        ("kind", "direct"),
        ("standing", "parsed"),
        ("outlet", "The Springfield Times"),
        ("title", "Mayor vows to fix bridge"),
        ("published", "2024-03-05"),
        ("url", "https://times.example/bridge"),
    ]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("＝1", "'＝1"),
        ("a=1", "a=1"),
        ('say "no", twice\nor', 'say "no", twice\nor'),
        ("\x00=1", "\ufffd=1"),
        ("\ud800", "\ufffd"),
    ],
)
def test_csv_cell(text: str, cell: str) -> None:
    [row] = rows([record(text=text, speaker=text)])
    assert (row["text"], row["speaker"]) == (cell, cell)


@pytest.mark.parametrize("format", ["json", "ndjson"])
def test_an_unpaired_surrogate_survives_as_an_escape(format: str) -> None:
    text = written([record(text="é \ud800 \U0001f600")], format)
    assert text.encode()
    assert "é \\ud800 \U0001f600" in text
    [row] = [json.loads(text)] if format == "ndjson" else json.loads(text)
    assert row["text"] == "é \ud800 \U0001f600"


@given(st.lists(RECORDS, max_size=3))
@settings(max_examples=150, deadline=None)
def test_tables_are_read_back(records: list[Any]) -> None:
    expected = [exported(one) for one in records]
    ndjson = written(records, "ndjson")
    assert [json.loads(line) for line in ndjson.split("\n")[:-1]] == expected
    assert json.loads(written(records, "json")) == expected
    read = rows(records)
    written(records, "csv").encode()
    assert [row["public_id"] for row in read] == [one.public_id for one in records]
    for row in read:
        assert list(row) == list(EXPORT_COLUMNS)
        assert not any(cell.startswith(tuple("=+-@\t\r\n")) for cell in row.values())


def test_the_base_has_no_formula() -> None:
    assert "'" not in written([BASE], "csv")
