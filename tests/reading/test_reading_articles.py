"""What `read` makes of a file: text, name, hash, fields, and one-line errors."""

from __future__ import annotations

import io
from hashlib import sha256
from pathlib import Path

import pytest

from quotes.errors import ArticleError, InputError
from quotes.reading import read
from quotes.reading.fields import bylines, iso_date

ALL_GIVEN = {
    "id": "bridge-7",
    "url": "https://courier.example/bridge",
    "canonical_url": "https://courier.example/b",
    "archive_url": "http://archive.example/b",
    "outlet": "Elmsford Courier",
    "title": "Bridge to close",
    "author": "Jane Doe",
    "published": "2025-02-24",
    "accessed": "2025-03-01",
    "section": "Local",
    "page": "A1",
    "language": "en",
}


def write(folder: Path, name: str, content: str | bytes) -> str:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def standard_input(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="ascii"))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("“We won,” she said.\r\nThen\rnot.\n", id="line ends of all kinds"),
        pytest.param("  \n\n“We won.”  \n\n", id="white space around"),
        pytest.param("---\ntitle: kept\n---\nWords.", id="front matter is text in a text file"),
        pytest.param("<html><body>“We won.”</body></html>", id="markup is text in a text file"),
        pytest.param("a\u2028b\x0cc\x85d\x1be 😀\n", id="separators and controls"),
        pytest.param("No end of line", id="no final newline"),
    ],
)
def test_plain_text_is_stored_exactly_as_decoded(tmp_path: Path, text: str) -> None:
    article = read(write(tmp_path, "bridge.txt", text))
    assert article.text == text
    assert (article.reader, article.reader_version) == ("text", "1")


def test_an_article_is_known_by_its_file_and_bytes(tmp_path: Path) -> None:
    raw = b"\xef\xbb\xbf" + "“We won.”\r\n".encode()
    path = write(tmp_path, "mill.street.txt", raw)
    article = read(path)
    assert article.text == "“We won.”\r\n"
    assert article.name == "mill.street"
    assert article.path == path
    assert article.raw_sha256 == sha256(raw).hexdigest()
    assert (article.title, article.published, article.outlet) == (None, None, None)
    assert article.bylines == ()


def test_the_path_is_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.txt", "Words.")
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path / "in")
    assert read("../a.txt").path == str(tmp_path / "a.txt")


def test_every_given_field_arrives(tmp_path: Path) -> None:
    article = read(write(tmp_path, "a.txt", "Words."), ALL_GIVEN)
    assert article.given_id == "bridge-7"
    assert article.bylines == ("Jane Doe",)
    for name in ALL_GIVEN.keys() - {"id", "author"}:
        assert getattr(article, name) == ALL_GIVEN[name], name


def test_given_wins_over_the_file_and_blank_is_not_given(tmp_path: Path) -> None:
    text = "---\ntitle: Its own\noutlet: Courier\n---\nWords."
    article = read(write(tmp_path, "a.md", text), {"title": "Given", "outlet": " ", "page": ""})
    assert (article.title, article.outlet, article.page) == ("Given", "Courier", None)


def test_values_are_one_line_without_controls_or_surrogates(tmp_path: Path) -> None:
    given = {"title": " A\x1b[31m\n title \ud800", "section": "\x07"}
    article = read(write(tmp_path, "a.txt", "Words."), given)
    assert (article.title, article.section) == ("A [31m title \ufffd", None)


def test_unknown_fields_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="'publisher' is no field of an article: use id, url"):
        read(write(tmp_path, "a.txt", "Words."), {"publisher": "Courier"})


@pytest.mark.parametrize(
    ("raw", "reader", "text"),
    [
        pytest.param(b"\r\nPlain words.", "text", "\r\nPlain words.", id="plain"),
        pytest.param(b"---\ntitle: T\n---\nBody.", "markdown", "Body.", id="front matter"),
        pytest.param(b"---\n\nA rule above.", "text", "---\n\nA rule above.", id="a rule"),
        pytest.param(
            b"<!-- saved --> <!--x-->\n<!DOCTYPE HTML><body><p>Words of a page.</p>",
            "html",
            "Words of a page.",
            id="page after comments",
        ),
        pytest.param(
            b"<?xml version='1.0'?><html><body><p>Words of a page.</p></body></html>",
            "html",
            "Words of a page.",
            id="XHTML",
        ),
        pytest.param(b"<headline> is a tag", "text", "<headline> is a tag", id="another tag"),
    ],
)
def test_standard_input_and_unknown_endings_are_recognised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, raw: bytes, reader: str, text: str
) -> None:
    standard_input(monkeypatch, raw)
    piped = read("-")
    assert (piped.reader, piped.text, piped.name, piped.path) == (reader, text, "stdin", None)
    assert piped.raw_sha256 == sha256(raw).hexdigest()
    named = read(write(tmp_path, "article.story", raw))
    assert (named.reader, named.text, named.name) == (reader, text, "article")


BINARY = "the file is binary, not text: articles are read from .txt, .md, .html and .htm files"


