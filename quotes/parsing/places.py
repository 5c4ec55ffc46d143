"""What a venue in a text is: a label, a kind, and how it stands in its sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quotes.models import Venue, VenueKind
from quotes.parsing.layout import Layout
from quotes.parsing.venue_phrases import trim

_AT_PLACE = re.compile(r"\b(?:in|at)\s((?:the\s)?[A-Z][^,“”\"]*(?:,\s[A-Z][\w.]*)?)$")
_BY_CHANNEL = re.compile(r"\b(?:with|on|to|for)\s((?:the\s)?[A-Z“\"].*)$")


@dataclass(slots=True, frozen=True)
class Place:
    """A venue found at `[start, end)` of the text, tokens `[first, last)`.

    `head` is its head noun, or the outlet or platform. `how` says how it stands in the
    sentence: "in" where words are said in or on it, "told" for those spoken to, "issued"
    for what was given or sent, "tweeted", "air" and "wrote" for outlets, "source" where it speaks
    itself, "after" and the like behind another preposition, else "bare". `article` is
    "a", "the" (or another word that points back), "time" ("Monday’s debate") or "".
    """

    venue: Venue
    start: int
    end: int
    first: int = 0
    last: int = 0
    head: str = ""
    how: str = "bare"
    article: str = ""


def build(
    layout: Layout, span: tuple[int, int], label: tuple[int, int], kind: VenueKind, **more: str
) -> Place | None:
    """The place of tokens `span`, labelled with the words of tokens `label`."""
    tokens, text = layout.tokens, layout.text
    words = trim(text[tokens.start[label[0]] : tokens.end[label[1] - 1]])
    if not words:
        return None
    return of_words(layout, span, words, kind, **more)


def of_words(
    layout: Layout,
    span: tuple[int, int],
    label: str,
    kind: VenueKind | None,
    *,
    head: str = "",
    how: str = "bare",
    article: str = "",
    name: str | None = None,
) -> Place:
    """The place of tokens `span` with a label of its own."""
    tokens = layout.tokens
    start, end = tokens.start[span[0]], tokens.end[span[1] - 1]
    if name is None and (channel := _BY_CHANNEL.search(label)):
        name = channel[1]
    at = _AT_PLACE.search(label)
    venue = Venue(label, kind, layout.text[start:end], name=name, place=at[1] if at else None)
    return Place(venue, start, end, *span, head=head or label.lower(), how=how, article=article)
