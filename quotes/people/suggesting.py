"""Who somebody may be that was not joined: candidates with the reasons for and against.

`suggestion_keys` finds them without looking at everybody: family names meet when one letter
is taken from each (symmetric deletion, as Garbe's SymSpell does it), given names when the
family names differ. `rank` then puts the most likely first and says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from math import log2

from quotes.people import spelling
from quotes.people.lists import sections
from quotes.people.names import (
    Agreement,
    Printed,
    agreement,
    family_key,
    given_key,
    parse_name,
)
from quotes.people.profiles import Known, Profile, evidence, main_fields, main_role_names

_AROUND = 8  # names around somebody that are keys with the given name
_LONGEST = 14  # letters of a family name that are looked at for slips of the pen
_SHORTEST = 4  # letters that a family name needs for one

# What each reason adds to the likelihood that two names are one person's, out of one.
_NAMES_AGREE = 0.6
_BY_INITIAL = 0.45
_NICKNAME = 0.5
_SLIP = 0.5
_FAMILY_ALONE = 0.35
_OTHER_FAMILY = 0.3
_DOUBLE_FAMILY = 0.45
_SAME_FAMILY = 0.1
_ONE_WORD_EACH = 0.15
_EVIDENCE = 0.06  # for every point of profiles.evidence, which counts from _LEAST to _MOST
_OFTEN_SEEN = 0.04  # for every doubling of the appearances
_LEAST, _MOST = -4.0, 6.0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody who may be the same, how likely that is (0 to 1), and why, in plain words."""

    speaker_id: int
    score: float
    reasons: tuple[str, ...]


def rank(of: Known, among: Sequence[Known]) -> list[Suggestion]:
    """The speakers that may be the same as `of`, best first; those whose names have nothing in
    common are left out, those that something contradicts come last and say what."""
    found = []
    for each in among:
        if each.speaker_id != of.speaker_id and (suggestion := _compare(of, each)):
            found.append((suggestion, each.profile.size))
    found.sort(key=lambda pair: (-pair[0].score, -pair[1], pair[0].speaker_id))
    return [suggestion for suggestion, _ in found]


def _compare(of: Known, other: Known) -> Suggestion | None:
    points, reason = max(
        (compare_names(mine, theirs) for mine in of.names for theirs in other.names),
        default=(0.0, ""),
    )
    if not points:
        return None
    mine, theirs = of.profile, other.profile
    weight = max(_LEAST, min(_MOST, evidence(mine, theirs)))
    score = points + _EVIDENCE * weight + _OFTEN_SEEN * log2(max(1, theirs.size))
    reasons = (reason, *_reasons(mine, theirs))
    return Suggestion(other.speaker_id, round(max(0.0, min(1.0, score)), 3), reasons)


# Names


@lru_cache(20_000)
def compare_names(a: str, b: str) -> tuple[float, str]:
    """How much two names have in common, and what; 0 where it is nothing."""
    x, y = parse_name(a), parse_name(b)
    if not x.given and not y.given:
        alike = family_key(a) == family_key(b)
        return (_ONE_WORD_EACH, "same name, of one word") if alike else (0.0, "")
    level = agreement(a, b)
    if level is Agreement.FULL:
        return _NAMES_AGREE, "same name"
    if level is Agreement.WEAK:
        return _BY_INITIAL, f"{x.given} agrees with {y.given}"
    if x.suffix and y.suffix and x.suffix != y.suffix:
        return 0.05, f"same name, but {x.suffix} and {y.suffix}"
    same_family = family_key(a) == family_key(b)
    if not x.given or not y.given:
        return _of_one_word(x, y, same_family)
    given = _given_alike(x, y)
    nickname = "" if given else _nickname(x.given, y.given)
    slip = _slip(x.family, y.family)
    if same_family and not (given and slip):
        return _of_given(x, y, nickname)
    if given and slip:
        return _SLIP, slip
    if nickname and slip:
        return _SLIP - 0.1, f"{nickname}, {slip}"
    if (given or nickname) and _share_part(x, y):
        return _DOUBLE_FAMILY, "one family name of two in common"
    if given or nickname:
        return _OTHER_FAMILY, f"{nickname or f'same given name {x.given}'}, another family name"
    slip = _slip(a, b)  # in "Kim Jnog-un", which is not seen to have its family name in front
    return (_SLIP - 0.05, slip) if slip else (0.0, "")


def _of_one_word(x: Printed, y: Printed, same_family: bool) -> tuple[float, str]:
    """What a family name alone, or a given name alone, has in common with a full name."""
    if same_family:
        return _FAMILY_ALONE, "same family name"
    alone, full = (x, y) if not x.given else (y, x)
    if full.given and spelling.plain(alone.family) == spelling.plain(full.given):
        return _SAME_FAMILY, "same given name"
    if _share_part(x, y):
        return _SAME_FAMILY + 0.1, "one family name of two in common"
    slip = _slip(x.family, y.family)
    return (_SAME_FAMILY + 0.05, slip) if slip else (0.0, "")


