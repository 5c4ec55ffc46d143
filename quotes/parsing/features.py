"""Descriptions of a passage and a candidate -> features, and what they weigh.

A column joins some of the values of a description: "after before" tells how a verb of
saying stands behind the mention together with how one stands before it. What is written in
a column is a feature, and every feature has a weight. Training and running read the same
columns: the one writes the features out, the other adds their weights up.

Most values come back again and again, so that columns made of much the same values are
weighed together and their sums remembered, up to a bound.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from quotes.parsing.descriptions import MENTION, PAIR, PASSAGE, Descriptions, Side, Values

# The weights of a column, by what is written in it: one value, or several.
Weights = Mapping[str, Mapping[str | Values, float]]

_NOBODY = (
    "length", "ending", "start", "prev", "prev2 prev", "next", "next next2", "whole", "linked",
    "continues", "fellows", "cues length start", "titled length ending", "titled prev",
    "titled cues length", "work length", "work start ending", "prev next length",
    "prev length", "prev start", "length start ending", "ending whole", "length start linked",
    "fellows length",
)  # fmt: skip
# Columns that are weighed together stand in one line, parted by bars.
_MENTION = (
    "verb | inverted | size | opens | owner",
    "left | left2 left",
    "right | right right2",
    "kind after before",
)
_PAIR = (
    "words | prev2 prev words",
    "ending same after before | ending start gap",
    (
        "nearest verbs same | paragraphs whole nearest order | leads paragraphs same"
        " | fellows nearest same"
    ),
    (
        "opens sentences after | after before paragraphs sentences quotes | after between same"
        " | fellows after before sentences"
    ),
    "kind paragraphs sentences quotes",
)
_DIGITS = 9  # of a score; the order in which weights were added up decides nothing
_MOST = 10_000  # sums that are remembered of each line


class _Sums(dict[str | Values, float]):
    """What columns weigh together, by the values that they are made of, worked out when first
    asked for: `columns` are what takes the key of each out of these values, and its weights."""

    def __init__(
        self, columns: list[tuple[Callable[[Values], str | Values], Mapping[str | Values, float]]]
    ) -> None:
        self._columns = columns

    def __missing__(self, values: str | Values) -> float:
        whole = (values,) if isinstance(values, str) else values
        total = sum(weight.get(key_of(whole), 0.0) for key_of, weight in self._columns)
        if len(self) >= _MOST:
            self.clear()
        self[values] = total
        return total


class Columns:
    """Columns made of the values of a description, whose names are `fields`.

    Those that stand in one line, parted by bars, are weighed together.
    """

    def __init__(self, group: str, fields: str, lines: tuple[str, ...]) -> None:
        self._group, self._order = group, fields.split()
        self._lines = [line.split(" | ") for line in lines]
        self._keys = {
            f"{group} {column}": _taker(column.split(), self._order)
            for column in chain.from_iterable(self._lines)
        }

    def names(self) -> list[str]:
        """The names of the columns, as they are in the file of weights."""
        return [*self._keys]

    def features(self, values: Values) -> Iterator[str]:
        """The features of a description: each its column, a tab, and what is written there."""
        for column, key_of in self._keys.items():
            key = key_of(values)
            yield f"{column}\t{key if isinstance(key, str) else ' '.join(key)}"

    def scorer(self, weights: Weights) -> Callable[[Values], float]:
        """What adds up the weights of the features of a description."""
        tables = [self._sums(line, weights) for line in self._lines]

        def score(values: Values) -> float:
            total = 0.0
            for taken, sums in tables:
                total += sums[taken(values)]
            return total

        return score

    def _sums(
        self, line: list[str], weights: Weights
    ) -> tuple[Callable[[Values], str | Values], _Sums]:
        """What takes the values of a line's columns out of a description, and their sums."""
        used = sorted({name for column in line for name in column.split()}, key=self._order.index)
        columns = [
            (_taker(column.split(), used), weights.get(f"{self._group} {column}", {}))
            for column in line
        ]
        return _taker(used, self._order), _Sums(columns)


def _taker(names: list[str], order: list[str]) -> Callable[[Values], str | Values]:
    """What takes the named ones out of values that come in this order."""
    return itemgetter(*map(order.index, names))


class SideColumns(NamedTuple):
    """The columns of the candidates on one side of a passage."""

    mention: Columns
    pair: Columns


def _columns_of(side: Side) -> SideColumns:
    return SideColumns(
        Columns(f"{side} mention:", MENTION, _MENTION),
        Columns(f"{side} pair:", PAIR, _PAIR),
    )


NOBODY = Columns("nobody:", PASSAGE, _NOBODY)
SIDES: dict[Side, SideColumns] = {"before": _columns_of("before"), "after": _columns_of("after")}


def candidate_features(
    descriptions: Descriptions, k: int
) -> tuple[list[int | None], list[list[str]]]:
    """The candidates of passage `k`, None ("nobody") first, and the features of each."""
    around = descriptions.passage(k)
    candidates: list[int | None] = [None]
    features = [[*NOBODY.features(around)]]
    for i, side, pair in descriptions.pairs(k, around):
        mention = descriptions.mention(i).values
        candidates.append(i)
        features.append([*SIDES[side].mention.features(mention), *SIDES[side].pair.features(pair)])
    return candidates, features


class Model:
    """The scorers of all columns, made of the weights once."""

    def __init__(self, weights: Weights) -> None:
        self.nobody = NOBODY.scorer(weights)
        self.mention = {side: columns.mention.scorer(weights) for side, columns in SIDES.items()}
        self.pair = {side: columns.pair.scorer(weights) for side, columns in SIDES.items()}


class Scores:
    """The scores of the candidates in one layout; the part that is a mention's own is kept."""

    def __init__(self, model: Model, descriptions: Descriptions) -> None:
        self._model, self._descriptions = model, descriptions
        self._own: dict[tuple[Side, int], float] = {}

    def of(self, k: int) -> tuple[list[int | None], list[float]]:
        """The candidates of passage `k`, None ("nobody") first, and the score of each: the
        weights of its `candidate_features`, added up."""
        around = self._descriptions.passage(k)
        candidates: list[int | None] = [None]
        scores = [self._model.nobody(around)]
        score_pair = self._model.pair
        for i, side, pair in self._descriptions.pairs(k, around):
            own = self._own.get((side, i))
            if own is None:
                own = self._model.mention[side](self._descriptions.mention(i).values)
                self._own[side, i] = own
            candidates.append(i)
            scores.append(round(own + score_pair[side](pair), _DIGITS))
        return candidates, scores
