"""Where a quote lies whose beginning or end people corrected.

The correction `segments` holds the places in the text that the person saw, by that text's
hash. In a later version of the article the same words are looked for where alignment says
they went; where they are gone the quote keeps its corrected words, without a place.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from quotes.models import Span
from quotes.store.alignment import align, carried_over

if TYPE_CHECKING:
    from sqlite_utils import Database


def place_bounds(db: Database, public_ids: Iterable[str]) -> None:
    """Bring `corrected_segments` in line with the bounds that people gave these quotes. To be
    called within a transaction."""
    for public_id in public_ids:
        db.execute("DELETE FROM corrected_segments WHERE public_id = ?", [public_id])
        row = db.execute(
            "SELECT fields -> '$.segments', texts.text, text_sha256, context, context_start"
            " FROM corrected JOIN quotes USING (public_id) JOIN versions USING (version_id)"
            " LEFT JOIN texts USING (version_id) WHERE public_id = ?",
            [public_id],
        ).fetchone()
        if row is None or row[0] is None or row[1] is None:
            continue
        spans = _placed(db, json.loads(row[0]), row[1], row[2])
        db.conn.executemany(
            "INSERT INTO corrected_segments VALUES (?, ?, ?, ?)",
            [(public_id, number, s.start, s.end) for number, s in enumerate(spans)],
        )
        _widen_context(db, public_id, row[1], spans, Span(row[4], row[4] + len(row[3])))


def corrected_bounds(db: Database, article_id: int) -> list[str]:
    """The public ids of the article's quotes whose bounds were corrected."""
    rows = db.execute(
        "SELECT public_id FROM versions JOIN quotes USING (version_id) JOIN corrected"
        " USING (public_id) WHERE article_id = ? AND fields -> '$.segments' IS NOT NULL",
        [article_id],
    )
    return [row[0] for row in rows]


def _placed(db: Database, said: dict[str, Any], text: str, text_sha256: str) -> list[Span]:
    spans = [Span(*pair) for pair in said["spans"]]
    if said["text_sha256"] == text_sha256:
        return spans
    row = db.execute(
        "SELECT text FROM versions JOIN texts USING (version_id) WHERE text_sha256 = ?",
        [said["text_sha256"]],
    ).fetchone()
    if row is None:
        return []
    blocks = align(row[0], text)
    found = []
    for span in spans:
        places = list(carried_over(span, blocks))
        if not places or text[places[0].start : places[-1].end] != row[0][span.start : span.end]:
            return []
        found.append(Span(places[0].start, places[-1].end))
    return found


def _widen_context(
    db: Database, public_id: str, text: str, spans: Sequence[Span], context: Span
) -> None:
    """Make the context hold all segments, up to the ends of their paragraphs."""
    if not spans or (context.start <= spans[0].start and spans[-1].end <= context.end):
        return
    start = min(context.start, text.rfind("\n", 0, spans[0].start) + 1)
    end = max(context.end, (text + "\n").index("\n", spans[-1].end))
    db.execute(
        "UPDATE quotes SET context = ?, context_start = ? WHERE public_id = ?",
        [text[start:end], start, public_id],
    )
