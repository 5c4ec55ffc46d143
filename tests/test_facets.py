"""Facets, months and the order by date, of the small database."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator

import pytest
from small_database import correct, small_database

from quotes.models import Filters
from quotes.records import find_ids, find_quotes, load
from quotes.searching import FIRST, facets, find, timeline

EVERYTHING = Filters(kinds=("direct", "mixed", "indirect"))


@pytest.fixture(scope="module")
def connection() -> Iterator[sqlite3.Connection]:
    database = small_database()
    correct(database, "aaaaaaaa02", "speaker", "Zoë O'Brien")
    correct(database, "aaaaaaaa03", "speaker", None)
    correct(database, "aaaaaaaa04", "venue_kind", "speech")
    database.execute("UPDATE speakers SET merged_into = 5 WHERE speaker_id = 6")
    yield database
    database.close()


def test_facets_count_what_the_records_say(connection: sqlite3.Connection) -> None:
    ids = list(find_ids(connection, EVERYTHING))
    records = load(connection, ids)
    counted = facets(connection, ids, most=100)
    expected = {
        "venue": Counter(each.venue_kind for each in records),
        "outlet": Counter(each.outlet for each in records),
        "year": Counter((each.date or each.published or "")[:4] for each in records),
        "kind": Counter(each.kind for each in records),
        "speaker": Counter(
            name for each in records for name in (each.speaker or "").split(" and ")
        ),
    }
    for name, counts in expected.items():
        del counts[None if None in counts else ""]
        label = {facet.label: facet.count for facet in counted[name]}
        assert label == {str(value).replace("_", " "): n for value, n in counts.items()}, name
        assert name == "year" or list(label.values()) == sorted(label.values(), reverse=True)
    assert [facet.value for facet in counted["year"]] == sorted(expected["year"], reverse=True)


def test_a_facet_of_a_speaker_filters_by_it(connection: sqlite3.Connection) -> None:
    ids = list(find_ids(connection, EVERYTHING))
    for facet in facets(connection, ids)["speaker"]:
        filters = Filters(speaker=facet.value, kinds=EVERYTHING.kinds)
        assert len(list(find_ids(connection, filters))) == facet.count


def test_no_quotes_have_no_facets(connection: sqlite3.Connection) -> None:
    assert facets(connection, []) == {
        name: [] for name in ("speaker", "venue", "outlet", "year", "kind")
    }


@pytest.mark.parametrize(
    "filters", [Filters(), EVERYTHING, Filters(outlet="vale post"), Filters(since="2025-02-21")]
)
def test_the_months_are_those_of_the_quotes(
    connection: sqlite3.Connection, filters: Filters
) -> None:
    days = [each.date or each.published for each in find_quotes(connection, filters)]
    counted = Counter(day[:7] if day else None for day in days)
    assert dict(timeline(connection, filters)) == counted
    months = [month or "" for month, _ in timeline(connection, filters)]
    assert months == sorted(months)


def test_by_date_the_newest_come_first(connection: sqlite3.Connection) -> None:
    best = find(connection, "crew winds", limit=50)
    by_date = find(connection, "crew winds", limit=50, by_date=True)
    assert len(best.hits) > 1
    assert set(best.quote_ids) == set(by_date.quote_ids)
    days = [hit.record.date or hit.record.published or "" for hit in by_date.hits]
    assert days == sorted(days, reverse=True)
    assert [hit.record.public_id for hit in best.hits] != [
        hit.record.public_id for hit in by_date.hits
    ]


def test_what_was_ranked_is_more_than_what_is_shown(connection: sqlite3.Connection) -> None:
    for words in ("the harbour", ""):
        whole = find(connection, words, limit=50, ranked=FIRST)
        part = find(connection, words, limit=2, offset=1, ranked=FIRST)
        assert part.quote_ids == whole.quote_ids
        assert part.hits == whole.hits[1:3]
