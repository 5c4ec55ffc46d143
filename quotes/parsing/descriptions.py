"""Passage, mention -> the values that describe them to the attribution model, each and as a pair.

Values are closed-class words, verbs of saying, classes of words (Layout.shape) and counts in
steps, never names, so that nothing about particular people can be learned. They follow the
published rankers for quotation attribution (Elson and McKeown 2010, O'Keefe et al. 2012):
where the mention stands, how a verb of saying links it, what surrounds it and the passage.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Literal, NamedTuple

from quotes.parsing.layout import Layout
from quotes.parsing.mentions import Mention
from quotes.parsing.vocabulary import (
    ADVERB,
    CAPITAL,
    COMMA,
    DOCUMENT,
    FUNCTION,
    LETTERS,
    ORGANIZATION,
    PERIOD,
    ROLE,
    TITLE,
    VERB,
)
from quotes.resources import lexicon

Side = Literal["before", "after"]  # where a mention stands, seen from the passage
Values = tuple[str, ...]

# The names of the values of a passage and the words around it, whoever is the candidate;
PASSAGE = (
    "length ending start prev prev2 next next2 whole linked continues cues titled work fellows"
)
# of a mention, whatever the passage;
MENTION = "kind after before opens verb inverted left2 left right right2 size owner"
# and of the two as a pair: those of the passage, the first of the mention, and their own.
PAIR = (
    f"{PASSAGE} kind after before opens "
    "paragraphs sentences words verbs quotes same nearest order gap between leads"
)
_SHARED = 4  # values of a mention that are values of the pair too

BEFORE, AFTER = 12, 8  # mentions looked at on either side of a passage
PARAGRAPHS_BACK, PARAGRAPHS_AHEAD = 6, 2
_REACH = 25  # tokens in which a verb of saying may follow a mention
_GAP = 6  # tokens between a mention and a passage whose shapes tell something

_LINKS_AFTER = frozenset(("next", "aux", "apposition", "relative"))
_LINKS_BEFORE = frozenset(("inverted", "told", "according", "verb"))
_PREPOSITIONS = frozenset("by from per to with of for on in at as".split())


def _step(n: int) -> str:
    for limit, name in ((5, str(n)), (7, "5"), (10, "7"), (15, "10"), (25, "15"), (50, "25")):
        if n < limit:
            return name
    return "50"


# A count in steps that widen: 0 1 2 3 4 5-6 7-9 10-14 15-24 25-49 50-.
_STEPS = tuple(map(_step, range(51)))
_COUNTS = tuple(map(str, range(max(BEFORE, AFTER) + 1)))


def candidates_of(layout: Layout, k: int) -> dict[Side, range]:
    """The mentions that may name the source of passage `k`, nearest first on either side."""
    first = layout.inside[k][0]
    here = layout.mentions_before(first)
    paragraph, mentions = layout.tokens.paragraph, layout.mentions
    home = paragraph[first]
    low, high = max(0, here - BEFORE), min(len(mentions), here + AFTER)
    while low < here and home - paragraph[mentions[low].first] > PARAGRAPHS_BACK:
        low += 1
    while high > here and paragraph[mentions[high - 1].first] - home > PARAGRAPHS_AHEAD:
        high -= 1
    return {"before": range(here - 1, low - 1, -1), "after": range(here, high)}


def is_titled(layout: Layout, first: int, last: int) -> bool:
    """Whether all content words of a short passage have capitals, as in a title."""
    if last - first > 10:
        return False
    content = [f for f in layout.flags[first:last] if f & (LETTERS | FUNCTION) == LETTERS]
    return bool(content) and all(flag & CAPITAL for flag in content)


class Described(NamedTuple):
    """A mention: its values, whether a verb of saying hangs on it, and the tokens of the
    verbs of saying behind and before it."""

    values: Values
    linked: bool
    verb_after: int | None
    verb_before: int | None


class Descriptions:
    """The values of the mentions, passages and pairs of one layout; a mention's are kept."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self._known: dict[int, Described] = {}
        paragraphs = [layout.tokens.paragraph[m.first] for m in layout.mentions]
        self._leading = {bisect_left(paragraphs, number) for number in set(paragraphs)}

    def mention(self, i: int) -> Described:
        """The description of mention `i`."""
        known = self._known.get(i)
        if known is None:
            known = self._known[i] = self._describe(i, self.layout.mentions[i])
        return known

    def _describe(self, i: int, m: Mention) -> Described:
        layout = self.layout
        shape, n, lower = layout.shape, len(layout.shape), layout.tokens.lower
        after, verb = _verb_after(layout, m)
        before, inverted = _verb_before(layout, m)
        values = (
            "apposed" if _is_apposed(layout, i) else _kind(m, layout.flags),
            after,
            before,
            "opens" if layout.tokens.opens[m.first] else "-",
            lower[verb] if verb is not None else "-",
            lower[inverted] if inverted is not None else "-",
            shape[m.first - 2] if m.first > 1 else "^",
            shape[m.first - 1] if m.first else "^",
            shape[m.last] if m.last < n else "$",
            shape[m.last + 1] if m.last + 1 < n else "$",
            _STEPS[m.last - m.first],
            "owner" if m.owner else "-",
        )
        linked = after in _LINKS_AFTER or before in _LINKS_BEFORE
        return Described(values, linked, verb, inverted)

    def passage(self, k: int) -> Values:
        """The values of passage `k`."""
        layout, passage = self.layout, self.layout.passages[k]
        first, last = layout.inside[k]
        text, shape, n = layout.text, layout.shape, len(layout.shape)
        paragraph, lower = layout.tokens.paragraph, layout.tokens.lower
        before, after = layout.outside(first, -1), layout.outside(last - 1, 1)
        prev = shape[before] if before >= 0 else "^"
        following = shape[after] if after < n else "$"
        opens = before < 0 or paragraph[before] != paragraph[first] or prev == "¶"
        closes = after >= n or following == "¶"
        return (
            _STEPS[min(50, last - first)],
            _ending(text[passage.end - 1], passage.closed),
            "C" if text[passage.start].isupper() else "c",
            prev,
            shape[before - 1] if before > 0 else "^",
            following,
            shape[after + 1] if after + 1 < n else "$",
            f"{opens:d}{closes:d}",
            _verb_beside(layout, before - 1, before) + _verb_beside(layout, after, after + 1),
            "continues" if passage.continues else "-",
            _cues_around(layout, first, last),
            "titled" if is_titled(layout, first, last) else "-",
            "work" if before >= 0 and lower[before] in lexicon("work_nouns") else "-",
            _fellows(layout, k),
        )

    def pairs(self, k: int, around: Values) -> Iterator[tuple[int, Side, Values]]:
        """Every candidate of passage `k`, its side and the values of the pair.

        `around` are the values of the passage.
        """
        layout, known = self.layout, self.mention
        opened, verbs, shape, mentions = layout.opened, layout.verbs, layout.shape, layout.mentions
        sentence, paragraph = layout.tokens.sentence, layout.tokens.paragraph
        first, last = layout.inside[k]
        home = paragraph[first]
        for side, candidates in candidates_of(layout, k).items():
            order = 0
            here = sentence[first if side == "before" else last - 1]
            for i in candidates:
                m, (values, linked, verb_after, _) = mentions[i], known(i)
                low, high = (m.last, first) if side == "before" else (last, m.first)
                words, apart = high - low, abs(here - sentence[m.first])
                paragraphs = abs(home - paragraph[m.first])
                said, quotes = verbs[high] - verbs[low], opened[high] - opened[low]
                pair = (
                    _COUNTS[paragraphs] if paragraphs < 4 else "4",
                    _STEPS[apart] if apart < 7 else "7",
                    _STEPS[words] if words < 50 else "50",
                    _COUNTS[said] if said < 3 else "3",
                    _COUNTS[quotes] if quotes < 3 else "3",
                    "-" if apart else "same",
                    ("l" if order else "n") if linked else "-",
                    _COUNTS[order],
                    "far" if words > _GAP else _gap(shape, low, high),
                    _between(verbs, verb_after, high),
                    "leads" if i in self._leading else "-",
                )
                yield i, side, around + values[:_SHARED] + pair
                order += linked


