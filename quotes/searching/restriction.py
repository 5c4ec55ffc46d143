"""Filters -> what a document of the index must hold, and between which days it must lie.

Each filter is one of tags (see terms.py), so that it costs a search about what another word
would, however many quotes it lets through.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from quotes.errors import InputError
from quotes.filtering import DEFAULT_KINDS, bounds, find_names, find_speakers, shown
from quotes.models import Filters
from quotes.searching.spelling import venue_words
from quotes.terms import (
    kind_tag,
    month_tag,
    outlet_of,
    outlet_tag,
    speaker_tag,
    tags_of,
    tags_of_kind,
    venue_tag,
    year_tag,
)
from quotes.words import folded_words


@dataclass(frozen=True, slots=True)
class Restriction:
    """What the filters let through: documents with one tag of each of `groups`, none of `barred`,
    and a day that passes `day_sql` with `days`."""

    groups: tuple[tuple[str, ...], ...]
    barred: tuple[str, ...]
    day_sql: str
    days: tuple[str, ...]

    def expression(self, words: str = "") -> str:
        """The FTS5 expression for documents with these words that pass, but for the day."""
        parts = [f"({words})"] if words else []
        parts += [any_of(group) for group in self.groups]
        if not parts:  # an expression cannot begin with what it bars
            return any_of(map(kind_tag, DEFAULT_KINDS))
        return " AND ".join(parts) + "".join(f' NOT "{tag}"' for tag in self.barred)

    def passes(self, kind: str, *about: str | None) -> bool:
        """Whether a quote passes, but for the day; what it is told is what `tags_of` is."""
        if kind_tag(kind) in self.barred:
            return False
        tags = tags_of(kind, *about) if self.groups else ()
        return all(any(tag in tags for tag in group) for group in self.groups)


def any_of(terms: Iterable[str]) -> str:
    """The FTS5 expression for any of the terms, which hold no quotation marks."""
    return "(" + " OR ".join(f'"{term}"' for term in terms) + ")"


def restriction(connection: sqlite3.Connection, filters: Filters) -> Restriction:
    """What the filters let through; without kinds, all that is no indirect quote.

    Raises InputError for a date that is none, for a last day before the first, and for a
    speaker, an outlet or a venue that nothing in the database resembles.
    """
    groups: list[tuple[str, ...]] = []
    barred: tuple[str, ...] = ()
    if not filters.kinds or set(filters.kinds) == set(DEFAULT_KINDS):
        barred = (kind_tag("indirect"),)
    else:
        groups.append(tuple(map(kind_tag, sorted(set(filters.kinds)))))
    since, until = bounds(filters)
    if filters.speaker is not None:
        groups.append(_speakers(connection, filters.speaker))
    if filters.outlet is not None:
        groups.append(_outlets(connection, filters.outlet))
    if filters.venue is not None:
        groups += _venues(connection, filters.venue)
    day_sql, days = "1", []
    if since is not None:
        day_sql += " AND i.day >= substr(?, 1, length(i.day))"
        days.append(since)
    if until is not None:
        day_sql += f" AND substr(i.day, 1, {len(until)}) <= ?"
        days.append(until)
    if days:
        groups.append(_days(connection, since, until))
    return Restriction(tuple(groups), barred, day_sql, tuple(days))


def _speakers(connection: sqlite3.Connection, name: str) -> tuple[str, ...]:
    ids = find_speakers(connection, name)
    if not ids:
        raise InputError(f"no speaker like {shown(name)}: see `quotes speakers`")
    return tuple(map(speaker_tag, sorted(ids)))


def _outlets(connection: sqlite3.Connection, name: str) -> tuple[str, ...]:
    rows = connection.execute(
        "SELECT tag FROM tags WHERE tag >= ? AND tag < ?", tags_of_kind(outlet_tag(""))
    )
    tags = {outlet_of(row[0]): row[0] for row in rows}
    fitting = find_names(name, tags)
    if not fitting:
        raise InputError(f"no outlet like {shown(name)}: see `quotes search` without --outlet")
    return tuple(sorted(tags[outlet] for outlet in fitting))


def _venues(connection: sqlite3.Connection, venue: str) -> list[tuple[str, ...]]:
    groups = []
    for word in folded_words(venue):
        # The platform X would otherwise be found in every xylophone concert.
        tags = venue_words(connection, word) if len(word) > 2 else [venue_tag(word)]
        if tags:
            groups.append(tuple(tags))
    if not groups or not _any(connection, groups):
        raise InputError(f"no venue like {shown(venue)}: see `quotes search` without --venue")
    return groups


def _any(connection: sqlite3.Connection, groups: Sequence[Sequence[str]]) -> bool:
    expression = " AND ".join(map(any_of, groups))
    found = connection.execute(
        "SELECT 1 FROM quotes_fts WHERE quotes_fts MATCH ? LIMIT 1", (expression,)
    )
    return found.fetchone() is not None


def _days(connection: sqlite3.Connection, since: str | None, until: str | None) -> tuple[str, ...]:
    """The tags of the years between two dates, and of the months of the years they are in."""
    first, last = connection.execute(
        "SELECT min(day), (SELECT max(day) FROM indexed) FROM indexed"
    ).fetchone()
    since = max(since or "", first or str(date.today()))
    until = min(until or "9999", last or since)
    tags = []
    for year in range(int(since[:4]), int(until[:4]) + 1):
        months = [f"{year:04}-{month:02}" for month in range(1, 13)]
        within = [m for m in months if since[:7] <= m <= until[:7] or m[:4] == until]
        if len(within) == len(months) or since == f"{year:04}":
            tags.append(year_tag(year))
        else:
            tags += [month_tag(m) for m in (f"{year:04}", *within)]
    return tuple(tags) or (month_tag("0000"),)
