"""Plain text: the file as decoded, so that offsets into the text are the file's."""

from __future__ import annotations

from quotes.reading.fields import Reading

_VERSION = "1"  # changes when the same bytes give another text


def read_plain(path: str, text: str) -> Reading:
    """The text, untouched; a plain file names no fields."""
    return Reading(text, "text", _VERSION)
