"""`quotes publish`: the site as a folder for a host."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli import options

if TYPE_CHECKING:
    from quotes.site.publishing import Published


def publish(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or an empty folder.")],
    db: options.DatabaseFile = Path("quotes.db"),
    with_text: Annotated[
        bool, typer.Option("--with-text", help="Publish the articles' full texts too.")
    ] = False,
    allow_sql: Annotated[
        bool, typer.Option("--allow-sql", help="Let visitors ask in SQL of their own.")
    ] = False,
    static: Annotated[
        bool, typer.Option("--static", help="Plain files, for a host that runs nothing.")
    ] = False,
) -> None:
    """Write the site into a folder, for a host.

    The folder holds a copy of the database without the articles' full texts and
    without what is only yours (local paths, who corrected and why), and what serves it.
    """
    from quotes.errors import InputError
    from quotes.site.publishing import publish as publish_site
    from quotes.site.publishing import publish_static

    if static and (with_text or allow_sql):
        raise InputError("--static takes neither --with-text nor --allow-sql: it has no database")
    with _watched() as tell:
        if static:
            published = publish_static(db, folder, tell=tell)
        else:
            published = publish_site(
                db, folder, with_text=with_text, allow_sql=allow_sql, tell=tell
            )
    typer.echo(f"{folder}: {_told(published, with_text)}", err=True)
    typer.echo(f"{'Look at it' if static else 'Deploy it'} with: {published.command}", err=True)


def _told(published: Published, with_text: bool) -> str:
    quotes, articles = published.quotes, published.articles
    return (
        f"{quotes:,} quote{'' if quotes == 1 else 's'} of"
        f" {articles:,} article{'' if articles == 1 else 's'}, {published.bytes / 1e6:,.1f} MB;"
        f" full text {'included' if with_text else 'left out'}"
    )


@contextmanager
def _watched() -> Iterator[Callable[[str], object]]:
    """What is told of each step, shown on a terminal until the next one."""
    if not sys.stderr.isatty():
        yield lambda step: None
        return
    from rich.console import Console

    with Console(stderr=True).status("") as status:
        yield lambda step: status.update(f"{step} …")
