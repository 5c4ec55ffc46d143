"""Quotes + venues + dates -> on which occasion each quote was said.

A venue or a date holds for a quote when it stands in the reporter's sentence around it.
Otherwise it is carried along: from the quote before by the same speaker, or from a
sentence shortly before that has the speaker on that occasion ("In a speech in Ohio
on Monday, she …"). An interview that is the only occasion named for a speaker governs
all of the speaker's quotes; the event or day that the first paragraphs name holds for
those named beside it. Another date, or another speaker's occasion, ends it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from quotes.parsing.assembly import Draft
from quotes.parsing.dates import Day
from quotes.parsing.layout import Layout
from quotes.parsing.phrases import is_subject
from quotes.parsing.venues import Place

_REACH = 10  # paragraphs over which an occasion is carried from quote to quote
_BESIDE = 25  # characters between a cue and the month or year that belongs to it
_OWN = 0.9  # the confidence of a venue that stands in the quote's own sentence
_NEAREST = 8  # venues or dates of a sentence looked at on either side of a quote
_BACK = 20  # sentences looked back over in long paragraphs
_LEAD = 4  # paragraphs looked back over for a sentence that opens an occasion
_OPENING = 2  # the last paragraph, from 0, that may name the event or day an article is about
_GOVERNING = frozenset(("interview", "speech"))  # alone, they hold for all of a speaker's quotes
_EVENTS = frozenset(("debate", "speech", "hearing", "news_conference"))
_OCCASIONS = frozenset(("debate", "hearing", "interview", "news_conference"))


_Found = TypeVar("_Found", Place, Day)


@dataclass(slots=True)
class Setting:
    """Where and when a quote was said: each with its confidence; `occasion` numbers it."""

    place: Place | None = None
    place_confidence: float | None = None
    day: Day | None = None
    day_confidence: float | None = None
    occasion: int | None = None


def set_occasions(
    layout: Layout,
    drafts: Sequence[Draft],
    places: Sequence[Place],
    days: Sequence[Day],
    speakers: Sequence[str | None],
    mentioned: Sequence[str | None],
) -> list[Setting]:
    """The setting of every draft, in order.

    `places` and `days` are those found in the text outside the quotes, in its order;
    `speakers` names the resolved speaker of every draft, `mentioned` the person meant by
    every mention of the layout; both None where unknown.
    """
    scene = _Scene(layout, places, days, mentioned)
    settings: list[Setting] = []
    last: dict[str, int] = {}
    for at, draft in enumerate(drafts):
        speaker = speakers[at]
        setting = scene.own(draft)
        before = last.get(speaker) if speaker else None
        if before is not None and scene.near(drafts[before], draft):
            _carry(settings[before], setting, 0.85)
        if speaker and (setting.place is None or setting.day is None):
            scene.lead_in(draft, speaker, setting)
            scene.attend(draft, speaker, setting)
            if setting.day is None and not _stands_alone(setting):
                setting.day = scene.opening_days.get(speaker)
                setting.day_confidence = 0.55 if setting.day else None
        settings.append(setting)
        if speaker and draft.passages:  # an indirect quote's day is too often not that of others
            last[speaker] = at
    _govern(settings, speakers)
    _number(settings, speakers)
    return settings


def _stands_alone(setting: Setting) -> bool:
    """Whether the quote has an occasion of its own, whose day need not be the article's."""
    return setting.place is not None and setting.place.venue.kind in _OCCASIONS


def _carry(source: Setting, target: Setting, factor: float) -> None:
    """What `target` lacks, from the quote before on the same occasion."""
    if target.day and source.day and target.day.iso != source.day.iso:
        return
    if target.place and source.place and target.place.venue.label != source.place.venue.label:
        return
    if target.place is None and source.place is not None:
        target.place = source.place
        target.place_confidence = (source.place_confidence or 0) * factor
    if target.day is None and source.day is not None:
        target.day = source.day
        target.day_confidence = (source.day_confidence or 0) * factor


