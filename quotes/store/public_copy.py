"""A copy of the database for others: without full texts, and without what is only ours.

Left out of it are the articles' full texts and the names in them that tell people apart, the
log of ingest and the local paths that articles are known by, who corrected and why, and the
hashes of what was forgotten. Its search index holds the documents of the quotes that are shown,
and none of before.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from quotes.errors import DatabaseError
from quotes.store.database import connect, explained
from quotes.store.decisions import AUTOMATIC
from quotes.store.search_index import clear_index, update_index

EDITOR = "an editor"
"""Who corrected, in a copy."""

# Beside the texts, the names in them, by which only ingest and `quotes speakers` tell people apart.
_FULL_TEXT = """
DELETE FROM texts;
DELETE FROM profiles;
DELETE FROM speaker_keys;
UPDATE articles SET names = NULL WHERE names IS NOT NULL;
"""
# The public id is as good a name as the path, and says nothing of the computer. A path that is
# made of it is no other article's: those of files are absolute.
_OURS = """
DELETE FROM ingest_log;
DELETE FROM forgotten;
UPDATE articles SET identity = 'path:' || coalesce(outlet, '') || char(31) || public_id
 WHERE identity GLOB 'path:*';
"""

# How often Python is asked whether it was interrupted: every so many steps of SQLite's.
_STEPS = 100_000


def public_copy(
    path: Path,
    target: Path,
    *,
    with_text: bool = False,
    named: Path | None = None,
    tell: Callable[[str], object] = lambda step: None,
) -> None:
    """Copy the database at `path` to `target`, a new file, leaving out what is not for others.

    The copy is of one moment, whoever writes meanwhile, has no write-ahead log, and holds
    nothing between its rows of what was left out. `with_text` keeps the full texts. `tell` is
    given each step as it begins, and messages call the copy `named`. A draft as large as the
    database lies beside the copy until that is done. Raises DatabaseError when the file is no
    quotes database, has no quotes, or when there is no room.
    """
    named = named or target
    # A folder that nobody else can read, since the draft still has what is left out.
    with TemporaryDirectory(prefix=".draft-", dir=target.parent) as private:
        draft = Path(private) / target.name
        tell("Copying the database")
        with closing(connect(path)) as connection:
            if connection.execute("SELECT 1 FROM indexed LIMIT 1").fetchone() is None:
                raise DatabaseError(
                    f"{path} has no quotes to publish: ingest articles with"
                    f" `quotes ingest PATH --db {path}`"
                )
            _vacuum_into(connection, path, draft, named)
        with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
            # The draft is thrown away: it needs no journal, and nothing overwritten in it.
            connection.execute("PRAGMA journal_mode = OFF").fetchone()
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("PRAGMA secure_delete = OFF").fetchone()
            tell("Leaving out what is not for others")
            with explained(named):
                _leave_out(connection, with_text)
            tell("Writing the copy")
            _vacuum_into(connection, path, target, named)


def _vacuum_into(connection: sqlite3.Connection, path: Path, target: Path, named: Path) -> None:
    """Write all rows to a new file; the file at fault is told, `path` or the one written."""
    # Ctrl-C, which Python otherwise hears only when the statement is done.
    connection.set_progress_handler(lambda: 0, _STEPS)
    try:
        connection.execute("VACUUM INTO ?", [str(target.absolute())])
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code == sqlite3.SQLITE_INTERRUPT:
            raise KeyboardInterrupt from error
        written = code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN)
        with explained(*((named, "make room on its disk") if written else (path,))):
            raise
    finally:
        connection.set_progress_handler(None, 0)


def _leave_out(connection: sqlite3.Connection, with_text: bool) -> None:
    connection.executescript(f"BEGIN; {_OURS} {'' if with_text else _FULL_TEXT} COMMIT;")
    connection.execute("BEGIN")
    _blank_editors(connection)
    newest, shown = connection.execute(
        "SELECT max(seq), (SELECT count(*) FROM indexed) FROM sqlite_sequence WHERE name='indexed'"
    ).fetchone()
    if newest != shown:  # words of quotes as they were, or that are gone
        clear_index(connection)
        update_index(connection)
    connection.execute("COMMIT")


def _blank_editors(connection: sqlite3.Connection) -> None:
    """Take the names of those who corrected, and their reasons, out of the record of corrections,
    which is otherwise kept as it is: it proves what is in force."""
    (final,) = connection.execute(
        "SELECT sql FROM sqlite_schema WHERE name = 'corrections_are_final'"
    ).fetchone()
    connection.execute("DROP TRIGGER corrections_are_final")
    connection.execute("UPDATE corrections SET why = NULL")
    connection.execute("UPDATE corrections SET who = ? WHERE who <> ?", [EDITOR, AUTOMATIC])
    connection.execute(final)
