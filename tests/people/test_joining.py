"""Who is joined with whom, and who stays apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quotes.people.joining import choose, gather, reunite, same_person
from quotes.people.profiles import Appearance, Known, likeness, main_role_names, profile_of
from quotes.people.roles import (
    contradict,
    fields_of_section,
    fields_of_text,
    names_around,
    names_of_text,
)
from quotes.people.roles import read_role as read


def seen(
    name: str,
    role: str | None = None,
    published: str = "2020-05-01",
    outlet: str | None = None,
    fields: str = "",
    around: str = "",
) -> Appearance:
    parts = frozenset(fields.split()), frozenset(around.split())
    return Appearance(name, role, published, outlet, *parts)


def known(number: int, *appearances: Appearance, times: int = 1) -> Known:
    names = tuple(dict.fromkeys(each.name for each in appearances))
    return Known(number, names, profile_of(appearances * times))


def chosen(found: Appearance, among: list[Known]) -> int | None:
    return choose(found.name, profile_of([found]), among)


MAYOR = seen("Jane Doe", "the mayor of Alderby", fields="politics", around="alderby halvenia")
STRIKER = seen("Jane Doe", "a striker for Foxton Rovers", fields="sport", around="foxton quiloa")
SENATOR = seen("Jane Doe", "a senator from Quiloa", fields="politics", around="quiloa")
POLITICIANS = [known(1, MAYOR, times=6), known(2, SENATOR, times=6)]
NAMESAKES = [known(1, MAYOR, times=6), known(2, STRIKER, times=6)]


def named(name: str) -> Appearance:
    return replace(MAYOR, name=name)


JOINED = [
    ("the same role", seen("Jane Doe", "Alderby Mayor"), [known(1, MAYOR)]),
    ("no role, same news", seen("Jane Doe", around="alderby halvenia"), [known(1, MAYOR)]),
    ("a middle initial", named("Jane K. Doe"), [known(1, MAYOR)]),
    ("capitals", named("JANE DOE"), [known(1, MAYOR)]),
    ("an initial, same role", named("J. Doe"), [known(1, MAYOR)]),
    ("the role decides", seen("Jane Doe", "Alderby Mayor"), NAMESAKES),
    ("the field decides", seen("Jane Doe", fields="politics", around="halvenia"), NAMESAKES),
    ("the place decides", seen("Jane Doe", fields="politics", around="alderby"), POLITICIANS),
    ("a former role", seen("Jane Doe", "former mayor of Alderby"), NAMESAKES),
    ("a related field", replace(MAYOR, role="an Alderby lawyer"), [known(1, MAYOR)]),
    ("a suffix like theirs", named("Jane Doe Jr."), [known(1, named("Jane Doe Jr."))]),
    ("a higher office", replace(MAYOR, role="the governor of Halvenia"), [known(1, MAYOR)]),
]
APART = [
    ("another field", STRIKER, [known(1, MAYOR)]),
    ("another place", SENATOR, [known(1, MAYOR, times=6)]),
    ("an initial, nothing else", seen("J. Doe"), [known(1, MAYOR)]),
    ("a nickname", named("Janie Doe"), [known(1, MAYOR)]),
    ("a typing error", named("Jane Deo"), [known(1, MAYOR)]),
    ("a name in common, two not", seen("Jane Doe", fields="sport", around="halvenia carrow wold"),
     [known(1, MAYOR, times=6)]),
    ("perhaps the son", seen("Jane Doe Jr.", around="alderby halvenia"), [known(1, MAYOR)]),
    ("father or son", named("Jane Doe"),
     [known(1, named("Jane Doe Jr.")), known(2, named("Jane Doe Sr."))]),
    ("another suffix", named("Jane Doe Sr."), [known(1, named("Jane Doe Jr."))]),
    ("another middle initial", named("Jane K. Doe"), [known(1, named("Jane R. Doe"))]),
    ("nothing decides between two", seen("Jane Doe"), NAMESAKES),
    ("a lifetime later", replace(MAYOR, published="1920-05-01"), [known(1, MAYOR)]),
    ("before birth", MAYOR, [replace(known(1, MAYOR), dates=("2021", None))]),
    ("nobody known", MAYOR, []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("found", "among"), [case[1:] for case in JOINED], ids=[c[0] for c in JOINED]
)
def test_joined(found: Appearance, among: list[Known]) -> None:
    assert chosen(found, among) == chosen(found, among[::-1]) == 1


@pytest.mark.parametrize(
    ("found", "among"), [case[1:] for case in APART], ids=[c[0] for c in APART]
)
def test_kept_apart(found: Appearance, among: list[Known]) -> None:
    assert chosen(found, among) is chosen(found, among[::-1]) is None


def test_entries_reunite_when_more_is_known() -> None:
    mayor = known(1, MAYOR, times=3)
    governor = known(2, replace(MAYOR, role="the governor of Halvenia"), times=3)
    assert same_person(mayor, governor)
    assert reunite(governor, [mayor, known(3, STRIKER, times=3)]) == 1
    assert reunite(known(3, STRIKER, times=3), [mayor, governor]) is None


UNKNOWN_APPEARANCE = seen("Jane Doe", fields="politics", around="carrow")
UNKNOWN = known(9, UNKNOWN_APPEARANCE)
MAYOR_OFTEN = known(1, MAYOR, times=24)


def test_who_is_often_in_the_news_is_meant_where_little_is_said() -> None:
    assert gather(MAYOR_OFTEN, [MAYOR_OFTEN, UNKNOWN]) == [9]
    assert gather(known(1, MAYOR, times=4), [UNKNOWN]) == []
    assert gather(MAYOR_OFTEN, [UNKNOWN, known(2, STRIKER, times=4)]) == []
    assert gather(MAYOR_OFTEN, [known(9, SENATOR)]) == []
    other_years = replace(seen("Jane Doe", around="carrow"), published="2009-05-01")
    assert gather(MAYOR_OFTEN, [known(9, other_years)]) == []


def test_few_appearances_make_no_namesake_of_somebody_seen_far_more_often() -> None:
    fragment = known(2, replace(UNKNOWN_APPEARANCE, fields=frozenset({"law"})), times=3)
    assert gather(known(1, MAYOR, times=24), [UNKNOWN, fragment]) == []
    assert 9 in gather(known(1, MAYOR, times=100), [UNKNOWN, fragment])


def test_what_was_said_once_in_many_articles_is_no_place_of_theirs() -> None:
    once = replace(MAYOR, role="the guest of Foxton", around=frozenset({"foxton"}))
    grown = known(1, *[MAYOR] * 24, once)
    assert main_role_names(grown.profile) == {"alderby"}
    assert likeness(profile_of([replace(once, role=None)]), grown.profile) == 0.0


def test_player_becomes_politician_at_home() -> None:
    before = replace(MAYOR, role="a striker for Alderby Rovers", published="2015-01-01")
    after = replace(MAYOR, published="2020-01-01")
    assert same_person(known(1, before, times=4), known(2, after, times=4))
    meanwhile = replace(after, published="2012-01-01")
    assert not same_person(known(1, before, times=4), known(2, after, meanwhile, times=4))


ROLES = [
    ("the former mayor of Alderby", {"politics"}, {"mayor"}, {"alderby"}, True),
    ("a striker for Alderby Rovers", {"sport"}, {"striker"}, {"alderby"}, False),
    ("Alderby Mayor", {"politics"}, {"mayor"}, {"alderby"}, False),
    ("Sen.", {"politics"}, {"senator"}, set(), False),
    ("a nurse at East Foxton Hospital", {"medicine"}, {"nurse"}, {"east foxton"}, False),
    ("the Democratic front-runner", {"politics"}, {"front-runner"}, set(), False),
    ("an Alderby-based lawyer", {"law"}, {"lawyer"}, {"alderby"}, False),
    ("White House Budget Director", set(), {"director"}, set(), False),
    ("neighbor", set(), {"neighbor"}, set(), False),
]


@pytest.mark.parametrize(("role", "fields", "offices", "names", "past"), ROLES)
def test_roles(role: str, fields: set[str], offices: set[str], names: set[str], past: bool) -> None:
    found = read(role)
    assert (found.fields, found.offices, found.names, found.past) == (fields, offices, names, past)


def test_roles_that_contradict_each_other() -> None:
    assert contradict("a striker for Foxton Rovers", "a senator from Halvenia")
    assert contradict("the mayor of Alderby", "the mayor of Foxton")
    assert not contradict("the mayor of Alderby", "the mayor of Foxton", near_in_time=False)
    assert not contradict("the mayor of Alderby", "former mayor of Foxton")
    assert not contradict("the mayor of Alderby", None)


def test_fields_of_text_and_section() -> None:
    assert fields_of_text("The referee gave a penalty before half time in the stadium.") == {
        "sport"
    }
    assert fields_of_text("She said that it rained.") == set()
    assert fields_of_section("Sports") == {"sport"}
    assert fields_of_section("Weekend") == fields_of_section(None) == set()


def test_names_of_text() -> None:
    text = "Voters in Alderby met on Monday, said Jane Doe of East Foxton. Halvenia won."
    assert names_of_text(text, ["Jane Doe"]) == {"alderby", "east foxton", "doe"}
    names = names_of_text(text, ["Jane Doe", "Ann Roe"])
    assert names_around("Jane Doe", ["Jane Doe", "Ann Roe"], names) == {*names, "roe"} - {"doe"}
