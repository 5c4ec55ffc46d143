"""Words that no quote has -> the filter they may have been meant for."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from typing import Literal

from quotes.errors import InputError
from quotes.filtering import condition
from quotes.models import Filters

# Nobody's name is longer.
_LONGEST = 100

NameFilter = Literal["speaker", "outlet", "venue"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A field of `Filters` that the words fit, and what it would find.

    `quotes` is how many, `names` are the speakers, outlets or venues, the one with the
    most quotes first.
    """

    field: NameFilter
    quotes: int
    names: tuple[str, ...]


def suggest(connection: sqlite3.Connection, words: str, filters: Filters) -> Suggestion | None:
    """The first of speaker, outlet and venue that the words fit, besides the filters.

    None when they fit none that finds a quote, or are too long for a name.
    """
    if len(words) > _LONGEST:
        return None
    attempts: dict[NameFilter, Filters] = {
        "speaker": replace(filters, speaker=words),
        "outlet": replace(filters, outlet=words),
        "venue": replace(filters, venue=words),
    }
    for field, attempt in attempts.items():
        if getattr(filters, field) is not None:
            continue
        try:
            wanted = condition(connection, attempt)
        except InputError:
            continue
        rows = connection.execute(
            f"SELECT e.{field}, count(*) FROM effective_quotes e WHERE {wanted.sql}"
            " GROUP BY 1 ORDER BY 2 DESC, 1",
            wanted.values,
        ).fetchall()
        names = tuple(name for name, _ in rows if name is not None)
        if names:
            return Suggestion(field, sum(count for _, count in rows), names)
    return None
