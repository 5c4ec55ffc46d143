"""What the search benchmark knows of the product's own search: this module alone.

Whoever gives the product another index changes what stands here, and nothing else of the
benchmark.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from quotes.models import Filters
from quotes.searching import find as find_quotes
from quotes.store.search_index import clear_index, update_index

if TYPE_CHECKING:
    from sqlite_utils import Database

INDEX_TABLES = ("quotes_fts*", "indexed*", "vocabulary*", "tags", "name_words", "unindexed")
"""The tables of the index, as GLOB patterns over their names."""


def find(
    connection: sqlite3.Connection, words: str, filters: Filters | None = None, limit: int = 10
) -> list[str]:
    """The public ids of the quotes found, best first."""
    results = find_quotes(connection, words, filters or Filters(), limit=limit)
    return [hit.record.public_id for hit in results.hits]


def complete_index(db: Database) -> None:
    """Index what rows written straight into the tables left out; nothing, where each transaction
    does it."""


def empty_index(connection: sqlite3.Connection) -> None:
    """Leave an empty index, all quotes to be indexed."""
    clear_index(connection)


def build_index(connection: sqlite3.Connection) -> None:
    """Make the index of all quotes, where it is empty."""
    update_index(connection)


def drop_index(connection: sqlite3.Connection) -> None:
    """Leave a database into which articles can be stored, and that has no search index."""
    sql = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name GLOB ?"
    for pattern in ("unindexed_*", "name_words_*"):
        for (name,) in connection.execute(sql, [pattern]).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
