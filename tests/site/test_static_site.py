"""The site as plain files: whole, safe, and searched in the browser."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from sites import HOSTILE, demo, hostile
from test_site_pages import MAYOR

from quotes.errors import InputError
from quotes.site import static_site
from quotes.site.publishing import publish_static

BROWSER = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chrome")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo(tmp_path_factory.mktemp("static") / "demo.db")


@pytest.fixture(scope="module")
def folder(database: Path) -> Path:
    target = database.with_name("public")
    published = publish_static(database, target)
    assert published.quotes > 100
    return target


def test_every_quote_speaker_and_article_has_a_page(folder: Path) -> None:
    quotes = json.loads((folder / "assets" / "quotes.json").read_text(encoding="utf-8"))
    assert len(quotes) > 100
    for quote in quotes:
        assert (folder / "quote" / quote["id"] / "index.html").is_file()
        for speaker, _ in quote["speakers"]:
            assert (folder / "speaker" / speaker / "index.html").is_file()
    assert len(list((folder / "article").iterdir())) == 11
    page = (folder / "quote" / MAYOR / "index.html").read_text(encoding="utf-8")
    assert "We can pay for steel" in page


def test_every_link_leads_to_a_file(folder: Path) -> None:
    missing = set()
    for page in folder.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        for link in re.findall(r'(?:href|src|action)="([^"]*)"', html):
            place = unescape(link).partition("?")[0].partition("#")[0]
            if place and not re.match("[a-z]+:", place):
                assert not place.startswith("/"), f"{page}: {place}"
                target = page.parent / place
                if not (target / "index.html" if place.endswith("/") else target).exists():
                    missing.add(f"{page.relative_to(folder)}: {place}")
    assert missing == set()


def test_there_is_no_database_and_no_full_text(folder: Path, database: Path) -> None:
    files = {file.suffix for file in folder.rglob("*") if file.is_file()}
    assert files == {".html", ".css", ".js", ".json", ".csv"}
    whole = "".join(file.read_text(encoding="utf-8") for file in folder.rglob("*.html"))
    # Of an article, in no sentence that stands around a quote.
    assert "settling a quarrel that has outlasted two mayors" not in whole


def test_pages_of_markup_obey_none(tmp_path: Path) -> None:
    publish_static(hostile(tmp_path / "hostile.db"), tmp_path / "public")
    for page in (tmp_path / "public").rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        assert "<script>alert" not in html
        assert "<img" not in html
        assert "default-src 'none'" in unescape(html)


def test_too_many_quotes_are_refused(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(static_site, "MOST", 5)
    with pytest.raises(InputError, match="leave --static out"):
        publish_static(database, tmp_path / "public")
    assert list(tmp_path.iterdir()) == []


def command(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    whole = [sys.executable, "-m", "quotes", "publish", "--static", *map(str, arguments)]
    return subprocess.run(whole, capture_output=True, text=True, timeout=60, check=False)


def test_the_command(database: Path, tmp_path: Path) -> None:
    done = command(tmp_path / "public", "--db", database)
    assert done.returncode == 0, done.stderr
    assert "full text left out" in done.stderr
    again = command(tmp_path / "public", "--db", database)
    assert (again.returncode, "is not empty" in again.stderr) == (1, True)
    with_text = command("--with-text", tmp_path / "other", "--db", database)
    assert (with_text.returncode, "neither" in with_text.stderr) == (1, True)
    assert not (tmp_path / "other").exists()


@pytest.fixture(scope="module")
def base(folder: Path) -> Iterator[str]:
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder.parent))
    handler.func.log_message = lambda *_: None  # type: ignore[attr-defined]
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/public/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def page(base: str) -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if BROWSER is None:
        pytest.skip("there is no Chromium on this machine")
    wrong: list[str] = []
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        window = browser.new_page()
        window.on("console", lambda message: wrong.append(message.text))
        window.on("pageerror", lambda error: wrong.append(str(error)))
        yield window
        browser.close()
    assert wrong == []


def test_the_search_forgives(page: Any, base: str) -> None:
    page.goto(base)
    page.locator("input[name=q]").fill("steel funarals")
    page.keyboard.press("Enter")
    page.locator("article.quote").first.wait_for()
    assert "funerals instead of “funarals”" in page.inner_text("main")
    assert page.locator("article.quote mark").all_inner_texts() == ["steel", "funerals"]
    assert ",” … “I know which bill" in page.inner_text("article.quote blockquote")
    page.get_by_role("link", name="Details and citation").click()
    page.wait_for_url(f"**/quote/{MAYOR}/")
    page.get_by_role("link", name="Gloria Okonjo").click()
    assert page.inner_text("h1") == "Gloria Okonjo"


def test_facets_of_the_search(page: Any, base: str) -> None:
    page.goto(f"{base}search/?q=peeple")
    page.locator("article.quote").first.wait_for()
    count = page.locator("article.quote").count()
    assert count > 1
    page.locator("#facets a").first.click()
    page.wait_for_url("**speaker=**")
    page.locator("article.quote").first.wait_for()
    assert 0 < page.locator("article.quote").count() < count
    page.locator("#facets a.chosen").click()
    page.locator("article.quote").nth(count - 1).wait_for()


@pytest.mark.parametrize("words", ["zzzqqq", '"', "-", "*" * 500, "the " * 2000, HOSTILE])
def test_any_words_are_a_search(page: Any, base: str, words: str) -> None:
    page.goto(f"{base}search/")
    page.locator("input[name=q]").fill(words)
    page.keyboard.press("Enter")
    page.get_by_text(re.compile(r"\d+ quotes?$")).first.wait_for()
