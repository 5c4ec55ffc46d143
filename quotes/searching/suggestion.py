"""Words that no quote has -> the filter they may have been meant for."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass, replace
from typing import Literal

from quotes.errors import InputError
from quotes.models import Filters
from quotes.records import load
from quotes.searching.documents import Documents
from quotes.searching.query import Query
from quotes.searching.restriction import restriction

# Nobody's name is longer.
_LONGEST = 100
# So many of the latest quotes tell which names are meant.
_LOOKED_AT = 100

NameFilter = Literal["speaker", "outlet", "venue"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A field of `Filters` that the words fit, and what it would find.

    `quotes` is how many, `names` are the speakers, outlets or venues, the one with the
    most quotes among the latest first.
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
            documents = Documents(connection, Query(), restriction(connection, attempt))
        except InputError:
            continue
        latest = documents.load(documents.newest("", _LOOKED_AT)).values()
        records = load(connection, [each.quote_id for each in latest])
        names = Counter(sorted(filter(None, (getattr(each, field) for each in records))))
        if names:
            most = tuple(name for name, _ in names.most_common())
            return Suggestion(field, documents.total(""), most)
    return None