def _of_given(x: Printed, y: Printed, nickname: str) -> tuple[float, str]:
    """What two people of one family name have in common beside it."""
    if nickname:
        return _NICKNAME, nickname
    if slip := _slip(x.given, y.given):
        return _SLIP, slip
    short, long = sorted((spelling.plain(x.given), spelling.plain(y.given)), key=len)
    if len(short) > 1 and (long.startswith(short) or long.endswith(short)):
        return _NICKNAME - 0.05, f"{x.given} and {y.given} may be one given name"
    middles = {spelling.plain(middle) for middle in (*x.middles, *y.middles)}
    if middles & {spelling.plain(x.given), spelling.plain(y.given)}:
        return _NICKNAME - 0.05, "goes by a middle name"
    if _given_alike(x, y):
        return 0.15, "same given and family name, but other middle names"
    return _SAME_FAMILY, "same family name"


def _given_alike(x: Printed, y: Printed) -> bool:
    if len(spelling.plain(x.given)) == 1 or len(spelling.plain(y.given)) == 1:
        return False
    return given_key(x) == given_key(y)


def _share_part(x: Printed, y: Printed) -> bool:
    """Whether one of two family names is part of the other: Doe, Doe-Roe, Doe Roe."""
    mine, theirs = _family_words(x), _family_words(y)
    return not mine.isdisjoint(theirs)


def _family_words(name: Printed) -> set[str]:
    words = name.family.replace("-", " ").split()
    words += [middle for middle in name.middles if len(spelling.plain(middle)) > 1]
    return {spelling.flat(spelling.plain(word)) for word in words if len(word) > 2}


def _slip(a: str, b: str) -> str:
    """What a slip of the pen did to a name, "" where there is none."""
    from rapidfuzz.distance import OSA

    x, y = spelling.plain(a), spelling.plain(b)
    if min(len(x), len(y)) < _SHORTEST or x == y:
        return ""
    distance = OSA.distance(x, y, score_cutoff=2)
    if distance == 1:
        return f"one letter apart: {a}, {b}"
    return f"two letters apart: {a}, {b}" if distance == 2 and min(len(x), len(y)) > 7 else ""


@cache
def _nickname_groups() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, line in enumerate(sections("nicknames")[""]):
        for word in line.split():
            found.setdefault(spelling.plain(word), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


def _nickname(a: str, b: str) -> str:
    """ "nickname Bill for William", "" where the lists do not have it."""
    groups = _nickname_groups()
    mine, theirs = (_of_all_spellings(name, groups) for name in (a, b))
    if mine.isdisjoint(theirs):
        return ""
    short, long = sorted((a, b), key=lambda name: (len(name), name))
    return f"nickname {short} for {long}"


@lru_cache(20_000)
def _same_given_spellings(name: str) -> frozenset[str]:
    word = spelling.plain(name)
    group = spelling.group_of(word, "given")
    return frozenset((word, *((group.rpartition(".")[2],) if group else ())))


def _of_all_spellings(name: str, groups: dict[str, frozenset[int]]) -> frozenset[int]:
    spelt = _same_given_spellings(name)
    return frozenset().union(*(groups.get(word, frozenset()) for word in spelt))


# Evidence


def _reasons(a: Profile, b: Profile) -> Iterable[str]:
    """In words, what the appearances of two speakers have in common, and what contradicts."""
    offices, places = sorted(a.offices & b.offices), sorted(main_role_names(a) & main_role_names(b))
    if offices:
        yield f"both {offices[0]}" + (f", {places[0].title()}" if places else "")
    elif places:
        yield f"roles name {places[0].title()}"
    x, y = main_fields(a), main_fields(b)
    if x & y and not offices:
        yield f"both in {min(x & y)}"
    elif x and y and not x & y:
        yield f"but one in {min(x)}, the other in {min(y)}"
    shared = (a.names & b.names).most_common(1)
    if shared and not places:
        yield f"both in news of {shared[0][0].title()}"
    if a.outlets & b.outlets:
        yield "same outlet"


# Keys


def suggestion_keys(name: str, around: Iterable[str] = ()) -> tuple[str, ...]:
    """The keys under which somebody is stored, and looked for, to be suggested.

    They are the family name, its parts, what is left of it without one of its letters, and the
    given name together with each of the names `around` (`profiles.leading_names`), so that a
    new family name is found where the rest has stayed. A given name alone would find half the
    database. At most some fifty keys.

    >>> born, married = (suggestion_keys(f"Jane {name}", ["alderby"]) for name in ("Doe", "Roe"))
    >>> not set(born).isdisjoint(married)
    True
    """
    printed = parse_name(name)
    found = dict.fromkeys(_family_keys(name))
    if len(spelling.plain(printed.given)) > 1:
        given = given_key(printed).rpartition(".")[2]
        found.update(dict.fromkeys(f"given:{given}|{each}" for each in islice(around, _AROUND)))
    return tuple(found)


@lru_cache(20_000)
def _family_keys(name: str) -> tuple[str, ...]:
    printed = parse_name(name)
    family = family_key(name)
    found = {f"family:{family}": None}
    found.update({f"family:{part}": None for part in sorted(_family_words(printed))})
    given = spelling.plain(printed.given)
    if spelling.group_of(given, "family", "east"):  # a slip in what stands behind
        found[f"family:{spelling.flat(spelling.group_of(given, 'family', 'east') or given)}"] = None
    for word in dict.fromkeys((spelling.plain(printed.family), family)):
        short = word[:_LONGEST]
        if len(short) >= _SHORTEST:
            found[f"slip:{short}"] = None
            found.update({f"slip:{short[:i]}{short[i + 1 :]}": None for i in range(len(short))})
    return tuple(found)
