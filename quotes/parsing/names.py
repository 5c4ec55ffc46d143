"""A chunk of tokens -> the proper name in it, the role before it, and what kind of thing it names.

Treasury Secretary Scott Bessent        role "Treasury Secretary", person "Scott Bessent"
Clinton campaign spokesman Brian Fallon role "Clinton campaign spokesman", person "Brian Fallon"
Mrs. Clinton                            person "Clinton", a woman
Justice Department                      organization
a White House official                  no name: unnamed
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from quotes.models import SpeakerKind
from quotes.parsing.layout import Layout
from quotes.parsing.mentions import Mention
from quotes.parsing.vocabulary import (
    CAPITAL,
    DETERMINER,
    DOCUMENT,
    FUNCTION,
    ORGANIZATION,
    PARTICLE,
    ROLE,
    TITLE,
)
from quotes.resources import lexicon

Gender = Literal["f", "m"]

SUFFIXES = frozenset(("jr.", "jr", "sr.", "sr", "ii", "iii", "iv"))
_POSTNOMINALS = frozenset("mp mps msp td mla mep qc kc obe mbe cbe frs phd md rn esq".split())
_GIVEN_TITLES = frozenset(("earl", "dean", "duke"))  # titles that are given names without "the"
_QA = frozenset(("q.", "a."))  # before a question and its answer
_NICKNAME_MARKS = frozenset(("“", "”", '"', "''"))
_HONORIFICS = frozenset("mr. mrs. ms. miss mr mrs ms mx dr. dr sir dame".split())
_SPELT_OUT = {
    "sen": ("senator",),
    "rep": ("representative", "congressman", "congresswoman"),
    "representative": ("congressman", "congresswoman"),
    "gov": ("governor",),
    "gen": ("general",),
    "col": ("colonel",),
    "capt": ("captain",),
    "lt": ("lieutenant",),
    "sgt": ("sergeant",),
    "det": ("detective",),
    "prof": ("professor",),
    "rev": ("reverend", "pastor"),
    "dr": ("doctor",),
    "atty": ("attorney",),
    "supt": ("superintendent",),
}
_LEADING = frozenset("a an the that this these those one".split())


@dataclass(slots=True)
class Name:
    """What a chunk says: `name` without titles (None for a bare role), `role` as printed.

    `words` are the name's words, lower-cased, suffixes left out. `kind` is None
    where the chunk alone cannot tell a person from an organisation.
    """

    name: str | None
    role: str | None
    words: tuple[str, ...]
    kind: SpeakerKind | None
    gender: Gender | None


@lru_cache(20_000)
def gender_of_given_name(word: str) -> Gender | None:
    """The gender a given name usually has; None where it is unknown or either."""
    if word in lexicon("given_names_female"):
        return "f"
    return "m" if word in lexicon("given_names_male") else None


def gender_of_role(word: str) -> Gender | None:
    """The gender that a title or role noun says ("Mrs.", "spokesman"), if any."""
    if word in lexicon("feminine_roles"):
        return "f"
    return "m" if word in lexicon("masculine_roles") else None


def heads_of(role: str) -> tuple[str, ...]:
    """The nouns that a role may be taken up by: "speaker" for "Speaker of the House", "senator"
    for "Sen."."""
    head = role.lower().partition(" of ")[0].split()[-1]
    return head, *_SPELT_OUT.get(head.rstrip("."), ())


def read_name(layout: Layout, m: Mention) -> Name:
    """The name and role in the chunk of mention `m`."""
    tokens, flags = layout.tokens, layout.flags
    m = _without_work(layout, _without_article(layout, m))
    if not _holds(flags, m.first, m.last, CAPITAL):
        return _nameless(layout, m)
    m = _without_postnominal(layout, m)
    cut = max(_name_start(layout, m), _behind_description(layout, m))
    m = _without_place(layout, m, cut)
    if cut == m.last or not _holds(flags, cut, m.last, CAPITAL):
        return _nameless(layout, m)
    gender = next((g for word in tokens.lower[m.first : cut] if (g := gender_of_role(word))), None)
    start, end = tokens.start[cut], tokens.end[m.last - 1]
    printed = layout.text[start:end]
    words = _name_words(tokens.lower[cut : m.last])
    role = _role(layout, m.first, cut)
    if m.kind == "label":
        return Name(printed.title(), role, words, "person", gender)
    kind_of_group = ORGANIZATION | ROLE | TITLE | CAPITAL
    group = cut > m.first and flags[cut - 1] & kind_of_group == ORGANIZATION
    officeless = not _holds(flags, m.first, cut, ROLE | TITLE)
    if group or (officeless and _names_organization(layout, m, cut, words)):
        return Name(printed, None, words, "organization", None)
    if flags[m.last - 1] & (ROLE | DOCUMENT) and not flags[m.last - 1] & CAPITAL:
        return _nameless(layout, m)
    plural = flags[m.head_at] & ROLE and m.head.endswith("s") and tokens.opens[m.first]
    if words and (words[-1] in peoples() or (plural and len(words) == 1)):
        return _nameless(layout, m)
    if len(words) > 1:  # a name alone may be a family name: Warren, Scott
        gender = gender or gender_of_given_name(words[0])
    known = role is not None or m.first < cut or gender is not None or len(words) > 1
    return Name(printed, role, words, "person" if known else None, gender)


def _holds(flags: list[int], first: int, last: int, wanted: int) -> bool:
    """Whether any of the tokens `[first, last)` has one of the flags `wanted`."""
    for flag in flags[first:last]:  # noqa: SIM110
        if flag & wanted:
            return True
    return False


def _name_words(lower: list[str]) -> tuple[str, ...]:
    """The words of a name without suffixes and without a nickname in marks."""
    words, inside = [], False
    for word in lower:
        if word in _NICKNAME_MARKS:
            inside = not inside
        elif word[0].isalnum() and not inside and word not in SUFFIXES:
            words.append(word)
    return tuple(words)


@cache
def peoples() -> frozenset[str]:
    """Plurals of nations, parties and faiths: groups, not names."""
    return frozenset(word + "s" for word in lexicon("demonyms"))


def _without_article(layout: Layout, m: Mention) -> Mention:
    """The mention from its first word that is no determiner, number or label on."""
    first = m.first
    lower = layout.tokens.lower
    while first < m.last - 1 and (
        layout.flags[first] & DETERMINER or lower[first][0].isdigit() or _is_label(layout, first)
    ):
        first += 1
    if first == m.first:
        return m
    return m.starting(first, layout.tokens.start[first])


def _is_label(layout: Layout, k: int) -> bool:
    """Whether "Q." or "A." stands before a question or an answer, and is no initial."""
    tokens = layout.tokens
    if tokens.lower[k] not in _QA or not tokens.opens[k]:
        return False
    behind = tokens.word[k + 1]
    return not (len(behind) == 2 and behind[1] == ".")


def _without_work(layout: Layout, m: Mention) -> Mention:
    """The outlet alone in "a Springfield Times article": its words are the paper's."""
    tokens, k = layout.tokens, m.last - 2
    if k < m.first or layout.flags[m.last - 1] & (DOCUMENT | CAPITAL) != DOCUMENT:
        return m
    printed = layout.text[tokens.start[m.first] : tokens.end[k]].lower()
    ends = layout.flags[k] & CAPITAL and tokens.lower[k] in lexicon("outlet_words")
    if ends or printed in lexicon("outlets"):
        return m.ending(tokens, m.last - 1)
    return m


