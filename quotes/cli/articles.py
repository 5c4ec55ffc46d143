"""The articles that a command was given, and what was said about them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from quotes.cli.layout import one_line
from quotes.errors import InputError, QuotesError


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

    What the options say counts before the metadata. Raises InputError when a path is
    missing, when options for one article come with several, and when no row of the
    metadata belongs to any article.
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
    if found and rows and not any(row for _, row in articles):
        raise InputError(f"{metadata}: no file named in it is among the articles")
    return [(path, row | fields) for path, row in articles]


def tell(error: QuotesError) -> None:
    """Say in one line what is wrong with an article, while the others go on."""
    # Not typer.echo: rich moves only what is printed above its progress bar.
    print(f"quotes: {one_line(str(error))}", file=sys.stderr)
