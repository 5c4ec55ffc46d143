"""The command line. `main` runs it; one module per command, each thin: parse, call, print.

What stands at the top of these modules is imported by `quotes --help`, so that
anything slow to import belongs inside the function that needs it.
"""

from __future__ import annotations

import io
import os
import sys
from typing import Annotated

import typer

from quotes.cli import (
    check,
    cite,
    corrections,
    edit,
    export,
    extract,
    ingest,
    reparse,
    review,
    search,
    serve,
    show,
    similar,
    speakers,
)
from quotes.cli.layout import one_line
from quotes.errors import QuotesError

__all__ = ["app", "main"]

INTERRUPTED = 130

app = typer.Typer(
    name="quotes",
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
    epilog="Every command that uses the database takes it from --db FILE after the command's"
    " name, else from the environment's QUOTES_DB, else it is ./quotes.db.",
)


def _version(wanted: bool) -> None:
    if wanted:
        from quotes import __version__

        typer.echo(f"quotes {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def quotes(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Who said what, where and when: articles in, attributed quotes out."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


app.command()(ingest.ingest)
app.command()(extract.extract)
# -word leaves a word out, and must not be taken for an option.
app.command(context_settings={"ignore_unknown_options": True})(search.search)
app.add_typer(speakers.app, name="speakers")
app.command()(show.show)
app.command()(similar.similar)
app.command()(review.review)
app.command()(edit.edit)
app.command()(edit.confirm)
app.command()(edit.reject)
app.command()(corrections.undo)
app.add_typer(corrections.app, name="corrections")
app.command()(reparse.reparse)
app.command()(cite.cite)
app.command()(export.export)
app.command()(serve.serve)
app.command()(check.check)


def main() -> None:
    """Run the command line and exit.

    The status is 0 when all went well, 1 when something failed, 2 when the command
    was not understood, and 130 after Ctrl-C. A failure is one line on standard error.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that lacks a character shows a question mark in its place.
            stream.reconfigure(errors="replace")
    try:
        status = _run()
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read us has seen enough (`| head`). Python flushes once more on its
        # way out, which must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 1
    except OSError as error:
        status = _fail(_reason(error))
    sys.exit(status)


def _run() -> int:
    """The exit status of the command in sys.argv, its failure told in one line."""
    try:
        status = app(prog_name="quotes", standalone_mode=False)
    except KeyboardInterrupt:
        status = INTERRUPTED
    except typer.TyperException as error:
        return _misunderstood(error)
    except (QuotesError, typer.Abort) as error:
        return _fail(str(error) or "aborted")
    except UnicodeEncodeError as error:
        return _fail(f"{error.object[:60]!a} is no text: give it in UTF-8")
    except Exception as error:
        import sqlite3

        if not isinstance(error, sqlite3.Error):
            raise
        return _fail(f"the database cannot be used: {error}")
    if status == INTERRUPTED:
        _fail("interrupted")
    return status if isinstance(status, int) else 0


def _misunderstood(error: typer.TyperException) -> int:
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "quotes"
    # Pydantic, which checks the values for Typer, puts its own words before ours.
    message = error.format_message().replace("Value error, ", "")
    typer.echo(f"{command}: {one_line(message)}", err=True)
    typer.echo(f"Try '{command} --help' for help.", err=True)
    return error.exit_code


def _fail(message: str) -> int:
    typer.echo(f"quotes: {one_line(message)}", err=True)
    return 1


def _reason(error: OSError) -> str:
    reason = error.strerror or str(error)
    return f"{error.filename}: {reason}" if error.filename else reason
