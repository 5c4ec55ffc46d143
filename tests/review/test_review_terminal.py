"""The command in a real terminal: what was decided is in the database, whatever happens then."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from reviewed_articles import PEOPLE, WORDS, newsroom, usual
from tmux import TMUX, Pane

from quotes.store.check import check

in_tmux = pytest.mark.skipif(TMUX is None, reason="tmux is not installed")
REVIEW = "quotes review"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    newsroom(tmp_path / "quotes.db", usual(24))
    return tmp_path


def stored(folder: Path) -> list[tuple[Any, ...]]:
    """Text, speaker, role, venue, date and standing of every quote, in the order of the queue."""
    assert check(folder / "quotes.db") == []
    with closing(sqlite3.connect(folder / "quotes.db")) as db:
        return db.execute(
            "SELECT text, speaker, role, venue, date, standing FROM effective_quotes"
            " ORDER BY quote_id"
        ).fetchall()


def as_parsed(number: int) -> tuple[Any, ...]:
    """The row of a quote that nobody decided on."""
    venue = "market hall" if number % 3 == 2 else None
    return (f"{WORDS[number]},", PEOPLE[number % 6], None, venue, None, "parsed")


def decisions(folder: Path) -> int:
    """How many decisions stand."""
    with closing(sqlite3.connect(folder / "quotes.db")) as db:
        (count,) = db.execute(
            "SELECT count(DISTINCT decision) FROM corrections c WHERE undoes IS NULL"
            " AND NOT EXISTS (SELECT 1 FROM corrections u WHERE u.undoes = c.decision)"
        ).fetchone()
    return int(count)


def changed(number: int, **fields: Any) -> tuple[Any, ...]:
    """The row of a quote after a decision."""
    names = ("text", "speaker", "role", "venue", "date", "standing")
    row = dict(zip(names, as_parsed(number), strict=True))
    return tuple({**row, "standing": "corrected", **fields}.values())


def confirmed(number: int) -> tuple[Any, ...]:
    return changed(number, standing="confirmed")


def prompt(pane: Pane, key: str, typed: str, *keys: str) -> None:
    """Answer a prompt: the key that opens it, what is typed, and the keys that enter it."""
    pane.press(key, "C-u")
    pane.type(typed)
    pane.press(*keys)


@in_tmux
def test_twenty_decisions_by_keystrokes(folder: Path) -> None:
    with Pane(folder, 80, 24) as pane:
        pane.until("ready>")
        pane.type(f"{REVIEW}; echo left with $?\n")
        pane.until("1 of 24", "The tide was late", "? help")
        pane.press("c")
        pane.until("2 of 24", "Confirmed")
        pane.press("x")
        screen = pane.until("3 of 24", "Marked as no quote")
        [chosen] = [line.split("  ")[2] for line in screen.splitlines() if line[:5] == "  1  "]
        pane.press("1")
        pane.until(f"the speaker is {chosen}")
        pane.press("Enter")
        prompt(pane, "s", "ugo", "Down", "Enter")
        pane.until("the speaker is Ugo Prem")
        pane.press("Enter")
        prompt(pane, "s", "Ola Fenn", "Enter")
        pane.until("5 of 24", "Ola Fenn is new here")
        pane.press("Enter")
        pane.until("the speaker is Ola Fenn")
        pane.press("Enter")
        prompt(pane, "v", "town hall", "Enter")
        prompt(pane, "d", "2025-03-02", "Enter")
        pane.until("6 of 24", "the day is 2025-03-02", "town hall")
        pane.press("Enter")
        prompt(pane, "d", "Monday", "Enter")
        pane.until("7 of 24", "'Monday' is no date: write 2025-02-24, 2025-02 or 2025")
        pane.press("C-u")
        pane.type("2025-03")
        pane.press("Enter", "Enter")
        prompt(pane, "r", "pilot", "Enter", "Enter")
        pane.until("9 of 24", "Rain came on Sunday")
        pane.type("]")
        pane.until("Rain ▸came on Sunday,◂")
        pane.press("Enter", "Enter", "<")
        pane.until("10 of 24", "▸The clock is wrong◂,")
        pane.press("Enter", "Enter", "c")
        pane.until("12 of 24", "Confirmed")
        pane.press("Space", "x")
        pane.until("14 of 24", "Marked as no quote")
        pane.press("u")
        pane.until("13 of 24", "Undone: it is a quote again")
        pane.press("c")
        pane.type("}}}")
        pane.until("14 of 24", "▸A goose took it,” Tom Vale told◂")
        pane.press("Enter", "Enter")
        prompt(pane, "v", "", "Enter")
        pane.until("15 of 24", "Enter again: the article does not tell")
        pane.press("Enter", "Enter")
        prompt(pane, "s", "", "Enter", "Enter", "Enter")
        pane.until("17 of 24")
        pane.press("c", "c")
        prompt(pane, "s", "ida\t; tom v\t", "Enter")
        pane.until("19 of 24", "the speaker is Ida Lund and Tom Vale")
        pane.press("Enter", "x")
        pane.until("21 of 24", "Marked as no quote")
        pane.press("q")
        screen = pane.until("left with 0").replace("\n", "")
        assert "19 decided: 5 confirmed, 12 corrected, 2 rejected; 5 left." in screen
        assert "`quotes undo` takes back the last." in screen
    assert stored(folder) == [
        confirmed(0),
        changed(1, standing="rejected"),
        changed(2, speaker=chosen),
        changed(3, speaker="Ugo Prem"),
        changed(4, speaker="Ola Fenn"),
        changed(5, venue="town hall", date="2025-03-02"),
        changed(6, date="2025-03"),
        changed(7, role="pilot"),
        changed(8, text="came on Sunday,"),
        changed(9, text="The clock is wrong"),
        confirmed(10),
        as_parsed(11),
        confirmed(12),
        changed(13, text="A goose took it,” Tom Vale told"),
        changed(14, venue=None),
        changed(15, speaker=None),
        confirmed(16),
        confirmed(17),
        changed(18, speaker="Ida Lund and Tom Vale"),
        changed(19, standing="rejected"),
        *map(as_parsed, range(20, 24)),
    ]
    assert decisions(folder) == 20


@in_tmux
def test_resizing_loses_nothing(folder: Path) -> None:
    with Pane(folder, 80, 24) as pane:
        pane.until("ready>")
        pane.type(f"{REVIEW} --below 0.2\n")
        pane.until("1 of 4", "? help   q quit")
        pane.press("c")
        prompt(pane, "v", "town h")
        pane.until("2 of 4", "Venue    town h")
        pane.resize(40, 12)
        screen = pane.until("Nobody rang the bell", "Venue    town h")
        assert max(map(len, screen.splitlines())) <= 40
        pane.type("all")
        pane.resize(200, 60)
        pane.until("A long week in Tarn", "Venue    town hall", "esc back")
        pane.press("Enter")
        pane.until("the venue is town hall")
        pane.resize(80, 24)
        pane.press("Enter")
        pane.until("3 of 4", "c confirm   1-9 that speaker", "? help   q quit")
    assert stored(folder)[:3] == [confirmed(0), changed(1, venue="town hall"), as_parsed(2)]


@in_tmux
@pytest.mark.parametrize("prompted", ["", "sOla Fenn", "d2025", "]]", "?"])
def test_ctrl_c_keeps_what_was_decided_and_gives_the_terminal_back(
    folder: Path, prompted: str
) -> None:
    with Pane(folder, 80, 24) as pane:
        pane.until("ready>")
        pane.type("stty -a > before; clear\n")
        pane.until("ready>")
        pane.type(f"{REVIEW}\n")
        pane.until("1 of 24")
        pane.type("cx" + prompted)
        pane.until("Any key leads back" if prompted == "?" else "3 of 24")
        pane.press("C-c")
        pane.until("2 decided: 1 confirmed, 0 corrected, 1 rejected; 22 left.")
        pane.type("echo left with $?; stty -a > after; echo done\n")
        screen = pane.until("left with 130", "done\n")
        assert "quotes: interrupted" in screen
        assert "Speaker" not in screen, "the screen from before is back"
        assert pane.cursor_is_shown()
    assert (folder / "after").read_text() == (folder / "before").read_text()
    assert stored(folder)[:3] == [confirmed(0), changed(1, standing="rejected"), as_parsed(2)]


@in_tmux
def test_a_lost_terminal_loses_nothing(folder: Path) -> None:
    with Pane(folder, 80, 24, f"{sys.executable} -m quotes review") as pane:
        pane.until("1 of 24")
        pane.type("cx1")
        pane.until("3 of 24", "the speaker is")
        pane.type("d2025")
        pane.until("Said     2025")
        pane.kill()
        pane.until_left()
    rows = stored(folder)
    assert rows[:2] == [confirmed(0), changed(1, standing="rejected")]
    assert rows[2][4:] == (None, "corrected")
    assert decisions(folder) == 3


@in_tmux
def test_suspended_it_gives_the_terminal_back_and_goes_on(folder: Path) -> None:
    with Pane(folder, 80, 24) as pane:
        pane.until("ready>")
        pane.type(f"set -m; {REVIEW}\n")
        pane.until("1 of 24")
        pane.press("c", "C-z")
        screen = pane.until("Stopped")
        assert "Speaker" not in screen
        pane.type("fg\n")
        pane.until("2 of 24", "Nobody rang the bell", "q quit")
        pane.press("x", "q")
        pane.until("2 decided: 1 confirmed, 0 corrected, 1 rejected; 22 left.")
    assert stored(folder)[:2] == [confirmed(0), changed(1, standing="rejected")]


@in_tmux
def test_a_database_in_use_is_waited_for_and_the_waiting_can_be_given_up(folder: Path) -> None:
    with (
        Pane(folder, 80, 24) as pane,
        closing(sqlite3.connect(folder / "quotes.db", isolation_level=None)) as other,
    ):
        pane.until("ready>")
        pane.type(f"{REVIEW}\n")
        pane.until("1 of 24")
        other.execute("BEGIN IMMEDIATE")
        pane.press("c")
        pane.until("The database is in use by another program: waiting (esc gives up)")
        pane.press("Escape")
        pane.until("1 of 24", "Nothing was changed")
        pane.press("c")
        pane.until("waiting (esc gives up)")
        other.execute("COMMIT")
        pane.until("2 of 24", "Confirmed")
        other.execute("BEGIN IMMEDIATE")
        pane.press("c")
        pane.until("waiting (esc gives up)")
        pane.press("C-c")
        pane.until("1 decided: 1 confirmed", "interrupted")
        other.execute("COMMIT")
    assert stored(folder)[:2] == [confirmed(0), as_parsed(1)]


@in_tmux
def test_terminated_it_gives_the_terminal_back(folder: Path) -> None:
    with Pane(folder, 80, 24) as pane:
        pane.until("ready>")
        pane.type(f"sh -c 'echo $$ > pid; exec {REVIEW}'; echo left with $?\n")
        pane.until("1 of 24")
        pane.press("c")
        pane.until("2 of 24")
        os.kill(int((folder / "pid").read_text()), signal.SIGTERM)
        pane.until("1 decided: 1 confirmed", "left with 143")
        assert pane.cursor_is_shown()
    assert stored(folder)[0] == confirmed(0)


@in_tmux
def test_without_colours_the_terminal_gets_none(folder: Path) -> None:
    with Pane(folder, 80, 24) as pane:
        pane.until("ready>")
        pane.type(f"NO_COLOR=1 {REVIEW}\n")
        pane.until("1 of 24", "[Ann Lee]")
        colours = [code for code in range(30, 48) if f"\x1b[{code}m" in pane.screen("-e")]
        assert set(colours) <= {39}


# Without a terminal


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "quotes", "review", *arguments],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )


def test_without_a_terminal_it_says_what_to_use(folder: Path) -> None:
    done = run(folder)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "quotes: review needs a terminal: in scripts use `quotes confirm`, `quotes reject` and"
        " `quotes edit`\n"
    )


def test_an_empty_queue_is_no_failure(folder: Path) -> None:
    done = run(folder, "--below", "0.05")
    assert (done.returncode, done.stdout) == (0, "No quote is left to review\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(["--speaker", "zebedee"], "no speaker like 'zebedee'", id="unknown"),
        pytest.param(["--below", "8"], "8.0 is no confidence", id="no confidence"),
        pytest.param(["--db", "no.db"], "no.db does not exist", id="no database"),
    ],
)
def test_what_cannot_be_met_is_told_in_one_line(
    folder: Path, arguments: list[str], told: str
) -> None:
    done = run(folder, *arguments)
    assert done.returncode == 1
    assert told in done.stderr
    assert done.stderr.count("\n") == 1
