"""A speaker + others of like names -> who may be the same person, with the reasons.

Nicknames, other family names, typing errors and family names alone are never joined by
themselves; here they are ranked for people to decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from quotes.people.joining import Evidence, Known, weigh
from quotes.people.names import PersonName, agree, canonical_words, parse_name
from quotes.resources import people_lines

_LEAST = 0.3  # of the score of 1, for a suggestion to be worth looking at


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Who may be the same person: `score` from 0 to 1, and why."""

    speaker_id: int
    score: float
    reasons: tuple[str, ...]


def rank(of: Known, among: Sequence[Known], least: float = _LEAST) -> list[Suggestion]:
    """Those who may be the same person as a speaker, likeliest first."""
    found = [_compare(of, each) for each in among if each.speaker_id != of.speaker_id]
    fitting = [each for each in found if each.score >= least]
    return sorted(fitting, key=lambda each: (-each.score, each.speaker_id))


def suggestion_keys(name: str) -> tuple[str, ...]:
    """The spellings by which those of like names are found: the family name, the same with
    any letter left out (so that typing errors meet), and the given name."""
    words = canonical_words(name)
    if not words:
        return ()
    family = words[-1]
    short = [f"-{family[:i]}{family[i + 1 :]}" for i in range(len(family))]
    found = {f"/{family}", f"-{family}", *(short if len(family) > 3 else ())}
    if len(words) > 1:
        found |= {f"^{word}" for word in words[:1] if len(word) > 1}
        found |= {f"/{word}" for word in words[1:-1] if len(word) > 2}
    return tuple(sorted(found))


def _compare(of: Known, other: Known) -> Suggestion:
    likeness, reasons = max(
        (_alike(a, b) for a in of.names for b in other.names), key=lambda each: each[0]
    )
    if not likeness:
        return Suggestion(other.speaker_id, 0.0, ())
    told = [weigh(each, other) for each in of.appearances] or [Evidence(0.0, ())]
    best = max(told, key=lambda each: each.score)
    worst = min(told, key=lambda each: each.score)
    score = likeness + min(0.35, 0.14 * max(0.0, best.score))
    if worst.against:
        score *= 0.45
        best = worst
    weight = min(0.05, 0.005 * len(other.appearances))
    return Suggestion(
        other.speaker_id, round(min(1.0, score + weight), 3), (*reasons, *best.reasons)
    )


def _alike(a: str, b: str) -> tuple[float, tuple[str, ...]]:
    """How alike two names are, from 0 to 0.6, and in what."""
    one, other = parse_name(a), parse_name(b)
    if one is None or other is None:
        return _family_alone(a, b)
    if how := agree(a, b):
        return (0.6, ("the same name",)) if how == "full" else (0.45, ("the same initials",))
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return 0.0, ()
    same_family = not one.family.isdisjoint(other.family)
    same_given = not one.given.isdisjoint(other.given)
    if same_family:
        if same_given:
            return 0.2, ("the same name but for what stands between",)
        if short := _short_for(one, other):
            return 0.5, ("the same family name", short)
        if _near(min(one.given), min(other.given)):
            return 0.5, ("the same family name", "given names a letter apart")
        return 0.0, ()
    if same_given and _near(min(one.family), min(other.family)):
        return 0.5, ("the same given name", "family names a letter apart")
    within = set(other.middle) & one.family or set(one.middle) & other.family
    if same_given and (within or _holds(min(one.family), min(other.family))):
        return 0.5, ("the same given name", "one family name in the other's")
    if same_given and min(map(len, one.given)) > 1:
        return 0.15, ("the same given name",)
    return 0.0, ()


def _family_alone(a: str, b: str) -> tuple[float, tuple[str, ...]]:
    one, other = canonical_words(a), canonical_words(b)
    if not one or not other or len(one) == len(other) > 1:
        return 0.0, ()
    if one[-1] == other[-1]:
        return 0.4, ("the same family name",)
    if _near(one[-1], other[-1]):
        return 0.25, ("family names a letter apart",)
    return 0.0, ()


def _holds(a: str, b: str) -> bool:
    """Whether one family name is a part of the other, as in those of two halves."""
    short, whole = sorted((a, b), key=len)
    return len(short) > 3 and (whole.startswith(short) or whole.endswith(short))


def _near(a: str, b: str) -> bool:
    from rapidfuzz.distance import OSA

    return min(len(a), len(b)) > 3 and OSA.distance(a, b, score_cutoff=1) <= 1


def _short_for(one: PersonName, other: PersonName) -> str | None:
    """Which given name is short for the other, in words."""
    for a in one.given:
        for b in other.given:
            if _nicknames().get(a, frozenset()) & _nicknames().get(b, frozenset()):
                short, whole = sorted((a, b), key=len)
                return f"{short.title()} for {whole.title()}"
    return None


@cache
def _nicknames() -> dict[str, frozenset[int]]:
    """The groups that each given name, in its compared spelling, is in."""
    found: dict[str, set[int]] = {}
    for number, line in enumerate(people_lines("nicknames")):
        for word in line.split():
            for spelling in canonical_words(word):
                found.setdefault(spelling, set()).add(number)
    return {word: frozenset(groups) for word, groups in found.items()}
