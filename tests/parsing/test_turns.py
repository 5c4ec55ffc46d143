"""Transcripts and interviews: what stands behind a speaker label is what that speaker said."""

from __future__ import annotations

import pytest

from quotes.models import Quote
from quotes.parsing.pipeline import parse

BRIEFING = """\
MS. OKORO: Good morning. The ferry sails at noon.

It will be back by six.

Q: Is the crane mended?

MR. LINDQVIST: It is not, and Mayor Ortega told us, "Keep it that way."

MS. OKORO: Thank you.

MR. LINDQVIST: Thank you all.
"""

INTERVIEW = """\
Zsófia Keleti has fired pots for thirty years. Zsófia Keleti's kiln is in a barn.

Q. Why a barn?

A. It was cheap. I told my father so.

Q. And now?

A. Now it is dear.
"""


def said(quotes: list[Quote]) -> list[tuple[str | None, str]]:
    return [(q.speakers[0].name if q.speakers else None, q.text) for q in quotes]


def direct(text: str) -> list[tuple[str | None, str]]:
    return said([q for q in parse(text) if q.kind == "direct"])


def test_labels_name_the_speakers_of_their_turns() -> None:
    assert direct(BRIEFING) == [
        ("Okoro", "Good morning. The ferry sails at noon.\nIt will be back by six."),
        ("Lindqvist", "It is not, and Mayor Ortega told us,"),
        ("Ortega", "Keep it that way."),
        ("Okoro", "Thank you."),
        ("Lindqvist", "Thank you all."),
    ]


def test_every_segment_of_a_turn_is_a_stretch_of_the_text() -> None:
    for quote in parse(BRIEFING):
        words = [BRIEFING[span.start : span.end] for span in quote.segments]
        assert "".join(quote.text.split()) == "".join("".join(words).split())


def test_answers_are_those_of_the_person_whom_the_introduction_is_about() -> None:
    turns = direct(INTERVIEW)
    assert ("Zsófia Keleti", "Now it is dear.") in turns
    assert {name for name, _ in turns} == {"Zsófia Keleti"}


BROADCAST = """\
LENA ORTIZ, HOST: Good evening.

BO KING, CORRESPONDENT (voice-over): The rain fell all night. It was the third storm.

(END VIDEO CLIP)

ORTIZ: What do people say?

KING: That it is wet.
"""


def test_what_a_speaker_is_may_stand_behind_the_name_in_a_label() -> None:
    assert direct(BROADCAST) == [
        ("Lena Ortiz", "Good evening."),
        ("Bo King", "The rain fell all night. It was the third storm."),
        ("Lena Ortiz", "What do people say?"),
        ("Bo King", "That it is wet."),
    ]


@pytest.mark.parametrize(
    ("question", "answer"),
    [("Q ", "A "), ("Question: ", "Answer: "), ("Q: ", "ZK: "), ("Q. ", "Keleti: ")],
)
def test_labels_of_questions_and_answers(question: str, answer: str) -> None:
    text = INTERVIEW.replace("Q. ", question).replace("A. ", answer)
    assert direct(text) == direct(INTERVIEW)


def test_initials_are_those_of_whom_the_text_names() -> None:
    text = "Lena Ortiz (LO): Hello.\n\nBo King (BK): Hello.\n\nLO: How was it?\n\nBK: Wet.\n"
    assert direct(text) == [
        ("Lena Ortiz", "Hello."),
        ("Bo King", "Hello."),
        ("Lena Ortiz", "How was it?"),
        ("Bo King", "Wet."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("A Boat sank.\n\nA Man drowned.\n\nA Child was saved.\n", id="articles"),
        pytest.param(
            "Q magazine is back.\n\nA Boat sank.\n\nQ is a letter.\n\nA Man drowned.\n",
            id="a magazine",
        ),
        pytest.param("UPDATE: The ferry sails.\n\nNOTE: It is late.\n", id="two lines"),
        pytest.param(
            "SALEM: Rain.\n\nDOVER: Sun.\n\nTRURO: Fog.\n\nLEITH: Snow.\n", id="no label comes back"
        ),
        pytest.param("Q. Why a barn?\n\nA. It was cheap.\n", id="one question"),
        pytest.param("", id="nothing"),
    ],
)
def test_a_line_behind_a_colon_is_no_turn_by_itself(text: str) -> None:
    assert direct(text) == []
