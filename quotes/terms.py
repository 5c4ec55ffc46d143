"""The terms of the search index: what stands in it for a quote.

A quote's document holds its words, folded; the words that hyphens and apostrophes part, joined
("e-mail" is found as "email", "don’t" as "dont"); and tags, terms that no text can hold, for
what quotes are filtered by.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from quotes.words import folded_words, normalized, plain

# Each begins the tags of one kind: characters for private use, which count as parts of a word.
_BETWEEN, _SPEAKER, _OUTLET, _VENUE, _KIND, _DAY = "\ue000\ue001\ue002\ue003\ue004\ue005"
_TAGS = re.compile("[\ue000-\ue005]")

_APART = "-\u2010\u2011'’‘ʼ"
_COMPOUND = re.compile(rf"[^\W_]+(?:[{_APART}][^\W_]+)+")
_PLAIN_COMPOUND = re.compile("[a-z0-9]+(?:[-'][a-z0-9]+)+")

SHORTEST_FORGIVEN = 5  # letters
_SHORTEST_NEIGHBOUR = SHORTEST_FORGIVEN - 1


def document(text: str, tags: Iterable[str] = ()) -> str:
    """What the index holds for a quote, its terms between blanks."""
    spaced = plain(text)
    if spaced.isascii():
        lowered = spaced.lower()
        return " ".join([lowered, *_plain_compounds(lowered), *tags])
    spaced = _TAGS.sub(" ", spaced)
    return " ".join([*folded_words(spaced), *compounds(spaced), *tags])


def tags_of(
    kind: str,
    outlet: str | None = None,
    day: str | None = None,
    speakers: str | None = None,
    *venue: str | None,
) -> list[str]:
    """The tags of a quote, from a row of the view `search_documents`: `speakers` are row ids
    between blanks, `day` an ISO date of any precision, `venue` all that is known of where it was
    said."""
    tags = [kind_tag(kind), *day_tags(day), *_venue_tags(venue)]
    if outlet:
        tags.append(outlet_tag(outlet))
    if speakers:
        tags += [_SPEAKER + each for each in speakers.split()]
    return tags


@lru_cache(maxsize=10_000)
def _venue_tags(venue: tuple[str | None, ...]) -> list[str]:
    words = (word for each in venue if each for word in folded_words(each))
    return [*map(venue_tag, dict.fromkeys(words))]


def compounds(text: str) -> list[str]:
    """The words that hyphens and apostrophes part, joined and folded."""
    spaced = plain(text)
    if spaced.isascii():
        return _plain_compounds(spaced.lower())
    parts = [part for part in spaced.split() if "'" in part or "-" in part or not part.isascii()]
    return ["".join(folded_words(found)) for found in _COMPOUND.findall(" ".join(parts))]


def _plain_compounds(lowered: str) -> list[str]:
    """The same, of an ASCII text in small letters."""
    if "'" not in lowered and "-" not in lowered:
        return []
    parts = [part for part in lowered.split() if "'" in part or "-" in part]
    found = _PLAIN_COMPOUND.findall(" ".join(parts))
    return [each.replace("'", "").replace("-", "") for each in found]


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


def tags_of_kind(tag: str) -> tuple[str, str]:
    """Between these two lie all tags of the same kind."""
    return tag[0], chr(ord(tag[0]) + 1)


def venue_tag(word: str) -> str:
    """The tag of all quotes with a folded word in what is known of their venue."""
    return _VENUE + word


@lru_cache(maxsize=10_000)
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


def is_tag(term: str) -> bool:
    """Whether a term is a tag that names are looked up by: of an outlet or a venue."""
    return term[0] in (_OUTLET, _VENUE)


def is_meant(term: str) -> bool:
    """Whether misspelt words may stand for a term: for no short word, no number and no tag."""
    if len(term) < _SHORTEST_NEIGHBOUR or _TAGS.match(term):
        return False
    return term.isalpha() or not any(map(str.isdigit, term))
