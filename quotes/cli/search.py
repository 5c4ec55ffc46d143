"""`quotes search`: quotes by half-remembered words, speaker, venue, outlet and date."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli import options

if TYPE_CHECKING:
    from quotes.cli.layout import Page
    from quotes.search import Hit, Results


def search(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="WORDS", help="Words of the quote; none shows the newest."),
    ] = None,
    db: options.DatabaseFile = Path("quotes.db"),
    speaker: options.SpeakerName = None,
    venue: options.VenueName = None,
    outlet: options.OutletName = None,
    since: options.Since = None,
    until: options.Until = None,
    kind: options.Kinds = None,
    limit: options.Limit = 20,
    offset: Annotated[int, typer.Option(min=0, metavar="N", help="Leave the first N out.")] = 0,
    format: Annotated[options.TableFormat, options.FORMAT] = "table",
) -> None:
    """Find quotes by words, speaker, venue, outlet and date.

    Typing errors in the words and in the speaker's name are forgiven. Without --kind,
    only words between quotation marks are found.
    """
    from quotes.search import search as find
    from quotes.store import connect

    wanted = options.filters(speaker, venue, outlet, since, until, kind)
    with closing(connect(db)) as connection:
        results = find(connection, " ".join(words or ()), wanted, limit=limit, offset=offset)
    if results.corrected:
        changes = (f"{used} instead of {typed}" for typed, used in results.corrected.items())
        typer.echo(f"Showing results for {', '.join(changes)}", err=True)
    if not results.hits:
        typer.echo("No quote found", err=True)
    _print(results, format)


def _print(results: Results, format: options.TableFormat) -> None:
    if format == "table":
        from quotes.cli.layout import Page

        page = Page(sys.stdout)
        for number, hit in enumerate(results.hits):
            if number:
                page.gap()
            _lay_out(page, hit)
    elif format == "md":
        from quotes.cli.printing import write_rows

        rows = (
            {
                "Quote": hit.record.text,
                "Speaker": hit.record.speaker,
                "Role": hit.record.role,
                "Venue": hit.record.venue,
                "Said": hit.record.date,
                "Outlet": hit.record.outlet,
                "Published": hit.record.published,
                "Id": hit.record.public_id,
            }
            for hit in results.hits
        )
        write_rows(rows, format, sys.stdout)
    else:
        from quotes.citing import export

        export((hit.record for hit in results.hits), format, sys.stdout)


def _lay_out(page: Page, hit: Hit) -> None:
    record = hit.record
    page.words(record.text, record.kind, hit.highlights)
    page.credit(record.speaker, record.role, record.speaker_confidence, record.venue, record.date)
    published = record.published and f"published {record.published}"
    standing = None if record.standing == "parsed" else record.standing
    page.details((record.public_id, record.outlet, published, standing))
