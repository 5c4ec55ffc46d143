"""Invented speech: quotes whose words follow one another as in English.

A word is followed by words of the classes that may follow its class (_FOLLOWING). Most of the
time it is one of the few that this very word keeps company with, so that pairs and longer runs
of words come back, the more often the more common they are; else any word of such a class.
Sentences often begin with a stock phrase. A rare word stands in every second or third quote.
"""

from __future__ import annotations

import random
import re
from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate

from search_vocabulary import INVENTED, Pool, rare_words, vocabulary

SHORTEST, LONGEST = 8, 60  # words of a quote

# What may follow a class of words, and how often of a hundred times. "start" stands for the
# start of a sentence, "stop" for its end.
_FOLLOWING = {
    "start": "pronoun 42 determiner 24 conjunction 12 adverb 6 name 5 preposition 5 noun 4 do 2",
    "determiner": "noun 66 adjective 28 number 3 name 3",
    "pronoun": "modal 18 be 22 have 13 past 15 base 14 do 7 adverb 6 comma 1 preposition 4",
    "be": "adverb 20 determiner 24 adjective 20 ing 14 preposition 11 past 8 pronoun 3",
    "modal": "base 80 adverb 14 pronoun 6",
    "have": "past 45 to 14 determiner 26 adverb 13 noun 2",
    "do": "base 66 adverb 12 pronoun 22",
    "to": "base 68 determiner 18 name 5 noun 7 pronoun 2",
    "preposition": "determiner 48 noun 17 adjective 11 name 8 ing 6 pronoun 6 number 4",
    "conjunction": "pronoun 46 determiner 20 noun 8 adverb 8 be 6 modal 5 past 4 name 3",
    "adverb": "preposition 17 base 12 adjective 14 past 10 determiner 12 to 9 comma 10 stop 10"
    " pronoun 6",
    "noun": "preposition 31 stop 15 comma 11 conjunction 10 be 9 to 6 modal 4 have 3 past 3"
    " noun 4 adverb 4",
    "adjective": "noun 68 comma 6 preposition 8 to 5 conjunction 6 stop 7",
    "base": "determiner 37 preposition 14 pronoun 9 adverb 9 noun 9 to 7 adjective 6 conjunction 5"
    " stop 4",
    "past": "determiner 30 preposition 20 adverb 11 to 9 pronoun 9 noun 6 adjective 6"
    " conjunction 5 stop 4",
    "ing": "determiner 33 preposition 19 to 14 adverb 9 noun 12 adjective 7 pronoun 6",
    "name": "name 18 preposition 14 be 12 modal 7 have 6 comma 14 stop 12 conjunction 9 past 8",
    "number": "noun 66 adjective 10 preposition 14 stop 10",
    "comma": "conjunction 44 pronoun 20 determiner 14 adverb 8 preposition 8 adjective 3 name 3",
}
_ANYWHERE = 0.2  # how often the next word is any of its class
_STOCK = 4000  # phrases
_STOCK_SHARE = 0.3  # of the sentences
_LONGEST_STOCK = 6  # words
_SHORTEST_SENTENCE = 4  # words
_RARE_SHARE = 0.4  # of the quotes
_COMPANY = 4000  # words that the most common word of all keeps company with
_LEAST_COMPANY = 4
_PAUSES = (",",) * 17 + (" –", ";", ":")
_ENDS = (".",) * 18 + ("?", "!")
_A = re.compile(r"\b([Aa]) (?=[aeio]|un)")

STOP, COMMA = 0, 1


