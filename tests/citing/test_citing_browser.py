"""A real browser follows links to pages that this package's own reader read.

Every word of a page is looked at: the quote's are highlighted, no other is. QUOTES_PAGES says how
many pages are tried, QUOTES_SEED which: `QUOTES_PAGES=500 QUOTES_SEED=7 pytest FILE` is a long run.
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from typing import Any

import pytest
from deep_link_pages import CLOSE, OPEN, Author, Page, pages

from quotes.citing.deep_link import deep_link
from quotes.models import QuoteRecord, Span
from quotes.reading import read

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
images = pytest.importorskip("PIL.Image", reason="pillow is not installed")
chops = pytest.importorskip("PIL.ImageChops", reason="pillow is not installed")
html = pytest.importorskip("lxml.html", reason="lxml is not installed")
BROWSER = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chrome")
if BROWSER is None:
    pytest.skip("there is no Chromium on this machine", allow_module_level=True)

COUNT = int(os.environ.get("QUOTES_PAGES", "46"))
SEED = int(os.environ.get("QUOTES_SEED", "1"))
WIDTH, HEIGHT = 480, 340

# Every word with its offset in the body's text, whether it is shown, and the boxes it takes.
WORDS = r"""() => {
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node, at = 0; node = walker.nextNode(); at += node.data.length)
    for (const word of node.data.matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      let boxes = [...range.getClientRects()].filter(box => box.width >= 2);
      if (boxes.length > 1) boxes = boxes.filter(box => box.width >= 7);  // a hyphen is none of it
      found.push([at + word.index, word[0], boxes.map(
        box => [box.left, box.top + scrollY, box.right, box.bottom + scrollY])]);
    }
  return JSON.stringify([window.scrollY, found]);
}"""


def quoted(page: Page, folder: Path, url: str) -> QuoteRecord:
    """The page's quote as the database has it: its segments in the text that is read."""
    file = folder / "page.html"
    file.write_text(page.source, encoding="utf-8")
    article = read(str(file))
    found = list(re.finditer(_pattern(page.passage), article.text))
    assert found, (page.kind, page.passage, article.text)
    spans = tuple(_trimmed(article.text, Span(*pair)) for pair in found[-1].regs[1:])
    start = article.text.rfind("\n", 0, spans[0].start) + 1
    context = article.text[start : (article.text + "\n").index("\n", spans[-1].end)]
    return QuoteRecord(
        public_id="k3fq7zzabc",
        text=" ".join(article.text[span.start : span.end] for span in spans),
        kind="direct",
        standing="parsed",
        context=context,
        context_start=start,
        title=article.title,
        url=url,
        segments=spans,
        full_text=article.text if page.is_whole else None,
    )


def _pattern(passage: str) -> str:
    """A pattern of the passage's words in an article's text, with a group for each segment."""
    bare = re.sub("&shy;|&#8203;|[\u200c\u200d]", "", passage)
    parts = re.findall(r"<[^>]*>|\s|&nbsp;|&amp;|[^\s<]", bare)
    known = {OPEN: "(", CLOSE: ")", "&nbsp;": r"\s*", "&amp;": "&"}
    return "".join(
        known.get(part, r"[\s-]*" if part[0] == "<" or part.isspace() else re.escape(part))
        for part in parts
    )


def _trimmed(text: str, span: Span) -> Span:
    inner = text[span.start : span.end].strip()
    start = text.index(inner, span.start)
    return Span(start, start + len(inner))


def said(page: Page) -> list[range]:
    """Where the quote's words are in the text of the page's body, in UTF-16 code units."""
    text = html.document_fromstring(page.marked).body.text_content()
    before, *rest = re.split(f"[{OPEN}{CLOSE}]", text)
    found, at = [], len(before.encode("utf-16-le")) // 2
    for n, part in enumerate(rest):
        size = len(part.encode("utf-16-le")) // 2
        found += [range(at, at + size)] * (n % 2 == 0)
        at += size
    return found


