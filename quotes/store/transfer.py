"""Corrections moved between copies of a database, by public id and field.

A line of an export is a JSON object: decision, public_id, field, action, new, who, why, made.
The lines of one decision stand together. Names of speakers travel with their ids, so that
somebody unknown in the other copy is entered there, and what was taken back travels as such.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from quotes.store.database import writing
from quotes.store.decisions import AUTOMATIC, WITHDRAWN, Change, in_force, record, recorded
from quotes.store.merging import last_of
from quotes.store.validation import refuse_invented_words, validated

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Imported:
    """How many corrections were taken over, were in force already, or were left because a newer
    one is in force; and of those taken over, how many are of what is not in this copy."""

    taken: int = 0
    known: int = 0
    older: int = 0
    elsewhere: int = 0


def exported_corrections(db: Database | sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """The latest corrections by people of each field, those taken back included, decision by
    decision in the order they were made."""
    latest: dict[tuple[str, str], dict[str, Any]] = {}
    for each in recorded(db):
        key = each.public_id, each.field
        latest.pop(key, None)
        if each.who != AUTOMATIC:
            latest[key] = {
                "decision": each.decision,
                "public_id": each.public_id,
                "field": each.field,
                "action": each.action,
                "new": each.new,
                "who": each.who,
                "why": each.why,
                "made": each.made,
            }
    yield from latest.values()


def import_corrections(db: Database, lines: Iterable[str], source: str = "input") -> Imported:
    """What became of the corrections of another copy, which are taken over all or none.

    Raises InputError, with the source and the number of the line, for one that cannot be. A
    correction of what this copy does not have is kept, and holds once it is there; one that
    is older than what holds here is left out.
    """
    rows = [
        (number, validated(line, f"{source}, line {number}"))
        for number, line in enumerate(lines, 1)
        if line.strip()
    ]
    counts = {"taken": 0, "known": 0, "older": 0, "elsewhere": 0}
    with writing(db):
        for _, group in groupby(rows, _decision):
            changes = []
            for _, row in group:
                fate = _fate(db, row)
                counts[fate] += 1
                if fate == "taken":
                    changes.append(Change(row["public_id"], row["field"], _value(row)))
                    counts["elsewhere"] += not _is_here(db, row["public_id"])
            if changes:
                record(db, changes, who=row["who"], why=row.get("why"), made=row["made"])
        for number, row in rows:
            if row["field"] in ("text", "segments"):
                refuse_invented_words(db, row["public_id"], f"{source}, line {number}")
    return Imported(**counts)


def _decision(numbered: tuple[int, dict[str, Any]]) -> tuple[Any, ...]:
    number, row = numbered
    together = row.get("decision")
    return together if together is not None else -number, row["who"], row["made"]


def _value(row: dict[str, Any]) -> Any:
    return WITHDRAWN if row["action"] == "withdraw" else row["new"]


def _fate(db: Database, row: dict[str, Any]) -> str:
    """Whether a correction is to be taken, is known here, or is older than what holds."""
    public_id, field, value = row["public_id"], row["field"], _value(row)
    if in_force(db, public_id).get(field, WITHDRAWN) == value:
        return "known"
    if field == "same_as" and value is not WITHDRAWN and last_of(db, value) == public_id:
        return "known"  # they are one already, the other way round
    newest = db.execute(
        "SELECT made FROM corrections WHERE public_id = ? AND field = ? AND who <> ?"
        " ORDER BY correction_id DESC LIMIT 1",
        [public_id, field, AUTOMATIC],
    ).fetchone()
    return "older" if newest and newest[0] > row["made"] else "taken"


def _is_here(db: Database, public_id: str) -> bool:
    return any(
        db.execute(f"SELECT 1 FROM {table} WHERE public_id = ?", [public_id]).fetchone()
        for table in ("quotes", "articles", "speakers")
    )
