"""Drafts + cast -> the lines of a dialogue that nobody is named for, credited by turns.

“You locked it,” said Ana.
“I did not,” said Milos.
“You had the key.”              Ana
“I lost the key.”               Milos

A single line without a name is that of the speaker before it, as news has it, unless it
answers a question.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from quotes.models import Span
from quotes.parsing.assembly import Draft
from quotes.parsing.attribution import Attribution
from quotes.parsing.cast import Cast, Person
from quotes.parsing.layout import Layout

_SURE = 0.75  # that two who talk to each other take turns


class _Voice(NamedTuple):
    """A paragraph with one quote and its speaker: who it is, and whether it asks."""

    person: Person
    mention: int
    asks: bool


def take_turns(cast: Cast, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, and the lines behind two named speakers credited to the one and the other."""
    layout = cast.layout
    voices, lines = _voices(cast, drafts), _lines(layout)
    answers: dict[int, Attribution] = {}
    for number in lines:
        first, second = voices.get(number - 2), voices.get(number - 1)
        if first is None or second is None or first.person is second.person:
            continue
        last = number
        while last in lines:
            last += 1
        if last - number > 1 or second.asks:
            for n in range(number, last):
                mention = (second if (n - number) % 2 else first).mention
                answers[lines[n]] = Attribution(mention, _SURE, 1.0)
    others = [draft for draft in drafts if answers.keys().isdisjoint(draft.passages)]
    return [*others, *(_line(layout, k, answer) for k, answer in answers.items())]


def _voices(cast: Cast, drafts: Sequence[Draft]) -> dict[int, _Voice]:
    """The paragraphs with a single quote whose speaker is named in them, by their numbers."""
    layout, paragraph = cast.layout, cast.layout.tokens.paragraph
    direct = [draft for draft in drafts if draft.kind == "direct" and draft.passages]
    counts = Counter(paragraph[draft.first] for draft in direct)
    found = {}
    for draft in direct:
        person, number = cast.who[draft.mention], paragraph[draft.first]
        inside = (
            paragraph[layout.mentions[draft.mention].first] == number == paragraph[draft.last - 1]
        )
        if person is not None and inside and counts[number] == 1:
            asks = layout.text[draft.segments[-1].end - 1] == "?"
            found[number] = _Voice(person, draft.mention, asks)
    return found


def _lines(layout: Layout) -> dict[int, int]:
    """The passages that fill their paragraphs alone, by the numbers of these."""
    words, paragraph = layout.tokens.word, layout.tokens.paragraph

    def is_line(k: int) -> bool:
        first, last = layout.inside[k]
        before, after = layout.outside(first, -1), layout.outside(last - 1, 1)
        opens = before < 0 or words[before] == "\n"
        closes = after == len(words) or words[after] == "\n"
        passage = layout.passages[k]
        return opens and closes and passage.closed and not passage.continues

    return {paragraph[layout.inside[k][0]]: k for k in range(len(layout.passages)) if is_line(k)}


def _line(layout: Layout, k: int, answer: Attribution) -> Draft:
    first, last = layout.inside[k]
    span = Span(layout.passages[k].start, layout.passages[k].end)
    sentences = {layout.tokens.sentence[layout.mentions[answer.mention or 0].first]}
    return Draft([k], answer, segments=(span,), first=first, last=last, sentences=sentences)
