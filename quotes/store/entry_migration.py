"""From version 1 of the schema to 2: speakers with ids, merges, and the names they were
printed under; and to 3: what is known of people, to tell them apart."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from quotes.people.appearances import fields_of_article
from quotes.people.profiles import leading_names
from quotes.people.roles import names_of_text
from quotes.store.identity import mint, public_id_taken
from quotes.store.indexing import index_name
from quotes.store.profiles import from_quotes
from quotes.words import normalized

if TYPE_CHECKING:
    from sqlite_utils import Database


def one_person_one_entry(db: Database) -> None:
    """Bring a database of version 1 up to 2, within a transaction; its views and triggers are
    away."""
    db.executescript(_script("from_1"))
    for speaker_id, key in db.execute("SELECT speaker_id, key FROM speakers").fetchall():
        public_id, _ = mint(lambda candidate: public_id_taken(db, candidate), "speaker", key)
        db.execute(
            "UPDATE speakers SET public_id = ? WHERE speaker_id = ?", [public_id, speaker_id]
        )
    _credit_corrected(db)


def profiles_of_people(db: Database) -> None:
    """Bring a database of version 2 up to 3, in the same way."""
    db.executescript(_script("from_2"))
    for article_id, section, text in db.execute(
        "SELECT article_id, section, text FROM articles JOIN versions USING (article_id)"
        " JOIN texts USING (version_id) GROUP BY article_id HAVING version_id = max(version_id)"
    ).fetchall():
        people = [row[0] for row in db.execute(_PEOPLE, [article_id])]
        about = fields_of_article(text, section), names_of_text(text, people)
        values = ["\n".join(sorted(words)) or None for words in about]
        db.execute(
            "UPDATE articles SET fields = ?, names = ? WHERE article_id = ?", [*values, article_id]
        )
    for speaker_id, name in db.execute(
        "SELECT speaker_id, alias FROM speakers JOIN aliases USING (speaker_id)"
        " WHERE kind = 'person' AND origin <> 'removed'"
    ).fetchall():
        index_name(db, speaker_id, name, leading_names(from_quotes(db, speaker_id)))


def search_index(db: Database) -> None:
    """Bring a database of version 3 up to 4, in the same way; the index is filled afterwards."""
    db.executescript(_script("from_3"))


_PEOPLE = """
SELECT DISTINCT qs.name FROM versions JOIN quotes USING (version_id)
  JOIN quote_speakers qs USING (quote_id) JOIN speakers USING (speaker_id)
 WHERE article_id = ? AND speakers.kind = 'person'"""


def _script(name: str) -> str:
    return files("quotes.store").joinpath(f"{name}.sql").read_text(encoding="utf-8")


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
