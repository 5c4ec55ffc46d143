"""Queries to search a generated database with, and the judge of what is found.

Each query remembers 3 to 8 consecutive words of a quote, as somebody types them: in small
letters, without marks, with a straight apostrophe, half the time without diacritics. A word is
what stands between blanks ("long-term", "don’t"). There are four sorts:

exact                     the words as they stand;
one typo                  one of them, of five or more letters, is mistyped;
typo in every second      half of them (two at the least, rounded down) are mistyped, each of
                          five or more letters and spread over the words as evenly as can be;
reordered, one dropped    one of them, any, is left out, and the others come in another order.

A typo is one letter left out, added, exchanged for another, or swapped with the next, all as
often, at any place of the word, the first included: the distance to the word is 1 (optimal string
alignment). What comes of it may well be another word, and may have four letters.

An answer is right in the strict sense when it is the quote that the words are from. In the wide
sense another is right as well that holds what was meant as closely: for the first three sorts the
same words next to each other in the same order, for the last all words of the query within as
many words as were remembered. Words are compared as the product folds them
(`quotes.words.folded_words`), so that "don’t" counts as two.

The words come from quotes between quotation marks, the ones that a search without filters finds.
"""

from __future__ import annotations

import random
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from quotes.words import fold, folded_words

EXACT, TYPO, TYPOS, REORDERED = SORTS = (
    "exact",
    "one typo",
    "typo in every second",
    "reordered, one dropped",
)
FEWEST, MOST = 3, 8  # words remembered
SHORTEST_MISTYPED = 5  # letters

# For time alone: who types these hopes for little, and must not wait.
COMMON_WORDS = (
    "the",
    "to be or not to be",
    "and the to of in a",
    "I have to be here",
    "it is what it is",
    "we will not do that",
    "of the people by the people for the people",
    "that that is is that that is not is not",
    "in the house of the government",
    "a a a a a",
    "not the time",
    "this is not a world for people",
)

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_EDGES = re.compile(r"^\W+|\W+$")
_ATTEMPTS = 10_000


@dataclass(frozen=True, slots=True)
class Query:
    """What is typed, and what was meant.

    `source` is the public id of the quote that the words are from. `remembered` are the folded
    words as they stand there; `wanted` those of them that were not dropped, in the same order.
    """

    sort: str
    text: str
    source: str
    remembered: tuple[str, ...]
    wanted: tuple[str, ...]


class Judge:
    """Tells which answers to a query are right; `text_of` gives a quote's text by its id."""

    def __init__(self, text_of: Callable[[str], str]) -> None:
        self._text_of = text_of

    def is_right(self, query: Query, public_id: str) -> bool:
        """Whether a quote is a right answer in the wide sense."""
        return public_id == query.source or answers(query, self._text_of(public_id))

    def rank(self, query: Query, public_ids: Sequence[str], *, strict: bool = False) -> int:
        """The place of the first right answer, from 1; 0 when there is none."""
        for place, public_id in enumerate(public_ids, 1):
            if public_id == query.source or (not strict and self.is_right(query, public_id)):
                return place
        return 0


def answers(query: Query, text: str) -> bool:
    """Whether the text holds what was meant as closely as the source does."""
    words = folded_words(text)
    if query.sort == REORDERED:
        return _within(words, Counter(query.wanted), len(query.remembered))
    size, phrase = len(query.remembered), list(query.remembered)
    return any(words[at : at + size] == phrase for at in range(len(words) - size + 1))


def make_queries(
    connection: sqlite3.Connection, count: int, seed: int, sorts: Sequence[str] = SORTS
) -> list[Query]:
    """`count` queries of each sort, sort by sort, the same for the same seed and database."""
    return [query for sort in sorts for query in queries_of_sort(connection, sort, count, seed)]


