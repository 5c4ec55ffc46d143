"""What `check` finds: each row breaks a sound database in one way."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from stored_articles import JANE, article, quotes, unmark

from quotes.models import Speaker
from quotes.store.check import check
from quotes.store.database import open_database
from quotes.store.ingest import ingest

MARKED = "Before.\n“[a:We won,]” Jane Doe said, “[a:fairly.]”\n“[b:They lost the vote,]” she said."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "quotes.db"
    with closing(open_database(path)) as db:
        for number in range(3):
            marked = MARKED + "\nMore." * number
            made = quotes(marked, speakers=(JANE, Speaker("Initech", "organization")))
            url = f"https://example.org/{number % 2}"
            ingest(db, article(unmark(marked)[0], url=url), made, parser_version="1")
        for field, new in (("speaker", '"Ann Roe"'), ("date", '"2025"'), ("date", None)):
            db.execute(
                "INSERT INTO corrections (public_id, field, action, new, who, made)"
                " SELECT public_id, ?, ?, ?, 'me', 'now' FROM quotes WHERE quote_id = 1",
                [field, "withdraw" if new is None else "set", new],
            )
        db.execute(
            "INSERT INTO corrections (public_id, field, new, who, made)"
            " SELECT public_id, 'title', '\"Vote\"', 'me', 'now' FROM articles"
        )
    open_database(path).close()  # brings the search index up to date
    return path


def break_it(path: Path, script: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; " + script
        )


def test_a_sound_database(path: Path) -> None:
    assert check(path) == []


BROKEN = {
    "text changed": (
        "UPDATE texts SET text = replace(text, 'Jane', 'June') WHERE version_id = 3",
        [
            "version 3 of article * has a text that is not the one it was ingested with",
            "quote * has a context that is not in the text at 8",
        ],
    ),
    "quote changed": (
        "UPDATE quotes SET text = 'We lost.' WHERE quote_id = 1",
        ["quote * is not what its segments say"],
    ),
    "context shifted": (
        "UPDATE quotes SET context_start = 7 WHERE quote_id = 1",
        [
            "quote * has a context that is not in the text at 7",
            "quote * is not what its segments say",
        ],
    ),
    "context negative": (
        "UPDATE quotes SET context_start = -9 WHERE quote_id = 1",
        [
            "quote * has a context that is not in the text at -9",
            "quote * has segments that do not follow each other within its context",
        ],
    ),
    "segment shifted": (
        "UPDATE segments SET start = start + 1 WHERE quote_id = 1 AND position = 0",
        ["quote * is not what its segments say"],
    ),
    "segment beyond the context": (
        'UPDATE segments SET "end" = 999 WHERE quote_id = 1 AND position = 1',
        ["quote * has segments that do not follow each other within its context"],
    ),
    "segment reversed": (
        'UPDATE segments SET "end" = start - 2 WHERE quote_id = 1 AND position = 0',
        [
            "quote * has segments that do not follow each other within its context",
        ],
    ),
    "segments gone": (
        "DELETE FROM segments WHERE quote_id = 1",
        ["quote * has no segments"],
    ),
    "evidence beyond the text": (
        'UPDATE evidence SET "end" = 999 WHERE quote_id = 1',
        ["quote * has a mention or evidence that is not within the text"],
    ),
    "half a mention": (
        "UPDATE quote_speakers SET mention_start = 1 WHERE quote_id = 1 AND position = 0",
        ["quote * has a mention or evidence that is not within the text"],
    ),
    "one text gone": (
        "DELETE FROM texts WHERE version_id = 2",
        ["version 2 of article * has no text"],
    ),
    "speaker gone": (
        "DELETE FROM speakers WHERE name = 'Initech'",
        [
            "a row of aliases refers to a row of speakers that is not there",
            "a row of name_words refers to a row of speakers that is not there",
            "a row of quote_speakers refers to a row of speakers that is not there",
        ],
    ),
    "speaker without a name": (
        "DELETE FROM aliases WHERE normalized = 'initech'",
        ["speaker Initech does not go by its own name"],
    ),
    "version gone": (
        "DELETE FROM versions WHERE version_id = 2; DELETE FROM texts WHERE version_id = 2;",
        [
            "quotes 3 refers to a row of versions that is not there",
            "quotes 4 refers to a row of versions that is not there",
            "article * was never retrieved",
        ],
    ),
    "left behind in an old version": (
        "UPDATE quotes SET version_id = 1 WHERE quote_id = 1",
        ["article * has quotes of an old version that are not retired"],
    ),
    "replaced but in place": (
        "UPDATE quotes SET replaced_by = public_id WHERE quote_id = 1",
        ["quote * says what replaced it, but is not retired"],
    ),
    "index lacks a quote": (
        (
            "INSERT INTO quotes_fts (quotes_fts, rowid, document)"
            " SELECT 'delete', document_id, 'won' FROM indexed WHERE quote_id = 1"
        ),
        ["the full-text index does not agree with the quotes"],
    ),
    "index has a quote otherwise": (
        "UPDATE indexed SET day = '1999' WHERE quote_id = 1",
        ["quote * is not in the search index as it is"],
    ),
    "index lacks a quote altogether": (
        "DELETE FROM indexed WHERE quote_id = 1",
        ["quote * is not in the search index as it is"],
    ),
    "correction in force changed": (
        "UPDATE corrected SET fields = json_set(fields, '$.speaker', 'Bo Poe')",
        ["the corrections of * are not the ones in force"] * 3,
    ),
    "correction in force gone": (
        "DELETE FROM corrected WHERE public_id IN (SELECT public_id FROM quotes)",
        [
            "quote * is not in the search index as it is",
            "the corrections of * are not the ones in force",
        ],
    ),
    "correction in force made by nobody": (
        "INSERT INTO corrected VALUES ('ghost', '{}')",
        ["the corrections of ghost are in force, but nobody made them"],
    ),
    "correction in force is no JSON": (
        "UPDATE corrected SET fields = '{' WHERE public_id IN (SELECT public_id FROM quotes)",
        [
            "the file is damaged: Expecting property name enclosed in double quotes: line 1 *",
            "the file is damaged: malformed JSON",
        ],
    ),
    "standing not as decided": (
        "UPDATE quotes SET standing = 'confirmed' WHERE quote_id = 1",
        ["quote * is confirmed, not corrected as decided"],
    ),
    "standing decided by nobody": (
        "UPDATE quotes SET standing = 'confirmed' WHERE quote_id = 2",
        ["quote * is said to be decided on, but nobody did"],
    ),
    "index gone": (
        "DROP TABLE quotes_fts",
        ["the file is damaged: no such fts5 table: main.quotes_fts"],
    ),
}


@pytest.mark.parametrize(("script", "expected"), BROKEN.values(), ids=BROKEN)
def test_what_is_wrong_is_found(script: str, expected: list[str], path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        ids = [
            row[0]
            for table in ("quotes", "articles")
            for row in connection.execute(f"SELECT public_id FROM {table}")
        ]
    break_it(path, script)
    found = []
    for line in check(path):
        for public_id in ids:
            line = line.replace(public_id, "*")
        found.append(re.sub(r"1 column.*", "1 *", line))
    assert sorted(found) == sorted(expected)


def test_a_published_copy_is_checked_by_its_contexts(path: Path) -> None:
    break_it(path, "DELETE FROM texts")
    assert check(path) == []
    break_it(path, "UPDATE quotes SET context = replace(context, 'won', 'own') WHERE quote_id = 1")
    assert [line.split(" ", 2)[2] for line in check(path)] == ["is not what its segments say"]


def test_damaged_pages_are_a_problem_and_no_crash(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        pages = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name IN ('quotes', 'segments', 'articles')"
        ).fetchall()
    with path.open("r+b") as file:
        for (page,) in pages:
            file.seek((page - 1) * 4096 + 8)
            file.write(b"\xff" * 600)
    assert any("malformed" in line or line.startswith("SQLite:") for line in check(path))


def test_checking_waits_for_no_reader_and_changes_nothing(path: Path) -> None:
    before = path.read_bytes()
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM quotes").fetchone()
        assert check(path) == []
    assert path.read_bytes() == before
