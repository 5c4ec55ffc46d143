"""Word -> the words of the index that it may be a misspelling of.

The distance is that of Damerau and Levenshtein in its restricted form ("optimal string
alignment"): letters left out, added, exchanged, or swapped with the next. A word at a distance of
one has its first or its second half as it should be, or has its two middle letters swapped, and
is looked up by these; words at a distance of two are sought among all of about the same length.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator

from quotes.terms import SHORTEST_FORGIVEN, is_meant, tags_of_kind, venue_tag
from quotes.words import typos_forgiven

Neighbours = dict[str, dict[str, int]]
"""For each word sought, the words that may stand for it, with their distance from it."""

_MOST = 50  # neighbours of a word, which has few: the bound keeps a query small

_REMEMBERED: dict[str, tuple[int | None, Neighbours]] = {}
_MOST_REMEMBERED, _MOST_FILES = 20_000, 8  # words of a file

_LAST = "\U0010ffff"
# A misspelt word that begins as it should also ends as it should, in its last letter, or is all
# right but for its last two: and the other way round.
_NEAR = """
WITH sought AS MATERIALIZED
     (SELECT value ->> 0 AS typed, value ->> 1 AS length, value ->> 2 AS first, value ->> 3 AS last,
             value ->> 4 AS other_end, value ->> 5 AS but_two, value ->> 6 AS backwards
        FROM json_each(?))
SELECT typed, word FROM sought CROSS JOIN vocabulary v
 WHERE NOT backwards AND v.length = sought.length AND v.word BETWEEN first AND last
   AND (substr(v.reversed, 1, 1) = other_end OR substr(v.word, 1, length(but_two)) = but_two)
UNION ALL
SELECT typed, word FROM sought CROSS JOIN vocabulary v
 WHERE backwards AND v.length = sought.length AND v.reversed BETWEEN first AND last
   AND (substr(v.word, 1, 1) = other_end OR substr(v.reversed, 1, length(but_two)) = but_two)"""

_Range = tuple[str, int, str, str, str, str, bool]
"""A word typed; of which length words may be it, between which two; the letter at its other end,
and the word without the last two letters there; whether it is read backwards."""


def neighbours(connection: sqlite3.Connection, words: Iterable[str]) -> Neighbours:
    """The words of the index at a distance of one, for those folded words that are forgiven a
    typing error and have any."""
    wanted = [word for word in words if typos_forgiven(word)]
    remembered = _remembered(connection)
    new = [word for word in wanted if word not in remembered]
    found = _neighbours(connection, new, range(-1, 2))
    remembered.update((word, found.get(word, {})) for word in new)
    return {word: near for word in wanted if (near := remembered[word])}


def _remembered(connection: sqlite3.Connection) -> dict[str, dict[str, int]]:
    """What was found before in the index as it is now, which common words are looked up in time
    and again: of this file, up to its latest document."""
    _, _, file = connection.execute("PRAGMA database_list").fetchone()
    (last,) = connection.execute("SELECT max(document_id) FROM indexed").fetchone()
    found = _REMEMBERED.get(file)
    if not file or found is None or found[0] != last or len(found[1]) > _MOST_REMEMBERED:
        found = (last, {})
        if len(_REMEMBERED) > _MOST_FILES:
            _REMEMBERED.clear()
        _REMEMBERED[file] = found
    return found[1]


def resembling(connection: sqlite3.Connection, words: Iterable[str]) -> Neighbours:
    """The words of five letters at a distance of one from those folded words that have four, and
    so are forgiven nothing."""
    short = (word for word in words if len(word) == SHORTEST_FORGIVEN - 1 and is_meant(word))
    return _neighbours(connection, short, range(1, 2))


def _neighbours(
    connection: sqlite3.Connection, words: Iterable[str], longer: Iterable[int]
) -> Neighbours:
    """The same, of words that are so many letters longer."""
    ranges: list[_Range] = []
    for word in words:
        for more in longer:
            ranges += _ranges(word, len(word) + more)
    near: dict[str, set[str]] = {}
    if ranges:
        for word, each in connection.execute(_NEAR, (json.dumps(ranges),)):
            if distance(word, each) == 1:
                near.setdefault(word, set()).add(each)
    return {word: dict.fromkeys(sorted(found)[:_MOST], 1) for word, found in near.items()}


def _ranges(word: str, length: int) -> Iterator[_Range]:
    """Where words of that length lie that have a half in common with the word."""
    half, backwards = length // 2, word[::-1]
    begin, end = word[:half], backwards[: length - half]
    yield word, length, begin, begin + _LAST, word[-1], word[:-2], False
    yield word, length, end, end + _LAST, word[0], backwards[:-2], True
    if length == len(word):
        swapped = word[: half - 1] + word[half] + word[half - 1] + word[half + 1 :]
        yield word, length, swapped, swapped, word[-1], word[:-2], False


def far_neighbours(connection: sqlite3.Connection, words: Iterable[str]) -> Neighbours:
    """The words of the index at a distance of two, for those folded words that are forgiven two
    typing errors and have any. Takes the time of a look at every word of about that length."""
    found: Neighbours = {}
    for word in words:
        if typos_forgiven(word) == 2:
            rows = connection.execute(
                "SELECT word FROM vocabulary WHERE length BETWEEN ? AND ?",
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
    begins = "SELECT tag FROM tags WHERE tag BETWEEN ? AND ? LIMIT ?"
    found = [row[0] for row in connection.execute(begins, (tag, tag + _LAST, _MOST))]
    if found or len(word) < SHORTEST_FORGIVEN:
        return found
    similar = connection.execute(
        "SELECT tag FROM tags WHERE tag >= ? AND tag < ? AND length(tag) BETWEEN ? AND ?",
        (*tags_of_kind(tag), len(tag) - 1, len(tag) + 1),
    )
    return [row[0] for row in similar if distance(tag, row[0]) == 1][:_MOST]


def known(connection: sqlite3.Connection, words: Iterable[str]) -> set[str]:
    """Those of these folded words that the vocabulary has: of four letters and more."""
    rows = connection.execute(
        "SELECT word FROM json_each(?) sought CROSS JOIN vocabulary v"
        " WHERE v.length = length(sought.value) AND v.word = sought.value",
        (json.dumps(list(words)),),
    )
    return {row[0] for row in rows}


def distance(one: str, other: str) -> int:
    """0 where two words are the same, 1 where a letter is left out, added, exchanged or swapped
    with the next, else 2, standing for more as well."""
    if one == other:
        return 0
    short, long = (one, other) if len(one) < len(other) else (other, one)
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
