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


@pytest.mark.parametrize(
    "text",
    [
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
