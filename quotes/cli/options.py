"""The options that several commands share, and what is made of them."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from quotes.models import Filters, QuoteKind

TableFormat = Literal["table", "json", "ndjson", "csv", "md"]
ExtractFormat = Literal["ndjson", "json", "table"]
ShowFormat = Literal["text", "json"]
# quotes.citing.FORMATS and EXPORT_FORMATS, said again so that --help need not
# import them; a test holds the two together.
CiteFormat = Literal[
    "text", "markdown", "html", "bibtex", "biblatex", "ris", "csl-json", "json-ld", "annotation",
    "wikipedia", "wikiquote",
]  # fmt: skip
ExportFormat = Literal[
    "csv", "json", "ndjson", "xlsx", "parquet",
    "text", "markdown", "html", "bibtex", "biblatex", "ris", "csl-json", "json-ld", "annotation",
    "wikipedia", "wikiquote",
]  # fmt: skip
CitePart = Literal["quote", "article"]


class Kind(StrEnum):
    """QuoteKind as an enumeration, since typer takes no lists of literals."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


# The choices themselves differ from command to command.
FORMAT = typer.Option(help="How to print.")

DatabaseFile = Annotated[
    Path,
    typer.Option("--db", metavar="FILE", envvar="QUOTES_DB", help="The database."),
]
CiteStyle = Annotated[
    str,
    typer.Option(
        "--style",
        metavar="<ap|apa|mla|chicago|FILE.csl>",
        help="How to cite, in text, markdown and html.",
    ),
]
OutputFile = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write to FILE instead."),
]
Who = Annotated[
    str | None,
    typer.Option(metavar="NAME", envvar="QUOTES_USER", help="Who decides, for the record."),
]
Why = Annotated[str | None, typer.Option(metavar="TEXT", help="Why, for the record.")]
MOST = 1_000_000  # quotes listed at once, or left out before them; export has no bound
Limit = Annotated[int, typer.Option(min=1, max=MOST, metavar="N", help="Show at most N.")]

Paths = Annotated[
    list[str],
    typer.Argument(metavar="PATH", help="Files or folders; - is standard input."),
]
Metadata = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE.csv",
        help="What the articles do not say of themselves: a column `file`, and any of"
        " published, outlet, author, title, url.",
    ),
]
Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="When the article was published."),
]
ArticleOutlet = Annotated[
    str | None, typer.Option("--outlet", metavar="NAME", help="Who published the article.")
]
Author = Annotated[
    str | None, typer.Option(metavar="NAME", help="Its author; several are joined by ;")
]
Title = Annotated[str | None, typer.Option(metavar="TEXT", help="Its title.")]
Url = Annotated[str | None, typer.Option(metavar="URL", help="Its address.")]
ArticleId = Annotated[
    str | None, typer.Option("--id", metavar="ID", help="An identity for an article without URL.")
]

SpeakerName = Annotated[
    str | None, typer.Option("--speaker", metavar="NAME", help="Only quotes of this speaker.")
]
VenueName = Annotated[
    str | None, typer.Option("--venue", metavar="NAME", help="Only words said there.")
]
OutletName = Annotated[
    str | None, typer.Option("--outlet", metavar="NAME", help="Only articles of this outlet.")
]
Since = Annotated[
    str | None,
    typer.Option("--from", "--after", metavar="DATE", help="Said, else published, then or later."),
]
Until = Annotated[
    str | None,
    typer.Option("--to", "--before", metavar="DATE", help="Said, else published, then or earlier."),
]
Kinds = Annotated[
    list[Kind] | None,
    typer.Option(
        "--kind",
        metavar="<direct|mixed|indirect>",
        help="Only quotes of this kind; may be given again.",
    ),
]


def filters(
    speaker: str | None,
    venue: str | None,
    outlet: str | None,
    since: str | None,
    until: str | None,
    kinds: Sequence[Kind] | None,
) -> Filters:
    """The filters that the options of search and export ask for."""
    from quotes.models import Filters

    chosen: tuple[QuoteKind, ...] = tuple(kind.value for kind in kinds or ())
    return Filters(speaker, venue, outlet, since, until, chosen)


def existing(db: Path) -> Path:
    """The database file, which a command that corrects things does not make."""
    from quotes.errors import DatabaseError

    if not db.exists():
        raise DatabaseError(f"{db} does not exist: make it with `quotes ingest PATH --db {db}`")
    if db.is_file() and not db.stat().st_size:
        raise DatabaseError(f"{db} is empty: fill it with `quotes ingest PATH --db {db}`")
    return db


def text_lines(file: Path) -> list[str]:
    """The lines of a text file; InputError for one that cannot be read as UTF-8."""
    from quotes.errors import InputError

    try:
        # Not splitlines: JSON may hold other marks that end a line.
        return file.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise InputError(f"{file} cannot be read ({error.strerror}): name a file") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{file} is not UTF-8: save it as UTF-8") from error
