"""The reader of marked-up text, and of the tables made of it."""

from __future__ import annotations

import pytest
from marked import read_marks
from tables import SUBJECTS, rows_of

from quotes.models import Span


def test_marks_give_plain_text_and_spans() -> None:
    marked = read_marks("[S:Jane Doe] [C:said]: “[Q:We won.]”")
    assert marked.text == "Jane Doe said: “We won.”"
    assert marked.of("S") == (Span(0, 8),)
    assert marked.words("C") == ["said"]
    assert marked.words("Q") == ["We won."]
    assert marked.of("V") == ()


def test_segments_with_one_number_are_one_quote() -> None:
    marked = read_marks("“[Q1:We won,]” [S1:he] said, “[Q1:fairly.]” [S2:She] said “[Q2:no].”")
    assert marked.words("Q", 1) == ["We won,", "fairly."]
    assert marked.words("Q", 2) == ["no"]
    assert marked.words("S", 2) == ["She"]
    assert marked.numbers == [1, 2]


def test_numbers_follow_the_text_not_themselves() -> None:
    assert read_marks("“[Q2:a]” “[Q1:b]”").numbers == [2, 1]


def test_marks_may_stand_inside_one_another() -> None:
    marked = read_marks("said [V:on the podcast “[N:Slow Harvest]”] [D:on Monday]")
    assert marked.words("V") == ["on the podcast “Slow Harvest”"]
    assert marked.words("N") == ["Slow Harvest"]
    assert marked.words("D") == ["on Monday"]


def test_other_brackets_are_text() -> None:
    marked = read_marks("“[Q:We [the union] won]” [sic] [C::] [X:no mark]")
    assert marked.text == "“We [the union] won” [sic] : [X:no mark]"
    assert marked.words("Q") == ["We [the union] won"]
    assert marked.words("C") == [":"]


def test_passages_are_quotes_and_what_is_none_in_order() -> None:
    marked = read_marks("“[N:a]” “[Q2:b]” “[Q1:c]” “[N:d]”")
    assert [marked.text[p.start : p.end] for p in marked.passages] == ["a", "b", "c", "d"]


@pytest.mark.parametrize("text", ["[Q:left open", "closes nothing]", "[left open"])
def test_brackets_must_match(text: str) -> None:
    with pytest.raises(ValueError, match="bracket"):
        read_marks(text)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_row_of_a_table_can_be_read(subject: str) -> None:
    for row in rows_of(subject):
        assert "[S:" not in row.marked.text
        assert {number for _, number in row.fields if number} <= set(row.marked.numbers)
        numbered = {number for (letter, number) in row.marked.spans if letter != "N"}
        assert numbered <= {1, *row.marked.numbers}


def test_the_tables_are_large_enough() -> None:
    assert sum(len(rows_of(subject)) for subject in SUBJECTS) >= 300


KINDS = (
    "sport", "business", "science", "courts", "arts", "British usage", "Australian usage",
    "wire copy", "live blog", "interview by question and answer", "press release", "transcript",
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_page_has_rows(kind: str) -> None:
    names = [row.name for subject in SUBJECTS for row in rows_of(subject)]
    assert sum(name.startswith(f"{kind}: ") for name in names) >= 10
