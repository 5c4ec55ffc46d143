"""One entry for one speaker: found among those there are, or made.

Organisations are joined across articles when their names agree; so are unnamed people and
documents, whose entry is a description ("White House official") and no identity. A person's
full name is compared with those of like spelling, and joined where nothing contradicts it
(see quotes/people). A person of one name word ("Wallace") could be anybody, and is kept
apart article by article; so is everybody whom the evidence does not decide.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from quotes.models import Speaker
from quotes.people import Appearance, Known, choose, keys, suggestion_keys
from quotes.store.identity import mint, public_id_taken
from quotes.words import normalized

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Database

__all__ = ["Seen", "find_or_add", "known", "normalized", "speaker_key"]

_APPEARANCES = 50  # of a speaker that are looked at
_LATEST = """
SELECT {name}, qs.role, a.published, a.outlet, a.fields, a.article_id
  FROM {credits}
  JOIN quotes q USING ({quote}) JOIN versions v USING (version_id)
  JOIN articles a USING (article_id) {joined}
 WHERE speaker_id IN (SELECT value FROM json_each(?)) {unless}
 ORDER BY q.quote_id DESC LIMIT 200"""


class Seen(NamedTuple):
    """What is known of the article that a speaker is met in."""

    public_id: str
    published: str | None
    outlet: str | None
    fields: frozenset[str]


def speaker_key(speaker: Speaker, article: str) -> str:
    """What an entry is made from: its kind and its name, and of a person the article (its
    public id), since there may be others of that name."""
    name = normalized(speaker.name)
    return f"person:{name}@{article}" if speaker.kind == "person" else f"{speaker.kind}:{name}"


def find_or_add(db: Database, speaker: Speaker, article: Seen) -> int:
    """The speaker_id of a speaker, whose entry and alias are made when new."""
    key = speaker_key(speaker, article.public_id)
    row = db.execute("SELECT speaker_id FROM speakers WHERE key = ?", [key]).fetchone()
    found = row[0] if row else _named_by_people(db, speaker)
    if found is None and speaker.kind == "person" and " " in normalized(speaker.name):
        found = _joined(db, speaker, article)
    if found is None:
        found = _add(db, speaker, key)
    _add_alias(db, found, speaker)
    return int(found)


def _named_by_people(db: Database, speaker: Speaker) -> int | None:
    """The one entry of this kind that people gave this name to, if any."""
    rows = db.execute(
        "SELECT DISTINCT coalesce(merged_into, speaker_id) FROM aliases JOIN speakers"
        " USING (speaker_id) WHERE normalized = ? AND origin = 'added' AND kind = ? LIMIT 2",
        [normalized(speaker.name), speaker.kind],
    ).fetchall()
    return rows[0][0] if len(rows) == 1 else None


def _joined(db: Database, speaker: Speaker, article: Seen) -> int | None:
    """The entry of the same person, as far as names and evidence tell."""
    found = Appearance(
        speaker.name, speaker.kind, speaker.role, article.published, article.outlet, article.fields
    )
    return choose(found, known(db, _sought(db, keys(speaker.name).sought)))


def _sought(db: Database, wanted: Sequence[str]) -> list[int]:
    rows = db.execute(
        "SELECT DISTINCT coalesce(merged_into, speaker_id) FROM speaker_keys JOIN speakers"
        " USING (speaker_id) WHERE speaker_keys.key IN (SELECT value FROM json_each(?))",
        [json.dumps(wanted)],
    )
    return [row[0] for row in rows]


def known(db: Database | sqlite3.Connection, speaker_ids: Iterable[int]) -> list[Known]:
    """What is known of speakers who are nobody else's entry: names, and where they appeared."""
    found = []
    for speaker_id in speaker_ids:
        members = [
            row[0]
            for row in db.execute(
                "SELECT speaker_id FROM speakers WHERE speaker_id = :id OR merged_into = :id",
                {"id": speaker_id},
            )
        ]
        found.append(_known(db, speaker_id, json.dumps(members)))
    return found


