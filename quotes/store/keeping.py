"""What people confirmed or corrected stays, whatever the parser makes of the article now.

A confirmed quote keeps the answers that were confirmed; a corrected one that the parser no
longer finds keeps its row. Both need their words to be in the article still: then the places
they stand at are brought up to date, and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from quotes.models import Span
from quotes.store.alignment import Block, align, carried_over

if TYPE_CHECKING:
    from sqlite_utils import Database


class Keeper:
    """Moves quotes of the version `old_text` to the version `version_id`, whose text is `text`."""

    def __init__(self, db: Database, old_text: str, version_id: int, text: str) -> None:
        self._db, self._old_text = db, old_text
        self._version_id, self._text = version_id, text
        self._blocks: list[Block] | None = None

    def keep(self, quote_id: int, segments: Sequence[Span]) -> bool:
        """Whether a quote's words are all in the new text, so that the quote was kept."""
        moved = [self._moved(span) for span in segments]
        spans = [span for span in moved if span is not None]
        in_order = all(a.end <= b.start for a, b in pairwise(spans))
        if len(spans) < len(segments) or not in_order:
            return False
        self._write(quote_id, spans)
        return True

    def _moved(self, span: Span) -> Span | None:
        """Where a span of the old text is in the new one; None where it is not there whole."""
        if self._blocks is None:
            self._blocks = align(self._old_text, self._text)
        places = list(carried_over(span, self._blocks))
        if not places:
            return None
        found = Span(places[0].start, places[-1].end)
        same = self._text[found.start : found.end] == self._old_text[span.start : span.end]
        return found if same else None

    def _write(self, quote_id: int, spans: Sequence[Span]) -> None:
        db = self._db
        start, length = db.execute(
            "SELECT context_start, length(context) FROM quotes WHERE quote_id = ?", [quote_id]
        ).fetchone()
        context = self._moved(Span(start, start + length)) or self._paragraphs(spans)
        db.execute(
            "UPDATE quotes SET version_id = ?, context = ?, context_start = ? WHERE quote_id = ?",
            [self._version_id, self._text[context.start : context.end], context.start, quote_id],
        )
        db.execute("DELETE FROM segments WHERE quote_id = ?", [quote_id])
        db.conn.executemany(
            "INSERT INTO segments VALUES (?, ?, ?, ?)",
            [(quote_id, number, span.start, span.end) for number, span in enumerate(spans)],
        )
        self._move_evidence(quote_id)
        self._move_mentions(quote_id)

    def _paragraphs(self, spans: Sequence[Span]) -> Span:
        """The paragraphs of the new text that hold the segments."""
        first, last = spans[0].start, spans[-1].end
        return Span(self._text.rfind("\n", 0, first) + 1, (self._text + "\n").index("\n", last))

    def _move_evidence(self, quote_id: int) -> None:
        rows = self._db.execute(
            'SELECT field, start, "end" FROM evidence WHERE quote_id = ?', [quote_id]
        ).fetchall()
        self._db.execute("DELETE FROM evidence WHERE quote_id = ?", [quote_id])
        moved = [(field, self._moved(Span(start, end))) for field, start, end in rows]
        self._db.conn.executemany(
            "INSERT OR IGNORE INTO evidence VALUES (?, ?, ?, ?)",
            [(quote_id, field, span.start, span.end) for field, span in moved if span],
        )

    def _move_mentions(self, quote_id: int) -> None:
        rows = self._db.execute(
            "SELECT position, mention_start, mention_end FROM quote_speakers"
            " WHERE quote_id = ? AND mention_start IS NOT NULL",
            [quote_id],
        ).fetchall()
        for position, start, end in rows:
            span = self._moved(Span(start, end))
            self._db.execute(
                "UPDATE quote_speakers SET mention_start = ?, mention_end = ?"
                " WHERE quote_id = ? AND position = ?",
                [span and span.start, span and span.end, quote_id, position],
            )
