"""What a review looks like: complete at 80 by 24, whole at any size, and harmless."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from reviewed_articles import Said, newsroom, usual
from rich.cells import cell_len

from quotes.models import Filters
from quotes.review import queue
from quotes.review.desk import Desk
from quotes.review.keys import Key, Keyboard
from quotes.review.screen import draw
from quotes.review.session import Session
from quotes.store.database import open_database

Opened = Callable[..., Session]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    """Makes a session on a database of these quotes, some keys pressed."""
    with closing(open_database(tmp_path / "quotes.db")) as db:

        def open_session(said: Sequence[Said] = usual(6), keys: str = "", **known: str) -> Session:
            newsroom(tmp_path / "quotes.db", said, **known)
            session = Session(queue(db.conn, Filters()), Desk(db, "jo"))
            for key in Keyboard().feed(keys.encode()):
                session.press(key)
            session.settle()
            return session

        yield open_session


def shown(session: Session, width: int = 80, height: int = 24, *, colour: bool = True) -> str:
    lines = draw(session, width, height, colour=colour)
    assert len(lines) <= height
    assert [line.plain for line in lines if cell_len(line.plain) > width] == []
    return "\n".join(line.plain.rstrip() for line in lines)


USUAL = """\
  1 of 6  The Gull · published 2025-03-05                         {id}
  A long week in Tarn

  “The tide was late,” Ann Lee told the Gull. The others went home early.

  “Nobody rang the bell,” Tom Vale told the Gull. The others went home early.

  “We sold nine boats,” Ida Lund told the Gull at the market hall. The others
  went home early.

  “The road is shut,” Rosa Brandt told the Gull. The others went home early.

  Speaker  Ann Lee  0.10 uncertain  from “Ann Lee”, “told”
  Venue    not given
  Said     day not given

  1  Tom Vale
  2  Ida Lund
  3  Rosa Brandt
  4  Ugo Prem
  5  Mina Sorel

  c confirm   1-9 that speaker   s speaker…   r role…   v venue…   d date…
  x no quote   [ ] begin   { } end   space skip   u undo   ? help   q quit"""


def test_all_is_there_at_80_by_24(opened: Opened) -> None:
    session = opened()
    assert session.case is not None
    assert (
        shown(session).splitlines()
        == USUAL.replace("{id}", session.case.record.public_id).splitlines()
    )


def test_without_colours_brackets_show_what_was_read(opened: Opened) -> None:
    screen = shown(opened(keys="  "), colour=False)
    assert "“We sold nine boats,” [Ida Lund] told the Gull at the [market hall]." in screen


def test_with_colours_each_field_has_its_own(opened: Opened) -> None:
    line = next(line for line in draw(opened(keys="  "), 80, 24) if "nine boats" in line.plain)
    styles = {line.plain[span.start : span.end]: str(span.style) for span in line.spans}
    assert styles["We sold nine boats,"] == "bold"
    assert len({styles["Ida Lund"], styles["told"], styles["market hall"]}) == 3


SIZES = ((80, 24), (40, 12), (200, 60), (20, 5), (1, 1), (3, 40), (100, 2), (60, 16), (0, 0))


@pytest.mark.parametrize("keys", ["", "s", "stom", "d", "]", "?", "2", "cccccc", " ccccc"])
def test_every_state_fits_every_size(opened: Opened, keys: str) -> None:
    session = opened(keys=keys)
    for width, height in SIZES:
        screen = shown(session, width, height)
        if height >= 12 and width >= 40 and keys in ("", "2"):
            assert "c confirm" in screen
            assert "Speaker" in screen
            assert "Said" in screen


def test_lines_stay_readable_on_a_wide_terminal(opened: Opened) -> None:
    assert max(len(line) for line in shown(opened(), 200, 60).splitlines()) <= 102


LONG = " ".join(f"word{n}" for n in range(400))


def test_a_long_paragraph_is_cut_around_the_quote(opened: Opened) -> None:
    before = Said(LONG, "Ann Lee", 0.9)
    session = opened([before, Said("Nobody rang the bell", "Tom Vale", 0.2), before])
    # All in one paragraph, the quote in the middle.
    assert session.case is not None
    object.__setattr__(session.case, "text", session.case.text.replace("\n\n", "  "))
    lines = shown(session).splitlines()
    assert any("Nobody rang the bell" in line for line in lines)
    assert lines[3].startswith("  … ")
    assert lines[10].endswith(" …")
    assert "q quit" in lines[-1]


def test_a_long_quote_is_shown_from_its_beginning_and_moved(opened: Opened) -> None:
    session = opened([Said(LONG, "Ann Lee", 0.2)])
    assert "word0 " in shown(session)
    for seen in ("word399", "The others went home"):
        for key in Keyboard().feed(b"\x1b[6~" * 30):
            session.press(key)
            screen = shown(session)
        assert seen in screen
    for key in Keyboard().feed(b"\x1b[5~" * 2):
        session.press(key)
    assert "word399" not in shown(session), "going back begins where the text ends"


def test_bounds_are_shown_while_they_are_moved(opened: Opened) -> None:
    assert "“The ▸tide was late,◂” Ann Lee" in shown(opened(keys="]"))
    assert "▸The tide◂ was late,” Ann Lee" in shown(opened(keys="{{"))


def test_nobody_is_chosen_unseen(opened: Opened) -> None:
    session = opened()
    assert re.findall(r"(?m)^(\d)  ", shown(session, 40, 12)) == ["1", "2"]
    session.press(Key("3", "3"))
    assert session.message.startswith("There is no alternative 3 to be seen")
    shown(session, 80, 24)
    session.press(Key("3", "3"))
    assert session.tally().corrected == 1


def test_a_prompt_shows_what_is_typed_and_who_fits(opened: Opened) -> None:
    screen = shown(opened(keys="stom"))
    assert "  Speaker  tom" in screen
    assert re.search(r"\n {11}Tom Vale  \w{12}\n", screen)
    assert "  Said     2025-03" in shown(opened(keys="d2025-03"))


def test_another_parsers_answer_is_told(opened: Opened, tmp_path: Path) -> None:
    session = opened()
    with closing(open_database(tmp_path / "quotes.db")) as db:
        db.execute("UPDATE quotes SET parser_version = '1'")
    again = Session(session.queue, session.desk)
    assert "read by parser 1, weighed by parser " in shown(again)


def test_without_the_articles_text_its_sentence_is_shown(opened: Opened, tmp_path: Path) -> None:
    session = opened()
    with closing(open_database(tmp_path / "quotes.db")) as db:
        db.execute("DELETE FROM texts")
        # What it was read from lies outside the sentences that are kept.
        db.execute("UPDATE evidence SET start = 900, end = 905 WHERE field = 'cue'")
    screen = shown(Session(session.queue, session.desk))
    assert "“The tide was late,” Ann Lee told the Gull" in screen
    assert "the article's text is not kept in this copy" in screen
    assert "Nobody rang" not in screen


HOSTILE = "a\x1b[31mred\x07 \u202etxen\u2066 \x9b2J\x00\u2028b"


@pytest.mark.parametrize("keys", ["", "]", "s", "3"])
def test_nothing_hostile_reaches_the_terminal(opened: Opened, keys: str) -> None:
    said = [Said(HOSTILE, "Ann\x1b[2J Lee", 0.2, venue="hall\x1b]0;x\x07")]
    session = opened([*said, *usual(3)], keys, outlet=HOSTILE, title=HOSTILE)
    for colour in (True, False):
        for width, height in ((80, 24), (40, 12)):
            screen = shown(session, width, height, colour=colour)
            assert (
                re.findall(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", screen) == []
            )


WIDE = "船は遅れた ñandú café 界"


def test_wide_and_combining_letters_keep_within_the_width(opened: Opened) -> None:
    for keys in ("", ">", "v" + WIDE):
        session = opened([Said(f"{WIDE} " * 30, WIDE, 0.2)], keys, title=WIDE * 9, outlet=WIDE * 9)
        for width in range(1, 90, 7):
            shown(session, width, 24)


def test_the_end_tells_what_was_decided(opened: Opened) -> None:
    screen = shown(opened(keys=" cx2\rcc"))
    assert "That was the last one." in screen
    assert "5 decided: 3 confirmed, 1 corrected, 1 rejected" in screen
    assert "1 skipped" in screen
    assert "space the skipped again" in screen
