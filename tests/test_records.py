from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from small_database import ROWS, correct, small_database, withdraw

from quotes.errors import InputError, UnknownQuoteError
from quotes.filtering import speakers_like
from quotes.models import Evidence, Filters, Quote, QuoteRecord, Span, Speaker, Venue
from quotes.parsing.pipeline import PARSER_VERSION, parse
from quotes.reading import read
from quotes.records import (
    EXPORT_COLUMNS,
    exported,
    extracted,
    find_quote,
    find_quotes,
)
from quotes.roster import list_speakers
from quotes.store.check import check
from quotes.store.database import connect, open_database
from quotes.store.ingest import ingest

NEWEST_FIRST = "06 07 08 15 18 19 21 09 03 05 13 23 24 02 01 14 16 17 22 04 11 20 12"


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    connection = small_database()
    yield connection
    connection.close()


def found(connection: sqlite3.Connection, filters: Filters) -> list[str]:
    return [record.public_id[-2:] for record in find_quotes(connection, filters)]


def test_a_record_has_every_field(connection: sqlite3.Connection) -> None:
    assert find_quote(connection, "aaaaaaaa09") == QuoteRecord(
        public_id="aaaaaaaa09",
        text="We stand together, and we will stand tomorrow.",
        kind="direct",
        standing="parsed",
        context="“We stand together, and we will stand tomorrow.”",
        context_start=0,
        speaker="Emmanuelle Macreau and Volodar Zelenskyy",
        speaker_kind="person",
        role="role of Emmanuelle Macreau; role of Volodar Zelenskyy",
        speaker_confidence=0.87654,
        cue="said",
        date="2025-03-01",
        date_precision="day",
        date_basis="explicit",
        parser_version="1",
        article="post",
        identity="id:post",
        outlet="The Vale Post",
        title="News of post",
        published="2025-03-03",
        url="https://post.example/1",
        segments=(Span(1, 47),),
        evidence=(Evidence("speaker", Span(70, 80)),),
    )


def test_several_bylines_and_segments(connection: sqlite3.Connection) -> None:
    record = find_quote(connection, "aaaaaaaa24")
    assert record.bylines == ("Ines Okoro", "Tom Vale")
    assert record.segments == (Span(1, 18), Span(19, 41))


@pytest.mark.parametrize("public_id", ["aaaaaaaa01", "AAAAAAAA01", "AaAaAaAa01", " aaaaaaaa01\n"])
def test_an_id_is_found_in_any_case(connection: sqlite3.Connection, public_id: str) -> None:
    assert find_quote(connection, public_id).public_id == "aaaaaaaa01"


@pytest.mark.parametrize(
    "public_id", ["", "aaaaaaaa99", "%", "' OR 1=1 --", "\ud800", "é", "\x00", "a" * 100_000]
)
def test_an_unknown_id_is_one_short_line(connection: sqlite3.Connection, public_id: str) -> None:
    with pytest.raises(UnknownQuoteError) as raised:
        find_quote(connection, public_id)
    assert len(str(raised.value)) < 120
    assert "\n" not in str(raised.value)


def test_rejected_and_retired_quotes_are_found_by_id_only(connection: sqlite3.Connection) -> None:
    correct(connection, "aaaaaaaa01", "standing", "rejected")
    connection.execute(
        "UPDATE quotes SET standing = 'retired', replaced_by = 'aaaaaaaa03'"
        " WHERE public_id = 'aaaaaaaa02'"
    )
    assert find_quote(connection, "aaaaaaaa01").standing == "rejected"
    assert find_quote(connection, "aaaaaaaa02").replaced_by == "aaaaaaaa03"
    assert found(connection, Filters()) == NEWEST_FIRST.replace(" 02 01", "").split()


def test_newest_first_by_the_day_said_else_published(connection: sqlite3.Connection) -> None:
    assert found(connection, Filters()) == NEWEST_FIRST.split()


def test_pages_are_parts_of_the_whole(connection: sqlite3.Connection) -> None:
    pages = [
        [record.public_id[-2:] for record in find_quotes(connection, Filters(), limit=5, offset=at)]
        for at in range(0, 30, 5)
    ]
    assert [public_id for page in pages for public_id in page] == NEWEST_FIRST.split()
    assert list(find_quotes(connection, Filters(), limit=0)) == []
    with pytest.raises(InputError):
        find_quotes(connection, Filters(), limit=-1)


