"""The words of an invented language that looks and behaves like English.

Its most common words are English ones (search_words.txt); all others are invented: stems put
together of syllables, in families as in English ("brandock", "brandocks"), some 60,000 words.
Within a class of words, frequencies follow Zipf's law as Mandelbrot amended it: the word of
rank r has the weight 1 / (r + shift) ** exponent. Shorter words are the more common ones, as
in all languages. Rare words are a stock of their own: most of them occur a few times in all.
"""

from __future__ import annotations

import random
import re
from bisect import bisect
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

from newsroom_names import cultures
from newsroom_people import regions

WORDS = Path(__file__).parent / "search_words.txt"
CONTENT = ("noun", "adjective", "adverb", "base", "past", "ing")
INVENTED = 60_000  # words, families included

# How the frequencies of a class fall off: the exponent, the shift, and how many of its weights
# search_words.txt gives itself.
_EXPONENT, _SHIFT = 1.08, 14.0
_NAMES = 3000
_NUMBERS = 1500
# What stems are made of. Those that stand first are the more common.
_ONSETS = (
    "s t b m c p d r l f h g n w st v tr pr br gr cl pl fl cr sp ch sh th dr fr sl bl gl sc"
    " sm sn sw qu str spr scr thr j k y z"
).split()
_VOWELS = "a e i o u ea ai o e a i ou oo ee oa ie au y".split()
_CODAS = (
    "n r l t s nd nt st ck ll d m p ng rt ld rd rn sh ss ct ft lt mp nk rk rm th tch g b x lm sk ze"
).split()
_LAST = "er on le en or ic al ow ard et and ock ish ent ant ure age ine ate ust ell in it".split()
# The share of the stems that each class gets, and the words that a stem of it makes, with how
# common they are beside it.
_FAMILIES: dict[str, tuple[float, tuple[tuple[str, str, float], ...]]] = {
    "noun": (0.52, (("noun", "{}", 1.0), ("noun", "{}s", 0.6))),
    "verb": (
        0.22,
        (
            ("base", "{}", 1.0),
            ("past", "{}ed", 0.8),
            ("ing", "{}ing", 0.7),
            ("noun", "{}er", 0.3),
            ("noun", "{}ers", 0.25),
            ("noun", "{}ment", 0.15),
        ),
    ),
    "adjective": (
        0.26,
        (("adjective", "{}", 1.0), ("adverb", "{}ly", 0.3), ("noun", "{}ness", 0.1)),
    ),
}
_ACCENTS = dict(zip("aeiouns", ("áàäâå", "éèêë", "íïî", "óöôø", "úüû", "ñń", "šś"), strict=True))
_SHORTEST_STEM, _SHORTEST_RARE = 4, 5  # letters


@dataclass(frozen=True, slots=True)
class Pool:
    """The words of a class and how common each is: `ends` adds their weights up."""

    words: tuple[str, ...]
    ends: tuple[float, ...]

    def pick(self, rng: random.Random) -> int:
        """The place of a word, each as often as its weight says."""
        return bisect(self.ends, rng.random() * self.ends[-1], 0, len(self.ends) - 1)


def vocabulary(seed: int, invented: int = INVENTED) -> dict[str, Pool]:
    """The words of each class; names and numbers are classes too."""
    rng = random.Random(f"vocabulary/{seed}")
    taken = {word for words in common_words().values() for word, _ in words}
    families = list(_families(rng, invented, taken))
    pools = {}
    for name, given in common_words().items():
        if name in CONTENT:
            pools[name] = _ranked(rng, given, families, name)
        else:
            pools[name] = _pool(given)
    pools["name"] = _zipf(_names(rng), 10.0)
    pools["number"] = _zipf(_numbers(rng), 5.0)
    return pools


@cache
def common_words() -> dict[str, tuple[tuple[str, float], ...]]:
    """The words of search_words.txt by class, with their weights; 0 where none is given."""
    classes: dict[str, list[tuple[str, float]]] = {}
    for line in WORDS.read_text(encoding="utf-8").splitlines():
        if heading := re.fullmatch(r"\[(\w+)\]", line):
            words = classes.setdefault(heading[1], [])
        elif not line.startswith("#"):
            for entry in line.split():
                word, _, weight = entry.partition(":")
                words.append((word, float(weight or 0)))
    return {name: tuple(words) for name, words in classes.items()}


def rare_words(seed: int, count: int, known: Collection[str]) -> list[str]:
    """Invented words, all different, none of them among those that are known.

    One in five is a name, one in forty has diacritics and one in forty a hyphen.
    """
    rng = random.Random(f"rare/{seed}")
    found: dict[str, None] = {}
    while len(found) < count:
        word = _stem(rng, rng.choice((1, 2, 2, 2, 3)), whole=True)
        if len(word) < _SHORTEST_RARE or word in known:
            continue
        chance = rng.random()
        if chance < 0.2:
            word = word.capitalize()
        elif chance < 0.225:
            word = _accented(rng, word)
        elif chance < 0.25:
            word = f"{word}-{_stem(rng, 2)}"
        found[word] = None
    return list(found)


