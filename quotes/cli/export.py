"""`quotes export`: all quotes, or those that search's filters leave."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from quotes.cli import options


def export(
    format: Annotated[options.ExportFormat, options.FORMAT],
    db: options.DatabaseFile = Path("quotes.db"),
    output: options.OutputFile = None,
    speaker: options.SpeakerName = None,
    venue: options.VenueName = None,
    outlet: options.OutletName = None,
    since: options.Since = None,
    until: options.Until = None,
    kind: options.Kinds = None,
) -> None:
    """Write quotes to a file, newest first.

    Without --kind, only words between quotation marks are written.
    """
    from quotes.citing import export as write
    from quotes.cli.printing import opened
    from quotes.records import find_quotes
    from quotes.store.database import connect

    wanted = options.filters(speaker, venue, outlet, since, until, kind)
    with closing(connect(db)) as connection, opened(output) as out:
        written = write(find_quotes(connection, wanted), format, out)
    if output:
        typer.echo(f"{output}: {written} quote{'' if written == 1 else 's'}", err=True)
