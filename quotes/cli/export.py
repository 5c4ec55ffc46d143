"""`quotes export`: all quotes, or those that search's filters leave."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from quotes.cli import options

Item = TypeVar("Item")


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
    style: options.CiteStyle = "ap",
) -> None:
    """Write quotes to a file, newest first.

    Without --kind, only words between quotation marks are written.
    """
    from quotes.citing import BINARY, TABLES, dump
    from quotes.citing import export as write
    from quotes.cli.printing import opened, opened_binary
    from quotes.records import count_quotes, find_quotes
    from quotes.store.database import connect

    wanted = options.filters(speaker, venue, outlet, since, until, kind)
    with closing(connect(db)) as connection:
        shown = _watched(output, lambda: count_quotes(connection, wanted))
        if format in BINARY:
            found = find_quotes(connection, wanted)
            with opened_binary(output, format) as file:
                written = write(shown(found), format, file)
        elif format in dump.FORMATS:
            lines = dump.lines(connection, wanted, format)
            with opened(output) as out:
                written = dump.write(shown(lines), format, out)
        else:
            found = find_quotes(connection, wanted, with_text=format not in TABLES)
            with opened(output) as out:
                written = write(shown(found), format, out, style)
    if output:
        typer.echo(f"{output}: {written} quote{'' if written == 1 else 's'}", err=True)


def _watched(
    output: Path | None, count: Callable[[], int]
) -> Callable[[Iterable[Item]], Iterable[Item]]:
    """What passes things on, and shows on a terminal how many of so many are written.

    Nothing is shown where the things themselves go to the terminal.
    """
    if not sys.stderr.isatty() or (output is None and sys.stdout.isatty()):
        return lambda items: items
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn

    def shown(items: Iterable[Item]) -> Iterable[Item]:
        # The first of many sorted quotes take a while, in which something should move.
        columns = (SpinnerColumn(), *Progress.get_default_columns())
        with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
            yield from progress.track(items, total=count(), description="Exporting")

    return shown
