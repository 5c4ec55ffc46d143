"""A printed role, or an article -> what it tells of who somebody is.

The field somebody is known in (politics, sport, law ...), from the listed words of
lexicons/fields, and the places and bodies a role names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from quotes.resources import people_lines

_WORDS = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_LEAST = 2  # words of a field that an article must have to be about it
_NEAR = 0.6  # of the most frequent field's words, for another one to count too
_LONGEST = 40_000  # characters of an article that are looked at
_FORMER = frozenset(("former", "ex", "late", "retired", "then"))
# Words of offices and bodies that name none in particular.
_GENERAL = _FORMER | frozenset(
    "the a an and of for at in to chief deputy vice assistant acting senior junior head leader"
    " director spokesman spokeswoman spokesperson member board house office department ministry"
    " agency service national state federal county city town district general first mr mrs ms"
    " dr sir dame st new north south east west".split()
)
# Fields whose words tell of the other as well.
_TOGETHER = (
    frozenset(("health", "science")),
    frozenset(("science", "education")),
    frozenset(("police", "law")),
    frozenset(("arts", "media")),
)


@dataclass(frozen=True, slots=True)
class Role:
    """What a role says: the `fields` it belongs to, the `names` of places and bodies in it,
    folded, its last word `office`, and whether it is a `former` one."""

    fields: frozenset[str]
    names: frozenset[str]
    office: str
    former: bool


@lru_cache(20_000)
def read_role(role: str) -> Role:
    """What a printed role says: "Ohio Sen.", "the head coach of Vale Rovers"."""
    words = _WORDS.findall(role)
    lower = [word.casefold() for word in words]
    roles, topics = _lists()
    fields = {field for word in _known(lower, roles) for field in roles[word]}
    fields = fields or {field for word in lower for field in topics.get(word, ())}
    of = lower.index("of") if "of" in lower else lower.index("for") if "for" in lower else None
    head = lower[:of] if of else lower
    office = next((word for word in reversed(head) if word in roles), head[-1] if head else "")
    names = {
        word.casefold()
        for word in words
        if word[0].isupper() and word.casefold() not in roles.keys() | topics.keys() | _GENERAL
    }
    return Role(frozenset(fields), frozenset(names), office, bool(_FORMER & set(lower)))


def _known(words: list[str], roles: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """The listed words and phrases of a role; a phrase hides its words: chief executive."""
    i = 0
    while i < len(words):
        phrase = "-".join(words[i : i + 2])
        if phrase in roles and i + 1 < len(words):
            yield phrase
            i += 2
            continue
        if words[i] in roles:
            yield words[i]
        i += 1


def fields_of_text(text: str) -> frozenset[str]:
    """The fields that an article is about, by its words; empty where none stands out."""
    words, counts = _lists()[1], Counter[str]()
    for word in set(_WORDS.findall(text[:_LONGEST].casefold())):
        for field in words.get(word, ()):
            counts[field] += 1
    most = max(counts.values(), default=0)
    if most < _LEAST:
        return frozenset()
    return frozenset(field for field, count in counts.items() if count >= max(_LEAST, _NEAR * most))


def apart(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sets of fields, both known, have nothing to do with each other."""
    if not one or not other or one & other:
        return False
    return not any(frozenset((a, b)) in _TOGETHER for a in one for b in other)


@cache
def _lists() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """The fields of each role, hyphens for blanks, and of each word of articles."""
    found: tuple[dict[str, set[str]], dict[str, set[str]]] = ({}, {})
    for line in people_lines("fields"):
        head, _, words = line.partition(":")
        field, what = head.split()
        for word in words.split():
            found[what == "words"].setdefault(word.casefold(), set()).add(field)
    roles, topics = ({w: frozenset(f) for w, f in each.items()} for each in found)
    return roles, topics
