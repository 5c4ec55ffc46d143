"""Passage, mention -> the values that describe them to the attribution model, each and as a pair.

They are closed-class words, verbs of saying, classes of words (Layout.shape) and counts in
steps, never names, so that nothing about particular people can be learned. They follow the
published rankers for quotation attribution (Elson and McKeown 2010, O'Keefe et al. 2012):
where the mention stands, how a verb of saying links it, what surrounds it and the passage.
Values that are weighed together stand in one line; some stand in several.
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
Lines = tuple[tuple[str, ...], ...]
"""A description: its values, those that are weighed together in one line."""

# The names of the values in each line of a description: of a passage and the words around
# it, whoever is the candidate,
PASSAGE = (
    "length ending start titled cues",
    "length start linked fellows",
    "prev next length start titled",
    "prev2 prev",
    "next next2",
    "work length start ending whole continues",
)
# of a mention, whatever the passage,
MENTION = (
    "verb inverted size opens owner",
    "left2 left",
    "right right2",
    "kind after before",
)
# and of the two as a pair.
PAIR = (
    "words prev2 prev",
    "ending start after before same gap",
    "whole fellows nearest verbs same paragraphs order leads",
    "fellows opens after before sentences paragraphs quotes between same",
    "kind paragraphs sentences quotes",
)

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


def candidates_of(layout: Layout, k: int, side: Side) -> range:
    """The mentions on one side that may name the source of passage `k`, nearest first."""
    first = layout.inside[k][0]
    here = layout.mentions_before(first)
    paragraph, mentions = layout.tokens.paragraph, layout.mentions
    home = paragraph[first]
    if side == "before":
        low = max(0, here - BEFORE)
        while low < here and home - paragraph[mentions[low].first] > PARAGRAPHS_BACK:
            low += 1
        return range(here - 1, low - 1, -1)
    high = min(len(mentions), here + AFTER)
    while high > here and paragraph[mentions[high - 1].first] - home > PARAGRAPHS_AHEAD:
        high -= 1
    return range(here, high)


def is_titled(layout: Layout, first: int, last: int) -> bool:
    """Whether all content words of a short passage have capitals, as in a title."""
    if last - first > 10:
        return False
    content = [f for f in layout.flags[first:last] if f & (LETTERS | FUNCTION) == LETTERS]
    return bool(content) and all(flag & CAPITAL for flag in content)


class DescribedMention(NamedTuple):
    """A mention: its description, the values that a pair takes over, whether a verb of saying
    hangs on it, and the tokens of the verbs of saying behind and before it."""

    lines: Lines
    kind: str
    after: str
    before: str
    opens: str
    linked: bool
    verb_after: int | None
    verb_before: int | None


class DescribedPassage(NamedTuple):
    """A passage: its description, and the values that a pair takes over."""

    lines: Lines
    ending: str
    start: str
    prev: str
    prev2: str
    whole: str
    fellows: str


class Descriptions:
    """The values of the mentions, passages and pairs of one layout; a mention's are kept."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self._known: dict[int, DescribedMention] = {}
        paragraphs = [layout.tokens.paragraph[m.first] for m in layout.mentions]
        self._leading = {bisect_left(paragraphs, number) for number in set(paragraphs)}

    def mention(self, i: int) -> DescribedMention:
        """The description of mention `i`."""
        known = self._known.get(i)
        if known is None:
            known = self._known[i] = self._describe(i, self.layout.mentions[i])
        return known

    def _describe(self, i: int, m: Mention) -> DescribedMention:
        layout = self.layout
        shape, n, lower = layout.shape, len(layout.shape), layout.tokens.lower
        first, last = m.first, m.last
        after, verb = _verb_after(layout, m)
        before, inverted = _verb_before(layout, m)
        kind = "apposed" if _is_apposed(layout, i) else _kind(m, layout.flags)
        opens = "opens" if layout.tokens.opens[first] else "-"
        left = shape[first - 1] if first else "^"
        right = shape[last] if last < n else "$"
        lines = (
            (
                lower[verb] if verb is not None else "-",
                lower[inverted] if inverted is not None else "-",
                _STEPS[last - first],
                opens,
                "owner" if m.owner else "-",
            ),
            (shape[first - 2] if first > 1 else "^", left),
            (right, shape[last + 1] if last + 1 < n else "$"),
            (kind, after, before),
        )
        linked = after in _LINKS_AFTER or before in _LINKS_BEFORE
        return DescribedMention(lines, kind, after, before, opens, linked, verb, inverted)

    def passage(self, k: int) -> DescribedPassage:
        """The description of passage `k`."""
        layout, passage = self.layout, self.layout.passages[k]
        first, last = layout.inside[k]
        text, shape, n = layout.text, layout.shape, len(layout.shape)
        paragraph, lower = layout.tokens.paragraph, layout.tokens.lower
        at, behind = layout.outside(first, -1), layout.outside(last - 1, 1)
        prev, prev2 = shape[at] if at >= 0 else "^", shape[at - 1] if at > 0 else "^"
        following = shape[behind] if behind < n else "$"
        opens = at < 0 or paragraph[at] != paragraph[first] or prev == "¶"
        closes = behind >= n or following == "¶"
        length = _STEPS[min(50, last - first)]
        ending = _ending(text[passage.end - 1], passage.closed)
        start = "C" if text[passage.start].isupper() else "c"
        whole = f"{opens:d}{closes:d}"
        linked = _verb_beside(layout, at - 1, at) + _verb_beside(layout, behind, behind + 1)
        titled = "titled" if is_titled(layout, first, last) else "-"
        work = "work" if at >= 0 and lower[at] in lexicon("work_nouns") else "-"
        fellows = _fellows(layout, k)
        lines = (
            (length, ending, start, titled, _cues_around(layout, first, last)),
            (length, start, linked, fellows),
            (prev, following, length, start, titled),
            (prev2, prev),
            (following, shape[behind + 1] if behind + 1 < n else "$"),
            (work, length, start, ending, whole, "continues" if passage.continues else "-"),
        )
        return DescribedPassage(lines, ending, start, prev, prev2, whole, fellows)

    def pairs(self, k: int, side: Side, around: DescribedPassage) -> Iterator[tuple[int, Lines]]:
        """Every candidate of passage `k` on one side, and the description of the pair.

        `around` describes the passage.
        """
        layout, known, leading = self.layout, self._known, self._leading
        opened, verbs, shape, mentions = layout.opened, layout.verbs, layout.shape, layout.mentions
        sentence, paragraph = layout.tokens.sentence, layout.tokens.paragraph
        _, ending, start, prev, prev2, whole, fellows = around
        first, last = layout.inside[k]
        home, here = paragraph[first], sentence[first if side == "before" else last - 1]
        order = 0
        for i in candidates_of(layout, k, side):
            described = known[i] if i in known else self.mention(i)
            m, (_, kind, after, before, opens, linked, verb, _) = mentions[i], described
            low, high = (m.last, first) if side == "before" else (last, m.first)
            words, apart = high - low, abs(here - sentence[m.first])
            away = abs(home - paragraph[m.first])
            said, passed = verbs[high] - verbs[low], opened[high] - opened[low]
            same = "-" if apart else "same"
            paragraphs = _COUNTS[away] if away < 4 else "4"
            sentences = _STEPS[apart] if apart < 7 else "7"
            quotes = _COUNTS[passed] if passed < 3 else "3"
            nearest = ("l" if order else "n") if linked else "-"
            count = _COUNTS[said] if said < 3 else "3"
            leads = "leads" if i in leading else "-"
            gap = "far" if words > _GAP else _gap(shape, low, high)
            between = _between(verbs, verb, high) if verb is not None else "-"
            lines = (
                (_STEPS[words] if words < 50 else "50", prev2, prev),
                (ending, start, after, before, same, gap),
                (whole, fellows, nearest, count, same, paragraphs, _COUNTS[order], leads),
                (fellows, opens, after, before, sentences, paragraphs, quotes, between, same),
                (kind, paragraphs, sentences, quotes),
            )
            yield i, lines
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


def _between(verbs: list[int], verb: int, high: int) -> str:
    """How many verbs of saying, up to 3, stand between the mention's own verb and `high`."""
    return _COUNTS[min(3, verbs[high] - verbs[verb + 1])] if verb < high else "-"
