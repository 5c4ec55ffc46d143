"""Query and quote -> how well it answers, and where.

Quotes with all words as typed come first, then those with all words, some of them
corrected, then those that lack words. Within each, the closeness and number of the
words decide, and how near they stand to each other and in what order.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from quotes.models import Span
from quotes.search.query import Query
from quotes.search.vocabulary import Senses
from quotes.words import fold, folded_words, word_spans

# Where each kind of hit begins, out of 100.
_ALL_AS_TYPED = 80.0
_ALL_CORRECTED = 40.0
# How much of a score within its kind depends on how near the words stand.
_NEARNESS = 0.2
# A quote with less than this share of what was asked for is no answer.
_LEAST_SHARE = 0.25
# Beyond this a word does not tell more for being longer; a number tells a lot.
_TELLING = 10
# A word in every quote still tells something.
_LEAST_RARITY = 0.1

# The rest of a word after an apostrophe, which belongs to it in print: Trump’s, don’t.
_SUFFIX = re.compile(r"['’‘ʼ]\w{1,2}(?!\w)")


@dataclass(frozen=True, slots=True)
class Match:
    """How a quote answers: its score, from 0 to 100, and the words it answers with.

    `places` are the positions of the words found among the words of the text, `used`
    gives for each word sought the one found for it; both are folded.
    """

    score: float
    places: tuple[int, ...]
    used: dict[str, str]


def telling(query: Query, rarity: Mapping[str, float]) -> dict[str, float]:
    """How much each folded word of the query tells: the more, the longer and rarer it is.

    A word that no quote has is the rarest, so that common words alone are no answer to
    a query that holds one.
    """
    return {
        word.folded: _length(word.folded) * max(rarity.get(word.folded, 1.0), _LEAST_RARITY)
        for word in query.words
    }


def _length(word: str) -> int:
    is_number = any(letter.isdigit() for letter in word)
    return _TELLING if is_number else min(len(word), _TELLING)


def match(query: Query, senses: Senses, weights: Mapping[str, float], text: str) -> Match | None:
    """How the text answers the query, or None when it does not.

    `weights` are those of `telling`. The text does not answer when it lacks an exact
    phrase, holds an excluded one, or has too few of the words. Time is linear in the
    text, but for sorting.
    """
    parts = folded_words(text)
    phrases = [_phrase_places(phrase, parts) for phrase in query.phrases]
    if not all(phrases) or any(_phrase_places(phrase, parts) for phrase in query.excluded):
        return None
    similarity, places = _find(senses, parts)
    share = _share(weights, similarity)
    if share < _LEAST_SHARE:
        return None
    marked = {place for found in (*phrases, *places.values()) for place in found}
    words = [word.folded for word in query.words]
    near = _nearness(words, places, whole=len(marked) == len(parts))
    lacking = len(weights) - len(similarity)
    within = share * (1 - _NEARNESS) + share * _NEARNESS * near
    if lacking:
        score = _ALL_CORRECTED * within
    elif all(value == 1 for value in similarity.values()):
        score = _ALL_AS_TYPED + (100 - _ALL_AS_TYPED) * near
    else:
        score = _ALL_CORRECTED + (_ALL_AS_TYPED - _ALL_CORRECTED) * within
    used = {word: parts[found[0]] for word, found in places.items()}
    return Match(score, tuple(sorted(marked)), used)


def holds(text: str, phrases: Iterable[Sequence[str]]) -> bool:
    """Whether the text holds one of the phrases."""
    parts = folded_words(text)
    return any(_phrase_places(phrase, parts) for phrase in phrases)


def spans(text: str, places: Iterable[int]) -> tuple[Span, ...]:
    """Where the words at these positions stand in the text, as printed, in order.

    A word is marked to its end: "Trump’s" whole, though "Trump" was found.
    """
    words = word_spans(text)
    marked: list[Span] = []
    for place in places:
        word = words[place]
        if marked and word.end <= marked[-1].end:
            continue
        suffix = _SUFFIX.match(text, word.end)
        marked.append(Span(word.start, suffix.end() if suffix else word.end))
    return tuple(marked)


def _find(senses: Senses, parts: Sequence[str]) -> tuple[dict[str, float], dict[str, list[int]]]:
    """The words found: how similar at best, and at which positions that is so."""
    meanings: dict[str, list[tuple[str, float]]] = {}
    for word, near in senses.items():
        for sense, value in near.items():
            meanings.setdefault(fold(sense), []).append((word, value))
    similarity: dict[str, float] = {}
    places: dict[str, list[int]] = {}
    for place, part in enumerate(parts):
        for word, value in meanings.get(part, ()):
            if value > similarity.get(word, 0.0):
                similarity[word] = value
                places[word] = [place]
            elif value == similarity[word]:
                places[word].append(place)
    return similarity, places


def _share(weights: Mapping[str, float], similarity: dict[str, float]) -> float:
    """How much of what was asked for was found, from 0 to 1."""
    if not weights:
        return 1.0
    found = sum(weight * similarity.get(word, 0.0) for word, weight in weights.items())
    return found / sum(weights.values())


def _nearness(words: Sequence[str], places: dict[str, list[int]], *, whole: bool) -> float:
    """How near the words stand to each other as in the query, from 0 to 1.

    Each word next after its predecessor counts one, n words away an nth, and half of
    that before it. Words that make up the whole quote count for the last twentieth.
    """
    pairs = list(pairwise(words))
    each = [_closeness(places.get(first, ()), places.get(then, ())) for first, then in pairs]
    together = sum(each) / len(each) if each else 1.0
    return 0.95 * together + 0.05 * whole


def _closeness(first: Sequence[int], then: Sequence[int]) -> float:
    best = 0.0
    for place in first:
        after = bisect_right(then, place)
        if after < len(then):
            best = max(best, 1 / (then[after] - place))
        before = bisect_left(then, place)
        if before:
            best = max(best, 0.5 / (place - then[before - 1]))
    return best


def _phrase_places(phrase: Sequence[str], parts: Sequence[str]) -> list[int]:
    """The positions of all words of the phrase wherever it stands, in order."""
    wanted = [fold(word) for word in phrase]
    places: list[int] = []
    for start, part in enumerate(parts):
        if places and start <= places[-1]:
            continue
        if part == wanted[0] and list(parts[start : start + len(wanted)]) == wanted:
            places.extend(range(start, start + len(wanted)))
    return places
