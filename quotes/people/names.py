"""A person's printed name -> its parts, the keys it is found under, and whether two names agree.

Dr. John K. Doe Jr., MP      given "John", middle "K", family "Doe", suffix "jr"
J.K. Doe                     given "J", middle "K"
Ludwig van der Doe           family "van der Doe"
Kim Min-seo, Min-seo Kim     family "Kim", given "Min-seo"
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from quotes.people import spelling
from quotes.resources import lexicon

_SUFFIXES = {
    "jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "ii", "iii": "iii",
    "iv": "iv", "2nd": "ii", "3rd": "iii",
}  # fmt: skip
_POSTNOMINALS = frozenset(
    "mp mps msp ms mla mep td qc kc obe mbe cbe kbe dbe frs phd dphil md rn esq mba jd dds dvm cpa"
    " sj osb usn usmc ret".split()
)
_PARTICLES = frozenset(
    "van von vom zu zum zur der den de del della delle di da dos das du la le lo ter ten te bin ibn"
    " ben bint abu al el ap ab af av st san santa ua ní mac mc ould".split()
)
_ARTICLES = frozenset(("al", "el", "ul", "as", "ar", "an", "ad", "ash", "at", "az"))
_ARTICLE = re.compile(r"^(?:al|el|ul|as|ar|an|ad|ash|at|az)[-‐‑–’' ](?=\w\w)", re.IGNORECASE)
_SERVANT = frozenset(("abdul", "abdel", "abdol", "abdal", "abd", "abdur", "abder"))
_INITIALS = re.compile(r"(?:[^\W\d_]\.){2,}[^\W\d_]?\.?|[^\W\d_]{1}\.-[^\W\d_]\.")
_QUOTED = re.compile(r"[“\"(„«‘][^”\"()»’]*[”\")»’](?=\s|$)")
_SPLIT = re.compile(r"[\s,]+")
# A syllable of Chinese or Korean in Latin letters: Hanyu Pinyin and Revised Romanization, loosely.
_SYLLABLE = r"(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh|ts|hs|kk|ss)?[aeiouwy]{1,4}(?:ng|n|k|m|p|r|l|h|t)?"
_SYLLABLES = re.compile(rf"{_SYLLABLE}[-‐ ]?(?:{_SYLLABLE})?(?:[-‐ ]{_SYLLABLE})?", re.IGNORECASE)


class Agreement(IntEnum):
    """How well two names agree: not, by an initial alone, or in full."""

    NONE = 0
    WEAK = 1
    FULL = 2


@dataclass(frozen=True, slots=True)
class Printed:
    """The parts of a name as printed: "" or empty where there is none.

    `family` keeps its particles, `suffix` is in lower case. `kind` is the kind of
    transliteration that the name shows, "east" for Chinese and Korean names.
    """

    given: str
    middles: tuple[str, ...]
    family: str
    suffix: str
    kind: str | None


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys a name is `stored` under, and those `sought` to find who it may be."""

    stored: tuple[str, ...]
    sought: tuple[str, ...]


@lru_cache(20_000)
def parse_name(name: str) -> Printed:
    """The parts of a person's name; a name of one word is a family name."""
    words, suffix = _words(name)
    if not words:
        return Printed("", (), name.strip(), "", None)
    if (east := _eastern(words, suffix)) is not None:
        return east
    start = _family_start(words)
    family, givens = " ".join(words[start:]), _joined_servants(words[:start])
    given, *middles = givens or [""]
    return Printed(given, tuple(middles), family, suffix, _kind(given, family))


