"""The search index follows whatever becomes of a quote, in the transaction that changes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from stored_articles import article, quotes, unmark

from quotes.models import Filters
from quotes.searching import count, find
from quotes.store import entries, search_index
from quotes.store.check import check
from quotes.store.database import open_database
from quotes.store.decisions import WITHDRAWN, undo
from quotes.store.editing import edit_article, edit_quote, judge_quotes
from quotes.store.ingest import ingest
from quotes.store.reparse import reparse

MARKED = (
    "“[a:The tide was late at the harbour,]” Jane Doe said. “[b:Nobody rang the bell,]” she said."
)
AGAIN = "“[a:The tide was early at the harbour,]” Jane Doe said."


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Any]:
    path = tmp_path / "quotes.db"
    with closing(open_database(path)) as database:
        store(database, MARKED, outlet="The Courier", published="2025-02-24")
        yield database
    assert check(path) == []


def store(db: Any, marked: str, **known: Any) -> None:
    ingest(db, article(unmark(marked)[0], **known), quotes(marked, date=None), parser_version="2")


def first(db: Any) -> str:
    return str(find(db.conn, "tide harbour").hits[0].record.public_id)


def the_article(db: Any) -> str:
    return str(db.execute("SELECT public_id FROM articles").fetchone()[0])


def credited(db: Any) -> None:
    edit_quote(db, first(db), {"speaker": ["Ann Lee"]})


def entry(db: Any, name: str) -> entries.Entry:
    [found] = entries.entries_called(db, name)
    return found


def merged(db: Any) -> None:
    store(db, "“[a:We saw the tide,]” Ann Lee said.", url="https://example.org/2")
    edit_quote(db, str(find(db.conn, "saw").hits[0].record.public_id), {"speaker": ["Ann Lee"]})
    entries.merge(db, entry(db, "Ann Lee"), entry(db, "Jane Doe"))


STEPS: dict[str, tuple[Callable[[Any], object], str, Filters, int]] = {
    "as it was stored": (lambda db: None, "tide late", Filters(speaker="doe"), 1),
    "text corrected": (
        lambda db: edit_quote(db, first(db), {"text": "The tide was late"}),
        '"late at the harbour"', Filters(), 0,
    ),
    "venue corrected": (
        lambda db: edit_quote(db, first(db), {"venue": "the old quay"}),
        "tide", Filters(venue="quay"), 1,
    ),
    "date corrected": (
        lambda db: edit_quote(db, first(db), {"date": "2024-11-05"}),
        "tide", Filters(until="2024"), 1,
    ),
    "speaker corrected": (
        credited, "tide", Filters(speaker="doe"), 0,
    ),
    "speaker corrected, found by the new one": (
        credited, "tide", Filters(speaker="lee"), 1,
    ),
    "rejected": (lambda db: judge_quotes(db, [first(db)], "rejected"), "tide", Filters(), 0),
    "rejected, and taken back": (
        lambda db: (judge_quotes(db, [first(db)], "rejected"), undo(db)), "tide", Filters(), 1,
    ),
    "outlet of the article corrected": (
        lambda db: edit_article(db, the_article(db), {"outlet": "The Post"}),
        "tide", Filters(outlet="post"), 1,
    ),
    "day of the article corrected": (
        lambda db: edit_article(db, the_article(db), {"published": "2023-01-01"}),
        "tide", Filters(until="2023"), 1,
    ),
    "speakers merged, found by the name given up": (merged, "tide", Filters(speaker="doe"), 2),
    "speakers merged, found by the name kept": (merged, "tide", Filters(speaker="lee"), 2),
    "speakers merged, and parted": (
        lambda db: (merged(db), undo(db)), "tide", Filters(speaker="lee"), 1,
    ),
    "speaker renamed": (
        lambda db: entries.rename(db, entry(db, "Jane Doe"), "Jane Roe"),
        "tide", Filters(speaker="roe"), 1,
    ),
    "article printed anew, what it had": (
        lambda db: store(db, AGAIN, outlet="The Courier"), "late", Filters(), 0,
    ),
    "article printed anew, what it has": (
        lambda db: store(db, AGAIN, outlet="The Courier"), "early", Filters(), 1,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("step", "words", "filters", "expected"), STEPS.values(), ids=STEPS)
def test_the_index_follows(
    db: Any, step: Callable[[Any], object], words: str, filters: Filters, expected: int
) -> None:
    step(db)
    assert len(find(db.conn, words, filters).hits) == expected
    assert count(db.conn, words, filters) == expected


def test_many_quotes_are_indexed_as_few_are(db: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    tables = ("quotes_instances", "vocabulary", "tags", "indexed")
    store(
        db, "“[a:A naïve don’t at the e-mail’s end,]” Jane Doe said.", url="https://example.org/3"
    )
    few = {table: contents(db, table) for table in tables}
    monkeypatch.setattr(search_index, "_MANY", 0)
    with db.conn:
        search_index.clear_index(db.conn)
        assert find(db.conn, "tide").hits == ()
        search_index.update_index(db.conn)
    assert {table: contents(db, table) for table in tables} == few


def test_the_index_is_made_anew_where_most_of_it_is_of_the_past(
    db: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    quote, terms = first(db), "SELECT count(*) FROM quotes_instances"
    before = db.execute(terms).fetchone()
    for number in range(4):
        edit_quote(db, quote, {"venue": f"pier {number}"})
    edit_quote(db, quote, {"venue": WITHDRAWN})
    assert db.execute(terms).fetchone() > before
    assert list(reparse(db, [], lambda text, day: [], parser_version="2")) == []
    assert db.execute(terms).fetchone() > before  # not for so few
    monkeypatch.setattr(search_index, "_MANY", 0)
    assert list(reparse(db, [], lambda text, day: [], parser_version="2")) == []
    assert db.execute(terms).fetchone() == before
    assert first(db) == quote


def contents(db: Any, table: str) -> list[Any]:
    return sorted(db.execute(f"SELECT * FROM {table}").fetchall())
