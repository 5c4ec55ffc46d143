"""Drafts + reported clauses -> all quotes of a text, the indirect ones among them.

He said the plan was “sad” and late.           a mixed quote; the clause is its clause
He said the plan was late.                     an indirect quote
He said they had told her, “Go home.”          an indirect quote without the words of others
“We won,” he said.                             a direct quote; nothing is reported besides
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice

from quotes.models import Span
from quotes.parsing.assembly import Draft
from quotes.parsing.attribution import Attribution
from quotes.parsing.layout import Layout
from quotes.parsing.reported import Report
from quotes.parsing.sentences import MARKS

_OWN_WORDS = 3  # tokens that an indirect quote has at least
_SURE = 0.4  # its confidence at least: below, half of the speakers would be wrong
_Stretch = tuple[int, int]


def merge(layout: Layout, drafts: Sequence[Draft], reports: Sequence[Report]) -> list[Draft]:
    """The quotes of a text the drafts, and indirect quotes behind them.

    A clause that holds quotes of its own source is the clause of those that are mixed.
    Every other one whose source is clear is an indirect quote, without the quotes in it.
    """
    owner = {k: draft for draft in drafts for k in draft.passages}
    found = list(drafts)
    sure: dict[int, float] = {}
    for report in reports:
        credited = [k for k in _passages(layout, report) if k in owner]
        own = [owner[k] for k in credited if _is_of(layout, report, owner[k])]
        for draft in own:
            k = draft.passages[0]
            if draft.kind == "mixed" and report.confidence > sure.get(k, 0.0):
                sure[k] = report.confidence
                draft.clause = _characters(layout, report.spans)
        if not own and not report.negated and report.confidence >= _SURE:
            found.extend(_indirect(layout, report, credited))
    return found


def _is_of(layout: Layout, report: Report, draft: Draft) -> bool:
    """Whether the clause is that of the quote: of one source, or of one cue."""
    if report.mention is None or report.mention == draft.mention:
        return True
    return draft.cue is not None and draft.cue.start == layout.tokens.start[report.cue]


def _passages(layout: Layout, report: Report) -> Iterator[int]:
    """The passages that begin within the reported clause."""
    for first, last in report.spans:
        yield from range(layout.opened[first], layout.opened[last])


def _indirect(layout: Layout, report: Report, credited: Sequence[int]) -> Iterator[Draft]:
    """The indirect quote of a report; none where hardly a word is left without `credited`."""
    stretches = list(around(layout, report.spans, credited))
    if report.mention is None or sum(last - first for first, last in stretches) < _OWN_WORDS:
        return
    tokens = layout.tokens
    yield Draft(
        [],
        Attribution(report.mention, report.confidence, report.confidence),
        "indirect",
        segments=_characters(layout, stretches),
        first=stretches[0][0],
        last=stretches[-1][1],
        cue=Span(tokens.start[report.cue], tokens.end[report.cue_end - 1]),
        clause=_characters(layout, report.spans) if credited else (),
        sentences={tokens.sentence[report.cue]},
    )


def around(
    layout: Layout, spans: Sequence[_Stretch], passages: Sequence[int]
) -> Iterator[_Stretch]:
    """The stretches `[first, last)` of tokens in `spans` outside these passages and their marks.

    `passages` stand in the order of the text.
    """
    words = layout.tokens.word
    for first, last in spans:
        at = first
        low = bisect_left(passages, first, key=lambda k: layout.inside[k][0])
        for k in islice(passages, low, None):
            opening, closing = layout.inside[k]
            if opening >= last:
                break
            while opening > at and words[opening - 1] in MARKS:
                opening -= 1
            if opening > at:
                yield at, opening
            while closing < last and words[closing] in MARKS:
                closing += 1
            at = closing
        if at < last:
            yield at, last


def _characters(layout: Layout, stretches: Sequence[_Stretch]) -> tuple[Span, ...]:
    tokens = layout.tokens
    return tuple(Span(tokens.start[first], tokens.end[last - 1]) for first, last in stretches)
