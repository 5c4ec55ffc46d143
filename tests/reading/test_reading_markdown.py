"""Markdown: front matter, and words without markup."""

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
    assert read_back.text == "“We won,” she said."
    assert (read_back.reader, read_back.reader_version) == ("markdown", "2")
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
    ("text", "words", "title"),
    [
        pytest.param("---\ntitle: T\n---\nA.\n\n---\n\nB.", "A.\n\nB.", "T", id="rule below"),
        pytest.param("---\r\ntitle: T\r\n---\r\n\r\nA\r\nB", "A B", "T", id="CRLF"),
        pytest.param("\ufeff---\ntitle: T\n---\nBody.", "Body.", "T", id="byte order mark"),
        pytest.param("--- \n\ntitle: T\n...\nBody.", "Body.", "T", id="closed by dots"),
        pytest.param("---\nTitle: T\n---\nBody.", "Body.", "T", id="key with a capital"),
        pytest.param("---\ntitle: >\n  A\n  B\n---\nBody.", "Body.", "A B", id="folded"),
        pytest.param('---\ntitle: "a\\uD800b\\e"\n---\nBody.', "Body.", "a\ufffdb", id="escapes"),
        pytest.param("---\ntitle:\npage: ~\n---\nBody.", "Body.", None, id="no values"),
        pytest.param("---\n---\nBody.", "Body.", None, id="nothing in it"),
        pytest.param("# Bridge\n\nBody.", "Bridge\n\nBody.", None, id="none"),
        pytest.param("---\n\nA rule above.", "A rule above.", None, id="a rule opens it"),
        pytest.param("\n---\ntitle: T\n---\n", "title: T", None, id="not at the top"),
    ],
)
def test_front_matter_is_no_part_of_the_text(
    tmp_path: Path, text: str, words: str, title: str | None
) -> None:
    read_back = article(tmp_path, text)
    assert (read_back.text, read_back.title) == (words, title)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("Mayor **Ed *Lee*** said __so__.", "Mayor Ed Lee said so.", id="emphasis"),
        pytest.param("~~Mayor~~ `Ed` Lee", "Mayor Ed Lee", id="strikethrough and code"),
        pytest.param("5 * 3 and snake_case_name", "5 * 3 and snake_case_name", id="no emphasis"),
        pytest.param("\\*Lee\\* said\\_so", "*Lee* said_so", id="escapes"),
        pytest.param("[Ed **Lee**](/lee 'Mayor') said", "Ed Lee said", id="link"),
        pytest.param("[Lee][1] said.\n\n[1]: /lee", "Lee said.", id="link by reference"),
        pytest.param("<https://lee.example> said", "https://lee.example said", id="bare link"),
        pytest.param("![Ed Lee](lee.jpg)\n\nLee said.", "Lee said.", id="image"),
        pytest.param("“Fish &amp; chips,” Lee&#8217;s", "“Fish & chips,” Lee’s", id="entities"),
        pytest.param(
            "\"A,\" 'b' “c” -- ... (c)", "\"A,\" 'b' “c” -- ... (c)", id="marks as printed"
        ),
        pytest.param("<b>Lee</b> <!-- not --> said", "Lee  said", id="HTML in a line"),
        pytest.param("“We\nwon,” Lee\n  said.", "“We won,” Lee said.", id="hard-wrapped"),
        pytest.param("A  \nB\\\nC<br>\nD", "A\nB\nC\nD", id="forced line breaks"),
        pytest.param("# A *b* #\n\nC\n===\nD\n-", "A b\n\nC\n\nD", id="headings"),
        pytest.param("Lee:\n> “A.”\n>\n> > “B.”", "Lee:\n\n“A.”\n\n“B.”", id="block quotes"),
        pytest.param("- A\n- B\n  c\n  1. D", "A\n\nB c\n\nD", id="lists"),
        pytest.param("|A|*B*|\n|-|-|\n|c||\n|d|e|", "A | B\n\nc\n\nd | e", id="table"),
        pytest.param("```py\na *b*\n\n c\n```\n\n    d", "a *b*\n\n c\n\nd", id="code"),
        pytest.param("<div>\n<p>A <i>b</i></p>\n<p>C</p></div>", "A b\n\nC", id="HTML blocks"),
        pytest.param("A\n\n<!-- B\n\nC -->\n\nD", "A\n\nD", id="comment over paragraphs"),
        pytest.param("A\n<style>\nb\n</style>\nC", "A\n\nC", id="style sheet"),
        pytest.param("<div><script>a</script>B</div>", "B", id="script inside"),
        pytest.param("A\n\n```\nB", "A\n\nB", id="unclosed code"),
        pytest.param("A\n\n<!-- B\n\nC", "A", id="unclosed comment"),
        pytest.param("**A [B](c `d <e", "**A [B](c `d <e", id="unclosed marks"),
    ],
)
def test_markup_is_left_out_and_the_words_stay(tmp_path: Path, text: str, words: str) -> None:
    assert article(tmp_path, text).text == words


def test_blocks_too_deep_for_the_parser_stay_as_they_are(tmp_path: Path) -> None:
    text = "> " * 60 + "“We won,” Lee said."
    assert article(tmp_path, text).text == text


def test_paragraphs_too_long_to_be_any_keep_their_markup(tmp_path: Path) -> None:
    text = "*Lee* said\nso. " * 10_000
    assert article(tmp_path, text).text == text.replace("\n", " ").strip()


def test_long_bodies_are_converted_piece_by_piece(tmp_path: Path) -> None:
    text = article(tmp_path, "*Lee* said so.\n\n" * 40_000).text
    assert text == "\n\n".join(["Lee said so."] * 40_000)


@pytest.mark.parametrize(
    "part", ["[", "![", "*a_ ", "`a``", "> ", "a\n", "<!-- ", "<a b='", "[a](<", "&#", "|a", "\\"]
)
def test_markup_without_end_stays(tmp_path: Path, part: str) -> None:
    text = article(tmp_path, "Lee said: " + part * (60_000 // len(part))).text
    assert text.startswith("Lee said: ")
    assert len(text) >= 15_000


def test_authors_may_be_a_list(tmp_path: Path) -> None:
    text = "---\nauthor:\n  - Jane Doe\n  - By John Roe\n---\nBody."
    assert article(tmp_path, text).bylines == ("Jane Doe", "John Roe")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("---\ntitle: T\nurl: a: b\n---\nBody.", "front matter, line 3: mapping values are not"),
        ("---\ntitle: T\n\n- x\n---\nBody.", "front matter, line 4: "),
        ("---\ntitle: \x07\n---\nBody.", "front matter, line 2: special characters are not allow"),
        ("---\ntitle: *gone\n---\nBody.", "front matter: write values out, aliases"),
        ("---\ntitle: [a, b]\n---\nBody.", "front matter: title must be a plain value, not a list"),
        ("---\npublished: tomorrow\n---\nBody.", "published is 'tomorrow': write it as YYYY-MM-DD"),
        ("---\npublished: 2025-02-30\n---\nBody.", "published is '2025-02-30': write it as YYYY"),
        ("---\nurl: courier\n---\nBody.", "url is 'courier': give the whole address"),
        ("---\ntitle: T\nBody without end.", "the front matter opened on line 1 is not closed"),
        ("---\ntitle: T\n---\n \n", "the file is empty after its front matter"),
        ("---\ntitle: T\n---\n![Bridge](b.jpg)", "the file holds markup but no words"),
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
    with pytest.raises(ArticleError, match="aliases"):
        article(tmp_path, text)