def _accented(rng: random.Random, word: str) -> str:
    """The word with an accent on one of its letters."""
    places = [place for place, letter in enumerate(word) if letter in _ACCENTS]
    if not places:
        return word
    place = rng.choice(places)
    return word[:place] + rng.choice(_ACCENTS[word[place]]) + word[place + 1 :]


def _pool(weighted: Sequence[tuple[str, float]]) -> Pool:
    words, weights = zip(*weighted, strict=True)
    return Pool(words, tuple(accumulate(weights)))


def _zipf(words: Sequence[str], shift: float = _SHIFT) -> Pool:
    """The words, the most common first, weighed by their ranks."""
    return _pool([(word, 1 / (rank + shift) ** _EXPONENT) for rank, word in enumerate(words, 1)])


def _ranked(
    rng: random.Random,
    given: Sequence[tuple[str, float]],
    families: Sequence[tuple[str, str, float]],
    name: str,
) -> Pool:
    """A class of content words: the common ones, then the invented ones, short ones first.

    Weights that are given are hundredths of what all the others weigh together.
    """
    invented = [
        (len(word) * rng.uniform(0.6, 1.4) / common**0.5, word)
        for kind, word, common in families
        if kind == name
    ]
    ranked = [word for word, weight in given if not weight]
    by_rank = _zipf([*ranked, *(word for _, word in sorted(invented))])
    whole = by_rank.ends[-1]
    fixed = [(word, weight * whole / 100) for word, weight in given if weight]
    weights = [end - start for start, end in zip((0.0, *by_rank.ends), by_rank.ends, strict=False)]
    return _pool([*fixed, *zip(by_rank.words, weights, strict=True)])


def _families(rng: random.Random, count: int, taken: set[str]) -> Iterator[tuple[str, str, float]]:
    """Invented words until there are so many: the class, the word, how common it is beside the
    others of its family."""
    kinds, made = list(_FAMILIES), 0
    shares = [_FAMILIES[kind][0] for kind in kinds]
    taken = set(taken)
    while made < count:
        stem = _stem(rng, rng.choice((1, 1, 2, 2, 2)), whole=True)
        if stem in taken or len(stem) < _SHORTEST_STEM:
            continue
        [kind] = rng.choices(kinds, shares)
        for name, form, common in _FAMILIES[kind][1]:
            word = _spelt(form.format(stem))
            if word not in taken:
                taken.add(word)
                made += 1
                yield name, word, common


def _spelt(word: str) -> str:
    """The word as its endings are spelt in English: "cratees" is "crates", "eed" is "ed"."""
    return re.sub(r"(e)e(?=d$|r$|rs$)|e(?=ing$)", r"\1", word)


def _stem(rng: random.Random, syllables: int, *, whole: bool = False) -> str:
    """So many syllables, and with `whole` often an ending as English words have them."""
    parts = []
    ending = rng.choice(_LAST) if whole and rng.random() < 0.6 else ""
    for number in range(1, syllables + 1):
        closed = rng.random() < 0.6 or (ending and number == syllables)
        coda = _common_first(rng, _CODAS) if closed else ""
        parts.append(_common_first(rng, _ONSETS) + _common_first(rng, _VOWELS) + coda)
    parts.append(ending)
    return "".join(parts)


def _common_first(rng: random.Random, choices: Sequence[str]) -> str:
    return choices[int(len(choices) * rng.random() ** 1.6)]


def _names(rng: random.Random) -> list[str]:
    """Names of people and places, a word each."""
    found: dict[str, None] = {}
    for region in regions():
        found |= dict.fromkeys((region.name, *region.towns))
    for culture in cultures():
        found |= dict.fromkeys(family[0] for family in culture.families)
        found |= dict.fromkeys(each.spellings[0] for each in (*culture.women, *culture.men))
    while len(found) < _NAMES:
        found[_stem(rng, 2, whole=True).capitalize()] = None
    names = [name for name in found if " " not in name]
    rng.shuffle(names)
    return names


def _numbers(rng: random.Random) -> list[str]:
    """Numbers as they are printed: years, amounts, counts, shares."""
    found = dict.fromkeys("two three four five ten 10 20 100 first second million 50".split())
    forms = ("{}", "{}", "{:,}", "${:,}", "{}%", "20{:02}", "{}th")
    while len(found) < _NUMBERS:
        form = rng.choice(forms)
        number = rng.randint(1, 26) if form.startswith("20") else int(10 ** rng.uniform(0, 4.5))
        found[form.format(number)] = None
    return list(found)
