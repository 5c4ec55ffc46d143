"""Our own articles: that their marks are complete, and that the parser reads them soundly."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from agreement import same_person, same_speaker, same_venue
from checking import unsound
from marked_articles import Text, Wanted, articles
from scoring import HELDOUT, covering, score

from quotes.models import Quote, Span
from quotes.parsing.pipeline import parse

TEXTS = Path(__file__).parents[2] / "benchmarks" / "texts"
ALL = [*articles(), *articles(HELDOUT), *articles(TEXTS)]
MARKS = re.compile("[“”\"‘]|``|''")


@pytest.mark.parametrize("text", ALL, ids=[text.name for text in ALL])
def test_everything_between_marks_is_marked_up(text: Text) -> None:
    marked = [*(span for wanted in text.wanted for span in wanted.quoted), *text.unsaid]
    for mark in MARKS.finditer(text.text):
        inside = any(span.start - 2 <= mark.start() <= span.end for span in marked)
        assert inside, text.text[mark.start() - 30 : mark.end() + 30]
    for span in marked:
        assert text.text[span.start - 1] in "“‘\"'`"
        assert text.text[span.end] in "”’\"'\n"


@pytest.mark.parametrize("text", ALL, ids=[text.name for text in ALL])
def test_articles_are_read_soundly(text: Text) -> None:
    assert unsound(text.text, parse(text.text, text.published)) == []


def test_there_are_articles_of_many_genres() -> None:
    assert len({text.genre for text in ALL}) >= 15
    assert all(250 <= len(text.text.split()) <= 600 for text in ALL)


# What the scores call right


@pytest.mark.parametrize(
    ("wanted", "given", "right"),
    [
        ("Jane Doe", "Jane Doe", True),
        ("Jane Doe", "Dr. Jane Doe", True),
        ("Jane Doe", "Doe", False),
        ("Doe", "Jane Doe", False),
        ("Michael Doe", "Mike Doe", True),
        ("Jane A. Doe", "Jane Doe", True),
        ("Jane A. Doe", "Jane B. Doe", False),
        ("John Doe Jr.", "John Doe", False),
        ("Dermot “Spud” Roe", "Spud Roe", True),
        ("Jane Doe", "John Doe", False),
    ],
)
def test_names_of_one_person(wanted: str, given: str, right: bool) -> None:
    assert same_person(wanted, given) is right


def test_a_speaker_that_nobody_names_is_nobody() -> None:
    nobody = Wanted(speakers=())
    assert same_speaker(nobody, None)
    assert not same_speaker(nobody, "Jane Doe")
    assert same_speaker(Wanted(speakers=("spokesman for the port",)), "spokesman for port")


def test_venues_that_agree() -> None:
    assert same_venue(("rally in Salem", "rally"), "rally")
    assert same_venue(("interview",), "telephone interview")
    assert same_venue(("interview",), "interview with Radio Tern")
    assert not same_venue(("interview with Radio Tern", "interview"), "interview with Radio Gull")
    assert not same_venue(("interview",), "debate")


def test_a_quote_finds_a_passage_by_half_of_it() -> None:
    quote = Quote("a", "direct", (Span(0, 5),), Span(0, 5))
    assert covering(Span(0, 10), [quote]) is quote
    assert covering(Span(0, 11), [quote]) is None


def test_a_score_counts_what_is_right() -> None:
    text = "“We won,” said Jane Doe. They lost."
    wanted = [
        Wanted((Span(1, 8),), mentions=(Span(15, 23),), speakers=("Jane Doe",), dates=()),
        Wanted((Span(25, 34),), speakers=("Jane Doe",)),
    ]
    tally = score(Text("a", "b", text, None, wanted), [])
    assert (tally["found wanted"], tally["found right"]) == (2, 1)
    assert tally.figure("found") == pytest.approx(2 / 3)
    assert tally.figure("turns") is None
