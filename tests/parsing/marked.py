"""Marked-up text -> plain text and the spans that its marks stand for.

    [S:Jane Doe] [C:said]: “[Q:We won.]”
    “[Q1:We won,]” [S1:she] [C1:said], “[Q1:fairly.]” [S2:He] [C2:called] it “[Q2:luck].”

    S  the mention of the source beside the cue     V  the phrase that names the venue
    C  the cue                                      D  the phrase that names the day
    Q  a segment of a quote                         N  words between marks that nobody said
    I  the reported clause, of an indirect          T  a turn of a labelled speaker,
       quote or around quoted words                    without quotation marks

A number ties the marks of one quote together; a mark without one belongs to quote 1. All
segments with one number are one quote. Marks may stand inside one another, and square brackets that
open no mark are part of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from quotes.models import Span

_OPENING = re.compile(r"\[(?P<letter>[SCQNVDIT])(?P<number>\d*):")
_BRACKET = re.compile(r"[\[\]]")


@dataclass(frozen=True)
class Marked:
    """Plain text, and for every letter and number the spans marked so, in order."""

    text: str
    spans: dict[tuple[str, int], tuple[Span, ...]]

    def of(self, letter: str, number: int = 1) -> tuple[Span, ...]:
        """The spans that a letter marks for quote `number`; empty where there are none."""
        return self.spans.get((letter, number), ())

    def words(self, letter: str, number: int = 1) -> list[str]:
        """The words in these spans."""
        return [self.text[span.start : span.end] for span in self.of(letter, number)]

    @property
    def numbers(self) -> list[int]:
        """The numbers of the quotes, in order of their first words."""
        first = {n: spans[0].start for (letter, n), spans in self.spans.items() if letter == "Q"}
        return sorted(first, key=first.__getitem__)

    @property
    def passages(self) -> list[Span]:
        """All that stands between quotation marks, quote or not, in order."""
        found = [
            span for (letter, _), spans in self.spans.items() if letter in "QN" for span in spans
        ]
        return sorted(found, key=lambda span: span.start)


def read_marks(marked: str) -> Marked:
    """The plain text and the spans of `marked`; ValueError where a bracket is left open."""
    plain: list[str] = []
    spans: dict[tuple[str, int], list[Span]] = {}
    length = at = 0
    opened: list[tuple[str, int, int] | None] = []  # None: a bracket that is text

    def take(words: str) -> None:
        nonlocal length
        plain.append(words)
        length += len(words)

    while bracket := _BRACKET.search(marked, at):
        take(marked[at : bracket.start()])
        at = bracket.end()
        if mark := _OPENING.match(marked, bracket.start()):
            opened.append((mark["letter"], int(mark["number"] or 1), length))
            at = mark.end()
        elif bracket.group() == "[":
            opened.append(None)
            take("[")
        elif not opened:
            raise ValueError(f"a bracket closes nothing: {marked[: bracket.end()][-40:]!r}")
        elif (mine := opened.pop()) is None:
            take("]")
        else:
            letter, number, start = mine
            spans.setdefault((letter, number), []).append(Span(start, length))
    take(marked[at:])
    if opened:
        raise ValueError(f"{len(opened)} brackets are left open: {marked[:40]!r}")
    return Marked(
        "".join(plain),
        {key: tuple(sorted(found, key=lambda s: s.start)) for key, found in spans.items()},
    )
