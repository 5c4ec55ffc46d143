"""No measure on our own texts may fall below its floor; see scoring.py for the measures."""

from __future__ import annotations

import pytest
from scoring import figures, floors, sources

FLOORS = floors()
FIGURES = figures(sources())


@pytest.mark.parametrize("key", FLOORS, ids="-".join)
def test_no_figure_is_below_its_floor(key: tuple[str, str]) -> None:
    found = FIGURES.get(key, 0.0)
    assert found >= FLOORS[key], (
        f"{key}: {found:.3f}; see `python tests/parsing/scoring.py --errors`"
    )


def test_every_measure_has_a_floor() -> None:
    missing = set(FIGURES) - set(FLOORS)
    assert not missing, f"{missing}: `python tests/parsing/scoring.py --write` adds them"
