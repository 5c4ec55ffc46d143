"""Who is quoted: how often, under which names, in which roles, and by whom it is published.

Everything is read with people's decisions in force: corrected speakers count for whom they
were corrected to, and entries that were merged for the one they stand for.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from quotes.filtering import DAY, find_speakers

_SHOWN = "e.standing NOT IN ('rejected', 'retired') AND e.kind IN ('direct', 'mixed')"


@dataclass(frozen=True, slots=True)
class SpeakerSummary:
    """Who is quoted, how often, from when to when.

    `quotes` counts the direct and mixed quotes that search shows. `first` and
    `last` are ISO dates: when the words were said, else when they were published.
    `aliases` are the other names the speaker goes by, `outlets` who published the
    quotes; both are sorted. `id` is the speaker's public id, `external_id` what an outside
    authority knows it by, `role` what a list of people says that it is.
    """

    name: str
    kind: str | None
    quotes: int
    first: str | None
    last: str | None
    aliases: tuple[str, ...]
    outlets: tuple[str, ...]
    id: str | None = None
    external_id: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class PrintedRole:
    """A role that articles gave a speaker: as printed, in how many articles, and the days of
    publication of the first and the last of them."""

    role: str
    articles: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class MergedEntry:
    """An entry that turned out to be another's: its name and public id, and the number and the
    maker of the decision."""

    name: str
    id: str
    decision: int
    who: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How often an outlet quoted a kind of speaker in a month: `named` people, `unnamed` ones,
    and `institutions` (organisations and documents)."""

    outlet: str | None
    month: str | None
    named: int
    unnamed: int
    institutions: int


def list_speakers(connection: sqlite3.Connection, name: str | None = None) -> list[SpeakerSummary]:
    """Everybody who is quoted, most quoted first; with `name`, those it may mean.

    The name is matched as the speaker of `Filters` is; the list is empty when it fits nobody.
    Joint quotes count for each of their speakers.
    """
    ids = None if name is None else json.dumps(sorted(find_speakers(connection, name)))
    summaries = []
    for row in connection.execute(_summaries_sql(chosen=ids is not None), {"ids": ids}):
        speaker, kind, quotes, first, last, aliases, outlets, *known_as = row
        others = set(json.loads(aliases)) - {speaker}
        published = {outlet for outlet in json.loads(outlets) if outlet is not None}
        summaries.append(
            SpeakerSummary(
                speaker,
                kind,
                quotes,
                first,
                last,
                tuple(sorted(others)),
                tuple(sorted(published)),
                *known_as,
            )
        )
    return summaries


def printed_roles(connection: sqlite3.Connection, speaker_id: str) -> list[PrintedRole]:
    """Who a speaker was, and when: the roles as printed, by the first day of publication."""
    rows = connection.execute(
        "SELECT qs.role, count(DISTINCT e.article_id), min(e.published), max(e.published)"
        " FROM speakers r"
        " JOIN speakers s ON s.speaker_id = r.speaker_id OR s.merged_into = r.speaker_id"
        " JOIN quote_speakers qs ON qs.speaker_id = s.speaker_id"
        " JOIN effective_quotes e USING (quote_id) WHERE r.public_id = ?"
        " AND qs.role IS NOT NULL AND e.standing NOT IN ('rejected', 'retired')"
        " AND NOT EXISTS (SELECT 1 FROM corrected c WHERE c.public_id = e.public_id"
        "                    AND json_type(c.fields, '$.speaker') IS NOT NULL)"
        " GROUP BY qs.role ORDER BY min(e.published), qs.role",
        (speaker_id,),
    )
    return [PrintedRole(*row) for row in rows]


def merged_entries(connection: sqlite3.Connection, speaker_id: str) -> list[MergedEntry]:
    """The entries that were merged into a speaker's, in the order that was decided in."""
    rows = connection.execute(
        "SELECT s.name, s.public_id, c.decision, c.who FROM speakers r"
        " JOIN speakers s ON s.merged_into = r.speaker_id JOIN corrections c"
        "   ON c.public_id = s.public_id AND c.field = 'same_as' WHERE r.public_id = ?"
        " GROUP BY s.speaker_id HAVING c.correction_id = max(c.correction_id) ORDER BY 3",
        (speaker_id,),
    )
    return [MergedEntry(*row) for row in rows]


def audit(connection: sqlite3.Connection) -> list[Tally]:
    """How many quotes of named people, of unnamed ones and of institutions each outlet printed
    in each month, the newest month first. Nobody's gender or origin is guessed at."""
    rows = connection.execute(
        "SELECT e.outlet, substr(e.published, 1, 7) AS month,"
        " sum(s.kind = 'person'), sum(s.kind = 'unnamed'),"
        " sum(s.kind IN ('organization', 'document'))"
        " FROM credits JOIN effective_quotes e USING (quote_id) JOIN speakers s USING (speaker_id)"
        f" WHERE {_SHOWN} GROUP BY e.outlet, month ORDER BY month DESC, e.outlet"
    )
    return [Tally(*row) for row in rows]


def what_is_corrected(connection: sqlite3.Connection) -> list[dict[str, int | str]]:
    """Of the quotes that people confirmed, corrected or rejected, how many had each field
    corrected, the most first; `rejected` counts those that were none."""
    (judged,) = connection.execute(
        "SELECT count(*) FROM quotes WHERE standing IN ('confirmed', 'corrected', 'rejected')"
    ).fetchone()
    rows = connection.execute(
        "SELECT f.key, count(*) FROM quotes JOIN corrected USING (public_id), json_each(fields) f"
        " WHERE f.key NOT IN ('standing', 'speaker_id', 'segments') GROUP BY 1"
        " UNION ALL SELECT 'rejected', count(*) FROM quotes WHERE standing = 'rejected'"
        " ORDER BY 2 DESC, 1"
    )
    return [{"field": field, "corrected": count, "judged": judged} for field, count in rows]


def _summaries_sql(*, chosen: bool) -> str:
    """The query for every speaker, or for those of :ids."""
    among = "WHERE speaker_id IN (SELECT value FROM json_each(:ids))" if chosen else ""
    mine = f"(SELECT speaker_id FROM speakers {among})"
    return f"""
WITH named AS (
    SELECT quote_id, speaker_id FROM quote_speakers WHERE speaker_id IN {mine}
       AND quote_id NOT IN (SELECT quote_id FROM corrected CROSS JOIN quotes USING (public_id)
                             WHERE json_type(fields, '$.speaker') IS NOT NULL)
    UNION ALL
    SELECT quote_id, speaker_id FROM corrected_speakers JOIN quotes USING (public_id)
     WHERE speaker_id IN {mine}),
totals AS (
    SELECT coalesce(s.merged_into, s.speaker_id) AS speaker_id,
           count(DISTINCT quote_id) AS quotes, min({DAY}) AS first, max({DAY}) AS last,
           json_group_array(DISTINCT e.outlet) AS outlets
      FROM named JOIN speakers s USING (speaker_id) JOIN effective_quotes e USING (quote_id)
     WHERE {_SHOWN} GROUP BY 1)
SELECT s.name, s.kind, t.quotes, t.first, t.last,
       (SELECT json_group_array(DISTINCT alias) FROM speakers m JOIN aliases USING (speaker_id)
         WHERE (m.speaker_id = t.speaker_id OR m.merged_into = t.speaker_id)
           AND origin <> 'removed'),
       t.outlets, s.public_id, s.external_id, s.role
  FROM totals t JOIN speakers s USING (speaker_id)
 ORDER BY t.quotes DESC, t.last DESC, s.name"""
