"""The command line. `main` runs it; one module per command, each thin: parse, call, print.

Of the commands, only the one that is asked for is imported; all are by `quotes --help`, so that
anything slow to import belongs inside the function that needs it.
"""

from __future__ import annotations

import gc
import io
import os
import sys
from importlib import import_module
from typing import Annotated

import typer

from quotes.errors import QuotesError

__all__ = ["application", "main"]

INTERRUPTED = 130

COMMANDS = {
    "ingest": "ingest",
    "extract": "extract",
    "search": "search",
    "show": "show",
    "similar": "similar",
    "review": "review",
    "edit": "edit",
    "confirm": "edit",
    "reject": "edit",
    "undo": "corrections",
    "reparse": "reparse",
    "cite": "cite",
    "export": "export",
    "serve": "serve",
    "publish": "publish",
    "check": "check",
    "speakers": "speakers",
    "corrections": "corrections",
}
"""The commands in the order of --help, and in which module each is."""

_GROUPS = ("speakers", "corrections")
_SETTINGS = {
    # -word leaves a word out, and must not be taken for an option.
    "search": {"ignore_unknown_options": True}
}


def application(*names: str) -> typer.Typer:
    """The command line with these commands; without names, with all."""
    app = typer.Typer(
        name="quotes",
        rich_markup_mode=None,
        add_completion=False,
        pretty_exceptions_enable=False,
        epilog="Every command that uses the database takes it from --db FILE after the command's"
        " name, else from the environment's QUOTES_DB, else it is ./quotes.db.",
    )
    app.callback(invoke_without_command=True)(_quotes)
    for name in names or COMMANDS:
        module = import_module(f"quotes.cli.{COMMANDS[name]}")
        if name in _GROUPS:
            app.add_typer(module.app, name=name)
        else:
            app.command(name, context_settings=_SETTINGS.get(name))(getattr(module, name))
    return app


def _version(wanted: bool) -> None:
    if wanted:
        from quotes import __version__

        typer.echo(f"quotes {__version__}")
        raise typer.Exit


def _quotes(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Who said what, where and when: articles in, attributed quotes out."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


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
    # Python need not look for garbage on its way out, which takes it longer than many a search.
    gc.freeze()
    sys.exit(status)


def _run() -> int:
    """The exit status of the command in sys.argv, its failure told in one line."""
    asked = [name for name in sys.argv[1:2] if name in COMMANDS]
    try:
        status = application(*asked)(prog_name="quotes", standalone_mode=False)
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
    from quotes.cli.layout import one_line

    message = error.format_message().replace("Value error, ", "")
    typer.echo(f"{command}: {one_line(message)}", err=True)
    typer.echo(f"Try '{command} --help' for help.", err=True)
    return error.exit_code


def _fail(message: str) -> int:
    from quotes.cli.layout import one_line

    typer.echo(f"quotes: {one_line(message)}", err=True)
    return 1


def _reason(error: OSError) -> str:
    reason = error.strerror or str(error)
    return f"{error.filename}: {reason}" if error.filename else reason
