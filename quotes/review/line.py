"""A line of text that somebody is typing."""

from __future__ import annotations

from dataclasses import dataclass, replace

from quotes.review.keys import Key

_LONGEST = 500  # characters


@dataclass(frozen=True, slots=True)
class Line:
    """What was typed so far, and where in it the next letter goes: `at`, in code points."""

    text: str = ""
    at: int = 0

    @classmethod
    def of(cls, text: str) -> Line:
        """A line that holds a text, to be typed on at its end."""
        return cls(text, len(text))

    def press(self, key: Key) -> Line:
        """The line after a key; the same line where the key means nothing in it."""
        text, at = self.text, self.at
        moves = {"left": at - 1, "right": at + 1, "home": 0, "end": len(text)}
        moves |= {"ctrl-b": at - 1, "ctrl-f": at + 1, "ctrl-a": 0, "ctrl-e": len(text)}
        if key.name in moves:
            return replace(self, at=min(max(moves[key.name], 0), len(text)))
        kept = {
            "backspace": text[: max(at - 1, 0)],
            "ctrl-u": "",
            "ctrl-w": text[:at].rstrip().rpartition(" ")[0],
        }
        if key.name in kept:
            before = kept[key.name]
            before += " " if key.name == "ctrl-w" and before else ""
            return Line(before + text[at:], len(before))
        if key.name == "delete":
            return replace(self, text=text[:at] + text[at + 1 :])
        if key.name == "ctrl-k":
            return replace(self, text=text[:at])
        words = " ".join(key.text.splitlines())[: _LONGEST - len(text)]
        return Line(text[:at] + words + text[at:], at + len(words))
