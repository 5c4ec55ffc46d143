"""`quotes check`: whether the database holds what it promises."""

from __future__ import annotations

from pathlib import Path

import typer

from quotes.cli import options


def check(db: options.DatabaseFile = Path("quotes.db")) -> None:
    """Check the database: quotes, sources, index and file."""
    from quotes.store.check import check as problems_in

    problems = problems_in(db)
    for problem in problems:
        typer.echo(problem)
    if problems:
        raise typer.Exit(1)
    typer.echo(f"{db}: sound")
