"""Dates as each style writes them, never more precise than they are known.

AP abbreviates months before a day except March to July and never gives an
ordinal; MLA abbreviates all but May, June and July; APA and Chicago abbreviate
none (AP Stylebook, "months"; MLA Handbook, 9th ed., appendix 1; APA Publication
Manual, 7th ed., 9.14; The Chicago Manual of Style, 17th ed., 9.31).
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

# In full, as AP abbreviates them before a day, as MLA does everywhere.
_MONTHS = (
    ("January", "Jan.", "Jan."),
    ("February", "Feb.", "Feb."),
    ("March", "March", "Mar."),
    ("April", "April", "Apr."),
    ("May", "May", "May"),
    ("June", "June", "June"),
    ("July", "July", "July"),
    ("August", "Aug.", "Aug."),
    ("September", "Sept.", "Sept."),
    ("October", "Oct.", "Oct."),
    ("November", "Nov.", "Nov."),
    ("December", "Dec.", "Dec."),
)
# A time of day may follow the day, and counts for nothing here.
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ].*)?)?)?", re.ASCII)


class PartialDate(NamedTuple):
    """A day, a month (`day` is None) or a year (`month` is None too)."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def iso(self) -> str:
        """The date in ISO 8601, as precise as it is."""
        return "-".join(
            f"{part:0{width}}" for part, width in zip(self, (4, 2, 2), strict=True) if part
        )


def parse(text: str | None) -> PartialDate | None:
    """The date written in ISO 8601, or None where there is none or it does not exist."""
    found = _ISO.fullmatch(text.strip()) if text else None
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        date(year or 0, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return None
    return PartialDate(year or 0, month, day)


def ap(when: PartialDate) -> str:
    """Feb. 24, 2025; February 2025; 2025."""
    year, month, day = when
    return f"{_MONTHS[month - 1][1]} {day}, {year}" if month and day else chicago(when)


def chicago(when: PartialDate) -> str:
    """February 24, 2025; February 2025; 2025."""
    year, month, day = when
    if not month:
        return f"{year}"
    return _MONTHS[month - 1][0] + (f" {day}, {year}" if day else f" {year}")


def mla(when: PartialDate) -> str:
    """24 Feb. 2025; Feb. 2025; 2025."""
    year, month, day = when
    if not month:
        return f"{year}"
    return (f"{day} " if day else "") + f"{_MONTHS[month - 1][2]} {year}"


def apa(when: PartialDate) -> str:
    """2025, February 24; 2025, February; 2025."""
    year, month, day = when
    if not month:
        return f"{year}"
    return f"{year}, {_MONTHS[month - 1][0]}" + (f" {day}" if day else "")
