"""Files shipped with the package: schema, metadata, word lists, model weights.

schema.sql and datasette-metadata.json live at the root of the repository and
are copied into the wheel as quotes/data/. An editable install has no such
copy, so the root itself is read there.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from quotes.errors import QuotesError

# What schema.sql sets as application_id and user_version.
APPLICATION_ID = 0x51554F54
SCHEMA_VERSION = 4

_PACKAGE = Path(__file__).parent


def root_file(name: str) -> Path:
    """The path of schema.sql or datasette-metadata.json, packaged copy first."""
    packaged = _PACKAGE / "data" / name
    if packaged.is_file():
        return packaged
    checkout = _PACKAGE.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / name).is_file():
        return checkout / name
    raise QuotesError(f"{name} is missing from this installation: reinstall quotes-db")


@cache
def schema() -> str:
    """The text of schema.sql."""
    return root_file("schema.sql").read_text(encoding="utf-8")


@cache
def lexicon(name: str) -> frozenset[str]:
    """The entries of a word list in quotes/parsing/lexicons, lower-cased.

    A line is an entry; `#` opens a comment. An entry that is blank or stands
    twice in its file raises QuotesError, so that the lists cannot rot.
    """
    entries: set[str] = set()
    for entry in lexicon_lines(name):
        lowered = entry.lower()
        if lowered in entries:
            raise QuotesError(f"lexicon {name}: {entry!r} stands twice: delete one")
        entries.add(lowered)
    return frozenset(entries)


@cache
def lexicon_lines(name: str) -> tuple[str, ...]:
    """The lines of a word list, comments and blank lines left out, case kept."""
    text = files("quotes.parsing").joinpath("lexicons", f"{name}.txt").read_text(encoding="utf-8")
    lines = (line.split("#", 1)[0].strip() for line in text.splitlines())
    return tuple(line for line in lines if line)


def model_lines(name: str) -> list[list[str]]:
    """The lines of a model's weights, quotes/parsing/NAME.tsv, each split at its tabs."""
    text = files("quotes.parsing").joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.rstrip("\n").split("\n")]
