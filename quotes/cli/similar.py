"""`quotes similar`: the quotes nearest in wording to one."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from quotes.cli import options
from quotes.cli.search import print_hits


def similar(
    public_id: Annotated[str, typer.Argument(metavar="PUBLIC_ID", help="The quote's id.")],
    db: options.DatabaseFile = Path("quotes.db"),
    limit: options.Limit = 20,
    format: Annotated[options.TableFormat, options.FORMAT] = "table",
) -> None:
    """Find the quotes nearest in wording to one: the same words elsewhere, or nearly the same."""
    from quotes.records import find_quote
    from quotes.searching import Hit
    from quotes.searching import similar as nearest
    from quotes.store.database import connect

    with closing(connect(db)) as connection:
        found = nearest(connection, find_quote(connection, public_id), limit=limit)
    if not found:
        typer.echo("No quote is like it", err=True)
    print_hits([Hit(record, round(100 * likeness, 1)) for record, likeness in found], format)
