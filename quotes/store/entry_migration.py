"""From version 1 of the schema to 2: speakers with ids, merges, and the names they were
printed under."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from quotes.people import fields_of_text
from quotes.store.identity import mint, public_id_taken
from quotes.store.speakers import index_name
from quotes.words import normalized

if TYPE_CHECKING:
    from sqlite_utils import Database


def one_person_one_entry(db: Database) -> None:
    """Bring a database of version 1 up to 2, within a transaction; its views and triggers are
    away."""
    db.executescript(files("quotes.store").joinpath("from_1.sql").read_text(encoding="utf-8"))
    people = db.execute("SELECT speaker_id, key, name, kind FROM speakers").fetchall()
    for speaker_id, key, name, kind in people:
        public_id, _ = mint(lambda candidate: public_id_taken(db, candidate), "speaker", key)
        db.execute(
            "UPDATE speakers SET public_id = ? WHERE speaker_id = ?", [public_id, speaker_id]
        )
        if kind == "person":
            index_name(db, speaker_id, name)
    for article_id, text in db.execute(
        "SELECT article_id, text FROM versions JOIN texts USING (version_id) GROUP BY article_id"
        " HAVING version_id = max(version_id)"
    ).fetchall():
        about = " ".join(sorted(fields_of_text(text))) or None
        db.execute("UPDATE articles SET fields = ? WHERE article_id = ?", [about, article_id])
    _credit_corrected(db)


def _credit_corrected(db: Database) -> None:
    """Entries for the speakers that corrections named."""
    for public_id, name in db.execute(
        "SELECT public_id, fields ->> '$.speaker' FROM corrected"
        " WHERE fields ->> '$.speaker' IS NOT NULL"
    ).fetchall():
        row = db.execute("SELECT min(speaker_id) FROM speakers WHERE name = ?", [name]).fetchone()
        if row[0] is None:
            key = f"named:{name}"
            new, _ = mint(lambda candidate: public_id_taken(db, candidate), "speaker", key)
            row = db.execute(
                "INSERT INTO speakers (public_id, key, printed_name, name, kind)"
                " VALUES (?, ?, ?, ?, 'person') RETURNING speaker_id",
                [new, key, name, name],
            ).fetchone()
            db.execute(
                "INSERT INTO aliases VALUES (?, ?, ?, 'added')", [row[0], normalized(name), name]
            )
        db.execute("INSERT INTO corrected_speakers VALUES (?, 0, ?)", [public_id, row[0]])
