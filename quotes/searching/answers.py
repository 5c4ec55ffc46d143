"""Query -> the quotes that answer it, best first.

A search asks for less with each step, and ends with the step that finds enough: all words as
typed; all words, each as typed or corrected; words that merely resemble short ones; all words
but one or two.

A step looks for its rarest words alone where few quotes can hold them, and leaves it to the
ranking to look for the others; where too many quotes hold the words for all to be looked at, it
prefers those in which they stand near each other, and of these the newest.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log

from quotes.searching.documents import (
    Candidate,
    Documents,
    each_of,
    either,
    in_order,
    near,
)
from quotes.searching.query import Form, Query, Unit
from quotes.searching.ranking import FORGIVEN, Match, Matcher, weight
from quotes.searching.restriction import Restriction
from quotes.searching.spelling import Neighbours, far_neighbours, known, neighbours, resembling
from quotes.terms import is_meant

# With so many quotes that hold all words as typed, nothing is corrected.
_ENOUGH = 10
# Neither is it where a quote has so many words as they were typed, one after the other.
_VERBATIM = 3
# At most so many quotes of one step are ranked; a deeper page raises the number by whole
# multiples, so that pages agree.
_POOL = 200
# Words are added to what the index is asked for until about so many quotes are left.
_FEW = 20
# Words near each other are about so many times as rare as words somewhere in a quote.
_RARER_NEAR = 8
# A phrase of so many words tells quotes apart; a longer one takes its time.
_PHRASE = 8
# Counting how rare a word is stops here: beyond it is common.
_COMMON = 2_000
# Of so many words, those that tell the most, a quote must have two where it may lack words.
_MOST_TELLING = 3
# How alike a word is to one at a distance of one letter and of two; and to a short one.
_SIMILARITY = (1.0, 0.85, 0.7)
_RESEMBLING = 0.5

_Group = Sequence[Form]
"""The forms any of which will do for a unit."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A quote that answers, and how."""

    candidate: Candidate
    match: Match


def find_answers(
    connection: sqlite3.Connection, query: Query, restriction: Restriction, *, enough: int
) -> list[Answer]:
    """The quotes that answer the query, best first; equally good ones by day, newest first.

    `enough` is how many hits the caller is going to show.
    """
    search = _Search(connection, query, restriction, enough)
    _ = search.as_typed() or search.corrected() or search.resembling() or search.lacking()
    search.answers.sort(key=_rank, reverse=True)
    return search.answers


def count_holding(connection: sqlite3.Connection, query: Query, restriction: Restriction) -> int:
    """How many quotes hold all that is sought as it was typed; where none does, how many hold
    it corrected. All quotes that pass the filters, where nothing is sought."""
    search = _Search(connection, query, restriction, 0)
    found = search.total()
    for look in (neighbours, far_neighbours):
        if not found and search.correct(look):
            found = search.total()
    return found


def _rank(answer: Answer) -> tuple[float, bool, str, int]:
    candidate, match = answer.candidate, answer.match
    return match.score, match.whole, candidate.day or "", candidate.quote_id


