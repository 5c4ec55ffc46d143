"""`quotes edit`, `confirm` and `reject`: what a person knows better than the parser."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from quotes.cli import options
from quotes.errors import InputError

if TYPE_CHECKING:
    from sqlite_utils import Database

Ids = Annotated[list[str], typer.Argument(metavar="PUBLIC_ID...", help="The quotes' ids.")]


def edit(
    public_id: Annotated[str, typer.Argument(metavar="PUBLIC_ID", help="A quote, or an article.")],
    db: options.DatabaseFile = Path("quotes.db"),
    speaker: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Who said it, by name or id; again for joint speakers."),
    ] = None,
    no_speaker: Annotated[
        bool, typer.Option("--no-speaker", help="The article does not say who.")
    ] = False,
    new: Annotated[bool, typer.Option("--new", help="NAME is somebody not known yet.")] = False,
    role: Annotated[str | None, typer.Option(metavar="TEXT", help="In which role.")] = None,
    venue: Annotated[str | None, typer.Option(metavar="TEXT", help="Where it was said.")] = None,
    venue_kind: Annotated[
        str | None, typer.Option(metavar="KIND", help="What kind of venue that is.")
    ] = None,
    date: Annotated[str | None, typer.Option(metavar="DATE", help="When it was said.")] = None,
    text: Annotated[
        str | None, typer.Option(metavar="WORDS", help="The words, as the article has them.")
    ] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Of an article.")] = None,
    published: Annotated[str | None, typer.Option(metavar="DATE", help="Of an article.")] = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="Of an article.")] = None,
    byline: Annotated[
        str | None, typer.Option(metavar="NAMES", help="Of an article; several joined by ;")
    ] = None,
    url: Annotated[str | None, typer.Option(metavar="URL", help="Of an article.")] = None,
    parsed: Annotated[
        list[str] | None,
        typer.Option(metavar="FIELD", help="Give a field back to the parser."),
    ] = None,
    who: options.Who = None,
    why: options.Why = None,
) -> None:
    """Put right what the parser got wrong; "" says that the article does not tell.

    What is corrected stays so, whatever the parser finds later; `quotes undo` takes it back.
    """
    from quotes.store.database import open_database
    from quotes.store.decisions import WITHDRAWN
    from quotes.store.editing import ARTICLE_FIELDS

    said = {"role": role, "venue": venue, "venue_kind": venue_kind, "date": date, "text": text}
    quote = _given(said)
    article = _given(
        {"outlet": outlet, "published": published, "title": title, "byline": byline, "url": url}
    )
    if speaker and no_speaker:
        raise InputError("--speaker and --no-speaker: give one of them")
    given = {*quote, *article, *(["speaker"] if speaker or no_speaker else [])}
    for field in _given_back(parsed or [], given):
        (article if field in ARTICLE_FIELDS else quote)[field] = WITHDRAWN
    with closing(open_database(options.existing(db))) as database:
        if no_speaker or speaker:
            quote["speaker"] = None if no_speaker else _speakers(database, speaker or [], new)
        _record(database, public_id, quote, article, who, why)


def _record(
    database: Database,
    public_id: str,
    quote: dict[str, Any],
    article: dict[str, Any],
    who: str | None,
    why: str | None,
) -> None:
    """Record what was given of a quote or of an article, and tell so."""
    from quotes.store.decisions import in_force
    from quotes.store.editing import edit_article, edit_quote

    if article and quote:
        raise InputError("a quote and an article are corrected one at a time")
    if not article and not quote:
        raise InputError("nothing to correct: see `quotes edit --help` for what can be set")
    change = edit_article if article else edit_quote
    rejected = in_force(database, public_id.strip().lower()).get("standing") == "rejected"
    decision = change(database, public_id, article or quote, who=who, why=why)
    if rejected:
        typer.echo(f"{public_id} was rejected and counts as a quote again", err=True)
    _tell(decision)


def confirm(
    public_ids: Ids,
    db: options.DatabaseFile = Path("quotes.db"),
    who: options.Who = None,
    why: options.Why = None,
) -> None:
    """Say that quotes are right as they are; a later parser changes nothing in them."""
    _judge(public_ids, db, "confirmed", who, why)


def reject(
    public_ids: Ids,
    db: options.DatabaseFile = Path("quotes.db"),
    who: options.Who = None,
    why: options.Why = None,
) -> None:
    """Say that what was found are no quotes; they stay in the record alone."""
    _judge(public_ids, db, "rejected", who, why)


def _given(values: dict[str, str | None]) -> dict[str, Any]:
    """The values that were given; an empty one says that there is none."""
    return {field: value or None for field, value in values.items() if value is not None}


def _given_back(parsed: list[str], given: set[str]) -> list[str]:
    """The fields that go back to the parser; InputError for one that is given a value as well."""
    for field in given.intersection(parsed):
        raise InputError(f"--{field.replace('_', '-')} and --parsed {field}: give one of them")
    return parsed


def _judge(
    public_ids: list[str], db: Path, standing: str, who: str | None, why: str | None
) -> None:
    from quotes.store.database import open_database
    from quotes.store.editing import judge_quotes

    with closing(open_database(options.existing(db))) as database:
        decision = judge_quotes(database, public_ids, standing, who=who, why=why)
    _tell(decision)


def _speakers(database: Database, names: list[str], new: bool) -> list[tuple[str, object]]:
    """The speakers that names or ids mean: their names, and their public ids, or NEW."""
    from quotes.cli.speakers import entry_called
    from quotes.store.editing import NEW

    if new:
        return [(name, NEW) for name in names]
    entries = [
        entry_called(database, name, "add --new for somebody not known yet") for name in names
    ]
    return [(entry.name, entry.public_id) for entry in entries]


def _tell(decision: int | None) -> None:
    if decision is None:
        typer.echo("It is so already; nothing was changed")
    else:
        typer.echo(f"Recorded as decision {decision}; `quotes undo` takes it back")
