"""The tables under tables/: one file per subject, rows of marked-up text.

    == name of the row, after the phenomenon that it shows
    published: 2025-02-24
    speaker: Jane Doe
    speaker 2: Joe Bloggs; Jim Bloggs
    venue: interview with Radio Tern | Radio Tern
    date: -

    [S:Jane Doe] [C:told] [V:Radio Tern]: “[Q:We won.]”

Behind the name stand the fields that are expected, each for all quotes of the row or, with
a number, for one of them. A field that is not there is not looked at; `-` expects that
nothing is given. Joint speakers (and their kinds and roles) are parted by `;`, wordings of a
venue that are all right by `|`. `xfail: reason` says that the parser is known to get the row
wrong; failing.py brings these marks up to date. After an empty line follows the text (see
marked.py), as many paragraphs as it has.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from marked import Marked, read_marks

FOLDER = Path(__file__).parent / "tables"
SUBJECTS = tuple(sorted(path.stem for path in FOLDER.glob("*.txt")))
FIELDS = frozenset("kind speaker speaker_kind role clause venue venue_kind date date_basis".split())
_FIELD = re.compile(r"(?P<name>\w+)(?: (?P<number>\d+))?: (?P<value>.+)")


@dataclass(frozen=True)
class Row:
    """One case of a table; `line` is where its name stands in the file."""

    subject: str
    name: str
    line: int
    source: str
    fields: dict[tuple[str, int | None], str]
    published: str | None = None
    xfail: str | None = None

    @cached_property
    def marked(self) -> Marked:
        """The text and its spans."""
        return read_marks(self.source)

    def expected(self, field: str, number: int) -> str | None:
        """What a field of quote `number` must be, `-` for nothing; None where it is left open."""
        return self.fields.get((field, number), self.fields.get((field, None)))


def rows_of(subject: str) -> list[Row]:
    """The rows of one table, in order; ValueError where a line or name cannot be right."""
    lines = (FOLDER / f"{subject}.txt").read_text(encoding="utf-8").split("\n")
    starts = [i for i, line in enumerate(lines) if line.startswith("== ")]
    rows = [
        _row(subject, lines[i:j], i + 1)
        for i, j in zip(starts, [*starts[1:], len(lines)], strict=True)
    ]
    if len({row.name for row in rows}) < len(rows):
        raise ValueError(f"{subject}: two rows have one name")
    return rows


def _row(subject: str, lines: list[str], line: int) -> Row:
    blank = lines.index("")
    given: dict[str, str] = {}
    fields: dict[tuple[str, int | None], str] = {}
    for entry in lines[1:blank]:
        match = _FIELD.fullmatch(entry)
        if match is None:
            raise ValueError(f"{subject}, line {line}: not a field: {entry!r}")
        name, number = match["name"], match["number"]
        if name in FIELDS:
            fields[name, int(number) if number else None] = match["value"]
        elif name in ("published", "xfail"):
            given[name] = match["value"]
        else:
            raise ValueError(f"{subject}, line {line}: unknown field {name!r}")
    source = "\n".join(lines[blank + 1 :]).rstrip("\n")
    return Row(subject, lines[0][3:], line, source, fields, **given)


def cases(subject: str) -> list[object]:
    """The rows of one table as parameters of a test, known failures marked."""
    return [
        pytest.param(
            row,
            id=row.name,
            marks=[pytest.mark.xfail(reason=row.xfail, strict=True)] if row.xfail else [],
        )
        for row in rows_of(subject)
    ]