@pytest.mark.parametrize(
    ("name", "raw", "reason"),
    [
        pytest.param("a.txt", b"", "the file is empty", id="empty"),
        pytest.param("a.html", b" \r\n\t ", "the file is empty", id="blank"),
        pytest.param("a.txt", b"\xef\xbb\xbf", "the file is empty", id="only a UTF-8 mark"),
        pytest.param("a.txt", b"\xff\xfe \x00", "the file is empty", id="blank UTF-16"),
        pytest.param("a.txt", "\xa0\u2003".encode(), "the file is empty", id="wide blanks"),
        pytest.param("a.txt", b"Words\x00 and more words", BINARY, id="NUL"),
        pytest.param("a.txt", b"\xff\xfeW\x00\x00\x00", BINARY, id="NUL in UTF-16"),
        pytest.param("a.txt", bytes(range(1, 256)) * 3, BINARY, id="controls and high bytes"),
        pytest.param("a.txt", b"\x01\x02\x03\x04abc", BINARY, id="mostly controls"),
        pytest.param("a.pdf", b"%PDF-1.7\nwords", BINARY, id="PDF"),
        pytest.param("a.docx", b"PK\x03\x04words", BINARY, id="DOCX"),
        pytest.param("a.rtf", b"{\\rtf1 words}", BINARY, id="Rich Text"),
        pytest.param("a.png", b"\x89PNG\r\n\x1a\n\x00\x00", BINARY, id="picture"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(
    tmp_path: Path, name: str, raw: bytes, reason: str
) -> None:
    path = write(tmp_path, name, raw)
    with pytest.raises(ArticleError) as caught:
        read(path)
    assert (caught.value.path, caught.value.reason) == (path, reason)


def test_files_that_do_not_open_are_refused_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ArticleError, match=r"gone\.txt: no such file or folder"):
        read(str(tmp_path / "gone.txt"))
    with pytest.raises(ArticleError, match="is a directory"):
        read(str(tmp_path))
    with pytest.raises(ArticleError, match="null"):
        read("a\0.txt")
    path = write(tmp_path, "closed.txt", "Words.")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ArticleError, match=r"closed\.txt: permission denied"):
        read(path)


def test_endless_input_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("quotes.reading.files._LARGEST", 2**20)
    with pytest.raises(ArticleError, match="the file is larger than 1 MB: split it"):
        read(write(tmp_path, "a.txt", "x" * (2**20 + 1)))
    assert len(read(write(tmp_path, "b.txt", "x" * 2**20)).text) == 2**20


def test_a_name_that_is_no_utf8_can_be_stored(tmp_path: Path) -> None:
    path = str(tmp_path / "caf\udce9.txt")
    try:
        Path(path).write_text("Words.")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    article = read(path)
    assert article.name == "caf\ufffd"
    assert article.path is not None
    assert article.path.encode().endswith("caf\ufffd.txt".encode())


def test_a_line_of_ten_megabytes_is_read(tmp_path: Path) -> None:
    text = "“We won’t,” she said. " * 450_000
    assert read(write(tmp_path, "a.txt", text.encode("cp1252"))).text == text


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("2025-02-24", "2025-02-24"),
        ("2025-02", "2025-02"),
        ("2025", "2025"),
        ("2025-02-24T23:30:00-05:00", "2025-02-24"),
        ("2025-02-24T23:30:00Z", "2025-02-24"),
        ("2025-02-24 23:30", "2025-02-24"),
        ("2024-02-29", "2024-02-29"),
        ("2025-02-29", None),
        ("2025-13", None),
        ("0000", None),
        ("2025-2-4", None),
        ("20250224", None),
        ("24.02.2025", None),
        ("tomorrow", None),
        ("2025-02-24 or so", None),
        ("2025-02-24T25:00", None),
        ("٢٠٢٥", None),
        ("", None),
    ],
)
def test_dates(value: str, date: str | None) -> None:
    assert iso_date(value) == date


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("published", "tomorrow", "published is 'tomorrow': write it as YYYY-MM-DD, YYYY-MM or"),
        ("accessed", "1/2/2025", "accessed is '1/2/2025': write it as YYYY-MM-DD"),
        ("url", "courier.example/b", "url is 'courier.example/b': give the whole address"),
        ("url", "javascript:alert(1)", "url is 'javascript:alert(1)': give the whole address"),
        ("archive_url", "x" * 500, "archive_url is '" + "x" * 59 + "…': give the whole address"),
    ],
)
def test_a_wrong_value_names_itself_and_the_form(
    tmp_path: Path, field: str, value: str, reason: str
) -> None:
    path = write(tmp_path, "a.txt", "Words.")
    with pytest.raises(ArticleError) as caught:
        read(path, {field: value})
    assert caught.value.path == path
    assert caught.value.reason.startswith(reason)


@pytest.mark.parametrize(
    ("author", "names"),
    [
        pytest.param("Jane Doe", ("Jane Doe",), id="one"),
        pytest.param("By Jane Doe and John Roe", ("Jane Doe", "John Roe"), id="by, and"),
        pytest.param("Jane Doe; John Roe", ("Jane Doe", "John Roe"), id="semicolon"),
        pytest.param(" by:  Jane Doe ;by John Roe;", ("Jane Doe", "John Roe"), id="untidy"),
        pytest.param("JANE DOE & JOHN ROE", ("JANE DOE", "JOHN ROE"), id="ampersand"),
        pytest.param("Jane Doe, John Roe, and Ann Poe", ("Jane Doe", "John Roe", "Ann Poe")),
        pytest.param("Jane Doe, Jr., and John Roe", ("Jane Doe, Jr.", "John Roe"), id="suffix"),
        pytest.param("Jane Doe, Elmsford Courier", ("Jane Doe, Elmsford Courier",), id="comma"),
        pytest.param("Toby Sanders and Colby Bye", ("Toby Sanders", "Colby Bye"), id="by in it"),
        pytest.param("Jane Doe and Jane Doe", ("Jane Doe",), id="named twice"),
        pytest.param("Alexander Land", ("Alexander Land",), id="and in it"),
        pytest.param("By , ;", (), id="nobody"),
        pytest.param("", (), id="empty"),
    ],
)
def test_bylines(author: str, names: tuple[str, ...]) -> None:
    assert bylines(author) == names
