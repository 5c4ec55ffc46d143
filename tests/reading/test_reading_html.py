"""Web pages."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from quotes.errors import ArticleError
from quotes.models import Article
from quotes.reading import read

PARAGRAPHS = [
    "The mayor of Elmsford said on Monday that the bridge would close until the spring.",
    "“We won’t wait,” Dana Whitlock said, adding that the council had “no choice” at all.",
    "Traffic will be led over Mill Street, the city wrote in a statement on Tuesday.",
]
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
JSON = '<script type="application/ld+json">{"@context":"https://schema.org",%s}</script>'
NEWS = JSON % (
    '"@type":"NewsArticle","headline":"Bridge closes","datePublished":"2025-02-24T10:00:00Z",'
    '"dateModified":"2025-02-28T10:00:00Z","publisher":{"@type":"Organization",'
    '"name":"Elmsford Courier"},"author":[{"@type":"Person","name":"Jane Doe"},'
    '{"@type":"Person","name":"John Roe"}]'
)


def page(head: str = "", body: str = BODY, tail: str = "") -> str:
    return (
        f'<!DOCTYPE html><html lang="en_US"><head><title>Bridge closes</title>{head}</head>'
        f"<body><article>{body}</article>{tail}</body></html>"
    )


def article(folder: Path, html: str, encoding: str = "utf-8") -> Article:
    path = folder / "bridge.html"
    path.write_bytes(html.encode(encoding))
    return read(str(path))


def test_paragraphs_are_joined_by_one_newline(tmp_path: Path) -> None:
    tail = "<footer>Imprint</footer><div id='comments'><p>“I disagree,” said a reader.</p></div>"
    found = article(tmp_path, page(tail=tail))
    assert found.text == "\n".join(PARAGRAPHS)
    assert found.reader == "html"
    assert found.reader_version.startswith("trafilatura 2.")


def test_everything_a_page_says_of_itself(tmp_path: Path) -> None:
    head = (
        '<meta property="article:published_time" content="2025-02-24T23:30:00-05:00">'
        '<meta property="article:modified_time" content="2025-03-02T10:00:00Z">'
        '<meta property="og:site_name" content="Elmsford Courier">'
        '<meta property="og:url" content="https://m.courier.example/bridge">'
        '<link rel="canonical" href="https://courier.example/2025/02/26/bridge?story=1">'
        '<meta name="author" content="By Jane Doe and John Roe">'
        '<meta property="article:section" content="Local">'
    )
    found = article(tmp_path, page(head))
    assert (found.title, found.outlet) == ("Bridge closes", "Elmsford Courier")
    assert found.bylines == ("Jane Doe", "John Roe")
    assert found.canonical_url == "https://courier.example/2025/02/26/bridge?story=1"
    assert found.url is None
    assert (found.published, found.modified) == ("2025-02-24", "2025-03-02")
    assert (found.section, found.language) == ("Local", "en-US")


def test_linked_data(tmp_path: Path) -> None:
    found = article(tmp_path, page(NEWS))
    assert (found.title, found.outlet) == ("Bridge closes", "Elmsford Courier")
    assert found.bylines == ("Jane Doe", "John Roe")
    assert (found.published, found.modified) == ("2025-02-24", "2025-02-28")


def test_what_a_page_does_not_say_is_none(tmp_path: Path) -> None:
    found = article(tmp_path, page('<link rel="canonical" href="https://www.courier.example/b">'))
    assert (found.outlet, found.published, found.modified, found.section) == (None,) * 4
    assert found.bylines == ()


@pytest.mark.parametrize(
    ("head", "body", "published", "modified"),
    [
        pytest.param(
            '<meta property="article:modified_time" content="2025-03-02T10:00:00Z">',
            "",
            None,
            "2025-03-02",
            id="a change is no publication",
        ),
        pytest.param(
            JSON % '"@type":"NewsArticle","dateModified":"2025-03-02"',
            "",
            None,
            "2025-03-02",
            id="a change in linked data",
        ),
        pytest.param(
            '<meta property="article:published_time" content="2025-02-24">'
            '<meta property="og:updated_time" content="soon">',
            "",
            "2025-02-24",
            None,
            id="a change that is no date",
        ),
        pytest.param(
            '<link rel="canonical" href="https://courier.example/2025/02/24/bridge">',
            "",
            "2025-02-24",
            None,
            id="in the address",
        ),
        pytest.param("", '<time datetime="2025-02-24T10:00">Monday</time>', "2025-02-24", None),
        pytest.param(
            "",
            '<time class="entry-date published updated" datetime="2025-02-24">Monday</time>',
            "2025-02-24",
            None,
            id="published and never changed",
        ),
        pytest.param(
            "",
            '<time class="entry-date published" datetime="2025-02-24">Monday</time>'
            '<time class="updated" datetime="2025-02-25">Tuesday</time>',
            "2025-02-24",
            "2025-02-25",
            id="published and changed",
        ),
        pytest.param(
            '<meta property="article:published_time" content="1987-02-24">',
            "",
            "1987-02-24",
            None,
            id="long ago",
        ),
        pytest.param("", "<h1>Remembering May 3, 2014</h1>", None, None, id="in the headline"),
        pytest.param("", "<p>It fell on May 3, 2014.</p>", None, None, id="in the words"),
        pytest.param("", "<footer>Copyright 2019 Courier</footer>", None, None, id="copyright"),
        pytest.param(
            '<meta itemprop="copyrightYear" content="2019">', "", None, None, id="copyright year"
        ),
        pytest.param(
            '<meta property="og:image" content="https://courier.example/2014/05/03/a.jpg">',
            "",
            None,
            None,
            id="in the address of a picture",
        ),
    ],
)
def test_only_the_original_date_is_the_publication(
    tmp_path: Path, head: str, body: str, published: str | None, modified: str | None
) -> None:
    found = article(tmp_path, page(head, body + BODY))
    assert (found.published, found.modified) == (published, modified)


def test_canonical_address_must_be_one(tmp_path: Path) -> None:
    head = (
        '<link rel="canonical" href="javascript:alert(1)">'
        '<meta property="og:url" content="https://courier.example/b">'
    )
    assert article(tmp_path, page(head)).canonical_url == "https://courier.example/b"


@pytest.mark.parametrize(
    ("entity", "character"),
    [("&#xD800;", "\ufffd"), ("&#0;", "\ufffd"), ("&#8220;", "“"), ("&#x1F600;", "😀")],
)
def test_entities_leave_nothing_that_cannot_be_stored(
    tmp_path: Path, entity: str, character: str
) -> None:
    text = article(tmp_path, page(body=BODY + f"<p>A {entity} sign in a sentence.</p>")).text
    assert f"A {character} sign" in text
    assert text.encode()


@pytest.mark.parametrize("encoding", ["windows-1252", "utf-8"])
def test_declared_encoding(tmp_path: Path, encoding: str) -> None:
    html = page(f'<meta charset="{encoding}">')
    assert article(tmp_path, html, encoding).text == "\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "html",
    [
        pytest.param(BODY, id="paragraphs only"),
        pytest.param(f"<div>{BODY}</div>", id="one block"),
        pytest.param("\n" * 60 + page(), id="blank lines first"),
        pytest.param(page().replace("</p>", "").replace("</article>", ""), id="never closed"),
    ],
)
def test_incomplete_pages_are_read(tmp_path: Path, html: str) -> None:
    assert article(tmp_path, html).text == "\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("<html></html>", id="nothing"),
        pytest.param("<html><head><title>Bridge</title></head><body></body></html>", id="no body"),
        pytest.param("<html><body><script>let x = 1;</script></body></html>", id="script only"),
        pytest.param("<!-- only a comment -->", id="comment only"),
        pytest.param("<html><body>" + "<div>" * 5000 + BODY, id="too deep"),
    ],
)
def test_a_page_without_an_article_is_refused(tmp_path: Path, html: str) -> None:
    with pytest.raises(ArticleError) as caught:
        article(tmp_path, html)
    assert caught.value.reason == "no article text was found in this page"


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("<!-- -->" * 400 + "words", id="row of comments"),
        pytest.param("<!--" * 50_000, id="unclosed comments"),
        pytest.param("<" * 200_000, id="brackets"),
        pytest.param(page(JSON % ('"author":{' * 3000)), id="nested data"),
        pytest.param(page(body="<p>" + "“said \x01" * 100_000), id="long paragraph"),
        pytest.param(page("<meta charset=" * 10_000), id="half tags"),
    ],
)
def test_hostile_pages_are_read_or_refused(tmp_path: Path, html: str) -> None:
    for name in ("a.html", "a.story"):
        path = tmp_path / name
        path.write_text(html)
        with suppress(ArticleError):
            assert read(str(path)).text.encode()


def test_whatever_the_libraries_raise_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RecursionError("deep")

    monkeypatch.setattr("trafilatura.bare_extraction", fail)
    with pytest.raises(ArticleError, match=r"the page cannot be parsed \(RecursionError\)"):
        article(tmp_path, page())


def test_nothing_is_imported_early_or_printed(tmp_path: Path) -> None:
    (tmp_path / "bad.html").write_text("<html></html>")
    code = (
        "import sys; from quotes.reading import read; from quotes.errors import ArticleError\n"
        "heavy = {'trafilatura', 'htmldate', 'yaml', 'charset_normalizer', 'lxml'}\n"
        "assert not heavy & sys.modules.keys(), heavy & sys.modules.keys()\n"
        "try: read(sys.argv[1])\n"
        "except ArticleError as error: print(error.reason)\n"
    )
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, str(tmp_path / "bad.html")],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (run.stdout, run.stderr) == ("no article text was found in this page\n", "")


def test_a_tag_with_too_many_attributes_is_refused_at_once(tmp_path: Path) -> None:
    page = tmp_path / "crowded.html"
    crowd = " ".join(f'a{i}="x"' for i in range(100_000))
    page.write_text(f"<!doctype html><html><body><p {crowd}>We won, she said.</p></body></html>")
    with pytest.raises(ArticleError, match="over 1,000 attributes"):
        read(str(page))