def _without_postnominal(layout: Layout, m: Mention) -> Mention:
    """The mention without letters behind the name: "Fiachra Tolan TD"."""
    tokens, last = layout.tokens, m.last
    while last - m.first > 2 and tokens.lower[last - 1] in _POSTNOMINALS:
        last -= 1
    if last == m.last or tokens.word[m.last - 1].islower():
        return m
    return m.ending(tokens, last)


def _without_place(layout: Layout, m: Mention, cut: int) -> Mention:
    """A person's name without the place behind it: "Tom Smith of Ohio"."""
    lower, flags = layout.tokens.lower, layout.flags
    for i in range(cut + 1, m.last - 1):
        if lower[i] in ("of", "for") and not _holds(flags, cut, i, ORGANIZATION | TITLE):
            return m.ending(layout.tokens, i)
    return m


def _name_start(layout: Layout, m: Mention) -> int:
    """The token where the name begins behind its titles; `m.last` where there is no name."""
    tokens, flags, lower = layout.tokens, layout.flags, layout.tokens.lower
    while m.first < m.last - 1 and is_adjective(tokens.word[m.first]):
        m = m.starting(m.first + 1, m.start)  # "Twelve-year-old Ann Lee"
    if (given := _given_name(layout, m)) is not None:
        return given
    cut = m.first
    names = [i for i in range(cut, m.last) if flags[i] & CAPITAL and lower[i] not in SUFFIXES]
    for i in range(m.first, m.last):
        if lower[i] in ("of", "for") and i > m.first and not _is_office(layout, i):
            if not _holds(flags, cut, i, CAPITAL) and not flags[i - 1] & CAPITAL:
                return m.last  # "members of the Republican Guard"
            if cut < i:
                break  # "reporter Ann Lee of Vice News"
        if _is_title(layout, m, i, len(names) - bisect_right(names, i), cut):
            cut = i + 1
        elif i == m.last - 1:
            cut = _before_last(layout, m, cut)
    if cut < m.last and lower[cut] in ("of", "for", "the"):
        return m.last  # "archbishop of Z": a role with its place
    end = m.last
    if m.first < cut < m.last and flags[cut - 1] & TITLE and gender_of_given_name(lower[cut]):
        end = next((i for i in range(cut + 2, m.last) if lower[i] == "of"), end)
    if any(flag & ORGANIZATION and flag & CAPITAL for flag in flags[cut:end]):
        return m.first if not _lower_role_inside(layout, m, cut) else cut
    return cut


