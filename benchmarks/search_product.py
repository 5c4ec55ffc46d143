"""What the search benchmark knows of the product's own search: this module alone.

Whoever gives the product another index changes what stands here, and nothing else of the
benchmark.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from quotes.models import Filters
from quotes.search import search

if TYPE_CHECKING:
    from sqlite_utils import Database

INDEX_TABLES = ("quotes_fts*",)
"""The tables of the index, as GLOB patterns over their names."""

_TRIGGERS = ("quotes_fts_insert", "quotes_fts_delete", "quotes_fts_update")


def find(
    connection: sqlite3.Connection, words: str, filters: Filters | None = None, limit: int = 10
) -> list[str]:
    """The public ids of the quotes found, best first."""
    results = search(connection, words, filters or Filters(), limit=limit)
    return [hit.record.public_id for hit in results.hits]


def complete_index(db: Database) -> None:
    """Index what rows written straight into the tables left out; nothing, where triggers do it."""


def build_index(connection: sqlite3.Connection) -> None:
    """Make the whole index again from the quotes."""
    connection.execute("INSERT INTO quotes_fts (quotes_fts) VALUES ('rebuild')")


def drop_index(connection: sqlite3.Connection) -> None:
    """Leave a database into which articles can be stored, and that has no search index."""
    for trigger in _TRIGGERS:
        connection.execute(f"DROP TRIGGER {trigger}")
    connection.execute("DROP TABLE quotes_vocabulary")
    connection.execute("DROP TABLE quotes_fts")
