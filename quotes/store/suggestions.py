"""Which entries may be one person, for people to decide."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quotes.people.profiles import leading_names
from quotes.people.suggesting import Suggestion, rank, suggestion_keys
from quotes.store.indexing import found_under
from quotes.store.merging import kept_apart
from quotes.store.profiles import entry_of, known

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Database

_MOST = 200  # entries of like names that are compared with one
_WORTH_A_LOOK = 0.5  # the score from which on somebody is suggested who was not asked about


def suggest(db: Database | sqlite3.Connection, speaker_id: int, limit: int = 3) -> list[Suggestion]:
    """Who may be the same person as a speaker, likeliest first; none of whom people said that
    they are not. Nothing is changed."""
    (of,) = known(db, [entry_of(db, speaker_id)])
    around = leading_names(of.profile)
    wanted = {key for name in of.names for key in suggestion_keys(name, around)}
    known_not = {of.speaker_id, *kept_apart(db, of.speaker_id)}
    near = [each for each in found_under(db, wanted, _MOST) if each not in known_not]
    return rank(of, known(db, near))[:limit]


def suggestions(db: Database | sqlite3.Connection, limit: int) -> Iterator[tuple[int, Suggestion]]:
    """The speakers with somebody who may be the same, and the likeliest of these; those seldom
    quoted are asked for first, since it is them that are written in other ways."""
    told: set[frozenset[int]] = set()
    for (speaker_id,) in db.execute(
        "SELECT s.speaker_id FROM speakers s JOIN quote_speakers qs USING (speaker_id)"
        " WHERE s.kind = 'person' AND s.merged_into IS NULL GROUP BY 1 ORDER BY count(*), 1"
    ).fetchall():
        for best in suggest(db, speaker_id, 1):
            pair = frozenset((speaker_id, best.speaker_id))
            if pair not in told and best.score >= _WORTH_A_LOOK:
                told.add(pair)
                yield speaker_id, best
        if len(told) >= limit:
            return
