"""The parser from end to end: kinds of page, what must always hold, hostile text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product

import pytest
from checking import differences, unsound
from hanging import at_most, lines_run
from hypothesis import given, settings
from hypothesis import strategies as st
from tables import SUBJECTS, Row, cases, rows_of

from quotes.parsing.pipeline import parse

PAGES = [subject for subject in SUBJECTS if subject.startswith("pages")]


@pytest.mark.parametrize("row", [case for subject in PAGES for case in cases(subject)])
def test_kinds_of_page(row: Row) -> None:
    assert differences(row) == []


ROWS = [row for subject in SUBJECTS for row in rows_of(subject)]


@pytest.mark.parametrize("row", ROWS, ids=[f"{row.subject}: {row.name}" for row in ROWS])
def test_rule_one_holds_for_every_row(row: Row) -> None:
    text = row.marked.text
    assert unsound(text, parse(text, row.published)) == []


def test_segments_are_joined_by_a_space_or_across_paragraphs_by_a_line_break() -> None:
    [broken] = parse("“We won,” Jane Doe said, “and fairly.”")
    assert broken.text == "We won, and fairly."
    [long] = parse("Jane Doe said: “We won.\n\n“And fairly.”")
    assert long.text == "We won.\nAnd fairly."


def test_two_runs_agree() -> None:
    text = "\n\n".join(row.marked.text for row in ROWS)
    assert parse(text, "2025-02-26") == parse(text, "2025-02-26")


def test_all_tables_in_one_text_are_sound() -> None:
    text = "\n\n".join(row.marked.text for row in ROWS)
    assert unsound(text, parse(text, "2025-02-26")) == []


@pytest.mark.parametrize("text", ["", " ", "\n", "\ufeff", "no marks at all", "“”", '"', "’", "\0"])
def test_text_without_a_quote_has_none(text: str) -> None:
    assert parse(text) == []


QUOTE = "“We won,” said Jane Doe."


@pytest.mark.parametrize(
    "before",
    [
        "\ufeff",
        "🎉 ",
        "\r\n",
        "a\u2028",
        "a\u2029",
        "a\x0b",
        "a\x85",
        "\0 ",
        "\ud800 ",
        "\u200b",
        "é ",
    ],
    ids=ascii,
)
def test_odd_characters_before_a_quote_shift_it_and_no_more(before: str) -> None:
    [quote] = parse(before + QUOTE)
    assert quote.text == "We won,"
    assert quote.segments[0].start == len(before) + 1
    assert [speaker.name for speaker in quote.speakers] == ["Jane Doe"]


def test_windows_line_breaks_change_nothing_but_offsets() -> None:
    text = "“We won.\n\n“And fairly,” said Jane Doe.\n\n“Twice,” she added."
    unix, windows = parse(text), parse(text.replace("\n", "\r\n"))
    assert [q.text for q in windows] == [q.text for q in unix]
    assert [q.speakers[0].name for q in windows] == [q.speakers[0].name for q in unix]


@pytest.mark.parametrize(
    "published", ["", "2025", "2025-02", "yesterday", "2025-99-99", "٢٠٢٥-٠١-٠١"]
)
def test_a_publication_that_is_no_day_gives_no_relative_date(published: str) -> None:
    [quote] = parse("“We won,” Jane Doe said on Monday.", published)
    assert quote.date is None


@pytest.mark.parametrize(
    ("published", "when"),
    [
        ("0001-01-01", "last week"),
        ("0001-01-01", "last month"),
        ("0001-01-01", "on Monday"),
        ("0001-01-01", "on Feb. 29"),
        ("9999-12-31", "on Monday"),
        ("9999-12-31", "last weekend"),
    ],
)
def test_the_ends_of_the_calendar(published: str, when: str) -> None:
    text = f"“We won,” Jane Doe said {when}."
    assert unsound(text, parse(text, published)) == []


@pytest.mark.parametrize("text", ["Jane Doe said ’’s", "Jane Doe said ’’s big win.", "‘‘s", "’’"])
def test_a_mark_inside_a_token_is_harmless(text: str) -> None:
    assert unsound(text, parse(text)) == []


WRAPPED = """The council met on Monday and heard the engineers for almost three
hours before it came to a vote that nobody in the room had expected.

“We can pay for steel or we can pay for funerals,” said Jane Doe, the
mayor of Salem. “I know which of the two bills I would rather sign, and
I think that you do.”

