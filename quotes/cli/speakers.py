"""`quotes speakers`: who is quoted; and one person, one entry."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from quotes.cli import options
from quotes.cli.layout import one_line
from quotes.errors import InputError

if TYPE_CHECKING:
    from sqlite3 import Connection

    from sqlite_utils import Database

    from quotes.roster import SpeakerSummary
    from quotes.store.entries import Entry


class _Listing(TyperGroup):
    """A group whose command `list` need not be named: `quotes speakers NAME`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and args[0] != "--help"):
            args = ["list", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_Listing,
    rich_markup_mode=None,
    help="List who is quoted, how often, and from when to when: `quotes speakers [NAME]`. The"
    " other commands see to it that one person is one entry; `quotes undo` takes them back.",
)
alias = typer.Typer(rich_markup_mode=None, help="Add a name that a speaker goes by, or remove one.")
app.add_typer(alias, name="alias")

_FITTING = 10  # speakers named with their ids where several fit

Name = Annotated[str, typer.Argument(metavar="NAME", help="A name, an alias or an id.")]


@app.command("list")
def list_speakers(
    name: Annotated[
        str | None, typer.Argument(help="Only speakers of this name; typing errors are forgiven.")
    ] = None,
    db: options.DatabaseFile = Path("quotes.db"),
    limit: options.Limit = 50,
    format: Annotated[options.TableFormat, options.FORMAT] = "table",
) -> None:
    """List who is quoted; of one speaker, who that was when."""
    from quotes.roster import list_speakers
    from quotes.store.database import connect

    with closing(connect(db)) as connection:
        summaries = list_speakers(connection, name)
        if not summaries:
            typer.echo(_unquoted(connection, name) or "No speaker found", err=True)
        if name and len(summaries) > 1:
            fitting = "; ".join(f"{each.name} ({each.id})" for each in summaries[:_FITTING])
            typer.echo(one_line(f"{len(summaries)} speakers fit: {fitting}"), err=True)
        if len(summaries) > limit:
            shown = f"The first {limit} of {len(summaries)} speakers; --limit shows more"
            typer.echo(shown, err=True)
        if format == "table":
            _show(connection, summaries[:limit], one=name is not None and len(summaries) == 1)
            return
    from dataclasses import asdict

    from quotes.cli.printing import write_rows

    write_rows((asdict(summary) for summary in summaries[:limit]), format, sys.stdout)


def _unquoted(connection: Connection, name: str | None) -> str | None:
    """Whom a name means whom nobody quotes, as after a list of people was imported."""
    from quotes.store.entries import entries_called

    found = entries_called(connection, name) if name else []
    return one_line(f"{_listed(found)}: not quoted yet") if found else None


def _show(connection: Connection, summaries: Sequence[SpeakerSummary], *, one: bool) -> None:
    """Print a table of speakers; of one, who that was when, and the entries that are one."""
    from quotes.cli.layout import Page
    from quotes.roster import merged_entries, printed_roles

    if not summaries:
        return
    page = Page(sys.stdout)
    page.speakers(summaries)
    public_id = summaries[0].id
    if not one or public_id is None:
        return
    if summaries[0].role:
        page.field("Role", summaries[0].role, "as people have it")
    for role in printed_roles(connection, public_id):
        when = " to ".join(dict.fromkeys(filter(None, (role.first, role.last))))
        plural = "" if role.articles == 1 else "s"
        page.field("Role", role.role, when or None, f"{role.articles} article{plural}")
    page.field("Id", public_id, summaries[0].external_id)
    for entry in merged_entries(connection, public_id):
        page.field("Also", entry.name, entry.id, f"decision {entry.decision} by {entry.who}")


@app.command()
def merge(
    keep: Annotated[str, typer.Argument(metavar="A", help="The entry that stays: name or id.")],
    other: Annotated[str, typer.Argument(metavar="B", help="The same person's other entry.")],
    db: options.DatabaseFile = Path("quotes.db"),
    who: options.Who = None,
) -> None:
    """Make two entries one: what is B's becomes A's, now and later."""
    from quotes.store import entries

    with _opened(db) as database:
        a, b = entry_called(database, keep), entry_called(database, other)
        entries.merge(database, a, b, who=who)
    typer.echo(f"{b.name} ({b.public_id}) is now {a.name} ({a.public_id})")


