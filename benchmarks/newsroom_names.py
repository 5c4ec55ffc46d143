"""Invented names, and the ways in which one of them gets printed.

The names come from newsroom_names.txt. KINDS says how an article may differ from the name
that somebody usually goes by; those of SPELLINGS are the same name still.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from pathlib import Path

NAMES = Path(__file__).parent / "newsroom_names.txt"

SPELLINGS = ("middle initial", "initials", "capitals", "diacritics", "transliteration", "suffix")
KINDS = (
    "as usual",
    *SPELLINGS,
    "title and family name",
    "family name alone",
    "nickname",
    "other family name",
    "typing error",
)
_HEADING = re.compile(r"\[(\w+) (\d+)( family first)?\]")
_UNDECOMPOSED = str.maketrans("øØłŁđıæÆß", "oOlLdiaAs")
_SHORTEST_TYPO = 5  # letters of a name that somebody mistypes unseen


@dataclass(frozen=True, slots=True)
class Given:
    """A given name: its spellings, the usual one first, and its short forms."""

    spellings: tuple[str, ...]
    nicknames: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Culture:
    """Where names come from. `families` are tuples of spellings, the usual one first."""

    name: str
    share: int
    family_first: bool
    respelt: dict[str, str]
    women: tuple[Given, ...]
    men: tuple[Given, ...]
    families: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Name:
    """What somebody is called. Tuples of spellings have the usual one first.

    `middle` is a middle name or "", of which the usual name shows what `style` says: nothing
    ("hidden"), its initial ("initial") or both initials and no given name ("initials").
    `others` are further family names: before or after marriage, a second one.
    """

    given: tuple[str, ...]
    family: tuple[str, ...]
    culture: Culture
    nicknames: tuple[str, ...] = ()
    middle: str = ""
    style: str = "hidden"
    suffix: str = ""
    others: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.printed()

    def printed(
        self,
        given: str | None = None,
        family: str | None = None,
        style: str | None = None,
        suffix: str | None = None,
    ) -> str:
        """The name in full; what is not given is as usual."""
        first, last = given or self.given[0], family or self.family[0]
        tail = self.suffix if suffix is None else suffix
        if self.culture.family_first:
            return f"{last} {first}"
        shown = (style or self.style) if self.middle else "hidden"
        if shown == "initials" and given is None:
            first = f"{first[0]}. {self.middle[0]}."
        elif shown != "hidden":
            first = f"{first} {self.middle[0]}."
        return " ".join(part for part in (first, last, tail) if part)


@cache
def cultures() -> tuple[Culture, ...]:
    """All cultures of the list."""
    found: list[Culture] = []
    rows: dict[str, str] = {}
    heading: re.Match[str] | None = None
    for line in [*NAMES.read_text(encoding="utf-8").splitlines(), "[end 0]"]:
        if match := _HEADING.fullmatch(line):
            if heading:
                found.append(_culture(heading, rows))
            heading, rows = match, {}
        elif line and not line.startswith("#"):
            key, _, value = line.partition(" = ")
            rows[key] = value
    return tuple(found)


def _culture(heading: re.Match[str], rows: dict[str, str]) -> Culture:
    families = [tuple(entry.split("=")) for entry in _entries(rows, "families")]
    tails = [entry.split("=") for entry in _entries(rows, "tails")]
    for stem, tail in product(_entries(rows, "stems"), tails):
        families.append(tuple(map("".join, product(stem.split("="), tail))))
    respelt = dict(pair.split(":") for pair in rows.get("respelt", "").split())
    women, men = (tuple(map(_given, _entries(rows, key))) for key in ("women", "men"))
    share, family_first = int(heading[2]), bool(heading[3])
    return Culture(heading[1], share, family_first, respelt, women, men, tuple(families))


def _entries(rows: dict[str, str], key: str) -> list[str]:
    return rows[key].split(", ") if key in rows else []


def _given(entry: str) -> Given:
    spellings, *nicknames = entry.split("~")
    return Given(tuple(spellings.split("=")), tuple(nicknames))


def without_diacritics(name: str) -> str:
    """The name in the letters of a typewriter.

    >>> without_diacritics("Øystein Groß-Łoś")
    'Oystein Gros-Los'
    """
    plain = unicodedata.normalize("NFKD", name.translate(_UNDECOMPOSED))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def make_name(rng: random.Random, sex: str) -> Name:
    """A name, of a woman ("f") or a man ("m")."""
    [culture] = rng.choices(cultures(), [each.share for each in cultures()])
    givens = culture.women if sex == "f" else culture.men
    given, family = rng.choice(givens), rng.choice(culture.families)
    name = Name(given.spellings, family, culture, given.nicknames)
    if culture.name == "english" and rng.random() < 0.6:
        [style] = rng.choices(("hidden", "initial", "initials"), (58, 36, 6))
        other = rng.choice(givens).spellings[0]
        if other != given.spellings[0]:
            name = replace(name, middle=other, style=style)
        if sex == "m" and rng.random() < 0.15:
            name = replace(name, suffix=rng.choice(("Jr.", "III")))
    second = rng.choice(culture.families)[0]
    married = sex == "f" and not culture.family_first and rng.random() < 0.3
    if second != family[0] and (married or (culture.name == "spanish" and rng.random() < 0.5)):
        name = replace(name, others=_further_families(rng, family[0], second, married))
    return name


def _further_families(
    rng: random.Random, family: str, second: str, married: bool
) -> tuple[str, ...]:
    """What else the family is called: a new name, a double one, or two without a hyphen."""
    if not married:
        return (f"{family} {second}",)
    return rng.choice(((second,), (f"{family}-{second}",), (f"{second}-{family}", second)))


def forms(name: Name, kind: str) -> list[str]:
    """The full names that an article of this kind may print, none where it cannot be.

    Misspelt names are made one at a time, by `mistyped`; a family name alone is no full name.
    """
    usual = str(name)
    return list(dict.fromkeys(form for form in _forms(name, kind) if form != usual))


def _forms(name: Name, kind: str) -> Iterator[str]:
    usual = str(name)
    if kind == "middle initial" and name.middle and name.style != "initials":
        yield name.printed(style="hidden" if name.style == "initial" else "initial")
    elif kind == "initials" and name.middle:
        yield name.printed(style="initial" if name.style == "initials" else "initials")
    elif kind == "capitals":
        yield usual.upper()
    elif kind == "diacritics":
        yield without_diacritics(usual)
    elif kind == "transliteration":
        for given, family in product(name.given, name.family):
            yield name.printed(None if given == name.given[0] else given, family)
        yield "".join(name.culture.respelt.get(letter, letter) for letter in usual)
    elif kind == "suffix" and name.suffix:
        yield name.printed(suffix="")
    elif kind == "nickname":
        style = "hidden" if name.style == "initials" else name.style
        yield from (name.printed(given, style=style) for given in name.nicknames)
    elif kind == "other family name":
        yield from (name.printed(family=family) for family in name.others)


def all_forms(names: Iterable[Name]) -> set[str]:
    """All full names that articles may print for these people, without case or diacritics."""
    return {
        without_diacritics(form).casefold()
        for name in names
        for form in (str(name), *(form for kind in KINDS for form in forms(name, kind)))
    }


def family_in(name: Name, form: str) -> str:
    """The family name within a full name that `forms` made."""
    known = {*name.family, *name.others}
    known |= {without_diacritics(family) for family in known}
    known |= {"".join(name.culture.respelt.get(letter, letter) for letter in f) for f in known}
    bare = form.removesuffix(f" {name.suffix}") if name.suffix else form
    for family in sorted(known, key=lambda each: (-len(each), each)):
        if bare.startswith(f"{family} ") if name.culture.family_first else bare.endswith(family):
            return family
    return name.family[0]


def mistyped(rng: random.Random, word: str) -> str:
    """The word with one letter dropped, doubled, swapped or changed, not the first; a short
    word as it is."""
    places = [i for i in range(1, len(word) - 1) if word[i].isalpha() and word[i + 1].isalpha()]
    if len(word) < _SHORTEST_TYPO or not places:
        return word
    i = rng.choice(places)
    letter = rng.choice("aeiouns")
    return rng.choice(
        (
            word[:i] + word[i + 1 :],
            word[:i] + word[i] + word[i:],
            word[:i] + word[i + 1] + word[i] + word[i + 2 :],
            word[:i] + letter + word[i + 1 :],
        )
    )