@pytest.fixture(scope="module")
def served() -> Iterator[dict[str, Page | str]]:
    """The pages of a server, by path, and its address under ""."""
    found: dict[str, Any] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = found.get(self.path.partition("?")[0])
            body = page.source.encode() if page else b""
            self.send_response(200 if page else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    found[""] = f"http://127.0.0.1:{server.server_port}"
    yield found
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def window() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        yield browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        browser.close()


def followed(window: Any, url: str, page: Page) -> str:
    """What is wrong with where a link leads; "" where it leads to the words and no others."""
    window.goto(url)
    picture = images.open(io.BytesIO(window.screenshot(full_page=True))).convert("RGB")
    scrolled, words = json.loads(window.evaluate(WORDS))
    ranges = said(page)
    wanted = [(word, boxes) for at, word, boxes in words if any(at in each for each in ranges)]
    others = [(word, boxes) for at, word, boxes in words if not any(at in each for each in ranges)]
    first = wanted[0][1][0]
    if not scrolled or not scrolled <= first[1] <= scrolled + HEIGHT:
        return "is not scrolled to"
    marks = _highlights(picture)
    if missed := [word for word, boxes in wanted if not all(_is_in(marks, box) for box in boxes)]:
        return f"is not highlighted at {missed[:5]}"
    beside = [word for word, boxes in others if any(_is_in(marks, box) for box in boxes)]
    return f"is highlighted beside the words at {beside[:5]}" if beside else ""


def _highlights(picture: Any) -> Any:
    """A mask of the pixels that have exactly the colour of highlights."""
    red, green, blue = (
        band.point([255 * (value == wanted) for value in range(256)])
        for band, wanted in zip(picture.split(), (255, 0, 255), strict=True)
    )
    return chops.darker(chops.darker(red, green), blue)


def _is_in(marks: Any, box: tuple[float, float, float, float]) -> bool:
    """Whether a box, without its rim, has the colour of highlights anywhere."""
    left, top, right, bottom = box
    area = (
        round(left) + 1,
        round(top) + 1,
        max(round(right) - 1, round(left) + 2),
        round(bottom) - 1,
    )
    return marks.crop(area).getbbox() is not None


def problem(window: Any, served: dict[str, Any], page: Page, folder: Path) -> str:
    """What is wrong with a page's link, told in a line; "" where nothing is."""
    path = f"/{len(served)}"
    served[path] = page
    link = deep_link(quoted(page, folder, f"{served['']}{path}?a=1&b=%20{page.fragment}"))
    assert link
    found = followed(window, link, page)
    return found and f"{path} {page.kind}: {found}: {link.partition('#')[2]}"


def test_links_lead_to_the_words_and_highlight_no_others(
    served: dict[str, Any], window: Any, tmp_path: Path
) -> None:
    problems = [problem(window, served, page, tmp_path) for page in pages(SEED, COUNT)]
    failed = [each for each in problems if each]
    assert not failed, f"{len(failed)} of {COUNT}:\n" + "\n".join(failed)


def test_spaces_that_the_reader_does_not_keep_are_missed(
    served: dict[str, Any], window: Any, tmp_path: Path
) -> None:
    author = Author(Random(SEED))
    one, two = author.sentence(3, 9), author.sentence(3, 9)
    passage = f"<p>She wrote: {author.marked(f'{one}&nbsp; {two}')}</p>"
    page = Page("two spaces", "News", author.filling(), passage, author.filling())
    assert "is not scrolled to" in problem(window, served, page, tmp_path)


def test_a_pull_quote_that_the_reader_leaves_out_is_found_first(
    served: dict[str, Any], window: Any, tmp_path: Path
) -> None:
    author = Author(Random(SEED))
    text = author.sentence(7, 9)
    above = f"{author.filling()}<aside>{text}</aside>{author.filling()}{author.filling()}"
    passage = f"<p>She told us: {author.marked(text)} {author.sentence()}</p>"
    page = Page("pull quote aside", "News", above, passage, author.filling())
    assert "is not scrolled to" in problem(window, served, page, tmp_path)
