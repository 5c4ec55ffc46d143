"""The little English that a citation needs around names and noun phrases."""

from __future__ import annotations

import re

_AFTER_HEAD = re.compile(
    r"\s(?:on|in|at|with|to|from|by|for|of|before|after|during|outside|close|familiar|briefed|"
    r"who|that)\s",
    re.IGNORECASE,
)
_PLURALS = ("people", "police", "men", "women", "children")


def head(noun_phrase: str) -> str:
    """The noun phrase up to what qualifies its noun: "rally" of "rally in Ohio"."""
    return _AFTER_HEAD.split(noun_phrase, maxsplit=1)[0]


def is_plural(noun_phrase: str) -> bool:
    """Whether the head of a noun phrase looks like a plural: "remarks to reporters"."""
    word = head(noun_phrase).split()[-1].lower()
    return word.endswith(_PLURALS) or (word.endswith("s") and not word.endswith(("ss", "us", "is")))


def article_for(noun_phrase: str) -> str:
    """ "a" or "an", by the first letter."""
    return "an" if noun_phrase[0].lower() in "aeiou" else "a"


def listed(names: list[str]) -> str:
    """ "A", "A and B" or "A, B and C", without a serial comma."""
    *before, last = names or [""]
    return f"{', '.join(before)} and {last}" if before else last


def capital(sentence: str) -> str:
    """The sentence with a capital at its head."""
    return sentence[:1].upper() + sentence[1:]
