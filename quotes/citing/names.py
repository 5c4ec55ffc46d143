"""Bylines as the names of authors: family, given, particle and suffix, or a body's name.

A byline is free text, so this goes by form alone: a name that cannot be divided
safely (an agency, "Staff", a single word) stays whole, as corporate authors do
in every style.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_SUFFIXES = {"jr": "Jr.", "sr": "Sr.", "ii": "II", "iii": "III", "iv": "IV"}
_PARTICLE = re.compile(
    "af|al|av|bin|bint|da|das|de|del|della|den|der|di|dos|du|el|ibn|la|le|ten|ter|"
    "van|vom|von|zu|zum|zur",
    re.IGNORECASE,
)
# Words that belong to a body and hardly ever to a person.
_BODY = re.compile(
    r"\b(?:agency|agence|associated press|authority|board|bureau|center|centre|collective|"
    "committee|contributors?|council|department|desk|editorial|editors|foundation|group|"
    "institute|media|ministry|network|news|newsroom|office|press association|radio|reporters|"
    r"services?|staff|team|television|times|tribune|united press|university|wires?)\b",
    re.IGNORECASE,
)
# Words of a credit behind a name: "Jane Doe, senior reporter".
_CREDIT = re.compile(
    r"\b(?:analyst|anchor|author|chief|columnist|correspondent|critic|editor|freelance|host|"
    r"journalist|photographer|producer|reporter|senior|special|staff|writer)\b",
    re.IGNORECASE,
)
_BETWEEN_NAMES = re.compile(r"\s*[;|/]\s*|\s+(?:and|&|with)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Name:
    """An author. A body, or a person known by one name, has `family` alone."""

    family: str
    given: str | None = None
    particle: str | None = None
    suffix: str | None = None

    @property
    def surname(self) -> str:
        """What follows the given name: "van der Berg"."""
        return f"{self.particle} {self.family}" if self.particle else self.family

    @property
    def display(self) -> str:
        """The name in the order it is spoken: "Jane Q. Doe Jr."."""
        return " ".join(part for part in (self.given, self.surname, self.suffix) if part)

    @property
    def inverted(self) -> str:
        """The name as a bibliography lists it: "Doe, Jane Q., Jr."."""
        return ", ".join(part for part in (self.surname, self.given, self.suffix) if part)

    @property
    def initialed(self) -> str:
        """The name as APA lists it: "Doe, J. Q., Jr."."""
        parts = (self.surname, _initials(self.given or ""), self.suffix)
        return ", ".join(part for part in parts if part)


def authors(bylines: Sequence[str], outlet: str | None = None) -> tuple[Name, ...]:
    """The authors named by an article's bylines, in order, each once.

    A byline may name several. What is no author is left out: addresses, the
    credit behind a name ("Jane Doe, staff writer") and the outlet itself, which
    every reference names anyway.
    """
    found: dict[Name, None] = {}
    for byline in bylines:
        for name in _people(_names_only(byline)):
            if outlet is None or name.display.casefold() != outlet.casefold():
                found[name] = None
    return tuple(found)


def parse(text: str) -> Name:
    """The name of one author or speaker, divided where that is safe.

    >>> parse("Anna van der Berg Jr.")
    Name(family='Berg', given='Anna', particle='van der', suffix='Jr.')
    """
    tokens = text.replace(",", " ").split()
    suffix = None
    if len(tokens) > 2:
        suffix = _SUFFIXES.get(tokens[-1].rstrip(".").lower())
        tokens = tokens[:-1] if suffix else tokens
    if _is_body(text):
        return Name(text)
    start = len(tokens) - 1
    while start > 1 and _PARTICLE.fullmatch(tokens[start - 1]):
        start -= 1
    lowered = start
    while lowered < len(tokens) - 1 and tokens[lowered].islower():
        lowered += 1
    return Name(
        family=" ".join(tokens[lowered:]),
        given=" ".join(tokens[:start]),
        particle=" ".join(tokens[start:lowered]) or None,
        suffix=suffix,
    )


def _people(byline: str) -> list[Name]:
    """The authors in one byline; one that names no person at all stays whole."""
    parts = [name for part in _BETWEEN_NAMES.split(byline) for name in _divide(part)]
    if len(parts) > 1 and all(name.given is None for name in parts):
        return [Name(byline)]
    return parts


def _divide(part: str) -> list[Name]:
    """The authors in a stretch that commas may divide: names, credits, "Doe, Jane"."""
    head, *tails = (piece.strip() for piece in part.split(","))
    if not head:
        return []
    rest = [tail for tail in tails if tail.rstrip(".").lower() not in _SUFFIXES]
    suffix = " ".join(tail for tail in tails if tail not in rest)
    if len(rest) == 1 and _is_surname(head) and not _is_credit(rest[0]):
        return [parse(f"{rest[0]} {head} {suffix}")]
    names = [parse(f"{head} {suffix}".strip())]
    for tail in rest:
        if not _is_credit(tail) and (further := parse(tail)).given:
            names.append(further)
    return names


def _names_only(byline: str) -> str:
    """The byline without "By" and without addresses."""
    return re.sub(r"^\s*by[:\s]+|\S*://\S*", "", byline, flags=re.IGNORECASE).strip()


def _is_surname(text: str) -> bool:
    """Whether this is a family name alone, with its particles: "van der Berg"."""
    *particles, last = text.split()
    return all(_PARTICLE.fullmatch(word) for word in particles) and last[:1].isupper()


def _is_credit(text: str) -> bool:
    return not text or text[0].islower() or _CREDIT.search(text) is not None


def _is_body(text: str) -> bool:
    words = text.split()
    return (
        not 2 <= len(words) <= 6
        or words[0].lower() == "the"
        or _BODY.search(text) is not None
        or any(character.isdigit() or character in "@&" for character in text)
        or any(word.islower() and not _PARTICLE.fullmatch(word) for word in words)
    )


def _initials(given: str) -> str:
    """ "Jean-Paul Q." as "J.-P. Q."; nicknames in marks or brackets are left out."""
    words = (word for word in given.replace(".", ". ").split() if word[0] not in "“\"'‘([")
    return " ".join(
        "-".join(f"{piece[0].upper()}." for piece in word.split("-") if piece) for word in words
    )
