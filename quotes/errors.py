"""The exceptions.

    QuotesError                 everything this package raises on purpose
    ├── InputError              a value, option or file the caller gave is wrong
    │   ├── ArticleError        an article cannot be read; carries its path and the reason
    │   └── UnknownQuoteError   no quote has this public id
    └── DatabaseError           the file is no quotes database, is too new, or is damaged

Every message is one line that names the file or value and the remedy; the
command line prints it and exits with status 1.
"""

from __future__ import annotations


class QuotesError(Exception):
    """The base of all errors that this package raises on purpose."""


class InputError(QuotesError):
    """A value, option or file that the caller gave is wrong."""


class ArticleError(InputError):
    """An article cannot be read.

    `path` is the file as it was given, `reason` a short phrase such as
    "the file is empty".
    """

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class UnknownQuoteError(InputError):
    """No quote in the database has this public id."""


class DatabaseError(QuotesError):
    """The database cannot be used: no database, too new, locked or damaged."""
