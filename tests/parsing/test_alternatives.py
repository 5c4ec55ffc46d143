"""Whom else a quote may be credited to, as far as the parser considered them."""

from __future__ import annotations

import pytest

from quotes.models import Span
from quotes.parsing.alternatives import find_alternatives
from quotes.parsing.pipeline import parse

PAIR = (
    "Tom Vale met Ida Lund, the harbour master, on the quay. “The tide was late,” Ida Lund said."
    " Rosa Brandt, a pilot, had left."
)
PRONOUN = (
    "Carla Dunn, the mayor, met Ruth Oakes, a councillor, at noon. Ruth Oakes left early."
    " “Nobody rang the bell,” she said."
)
REPORTED = "Tom Vale met Ida Lund. Ida Lund said the ferry would sail again before the summer."
LABELS = "IDA LUND: The tide was late.\nTOM VALE: Why was it?\n" * 3


def names(text: str, words: str) -> list[tuple[str, bool]]:
    """Who is considered for the quote that begins with these words, and whether weighed."""
    start = text.index(words)
    found = find_alternatives(text, [Span(start, start + len(words))])
    return [(each.speaker.name, each.likely is not None) for each in found]


@pytest.mark.parametrize(
    ("text", "words", "first"),
    [
        pytest.param(PAIR, "The tide", "Ida Lund", id="names beside the cue"),
        pytest.param(PRONOUN, "Nobody", "Ruth Oakes", id="people whom a pronoun may mean"),
        pytest.param(REPORTED, "the ferry", "Ida Lund", id="sources of reported words"),
        pytest.param(LABELS, "The tide", "Ida Lund", id="speaker labels"),
    ],
)
def test_the_answer_is_among_those_weighed(text: str, words: str, first: str) -> None:
    start = text.index(words)
    answer = next(q for q in parse(text) if q.segments[0].start <= start < q.segments[-1].end)
    assert answer.speakers[0].name == first
    assert (first, True) in names(text, words)


def test_others_a_pronoun_may_mean_are_weighed_too() -> None:
    assert {("Ruth Oakes", True), ("Carla Dunn", True)} <= set(names(PRONOUN, "Nobody"))


def test_people_named_nearby_come_last_without_weight() -> None:
    found = names(PAIR, "The tide")
    assert ("Rosa Brandt", False) in found
    weighed = [weighed for _, weighed in found]
    assert weighed == sorted(weighed, reverse=True)


def test_the_likeliest_comes_first_and_no_more_than_asked_for() -> None:
    start = PAIR.index("The tide")
    found = find_alternatives(PAIR, [Span(start, start + 8)], most=2)
    assert len(found) == 2
    likely = [each.likely for each in found if each.likely is not None]
    assert likely == sorted(likely, reverse=True)
    assert all(0 < each <= 1.000001 for each in likely)


def test_words_that_are_no_quote_to_the_parser_get_those_named_nearby() -> None:
    start = PAIR.index("on the quay")
    found = find_alternatives(PAIR, [Span(start, start + 11)])
    assert [each.likely for each in found] == [None] * len(found)
    assert {"Tom Vale", "Ida Lund"} <= {each.speaker.name for each in found}


@pytest.mark.parametrize("text", ["", "the tide was late"])
def test_texts_without_quotes_have_nobody(text: str) -> None:
    assert find_alternatives(text, [Span(0, len(text))]) == []
