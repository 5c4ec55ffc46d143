"""Names of people: what they are made of, which agree, and the keys by which they meet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.people.lists import sections
from quotes.people.names import Agreement, Printed, agree, agreement, keys, parse_name
from quotes.people.spelling import plain

PRINTED = [
    ("Jane Doe", ("Jane", (), "Doe", "")),
    ("Jane K. Doe", ("Jane", ("K",), "Doe", "")),
    ("J.K. Doe", ("J", ("K",), "Doe", "")),
    ("JK Doe", ("J", ("K",), "Doe", "")),
    ("John Doe Jr.", ("John", (), "Doe", "jr")),
    ("John Doe, III", ("John", (), "Doe", "iii")),
    ("Jane Doe MP", ("Jane", (), "Doe", "")),
    ("Dr. Jane Doe", ("Jane", (), "Doe", "")),
    ("William “Bo” Doe", ("William", (), "Doe", "")),
    ("Ludwig van der Doe", ("Ludwig", (), "van der Doe", "")),
    ("Abdul Rahman al-Doeh", ("Abdulrahman", (), "al-Doeh", "")),
    ("Frances E. Doe", ("Frances", ("E",), "Doe", "")),
    ("Kim Sol-mi", ("Sol-mi", (), "Kim", "")),
    ("Sol-mi Kim", ("Sol-mi", (), "Kim", "")),
    ("Doe", ("", (), "Doe", "")),
]


@pytest.mark.parametrize(("name", "parts"), PRINTED, ids=[name for name, _ in PRINTED])
def test_parts_of_a_name(name: str, parts: tuple[str, tuple[str, ...], str, str]) -> None:
    assert parse_name(name) == Printed(*parts, kind=parse_name(name).kind)


FULL = [
    ("JANE DOE", "Jane Doe"),
    ("Renée Łośdal", "Renee Losdal"),
    ("Jane O’Doe", "Jane O'Doe"),
    ("Jane Doe", "Jane K. Doe"),
    ("Jane Kay Doe", "Jane K. Doe"),
    ("John Doe", "John Doe Jr."),
    ("Jürgen Döhring", "Juergen Doehring"),
    ("Jürgen Döhring", "Jurgen Dohring"),
    ("Søren Åbydal", "Soeren Aabydal"),
    ("Anna Weißdorn", "Anna Weissdorn"),
    ("Volodymyr Zelensky", "Vladimir Zelenskyy"),
    ("Volodymyr Zelenskiy", "Volodymyr Zelenskyi"),
    ("Sergei Dovkhan", "Serhiy Dovhan"),
    ("Andrei Doeff", "Andrey Doev"),
    ("Ivan Doevich", "Ivan Doevych"),
    ("Yulia Dorenko", "Yuliya Dorenko"),
    ("Mohammed al-Doury", "Muhammad el-Douri"),
    ("Ahmad Al Dameer", "Ahmed al-Damir"),
    ("Abdul Rahman Damour", "Abdelrahman Damur"),
    ("Kim Sol-mi", "Kim Solmi"),
    ("Kim Sol Mi", "Sol-mi Kim"),
    ("Pak Sol-mi", "Park Solmi"),
    ("Chang Delan", "Zhang De-lan"),
    ("Ludwig van der Doe", "Ludwig Vanderdoe"),
    ("Jo Ann Doe", "Joann Doe"),
]
WEAK = [("J. Doe", "Jane Doe"), ("J.K. Doe", "John K. Doe"), ("JK Doe", "Jane Doe")]
APART = [
    ("Jane Smith", "Jane Smyth"),
    ("Jane K. Doe", "Jane R. Doe"),
    ("J.K. Doe", "John R. Doe"),
    ("John Doe Sr.", "John Doe Jr."),
    ("Bill Doe", "William Doe"),
    ("Jane Doe", "Jane Doe-Roe"),
    ("Jane Doe", "Jane Roe"),
    ("Jane Doe", "Doe"),
    ("Jane Dowling", "Jane Dowlnig"),
    ("Michal Doe", "Michael Doe"),
    ("Kim Sol-mi", "Kim Sol-hi"),
]
PAIRS = [
    *((a, b, Agreement.FULL) for a, b in FULL),
    *((a, b, Agreement.WEAK) for a, b in WEAK),
    *((a, b, Agreement.NONE) for a, b in APART),
]


@pytest.mark.parametrize(("a", "b", "level"), PAIRS, ids=[f"{a}, {b}" for a, b, _ in PAIRS])
def test_agreement(a: str, b: str, level: Agreement) -> None:
    assert agreement(a, b) is agreement(b, a) is level
    assert agree(a, b) is (level is not Agreement.NONE)


@pytest.mark.parametrize(("a", "b"), [*FULL, WEAK[0], WEAK[1]])
def test_names_that_agree_find_each_other(a: str, b: str) -> None:
    assert set(keys(a).sought) & set(keys(b).stored)
    assert set(keys(b).sought) & set(keys(a).stored)


def test_full_names_do_not_find_all_who_share_an_initial() -> None:
    assert not set(keys("Jane Doe").sought) & set(keys("John Doe").stored)


NAMES = st.text(max_size=40) | st.lists(
    st.sampled_from("Jane John J. K. Doe al- van Kim Jr. III Müller ß İ 1 . - ’ “ ”".split()),
    max_size=6,
).map(" ".join)


@given(NAMES, NAMES)
def test_any_text_may_be_a_name(a: str, b: str) -> None:
    assert agree(a, a)
    assert agreement(a, b) is agreement(b, a)
    assert keys(a) == keys.__wrapped__(a)
    assert set(keys(a).stored) & set(keys(a).sought)
    assert len(keys(a).stored) < 8 > len(keys(a).sought)


GROUPS = [heading for heading in sections("transliterations") if heading.startswith(("gi", "fa"))]


@pytest.mark.parametrize("heading", GROUPS)
def test_no_spelling_stands_in_two_groups(heading: str) -> None:
    words = " ".join(sections("transliterations")[heading]).replace("*", "").split()
    plainly = [plain(word) for word in words]
    assert sorted(plainly) == sorted(set(plainly))


@pytest.mark.parametrize("name", ["transliterations", "nicknames", "fields"])
def test_sections_of_lists_are_not_empty(name: str) -> None:
    assert all(sections(name).values())
