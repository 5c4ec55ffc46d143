"""Invented pages with a quote in each, for browsers to find: `pages(seed, count)`."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape

_WORDS = (
    "bridge ferry harbour winter council tide lantern orchard signal granite market river "
    "engine ladder copper window garden thunder pepper silver station mountain kettle morning "
    "paper castle meadow ribbon candle barrel"
).split()
_FUNCTION = "the a of and in on we they it was will not for with by from this that".split()
_OTHER_SCRIPTS = (
    "Η γέφυρα θα ανοίξει ξανά τον Μάιο, είπε κάποιος",
    "Мост снова откроется в мае и мы этому рады",
    "سيفتح الجسر مرة أخرى في مايو ونحن سعداء",
    "Le café près du pont rouvrira à l’été, c’est sûr",
    "die Brücke über den Fluß öffnet im März für Fußgänger",
    "橋は五月に再び開きます",
)
_SYMBOLS = (
    "it cost $5-6 million, i.e. 40% of what A&B had",
    "the state-of-the-art, two-lane bridge isn’t open",
    "we'd pay #1 or 2, but not 3/4 of it; never",
    "a “good, safe” bridge (or none) is what they want",
)


@dataclass(frozen=True)
class Page:
    """A page: its body in HTML, in which the quote's words are marked by <span class=said>, the
    segments of the quote in order, and what follows the "#" of its address, if anything."""

    name: str
    title: str
    body: str
    segments: tuple[str, ...]
    anchor: str = ""


class _Author:
    def __init__(self, rng: random.Random) -> None:
        self._rng = rng

    def words(self, least: int, most: int) -> str:
        count = self._rng.randint(least, most)
        return " ".join(
            self._rng.choice(_FUNCTION if self._rng.random() < 0.45 else _WORDS)
            for _ in range(count)
        )

    def sentence(self) -> str:
        return self.words(6, 18).capitalize() + "."

    def paragraph(self) -> str:
        return f"<p>{escape(' '.join(self.sentence() for _ in range(4)))}</p>"

    def filling(self, count: int) -> str:
        return "\n".join(self.paragraph() for _ in range(count))


def said(text: str) -> str:
    """Words of the quote as a page has them: each marked, so that a test can find its place."""
    return " ".join(f'<span class="said">{escape(word)}</span>' for word in text.split(" "))


def _plain(author: _Author) -> tuple[str, tuple[str, ...]]:
    text = author.words(6, 20)
    return f"<p>The mayor said: “{said(text)}.” Others left.</p>", (f"{text}.",)


def _short(author: _Author) -> tuple[str, tuple[str, ...]]:
    text = author.words(1, 3)
    before = author.words(3, 6)
    return f"<p>It was {before} “{said(text)},” she said, {author.words(3, 5)}.</p>", (f"{text},",)


def _marked_up(author: _Author) -> tuple[str, tuple[str, ...]]:
    one, two, three = author.words(3, 5), author.words(2, 3), author.words(3, 5)
    inside = f'{said(one)} <em>{said(two)}</em> <a href="/x"><b>{said(three)}</b></a>'
    return f"<p>“{inside},” she said.</p>", (f"{one} {two} {three},",)


def _broken(author: _Author) -> tuple[str, tuple[str, ...]]:
    one, two = author.words(4, 9), author.words(4, 9)
    body = f"<p>“{said(one)},” said Ada Moreno, the mayor, “{said(two)}.”</p>"
    return body, (f"{one},", f"{two}.")


def _paragraphs(author: _Author) -> tuple[str, tuple[str, ...]]:
    parts = [author.words(8, 20) for _ in range(3)]
    body = "\n".join(f"<p>“{said(part)}.</p>" for part in parts[:-1])
    return f"{body}\n<p>“{said(parts[-1])},” she said.</p>", (
        *(f"{part}." for part in parts[:-1]),
        f"{parts[-1]},",
    )


def _long(author: _Author) -> tuple[str, tuple[str, ...]]:
    text = author.words(70, 110)
    return f"<p>“{said(text)},” she said.</p>", (f"{text},",)


def _repeated(author: _Author) -> tuple[str, tuple[str, ...]]:
    text = author.words(5, 8)
    before = f"<p>A sign that says {escape(text)} hangs there. {author.sentence()}</p>"
    return f"{before}\n<p>The mayor said: “{said(text)}.” So be it.</p>", (f"{text}.",)


def _symbols(author: _Author) -> tuple[str, tuple[str, ...]]:
    text = author._rng.choice(_SYMBOLS)
    return f"<p>She said, “{said(text)},” and {author.words(3, 5)}.</p>", (f"{text},",)


def _scripts(author: _Author) -> tuple[str, tuple[str, ...]]:
    text = author._rng.choice(_OTHER_SCRIPTS)
    return f"<p>“{said(text)}”</p>", (text,)


def _spaces(author: _Author) -> tuple[str, tuple[str, ...]]:
    text = author.words(6, 12)
    words = said(text).replace("</span> <span", "</span>&nbsp;<span", 1)
    words = words.replace("</span> <span", "</span>\n     <span", 2)
    return f"<p>She said, “{words}.”</p>", (f"{text}.",)


def _straight(author: _Author) -> tuple[str, tuple[str, ...]]:
    text = f"{author.words(3, 6)} isn't {author.words(2, 4)}"
    return f'<p>"{said(text)}," she said.</p>', (f"{text},",)


KINDS: dict[str, Callable[[_Author], tuple[str, tuple[str, ...]]]] = {
    "plain": _plain,
    "short": _short,
    "marked up": _marked_up,
    "broken": _broken,
    "paragraphs": _paragraphs,
    "long": _long,
    "repeated": _repeated,
    "symbols": _symbols,
    "other scripts": _scripts,
    "spaces": _spaces,
    "straight marks": _straight,
}


def pages(seed: int, count: int) -> Iterator[Page]:
    """So many pages, of each kind in turn; the same for the same seed."""
    rng = random.Random(seed)
    author = _Author(rng)
    for number in range(count):
        kind = list(KINDS)[number % len(KINDS)]
        passage, segments = KINDS[kind](author)
        headline = author.sentence()
        if rng.random() < 0.25 and len(segments[0]) > 20:
            headline = f"Mayor: ‘{segments[0].rstrip('.,')}’"
        body = "\n".join([author.filling(9), passage, author.filling(9)])
        anchor = rng.choice(("", "", "story"))
        yield Page(f"{kind} {number}", headline, body, segments, anchor)


def html(page: Page) -> str:
    """The whole page."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(page.title)}</title><style>body {{ font: 20px/1.6 serif; width: 600px }}"
        " ::target-text { background: rgb(255, 0, 255); color: rgb(0, 0, 0) }</style></head>"
        f'<body><article id="story"><h1>{escape(page.title)}</h1>\n{page.body}\n'
        "</article></body></html>"
    )