class _Search:
    """One search: what its words may mean by now, and the quotes that answer by now."""

    def __init__(
        self, connection: sqlite3.Connection, query: Query, restriction: Restriction, enough: int
    ) -> None:
        self.answers: list[Answer] = []
        self._connection = connection
        self._query = query
        self._units = query.distinct
        self._documents = Documents(connection, query, restriction)
        self._found: dict[int, Candidate] = {}
        self._senses: dict[Unit, dict[Form, float]] = {
            unit: dict.fromkeys(unit.forms, 1.0) for unit in self._units
        }
        self._rarity: dict[Unit, float] = {}
        self._enough = enough
        self._pool = _POOL * (1 + enough // _POOL)
        words = [form[0] for unit in self._units for form in unit.forms if len(form) == 1]
        listed = list(filter(is_meant, words))
        self._absent = set(listed) - known(connection, listed) if listed else set()

    def as_typed(self) -> bool:
        """Look for all words as typed; whether that is enough."""
        if not self._units:
            self._load(self._documents.newest("", self._pool))
            self._answer(complete=True)
            return True
        if any(self._lacks(unit) for unit in self._units):
            return False
        self._collect(self._groups())
        self._answer(complete=True)
        typed = [answer.match for answer in self.answers if answer.match.as_typed]
        verbatim = len(self._query.units) >= _VERBATIM and any(each.near == 1 for each in typed)
        return verbatim or len(typed) >= _ENOUGH

    def corrected(self) -> bool:
        """Look for all words, each as typed or as a neighbour; whether any quote has them."""
        for look in (neighbours, far_neighbours):
            if self.correct(look):
                self._collect(self._groups())
                self._answer(complete=True)
            if self.answers:
                return True
        return False

    def resembling(self) -> bool:
        """Look for all words, a short one by what it resembles; whether any quote has them."""
        alike = resembling(self._connection, [unit.word for unit in self._units])
        if not alike or len(self._units) == 1:
            return False
        self._add(alike, _RESEMBLING)
        self._collect(self._groups())
        self._answer()
        return bool(self.answers)

    def lacking(self) -> bool:
        """Look for quotes that lack words, the fewer the better; whether there is any."""
        if len(self._units) < 2:
            return False
        groups = self._groups(FORGIVEN)
        counts = [self._documents.count(either(group), _COMMON) for group in groups]
        whole = log(max(self._documents.last, *counts, 2))
        rarity = [1 - log(max(count, 1)) / whole for count in counts]
        self._rarity = dict(zip(self._units, rarity, strict=True))
        telling = sorted(
            zip(self._units, counts, groups, strict=True),
            key=lambda each: -weight(each[0], self._rarity[each[0]]),
        )
        present = [group for _, count, group in telling if count]
        if 0 < len(present) < len(groups):
            self._collect(present)
        if not self._found and len(present) > 2:
            self._collect_pairs(list(combinations(present[:_MOST_TELLING], 2)))
        self._answer()
        for group in present[:_MOST_TELLING]:
            if not self.answers:
                self._load(self._documents.newest(either(group), self._pool))
                self._answer()
        return bool(self.answers)

    def correct(self, look: Callable[[sqlite3.Connection, list[str]], Neighbours]) -> bool:
        """Add what words may be misspellings of; whether there is any. Where words are to be left
        out, few hits do not mean that the others are misspelt: then those alone that no quote
        has are."""
        words = [
            unit.word
            for unit in self._units
            if self._lacks(unit) or not (self._query.excluded or look is far_neighbours)
        ]
        near = look(self._connection, words)
        self._add(near, None)
        return bool(near)

    def total(self) -> int:
        """How many quotes hold all words, as typed or corrected."""
        return self._documents.total(each_of(self._groups()))

    def _lacks(self, unit: Unit) -> bool:
        """Whether no quote has the unit in any form known by now."""
        return all(len(form) == 1 and form[0] in self._absent for form in self._senses[unit])

    def _add(self, near: Neighbours, similarity: float | None) -> None:
        for unit, forms in self._senses.items():
            for word, apart in near.get(unit.word, {}).items():
                forms.setdefault((word,), similarity or _SIMILARITY[apart])

    def _groups(self, least: float = 0.0) -> list[list[Form]]:
        return [
            [form for form, similarity in forms.items() if similarity >= least]
            for forms in self._senses.values()
        ]

    def _answer(self, *, complete: bool = False) -> None:
        """Rank all that was found by now, or what of it has all words."""
        matcher = Matcher(self._query, self._senses, self._rarity, complete=complete)
        self.answers = [
            Answer(candidate, match)
            for candidate in self._found.values()
            if (match := matcher.match(candidate.text))
        ]

    def _collect_pairs(self, pairs: Sequence[Sequence[_Group]]) -> None:
        """Find quotes with one of the pairs; where there are many, those that have one near each
        other."""
        words = " OR ".join(f"({each_of(pair)})" for pair in pairs)
        numbers = self._documents.matching(words, self._pool + 1)
        if len(numbers) > self._pool:
            apart = len(self._query.units) + 1
            words = " OR ".join(near(pair, apart) for pair in pairs)
            numbers = self._documents.matching(words, self._pool)
        self._load(numbers)

    def _collect(self, groups: Sequence[_Group]) -> None:
        """Find the quotes that hold all groups, or more than those."""
        left, by_rarity = 0.0, [(1.0, group) for group in groups]
        if len(groups) > 2:
            left, shares = self._documents.estimates([either(group) for group in groups])
            by_rarity = sorted(zip(shares, groups, strict=True), key=lambda each: each[0])
        rarest = _rarest(by_rarity, left)
        numbers = self._documents.matching(each_of(rarest), self._pool + 1)
        if len(numbers) <= self._pool:
            self._load(numbers)
        elif len(groups) == 1:
            self._load(self._documents.newest(either(groups[0]), self._pool))
        else:
            self._collect_near(groups, _rarest(by_rarity, left / _RARER_NEAR))

    def _collect_near(self, groups: Sequence[_Group], rarest: Sequence[_Group]) -> None:
        """Find quotes in which the rarest groups stand near each other; where there are too many,
        those first that have all groups in order; where there are few, some that have them all."""
        apart = len(self._query.units) + 1
        numbers = self._documents.matching(near(rarest, apart), self._pool + 1)
        if len(numbers) > self._pool and len(rarest) < len(groups):
            numbers = self._documents.matching(near(groups, apart), self._pool + 1)
        if len(numbers) > self._pool:
            order = [list(self._senses[unit]) for unit in self._query.units[:_PHRASE]]
            self._load(self._documents.newest(in_order(order), self._pool))
        self._load(numbers[: self._pool])
        if len(numbers) < self._enough:
            numbers = self._documents.newest(each_of(groups), self._enough, self._enough)
            self._load(numbers)

    def _load(self, numbers: Iterable[int]) -> None:
        new = [number for number in numbers if number not in self._found]
        if new:
            self._found |= self._documents.load(new)


def _rarest(by_rarity: Sequence[tuple[float, _Group]], left: float) -> list[_Group]:
    """So many of the groups, the rarest first, that few quotes hold them; at least two, where
    there are."""
    chosen: list[_Group] = []
    for share, group in by_rarity:
        if len(chosen) > 1 and left <= _FEW:
            break
        chosen.append(group)
        left *= share
    return chosen