def _before_last(layout: Layout, m: Mention, cut: int) -> int:
    """`cut`, unless the last word is a title, which only an honorific makes a name, or a role:
    "Treasury Secretary" names nobody, "Mr. King" does."""
    flags, last = layout.flags, m.last - 1
    if flags[last] & TITLE and all(flag & TITLE for flag in flags[m.first : last]):
        honored = last > m.first and layout.tokens.lower[last - 1] in _HONORIFICS
        return last if honored else m.last
    return m.last if flags[last] & ROLE and not flags[last] & CAPITAL else cut


def _is_office(layout: Layout, i: int) -> bool:
    """Whether "of" at `i` stands in an office: secretary of state."""
    return layout.tokens.lower[i : i + 2] == ["of", "state"] and bool(layout.flags[i - 1] & TITLE)


def _is_title(layout: Layout, m: Mention, i: int, rest: int, cut: int) -> bool:
    """Whether token `i`, with `rest` capitals behind it in the chunk, belongs to the titles."""
    flag = layout.flags[i]
    if not rest:
        return False
    lower = layout.tokens.lower[i]
    if lower in _GIVEN_TITLES and rest == 1:
        return i == m.first > 0 and layout.tokens.lower[i - 1] == "the"
    if flag & TITLE or (flag & ROLE and not flag & CAPITAL):
        return True
    if flag & ROLE and i == m.first:
        return rest > 1
    demonym = cut == i and lower in lexicon("demonyms")
    return demonym and _title_ahead(layout.flags, i, m.last)


