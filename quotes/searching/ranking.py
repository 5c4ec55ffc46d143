"""Query and quote -> how well it answers, and where.

Quotes with all words as typed near each other come first, then those with all words, some of
them corrected or far apart, then those that lack words. Within each, the closeness and number of
the words decide, and how near they stand to each other, in the stretch of the quote where they
stand the nearest.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from quotes.models import Span
from quotes.searching.query import Form, Query, Unit
from quotes.terms import compounds
from quotes.words import folded_words, word_spans

Senses = Mapping[Unit, Mapping[Form, float]]
"""For each unit sought, the forms that may stand for it, with their similarity to it."""

FORGIVEN = 0.7
"""From this similarity on, a form stands for what was typed; less alike, it merely resembles it."""

# Where each kind of hit begins, out of 100.
_ALL_AS_TYPED = 80.0
_ALL_CORRECTED = 40.0
# How much of a score within its kind depends on how near the words stand.
_NEARNESS = 0.4
_NEARNESS_LACKING = 0.2
# Of which so much on the stretch that they stand in, the rest on their order, but for the last
# hundredth, which what follows an apostrophe decides.
_TIGHTNESS = 0.6
_ENDINGS = 0.01
# Words stand near each other in a stretch of at most so many for each, and so many more.
_APART, _APART_MORE = 3, 6
# So many of the shortest stretches are looked at.
_STRETCHES = 6
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

    `near` says from 0 to 1 how near the words stand, 1 where they stand as they were typed;
    `whole` that there are no others. `places` are the positions of the words found among the words
    of the text, `used` the form found for each unit sought.
    """

    score: float
    near: float
    whole: bool
    places: tuple[int, ...]
    used: dict[Unit, Form]

    @property
    def as_typed(self) -> bool:
        """Whether it has all words as typed near each other."""
        return self.score >= _ALL_AS_TYPED


@dataclass(frozen=True, slots=True)
class _Form:
    """A form that is looked for: of which unit, by number, and how similar to it."""

    unit: int
    words: Form
    similarity: float


@dataclass(frozen=True, slots=True)
class _Found:
    """Where a form stands: the positions of its first and last word, what typed stands after an
    apostrophe included where `ending` says so."""

    first: int
    last: int
    form: _Form
    ending: bool = False


class Matcher:
    """Matches many quotes with one query.

    `rarity` says of units how rare they are, from 0 (in every quote) to 1 (in one or none). Where
    quotes are to be `complete`, those that lack words do not answer.
    """

    def __init__(
        self,
        query: Query,
        senses: Senses,
        rarity: Mapping[Unit, float],
        *,
        complete: bool = False,
    ) -> None:
        self._query = query
        self._least = FORGIVEN if complete else 0.0
        self._units = query.distinct
        number = {unit: at for at, unit in enumerate(self._units)}
        self._order = [number[unit] for unit in query.units]
        self._weights = [weight(unit, rarity.get(unit, 1.0)) for unit in self._units]
        self._weight = sum(self._weights)
        self._endings = {
            at: unit.ending for at, unit in enumerate(self._units) if unit.ending is not None
        }
        self._starts: dict[str, list[_Form]] = {}
        for unit, forms in senses.items():
            for form, similarity in forms.items():
                starting = self._starts.setdefault(form[0], [])
                starting.append(_Form(number[unit], form, similarity))

    def match(self, text: str) -> Match | None:
        """How the text answers the query, or None when it does not.

        The text does not answer when it lacks an exact phrase, holds an excluded one, or has too
        few of the words. Time is linear in the text, but for sorting.
        """
        parts = folded_words(text)
        phrases = [phrase_places(phrase, parts) for phrase in self._query.phrases]
        if not all(phrases) or holds(parts, self._query.excluded):
            return None
        found = self._find(text, parts)
        best = [0.0] * len(self._units)
        for each in found:
            best[each.form.unit] = max(best[each.form.unit], each.form.similarity)
        share = self._share(best)
        if share < _LEAST_SHARE or min(best, default=1.0) < self._least:
            return None
        found = [each for each in found if each.form.similarity == best[each.form.unit]]
        near, stretch = self._nearness(found)
        shown = [each for each in found if each.form.similarity >= FORGIVEN]
        marked = {place for each in phrases for place in each}
        marked.update(place for each in shown for place in range(each.first, each.last + 1))
        used = {self._units[each.form.unit]: each.form.words for each in reversed(shown)}
        return Match(
            round(self._score(best, share, near, stretch), 4),
            near,
            len(marked) == len(parts),
            tuple(sorted(marked)),
            used,
        )

    def _find(self, text: str, parts: Sequence[str]) -> list[_Found]:
        """The forms that stand in the text, in order."""
        found = []
        starts, exact = self._starts, set()
        for place in [at for at, part in enumerate(parts) if part in starts]:
            for form in starts[parts[place]]:
                last = place + len(form.words) - 1
                if last == place or tuple(parts[place : last + 1]) == form.words:
                    ending = self._endings.get(form.unit)
                    with_it = ending is not None and parts[last + 1 : last + 2] == [ending]
                    found.append(_Found(place, last + with_it, form, with_it))
                    if form.similarity == 1:
                        exact.add(form.unit)
        if len(exact) < len(self._units):
            joined = self._in_compounds(text, parts)
            if joined:
                found += joined
                found.sort(key=lambda each: each.first)
        return found

    def _in_compounds(self, text: str, parts: Sequence[str]) -> list[_Found]:
        """The forms that stand in the text with hyphens or apostrophes between their parts."""
        found = []
        for joined in compounds(text):
            for form in self._starts.get(joined, ()):
                place = _joined_at(joined, parts)
                if len(form.words) == 1 and place:
                    found.append(_Found(*place, form))
        return found

    def _share(self, best: Sequence[float]) -> float:
        """How much of what was asked for was found, from 0 to 1."""
        if not self._weight:
            return 1.0
        weighed = zip(self._weights, best, strict=True)
        return sum(weight * value for weight, value in weighed) / self._weight

    def _score(self, best: Sequence[float], share: float, near: float, stretch: int) -> float:
        least = min(best, default=1.0)
        if least < FORGIVEN:
            within = share * (1 - _NEARNESS_LACKING) + share * _NEARNESS_LACKING * near
            return _ALL_CORRECTED * within
        if least == 1 and stretch <= _APART * len(self._order) + _APART_MORE:
            return _ALL_AS_TYPED + (100 - _ALL_AS_TYPED) * near
        within = share * (1 - _NEARNESS) + _NEARNESS * near
        return _ALL_CORRECTED + (_ALL_AS_TYPED - _ALL_CORRECTED) * within

    def _nearness(self, found: Sequence[_Found]) -> tuple[float, int]:
        """How near the words stand to each other as in the query, from 0 to 1, and how many words
        the shortest stretch has that holds them all; a form counts as one word."""
        units = {each.form.unit for each in found}
        near, length = (1.0 if len(self._units) < 2 else 0.0), 1
        if len(units) > 1:
            places = _closed_up(found)
            stretches = sorted(_stretches(places, len(units)), key=lambda each: each[1] - each[0])
            length = stretches[0][1] - stretches[0][0] + 1
            near = max(
                _TIGHTNESS * min(1.0, len(units) / (last - first + 1))
                + (1 - _TIGHTNESS) * self._in_order(places, first, last)
                for first, last in stretches[:_STRETCHES]
            )
        endings = {each.form.unit for each in found if each.ending}
        lacking = 1 - len(endings) / len(self._endings) if self._endings else 0.0
        return near * (1 - _ENDINGS * lacking), length

    def _in_order(self, places: Sequence[tuple[int, int]], first: int, last: int) -> float:
        """How near each word stands after the one before it, from 0 to 1, in a stretch and what
        is around it as far as words that were typed again may stand."""
        again = len(self._order) - len(self._units)
        of_unit: dict[int, list[int]] = {}
        for place, unit in places:
            if first - again <= place <= last + again:
                of_unit.setdefault(unit, []).append(place)
        close = [
            _closeness(of_unit.get(one, ()), of_unit.get(then, ()))
            for one, then in zip(self._order, self._order[1:], strict=False)
        ]
        return sum(close) / len(close)


