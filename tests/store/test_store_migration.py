"""A database as the first version of the schema made it, brought up to date."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from quotes.records import find_quote
from quotes.roster import list_speakers
from quotes.store.check import check
from quotes.store.database import connect, open_database

TEXT = "“We won,” said Jane Doe. “Never,” said Tom Okafor."
HASH = hashlib.sha256(TEXT.encode()).hexdigest()
ROWS = f"""
INSERT INTO articles (article_id, public_id, identity) VALUES (1, 'article1', 'id:1');
INSERT INTO versions VALUES (1, 1, '{HASH}', '{HASH}', 'text', '1', '2025-01-01T00:00:00Z');
INSERT INTO texts VALUES (1, '{TEXT}');
INSERT INTO speakers VALUES (1, 'person:jane doe', 'Jane Doe', 'person', 'Q1');
INSERT INTO speakers VALUES (2, 'person:tom okafor', 'Tom Okafor', 'person', NULL);
INSERT INTO aliases VALUES (1, 'jane doe', 'Jane Doe'), (2, 'tom okafor', 'Tom Okafor');
INSERT INTO quotes (quote_id, public_id, version_id, text, kind, context, context_start,
                    parser_version)
VALUES (1, 'quote1', 1, 'We won,', 'direct', '{TEXT}', 0, '1'),
       (2, 'quote2', 1, 'Never,', 'direct', '{TEXT}', 0, '1');
INSERT INTO segments VALUES (1, 0, 1, 8), (2, 0, 26, 32);
INSERT INTO quote_speakers VALUES (1, 0, 1, 'mayor', 15, 23), (2, 0, 2, NULL, 39, 49);
INSERT INTO corrections (public_id, field, new, who, made)
VALUES ('quote1', 'venue', '"rally"', 'ed', '2025'),
       ('quote2', 'speaker', '"Ida Lund"', 'ed', '2025');
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "quotes.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(Path(__file__).with_name("schema_1.sql").read_text("utf-8"))
        connection.executescript(ROWS)
    return path


def columns(path: Path) -> dict[str, object]:
    with closing(sqlite3.connect(path)) as connection:
        names = connection.execute("SELECT type, name FROM sqlite_master ORDER BY type, name")
        return {
            f"{kind} {name}": connection.execute(f'PRAGMA table_info("{name}")').fetchall()
            for kind, name in names.fetchall()
        }


def test_it_is_as_one_made_today(path: Path, tmp_path: Path) -> None:
    open_database(path).close()
    open_database(tmp_path / "today.db").close()
    migrated, today = columns(path), columns(tmp_path / "today.db")
    assert migrated.keys() == today.keys()
    for name, fields in today.items():
        assert {row[1] for row in migrated[name]} == {row[1] for row in fields}, name
    assert check(path) == []
    assert path.with_name("quotes.db.backup-v1").exists()


def test_speakers_and_corrections_are_as_before(path: Path) -> None:
    with closing(connect(path)) as connection:
        one, other = (find_quote(connection, each) for each in ("quote1", "quote2"))
        speakers = {each.name: each for each in list_speakers(connection)}
    assert (one.speaker, one.role, one.venue, one.standing) == (
        "Jane Doe", "mayor", "rally", "corrected",
    )  # fmt: skip
    assert (other.speaker, other.standing) == ("Ida Lund", "corrected")
    assert speakers["Jane Doe"].external_id == "Q1"
    assert "Tom Okafor" not in speakers
    ids = [each.id for each in speakers.values()]
    assert all(each and len(each) == 12 for each in ids)