def test_quotes_are_loaded_as_they_are_asked_for() -> None:
    many = tuple(replace(ROWS[0], id=f"b{number:09}") for number in range(1_200))
    connection = small_database(many)
    loads: list[str] = []
    connection.set_trace_callback(lambda sql: loads.append(sql) if "FROM segments" in sql else None)
    stream = find_quotes(connection, Filters())
    assert next(stream).public_id == "b000000000"
    assert len(loads) == 1
    assert len(list(stream)) == 1_199
    assert len(loads) == 3
    connection.close()


FILTERS = {
    "a family name": (Filters(speaker="lindqvist"), "06 07"),
    "a given name is not the start of another": (Filters(speaker="Ann"), "21 23 02 14 11 20"),
    "the start of a name, and an initial": (Filters(speaker="macr e"), "09 01"),
    "another name of the speaker": (Filters(speaker="dwu"), "08 24"),
    "more than the name": (Filters(speaker="Ms. Ann Lee of Harbour"), "21 23 02 14 11 20"),
    "two letters wrong in a name": (Filters(speaker="zelenski"), "09"),
    "swapped letters": (Filters(speaker="macraeu"), "09 01"),
    "no diacritics, no hyphen": (Filters(speaker="jean luc perigny"), "04"),
    "no apostrophe": (Filters(speaker="zoe obrien"), "18 19 03 17 22"),
    "a curly apostrophe": (Filters(speaker="O’BRIEN"), "18 19 03 17 22"),
    "an organization by a word and a typo": (Filters(speaker="dock wrokers"), "08 24"),
    "an unnamed speaker": (Filters(speaker="official"), "05"),
    "words of a venue": (Filters(venue="FOX interview"), "02"),
    "a venue's kind, in words": (Filters(venue="news conf"), "03"),
    "a place without its diacritics": (Filters(venue="sao paulo"), "04"),
    "a short name is a whole word": (Filters(venue="X"), "05"),
    "a venue misspelt": (Filters(venue="raly in Ohoi"), "01"),
    "a venue's name misspelt": (Filters(venue="Foxx Nwes"), "02"),
    "a venue's kind misspelt": (Filters(venue="news conferense"), "03"),
    "a venue's place misspelt, without diacritics": (Filters(venue="sao palo"), "04"),
    "an outlet by a word": (Filters(outlet="vale"), "06 07 08 15 18 19 21 09"),
    "an outlet misspelt, without diacritics": (Filters(outlet="elan hebod"), "14 16 17 22 04"),
    "from a day on": (Filters(since="2025-03-03"), "06 07 08 15 18 19 21"),
    "a month is its first day as a lower bound": (
        Filters(since="2025-02", until="2025-02-23"),
        "02 01",
    ),
    "until a month includes the whole of it": (
        Filters(since="2025-02-21", until="2025-02"),
        "03 05 13 23 24 02",
    ),
    "until a year": (Filters(until="2023"), "11 20"),
    "a day within a month that is all we know": (Filters(since="2023-07-15", until="2024"),
        "14 16 17 22 04 11 20"),
    "a kind": (Filters(kinds=("mixed",)), "08"),
    "indirect quotes only when asked for": (Filters(kinds=("indirect",)), "10"),
    "several kinds": (Filters(kinds=("indirect", "mixed")), "08 10"),
    "filters together": (Filters(speaker="lee", outlet="courier", until="2024"), "11 20"),
}  # fmt: skip


@pytest.mark.parametrize(("filters", "expected"), FILTERS.values(), ids=FILTERS.keys())
def test_filters(connection: sqlite3.Connection, filters: Filters, expected: str) -> None:
    assert found(connection, filters) == expected.split()


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        (Filters(speaker="xyzzy"), "no speaker like 'xyzzy': see `quotes speakers`"),
        (Filters(speaker="…"), "no speaker like '…': see `quotes speakers`"),
        (Filters(speaker="\ud800"), "no speaker like '\\ud800': see `quotes speakers`"),
        (Filters(outlet="Gazette"), "no outlet like 'Gazette'"),
        (Filters(venue="opera"), "no venue like 'opera': see `quotes search` without --venue"),
        (Filters(venue="%_"), "no venue like '%_'"),
        (Filters(venue="Y"), "no venue like 'Y'"),
        (Filters(since="2025", until="2024"), "2025 is after 2024: give the earlier date first"),
        (Filters(since="2025-03-01", until="2025-02"), "2025-03-01 is after 2025-02"),
        (Filters(since="yesterday"), "'yesterday' is no date: write 2025-02-24, 2025-02 or 2025"),
        (Filters(until="2025-02-30"), "'2025-02-30' is no date"),
        (Filters(until="2025-2"), "'2025-2' is no date"),
        (Filters(until="٢٠٢٥"), "'٢٠٢٥' is no date"),
        (Filters(until="9" * 5_000), "is no date"),
    ],
)
def test_a_filter_that_cannot_be_met_is_said_at_once(
    connection: sqlite3.Connection, filters: Filters, message: str
) -> None:
    with pytest.raises(InputError) as raised:
        find_quotes(connection, filters)
    assert message in str(raised.value)
    assert len(str(raised.value)) < 200