def _verb_after(layout: Layout, m: Mention) -> tuple[str, int | None]:
    """How a verb of saying follows the mention, and the verb's token."""
    flags, quoted, end = layout.flags, layout.quoted, min(len(layout.flags), m.last + _REACH)
    link = "next"
    if layout.verbs[end] == layout.verbs[m.last]:
        return "none", None
    for i in range(m.last, end):
        flag = flags[i]
        if quoted[i] or flag & PERIOD:
            break
        if flag & (VERB | FUNCTION | CAPITAL) == VERB:
            if link == "next" and i > m.last:
                link = "aux"
            return ("far" if link == "near" and i - m.last > 8 else link), i
        if flag & COMMA:
            link = "apposition"
        elif layout.tokens.lower[i] in ("who", "whose"):
            link = "relative" if link != "near" else "near"
        elif link in ("next", "aux") and not flag & (FUNCTION | ADVERB):
            link = "near"
    return "none", None


def _verb_before(layout: Layout, m: Mention) -> tuple[str, int | None]:
    """How a verb of saying stands before the mention, and the verb's token."""
    flags, lower, i = layout.flags, layout.tokens.lower, m.first - 1
    if i < 0 or layout.quoted[i]:
        return "none", None
    if lower[i] == "to" and i and lower[i - 1] == "according":
        return "according", i - 1
    if lower[i] in _PREPOSITIONS:
        return lower[i], i - 1 if i and flags[i - 1] & VERB else None
    if flags[i] & (VERB | FUNCTION) == VERB:
        subject = i > 0 and not layout.quoted[i - 1] and lower[i - 1][0].isalnum()
        if lower[i] in lexicon("telling_verbs"):
            return ("object" if subject else "told"), i
        return ("verb" if subject else "inverted"), i
    return "none", None


