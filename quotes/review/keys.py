"""Bytes from a terminal -> keys."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

_PASTE, _PASTED = "\x1b[200~", "\x1b[201~"
_SEQUENCE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|O[@-~]|[^\x1b\[O])")
_NAMED = {
    "A": "up", "B": "down", "C": "right", "D": "left", "H": "home", "F": "end",
    "1~": "home", "7~": "home", "4~": "end", "8~": "end", "3~": "delete",
    "5~": "page-up", "6~": "page-down",
}  # fmt: skip
_CONTROLS = {"\r": "enter", "\n": "enter", "\t": "tab", "\x7f": "backspace", "\x08": "backspace"}
_LONGEST_PASTE = 100_000  # characters held until the end of a paste comes


class Key(NamedTuple):
    """A key that was pressed: "c", "enter", "esc", "up", "ctrl-c", "paste".

    `text` is what it types, if anything: of a letter the letter, of a paste all of it.
    """

    name: str
    text: str = ""


class Keyboard:
    """Makes keys of what a terminal sends, however it is cut into pieces."""

    def __init__(self) -> None:
        self._decode = codecs.getincrementaldecoder("utf-8")("replace")
        self._held = ""

    @property
    def holds_back(self) -> bool:
        """Whether an escape came that may be a key, or the beginning of one."""
        return bool(self._held)

    def feed(self, sent: bytes) -> list[Key]:
        """The keys that are complete with these bytes."""
        self._held += self._decode.decode(sent)
        return list(self._complete())

    def flush(self) -> list[Key]:
        """The escape key, where nothing followed an escape for a while; else nothing."""
        held = self._held
        if held.startswith(_PASTE) and len(held) < _LONGEST_PASTE:
            return []
        self._held = ""
        return [Key("esc")] if held == "\x1b" else []

    def _complete(self) -> Iterator[Key]:
        while self._held:
            held = self._held
            if held.startswith(_PASTE):
                if _PASTED not in held:
                    return
                pasted, _, self._held = held.removeprefix(_PASTE).partition(_PASTED)
                yield Key("paste", "".join(c if c.isprintable() else " " for c in pasted))
            elif held[0] == "\x1b":
                match = _SEQUENCE.match(held)
                if match is None:
                    if held.startswith("\x1b\x1b"):
                        self._held = held[1:]
                        yield Key("esc")
                        continue
                    return
                self._held = held[match.end() :]
                name = _NAMED.get(match[0][2:])
                if name:
                    yield Key(name)
            else:
                self._held = held[1:]
                yield from _plain(held[0])


def _plain(character: str) -> Iterator[Key]:
    if character in _CONTROLS:
        yield Key(_CONTROLS[character])
    elif character < " ":
        yield Key(f"ctrl-{chr(ord(character) + 96)}")
    elif character.isprintable() or (character > "~" and not character.isspace()):
        yield Key(character, character)
