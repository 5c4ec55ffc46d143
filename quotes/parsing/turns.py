"""Paragraphs behind speaker labels -> quotes without quotation marks.

MR. SMITH: We won.            the label names the speaker
Jane Doe: We won.             so does a name, in a text where names keep opening paragraphs
Q. Did you win?               a question, of nobody who is named
A. We did.                    an answer, of the one person that the introduction is about

Only where the text as a whole is a transcript or an interview: a single line behind a
colon may be anything. Paragraphs without a label belong to the turn before them as long
as another label follows.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from quotes.models import Span
from quotes.parsing.assembly import Draft
from quotes.parsing.attribution import Attribution
from quotes.parsing.cast import Cast
from quotes.parsing.clauses import around
from quotes.parsing.layout import Layout
from quotes.parsing.vocabulary import ROLE, TITLE

_LONGEST_LABEL = 7  # tokens
_LONGEST_GAP = 6  # paragraphs without a label within a turn
_ASKED = {"q": "question", "a": "answer"}
_OFFICE = ROLE | TITLE
_SURE = {"label": 0.95, "name": 0.9, "answer": 0.85}


@dataclass(slots=True, frozen=True)
class _Label:
    """A label: the name as it is compared, the token behind it, and the mention in it."""

    name: str
    kind: str  # "label" (in capitals), "name", "question" or "answer"
    paragraph: int
    behind: int
    mention: int | None


def find_turns(layout: Layout, cast: Cast, drafts: Sequence[Draft]) -> list[Draft]:
    """The turns of a transcript or interview, in order; none in other texts.

    A turn is a direct quote with a segment for every paragraph, without the passages of
    `drafts`, which are credited already. Questions whose speaker nobody names are left out.
    """
    found = _labels(layout)
    certain = {label.name for label in found if _is_speaker(cast, label)}
    labels = [label for label in found if label.kind == "label" or label.name in certain]
    if not certain or not _is_transcript(labels):
        return []
    asked = any(label.kind == "question" for label in labels)
    answers = _interviewee(cast, labels) if asked else None
    credited = sorted(k for draft in drafts for k in draft.passages)
    turns = []
    for k, label in enumerate(labels):
        mention = answers if label.kind == "answer" else label.mention
        if mention is None or label.kind == "question":
            continue
        following = labels[k + 1].paragraph if k + 1 < len(labels) else label.paragraph + 1
        if following - label.paragraph > _LONGEST_GAP:
            following = label.paragraph + 1
        stretches = list(around(layout, _paragraphs(layout, label, following), credited))
        if stretches:
            turns.append(_turn(layout, label, stretches, mention))
    return turns


def outside_turns(drafts: Sequence[Draft], turns: Sequence[Draft]) -> list[Draft]:
    """The drafts without the indirect quotes inside turns, whose words are the turns' own."""
    starts = [turn.first for turn in turns]

    def is_inside(draft: Draft) -> bool:
        at = bisect_right(starts, draft.first) - 1
        return at >= 0 and draft.first < turns[at].last

    return [draft for draft in drafts if draft.kind != "indirect" or not is_inside(draft)]


def _is_speaker(cast: Cast, label: _Label) -> bool:
    """Whether a label names a person or an office: no `UPDATE:`, `Method:` or `New York:`."""
    if label.mention is None:
        return True
    m, person = cast.layout.mentions[label.mention], cast.who[label.mention]
    if any(flag & _OFFICE for flag in cast.layout.flags[m.first : m.last]):
        return True
    if person is None or person.kind != "person" or person.is_place:
        return False
    return len(person.words) > 1 or bool(person.gender or person.role or person.speaks)


def _labels(layout: Layout) -> list[_Label]:
    """What stands before a colon (or as "Q.", "A.") at the beginning of a paragraph."""
    tokens, found = layout.tokens, []
    for i in layout.sentence_starts:
        if layout.quoted[i] or (i and tokens.word[i - 1] != "\n"):
            continue
        label = _lettered(layout, i) or _named(layout, i)
        if label is not None:
            found.append(label)
    return found


