"""A person's printed name -> its parts, and the spellings under which its bearer is found.

Names are compared as they sound to those who write them down: case, diacritics, punctuation
and the listed spellings of one transliterated name do not matter (lexicons/transliterations).
A middle name may be left out or be an initial; so may the given name, which then agrees with
any that begins so, but weakly.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from quotes.resources import people_lines
from quotes.words import normalized

Agreement = Literal["full", "weak"]

_SUFFIXES = {
    "jr": "jr",
    "junior": "jr",
    "sr": "sr",
    "senior": "sr",
    "ii": "2",
    "iii": "3",
    "iv": "4",
}
_DROPPED = frozenset(
    "mr mrs ms miss mx dr prof sir dame lord lady rev sen rep gov gen col capt lt sgt det supt"
    " mp mps msp td mla mep qc kc sc obe mbe cbe phd md esq hon the president minister".split()
)
_PARTICLES = frozenset(
    "van von der den de del della di da dos das du le la ter ten zu zur af bin ibn ben bint abu"
    " umm st saint mac mc y e".split()
)
_ARTICLES = frozenset("al el ul as ash an ar at ad".split())  # of Arabic family names
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "ı": "i", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ŋ": "n"}
)
_DIGRAPHS = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"}
_LONGEST = 12  # words of a name that are looked at


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of a name, folded. `family` and `given` hold each way to spell them; `middle`
    are names or initials; `suffix` tells namesakes apart ("jr", "2"); `together` is the whole
    name without blanks, as Kim Jong-un is also written Kim Jongun."""

    given: frozenset[str]
    middle: tuple[str, ...]
    family: frozenset[str]
    suffix: str | None
    together: str

    @property
    def is_initial(self) -> bool:
        """Whether the given name is only an initial."""
        return all(len(each) == 1 for each in self.given)


class Keys(NamedTuple):
    """Under which spellings a name is kept, and which it is looked up by."""

    stored: tuple[str, ...]
    sought: tuple[str, ...]


@lru_cache(20_000)
def parse_name(name: str) -> PersonName | None:
    """The parts of a person's name; None for one of a single word."""
    words = _words(name)
    suffix = next((_SUFFIXES[word] for word, _ in words if word in _SUFFIXES), None)
    words = [each for each in words[:_LONGEST] if each[0] not in _SUFFIXES]
    while len(words) > 1 and words[0][0] in _DROPPED:
        words = words[1:]
    while len(words) > 1 and words[-1][0] in _DROPPED:
        words = words[:-1]
    at = _family_at([word for word, _ in words])
    if at < 1:
        return None
    family = [each for each in words[at:] if each[0] not in _ARTICLES] or words[-1:]
    spelt = ["".join(each[i] for each in family) for i in (0, 1)]
    middle = tuple(_canonical(word) for word, _ in words[1:at])
    return PersonName(
        frozenset(map(_canonical, words[0])),
        middle,
        frozenset(map(_canonical, spelt)),
        suffix,
        "".join(word for word, _ in words),
    )


def agree(a: str, b: str) -> Agreement | None:
    """Whether two names may be one person's: "full" where nothing but spelling and parts left
    out parts them, "weak" where a given name is only an initial; None where they are not, and
    where one is a family name alone."""
    one, other = parse_name(a), parse_name(b)
    if one is None or other is None:
        return "full" if normalized(a) == normalized(b) and " " in normalized(a) else None
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return None
    if one.together == other.together:
        return "full"
    if one.family.isdisjoint(other.family) or not _middles_agree(one.middle, other.middle):
        return None
    if not one.given.isdisjoint(other.given) and not one.is_initial:
        return "full"
    initials = {each[0] for each in one.given} & {each[0] for each in other.given}
    return "weak" if initials and (one.is_initial or other.is_initial) else None


