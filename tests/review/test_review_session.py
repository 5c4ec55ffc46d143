"""What keys do in a review, without a terminal: every decision is in the database at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from reviewed_articles import newsroom, usual

from quotes.errors import DatabaseError
from quotes.models import Filters
from quotes.records import find_quote
from quotes.review import queue
from quotes.review.asking import Asking
from quotes.review.case import Choice
from quotes.review.desk import Desk
from quotes.review.keys import Key, Keyboard
from quotes.review.session import Bounding, Helping, Session, Tally
from quotes.store.check import check
from quotes.store.database import open_database
from quotes.store.decisions import recorded, undo
from quotes.store.editing import edit_quote, judge_quotes


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return newsroom(tmp_path / "quotes.db", usual(6))


@pytest.fixture
def db(path: Path) -> Iterator[Any]:
    with closing(open_database(path)) as database:
        yield database
    assert check(path) == []


@pytest.fixture
def session(db: Any) -> Session:
    return Session(queue(db.conn, Filters()), Desk(db, "jo"))


def press(session: Session, typed: str) -> Session:
    """The session after these keys, as a terminal sends them."""
    for key in Keyboard().feed(typed.encode()):
        session.press(key)
    return session


def escape(session: Session) -> None:
    session.press(Key("esc"))


def up(session: Session) -> str:
    """The words of the quote that is up."""
    assert session.case is not None
    return session.case.record.text


def field(db: Any, number: int, name: str) -> Any:
    """A field of a quote, counted from 0 in the order of the queue."""
    row = db.execute("SELECT public_id FROM quotes WHERE quote_id = ?", [number + 1]).fetchone()
    return getattr(find_quote(db.conn, row[0]), name)


def standings(db: Any) -> str:
    """The first letters of the standings of all quotes, in the order of the queue."""
    return "".join(field(db, number, "standing")[:3] + " " for number in range(6)).strip()


def test_confirming_rejecting_and_skipping_go_on(db: Any, session: Session) -> None:
    press(session, "cx c")
    assert up(session) == "I kept the receipts,"
    assert standings(db) == "con rej par con par par"
    assert session.tally() == Tally(confirmed=2, corrected=0, rejected=1, left=3)
    assert {each.who for each in recorded(db)} == {"jo"}


def test_a_digit_takes_an_alternative_and_stays(db: Any, session: Session) -> None:
    assert session.case is not None
    wanted = session.case.choices[1]
    press(session, "2")
    assert (field(db, 0, "speaker"), field(db, 0, "standing")) == (wanted.name, "corrected")
    assert up(session) == "The tide was late,"
    press(session, "\r")
    assert up(session) == "Nobody rang the bell,"
    assert session.tally() == Tally(0, 1, 0, 5)


def test_a_digit_without_an_alternative_says_so(db: Any, session: Session) -> None:
    press(session, "9")
    assert "no alternative 9" in session.message
    assert list(recorded(db)) == []


@pytest.mark.parametrize("key", ["0", "²", "٣", "é"])
def test_other_digits_and_letters_have_no_meaning(db: Any, session: Session, key: str) -> None:
    press(session, key)
    assert "no meaning" in session.message
    assert list(recorded(db)) == []


def test_the_role_of_somebody_else_goes_with_them(db: Any, session: Session) -> None:
    press(session, "rpilot\rstom vale\r")
    assert (field(db, 0, "speaker"), field(db, 0, "role")) == ("Tom Vale", None)
    press(session, "u")
    assert (field(db, 0, "speaker"), field(db, 0, "role")) == ("Ann Lee", "pilot")


def test_a_body_that_is_new_is_entered_as_one(db: Any, session: Session) -> None:
    assert session.case is not None
    council = Choice("Tarn Council", "organization", None, 0.2, None)
    session.case = replace(session.case, choices=(council,))
    press(session, "1")
    assert field(db, 0, "speaker") == "Tarn Council"
    assert field(db, 0, "speaker_kind") == "organization"


def test_a_known_speaker_is_typed_misspelt_and_chosen(db: Any, session: Session) -> None:
    press(session, "sbrandd\x1b[B\r")
    assert field(db, 0, "speaker") == "Rosa Brandt"


def test_tab_completes_and_a_semicolon_adds_another(db: Any, session: Session) -> None:
    press(session, "srosa\t; vale\t\r")
    assert field(db, 0, "speaker") == "Rosa Brandt and Tom Vale"


def test_a_new_speaker_is_asked_about_once(db: Any, session: Session) -> None:
    press(session, "sOla Fenn\r")
    assert isinstance(session.mode, Asking)
    assert "new here" in session.mode.note
    assert field(db, 0, "speaker") == "Ann Lee"
    press(session, "\r")
    assert (field(db, 0, "speaker"), session.mode) == ("Ola Fenn", None)


def test_namesakes_are_told_apart_by_choosing(db: Any, session: Session) -> None:
    from quotes.store.database import writing
    from quotes.store.entries import add_entry

    with writing(db):
        other = add_entry(db, "Tom Vale")
    edit_quote(db, field(db, 5, "public_id"), {"speaker": [(other.name, other.public_id)]})
    press(session, "stom vale\r")
    assert isinstance(session.mode, Asking)
    assert "Several are called tom vale" in session.mode.note
    offered = [found.speaker_id for found in session.mode.offered]
    press(session, "\x1b[B" * (offered.index(other.public_id) + 1) + "\r")
    row = db.execute(
        "SELECT s.public_id FROM credits JOIN speakers s USING (speaker_id) WHERE quote_id = 1"
    ).fetchone()
    assert row[0] == other.public_id


def test_nobody_and_nowhere_are_meant_when_entered_twice(db: Any, session: Session) -> None:
    press(session, "  s\r")
    assert field(db, 2, "speaker") == "Ida Lund"
    press(session, "\r")
    assert field(db, 2, "speaker") is None
    press(session, "v\x15\r\r")
    assert field(db, 2, "venue") is None


def test_venue_role_and_day_begin_with_what_is_there(db: Any, session: Session) -> None:
    press(session, "  v of Tarn\rrpilot\rd2025-03\r")
    assert field(db, 2, "venue") == "market hall of Tarn"
    assert (field(db, 2, "role"), field(db, 2, "date")) == ("pilot", "2025-03")
    assert session.tally().corrected == 1


def test_a_day_that_is_none_keeps_the_prompt(db: Any, session: Session) -> None:
    press(session, "dMonday\r")
    assert isinstance(session.mode, Asking)
    assert session.mode.note == "'Monday' is no date: write 2025-02-24, 2025-02 or 2025"
    press(session, "\x152025-03-03\r")
    assert field(db, 0, "date") == "2025-03-03"


def test_what_is_entered_unchanged_is_no_decision(db: Any, session: Session) -> None:
    press(session, "  v\r")
    assert session.mode is None
    assert list(recorded(db)) == []


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        pytest.param("]", "tide was late,", id="begins a word later"),
        pytest.param("{", "The tide was", id="ends a word earlier"),
        pytest.param("<", "The tide was late", id="ends a letter earlier"),
        pytest.param("))", "e tide was late,", id="begins two letters later"),
        pytest.param("}}", "The tide was late,” Ann Lee", id="ends two words later"),
        pytest.param("]][[[", "The tide was late,", id="no further than the text"),
    ],
)
def test_bounds_move_and_are_saved(db: Any, session: Session, keys: str, words: str) -> None:
    press(session, keys)
    assert isinstance(session.mode, Bounding)
    assert field(db, 0, "text") == "The tide was late,"
    press(session, "\r")
    assert field(db, 0, "text") == words


def test_esc_leaves_bounds_and_prompts_as_they_were(db: Any, session: Session) -> None:
    for keys in ("]]", "sOla", "d2025"):
        press(session, keys)
        escape(session)
        assert session.mode is None
    assert list(recorded(db)) == []


def test_undo_goes_back_one_by_one_skips_too(db: Any, session: Session) -> None:
    press(session, "c 2\rx")
    assert standings(db) == "con par cor rej par par"
    press(session, "u")
    assert (up(session), standings(db)) == ("The road is shut,", "con par cor par par par")
    press(session, "u")
    assert (up(session), standings(db)) == ("We sold nine boats,", "con par par par par par")
    press(session, "u")
    assert (up(session), session.skipped) == ("Nobody rang the bell,", 0)
    press(session, "u")
    assert (up(session), standings(db)) == ("The tide was late,", "par par par par par par")
    press(session, "u")
    assert session.message == "Nothing of this session is left to undo"
    assert session.tally() == Tally(0, 0, 0, 6)


def test_what_others_decided_is_skipped_with_a_word(db: Any, session: Session) -> None:
    judge_quotes(db, [field(db, 1, "public_id")], "rejected", who="ed")
    press(session, "c")
    assert up(session) == "We sold nine boats,"
    assert "was marked as no quote by ed meanwhile" in session.message
    assert session.tally() == Tally(1, 0, 0, 4)


@pytest.mark.parametrize("keys", ["c", "x", "2", "v quay\r", "]\r"])
def test_the_quote_that_is_up_is_never_overwritten(db: Any, session: Session, keys: str) -> None:
    edit_quote(db, field(db, 0, "public_id"), {"speaker": ["Mina Sorel"]}, who="ed")
    press(session, keys)
    assert field(db, 0, "speaker") == "Mina Sorel"
    assert up(session) == "Nobody rang the bell,"
    assert "was corrected by ed meanwhile" in session.message
    assert {each.who for each in recorded(db)} == {"ed"}


def test_a_quote_that_was_parsed_again_meanwhile_is_shown_again(db: Any, session: Session) -> None:
    db.execute("UPDATE quotes SET venue = 'pier' WHERE quote_id = 1")
    press(session, "c")
    assert "look again" in session.message
    assert session.case is not None
    assert session.case.record.venue == "pier"
    press(session, "c")
    assert field(db, 0, "standing") == "confirmed"


def test_undo_leaves_what_others_decided_since(db: Any, session: Session) -> None:
    press(session, "c")
    judge_quotes(db, [field(db, 0, "public_id")], "rejected", who="ed")
    press(session, "u")
    assert "rests on decision" in session.message
    assert field(db, 0, "standing") == "rejected"


def test_undo_elsewhere_is_no_harm(db: Any, session: Session) -> None:
    press(session, "cc")
    undo(db)
    press(session, "u")
    assert "was taken back already" in session.message
    press(session, "u")
    assert standings(db) == "par par par par par par"


def test_at_the_end_the_skipped_can_be_gone_through_again(db: Any, session: Session) -> None:
    press(session, " c cc")
    assert up(session) == "They painted it twice,"
    press(session, "c")
    assert (session.case, session.skipped) == (None, 2)
    press(session, " ")
    assert up(session) == "The tide was late,"
    press(session, "c")
    assert up(session) == "We sold nine boats,"
    press(session, "cu")
    assert up(session) == "We sold nine boats,"


def test_ctrl_c_leaves_from_wherever_one_is(db: Any, session: Session) -> None:
    press(session, "csOla\x03")
    assert session.over
    assert standings(db) == "con par par par par par"


def test_help_any_key_leads_back(session: Session) -> None:
    assert isinstance(press(session, "?").mode, Helping)
    press(session, "x")
    assert (session.mode, session.tally().decided) == (None, 0)


def test_what_is_pasted_decides_nothing_but_can_be_typed(db: Any, session: Session) -> None:
    press(session, "\x1b[200~ccc\x1b[201~")
    assert list(recorded(db)) == []
    press(session, "v\x1b[200~old\nquay\x1b[201~\r")
    assert field(db, 0, "venue") == "old quay"


def test_a_locked_database_is_waited_for(db: Any, path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        waited = []

        def waiting() -> None:
            waited.append(True)
            other.execute("COMMIT")

        session = Session(queue(db.conn, Filters()), Desk(db, "jo", waiting=waiting))
        press(session, "c")
    assert waited == [True]
    assert standings(db)[:3] == "con"


def test_a_database_that_cannot_be_written_changes_nothing(
    db: Any, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise DatabaseError("quotes.db cannot grow, the disk is full: make room")

    monkeypatch.setattr("quotes.review.desk.judge_quotes", full)
    press(session, "c")
    assert "the disk is full" in session.message
    assert up(session) == "The tide was late,"
    assert session.tally() == Tally(0, 0, 0, 6)


def test_without_the_articles_text_bounds_stay(db: Any) -> None:
    db.execute("DELETE FROM texts")
    session = Session(queue(db.conn, Filters()), Desk(db, "jo"))
    press(session, "]")
    assert "text is not here" in session.message
    press(session, "c")
    assert standings(db)[:3] == "con"


# Keys


@pytest.mark.parametrize(
    ("sent", "names"),
    [
        pytest.param(b"c ", ["c", " "], id="letters"),
        pytest.param("é界".encode(), ["é", "界"], id="letters of two bytes and three"),
        pytest.param(b"\r\n\t\x7f", ["enter", "enter", "tab", "backspace"], id="named"),
        pytest.param(b"\x03\x15", ["ctrl-c", "ctrl-u"], id="with control"),
        pytest.param(b"\x1b[A\x1bOB\x1b[3~", ["up", "down", "delete"], id="arrows"),
        pytest.param(b"\x1b[1;5Cx\x1bfy", ["x", "y"], id="unknown ones are left out"),
        pytest.param(b"\xff", ["\ufffd"], id="no text"),
        pytest.param(b"\x1b[200~a\x1b[Bc\x1b[201~q", ["paste", "q"], id="pasted"),
    ],
)
@pytest.mark.parametrize("piece", [1, 100])
def test_bytes_make_keys_however_they_are_cut(sent: bytes, names: list[str], piece: int) -> None:
    keyboard = Keyboard()
    keys = [
        key for at in range(0, len(sent), piece) for key in keyboard.feed(sent[at : at + piece])
    ]
    assert [key.name for key in keys] == names
    assert not keyboard.holds_back


def test_an_escape_alone_is_a_key_once_nothing_follows() -> None:
    keyboard = Keyboard()
    assert keyboard.feed(b"\x1b") == []
    assert keyboard.holds_back
    assert keyboard.flush() == [Key("esc")]
    assert keyboard.feed(b"c") == [Key("c", "c")]
