"""`quotes ingest`: articles into the database."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer

from quotes.cli import articles, options
from quotes.errors import DatabaseError, QuotesError

if TYPE_CHECKING:
    from sqlite_utils import Database

Item = TypeVar("Item")


def ingest(
    paths: options.Paths,
    db: options.DatabaseFile = Path("quotes.db"),
    metadata: options.Metadata = None,
    published: options.Published = None,
    outlet: options.ArticleOutlet = None,
    author: options.Author = None,
    title: options.Title = None,
    url: options.Url = None,
    id: options.ArticleId = None,
) -> None:
    """Put articles into the database, and the quotes they hold.

    Reads .txt, .md with front matter and .html; folders with all that is in them.
    Articles that are there already and have not changed are left alone.
    """
    from quotes.store.database import open_database
    from quotes.store.ingest import record_failure

    given = articles.Given(published, outlet, author, title, url, id)
    found = articles.find(paths, metadata, given)
    outcomes: Counter[str] = Counter()
    quotes = 0
    database = open_database(db)
    with closing(database):
        for path, known in with_progress(found):
            try:
                outcome, count = _ingest_one(database, path, known)
            except DatabaseError:
                raise
            except QuotesError as error:
                record_failure(database, path, getattr(error, "reason", str(error)))
                articles.tell(error)
                outcome, count = "failed", 0
            outcomes[outcome] += 1
            quotes += count
    articles.tell_left_aside(paths, metadata)
    typer.echo(_summary(outcomes, quotes))
    if outcomes["failed"]:
        raise typer.Exit(1)


def _ingest_one(database: Database, path: str, known: dict[str, str]) -> tuple[str, int]:
    """What became of an article, and how many quotes it brought."""
    from quotes import reading
    from quotes.parsing.pipeline import PARSER_VERSION
    from quotes.store.ingest import ingest as store
    from quotes.store.ingest import is_current, record_unchanged

    article = reading.read(path, known)
    if is_current(database, article):
        record_unchanged(database, article)
        return "unchanged", 0
    quotes = articles.parsed(article)
    ingested = store(database, article, quotes, parser_version=PARSER_VERSION)
    return ingested.outcome, ingested.quotes


def _summary(outcomes: Counter[str], quotes: int) -> str:
    """Such as "3 articles: 1 added, 1 new version, 0 unchanged, 1 failed; 12 quotes"."""
    versions = outcomes["new version"]
    parts = (
        f"{outcomes['added']} added",
        f"{versions} new version{'' if versions == 1 else 's'}",
        f"{outcomes['unchanged']} unchanged",
        f"{outcomes['failed']} failed",
    )
    articles = outcomes.total()
    return (
        f"{articles} article{'' if articles == 1 else 's'}: {', '.join(parts)};"
        f" {quotes} quote{'' if quotes == 1 else 's'}"
    )


def with_progress(items: Sequence[Item]) -> Iterable[Item]:
    """The items, with a progress bar on standard error while a person is watching it."""
    return _progress_bar(items) if sys.stderr.isatty() and len(items) > 1 else items


def _progress_bar(items: Sequence[Item]) -> Iterator[Item]:
    from rich.console import Console
    from rich.progress import track

    yield from track(items, "Reading", console=Console(stderr=True), transient=True)
