"""Filters -> quotes, newest first."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import islice

from quotes.filtering import condition
from quotes.models import Filters
from quotes.searching.query import Form
from quotes.searching.ranking import holds
from quotes.searching.restriction import restriction
from quotes.words import folded_words

# So many quotes are sorted by their days; of more, one in a few of the newest is among them.
_SORTED = 5_000

# The newest first; within an article in the order of its text.
_ORDER = "i.day DESC, q.version_id DESC, q.context_start, q.quote_id"


def newest(
    connection: sqlite3.Connection, filters: Filters, excluded: tuple[Form, ...] = ()
) -> Iterator[int]:
    """The row ids of the quotes that pass the filters and hold none of the phrases, newest
    first: by the day they were said, else published.

    Raises InputError for a filter that cannot be met (see `restriction`).
    """
    wanted = restriction(connection, filters)
    unfiltered = filters == Filters(kinds=filters.kinds)
    ids: list[int] = [] if unfiltered else _matching(connection, wanted.expression())
    if unfiltered or len(ids) > _SORTED:
        passing = condition(connection, filters)
        rows = connection.execute(
            "SELECT q.quote_id, q.text FROM indexed i CROSS JOIN quotes q USING (quote_id)"
            " CROSS JOIN effective_quotes e USING (quote_id)"
            f" WHERE {passing.sql} ORDER BY {_ORDER}",
            passing.values,
        )
    else:
        rows = connection.execute(
            "SELECT q.quote_id, q.text FROM indexed i JOIN quotes q USING (quote_id)"
            f" WHERE i.document_id IN ({','.join(map(str, ids))}) AND {wanted.day_sql}"
            f" ORDER BY {_ORDER}",
            wanted.days,
        )
    return (row[0] for row in rows if not excluded or not holds(folded_words(row[1]), excluded))


def _matching(connection: sqlite3.Connection, expression: str) -> list[int]:
    rows = connection.execute(
        "SELECT rowid FROM quotes_fts WHERE quotes_fts MATCH ?", (expression,)
    )
    return [row[0] for row in islice(rows, _SORTED + 1)]
