"""What people decide: corrections made, and taken back.

Every decision is one transaction of one correction or more (see schema.sql), appended and
never changed; taking one back appends what held before. A correction is known by the
public id of its quote, article or speaker and by its field, so that it holds whatever the
parser finds later, and in a copy of the database as well.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from getpass import getuser
from typing import TYPE_CHECKING, Any

from quotes.errors import InputError
from quotes.store.bounds import place_bounds
from quotes.store.database import writing
from quotes.store.merging import last_of, settle
from quotes.store.naming import credit_unknown, enter_unknown, settle_names

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Database


class Withdrawn(Enum):
    """In place of a value: the field goes back to what the parser says."""

    WITHDRAWN = "withdrawn"


WITHDRAWN = Withdrawn.WITHDRAWN
# Who decided, where two entries turned out to be one person's without anybody's doing.
AUTOMATIC = "(automatic)"
_TOO_HIGH = 1 << 62  # for the number of a decision
_CREDITS = ("speaker", "speaker_id")
_NAMES = ("name", "aliases", "not_aliases")

# The fields of what a public id may name, and the view or table that has their values.
_VALUES = {
    "quotes": ("effective_quotes", frozenset("text speaker role venue venue_kind date".split())),
    "articles": ("effective_articles", frozenset("title byline outlet published url".split())),
    "speakers": ("speakers", frozenset("name external_id born died role".split())),
}


@dataclass(frozen=True, slots=True)
class Change:
    """What a field of a quote, an article or a speaker becomes: a JSON value, or WITHDRAWN."""

    public_id: str
    field: str
    value: Any


@dataclass(frozen=True, slots=True)
class Correction:
    """One field of one decision, as recorded.

    `old` is the value that held before, the parser's or a person's; `new` the value that
    people gave it, None where `action` is "withdraw".
    """

    decision: int
    public_id: str
    field: str
    action: str
    old: Any
    new: Any
    who: str
    why: str | None
    made: str
    undoes: int | None


def decide(
    db: Database,
    changes: Iterable[Change],
    *,
    who: str | None = None,
    why: str | None = None,
    provided: Callable[[], None] | None = None,
) -> int | None:
    """The number of a decision on some fields, made at once; None where it changes nothing.

    `changes` are looked at while nobody else can write: an iterator may read what holds. `who`
    is by default the user of this computer. `provided` is called first, within the same lock:
    what it raises leaves everything as it is. Raises DatabaseError when the database cannot be
    written to.
    """
    if who == AUTOMATIC:
        raise InputError(f"{AUTOMATIC} is nobody who decides: give another name with --who")
    with writing(db):
        if provided is not None:
            provided()
        return record(db, changes, who=who, why=why)


def record(
    db: Database,
    changes: Iterable[Change],
    *,
    who: str | None = None,
    why: str | None = None,
    made: str | None = None,
    undoes: int | None = None,
) -> int | None:
    """The same within the caller's transaction; `made` is when, by default now."""
    stamp = (who or user(), why, made or _now())
    decision: int | None = None
    touched = []
    for change in changes:
        if in_force(db, change.public_id).get(change.field, WITHDRAWN) == change.value:
            continue
        _refuse(db, change)
        if change.field == "speaker":
            enter_unknown(db, _unidentified(db, change))
        correction_id = _append(db, change, stamp, decision, undoes)
        decision = decision or correction_id
        touched.append(change)
    for public_id in dict.fromkeys(c.public_id for c in touched if c.field in _CREDITS):
        credit_unknown(db, public_id)
    settle_names(db, dict.fromkeys(c.public_id for c in touched if c.field in _NAMES))
    settle(db, [change.public_id for change in touched if change.field == "same_as"])
    place_bounds(db, [change.public_id for change in touched if change.field == "segments"])
    return decision


def in_force(db: Database | sqlite3.Connection, public_id: str) -> dict[str, Any]:
    """The corrected fields of a quote, an article or a speaker, with their values."""
    row = db.execute("SELECT fields FROM corrected WHERE public_id = ?", [public_id]).fetchone()
    return dict(json.loads(row[0])) if row else {}


def undo(db: Database, decision: int | None = None, *, who: str | None = None) -> list[Correction]:
    """The corrections of a decision, which are taken back: by number, else the latest of people
    that still stands, so that again goes one decision further back.

    Raises InputError when there is nothing to undo, or a later decision rests on the same
    fields.
    """
    with writing(db):
        number = _latest(db) if decision is None else _standing(db, decision)
        undone = list(recorded(db, "decision = ?", number))
        back = [_before(db, correction_id) for correction_id in reversed(_rows_of(db, number))]
        # Who is meant by a name is said before the name, as everywhere.
        back.sort(key=lambda change: change.field == "speaker")
        record(db, back, who=who, why=f"undo of decision {number}", undoes=number)
    return undone


def _decisions_in_force(db: Database) -> dict[int, str]:
    """The decisions that nobody took back, those apart that take one back, with their makers.
    One that was taken back and brought back by taking that back is among them."""
    rows = db.execute(
        "SELECT decision, min(undoes), min(who) FROM corrections GROUP BY decision"
        " ORDER BY decision DESC"
    ).fetchall()
    taken_back: set[int] = set()
    found = {}
    for decision, undoes, maker in rows:
        if decision in taken_back:
            continue
        if undoes is None:
            found[decision] = maker
        else:
            taken_back.add(undoes)
    return found


