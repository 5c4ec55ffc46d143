"""What a correction may say that comes from outside: its fields and its values."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, get_args

from quotes.errors import InputError
from quotes.models import Span, SpeakerKind
from quotes.store.decisions import AUTOMATIC, in_force
from quotes.store.editing import (
    ARTICLE_FIELDS,
    VENUE_KINDS,
    article_value,
    checked_date,
    plain_value,
)
from quotes.words import joined

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Database

_NEEDED = ("public_id", "field", "who", "made")
_MADE = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z", re.ASCII)
_PUBLIC_ID = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
_STANDINGS = ("confirmed", "rejected")


def validated(line: str, place: str) -> dict[str, Any]:
    """The correction that a line of JSON holds, with its action and its value.

    Raises InputError, with the place, for a line that is none or says what cannot be.
    """
    try:
        row = json.loads(line, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{place} is no JSON: give what `corrections export` wrote") from error
    if not isinstance(row, dict) or not all(isinstance(row.get(key), str) for key in _NEEDED):
        raise InputError(f"{place} lacks one of {', '.join(_NEEDED)}")
    row.setdefault("action", "set")
    try:
        _check_record(row)
        if row["action"] == "set":
            row["new"] = _checked(row["field"], row["new"])
    except InputError as error:
        raise InputError(f"{place}: {error}") from error
    except UnicodeEncodeError as error:
        raise InputError(f"{place} holds what is no character: save it as UTF-8") from error
    return row


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number of JSON")


def _check_record(row: dict[str, Any]) -> None:
    """InputError for what is not of a record, its value apart."""
    json.dumps(row, ensure_ascii=False).encode()  # what is no text cannot be stored
    if not _PUBLIC_ID.fullmatch(row["public_id"]):
        raise InputError(f"{row['public_id'][:40]!a} is no public id")
    if row["field"] not in _CHECKS:
        raise InputError(f"{row['field'][:40]!a} is no field: {', '.join(_CHECKS)}")
    if row["action"] not in ("set", "withdraw"):
        raise InputError(f"{row['action']!a} is no action: set or withdraw")
    if row["action"] == "set" and "new" not in row:
        raise InputError("a value is set, but `new` is missing")
    if not _MADE.fullmatch(row["made"]):
        raise InputError(f"{row['made'][:40]!a} is no time: write 2025-02-24T09:30:00Z")
    for key in ("who", "why"):
        if row.get(key) is not None and (
            not isinstance(row[key], str) or plain_value(key, row[key]) is None
        ):
            raise InputError(f"{key} must be words")
    if row["who"] == AUTOMATIC:
        raise InputError(f"{AUTOMATIC} is nobody who decides")


def _checked(field: str, value: Any) -> Any:
    if field in ARTICLE_FIELDS and isinstance(value, str):
        return article_value(field, value)
    if not _CHECKS[field](value):
        shown = json.dumps(value, ensure_ascii=True)
        raise InputError(f"{shown[:60]} cannot be the {field}")
    return value


def _words(value: Any) -> bool:
    """Whether a value is printable words."""
    return isinstance(value, str) and plain_value("the value", value) == value


def _words_or_none(value: Any) -> bool:
    return value is None or _words(value)


def _names(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_words, value))


def _speaker(value: Any) -> bool:
    return _words_or_none(value) or _names(value)


def _ids(value: Any) -> bool:
    return isinstance(value, list) and all(each is None or _id(each) for each in value)


def _id(value: Any) -> bool:
    return isinstance(value, str) and _PUBLIC_ID.fullmatch(value) is not None


def _date(value: Any) -> bool:
    return value is None or (isinstance(value, str) and checked_date(value) == value)


def _text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _segments(value: Any) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get("text_sha256"), str):
        return False
    spans, end = value.get("spans"), 0
    if not isinstance(spans, list) or not spans:
        return False
    for span in spans:
        if not isinstance(span, list) or len(span) != 2 or not all(type(n) is int for n in span):
            return False
        if not end <= span[0] < span[1] < 1 << 40:
            return False
        end = span[1]
    return True


_CHECKS: dict[str, Callable[[Any], bool]] = {
    "speaker": _speaker,
    "speaker_id": _ids,
    "speaker_kind": lambda value: value in get_args(SpeakerKind),
    "role": _words_or_none,
    "venue": _words_or_none,
    "venue_kind": lambda value: value is None or value in VENUE_KINDS,
    "date": _date,
    "text": _text,
    "segments": _segments,
    "standing": lambda value: value in _STANDINGS,
    **dict.fromkeys(ARTICLE_FIELDS, lambda value: value is None),
    "name": _words,
    "aliases": _names,
    "not_aliases": _names,
    "same_as": _id,
    "not_same_as": lambda value: isinstance(value, list) and all(map(_id, value)),
    "external_id": _words,
    "born": _date,
    "died": _date,
}


def refuse_invented_words(db: Database, public_id: str, place: str) -> None:
    """InputError where a quote was corrected to words that its article does not have."""
    problem = invented_words(db, public_id)
    if problem:
        raise InputError(f"{place}: {problem}")


def invented_words(db: Database | sqlite3.Connection, public_id: str) -> str | None:
    """What is wrong with the corrected words of a quote: None where there are none, where they
    are what their bounds say, or where the text is not kept that the bounds are of."""
    said = in_force(db, public_id)
    if "text" not in said and "segments" not in said:
        return None
    if "text" not in said or "segments" not in said:
        return f"the words of {public_id} and their bounds are corrected together or not at all"
    spans = [Span(*pair) for pair in said["segments"]["spans"]]
    row = db.execute(
        "SELECT text FROM versions JOIN texts USING (version_id) WHERE text_sha256 = ?",
        [said["segments"]["text_sha256"]],
    ).fetchone()
    if row is None or (spans[-1].end <= len(row[0]) and joined(row[0], spans) == said["text"]):
        return None
    return f"the article of {public_id} does not have the words “{said['text'][:60]}” there"
