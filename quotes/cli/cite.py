"""`quotes cite`: a quote as a citation to paste."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli import options
from quotes.cli.layout import one_line, uncertain
from quotes.errors import InputError

if TYPE_CHECKING:
    from quotes.models import QuoteRecord


def cite(
    public_ids: Annotated[
        list[str],
        typer.Argument(
            metavar="PUBLIC_ID", help="The ids of the quotes; - reads them from standard input."
        ),
    ],
    db: options.DatabaseFile = Path("quotes.db"),
    style: options.CiteStyle = "ap",
    format: Annotated[options.CiteFormat, options.FORMAT] = "text",
    only: Annotated[
        options.CitePart | None,
        typer.Option(help="The person quoted in the article, or the article alone."),
    ] = None,
    links: Annotated[
        bool, typer.Option(help="Add links to the words and to the archived copy.")
    ] = True,
    omit: Annotated[
        list[str] | None,
        typer.Option(metavar="WORDS", help="Put […] for these words; may be given again."),
    ] = None,
) -> None:
    """Print citations of quotes.

    What the article does not say, and what is uncertain, is told on standard error.
    """
    from quotes.citing import citations
    from quotes.store.database import connect

    with closing(connect(db)) as connection:
        records = _records(connection, _ids(public_ids))
        cited = citations(records, style, format, only=only, links=links, omit=omit or ())
        for piece in cited:
            typer.echo(piece, nl=False)


def _ids(given: Sequence[str]) -> Iterator[str]:
    for public_id in given:
        if public_id == "-":
            for line in sys.stdin:
                yield from line.split()
        else:
            yield public_id


def _records(connection: sqlite3.Connection, public_ids: Iterator[str]) -> Iterator[QuoteRecord]:
    """The quotes, with what is to be known about each told on standard error."""
    from quotes.records import find_quote

    for public_id in public_ids:
        record = find_quote(connection, public_id, with_text=True)
        if record.standing == "rejected":
            raise InputError(
                f"{record.public_id} was rejected as no quote: `quotes confirm {record.public_id}`"
                " says that it is one"
            )
        for note in _notes(record):
            typer.echo(one_line(f"{record.public_id}: {note}"), err=True)
        yield record


def _notes(record: QuoteRecord) -> Iterator[str]:
    from quotes.citing.gaps import gaps

    if record.standing == "retired":
        later = f"; {record.replaced_by} replaced it" if record.replaced_by else ""
        yield f"a later version of the article lacks these words{later}"
    for field, value, confidence in (
        ("speaker", record.speaker, record.speaker_confidence),
        ("venue", record.venue, record.venue_confidence),
        ("date", record.date, record.date_confidence),
    ):
        if doubt := uncertain(value, confidence):
            yield f"the {field}, {value}, is uncertain ({doubt})"
    if missing := gaps(record):
        *others, last = missing
        before = f"{', '.join(others)} or " if others else ""
        yield f"the article gives no {before}{last}"
