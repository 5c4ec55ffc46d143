"""`quotes show`: one quote in its paragraph, with everything that is known of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from quotes.cli import options
from quotes.cli.layout import uncertain

if TYPE_CHECKING:
    import sqlite3

    from quotes.models import QuoteRecord, Span

# A paragraph longer than this is not shown in full, only the sentences around the quote.
LONGEST = 3000

_BASIS = {"explicit": "as printed", "relative": "counted from the day of publication"}

# A label, its value, and notes on the value; a field without a value is left out.
Field = tuple[str, str | None, tuple[str | None, ...]]


def show(
    public_id: Annotated[str, typer.Argument(metavar="PUBLIC_ID", help="The quote's id.")],
    db: options.DatabaseFile = Path("quotes.db"),
    format: Annotated[options.ShowFormat, options.FORMAT] = "text",
) -> None:
    """Show a quote in its paragraph, and all that is known of it."""
    from quotes.records import find_quote
    from quotes.store.database import connect

    with closing(connect(db)) as connection:
        record = find_quote(connection, public_id)
        text, start = _source(connection, record)
    if format == "json":
        import json

        from quotes.records import exported

        row = exported(record) | {
            "source": _where(record),
            "evidence": _evidence(record, text, start),
        }
        typer.echo(json.dumps(row, ensure_ascii=False, indent=2))
    else:
        _print(record, text, start)


def _source(connection: sqlite3.Connection, record: QuoteRecord) -> tuple[str, int]:
    """The article's text, or the quote's context where the text is not kept, and its offset."""
    row = connection.execute(
        "SELECT texts.text FROM texts JOIN quotes USING (version_id) WHERE public_id = ?",
        (record.public_id,),
    ).fetchone()
    return (row[0], 0) if row else (record.context, record.context_start)


def _evidence(record: QuoteRecord, text: str, start: int) -> list[dict[str, Any]]:
    """What each field was read from: offsets, and the words where the text has them."""
    end = start + len(text)
    return [
        {
            "field": evidence.field,
            "start": evidence.span.start,
            "end": evidence.span.end,
            "words": text[evidence.span.start - start : evidence.span.end - start]
            if start <= evidence.span.start and evidence.span.end <= end
            else None,
        }
        for evidence in record.evidence
    ]


def _print(record: QuoteRecord, text: str, start: int) -> None:
    from quotes.cli.layout import Page

    words: dict[str, list[str]] = {}
    for evidence in _evidence(record, text, start):
        if evidence["words"]:
            shown = " ".join(evidence["words"].split())
            words.setdefault(evidence["field"], []).append(f"“{shown}”")
    page = Page(sys.stdout)
    page.words(record.text, record.kind, segments=record.segments)
    page.gap()
    for label, value, notes in (*_said(record, words), *_printed(record)):
        if value:
            page.field(label, value, *notes)
    page.gap()
    page.passage(*_paragraphs(record, text, start))


def _said(record: QuoteRecord, words: Mapping[str, Sequence[str]]) -> Iterator[Field]:
    """Who said it, where and when; `words` are those that each field was read from."""

    def grounds(
        field: str, value: str | None, confidence: float | None
    ) -> tuple[str | None, str | None]:
        doubt = uncertain(value, confidence)
        sure = None if confidence is None else f"confidence {doubt or f'{confidence:.2f}'}"
        if doubt:
            sure = f"{sure}, uncertain"
        return sure, f"from {', '.join(words[field])}" if field in words else None

    speaker = ", ".join(filter(None, (record.speaker, record.role)))
    yield (
        "Speaker",
        speaker or "unknown",
        (record.speaker_kind, *grounds("speaker", record.speaker, record.speaker_confidence)),
    )
    venue_kind = record.venue_kind and record.venue_kind.replace("_", " ")
    yield (
        "Venue",
        record.venue or "not given",
        (venue_kind, *grounds("venue", record.venue, record.venue_confidence)),
    )
    basis = record.date_basis and _BASIS[record.date_basis]
    yield (
        "Said",
        record.date or "day not given",
        (basis, *grounds("date", record.date, record.date_confidence)),
    )
    yield "Cue", record.cue or "none", ()
    yield "Kind", record.kind, ()
    yield "Standing", _standing(record), (f"parser {record.parser_version}",)


def _printed(record: QuoteRecord) -> Iterator[Field]:
    """Where it was printed."""
    yield (
        "Source",
        record.title or _where(record),
        (
            f"by {'; '.join(record.bylines)}" if record.bylines else None,
            record.outlet,
            record.published and f"published {record.published}",
            record.section,
            record.page and f"page {record.page}",
        ),
    )
    yield "Link", record.url, ()
    yield "Archived", record.archive_url, ()
    yield "Id", record.public_id, (f"of article {record.article}",)


def _where(record: QuoteRecord) -> str | None:
    """The address, id or file that the article is known by."""
    from quotes.store.identity import source_of

    return source_of(record.identity) if record.identity else record.article


def _standing(record: QuoteRecord) -> str:
    if record.standing != "retired":
        gone = "" if record.segments else ": the present version of the article lacks these words"
        return record.standing + gone
    if record.replaced_by:
        return f"retired, replaced by {record.replaced_by}"
    return "retired: a later version of the article no longer has these words"


def _paragraphs(record: QuoteRecord, text: str, start: int) -> tuple[str, list[Span]]:
    """The paragraphs that a quote stands in, and the quote's spans within them.

    The sentences around it where the text is not kept or a paragraph is very long.
    """
    from quotes.models import Span

    segments = record.segments
    if not segments:  # corrected words that a later version of the article lacks
        return record.context, []
    first, last = segments[0].start - start, segments[-1].end - start
    begin = text.rfind("\n", 0, first) + 1
    end = text.find("\n", last)
    end = len(text) if end < 0 else end
    if end - begin > LONGEST:
        text, begin, end = record.context, 0, len(record.context)
        start = record.context_start
    spans = [Span(s.start - start - begin, s.end - start - begin) for s in segments]
    return text[begin:end], spans
