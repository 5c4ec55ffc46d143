"""Which quotes a person is asked about, and in which order."""

from __future__ import annotations

import sqlite3
from array import array

from quotes.errors import InputError
from quotes.filtering import Condition, condition
from quotes.models import Filters

# A quote without a speaker has nobody behind its words: there is nothing riskier.
_RISK = "coalesce(q.speaker_confidence, 0)"


def queue(
    connection: sqlite3.Connection, filters: Filters, below: float | None = None
) -> array[int]:
    """The row ids of the quotes that nobody decided on yet, the riskiest first.

    Riskiest are those without a speaker, then those whose speaker is least sure; among equals
    they stand in the order in which they were stored. `below` leaves out the quotes of which
    every answer (speaker, venue and date, as far as there is one) is as sure as that or surer,
    from 0 to 1. Only numbers are held, eight bytes for each quote. Raises InputError for
    filters that nothing in the database resembles.
    """
    where = [Condition("q.standing = 'parsed'")]
    source = "quotes q"
    if filters != Filters(kinds=filters.kinds):
        source = "quotes q JOIN effective_quotes e USING (quote_id)"
        where.append(condition(connection, filters))
    else:
        kinds = filters.kinds or ("direct", "mixed")
        where.append(Condition(f"q.kind IN ({', '.join('?' * len(kinds))})", tuple(kinds)))
    values: list[str | int | float] = [value for each in where for value in each.values]
    sql = " AND ".join(f"({each.sql})" for each in where)
    if below is not None:
        if not 0 < below <= 1:
            raise InputError(f"{below} is no confidence: give a number up to 1, such as 0.8")
        sql += f" AND ({_RISK} < ? OR q.venue_confidence < ? OR q.date_confidence < ?)"
        values += [below] * 3
    rows = connection.execute(
        f"SELECT quote_id FROM {source} WHERE {sql} ORDER BY {_RISK}, quote_id", values
    )
    return array("q", (row[0] for row in rows))
