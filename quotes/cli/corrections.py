"""`quotes corrections` and `quotes undo`: the record of what people decided."""

from __future__ import annotations

import json
import sys
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from quotes.cli import options

app = typer.Typer(help="List, move and sum up what people corrected.", rich_markup_mode=None)


def undo(
    decision: Annotated[
        int | None, typer.Argument(metavar="NUMBER", help="Of which; by default the latest.")
    ] = None,
    db: options.DatabaseFile = Path("quotes.db"),
    who: options.Who = None,
) -> None:
    """Take the latest decision back; again goes one further."""
    from quotes.store.database import open_database
    from quotes.store.decisions import undo

    with closing(open_database(options.existing(db))) as database:
        undone = undo(database, decision, who=who)
    first = undone[0]
    fields = ", ".join(dict.fromkeys(f"{each.field} of {each.public_id}" for each in undone))
    typer.echo(f"Undone: decision {first.decision} by {first.who} ({fields})")


@app.command("list")
def list_corrections(
    db: options.DatabaseFile = Path("quotes.db"),
    format: Annotated[options.TableFormat, options.FORMAT] = "table",
    automatic: Annotated[
        bool, typer.Option("--automatic", help="Entries joined without anybody's doing as well.")
    ] = False,
) -> None:
    """List every correction ever made, the newest first."""
    from dataclasses import asdict

    from quotes.cli.layout import one_line
    from quotes.cli.printing import write_rows
    from quotes.store.database import connect
    from quotes.store.decisions import AUTOMATIC, recorded

    with closing(connect(db)) as database:
        made = (each for each in recorded(database) if automatic or each.who != AUTOMATIC)
        rows = [asdict(each) for each in made][::-1]
    for row in rows:
        row["old"], row["new"] = (_shown(row[key]) for key in ("old", "new"))
    if not rows:
        typer.echo("Nothing was corrected yet", err=True)
    elif format == "table":
        for row in (row for row in rows if row["field"] not in ("speaker_id", "segments")):
            undone = f", undoes {row['undoes']}" if row["undoes"] else ""
            shown = (
                f"{row['decision']:>5}  {row['made'][:10]}  {row['who']}  {row['public_id']}"
                f"  {row['field']}: {row['old'] or 'none'} → "
                f"{'as parsed' if row['action'] == 'withdraw' else row['new'] or 'none'}{undone}"
            )
            why = f" ({row['why']})" if row["why"] else ""
            typer.echo(one_line(shown + why))
    else:
        write_rows(rows, format, sys.stdout)


@app.command("export")
def export_corrections(
    db: options.DatabaseFile = Path("quotes.db"), output: options.OutputFile = None
) -> None:
    """Write the corrections in force as NDJSON, for another copy of the database."""
    from quotes.store.database import connect
    from quotes.store.transfer import exported_corrections

    with closing(connect(db)) as database:
        lines = [json.dumps(row, ensure_ascii=False) for row in exported_corrections(database)]
    text = "".join(f"{line}\n" for line in lines)
    if output is None:
        sys.stdout.write(text)
    else:
        output.write_text(text, encoding="utf-8")


@app.command("import")
def import_corrections(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What export wrote.")],
    db: options.DatabaseFile = Path("quotes.db"),
) -> None:
    """Take over the corrections of another copy, all or none."""
    from quotes.store.database import open_database
    from quotes.store.transfer import import_corrections

    lines = options.text_lines(file)
    with closing(open_database(options.existing(db))) as database:
        done = import_corrections(database, lines, str(file))
    typer.echo(f"{done.taken} corrections taken over, {done.known} were in force already")
    if done.older:
        typer.echo(f"{done.older} were left out: newer ones are in force here", err=True)
    if done.elsewhere:
        typer.echo(f"{done.elsewhere} are of what is not in {db}, and wait for it", err=True)


@app.command("report")
def report(
    db: options.DatabaseFile = Path("quotes.db"),
    format: Annotated[options.TableFormat, options.FORMAT] = "table",
) -> None:
    """Tell which fields of quotes the parser gets wrong most, by what people corrected."""
    from quotes.cli.printing import write_rows
    from quotes.roster import what_is_corrected
    from quotes.store.database import connect

    with closing(connect(db)) as connection:
        rows = what_is_corrected(connection)
    if format != "table":
        write_rows(rows, format, sys.stdout)
        return
    for row in rows:
        shares = f"{row['corrected']} of {row['judged']} quotes that people looked at"
        typer.echo(f"{row['field']:10}  {shares}")


def _shown(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return "; ".join(value)
    return json.dumps(value, ensure_ascii=False)