def weight(unit: Unit, rarity: float) -> float:
    """How much a unit tells: the more, the longer and rarer it is."""
    word = unit.word
    length = _TELLING if any(map(str.isdigit, word)) else min(len(word), _TELLING)
    return length * max(rarity, _LEAST_RARITY)


def _closed_up(found: Sequence[_Found]) -> list[tuple[int, int]]:
    """The place of each form and its unit, in order, as if each form were one word."""
    places: list[tuple[int, int]] = []
    before = end = more = 0
    for each in found:
        before = max(before, each.first - more)
        places.append((before, each.form.unit))
        if each.last >= end:
            more += each.last - max(each.first, end)
            end = each.last
    return places


def _stretches(places: Sequence[tuple[int, int]], units: int) -> list[tuple[int, int]]:
    """The first and last places of the stretches that hold so many different units, and no
    shorter one within them does."""
    count: dict[int, int] = {}
    stretches = []
    start = 0
    for last, unit in places:
        count[unit] = count.get(unit, 0) + 1
        if len(count) < units:
            continue
        while count[places[start][1]] > 1:
            count[places[start][1]] -= 1
            start += 1
        stretches.append((places[start][0], last))
        del count[places[start][1]]
        start += 1
    return stretches


def _closeness(first: Sequence[int], then: Sequence[int]) -> float:
    """1 where the second stands next after the first, an nth n words away, and half of that
    before it."""
    best = 0.0
    for place in first:
        after = bisect_right(then, place)
        if after < len(then):
            best = max(best, 1 / (then[after] - place))
        before = bisect_left(then, place)
        if before:
            best = max(best, 0.5 / (place - then[before - 1]))
    return best


def holds(parts: Sequence[str], phrases: Iterable[Form]) -> bool:
    """Whether the folded words hold one of the phrases."""
    return any(phrase_places(phrase, parts) for phrase in phrases)


def phrase_places(phrase: Form, parts: Sequence[str]) -> list[int]:
    """The positions of all words of the phrase wherever it stands, in order."""
    places: list[int] = []
    for start, part in enumerate(parts):
        if places and start <= places[-1]:
            continue
        if part == phrase[0] and tuple(parts[start : start + len(phrase)]) == phrase:
            places.extend(range(start, start + len(phrase)))
    return places


def _joined_at(joined: str, parts: Sequence[str]) -> tuple[int, int] | None:
    """The positions of the first and last of the words that are joined."""
    for first, part in enumerate(parts):
        if joined.startswith(part):
            last, together = first, part
            while len(together) < len(joined) and last + 1 < len(parts):
                last += 1
                together += parts[last]
            if together == joined:
                return first, last
    return None


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
