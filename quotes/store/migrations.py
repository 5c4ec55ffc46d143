"""An older schema brought up to the present one.

MIGRATIONS says, for each schema version ever released but the last, what turns
it into the next: a script of SQL statements, or a function for what SQL alone
cannot say. All that a database needs runs in one transaction, after a copy of
the file as it was.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from quotes.errors import DatabaseError
from quotes.resources import SCHEMA_VERSION, schema
from quotes.store.entry_migration import one_person_one_entry, profiles_of_people, search_index

if TYPE_CHECKING:
    from sqlite_utils import Database

Migration = str | Callable[["Database"], None]
MIGRATIONS: dict[int, Migration] = {1: one_person_one_entry, 2: profiles_of_people, 3: search_index}


def migrate(db: Database, path: Path) -> None:
    """Bring a database of an older version to SCHEMA_VERSION, leaving a backup beside it.

    The backup is `<name>.backup-v<N>` with the old version's number; one that is
    there already is kept, and the new one is numbered. A migration that fails
    leaves the database as it was and raises DatabaseError.
    """
    # Rebuilding a table drops what others refer to; the references are checked at the end.
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("BEGIN IMMEDIATE")
    backup = None
    try:
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if version < SCHEMA_VERSION:  # else another process was faster
            steps = _steps(version, path)
            backup = _back_up(path, version)
            _run(db, steps)
        db.commit()
    except BaseException as error:
        db.rollback()
        if backup:
            backup.unlink()
        if isinstance(error, sqlite3.Error):
            raise DatabaseError(
                f"{path} could not be brought up to date ({error}) and is as it was:"
                " try again, then report this as a bug"
            ) from error
        raise


def _steps(version: int, path: Path) -> list[Migration]:
    """The migrations from `version` to SCHEMA_VERSION, in order."""
    wanted = range(version, SCHEMA_VERSION)
    if missing := [step for step in wanted if step not in MIGRATIONS]:
        raise DatabaseError(
            f"{path} has version {missing[0]} of the schema, which this release cannot bring up to"
            " date: ingest the articles into a new database"
        )
    return [MIGRATIONS[step] for step in wanted]


def _run(db: Database, steps: list[Migration]) -> None:
    # Views and triggers hold nothing: they are made again as schema.sql has them today.
    db.executescript("".join(f"DROP {kind} {name};" for kind, name, _ in _derived(db.conn)))
    for step in steps:
        if isinstance(step, str):
            # sqlite-utils runs it statement by statement, without committing first
            db.executescript(step)
        else:
            step(db)
    with closing(sqlite3.connect(":memory:")) as present:
        present.executescript(schema())
        db.executescript("".join(f"{sql};" for _, _, sql in _derived(present)))
    if broken := db.execute("PRAGMA foreign_key_check").fetchone():
        raise sqlite3.IntegrityError(f"a row of {broken[0]} lost the {broken[2]} it refers to")
    db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _derived(connection: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """The views and triggers of a database: kind, name and statement, in order."""
    return connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE type IN ('view', 'trigger') ORDER BY rowid"
    ).fetchall()


def _back_up(path: Path, version: int) -> Path:
    """Copy the database as last committed; the caller holds the lock against writers."""
    name = f"{path.name}.backup-v{version}"
    partial = path.with_name(f"{name}.part")
    partial.unlink(missing_ok=True)
    with (
        closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(partial)) as target,
    ):
        source.backup(target)
    backup, number = path.with_name(name), 1
    while backup.exists():
        number += 1
        backup = path.with_name(f"{name}-{number}")
    return partial.rename(backup)