class Language:
    """Makes quotes, the same for the same seed; `rare` is how many rare words there are."""

    def __init__(self, seed: int, rare: int, invented: int = INVENTED) -> None:
        self._pools: dict[str, Pool] = vocabulary(seed, invented)
        self._words = ["", ""]
        self._first: dict[str, int] = {}
        class_of = ["stop", "comma"]
        for name, pool in self._pools.items():
            self._first[name] = len(self._words)
            self._words += pool.words
            class_of += [name] * len(pool.words)
        self._rare = rare_words(seed, rare, set(self._words))
        self._following = {name: _choices(each) for name, each in _FOLLOWING.items()}
        self._class_of = class_of
        rng = random.Random(f"language/{seed}")
        self._company: list[list[int]] = [[] for _ in class_of]
        self._keep_company(rng)
        self._stock = [self._phrase(rng) for _ in range(_STOCK)]
        self._stock_ends = list(accumulate(1 / (rank + 3) for rank in range(_STOCK)))

    def quote(self, rng: random.Random) -> str:
        """A quote of 8 to 60 words, with capital letters and marks."""
        tokens = self._tokens(rng, _length(rng))
        return self._printed(rng, tokens)

    def _keep_company(self, rng: random.Random) -> None:
        """Choose the words that may follow each word, the more the more common it is."""
        for name, pool in self._pools.items():
            before = 0.0
            for place, end in enumerate(pool.ends):
                share, before = (end - before) / pool.ends[-1], end
                size = max(_LEAST_COMPANY, int(_COMPANY * share**0.65))
                word = self._first[name] + place
                self._company[word] = [self._any(rng, name) for _ in range(size)]
        self._company[COMMA] = [self._any(rng, "comma") for _ in range(_COMPANY)]
        self._company[STOP] = [self._any(rng, "start") for _ in range(_COMPANY)]

    def _any(self, rng: random.Random, name: str) -> int:
        """Any word that may follow a class, each as often as its weight says."""
        follows = self._following["start" if name == "stop" else name]
        then = follows[int(len(follows) * rng.random())]
        if then == "stop":
            return STOP
        return COMMA if then == "comma" else self._first[then] + self._pools[then].pick(rng)

    def _next(self, rng: random.Random, word: int) -> int:
        if rng.random() < _ANYWHERE:
            return self._any(rng, self._class_of[word])
        company = self._company[word]
        return company[int(len(company) * rng.random())]

    def _phrase(self, rng: random.Random) -> list[int]:
        """A stock phrase: words that begin a sentence, without marks."""
        words = [self._any(rng, "start")]
        length = rng.randint(3, _LONGEST_STOCK)
        while len(words) < length:
            word = self._any(rng, self._class_of[words[-1]])
            if word > COMMA:
                words.append(word)
        return words

    def _tokens(self, rng: random.Random, length: int) -> list[int]:
        """So many words, with the marks between them."""
        tokens: list[int] = []
        words, run, word = 0, 0, STOP
        while words < length:
            if word == STOP and rng.random() < _STOCK_SHARE:
                place = bisect(self._stock_ends, rng.random() * self._stock_ends[-1])
                phrase = self._stock[min(place, _STOCK - 1)][: length - words]
                tokens += phrase
                words, run, word = words + len(phrase), run + len(phrase), phrase[-1]
                continue
            then = self._next(rng, word)
            if then > COMMA:
                words, run = words + 1, run + 1
            elif run < _SHORTEST_SENTENCE or (then == STOP and length - words < 2):
                continue  # too short a sentence, here or next
            if then == STOP:
                run = 0
            tokens.append(then)
            word = then
        return tokens

    def _printed(self, rng: random.Random, tokens: Sequence[int]) -> str:
        words = self._words
        printed = [words[token] for token in tokens]
        if rng.random() < _RARE_SHARE:
            self._put_rare_word(rng, tokens, printed)
        if rng.random() < 0.04:
            place = rng.randrange(len(tokens))
            if tokens[place] > COMMA:
                printed[place] = f"‘{printed[place]}’"
        start = True
        for place, token in enumerate(tokens):
            if start:
                printed[place] = printed[place][:1].upper() + printed[place][1:]
            start = token == STOP
            if token == COMMA:
                printed[place - 1] += rng.choice(_PAUSES)
            elif start:
                printed[place - 1] += rng.choice(_ENDS)
        text = " ".join(word for word in printed if word) + rng.choice(_ENDS)
        return _A.sub(r"\1n ", text)

    def _put_rare_word(self, rng: random.Random, tokens: Sequence[int], printed: list[str]) -> None:
        """A rare word in the place of a noun, an adjective or a name."""
        class_of = self._class_of
        places = [
            place
            for place, token in enumerate(tokens)
            if class_of[token] in ("noun", "adjective", "name")
        ]
        if places and self._rare:
            rank = int(len(self._rare) * rng.random() ** 2)
            printed[rng.choice(places)] = self._rare[rank]


def _choices(following: str) -> list[str]:
    """A hundred classes or so, each as often as it says."""
    parts = following.split()
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return [name for name, share in pairs for _ in range(int(share))]


def _length(rng: random.Random) -> int:
    """How many words a quote has: most some twenty, few more than forty."""
    return min(LONGEST, SHORTEST + int(rng.gammavariate(2.0, 8.5)))
