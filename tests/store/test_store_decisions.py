"""What people decided holds, whatever is parsed, ingested, merged or taken back afterwards."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from stored_articles import article

from quotes.errors import InputError, UnknownQuoteError
from quotes.models import Article, Quote
from quotes.parsing.pipeline import parse
from quotes.records import find_quote
from quotes.roster import audit, list_speakers, printed_roles, what_is_corrected
from quotes.store import entries
from quotes.store.authority import export_authority, import_authority
from quotes.store.check import check
from quotes.store.database import open_database
from quotes.store.decisions import WITHDRAWN, undo
from quotes.store.editing import edit_article, edit_quote, judge_quotes
from quotes.store.ingest import ingest
from quotes.store.reparse import reparse, to_reparse
from quotes.store.suggestions import suggest
from quotes.store.transfer import Imported, exported_corrections, import_corrections

TEXT = (
    "“The tide was late,” said Ann Lee, the mayor of Tarn, on Monday.\n\n"
    "“Nobody rang the bell,” said Tom Vale. “The “Gull” sank,” he said."
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "quotes.db"


@pytest.fixture
def db(path: Path) -> Iterator[Any]:
    with closing(open_database(path)) as database:
        store(database, TEXT)
        yield database
    assert check(path) == []


def store(db: Any, text: str, name: str = "harbor") -> None:
    made = written(text, name)
    ingest(db, made, parse(text, made.published), parser_version="1")


def written(text: str, name: str = "harbor") -> Article:
    made = article(text, name=name, given_id=name, url=None, published="2025-03-05")
    return replace(made, text=text, raw_sha256=str(hash(text)))


def public_id(db: Any, words: str) -> str:
    row = db.execute("SELECT public_id FROM quotes WHERE text LIKE ?", [f"%{words}%"]).fetchone()
    return str(row[0])


def again(db: Any, quotes: list[Quote]) -> None:
    list(reparse(db, to_reparse(db, "2"), lambda *_: quotes, parser_version="2"))


def test_a_correction_holds_and_is_taken_back(db: Any) -> None:
    tide = public_id(db, "tide")
    before = find_quote(db.conn, tide)
    edit_quote(db, tide, {"speaker": ["Ida Lund"], "venue": "quay", "date": "2025-03"}, who="jo")
    now = find_quote(db.conn, tide)
    assert (now.speaker, now.role, now.venue, now.date) == ("Ida Lund", None, "quay", "2025-03")
    assert now.standing == "corrected"
    assert now.speaker_confidence is None
    again(db, parse(TEXT, "2025-03-05"))
    assert replace(find_quote(db.conn, tide), parser_version="1") == now
    assert {each.field for each in undo(db)} == {"speaker", "venue", "date"}
    assert replace(find_quote(db.conn, tide), parser_version="1") == before
    with pytest.raises(InputError, match="nothing is left to undo"):
        undo(db)


def test_undo_goes_further_and_further_back(db: Any) -> None:
    tide = public_id(db, "tide")
    for venue in ("quay", "pier"):
        edit_quote(db, tide, {"venue": venue})
    undo(db)
    assert find_quote(db.conn, tide).venue == "quay"
    undo(db)
    assert find_quote(db.conn, tide).standing == "parsed"


def test_a_confirmed_quote_keeps_what_was_confirmed(db: Any) -> None:
    bell = public_id(db, "bell")
    judge_quotes(db, [bell], "confirmed")
    quotes = [replace(each, speakers=(), venue=None, date=None) for each in parse(TEXT)]
    again(db, quotes)
    assert find_quote(db.conn, bell).speaker == "Tom Vale"
    assert find_quote(db.conn, public_id(db, "tide")).speaker is None


def test_what_was_confirmed_besides_a_correction_is_kept_as_well(db: Any) -> None:
    bell, tide = public_id(db, "bell"), public_id(db, "tide")
    for each in (bell, tide):
        edit_quote(db, each, {"venue": "quay"})
    judge_quotes(db, [bell], "confirmed")
    again(db, [replace(each, speakers=(), venue=None, date=None) for each in parse(TEXT)])
    now = find_quote(db.conn, bell)
    assert (now.speaker, now.venue, now.standing) == ("Tom Vale", "quay", "corrected")
    now = find_quote(db.conn, tide)
    assert (now.speaker, now.venue, now.standing) == (None, "quay", "corrected")


@pytest.mark.parametrize("standing", ["confirmed", "rejected"])
def test_what_was_decided_stays_when_the_parser_no_longer_finds_it(db: Any, standing: str) -> None:
    tide = public_id(db, "tide")
    judge_quotes(db, [tide], standing)
    again(db, [])
    assert find_quote(db.conn, tide).standing == standing
    store(db, "New words above.\n\n" + TEXT)
    assert find_quote(db.conn, tide).standing == standing


def test_bounds_follow_the_words_into_a_new_version(db: Any) -> None:
    tide = public_id(db, "tide")
    edit_quote(db, tide, {"text": "tide was late"})
    store(db, "A line before.\n\n" + TEXT)
    now = find_quote(db.conn, tide)
    assert now.text == "tide was late"
    (span,) = now.segments
    assert ("A line before.\n\n" + TEXT)[span.start : span.end] == now.text
    edit_quote(db, tide, {"text": WITHDRAWN})
    assert find_quote(db.conn, tide).text == "The tide was late,"


WRONG = {
    "a date that is none": {"date": "Monday"},
    "words that are not there": {"text": "the moon was late"},
    "a kind that is none": {"venue_kind": "party"},
    "a field that is none": {"mood": "glad"},
    "nobody": {"speaker": [" "]},
}


@pytest.mark.parametrize("values", WRONG.values(), ids=WRONG)
def test_what_cannot_be_is_refused_and_changes_nothing(db: Any, values: dict[str, Any]) -> None:
    tide = public_id(db, "tide")
    with pytest.raises(InputError):
        edit_quote(db, tide, {"venue": "quay", **values})
    assert find_quote(db.conn, tide).standing == "parsed"


def test_unknown_ids_are_named(db: Any) -> None:
    with pytest.raises(UnknownQuoteError, match="nothing"):
        edit_quote(db, "nothing", {"venue": "quay"})
    with pytest.raises(InputError, match="no article"):
        edit_article(db, "nothing", {"title": "New"})


def test_a_corrected_day_of_publication_counts_when_parsed_again(db: Any) -> None:
    tide = public_id(db, "tide")
    assert find_quote(db.conn, tide).date == "2025-03-03"
    edit_article(db, find_quote(db.conn, tide).article or "", {"published": "2025-03-12"})
    list(reparse(db, to_reparse(db, "2"), parse, parser_version="2"))
    assert find_quote(db.conn, tide).date == "2025-03-10"


def test_merging_splitting_and_undoing(db: Any) -> None:
    ann, tom = (entries.entries_called(db, name)[0] for name in ("Ann Lee", "tom vale"))
    entries.merge(db, ann, tom)
    assert {each.name for each in list_speakers(db.conn)} == {"Ann Lee"}
    assert list_speakers(db.conn, "vale")[0].name == "Ann Lee"
    with pytest.raises(InputError, match="one entry already"):
        entries.merge(db, ann, entries.entries_called(db, "Tom Vale")[0])
    undo(db)
    assert {each.name for each in list_speakers(db.conn)} == {"Ann Lee", "Tom Vale"}
    tide = public_id(db, "tide")
    with pytest.raises(InputError, match="is not Tom Vale's"):
        entries.split(db, tom, [tide], "Ann Lee")
    entries.split(db, ann, [tide], "Ann Lee")
    assert len(entries.entries_called(db, "Ann Lee")) == 2
    again(db, parse(TEXT, "2025-03-05"))
    assert [each.quotes for each in list_speakers(db.conn, "ann lee")] == [1]


def test_two_people_are_not_suggested_for_each_other_again(db: Any) -> None:
    store(db, "“No,” said Anne Lee, the mayor of Tarn.", "other")
    ann, anne = (entries.entries_called(db, name)[0] for name in ("Ann Lee", "Anne Lee"))
    assert [each.speaker_id for each in suggest(db, ann.speaker_id)] == [anne.speaker_id]
    entries.keep_apart(db, ann, anne)
    assert suggest(db, ann.speaker_id) == suggest(db, anne.speaker_id) == []
    undo(db)
    assert suggest(db, anne.speaker_id) != []
    with pytest.raises(InputError, match="is one entry"):
        entries.keep_apart(db, ann, ann)


def test_who_was_split_off_is_not_suggested(db: Any) -> None:
    ann = entries.entries_called(db, "Ann Lee")[0]
    _, other = entries.split(db, ann, [public_id(db, "tide")], "Ann Lee")
    assert suggest(db, ann.speaker_id) == suggest(db, other.speaker_id) == []


def test_kind_of_a_venue_goes_with_the_venue(db: Any) -> None:
    tide = public_id(db, "tide")
    db.execute("UPDATE quotes SET venue = 'hall', venue_kind = 'speech'")
    edit_quote(db, tide, {"venue": "quay"})
    assert (find_quote(db.conn, tide).venue, find_quote(db.conn, tide).venue_kind) == ("quay", None)
    edit_quote(db, tide, {"venue_kind": "debate"})
    assert find_quote(db.conn, tide).venue_kind == "debate"


def test_chains_of_merges_come_undone_one_by_one(db: Any) -> None:
    store(db, "“No,” said Bo Hale. “Why not,” said Cy Hart.", "other")
    a, b, c, d = (
        entries.entries_called(db, name)[0]
        for name in ("Ann Lee", "Tom Vale", "Bo Hale", "Cy Hart")
    )
    entries.merge(db, c, d)
    entries.merge(db, b, c)
    entries.merge(db, a, b)
    names = lambda: sorted(each.name for each in list_speakers(db.conn))  # noqa: E731
    assert names() == ["Ann Lee"]
    undo(db)
    assert names() == ["Ann Lee", "Tom Vale"]
    undo(db)
    assert names() == ["Ann Lee", "Bo Hale", "Tom Vale"]


def test_who_was_split_off_stays_meant_when_the_name_is_given_again(db: Any) -> None:
    quote = public_id(db, "bell")
    tom = entries.entries_called(db, "Tom Vale")[0]
    _, other = entries.split(db, tom, [quote], "Tom Vale")
    assert edit_quote(db, quote, {"speaker": ["Tom Vale"]}) is None
    credited = db.execute(
        "SELECT s.public_id FROM quotes JOIN credits USING (quote_id) JOIN speakers s"
        " USING (speaker_id) WHERE quotes.public_id = ?",
        [quote],
    ).fetchall()
    assert credited == [(other.public_id,)]


def test_a_quote_of_somebody_renamed_is_given_to_another(db: Any) -> None:
    quote, tide = public_id(db, "bell"), public_id(db, "tide")
    edit_quote(db, tide, {"speaker": ["Eve Roe"]})
    eve = entries.entries_called(db, "Eve Roe")[0]
    edit_quote(db, quote, {"speaker": [("Eve Roe", eve.public_id)]})
    entries.rename(db, eve, "Ida Lund")
    edit_quote(db, quote, {"speaker": ["Bo Hale"]})
    assert find_quote(db.conn, quote).speaker == "Bo Hale"
    undo(db)
    assert find_quote(db.conn, quote).speaker == "Ida Lund"


def test_a_name_that_nobody_has_any_more_is_entered_again(db: Any) -> None:
    quote = public_id(db, "bell")
    edit_quote(db, quote, {"speaker": ["Eve Roe"]})
    entries.rename(db, entries.entries_called(db, "Eve Roe")[0], "Ida Lund")
    edit_quote(db, quote, {"speaker": None})
    undo(db)
    assert find_quote(db.conn, quote).speaker == "Eve Roe"


def test_names_identifiers_and_articles_that_come_later(db: Any) -> None:
    ann = entries.entries_called(db, "Ann Lee")[0]
    entries.rename(db, ann, "Ann B. Lee")
    entries.add_alias(db, ann, "Nan")
    entries.link(db, ann, "Q42")
    store(db, "“Late again,” said Nan.", "other")
    (found,) = list_speakers(db.conn, "Q42")
    assert (found.name, found.quotes, found.external_id) == ("Ann B. Lee", 2, "Q42")
    assert {"Ann Lee", "Nan"} <= set(found.aliases)
    with pytest.raises(InputError, match="already"):
        entries.link(db, entries.entries_called(db, "Tom Vale")[0], "Q42")
    undo(db)
    assert entries.entries_called(db, "Nan")[0].external_id is None
    entries.remove_alias(db, entries.entries_called(db, "Nan")[0], "Nan")
    assert entries.entries_called(db, "Nan") == []


def test_corrections_move_to_a_copy(db: Any, tmp_path: Path) -> None:
    tide = public_id(db, "tide")
    edit_quote(db, tide, {"speaker": ["Ida Lund"], "venue": "quay"}, who="jo")
    judge_quotes(db, [public_id(db, "bell")], "rejected")
    lines = [json.dumps(row) for row in exported_corrections(db)]
    with closing(open_database(tmp_path / "copy.db")) as copy:
        store(copy, TEXT)
        assert import_corrections(copy, lines) == Imported(taken=3)
        assert import_corrections(copy, lines) == Imported(known=3)
        assert find_quote(copy.conn, tide).speaker == "Ida Lund"
        with pytest.raises(InputError, match="line 2"):
            import_corrections(copy, [lines[0], "{"])
    assert check(tmp_path / "copy.db") == []


def test_a_list_of_people(db: Any, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text(
        "name,aliases,identifier,died,role\n"
        "Ann Lee,Nan; Annie Lee,Q1,,mayor of Tarn\nEve Roe,,Q2,1999,\n",
        encoding="utf-8",
    )
    assert import_authority(db, file) == (1, 1)
    assert import_authority(db, file) == (0, 0)
    nan = list_speakers(db.conn, "nan")[0]
    assert (nan.external_id, nan.role) == ("Q1", "mayor of Tarn")
    assert "Ann Lee,Annie Lee; Nan,person,mayor of Tarn,Q1" in export_authority(db)
    file.write_text("name,kind\nAnn Lee,ghost\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 2"):
        import_authority(db, file)


def test_roles_audit_and_report(db: Any) -> None:
    ann = list_speakers(db.conn, "ann lee")[0]
    (role,) = printed_roles(db.conn, ann.id or "")
    assert (role.role, role.articles, role.first) == ("the mayor of Tarn", 1, "2025-03-05")
    (tally,) = audit(db.conn)
    assert (tally.month, tally.named, tally.unnamed) == ("2025-03", 3, 0)
    edit_quote(db, public_id(db, "tide"), {"venue": "quay"})
    assert what_is_corrected(db.conn)[0] == {"field": "venue", "corrected": 1, "judged": 1}


def test_an_entry_that_an_undone_split_leaves_is_nobody(db: Any) -> None:
    ann = entries.entries_called(db, "Ann Lee")[0]
    entries.split(db, ann, [public_id(db, "tide")], "Ann Lee")
    assert len(entries.entries_called(db, "Ann Lee")) == 2
    undo(db)
    assert entries.entries_called(db, "Ann Lee") == [ann]


@pytest.mark.parametrize("name", ["", " ", "\x1b[31m", "…", "a\u0000b"])
def test_what_is_no_name_is_refused(db: Any, name: str) -> None:
    ann = entries.entries_called(db, "Ann Lee")[0]
    for change in (entries.rename, entries.add_alias):
        with pytest.raises(InputError, match="is no name"):
            change(db, ann, name)