def keys(name: str) -> Keys:
    """The spellings under which a name is kept and sought among all speakers."""
    parts = parse_name(name)
    if parts is None:
        return Keys((), ())
    whole = [f"{given} {family}" for given in parts.given for family in parts.family]
    first = {f"{given[0]}. {family}" for given in parts.given for family in parts.family}
    together = f"={parts.together}"
    if parts.is_initial:
        begins = [f"~{each}" for each in first]
        return Keys((*first, together), (*first, *begins, together))
    begins = [f"~{each}" for each in first]
    return Keys((*whole, *begins, together), (*whole, *first, together))


def canonical_words(name: str) -> list[str]:
    """The words of a name as they are compared, titles and suffixes left out; the family name,
    its particles included, is the last."""
    parts = parse_name(name)
    if parts is None:
        words = [word for word, _ in _words(name) if word not in _DROPPED | _SUFFIXES.keys()]
        kept = [word for word in words if word not in _ARTICLES] or words
        return [_canonical("".join(kept))] if kept else []
    return [min(parts.given), *parts.middle, min(parts.family)]


def _words(name: str) -> list[tuple[str, str]]:
    """The words of a name, folded, and as they are where umlauts are written with an e."""
    spaced = name.translate({ord(mark): " " for mark in ',()“”"'})
    found = []
    for word in spaced.split():
        parts = word.split("-")
        glued = [word.replace("-", "")] if len(parts) > 1 and len(parts[0]) > 2 else parts
        for part in glued:
            found += [_folded(each) for each in part.replace(".", ". ").split()]
    return [each for each in found if each[0]]


def _folded(word: str) -> tuple[str, str]:
    lower = unicodedata.normalize("NFC", word.casefold())
    umlauts = "".join(_DIGRAPHS.get(letter, letter) for letter in lower)
    return _plain(lower), _plain(umlauts)


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.translate(_LETTERS))
    return "".join(
        letter
        for letter in letters
        if unicodedata.category(letter)[0] in "LMN" and not unicodedata.combining(letter)
    )


def _family_at(words: list[str]) -> int:
    """Where the family name begins: at its particles, else with the last word."""
    at = len(words) - 1
    while at > 1 and words[at - 1] in _PARTICLES | _ARTICLES:
        at -= 1
    return at


def _middles_agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    for a, b in zip(one, other, strict=False):
        shorter, longer = sorted((a, b), key=len)
        if shorter != longer and not (len(shorter) == 1 and longer.startswith(shorter)):
            return False
    return True


@lru_cache(50_000)
def _canonical(word: str) -> str:
    """The spelling that stands for all listed ones of a folded word."""
    groups, begins, ends, inside = _spellings()
    if word in groups:
        return groups[word]
    if len(word) < 4:
        return word
    for rules, applies, cut in (
        (begins, str.startswith, lambda w, a, b: b + w[len(a) :]),
        (ends, str.endswith, lambda w, a, b: w[: -len(a)] + b),
        (inside, str.__contains__, str.replace),
    ):
        found = next(((a, b) for a, b in rules if applies(word, a)), None)
        if found is not None:
            word = cut(word, *found)
    return groups.get(word, word)


Rules = tuple[tuple[str, str], ...]


@cache
def _spellings() -> tuple[dict[str, str], Rules, Rules, Rules]:
    """Groups of spellings, and rules for how words begin, end and go on, longest first."""
    groups: dict[str, str] = {}
    rules: dict[str, list[tuple[str, str]]] = {"begins": [], "ends": [], "inside": []}
    for line in people_lines("transliterations"):
        before, arrow, after = line.partition(" -> ")
        if arrow:
            kind = "ends" if before[0] == "-" else "begins" if before[-1] == "-" else "inside"
            rules[kind].append((before.strip("-"), after.strip("-")))
            continue
        words = [_plain(word.casefold()) for word in line.split()]
        for word in words:
            groups.setdefault(word, words[0])
    longest = [tuple(sorted(each, key=lambda rule: -len(rule[0]))) for each in rules.values()]
    return groups, longest[0], longest[1], longest[2]
