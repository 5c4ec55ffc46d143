"""Which stretches two versions of a text share.

Lines that occur once in both texts are paired first, wherever they moved to;
then, between them, lines that have become unique there, then sentences, and at
last, where little enough is left, words in order. Pairing what is unique is the
idea of Bram Cohen's patience diff. Every step is linear but the last, which is
bounded by MOST_WORDS: texts of any size are aligned in near-linear time.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from quotes.models import Span

_LINES = re.compile(r"\S[^\n]*")
_SENTENCES = re.compile(r"\w[^.!?\n]*[.!?]*")
_WORDS = re.compile(r"\w+|[^\w\s]")
_LETTER = re.compile(r"\w")
_UNITS = (_LINES, _LINES, _SENTENCES, _SENTENCES)
MOST_WORDS = 4000  # on each side of a stretch whose words are compared one by one


class Block(NamedTuple):
    """A stretch of `length` characters that is the same in both texts."""

    old: int
    new: int
    length: int


def align(old: str, new: str) -> list[Block]:
    """The stretches that two texts share, in the order of the old one.

    Blocks overlap neither in the old text nor in the new.
    """
    if old == new:
        return [Block(0, 0, len(old))] if old else []
    blocks = _align(old, new, Span(0, len(old)), Span(0, len(new)), _UNITS)
    return sorted(block for block in blocks if block.length)


def carried_over(span: Span, blocks: Sequence[Block]) -> Iterator[Span]:
    """Where the characters of a span of the old text are in the new one."""
    number = max(bisect_right(blocks, span.start, key=lambda block: block.old) - 1, 0)
    while number < len(blocks) and blocks[number].old < span.end:
        block = blocks[number]
        start = max(span.start, block.old)
        end = min(span.end, block.old + block.length)
        if start < end:
            yield Span(start - block.old + block.new, end - block.old + block.new)
        number += 1


def _align(
    old: str, new: str, a: Span, b: Span, units: Sequence[re.Pattern[str]]
) -> Iterator[Block]:
    """The blocks of two stretches, by the first of the units, then within by the next."""
    if a.start == a.end or b.start == b.end:
        return
    if not units:
        yield from _align_words(old, new, a, b)
        return
    pairs = _pair_unique(old, new, a, b, units[0])
    yield from (Block(p.start, q.start, p.end - p.start) for p, q in pairs)
    for gap_a, gap_b in _gaps(old, new, pairs, a, b):
        yield from _align(old, new, gap_a, gap_b, units[1:])


def _pair_unique(
    old: str, new: str, a: Span, b: Span, unit: re.Pattern[str]
) -> list[tuple[Span, Span]]:
    """The units that occur once in either stretch, in the order of the old one."""
    in_old = _unique(old, a, unit)
    in_new = _unique(new, b, unit)
    return [(span, in_new[words]) for words, span in in_old.items() if words in in_new]


def _unique(text: str, within: Span, unit: re.Pattern[str]) -> dict[str, Span]:
    found = [(m[0], Span(*m.span())) for m in unit.finditer(text, within.start, within.end)]
    times = Counter(words for words, _ in found)
    return {words: span for words, span in found if times[words] == 1}


def _gaps(
    old: str, new: str, pairs: list[tuple[Span, Span]], a: Span, b: Span
) -> Iterator[tuple[Span, Span]]:
    """The stretches left over by pairs, matched by the pair before them, else the one after."""
    by_place = sorted(range(len(pairs)), key=lambda number: pairs[number][1].start)
    gaps_old = _left_over(old, [pair[0] for pair in pairs], a, range(len(pairs)))
    gaps_new = _left_over(new, [pairs[number][1] for number in by_place], b, by_place)
    done_old, done_new = set(), set()
    for side in ("before", "after"):
        beside = {getattr(gap, side): gap for gap in gaps_new}
        for gap in gaps_old:
            match = beside.get(getattr(gap, side))
            if match and gap not in done_old and match not in done_new:
                done_old.add(gap)
                done_new.add(match)
                yield gap.span, match.span


class _Gap(NamedTuple):
    """A stretch between two pairs, which are numbered; the edges are -1 and -2."""

    before: int
    after: int
    span: Span


def _left_over(
    text: str, spans: Sequence[Span], within: Span, numbers: Sequence[int]
) -> list[_Gap]:
    """The stretches with words that spans, in order and so numbered, leave over."""
    starts = [within.start, *(span.end for span in spans)]
    ends = [*(span.start for span in spans), within.end]
    gaps = zip([-1, *numbers], [*numbers, -2], map(Span, starts, ends), strict=True)
    return [_Gap(*gap) for gap in gaps if _LETTER.search(text, gap[2].start, gap[2].end)]


def _align_words(old: str, new: str, a: Span, b: Span) -> Iterator[Block]:
    """How two stretches begin and end alike, and the words between that they share in order.

    Where more than MOST_WORDS are between, only the beginning and the end.
    """
    from rapidfuzz.distance import Indel, Postfix, Prefix

    in_old, in_new = old[a.start : a.end], new[b.start : b.end]
    head = Prefix.similarity(in_old, in_new)
    yield Block(a.start, b.start, head)
    tail = Postfix.similarity(in_old[head:], in_new[head:])
    yield Block(a.end - tail, b.end - tail, tail)
    words_old = _words(old, a.start + head, a.end - tail)
    words_new = _words(new, b.start + head, b.end - tail)
    if max(len(words_old), len(words_new)) > MOST_WORDS:
        return
    steps = Indel.opcodes([word[0] for word in words_old], [word[0] for word in words_new])
    for step in steps:
        if step.tag == "equal":
            for i, j in enumerate(range(step.dest_start, step.dest_end), step.src_start):
                yield Block(words_old[i].start(), words_new[j].start(), len(words_new[j][0]))


def _words(text: str, start: int, end: int) -> list[re.Match[str]]:
    """The words of a stretch, or one more than are compared."""
    return list(islice(_WORDS.finditer(text, start, end), MOST_WORDS + 1))
