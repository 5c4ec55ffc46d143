"""Which quotes are asked about, and in which order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from reviewed_articles import Said, newsroom

from quotes.errors import InputError
from quotes.models import Filters
from quotes.review import queue
from quotes.store.database import open_database
from quotes.store.editing import edit_quote, judge_quotes

SAID = (
    Said("The tide was late", "Ann Lee", 0.9),
    Said("Nobody rang the bell", "Tom Vale", 0.4),
    Said("We sold nine boats", None, None),
    Said("The road is shut", "Ida Lund", 0.4, venue="market hall"),
    Said("I kept the receipts", "Ann Lee", 0.95, date="2025-03-01"),
)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Any]:
    with closing(open_database(newsroom(tmp_path / "quotes.db", SAID))) as database:
        yield database


def asked(db: Any, filters: Filters | None = None, below: float | None = None) -> list[str]:
    """The first words of the quotes in the queue."""
    numbers = queue(db.conn, filters or Filters(), below)
    texts = dict(db.execute("SELECT quote_id, text FROM quotes").fetchall())
    return [texts[number].rsplit(" ", 1)[0] for number in numbers]


def test_the_riskiest_come_first_and_equals_as_they_were_stored(db: Any) -> None:
    assert asked(db) == [
        "We sold nine", "Nobody rang the", "The road is", "The tide was", "I kept the",
    ]  # fmt: skip


def test_below_keeps_whatever_has_an_answer_less_sure(db: Any) -> None:
    assert asked(db, below=0.3) == ["We sold nine"]
    assert asked(db, below=0.5) == ["We sold nine", "Nobody rang the", "The road is"]
    assert asked(db, below=0.65)[3:] == ["I kept the"], "its date is less sure"


@pytest.mark.parametrize("below", [-1.0, 0.0, 1.5])
def test_a_bound_that_is_no_confidence_is_refused(db: Any, below: float) -> None:
    with pytest.raises(InputError, match="no confidence"):
        queue(db.conn, Filters(), below)


def test_filters_are_those_of_search(db: Any) -> None:
    assert asked(db, Filters(speaker="ann lea")) == ["The tide was", "I kept the"]
    assert asked(db, Filters(venue="market")) == ["The road is"]
    assert asked(db, Filters(outlet="gull", since="2025-03-05"))[-1] == "The tide was"
    assert asked(db, Filters(kinds=("indirect",))) == []
    with pytest.raises(InputError, match="no speaker like"):
        queue(db.conn, Filters(speaker="zebedee"))


def test_what_people_decided_on_is_not_asked_about_again(db: Any) -> None:
    ids = [row[0] for row in db.execute("SELECT public_id FROM quotes ORDER BY quote_id")]
    judge_quotes(db, ids[:1], "confirmed")
    judge_quotes(db, ids[1:2], "rejected")
    edit_quote(db, ids[3], {"venue": "quay"})
    assert asked(db) == ["We sold nine", "I kept the"]


def test_the_order_is_made_without_reading_more_than_the_undecided(db: Any) -> None:
    queries: list[str] = []
    db.conn.set_trace_callback(queries.append)
    queue(db.conn, Filters(), 0.8)
    db.conn.set_trace_callback(None)
    plan = db.execute(f"EXPLAIN QUERY PLAN {queries[-1]}").fetchall()
    steps = " ".join(row[3] for row in plan)
    assert "USING INDEX quotes_standing" in steps
    assert "SCAN" not in steps
