"""Descriptions of a passage and a candidate -> features, and what they weigh.

A column joins some of the values of a description: "after before" tells how a verb of
saying stands behind the mention together with how one stands before it. What is written in
a column is a feature, and every feature has a weight. Training and running read the same
columns: the one writes the features out, the other adds their weights up.

Most values come back again and again, so that the columns made of the values of one line
are weighed together and their sums remembered, up to a bound.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from operator import getitem, itemgetter
from typing import NamedTuple

from quotes.parsing.descriptions import MENTION, PAIR, PASSAGE, Descriptions, Lines, Side

Values = tuple[str, ...]
# The weights of a column, by what is written in it: one value, or several.
Weights = Mapping[str, Mapping[str | Values, float]]

# The columns made of the values of each line, parted by bars.
_NOBODY = (
    (
        "length | ending | start | cues length start | titled length ending | titled cues length"
        " | length start ending"
    ),
    "linked | fellows | length start linked | fellows length",
    "prev | next | titled prev | prev next length | prev length | prev start",
    "prev2 prev",
    "next next2",
    "whole | continues | work length | work start ending | ending whole",
)
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


class _Sums(dict[Values, float]):
    """What columns weigh together, by the values of their line, worked out when first asked for:
    `columns` are what takes the key of each out of these values, and its weights."""

    def __init__(
        self, columns: list[tuple[Callable[[Values], str | Values], Mapping[str | Values, float]]]
    ) -> None:
        self._columns = columns

    def __missing__(self, values: Values) -> float:
        total = sum(weight.get(key_of(values), 0.0) for key_of, weight in self._columns)
        if len(self) >= _MOST:
            self.clear()
        self[values] = total
        return total


class Columns:
    """Columns made of the values in a description, line by line: `fields` are the names of the
    values, `lines` the columns."""

    def __init__(self, group: str, fields: tuple[str, ...], lines: tuple[str, ...]) -> None:
        self._lines = [
            {f"{group} {column}": _taker(column, names) for column in line.split(" | ")}
            for names, line in zip(fields, lines, strict=True)
        ]

    def names(self) -> list[str]:
        """The names of the columns, as they are in the file of weights."""
        return [column for line in self._lines for column in line]

    def features(self, described: Lines) -> Iterator[str]:
        """The features of a description: each its column, a tab, and what is written there."""
        for values, line in zip(described, self._lines, strict=True):
            for column, key_of in line.items():
                key = key_of(values)
                yield f"{column}\t{key if isinstance(key, str) else ' '.join(key)}"

    def scorer(self, weights: Weights) -> Callable[[Lines], float]:
        """What adds up the weights of the features of a description."""
        tables = [
            _Sums([(key_of, weights.get(column, {})) for column, key_of in line.items()])
            for line in self._lines
        ]

        return lambda described: sum(map(getitem, tables, described))


def _taker(column: str, names: str) -> Callable[[Values], str | Values]:
    """What takes the values of a column out of those of a line."""
    order = names.split()
    return itemgetter(*map(order.index, column.split()))


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
    features = [[*NOBODY.features(around.lines)]]
    for side, columns in SIDES.items():
        for i, pair in descriptions.pairs(k, side, around):
            mention = descriptions.mention(i).lines
            candidates.append(i)
            features.append([*columns.mention.features(mention), *columns.pair.features(pair)])
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
        self._own: dict[Side, dict[int, float]] = {side: {} for side in SIDES}

    def of(self, k: int) -> tuple[list[int | None], list[float]]:
        """The candidates of passage `k`, None ("nobody") first, and the score of each: the
        weights of its `candidate_features`, added up."""
        descriptions = self._descriptions
        around = descriptions.passage(k)
        candidates: list[int | None] = [None]
        scores = [self._model.nobody(around.lines)]
        for side, own in self._own.items():
            score_mention, score_pair = self._model.mention[side], self._model.pair[side]
            for i, pair in descriptions.pairs(k, side, around):
                if i not in own:
                    own[i] = score_mention(descriptions.mention(i).lines)
                candidates.append(i)
                scores.append(round(own[i] + score_pair(pair), _DIGITS))
        return candidates, scores
