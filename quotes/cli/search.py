"""`quotes search`: quotes by half-remembered words, speaker, venue, outlet and date."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli import options
from quotes.cli.layout import one_line, uncertain

if TYPE_CHECKING:
    from quotes.cli.layout import Page
    from quotes.models import QuoteRecord
    from quotes.searching import Hit, Results, Suggestion


def _without_options(context: typer.Context, words: list[str] | None) -> list[str] | None:
    """The words; one that begins with -- is a misspelt option, and told as such."""
    context.ignore_unknown_options = False
    for word in words or ():
        if word.startswith("--"):
            context.command.make_parser(context).parse_args([word])
    return words


_LISTED = 5  # speakers named where several fit


def search(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="WORDS",
            callback=_without_options,
            help="Words of the quote; none shows the newest. -word leaves out quotes with"
            " that word.",
        ),
    ] = None,
    db: options.DatabaseFile = Path("quotes.db"),
    speaker: options.SpeakerName = None,
    venue: options.VenueName = None,
    outlet: options.OutletName = None,
    since: options.Since = None,
    until: options.Until = None,
    kind: options.Kinds = None,
    limit: options.Limit = 20,
    offset: Annotated[
        int, typer.Option(min=0, max=options.MOST, metavar="N", help="Leave the first N out.")
    ] = 0,
    counted: Annotated[
        bool, typer.Option("--count", help="Print only how many quotes hold all the words.")
    ] = False,
    format: Annotated[options.TableFormat, options.FORMAT] = "table",
) -> None:
    """Find quotes by words, speaker, venue, outlet and date.

    Typing errors in words and names are forgiven, but for "exact phrases". Filters may stand
    among the words: speaker:ruiz, venue:, outlet:, after:2025-02, before:, kind:indirect.
    Without a kind, only words between quotation marks are found.
    """
    from quotes.filtering import speakers_like
    from quotes.searching import count, find, suggest
    from quotes.store.database import connect

    wanted = options.filters(speaker, venue, outlet, since, until, kind)
    with closing(connect(db)) as connection:
        typed = " ".join(words or ())
        if counted:
            typer.echo(count(connection, typed, wanted))
            return
        results = find(connection, typed, wanted, limit=limit, offset=offset)
        missed = typed and not results.hits and not offset and not results.unmet
        suggestion = suggest(connection, typed, wanted) if missed else None
        fitting = speakers_like(connection, speaker) if speaker else []
    _tell(results, fitting)
    if suggestion:
        typer.echo(_hint(typed, suggestion), err=True)
    elif not results.hits and not results.unmet:
        typer.echo("No quote found", err=True)
    print_hits(results.hits, format)


def _tell(results: Results, fitting: Sequence[tuple[str, str]]) -> None:
    """Say what was taken for what, on standard error."""
    if len(fitting) > 1:
        shown = ", ".join(f"{name} ({public_id})" for name, public_id in fitting[:_LISTED])
        more = f" and {len(fitting) - _LISTED} more" if len(fitting) > _LISTED else ""
        typer.echo(one_line(f"{len(fitting)} speakers fit: {shown}{more}"), err=True)
    if results.corrected:
        changes = (f"{used} instead of {typed}" for typed, used in results.corrected.items())
        typer.echo(one_line(f"Showing results for {', '.join(changes)}"), err=True)
    if results.missing:
        lacking = " or ".join(f'"{word}"' for word in results.missing)
        typer.echo(f"No quote shown has {one_line(lacking)}", err=True)
    if results.unmet:
        typer.echo(one_line(results.unmet), err=True)


def _hint(typed: str, suggestion: Suggestion) -> str:
    """Such as: No quote has these words; "--speaker ruiz" finds 3 quotes of Ana Ruiz."""
    import shlex

    before = {"speaker": "of", "outlet": "printed by", "venue": "from the"}[suggestion.field]
    more = " and others" if len(suggestion.names) > 1 else ""
    quotes = "quote" if suggestion.quotes == 1 else "quotes"
    return one_line(
        f'No quote has these words; "--{suggestion.field} {shlex.quote(typed)}" finds'
        f" {suggestion.quotes} {quotes} {before} {suggestion.names[0]}{more}."
    )


def print_hits(hits: Sequence[Hit], format: options.TableFormat) -> None:
    """Print quotes that were found."""
    if format == "table":
        from quotes.cli.layout import Page

        page = Page(sys.stdout)
        for number, hit in enumerate(hits):
            if number:
                page.gap()
            _lay_out(page, hit)
    elif format == "md":
        from quotes.cli.printing import write_rows

        rows = (
            {
                "Quote": hit.record.text,
                "Speaker": _speaker(hit.record),
                "Role": hit.record.role,
                "Venue": hit.record.venue,
                "Said": hit.record.date,
                "Outlet": hit.record.outlet,
                "Published": hit.record.published,
                "Id": hit.record.public_id,
            }
            for hit in hits
        )
        write_rows(rows, format, sys.stdout)
    else:
        from quotes.citing import export

        export((hit.record for hit in hits), format, sys.stdout)


def _speaker(record: QuoteRecord) -> str | None:
    doubt = uncertain(record.speaker, record.speaker_confidence)
    return f"{record.speaker} (uncertain: {doubt})" if doubt else record.speaker


def _lay_out(page: Page, hit: Hit) -> None:
    record = hit.record
    page.words(record.text, record.kind, hit.highlights, record.segments)
    page.credit(record.speaker, record.role, record.speaker_confidence, record.venue, record.date)
    published = record.published and f"published {record.published}"
    standing = None if record.standing == "parsed" else record.standing
    indirect = f"indirect: {record.cue}" if record.kind == "indirect" else None
    page.details((record.public_id, record.outlet, published, indirect, standing))
