"""A paragraph of an invented article: somebody's words, who said them, where and when."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from quotes.models import (
    DatePrecision,
    Evidence,
    EvidenceField,
    Quote,
    QuoteKind,
    Span,
    Speaker,
    SpeakerKind,
    Venue,
)

_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_PRECISION: dict[int, DatePrecision] = {10: "day", 7: "month", 4: "year"}


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who is quoted, with the field they are in."""

    name: str
    kind: SpeakerKind
    role: str | None
    field: str


@dataclass(frozen=True, slots=True)
class When:
    """The day words were said, as precise as it is given, and the phrase that says so."""

    date: str | None = None
    phrase: str = ""
    explicit: bool = False


@dataclass(frozen=True, slots=True)
class Saying:
    """Words and all that is to be printed about them."""

    words: str
    kind: QuoteKind
    voices: tuple[Voice, ...]
    venue: Venue | None
    when: When


class Draft:
    """The text of an article in the making, and the quotes in it."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self.quotes: list[Quote] = []

    def text(self) -> str:
        """The text so far."""
        return "".join(self._parts)

    def write(self, rng: random.Random, saying: Saying) -> None:
        """Add a paragraph."""
        start = self._length
        if saying.kind != "direct" or rng.random() < 0.35:
            speakers, evidence, said = self._name_first(saying)
        else:
            broken = rng.random() < 0.2
            speakers, evidence, said = self._words_first(saying, broken)
        context = Span(start, self._length)
        self._add("\n\n")
        self.quotes.append(_quote(rng, saying, said, speakers, evidence, context))

    def _add(self, words: str) -> Span:
        """Where the words now stand at the end of the text."""
        start, self._length = self._length, self._length + len(words)
        self._parts.append(words)
        return Span(start, self._length)

    def _name_first(
        self, saying: Saying
    ) -> tuple[tuple[Speaker, ...], list[Evidence], list[tuple[Span, str]]]:
        speakers, evidence = self._credit(saying)
        self._add(" said")
        evidence += self._occasion(saying)
        words, marks = saying.words, {"direct": (": “", "”"), "mixed": (" that “", ".”")}
        if saying.kind != "direct":
            words = words[:1].lower() + words[1:].rstrip(".?!")
        before, after = marks.get(saying.kind, (" that ", "."))
        self._add(before)
        said = [(self._add(words), words)]
        self._add(after)
        return speakers, evidence, said

    def _words_first(
        self, saying: Saying, broken: bool
    ) -> tuple[tuple[Speaker, ...], list[Evidence], list[tuple[Span, str]]]:
        first, rest = _broken(saying.words) if broken else (saying.words, "")
        if first.endswith("."):
            first = first[:-1] + ","
        self._add("“")
        said = [(self._add(first), first)]
        self._add("” said ")
        speakers, evidence = self._credit(saying)
        evidence += self._occasion(saying)
        self._add(".")
        if rest:
            self._add(" “")
            said.append((self._add(rest), rest))
            self._add("”")
        return speakers, evidence, said

    def _credit(self, saying: Saying) -> tuple[tuple[Speaker, ...], list[Evidence]]:
        """The names of those who said it, or words that name nobody."""
        if not saying.voices:
            self._add("somebody")
        speakers, evidence = list[Speaker](), list[Evidence]()
        for number, voice in enumerate(saying.voices):
            if number:
                self._add(" and ")
            place = self._add(voice.name)
            evidence.append(Evidence("speaker", place))
            if voice.role:
                self._add(f", {voice.role}")
            speakers.append(Speaker(voice.name, voice.kind, voice.role, place))
        return tuple(speakers), evidence

    def _occasion(self, saying: Saying) -> list[Evidence]:
        """Where and when it was said, as far as it is known."""
        evidence = []
        phrases: tuple[tuple[EvidenceField, str], ...] = (
            ("venue", saying.venue.phrase if saying.venue else ""),
            ("date", saying.when.phrase),
        )
        for field, phrase in phrases:
            if phrase:
                self._add(" ")
                evidence.append(Evidence(field, self._add(phrase)))
        return evidence


def days_said(rng: random.Random, published: date) -> When:
    """When something was said that was printed on this day; mostly that is not known."""
    chance = rng.random()
    if chance < 0.42:
        day = published - timedelta(days=rng.randint(0, 6))
        return When(day.isoformat(), f"on {_WEEKDAYS[day.weekday()]}")
    if chance < 0.50:
        day = published - timedelta(days=rng.randint(30, 300))
        return When(day.isoformat()[:7], f"in {day:%B %Y}", explicit=True)
    if chance < 0.53:
        year = str(published.year - 1)
        return When(year, f"in {year}", explicit=True)
    return When()


def _quote(
    rng: random.Random,
    saying: Saying,
    said: list[tuple[Span, str]],
    speakers: tuple[Speaker, ...],
    evidence: list[Evidence],
    context: Span,
) -> Quote:
    when, venue = saying.when, saying.venue
    return Quote(
        text=" ".join(words for _, words in said),
        kind=saying.kind,
        segments=tuple(span for span, _ in said),
        context=context,
        cue="said",
        speakers=speakers,
        speaker_confidence=round(rng.uniform(0.4, 1), 3) if speakers else None,
        venue=venue,
        venue_confidence=round(rng.uniform(0.5, 1), 3) if venue else None,
        date=when.date,
        date_precision=_PRECISION[len(when.date)] if when.date else None,
        date_basis=("explicit" if when.explicit else "relative") if when.date else None,
        date_confidence=0.9 if when.date else None,
        evidence=tuple(evidence),
    )


def _broken(words: str) -> tuple[str, str]:
    """The words in two parts: between sentences, else in the middle of the only one."""
    first, mark, rest = words.partition(". ")
    if rest:
        return first + mark.strip(), rest
    parts = words.split()
    middle = len(parts) // 2
    return " ".join(parts[:middle]).rstrip(",;:–") + ",", " ".join(parts[middle:])
