"""What was typed -> words, exact phrases, exclusions.

>>> parse('tarifs "a fair deal" -china').phrases
(('a', 'fair', 'deal'),)
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from quotes.words import find_words, fold

# What lies past these bounds adds time and nothing to what is found.
_MOST_CHARACTERS = 10_000
_MOST_WORDS = 64

_PART = re.compile(
    r"""(?P<without>(?<!\S)-)?                       # -word, -"two words"
        (?:["](?P<straight>[^"]*)["]                 # "a fair deal"
          |“(?P<curly>[^“”]*)”                       # “a fair deal”
          |(?P<plain>[^\s"“”]+))""",
    re.VERBOSE,
)
# The end of a word after an apostrophe: don't, Trump’s, we're.
_SUFFIX = re.compile(r"(?<=\w)['’‘ʼ]\w{1,2}(?!\w)")


@dataclass(frozen=True, slots=True)
class Word:
    """A word to be found: as typed, and folded for comparison."""

    typed: str
    folded: str


@dataclass(frozen=True, slots=True)
class Query:
    """What is sought: words forgivingly, phrases exactly, and what to leave out."""

    words: tuple[Word, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[tuple[str, ...], ...] = ()


def parse(text: str) -> Query:
    """The query that the text stands for; any text is one, the empty query included.

    The first 64 words count. What follows an apostrophe within a word ("don't",
    "Trump’s") is not required, since people leave it out; an exact phrase keeps it.
    A mark that is never closed is no mark.
    """
    words: list[Word] = []
    phrases: list[tuple[str, ...]] = []
    excluded: list[tuple[str, ...]] = []
    room = _MOST_WORDS
    for part in _PART.finditer(text[:_MOST_CHARACTERS].replace("_", " ")):
        phrase = part["straight"] or part["curly"]
        plain = part["plain"]
        kept = phrase or (plain and _SUFFIX.sub("", plain)) or ""
        typed = [word.group() for word in find_words(kept)][:room]
        if not typed:
            continue
        room -= len(typed)
        if part["without"]:
            excluded.append(tuple(typed))
        elif phrase:
            phrases.append(tuple(typed))
        else:
            words.extend(Word(word, fold(word)) for word in typed)
    return Query(tuple(words), tuple(phrases), tuple(excluded))
