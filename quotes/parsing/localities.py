"""Places that are named where somebody speaks: said in Paris, outside the courthouse."""

from __future__ import annotations

from quotes.parsing.layout import Layout
from quotes.parsing.places import Place, of_words
from quotes.parsing.venue_phrases import (
    DAYTIMES,
    POSSESSIVES,
    TIMES,
    is_name_word,
    name_until,
    outlet_at,
)
from quotes.parsing.vocabulary import CAPITAL, COMMON_VERB, DETERMINER, FUNCTION, VERB
from quotes.resources import lexicon

LOCAL = frozenset(("in", "at", "outside", "inside", "near"))
_ASIDE = frozenset(("outside", "inside", "near"))
_SPOKEN = frozenset("said says saying speaking spoke".split())
_PASSIVE = frozenset("is are was were be been being has have had".split())
_BETWEEN = frozenset("here there on late early recently yesterday today again".split())
_NAME = 5  # words of the speaker between the verb and the place
_NOUNS = 3  # words of a place without a name


def read_locality(layout: Layout, i: int) -> Place | None:
    """The place behind the preposition at token `i`, where that stands by a verb of saying."""
    tokens = layout.tokens
    if i + 1 >= len(tokens) or not _is_beside_cue(layout, i):
        return None
    aside = tokens.lower[i] in _ASIDE
    first = i + 1 + (tokens.lower[i + 1] == "the")
    last = name_until(layout, i + 1)
    if last > i + 1:
        if outlet_at(layout, first) is not None or not _is_place(layout, first, last):
            return None
        last = _with_state(layout, last)
    elif aside:
        last = _plain_until(layout, i + 1)
    if last == i + 1:
        return None
    label = layout.text[tokens.start[i if aside else first] : tokens.end[last - 1]]
    return of_words(layout, (i, last), label, None, head=label.lower(), how="local", article="the")


def _is_beside_cue(layout: Layout, i: int) -> bool:
    """Whether a verb of saying stands before token `i`, or that, its speaker and a day."""
    lower, flags = layout.tokens.lower, layout.flags
    k = i - 1
    while k > 0 and (lower[k] in _BETWEEN or lower[k] in TIMES or lower[k] in DAYTIMES):
        k -= 1
    stop = max(0, k - _NAME)
    while k > stop and flags[k] & CAPITAL and not layout.tokens.opens[k]:
        k -= 1
    if k < 1 or flags[k] & CAPITAL or flags[k - 1] & DETERMINER:
        return False  # an attack in Paris
    if lower[k] in _SPOKEN:
        return True
    told = flags[k] & VERB and lower[k].endswith("ed")
    return bool(told) and lower[k - 1] not in _PASSIVE


def _plain_until(layout: Layout, k: int) -> int:
    """The token behind a determiner and plain nouns at `k`; `k` where there are none."""
    last = k + 1
    while last < len(layout.tokens) and last - k <= _NOUNS and _is_plain(layout, last):
        last += 1
    return last if layout.flags[k] & DETERMINER and last > k + 1 else k


def _is_place(layout: Layout, k: int, last: int) -> bool:
    """Whether the name at tokens `[k, last)` may be that of a place: no language, no owner."""
    tokens = layout.tokens
    if last < len(tokens) and (tokens.lower[last] in POSSESSIVES or _is_plain(layout, last)):
        return False
    return last - k > 1 or tokens.lower[k] not in lexicon("demonyms")


def _with_state(layout: Layout, last: int) -> int:
    """The end of a place with the state or country behind its comma."""
    tokens = layout.tokens
    if last + 1 < len(tokens) and tokens.word[last] == "," and is_name_word(layout, last + 1):
        lower = tokens.lower[last + 1]
        if lower in lexicon("places") or tokens.word[last + 1].endswith("."):
            return last + 2
    return last


def _is_plain(layout: Layout, k: int) -> bool:
    word, flag = layout.tokens.word[k], layout.flags[k]
    return word[0].isalpha() and not flag & (FUNCTION | VERB | COMMON_VERB | CAPITAL)
