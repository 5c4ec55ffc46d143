"""Query -> ranked quotes, forgiving typing errors.

query.py        what was typed -> words, exact phrases, exclusions
vocabulary.py   word -> the words of the index it may be a misspelling of
candidates.py   query -> quotes that may answer it, from the full-text index
ranking.py      query and quote -> how well it answers, and where
suggestion.py   words that no quote has -> the filter they may have been meant for
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from quotes.errors import InputError
from quotes.filtering import condition
from quotes.models import Filters, QuoteRecord, Span
from quotes.records import find_quotes, load
from quotes.search.candidates import find_candidates
from quotes.search.query import Query, parse
from quotes.search.ranking import Match, holds, match, spans, telling
from quotes.search.suggestion import Suggestion, suggest

__all__ = ["Hit", "Results", "Suggestion", "search", "suggest"]

_EVERYTHING = Filters()


@dataclass(frozen=True, slots=True)
class Hit:
    """A quote that was found.

    `score` runs from 0 to 100 (see `ranking.match`) and is 0 in a mere listing.
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
    the hits has in any form.
    """

    hits: tuple[Hit, ...]
    corrected: dict[str, str]
    missing: tuple[str, ...] = ()


def search(
    connection: sqlite3.Connection,
    words: str,
    filters: Filters = _EVERYTHING,
    *,
    limit: int = 20,
    offset: int = 0,
) -> Results:
    """The quotes that `words` may mean, best first; without words, the newest.

    Any text is a valid query. Its words are sought in any order, misspelt or not;
    "words between double quotation marks" are sought exactly as they stand, and
    -word leaves quotes with that word out. Equally good quotes are ordered by day,
    newest first. Raises InputError for a filter that cannot be met.
    """
    if limit < 0 or offset < 0:
        raise InputError(f"limit {limit} and offset {offset} must not be negative")
    query = parse(words)
    if not query.words and not query.phrases:
        if words.strip() and not query.excluded:
            return Results((), {})
        newest = _without(query, find_quotes(connection, filters))
        page = islice(newest, offset, offset + limit)
        return Results(tuple(Hit(record, 0.0) for record in page), {})
    wanted = condition(connection, filters)
    found = find_candidates(connection, query, wanted, enough=offset + limit)
    weights = telling(query, found.rarity)
    ranked = []
    for candidate in found.quotes:
        fit = match(query, found.senses, weights, candidate.text)
        if fit is not None:
            ranked.append((fit.score, candidate.day or "", candidate.quote_id, fit))
    ranked.sort(key=lambda entry: entry[:3], reverse=True)
    best = ranked[offset : offset + limit]
    records = load(connection, [quote_id for _, _, quote_id, _ in best])
    fits = [fit for *_, fit in best]
    hits = tuple(
        Hit(record, round(fit.score, 2), spans(record.text, fit.places))
        for record, fit in zip(records, fits, strict=True)
    )
    return Results(hits, _corrected(query, fits), _missing(query, fits))


def _without(query: Query, records: Iterable[QuoteRecord]) -> Iterator[QuoteRecord]:
    return (record for record in records if not holds(record.text, query.excluded))


def _missing(query: Query, fits: Sequence[Match]) -> tuple[str, ...]:
    """The words typed that no hit has, not even in another form."""
    if not fits:
        return ()
    found = {word for fit in fits for word in fit.used}
    typed = {word.folded: word.typed for word in query.words}
    return tuple(typed[word] for word in typed if word not in found)


def _corrected(query: Query, fits: Iterable[Match]) -> dict[str, str]:
    """The words typed that no hit has, each with what the best hit has in its place."""
    corrected: dict[str, str] = {}
    exact: set[str] = set()
    for fit in fits:
        for word, used in fit.used.items():
            if word == used:
                exact.add(word)
            corrected.setdefault(word, used)
    return {
        word.typed: corrected[word.folded]
        for word in query.words
        if word.folded in corrected and word.folded not in exact
    }