def _lettered(layout: Layout, i: int) -> _Label | None:
    """The label "Q." or "A:" that is token `i`, its mark behind it or not."""
    tokens = layout.tokens
    letter, behind = tokens.lower[i].rstrip("."), i + 1
    if behind < len(tokens) and tokens.word[behind] in (".", ":"):
        behind += 1
    if letter not in _ASKED or (behind == i + 1 and not tokens.lower[i].endswith(".")):
        return None
    return _Label(letter, _ASKED[letter], tokens.paragraph[i], behind, None)


def _named(layout: Layout, i: int) -> _Label | None:
    """The label of one name that begins at token `i` and ends at a colon."""
    tokens = layout.tokens
    colon = next(
        (k for k in range(i + 1, min(i + _LONGEST_LABEL, len(tokens))) if tokens.word[k] == ":"),
        None,
    )
    at = layout.mentions_before(i)
    if colon is None or colon + 1 >= len(tokens) or at >= len(layout.mentions):
        return None
    m = layout.mentions[at]
    if m.first != i or m.last != colon or m.kind not in ("label", "name"):
        return None
    name = " ".join(tokens.lower[i:colon])
    kind = "label" if m.kind == "label" else "name"
    return _Label(name, kind, tokens.paragraph[i], colon + 1, at)


def _is_transcript(labels: list[_Label]) -> bool:
    """Whether questions and answers alternate, or two labels or more come back."""
    counts = Counter(label.name for label in labels)
    if counts["q"] > 1 and counts["a"] > 1:
        return True
    return len(labels) > 3 and sum(1 for count in counts.values() if count > 1) > 1


def _interviewee(cast: Cast, labels: list[_Label]) -> int | None:
    """The first mention of the person named most before the questions; None where two are level."""
    opening = next(label.paragraph for label in labels if label.kind == "question")
    mentions, paragraph = cast.layout.mentions, cast.layout.tokens.paragraph
    named = [
        (i, person)
        for i, person in enumerate(cast.who)
        if person is not None
        and person.credible
        and len(person.words) > 1
        and paragraph[mentions[i].first] < opening
    ]
    counts = Counter(id(person) for _, person in named).most_common(2)
    if not counts or (len(counts) > 1 and counts[0][1] == counts[1][1]):
        return None
    return min(i for i, person in named if id(person) == counts[0][0])


def _paragraphs(layout: Layout, label: _Label, following: int) -> list[tuple[int, int]]:
    """The tokens `[first, last)` of each paragraph behind a label, up to paragraph `following`."""
    tokens, i = layout.tokens, label.behind
    found = []
    while i < len(tokens) and tokens.paragraph[i] < following:
        end = i
        while end < len(tokens) and tokens.paragraph[end] == tokens.paragraph[i]:
            end += 1
        words = end - 1 if tokens.word[end - 1] == "\n" else end
        if _is_speech(layout, i, words):
            found.append((i, words))
        i = end
    return found


def _is_speech(layout: Layout, first: int, last: int) -> bool:
    """Whether the tokens of a paragraph are words spoken: no `[Crosstalk]`, no `SHARE THIS`."""
    words = layout.tokens.word[first:last]
    if not any(word[0].isalnum() for word in words):
        return False
    return not (words[0] in "[(" and words[-1] in "])") and not "".join(words).isupper()


def _turn(
    layout: Layout, label: _Label, stretches: Sequence[tuple[int, int]], mention: int
) -> Draft:
    tokens = layout.tokens
    first, last = stretches[0][0], stretches[-1][1]
    return Draft(
        [],
        Attribution(mention, _SURE[label.kind], 1.0),
        segments=tuple(Span(tokens.start[i], tokens.end[j - 1]) for i, j in stretches),
        first=first,
        last=last,
        sentences={tokens.sentence[first]},
    )
