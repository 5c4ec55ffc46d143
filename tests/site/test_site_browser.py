"""The pages in a real browser: no script needed, nothing from elsewhere, nothing refused.

Screenshots of every page are kept under the folder that QUOTES_SCREENSHOTS names, else under
pytest's own.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sites import HOSTILE, demo, hostile
from test_site_pages import KINDS, MAYOR, addresses

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
BROWSER = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chrome")
if BROWSER is None:
    pytest.skip("there is no Chromium on this machine", allow_module_level=True)

LOOKS = {
    "wide": {"viewport": {"width": 1200, "height": 900}},
    "phone": {"viewport": {"width": 360, "height": 740}},
    "dark": {"viewport": {"width": 1000, "height": 800}, "color_scheme": "dark"},
    "without script": {"viewport": {"width": 1200, "height": 900}, "java_script_enabled": False},
}


@contextmanager
def served(path: Path) -> Iterator[str]:
    """The address of the site of a database, by `quotes serve`."""
    command = [sys.executable, "-m", "quotes", "serve", "--db", str(path), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr
        found = re.search(r"http://127\.0\.0\.1:\d+", server.stderr.readline())
        assert found
        yield found[0]
        server.terminate()


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo(tmp_path_factory.mktemp("browser") / "demo.db")


@pytest.fixture(scope="module")
def base(path: Path) -> Iterator[str]:
    with served(path) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def screenshots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = os.environ.get("QUOTES_SCREENSHOTS")
    found = Path(folder) if folder else tmp_path_factory.mktemp("screenshots")
    found.mkdir(exist_ok=True, parents=True)
    return found


OPEN_ALL = """() => { for (const each of document.querySelectorAll("details")) {
  each.removeAttribute("name"); each.open = true; } }"""


class Watched:
    """A window, and whatever went wrong in it or was asked of another host."""

    def __init__(self, browser: Any, base: str, **options: Any) -> None:
        self.context = browser.new_context(**options)
        self.page = self.context.new_page()
        self.base = base
        self.wrong: list[str] = []
        self.page.on("console", lambda message: self.wrong.append(message.text))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("request", self._asked)

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.base, "data:")):
            self.wrong.append(f"asked {request.url}")

    def open(self, address: str) -> Any:
        response = self.page.goto(self.base + address)
        assert response.status == 200, address
        return self.page


@pytest.fixture
def window(browser: Any, base: str) -> Iterator[Watched]:
    found = Watched(browser, base, **LOOKS["wide"])
    yield found
    found.context.close()
    assert found.wrong == []


@pytest.mark.parametrize("look", LOOKS)
def test_every_page_in_every_look(
    browser: Any, base: str, path: Path, screenshots: Path, look: str
) -> None:
    window = Watched(browser, base, **LOOKS[look])
    for kind, address in addresses(path).items():
        page = window.open(address)
        assert page.locator("h1").count() == 1
        if look != "without script":
            sizes = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
            assert sizes[0] <= sizes[1], f"{kind} is wider than the window"
        page.screenshot(path=screenshots / f"{kind}-{look.replace(' ', '-')}.png", full_page=True)
    window.context.close()
    assert window.wrong == []


@pytest.mark.parametrize("look", ["phone", "dark"])  # between them, all sizes and colours
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_stands_in_anybodys_way(
    browser: Any, base: str, path: Path, kind: str, look: str
) -> None:
    window = Watched(browser, base, bypass_csp=True, **LOOKS[look])  # for axe's own script
    page = window.open(addresses(path)[kind])
    page.evaluate(OPEN_ALL)
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    violations = axe.Axe().run(page, options=options).response["violations"]
    window.context.close()
    assert [
        (each["id"], each["impact"], node["html"][:200])
        for each in violations
        for node in each["nodes"]
    ] == []


def test_a_search_with_a_typo_and_its_facets(window: Watched) -> None:
    page = window.open("/")
    page.get_by_role("searchbox").fill("peeple")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=peeple")
    assert "Showing results for people" in page.inner_text("main")
    count = page.locator("article.quote").count()
    assert count > 1
    facet = page.locator("aside .tally li").first
    label = facet.locator("a").inner_text()
    facet.locator("a").click()
    page.wait_for_url("**speaker=**")
    narrowed = page.locator("article.quote")
    assert 0 < narrowed.count() < count
    assert all(label in text for text in narrowed.locator(".name").all_inner_texts())
    page.locator("a.chosen").click()
    assert page.locator("article.quote").count() == count


def test_a_search_without_script(browser: Any, base: str) -> None:
    window = Watched(browser, base, **LOOKS["without script"])
    page = window.open("/")
    page.locator("input[name=q]").fill("steel funarals")
    page.locator("button").click()
    assert "funerals" in page.locator("article.quote mark").all_inner_texts()
    page.locator("article.quote").get_by_text("Details and citation").click()
    assert "Gloria Okonjo" in page.inner_text("dl.facts")
    assert page.locator("button.copier:visible").count() == 0
    assert page.locator("#copy-ap").is_visible()
    window.context.close()
    assert window.wrong == []


def test_copy_as_copies(browser: Any, base: str) -> None:
    options = {**LOOKS["wide"], "permissions": ["clipboard-read", "clipboard-write"]}
    window = Watched(browser, base, **options)
    page = window.open(f"/quote/{MAYOR}")
    page.get_by_text("BibTeX", exact=True).click()
    page.get_by_role("button", name="Copy BibTeX").click()
    page.get_by_role("status").get_by_text("Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").startswith("@article{")
    window.context.close()
    assert window.wrong == []


def test_the_link_to_the_source_names_the_words(window: Watched) -> None:
    page = window.open(f"/quote/{MAYOR}")
    link = page.get_by_role("link", name="The words in their source").get_attribute("href")
    assert "#:~:text=We%20can%20pay" in link


def test_a_page_is_walked_by_keyboard(window: Watched) -> None:
    page = window.open(f"/quote/{MAYOR}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    seen = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.tagName"))
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none" or page.evaluate("document.activeElement === document.body")
    assert {"A", "INPUT", "BUTTON", "SUMMARY"} <= seen


def test_printed_pages_leave_the_rest_of_the_screen_out(window: Watched) -> None:
    page = window.open(f"/quote/{MAYOR}")
    page.emulate_media(media="print")
    assert not page.locator("form.find").is_visible()
    assert page.locator("blockquote.large").is_visible()


def test_markup_does_nothing(browser: Any, tmp_path: Path) -> None:
    with served(hostile(tmp_path / "hostile.db")) as base:
        window = Watched(browser, base, **LOOKS["wide"])
        page = window.open("/")
        assert HOSTILE in page.inner_text("blockquote")
        page.get_by_text("Details and citation").click()
        assert HOSTILE in page.inner_text("blockquote.large")
        window.context.close()
        assert window.wrong == []
