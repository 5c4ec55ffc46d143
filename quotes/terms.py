"""The terms of the search index: what stands in it for a quote, and what misspellings lead to.

A quote's document holds its words, folded; the words that hyphens and apostrophes part, joined
("e-mail" is found as "email", "don’t" as "dont"); and tags, terms that no text can hold, for
what quotes are filtered by. Misspelt words are found by what is left of a word without one of
its letters, as in symmetric-delete spelling correction (Garbe, SymSpell, 2012).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from zlib import crc32

from quotes.words import folded_words, normalized, plain

# Each begins the tags of one kind: characters for private use, which count as parts of a word.
_BETWEEN, _SPEAKER, _OUTLET, _VENUE, _KIND, _DAY = "\ue000\ue001\ue002\ue003\ue004\ue005"
_TAGS = re.compile("[\ue000-\ue005]")

_APART = "-\u2010\u2011'’‘ʼ"
_COMPOUND = re.compile(rf"[^\W_]+(?:[{_APART}][^\W_]+)+")
_MARKS = re.compile(rf"[{_APART}]")

SHORTEST_FORGIVEN = 5  # letters
_SHORTEST_NEIGHBOUR = SHORTEST_FORGIVEN - 1


def document(
    text: str,
    *,
    kind: str,
    speakers: Iterable[int] = (),
    outlet: str | None = None,
    venue: Iterable[str | None] = (),
    day: str | None = None,
) -> str:
    """What the index holds for a quote, its terms between blanks.

    `speakers` are row ids, `venue` all that is known of where it was said, `day` an ISO date
    of any precision.
    """
    tags = [kind_tag(kind), *map(speaker_tag, speakers), *day_tags(day)]
    if outlet:
        tags.append(outlet_tag(outlet))
    tags += _venue_tags(tuple(venue))
    return " ".join([_words_of(text), *compounds(text), *tags])


def _words_of(text: str) -> str:
    """The words of a text between what is no part of a word for the index."""
    spaced = plain(_TAGS.sub(" ", text))
    return spaced.lower() if spaced.isascii() else " ".join(folded_words(spaced))


def compounds(text: str) -> list[str]:
    """The words that hyphens and apostrophes part, joined and folded."""
    if not _MARKS.search(text):
        return []
    return ["".join(folded_words(found.group())) for found in _COMPOUND.finditer(text)]


def speaker_tag(speaker_id: int) -> str:
    """The tag of all quotes of an entry."""
    return f"{_SPEAKER}{speaker_id}"


def kind_tag(kind: str) -> str:
    """The tag of all quotes of a kind."""
    return _KIND + kind


@lru_cache(maxsize=10_000)
def outlet_tag(outlet: str) -> str:
    """The tag of all quotes of an outlet; one for all spellings of its name."""
    return _OUTLET + _BETWEEN.join(normalized(outlet).split())


def outlet_of(tag: str) -> str:
    """The normalized name of the outlet that a tag is for."""
    return tag.removeprefix(_OUTLET).replace(_BETWEEN, " ")


OUTLET_TAGS = (_OUTLET, chr(ord(_OUTLET) + 1))
"""Between these two lie the tags of all outlets."""


@lru_cache(maxsize=10_000)
def _venue_tags(venue: tuple[str | None, ...]) -> list[str]:
    words = (word for each in venue if each for word in folded_words(each))
    return [venue_tag(word) for word in dict.fromkeys(words)]


def venue_tag(word: str) -> str:
    """The tag of all quotes with a folded word in what is known of their venue."""
    return _VENUE + word


def day_tags(day: str | None) -> list[str]:
    """The tags of a day: its year, and its month; a year alone is a month of its own."""
    return [_DAY + day[:4], month_tag(day[:7])] if day else []


def year_tag(year: int) -> str:
    """The tag of all quotes of a year."""
    return f"{_DAY}{year:04}"


def month_tag(month: str) -> str:
    """The tag of all quotes of a month, "2025-02"; and of those of which only the year is known,
    as of the month "2025"."""
    return f"{_DAY}{month[:4]}m{month[5:]}"


def is_listed(term: str) -> bool:
    """Whether a term of the index belongs into the vocabulary: a word that misspelt ones may
    stand for, or a tag of an outlet or a venue."""
    return term[0] in (_OUTLET, _VENUE) or is_meant(term)


def is_meant(term: str) -> bool:
    """Whether misspelt words may stand for a term: for no short word, no number and no tag but
    those of venues."""
    word = term[1:] if term[0] == _VENUE else term
    if len(word) < _SHORTEST_NEIGHBOUR or _TAGS.match(word):
        return False
    return word.isalpha() or not any(map(str.isdigit, word))


def misspelling_keys(word: str) -> Iterator[int]:
    """Numbers under which a word is found by what differs from it in one letter: the CRC-32 of
    the word, and of what is left of it without each of its letters."""
    yield crc32(word.encode())
    for place in range(word[0] == _VENUE, len(word)):
        if not place or word[place] != word[place - 1]:
            yield crc32((word[:place] + word[place + 1 :]).encode())
