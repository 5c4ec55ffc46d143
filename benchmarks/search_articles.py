"""Invented articles and the quotes in them, as the parser would hand them to the store.

What is quoted comes from search_language.py. The shares that speakers have of the quotes follow
Zipf's law: the most quoted has some seven of a hundred, many have one quote. So do those of
outlets and venues. One article in fifty is wire copy: it has the words of one before it.
"""

from __future__ import annotations

import hashlib
import random
import re
from bisect import bisect
from collections import deque
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import cast

from newsroom_names import make_name
from newsroom_people import WIRES, fields, fill, regions
from search_language import Language
from search_paragraphs import Draft, Saying, Voice, days_said

from quotes.models import Article, Quote, QuoteKind, Venue, VenueKind
from quotes.words import normalized

SPEAKERS = 2500  # who are quoted again and again
RARE = 0.12  # rare words there are for each quote

_ONCE = 0.003  # of the quotes are by somebody who is quoted nowhere else
_NOBODY = 0.03  # of the quotes have no speaker
_TOGETHER = 0.005  # of the quotes have two
_WIRE = 0.02  # of the articles have the words of another
_WITH_VENUE = 0.5  # of the quotes
_MOST_IN_ARTICLE = 9  # quotes
_FIRST_DAY, _DAYS = date(2006, 1, 1), 7300
_KINDS: dict[QuoteKind, int] = {"direct": 70, "mixed": 18, "indirect": 12}
_PLATFORMS = ("Chatterbox", "Fotogram", "Birdcall", "Circlebook", "Vidstream")
# The kind of a venue, its label, and the phrase that is printed.
_VENUES = (
    ("speech", "rally in <place>", "at a rally in <place>"),
    ("speech", "speech in <place>", "in a speech in <place>"),
    ("debate", "debate in <place>", "during a debate in <place>"),
    ("hearing", "hearing in <place>", "at a hearing in <place>"),
    ("news_conference", "news conference in <place>", "at a news conference in <place>"),
    ("conversation", "conversation in <place>", "in a conversation in <place>"),
    ("interview", "interview with <name>", "in an interview with <name>"),
    ("correspondence", "letter to <name>", "in a letter to <name>"),
    ("broadcast", "broadcast of <name>", "in a broadcast of <name>"),
    ("social_media", "post on <platform>", "in a post on <platform>"),
    ("news_conference", "news conference", "at a news conference"),
    ("statement", "statement", "in a statement"),
    ("document", "annual report", "in the annual report"),
)
_LETTERS = "ABCDEFGHIJ"  # that stand for digits in an invented name


