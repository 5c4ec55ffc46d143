"""Articles for tests, from text with the quotes marked in it.

`[a:We won,] she said, [a:fairly.]` is one quote of two segments; the letter
tells quotes apart. Offsets are derived from the marks, never counted by hand.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

from quotes.models import Article, Evidence, Quote, Span, Speaker, Venue

_MARK = re.compile(r"\[(\w+):([^\]]*)\]")
JANE = Speaker("Jane Doe", "person", "mayor of Elmstead")


def unmark(marked: str) -> tuple[str, dict[str, list[Span]]]:
    """The plain text, and the segments of each quote by its letter."""
    text, end = "", 0
    spans: dict[str, list[Span]] = {}
    for match in _MARK.finditer(marked):
        text += marked[end : match.start()]
        spans.setdefault(match[1], []).append(Span(len(text), len(text) + len(match[2])))
        text += match[2]
        end = match.end()
    return text + marked[end:], spans


def article(text: str, **known: Any) -> Article:
    """An article of this text, by default the one at https://example.org/story."""
    defaults = {
        "text": text,
        "name": "story",
        "raw_sha256": hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest(),
        "reader": "text",
        "reader_version": "1",
        "url": "https://example.org/story",
    }
    return Article(**{**defaults, **known})


def quotes(marked: str, **values: Any) -> list[Quote]:
    """The marked quotes, each Jane Doe's unless told otherwise."""
    text, by_letter = unmark(marked)
    return [quote(text, spans, **values) for spans in by_letter.values()]


def quote(text: str, spans: list[Span], **values: Any) -> Quote:
    first, last = spans[0], spans[-1]
    words = text[first.start : first.end]
    for before, after in pairwise(spans):
        gap = text[before.end : after.start]
        words += ("\n" if "\n" in gap else " ") + text[after.start : after.end]
    made = Quote(
        text=words,
        kind="direct",
        segments=tuple(spans),
        context=Span(text.rfind("\n", 0, first.start) + 1, (text + "\n").index("\n", last.end)),
        cue="said",
        speakers=(JANE,),
        speaker_confidence=0.9,
        venue=Venue("rally in Ohio", "speech", "at a rally in Ohio", place="Ohio"),
        evidence=(Evidence("speaker", first),),
    )
    return replace(made, **values)


def many_articles(count: int) -> Iterator[tuple[Article, list[Quote]]]:
    for number in range(count):
        marked = f"“[a:We built bridge {number},]” Jane Doe said. “[b:And another.]”"
        text, _ = unmark(marked)
        yield article(text, url=f"https://example.org/{number}"), quotes(marked)
