"""Quotes + venues + dates -> on which occasion each quote was said.

For every quote, in the order of the text, the venues near it and "none" are scored by a
linear model over what occasion_features.py says of them; the softmax of the scores is
the confidence. Mentions of one occasion ("a rally in Ohio", "the rally") count together.
Then the same for the day, in the light of the venue. What was chosen for the quotes before
is known to the model: that is how an occasion is carried along, and dropped when it ends. The
weights are a text file, occasions.tsv; benchmarks/train_occasions.py made it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import exp, inf

from quotes.parsing.dates import Day
from quotes.parsing.occasion_features import Past, day_features, place_features
from quotes.parsing.places import Place
from quotes.parsing.scene import NOBODY, Scene
from quotes.resources import model_lines

Weights = Mapping[str, float]
# Of the probability of none, for a venue or day to be chosen: a wrong day is worse than none.
# The last is for the day of another sentence where the quote names an occasion of its own.
_LEAST_VENUE, _LEAST_DAY, _LEAST_APART = 0.8, 1.3, 2.1
_LEAST_UNLINKED = 1.3  # for a venue in another sentence that the article does not link with them


@dataclass(slots=True)
class Setting:
    """Where and when a quote was said: each with its confidence; `occasion` numbers it."""

    place: Place | None = None
    place_confidence: float | None = None
    day: Day | None = None
    day_confidence: float | None = None
    occasion: int | None = None


@dataclass(slots=True)
class Choice:
    """One decision: the candidates, the features and probability of none and of each of
    them, the one chosen, if any, and how sure that is."""

    candidates: list[int]
    features: list[list[str]]
    odds: list[float]
    chosen: int | None
    confidence: float


def set_occasions(scene: Scene) -> list[Setting]:
    """The setting of every quote of an article, in order."""
    walk = Walk(scene, *weights())
    settings = []
    for at in range(len(scene.drafts)):
        venue, date = walk.step(at)
        setting = Setting()
        if venue.chosen is not None and scene.may_be_at(at, venue.chosen):
            setting.place = scene.places[venue.chosen]
            setting.place_confidence = venue.confidence
        if date.chosen is not None and scene.may_be_on(at, date.chosen, venue.chosen):
            setting.day, setting.day_confidence = scene.days[date.chosen], date.confidence
        settings.append(setting)
    _hand_back(scene, settings)
    _number(settings, scene.speakers)
    return settings


def _hand_back(scene: Scene, settings: list[Setting]) -> None:
    """A day that is given only later holds for a speaker's quotes before on the same occasion."""
    known: dict[tuple[str, str], Setting] = {}
    rows = list(zip(settings, scene.speakers, scene.drafts, strict=True))
    for setting, speaker, draft in reversed(rows):
        if speaker is None or setting.place is None or draft.kind == "indirect":
            continue
        key = (speaker, setting.place.venue.label)
        if setting.day is not None:
            known[key] = setting
        elif key in known:
            later = known[key]
            setting.day, setting.day_confidence = later.day, 0.8 * (later.day_confidence or 0.0)


@cache
def weights() -> tuple[Weights, Weights]:
    """The weights of every feature of venues, and of days, read from occasions.tsv."""
    found: tuple[dict[str, float], dict[str, float]] = ({}, {})
    for what, name, value in model_lines("occasions"):
        found[what == "day"][name] = float(value)
    return found


