"""`quotes extract`: the quotes in articles, without a database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from quotes.cli import articles, options
from quotes.errors import ArticleError

if TYPE_CHECKING:
    from quotes.cli.layout import Page
    from quotes.models import Article, Quote


def extract(
    paths: options.Paths,
    format: Annotated[options.ExtractFormat, options.FORMAT] = "ndjson",
    kind: options.Kinds = None,
    output: options.OutputFile = None,
    metadata: options.Metadata = None,
    published: options.Published = None,
    outlet: options.ArticleOutlet = None,
    author: options.Author = None,
    title: options.Title = None,
    url: options.Url = None,
    id: options.ArticleId = None,
) -> None:
    """Print the quotes in articles, without a database.

    Without --kind, quotes of every kind, indirect ones included.
    """
    from quotes.cli.printing import opened

    given = articles.Given(published, outlet, author, title, url, id)
    found = articles.find(paths, metadata, given)
    failed: list[str] = []
    with opened(output) as out:
        quotes = (
            (article, quote)
            for article, quote in _extracted(found, failed)
            if not kind or quote.kind in kind
        )
        _print(quotes, format, out)
    if failed:
        raise typer.Exit(1)


def _extracted(
    found: Sequence[tuple[str, dict[str, str]]], failed: list[str]
) -> Iterator[tuple[Article, Quote]]:
    """Each quote with its article; paths that cannot be read are told and added to `failed`."""
    from quotes.reading import read

    for path, known in found:
        try:
            article = read(path, known)
            quotes = articles.parsed(article)
        except ArticleError as error:
            articles.tell(error)
            failed.append(path)
            continue
        for quote in quotes:
            yield article, quote


def _print(quotes: Iterator[tuple[Article, Quote]], format: str, out: TextIO) -> None:
    if format == "table":
        from quotes.cli.layout import Page

        page = Page(out)
        for number, (article, quote) in enumerate(quotes):
            if number:
                page.gap()
            _lay_out(page, article.name, quote)
        return
    from quotes.cli.printing import write_rows
    from quotes.records import extracted

    rows: Iterator[dict[str, Any]] = (extracted(article.name, quote) for article, quote in quotes)
    write_rows(rows, format, out)


def _lay_out(page: Page, article: str, quote: Quote) -> None:
    speakers = " and ".join(speaker.name for speaker in quote.speakers) or None
    roles = "; ".join(speaker.role for speaker in quote.speakers if speaker.role) or None
    venue = quote.venue.label if quote.venue else None
    page.words(quote.text, quote.kind, segments=quote.segments)
    page.credit(speakers, roles, quote.speaker_confidence, venue, quote.date)
    place = ", ".join(f"{segment.start}–{segment.end}" for segment in quote.segments)
    page.details((article, f"characters {place}", quote.kind))
