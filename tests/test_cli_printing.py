"""Rows as JSON, CSV and Markdown, and files that appear only when they are whole."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from quotes.cli.printing import opened, write_rows
from quotes.errors import InputError

ROWS = [
    {"name": "Ana “Nita” Ruiz", "quotes": 2, "outlets": ("Gazette", "Courier")},
    {"name": None, "quotes": 0, "outlets": ()},
]


def written(rows, format: str) -> str:
    out = io.StringIO()
    write_rows(iter(rows), format, out)
    return out.getvalue()


def test_json_is_one_array() -> None:
    assert json.loads(written(ROWS, "json")) == json.loads(json.dumps(ROWS))
    assert json.loads(written([], "json")) == []


def test_ndjson_is_a_line_for_each_row() -> None:
    lines = written(ROWS, "ndjson").splitlines()
    assert [json.loads(line)["quotes"] for line in lines] == [2, 0]
    assert "Ana “Nita” Ruiz" in lines[0]


def test_csv_joins_lists_and_leaves_the_unknown_empty() -> None:
    assert list(csv.reader(io.StringIO(written(ROWS, "csv")))) == [
        ["name", "quotes", "outlets"],
        ["Ana “Nita” Ruiz", "2", "Gazette; Courier"],
        ["", "0", ""],
    ]


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_csv_holds_no_formula(value: str) -> None:
    [_, [cell]] = csv.reader(io.StringIO(written([{"name": value}], "csv"), newline=""))
    assert cell == f"'{value}"


def test_markdown_is_a_table() -> None:
    assert written(ROWS, "md").splitlines() == [
        "| name | quotes | outlets |",
        "| --- | --- | --- |",
        "| Ana “Nita” Ruiz | 2 | Gazette; Courier |",
        "|  | 0 |  |",
    ]


def test_markdown_cell_cannot_break_out() -> None:
    row = written([{"text": "a | b\n<script> *c* [d](e) `f`"}], "md").splitlines()[2]
    assert row == r"| a \| b<br>\<script\> \*c\* \[d\](e) \`f\` |"


def test_file_is_replaced_when_whole(tmp_path: Path) -> None:
    path = tmp_path / "quotes.csv"
    path.write_text("before")
    with opened(path) as out:
        out.write("after")
        assert path.read_text() == "before"
    assert path.read_text() == "after"
    assert list(tmp_path.iterdir()) == [path]


def test_file_stays_as_it_was_after_an_error(tmp_path: Path) -> None:
    path = tmp_path / "quotes.csv"
    path.write_text("before")
    rows = ({"share": 1 / number} for number in (1, 0))
    with pytest.raises(ZeroDivisionError), opened(path) as out:
        write_rows(rows, "ndjson", out)
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_link_is_followed_and_kept(tmp_path: Path) -> None:
    link = tmp_path / "latest.csv"
    link.symlink_to(tmp_path / "quotes.csv")
    with opened(link) as out:
        out.write("here")
    assert link.is_symlink()
    assert (tmp_path / "quotes.csv").read_text() == "here"


def test_device_is_written_to_as_it_is() -> None:
    with opened(Path("/dev/null")) as out:
        out.write("gone")
    assert not Path("/dev/null").is_file()


@pytest.mark.parametrize("path", [None, Path("-")])
def test_standard_output_is_the_default(path: Path | None, capsys) -> None:
    with opened(path) as out:
        out.write("here")
    assert capsys.readouterr().out == "here"


def test_folder_that_does_not_exist_is_told_by_the_name_given(tmp_path: Path) -> None:
    path = tmp_path / "missing" / "quotes.csv"
    with pytest.raises(InputError, match=r"quotes\.csv cannot be written"), opened(path):
        pass
