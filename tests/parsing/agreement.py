"""Whether the speaker or venue that the parser gives is one that is right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from marked_articles import Forms, Wanted
from rapidfuzz import fuzz

SMALL = frozenset("a an the of in on at to for with by from and his her their its".split())
TITLES = frozenset(
    "mr mrs ms miss dr sir dame lord lady president senator sen rep governor gov secretary mayor"
    " judge justice general prime minister king queen professor prof captain councillor".split()
)
SUFFIXES = frozenset("jr sr ii iii iv".split())
SHORT = [
    set(names.split())
    for names in (
        "tim timothy|mike michael|bob rob robert|bill will william|jim james|joe joseph|tom thomas|"
        "dan daniel|dave david|chris christopher|matt matthew|steve steven stephen|ben benjamin|"
        "ken kenneth|ed ted edward|liz beth elizabeth|kate katherine catherine|sam samuel samantha|"
        "tony anthony|nick nicholas|pete peter|charlie charles|maggie margaret|sue susan"
    ).split("|")
]


def words(text: str) -> list[str]:
    """The words of a name or venue, without case, accents, marks, possessives and article."""
    text = unicodedata.normalize("NFKD", text.casefold())
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = re.sub(r"\b((?:\w\.\s?)+)", lambda m: re.sub(r"[.\s]", "", m[1]) + " ", text)
    found = re.sub(r"[^\w\s-]", " ", re.sub(r"['’]s\b", "", text)).split()
    return found[1:] if found[:1] in (["the"], ["a"], ["an"]) else found


def same_person(wanted: str, given: str) -> bool:
    """Whether two names can be one person's, and the one given is as full as it must be."""
    (a, a_nicks), (b, b_nicks) = _name(wanted), _name(given)
    if not a or not b or a[-1] != b[-1] or (len(a) == 1) != (len(b) == 1):
        return False
    if len(a) == 1:
        return True
    firsts = any(_same_first(x, y) for x in {a[0], *a_nicks} for y in {b[0], *b_nicks})
    middles = list(zip(a[1:-1], b[1:-1], strict=False))
    return firsts and len(b) <= len(a) + 2 and all(_same_first(x, y) for x, y in middles)


def _name(name: str) -> tuple[list[str], set[str]]:
    nicknames = r"[“\"(](.+?)[”\")]"
    found = words(re.sub(nicknames, " ", name))
    while len(found) > 1 and found[0] in TITLES:
        found = found[1:]
    # A suffix is kept with the family name, so that father and son differ.
    if len(found) > 2 and found[-1] in SUFFIXES:
        found[-2:] = [" ".join(found[-2:])]
    return found, {word for nick in re.findall(nicknames, name) for word in words(nick)}


def _same_first(a: str, b: str) -> bool:
    initial = min(len(a), len(b)) == 1 and a[0] == b[0]
    return a == b or initial or any(a in names and b in names for names in SHORT)


def same_speaker(wanted: Wanted, given: str | None) -> bool:
    """Whether this is one of the names that are right, or nobody where nobody is told."""
    if not wanted.speakers or given is None:
        return not wanted.speakers and given is None
    if wanted.speaker_kind == "person" and any(same_person(f, given) for f in wanted.speakers):
        return True
    if wanted.speaker_kind == "person" and not any(" and " in form for form in wanted.speakers):
        return False
    return any(_close(words(form), words(given), 80) for form in wanted.speakers)


def same_venue(forms: Forms, given: str) -> bool:
    """Whether a venue's label is close to an accepted wording or holds all its words.

    Three words more are forgiven; a name or number among them only beside all those of the
    first wording.
    """
    answer, accepted = words(given), [words(form) for form in forms]
    known = {word for form in accepted for word in form} | SMALL
    extra = [word for word in answer if word not in known]
    right = any(_close(form, answer, 85) or set(form) <= set(answer) for form in accepted)
    foreign = _names(given) - known
    return right and len(extra) <= 3 and (not foreign or _names(forms[0]) <= set(answer))


def _names(venue: str) -> set[str]:
    """The words of its names, and its numbers."""
    found = re.findall(r"[A-Z0-9][\w’'&-]*", venue)
    return {word for name in found for word in words(name)} - SMALL


def _close(a: Sequence[str], b: Sequence[str], ratio: int) -> bool:
    return fuzz.token_sort_ratio(" ".join(a), " ".join(b)) >= ratio
