"""Opening: a database to write to, or a connection that only reads.

Writing goes through `writing`, which takes SQLite's write lock at the start of
a transaction: two writers at once wait for each other, up to WAIT seconds.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from quotes.errors import DatabaseError
from quotes.resources import APPLICATION_ID, SCHEMA_VERSION, schema

if TYPE_CHECKING:
    from sqlite_utils import Database

WAIT = 60.0  # seconds

# What a user can do about SQLite's primary result codes.
_REMEDIES = {
    sqlite3.SQLITE_NOTADB: "is not a quotes database: name another file with --db",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened: check that its folder exists, and its permissions",
    sqlite3.SQLITE_READONLY: "cannot be written to: check its permissions and its folder's",
    sqlite3.SQLITE_BUSY: "is in use by another program: try again when that is done",
    sqlite3.SQLITE_FULL: "cannot grow, the disk is full: make room",
}
# Of a large database, what readers come back to: the index's upper pages.
_CACHE_KIB = 32_000
# The remedy for any other error; one that does not even open cannot be checked.
_OPEN = "run `quotes check --db {path}`"
_UNOPENED = "restore a copy of the file, or ingest the articles into a new database"


def open_database(path: Path) -> Database:
    """A database to write to, made if it is not there, and migrated if it is older.

    A migration leaves a backup beside the file. Raises DatabaseError for a file
    that is something else or comes from a newer release, and leaves it as it was.
    Close what comes back.
    """
    from sqlite_utils import Database

    path = Path(path)
    _refuse_other_formats(path)
    with explained(path, _UNOPENED):
        connection = sqlite3.connect(path, timeout=WAIT, isolation_level=None)
        try:
            db = Database(connection, execute_plugins=False)
            _prepare(db, path)
        except BaseException:
            connection.close()
            raise
    return db


def connect(path: Path) -> sqlite3.Connection:
    """A connection that only reads, its rows sqlite3.Row; close it.

    An older database is migrated first. Raises DatabaseError when the file is
    missing, is no quotes database, or comes from a newer release.
    """
    path = Path(path)
    if not path.exists():
        raise DatabaseError(f"{path} does not exist: make it with `quotes ingest PATH --db {path}`")
    _refuse_other_formats(path)
    with explained(path, _UNOPENED):
        connection = _read_only(path)
        try:
            version = _version(connection, path)
            if version is None:
                raise DatabaseError(
                    f"{path} is empty: fill it with `quotes ingest PATH --db {path}`"
                )
            behind = version < SCHEMA_VERSION
            if behind or _is_unindexed(connection):
                connection.close()
                with nullcontext() if behind else suppress(DatabaseError):
                    open_database(path).close()
                connection = _read_only(path)
        except BaseException:
            connection.close()
            raise
    connection.row_factory = sqlite3.Row
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    return connection


@contextmanager
def writing(db: Database) -> Iterator[None]:
    """One transaction: all of the block or, after an error or a kill, nothing of it.

    The search index is brought up to date with what the block changed.
    """
    from quotes.store.search_index import update_index

    with explained(file_of(db)):
        db.execute("BEGIN IMMEDIATE")
        try:
            yield
            update_index(db.conn)
            db.commit()
        except BaseException:
            db.rollback()
            raise


@contextmanager
def explained(path: Path, otherwise: str = _OPEN) -> Iterator[None]:
    """Errors of SQLite within the block become DatabaseError, with the file and a remedy.

    `otherwise` is the remedy for errors without one of their own.
    """
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # extended codes add higher bits
        remedy = _REMEDIES.get(code, f"failed ({error}): {otherwise.format(path=path)}")
        raise DatabaseError(f"{path} {remedy}") from error


def file_of(db: Database) -> Path:
    """The file that a database is in."""
    return Path(db.execute("PRAGMA database_list").fetchone()[2])


def _prepare(db: Database, path: Path) -> None:
    version = _version(db.conn, path)
    if version is None:
        with writing(db):
            if _version(db.conn, path) is None:  # else another process was faster
                # sqlite-utils runs it statement by statement, without committing first
                db.executescript(schema())
    elif version < SCHEMA_VERSION:
        from quotes.store.migrations import migrate

        migrate(db, path)
    # With a write-ahead log readers and a writer do not wait for each other. Where it
    # cannot be had (in use at this moment, a network drive), the journal does as well.
    with suppress(sqlite3.OperationalError):
        db.execute("PRAGMA journal_mode = WAL").fetchone()
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute("PRAGMA foreign_keys = ON")
    if _is_unindexed(db.conn):
        with writing(db):
            pass  # which brings the search index up to date


def _version(connection: sqlite3.Connection, path: Path) -> int | None:
    """The version of the schema, None for an empty file; DatabaseError if not ours or newer."""
    # In one statement, so that all three are of one moment.
    application, version, objects = connection.execute(
        "SELECT application_id, user_version, (SELECT count(*) FROM sqlite_master)"
        " FROM pragma_application_id, pragma_user_version"
    ).fetchone()
    if (application, version, objects) == (0, 0, 0):
        return None
    if application != APPLICATION_ID:
        raise DatabaseError(f"{path} {_REMEDIES[sqlite3.SQLITE_NOTADB]}")
    if version > SCHEMA_VERSION:
        raise DatabaseError(
            f"{path} was made by a newer version of quotes (schema version {version}, this one"
            f" knows {SCHEMA_VERSION}): use that version"
        )
    return int(version)


def _is_unindexed(connection: sqlite3.Connection) -> bool:
    """Whether quotes changed without their documents, as by a program other than this one."""
    return connection.execute("SELECT 1 FROM unindexed LIMIT 1").fetchone() is not None


def _refuse_other_formats(path: Path) -> None:
    """DatabaseError for a file that is not SQLite's; SQLite itself would overwrite a short one."""
    try:
        with path.open("rb") as file:
            beginning = file.read(16)
    except FileNotFoundError:
        return
    except OSError as error:
        raise DatabaseError(f"{path} cannot be opened ({error.strerror}): name a file") from error
    # A process killed while it wrote the first page left the page in the journal.
    unfinished = path.with_name(f"{path.name}-journal").exists()
    if beginning and beginning != b"SQLite format 3\0" and not unfinished:
        raise DatabaseError(f"{path} {_REMEDIES[sqlite3.SQLITE_NOTADB]}")


def _read_only(path: Path) -> sqlite3.Connection:
    """A connection that only reads, whatever the last writer left and whoever owns the folder."""
    try:
        return _opened(path, "mode=ro")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname == "SQLITE_READONLY_ROLLBACK":
            # A writer was killed; only a connection that may write can undo its half.
            _opened(path, "mode=rw").close()
            return _opened(path, "mode=ro")
        if error.sqlite_errorname not in ("SQLITE_READONLY_DIRECTORY", "SQLITE_CANTOPEN"):
            raise
    # In a folder without permission to write, SQLite cannot keep the files it shares
    # with writers; it does without when told that there are none.
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size:
        raise DatabaseError(
            f"{path} has its latest changes in {log.name}, and its folder cannot be written to:"
            " copy both files elsewhere and use the copy"
        )
    return _opened(path, "mode=ro&immutable=1")


def _opened(path: Path, options: str) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?{options}", uri=True, timeout=WAIT)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection
