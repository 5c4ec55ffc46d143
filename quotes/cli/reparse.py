"""`quotes reparse`: the stored articles through today's parser."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from quotes.cli import options
from quotes.cli.ingest import with_progress


def reparse(
    db: options.DatabaseFile = Path("quotes.db"),
    changed: Annotated[
        bool, typer.Option("--changed", help="Only articles that another parser read.")
    ] = False,
) -> None:
    """Read the stored articles again; ids, corrections and confirmed quotes stay."""
    from quotes.parsing.pipeline import PARSER_VERSION, parse
    from quotes.store.database import open_database
    from quotes.store.reparse import reparse, to_reparse

    came = went = changes = stayed = articles = 0
    with closing(open_database(options.existing(db))) as database:
        wanted = to_reparse(database, PARSER_VERSION, changed=changed)
        for article in with_progress(wanted):
            for done in reparse(database, [article], parse, parser_version=PARSER_VERSION):
                articles, came, went = articles + 1, came + done.came, went + done.went
                changes, stayed = changes + done.changed, stayed + done.stayed
    typer.echo(
        f"{articles} article{'' if articles == 1 else 's'}: {came} quotes came, {went} went,"
        f" {changes} changed, {stayed} stayed as they were"
    )
