"""The CSV file beside bare text files."""

from __future__ import annotations

from pathlib import Path

import pytest

from quotes.errors import InputError
from quotes.reading import load_metadata, metadata_for, read
from quotes.reading.fields import GIVEN


def load(folder: Path, content: str | bytes) -> dict[str, dict[str, str]]:
    path = folder / "metadata.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return load_metadata(str(path))


BRIDGE = {"bridge.txt": {"outlet": "Courier", "title": "Bridge, closed"}}


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        pytest.param('file,outlet,title\nbridge.txt,Courier,"Bridge, closed"\n', BRIDGE, id="CSV"),
        pytest.param(
            b'\xef\xbb\xbffile,outlet,title\r\nbridge.txt,Courier,"Bridge, closed"\r\n',
            BRIDGE,
            id="byte order mark, CRLF",
        ),
        pytest.param(
            "\n Title ; FILE;outlet\nBridge, closed ; bridge.txt ;Courier\n",
            BRIDGE,
            id="semicolons, untidy header",
        ),
        pytest.param("file\toutlet\ttitle\nbridge.txt\tCourier\tBridge, closed", BRIDGE, id="tabs"),
        pytest.param(
            'file,outlet,words,title\nbridge.txt,Courier,1,"Bridge, closed",,\n\n,,\n',
            BRIDGE,
            id="unknown column, blank cells and rows",
        ),
        pytest.param(
            "file,title\na.txt,“Won’t wait”".encode("cp1252"),
            {"a.txt": {"title": "“Won’t wait”"}},
            id="Windows-1252",
        ),
        pytest.param(
            'file,title\na.txt,"two\nlines"\nb.txt\n',
            {"a.txt": {"title": "two\nlines"}, "b.txt": {}},
            id="line break in a cell, short row",
        ),
        pytest.param("file\n", {}, id="header only"),
    ],
)
def test_load_metadata(tmp_path: Path, content: str, rows: dict[str, dict[str, str]]) -> None:
    assert load(tmp_path, content) == rows


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "metadata.csv: the file is empty"),
        ("name,title\na.txt,T", "metadata.csv: no column 'file' in the header: name, title"),
        ("file,title,title\na.txt,T,U", "metadata.csv: two columns are called title: keep one"),
        ("file,title\na.txt,T\nb.txt,U\na.txt,V", "line 4: a.txt has a row already"),
        ("file,title\na.txt,Bridge, closed", "line 2: more cells than the header has"),
        ("file,title\n,T", "line 2: the column 'file' is empty"),
        ('file,title\na.txt,"never closed\nb.txt,U', "line 3: not CSV: "),
        ("file,title\na.txt," + "x" * 200_000, "line 2: not CSV: field larger than"),
        (b"file,title\na\x00b,T", "metadata.csv: the file is binary"),
    ],
)
def test_faults_are_named_in_one_line(tmp_path: Path, content: str, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        load(tmp_path, content)
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone\.csv: no such file") as caught:
        load_metadata(str(tmp_path / "gone.csv"))
    assert type(caught.value) is InputError


@pytest.mark.parametrize(
    ("path", "title"),
    [
        pytest.param("news/a.txt", "as written", id="path as written"),
        pytest.param("old/a.txt", "file name", id="file name"),
        pytest.param("a.html", "no ending", id="name without ending"),
        pytest.param("-", "standard input", id="standard input"),
        pytest.param("b.txt", None, id="no row"),
    ],
)
def test_metadata_for(path: str, title: str | None) -> None:
    titles = {
        "a": "no ending",
        "a.txt": "file name",
        "news/a.txt": "as written",
        "-": "standard input",
    }
    metadata = {file: {"title": title} for file, title in titles.items()}
    assert metadata_for(metadata, path).get("title") == title


def test_a_row_is_what_read_takes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Words.")
    cells = dict.fromkeys(GIVEN, "x") | dict.fromkeys(["published", "accessed"], "2025-02")
    cells |= dict.fromkeys(["url", "canonical_url", "archive_url"], "https://courier.example/")
    header, row = ",".join(["file", *cells]), ",".join(["a.txt", *cells.values()])
    metadata = load(tmp_path, f"{header}\n{row}\n")
    assert metadata["a.txt"] == cells
    assert read(str(tmp_path / "a.txt"), metadata["a.txt"]).published == "2025-02"