Nobody answered her, and the clerk read out the names of the members
one after the other until the last of them had been called.
"""


def test_hard_wrapped_lines_are_read_as_paragraphs() -> None:
    [quote] = parse(WRAPPED, "2025-02-26")
    assert unsound(WRAPPED, [quote]) == []
    assert len(quote.segments) == 2
    assert quote.text.endswith("rather sign, and\nI think that you do.")
    assert quote.speakers[0].role == "the mayor of Salem"


PIECES = [
    *"“”\"‘’'«»„`()[]-—…,.:;?!\n\r\t\0\u2028\ud800🎉",
    "\n\n", "\r\n", "''", "``", " ", " ", "’s ", "Jane Doe", "Mr. ", "Sen. ", "he ", "she ", "it ",
    "said ", "told ", "according to ", "reporters ", "in an interview with ", "Radio Tern ", "who ",
    "on Monday ", "Feb. 30, 2024 ", "May ", "in 2013 ", "last week ", "and ", "of ", "the ", "a ",
    "senator ", "report ", "We won", "tweeted ", "van der ", "Jr. ", "R-Ky. ", "34-year-old ",
]  # fmt: skip


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_any_medley_of_pieces_is_parsed_soundly(text: str) -> None:
    assert unsound(text, parse(text, "2025-02-26")) == []


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(st.characters(exclude_categories=())), st.none() | st.text(max_size=12))
def test_any_text_is_parsed_soundly(text: str, published: str | None) -> None:
    assert unsound(text, parse(text, published)) == []


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.text(st.characters(exclude_categories=()), max_size=20), st.integers(0, len(QUOTE)))
def test_anything_thrown_into_a_quote_is_parsed_soundly(junk: str, at: int) -> None:
    text = QUOTE[:at] + junk + QUOTE[at:]
    assert unsound(text, parse(text, "2025-02-26")) == []


# Texts of one piece over and over, in one line except where they say otherwise.
HOSTILE = {
    "straight marks": '"',
    "opening marks": "“",
    "closing marks": "”",
    "apostrophes": "'",
    "alternating marks": "“‘",
    "quotes without words about them": "“a” ",
    "straight quotes without a space": '"a"',
    "attributed quotes in one paragraph": "“We won,” said Jane Doe. ",
    "quotes of a pronoun in one paragraph": "“We won,” she said. ",
    "attributed quotes in one sentence": "she said “a b” ",
    "labelled quotes in one sentence": "Jane: “a” ",
    "a mark never closed in each paragraph": "“We won and\n",
    "a mark never closed": "we won and Jane Doe said ",
    "a name without an end": "Jane ",
    "titles without a name": "Mr. ",
    "initials": "J.",
    "possessives": "Jane’s ",
    "names joined by and": "Jane Doe and ",
    "determiners": "the ",
    "particles": "of the ",
    "venues without an end": "in an interview with the ",
    "telling without an end": "told the ",
    "weekdays": "on Monday ",
    "dated quotes in one sentence": "she in May 2013 said “we won” and ",
    "quotes at many venues in one sentence": "in a debate she said “we won” and ",
    "documents that speak in one sentence": "the letter said “we won” and ",
    "quotes of marks alone": '“” "',
    "turns with quotes in them": "\nMS. ROE: No, “we lost,” Ann said.\nMR. LEE: “We won,” he said.",
    "reports in one sentence": "he said that we won and ",
    "a debate and its quotes": "“We won,” Ann Poe said at the debate.\n“No,” said Bo Lee.\n",
    "a doubled mark before an s": "’’s ",
    "months": "Feb. ",
    "brackets": "([{",
    "hyphens": "a-",
    "spaces": " ",
    "letters": "a",
    "digits": "9",
    "line breaks": "\n",
    "Windows line breaks": "\r\n",
    "line separators": "“a”\u2028",
    "nulls": "\0",
    "lone surrogates": "\ud800",
    "emoji": "🎉",
}
# A quote before and one behind, so that every stage has something to do.
LEAD, TAIL = "“We won,” said Jane Doe on Monday. ", " “Again,” she said."
SHORT = 60  # pieces; enough for every window to be full


@pytest.mark.parametrize("name", HOSTILE)
def test_a_long_line_of_each_hostile_kind_ends(name: str) -> None:
    text = LEAD + HOSTILE[name] * (100_000 // len(HOSTILE[name])) + TAIL
    with at_most(60):
        quotes = parse(text, "2025-02-26")
    assert unsound(text, quotes) == []


@pytest.mark.parametrize("name", HOSTILE)
def test_four_times_the_text_is_about_four_times_the_work(name: str) -> None:
    parse(LEAD)  # what is read once, from files, is not counted
    short, long = (
        lines_run(parse, LEAD + HOSTILE[name] * times + TAIL) for times in (SHORT, 4 * SHORT)
    )
    assert long < 5 * short


def test_four_times_as_many_names_are_about_four_times_the_work() -> None:
    def named(count: int) -> str:
        return LEAD + " ".join(f"{name} said no." for name in islice(_names(), count)) + TAIL

    parse(named(1))
    short, long = (lines_run(parse, named(count)) for count in (400, 1600))
    assert long < 5 * short


def _names() -> Iterator[str]:
    """Family names, each another: Baaaaqua, Baaabqua ..."""
    return (f"B{''.join(letters)}qua" for letters in product("abcdefghij", repeat=4))


@pytest.mark.parametrize(("left", "right"), [*product("“\"‘'(", "”\"’')")])
def test_deep_nesting_ends(left: str, right: str) -> None:
    text = f"{left * 2_000}We won{right * 2_000}, said Jane Doe."
    assert unsound(text, parse(text)) == []
