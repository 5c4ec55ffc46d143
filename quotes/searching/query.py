"""What was typed -> what is sought: words, exact phrases, exclusions, filters.

>>> query = parse('tarifs "a fair deal" -china speaker:lee')
>>> [unit.typed for unit in query.units], query.phrases, query.excluded, query.fields
(['tarifs'], (('a', 'fair', 'deal'),), (('china',),), (('speaker', 'lee'),))
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from quotes.searching.variants import variants
from quotes.words import fold, folded_words

# What lies past these bounds adds time and nothing to what is found.
_MOST_CHARACTERS = 10_000
_MOST_WORDS = 64

_PART = re.compile(
    r"""(?:(?<!\S)(?P<field>speaker|venue|outlet|after|before|kind):)?
        (?P<without>(?<!\S)-)?                       # -word, -"two words"
        (?:["](?P<straight>[^"]*)["]                 # "a fair deal"
          |“(?P<curly>[^“”]*)”                       # “a fair deal”
          |(?P<plain>[^\s"“”]+))""",
    re.VERBOSE | re.IGNORECASE,
)
# The end of a word after an apostrophe: don't, Trump’s, we're.
_SUFFIX = re.compile(r"(?<=\w)['’‘ʼ]\w{1,2}(?!\w)")
_COMPOUND = re.compile(r"[^\W_]+(?:[-\u2010\u2011'’‘ʼ][^\W_]+)*")

Form = tuple[str, ...]
"""Folded words next to each other, by which something sought may be said; mostly one."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A word to be found, or several that hyphens join: as typed, and by which forms it is said:
    as typed, otherwise spelt, or its parts in one word. Any of them is it as it was typed.

    `ending` is what was typed after an apostrophe at its end, folded, which it need not have.
    """

    typed: str
    forms: tuple[Form, ...]
    ending: str | None = None

    def __hash__(self) -> int:
        return hash(self.typed)  # which the rest comes from

    @property
    def word(self) -> str:
        """The unit as one folded word."""
        return "".join(self.forms[0])


@dataclass(frozen=True, slots=True)
class Query:
    """What is sought: units forgivingly, phrases exactly, what to leave out, and filters.

    `units` are in the order typed, a word that was typed twice twice. `fields` are pairs of a
    filter's name and value, as in speaker:lee.
    """

    units: tuple[Unit, ...] = ()
    phrases: tuple[Form, ...] = ()
    excluded: tuple[Form, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()

    @property
    def distinct(self) -> tuple[Unit, ...]:
        """The units, each once."""
        return tuple(dict.fromkeys(self.units))


def parse(text: str) -> Query:
    """The query that the text stands for; any text is one, the empty query included.

    The first 64 words count. What follows an apostrophe within a word ("don't",
    "Trump’s") is not required, since people leave it out; an exact phrase keeps it.
    A mark that is never closed is no mark.
    """
    units: list[Unit] = []
    phrases: list[Form] = []
    excluded: list[Form] = []
    fields: list[tuple[str, str]] = []
    room = _MOST_WORDS
    for part in _PART.finditer(text[:_MOST_CHARACTERS].replace("_", " ")):
        phrase = part["straight"] or part["curly"]
        kept = phrase or part["plain"] or ""
        if part["field"] and kept.strip():
            fields.append((part["field"].lower(), kept.strip()))
            continue
        typed = folded_words(kept)[:room]
        if not typed:
            continue
        if part["without"]:
            excluded.append(tuple(typed))
        elif phrase:
            phrases.append(tuple(typed))
        else:
            units += _units(kept, room)
        room -= len(typed)
    return Query(tuple(units), tuple(phrases), tuple(excluded), tuple(fields))


def _units(typed: str, most: int) -> list[Unit]:
    found = []
    for compound in _COMPOUND.findall(typed)[:most]:
        stem = _SUFFIX.sub("", compound)
        words = tuple(folded_words(stem))[:most]
        ending = fold(compound[len(stem) + 1 :]) if compound.startswith(stem) else ""
        if len(words) > 1:
            found.append(Unit(stem, (words, ("".join(words),)), ending or None))
        elif words:
            forms = (words, *((other,) for other in variants(words[0])))
            found.append(Unit(stem, forms, ending or None))
    return found
