"""Indirect quotes: what is reported without quotation marks."""

from __future__ import annotations

import pytest
from checking import differences, unsound
from hanging import at_most, lines_run
from tables import Row, cases

from quotes.parsing.layout import lay_out
from quotes.parsing.pipeline import parse
from quotes.parsing.reported import find_reports, reporting_weights
from quotes.parsing.reported_features import find_cues
from quotes.resources import lexicon


@pytest.mark.parametrize("row", cases("reported"))
def test_reported(row: Row) -> None:
    assert differences(row) == []


def test_confidence_is_a_probability_of_its_own() -> None:
    clear, doubtful = (
        find_reports(lay_out(text))[0].confidence
        for text in (
            "Jane Doe said that the ferry would sail.",
            "The report to the board of Jane Doe said something about ferries.",
        )
    )
    assert 0 < doubtful < clear < 1


def test_evidence_names_source_and_cue() -> None:
    text = "According to Jane Doe, the ferry will sail."
    [quote] = parse(text)
    found = {item.field: text[item.span.start : item.span.end] for item in quote.evidence}
    assert found == {"speaker": "Jane Doe", "cue": "According to"}
    assert text[quote.context.start : quote.context.end] == text


def test_words_of_others_are_left_out_of_an_indirect_quote() -> None:
    text = "Jane Doe said the clerk had told her, “Go home and do not come back,” before noon."
    quotes = parse(text)
    assert unsound(text, quotes) == []
    direct = [quote for quote in quotes if quote.kind != "indirect"]
    indirect = [quote for quote in quotes if quote.kind == "indirect"]
    assert [quote.text for quote in direct] == ["Go home and do not come back,"]
    assert all("Go home" not in quote.text for quote in indirect)


def test_words_that_nobody_said_stay_in_an_indirect_quote() -> None:
    [quote] = parse("Jane Doe said that the podcast “Slow Harvest” would go on without him.")
    assert quote.kind == "indirect"
    assert quote.text == "that the podcast “Slow Harvest” would go on without him"


def test_cues_between_marks_are_none() -> None:
    layout = lay_out("“He said so,” Jane Doe added.")
    assert [cue.word for cue in find_cues(layout)] == ["added"]


def test_lists_of_cues_agree_with_the_verbs() -> None:
    assert lexicon("silent_verbs") <= lexicon("reporting_verbs")
    assert not lexicon("cue_words") & lexicon("reporting_verbs")


def test_every_weight_belongs_to_a_question() -> None:
    assert set(reporting_weights()) == {"cue", "way", "source", "start", "end"}
    assert all(
        feature and value for w in reporting_weights().values() for feature, value in w.items()
    )


@pytest.mark.parametrize(
    "piece",
    [
        "he said ",
        "said that ",
        "X, said ",
        "according to ",
        "said “a” ",
        "told her that, and ",
        "said. ",
    ],
)
def test_work_grows_with_the_length_alone(piece: str) -> None:
    with at_most(60):
        short, long = (lines_run(parse, piece * n) for n in (100, 400))
    assert long < 5 * short
