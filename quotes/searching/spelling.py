"""Word -> the words of the index that it may be a misspelling of.

The distance is that of Damerau and Levenshtein in its restricted form ("optimal string
alignment"): letters left out, added, exchanged, or swapped with the next. Words at a distance
of one are looked up (see terms.py), those at two sought among all long words.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from quotes.terms import SHORTEST_FORGIVEN, is_meant, misspelling_keys, venue_tag
from quotes.words import typos_forgiven

Neighbours = dict[str, dict[str, int]]
"""For each word sought, the words that may stand for it, with their distance from it."""

_MOST = 50  # neighbours of a word, which has few: the bound keeps a query small

_NEAR = """
SELECT DISTINCT word FROM misspellings CROSS JOIN vocabulary USING (word_id)
 WHERE key IN (SELECT value FROM json_each(?))"""


def neighbours(connection: sqlite3.Connection, words: Iterable[str]) -> Neighbours:
    """The words of the index at a distance of one, for those folded words that are forgiven a
    typing error and have any."""
    found: Neighbours = {}
    for word in words:
        if typos_forgiven(word):
            near = [each for each in _sharing_key(connection, word) if distance(word, each) == 1]
            if near:
                found[word] = dict.fromkeys(sorted(near)[:_MOST], 1)
    return found


def resembling(connection: sqlite3.Connection, words: Iterable[str]) -> Neighbours:
    """The words of five letters at a distance of one from those folded words that have four, and
    so are forgiven nothing."""
    found: Neighbours = {}
    for word in words:
        if len(word) == SHORTEST_FORGIVEN - 1 and is_meant(word):
            near = [
                each
                for each in _sharing_key(connection, word)
                if len(each) == SHORTEST_FORGIVEN and distance(word, each) == 1
            ]
            if near:
                found[word] = dict.fromkeys(sorted(near)[:_MOST], 1)
    return found


def far_neighbours(connection: sqlite3.Connection, words: Iterable[str]) -> Neighbours:
    """The words of the index at a distance of two, for those folded words that are forgiven two
    typing errors and have any. Takes the time of a look at every long word."""
    found: Neighbours = {}
    for word in words:
        if typos_forgiven(word) == 2:
            rows = connection.execute(
                "SELECT word FROM vocabulary WHERE length(word) BETWEEN ? AND ?",
                (len(word) - 2, len(word) + 2),
            )
            near = _at_two(word, [row[0] for row in rows])
            if near:
                found[word] = dict.fromkeys(near, 2)
    return found


def _at_two(word: str, choices: list[str]) -> list[str]:
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    matches = process.extract(word, choices, scorer=OSA.distance, score_cutoff=2, limit=_MOST)
    return sorted(choice for choice, apart, _ in matches if apart == 2)


def venue_words(connection: sqlite3.Connection, word: str) -> list[str]:
    """The tags of venues for a folded word: those of words that begin so, else of those it may
    be a misspelling of."""
    tag = venue_tag(word)
    rows = connection.execute(
        "SELECT word FROM vocabulary WHERE word >= ? AND word < ? LIMIT ?",
        (tag, tag + "\U0010ffff", _MOST),
    )
    found = [row[0] for row in rows]
    if found or len(word) < SHORTEST_FORGIVEN:
        return found
    return [each for each in _sharing_key(connection, tag) if distance(tag, each) == 1]


def _sharing_key(connection: sqlite3.Connection, word: str) -> list[str]:
    keys = json.dumps(list(misspelling_keys(word)))
    return [row[0] for row in connection.execute(_NEAR, (keys,))]


def known(connection: sqlite3.Connection, words: Iterable[str]) -> set[str]:
    """Those of these folded words that the vocabulary has: of four letters and more."""
    rows = connection.execute(
        "SELECT word FROM vocabulary WHERE word IN (SELECT value FROM json_each(?))",
        (json.dumps(list(words)),),
    )
    return {row[0] for row in rows}


def distance(one: str, other: str) -> int:
    """0 where two words are the same, 1 where a letter is left out, added, exchanged or swapped
    with the next, else 2, standing for more as well."""
    if one == other:
        return 0
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return 2
    place = 0
    while place < len(short) and short[place] == long[place]:
        place += 1
    if len(short) < len(long):
        return 1 if short[place:] == long[place + 1 :] else 2
    if short[place + 1 :] == long[place + 1 :]:
        return 1
    swapped = short[place : place + 2][::-1] == long[place : place + 2]
    return 1 if swapped and short[place + 2 :] == long[place + 2 :] else 2