class Walk:
    """Goes through the quotes of an article in order and decides where and when each was said."""

    def __init__(self, scene: Scene, venues: Weights, days: Weights) -> None:
        self.scene, self.venues, self.days = scene, venues, days
        self.before: dict[str, tuple[Choice, Choice]] = {}  # the speaker's last quote
        self.last: tuple[Choice, Choice] | None = None

    def step(self, at: int) -> tuple[Choice, Choice]:
        """The venue and the day of quote `at`; to be called for every quote in order."""
        who = self.scene.speakers[at]
        apart = self.scene.cue[at] == "perfect"  # what somebody has said is of no occasion here
        before = self.before.get(who) if who is not None and not apart else None
        venue = self._venue(at, before)
        date = self._day(at, before, venue.chosen)
        if self.scene.drafts[at].passages:  # what is reported in passing governs no quote
            if who is not None and not apart:
                self.before[who] = (venue, date)
            self.last = (venue, date)
        return venue, date

    def _venue(self, at: int, before: tuple[Choice, Choice] | None) -> Choice:
        scene = self.scene
        place = before[0].chosen if before else None
        mode, candidates = scene.place_candidates(at, place)
        last = self.last[0].chosen if self.last else None
        past = Past(
            before is not None,
            None if place is None else scene.cluster[place],
            None if last is None else scene.cluster[last],
        )
        features = place_features(scene, at, mode, candidates, past)
        choice = _choose(
            candidates,
            features,
            self.venues,
            scene.cluster.__getitem__,
            0.0 if mode == "own" else self._least(at, _LEAST_VENUE),
        )
        if mode == "first" and not self._is_linked(at, choice, _LEAST_UNLINKED):
            return replace(choice, chosen=None, confidence=choice.odds[0])
        if mode == "follow" and before is not None:  # no surer than what it rests on
            return replace(choice, confidence=min(choice.confidence, before[0].confidence))
        return choice

    def _day(self, at: int, before: tuple[Choice, Choice] | None, place: int | None) -> Choice:
        scene, days = self.scene, self.scene.days
        mode, candidates = scene.day_candidates(at, place)
        same = before is not None and self._same(before[0].chosen, place)
        if same and mode == "first" and before is not None:
            return Choice([], [], [], before[1].chosen, before[1].confidence)
        own = before[1].chosen if before else None
        last = self.last[1].chosen if self.last else None
        past = Past(
            before is not None,
            None if own is None else days[own].iso,
            None if last is None else days[last].iso,
        )
        features = day_features(scene, at, mode, candidates, place, past, same)
        least = _LEAST_DAY
        if mode == "first":
            least = self._least(at, _LEAST_APART if scene.stands_alone(at, place) else least)
        return _choose(candidates, features, self.days, lambda i: days[i].iso, least)

    def _least(self, at: int, least: float) -> float:
        """How likely what another sentence names must be: what somebody has said before the
        article's occasion was said at none of it."""
        return inf if self.scene.cue[at] == "perfect" else least

    def _is_linked(self, at: int, choice: Choice, least: float) -> bool:
        """Whether the article links the speaker with the occasion chosen, or it is `least` times
        as likely as none."""
        if choice.chosen is None or choice.confidence > least * choice.odds[0]:
            return True
        anchored = self.scene.anchored.get(self.scene.cluster[choice.chosen], NOBODY)
        return self.scene.speakers[at] in anchored

    def _same(self, a: int | None, b: int | None) -> bool:
        """Whether two venues are one occasion, or both unknown."""
        if a is None or b is None:
            return a is b
        return self.scene.cluster[a] == self.scene.cluster[b]


def _choose(
    candidates: list[int],
    features: list[list[str]],
    weights: Weights,
    group: Callable[[int], Hashable],
    least: float,
) -> Choice:
    """The best of the likeliest group of candidates, where that is `least` times as likely as
    none."""
    weight = weights.get
    scores = [sum([weight(name, 0.0) for name in names]) for names in features]
    top = max(scores)
    odds = [exp(score - top) for score in scores]
    total = sum(odds)
    odds = [share / total for share in odds]
    mass: dict[Hashable, float] = defaultdict(float)
    best: dict[Hashable, int] = {}
    for at, i in enumerate(candidates):
        key = group(i)
        mass[key] += odds[at + 1]
        if key not in best or odds[at + 1] > odds[best[key] + 1]:
            best[key] = at
    likeliest = max(mass, key=mass.__getitem__, default=None)
    if likeliest is None or mass[likeliest] <= least * odds[0]:
        return Choice(candidates, features, odds, None, odds[0])
    return Choice(candidates, features, odds, candidates[best[likeliest]], mass[likeliest])


def _number(settings: list[Setting], speakers: Sequence[str | None]) -> None:
    """The same number for quotes of one speaker at one place and day, from 1 in text order."""
    numbers: dict[tuple[str | None, int | None, str | None], int] = {}
    for setting, speaker in zip(settings, speakers, strict=True):
        if setting.place is None:
            continue
        key = (speaker, setting.place.start, setting.day.iso if setting.day else None)
        setting.occasion = numbers.setdefault(key, len(numbers) + 1)
