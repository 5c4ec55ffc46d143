"""Opening: what is made, refused, migrated and read, and by how many at once."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from stored_articles import many_articles

from quotes.errors import DatabaseError
from quotes.resources import APPLICATION_ID, SCHEMA_VERSION, schema
from quotes.store import migrations
from quotes.store.check import check
from quotes.store.database import connect, open_database
from quotes.store.ingest import ingest

HERE = Path(__file__).parent


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "quotes.db"


def create(path: Path) -> None:
    open_database(path).close()


def execute(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def python(code: str, *args: object) -> subprocess.Popen[str]:
    """A process that runs this code, with `stored_articles` importable and `args` in sys.argv."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, args)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE), str(HERE.parents[1])])},
        stdout=subprocess.PIPE,
        text=True,
    )


def test_schema_and_code_agree_on_the_version(path: Path) -> None:
    create(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
        application = connection.execute("PRAGMA application_id").fetchone()[0]
    assert application == APPLICATION_ID
    assert f"PRAGMA user_version = {SCHEMA_VERSION};" in schema()


def test_the_schema_is_in_one_place() -> None:
    package = HERE.parents[1] / "quotes"
    sources = [file for file in package.rglob("*.py") if "CREATE TABLE" in file.read_text("utf-8")]
    assert sources == []


def test_every_released_version_but_the_last_has_a_migration() -> None:
    assert set(migrations.MIGRATIONS) == set(range(1, SCHEMA_VERSION))


def test_opening_again_changes_nothing(path: Path) -> None:
    create(path)
    before = path.read_bytes()
    create(path)
    assert path.read_bytes() == before


def _foreign(path: Path) -> None:
    execute(path, "CREATE TABLE recipes (name)", "INSERT INTO recipes VALUES ('soup')")


def _other_application(path: Path) -> None:
    execute(path, "PRAGMA application_id = 7")


def _other_versioned(path: Path) -> None:
    execute(path, f"PRAGMA user_version = {SCHEMA_VERSION + 1}")


def _newer(path: Path) -> None:
    create(path)
    execute(path, f"PRAGMA user_version = {SCHEMA_VERSION + 1}")


def _too_old(path: Path) -> None:
    create(path)
    execute(path, "PRAGMA user_version = -1")


def _damaged(path: Path) -> None:
    create(path)
    raw = path.read_bytes()
    path.write_bytes(raw[:100] + b"\xff" * 2000 + raw[2100:])


NOT_OURS = "is not a quotes database: name another file with --db"
REFUSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "text": (lambda path: path.write_text("To whom it may concern\n" * 99), NOT_OURS),
    "one byte": (lambda path: path.write_bytes(b"x"), NOT_OURS),
    "zeros": (lambda path: path.write_bytes(bytes(4096)), NOT_OURS),
    "SQLite's first bytes only": (lambda path: path.write_bytes(b"SQLite format 3\0"), NOT_OURS),
    "another program's tables": (_foreign, NOT_OURS),
    "another program's mark": (_other_application, NOT_OURS),
    "another program's version": (_other_versioned, NOT_OURS),
    "a folder": (Path.mkdir, "cannot be opened"),
    "a newer release's": (_newer, "was made by a newer version of quotes .*: use that"),
    "damaged": (_damaged, "failed .*: restore a copy of the file, or ingest the articles into"),
    "older than any migration": (_too_old, "ingest the articles into a new database"),
}