class _Scene:
    """The venues and dates of an article, by the sentence they stand in."""

    def __init__(
        self,
        layout: Layout,
        places: Sequence[Place],
        days: Sequence[Day],
        mentioned: Sequence[str | None],
    ) -> None:
        self.layout, self.mentioned = layout, mentioned
        self.places: dict[int, list[Place]] = defaultdict(list)
        self.days: dict[int, list[Day]] = defaultdict(list)
        for place in places:
            self.places[self._sentence(place.start)].append(place)
        for day in days:
            self.days[self._sentence(day.start)].append(day)
        self.people: dict[int, set[str]] = defaultdict(set)
        for mention, who in zip(layout.mentions, mentioned, strict=True):
            if who:
                self.people[layout.tokens.sentence[mention.first]].add(who)
        self.event = self._opening_event()
        self.opening_days = self._opening_days()

    def _sentence(self, offset: int) -> int:
        sentence = self.layout.tokens.sentence
        return sentence[min(self.layout.token_at(offset), len(sentence) - 1)]

    def own(self, draft: Draft) -> Setting:
        """What the reporter's sentences around the quote say."""
        anchor = self._anchor(draft)
        setting = Setting()
        places = [p for s in draft.sentences for p in _around(self.places.get(s, []), anchor)]
        if places:
            setting.place = min(places, key=lambda p: _rank(p, anchor))
            setting.place_confidence = _OWN
        near = [d for s in draft.sentences for d in _around(self.days.get(s, []), anchor)]
        days = [d for d in near if not d.apart]
        exact = [d for d in days if d.precision == "day"]
        days = exact or [d for d in days if self._beside(d, draft)]
        if days:
            setting.day = min(days, key=lambda d: abs(d.start - anchor))
            setting.day_confidence = 0.9 if setting.day.precision == "day" else 0.7
        return setting

    def _beside(self, day: Day, draft: Draft) -> bool:
        """Whether a month or year belongs to the cue: "said in 2013", "In May, she told"."""
        mention = self.layout.mentions[draft.mention]
        spans = [(mention.start, mention.end)]
        if draft.cue:
            spans.append((draft.cue.start, draft.cue.end))
        return any(
            0 <= day.start - end < _BESIDE or 0 <= start - day.end < _BESIDE for start, end in spans
        )

    def _anchor(self, draft: Draft) -> int:
        """The offset that a venue or date of the quote stands near: its cue."""
        return draft.cue.start if draft.cue else self.layout.mentions[draft.mention].start

    def near(self, before: Draft, draft: Draft) -> bool:
        """Whether two quotes of one speaker stand close enough to share an occasion."""
        paragraph = self.layout.tokens.paragraph
        return paragraph[draft.first] - paragraph[before.last - 1] <= _REACH

    def lead_in(self, draft: Draft, speaker: str, setting: Setting) -> None:
        """What a sentence shortly before says of an occasion of the same speaker."""
        tokens, starts = self.layout.tokens, self.layout.sentence_starts
        first = draft.first
        home = tokens.paragraph[first]
        for s in range(tokens.sentence[first] - 1, max(-1, tokens.sentence[first] - _BACK), -1):
            back = home - tokens.paragraph[starts[s]]
            if back > _LEAD:
                return
            if s in draft.sentences or speaker not in self.people.get(s, ()):
                continue
            found = Setting()
            if self.places.get(s):
                found.place, found.place_confidence = self.places[s][0], 0.7
            days = [
                d
                for d in self.days.get(s, [])[:_NEAREST]
                if not d.apart and (found.place or (d.precision == "day" and back <= 1))
            ]
            if days:
                found.day, found.day_confidence = days[0], 0.65
            if found.place or found.day:
                _carry(found, setting, 1.0)
                return

    def attend(self, draft: Draft, speaker: str, setting: Setting) -> None:
        """The event that the article opens with, for those named at it and for testimony."""
        if self.event is None or setting.place is not None:
            return
        event, people = self.event
        if speaker in people or self._in_session(draft):
            _carry(event, setting, 1.0)

    def _in_session(self, draft: Draft) -> bool:
        """Whether a quote is testimony or part of a transcript."""
        if self.layout.mentions[draft.mention].kind == "label":
            return True
        cue = draft.cue
        return cue is not None and self.layout.text[cue.start : cue.end].startswith("testif")

    def _opening_days(self) -> dict[str, Day]:
        """The day on which the article's first paragraphs say that somebody spoke."""
        tokens, found = self.layout.tokens, dict[str, Day]()
        for mention, who in zip(self.layout.mentions, self.mentioned, strict=True):
            if tokens.paragraph[mention.first] > _OPENING:
                break
            sentence = tokens.sentence[mention.first]
            days = [d for d in self.days.get(sentence, ()) if not d.apart and d.precision == "day"]
            if who and days and who not in found and is_subject(self.layout, mention):
                found[who] = days[0]
        return found

    def _opening_event(self) -> tuple[Setting, set[str]] | None:
        """The first venue with a day in the lead, and who is named beside it."""
        tokens = self.layout.tokens
        for s in sorted(self.places):
            place = self.places[s][0]
            paragraph = tokens.paragraph[min(self.layout.token_at(place.start), len(tokens) - 1)]
            if paragraph > _OPENING:
                return None
            days = [d for d in self.days.get(s, ()) if not d.apart and d.precision == "day"]
            if place.venue.kind in _EVENTS and days:
                return Setting(place, 0.5, days[0], 0.5), self.people.get(s, set())
        return None


def _around(found: list[_Found], anchor: int) -> list[_Found]:
    """Those of a sentence's venues or dates that stand nearest to the anchor, in order."""
    at = bisect_left(found, anchor, key=lambda item: item.start)
    return found[max(0, at - _NEAREST) : at + _NEAREST]


def _rank(place: Place, anchor: int) -> tuple[bool, int]:
    """Occasions before meetings and the bare "told reporters", then the nearest to the cue."""
    general = place.venue.kind == "conversation" or place.venue.label == "reporters"
    return general, abs(place.start - anchor)


def _govern(settings: list[Setting], speakers: Sequence[str | None]) -> None:
    """The only interview or speech named for a speaker holds for all of the speaker's quotes."""
    labels: dict[str, set[str]] = defaultdict(set)
    places: dict[str, Setting] = {}
    for setting, speaker in zip(settings, speakers, strict=True):
        if speaker and setting.place and (setting.place_confidence or 0) >= _OWN:
            labels[speaker].add(setting.place.venue.label)
            places[speaker] = setting
    for setting, speaker in zip(settings, speakers, strict=True):
        if not speaker or setting.place or len(labels[speaker]) != 1:
            continue
        source = places[speaker]
        assert source.place is not None
        if source.place.venue.kind in _GOVERNING:
            _carry(source, setting, 0.6)


def _number(settings: list[Setting], speakers: Sequence[str | None]) -> None:
    """The same number for quotes of one speaker at one place and day, from 1 in text order."""
    numbers: dict[tuple[str | None, int | None, str | None], int] = {}
    for setting, speaker in zip(settings, speakers, strict=True):
        if setting.place is None:
            continue
        key = (speaker, setting.place.start, setting.day.iso if setting.day else None)
        setting.occasion = numbers.setdefault(key, len(numbers) + 1)
