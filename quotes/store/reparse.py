"""The stored articles through today's parser, with ids, corrections and confirmed answers kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quotes.models import Quote
from quotes.store.database import writing
from quotes.store.replacement import replace_quotes
from quotes.store.search_index import compact_index

if TYPE_CHECKING:
    from sqlite_utils import Database

Parse = Callable[[str, str | None], Sequence[Quote]]
_ANSWERS = """
SELECT public_id, text, kind, venue, date,
       (SELECT group_concat(name, ';') FROM quote_speakers qs WHERE qs.quote_id = q.quote_id)
  FROM quotes q JOIN versions USING (version_id)
 WHERE article_id = ? AND standing <> 'retired'"""


@dataclass(frozen=True, slots=True)
class Reparsed:
    """What became of an article's quotes: how many `came`, `went`, `changed` and `stayed`."""

    article_id: str
    came: int
    went: int
    changed: int
    stayed: int


def to_reparse(db: Database, parser_version: str, *, changed: bool = False) -> list[int]:
    """The articles whose text is kept; with `changed`, those read by another parser alone."""
    rows = db.execute(
        "SELECT article_id FROM articles WHERE EXISTS (SELECT 1 FROM versions JOIN texts"
        " USING (version_id) WHERE versions.article_id = articles.article_id) AND (? OR EXISTS"
        " (SELECT 1 FROM versions JOIN quotes USING (version_id)"
        "   WHERE versions.article_id = articles.article_id AND standing <> 'retired'"
        "     AND parser_version <> ?)) ORDER BY article_id",
        [not changed, parser_version],
    )
    return [row[0] for row in rows]


def reparse(
    db: Database, articles: Sequence[int], parse: Parse, *, parser_version: str
) -> Iterator[Reparsed]:
    """What became of each article, each in a transaction of its own.

    Days are counted from the day of publication as people corrected it.
    """
    for article_id in articles:
        with writing(db):
            yield _reparse_one(db, article_id, parse, parser_version)
    with writing(db):
        compact_index(db.conn)


def _reparse_one(db: Database, article_id: int, parse: Parse, parser_version: str) -> Reparsed:
    public_id, published, version_id, text = db.execute(
        "SELECT public_id, published, version_id, text FROM effective_articles"
        " JOIN versions USING (article_id) JOIN texts USING (version_id) WHERE article_id = ?"
        " ORDER BY version_id DESC LIMIT 1",
        [article_id],
    ).fetchone()
    before = _answers(db, article_id)
    replace_quotes(db, version_id, parse(text, published), parser_version=parser_version)
    after = _answers(db, article_id)
    both = before.keys() & after.keys()
    changed = sum(before[each] != after[each] for each in both)
    return Reparsed(
        public_id,
        len(after.keys() - before.keys()),
        len(before.keys() - after.keys()),
        changed,
        len(both) - changed,
    )


def _answers(db: Database, article_id: int) -> dict[str, tuple[object, ...]]:
    """What the parser says of each quote of an article, by public id."""
    return {row[0]: tuple(row[1:]) for row in db.execute(_ANSWERS, [article_id])}
