"""Query -> ranked quotes, forgiving typing errors.

query.py        what was typed -> words, exact phrases, exclusions, filters
variants.py     word -> its British or American spelling
spelling.py     word -> the words of the index it may be a misspelling of
ranking.py      query and quote -> how well it answers, and where
restriction.py  filters -> what a document of the index must hold
documents.py    words and a restriction -> documents of the index
answers.py      query -> the quotes that answer it, best first
listing.py      filters -> quotes, newest first
facets.py       quotes -> how many each speaker, venue, outlet, year and kind has
similar.py      quote -> the quotes nearest to it in wording
suggestion.py   words that no quote has -> the filter they may have been meant for
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from quotes.errors import InputError
from quotes.filtering import bounds
from quotes.models import Filters, QuoteKind, QuoteRecord, Span
from quotes.records import load
from quotes.searching.answers import Answer, count_holding, find_answers
from quotes.searching.facets import FIRST, Facet, facets
from quotes.searching.listing import months, newest
from quotes.searching.query import Query, Unit, parse
from quotes.searching.ranking import Match, spans
from quotes.searching.restriction import restriction
from quotes.searching.similar import similar
from quotes.searching.suggestion import Suggestion, suggest

__all__ = [
    "FIRST",
    "Facet",
    "Hit",
    "Results",
    "Suggestion",
    "count",
    "facets",
    "find",
    "similar",
    "suggest",
    "timeline",
]

_EVERYTHING = Filters()
_KINDS: tuple[QuoteKind, ...] = ("direct", "mixed", "indirect")


@dataclass(frozen=True, slots=True)
class Hit:
    """A quote that was found.

    `score` runs from 0 to 100 (see `ranking`) and is 0 in a mere listing.
    `highlights` are the places of the words in `record.text`, in order.
    """

    record: QuoteRecord
    score: float
    highlights: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """What a search found, best first.

    `corrected` tells for a word as it was typed which word stood in for it, where
    none of the hits has it as typed. `missing` are the words, as typed, that none of
    the hits has in any form. `unmet` says of filters within the query why nothing passes them.
    `quote_ids` are the row ids of all that were ranked, in order, those on other pages included.
    """

    hits: tuple[Hit, ...]
    corrected: dict[str, str]
    missing: tuple[str, ...] = ()
    unmet: str | None = None
    quote_ids: tuple[int, ...] = ()


def find(
    connection: sqlite3.Connection,
    words: str,
    filters: Filters = _EVERYTHING,
    *,
    limit: int = 20,
    offset: int = 0,
    by_date: bool = False,
    ranked: int = 0,
) -> Results:
    """The quotes that `words` may mean, best first; without words, the newest.

    Any text is a valid query. Its words are sought in any order, misspelt or not;
    "words between double quotation marks" are sought exactly as they stand, and
    -word leaves quotes with that word out. speaker:, venue:, outlet:, after:, before: and
    kind: before a word filter, in place of `filters`. Equally good quotes are ordered by day,
    newest first; `by_date` orders the FIRST best ones so. At least `ranked` quotes are ranked,
    as far as there are so many, however few are asked for. Raises InputError for one of
    `filters` that cannot be met.
    """
    if limit < 0 or offset < 0:
        raise InputError(f"limit {limit} and offset {offset} must not be negative")
    query, narrowed = _understood(words, filters)
    with reading(connection):
        allowed = restriction(connection, filters)
        try:
            if narrowed != filters:
                allowed = restriction(connection, narrowed)
            if _is_listing(query):
                if words.strip() and not query.excluded and not query.fields:
                    return Results((), {})
                most = max(offset + limit, ranked)
                ids = newest(connection, narrowed, allowed, most, query.excluded)
                return _listed(connection, ids, limit, offset)
            enough = max(offset + limit, ranked, FIRST if by_date else 0)
            answers = find_answers(connection, query, allowed, enough=enough)
            return _answered(connection, query, answers, limit, offset, by_date)
        except InputError as error:
            return Results((), {}, unmet=str(error))


def count(connection: sqlite3.Connection, words: str, filters: Filters = _EVERYTHING) -> int:
    """How many quotes hold all the words as they are typed; where none does, how many hold them
    corrected. Without words, how many pass the filters. Raises InputError as `find` does."""
    query, narrowed = _understood(words, filters)
    with reading(connection):
        restriction(connection, filters)
        if words.strip() and query == Query() and narrowed == filters:
            return 0
        try:
            return count_holding(connection, query, restriction(connection, narrowed))
        except InputError:
            return 0


@contextmanager
def reading(connection: sqlite3.Connection) -> Iterator[None]:
    """All that is read in the block is of one moment, whoever writes meanwhile."""
    begun = not connection.in_transaction
    if begun:
        connection.execute("BEGIN")
    try:
        yield
    finally:
        if begun:
            connection.rollback()


def timeline(
    connection: sqlite3.Connection, filters: Filters = _EVERYTHING
) -> list[tuple[str | None, int]]:
    """The months in which quotes that pass the filters were said, else published, in order, with
    how many; a year of which no more is known is a month of its own, None is no day at all.
    Raises InputError as `find` does."""
    with reading(connection):
        return months(connection, restriction(connection, filters))


def _is_listing(query: Query) -> bool:
    return not query.units and not query.phrases


def _listed(connection: sqlite3.Connection, ids: Sequence[int], limit: int, offset: int) -> Results:
    records = load(connection, ids[offset : offset + limit])
    return Results(tuple(Hit(record, 0.0) for record in records), {}, quote_ids=tuple(ids))


def _answered(
    connection: sqlite3.Connection,
    query: Query,
    answers: list[Answer],
    limit: int,
    offset: int,
    by_date: bool,
) -> Results:
    if by_date:
        answers = sorted(answers[:FIRST], key=lambda each: each.candidate.day or "", reverse=True)
    best = answers[offset : offset + limit]
    records = load(connection, [answer.candidate.quote_id for answer in best])
    fits = [answer.match for answer in best]
    hits = tuple(
        Hit(record, round(fit.score, 2), spans(record.text, fit.places))
        for record, fit in zip(records, fits, strict=True)
    )
    ids = tuple(answer.candidate.quote_id for answer in answers)
    return Results(hits, _corrected(query, fits), _missing(query, fits), quote_ids=ids)


def _understood(words: str, filters: Filters) -> tuple[Query, Filters]:
    """The query, and the filters with those in it; what cannot be one is words after all."""
    query = parse(words)
    units = list(query.units)
    for name, value in query.fields:
        narrowed = _narrowed(filters, name, value)
        if narrowed is None:
            units += parse(f"{name} {value}").units
        else:
            filters = narrowed
    fields = query.fields if len(units) == len(query.units) else query.fields[:0]
    return replace(query, units=tuple(units), fields=fields), filters


def _narrowed(filters: Filters, name: str, value: str) -> Filters | None:
    """The filters with one more; None where the value cannot be one of that name."""
    if name == "kind":
        kinds = tuple(kind for kind in _KINDS if kind == value.lower())
        return replace(filters, kinds=kinds) if kinds else None
    narrowed = {
        "speaker": replace(filters, speaker=value),
        "venue": replace(filters, venue=value),
        "outlet": replace(filters, outlet=value),
        "after": replace(filters, since=value),
        "before": replace(filters, until=value),
    }[name]
    try:
        bounds(narrowed)
    except InputError:
        return None
    return narrowed


def _missing(query: Query, fits: Sequence[Match]) -> tuple[str, ...]:
    """The words typed that no hit has, not even in another form."""
    if not fits:
        return ()
    found = {unit for fit in fits for unit in fit.used}
    return tuple(unit.typed for unit in query.distinct if unit not in found)


def _corrected(query: Query, fits: Iterable[Match]) -> dict[str, str]:
    """The words typed that no hit has, each with what the best hit has in its place."""
    corrected: dict[Unit, str] = {}
    exact: set[Unit] = set()
    for fit in fits:
        for unit, form in fit.used.items():
            if form in unit.forms:
                exact.add(unit)
            corrected.setdefault(unit, " ".join(form))
    return {
        unit.typed: corrected[unit]
        for unit in query.distinct
        if unit in corrected and unit not in exact
    }