def test_two_listings_by_venue_can_be_read_at_once(connection: sqlite3.Connection) -> None:
    first = find_quotes(connection, Filters(venue="fox"))
    second = find_quotes(connection, Filters(venue="ohio"))
    assert [record.public_id[-2:] for record in (*first, *second)] == ["02", "01"]


CORRECTIONS = {
    "to a known speaker": ("Ann Lee", "ann lee", True),
    "found by another name of that speaker": ("Volodar Zelenskyy", "zelensky", True),
    "to a name nobody else has": ("Ida Newcomer", "newcommer", True),
    "to two people": ("Ida Newcomer and Ann Lee", "newcomer", True),
    "no longer whom the parser credited": ("Ann Lee", "macreau", False),
    "to nobody": (None, "macreau", False),
}


@pytest.mark.parametrize(("name", "wanted", "shown"), CORRECTIONS.values(), ids=CORRECTIONS.keys())
def test_the_speaker_filter_honours_corrections(
    connection: sqlite3.Connection, name: str | None, wanted: str, shown: bool
) -> None:
    correct(connection, "aaaaaaaa01", "speaker", name)
    assert find_quote(connection, "aaaaaaaa01").speaker == name
    assert ("01" in found(connection, Filters(speaker=wanted))) is shown
    withdraw(connection, "aaaaaaaa01", "speaker")
    assert "01" in found(connection, Filters(speaker="macreau"))


def test_other_filters_honour_corrections(connection: sqlite3.Connection) -> None:
    correct(connection, "aaaaaaaa01", "venue", "lecture in Oslo")
    correct(connection, "aaaaaaaa01", "date", "2026-01-01")
    correct(connection, "undated", "outlet", "Nightly Lantern")
    assert found(connection, Filters(venue="oslo")) == ["01"]
    assert found(connection, Filters(venue="lectrue")) == ["01"]
    assert "01" not in found(connection, Filters(venue="statement"))
    assert found(connection, Filters(since="2026")) == ["01"]
    assert found(connection, Filters(outlet="lantren")) == ["12"]


def test_speakers_most_quoted_first(connection: sqlite3.Connection) -> None:
    assert [(summary.name, summary.quotes) for summary in list_speakers(connection)] == [
        ("Ann Lee", 6),
        ("Zoë O'Brien", 5),
        ("Marta Quiet", 3),
        ("Anna Lindqvist", 2),
        ("Dock Workers' Union", 2),
        ("Emmanuelle Macreau", 2),
        ("Volodar Zelenskyy", 1),
        ("harbour official", 1),
        ("Jean-Luc Périgny", 1),
    ]


def test_a_summary_has_every_field(connection: sqlite3.Connection) -> None:
    (summary,) = list_speakers(connection, "presdient macreau")
    assert (summary.name, summary.kind, summary.quotes) == ("Emmanuelle Macreau", "person", 2)
    assert (summary.first, summary.last) == ("2025-02-20", "2025-03-01")
    assert summary.aliases == ("President Macreau",)
    assert summary.outlets == ("Harbour Courier", "The Vale Post")


def test_speakers_after_corrections(connection: sqlite3.Connection) -> None:
    correct(connection, "aaaaaaaa01", "speaker", "Ann Lee")
    correct(connection, "aaaaaaaa03", "speaker", "Ida Newcomer")
    correct(connection, "aaaaaaaa04", "standing", "rejected")
    correct(connection, "aaaaaaaa05", "speaker", None)
    quotes = {summary.name: summary.quotes for summary in list_speakers(connection)}
    assert quotes["Ann Lee"] == 7
    assert quotes["Emmanuelle Macreau"] == 1
    assert quotes["Ida Newcomer"] == 1
    assert not {"Jean-Luc Périgny", "harbour official"} & quotes.keys()
    assert [summary.quotes for summary in list_speakers(connection, "newcomer")] == [1]
    assert list_speakers(connection, "xyzzy") == []


