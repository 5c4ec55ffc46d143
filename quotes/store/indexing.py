"""Under which spellings a speaker is found, to be joined or to be suggested."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from quotes.people.names import keys
from quotes.people.suggesting import suggestion_keys

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Database


def index_name(db: Database, speaker_id: int, name: str, around: Sequence[str] = ()) -> None:
    """Make a speaker be found under a name, and under it with the names `around` the speaker."""
    db.conn.executemany(
        "INSERT OR IGNORE INTO speaker_keys (key, speaker_id) VALUES (?, ?)",
        [(key, speaker_id) for key in (*keys(name).stored, *suggestion_keys(name, around))],
    )


def found_under(db: Database | sqlite3.Connection, keys: Iterable[str], most: int) -> list[int]:
    """The speakers, nobody else's entries, that share the most of these keys; at most `most`.

    Of those who share as many, the newest entries come first.
    """
    rows = db.execute(
        "SELECT coalesce(merged_into, speaker_id) FROM speaker_keys JOIN speakers"
        " USING (speaker_id) WHERE speaker_keys.key IN (SELECT value FROM json_each(?))"
        " GROUP BY 1 ORDER BY count(*) DESC, 1 DESC LIMIT ?",
        [json.dumps(sorted(keys)), most],
    )
    return [row[0] for row in rows]
