"""Where, or through which channel, words were said: phrases of place and channel.

    in an interview with CNN on Monday     interview        "interview with CNN"
    told reporters                         news_conference  "reporters"
    told the Springfield Times             interview        "Springfield Times"
    at a rally in Ohio                     speech           "rally in Ohio"
    on Twitter, tweeted                    social_media     "Twitter"
    on NBC’s “Meet the Press”              broadcast        "Meet the Press"
    on the Senate floor                    hearing          "Senate floor"
    the debate came two days after         debate           "debate"

Everything that names an occasion or a channel is found, whether or not words were said
there: how it stands in its sentence (`Place.how`) goes with it, and occasions.py decides.
A phrase is cut before the time in it; its label leaves out prepositions, articles and
possessors at its beginning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from quotes.parsing.channels import (
    LINES,
    SPOKE,
    TOLD,
    TWEETED,
    read_ending,
    read_floor,
    read_line,
    read_outlet,
    read_platform,
    read_titled,
    read_told,
    read_tweeted,
)
from quotes.parsing.layout import Layout
from quotes.parsing.localities import LOCAL, read_locality
from quotes.parsing.places import Place
from quotes.parsing.sentences import tokenize
from quotes.parsing.venue_nouns import read_noun
from quotes.parsing.venue_phrases import entries_by
from quotes.resources import lexicon_lines

Reader = Callable[[Layout, int], Place | None]


def find_venues(layout: Layout, masked: str) -> list[Place]:
    """The venues named in a text, in order, without overlap.

    `masked` is the article's text with the words of quotes blanked out by NULs, so
    that offsets are the article's.
    """
    readers, start = _triggers(), layout.tokens.start
    kept: list[Place] = []
    lower = layout.tokens.lower
    for i in layout.tokens.among(readers):
        if masked[start[i]] == "\0":
            continue
        for reader in readers[lower[i]]:
            place = reader(layout, i)
            if place is None or "\0" in masked[place.start : place.end]:
                continue
            if not kept or place.start >= kept[-1].end:
                kept.append(place)
            elif _goes_further(place, kept[-1]) or _weight(place) > _weight(kept[-1]):
                kept[-1] = place
    return kept


def _goes_further(place: Place, other: Place) -> bool:
    """Whether a noun phrase is the longer of two that begin together: a conference call."""
    return place.first == other.first and place.venue.label.startswith(f"{other.venue.label} ")


def _weight(place: Place) -> tuple[bool, bool, int]:
    """Of two phrases that overlap, the more telling wins, then the longer."""
    telling = place.venue.kind not in ("broadcast", "conversation")
    return place.how != "bare", telling, place.end - place.start


@cache
def _triggers() -> dict[str, tuple[Reader, ...]]:
    """The readers to try at a word, by that word in lower case."""
    found: dict[str, list[Reader]] = {}

    def add(words: Iterable[str], reader: Reader) -> None:
        for word in words:
            found.setdefault(word, []).append(reader)

    add(entries_by("venue_nouns", -1), read_noun)
    add(TOLD | SPOKE, read_told)
    add(entries_by("outlets", 0), read_outlet)
    add((tokenize(word).lower[-1] for word in lexicon_lines("outlet_words")), read_ending)
    add(entries_by("platforms", 0), read_platform)
    add(TWEETED, read_tweeted)
    add(("floor",), read_floor)
    add(LINES, read_line)
    add(("on",), read_titled)
    add(LOCAL, read_locality)
    return {word: tuple(readers) for word, readers in found.items()}
