"""Whom somebody met in an article is, where that is sure."""

from __future__ import annotations

import pytest

from quotes.people import Appearance, Known, choose, rank


def met(name: str, role: str | None = None, published: str = "2024-05-01") -> Appearance:
    return Appearance(name, "person", role, published, "Vale Post")


def speaker(number: int, name: str, *roles: str | None, published: str = "2024-03-01") -> Known:
    return Known(number, (name,), tuple(met(name, role, published) for role in roles))


SENATOR = speaker(1, "Tom Vale", "Sen.", "Ohio Sen.")
STRIKER = speaker(2, "Tom Vale", "Rovers striker")
DEAD = Known(3, ("Ann Lee",), (), (None, "1990"))

CASES = {
    "nobody known": (met("Tom Vale"), [], None),
    "one of that name": (met("Tom Vale"), [SENATOR], 1),
    "the same role": (met("Tom Vale", "Ohio senator"), [SENATOR], 1),
    "another field": (met("Tom Vale", "goalkeeper"), [SENATOR], None),
    "two, and the role tells": (met("Tom Vale", "striker"), [SENATOR, STRIKER], 2),
    "two, and nothing tells": (met("Tom Vale"), [SENATOR, STRIKER], None),
    "mayor of another town": (
        met("Ann Lee", "mayor of Oxmoor"),
        [speaker(4, "Ann Lee", "mayor of Tarn")],
        None,
    ),
    "mayor of another town years later": (
        met("Ann Lee", "mayor of Oxmoor", "2031-01-01"),
        [speaker(4, "Ann Lee", "mayor of Tarn")],
        4,
    ),
    "an initial, and nothing tells": (met("T. Vale"), [SENATOR], None),
    "an initial, and the role tells": (met("T. Vale", "Ohio senator"), [SENATOR], 1),
    "long dead": (met("Ann Lee"), [DEAD], None),
    "a nickname": (met("Tommy Vale", "Ohio senator"), [SENATOR], None),
}


@pytest.mark.parametrize(("found", "known", "wanted"), CASES.values(), ids=CASES)
def test_who_is_joined(found: Appearance, known: list[Known], wanted: int | None) -> None:
    assert choose(found, known) == wanted


LIKE = {
    "a nickname": ("Tommy Vale", "Tommy for Thomas"),
    "a typing error": ("Thomas Wale", "family names a letter apart"),
    "a family name alone": ("Vale", "the same family name"),
    "a married name": ("Thomas Vale-Lund", "one family name in the other's"),
}


@pytest.mark.parametrize(("name", "reason"), LIKE.values(), ids=LIKE)
def test_who_is_suggested(name: str, reason: str) -> None:
    of = speaker(9, name, "Ohio senator")
    others = [speaker(1, "Thomas Vale", "Ohio Sen."), speaker(2, "Ann Lund", "judge")]
    best = rank(of, others)[0]
    assert best.speaker_id == 1
    assert reason in best.reasons