def _behind_description(layout: Layout, m: Mention) -> int:
    """The token behind the lower-case words of a chunk that ends in a name: "the Czech
    newspaper Lidový Hlas". `m.first` where the chunk is no description with a name."""
    flags, words = layout.flags, layout.tokens.word
    if not flags[m.last - 1] & CAPITAL or flags[m.last - 1] & TITLE:
        return m.first
    for i in range(m.last - 2, m.first - 1, -1):
        if flags[i] & PARTICLE and not flags[i] & CAPITAL:
            return m.first  # "the board of the Ferry Company"
        if words[i][0].islower() and not flags[i] & (CAPITAL | FUNCTION | DETERMINER):
            return i + 1
    return m.first


def _given_name(layout: Layout, m: Mention) -> int | None:
    """The given name behind an office with its field: "Minister for Older People Eamon Garvey"."""
    flags, lower = layout.flags, layout.tokens.lower
    if not (flags[m.first] & TITLE and flags[m.first] & CAPITAL):
        return None
    fields = [i for i in range(m.first + 1, m.last) if lower[i] in ("of", "for")]
    for i in range(m.last - 2, fields[-1] + 2 if fields else m.last, -1):
        if not flags[i] & CAPITAL:
            return None
        if gender_of_given_name(lower[i]):
            return i
    return None


def is_adjective(word: str) -> bool:
    """Whether a capitalised word is an adjective: "Labor-led", "Texas-based", "Ten-year-old"."""
    if "-" not in word:
        return False
    tail = word.rpartition("-")[2]
    return tail.islower() and len(tail) > 2


def _title_ahead(flags: list[int], i: int, last: int) -> bool:
    return _holds(flags, i + 1, last, TITLE | ROLE)


def _lower_role_inside(layout: Layout, m: Mention, cut: int) -> bool:
    return any(
        layout.flags[i] & ROLE and not layout.flags[i] & CAPITAL for i in range(m.first, cut)
    )


def _names_organization(layout: Layout, m: Mention, cut: int, words: tuple[str, ...]) -> bool:
    flags, tokens = layout.flags, layout.tokens
    if _holds(flags, cut, m.last, ORGANIZATION):
        return gender_of_given_name(words[0]) is None or len(words) > 2
    if m.first == cut and m.first and tokens.lower[m.first - 1] == "the":
        return not words or gender_of_given_name(words[0]) is None  # "the Golden Net"
    if " ".join(words) in lexicon("places"):
        return True
    if len(words) == 1:
        word = tokens.word[cut]
        return words[0] in lexicon("places") or (word.isupper() and 2 <= len(word) <= 5)
    if words and words[-1] in lexicon("place_nouns"):
        return True
    return bool(words) and any(not w[0].isalpha() or w in ("of", "&") for w in words[1:])


def _role(layout: Layout, first: int, cut: int) -> str | None:
    """The words before a name as printed, honorifics and articles left out; None where none."""
    tokens = layout.tokens
    while first < cut and (tokens.lower[first] in _HONORIFICS or layout.flags[first] & DETERMINER):
        first += 1
    if first >= cut:
        return None
    end = cut
    while end > first and tokens.lower[end - 1] in _HONORIFICS:
        end -= 1
    return layout.text[tokens.start[first] : tokens.end[end - 1]] if end > first else None


def _nameless(layout: Layout, m: Mention) -> Name:
    """A phrase without a name: "the senator", "a senior official", "the memo"."""
    tokens, flags = layout.tokens, layout.flags
    first = m.first
    while first < m.last - 1 and tokens.lower[first] in _LEADING:
        first += 1
    start = tokens.start[first]
    printed = layout.text[start : m.end]
    head = flags[m.head_at]
    kind: SpeakerKind = "unnamed"
    if head & DOCUMENT and not head & (ROLE | ORGANIZATION):
        kind = "document"
    elif head & ORGANIZATION and not head & (ROLE | FUNCTION):
        kind = "organization"
    gender = gender_of_role(m.head)
    return Name(None, printed, (), kind, gender)
