"""What a person reads: wrapped to the width, marked, and harmless to the terminal."""

from __future__ import annotations

import io
import re

import pytest

from quotes.cli.layout import Page, printable
from quotes.models import Span
from quotes.roster import SpeakerSummary

LONG = "We will sail on Sunday and on every day after it. " * 6


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch):
    """A page of a given width, and what was printed on it so far."""

    def page(width: int, **environment: str):
        for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"):
            monkeypatch.delenv(name, raising=False)
        for name, value in {"COLUMNS": str(width), "TERM": "xterm", **environment}.items():
            monkeypatch.setenv(name, value)
        out = io.StringIO()
        return Page(out), out

    return page


@pytest.mark.parametrize("width", [60, 80, 140])
def test_everything_fits_the_width_and_nothing_is_hidden(lines, width: int) -> None:
    page, out = lines(width)
    venue = "interview on the breakfast programme of Radio Delta"
    page.words(LONG, "direct")
    page.credit("Ana Ruiz", "mayor of the island of Northport", 0.9, venue, "2025-03-04")
    page.details(("abcdefghijkl", "The Harbor Gazette and Island Courier", "published 2025-03-05"))
    page.field("Link", "https://example.org/" + "x" * 150)
    page.passage(LONG, [Span(3, 7)])
    page.speakers([SpeakerSummary("A" * 70, "person", 3, None, "2025", ("Ana",), ("Gazette",))])
    printed = out.getvalue().splitlines()
    assert max(map(len, printed)) <= min(width, 100)
    assert all(line == line.rstrip() for line in printed)
    together = "".join(out.getvalue().split())
    for shown in (LONG, venue, "x" * 150, "said 2025-03-04", "abcdefghijkl"):
        assert "".join(shown.split()) in together
    assert together.count("A") == 72  # the long name, and two times Ana


def test_quote_reads_as_a_block(lines) -> None:
    page, out = lines(80)
    page.words("We will sail.", "direct")
    page.credit("Ana Ruiz", "mayor", 0.9, "Radio Delta", "2025-03-04")
    page.details(("abcdefghijkl", None, "published 2025-03-05"))
    assert out.getvalue() == (
        "“We will sail.”\n"
        "  Ana Ruiz, mayor · Radio Delta · said 2025-03-04\n"
        "  abcdefghijkl · published 2025-03-05\n"
    )


CREDITS = {
    "all unknown": ((None, None, None, None, None), "  speaker unknown · day not given"),
    "doubtful speaker": (("Ana", None, 0.31, None, "2025"), "  Ana (uncertain: 0.31) · said 2025"),
    "sure speaker": (("Ana", None, 0.5, None, "2025"), "  Ana · said 2025"),
}


@pytest.mark.parametrize(("known", "expected"), CREDITS.values(), ids=CREDITS)
def test_what_is_unknown_or_doubtful_is_said(lines, known, expected: str) -> None:
    page, out = lines(80)
    page.credit(*known)
    assert out.getvalue() == expected + "\n"


def test_indirect_quote_stands_in_no_marks(lines) -> None:
    page, out = lines(80)
    page.words("the ferry would sail", "indirect")
    assert out.getvalue() == "the ferry would sail\n"


def test_paragraphs_are_kept(lines) -> None:
    page, out = lines(80)
    page.words("We sail.\nWe return.", "direct")
    assert out.getvalue() == "“We sail.\n We return.”\n"


def test_match_is_coloured_on_a_terminal_only(lines) -> None:
    for environment, expected in (
        ({}, "“We sail.”\n"),
        ({"FORCE_COLOR": "1"}, "“We \x1b[1;30;43msail\x1b[0m.”\n"),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, "“We \x1b[1msail\x1b[0m.”\n"),
    ):
        page, out = lines(80, **environment)
        page.words("We sail.", "direct", [Span(3, 7)])
        assert out.getvalue() == expected


def test_passage_is_marked_in_a_file(lines) -> None:
    page, out = lines(80)
    page.passage("“We sail,” she said, “today.”", [Span(1, 9), Span(22, 28)])
    assert out.getvalue() == "  “**We sail,**” she said, “**today.**”\n"


STEERING = {
    "escape": "\x1b[2Jgone",
    "bell and carriage return": "a\x07b\rc",
    "C1 control": "a\x9b31mb",
    "right-to-left override": "a\u202eb\u2066c",
    "line separator": "a\u2028b",
    "lone surrogate": "a\ud800b",
    "tab": "a\tb",
}


@pytest.mark.parametrize("text", STEERING.values(), ids=STEERING)
def test_text_cannot_steer_the_terminal(lines, text: str) -> None:
    assert len(printable(text)) == len(text)
    page, out = lines(80)
    page.words(text, "direct")
    page.credit(text, text, 0.9, text, text)
    page.details((text,))
    printed = out.getvalue()
    printed.encode("utf-8")
    assert all(character.isprintable() or character == "\n" for character in printed)


def test_marks_of_rich_are_not_obeyed(lines) -> None:
    page, out = lines(80)
    page.words("[bold]We[/bold] sail :smile: [/]", "direct")
    assert out.getvalue() == "“[bold]We[/bold] sail :smile: [/]”\n"


def test_wide_characters_fit(lines) -> None:
    page, out = lines(60)
    page.words("渡し船は日曜日に出ます。" * 10, "direct")
    assert max(map(len, out.getvalue().splitlines())) <= 31


def test_speakers_stand_in_columns(lines) -> None:
    page, out = lines(80)
    page.speakers(
        [
            SpeakerSummary("Ana Ruiz", "person", 12, "2024", "2025-03-05", ("Ruiz",), ("Gazette",)),
            SpeakerSummary("Port Authority", None, 1, None, None, (), tuple("abcdefg")),
        ]
    )
    assert out.getvalue().splitlines() == [
        "Speaker         Quotes  First       Last",
        "Ana Ruiz            12  2024        2025-03-05",
        "  also Ruiz",
        "  in Gazette",
        "Port Authority       1",
        "  in a, b, c, d, e and 2 more",
    ]


BROKEN = "We won, fairly.\nWe won again."


@pytest.mark.parametrize(
    ("segments", "wanted"),
    [
        ([Span(1, 8), Span(20, 27), Span(30, 43)], "“We won,” … “fairly.\n We won again.”"),
        ([], "“We won, fairly.\n We won again.”"),
        ([Span(1, 8), Span(20, 90)], "“We won, fairly.\n We won again.”"),
    ],
    ids=["broken by its attribution", "segments unknown", "segments of other words"],
)
def test_a_break_in_a_quote_is_shown(segments: list[Span], wanted: str) -> None:
    out = io.StringIO()
    Page(out).words(BROKEN, "direct", segments=segments)
    assert out.getvalue().rstrip("\n") == wanted


def test_a_match_across_a_break_is_marked_on_both_sides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    out = io.StringIO()
    Page(out).words("We won, fairly.", "direct", [Span(3, 14)], [Span(1, 8), Span(20, 27)])
    shown = out.getvalue()
    assert shown.count("\x1b[") >= 4
    assert "… “" in re.sub(r"\x1b\[[0-9;]*m", "", shown)
