"""Entries that turn out to be one person's, and people's say in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from stored_articles import article

from quotes.errors import InputError
from quotes.parsing.pipeline import parse
from quotes.roster import list_speakers, merged_entries
from quotes.store import entries
from quotes.store.check import check
from quotes.store.database import open_database
from quotes.store.decisions import AUTOMATIC, recorded, undo
from quotes.store.ingest import ingest
from quotes.store.reunions import looked_at_again
from quotes.store.transfer import exported_corrections


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Any]:
    path = tmp_path / "quotes.db"
    with closing(open_database(path)) as db:
        yield db
    assert check(path) == []


def read(db: Any, number: int, role: str, place: str) -> None:
    """Another article, in which Jane Doe speaks."""
    text = (
        f"In {place} the line was cut on day {number}, and people from {place} waited.\n\n"
        f"“It will be mended,” said Jane Doe, {role}."
    )
    day = f"2020-05-{number:02}"
    made = article(text, published=day, name=f"s{number}", given_id=f"s{number}", url=None)
    ingest(db, made, parse(text, day), parser_version="1")


def two_entries(db: Any) -> None:
    """The mayor of a town, and somebody in another: nothing says that they are one."""
    for number in range(1, 5):
        read(db, number, "the mayor of Alderby", "Alderby")
    for number in range(5, 9):
        read(db, number, "the governor of Halvenia", "Halvenia")


def both_at_once(db: Any) -> None:
    """The same governor in the town's news, again and again."""
    for number in range(9, 25):
        read(db, number, "the governor of Halvenia and former mayor of Alderby", "Alderby")


def doe(db: Any) -> list[entries.Entry]:
    return entries.entries_called(db, "Jane Doe")


def test_two_become_one_and_that_is_told(db: Any) -> None:
    two_entries(db)
    before = doe(db)
    assert len(before) == 2
    both_at_once(db)
    (one,) = doe(db)
    assert list_speakers(db.conn, "jane doe")[0].quotes == 24
    merged = merged_entries(db.conn, one.public_id)
    assert {(each.name, each.who) for each in merged} == {("Jane Doe", AUTOMATIC)}
    assert {each.public_id for each in before} <= {one.public_id, *(each.id for each in merged)}
    assert list(exported_corrections(db)) == []


def test_what_people_take_back_is_not_done_again(db: Any) -> None:
    two_entries(db)
    both_at_once(db)
    with pytest.raises(InputError, match="nothing is left to undo"):
        undo(db)  # without a number it takes back what people did
    decision = max(each.decision for each in recorded(db))
    undo(db, decision)
    assert len(doe(db)) == 2
    for number in range(25, 29):
        read(db, number, "the governor of Halvenia and former mayor of Alderby", "Alderby")
    assert len(doe(db)) == 2
    with pytest.raises(InputError, match="taken back already"):
        undo(db, decision)


def test_whom_people_told_apart_stay_apart(db: Any) -> None:
    two_entries(db)
    one, other = doe(db)
    entries.keep_apart(db, one, other)
    both_at_once(db)
    assert {one.public_id, other.public_id} <= {each.public_id for each in doe(db)}


def test_the_entry_that_people_corrected_stays(db: Any) -> None:
    two_entries(db)
    known = {each.public_id for each in doe(db)}
    smaller = doe(db)[0]
    entries.link(db, smaller, "Q1")
    both_at_once(db)
    (one,) = doe(db)
    assert (one.public_id, one.external_id) == (smaller.public_id, "Q1")
    merged = merged_entries(db.conn, one.public_id)
    assert known <= {one.public_id, *(each.id for each in merged)}


def test_a_name_that_people_struck_out_joins_nobody(db: Any) -> None:
    for number in range(1, 5):
        read(db, number, "the mayor of Alderby", "Alderby")
    (jane,) = doe(db)
    entries.rename(db, jane, "Jane Roe")
    (roe,) = entries.entries_called(db, "Jane Roe")
    entries.remove_alias(db, roe, "Jane Doe")
    read(db, 5, "the mayor of Alderby", "Alderby")
    (other,) = doe(db)
    assert other.public_id != jane.public_id


def test_growing_by_a_fifth_is_a_reason_to_look_again() -> None:
    again = [size for size in range(1, 60) if looked_at_again(size)]
    assert again[0] >= 6
    assert all(1 < b / a < 1.4 for a, b in pairwise(again))
