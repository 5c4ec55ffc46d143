"""Which new quote takes over which old quote's public id.

An id goes to the quote with the largest overlap, in characters that the two
texts share. One old quote has one heir at most, and the reverse.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from quotes.models import Span
from quotes.store.alignment import align, carried_over

Segments = Sequence[Span]


@dataclass(frozen=True, slots=True)
class Handover:
    """What becomes of old quotes; quotes are known by their index.

    `predecessor` says of a new quote which old one it takes over from,
    `replaced_by` of an old quote without an heir which new one has most of its words.
    """

    predecessor: dict[int, int]
    replaced_by: dict[int, int]


def hand_over(
    old: Sequence[Segments], old_text: str, new: Sequence[Segments], new_text: str
) -> Handover:
    """Who takes over from whom, the largest overlap first.

    Among equal overlaps the shorter quotes go first, then the earlier ones. In
    a changed text two quotes must share half of the shorter one: stray words in
    common do not make one the other's heir.
    """
    old_lengths = [_length(segments) for segments in old]
    new_lengths = [_length(segments) for segments in new]
    shared = _overlaps(old, new, old_text, new_text)
    pairs = [
        (-overlap, old_lengths[i] + new_lengths[j], i, j)
        for (i, j), overlap in shared.items()
        if old_text == new_text or 2 * overlap >= min(old_lengths[i], new_lengths[j])
    ]
    predecessor: dict[int, int] = {}
    first_choice: dict[int, int] = {}
    heirless = set(range(len(old)))
    for _, _, i, j in sorted(pairs):
        first_choice.setdefault(i, j)
        if i in heirless and j not in predecessor:
            predecessor[j] = i
            heirless.remove(i)
    return Handover(predecessor, {i: j for i, j in first_choice.items() if i in heirless})


def _length(segments: Segments) -> int:
    return sum(span.end - span.start for span in segments)


class _Stretch(NamedTuple):
    """A part of a quote, as a place in the new text."""

    start: int
    end: int
    is_new: bool
    quote: int


def _overlaps(
    old: Sequence[Segments], new: Sequence[Segments], old_text: str, new_text: str
) -> Counter[tuple[int, int]]:
    """How many characters an old and a new quote share, for those that share any."""
    blocks = align(old_text, new_text)
    stretches = [
        _Stretch(place.start, place.end, False, quote)
        for quote, segments in enumerate(old)
        for span in segments
        for place in carried_over(span, blocks)
    ]
    stretches += [
        _Stretch(span.start, span.end, True, quote)
        for quote, segments in enumerate(new)
        for span in segments
    ]
    return _shared(sorted(stretches))


def _shared(stretches: Iterable[_Stretch]) -> Counter[tuple[int, int]]:
    """The overlaps of stretches in the order of their starts, by one sweep over them."""
    shared: Counter[tuple[int, int]] = Counter()
    reaching: list[_Stretch] = []  # those that may still overlap what follows
    for stretch in stretches:
        reaching = [earlier for earlier in reaching if earlier.end > stretch.start]
        for earlier in reaching:
            if earlier.is_new != stretch.is_new:
                pair = (earlier, stretch) if stretch.is_new else (stretch, earlier)
                shared[pair[0].quote, pair[1].quote] += (
                    min(earlier.end, stretch.end) - stretch.start
                )
        reaching.append(stretch)
    return shared
