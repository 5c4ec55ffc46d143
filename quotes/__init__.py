"""Who said what, where and when: articles in, attributed quotes out.

>>> import quotes
>>> [quote] = quotes.extract("“We won,” said Jane Doe.")
>>> quote.text, quote.speakers[0].name
('We won,', 'Jane Doe')
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quotes.models import Quote

__all__ = ["__version__", "extract"]

__version__: str


def extract(text: str, published: str | None = None) -> list[Quote]:
    """The quotes in an article's text, in the order they stand.

    `published` is the article's date in ISO 8601; "Monday" and "last week" are
    resolved against it, and stay without a date where it is not given.
    """
    from quotes.parsing.pipeline import parse

    return parse(text, published)


def __getattr__(name: str) -> str:
    if name == "__version__":
        from importlib.metadata import version

        return version("quotes-db")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
