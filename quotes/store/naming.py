"""The names that a speaker goes by, as articles print them and as people decided.

The corrections `aliases` and `not_aliases` of a speaker hold the names that people added and
struck out; what articles print comes and goes with them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from quotes.store.indexing import index_name
from quotes.words import normalized

if TYPE_CHECKING:
    from sqlite_utils import Database


def settle_names(db: Database, public_ids: Iterable[str]) -> None:
    """Bring the aliases of these speakers in line with what people decided. To be called
    within a transaction."""
    for public_id in public_ids:
        row = db.execute(
            "SELECT speaker_id, name, fields FROM speakers JOIN corrected USING (public_id)"
            " WHERE public_id = ?",
            [public_id],
        ).fetchone()
        if row is not None:
            _settle(db, row[0], row[1], json.loads(row[2]))


def _settle(db: Database, speaker_id: int, name: str, said: dict[str, list[str]]) -> None:
    printed = db.execute(
        "SELECT printed_name FROM speakers WHERE speaker_id = :id UNION"
        " SELECT name FROM quote_speakers WHERE speaker_id = :id",
        {"id": speaker_id},
    ).fetchall()
    names: dict[str, tuple[str, str]] = {normalized(row[0]): (row[0], "printed") for row in printed}
    names.update({normalized(each): (each, "added") for each in said.get("aliases", [])})
    names.update({normalized(each): (each, "removed") for each in said.get("not_aliases", [])})
    names.setdefault(normalized(name), (name, "added"))
    db.execute("DELETE FROM aliases WHERE speaker_id = ?", [speaker_id])
    db.conn.executemany(
        "INSERT INTO aliases VALUES (?, ?, ?, ?)",
        [(speaker_id, key, alias, origin) for key, (alias, origin) in names.items()],
    )
    for alias, origin in names.values():
        if origin == "added":
            index_name(db, speaker_id, alias)
