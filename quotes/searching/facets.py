"""Quotes -> how many of them each speaker, kind of venue, outlet, year and kind has."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

FIRST = 1_000
"""Facets are counted over so many hits, the best ones, however many there are."""


@dataclass(frozen=True, slots=True)
class Facet:
    """A value that some quotes have: what filters by it, what is shown, and how many have it."""

    value: str
    label: str
    count: int


def facets(
    connection: sqlite3.Connection, quote_ids: Sequence[int], *, most: int = 10
) -> dict[str, list[Facet]]:
    """The values of "speaker", "venue", "outlet", "year" and "kind" that these quotes have, the
    most frequent first and at most so many of each; all the years, the newest first.

    A speaker's value is the public id, a venue's its kind. Joint quotes count for each speaker.
    """
    ids = json.dumps(quote_ids)
    rows = connection.execute(_OTHERS, (ids,)).fetchall()
    venues, outlets, years, kinds = zip(*rows, strict=True) if rows else ((),) * 4
    return {
        "speaker": [Facet(*row) for row in connection.execute(_SPEAKERS, (ids, ids, most))],
        "venue": _counted(venues)[:most],
        "outlet": _counted(outlets)[:most],
        "year": sorted(_counted(years), key=lambda facet: facet.value, reverse=True),
        "kind": _counted(kinds),
    }


def _counted(values: Iterable[str | None]) -> list[Facet]:
    counts = Counter(value for value in values if value)
    ranked = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return [Facet(value, value.replace("_", " "), count) for value, count in ranked]


# The view `credits`, of some quotes: SQLite would make all of it first.
_SPEAKERS = """
WITH found AS (
    SELECT qs.quote_id, qs.speaker_id FROM quote_speakers qs JOIN quotes q USING (quote_id)
     WHERE quote_id IN (SELECT value FROM json_each(?))
       AND NOT EXISTS (SELECT 1 FROM corrected c WHERE c.public_id = q.public_id
                          AND json_type(c.fields, '$.speaker') IS NOT NULL)
     UNION ALL
    SELECT q.quote_id, cs.speaker_id FROM quotes q JOIN corrected_speakers cs USING (public_id)
     WHERE quote_id IN (SELECT value FROM json_each(?)))
SELECT r.public_id, r.name, count(DISTINCT quote_id) FROM found JOIN speakers s USING (speaker_id)
  JOIN speakers r ON r.speaker_id = coalesce(s.merged_into, s.speaker_id)
 GROUP BY r.speaker_id ORDER BY 3 DESC, 2, 1 LIMIT ?"""
_OTHERS = """
SELECT venue_kind, outlet, substr(coalesce(date, published), 1, 4), kind FROM effective_quotes
 WHERE quote_id IN (SELECT value FROM json_each(?))"""