def _words(name: str) -> tuple[list[str], str]:
    """The words of a name in order, initials apart, without titles and postnominals; its suffix."""
    words: list[str] = []
    text = _QUOTED.sub(" ", unicodedata.normalize("NFKC", name))
    capitals = text.isupper()
    for word in _SPLIT.split(text):
        if _INITIALS.fullmatch(word) or (_are_initials(word) and words == [] and not capitals):
            words.extend(letter for letter in word if letter.isalpha())
        elif spelling.plain(word):
            words.append(word.rstrip("."))
    titles = lexicon("titles")
    while len(words) > 2 and (words[0].lower() in titles or f"{words[0].lower()}." in titles):
        del words[0]
    suffix = ""
    while len(words) > 1:
        last = spelling.plain(words[-1])
        if last in _SUFFIXES and (len(words) > 2 or last not in ("junior", "senior")):
            suffix = suffix or _SUFFIXES[last]
        elif last not in _POSTNOMINALS or len(words) < 3 or not any(map(str.isupper, words[-1])):
            break
        del words[-1]
    return words, suffix


def _are_initials(word: str) -> bool:
    """Whether two capitals are two initials, as in "JK Doe" and "AJ Doe"."""
    return len(word) == 2 and word.isalpha() and word.isupper()


def _joined_servants(words: list[str]) -> list[str]:
    """The given names with "Abdul" joined to what it belongs to."""
    joined: list[str] = []
    for word in words:
        if joined and spelling.plain(joined[-1]) in _SERVANT:
            joined[-1] += "ul" if joined[-1].lower() == "abd" else ""
            joined[-1] += spelling.plain(_ARTICLE.sub("", word))
        else:
            joined.append(word)
    return joined


def _family_start(words: list[str]) -> int:
    """Where the family name begins: at its first particle, never at the first word of several."""
    start = len(words) - 1
    while start > 1 and words[start - 1].lower().rstrip(".") in _PARTICLES:
        start -= 1
    return start


def _kind(given: str, family: str) -> str | None:
    if _ARTICLE.match(family) or family.lower().startswith(("bin ", "ibn ", "abu ")):
        return "arabic"
    return spelling.kind_of(spelling.plain(given), spelling.plain(family))


def _eastern(words: list[str], suffix: str) -> Printed | None:
    """The name as a Chinese or Korean one, family name in front or behind, if it may be one."""
    if not 2 <= len(words) <= 3 or suffix:
        return None
    for family, given, in_front in ((words[0], words[1:], True), (words[-1], words[:-1], False)):
        known = spelling.group_of(spelling.plain(family), "family", "east")
        if known and _is_eastern_given(given) and (in_front or not _is_english(given)):
            return Printed("-".join(given), (), family, "", "east")
    return None


def _is_eastern_given(words: list[str]) -> bool:
    text = "-".join(words)
    return len(spelling.plain(text)) > 2 and _SYLLABLES.fullmatch(text) is not None


def _is_english(words: list[str]) -> bool:
    """Whether a given name may be an English one: Susan Park is no Park Susan."""
    given = words[0].lower()
    listed = given in lexicon("given_names_male") or given in lexicon("given_names_female")
    return listed and len(words) == 1 and "-" not in given


# Comparing


@lru_cache(50_000)
def _readings(word: str, place: spelling.Place, kind: str | None) -> frozenset[str]:
    """All that a word of a name may be compared by: two words agree that share one."""
    found = set(spelling.spellings(word))
    if kind == "east" and place == "given":
        return frozenset({*found, *_syllables(word)})
    if kind == "arabic" and place == "family":
        bare = _ARTICLE.sub("", word)
        found = {spelling.plain(word), *spelling.spellings(bare)} if bare == word else set()
        found |= spelling.spellings(bare)
    for spelt in tuple(found):
        if group := spelling.group_of(spelt, place, kind):
            found.add(f"={group}")
        if kind is not None and kind != "east":
            found.add(f"~{spelling.by_rules(spelt, kind)}")
    return frozenset(found)


def _syllables(word: str) -> set[str]:
    """A Chinese or Korean given name run together, each of its syllables in its usual spelling."""
    parts = [spelling.plain(part) for part in re.split(r"[-‐ ]", word)]
    usual = (spelling.group_of(part, "given", "east") or part for part in parts)
    return {"".join(parts), "".join(usual)}


def _same_word(a: str, b: str, place: spelling.Place, kind: str | None) -> bool:
    return not _readings(a, place, kind).isdisjoint(_readings(b, place, kind))


