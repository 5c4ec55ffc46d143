"""The words of two names -> whether they can be one person's, or one body's.

Volodymyr Bo Lee   V. Lee      an initial
Bob Lee            Robert Lee  a short form
Ferry Union        FU          an acronym
Labott             Labbot      a slip of the pen
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from quotes.models import SpeakerKind
from quotes.resources import lexicon, lexicon_lines


def ends_with(longer: Sequence[str], shorter: Sequence[str]) -> bool:
    """Whether a name is the end of a longer one: "Lee", "Ann Lee"."""
    return len(shorter) < len(longer) and tuple(longer[-len(shorter) :]) == tuple(shorter)


def given_names_agree(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two full names with one family name can be the same person’s."""
    if len(a) < 2 or len(b) < 2:
        return a == b
    if ends_with(a, b) or ends_with(b, a):
        return True  # a family name of two words
    x, y = a[0].rstrip("."), b[0].rstrip(".")
    if x.startswith(y) or y.startswith(x):
        return True
    return bool(_short_forms().get(x, frozenset()) & _short_forms().get(y, frozenset()))


@cache
def _short_forms() -> dict[str, frozenset[int]]:
    """For every given name the numbers of the groups of short forms it is in."""
    groups: dict[str, set[int]] = {}
    for number, line in enumerate(lexicon_lines("short_forms")):
        for word in line.split():
            groups.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in groups.items()}


@lru_cache(maxsize=5000)
def slips(word: str) -> frozenset[str]:
    """What is left of a word without one of its letters, doubled letters written once: two
    words that share one differ by a single slip of the pen."""
    plain = "".join(c for i, c in enumerate(word) if i == 0 or c != word[i - 1])
    return frozenset((plain, *(plain[:i] + plain[i + 1 :] for i in range(1, len(plain)))))


def initials(words: Sequence[str]) -> str:
    """The first letters of a name's words, those that acronyms leave out left out."""
    return "".join(word[0] for word in words if word not in ("of", "the", "for", "and", "&"))


def abbreviates(word: str, name: Sequence[str], kind: SpeakerKind) -> bool:
    """Whether a single word stands for a full name: "NRA", "Goldman", "Hillary"."""
    if len(name) < 2:
        return False
    if kind == "organization":
        acronym = word.replace(".", "") == initials(name)
        return acronym or (word == name[0] and len(word) > 4)
    return word == name[0] and len(word) > 2 and word not in lexicon("places")
