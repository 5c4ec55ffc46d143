"""Who is credited with a passage: segments, source, cue and kind, in a table of marked-up text."""

from __future__ import annotations

import pytest
from checking import differences
from tables import SUBJECTS, Row, cases, rows_of

from quotes.parsing.attribution import weights
from quotes.parsing.descriptions import Descriptions
from quotes.parsing.features import NOBODY, SIDES, Model, Scores, candidate_features
from quotes.parsing.layout import lay_out


@pytest.mark.parametrize("row", cases("attribution"))
def test_attribution(row: Row) -> None:
    assert differences(row) == []


@pytest.mark.parametrize("subject", SUBJECTS)
def test_scores_are_the_weights_of_the_features_that_training_sees(subject: str) -> None:
    model = Model(weights())
    weight = {
        f"{column}\t{key if isinstance(key, str) else ' '.join(key)}": value
        for column, table in weights().items()
        for key, value in table.items()
    }
    for row in rows_of(subject):
        descriptions = Descriptions(lay_out(row.marked.text))
        scores = Scores(model, descriptions)
        for k in range(len(descriptions.layout.passages)):
            candidates, features = candidate_features(descriptions, k)
            sums = [sum(weight.get(name, 0.0) for name in names) for names in features]
            assert scores.of(k) == (candidates, pytest.approx(sums, abs=1e-9))


def test_every_weight_stands_in_a_column_that_is_read() -> None:
    groups = [NOBODY, *(columns for side in SIDES.values() for columns in side)]
    names = {name for group in groups for name in group.names()}
    assert set(weights()) - {"confidence"} <= names
