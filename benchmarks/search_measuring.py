"""What all tables of the search benchmark share: the run, its figures, what is to be reached."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import ceil, sqrt
from pathlib import Path
from typing import TypeVar

from search_approaches import Approach, Found, approaches, product
from search_queries import SORTS, Judge, Query, make_queries

from quotes.store.database import connect

T = TypeVar("T")

_Z = 1.959964  # of the normal distribution, for 95 %
_WARM_UP = 5  # queries of each sort


@dataclass(frozen=True, slots=True)
class Goal:
    """Something to be reached: what was measured, and how much it may be at most (or, with
    `least`, must be at least)."""

    name: str
    measured: float
    bound: float
    least: bool = False

    @property
    def reached(self) -> bool:
        """Whether it was."""
        return self.measured >= self.bound if self.least else self.measured <= self.bound


@dataclass(frozen=True, slots=True)
class Report:
    """Tables and lines to print, and what of them is to be reached."""

    parts: tuple[str, ...]
    goals: tuple[Goal, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A query with the seconds it took and the public ids that were found."""

    query: Query
    seconds: float
    found: tuple[str, ...]


@dataclass
class Run:
    """A run of the benchmark: the database, a folder for what is made on the way, and sizes.

    `count` is the number of queries of each sort, `sample` how many of them the slow approaches
    answer, `rounds` how often a command is started, `readers` how many read for so many `seconds`.
    """

    path: Path
    folder: Path
    count: int = 2000
    seed: int = 0
    sample: int = 15
    rounds: int = 21
    seconds: float = 10.0
    readers: int = 8
    answers: dict[str, list[Answer]] = field(default_factory=dict)

    @cached_property
    def connection(self) -> sqlite3.Connection:
        """A connection to look things up in."""
        return connect(self.path)

    @cached_property
    def queries(self) -> list[Query]:
        """All queries."""
        return make_queries(self.connection, self.count, self.seed)

    @cached_property
    def judge(self) -> Judge:
        """The judge of what is found."""
        return Judge(self._text)

    @cached_property
    def product(self) -> Approach:
        """The product's own search."""
        return product(self.path)

    @cached_property
    def quotes(self) -> int:
        """How many quotes there are."""
        return int(self.connection.execute("SELECT count(*) FROM quotes").fetchone()[0])

    def approaches(self) -> list[Approach]:
        """All that are compared."""
        return approaches(self.path, self.folder)

    def measure(self, compared: Sequence[Approach]) -> None:
        """Have the queries answered, each by the approaches in turn, all in a random order."""
        rng = random.Random(self.seed)
        warm_up = make_queries(self.connection, _WARM_UP, self.seed + 1)
        sampled = {
            id(query)
            for sort in SORTS
            for query in [each for each in self.queries if each.sort == sort][: self.sample]
        }
        for approach in compared:
            self.answers[approach.name] = []
            for query in warm_up[:1] if approach.slow else warm_up:
                approach.find(query.text)
        for query in rng.sample(self.queries, len(self.queries)):
            for approach in rng.sample(compared, len(compared)):
                if not approach.slow or id(query) in sampled:
                    self.answers[approach.name].append(self._answer(approach, query))

    def _answer(self, approach: Approach, query: Query) -> Answer:
        seconds, found = timed(lambda: approach.find(query.text))
        return Answer(query, seconds, self.public_ids(found))

    def public_ids(self, found: Found) -> tuple[str, ...]:
        """The public ids of quotes that were found."""
        sql = "SELECT public_id FROM quotes WHERE quote_id = ?"
        return tuple(
            each if isinstance(each, str) else self.connection.execute(sql, [each]).fetchone()[0]
            for each in found
        )

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()

    def _text(self, public_id: str) -> str:
        sql = "SELECT text FROM quotes WHERE public_id = ?"
        return str(self.connection.execute(sql, [public_id]).fetchone()[0])


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """The seconds that work takes, and what comes of it."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def percentile(figures: Sequence[float], share: float) -> float:
    """The smallest of the figures that `share` of a hundred of them are not above."""
    return sorted(figures)[max(0, ceil(len(figures) * share / 100) - 1)]


def wilson(right: int, whole: int) -> tuple[float, float]:
    """The interval that holds a share with 95 % confidence, after E. B. Wilson (1927)."""
    share, square = right / whole, _Z * _Z / whole
    middle = share + square / 2
    reach = _Z * sqrt(share * (1 - share) / whole + square / whole / 4)
    return (middle - reach) / (1 + square), (middle + reach) / (1 + square)


def milliseconds(seconds: float) -> str:
    """As it is printed: three digits or so."""
    value = seconds * 1000
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
