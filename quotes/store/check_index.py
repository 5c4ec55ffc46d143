"""What is wrong with the search index: its documents made again, and compared."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from zlib import crc32

from quotes.resources import schema
from quotes.store.search_index import made_of

_DOCUMENTS = """
SELECT q.public_id, i.document_id, i.day, i.digest, d.day, d.text, d.kind, d.outlet, d.speakers,
       d.venue, d.venue_name, d.venue_place, d.venue_kind
  FROM search_documents d JOIN quotes q USING (quote_id) LEFT JOIN indexed i USING (quote_id)
 ORDER BY i.document_id"""
_NEEDLESS = """
SELECT public_id FROM indexed JOIN quotes USING (quote_id)
 WHERE standing IN ('rejected', 'retired')"""
_BATCH = 1_000


def index_problems(connection: sqlite3.Connection) -> Iterator[str]:
    """Where the search index does not agree with the quotes, one line each."""
    with closing(sqlite3.connect("")) as anew:
        anew.executescript(schema())
        documents = connection.execute(_DOCUMENTS)
        sound = 0
        while batch := list(islice(documents, _BATCH)):
            made = []
            for public_id, number, day, digest, *fields in batch:
                document = made_of(fields)
                if (day, digest) == (fields[0], crc32(document.encode())):
                    made.append((number, document))
                else:
                    yield f"quote {public_id} is not in the search index as it is"
            anew.executemany("INSERT INTO quotes_fts (rowid, document) VALUES (?, ?)", made)
            sound += len(made)
        for (public_id,) in connection.execute(_NEEDLESS):
            yield f"quote {public_id} is in the search index, but is not shown"
        if sound == connection.execute("SELECT count(*) FROM indexed").fetchone()[0]:
            yield from _terms(connection, anew)


def _terms(connection: sqlite3.Connection, anew: sqlite3.Connection) -> Iterator[str]:
    """Whether the documents have the same terms in the full-text index as in one made anew;
    those that were replaced stay in it and do not count."""
    there = connection.execute(
        _COUNT.format("WHERE doc IN (SELECT document_id FROM indexed)")
    ).fetchall()
    if [tuple(row) for row in there] != anew.execute(_COUNT.format("")).fetchall():
        yield "the full-text index does not agree with the quotes"


_COUNT = "SELECT term, count(*), sum(doc) FROM quotes_instances {} GROUP BY term ORDER BY term"
