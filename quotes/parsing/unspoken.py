"""Passage -> whether the words around it say that nobody spoke it.

the podcast “Slow Harvest”           the title of a work
Ed “Too Tall” Jones                  a nickname
words such as “hope” and “plan”      words named as words
a “buy” rating, cut to “hold”        a rating, a level of alert
named one of the “Ten Best Loaves”   an award, a list
the school’s motto is “Work”         a motto
A sign at the gate reads “No dogs.”  a sign that nobody holds
"""

from __future__ import annotations

from quotes.parsing.descriptions import is_titled
from quotes.parsing.layout import Layout
from quotes.parsing.vocabulary import CAPITAL, MARKS, PRONOUN, VERB
from quotes.resources import lexicon

_REACH = 12  # tokens before a passage in which its sentence says what it is
_SHORT = 3  # tokens of a rating, a level or a word named as such
_WORDS = frozenset("words terms phrases expressions verbs".split())
_LISTING = MARKS | {",", "and", "or"}
_GRADES = frozenset("rating ratings recommendation alert alerts grade".split())
_GRADING = frozenset(
    "upgraded upgrades downgraded downgrades raised raises lowered lowers cut cuts kept keeps "
    "rated rates reiterated reiterates maintained maintains".split()
)
_CHOOSING = frozenset(
    "named voted ranked listed included crowned chosen selected featured shortlisted".split()
)
_TO_CHOSEN = frozenset("one of the in on among a an its".split())
_MOTTOES = frozenset("motto mottoes tagline strapline".split())
_TO_MOTTO = frozenset(("is", "was", "reads", "remains", ":", ","))
_SIGNS = frozenset(
    "sign signs signboard banner banners placard placards poster posters plaque notice label "
    "sticker billboard".split()
)
_THAT = frozenset(("that", "which"))
_READING = frozenset("read reads reading says said saying".split())


def is_unspoken(layout: Layout, k: int) -> bool:
    """Whether passage `k` is the title of a work, a nickname, a term, a rating, an award, a
    motto or what stands on a sign."""
    return (
        _is_title(layout, k)
        or _is_word(layout, k)
        or _is_grade(layout, k)
        or _is_award(layout, k)
        or _is_motto(layout, k)
        or _is_sign(layout, k)
    )


def _is_word(layout: Layout, k: int) -> bool:
    """Whether a passage is one of a list of words that nobody is said to use: "words such as",
    other passages between."""
    first, last = layout.inside[k]
    low, high = layout.sentence(first)
    if last - first > _SHORT + 1 or layout.verbs[low] < layout.verbs[high]:
        return False
    lower, low = layout.tokens.lower, max(low, first - _REACH)
    at = first - 1
    while at > low and (layout.quoted[at] or lower[at] in _LISTING):
        at -= 1
    noun = at - 2 if lower[at - 1 : at + 1] == ["such", "as"] else at - 1
    return lower[at] in ("as", "like") and noun >= low and lower[noun] in _WORDS


def _is_grade(layout: Layout, k: int) -> bool:
    """Whether a passage of a word or two is a rating or a level: `its “buy” rating`."""
    first, last = layout.inside[k]
    lower, before = layout.tokens.lower, layout.outside(first, -1)
    after = layout.outside(last - 1, 1)
    if last - first > _SHORT or before < 0:
        return False
    if after < len(lower) and lower[after] in _GRADES:
        return lower[before] not in ("his", "her", "their")
    near = lower[max(layout.sentence(first)[0], first - _REACH) : before]
    return lower[before] in ("to", "from", "at") and not _GRADING.isdisjoint(near)


def _is_award(layout: Layout, k: int) -> bool:
    """Whether a passage is what somebody was named, or a list: `named one of the “Ten Best”`."""
    first, last = layout.inside[k]
    lower, at = layout.tokens.lower, layout.outside(first, -1)
    if not is_titled(layout, first, last) or last - first < _SHORT:
        return False
    low = max(layout.sentence(first)[0], first - _REACH)
    while at > low and lower[at] in _TO_CHOSEN:
        at -= 1
    return at >= low and lower[at] in _CHOOSING


def _is_motto(layout: Layout, k: int) -> bool:
    """Whether a passage follows the word "motto"."""
    first = layout.inside[k][0]
    lower, at = layout.tokens.lower, layout.outside(first, -1)
    if at > 0 and lower[at] in _TO_MOTTO:
        at -= 1
    return at >= 0 and lower[at] in _MOTTOES


def _is_sign(layout: Layout, k: int) -> bool:
    """Whether a passage is read off a sign: "A sign at the gate reads", "signs that read"."""
    first = layout.inside[k][0]
    lower, at = layout.tokens.lower, layout.outside(first, -1)
    low = layout.sentence(first)[0]
    if at <= low or first - low > _REACH or lower[at] not in _READING:
        return False
    if lower[at - 1 - (lower[at - 1] in _THAT)] in _SIGNS:
        return True
    i = layout.mentions_before(low)
    return i < len(layout.mentions) and layout.mentions[i].head in _SIGNS


def _is_title(layout: Layout, k: int) -> bool:
    first, last = layout.inside[k]
    if last - first > 7 or layout.text[layout.passages[k].end - 1] in "?!":
        return False
    words, flags = layout.tokens.word, layout.flags
    if not is_titled(layout, first, last):
        return False
    before = layout.outside(first, -1)
    after = layout.outside(last - 1, 1)
    lower = layout.tokens.lower
    if before > 0 and _introduces_title(layout, before, last - first):
        return True
    if words[first] == "the" and before > 0 and flags[before] & PRONOUN and last - first < 5:
        return True
    if layout.text[layout.passages[k].end - 1] == ".":
        return False
    if last - first > 4 or before < 0 or after >= len(words):
        return False
    inside_name = (
        flags[before] & flags[after] & CAPITAL and before == first - 2 and after == last + 1
    )
    return bool(inside_name) or (lower[first] == "the" and words[first] == "the")


def _introduces_title(layout: Layout, before: int, length: int) -> bool:
    """Whether the words up to token `before` lead to the title of a work or programme."""
    lower, flags = layout.tokens.lower, layout.flags
    works, named = lexicon("work_nouns"), lexicon("outlets")
    if lower[before] == "of":
        before -= 1
    elif lower[before] == "'s":  # NBC’s “Meet the Press”
        return lower[before - 1] in named
    elif lower[before] == "on":
        return length > 1
    elif lower[before] == "as":  # the bridge known as “Long Meg”
        return lower[before - 1] == "known"
    return lower[before] in works and not flags[before] & VERB
