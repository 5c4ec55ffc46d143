"""What the pages of a speaker, a venue, an outlet and an article are about."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from quotes.roster import PrintedRole
from quotes.words import folded_words

MOST = 1_000
"""Of so many quotes, the newest, pages count what is in them; and so many an article shows."""

_SHOWN = "standing NOT IN ('rejected', 'retired')"


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody who is quoted, as the page of them begins; `aliases` are other names."""

    id: str
    name: str
    kind: str
    role: str | None
    external_id: str | None
    born: str | None
    died: str | None
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Repeated:
    """The same words in several articles: the row id of the earliest quote, and how many there are
    of articles and of outlets."""

    quote_id: int
    articles: int
    outlets: int


@dataclass(frozen=True, slots=True)
class ArticleEntry:
    """An article, as its page begins, and the row ids of its quotes in the order of its text."""

    id: str
    title: str | None
    byline: str | None
    outlet: str | None
    published: str | None
    modified: str | None
    url: str | None
    archive_url: str | None
    section: str | None
    page: str | None
    language: str | None
    quote_ids: tuple[int, ...]


def entry(connection: sqlite3.Connection, public_id: str) -> Entry | None:
    """The entry with this public id, or that which it was merged into; None where there is none."""
    row = connection.execute(
        "SELECT r.speaker_id, r.public_id AS id, r.name, r.kind, r.role, r.external_id, r.born,"
        " r.died"
        " FROM speakers s JOIN speakers r ON r.speaker_id = coalesce(s.merged_into, s.speaker_id)"
        " WHERE s.public_id = ?",
        (public_id,),
    ).fetchone()
    if row is None:
        return None
    known = dict(row)
    speaker_id = known.pop("speaker_id")
    names = connection.execute(
        "SELECT DISTINCT alias FROM aliases WHERE origin <> 'removed' AND speaker_id IN"
        " (SELECT speaker_id FROM speakers WHERE speaker_id = ?1 OR merged_into = ?1)"
        " ORDER BY alias",
        (speaker_id,),
    )
    aliases = tuple(alias for (alias,) in names if alias != row["name"])
    return Entry(**known, aliases=aliases)


def roles(
    connection: sqlite3.Connection, speaker: str, quote_ids: Sequence[int]
) -> list[PrintedRole]:
    """The roles that articles gave a speaker (a public id) with these quotes, those of the most
    articles first."""
    rows = connection.execute(
        "SELECT qs.role, count(DISTINCT e.article_id), min(e.published), max(e.published)"
        " FROM json_each(?) n JOIN quote_speakers qs ON qs.quote_id = n.value"
        " JOIN speakers s USING (speaker_id)"
        " JOIN speakers r ON r.speaker_id = coalesce(s.merged_into, s.speaker_id)"
        " JOIN effective_quotes e ON e.quote_id = n.value"
        " WHERE r.public_id = ? AND qs.role IS NOT NULL AND e.role IS NOT NULL"
        " GROUP BY qs.role ORDER BY 2 DESC, 3, 1",
        (json.dumps(quote_ids), speaker),
    )
    return [PrintedRole(*row) for row in rows]


def repeated(
    connection: sqlite3.Connection, quote_ids: Sequence[int], *, most: int = 5
) -> list[Repeated]:
    """The words among these quotes that most articles printed, marks and case apart."""
    groups: dict[tuple[str, ...], list[tuple[str, int, int, str | None]]] = {}
    rows = connection.execute(
        "SELECT text, coalesce(published, '9'), quote_id, article_id, outlet FROM effective_quotes"
        " WHERE quote_id IN (SELECT value FROM json_each(?))",
        (json.dumps(quote_ids),),
    )
    for text, published, quote_id, article_id, outlet in rows:
        groups.setdefault(tuple(folded_words(text)), []).append(
            (published, quote_id, article_id, outlet)
        )
    found = []
    for words, printed in groups.items():
        articles = {article_id for _, _, article_id, _ in printed}
        if words and len(articles) > 1:
            outlets = {outlet for *_, outlet in printed}
            found.append(Repeated(min(printed)[1], len(articles), len(outlets)))
    found.sort(key=lambda each: (-each.articles, each.quote_id))
    return found[:most]


def at_venue(connection: sqlite3.Connection, venue: str) -> list[int]:
    """The row ids of the quotes said at the venue of this very label, the newest first; at most
    MOST."""
    rows = connection.execute(
        "WITH said AS (SELECT quote_id FROM quotes WHERE venue = ?1 UNION"
        " SELECT quote_id FROM corrected JOIN quotes USING (public_id)"
        " WHERE corrected.fields ->> '$.venue' = ?1)"
        " SELECT quote_id FROM said JOIN indexed i USING (quote_id) JOIN quotes q USING (quote_id)"
        " LEFT JOIN corrected c USING (public_id)"
        " WHERE CASE WHEN json_type(c.fields, '$.venue') IS NULL THEN q.venue"
        " ELSE c.fields ->> '$.venue' END = ?1"
        " ORDER BY i.day DESC, q.version_id DESC, q.context_start, q.quote_id LIMIT ?2",
        (venue, MOST),
    )
    return [row[0] for row in rows]


def by_outlet(connection: sqlite3.Connection, outlet: str) -> list[int]:
    """The row ids of the quotes that this very outlet published, the newest first; at most MOST."""
    rows = connection.execute(
        "WITH printed AS (SELECT article_id FROM articles WHERE outlet = ?1 UNION"
        " SELECT article_id FROM corrected JOIN articles USING (public_id)"
        " WHERE corrected.fields ->> '$.outlet' = ?1)"
        " SELECT q.quote_id FROM printed JOIN effective_articles a USING (article_id)"
        " JOIN versions USING (article_id) JOIN quotes q USING (version_id)"
        " JOIN indexed i USING (quote_id) WHERE a.outlet = ?1"
        " ORDER BY i.day DESC, q.version_id DESC, q.context_start, q.quote_id LIMIT ?2",
        (outlet, MOST),
    )
    return [row[0] for row in rows]


def months_of(connection: sqlite3.Connection, quote_ids: Sequence[int]) -> list[tuple[str, int]]:
    """The months in which these quotes were said, else published, in order, with how many."""
    rows = connection.execute(
        "SELECT substr(day, 1, 7) FROM indexed WHERE quote_id IN (SELECT value FROM json_each(?))",
        (json.dumps(quote_ids),),
    )
    return sorted(Counter(month for (month,) in rows if month).items())


def article(connection: sqlite3.Connection, public_id: str) -> ArticleEntry | None:
    """The article with this public id, None where there is none; at most MOST of its quotes."""
    row = connection.execute(
        "SELECT article_id, public_id AS id, title, byline, outlet, published, modified, url,"
        " archive_url, section, page, language FROM effective_articles WHERE public_id = ?",
        (public_id,),
    ).fetchone()
    if row is None:
        return None
    ids = connection.execute(
        "SELECT quote_id FROM quotes JOIN versions USING (version_id) WHERE article_id = ?"
        f" AND {_SHOWN} ORDER BY version_id DESC, context_start, quote_id LIMIT ?",
        (row[0], MOST),
    )
    known = dict(row)
    del known["article_id"]
    return ArticleEntry(**known, quote_ids=tuple(quote_id for (quote_id,) in ids))