def test_an_extracted_quote() -> None:
    quote = Quote(
        text="We won fairly",
        kind="mixed",
        segments=(Span(1, 7), Span(20, 26)),
        context=Span(0, 40),
        clause=(Span(0, 27),),
        cue="said",
        speakers=(
            Speaker("Ann Lee", "person", role="mayor", mention=Span(30, 33)),
            Speaker("Dock Workers' Union", "organization"),
        ),
        speaker_confidence=0.98765,
        venue=Venue(
            "interview on Fox News", "interview", "in an interview on Fox News", "Fox News"
        ),
        evidence=(Evidence("cue", Span(27, 31)),),
    )
    assert extracted("morning", quote) == {
        "article": "morning",
        "text": "We won fairly",
        "contents": [[1, 7], [20, 26]],
        "clause": [[0, 27]],
        "source": [30, 33],
        "cue": "said",
        "speaker": "Ann Lee and Dock Workers' Union",
        "speaker_kind": "person",
        "role": "mayor",
        "speakers": [
            {"name": "Ann Lee", "kind": "person", "role": "mayor", "mention": [30, 33]},
            {
                "name": "Dock Workers' Union",
                "kind": "organization",
                "role": None,
                "mention": None,
            },
        ],
        "venue": "interview on Fox News",
        "venue_kind": "interview",
        "venue_name": "Fox News",
        "venue_place": None,
        "venue_phrase": "in an interview on Fox News",
        "occasion": None,
        "date": None,
        "date_precision": None,
        "date_basis": None,
        "kind": "mixed",
        "speaker_confidence": 0.988,
        "venue_confidence": None,
        "date_confidence": None,
        "context": [0, 40],
        "evidence": [{"field": "cue", "start": 27, "end": 31}],
    }


def test_unknown_is_null_when_extracted() -> None:
    row = extracted("morning", Quote("We won", "direct", (Span(1, 7),), Span(0, 8)))
    assert {key for key, value in row.items() if value not in (None, [])} == {
        "article",
        "text",
        "contents",
        "kind",
        "context",
    }


def test_an_exported_row_is_flat(connection: sqlite3.Connection) -> None:
    row = exported(find_quote(connection, "aaaaaaaa24"))
    assert tuple(row) == EXPORT_COLUMNS
    assert EXPORT_COLUMNS[:13] == (
        *("public_id", "text", "speaker", "role", "venue", "venue_kind", "date", "kind"),
        *("standing", "outlet", "title", "published", "url"),
    )
    assert row["byline"] == "Ines Okoro; Tom Vale"
    assert row["segments"] == "1-18 19-41"
    assert row["speaker_confidence"] == 0.877
    assert row["venue"] is None
    assert {type(value) for value in row.values()} <= {str, int, float, type(None)}


def test_words_of_hard_wrapped_text_break_at_paragraphs_only(tmp_path: Path) -> None:
    article = tmp_path / "wrapped.txt"
    article.write_text(
        "The council met on Monday and heard the engineers for almost three\n"
        "hours before it came to a vote that nobody in the room had expected.\n\n"
        "“We can pay for steel or we can pay for funerals,” said Jane Doe, the\n"
        "mayor of Salem. “I know which of the two bills I would rather sign, and\n"
        "I think that you do.\n\n"
        "“So does the whole of this town, which has paid for both of them in\n"
        "the past and will remember it.”\n",
        encoding="utf-8",
    )
    read_article = read(str(article))
    database = open_database(tmp_path / "quotes.db")
    with closing(database):
        ingest(database, read_article, parse(read_article.text), parser_version=PARSER_VERSION)
    assert check(tmp_path / "quotes.db") == []
    with closing(connect(tmp_path / "quotes.db")) as connection:
        [record] = find_quotes(connection, Filters())
    assert record.text == (
        "We can pay for steel or we can pay for funerals, I know which of the two bills "
        "I would rather sign, and I think that you do.\n"
        "So does the whole of this town, which has paid for both of them in the past and "
        "will remember it."
    )


def test_speakers_of_like_names_are_told_apart(connection: sqlite3.Connection) -> None:
    found = speakers_like(connection, "ann")
    assert [name for name, _ in found] == ["Ann Lee"]
    assert [name for name, _ in speakers_like(connection, "a")] == ["Ann Lee", "Anna Lindqvist"]
    assert speakers_like(connection, "xyzzy") == []
