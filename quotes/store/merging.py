"""Which speaker an entry stands for, once people found several entries to be one person.

A merge is a correction: the field `same_as` of the entry that goes holds the public id of the
one that stays. An entry may have others merged into it and go itself later; `merged_into`
names the last of the chain, so that reading takes one step. That two entries are two people is
a correction of both: the field `not_same_as` holds the public ids of the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Database


def settle(db: Database, public_ids: Sequence[str]) -> None:
    """Bring `merged_into` in line with what people decided on these entries, and on those
    that stand for others through them. To be called within a transaction."""
    waiting = list(dict.fromkeys(public_ids))
    seen = set(waiting)
    while waiting:
        public_id = waiting.pop()
        last = last_of(db, public_id)
        db.execute(
            "UPDATE speakers SET merged_into = (SELECT speaker_id FROM speakers s"
            " WHERE s.public_id = :last AND :last <> :it) WHERE public_id = :it",
            {"it": public_id, "last": last},
        )
        for (member,) in db.execute(
            "SELECT public_id FROM corrected WHERE fields ->> '$.same_as' = ?", [public_id]
        ).fetchall():
            if member not in seen:
                seen.add(member)
                waiting.append(member)


def last_of(db: Database, public_id: str) -> str:
    """The public id of the entry that this one stands for at last: its own, if it is no
    other's."""
    seen = {public_id}
    while True:
        row = db.execute(
            "SELECT fields ->> '$.same_as' FROM corrected WHERE public_id = ?", [public_id]
        ).fetchone()
        if row is None or row[0] is None or row[0] in seen:
            return public_id
        seen.add(public_id := str(row[0]))


def kept_apart(db: Database | sqlite3.Connection, speaker_id: int) -> set[int]:
    """The speaker_ids of the entries of whom people said that an entry is none of them."""
    rows = db.execute(
        "SELECT DISTINCT coalesce(o.merged_into, o.speaker_id) FROM speakers s"
        " JOIN corrected c ON c.public_id = s.public_id, json_each(c.fields -> '$.not_same_as') n"
        " JOIN speakers o ON o.public_id = n.value WHERE s.speaker_id = ?1 OR s.merged_into = ?1",
        [speaker_id],
    )
    return {row[0] for row in rows}
