"""What is wrong with a database: the rules that must always hold, proved on its rows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from quotes.models import Span
from quotes.store.check_index import index_problems
from quotes.store.database import connect
from quotes.store.identity import sha256
from quotes.store.provenance import in_order
from quotes.store.validation import invented_words
from quotes.words import joined

# Each query finds the names of what is wrong in the way its line says.
_RULES = {
    "article {} was never retrieved": (
        "SELECT public_id FROM articles WHERE article_id NOT IN (SELECT article_id FROM versions)"
    ),
    "quote {} has no segments": (
        "SELECT public_id FROM quotes WHERE quote_id NOT IN (SELECT quote_id FROM segments)"
    ),
    "article {} has quotes of an old version that are not retired": (
        "SELECT a.public_id FROM quotes q JOIN versions USING (version_id)"
        " JOIN articles a USING (article_id) WHERE standing <> 'retired' GROUP BY article_id"
        " HAVING min(q.version_id) < ("
        "SELECT max(version_id) FROM versions WHERE versions.article_id = a.article_id)"
    ),
    "quote {} says what replaced it, but is not retired": (
        "SELECT public_id FROM quotes WHERE replaced_by IS NOT NULL AND standing <> 'retired'"
    ),
    "speaker {} does not go by its own name": (
        "SELECT name FROM speakers WHERE speaker_id NOT IN (SELECT speaker_id FROM aliases)"
    ),
    "speaker {} is merged into one that is merged itself": (
        "SELECT s.name FROM speakers s JOIN speakers o ON o.speaker_id = s.merged_into"
        " WHERE o.merged_into IS NOT NULL"
    ),
    "the corrections of {} are in force, but nobody made them": (
        "SELECT public_id FROM corrected WHERE public_id NOT IN (SELECT public_id FROM corrections)"
    ),
    "quote {} is said to be decided on, but nobody did": (
        "SELECT public_id FROM quotes WHERE standing NOT IN ('parsed', 'retired')"
        " AND public_id NOT IN (SELECT public_id FROM corrections)"
    ),
}

# A published copy leaves all texts out; otherwise every version has its own.
_VERSIONS = """
    SELECT version_id, text_sha256, text, public_id AS article,
           text IS NULL AND EXISTS (SELECT 1 FROM texts) AS text_is_missing
      FROM versions JOIN articles USING (article_id) LEFT JOIN texts USING (version_id)
     ORDER BY version_id
"""
_QUOTES = """
    SELECT quote_id, public_id, text, context, context_start FROM quotes
     WHERE version_id = ? ORDER BY quote_id
"""
_OTHER_SPANS = """
    SELECT start, "end" FROM evidence WHERE quote_id = :quote_id
    UNION ALL
    SELECT mention_start, mention_end FROM quote_speakers
     WHERE quote_id = :quote_id AND (mention_start IS NOT NULL OR mention_end IS NOT NULL)
"""


def check(path: Path) -> list[str]:
    """The problems of a database, one line each; empty when it is sound.

    Proves SQLite's own integrity and references, that every segment reproduces
    its quote in the article's text (in the context where the text was left out),
    that nothing is orphaned, that the corrections in force are the ones made, and
    that the search index agrees. An older database is migrated first. Raises
    DatabaseError when the file is not a quotes database. Reads one article at a
    time.
    """
    with closing(connect(path)) as connection:
        problems: list[str] = []
        for step in (_sqlite, _rules, _versions, _corrections, index_problems):
            try:
                problems += step(connection)
            except (sqlite3.DatabaseError, ValueError) as error:  # pages, or JSON
                problems.append(f"the file is damaged: {error}")
    return list(dict.fromkeys(problems))


def _sqlite(connection: sqlite3.Connection) -> Iterator[str]:
    for (line,) in connection.execute("PRAGMA integrity_check"):
        if line != "ok":
            yield f"SQLite: {' '.join(line.split())}"
    for row in connection.execute("PRAGMA foreign_key_check"):
        where = (
            f"a row of {row['table']}" if row["rowid"] is None else f"{row['table']} {row['rowid']}"
        )
        yield f"{where} refers to a row of {row['parent']} that is not there"


def _rules(connection: sqlite3.Connection) -> Iterator[str]:
    for problem, query in _RULES.items():
        for (name,) in connection.execute(query):
            yield problem.format(name)


def _versions(connection: sqlite3.Connection) -> Iterator[str]:
    for version in connection.execute(_VERSIONS):
        name = f"version {version['version_id']} of article {version['article']}"
        text = version["text"]
        if version["text_is_missing"]:
            yield f"{name} has no text"
        if text is not None and sha256(text) != version["text_sha256"]:
            yield f"{name} has a text that is not the one it was ingested with"
        for quote in connection.execute(_QUOTES, [version["version_id"]]):
            yield from _provenance(connection, quote, text)


def _provenance(
    connection: sqlite3.Connection, quote: sqlite3.Row, text: str | None
) -> Iterator[str]:
    """What is wrong with the offsets of a quote; `text` is None in a published copy."""
    name = f"quote {quote['public_id']}"
    start, context = quote["context_start"], quote["context"]
    end = start + len(context)
    if start < 0 or (text is not None and text[start:end] != context):
        yield f"{name} has a context that is not in the text at {start}"
    segments = _spans(
        connection,
        'SELECT start, "end" FROM segments WHERE quote_id = :quote_id ORDER BY position',
        quote,
    )
    if not in_order(segments, start, end):
        yield f"{name} has segments that do not follow each other within its context"
    elif segments and joined(context, _shifted(segments, -start)) != quote["text"]:
        yield f"{name} is not what its segments say"
    others = _spans(connection, _OTHER_SPANS, quote)
    if not all(in_order([span], 0, span.end if text is None else len(text)) for span in others):
        yield f"{name} has a mention or evidence that is not within the text"


def _spans(connection: sqlite3.Connection, query: str, quote: sqlite3.Row) -> list[Span]:
    rows = connection.execute(query, {"quote_id": quote["quote_id"]})
    # Half a span is as wrong as a reversed one.
    return [Span(*(-1 if edge is None else edge for edge in row)) for row in rows]


def _shifted(spans: list[Span], by: int) -> list[Span]:
    return [Span(span.start + by, span.end + by) for span in spans]


def _corrections(connection: sqlite3.Connection) -> Iterator[str]:
    """Replay what people decided and compare it with what is in force."""
    made = connection.execute(
        "SELECT public_id, field, new FROM corrections ORDER BY public_id, correction_id"
    )
    for public_id, entries in groupby(made, itemgetter("public_id")):
        fields: dict[str, object] = {}
        for _, field, new in entries:
            if new is None:
                fields.pop(field, None)
            else:
                fields[field] = json.loads(new)
        row = connection.execute(
            "SELECT fields, standing FROM (SELECT ? AS public_id)"
            " LEFT JOIN corrected USING (public_id) LEFT JOIN quotes USING (public_id)",
            [public_id],
        ).fetchone()
        if row["fields"] is None or json.loads(row["fields"]) != fields:
            yield f"the corrections of {public_id} are not the ones in force"
        if row["standing"] is not None and (problem := invented_words(connection, public_id)):
            yield problem
        if row["standing"] not in (None, "retired", _standing(fields)):
            yield f"quote {public_id} is {row['standing']}, not {_standing(fields)} as decided"


def _standing(fields: dict[str, object]) -> object:
    """The standing that corrections give a quote."""
    standing = fields.get("standing")
    others = fields.keys() - {"standing"}
    return "corrected" if others and standing != "rejected" else standing or "parsed"
