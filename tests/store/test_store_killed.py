"""A program killed in the middle of any step: what it told is there, and no half of the rest."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from decision_steps import state, steps

from quotes.store.check import check
from quotes.store.database import open_database

HERE = Path(__file__).parent
STEPS = 60
RUNS = int(os.environ.get("QUOTES_RUNS", "6"))


@pytest.mark.parametrize("seed", range(RUNS))
def test_killed_in_the_middle_of_anything(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "killed.db"
    told = _killed(path, seed, after=random.Random(seed).randrange(1, STEPS))
    assert check(path) == []
    with closing(open_database(path)) as db:
        found = state(db)
    with closing(open_database(tmp_path / "whole.db")) as db:
        states = [state(db) for _ in steps(db, seed, STEPS)]
    # The step after the last that it told may have been done, or not begun.
    assert found in states[told : told + 2]


def _killed(path: Path, seed: int, after: int) -> int:
    """The last step that a process told as done before it was killed in one of the next."""
    worker = subprocess.Popen(
        [sys.executable, HERE / "decision_steps.py", path, str(seed), str(STEPS)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE), str(HERE.parents[1])])},
        stdout=subprocess.PIPE,
        text=True,
    )
    with worker:
        assert worker.stdout is not None
        told = -1
        for _ in range(after):
            told = int(worker.stdout.readline())
        time.sleep(random.Random(seed).random() / 100)
        worker.send_signal(signal.SIGKILL)
        rest = worker.stdout.read().split()
    return max([told, *map(int, rest)])
