"""One entry for one speaker: found among those there are, or made.

Organisations are joined across articles when their names agree; so are unnamed people and
documents, whose entry is a description ("White House official") and no identity. A person's
full name is compared with those of like spelling, and joined where nothing contradicts it
(see quotes/people). A person of one name word ("Wallace") could be anybody, and is kept
apart article by article; so is everybody whom the evidence does not decide. When an entry has
grown, it may turn out to be one with another (reunions.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from quotes.models import Quote, Speaker
from quotes.people.appearances import appearances
from quotes.people.joining import choose
from quotes.people.profiles import Profile, leading_names, profile_of
from quotes.store import profiles
from quotes.store.identity import mint, public_id_taken
from quotes.store.indexing import index_name
from quotes.store.reunions import reunite_entries
from quotes.words import normalized

if TYPE_CHECKING:
    from sqlite_utils import Database

__all__ = ["Credits", "find_or_add", "normalized", "speaker_key"]

_INDEXED_AGAIN = (3, 6, 12, 25, 50)  # appearances after which other names are around somebody


def speaker_key(speaker: Speaker, article: str) -> str:
    """What an entry is made from: its kind and its name, and of a person the article (its
    public id), since there may be others of that name."""
    name = normalized(speaker.name)
    return f"person:{name}@{article}" if speaker.kind == "person" else f"{speaker.kind}:{name}"


def find_or_add(db: Database, speaker: Speaker, article: str, shown: Profile | None = None) -> int:
    """The speaker_id of a speaker in an article (its public id), whose entry and alias are made
    when new. `shown` is what the article shows of a person."""
    key = speaker_key(speaker, article)
    row = db.execute("SELECT speaker_id FROM speakers WHERE key = ?", [key]).fetchone()
    found = row[0] if row else _named_by_people(db, speaker)
    if found is None and speaker.kind == "person" and " " in normalized(speaker.name):
        found = choose(speaker.name, shown or Profile(), profiles.namesakes(db, speaker.name))
    if found is None:
        found = _add(db, speaker, key)
    _add_alias(db, found, speaker, shown)
    return int(found)


def _named_by_people(db: Database, speaker: Speaker) -> int | None:
    """The one entry of this kind that people gave this name to, if any."""
    rows = db.execute(
        "SELECT DISTINCT coalesce(merged_into, speaker_id) FROM aliases JOIN speakers"
        " USING (speaker_id) WHERE normalized = ? AND origin = 'added' AND kind = ? LIMIT 2",
        [normalized(speaker.name), speaker.kind],
    ).fetchall()
    return rows[0][0] if len(rows) == 1 else None


def _add(db: Database, speaker: Speaker, key: str) -> int:
    public_id, _ = mint(lambda candidate: public_id_taken(db, candidate), "speaker", key)
    (speaker_id,) = db.execute(
        "INSERT INTO speakers (public_id, key, printed_name, name, kind) VALUES (?, ?, ?, ?, ?)"
        " RETURNING speaker_id",
        [public_id, key, speaker.name, speaker.name, speaker.kind],
    ).fetchone()
    if speaker.kind == "person":
        profiles.begin(db, speaker_id)
    return int(speaker_id)


def _add_alias(db: Database, speaker_id: int, speaker: Speaker, shown: Profile | None) -> None:
    cursor = db.execute(
        "INSERT OR IGNORE INTO aliases (speaker_id, normalized, alias) VALUES (?, ?, ?)",
        [speaker_id, normalized(speaker.name), speaker.name],
    )
    if cursor.rowcount == 1 and speaker.kind == "person":
        index_name(db, speaker_id, speaker.name, leading_names(shown) if shown else ())


class Credits:
    """Who the people of one article are, as its quotes are stored one after the other.

    A name that the article had before stays with whom it was, so that nothing moves to another
    entry when an article is parsed again.
    """

    def __init__(self, db: Database, article_id: int, quotes: Sequence[Quote], text: str) -> None:
        self._db = db
        self._article, published, outlet, fields, names = db.execute(
            "SELECT a.public_id, e.published, e.outlet, a.fields, a.names FROM articles a"
            " JOIN effective_articles e USING (article_id) WHERE article_id = ?",
            [article_id],
        ).fetchone()
        self._shown = {
            normalized(name): profile_of([each])
            for name, each in appearances(
                quotes, text, profiles.words_of(fields), profiles.words_of(names), published, outlet
            ).items()
        }
        self._known = self._before(article_id)
        self._gone = set(self._known.values())  # until they are met again
        self._met: list[tuple[int, Speaker, Profile]] = []

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
        shown = self._shown.get(name[1]) if speaker.kind == "person" else None
        if name in self._known:
            _add_alias(self._db, self._known[name], speaker, shown)
        else:
            found = find_or_add(self._db, speaker, self._article, shown)
            if shown is not None:
                self._met.append((found, speaker, shown))
            self._known[name] = found
        self._gone.discard(self._known[name])
        return self._known[name]

    def close(self) -> None:
        """Remember what the article shows of those who are met in it for the first time, forget
        what it showed of those who are gone, and see whose entries are one by now."""
        profiles.forget(self._db, self._gone)
        for speaker_id, speaker, shown in self._met:
            grown = profiles.grow(self._db, speaker_id, shown)
            if grown.size in _INDEXED_AGAIN:
                index_name(self._db, speaker_id, speaker.name, leading_names(grown))
            if grown.size > 1 and " " in normalized(speaker.name):
                reunite_entries(self._db, speaker_id, speaker.name)
