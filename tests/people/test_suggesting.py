"""Who is suggested for somebody who was not joined, in what order and why."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.people.profiles import Appearance, Known, leading_names, profile_of
from quotes.people.suggesting import rank, suggestion_keys


def person(number: int, name: str, role: str | None = None, place: str = "") -> Known:
    around = frozenset(place.split())
    seen = Appearance(name, role, "2020-05-01", None, around=around)
    return Known(number, (name,), profile_of([seen]))


SUGGESTED = [
    ("Bill Dorning", "William Dorning", "nickname Bill for William"),
    ("Sasha Dorenko", "Oleksandr Dorenko", "nickname Sasha for Oleksandr"),
    ("Pepe Doral", "José Doral", "nickname José for Pepe"),
    ("Uschi Dorfner", "Ursula Dorfner", "nickname Uschi for Ursula"),
    ("Jane Dorning", "Jane Dorming", "one letter apart: Dorning, Dorming"),
    ("Jane Dorning", "Jane Dornnig", "one letter apart: Dorning, Dornnig"),
    ("Janet Dorning", "Jaent Dorning", "one letter apart: Janet, Jaent"),
    ("Kim Sol-mmi", "Kim Sol-mi", "one letter apart: Kim Sol-mmi, Kim Sol-mi"),
    ("Jane Dorning", "Jane Rowe-Dorning", "one family name of two in common"),
    ("José Doral Rovira", "José Doral", "one family name of two in common"),
    ("Dorning", "Jane Dorning", "same family name"),
    ("Jane Dorning", "Jane Rowe", "same given name Jane, another family name"),
    ("J. Dorning", "Jane Dorning", "J agrees with Jane"),
]


@pytest.mark.parametrize(("name", "right", "reason"), SUGGESTED)
def test_right_one_is_first_and_found(name: str, right: str, reason: str) -> None:
    of = person(1, name, "Alderby Mayor", "alderby")
    among = [person(2, right, "the mayor of Alderby"), person(3, right, "a striker for Foxton")]
    others = [person(4, "Erica Dornfield", "Alderby Mayor", "alderby"), person(5, "Ann Lee")]
    ranked = rank(of, [*others, *among[::-1]])
    assert ranked[0].speaker_id == 2
    assert ranked[0].reasons[:2] == (reason, "both mayor, Alderby")
    assert all(0 <= each.score <= 1 for each in ranked)
    assert keys_of(of) & keys_of(among[0])


def keys_of(known: Known) -> set[str]:
    return set(suggestion_keys(known.names[0], leading_names(known.profile)))


def test_contradiction_is_said() -> None:
    ranked = rank(person(1, "Bill Dorning", "Mayor"), [person(2, "William Dorning", "a striker")])
    assert ranked[0].reasons[1:] == ("but one in politics, the other in sport",)


def test_nobody_is_suggested_who_has_nothing_in_common() -> None:
    among = [person(1, "Jane Dorning"), person(2, "Erica Rowe")]
    assert rank(person(1, "Jane Dorning"), among) == []


def test_given_name_alone_is_no_key() -> None:
    assert not set(suggestion_keys("Jane Dorning")) & set(suggestion_keys("Jane Rowe"))


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_may_be_a_name(a: str, b: str) -> None:
    assert 0 < len(suggestion_keys(a, ["alderby"] * 99)) < 60
    rank(person(1, a), [person(2, b)])
