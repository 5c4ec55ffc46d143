"""Corrections moved between copies: what arrives, and what is refused."""

from __future__ import annotations

import json
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
from quotes.store.decisions import undo
from quotes.store.editing import edit_quote, judge_quotes
from quotes.store.transfer import Imported, exported_corrections, import_corrections


def filled(path: Path) -> Any:
    db = open_database(path)
    for number in range(3):
        come_or_change(db, number, "")
    return db


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Any]:
    with closing(filled(tmp_path / "one.db")) as database:
        yield database
    assert check(tmp_path / "one.db") == []


@pytest.fixture
def copy(tmp_path: Path) -> Iterator[Any]:
    with closing(filled(tmp_path / "copy.db")) as database:
        yield database
    assert check(tmp_path / "copy.db") == []


def public_id(db: Any, words: str) -> str:
    row = db.execute("SELECT public_id FROM quotes WHERE text LIKE ?", [f"%{words}%"]).fetchone()
    return str(row[0])


def move(db: Any, copy: Any) -> Imported:
    return import_corrections(copy, [json.dumps(row) for row in exported_corrections(db)])


def credited(db: Any, quote: str) -> list[str]:
    rows = db.execute(
        "SELECT s.public_id FROM credits JOIN quotes q USING (quote_id) JOIN speakers s"
        " USING (speaker_id) WHERE q.public_id = ?",
        [quote],
    )
    return [row[0] for row in rows.fetchall()]


def test_who_was_split_off_is_split_off_in_the_copy(db: Any, copy: Any) -> None:
    tide = public_id(db, "tide")
    ann = entries.entries_called(db, "Ann Lee")[0]
    _, other = entries.split(db, ann, [tide], "Ann Lee")
    move(db, copy)
    assert credited(copy, tide) == credited(db, tide) == [other.public_id]


def test_a_decision_of_many_fields_stays_one(db: Any, copy: Any) -> None:
    bell = public_id(db, "bell")
    edit_quote(db, bell, {"speaker": ["Eve Roe"], "venue": "quay", "text": "rang the bell"})
    move(db, copy)
    assert find_quote(copy.conn, bell).text == "rang the bell"
    undo(copy)
    assert credited(copy, bell) == credited(copy, public_id(copy, "bell"))
    record = find_quote(copy.conn, bell)
    assert (record.speaker, record.venue, record.text[:6]) == ("Tom Vale", None, "Nobody")


def test_what_was_taken_back_is_taken_back_in_the_copy(db: Any, copy: Any) -> None:
    bell = public_id(db, "bell")
    judge_quotes(db, [bell], "rejected")
    move(db, copy)
    assert find_quote(copy.conn, bell).standing == "rejected"
    undo(db)
    assert move(db, copy).taken == 1
    assert find_quote(copy.conn, bell).standing == "parsed"


def test_the_newer_decision_wins(db: Any, copy: Any) -> None:
    line = {"public_id": public_id(db, "bell"), "field": "venue", "who": "ed"}
    newer = {**line, "new": "newer", "made": "2025-03-02T00:00:00Z"}
    older = {**line, "new": "older", "made": "2025-03-01T00:00:00Z"}
    import_corrections(copy, [json.dumps(newer)])
    assert import_corrections(copy, [json.dumps(older)]) == Imported(older=1)
    assert find_quote(copy.conn, line["public_id"]).venue == "newer"


def test_merges_in_both_directions_are_one_entry(db: Any, copy: Any) -> None:
    for each, names in ((db, ("Tom Vale", "Ida Lund")), (copy, ("Ida Lund", "Tom Vale"))):
        entries.merge(each, *(entries.entries_called(each, name)[0] for name in names))
    assert move(db, copy) == Imported(known=1)
    assert credited(copy, public_id(copy, "bell")) == credited(copy, public_id(copy, "quay"))


def test_what_is_not_here_is_told(db: Any) -> None:
    line = {"public_id": "nobodyatall", "field": "venue", "new": "quay", "who": "ed"}
    made = {**line, "made": "2025-03-01T00:00:00Z"}
    assert import_corrections(db, [json.dumps(made)]) == Imported(taken=1, elsewhere=1)


REFUSED: dict[str, dict[str, Any]] = {
    "words never printed": {"field": "text", "new": "Words never printed"},
    "no words": {"field": "text", "new": None},
    "words that are a list": {"field": "text", "new": ["a"]},
    "a day that is none": {"field": "date", "new": "2026-02-30"},
    "a day that is a number": {"field": "date", "new": 20260101},
    "a day that is an object": {"field": "date", "new": {"a": 1}},
    "a kind of venue that is none": {"field": "venue_kind", "new": "moon"},
    "a speaker that is an object": {"field": "speaker", "new": {"a": 1}},
    "a speaker of control characters": {"field": "speaker", "new": "\x00\x1b[31m"},
    "speakers within speakers": {"field": "speaker", "new": [["x"], 5]},
    "a kind of speaker that is none": {"field": "speaker_kind", "new": "alien"},
    "a field that is none": {"field": "colour", "new": "red"},
    "a standing that is none": {"field": "standing", "new": "bogus"},
    "bounds that are words": {"field": "segments", "new": "zz"},
    "bounds before the text": {
        "field": "segments", "new": {"text_sha256": "0" * 64, "spans": [[-5, 9999999]]},
    },
    "bounds without words": {
        "field": "segments", "new": {"text_sha256": "0" * 64, "spans": [[0, 5]]},
    },
    "a time that is none": {"field": "venue", "new": "quay", "made": "yesterday\x1b[31m"},
    "an action that is none": {"field": "venue", "action": "explode"},
    "no value": {"field": "venue"},
    "a reason that is a list": {"field": "venue", "new": "quay", "why": ["x"]},
    "the name of the machine": {"field": "venue", "new": "quay", "who": "(automatic)"},
    "no character": {"field": "venue", "new": "\ud800"},
    "no number": {"field": "venue", "new": float("nan")},
    "a script for an address": {"field": "url", "new": "javascript:alert(1)"},
}  # fmt: skip


@pytest.mark.parametrize("said", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_is_refused_with_its_line(db: Any, said: dict[str, Any]) -> None:
    good = {
        "public_id": public_id(db, "bell"), "field": "role", "new": "mayor", "who": "ed",
        "made": "2025-03-01T00:00:00Z",
    }  # fmt: skip
    bad = {key: value for key, value in good.items() if key != "new"} | said
    with pytest.raises(InputError, match=r"^moved\.ndjson, line 2"):
        import_corrections(db, [json.dumps(good), json.dumps(bad)], "moved.ndjson")
    assert db.execute("SELECT count(*) FROM corrections").fetchone() == (0,)


@pytest.mark.parametrize("line", ["{", "[]", "[" * 100_000, "null", '{"public_id": 1}'])
def test_what_is_no_correction_is_refused(db: Any, line: str) -> None:
    with pytest.raises(InputError, match=r"^input, line 1"):
        import_corrections(db, [line])
