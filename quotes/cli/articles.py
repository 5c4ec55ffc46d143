"""The articles that a command was given, and what was said about them."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from quotes.cli.layout import one_line
from quotes.errors import ArticleError, InputError, QuotesError

if TYPE_CHECKING:
    from quotes.models import Article, NotQuote, Quote

# So many of the files left aside are named.
NAMES = 2


@dataclass(frozen=True, slots=True)
class Given:
    """What the options of ingest and extract say about a single article."""

    published: str | None
    outlet: str | None
    author: str | None
    title: str | None
    url: str | None
    id: str | None

    def fields(self) -> dict[str, str]:
        """What was given, by the names that quotes.reading knows."""
        named = ((name, getattr(self, name)) for name in self.__slots__)
        return {name: value for name, value in named if value}


def find(
    paths: Sequence[str], metadata: Path | None, given: Given
) -> list[tuple[str, dict[str, str]]]:
    """Each article's path, and what is known of it from outside.

    What the options say counts before the metadata. A path that does not exist is kept:
    reading it tells. Raises InputError when a folder holds no article, when options for
    one article come with several, and when no row of the metadata belongs to any article.
    """
    from quotes.reading import find_articles, load_metadata, metadata_for

    found = find_articles(paths)
    fields = given.fields()
    if fields and len(found) != 1:
        options = " and ".join(f"--{name}" for name in fields)
        raise InputError(
            f"{options}: for one article, but {len(found)} were given; use --metadata FILE.csv"
        )
    rows = load_metadata(str(metadata)) if metadata else {}
    articles = [(path, metadata_for(rows, path)) for path in found]
    _refuse_shared_rows(metadata, articles)
    if found and rows and not any(row for _, row in articles):
        raise InputError(f"{metadata}: no file named in it is among the articles")
    return [(path, row | fields) for path, row in articles]


def _refuse_shared_rows(metadata: Path | None, articles: list[tuple[str, dict[str, str]]]) -> None:
    """Raise InputError where one row of the metadata fits the names of several articles."""
    first: dict[int, str] = {}
    for path, row in articles:
        if row and (other := first.setdefault(id(row), path)) != path:
            raise InputError(
                f"{metadata}: one row fits {other} and {path}: write the path in the column file"
            )


def parsed(article: Article) -> list[Quote]:
    """The quotes of an article; ArticleError where the parser fails on it, so that the
    others go on."""
    from quotes.parsing.pipeline import parse

    with _parsing(article):
        return parse(article.text, article.published)


def not_quotes(article: Article) -> list[NotQuote]:
    """What stands between quotation marks in an article and is no quote; raises like `parsed`."""
    from quotes.parsing.pipeline import find_not_quotes

    with _parsing(article):
        return find_not_quotes(article.text)


@contextmanager
def _parsing(article: Article) -> Iterator[None]:
    """Turns an error of the parser into one that names the article: one never stops a batch."""
    try:
        yield
    except Exception as error:
        reason = f"it cannot be parsed ({type(error).__name__}): report this as a bug"
        raise ArticleError(article.path or article.name, reason) from error


def tell_left_aside(paths: Sequence[str], metadata: Path | None) -> None:
    """Say in one line which files in the folders have an ending that is not read."""
    from quotes.reading import left_aside

    aside = left_aside([*paths, *([str(metadata)] if metadata else [])])
    if aside:
        names = ", ".join(Path(path).name for path in aside[:NAMES])
        more = f" and {len(aside) - NAMES} more" if len(aside) > NAMES else ""
        files = "file" if len(aside) == 1 else "files"
        print(one_line(f"{len(aside)} other {files} left aside: {names}{more}"), file=sys.stderr)


def tell(error: QuotesError) -> None:
    """Say in one line what is wrong with an article, while the others go on."""
    # Not typer.echo: rich moves only what is printed above its progress bar.
    print(f"quotes: {one_line(str(error))}", file=sys.stderr)
