"""A printed role, or the words of an article -> what they are evidence of.

the former mayor of Alderby     field politics, office mayor, names {alderby}
a striker for Alderby Rovers    field sport, office striker, names {alderby}
Alderby Mayor                   field politics, office mayor, names {alderby}
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice

from quotes.people.lists import sections
from quotes.people.names import parse_name
from quotes.people.spelling import plain
from quotes.resources import lexicon

_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_TAIL = re.compile(r"(?:['’]s|-based|-born)$")
_LOWER_WORD = re.compile(r"[a-z]+")
_PAST = frozenset("former ex late retired then-former erstwhile past onetime".split())
# Words that only make a name together with the next one: East Carrow is not West Carrow.
_HALF = frozenset("new north south east west northern southern eastern western st saint san santa"
                  " los las el la upper lower great fort port mount lake".split())  # fmt: skip
_SAINTS = ("st ", "saint ", "san ", "santa ")
_SPELT_OUT = {
    "sen": "senator", "rep": "representative", "congressman": "representative",
    "congresswoman": "representative", "gov": "governor", "gen": "general", "lt": "lieutenant",
    "col": "colonel", "sgt": "sergeant", "det": "detective", "prof": "professor", "capt": "captain",
    "maj": "major", "councillor": "councilor", "councilman": "councilor", "rev": "pastor",
    "councilwoman": "councilor", "spokeswoman": "spokesman", "spokesperson": "spokesman",
    "chairwoman": "chairman", "chairperson": "chairman", "actress": "actor", "reverend": "pastor",
    "policewoman": "policeman", "businesswoman": "businessman", "mp": "mp",
}  # fmt: skip
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june"
    " july august september october november december".split()
)
_COURTESIES = frozenset("mr mrs ms miss mx sir dame lord lady madam hon the a an".split())
# Words with a capital; they count where they do not open a sentence.
_NAME = re.compile(r"[A-Z][^\W\d_]+(?:[ -][A-Z][^\W\d_]+)*")
_NAMES_KEPT, _PEOPLE_KEPT = 24, 30  # of an article
# A field must show itself in this many different words of an article, and in this share of
# all the words that show any.
_WORDS_NEEDED, _SHARE_NEEDED = 2, 0.34


@dataclass(frozen=True, slots=True)
class Role:
    """What a role is evidence of; all sets may be empty.

    `offices` are the nouns of office ("mayor"), `names` the proper names in it, folded,
    `past` says that it is no longer held ("former").
    """

    fields: frozenset[str]
    offices: frozenset[str]
    names: frozenset[str]
    past: bool


_NOTHING = Role(frozenset(), frozenset(), frozenset(), False)


@cache
def _words_of(use: str) -> dict[str, str]:
    """The field that each word of a use, "roles" or "words", shows, if only one."""
    found: dict[str, str] = {}
    doubtful: set[str] = set()
    for heading, lines in sections("fields").items():
        if heading.startswith(f"{use} "):
            field = heading.split()[1]
            for word in " ".join(lines).split():
                if found.setdefault(word, field) != field:
                    doubtful.add(word)
    return {word: field for word, field in found.items() if word not in doubtful}


@cache
def _general() -> frozenset[str]:
    """Words of many roles that say of no place or organisation which it is."""
    return frozenset(" ".join(sections("fields")["general"]).split())


@cache
def _common() -> frozenset[str]:
    """Words that make no proper name, however they are printed."""
    lists = ("titles", "role_nouns", "organization_words", "outlet_words", "institution_nouns")
    found = {word.rstrip(".") for name in lists for word in lexicon(name)}
    found |= {*_words_of("roles"), *_words_of("words")}
    return frozenset(found | _COURTESIES | _PAST | lexicon("function_words") | _general() | _DAYS)


@cache
def related_fields() -> frozenset[frozenset[str]]:
    """The pairs of fields that one person is often in, as a lawyer may be a politician."""
    return frozenset(frozenset(line.split()) for line in sections("fields")["related"])


@lru_cache(20_000)
def read_role(role: str | None) -> Role:
    """What a printed role is evidence of.

    >>> read_role("the former mayor of Alderby").names
    frozenset({'alderby'})
    """
    if not role:
        return _NOTHING
    words = [word.lower().rstrip(".") for word in _WORD.findall(role)]
    known, nouns = _words_of("roles"), lexicon("role_nouns") | lexicon("titles")
    parts = [part for word in words for part in ((word,) if word in known else word.split("-"))]
    shown = frozenset(known[part] for part in parts if part in known)
    head = next((w for w in words if w in ("for", "of", "at", "in", "with")), None)
    front = words[: words.index(head)] if head else words
    offices = (w for w in front if (w in nouns or f"{w}." in nouns) and w not in _COURTESIES)
    own = [known[w] for w in reversed(front) if w in known]
    fields = frozenset(own[:1]) or shown
    spelt = frozenset(_SPELT_OUT.get(w, w) for w in offices) - _PAST
    return Role(fields, spelt, proper_names(role), not _PAST.isdisjoint(words))


@lru_cache(20_000)
def proper_names(phrase: str) -> frozenset[str]:
    """The proper names in a role or the name of an outlet, folded, without the words that many
    share: "The East Alderby Courier" is {"east alderby"}."""
    common, found, half = _common(), set(), ""
    for word in _WORD.findall(phrase):
        bare = plain(_TAIL.sub("", word))
        if not word[0].isupper():
            half = ""
        elif bare in _HALF:
            half += f"{bare} "
        elif bare in common or word.lower() in common:
            half = ""
        elif bare:
            if not (half in _SAINTS and word.endswith(("'s", "’s"))):  # every town's hospital
                found.add(half + bare)
            half = ""
    return frozenset(found)


def fields_of_text(text: str) -> frozenset[str]:
    """The one or two fields that words are about; empty where that is unclear.

    A field counts by how many different words of its list the text has.
    """
    known = _words_of("words")
    words = set(_LOWER_WORD.findall(text.lower()))
    counts = Counter(known[word] for word in known.keys() & words)
    needed = max(_WORDS_NEEDED, _SHARE_NEEDED * counts.total())
    return frozenset(field for field, count in counts.items() if count >= needed)


def names_of_text(text: str, people: Iterable[str] = ()) -> frozenset[str]:
    """The proper names in an article, folded: its places and organisations, mostly.

    The given names of its `people` are left out. At most _NAMES_KEPT names, those that come up
    most often.
    """
    known = {
        plain(part) for name in people for word in name.split()[:-1] for part in word.split("-")
    }
    counts: Counter[str] = Counter()
    for match in _NAME.finditer(text):
        before = text[max(0, match.start() - 2) : match.start()]
        if before[1:] == " " and (before[0].islower() or before[0] in ",;"):
            counts.update(proper_names(match[0]))
    kept = (name for name, _ in counts.most_common() if name not in known)
    return frozenset(islice(kept, _NAMES_KEPT))


def names_around(name: str, people: Iterable[str], names: frozenset[str]) -> frozenset[str]:
    """The names around somebody: those of the article (`names_of_text`), and the people who are
    quoted in it beside them, by their family names. No part of one's own name is among them,
    however it is spelt: "Tae Yang" is Park Tae-yang."""
    own, whole = {plain(word) for word in name.split()}, plain(name)
    others = (other for other in people if own.isdisjoint(plain(word) for word in other.split()))
    around = names | {plain(parse_name(other).family) for other in islice(others, _PEOPLE_KEPT)}
    return frozenset(each for each in around if each not in whole)


@lru_cache(2_000)
def fields_of_section(section: str | None) -> frozenset[str]:
    """The fields that the name of a newspaper's section shows: "Sport" -> {"sport"}."""
    words = {word.lower() for word in _WORD.findall(section or "")}
    words |= {word.removesuffix("s") for word in words}
    names = {heading.split()[1] for heading in sections("fields") if " " in heading}
    return frozenset({*(words & names), *(_SECTIONS[word] for word in words if word in _SECTIONS)})


_SECTIONS = {
    "health": "medicine", "court": "law", "crime": "police", "economy": "business",
    "money": "business", "market": "business", "culture": "arts", "music": "arts", "film": "arts",
    "book": "arts", "theater": "arts", "theatre": "arts", "football": "sport",
    "school": "education", "faith": "religion", "defence": "military", "defense": "military",
    "environment": "science", "election": "politics",
}  # fmt: skip


def contradict(a: str | None, b: str | None, near_in_time: bool = True) -> bool:
    """Whether nobody is likely to have both roles: of fields that have nothing in common, or, at
    one time, one office in two places.

    >>> contradict("a striker for Alderby Rovers", "a senator from Halvenia")
    True
    """
    x, y = read_role(a), read_role(b)
    if x.fields and y.fields and x.fields.isdisjoint(y.fields):
        return x.names.isdisjoint(y.names)
    if not near_in_time or x.past or y.past:
        return False
    apart = bool(x.names) and bool(y.names) and x.names.isdisjoint(y.names)
    return apart and not x.offices.isdisjoint(y.offices)
