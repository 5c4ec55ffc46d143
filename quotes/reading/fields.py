"""What may be known of an article besides its text, and the forms it must have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from quotes.errors import ArticleError, InputError

GIVEN = (
    "id",
    "url",
    "canonical_url",
    "archive_url",
    "outlet",
    "title",
    "author",
    "published",
    "accessed",
    "section",
    "page",
    "language",
)
"""The fields a caller, a row of metadata or front matter may give."""

_DATES = ("published", "modified", "accessed")
_ADDRESSES = ("url", "canonical_url", "archive_url")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_SURROGATES = re.compile("[\ud800-\udfff]")
# 2025, 2025-02, 2025-02-24, and a time of day after the day.
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})([T ].+)?)?)?", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)
# "Jane Doe and John Roe", "Jane Doe, John Roe, and Ann Poe", "Jane Doe, Jr., and John Roe"
_AND = re.compile(r",?\s+(?:and|&)\s+", re.IGNORECASE)
_COMMA = re.compile(r",(?!\s*(?:Jr|Sr|II|III|IV|M\.?D|Ph\.?D)\b)", re.IGNORECASE)
_BY = re.compile(r"\Aby(?:\s*:\s*|\s+|\Z)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader got out of one file: its text, and the fields it names.

    The keys of `fields` are those of GIVEN, and "modified".
    """

    text: str
    reader: str
    reader_version: str
    fields: Mapping[str, str] = field(default_factory=dict)


def without_surrogates(text: str) -> str:
    """The text with every lone surrogate replaced by U+FFFD: neither UTF-8 nor SQLite takes one."""
    return _SURROGATES.sub("\ufffd", text)


def one_line(value: str) -> str:
    """The value on one line: control characters out, white space collapsed, ends trimmed."""
    return " ".join(_CONTROLS.sub(" ", without_surrogates(value)).split())


def iso_date(value: str) -> str | None:
    """The value as YYYY-MM-DD, YYYY-MM or YYYY, a time of day cut off; None if it is no such date.

    >>> iso_date("2025-02-24T08:30:00Z")
    '2025-02-24'
    """
    match = _DATE.fullmatch(value)
    if match is None:
        return None
    year, month, day, time = match.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
        if time is not None:
            datetime.fromisoformat(value)
    except ValueError:
        return None
    return value[:10]


def web_address(value: str) -> str | None:
    """The value if it is a whole http or https address, else None: links are followed."""
    return value if _ADDRESS.fullmatch(value) else None


def bylines(author: str) -> tuple[str, ...]:
    """The names in a byline, without "By", each once.

    Names are told apart at ";", "and" and "&"; commas part names only in a list
    that ends in "and", since elsewhere they open a title or an affiliation.

    >>> bylines("By Jane Doe, John Roe and Ann Poe")
    ('Jane Doe', 'John Roe', 'Ann Poe')
    """
    names: list[str] = []
    for part in one_line(author).split(";"):
        *listed, last = _AND.split(part)
        names += [name for some in listed for name in _COMMA.split(some)] + [last]
    trimmed = (_BY.sub("", name.strip(" ,")) for name in names)
    return tuple(dict.fromkeys(name for name in trimmed if any(map(str.isalnum, name))))


def known(given: Mapping[str, str] | None) -> dict[str, str]:
    """The given fields that are not blank; InputError when one has an unknown name."""
    given = given or {}
    for name in given:
        if name not in GIVEN:
            raise InputError(f"{name!r} is no field of an article: use {', '.join(GIVEN)}")
    return {name: value for name, value in given.items() if value and not value.isspace()}


def checked(path: str, fields: Mapping[str, str]) -> dict[str, str]:
    """The fields on one line each, dates cut to the day, blank ones left out.

    Raises ArticleError for a date or a web address that is none.
    """
    found = {name: one_line(value) for name, value in fields.items()}
    found = {name: value for name, value in found.items() if value}
    for name in _DATES:
        if name in found:
            day = iso_date(found[name])
            if day is None:
                form = "write it as YYYY-MM-DD, YYYY-MM or YYYY"
                raise ArticleError(path, f"{name} is {_shown(found[name])}: {form}")
            found[name] = day
    for name in _ADDRESSES:
        if name in found and web_address(found[name]) is None:
            form = "give the whole address, from https:// on"
            raise ArticleError(path, f"{name} is {_shown(found[name])}: {form}")
    return found


def _shown(value: str) -> str:
    return repr(value if len(value) <= 60 else value[:59] + "…")
