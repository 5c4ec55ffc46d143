"""Articles into the database: versions, quotes, ids, speakers, the log."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from stored_articles import JANE, article, quote, quotes, unmark

from quotes.errors import DatabaseError, InputError, QuotesError
from quotes.models import Evidence, Quote, Span, Speaker
from quotes.store.check import check
from quotes.store.database import open_database, writing
from quotes.store.ingest import Ingested, ingest, is_current, record_failure, record_unchanged
from quotes.store.replacement import replace_quotes

FIRST = "“[a:We won,]” Jane Doe said, “[a:fairly.]”\n“[b:They lost the vote,]” she said."
SECOND = "CORRECTED\n" + FIRST


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Any]:
    """A database that must be sound after every test."""
    path = tmp_path / "quotes.db"
    with closing(open_database(path)) as db:
        yield db
    assert check(path) == []


def put(db: Any, marked: str, values: dict[str, Any] | None = None, **known: Any) -> Ingested:
    text, _ = unmark(marked)
    found = quotes(marked, **(values or {}))
    return ingest(db, article(text, **known), found, parser_version="1")


def ids(db: Any) -> dict[str, str]:
    """Public ids by the text of the quote, those in place."""
    rows = db.execute("SELECT text, public_id FROM quotes WHERE standing <> 'retired'")
    return dict(rows.fetchall())


def dump(db: Any, *but: str) -> dict[str, list[Any]]:
    tables = set(db.table_names()) - {t for t in db.table_names() if t.startswith("quotes_")}
    return {table: db.execute(f"SELECT * FROM {table}").fetchall() for table in tables - set(but)}


def one(db: Any, query: str, *values: Any) -> Any:
    return db.execute(query, values).fetchone()


def test_a_quote_is_stored_with_all_its_parts(db: Any) -> None:
    text, spans = unmark("Today “[a:We won,]” Jane Doe said, “[a:fairly.]”")
    mention = Span(text.index("Jane"), text.index(" said"))
    made = quote(
        text,
        spans["a"],
        speakers=(replace(JANE, mention=mention), Speaker("Initech", "organization")),
        evidence=(
            Evidence("speaker", mention),
            Evidence("cue", Span(28, 30)),
            Evidence("cue", Span(28, 32)),
        ),
        occasion=1,
        date="2025-02-24",
        date_precision="day",
        date_basis="explicit",
        date_confidence=1.0,
        venue_confidence=0.5,
    )
    result = ingest(db, article(text, title="Vote"), [made], parser_version="7")
    assert result.outcome == "added"
    assert result.quotes == 1
    row = dict(next(db.query("SELECT * FROM effective_quotes")))
    expected = {
        "text": "We won, fairly.",
        "speaker": "Jane Doe and Initech",
        "role": "mayor of Elmstead",
        "venue": "rally in Ohio",
        "venue_place": "Ohio",
        "date": "2025-02-24",
        "occasion": 1,
        "context": text,
        "context_start": 0,
        "parser_version": "7",
        "title": "Vote",
        "standing": "parsed",
        "article": result.article_id,
    }
    assert {key: row[key] for key in expected} == expected
    assert re.fullmatch("[a-z2-7]{12}", row["public_id"])
    segments = db.execute('SELECT start, "end" FROM segments ORDER BY position').fetchall()
    assert [text[start:end] for start, end in segments] == ["We won,", "fairly."]
    assert one(db, "SELECT mention_start, mention_end FROM quote_speakers") == (
        mention.start,
        mention.end,
    )
    assert db.execute('SELECT field, start, "end" FROM evidence').fetchall() == [
        ("cue", 28, 32),
        ("speaker", mention.start, mention.end),
    ]
    stored = one(db, "SELECT text_sha256, text FROM versions JOIN texts USING (version_id)")
    assert stored == (hashlib.sha256(text.encode()).hexdigest(), text)


def test_the_same_bytes_change_nothing_but_the_log(db: Any) -> None:
    first = put(db, FIRST, title="Vote")
    before = dump(db, "ingest_log")
    again = put(db, FIRST, title="Another title")
    assert again == Ingested("unchanged", first.article_id, 2)
    assert dump(db, "ingest_log") == before
    log = db.execute("SELECT outcome, source, article_id, quotes FROM ingest_log").fetchall()
    assert log == [
        ("added", "https://example.org/story", 1, 2),
        ("unchanged", "https://example.org/story", 1, 2),
    ]


def test_is_current(db: Any) -> None:
    text, _ = unmark(FIRST)
    assert not is_current(db, article(text))
    put(db, FIRST)
    assert is_current(db, article(text))
    assert not is_current(db, article(text, url="https://example.org/other"))
    assert not is_current(db, article(text, raw_sha256="0" * 64))


SAME_PATH: dict[str, tuple[list[str | None], str | None, set[str | None], str]] = {
    "outlet left out": (["Bugle"], None, {"Bugle"}, "new version"),
    "outlet given at last": ([None], "Bugle", {"Bugle"}, "new version"),
    "another outlet": (["Bugle"], "Gazette", {"Bugle", "Gazette"}, "added"),
    "left out, but of two": (["Bugle", "Gazette"], None, {"Bugle", "Gazette", None}, "added"),
}


@pytest.mark.parametrize(
    ("before", "given", "outlets", "outcome"), SAME_PATH.values(), ids=SAME_PATH
)
def test_a_path_is_one_article_with_and_without_outlet(
    db: Any,
    before: list[str | None],
    given: str | None,
    outlets: set[str | None],
    outcome: str,
) -> None:
    known: dict[str, Any] = {"url": None, "path": "/news/vote.txt"}
    put(db, FIRST, url=None, path="/elsewhere/news/vote.txt", outlet="Bugle")
    put(db, FIRST, url=None, given_id="x\x1f/news/vote.txt")
    for outlet in before:
        first = put(db, FIRST, **known, outlet=outlet)
    text, _ = unmark(FIRST)
    assert is_current(db, article(text, **known, outlet=given)) is (outcome == "new version")
    result = put(db, SECOND, **known, outlet=given)
    assert result.outcome == outcome
    assert (result.article_id == first.article_id) is (outcome == "new version")
    identities = {f"path:{outlet or ''}\x1f/news/vote.txt" for outlet in outlets}
    rows = db.execute("SELECT identity, outlet FROM articles WHERE article_id > 2").fetchall()
    assert {identity for identity, _ in rows} == identities
    assert {outlet for _, outlet in rows} == outlets


@pytest.mark.parametrize("again", ["ingest", "record_unchanged"])
def test_an_outlet_given_at_last_is_kept_though_the_bytes_are_the_same(db: Any, again: str) -> None:
    known: dict[str, Any] = {"url": None, "path": "/news/vote.txt"}
    first = put(db, FIRST, **known)
    if again == "ingest":
        assert put(db, FIRST, **known, outlet="Bugle") == replace(first, outcome="unchanged")
    else:
        record_unchanged(db, article(unmark(FIRST)[0], **known, outlet="Bugle"))
    assert db.execute("SELECT public_id, identity, outlet FROM articles").fetchall() == [
        (first.article_id, "path:Bugle\x1f/news/vote.txt", "Bugle")
    ]
    assert is_current(db, article(unmark(FIRST)[0], **known))


def test_the_article_of_a_path_is_found_by_an_index(db: Any) -> None:
    plan = db.execute(
        "EXPLAIN QUERY PLAN SELECT identity FROM articles WHERE identity GLOB 'path:*'"
        " AND substr(identity, instr(identity, char(31)) + 1) = ? LIMIT 2",
        ["/a"],
    ).fetchall()
    assert "articles_path" in plan[0][3]


def test_records_in_the_log(db: Any) -> None:
    text, _ = unmark(FIRST)
    put(db, FIRST)
    record_unchanged(db, article(text))
    record_failure(db, "caf\udce9.txt", "caf\udce9.txt: the file is empty")
    rows = db.execute("SELECT outcome, source, reason, quotes FROM ingest_log").fetchall()
    assert rows[1:] == [
        ("unchanged", "https://example.org/story", None, 2),
        ("failed", "caf\\udce9.txt", "caf\\udce9.txt: the file is empty", None),
    ]
    with pytest.raises(InputError, match="is not in the database"):
        record_unchanged(db, article(text, url="https://example.org/other"))


def test_ids_are_the_same_in_every_database(db: Any, tmp_path: Path) -> None:
    put(db, "“[x:Something else.]”", url="https://example.org/before")
    here = put(db, FIRST)
    with closing(open_database(tmp_path / "other.db")) as other:
        assert put(other, FIRST) == here
        assert ids(other).items() <= ids(db).items()


def test_equal_quotes_have_ids_of_their_own(db: Any) -> None:
    marked = "“[a:Yes.]” “[b:Yes.]” “[c:Yes.]”"
    put(db, marked)
    put(db, marked, url="https://example.org/wire-copy")
    rows = db.execute("SELECT public_id FROM quotes").fetchall()
    assert len(set(rows)) == 6


def test_a_new_version_keeps_ids_and_corrections(db: Any) -> None:
    put(db, FIRST)
    before = ids(db)
    rows = dict(db.execute("SELECT public_id, quote_id FROM quotes").fetchall())
    lost = before["They lost the vote,"]
    for public_id, field, new in (
        (lost, "speaker", '"Janet Doe"'),
        (before["We won, fairly."], "standing", '"rejected"'),
    ):
        db.execute(
            "INSERT INTO corrections (public_id, field, new, who, made)"
            " VALUES (?, ?, ?, 'me', 'now')",
            [public_id, field, new],
        )
    result = put(db, SECOND)
    assert result.outcome == "new version"
    assert ids(db) == before
    assert dict(db.execute("SELECT public_id, quote_id FROM quotes").fetchall()) == rows
    assert db.execute("SELECT standing FROM quotes ORDER BY quote_id").fetchall() == [
        ("rejected",),
        ("corrected",),
    ]
    assert one(db, "SELECT speaker FROM effective_quotes WHERE public_id = ?", lost) == (
        "Janet Doe",
    )
    assert one(db, "SELECT count(*), min(version_id) FROM quotes") == (2, 2)


def test_a_quote_that_loses_its_place_is_retired_and_stays(db: Any) -> None:
    put(db, FIRST)
    before = ids(db)
    put(db, "“[a:We won,]” Jane Doe said, “[a:fairly.]”\n“[c:No comment.]”")
    assert one(
        db,
        "SELECT standing, replaced_by, version_id, text FROM quotes WHERE public_id = ?",
        before["They lost the vote,"],
    ) == ("retired", None, 1, "They lost the vote,")
    assert set(ids(db)) == {"We won, fairly.", "No comment."}
    put(db, FIRST + "\nMore.")
    returned = ids(db)["They lost the vote,"]
    assert returned != before["They lost the vote,"], "a retired id is never used again"


def test_a_merged_quote_says_what_replaced_it(db: Any) -> None:
    put(db, "“[a:We won the vote,]” she said, “[b:fairly.]”")
    before = ids(db)
    put(db, "NEW\n“[c:We won the vote,]” she said, “[c:fairly.]”")
    merged = ids(db)["We won the vote, fairly."]
    assert merged == before["We won the vote,"]
    assert one(db, "SELECT public_id FROM quotes WHERE replaced_by = ?", merged) == (
        before["fairly."],
    )


def test_parsing_the_stored_text_again(db: Any) -> None:
    put(db, FIRST)
    before = ids(db)
    again = "“[a:We won,]” Jane Doe said, “[a:fairly.]”\n“They [b:lost the vote],” she said."
    with writing(db):
        replace_quotes(db, 1, quotes(again), parser_version="2")
    assert ids(db) == {
        "We won, fairly.": before["We won, fairly."],
        "lost the vote": before["They lost the vote,"],
    }
    assert one(db, "SELECT count(*), min(parser_version) FROM quotes") == (2, "2")
    indexed = (
        "SELECT count(*) FROM quotes_fts JOIN indexed ON quotes_fts.rowid = document_id"
        " WHERE quotes_fts"
    )
    assert one(db, f"{indexed} MATCH 'they'") == (0,)
    assert one(db, f"{indexed} MATCH 'lost'") == (1,)


def test_metadata_is_brought_up_to_date_and_never_erased(db: Any) -> None:
    put(db, FIRST, title="Vote", outlet="Bugle", bylines=("Ann Roe", "Bo Poe"))
    put(db, SECOND, title="Vote won", outlet=None, section="", page="3")
    assert one(db, "SELECT title, outlet, section, page FROM articles") == (
        "Vote won",
        "Bugle",
        None,
        "3",
    )
    assert one(db, "SELECT byline FROM effective_articles") == ("Ann Roe; Bo Poe",)
    put(db, SECOND + " x", bylines=("Cy Moe",))
    assert one(db, "SELECT byline FROM effective_articles") == ("Cy Moe",)


def test_speakers_are_joined_across_articles(db: Any) -> None:
    for number, name in enumerate(["Jane Doe", "JANE DOÉ", "Wallace", "Wallace"]):
        put(
            db, FIRST, {"speakers": (Speaker(name, "person"),)}, url=f"https://example.org/{number}"
        )
    assert db.execute("SELECT name FROM speakers").fetchall() == [
        ("Jane Doe",),
        ("Wallace",),
        ("Wallace",),
    ]
    assert db.execute("SELECT normalized FROM aliases").fetchall() == [
        ("jane doe",),
        ("wallace",),
        ("wallace",),
    ]


FORGOTTEN = {
    "its bytes": hashlib.sha256(unmark(FIRST)[0].encode()).hexdigest(),
    "its text": hashlib.sha256(unmark(FIRST)[0].encode()).hexdigest(),
    "its identity": hashlib.sha256(b"url:https://example.org/story").hexdigest(),
}


@pytest.mark.parametrize("which", FORGOTTEN)
def test_what_was_removed_on_demand_does_not_come_back(which: str, db: Any) -> None:
    db.execute("INSERT INTO forgotten VALUES (?, 'article', NULL, 'now')", [FORGOTTEN[which]])
    raw = FORGOTTEN["its bytes"] if which == "its bytes" else "0" * 64
    before = dump(db)
    with pytest.raises(InputError, match="was removed on demand"):
        put(db, FIRST if which != "its identity" else SECOND, raw_sha256=raw)
    assert dump(db) == before


TEXT, SPANS = unmark("Before.\n“[a:We won,]” she said, “[a:fairly.]”\nAfter.")
GOOD = quote(TEXT, SPANS["a"])
WRONG: dict[str, dict[str, Any]] = {
    "other words": {"text": "We won, unfairly."},
    "joined by a newline within a paragraph": {"text": "We won,\nfairly."},
    "no segments": {"segments": (), "text": ""},
    "reversed segment": {"segments": (Span(12, 10),)},
    "empty segment": {"segments": (*GOOD.segments, Span(40, 40)), "text": "We won, fairly. "},
    "segments out of order": {"segments": GOOD.segments[::-1], "text": "fairly. We won,"},
    "segment outside the context": {"context": Span(0, 20)},
    "context beyond the text": {"context": Span(0, 999)},
    "negative context": {"context": Span(-1, 40)},
    "mention beyond the text": {"speakers": (replace(JANE, mention=Span(0, 999)),)},
    "empty evidence": {"evidence": (Evidence("cue", Span(3, 3)),)},
}


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG)
def test_what_is_not_what_its_offsets_say_is_not_stored(change: dict[str, Any], db: Any) -> None:
    before = dump(db)
    with pytest.raises(QuotesError, match="cannot be stored") as caught:
        ingest(db, article(TEXT), [GOOD, replace(GOOD, **change)], parser_version="1")
    assert "\n" not in str(caught.value)
    assert dump(db) == before
    assert ingest(db, article(TEXT), [GOOD], parser_version="1").outcome == "added"


def test_segments_in_two_paragraphs_are_joined_by_a_newline(db: Any) -> None:
    put(db, "“[a:We won.]\n“[a:They lost.]”", {"context": Span(0, 21)})
    assert list(ids(db)) == ["We won.\nThey lost."]


@pytest.mark.parametrize(
    "known", [{"title": "\ud800"}, {"given_id": "\udfff", "url": None, "title": "\ud800"}]
)
def test_metadata_that_are_no_characters(known: dict[str, Any], db: Any) -> None:
    with pytest.raises(InputError, match=r"'\\ud800' is no character"):
        put(db, FIRST, **known)
    assert one(db, "SELECT count(*) FROM articles") == (0,)


def test_a_text_that_is_no_characters(db: Any) -> None:
    with pytest.raises(InputError, match=r"story: '\\udce9' is no character: save it as UTF-8"):
        ingest(db, article("caf\udce9", raw_sha256="0" * 64), [], parser_version="1")


HOSTILE = {
    "empty": "",
    "control characters": "\0“[a:a\0b\x1f\x7f]” \0",
    "markup": "“[a:<script>alert(1)</script>']” said \"; DROP TABLE quotes; --",
    "beyond the basic plane": "😀 “[a:😀 won 👍🏽]” 😀",
    "line separators": "“[a:a\u2028b\r\nc\x85]”",
}


@pytest.mark.parametrize("marked", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_stored_as_it_is(marked: str, db: Any) -> None:
    text, _ = unmark(marked)
    put(db, marked)
    assert one(db, "SELECT text FROM texts") == (text,)
    put(db, marked + "\nMore.")


def test_thousands_of_equal_quotes(db: Any) -> None:
    text = "“Yes.” " * 3000
    starts = range(1, len(text), 7)
    made = [Quote("Yes.", "direct", (Span(s, s + 4),), Span(s - 1, s + 5)) for s in starts]
    ingest(db, article(text), made, parser_version="1")
    everything = "SELECT quote_id, public_id, standing FROM quotes ORDER BY quote_id"
    before = db.execute(everything).fetchall()
    ingest(db, article(text + "."), made, parser_version="1")
    assert db.execute(everything).fetchall() == before


def test_a_published_copy_takes_no_new_versions(db: Any) -> None:
    put(db, FIRST)
    db.execute("DELETE FROM texts")
    with pytest.raises(DatabaseError, match="lacks the text of an article"):
        put(db, SECOND)
    assert one(db, "SELECT count(*) FROM versions") == (1,)


def test_a_failure_of_sqlite_is_one_line_and_undone(db: Any) -> None:
    with pytest.raises(DatabaseError, match=r"quotes\.db failed .*speaker_confidence"):
        put(db, FIRST, {"speaker_confidence": 1.5})
    assert one(db, "SELECT count(*) FROM articles") == (0,)
    assert not db.conn.in_transaction
    with pytest.raises(sqlite3.IntegrityError):
        db.execute("INSERT INTO texts VALUES (99, 'references are enforced')")


def test_an_article_may_return_to_an_earlier_text(db: Any) -> None:
    put(db, FIRST)
    put(db, SECOND)
    back = put(db, FIRST)
    assert back.outcome == "new version"
    newest = one(db, "SELECT max(version_id) FROM versions")
    assert set(db.execute("SELECT version_id FROM quotes").fetchall()) == {newest}
