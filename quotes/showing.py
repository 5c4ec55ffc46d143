"""What holds wherever something is shown to a person: in lists, in messages, on the screen."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quotes.models import Span

# Lines longer than this are hard to read, however wide the terminal is.
WIDEST = 100
# Below this the parser is more likely wrong than right, which a reader must see.
DOUBTFUL = 0.5

# Characters that steer a terminal, reorder a line, or cannot be encoded.
_UNPRINTABLE = re.compile(
    "[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff]"
)


def printable(text: str) -> str:
    """The text with a space for every character that would steer the terminal.

    Its length stays the same, so that offsets into it still hold. Line feeds are kept.
    """
    return _UNPRINTABLE.sub(" ", text)


def one_line(text: str) -> str:
    """The text in one printable line, as messages are."""
    return printable(" ".join(text.split()))


def uncertain(value: str | None, confidence: float | None) -> str | None:
    """Such as "0.41" where there is a value, but a doubtful one; else None."""
    if value is None or confidence is None or confidence >= DOUBTFUL:
        return None
    return f"{confidence:.2f}"


def breaks(text: str, segments: Sequence[Span]) -> list[int]:
    """Where in a quote's text a space stands for the attribution that broke it."""
    found, at = [], 0
    for segment in segments[:-1]:
        at += segment.end - segment.start
        if text[at : at + 1] == " ":
            found.append(at)
        at += 1
    whole = sum(segment.end - segment.start + 1 for segment in segments) - 1
    return found if whole == len(text) else []
