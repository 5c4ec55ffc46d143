"""The names that a speaker goes by, as articles print them and as people decided.

The corrections `aliases` and `not_aliases` of a speaker hold the names that people added and
struck out; what articles print comes and goes with them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from quotes.store.identity import mint, public_id_taken
from quotes.store.indexing import index_name
from quotes.words import normalized

if TYPE_CHECKING:
    from sqlite_utils import Database


def new_id(db: Database, name: str, kind: str = "person") -> str:
    """The public id that a new entry for somebody that people named would have."""
    key = f"named:{kind}:{normalized(name)}"
    return mint(lambda candidate: public_id_taken(db, candidate), "speaker", key)[0]


def enter(db: Database, name: str, kind: str = "person", *, public_id: str | None = None) -> int:
    """The speaker_id of a new entry for somebody that people named, within a transaction; under
    `public_id`, if that is given."""
    key = f"named:{kind}:{normalized(name)}"
    public_id = public_id or new_id(db, name, kind)
    (speaker_id,) = db.execute(
        "INSERT INTO speakers (public_id, key, printed_name, name, kind) VALUES (?, ?, ?, ?, ?)"
        " RETURNING speaker_id",
        [public_id, key, name, name, kind],
    ).fetchone()
    db.execute(
        "INSERT INTO aliases VALUES (?, ?, ?, 'printed')", [speaker_id, normalized(name), name]
    )
    if kind == "person":
        index_name(db, speaker_id, name)
    return int(speaker_id)


def enter_unknown(db: Database, names: Iterable[str]) -> None:
    """Entries for those of these names that nobody has, within a transaction."""
    for name in names:
        if not db.execute("SELECT 1 FROM speakers WHERE name = ?", [name]).fetchone():
            enter(db, name)


def credit_unknown(db: Database, public_id: str) -> None:
    """Credit a quote whose speaker was corrected to somebody who has no entry here, or has none
    any more, with a new entry: under the id that was given for it, if any. To be called within
    a transaction."""
    credited = db.execute(
        "SELECT n.key, n.value, c.fields ->> ('$.speaker_id[' || n.key || ']'), cs.speaker_id"
        " FROM corrected c JOIN json_each("
        " CASE json_type(c.fields, '$.speaker') WHEN 'array' THEN c.fields -> '$.speaker'"
        " ELSE json_array(c.fields ->> '$.speaker') END) n"
        " LEFT JOIN corrected_speakers cs ON cs.public_id = c.public_id AND cs.position = n.key"
        " WHERE c.public_id = ? AND n.value IS NOT NULL",
        [public_id],
    ).fetchall()
    for position, name, wanted, speaker_id in credited:
        known = wanted and db.execute("SELECT 1 FROM speakers WHERE public_id = ?", [wanted])
        if speaker_id is not None and (not known or known.fetchone()):
            continue
        new = enter(db, name, public_id=wanted if known else None)
        place = [public_id, position]
        db.execute("DELETE FROM corrected_speakers WHERE public_id = ? AND position = ?", place)
        db.execute("INSERT INTO corrected_speakers VALUES (?, ?, ?)", [*place, new])


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
