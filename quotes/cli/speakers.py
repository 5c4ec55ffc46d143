"""`quotes speakers`: who is quoted, how often, from when to when."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from quotes.cli import options


def speakers(
    name: Annotated[
        str | None, typer.Argument(help="Only speakers of this name; typing errors are forgiven.")
    ] = None,
    db: options.DatabaseFile = Path("quotes.db"),
    limit: options.Limit = 50,
    format: Annotated[options.TableFormat, options.FORMAT] = "table",
) -> None:
    """List who is quoted, how often, and from when to when."""
    from quotes.records import list_speakers
    from quotes.store import connect

    with closing(connect(db)) as connection:
        summaries = list_speakers(connection, name)
    if not summaries:
        typer.echo("No speaker found", err=True)
    if len(summaries) > limit:
        typer.echo(f"The first {limit} of {len(summaries)} speakers; --limit shows more", err=True)
    summaries = summaries[:limit]
    if format == "table":
        from quotes.cli.layout import Page

        if summaries:
            Page(sys.stdout).speakers(summaries)
        return
    from dataclasses import asdict

    from quotes.cli.printing import write_rows

    write_rows((asdict(summary) for summary in summaries), format, sys.stdout)
