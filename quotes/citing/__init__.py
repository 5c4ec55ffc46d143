"""Quotes as citations to paste and as records that other programs read.

The author of what is cited is the reporter, never the speaker, unless the source is the
speaker's own post or speech. The words are never changed; the marks around them are adapted
to the style.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, TextIO

from quotes.errors import InputError
from quotes.models import QuoteRecord

if TYPE_CHECKING:
    from quotes.citing.styles import Only

    Row = Sequence[str | int | float | None]

STYLES = ("ap", "apa", "mla", "chicago")
STYLED = ("text", "markdown", "html")
FORMATS = (
    *STYLED,
    "bibtex",
    "biblatex",
    "ris",
    "csl-json",
    "json-ld",
    "annotation",
    "wikipedia",
    "wikiquote",
)
BINARY = ("xlsx", "parquet")
TABLES = ("csv", "json", "ndjson", *BINARY)
EXPORT_FORMATS = (*TABLES, *FORMATS)

__all__ = ["BINARY", "EXPORT_FORMATS", "FORMATS", "STYLES", "TABLES", "citations", "cite", "export"]


class _Frame(NamedTuple):
    """What stands before, between and after the entries of a file, and what makes an entry."""

    before: str
    between: str
    after: str
    made_by: str


_FRAMES = {
    "bibtex": _Frame("", "\n\n", "\n", "bibtex.entry"),
    "biblatex": _Frame("", "\n\n", "\n", "biblatex.entry"),
    "ris": _Frame("", "\r\n", "", "ris.entry"),
    "csl-json": _Frame("[\n", ",\n", "\n]\n", "csl.entry"),
    "json-ld": _Frame("[\n", ",\n", "\n]\n", "quotation.entry"),
    "annotation": _Frame("[\n", ",\n", "\n]\n", "annotation.entry"),
    "wikipedia": _Frame("", "\n", "\n", "wikitext.cite_news"),
    "wikiquote": _Frame("", "\n", "\n", "wikitext.wikiquote"),
}
_TABLE_WRITERS = {
    "csv": "tables.write_csv",
    "json": "tables.write_json",
    "ndjson": "tables.write_ndjson",
    "xlsx": "workbook.write",
    "parquet": "parquet.write",
}
# Of these, one alone is an object, not an array.
_OBJECTS = ("json-ld", "annotation")


def cite(
    records: Iterable[QuoteRecord],
    style: str = "ap",
    format: str = "text",
    *,
    only: Only | None = None,
    links: bool = True,
    omit: Sequence[str] = (),
) -> str:
    """The records as citations, in their order; see `citations`. No line end follows, except
    that every line of RIS has its own.
    """
    cited = "".join(citations(records, style, format, only=only, links=links, omit=omit))
    return cited if format == "ris" else cited.rstrip("\n")


def citations(
    records: Iterable[QuoteRecord],
    style: str = "ap",
    format: str = "text",
    *,
    only: Only | None = None,
    links: bool = True,
    omit: Sequence[str] = (),
) -> Iterator[str]:
    """The pieces of a text that cites the records, made one by one as they are asked for.

    `style` (one of STYLES, or the path of a CSL style, which ends in .csl) is for people and
    counts in text, markdown and html. AP gives a sentence to paste; the others give two lines, the
    form for "this person, quoted in the article" and the entry of the article; `only` asks
    for one of them, "quote" or "article". Behind them stand the links to the words and to
    the archived copy, unless `links` is false. Of the words, the passages `omit` are left out,
    with […] in their place.

    The formats for programs hold a quote that is asked for twice only once; csl-json is an
    array, json-ld and annotation are one where there are several. Raises InputError for an
    unknown style or format, for a style that cannot be used, and for passages that are not in
    the words or are asked to be left out of a format for programs.
    """
    _check("format", format, FORMATS)
    _check_style(style)
    if format in STYLED:
        return _styled(records, style, format, only, links, omit)
    if omit:
        raise InputError(f"words are left out in {', '.join(STYLED)} only, not in {format}")
    once = {record.public_id: record for record in records}.values()
    if format in _OBJECTS and len(once) == 1:
        return iter([*map(_maker(format), once), "\n"])
    return _framed(once, format)


def export(
    records: Iterable[QuoteRecord], format: str, out: TextIO | BinaryIO, style: str = "ap"
) -> int:
    """The number of records written to `out`, one at a time, in constant memory.

    `format` is one of EXPORT_FORMATS, else InputError; xlsx and parquet want a binary `out`.
    CSV and RIS end their lines in CR LF: open a file with `newline=""` and as UTF-8.
    """
    _check("format", format, EXPORT_FORMATS)
    _check_style(style)
    if format in TABLES:
        from quotes.records import exported

        return write_table((tuple(exported(record).values()) for record in records), format, out)
    counted = _Counted(records)
    made = _styled(counted, style, format) if format in STYLED else _framed(counted, format)
    for piece in made:
        out.write(piece)  # type: ignore[call-overload]
    return counted.count


def write_table(rows: Iterable[Row], format: str, out: TextIO | BinaryIO) -> int:
    """The number of rows written to `out`; each has the values of EXPORT_COLUMNS."""
    write: Callable[[Iterable[Row], object], int] = _named(_TABLE_WRITERS[format])
    return write(rows, out)


class _Counted:
    """Records, counted as they pass."""

    def __init__(self, records: Iterable[QuoteRecord]) -> None:
        self._records = records
        self.count = 0

    def __iter__(self) -> Iterator[QuoteRecord]:
        for record in self._records:
            self.count += 1
            yield record


def _styled(
    records: Iterable[QuoteRecord],
    style: str,
    format: str,
    only: Only | None = None,
    links: bool = True,
    omit: Sequence[str] = (),
) -> Iterator[str]:
    """Citations for people, a blank line between them."""
    from quotes.citing import styles

    cited = styles.of_file(style) if style.endswith(".csl") else styles.built_in(style)
    between = ""
    for record in records:
        lines = styles.links_of(record, format) if links else []
        yield between + cited(styles.without(record, omit), format, only, lines) + "\n"
        between = "\n"


def _framed(records: Iterable[QuoteRecord], format: str) -> Iterator[str]:
    """The entries of a file for programs, and what stands around them."""
    frame, entry = _FRAMES[format], _maker(format)
    between = ""
    for record in records:
        yield (between or frame.before) + entry(record)
        between = frame.between
    yield frame.after if between else frame.before.rstrip() + frame.after.lstrip()


def _maker(format: str) -> Callable[[QuoteRecord], str]:
    return _named(_FRAMES[format].made_by)  # type: ignore[no-any-return]


def _named(function: str) -> Any:
    """A function by its module's name here and its own, imported when it is needed."""
    module, name = function.split(".")
    return getattr(import_module(f"quotes.citing.{module}"), name)


def _check_style(style: str) -> None:
    if not style.endswith(".csl"):
        _check("style", style, STYLES, ", or a file that ends in .csl")


def _check(what: str, given: str, known: Sequence[str], other: str = "") -> None:
    if given not in known:
        raise InputError(f"unknown {what} {given!r}: choose one of {', '.join(known)}{other}")
