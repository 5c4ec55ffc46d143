"""Corrections moved between copies of a database, by public id and field.

A line of an export is a JSON object: public_id, field, action, new, who, why, made. Names of
speakers travel with their ids, so that somebody unknown in the other copy is entered there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from quotes.errors import InputError
from quotes.store.database import writing
from quotes.store.decisions import AUTOMATIC, WITHDRAWN, Change, in_force, record, recorded

if TYPE_CHECKING:
    from sqlite_utils import Database

_FIELD = re.compile(r"[a-z][a-z_]*", re.ASCII)
_NEEDED = ("public_id", "field", "who", "made")


def exported_corrections(db: Database) -> Iterator[dict[str, Any]]:
    """The corrections of people in force, the latest of each field, in the order they were
    made."""
    latest: dict[tuple[str, str], dict[str, Any]] = {}
    for each in recorded(db):
        key = each.public_id, each.field
        latest.pop(key, None)
        if each.action == "set" and each.who != AUTOMATIC:
            latest[key] = {
                "public_id": each.public_id,
                "field": each.field,
                "action": each.action,
                "new": each.new,
                "who": each.who,
                "why": each.why,
                "made": each.made,
            }
    yield from latest.values()


def import_corrections(db: Database, lines: Iterable[str]) -> tuple[int, int]:
    """How many corrections were taken over, and how many were in force already.

    All or none: raises InputError for a line that is none, with its number. A correction to
    what this copy does not have is kept, and holds once it is there.
    """
    rows = [_read(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    taken = known = 0
    with writing(db):
        for row in rows:
            value = WITHDRAWN if row.get("action") == "withdraw" else row.get("new")
            if in_force(db, row["public_id"]).get(row["field"], WITHDRAWN) == value:
                known += 1
                continue
            change = Change(row["public_id"], row["field"], value)
            record(db, [change], who=row["who"], why=row.get("why"), made=row["made"])
            taken += 1
    return taken, known


def _read(number: int, line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise InputError(
            f"line {number} is no JSON: give what `corrections export` wrote"
        ) from error
    if not isinstance(row, dict) or not all(isinstance(row.get(key), str) for key in _NEEDED):
        raise InputError(f"line {number} lacks one of {', '.join(_NEEDED)}")
    if not _FIELD.fullmatch(row["field"]):
        raise InputError(f"line {number}: {row['field']!r} is no field")
    return row