def _same_given(a: str, b: str, kind: str | None) -> Agreement:
    """How two given names or middle names agree."""
    if _same_word(a, b, "given", kind):
        return Agreement.FULL
    x, y = spelling.plain(a), spelling.plain(b)
    if 1 in (len(x), len(y)) and x[:1] == y[:1]:
        return Agreement.WEAK
    return Agreement.NONE


@lru_cache(50_000)
def agreement(a: str, b: str) -> Agreement:
    """How well two full names agree, case, diacritics, suffixes and listed spellings aside.

    WEAK where the given name of one is only an initial of the other's. Missing middle names
    and suffixes agree with any; those that contradict each other do not.
    """
    x, y = parse_name(a), parse_name(b)
    if a == b or (x == y and x.family):
        return Agreement.FULL
    if x.suffix and y.suffix and x.suffix != y.suffix:
        return Agreement.NONE
    kind = x.kind if x.kind == y.kind or y.kind is None else y.kind if x.kind is None else None
    if not _same_word(x.family, y.family, "family", kind):
        return Agreement.FULL if _run_together(x) == _run_together(y) else Agreement.NONE
    if not x.given or not y.given:
        return Agreement.FULL if x.given == y.given else Agreement.NONE
    given = _same_given(x.given, y.given, kind)
    if given is Agreement.NONE:
        together = _given_together(x) == _given_together(y)
        return Agreement.FULL if together else Agreement.NONE
    return given if _middles_agree(x.middles, y.middles, kind) else Agreement.NONE


def agree(a: str, b: str) -> bool:
    """Whether two full names can be one person's, be it by an initial.

    >>> agree("John K. Doe", "John Doe Jr."), agree("John K. Doe", "John R. Doe")
    (True, False)
    """
    return agreement(a, b) is not Agreement.NONE


def _run_together(name: Printed) -> tuple[str, str]:
    return spelling.plain("".join((name.given, *name.middles, name.family))), name.suffix


def _given_together(name: Printed) -> str:
    return spelling.plain("".join((name.given, *name.middles)))


def _middles_agree(a: tuple[str, ...], b: tuple[str, ...], kind: str | None) -> bool:
    """Whether the longer row of middle names begins with the shorter one: those who leave some
    out leave out the last, and "Jane R. Doe" is not "Jane K.R. Doe"."""
    return all(_same_given(one, other, kind) for one, other in zip(a, b, strict=False))


# Keys


@lru_cache(20_000)
def keys(name: str) -> Keys:
    """The keys of a name: names that agree share one, few others do.

    A full name is stored under given and family name, its letters run together and its
    initials; it seeks names in full, and those that have only initials.
    """
    printed = parse_name(name)
    family = family_key(name)
    if not printed.given:
        return Keys((f"one:{family}",), (f"one:{family}",))
    first = spelling.plain(printed.given)
    together = f"run:{spelling.flat(_run_together(printed)[0])}"
    letters = "".join(spelling.plain(m)[:1] for m in (printed.given, *printed.middles))
    if len(first) == 1:
        mine = f"ini:{letters}|{family}"
        return Keys((mine, together), tuple(dict.fromkeys((mine, f"any:{letters}|{family}"))))
    full = f"full:{given_key(printed)}|{family}"
    some = dict.fromkeys((letters[:1], letters[:2]))
    stored = (full, together, *(f"any:{each}|{family}" for each in some))
    return Keys(stored, (full, together, *(f"ini:{each}|{family}" for each in some)))


def given_key(printed: Printed) -> str:
    """The given name as keys have it."""
    word = spelling.plain(printed.given)
    if printed.kind == "east":
        return spelling.flat(sorted(_syllables(printed.given))[0])
    return spelling.group_of(word, "given") or spelling.flat(word)


@lru_cache(20_000)
def family_key(name: str) -> str:
    """The family name as keys have it: coarse enough that all its spellings meet."""
    printed = parse_name(name)
    family = _ARTICLE.sub("", printed.family)
    word = spelling.plain(family)
    if printed.kind:
        word = spelling.group_of(word, "family", printed.kind) or word
    return spelling.flat(word)
