"""Paragraphs behind speaker labels -> quotes without quotation marks.

Only where the text as a whole is a transcript or an interview: a single line behind a
colon may be anything. Paragraphs without a label belong to the turn before them as long
as another label follows.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from quotes.models import Span
from quotes.parsing.assembly import Draft
from quotes.parsing.attribution import Attribution
from quotes.parsing.cast import Cast
from quotes.parsing.clauses import around
from quotes.parsing.labels import Label, find_labels
from quotes.parsing.layout import Layout

_LONGEST_GAP = 6  # paragraphs without a label within a turn
_SURE = {"label": 0.95, "name": 0.9, "answer": 0.85}


def find_turns(layout: Layout, cast: Cast, drafts: Sequence[Draft]) -> list[Draft]:
    """The turns of a transcript or interview, in order; none in other texts.

    A turn is a direct quote with a segment for every paragraph, without the passages of
    `drafts`, which are credited already. Questions whose speaker nobody names are left out.
    """
    labels = find_labels(cast)
    if not _is_transcript(labels):
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


def _is_transcript(labels: list[Label]) -> bool:
    """Whether questions and answers alternate, or two labels or more come back."""
    kinds = Counter(label.kind for label in labels)
    if kinds["question"] > 1 and kinds["answer"] > 1:
        return True
    counts = Counter(label.called for label in labels)
    return len(labels) > 3 and sum(1 for count in counts.values() if count > 1) > 1


def _interviewee(cast: Cast, labels: list[Label]) -> int | None:
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


def _paragraphs(layout: Layout, label: Label, following: int) -> list[tuple[int, int]]:
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
    layout: Layout, label: Label, stretches: Sequence[tuple[int, int]], mention: int
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
