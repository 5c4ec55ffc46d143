"""Tables that SQLite composes are those that `exported` defines."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterator

import pytest
from small_database import correct
from table_rows import hostile_database

from quotes.citing import dump, tables
from quotes.errors import InputError
from quotes.models import Filters
from quotes.records import EXPORT_COLUMNS, count_quotes, exported, find_ids, find_quotes, load

EVERYTHING = Filters(kinds=("direct", "mixed", "indirect"))


@pytest.fixture(scope="module")
def connection() -> Iterator[sqlite3.Connection]:
    database = hostile_database(1000)
    correct(database, "aaaaaaaa02", "speaker", "Zoë O'Brien")
    correct(database, "aaaaaaaa03", "text", 'The harbour is "ours", they say.')
    correct(database, "aaaaaaaa04", "date", None)
    correct(database, "courier", "outlet", "=HYPERLINK(1)")
    database.execute("UPDATE speakers SET merged_into = 5 WHERE speaker_id = 6")
    yield database
    database.close()


@pytest.mark.parametrize("format", dump.FORMATS)
@pytest.mark.parametrize(
    "filters", [EVERYTHING, Filters(), Filters(speaker="ann lee"), Filters(since="2025-02-21")]
)
def test_lines_are_those_of_the_records(
    connection: sqlite3.Connection, filters: Filters, format: str
) -> None:
    records = [tuple(exported(each).values()) for each in find_quotes(connection, filters)]
    assert records
    line = tables.csv_line if format == "csv" else tables.json_line
    expected = [tables.csv_line(EXPORT_COLUMNS)] if format == "csv" else []
    made = list(dump.lines(connection, filters, format))
    if format == "csv":
        assert made == [*expected, *map(line, records)]
    else:
        import json

        assert [json.loads(each) for each in made] == [json.loads(line(each)) for each in records]


def test_most_lines_are_composed_by_sqlite(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[int] = []

    def counted(connection: sqlite3.Connection, ids: list[int]) -> object:
        loaded.extend(ids)
        return load(connection, ids)

    monkeypatch.setattr(dump, "load", counted)
    quotes = Filters(until="2025-03-03", kinds=("direct",))
    assert len(list(dump.lines(connection, quotes, "ndjson"))) > 200
    assert len(loaded) < 0.5 * count_quotes(connection, quotes)


def test_the_count_leaves_the_header_out() -> None:
    assert dump.write(iter(["header", "row"]), "csv", io.StringIO()) == 1
    assert dump.write(iter(["row", "row"]), "ndjson", io.StringIO()) == 2


def test_ids_come_in_the_order_of_the_quotes(connection: sqlite3.Connection) -> None:
    ids = list(find_ids(connection, EVERYTHING))
    assert len(ids) == len(set(ids)) == count_quotes(connection, EVERYTHING)
    listed = [each.public_id for each in find_quotes(connection, EVERYTHING)]
    assert [each.public_id for each in load(connection, ids)] == listed
    days = [each.date or each.published or "" for each in find_quotes(connection, EVERYTHING)]
    assert days == sorted(days, reverse=True)


def test_a_filter_that_nothing_fits_is_an_error_at_once(connection: sqlite3.Connection) -> None:
    with pytest.raises(InputError):
        dump.lines(connection, Filters(speaker="nobody at all"), "csv")