def queries_of_sort(
    connection: sqlite3.Connection, sort: str, count: int, seed: int, *, among: str = "1"
) -> list[Query]:
    """`count` queries of a sort, each from another quote drawn at random, as far as there are
    so many; `among` is an SQL condition on `quotes AS e`."""
    rng = random.Random(f"queries/{seed}/{sort}/{among}")
    rows = _draw(connection, rng, among)
    queries: list[Query] = []
    for _ in range(_ATTEMPTS + 20 * count):
        if len(queries) == count or not rows:
            break
        public_id = rows[rng.randrange(len(rows))]
        text = _text(connection, public_id)
        query = make_query(rng, sort, public_id, text)
        if query is not None:
            queries.append(query)
    return queries


def make_query(rng: random.Random, sort: str, public_id: str, text: str) -> Query | None:
    """A query of this sort from somewhere in the text; None where it cannot be."""
    words = typed_words(text, keep=rng.random() < 0.5)
    size = rng.randint(FEWEST, MOST)
    if len(words) < size:
        return None
    start = rng.randrange(len(words) - size + 1)
    words = words[start : start + size]
    remembered = tuple(part for word in words for part in folded_words(word))
    wanted = remembered
    if sort == REORDERED:
        del words[rng.randrange(size)]
        wanted = tuple(part for word in words for part in folded_words(word))
        words = _reordered(rng, words)
    elif sort != EXACT:
        places = _mistyped_places(rng, words, 1 if sort == TYPO else max(2, size // 2))
        if not places:
            return None
        for place in places:
            words[place] = mistype(rng, words[place])
    return Query(sort, " ".join(words), public_id, remembered, wanted)


def typed_words(text: str, *, keep: bool = True) -> list[str]:
    """The words of the text as they are typed; with `keep`, with their diacritics."""
    words = []
    for part in text.lower().replace("’", "'").split():
        word = _EDGES.sub("", part)
        if folded_words(word):
            words.append(word if keep else fold(word))
    return words


def mistype(rng: random.Random, word: str) -> str:
    """The word with one typing error, at a distance of 1 from it.

    >>> mistype(random.Random(1), "harbour")
    'hrbour'
    """
    while True:
        at, letter = rng.randrange(len(word)), rng.choice(_LETTERS)
        typed = rng.choice(
            (
                word[:at] + word[at + 1 :],
                word[:at] + letter + word[at:],
                word[:at] + letter + word[at + 1 :],
                word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
            )
        )
        if typed != word:
            return typed


def _mistyped_places(rng: random.Random, words: Sequence[str], count: int) -> list[int]:
    """Which words are mistyped: `count` of those long enough; none where there are too few."""
    long = [
        place
        for place, word in enumerate(words)
        if len(word) >= SHORTEST_MISTYPED and word.isalpha()
    ]
    if len(long) < count:
        return []
    if count == 1:
        return [rng.choice(long)]
    return [long[number * len(long) // count] for number in range(count)]


def _reordered(rng: random.Random, words: Sequence[str]) -> list[str]:
    """The words in another order, where there is one."""
    shuffled = list(words)
    while shuffled == list(words) and len(set(words)) > 1:
        rng.shuffle(shuffled)
    return shuffled


def _within(words: Sequence[str], wanted: Counter[str], size: int) -> bool:
    """Whether some `size` consecutive words, or all there are, hold all that is wanted."""
    lacking = wanted.total()
    held: Counter[str] = Counter()
    for at, word in enumerate(words):
        held[word] += 1
        lacking -= held[word] <= wanted[word]
        if at >= size:
            gone = words[at - size]
            lacking += held[gone] <= wanted[gone]
            held[gone] -= 1
        if not lacking:
            return True
    return not lacking


def _draw(connection: sqlite3.Connection, rng: random.Random, among: str) -> list[str]:
    """The public ids of the quotes to draw from: a hundred thousand of them at most."""
    rows = connection.execute(
        f"SELECT e.public_id FROM quotes e WHERE e.kind <> 'indirect' AND {among}"
        " ORDER BY e.quote_id"
    ).fetchall()
    found = [row[0] for row in rows]
    return found if len(found) <= 100_000 else rng.sample(found, 100_000)


def _text(connection: sqlite3.Connection, public_id: str) -> str:
    row = connection.execute("SELECT text FROM quotes WHERE public_id = ?", [public_id]).fetchone()
    return str(row[0])
