"""Mentions: every S-marked stretch must be a mention, whole, and of the kind that is said."""

from __future__ import annotations

import pytest
from marked import read_marks
from tables import SUBJECTS, rows_of

from quotes.parsing.layout import lay_out

# The kind of mention, then the words.
MENTIONS = {
    "a full name": ("name", "[S:Jane Doe] said no."),
    "a family name": ("name", "Later [S:Nkosi] said no."),
    "a title before the name": ("name", "[S:Treasury Secretary Rajesh Pillay] said no."),
    "a courtesy title": ("name", "Later [S:Mrs. Nkosi] said no."),
    "an abbreviated title": ("name", "[S:Sen. Lars Henriksen] said no."),
    "a role in lower case": ("phrase", "Later [S:spokesman Brian Abara] said no."),
    "a middle initial": ("name", "[S:Walter J. Nakai] said no."),
    "a suffix": ("name", "[S:Walter Nakai Jr.] said no."),
    "a particle": ("name", "[S:Pieter van der Byl] said no."),
    "an apostrophe": ("name", "[S:Niamh O’Sullivan] said no."),
    "a hyphen": ("name", "[S:Nadia Bell-Haddad] said no."),
    "letters with marks": ("name", "[S:Trần Thị Mai] said no."),
    "a nickname in marks": ("name", "[S:Frank “Tugboat” Delgado] said no."),
    "an organisation": ("name", "[S:Marlowe Freight] said no."),
    "an organisation with of": ("phrase", "[S:The Department of Fisheries] said no."),
    "an organisation with and": ("phrase", "[S:The Institute for Sleep and Health] said no."),
    "an acronym": ("name", "[S:WAISH] said no."),
    "a name behind the cue": ("name", "“No,” said [S:Jane Doe]."),
    "a role": ("phrase", "[S:The senator] said no."),
    "an unnamed official": ("phrase", "[S:A senior official] said no."),
    "an unnamed official of a house": ("phrase", "[S:A White House official] said no."),
    "an age and a role": ("phrase", "[S:The 34-year-old teacher] said no."),
    "a relation": ("phrase", "[S:Her father] said no."),
    "a document": ("phrase", "[S:The memo] said no."),
    "a company without its name": ("phrase", "[S:The company] said no."),
    "he": ("pronoun", "Later [S:he] said no."),
    "she": ("pronoun", "“No,” [S:she] said."),
    "they": ("pronoun", "Later [S:they] said no."),
    "it": ("pronoun", "Later [S:it] said no."),
    "who": ("relative", "It was Jane Doe [S:who] said no."),
    "officials": ("phrase", "“No,” [S:officials] said."),
    "officials behind according to": ("phrase", "According to [S:officials], no."),
    "a bare noun before the cue": ("bare", "“No,” [S:kayakers] said."),
    "a bare noun behind according to": ("bare", "According to [S:kayakers], no."),
}


@pytest.mark.parametrize(("kind", "marked"), MENTIONS.values(), ids=MENTIONS.keys())
def test_mentions(kind: str, marked: str) -> None:
    row = read_marks(marked)
    wanted = row.of("S")[0]
    mentions = lay_out(row.text).mentions
    near = [m for m in mentions if m.start < wanted.end and wanted.start < m.end]
    assert [row.text[m.start : m.end] for m in near] == row.words("S")
    assert near[0].kind == kind


NO_MENTIONS = {
    "a weekday": "on Monday",
    "an adverb at the head of a sentence": "Clearly nothing happened.",
    "a verb": "went away",
    "no words": "",
}


@pytest.mark.parametrize("text", NO_MENTIONS.values(), ids=NO_MENTIONS.keys())
def test_no_mentions(text: str) -> None:
    assert lay_out(text).mentions == []


@pytest.mark.parametrize("subject", SUBJECTS)
def test_sources_of_all_tables_are_among_the_mentions(subject: str) -> None:
    """Recall: a source that is no mention can never be credited."""
    missed = []
    for row in rows_of(subject):
        mentions = lay_out(row.marked.text).mentions
        for (letter, _), spans in row.marked.spans.items():
            missed += [
                (row.name, row.marked.text[span.start : span.end])
                for span in spans
                if letter == "S"
                and not any(m.start < span.end and span.start < m.end for m in mentions)
            ]
    assert missed == []


def test_mentions_are_in_order_and_apart() -> None:
    for subject in SUBJECTS:
        for row in rows_of(subject):
            text = row.marked.text
            end = 0
            for mention in lay_out(text).mentions:
                assert end <= mention.start < mention.end <= len(text)
                end = mention.end
