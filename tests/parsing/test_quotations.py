"""Pairing of quotation marks, in a table of marked-up text and on hostile text."""

from __future__ import annotations

import pytest
from checking import differences
from hanging import at_most
from hypothesis import given
from hypothesis import strategies as st
from tables import Row, cases

from quotes.parsing.quotations import find_passages

MARKS = "“”\"„«»＂‘’'‛`"


@pytest.mark.parametrize("row", cases("quotations"))
def test_quotations(row: Row) -> None:
    assert differences(row) == []


def test_a_reopened_passage_continues_the_one_left_open() -> None:
    passages = find_passages("“First.\n\n“Second.\n\n“Third.” Then “another.”")
    assert [p.continues for p in passages] == [False, True, True, False]
    assert [p.closed for p in passages] == [False, False, True, True]


def test_a_passage_after_a_closed_one_continues_nothing() -> None:
    passages = find_passages("“First.”\n\n“Second.”")
    assert [p.continues for p in passages] == [False, False]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\n\n\n", "\r\n\r\n"])
def test_line_breaks_of_every_kind_end_a_paragraph(newline: str) -> None:
    text = newline.join(["“First.", "“Second.”", "Third."])
    assert [text[p.start : p.end] for p in find_passages(text)] == ["First.", "Second."]


@given(st.text(st.sampled_from(MARKS + " \n\r,.aZ9s-—(")))
def test_passages_are_in_order_and_apart_whatever_the_marks(text: str) -> None:
    end = 0
    for passage in find_passages(text):
        assert end <= passage.mark <= passage.start < passage.end <= passage.after <= len(text)
        assert text[passage.start : passage.end] == text[passage.start : passage.end].strip()
        end = passage.after


@pytest.mark.parametrize("unit", ["“", "“‘", '"', "‘a s’ b "])
def test_pairing_two_megabytes_of_marks_ends(unit: str) -> None:
    with at_most(60):
        find_passages(unit * (2_000_000 // len(unit)))