def _known(db: Database | sqlite3.Connection, speaker_id: int, members: str) -> Known:
    names = db.execute(
        "SELECT DISTINCT alias FROM aliases WHERE origin <> 'removed'"
        " AND speaker_id IN (SELECT value FROM json_each(?))",
        [members],
    )
    kind, born, died = db.execute(
        "SELECT kind, born, died FROM speakers WHERE speaker_id = ?", [speaker_id]
    ).fetchone()
    appearances: dict[tuple[int, str], Appearance] = {}
    for query in (_CREDITED, _CORRECTED):
        for name, role, published, outlet, fields, article in db.execute(query, [members]):
            about = frozenset((fields or "").split())
            appearance = Appearance(name, kind, role, published, outlet, about)
            if role is not None or (article, name) not in appearances:
                appearances[article, name] = appearance
    latest = tuple(appearances.values())[:_APPEARANCES]
    return Known(speaker_id, tuple(row[0] for row in names), latest, (born, died))


_CREDITED = _LATEST.format(
    name="qs.name",
    credits="quote_speakers qs",
    quote="quote_id",
    joined="",
    unless="AND NOT EXISTS (SELECT 1 FROM corrected c WHERE c.public_id = q.public_id"
    " AND json_type(c.fields, '$.speaker') IS NOT NULL)",
)
_CORRECTED = _LATEST.format(
    name="qs.name",
    credits="corrected_speakers cs",
    quote="public_id",
    joined="JOIN quote_speakers qs ON qs.quote_id = q.quote_id AND qs.position = cs.position",
    unless="",
).replace("WHERE speaker_id", "WHERE cs.speaker_id")


def _add(db: Database, speaker: Speaker, key: str) -> int:
    public_id, _ = mint(lambda candidate: public_id_taken(db, candidate), "speaker", key)
    (speaker_id,) = db.execute(
        "INSERT INTO speakers (public_id, key, printed_name, name, kind) VALUES (?, ?, ?, ?, ?)"
        " RETURNING speaker_id",
        [public_id, key, speaker.name, speaker.name, speaker.kind],
    ).fetchone()
    return int(speaker_id)


def _add_alias(db: Database, speaker_id: int, speaker: Speaker) -> None:
    cursor = db.execute(
        "INSERT OR IGNORE INTO aliases (speaker_id, normalized, alias) VALUES (?, ?, ?)",
        [speaker_id, normalized(speaker.name), speaker.name],
    )
    if cursor.rowcount == 1 and speaker.kind == "person":
        index_name(db, speaker_id, speaker.name)


def index_name(db: Database, speaker_id: int, name: str) -> None:
    """Make a speaker be found under a name."""
    db.conn.executemany(
        "INSERT OR IGNORE INTO speaker_keys (key, speaker_id) VALUES (?, ?)",
        [(key, speaker_id) for key in (*keys(name).stored, *suggestion_keys(name))],
    )


class Credits:
    """Who the people of one article are, as its quotes are stored one after the other.

    A name that the article had before stays with whom it was, so that nothing moves to another
    entry when an article is parsed again.
    """

    def __init__(self, db: Database, article_id: int) -> None:
        self._db = db
        public_id, published, outlet, fields = db.execute(
            "SELECT a.public_id, e.published, e.outlet, a.fields FROM articles a"
            " JOIN effective_articles e USING (article_id) WHERE article_id = ?",
            [article_id],
        ).fetchone()
        self._article = Seen(public_id, published, outlet, frozenset((fields or "").split()))
        self._known = self._before(article_id)

    def _before(self, article_id: int) -> dict[tuple[str, str], int]:
        """Whom the parser's names in the article stood for so far, by kind and name."""
        rows = self._db.execute(
            "SELECT s.kind, qs.name, qs.speaker_id FROM versions JOIN quotes q USING (version_id)"
            " JOIN quote_speakers qs USING (quote_id) JOIN speakers s USING (speaker_id)"
            " WHERE article_id = ? AND standing <> 'retired'",
            [article_id],
        )
        return {(kind, normalized(name)): speaker_id for kind, name, speaker_id in rows}

    def speaker_id(self, speaker: Speaker) -> int:
        """The entry of somebody credited in the article."""
        name = speaker.kind, normalized(speaker.name)
        if name not in self._known:
            self._known[name] = find_or_add(self._db, speaker, self._article)
        else:
            _add_alias(self._db, self._known[name], speaker)
        return self._known[name]
