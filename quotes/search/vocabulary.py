"""Word -> the words of the index it may be a misspelling of.

The distance is that of Damerau and Levenshtein in its restricted form ("optimal
string alignment"): letters left out, added, exchanged, or swapped with the next.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from quotes.words import typos_forgiven

Senses = dict[str, dict[str, float]]
"""For each word sought, the words that may stand for it, with their similarity to it."""

# A word has few close neighbours; the bound keeps a query over them small.
_MOST_NEIGHBOURS = 50


def neighbours(connection: sqlite3.Connection, words: Iterable[str], *, everywhere: bool) -> Senses:
    """The words of the index within the typing errors forgiven, the word itself left out.

    Words are folded ones, the terms found are spelt as the index has them, and
    similarities run from 0 to below 1; a word without neighbours is left out. Unless
    asked to look everywhere, a word is sought among those that begin with its first
    letter, which takes a small part of the time.
    """
    senses: Senses = {}
    terms: dict[str, list[str]] = {}
    for word in words:
        if not typos_forgiven(word):
            continue
        start = "" if everywhere else word[0]
        if start not in terms:
            terms[start] = _terms(connection, start)
        near = _near(word, terms[start])
        if near:
            senses[word] = near
    return senses


def absent(connection: sqlite3.Connection, words: Iterable[str]) -> set[str]:
    """The folded words that the index does not have as they are."""
    rows = connection.execute(
        "SELECT value FROM json_each(?)"
        " WHERE NOT EXISTS (SELECT 1 FROM quotes_vocabulary WHERE term = value)",
        (json.dumps(list(words)),),
    )
    return {row[0] for row in rows}


def _terms(connection: sqlite3.Connection, start: str) -> list[str]:
    """The words of the index that begin with this letter, or all of them."""
    if not start:
        rows = connection.execute("SELECT term FROM quotes_vocabulary")
    else:
        rows = connection.execute(
            "SELECT term FROM quotes_vocabulary WHERE term >= ? AND term < ?",
            (start, chr(ord(start) + 1)),
        )
    return [row[0] for row in rows]


def _near(word: str, terms: list[str]) -> dict[str, float]:
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    found = process.extract(
        word, terms, scorer=OSA.distance, score_cutoff=typos_forgiven(word), limit=_MOST_NEIGHBOURS
    )
    return {
        term: 1 - distance / max(len(word), len(term))
        for term, distance, _ in found
        if distance and not any(letter.isdigit() for letter in term)
    }
