"""The prompts of a review: who said it, in which role, where and when."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from quotes.errors import InputError
from quotes.review.case import Case
from quotes.review.desk import Desk, Found
from quotes.review.keys import Key
from quotes.review.line import Line
from quotes.store.editing import checked_date

Field = Literal["speaker", "role", "venue", "date"]

CHOOSING = ("down", "up", "tab", "ctrl-n", "ctrl-p", "enter")
"""The keys that go by what is offered."""

_PARTING = re.compile(r"\s*;\s*")


@dataclass(frozen=True, slots=True)
class Asking:
    """A line being typed for a field, and what is offered for it.

    `offered` are speakers that fit what is typed, `chosen` the number of the one marked, None
    where none is. `picked` are those taken over from what was offered, by their names. `note`
    is what is wrong or unsure with what was entered; entered once more it is `meant`.
    """

    field: Field
    line: Line
    offered: tuple[Found, ...] = ()
    chosen: int | None = None
    picked: tuple[Found, ...] = ()
    note: str = ""
    meant: str | None = None
    looked_up: str = ""

    @classmethod
    def about(cls, case: Case, field: Field, typed: str | None = None) -> Asking:
        """The prompt for a field of a quote: a speaker is typed anew, all else begins with what
        the quote has."""
        record = case.record
        now = {"speaker": "", "role": record.role, "venue": record.venue, "date": record.date}
        return cls(field, Line.of(now[field] or "" if typed is None else typed))

    def press(self, key: Key) -> Asking:
        """The prompt after a key that neither enters nor leaves."""
        if key.name == "tab" and self.offered:
            return self._with(self.offered[self.chosen or 0])
        if key.name in ("down", "ctrl-n") and self.offered:
            at = 0 if self.chosen is None else min(self.chosen + 1, len(self.offered) - 1)
            return replace(self, chosen=at, note="")
        if key.name in ("up", "ctrl-p") and self.offered:
            return replace(self, chosen=self.chosen - 1 if self.chosen else None, note="")
        line = self.line.press(key)
        same = line.text == self.line.text
        return replace(self, line=line, chosen=self.chosen if same else None, note="")

    def _with(self, found: Found) -> Asking:
        """The prompt with the last name typed completed to one that was offered."""
        names = [*_PARTING.split(self.line.text)[:-1], found.name]
        line, picked = Line.of("; ".join(names)), (*self.picked, found)
        return replace(self, line=line, picked=picked, chosen=None, note="")

    def offering(self, find: Callable[[str], Sequence[Found]]) -> Asking:
        """The prompt with the speakers that fit the last name typed."""
        typed = _PARTING.split(self.line.text)[-1]
        if typed == self.looked_up:
            return self
        return replace(self, offered=tuple(find(typed)), looked_up=typed, chosen=None)

    def told(self, note: str, meant: str | None = None) -> Asking:
        """The prompt kept up, with a word on what was entered."""
        return replace(self, note=note, meant=meant)


@dataclass(frozen=True, slots=True)
class Answer:
    """What an entered line means: values to record, shown so; or the prompt kept up. Neither
    where it is what the quote has already."""

    values: dict[str, Any] | None = None
    shown: str = ""
    asking: Asking | None = None


def answered(asking: Asking, case: Case, desk: Desk) -> Answer:
    """What entering the line of a prompt means."""
    if asking.field == "speaker":
        return _speakers(asking, case, desk)
    value = " ".join(asking.line.text.split())
    record = case.record
    now = {"role": record.role, "venue": record.venue, "date": record.date}[asking.field]
    if value == (now or ""):
        return Answer()
    if not value:
        if asking.meant != "":
            return Answer(asking=asking.told("Enter again: the article does not tell", ""))
        values: dict[str, Any] = {asking.field: None}
        return Answer(
            values | ({"venue_kind": None} if asking.field == "venue" else {}), "not given"
        )
    if asking.field == "date":
        try:
            value = checked_date(value)
        except InputError as error:
            return Answer(asking=asking.told(str(error)))
    return Answer({asking.field: value}, value)


def _speakers(asking: Asking, case: Case, desk: Desk) -> Answer:
    """Who was entered: those typed, parted by semicolons, the last one perhaps marked below."""
    typed = [name for name in _PARTING.split(" ".join(asking.line.text.split())) if name]
    picked = {found.name: found.speaker_id for found in asking.picked}
    if asking.chosen is not None and asking.offered:
        found = asking.offered[asking.chosen]
        typed = [*typed[:-1], found.name]
        picked[found.name] = found.speaker_id
    if not typed:
        if case.record.speaker is None:
            return Answer()
        if asking.meant != "":
            told = asking.told("Enter again: the article does not tell who said it", "")
            return Answer(asking=told)
        return Answer({"speaker": None}, "not given")
    pairs: list[tuple[str, str | None]] = []
    for name in typed:
        if name in picked:
            pairs.append((name, picked[name]))
            continue
        entries = desk.called(name)
        if len(entries) > 1:
            return Answer(asking=asking.told(f"Several are called {name}: choose one with ↓"))
        if not entries and asking.meant != asking.line.text:
            note = f"{name} is new here: enter again to take the name, ↓ for those who fit"
            return Answer(asking=asking.told(note, asking.line.text))
        pairs.append((entries[0].name, entries[0].public_id) if entries else (name, None))
    return Answer({"speaker": pairs}, " and ".join(name for name, _ in pairs))
