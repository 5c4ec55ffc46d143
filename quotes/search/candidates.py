"""Query -> quotes that may answer it, from the full-text index.

Each stage asks for less than the one before: all words as typed; when few quotes hold
them, all words, each as typed or as a neighbour, and all but one of them; when no quote
at all does, two of the rarest words, then one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log

from quotes.filtering import DAY, Condition
from quotes.search.query import Query
from quotes.search.vocabulary import Senses, absent, neighbours

# Fewer than this are few.
_ENOUGH = 10
# At most this many candidates of one stage are ranked, the latest stored first; a
# deeper page raises the number by whole multiples, so that pages agree.
_POOL = 400
# Under a filter, at most this many matches of the words are looked through for it.
_EXAMINED = 100_000
# Counting how rare a word is stops here: beyond it is common.
_COMMON = 2_000
_RAREST = 4
# A phrase of this many words tells quotes apart; a longer one takes its time.
_PHRASE = 8
_LEAVE_ONE_OUT = range(3, 9)


Group = list[str]
"""Words any one of which will do."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A quote that may answer: its row id, effective text and day."""

    quote_id: int
    text: str
    day: str | None


@dataclass(frozen=True, slots=True)
class Candidates:
    """The quotes that may answer a query, in no order.

    `senses` are what its words may mean; `rarity` is how rare they are, from 0 (in every
    quote) to 1 (in one or none), given where quotes may lack words.
    """

    quotes: tuple[Candidate, ...]
    senses: Senses
    rarity: dict[str, float]


def find_candidates(
    connection: sqlite3.Connection, query: Query, wanted: Condition, *, enough: int
) -> Candidates:
    """The quotes that may answer the query, and what its words may mean.

    `enough` is how many hits the caller is going to show.
    """
    finder = _Finder(connection, query, wanted, _POOL * (1 + enough // _POOL))
    typed = {word.folded: word.typed for word in query.words}
    senses: Senses = {word: {word: 1.0} for word in typed}
    if finder.find([[[word] for word in typed.values()]]) and len(query.words) > 1:
        # So many hold all the words that those with the words in order must be asked for.
        finder.find([[[" ".join(word.typed for word in query.words[:_PHRASE])]]])
    groups = [[word] for word in typed.values()]
    # Where words are to be left out, few hits do not mean that the others are misspelt.
    forgiven = absent(connection, typed) if query.excluded else typed
    # The first letter is seldom mistyped: words that begin otherwise are a last resort.
    for everywhere, few in ((False, _ENOUGH), (True, 1)):
        if typed and len(finder.found) < few:
            near = neighbours(connection, forgiven, everywhere=everywhere)
            groups = [[typed[word], *near.get(word, ())] for word in typed]
            senses = {word: {word: 1.0} | near.get(word, {}) for word in typed}
            finder.find([groups])
    rarity: dict[str, float] = {}
    if len(groups) > 1 and len(finder.found) < _ENOUGH:
        counts = [finder.count(group) for group in groups]
        rarity = dict(zip(typed, _rarity(connection, counts), strict=True))
        _find_less(finder, groups, counts)
    finder.find_corrected()
    return Candidates(tuple(finder.found.values()), senses, rarity)


def _rarity(connection: sqlite3.Connection, counts: Sequence[int]) -> list[float]:
    """How rare words are that so many quotes hold: inverse document frequency, scaled to 1."""
    (last,) = connection.execute("SELECT max(quote_id) FROM quotes").fetchone()
    whole = log(max(last or 0, *counts, 2))
    return [1 - log(max(count, 1)) / whole for count in counts]


def _find_less(finder: _Finder, groups: Sequence[Group], counts: Sequence[int]) -> None:
    """Collect quotes that lack words of the query, the fewer the better.

    `counts` are how many quotes hold each group.
    """
    rarest_first = sorted(zip(counts, groups, strict=True), key=lambda each: each[0])
    present = [group for count, group in rarest_first if count]
    if 0 < len(present) < len(groups):
        finder.find([present])
    if len(present) in _LEAVE_ONE_OUT and len(finder.found) < _ENOUGH:
        finder.find([[*present[:left], *present[left + 1 :]] for left in range(len(present))])
    rarest = present[:_RAREST]
    if len(rarest) > 2 and not finder.found:
        finder.find([list(pair) for pair in combinations(rarest, 2)])
    for group in rarest:
        if not finder.found:
            finder.find([[group]])


class _Finder:
    """Collects candidates from queries to the index, under the filters."""

    def __init__(
        self, connection: sqlite3.Connection, query: Query, wanted: Condition, pool: int
    ) -> None:
        self.found: dict[int, Candidate] = {}
        self._connection = connection
        self._wanted = wanted
        self._pool = pool
        self._phrases = [[" ".join(phrase)] for phrase in query.phrases]
        self._excluded = "".join(f' NOT "{" ".join(words)}"' for words in query.excluded)

    def find(self, choices: Sequence[Sequence[Group]]) -> bool:
        """Collect the quotes that hold all groups of one of the choices.

        True when there may be more of them than were collected.
        """
        either = [_all_of([*groups, *self._phrases]) for groups in choices]
        sql = f"""
            SELECT e.quote_id, e.text, {DAY}
              FROM (SELECT rowid AS quote_id FROM quotes_fts WHERE quotes_fts MATCH ?
                     ORDER BY rowid DESC LIMIT ?) AS matching
             CROSS JOIN effective_quotes e ON e.quote_id = matching.quote_id
             WHERE {self._wanted.sql} LIMIT ?"""
        expression = f"({' OR '.join(either)}){self._excluded}"
        values = (expression, _EXAMINED, *self._wanted.values, self._pool)
        return self._collect(sql, values) >= self._pool

    def find_corrected(self) -> None:
        """Collect the quotes whose text was corrected: the index holds it uncorrected."""
        self._collect(
            f"""SELECT e.quote_id, e.text, {DAY}
                  FROM corrected c CROSS JOIN quotes q USING (public_id)
                 CROSS JOIN effective_quotes e ON e.quote_id = q.quote_id
                 WHERE json_type(c.fields, '$.text') IS NOT NULL AND {self._wanted.sql}""",
            self._wanted.values,
        )

    def count(self, group: Group) -> int:
        """How many quotes hold a word of the group, whatever the filters; at most 2,000."""
        row = self._connection.execute(
            "SELECT count(*) FROM (SELECT 1 FROM quotes_fts WHERE quotes_fts MATCH ? LIMIT ?)",
            (_all_of([group]), _COMMON),
        ).fetchone()
        return int(row[0])

    def _collect(self, sql: str, values: Sequence[str | int]) -> int:
        rows = self._connection.execute(sql, values).fetchall()
        for quote_id, text, day in rows:
            self.found[quote_id] = Candidate(quote_id, text, day)
        return len(rows)


def _all_of(groups: Sequence[Group]) -> str:
    """The FTS5 expression for all groups, every word between quotation marks.

    Words hold letters and digits only, so nothing in them can be taken for syntax.
    """
    parts = (" OR ".join(f'"{word}"' for word in group) for group in groups)
    return "(" + " AND ".join(f"({part})" for part in parts) + ")"
