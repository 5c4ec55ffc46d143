"""The search index, brought up to date with the quotes.

Triggers note in `unindexed` which quotes changed; `update_index` makes their documents again
within the transaction that changed them, so that its cost follows what changed and not the
size of the database. A document is never changed: the quote is given a new one, and the old
one, known by no quote, is passed over when something is found.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any
from zlib import crc32

from quotes.terms import document, is_meant, is_tag, tags_of

if TYPE_CHECKING:
    import sqlite3

# Quotes whose documents are made at once.
_BATCH = 1_000
# From so many on, the words are read off the full-text index in the end.
_MANY = 20_000
# What the full-text index keeps in memory before it writes, in bytes; the first is its default.
_FEW_BYTES, _MANY_BYTES = 1 << 20, 1 << 28

# As the full-text index cuts terms: letters and digits, and whatever is not ASCII.
_TERM = re.compile("[0-9a-z\x80-\U0010ffff]+")


def update_index(connection: sqlite3.Connection) -> None:
    """Make the documents of all quotes that changed. To be called within a transaction."""
    if connection.execute("SELECT 1 FROM unindexed LIMIT 1").fetchone() is None:
        return
    (changed,) = connection.execute("SELECT count(*) FROM unindexed").fetchone()
    if changed > _MANY:
        _index_many(connection)
        return
    for documents in _batches(connection):
        _learn(connection, {term for each in documents for term in _TERM.findall(each)})


def compact_index(connection: sqlite3.Connection) -> None:
    """Make the index anew where most of its documents belong to no quote any more. To be called
    within a transaction."""
    (current,) = connection.execute("SELECT count(*) FROM indexed").fetchone()
    if _last_document(connection) > 2 * current + _MANY:
        clear_index(connection)
        update_index(connection)


def _last_document(connection: sqlite3.Connection) -> int:
    """The number of the latest document, 0 where there never was one."""
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'indexed'").fetchone()
    return int(row[0]) if row else 0


def clear_index(connection: sqlite3.Connection) -> None:
    """Leave the index empty, with all quotes to be indexed."""
    connection.execute("INSERT INTO quotes_fts (quotes_fts) VALUES ('delete-all')")
    for table in ("indexed", "vocabulary", "tags"):
        connection.execute(f"DELETE FROM {table}")
    connection.execute("UPDATE sqlite_sequence SET seq = 0 WHERE name = 'indexed'")
    connection.execute("INSERT OR IGNORE INTO unindexed SELECT quote_id FROM quotes")


def _index_many(connection: sqlite3.Connection) -> None:
    """The same, of so many quotes that what can be done at once is."""
    (days,) = connection.execute(
        "SELECT sql FROM sqlite_schema WHERE name = 'indexed_day'"
    ).fetchone()
    connection.execute("DROP INDEX indexed_day")
    _keep_in_memory(connection, _MANY_BYTES)
    for _ in _batches(connection):
        pass
    _learn(connection, (row[0] for row in connection.execute("SELECT term FROM quotes_terms")))
    _keep_in_memory(connection, _FEW_BYTES)
    connection.execute(days)


def _batches(connection: sqlite3.Connection) -> Iterator[list[str]]:
    """The new documents, many at a time, as they are made."""
    last, any_old = -1, connection.execute("SELECT 1 FROM indexed LIMIT 1").fetchone()
    while ids := [row[0] for row in connection.execute(_NEXT, (last, _BATCH))]:
        old = connection.execute(_OLD, (json.dumps(ids),)) if any_old else ()
        yield _index(connection, ids, {row[0]: tuple(row[1:]) for row in old})
        last = ids[-1]
    connection.execute("DELETE FROM unindexed")


_NEXT = "SELECT quote_id FROM unindexed WHERE quote_id > ? ORDER BY quote_id LIMIT ?"
_OLD = """SELECT quote_id, day, digest FROM indexed
           WHERE quote_id IN (SELECT value FROM json_each(?))"""
_FIELDS = """
SELECT quote_id, day, text, kind, outlet, speakers, venue, venue_name, venue_place, venue_kind
  FROM search_documents WHERE quote_id IN (SELECT value FROM json_each(?)) ORDER BY quote_id"""


def made_of(fields: Sequence[Any]) -> str:
    """The document of a quote, from its fields of the view `search_documents` without the id."""
    day, text, kind, outlet, *others = fields
    return document(text, tags_of(kind, outlet, day, *others))


def _index(
    connection: sqlite3.Connection, quote_ids: Sequence[int], old: dict[int, tuple[str | None, int]]
) -> list[str]:
    """Make documents of those quotes whose documents would be others now; the new documents.

    `old` holds the day and the digest of the documents that quotes have.
    """
    number = _last_document(connection)
    entries, documents, same = [], [], set()
    for quote_id, *fields in connection.execute(_FIELDS, (json.dumps(quote_ids),)):
        words = made_of(fields)
        digest = crc32(words.encode())
        if old.get(quote_id) == (fields[0], digest):
            same.add(quote_id)
        else:
            number += 1
            entries.append((number, quote_id, fields[0], digest))
            documents.append((number, words))
    if len(same) < len(old):
        connection.execute(
            "DELETE FROM indexed WHERE quote_id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(old.keys() - same)),),
        )
    connection.executemany(
        "INSERT INTO indexed (document_id, quote_id, day, digest) VALUES (?, ?, ?, ?)", entries
    )
    connection.executemany("INSERT INTO quotes_fts (rowid, document) VALUES (?, ?)", documents)
    return [words for _, words in documents]


def _learn(connection: sqlite3.Connection, terms: Iterable[str]) -> None:
    """Take up the words that misspelt ones may stand for, and the tags that are looked up."""
    words, tags = [], []
    for term in terms:
        if is_meant(term):
            words.append((len(term), term, term[::-1]))
        elif is_tag(term):
            tags.append((term,))
    words.sort()
    connection.executemany("INSERT OR IGNORE INTO vocabulary VALUES (?, ?, ?)", words)
    connection.executemany("INSERT OR IGNORE INTO tags VALUES (?)", tags)


def _keep_in_memory(connection: sqlite3.Connection, size: int) -> None:
    connection.execute("INSERT INTO quotes_fts (quotes_fts, rank) VALUES ('hashsize', ?)", (size,))
