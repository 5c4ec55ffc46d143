"""Sentences -> reported clauses: what an article says in its own words that somebody said.

Every word of saying outside quotation marks is asked five questions: does it report a
statement; does the reported clause stand behind it, before it or around it; who is the
source; where does the clause begin, and where does it end. A linear model answers each
over the candidates of reported_features.py. The weights are a text file, reported.tsv;
benchmarks/train_reported.py made it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import exp

from quotes.parsing import grammar
from quotes.parsing.layout import Layout
from quotes.parsing.reported_features import WAYS, Cue, Feature, find_cues
from quotes.resources import model_lines

Weights = dict[str, dict[Feature, float]]
"""The weight of every feature, for each question: cue, way, source, start, end."""

_LEAST = 0.5  # the probability from which a word is taken to report a statement

_AGENT = 0.9  # how sure what a passive reports with its agent is

_JOINT = 5  # tokens between a clause and the next cue of its source
_JOINTS = frozenset((",", ";", "—", "–", "--", "and", "but", "or", "then", "while", "before"))


@dataclass(slots=True, frozen=True)
class Report:
    """A reported clause and the tokens `[cue, cue_end)` that report it.

    `spans` are the clause's token ranges `[first, last)`. `mention` is the index of the
    source in `Layout.mentions`, None where nobody is named. `confidence` is the probability
    that these are words of that source. `negated` is true where nothing was said ("did not
    say whether …").
    """

    cue: int
    cue_end: int
    mention: int | None
    spans: tuple[tuple[int, int], ...]
    confidence: float
    negated: bool = False


@cache
def reporting_weights() -> Weights:
    """The weights, read from reported.tsv."""
    found: Weights = {}
    for question, feature, value in model_lines("reported"):
        found.setdefault(question, {})[tuple(feature.split(" "))] = float(value)
    return found


def find_reports(layout: Layout, weights: Weights | None = None) -> list[Report]:
    """The reported clauses of a text, in order of their cues; of two that are one the surer."""
    weights = weights or reporting_weights()
    found: dict[tuple[tuple[int, int], ...], Report] = {}
    for cue in find_cues(layout):
        report = _told_by(layout, cue, weights) or _judged(layout, cue, weights)
        if report is None:
            continue
        other = found.get(report.spans)
        if other is None or other.confidence < report.confidence:
            found[report.spans] = report
    reports = sorted(found.values(), key=lambda report: report.cue)
    return [
        _cut(layout, report, following)
        for report, following in zip(reports, [*reports[1:], None], strict=False)
    ]


def _cut(layout: Layout, report: Report, following: Report | None) -> Report:
    """The report without what its source says by the cue that follows, "… but added that", and
    without what is so according to another."""
    first, last = report.spans[-1]
    if following is None or following.mention is None:
        return report
    another = following.cue_end > following.cue + 1 and following.spans[0][0] > following.cue
    if following.mention != report.mention and not another:
        return report
    if not first < following.cue < last:
        return report
    lower, end = layout.tokens.lower, following.cue
    while end > max(first, following.cue - _JOINT) and lower[end - 1] not in _JOINTS:
        end -= 1
    while end > first and lower[end - 1] in _JOINTS:
        end -= 1
    if end == first or lower[end] not in _JOINTS:
        return report
    return replace(report, spans=(*report.spans[:-1], (first, end)))


def _judged(layout: Layout, cue: Cue, weights: Weights) -> Report | None:
    """What a cue reports, where it is likely to report a statement at all."""
    statement = _probability(weights["cue"], cue.statement_features())
    if statement < _LEAST or grammar.is_question(cue):
        return None
    return _read(layout, cue, statement, weights)


def _told_by(layout: Layout, cue: Cue, weights: Weights) -> Report | None:
    """What a passive reports that names its agent: "were warned by the union that …"."""
    parts = grammar.agent(cue)
    if parts is None:
        return None
    places, rows = cue.ends("F", parts.behind, layout.mentions[parts.mention])
    if not places:
        return None
    end = places[choose(weights["end"], rows)[0]]
    spans = ((parts.behind, end),)
    return Report(cue.at, cue.behind, parts.mention, spans, _AGENT, cue.is_negated())


def _read(layout: Layout, cue: Cue, statement: float, weights: Weights) -> Report | None:
    """What a cue reports; None where no clause is beside it."""
    parts = grammar.broken_by(cue)
    way = "A" if parts else WAYS[choose(weights["way"], cue.way_features())[0]]
    mentions, rows = cue.sources(way)
    best, sure = choose(weights["source"], rows)
    mention = parts.mention if parts else mentions[best]
    source = layout.mentions[mention] if mention is not None else None
    places, rows = cue.starts(way, source)
    if not places:
        return None
    start = places[choose(weights["start"], rows)[0]]
    spans: list[tuple[int, int]] = []
    if way == "A":
        end = cue.left_end(source)
        if end > start:
            spans.append((start, end))
        start = parts.behind if parts else cue.right_start(source)
    if way != "B" and grammar.names_a_kind(cue, start):
        return None
    places, rows = cue.ends(way, start, source)
    if places:
        end = places[choose(weights["end"], rows)[0]]
        spans.append((start, grammar.relative_end(cue, mention, start, end)))
    if not spans:
        return None
    return Report(cue.at, cue.behind, mention, tuple(spans), statement * sure, cue.is_negated())


def weigh_sources(layout: Layout, at: int) -> list[tuple[int | None, float]]:
    """Who may be the source of what the word at token `at` reports, as the model sees it:
    mentions, and None for nobody, likeliest first, with the probability of each. Empty where
    the word reports nothing."""
    cue = next((cue for cue in find_cues(layout) if cue.at == at), None)
    if cue is None:
        return []
    weights = reporting_weights()
    mentions, rows = cue.sources(WAYS[choose(weights["way"], cue.way_features())[0]])
    get = weights["source"].get
    scores = [sum([get(feature, 0.0) for feature in row]) for row in rows]
    odds = [exp(score - max(scores)) for score in scores]
    weighed = [(i, each / sum(odds)) for i, each in zip(mentions, odds, strict=True)]
    return sorted(weighed, key=lambda pair: -pair[1])


def _probability(weight: dict[Feature, float], features: Sequence[Feature]) -> float:
    get = weight.get
    score = sum([get(feature, 0.0) for feature in features])
    return 1 / (1 + exp(-max(-30.0, min(30.0, score))))


def choose(weight: dict[Feature, float], rows: Sequence[Sequence[Feature]]) -> tuple[int, float]:
    """The number of the best candidate, given the features of each, and its probability."""
    get = weight.get
    scores = [sum([get(feature, 0.0) for feature in row]) for row in rows]
    top = max(scores)
    return scores.index(top), 1 / sum([exp(score - top) for score in scores])
