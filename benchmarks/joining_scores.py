"""How well units were joined: pairs of them under one entry that should be, and that are.

A unit is one person in one article; the entry is the speaker that the database has for it.
Precision is the share of the pairs of units under one entry that are of one person, recall
the share of the pairs of one person's units that are under one entry.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Unit:
    """A person in an article, the kind of variant of the name there, and the entry."""

    person: int
    kind: str
    entry: int


class Figures(NamedTuple):
    """Precision and recall; None where there is no pair to judge."""

    precision: float | None
    recall: float | None


class Intervals(NamedTuple):
    """The lowest and highest value of the middle 95 percent, of precision and of recall."""

    precision: tuple[float, float]
    recall: tuple[float, float]


class _Pairs(NamedTuple):
    """Numbers of pairs: joined rightly and to be joined, by person; joined wrongly, by two."""

    right: Counter[int]
    wanted: Counter[int]
    wrong: Counter[tuple[int, int]]


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def _count(units: Iterable[Unit]) -> _Pairs:
    right, wanted, wrong = Counter[int](), Counter[int](), Counter[tuple[int, int]]()
    entries: dict[int, Counter[int]] = {}
    total = Counter[int]()
    for unit in units:
        entries.setdefault(unit.entry, Counter())[unit.person] += 1
        total[unit.person] += 1
    for person, number in total.items():
        wanted[person] = comb(number, 2)
    for people in entries.values():
        for person, number in people.items():
            right[person] += comb(number, 2)
        for one, other in combinations(sorted(people), 2):
            wrong[one, other] += people[one] * people[other]
    return _Pairs(right, wanted, wrong)


def pairwise(units: Iterable[Unit]) -> Figures:
    """Precision and recall over all pairs of these units."""
    right, wanted, wrong = _count(units)
    joined = right.total() + wrong.total()
    return Figures(_share(right.total(), joined), _share(right.total(), wanted.total()))


def pairwise_of_kind(units: Sequence[Unit], kind: str) -> Figures:
    """Precision and recall over the pairs of which one unit at least is of this kind.

    A pair of two units of the kind counts from either side.
    """
    entries, people = Counter(u.entry for u in units), Counter(u.person for u in units)
    both = Counter((u.entry, u.person) for u in units)
    right = joined = wanted = 0
    for unit in units:
        if unit.kind == kind:
            right += both[unit.entry, unit.person] - 1
            joined += entries[unit.entry] - 1
            wanted += people[unit.person] - 1
    return Figures(_share(right, joined), _share(right, wanted))


def intervals(units: Sequence[Unit], draws: int = 1000, seed: int = 0) -> Intervals:
    """The bootstrap intervals of `pairwise`, people drawn with replacement.

    Somebody who is drawn twice counts twice, but is not two people of one name.
    """
    right, wanted, wrong = _count(units)
    people, rng = sorted(wanted), random.Random(seed)
    precisions, recalls = [], []
    for _ in range(draws):
        drawn = Counter(rng.choices(people, k=len(people)))
        good = sum(right[person] * times for person, times in drawn.items())
        bad = sum(drawn[one] * drawn[other] * pairs for (one, other), pairs in wrong.items())
        all_wanted = sum(wanted[person] * times for person, times in drawn.items())
        precisions.append(good / (good + bad) if good + bad else 1.0)
        recalls.append(good / all_wanted if all_wanted else 1.0)
    return Intervals(_middle(precisions), _middle(recalls))


def _middle(values: list[float]) -> tuple[float, float]:
    values = sorted(values)
    cut = int(len(values) * 0.025)
    return values[cut], values[-1 - cut]


def if_joined(units: Iterable[Unit], kinds: Collection[str]) -> Figures:
    """What joining all units of these kinds rightly, and no others, would reach."""
    perfect = [
        Unit(u.person, u.kind, u.person if u.kind in kinds else -1 - number)
        for number, u in enumerate(units)
    ]
    return pairwise(perfect)


def main_entries(units: Iterable[Unit]) -> dict[int, int]:
    """For every person the entry that most of their units are under."""
    counts: dict[int, Counter[int]] = {}
    for unit in units:
        counts.setdefault(unit.person, Counter())[unit.entry] += 1
    return {p: min(c, key=lambda entry: (-c[entry], entry)) for p, c in counts.items()}
