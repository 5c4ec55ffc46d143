"""What is known of speakers: their names, and what all their appearances are evidence of.

An entry's profile is kept beside it and grows with each article. One that something was taken
from is dropped (by `forget`, and by the triggers of schema.sql where people correct a speaker),
and made again from the quotes when it is needed.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from quotes.people.names import keys
from quotes.people.profiles import Appearance, Known, Profile, profile_of, together
from quotes.people.roles import fields_of_text, names_around
from quotes.words import normalized

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Database

_MOST_NAMESAKES = 50  # entries that are compared with a name, those seen most


def known(db: Database | sqlite3.Connection, speaker_ids: Sequence[int]) -> list[Known]:
    """What is known of speakers who are nobody else's entry, in the order asked for."""
    asked = json.dumps(speaker_ids)
    members: dict[int, list[int]] = {each: [] for each in speaker_ids}
    dates: dict[int, tuple[str | None, str | None]] = {}
    listed: dict[int, list[Profile]] = {each: [] for each in speaker_ids}
    for member, speaker_id, born, died, role in db.execute(
        "SELECT speaker_id, coalesce(merged_into, speaker_id), born, died, role FROM speakers"
        " WHERE speaker_id IN (SELECT value FROM json_each(?1))"
        "    OR merged_into IN (SELECT value FROM json_each(?1))",
        [asked],
    ):
        members[speaker_id].append(member)
        if member == speaker_id:
            dates[member] = born, died
        if role is not None:  # from a list of people
            listed[speaker_id].append(profile_of([Appearance("", role, None, None)]))
    everybody = [each for group in members.values() for each in group]
    names, profiles = _names(db, everybody), _profiles(db, everybody)
    return [
        Known(
            each,
            tuple(dict.fromkeys(name for member in group for name in names[member])),
            together([*listed[each], *(profiles[member] for member in group)]),
            dates[each],
        )
        for each, group in members.items()
    ]


