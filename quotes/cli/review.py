"""`quotes review`: quotes one by one at the keyboard, the riskiest first."""

from __future__ import annotations

import os
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli import options
from quotes.errors import InputError

if TYPE_CHECKING:
    from quotes.review.session import Tally

_TERMINATED, _LOST = 143, 129  # as a shell counts SIGTERM and SIGHUP


def review(
    db: options.DatabaseFile = Path("quotes.db"),
    below: Annotated[
        float | None,
        typer.Option(
            metavar="CONFIDENCE",
            help="Only quotes whose speaker, venue or day is less sure, from 0 to 1.",
        ),
    ] = None,
    speaker: options.SpeakerName = None,
    venue: options.VenueName = None,
    outlet: options.OutletName = None,
    since: options.Since = None,
    until: options.Until = None,
    kind: options.Kinds = None,
    who: options.Who = None,
    why: options.Why = None,
) -> int:
    """Go through the quotes that nobody decided on yet, the riskiest first.

    Each is shown in its paragraph, with what it was read from and who else may have said it; a
    key confirms it, corrects it or marks it as no quote. Every decision is recorded at once.
    """
    from quotes.cli import INTERRUPTED
    from quotes.review import queue
    from quotes.store.database import open_database

    wanted = options.filters(speaker, venue, outlet, since, until, kind)
    with closing(open_database(options.existing(db))) as database:
        numbers = queue(database.conn, wanted, below)
        if not numbers:
            typer.echo("No quote is left to review")
            return 0
        _require_terminal()
        from quotes.review.reviewing import review

        reviewed = review(database, numbers, who=who, why=why)
    if reviewed.left == "lost":
        return _LOST
    typer.echo(_told(reviewed.tally))
    return {"quit": 0, "interrupted": INTERRUPTED, "terminated": _TERMINATED}[reviewed.left]


def _require_terminal() -> None:
    """InputError where nobody can press keys, or nothing can be drawn."""
    instead = "in scripts use `quotes confirm`, `quotes reject` and `quotes edit`"
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise InputError(f"review needs a terminal: {instead}")
    if os.environ.get("TERM", "dumb") in ("dumb", "unknown"):
        raise InputError(f"this terminal (TERM) cannot be drawn on: {instead}")
    try:
        import termios  # noqa: F401
    except ImportError:
        raise InputError(f"review needs a terminal of Unix: {instead}") from None


def _told(tally: Tally) -> str:
    counts = (
        f"{tally.decided} decided: {tally.confirmed} confirmed, {tally.corrected} corrected,"
        f" {tally.rejected} rejected; {tally.left} left."
    )
    return f"{counts} `quotes undo` takes back the last." if tally.decided else counts