@app.command()
def split(
    name: Name,
    quotes: Annotated[list[str], typer.Argument(metavar="PUBLIC_ID...", help="Quotes to take.")],
    called: Annotated[
        str | None, typer.Option("--as", metavar="NAME", help="Of whom they are; else of NAME.")
    ] = None,
    db: options.DatabaseFile = Path("quotes.db"),
    who: options.Who = None,
) -> None:
    """Give some quotes of an entry to a new one: two people of one name, say."""
    from quotes.store import entries

    with _opened(db) as database:
        entry = entry_called(database, name)
        _, new = entries.split(database, entry, quotes, called or entry.name, who=who)
    typer.echo(f"{new.name} ({new.public_id}) has {len(quotes)} of the quotes of {entry.public_id}")


@app.command()
def distinct(
    one: Annotated[str, typer.Argument(metavar="A", help="An entry: name or id.")],
    other: Annotated[str, typer.Argument(metavar="B", help="Somebody else's entry.")],
    db: options.DatabaseFile = Path("quotes.db"),
    who: options.Who = None,
) -> None:
    """Say that two entries are two people: they are not suggested for each other again."""
    from quotes.store import entries

    with _opened(db) as database:
        a, b = entry_called(database, one), entry_called(database, other)
        entries.keep_apart(database, a, b, who=who)
    typer.echo(f"{a.name} ({a.public_id}) is not {b.name} ({b.public_id})")


@app.command()
def rename(
    name: Name,
    new: Annotated[str, typer.Argument(metavar="NEW", help="The name to show.")],
    db: options.DatabaseFile = Path("quotes.db"),
    who: options.Who = None,
) -> None:
    """Show a speaker under another name; the old one stays an alias."""
    from quotes.store import entries

    with _opened(db) as database:
        entry = entry_called(database, name)
        entries.rename(database, entry, new, who=who)
    typer.echo(f"{entry.name} is now shown as {new}")


@alias.command("add")
def alias_add(
    name: Name,
    other: Annotated[str, typer.Argument(metavar="ALIAS", help="Another name of theirs.")],
    db: options.DatabaseFile = Path("quotes.db"),
    who: options.Who = None,
) -> None:
    """Say that a speaker goes by this name too; articles that use it mean them."""
    from quotes.store import entries

    with _opened(db) as database:
        entry = entry_called(database, name)
        entries.add_alias(database, entry, other, who=who)
    typer.echo(f"{entry.name} also goes by {other}")


@alias.command("remove")
def alias_remove(
    name: Name,
    other: Annotated[str, typer.Argument(metavar="ALIAS", help="A name that is not theirs.")],
    db: options.DatabaseFile = Path("quotes.db"),
    who: options.Who = None,
) -> None:
    """Say that a speaker does not go by this name."""
    from quotes.store import entries

    with _opened(db) as database:
        entry = entry_called(database, name)
        entries.remove_alias(database, entry, other, who=who)
    typer.echo(f"{entry.name} no longer goes by {other}")


@app.command()
def link(
    name: Name,
    identifier: Annotated[
        str | None, typer.Argument(metavar="ID", help="Such as Wikidata's Q42.")
    ] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Take the identifier away.")] = False,
    db: options.DatabaseFile = Path("quotes.db"),
    who: options.Who = None,
) -> None:
    """Link a speaker to what an outside authority knows them by."""
    from quotes.store import entries

    if (identifier is None) is not remove:
        raise InputError("give an identifier such as Q42, or --remove")
    with _opened(db) as database:
        entry = entry_called(database, name)
        entries.link(database, entry, identifier, who=who)
    typer.echo(f"{entry.name} is {identifier}" if identifier else f"{entry.name} is not linked")


