"""Who said what, where and when: articles in, attributed quotes out.

>>> import quotes
>>> [quote] = quotes.extract("“We won,” said Jane Doe.")
>>> quote.text, quote.speakers[0].name
('We won,', 'Jane Doe')
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from quotes.models import Quote, QuoteKind
    from quotes.searching import Results

__all__ = ["__version__", "extract", "search"]

__version__: str


def extract(text: str, published: str | None = None) -> list[Quote]:
    """The quotes in an article's text, in the order they stand.

    `published` is the article's date in ISO 8601; "Monday" and "last week" are
    resolved against it, and stay without a date where it is not given.
    """
    from quotes.parsing.pipeline import parse

    return parse(text, published)


def search(
    database: Path | str,
    words: str = "",
    *,
    speaker: str | None = None,
    venue: str | None = None,
    outlet: str | None = None,
    since: str | None = None,
    until: str | None = None,
    kinds: Sequence[QuoteKind] = (),
    limit: int = 20,
    offset: int = 0,
) -> Results:
    """The quotes of a database that the words may mean, best first; without words, the newest.

    Any text is a valid query (see `quotes.searching.find`). The others filter, names forgivingly,
    days from `since` to `until`, both included, in ISO 8601 of any precision. Raises DatabaseError
    when the file is no quotes database, and InputError for a filter that nothing fits.
    """
    from contextlib import closing
    from pathlib import Path

    from quotes.models import Filters
    from quotes.searching import find
    from quotes.store.database import connect

    filters = Filters(speaker, venue, outlet, since, until, tuple(kinds))
    with closing(connect(Path(database))) as connection:
        return find(connection, words, filters, limit=limit, offset=offset)


def __getattr__(name: str) -> str:
    if name == "__version__":
        from importlib.metadata import version

        return version("quotes-db")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