def _names(db: Database | sqlite3.Connection, entries: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {each: [] for each in entries}
    for speaker_id, name in db.execute(
        "SELECT speaker_id, alias FROM aliases WHERE origin <> 'removed'"
        " AND speaker_id IN (SELECT value FROM json_each(?)) ORDER BY speaker_id, normalized",
        [json.dumps(entries)],
    ):
        found[speaker_id].append(name)
    return found


def _profiles(db: Database | sqlite3.Connection, entries: Sequence[int]) -> dict[int, Profile]:
    rows = db.execute(
        "SELECT speaker_id, profile FROM profiles"
        " WHERE speaker_id IN (SELECT value FROM json_each(?))",
        [json.dumps(entries)],
    )
    found = {speaker_id: _read(written) for speaker_id, written in rows}
    return {each: found[each] if each in found else from_quotes(db, each) for each in entries}


def entry_of(db: Database | sqlite3.Connection, speaker_id: int) -> int:
    """The speaker_id of the entry that one stands for: its own, if it is nobody else's."""
    (found,) = db.execute(
        "SELECT coalesce(merged_into, speaker_id) FROM speakers WHERE speaker_id = ?", [speaker_id]
    ).fetchone()
    return int(found)


def namesakes(db: Database | sqlite3.Connection, name: str) -> list[Known]:
    """What is known of the people who may go by a name, as their entries say; those of whom
    people said that they do not are left out."""
    struck = db.execute(
        "SELECT coalesce(merged_into, speaker_id) FROM aliases JOIN speakers USING (speaker_id)"
        " WHERE normalized = ? AND origin = 'removed'",
        [normalized(name)],
    )
    without = {row[0] for row in struck}
    found = db.execute(
        "SELECT coalesce(merged_into, speaker_id) FROM speaker_keys JOIN speakers"
        " USING (speaker_id) LEFT JOIN profiles USING (speaker_id)"
        " WHERE speaker_keys.key IN (SELECT value FROM json_each(?))"
        " GROUP BY 1 ORDER BY total(size) DESC, 1 LIMIT ?",
        [json.dumps(keys(name).sought), _MOST_NAMESAKES],
    )
    return known(db, [row[0] for row in found if row[0] not in without])


def words_of(column: str | None) -> frozenset[str]:
    """The fields or names that a column of an article holds, a line each."""
    return frozenset((column or "").split("\n")) - {""}


# Keeping


def begin(db: Database, speaker_id: int) -> None:
    """Keep a profile for an entry that has no appearance yet."""
    _write(db, speaker_id, Profile())


def grow(db: Database, speaker_id: int, shown: Profile) -> Profile:
    """Add what an article, whose quotes are stored, shows to an entry's profile; what it then
    is."""
    row = db.execute("SELECT profile FROM profiles WHERE speaker_id = ?", [speaker_id]).fetchone()
    grown = together([_read(row[0]), shown]) if row else from_quotes(db, speaker_id)
    _write(db, speaker_id, grown)
    return grown


def forget(db: Database, speaker_ids: Iterable[int]) -> None:
    """Drop the profiles of entries that something was taken from."""
    db.conn.executemany(
        "DELETE FROM profiles WHERE speaker_id = ?", [(each,) for each in speaker_ids]
    )


def from_quotes(db: Database | sqlite3.Connection, speaker_id: int) -> Profile:
    """An entry's profile, from the quotes that are its own as people corrected them."""
    return profile_of(
        Appearance(
            name,
            role,
            published,
            outlet,
            fields_of_text(contexts) or words_of(fields),
            names_around(name, json.loads(people), words_of(names)),
        )
        for name, role, published, outlet, contexts, fields, names, people in db.execute(
            _APPEARANCES, [speaker_id]
        )
    )


_APPEARANCES = """
WITH mine AS (
    SELECT qs.quote_id, qs.name, qs.role FROM quote_speakers qs JOIN quotes q USING (quote_id)
     WHERE qs.speaker_id = ?1
       AND NOT EXISTS (SELECT 1 FROM corrected c WHERE c.public_id = q.public_id
                          AND json_type(c.fields, '$.speaker') IS NOT NULL)
    UNION ALL
    SELECT q.quote_id, s.name, NULL FROM corrected_speakers JOIN quotes q USING (public_id)
      JOIN speakers s USING (speaker_id) WHERE s.speaker_id = ?1)
SELECT mine.name, min(mine.role), a.published, a.outlet, group_concat(DISTINCT q.context), a.fields,
       a.names, (SELECT json_group_array(DISTINCT o.name) FROM versions w
                   JOIN quotes p USING (version_id) JOIN quote_speakers o USING (quote_id)
                   JOIN speakers s USING (speaker_id)
                  WHERE w.article_id = a.article_id AND s.kind = 'person')
  FROM mine JOIN quotes q USING (quote_id) JOIN versions v USING (version_id)
  JOIN articles a USING (article_id)
 GROUP BY a.article_id, mine.name ORDER BY a.article_id, mine.name"""


def _write(db: Database, speaker_id: int, profile: Profile) -> None:
    db.execute(
        "INSERT OR REPLACE INTO profiles VALUES (?, ?, ?)",
        [speaker_id, profile.size, _written(profile)],
    )


def _written(profile: Profile) -> str:
    parts = (
        profile.size,
        profile.role_names,
        profile.names,
        profile.outlet_names,
        profile.fields,
        profile.text_fields,
        sorted(profile.offices),
        sorted(profile.outlets),
        profile.years,
    )
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


@lru_cache(2_000)
def _read(written: str) -> Profile:
    size, role_names, names, outlet_names, fields, text_fields, *rest = json.loads(written)
    offices, outlets, years = rest
    return Profile(
        size,
        Counter(role_names),
        Counter(names),
        Counter(outlet_names),
        Counter(fields),
        Counter(text_fields),
        frozenset(offices),
        frozenset(outlets),
        tuple(years),
    )
