"""A word of a name -> the spellings it stands for: diacritics, umlauts, transliterations.

The rules and the groups of spellings are in lexicons/transliterations.txt. A rule for names
of one kind (Slavic, Arabic ...) never touches an English name: Smith stays apart from Smyth.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Literal

from quotes.people.lists import sections

Place = Literal["given", "family"]

# Letters that no decomposition makes plain, and what stands for letters in two ways: without
# the mark, and as they are written where the letter cannot be had (DIN 5007-2 for German).
_PLAIN = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "đ": "d", "ł": "l", "ı": "i", "ð": "d", "þ": "th",
     "ə": "a", "ħ": "h", "ŋ": "n"}
)  # fmt: skip
_SHORT = str.maketrans({"ß": "s", "æ": "a", "œ": "o"})
_DIGRAPHS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae"})
_NO_LETTER = re.compile(r"[\W_]+")
_DOUBLE = re.compile(r"(.)\1+")


def plain(word: str) -> str:
    """The word without case, diacritics and punctuation, its letters run together.

    >>> plain("O’Brien-Łoś")
    'obrienlos'
    """
    if word.isascii():
        return _NO_LETTER.sub("", word.lower())
    return _undecorated(unicodedata.normalize("NFKC", word).casefold().translate(_PLAIN))


def _undecorated(lowered: str) -> str:
    parts = unicodedata.normalize("NFKD", lowered)
    # Vowel signs of Indic scripts are marks that combine with nothing: they are letters here.
    return "".join(
        c for c in parts if not unicodedata.combining(c) and unicodedata.category(c)[0] in "LMN"
    )


@lru_cache(20_000)
def spellings(word: str) -> frozenset[str]:
    """The plain ways to print a word, which others share that print it without its marks.

    >>> sorted(spellings("Müller"))
    ['mueller', 'muller']
    """
    if word.isascii():
        return frozenset((plain(word),))
    lowered = unicodedata.normalize("NFC", word.lower())
    ways = (lowered.translate(_DIGRAPHS), lowered.translate(_SHORT))
    return frozenset((plain(word), *(_undecorated(way.translate(_PLAIN)) for way in ways)))


@cache
def _groups() -> dict[tuple[Place, str], dict[str, str]]:
    """For every place and kind, what stands for each spelling: the first of its group."""
    places: tuple[Place, ...] = ("given", "family")
    found: dict[tuple[Place, str], dict[str, str]] = {}
    for heading, lines in sections("transliterations").items():
        for place in places:
            if heading.startswith(place):
                words = found.setdefault((place, heading.split()[1]), {})
                for line in lines:
                    spelt = [plain(word) for word in line.replace("*", "").split()]
                    words.update(dict.fromkeys(spelt, spelt[0]))
    return found


@cache
def _given_groups() -> dict[str, str]:
    """All given names of all kinds but the syllables of the far East."""
    merged: dict[str, str] = {}
    for (place, kind), words in _groups().items():
        if place == "given" and kind != "east":
            merged.update({word: f"{kind}.{first}" for word, first in words.items()})
    return merged


@cache
def _kinds_of_given() -> dict[str, str]:
    """The kind of name that a given name shows, for those that are not at home in English."""
    found: dict[str, str] = {}
    for heading, lines in sections("transliterations").items():
        if heading.startswith("given") and not heading.endswith("east"):
            for line in lines:
                marked = (word for word in line.split() if not word.endswith("*"))
                found.update({plain(word): heading.split()[1] for word in marked})
    return found


@cache
def _rules(kind: str) -> tuple[re.Pattern[str] | None, dict[str, str], tuple[tuple[str, str], ...]]:
    """The endings of a kind as a pattern and what is read instead, and its letters in order."""
    lists = sections("transliterations")
    endings = dict(line.split() for line in lists.get(f"endings {kind}", ()))
    endings = {plain(key): value for key, value in endings.items()}
    longest_first = "|".join(sorted(endings, key=len, reverse=True))
    pattern = re.compile(f"({longest_first})$") if endings else None
    letters = tuple(line.split() for line in lists.get(f"letters {kind}", ()))
    return pattern, endings, tuple((old, new) for old, new in letters)


@cache
def _slavic_mark() -> re.Pattern[str]:
    words = " ".join(sections("transliterations")["marks slavic"]).split()
    return re.compile(rf"\w\w(?:{'|'.join(words)})$")


def kind_of(given: str, family: str) -> str | None:
    """The kind of a name ("slavic") by its plain given and family name; None where neither shows
    it. "arabic" is also shown by an article, which the caller sees."""
    shown = _kinds_of_given().get(given)
    if shown is not None:
        return shown
    return "slavic" if _slavic_mark().search(family) else None


@lru_cache(50_000)
def by_rules(word: str, kind: str) -> str:
    """A plain word as the rules of its kind spell it."""
    pattern, endings, letters = _rules(kind)
    if pattern is not None:
        word = pattern.sub(lambda match: endings[match[1]], word)
    for old, new in letters:
        word = word.replace(old, new)
    return _DOUBLE.sub(r"\1", word)


def group_of(word: str, place: Place, kind: str | None = None) -> str | None:
    """What stands for all spellings of a plain name, None where the lists do not have it.

    A family name is looked for among those of its kind, a given name among all.
    """
    if place == "given" and kind != "east":
        return _given_groups().get(word)
    return _groups().get((place, kind or ""), {}).get(word)


_FLAT = (
    ("ck", "k"), ("kh", "h"), ("gh", "g"), ("th", "t"), ("ph", "f"), ("sch", "sh"), ("cz", "ch"),
    ("ae", "a"), ("oe", "o"), ("ue", "u"), ("aa", "a"), ("ou", "u"), ("oo", "u"), ("ee", "i"),
    ("q", "k"), ("x", "ks"), ("w", "v"), ("j", "i"), ("y", "i"), ("tz", "z"), ("ts", "z"),
    ("ei", "i"), ("ai", "i"), ("ie", "e"), ("io", "e"), ("iu", "u"), ("ia", "a"), ("e", "i"),
    ("o", "u"), ("ui", "u"), ("ai", "i"), ("ii", "i"), ("dh", "d"), ("c", "k"),
)  # fmt: skip


@lru_cache(50_000)
def flat(word: str) -> str:
    """A plain word so coarsely spelt that all its spellings meet, and others as well: a key to
    look under, not a proof of anything."""
    word = by_rules(word, "slavic") if _slavic_mark().search(word) else word
    for old, new in _FLAT:
        word = word.replace(old, new)
    return _DOUBLE.sub(r"\1", word).rstrip("h") or word
