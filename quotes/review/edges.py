"""Where a quote begins and ends, moved by words and by characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Literal

from quotes.models import Span

Edge = Literal["begin", "end"]
Step = Literal["word", "character"]

_WORD = re.compile(r"\S+")
_OPENING = "“‘\"'«‹„‚([{"
_CLOSING = "”’\"'»›)]}“‘"
_REACH = 400  # characters looked over for the next word


def move(text: str, segments: Sequence[Span], edge: Edge, way: int, step: Step) -> tuple[Span, ...]:
    """The segments with their first beginning or last end one word or character further.

    `way` is -1 for towards the beginning of the text and 1 for towards its end. Words are taken
    without the quotation marks around them. A segment keeps one character at least, and keeps
    clear of the others; where there is no way, the segments come back as they were.
    """
    *before, last = segments
    first, *behind = segments
    if edge == "begin":
        at = _next(text, first.start, way, step, edge)
        if not 0 <= at < first.end:
            return tuple(segments)
        return (Span(at, first.end), *behind)
    at = _next(text, last.end, way, step, edge)
    if not last.start < at <= len(text):
        return tuple(segments)
    return (*before, Span(last.start, at))


def _next(text: str, at: int, way: int, step: Step, edge: Edge) -> int:
    """The next place in a direction where a quote may begin or end; -1 where there is none."""
    if step == "character":
        at += way
        while 0 < at < len(text) and unicodedata.combining(text[at]):
            at += way
        return at
    low, high = max(0, at - _REACH), min(len(text), at + _REACH)
    places = [_edge_of(match, edge) for match in _WORD.finditer(text, low, high)]
    if way < 0:
        return max((place for place in places if place < at), default=-1)
    return min((place for place in places if place > at), default=-1)


def _edge_of(word: re.Match[str], edge: Edge) -> int:
    """Where a word begins or ends, the marks around it left out."""
    if edge == "begin":
        bare = word[0].lstrip(_OPENING)
        return word.end() - len(bare) if bare else word.start()
    bare = word[0].rstrip(_CLOSING)
    return word.start() + len(bare) if bare else word.end()
