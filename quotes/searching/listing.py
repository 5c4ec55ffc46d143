"""Filters -> quotes, newest first, and how many there are of each month."""

from __future__ import annotations

import json
import sqlite3
from itertools import islice

from quotes.filtering import DEFAULT_KINDS, bounds
from quotes.models import Filters
from quotes.searching.documents import quoted
from quotes.searching.query import Form
from quotes.searching.ranking import holds
from quotes.searching.restriction import Restriction
from quotes.words import folded_words

# The newest first; within an article in the order of its text.
_ORDER = "i.day DESC, q.version_id DESC, q.context_start, q.quote_id"


def newest(
    connection: sqlite3.Connection,
    filters: Filters,
    allowed: Restriction,
    most: int,
    excluded: tuple[Form, ...] = (),
) -> list[int]:
    """The row ids of at most so many quotes that pass the filters and hold none of the phrases,
    newest first: by the day they were said, else published.

    `allowed` is what the filters let through. Takes time by the number of quotes that pass a
    filter by names, and else by how many quotes are newer.
    """
    if filters.speaker is None and filters.outlet is None and filters.venue is None:
        return _by_day(connection, filters, allowed, most, excluded)
    expression = allowed.expression() + "".join(f" NOT {quoted(each)}" for each in excluded)
    passing, values = _PASSING.format(allowed.day_sql), (expression, *allowed.days)
    documents = connection.execute(
        f"{passing} ORDER BY i.day DESC LIMIT ?", (*values, most)
    ).fetchall()
    if documents and len(documents) == most:
        # With all of the last day, of which their order decides.
        last = documents[-1][1]
        documents = [each for each in documents if each[1] != last]
        documents += connection.execute(f"{passing} AND i.day IS ?", (*values, last))
    ids = json.dumps([each[0] for each in documents])
    return [row[0] for row in connection.execute(_SORTED, (ids, most))]


_PASSING = """
SELECT i.document_id, i.day FROM quotes_fts CROSS JOIN indexed i ON i.document_id = quotes_fts.rowid
 WHERE quotes_fts MATCH ? AND {}"""
_SORTED = f"""
SELECT q.quote_id FROM json_each(?) numbers CROSS JOIN indexed i ON i.document_id = numbers.value
  JOIN quotes q USING (quote_id) ORDER BY {_ORDER} LIMIT ?"""

_ALONG_DAYS = """
SELECT q.quote_id, coalesce(c.fields ->> '$.text', q.text)
  FROM indexed i CROSS JOIN quotes q USING (quote_id) LEFT JOIN corrected c USING (public_id)"""


def _by_day(
    connection: sqlite3.Connection,
    filters: Filters,
    allowed: Restriction,
    most: int,
    excluded: tuple[Form, ...],
) -> list[int]:
    """The same, where the days and the kinds alone are filtered by: along the index of days."""
    kinds = filters.kinds or DEFAULT_KINDS
    _, until = bounds(filters)
    latest = [f"{until}~"] if until else []  # "2025-02~" comes after all days of that month
    rows = connection.execute(
        f"{_ALONG_DAYS} WHERE q.kind IN ({', '.join('?' * len(kinds))}) AND {allowed.day_sql}"
        f"{' AND i.day < ?' if latest else ''} ORDER BY {_ORDER}",
        (*kinds, *allowed.days, *latest),
    )
    ids = (row[0] for row in rows if not (excluded and holds(folded_words(row[1]), excluded)))
    return list(islice(ids, most))


def months(connection: sqlite3.Connection, allowed: Restriction) -> list[tuple[str | None, int]]:
    """The months of the quotes that pass, in order, with how many; None where no day is known."""
    rows = connection.execute(
        f"SELECT substr(day, 1, 7), count(*) FROM ({_PASSING.format(allowed.day_sql)})"
        " GROUP BY 1 ORDER BY 1",
        (allowed.expression(), *allowed.days),
    )
    return [(month, count) for month, count in rows]
