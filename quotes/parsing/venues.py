"""Where, or through which channel, words were said: phrases of place and channel.

    in an interview with CNN on Monday     interview        "interview with CNN"
    told reporters                         news_conference  "reporters"
    told the Springfield Times             interview        "Springfield Times"
    at a rally in Ohio                     speech           "rally in Ohio"
    on Twitter, tweeted                    social_media     "Twitter"
    on NBC’s “Meet the Press”              broadcast        "Meet the Press"
    on the Senate floor                    hearing          "Senate floor"

A phrase is cut before the time in it; its label leaves out prepositions, articles and
possessors at its beginning.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from quotes.models import Venue, VenueKind
from quotes.parsing.venue_patterns import NAME, ONE_PART, TIME, kinds_of, patterns, platform

_NAME = re.compile(NAME)
_TIME = re.compile(TIME)
_PEOPLE = re.compile(r"\b(?:reporters|supporters|colleagues|lawmakers|leaders)\b")
_AT_PLACE = re.compile(rf"\b(?:in|at)\s({NAME})\s*$")
_BY_CHANNEL = re.compile(rf"\b(?:with|on|to|for)\s({NAME})")
_LEADING = re.compile(r"^(?:the|an?|his|her|their|its)\s+", re.IGNORECASE)
_LEADING_TIME = re.compile(
    rf"^{TIME}(?:’s|'s)?\s+(?:(?:morning|afternoon|evening|night)(?:’s|'s)?\s+)?"
)
_TRAILING = re.compile(r"\s+(?:on|in|at|with|for|to|of|from|before)(?:\s+(?:an?|the))?$")
_LONGEST = 7  # words of the phrases behind a head noun

# The prepositions that go with a kind of venue.
_PREPOSITIONS: dict[VenueKind, set[str]] = {
    "interview": {"in", "during"},
    "news_conference": {"in", "during", "at", "on"},
    "speech": {"in", "during", "at"},
    "debate": {"in", "during", "at"},
    "statement": {"in", "through", "via", "according to"},
    "hearing": {"in", "during", "at", "on"},
    "document": {"in", "according to"},
    "correspondence": {"in", "via", "by", "according to"},
    "conversation": {"in", "during", "at", "on"},
    "broadcast": {"on", "in", "during"},
    "social_media": {"in", "on", "via", "during"},
}
# Head nouns of everyday use: only with these prepositions are they venues.
_PARTICULAR = {
    **dict.fromkeys("event service march protest talks meeting meetings".split(), ("at", "during")),
    **dict.fromkeys("report text article note post opinion".split(), ("in",)),
    "call": ("on", "during", "in"),
}
_NOT_YET = frozenset("next upcoming future any no every following another".split())


@dataclass(slots=True, frozen=True)
class Place:
    """A venue found at `[start, end)` of the text."""

    venue: Venue
    start: int
    end: int


def find_venues(masked: str) -> list[Place]:
    """The venues named in a text, in order, without overlap.

    `masked` is the article's text with the words of quotes blanked out by NULs, so
    that offsets are the article's.
    """
    found = [
        place
        for name, pattern in patterns().items()
        for match in pattern.finditer(masked)
        if (place := _READERS[name](match)) is not None
    ]
    found.sort(key=lambda p: (p.start, -p.end))
    kept: list[Place] = []
    for place in found:
        if not kept or place.start >= kept[-1].end:
            kept.append(place)
        elif _weight(place) > _weight(kept[-1]):
            kept[-1] = place
    return kept


def _weight(place: Place) -> tuple[bool, int]:
    """Of two phrases that overlap, the more telling kind wins, then the longer."""
    return place.venue.kind not in ("broadcast", "conversation"), place.end - place.start


def trim(label: str) -> str:
    """A label without articles, days and times of day in front, and without a link behind it."""
    label = _LEADING_TIME.sub("", _LEADING.sub("", label))
    label = _TRAILING.sub("", label)
    label = re.sub(r"[,.]([”\"])$", r"\1", label)
    return label.strip(" ,.") if "“" in label or '"' in label else label.strip(" ,.“”")


@cache
def _nouns() -> dict[str, VenueKind]:
    return kinds_of("venue_nouns")


@cache
def _audiences() -> dict[str, VenueKind]:
    return kinds_of("audiences")


def _read_phrase(match: re.Match[str]) -> Place | None:
    head, kind = match["head"], _nouns()[match["head"].lower()]
    lead = match["label"][: match.start("head") - match.start("label")]
    if not _fits(match["prep"].lower(), head, kind, lead):
        return None
    return _with_parts(match, kind)


def _fits(prep: str, head: str, kind: VenueKind, lead: str) -> bool:
    """Whether a preposition and a head noun make a venue."""
    if prep not in _PREPOSITIONS[kind] or not _NOT_YET.isdisjoint(lead.lower().split()):
        return False
    if head.startswith("March"):
        return False
    if head.lower() == "court":
        return prep == "in" or (prep == "at" and lead[:1].isupper())
    if head == "meeting" and prep == "in":
        return lead[:1].isupper()  # in the Oval Office meeting
    return prep in _PARTICULAR.get(head.lower(), (prep,))


def _read_issued(match: re.Match[str]) -> Place | None:
    lead = match["label"][: match.start("head") - match.start("label")]
    if not _NOT_YET.isdisjoint(lead.lower().split()):
        return None
    return _with_parts(match, _nouns()[match["head"].lower()])


def _with_parts(match: re.Match[str], kind: VenueKind) -> Place:
    """The place of a head noun with what stands before it and what belongs to it behind."""
    parts = _own_parts(match["parts"] or "", kind)
    end = match.end("head") + len(parts)
    label = trim(match.string[match.start("label") : end])
    if kind == "statement" and re.search(rf"\bon\s{platform()}", label):
        kind = "social_media"
    if match["head"].lower() == "conference call" and "reporters" not in label:
        kind = "conversation"
    place, channel = _AT_PLACE.search(label), _BY_CHANNEL.search(label)
    venue = Venue(
        label,
        kind,
        match.string[match.start() : end],
        name=channel[1] if channel else None,
        place=place[1] if place else None,
    )
    return Place(venue, match.start(), end)


def _own_parts(parts: str, kind: VenueKind) -> str:
    """The phrases behind a head noun as far as they name somebody or some place."""
    kept = ""
    for part in ONE_PART.finditer(parts):
        words = part.group()
        if _TIME.search(words) or not (_NAME.search(words) or _PEOPLE.search(words)):
            break
        if kind in ("interview", "debate") and words.split()[0] in ("to", "for", "of", "from"):
            break
        kept += words
        if len(kept.split()) > _LONGEST:
            break
    return kept


def _read_told(match: re.Match[str]) -> Place | None:
    if match["head"]:
        head = match["head"].lower()
        kind = _audiences()[head]
        if head in ("reporters", "journalists"):
            return _plain(match, "reporters", kind)
        return _with_parts(match, kind)
    label = trim(match["outlet"] or match["other"])
    kind = _nouns().get(label.lower().split()[-1], "interview") if match["other"] else "interview"
    return _plain(match, label, kind, name=label)


def _read_platform(match: re.Match[str]) -> Place | None:
    return _plain(match, trim(match["label"]), "social_media", name=match["name"])


def _read_air(match: re.Match[str]) -> Place | None:
    return _plain(match, trim(match["label"]), "broadcast", name=match["name"] or match["title"])


def _read_wrote(match: re.Match[str]) -> Place | None:
    label = trim(match["label"])
    return _plain(match, label, "document", name=label)


def _read_titled(match: re.Match[str]) -> Place | None:
    name = match["name"].strip('“”"')
    return _plain(match, trim(match["label"]), _nouns()[match["head"]], name=name)


def _read_floor(match: re.Match[str]) -> Place | None:
    return _plain(match, trim(match["label"]), "hearing")


def _read_tweeted(match: re.Match[str]) -> Place | None:
    return _plain(match, "Twitter", "social_media", name="Twitter")


def _plain(
    match: re.Match[str], label: str, kind: VenueKind, name: str | None = None
) -> Place | None:
    if not label:
        return None
    return Place(Venue(label, kind, match.group(), name=name), match.start(), match.end())


_READERS: dict[str, Callable[[re.Match[str]], Place | None]] = {
    "phrase": _read_phrase,
    "told": _read_told,
    "platform": _read_platform,
    "air": _read_air,
    "wrote": _read_wrote,
    "issued": _read_issued,
    "titled": _read_titled,
    "floor": _read_floor,
    "tweeted": _read_tweeted,
}