def _latest(db: Database) -> int:
    ours = [number for number, maker in _decisions_in_force(db).items() if maker != AUTOMATIC]
    if not ours:
        raise InputError("nothing is left to undo: see `quotes corrections list`")
    return max(ours)


def _standing(db: Database, decision: int) -> int:
    """The same decision, if it can be taken back."""
    if decision >= _TOO_HIGH or not _rows_of(db, decision):
        raise InputError(f"there is no decision {decision}: see `quotes corrections list`")
    again = db.execute(
        "SELECT decision FROM corrections WHERE undoes = ? ORDER BY 1 DESC", [decision]
    ).fetchone()
    in_force = _decisions_in_force(db)
    own = db.execute("SELECT undoes FROM corrections WHERE decision = ?", [decision]).fetchone()[0]
    if again and (decision not in in_force if own is None else True):
        raise InputError(f"decision {decision} was taken back already")
    later = [
        row[0]
        for row in db.execute(
            "SELECT l.decision FROM corrections c JOIN corrections l USING (public_id, field)"
            " WHERE c.decision = ? AND l.decision > c.decision ORDER BY 1 DESC",
            [decision],
        )
        if row[0] in in_force
    ]
    if later:
        raise InputError(f"decision {later[0]} rests on decision {decision}: undo that first")
    return decision


def recorded(
    db: Database | sqlite3.Connection, where: str = "1", *values: object
) -> Iterable[Correction]:
    """The corrections ever made, oldest first, or those that an SQL condition picks."""
    for row in db.execute(
        "SELECT coalesce(decision, correction_id), public_id, field, action, old, new, who, why,"
        f" made, undoes FROM corrections WHERE {where} ORDER BY correction_id",
        list(values),
    ):
        number, public_id, field, action, old, new, *rest = row
        yield Correction(number, public_id, field, action, _read(old), _read(new), *rest)


def user() -> str:
    """The name of whoever uses this computer, for the record."""
    try:
        return getuser()
    except (KeyError, OSError):  # no entry for the user's number
        return "unknown"


def _append(
    db: Database,
    change: Change,
    stamp: tuple[str, str | None, str],
    decision: int | None,
    undoes: int | None,
) -> int:
    taken_back = change.value is WITHDRAWN
    (number,) = db.execute(
        "INSERT INTO corrections (public_id, field, action, old, new, who, why, made, decision,"
        " undoes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, coalesce(?,"
        " (SELECT coalesce(max(correction_id), 0) + 1 FROM corrections)), ?)"
        " RETURNING correction_id",
        [
            change.public_id,
            change.field,
            "withdraw" if taken_back else "set",
            _written(_value(db, change.public_id, change.field)),
            None if taken_back else json.dumps(change.value, ensure_ascii=False),
            *stamp,
            decision,
            undoes,
        ],
    ).fetchone()
    return int(number)


def _unidentified(db: Database, change: Change) -> list[str]:
    """The names that a corrected speaker consists of, those apart that come with an id."""
    names = change.value if isinstance(change.value, list) else [change.value]
    ids = in_force(db, change.public_id).get("speaker_id") or []
    ids = [*ids, *[None] * len(names)]
    return [
        name for name, known in zip(names, ids, strict=False) if isinstance(name, str) and not known
    ]


def _refuse(db: Database, change: Change) -> None:
    """InputError for a change that would make two entries each other's, or one identifier both
    of theirs."""
    if change.value is WITHDRAWN:
        return
    if change.field == "same_as" and last_of(db, change.value) == change.public_id:
        raise InputError(
            f"{change.value} was merged into {change.public_id}: they are one entry already"
        )
    if change.field == "external_id":
        other = db.execute(
            "SELECT name, public_id FROM speakers WHERE external_id = ? AND public_id <> ?",
            [change.value, change.public_id],
        ).fetchone()
        if other is not None:
            raise InputError(f"{change.value} is {other[0]} ({other[1]}) already: merge the two")


def _value(db: Database, public_id: str, field: str) -> Any:
    """The value that a field has now, whoever gave it."""
    for table, (view, fields) in _VALUES.items():
        if field in fields:
            found = db.execute(f"SELECT 1 FROM {table} WHERE public_id = ?", [public_id]).fetchone()
            if found:
                row = db.execute(f"SELECT {field} FROM {view} WHERE public_id = ?", [public_id])
                return row.fetchone()[0]
    return in_force(db, public_id).get(field)


def _rows_of(db: Database, decision: int) -> list[int]:
    rows = db.execute(
        "SELECT correction_id FROM corrections WHERE decision = ? ORDER BY correction_id",
        [decision],
    )
    return [row[0] for row in rows]


def _before(db: Database, correction_id: int) -> Change:
    """The change that takes a correction back: to the one before of the same field, if any."""
    public_id, field = db.execute(
        "SELECT public_id, field FROM corrections WHERE correction_id = ?", [correction_id]
    ).fetchone()
    row = db.execute(
        "SELECT new FROM corrections WHERE public_id = ? AND field = ? AND correction_id < ?"
        " ORDER BY correction_id DESC LIMIT 1",
        [public_id, field, correction_id],
    ).fetchone()
    return Change(public_id, field, _read(row[0]) if row and row[0] is not None else WITHDRAWN)


def _read(written: str | None) -> Any:
    return None if written is None else json.loads(written)


def _written(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)


def _now() -> str:
    """The time in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
