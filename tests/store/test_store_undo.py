"""Decisions taken back in any order, merges in both directions, and two who decide at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from decision_steps import come_or_change

from quotes.errors import InputError
from quotes.records import find_quote
from quotes.store import entries
from quotes.store.check import check
from quotes.store.database import open_database
from quotes.store.decisions import AUTOMATIC, undo
from quotes.store.editing import NEW, edit_quote


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "quotes.db"


@pytest.fixture
def db(path: Path) -> Iterator[Any]:
    with closing(open_database(path)) as database:
        for number in range(3):
            come_or_change(database, number, "")
        yield database
    assert check(path) == []


def public_id(db: Any, words: str) -> str:
    row = db.execute("SELECT public_id FROM quotes WHERE text LIKE ?", [f"%{words}%"]).fetchone()
    return str(row[0])


def entry(db: Any, name: str) -> entries.Entry:
    return entries.entries_called(db, name)[0]


def speakers(db: Any) -> dict[str, str | None]:
    ids = [row[0] for row in db.execute("SELECT public_id FROM quotes").fetchall()]
    return {each: find_quote(db.conn, each).speaker for each in ids}


def test_two_entries_are_never_each_others(db: Any) -> None:
    tom, ida = entry(db, "Tom Vale"), entry(db, "Ida Lund")
    before = speakers(db)
    entries.merge(db, tom, ida)
    undo(db)
    second = entries.merge(db, ida, tom)
    assert second is not None
    with pytest.raises(InputError, match="one entry already"):
        undo(db, second - 1)
    undo(db)
    assert speakers(db) == before
    entries.merge(db, tom, ida)
    with pytest.raises(InputError, match="one entry already"):
        entries.merge(db, ida, tom)  # as somebody who read them before the merge


def test_what_came_back_through_an_undo_is_not_wiped_out(db: Any) -> None:
    quote = public_id(db, "bell")
    first = edit_quote(db, quote, {"venue": "quay"})
    second = edit_quote(db, quote, {"venue": "pier"})
    undo(db, second)
    undo(db, max(row[0] for row in db.execute("SELECT decision FROM corrections").fetchall()))
    assert find_quote(db.conn, quote).venue == "pier"
    with pytest.raises(InputError, match=f"decision {second} rests on decision {first}"):
        undo(db, first)
    assert undo(db)[0].decision == second
    assert find_quote(db.conn, quote).venue == "quay"
    assert undo(db)[0].decision == first
    assert find_quote(db.conn, quote).venue is None
    with pytest.raises(InputError, match="nothing is left"):
        undo(db)


@pytest.mark.parametrize("number", [0, -1, 99, 10**30])
def test_a_decision_that_is_not_there(db: Any, number: int) -> None:
    with pytest.raises(InputError, match="there is no decision"):
        undo(db, number)


def test_two_who_decide_at_once_both_count(db: Any, path: Path) -> None:
    tom = entry(db, "Tom Vale")

    def add(alias: str) -> None:
        with closing(open_database(path)) as mine:
            entries.add_alias(mine, tom, alias)

    threads = [threading.Thread(target=add, args=(alias,)) for alias in ("Tommy", "T. V.")]
    db.execute("BEGIN IMMEDIATE")
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(0.5)  # both wait for the lock
    db.rollback()
    for thread in threads:
        thread.join(60)
    assert {"Tommy", "T. V."} <= set(entries.aliases_of(db, tom.speaker_id))


def test_somebody_new_may_have_a_known_name(db: Any) -> None:
    tom, quote = entry(db, "Tom Vale"), public_id(db, "quay")
    edit_quote(db, quote, {"speaker": [("Tom Vale", NEW)]})
    others = [each for each in entries.entries_called(db, "Tom Vale") if each != tom]
    assert len(others) == 1
    row = db.execute(
        "SELECT s.public_id FROM credits JOIN quotes q USING (quote_id) JOIN speakers s"
        " USING (speaker_id) WHERE q.public_id = ?",
        [quote],
    )
    assert row.fetchall() == [(others[0].public_id,)]


def test_an_identifier_goes_with_a_merge(db: Any) -> None:
    tom, ida = entry(db, "Tom Vale"), entry(db, "Ida Lund")
    entries.link(db, ida, "Q1")
    entries.merge(db, tom, entry(db, "Ida Lund"))
    assert entry(db, "Q1").public_id == tom.public_id
    undo(db)
    assert entry(db, "Q1").public_id == ida.public_id
    entries.link(db, entry(db, "Ida Lund"), None)
    entries.link(db, tom, "Q1")
    with pytest.raises(InputError, match="Q1 is Tom Vale"):
        undo(db, max(row[0] for row in db.execute("SELECT decision FROM corrections")) - 1)


def test_names_of_a_merged_entry_stay_with_it(db: Any) -> None:
    tom, ida = entry(db, "Tom Vale"), entry(db, "Ida Lund")
    entries.merge(db, tom, ida)
    with pytest.raises(InputError, match="undo the merge"):
        entries.remove_alias(db, tom, "Ida Lund")


def test_two_people_are_not_merged_without_more_ado(db: Any) -> None:
    tom, ida = entry(db, "Tom Vale"), entry(db, "Ida Lund")
    entries.keep_apart(db, tom, ida)
    with pytest.raises(InputError, match="were said to be two"):
        entries.merge(db, tom, ida)


def test_a_split_keeps_the_role_that_is_printed(db: Any) -> None:
    ann, tide = entry(db, "Ann Lee"), public_id(db, "tide")
    assert find_quote(db.conn, tide).role is not None
    role = find_quote(db.conn, tide).role
    _, other = entries.split(db, ann, [tide, tide], " Ann  B.\tLee ")
    assert (other.name, find_quote(db.conn, tide).role) == ("Ann B. Lee", role)


def test_the_name_of_the_machine_is_nobodys(db: Any) -> None:
    with pytest.raises(InputError, match="nobody who decides"):
        edit_quote(db, public_id(db, "bell"), {"venue": "quay"}, who=AUTOMATIC)


def test_nobody_is_entered_for_a_name_that_somebody_is_meant_by(db: Any) -> None:
    quote = public_id(db, "bell")
    names = "SELECT name FROM speakers ORDER BY speaker_id DESC LIMIT 2"
    edit_quote(db, quote, {"speaker": [("Eve Roe", NEW)]})
    assert [row[0] for row in db.execute(names).fetchall()] == ["Eve Roe", "A. Lee"]
    eve = entry(db, "Eve Roe")
    entries.rename(db, eve, "Eve Roe-Lund")
    entries.split(db, eve, [quote], "Bo Hale")
    undo(db)
    assert find_quote(db.conn, quote).speaker == "Eve Roe-Lund"
    assert [row[0] for row in db.execute(names).fetchall()] == ["Bo Hale", "Eve Roe-Lund"]