class Articles:
    """Makes articles that have `quotes` quotes between them, the same for the same seed.

    `prefix` sets the addresses of articles that go into one database apart.
    """

    def __init__(self, quotes: int, seed: int, prefix: str = "") -> None:
        self._quotes, self._name = quotes, f"{prefix}{seed}"
        self._rng = random.Random(f"articles/{prefix}{seed}")
        self._language = Language(seed, int(RARE * quotes))
        self._voices = _voices(random.Random(f"voices/{seed}"))
        self._voice_ends = _zipf(len(self._voices), 1.6)
        outlets = [outlet for region in regions() for outlet in region.outlets]
        self._outlets = [*WIRES, *outlets]
        self._outlet_ends = _zipf(len(self._outlets), 3)
        self._venues = _venues(random.Random(f"venues/{seed}"), outlets)
        self._venue_ends = _zipf(len(self._venues), 2)
        self._lately: deque[list[str]] = deque(maxlen=500)
        self._once = 0

    def __iter__(self) -> Iterator[tuple[Article, list[Quote]]]:
        """The articles, one at a time."""
        made = number = 0
        while made < self._quotes:
            article, quotes = self._article(number, self._quotes - made)
            made, number = made + len(quotes), number + 1
            yield article, quotes

    def _article(self, number: int, most: int) -> tuple[Article, list[Quote]]:
        rng = self._rng
        size = min(most, _MOST_IN_ARTICLE, 1 + int(rng.expovariate(0.33)))
        if self._lately and rng.random() < _WIRE:
            said = rng.choice(self._lately)[:size]
        else:
            said = [self._language.quote(rng) for _ in range(size)]
            self._lately.append(said)
        day = _FIRST_DAY + timedelta(days=int(_DAYS * rng.random() ** 0.7))
        voices = [self._voice() for _ in range(1 + (size > 2))]
        draft = Draft()
        for words in said:
            draft.write(rng, self._saying(words, rng.choice(voices), day))
        return self._described(number, draft.text(), day, said[0], voices[0].field), draft.quotes

    def _voice(self) -> Voice:
        """Somebody known, or somebody who is quoted this once."""
        rng = self._rng
        if rng.random() >= _ONCE:
            return self._voices[_pick(rng, self._voice_ends)]
        self._once += 1
        family = "Once" + "".join(_LETTERS[int(digit)] for digit in str(self._once)).lower()
        return Voice(f"{make_name(rng, 'm').given[0]} {family}", "person", None, "activism")

    def _saying(self, words: str, voice: Voice, day: date) -> Saying:
        rng = self._rng
        [kind] = rng.choices(list(_KINDS), list(_KINDS.values()))
        voices: tuple[Voice, ...] = (voice,) if rng.random() >= _NOBODY else ()
        other = self._voices[0]
        if voices and voice is not other and rng.random() < _TOGETHER:
            voices = (voice, other)
        venue = None
        if rng.random() < _WITH_VENUE:
            venue = self._venues[_pick(rng, self._venue_ends)]
        return Saying(words, kind, voices, venue, days_said(rng, day))

    def _described(self, number: int, text: str, day: date, words: str, field: str) -> Article:
        """The article of a text, with what is known of it."""
        rng = self._rng
        outlet = self._outlets[_pick(rng, self._outlet_ends)]
        published: str | None = day.isoformat()
        if rng.random() < 0.05:
            published = rng.choice((None, day.isoformat()[:7], day.isoformat()[:7]))
        site = re.sub(r"[^a-z]+", "-", outlet.lower())
        return Article(
            text=text,
            name=f"{number:07}",
            raw_sha256=hashlib.sha256(text.encode()).hexdigest(),
            reader="invented",
            reader_version="1",
            url=f"https://{site}.example/{day.year}/{self._name}-{number:07}.html",
            outlet=outlet,
            title=" ".join(words.split()[:7]).rstrip(".,;:–?!"),
            bylines=(str(make_name(rng, "f")),) if rng.random() < 0.6 else (),
            published=published,
            section=field.capitalize() if rng.random() < 0.4 else None,
            language="en",
        )


def _voices(rng: random.Random) -> list[Voice]:
    """All who are quoted again and again, the most quoted first."""
    found: dict[str, Voice] = {}
    while len(found) < SPEAKERS:
        field = rng.choice(list(fields().values()))
        region = rng.choice(regions())
        town, chance = rng.choice(region.towns), rng.random()
        org = fill(rng.choice(field.orgs), region.name, town, "")
        if chance < 0.06:
            name = org.removeprefix("the ")
            voice = Voice(name[:1].upper() + name[1:], "organization", None, field.name)
        elif chance < 0.08:
            voice = Voice(f"{town} official", "unnamed", None, field.name)
        else:
            role = fill(rng.choice(field.roles)[0], region.name, town, org)
            name = str(make_name(rng, rng.choice("fm")))
            voice = Voice(name, "person", role if rng.random() < 0.8 else None, field.name)
        found.setdefault(normalized(voice.name), voice)
    return list(found.values())


def _venues(rng: random.Random, outlets: Sequence[str]) -> list[Venue]:
    """All venues, the most common first."""
    towns = [town for region in regions() for town in region.towns]
    choices = {"place": towns, "name": outlets, "platform": _PLATFORMS, "": [""]}
    found = []
    for kind, label, phrase in _VENUES:
        slot = next((slot for slot in choices if slot and f"<{slot}>" in label), "")
        for value in choices[slot]:
            printed = [each.replace(f"<{slot}>", value) for each in (label, phrase)]
            name = value if slot in ("name", "platform") else None
            place = value if slot == "place" else None
            found.append(Venue(printed[0], cast(VenueKind, kind), printed[1], name, place))
    rng.shuffle(found)
    return sorted(found, key=lambda venue: venue.name is not None or venue.place is not None)


def _zipf(count: int, shift: float) -> list[float]:
    """The weights of the first `count` ranks, added up."""
    return list(accumulate(1 / (rank + shift) for rank in range(count)))


def _pick(rng: random.Random, ends: Sequence[float]) -> int:
    return bisect(ends, rng.random() * ends[-1], 0, len(ends) - 1)
