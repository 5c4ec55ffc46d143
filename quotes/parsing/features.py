"""Descriptions of a passage and a candidate -> features, and what they weigh.

A column joins some of the values of a description: "after before" tells how a verb of
saying stands behind the mention together with how one stands before it. What is written in
a column is a feature, and every feature has a weight. Training and running read the same
columns: the one writes the features out, the other adds their weights up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
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
_MENTION = (
    "verb", "inverted", "left", "left2 left", "right", "right right2", "size", "opens", "owner",
    "kind after before",
)  # fmt: skip
_PAIR = (
    "words", "ending same after before", "ending start gap", "opens sentences after",
    "nearest verbs same", "after before paragraphs sentences quotes",
    "paragraphs whole nearest order", "prev2 prev words", "kind paragraphs sentences quotes",
    "after between same", "leads paragraphs same", "fellows nearest same",
    "fellows after before sentences",
)  # fmt: skip


class Columns:
    """Columns made of the values of a description, whose names are `fields`."""

    def __init__(self, group: str, fields: str, columns: tuple[str, ...]) -> None:
        order = fields.split()
        self._keys: dict[str, Callable[[Values], str | Values]] = {
            f"{group} {column}": itemgetter(*map(order.index, column.split())) for column in columns
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
        tables = [
            (key_of, weights[column].get)
            for column, key_of in self._keys.items()
            if column in weights
        ]

        def score(values: Values) -> float:
            total = 0.0
            for key_of, weight in tables:
                total += weight(key_of(values), 0.0)
            return total

        return score


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
        for i, side, pair in self._descriptions.pairs(k, around):
            own = self._own.get((side, i))
            if own is None:
                own = self._model.mention[side](self._descriptions.mention(i).values)
                self._own[side, i] = own
            candidates.append(i)
            scores.append(own + self._model.pair[side](pair))
        return candidates, scores
