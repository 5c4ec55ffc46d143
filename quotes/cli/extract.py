"""`quotes extract`: the quotes in articles, without a database."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any, TextIO, TypeVar

import typer

from quotes.cli import articles, options
from quotes.errors import ArticleError, InputError

if TYPE_CHECKING:
    from quotes.cli.layout import Page
    from quotes.models import Article, NotQuote, Quote

T = TypeVar("T")


def extract(
    paths: options.Paths,
    format: Annotated[options.ExtractFormat, options.FORMAT] = "ndjson",
    kind: options.Kinds = None,
    not_quotes: Annotated[
        bool,
        typer.Option(
            "--not-quotes",
            help="What stands between quotation marks and is no quote (titles, terms) instead.",
        ),
    ] = False,
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

    if kind and not_quotes:
        raise InputError("--kind and --not-quotes: give one of them, what is no quote has no kind")
    given = articles.Given(published, outlet, author, title, url, id)
    found = articles.find(paths, metadata, given)
    failed: list[str] = []
    with opened(output) as out:
        if not_quotes:
            _print_not_quotes(_each(found, failed, articles.not_quotes), format, out)
        else:
            quotes = (
                (article, quote)
                for article, quote in _each(found, failed, articles.parsed)
                if not kind or quote.kind in kind
            )
            _print(quotes, format, out)
    if failed:
        raise typer.Exit(1)


def _each(
    found: Sequence[tuple[str, dict[str, str]]],
    failed: list[str],
    parsed: Callable[[Article], Sequence[T]],
) -> Iterator[tuple[Article, T]]:
    """What `parsed` finds in every article, each with its article.

    Paths that cannot be read are told and added to `failed`.
    """
    from quotes.reading import read

    for path, known in found:
        try:
            article = read(path, known)
            quotes = parsed(article)
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


def _print_not_quotes(
    passages: Iterator[tuple[Article, NotQuote]], format: str, out: TextIO
) -> None:
    if format == "table":
        from quotes.cli.layout import Page
        from quotes.models import Span

        page = Page(out)
        for number, (article, passage) in enumerate(passages):
            if number:
                page.gap()
            low, high = passage.context.start, passage.context.end
            words = Span(passage.span.start - low, passage.span.end - low)
            page.passage(article.text[low:high], [words])
            page.details((article.name, f"characters {passage.span.start}–{passage.span.end}"))
        return
    from quotes.cli.printing import write_rows
    from quotes.records import not_quote

    write_rows((not_quote(article, passage) for article, passage in passages), format, out)


def _lay_out(page: Page, article: str, quote: Quote) -> None:
    speakers = " and ".join(speaker.name for speaker in quote.speakers) or None
    roles = "; ".join(speaker.role for speaker in quote.speakers if speaker.role) or None
    venue = quote.venue.label if quote.venue else None
    page.words(quote.text, quote.kind, segments=quote.segments)
    page.credit(speakers, roles, quote.speaker_confidence, venue, quote.date)
    place = ", ".join(f"{segment.start}–{segment.end}" for segment in quote.segments)
    kind = f"indirect: {quote.cue}" if quote.kind == "indirect" else quote.kind
    page.details((article, f"characters {place}", kind))
