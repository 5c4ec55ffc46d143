"""What is asked of the full-text index: documents by the words in them, under the filters."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, product
from math import prod

from quotes.searching.query import Form, Query
from quotes.searching.restriction import Restriction, any_of

# Where more documents match, the newest are picked among so many, the latest stored; as many
# are looked through for those between two days.
_EXAMINED = 10_000
# Fewer documents are looked at sooner than their tags are in the index.
_LOOKED_AT = 50
# How far apart so many documents lie, the first that hold a word, says how common it is.
_SAMPLE = 100
# What they said, by the number of the latest document: it says no more than how to look.
_SHARES: dict[tuple[int, str], float] = {}
_MOST_SHARES = 20_000
# Ways to say words near each other, where words have several forms.
_WAYS = 24


@dataclass(frozen=True, slots=True)
class Candidate:
    """A quote that may answer: its row id, effective text and day."""

    quote_id: int
    text: str
    day: str | None


class Documents:
    """The documents that hold the exact phrases of a query and pass the filters, but none with
    what is to be left out."""

    def __init__(
        self, connection: sqlite3.Connection, query: Query, restriction: Restriction
    ) -> None:
        self._connection = connection
        self._restriction = restriction
        self._phrases = [quoted(phrase) for phrase in query.phrases]
        self._excluded = "".join(f" NOT {quoted(words)}" for words in query.excluded)
        row = connection.execute("SELECT max(document_id) FROM indexed").fetchone()
        self._last = int(row[0] or 0)
        self._loaded: dict[int, Candidate] = {}

    def matching(self, words: str, most: int) -> list[int]:
        """The numbers of at most so many documents with these words, the first stored first."""
        alone = " AND ".join([f"({words})", *self._phrases]) + self._excluded
        few = min(most, _LOOKED_AT) if self._restriction.groups else most
        numbers = [row[0] for row in self._connection.execute(_MATCHING, (alone, few))]
        if len(numbers) < few:
            return list(self.load(numbers))
        sql = _MATCHING
        values: list[str | int] = [self._expression(words)]
        if self._restriction.days:
            sql = _DATED.format(order="", day=self._restriction.day_sql, by="")
            values += [_EXAMINED, *self._restriction.days]
        return [row[0] for row in self._connection.execute(sql, (*values, most))]

    def newest(self, words: str, most: int, examined: int = _EXAMINED) -> list[int]:
        """The numbers of at most so many documents with these words, the newest of the `examined`
        that were stored the latest."""
        sql = _DATED.format(
            order="ORDER BY rowid DESC",
            day=self._restriction.day_sql,
            by="ORDER BY i.day DESC, i.document_id DESC",
        )
        values = (self._expression(words), examined, *self._restriction.days, most)
        return [row[0] for row in self._connection.execute(sql, values)]

    def estimates(self, expressions: Sequence[str]) -> tuple[float, list[float]]:
        """About how many documents the filters leave, and the share of all that holds each of the
        expressions: counted where few do."""
        filters = [any_of(group) for group in self._restriction.groups]
        shares = self._shares([*filters, *expressions])
        return self._last * prod(shares[: len(filters)]), shares[len(filters) :]

    def _shares(self, expressions: Sequence[str]) -> list[float]:
        """The share of the documents that hold each of the expressions."""
        known = {each: _SHARES.get((self._last, each), 0.0) for each in expressions}
        new = [each for each, share in known.items() if not share]
        if new:
            values = (json.dumps(new), _SAMPLE, self._last or 1)
            shares = [row[0] for row in self._connection.execute(_SAMPLED, values)]
            known.update(zip(new, shares, strict=True))
            if len(_SHARES) > _MOST_SHARES:
                _SHARES.clear()
            _SHARES.update({(self._last, each): known[each] for each in new})
        return [known[each] for each in expressions]

    def count(self, words: str, most: int) -> int:
        """How many documents hold the words, whatever the filters; at most so many."""
        row = self._connection.execute(
            "SELECT count(*) FROM (SELECT 1 FROM quotes_fts WHERE quotes_fts MATCH ? LIMIT ?)",
            (words, most),
        ).fetchone()
        return int(row[0])

    def total(self, words: str) -> int:
        """How many quotes hold the words."""
        sql = (
            "SELECT count(*) FROM quotes_fts JOIN indexed i ON i.document_id = quotes_fts.rowid"
            f" WHERE quotes_fts MATCH ? AND {self._restriction.day_sql}"
        )
        values = (self._expression(words), *self._restriction.days)
        return int(self._connection.execute(sql, values).fetchone()[0])

    def load(self, numbers: Iterable[int]) -> dict[int, Candidate]:
        """The quotes that have these documents and pass the filters; a document that was replaced
        has none."""
        wanted = dict.fromkeys(numbers)
        new = [number for number in wanted if number not in self._loaded]
        if new:
            sql = _LOAD_TAGGED if self._restriction.groups else _LOAD
            sql += self._restriction.day_sql
            values = (json.dumps(new), *self._restriction.days)
            for number, *quote in self._connection.execute(sql, values):
                if self._restriction.passes(*quote[3:]):
                    self._loaded[number] = Candidate(*quote[:3])
        return {number: self._loaded[number] for number in wanted if number in self._loaded}

    @property
    def last(self) -> int:
        """The number of the latest document."""
        return self._last

    def _expression(self, words: str) -> str:
        """The FTS5 expression for these words, the exact phrases and the filters."""
        parts = [f"({words})"] if words else []
        return self._restriction.expression(" AND ".join([*parts, *self._phrases])) + self._excluded


_MATCHING = "SELECT rowid FROM quotes_fts WHERE quotes_fts MATCH ? LIMIT ?"
_DATED = """
SELECT i.document_id
  FROM (SELECT rowid AS document_id FROM quotes_fts WHERE quotes_fts MATCH ? {order}
         LIMIT ?) AS matching
 CROSS JOIN indexed i USING (document_id) WHERE {day} {by} LIMIT ?"""
_SAMPLED = """
SELECT (SELECT max(count(*), 0.5) * 1.0 / iif(count(*) < ?2, ?3, max(rowid))
          FROM (SELECT rowid FROM quotes_fts WHERE quotes_fts MATCH words.value LIMIT ?2))
  FROM json_each(?1) AS words"""
_LOAD = """
SELECT i.document_id, q.quote_id, coalesce(c.fields ->> '$.text', q.text), i.day, q.kind
  FROM indexed i JOIN quotes q USING (quote_id) LEFT JOIN corrected c USING (public_id)
 WHERE i.document_id IN (SELECT value FROM json_each(?)) AND """
_LOAD_TAGGED = """
SELECT i.document_id, d.quote_id, d.text, i.day, d.kind, d.outlet, d.day, d.speakers,
       d.venue, d.venue_name, d.venue_place, d.venue_kind
  FROM indexed i CROSS JOIN search_documents d USING (quote_id)
 WHERE i.document_id IN (SELECT value FROM json_each(?)) AND """


def quoted(form: Form) -> str:
    """The words next to each other as a string of FTS5; they hold letters and digits only, so
    that nothing in them can be taken for syntax."""
    return f'"{" ".join(form)}"'


def either(forms: Iterable[Form]) -> str:
    """The FTS5 expression for one of the forms."""
    return "(" + " OR ".join(map(quoted, forms)) + ")"


def each_of(groups: Iterable[Sequence[Form]]) -> str:
    """The FTS5 expression for all groups, each by one of its forms."""
    return " AND ".join(map(either, groups))


def near(groups: Sequence[Sequence[Form]], apart: int) -> str:
    """The FTS5 expression for all groups with at most so many words between them, in any order,
    by the likeliest forms."""
    if len(groups) == 1:
        return either(groups[0])
    ways = islice(product(*groups), _WAYS)
    return " OR ".join(f"NEAR({' '.join(map(quoted, way))}, {apart})" for way in ways)


def in_order(groups: Sequence[Sequence[Form]]) -> str:
    """The FTS5 expression for the groups next to each other, by the likeliest forms."""
    ways = islice(product(*groups), _WAYS)
    return " OR ".join(quoted(tuple(word for form in way for word in form)) for way in ways)