@pytest.mark.parametrize(("make", "reason"), REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("use", [open_database, connect, check])
def test_what_is_no_database_of_ours_is_refused_and_left_alone(
    use: Callable[[Path], object], make: Callable[[Path], object], reason: str, path: Path
) -> None:
    make(path)
    before = None if path.is_dir() else path.read_bytes()
    with pytest.raises(DatabaseError, match=reason) as caught:
        use(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert before is None or path.read_bytes() == before


@pytest.mark.parametrize("use", [connect, check])
def test_reading_what_is_not_there(use: Callable[[Path], object], path: Path) -> None:
    with pytest.raises(DatabaseError, match=f"make it with `quotes ingest PATH --db {path}`"):
        use(path)
    assert not path.exists()
    path.touch()
    with pytest.raises(DatabaseError, match="is empty: fill it"):
        use(path)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="check that its folder exists"):
        open_database(tmp_path / "nowhere" / "quotes.db")


@pytest.mark.parametrize("name", ["a b?mode=rwc#1%20.db", "ü “x”.db", "file:x.db"])
def test_any_file_name_can_be_read(name: str, tmp_path: Path) -> None:
    create(tmp_path / name)
    with closing(connect(tmp_path / name)) as connection:
        assert connection.execute("SELECT count(*) AS n FROM quotes").fetchone()["n"] == 0
    assert check(tmp_path / name) == []


def test_reading_cannot_write(path: Path) -> None:
    create(path)
    with (
        closing(connect(path)) as connection,
        pytest.raises(sqlite3.OperationalError, match="readonly"),
    ):
        connection.execute("DELETE FROM quotes")


def test_reading_while_a_writer_is_at_work(path: Path) -> None:
    with closing(open_database(path)) as db:
        db.execute("BEGIN IMMEDIATE")
        db.execute("INSERT INTO forgotten VALUES ('x', 'quote', NULL, '2025-01-01')")
        with closing(connect(path)) as connection:
            assert connection.execute("SELECT count(*) FROM forgotten").fetchone()[0] == 0
        db.rollback()


def run_as_nobody(work: Callable[[], object]) -> None:
    """Run in a process without root's right to write everywhere."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            if os.getuid() == 0:
                os.setuid(65534)
            work()
            status = 0
        finally:
            os._exit(status)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other users can reach, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp())
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_reading_in_a_folder_that_cannot_be_written_to(open_folder: Path) -> None:
    path = open_folder / "quotes.db"
    with closing(open_database(path)) as db:
        assert db.journal_mode == "wal"
        for each, found in many_articles(2):
            ingest(db, each, found, parser_version="1")
    path.chmod(0o444)
    open_folder.chmod(0o555)

    def read() -> None:
        with closing(connect(path)) as connection:
            assert connection.execute("SELECT count(*) FROM quotes").fetchone()[0] == 4
        assert check(path) == []
        with pytest.raises(DatabaseError, match="cannot be written to"):
            ingest(open_database(path), *next(many_articles(1)), parser_version="1")

    run_as_nobody(read)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_changes_that_cannot_be_read_are_not_passed_over(open_folder: Path, path: Path) -> None:
    with closing(open_database(path)) as db:
        ingest(db, *next(many_articles(1)), parser_version="1")
        shutil.copy(path, open_folder)
        shutil.copy(f"{path}-wal", open_folder)
    copy = open_folder / path.name
    copy.chmod(0o444)
    open_folder.chmod(0o555)

    def read() -> None:
        with pytest.raises(DatabaseError, match="copy both files elsewhere"):
            connect(copy)

    run_as_nobody(read)


# A made-up version 0 that had other names; the same code brings it to the present one.
DOWNGRADE = (
    "ALTER TABLE forgotten RENAME COLUMN why TO reason",
    "DROP INDEX articles_outlet",
    "PRAGMA user_version = 0",
)
UPGRADE = """
    ALTER TABLE forgotten RENAME COLUMN reason TO why;
    CREATE INDEX articles_outlet ON articles (outlet);
"""


@pytest.fixture
def older(path: Path) -> Path:
    with closing(open_database(path)) as db:
        ingest(db, *next(many_articles(1)), parser_version="1")
    execute(path, *DOWNGRADE)
    return path


def later_steps_do_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for step in range(1, SCHEMA_VERSION):
        monkeypatch.setitem(migrations.MIGRATIONS, step, "")


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def close(opened: object) -> None:
    if hasattr(opened, "close"):
        opened.close()


@pytest.mark.parametrize("use", [open_database, connect, check])
def test_an_older_database_is_migrated_after_a_backup(
    use: Callable[[Path], object], older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later_steps_do_nothing(monkeypatch)
    monkeypatch.setitem(migrations.MIGRATIONS, 0, UPGRADE)
    earlier = older.with_name("quotes.db.backup-v0")
    earlier.write_text("an earlier backup")
    close(use(older))
    assert version(older) == SCHEMA_VERSION
    assert check(older) == []
    with closing(connect(older)) as connection:
        assert connection.execute("SELECT why FROM forgotten").fetchall() == []
        assert connection.execute("SELECT count(*) FROM quotes").fetchone()[0] == 2
    assert earlier.read_text() == "an earlier backup"
    backup = older.with_name("quotes.db.backup-v0-2")
    assert version(backup) == 0
    with closing(sqlite3.connect(backup)) as connection:
        assert connection.execute("SELECT reason FROM forgotten").fetchall() == []
        assert connection.execute("SELECT count(*) FROM quotes").fetchone()[0] == 2


def test_migrations_run_in_order_and_may_be_functions(
    older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[str] = []

    def first(db: object) -> None:
        ran.append("first")

    monkeypatch.setitem(migrations.MIGRATIONS, -1, first)
    later_steps_do_nothing(monkeypatch)
    monkeypatch.setitem(migrations.MIGRATIONS, 0, UPGRADE)
    execute(older, "PRAGMA user_version = -1")
    create(older)
    assert ran == ["first"]
    assert check(older) == []


FAILING = {
    "wrong SQL": UPGRADE + "ALTER TABLE nothing RENAME TO something;",
    "a reference lost": UPGRADE + "DELETE FROM articles;",
}


@pytest.mark.parametrize("script", FAILING.values(), ids=FAILING)
def test_a_migration_that_fails_leaves_everything_as_it_was(
    script: str, older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later_steps_do_nothing(monkeypatch)
    monkeypatch.setitem(migrations.MIGRATIONS, 0, script)
    with pytest.raises(DatabaseError, match="is as it was"):
        open_database(older)
    assert version(older) == 0
    assert sorted(file.name for file in older.parent.iterdir()) == ["quotes.db"]
    with closing(sqlite3.connect(older)) as connection:
        assert connection.execute("SELECT reason FROM forgotten").fetchall() == []


WRITER = """
import sys
from pathlib import Path
from stored_articles import many_articles
from quotes.store.database import open_database
from quotes.store.ingest import ingest
path, first, last = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
sys.stdin.readline()
db = open_database(path)
for number, (article, quotes) in enumerate(many_articles(last)):
    if number >= first:
        outcome = ingest(db, article, quotes, parser_version="1").outcome
        print(outcome, flush=True)
db.close()
"""


def test_two_processes_make_one_database_and_write_at_once(path: Path) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), str(first), str(first + 60)],
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE), str(HERE.parents[1])])},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for first in (0, 40)
    ]
    answers = []
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        answers += writer.communicate(timeout=60)[0].split("\n")
        assert writer.returncode == 0
    assert answers.count("added") == 100
    assert answers.count("unchanged") == 20
    assert check(path) == []


def test_a_writer_killed_at_any_moment_leaves_a_sound_database(path: Path) -> None:
    for stop_after in (1, 7, 30):
        with python(WRITER.replace("sys.stdin.readline()", ""), path, 0, 400) as writer:
            assert writer.stdout is not None
            for _ in range(stop_after):
                writer.stdout.readline()
            writer.send_signal(signal.SIGKILL)
        with closing(connect(path)) as connection:
            stored = connection.execute("SELECT count(*) FROM articles").fetchone()[0]
        assert stored >= stop_after
        assert check(path) == []
    with closing(open_database(path)) as db:
        outcomes = [ingest(db, *each, parser_version="1").outcome for each in many_articles(50)]
    assert outcomes[:30] == ["unchanged"] * 30
    assert check(path) == []


# Stops in the middle of the schema, its pages already in the file.
KILLED_WHILE_CREATING = """
import os, signal, sys
from pathlib import Path
import sqlite_utils
from quotes.store.database import open_database
run = sqlite_utils.Database.executescript
def half(self, script):
    self.conn.execute("PRAGMA cache_size = 1")
    run(self, script[: script.index("CREATE TRIGGER unindexed_quote")])
    os.kill(os.getpid(), signal.SIGKILL)
sqlite_utils.Database.executescript = half
open_database(Path(sys.argv[1]))
"""


@pytest.mark.parametrize("use", [open_database, connect])
def test_killed_while_creating_leaves_no_half_schema(
    use: Callable[[Path], object], path: Path
) -> None:
    with python(KILLED_WHILE_CREATING, path) as process:
        assert process.wait(60) == -signal.SIGKILL
    assert path.stat().st_size > 0, "nothing was half-written, the test shows nothing"
    if use is connect:
        with pytest.raises(DatabaseError, match="is empty"):
            connect(path)
    create(path)
    assert check(path) == []


KILLED_WHILE_MIGRATING = """
import os, signal, sys
from pathlib import Path
from quotes.resources import SCHEMA_VERSION
from quotes.store import migrations
from quotes.store.database import open_database
def half(db):
    db.execute("ALTER TABLE forgotten RENAME COLUMN reason TO why")
    os.kill(os.getpid(), signal.SIGKILL)
migrations.MIGRATIONS[0] = half
migrations.MIGRATIONS.update(dict.fromkeys(range(1, SCHEMA_VERSION), ""))
open_database(Path(sys.argv[1]))
"""


def test_killed_while_migrating_leaves_the_old_database(
    older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with python(KILLED_WHILE_MIGRATING, older) as process:
        assert process.wait(60) == -signal.SIGKILL
    assert version(older) == 0
    assert version(older.with_name("quotes.db.backup-v0")) == 0
    later_steps_do_nothing(monkeypatch)
    monkeypatch.setitem(migrations.MIGRATIONS, 0, UPGRADE)
    create(older)
    assert check(older) == []
