"""A real browser follows the links: it scrolls to the words, and highlights them and no others.

QUOTES_PAGES says how many pages are tried, QUOTES_SEED which.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from citing_records import record
from deep_link_pages import Page, html, pages

from quotes.citing.deep_link import deep_link
from quotes.models import QuoteRecord, Span
from quotes.reading.html import read_html

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("PIL", reason="pillow is not installed")
BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
if BROWSER is None:
    pytest.skip("there is no Chromium on this machine", allow_module_level=True)

COUNT = int(os.environ.get("QUOTES_PAGES", "44"))
SEED = int(os.environ.get("QUOTES_SEED", "1"))
WIDTH, HEIGHT = 800, 600
SPACE = 14  # pixels that a space or a mark beside a word may take
# How far the window was scrolled, and where in it the words of the quote are.
PLACES = """() => [window.scrollY, [...document.querySelectorAll('.said')].flatMap(
    each => [...each.getClientRects()].map(box => [box.left, box.top, box.right, box.bottom]))]"""

Box = tuple[float, float, float, float]


@pytest.fixture(scope="module")
def shown() -> Iterator[tuple[Any, dict[str, Page]]]:
    """A window of a browser, and the pages that its server has, by path."""
    served: dict[str, Page] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = served.get(self.path.split("?")[0])
            body = html(page).encode() if page else b""
            self.send_response(200 if page else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        window = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        window.address = f"http://127.0.0.1:{server.server_port}"
        yield window, served
        browser.close()
    server.shutdown()
    server.server_close()


def quoted(page: Page, url: str) -> QuoteRecord:
    """The record of a page's quote, as the text that is stored of the page has it."""
    text = read_html("page.html", html(page)).text
    spans = []
    for segment in page.segments:
        words = r"\s+".join(map(re.escape, segment.split()))
        found = re.search(f'(?<=[“"]){words}', text)
        assert found, (segment, text)
        spans.append(Span(*found.span()))
    said = " ".join(page.segments)
    return record(url=url, title=page.title, text=said, segments=tuple(spans), full_text=text)


def test_links_lead_to_the_words(shown: tuple[Any, dict[str, Page]]) -> None:
    window, served = shown
    missed = [
        problem
        for number, page in enumerate(pages(SEED, COUNT))
        if (problem := followed(window, served, page, number))
    ]
    assert not missed, "\n".join(missed)


def followed(window: Any, served: dict[str, Page], page: Page, number: int) -> str | None:
    """What is wrong with where a link leads."""
    served[f"/{number}"] = page
    anchor = f"#{page.anchor}" if page.anchor else ""
    link = deep_link(quoted(page, f"{window.address}/{number}?a=1&b=2{anchor}"))
    window.goto("about:blank")
    window.goto(link)
    scrolled, boxes = window.evaluate(PLACES)
    marks = _highlights(window.screenshot())
    seen = [box for box in boxes if box[1] >= 0 and box[3] <= HEIGHT]
    problem = None
    if not scrolled or boxes[0] not in seen:
        problem = "is not scrolled to"
    elif not all(_share(marks, box) > 0.2 for box in seen):
        problem = "is not highlighted"
    elif beside := _beside(marks, boxes):
        problem = f"is highlighted beside the words at {beside}"
    return f"{page.name} {problem}: {link}" if problem else None


def _highlights(screenshot: bytes) -> Any:
    """A mask of the pixels in the colour of highlights."""
    from PIL import Image, ImageChops

    red, green, blue = Image.open(io.BytesIO(screenshot)).convert("RGB").split()
    low = green.point(lambda value: 255 * (value < 20))
    both = ImageChops.multiply(
        *(each.point(lambda value: 255 * (value > 235)) for each in (red, blue))
    )
    return ImageChops.multiply(both, low)


def _share(marks: Any, box: Box) -> float:
    part = marks.crop(tuple(map(round, box)))
    return part.histogram()[255] / max(1, part.width * part.height)


def _beside(marks: Any, boxes: list[Box]) -> tuple[int, ...] | None:
    """Where there are highlights that are not the words', nor between them."""
    from PIL import ImageDraw

    left = marks.copy()
    for box in boxes:
        area = (box[0] - SPACE, box[1] - 3, box[2] + SPACE, box[3] + 3)
        ImageDraw.Draw(left).rectangle(area, fill=0)
    return left.getbbox()