def _kind(m: Mention, flags: list[int]) -> str:
    """The mention's class: pronouns by their word, names by what is in them, phrases by head."""
    if m.kind in ("pronoun", "relative"):
        return m.head
    if m.kind == "name":
        has = capitals = 0
        for flag in flags[m.first : m.last]:
            has |= flag
            capitals += bool(flag & CAPITAL)
        if has & ORGANIZATION:
            return "name.org"
        if has & (ROLE | TITLE):
            return "name.role" if capitals > 1 else "name.title"
        return "name1" if m.last - m.first == 1 else "name2"
    head = flags[m.head_at]
    for flag, name in ((ROLE, "role"), (DOCUMENT, "doc"), (ORGANIZATION, "org"), (TITLE, "role")):
        if head & flag:
            return f"{m.kind}.{name}"
    return f"{m.kind}.{'cap' if flags[m.last - 1] & CAPITAL else 'x'}"


def _is_apposed(layout: Layout, i: int) -> bool:
    """Whether mention `i` says what the name before it is: Hanh Nguyen, teacher"""
    if not i or layout.mentions[i].kind not in ("phrase", "bare"):
        return False
    before, first = layout.mentions[i - 1], layout.mentions[i].first
    return before.kind == "name" and before.last == first - 1 and layout.shape[first - 1] == ","


def _ending(char: str, closed: bool) -> str:
    if not closed:
        return "open"
    if char in ",.?!":
        return char
    return "-" if char in "—–-…" else "w"


def _verb_beside(layout: Layout, *tokens: int) -> str:
    """Whether one of these tokens, which may lie outside the text, is a verb of saying: 0 or 1."""
    is_verb = any(
        0 <= i < len(layout.flags)
        and layout.flags[i] & (VERB | FUNCTION | CAPITAL) == VERB
        and not layout.quoted[i]
        for i in tokens
    )
    return "1" if is_verb else "0"


def _cues_around(layout: Layout, first: int, last: int) -> str:
    """How many verbs of saying, up to 2, the reporter's sentence around the passage has."""
    sentence, starts, n = layout.tokens.sentence, layout.sentence_starts, len(layout.flags)
    behind = sentence[last - 1] + 1
    low = max(first - 60, starts[sentence[first]])
    high = min(last + 60, starts[behind] if behind < len(starts) else n)
    return _COUNTS[min(2, layout.verbs[high] - layout.verbs[low])]


def _fellows(layout: Layout, k: int) -> str:
    """Whether another passage ends in the sentence that passage `k` begins in, and whether one
    begins where it ends: two digits."""
    sentence, inside = layout.tokens.sentence, layout.inside
    first, last = inside[k]
    before = k > 0 and sentence[inside[k - 1][1] - 1] == sentence[first]
    behind = k + 1 < len(inside) and sentence[inside[k + 1][0]] == sentence[last - 1]
    return f"{before:d}{behind:d}"


def _gap(shape: list[str], low: int, high: int) -> str:
    """The shapes of up to four tokens of a gap, the last ones."""
    return ".".join(shape[max(low, high - 4) : high])


def _between(verbs: list[int], verb: int | None, high: int) -> str:
    """How many verbs of saying, up to 3, stand between the mention's own verb and `high`."""
    if verb is None or verb >= high:
        return "-"
    return _COUNTS[min(3, verbs[high] - verbs[verb + 1])]