@app.command()
def suggest(
    name: Annotated[str | None, typer.Argument(help="Who may be the same as this speaker.")] = None,
    db: options.DatabaseFile = Path("quotes.db"),
    limit: options.Limit = 20,
) -> None:
    """Suggest entries that may be one person, with the reasons; nothing is changed."""
    from quotes.store import suggestions
    from quotes.store.entries import entry_of

    with _opened(db) as database:
        if name is None:
            pairs = list(suggestions.suggestions(database, limit))
        else:
            of = entry_called(database, name).speaker_id
            pairs = [(of, each) for each in suggestions.suggest(database, of, limit)]
        for speaker_id, found in pairs:
            one, other = (entry_of(database, each) for each in (speaker_id, found.speaker_id))
            typer.echo(
                f"{found.score:.2f}  {one.name} ({one.public_id}) and {other.name}"
                f" ({other.public_id}): {', '.join(found.reasons)}"
            )
    if not pairs:
        typer.echo("Nobody suggests themselves", err=True)


@app.command("import")
def import_authority(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE.csv",
            help="A column name; any of aliases (joined by ;), kind, role, identifier, born,"
            " died, and id, as `speakers export` writes them.",
        ),
    ],
    db: options.DatabaseFile = Path("quotes.db"),
    who: options.Who = None,
) -> None:
    """Take over a newsroom's own list of people: names, aliases, roles, ids, dates."""
    from quotes.store.authority import import_authority

    with _opened(db) as database:
        made, known = import_authority(database, file, who=who)
    typer.echo(f"{made} new speakers, {known} known ones brought in line")


@app.command("export")
def export_authority(
    db: options.DatabaseFile = Path("quotes.db"), output: options.OutputFile = None
) -> None:
    """Write the list of people as CSV, as `speakers import` reads it."""
    from quotes.store.authority import export_authority
    from quotes.store.database import connect

    with closing(connect(db)) as database:
        text = export_authority(database)
    if output is None:
        sys.stdout.write(text)
    else:
        output.write_text(text, encoding="utf-8", newline="")


@app.command()
def audit(
    db: options.DatabaseFile = Path("quotes.db"),
    format: Annotated[options.TableFormat, options.FORMAT] = "table",
) -> None:
    """Tell how many named people, unnamed ones and institutions each outlet quotes a month."""
    from dataclasses import asdict

    from quotes.cli.printing import write_rows
    from quotes.roster import audit
    from quotes.store.database import connect

    with closing(connect(db)) as connection:
        tallies = audit(connection)
    if format != "table":
        write_rows((asdict(tally) for tally in tallies), format, sys.stdout)
        return
    widest = max([len("Outlet"), *(len(tally.outlet or "unknown") for tally in tallies)])
    typer.echo(f"Month    {'Outlet':{widest}}  Named  Unnamed  Institutions")
    for tally in tallies:
        typer.echo(
            f"{tally.month or 'undated':7}  {tally.outlet or 'unknown':{widest}}"
            f"  {tally.named:5}  {tally.unnamed:7}  {tally.institutions:12}"
        )


def entry_called(database: Database, name: str, otherwise: str = "see `quotes speakers`") -> Entry:
    """The one entry that a name, an alias or an id names exactly.

    Raises InputError where none does, naming the nearest, and where several do, listing them.
    """
    from quotes.filtering import find_speakers
    from quotes.store.entries import entries_called, entry_of

    found = entries_called(database, name)
    if len(found) == 1:
        return found[0]
    if found:
        raise InputError(f"{name!r} may be {_listed(found)}: give the id of one")
    near = [entry_of(database, each) for each in sorted(find_speakers(database.conn, name))]
    like = _listed([each for each in near if entries_called(database, each.public_id)][:3])
    raise InputError(f"no speaker is called {name!r}{f', but {like}' if like else ''}: {otherwise}")


def _listed(entries: Sequence[Entry]) -> str:
    return "; ".join(f"{each.name} ({each.public_id})" for each in entries)


def _opened(db: Path) -> closing[Database]:
    """The database to write to, closed at the end of a `with` block."""
    from quotes.store.database import open_database

    return closing(open_database(options.existing(db)))
