"""`quotes cite`: a quote as a citation to paste."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from quotes.cli import options
from quotes.cli.layout import one_line, uncertain
from quotes.errors import InputError


def cite(
    public_ids: Annotated[
        list[str], typer.Argument(metavar="PUBLIC_ID", help="The ids of the quotes.")
    ],
    db: options.DatabaseFile = Path("quotes.db"),
    style: Annotated[
        options.CiteStyle, typer.Option(help="How to cite, in text and Markdown.")
    ] = "ap",
    format: Annotated[options.CiteFormat, options.FORMAT] = "text",
) -> None:
    """Print citations of quotes."""
    from quotes.citing import cite as cited
    from quotes.records import find_quote
    from quotes.store.database import connect

    with closing(connect(db)) as connection:
        records = [find_quote(connection, public_id) for public_id in public_ids]
    for record in records:
        if record.standing == "rejected":
            raise InputError(
                f"{record.public_id} was rejected as no quote: `quotes confirm {record.public_id}`"
                " says that it is one"
            )
        if record.standing == "retired":
            later = f"; {record.replaced_by} replaced it" if record.replaced_by else ""
            note = f"{record.public_id}: a later version of the article lacks these words{later}"
            typer.echo(note, err=True)
        for field, value, confidence in (
            ("speaker", record.speaker, record.speaker_confidence),
            ("venue", record.venue, record.venue_confidence),
            ("date", record.date, record.date_confidence),
        ):
            if doubt := uncertain(value, confidence):
                note = f"{record.public_id}: the {field}, {value}, is uncertain ({doubt})"
                typer.echo(one_line(note), err=True)
    typer.echo(cited(records, style, format).rstrip("\n"))
