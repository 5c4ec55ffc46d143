"""Several people decide on one database: a decision that came too late changes nothing, and one
that others built upon is not taken back from under them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from stored_articles import article, quotes, unmark

from quotes.errors import InputError
from quotes.records import find_quote
from quotes.store.check import check
from quotes.store.database import open_database
from quotes.store.decisions import recorded, undo
from quotes.store.editing import edit_quote, judge_quotes
from quotes.store.ingest import ingest

MARKED = "“[a:The tide was late,]” Jane Doe said. “[b:Nobody rang the bell,]” she said."


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Any]:
    path = tmp_path / "quotes.db"
    with closing(open_database(path)) as database:
        ingest(database, article(unmark(MARKED)[0]), quotes(MARKED), parser_version="2")
        yield database
    assert check(path) == []


def ids(db: Any) -> list[str]:
    return [row[0] for row in db.execute("SELECT public_id FROM quotes ORDER BY quote_id")]


def standings(db: Any) -> list[str]:
    return [find_quote(db.conn, each).standing for each in ids(db)]


def too_late() -> None:
    raise InputError("too late")


def test_a_decision_that_came_too_late_changes_nothing(db: Any) -> None:
    first, _ = ids(db)
    with pytest.raises(InputError, match="too late"):
        judge_quotes(db, [first], "confirmed", provided=too_late)
    with pytest.raises(InputError, match="too late"):
        edit_quote(db, first, {"venue": "quay"}, provided=too_late)
    assert list(recorded(db)) == []


def test_one_decision_among_others_is_taken_back(db: Any) -> None:
    first, second = ids(db)
    mine = judge_quotes(db, [first], "confirmed", who="jo")
    judge_quotes(db, [second], "rejected", who="ed")
    undo(db, who="jo", decision=mine)
    assert standings(db) == ["parsed", "rejected"]
    undo(db)
    assert standings(db) == ["parsed", "parsed"]


def test_what_was_taken_back_is_not_taken_back_again(db: Any) -> None:
    mine = judge_quotes(db, ids(db)[:1], "confirmed", who="jo")
    undo(db)
    with pytest.raises(InputError, match=f"decision {mine} was taken back already"):
        undo(db, decision=mine)


def test_what_others_decided_since_stays(db: Any) -> None:
    first = ids(db)[0]
    mine = edit_quote(db, first, {"venue": "quay"}, who="jo")
    theirs = edit_quote(db, first, {"venue": "pier"}, who="ed")
    with pytest.raises(InputError, match=f"decision {theirs} rests on decision {mine}"):
        undo(db, decision=mine)
    assert find_quote(db.conn, first).venue == "pier"
    undo(db, decision=theirs)
    undo(db, decision=mine)
    assert find_quote(db.conn, first).venue == "rally in Ohio"
