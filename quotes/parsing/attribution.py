"""Passage + mentions -> who is credited with it.

A linear model scores every mention near a passage, and the answer "nobody" (the words
are a title, a nickname, a term); the softmax of the scores tells the probability, and a
line fitted to articles that the model had not seen, the confidence. Speaker
labels of transcripts and plain titles are decided before the model. The weights are a
text file, weights.tsv; benchmarks/train_attribution.py made it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import exp

from quotes.parsing.descriptions import Descriptions
from quotes.parsing.features import Model, Scores, Values, Weights
from quotes.parsing.layout import Layout
from quotes.parsing.mentions import colon_behind
from quotes.parsing.sentences import MARKS
from quotes.parsing.unspoken import is_unspoken
from quotes.resources import model_lines

_DASHES = frozenset(("–", "—", "―", "--", "-", "~"))
_MOST_MARKS = 4  # closing marks and line breaks before the dash of a signature
_LONGEST_DESCRIPTION = 14  # tokens behind a signature, up to the end of its line


@dataclass(slots=True, frozen=True)
class Attribution:
    """The answer for one passage.

    `mention` is the index in `Layout.mentions` of the speaker's mention, None where
    the words are credited to nobody. `confidence` is the probability that the answer is
    right, `quote` its probability that the passage is a quote at all. The verbs
    of saying behind and before the mention are given as token indexes.
    """

    mention: int | None
    confidence: float
    quote: float
    verb_after: int | None = None
    verb_before: int | None = None


@cache
def weights() -> Weights:
    """The weights of every column, by what is written in it, read from weights.tsv.

    There a line in brackets names the column of the lines below it, each of which holds a
    feature's values, parted by spaces, a tab, and its weight.
    """
    columns: dict[str, dict[str | Values, float]] = {}
    table: dict[str | Values, float] = {}
    for written, *weight in model_lines("weights"):
        if weight:
            key = tuple(written.split(" ")) if " " in written else written
            table[key] = float(weight[0])
        else:
            table = columns[written.strip("[]")] = {}
    return columns


@cache
def _model() -> Model:
    return Model(weights())


def attribute(layout: Layout) -> list[Attribution]:
    """The attribution of every passage of `layout.passages`, in the same order."""
    descriptions = Descriptions(layout)
    scores = Scores(_model(), descriptions)
    answers = []
    for k in range(len(layout.passages)):
        if is_unspoken(layout, k):
            answers.append(Attribution(None, 1.0, 0.0))
        elif (label := _label_of(layout, k)) is not None:
            answers.append(Attribution(label, 0.97, 1.0))
        elif (signature := _signature_of(layout, k)) is not None:
            answers.append(Attribution(signature, 0.95, 1.0))
        else:
            first, last = layout.inside[k]
            mention, confidence, quote = _choose(*scores.of(k), least_doubt(last - first))
            verbs = descriptions.mention(mention)[-2:] if mention is not None else (None, None)
            answers.append(Attribution(mention, confidence, quote, *verbs))
    return answers


def weigh(layout: Layout, k: int) -> list[tuple[int | None, float]]:
    """Who may be credited with passage `k`, as the model sees it: mentions, and None for nobody,
    likeliest first, with the probability of each."""
    candidates, scores = Scores(_model(), Descriptions(layout)).of(k)
    odds = [exp(score - max(scores)) for score in scores]
    weighed = [(i, each / sum(odds)) for i, each in zip(candidates, odds, strict=True)]
    return sorted(weighed, key=lambda pair: -pair[1])


def least_doubt(tokens: int) -> float:
    """The probability of "nobody" from which on a passage of so many tokens has no source.

    Single words in marks are terms more often than the news that the model learned from,
    full of scraps of speech, would have it.
    """
    return 0.4 if tokens <= 3 else 0.5


def _label_of(layout: Layout, k: int) -> int | None:
    """The speaker label before a passage, as in a transcript: `MR. SMITH: “We won.”`"""
    first = layout.inside[k][0]
    i = layout.mentions_before(first) - 1
    if i < 0 or layout.mentions[i].kind != "label":
        return None
    colon = colon_behind(layout.tokens, layout.mentions[i].last)
    return i if colon is not None and 0 < first - colon <= 2 else None


def _signature_of(layout: Layout, k: int) -> int | None:
    """The name behind a dash after a passage, as under a motto: `“We won.” — Jane Doe, mayor`.

    Nothing but a description may follow it on its line.
    """
    first, i = layout.inside[k]
    words, n = layout.tokens.word, len(layout.tokens.word)
    if i - first < 4:
        return None
    marks = range(i, min(n, i + _MOST_MARKS))
    i = next((j for j in marks if words[j] not in MARKS and words[j] != "\n"), n)
    if i + 1 >= n or words[i] not in _DASHES:
        return None
    at = layout.mentions_before(i + 1)
    if at >= len(layout.mentions) or layout.mentions[at].first != i + 1:
        return None
    m = layout.mentions[at]
    if m.kind != "name" or m.last - m.first < 2:  # "— Reuters" names where it comes from
        return None
    behind = range(m.last, min(n, m.last + _LONGEST_DESCRIPTION))
    end = next((j for j in behind if words[j] == "\n"), n)
    if end == n and n > m.last + _LONGEST_DESCRIPTION:
        return None
    described = end == m.last or words[m.last] in (",", "(", ".")
    return at if described and layout.verbs[end] == layout.verbs[m.last] else None


def _choose(
    candidates: list[int | None], scores: list[float], doubt: float
) -> tuple[int | None, float, float]:
    """The best candidate, the confidence in it, and the probability that there is any.

    There is none where the probability of "nobody" is `doubt` or more.
    """
    top = max(scores)
    odds = [exp(score - top) for score in scores]
    total = sum(odds)
    nobody = odds[0] / total
    if nobody >= doubt or len(candidates) == 1:
        return None, nobody, 1 - nobody
    best = max(range(1, len(odds)), key=odds.__getitem__)
    confidence = weights()["confidence"]
    others = max(total - odds[best], 1e-6)
    right = exp(confidence["intercept"]) * (odds[best] / others) ** confidence["slope"]
    return candidates[best], right / (1 + right), 1 - nobody
