"""Markdown with front matter."""

from __future__ import annotations

from pathlib import Path

import pytest

from quotes.errors import ArticleError
from quotes.models import Article
from quotes.reading import read

FULL = """\
---
# invented for this test
title: "Mill Street bridge: closed"
author: By Jane Doe and John Roe
outlet: No
published: 2025-02-24
url: https://courier.example/bridge
id: 0123
canonical_url: https://courier.example/b
archive_url: https://archive.example/b
accessed: 2025-03-01T08:00:00Z
section: Local
page: 010
language: en
invented: true
---

“We won,” she said.
"""


def article(folder: Path, text: str) -> Article:
    path = folder / "a.md"
    path.write_bytes(text.encode())
    return read(str(path))


def test_every_field_of_front_matter(tmp_path: Path) -> None:
    read_back = article(tmp_path, FULL)
    assert read_back.text == "\n“We won,” she said.\n"
    assert (read_back.reader, read_back.reader_version) == ("markdown", "1")
    assert read_back.title == "Mill Street bridge: closed"
    assert read_back.bylines == ("Jane Doe", "John Roe")
    assert read_back.outlet == "No"
    assert (read_back.published, read_back.accessed) == ("2025-02-24", "2025-03-01")
    assert read_back.url == "https://courier.example/bridge"
    assert read_back.canonical_url == "https://courier.example/b"
    assert read_back.archive_url == "https://archive.example/b"
    assert (read_back.given_id, read_back.section) == ("0123", "Local")
    assert (read_back.page, read_back.language) == ("010", "en")


@pytest.mark.parametrize(
    ("text", "body", "title"),
    [
        pytest.param("---\ntitle: T\n---\nBody.\n---\nMore.", "Body.\n---\nMore.", "T", id="rule"),
        pytest.param("---\r\ntitle: T\r\n---\r\n\r\nA\r\nB", "\r\nA\r\nB", "T", id="CRLF"),
        pytest.param("\ufeff---\ntitle: T\n---\nBody.", "Body.", "T", id="byte order mark"),
        pytest.param("--- \n\ntitle: T\n...\nBody.", "Body.", "T", id="closed by dots"),
        pytest.param("---\nTitle: T\n---\nBody.", "Body.", "T", id="key with a capital"),
        pytest.param("---\ntitle: >\n  A\n  B\n---\nBody.", "Body.", "A B", id="folded"),
        pytest.param('---\ntitle: "a\\uD800b\\e"\n---\nBody.', "Body.", "a\ufffdb", id="escapes"),
        pytest.param("---\ntitle:\npage: ~\n---\nBody.", "Body.", None, id="no values"),
        pytest.param("---\n---\nBody.", "Body.", None, id="nothing in it"),
        pytest.param("# Bridge\n\nBody.", "# Bridge\n\nBody.", None, id="none"),
        pytest.param("---\n\nA rule above.", "---\n\nA rule above.", None, id="a rule opens it"),
        pytest.param("\n---\ntitle: T\n---\n", "\n---\ntitle: T\n---\n", None, id="not at the top"),
    ],
)
def test_body_is_verbatim(tmp_path: Path, text: str, body: str, title: str | None) -> None:
    read_back = article(tmp_path, text)
    assert (read_back.text, read_back.title) == (body, title)


def test_authors_may_be_a_list(tmp_path: Path) -> None:
    text = "---\nauthor:\n  - Jane Doe\n  - By John Roe\n---\nBody."
    assert article(tmp_path, text).bylines == ("Jane Doe", "John Roe")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("---\ntitle: T\nurl: a: b\n---\nBody.", "front matter, line 3: mapping values are not"),
        ("---\ntitle: T\n\n- x\n---\nBody.", "front matter, line 4: "),
        ("---\ntitle: \x07\n---\nBody.", "front matter, line 2: special characters are not allow"),
        ("---\ntitle: *gone\n---\nBody.", "front matter, line 2: found undefined alias"),
        ("---\ntitle: [a, b]\n---\nBody.", "front matter: title must be a plain value, not a list"),
        ("---\npublished: tomorrow\n---\nBody.", "published is 'tomorrow': write it as YYYY-MM-DD"),
        ("---\npublished: 2025-02-30\n---\nBody.", "published is '2025-02-30': write it as YYYY"),
        ("---\nurl: courier\n---\nBody.", "url is 'courier': give the whole address"),
        ("---\ntitle: T\nBody without end.", "the front matter opened on line 1 is not closed"),
        ("---\ntitle: T\n---\n \n", "the file is empty after its front matter"),
        ("---\ntitle: " + "[" * 5000 + "\n---\nBody.", "front matter"),
        ("---\ntitle: " + "x" * 70_000 + "\n---\nBody.", "the front matter opened on line 1"),
    ],
)
def test_faults_are_named_in_one_line(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(ArticleError) as caught:
        article(tmp_path, text)
    assert caught.value.reason.startswith(reason)
    assert "\n" not in str(caught.value)


def test_aliases_do_not_multiply(tmp_path: Path) -> None:
    levels = "\n".join(f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 9)}]" for n in range(1, 12))
    text = f"---\ntitle: T\nx0: &x0 [lol]\n{levels}\nauthor: *x11\n---\nBody."
    assert article(tmp_path, text).bylines == ()
