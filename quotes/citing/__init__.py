"""Quotes as citations to paste and as records that other programs read.

The author of what is cited is the reporter, never the speaker. The words are
never changed; the marks around them are adapted to the style.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TextIO

from quotes.errors import InputError
from quotes.models import QuoteRecord

STYLES = ("ap", "apa", "mla", "chicago")
FORMATS = ("text", "markdown", "bibtex", "ris", "csl-json")
EXPORT_FORMATS = ("csv", "json", "ndjson", "bibtex", "ris")

__all__ = ["EXPORT_FORMATS", "FORMATS", "STYLES", "cite", "export"]


def cite(records: Sequence[QuoteRecord], style: str = "ap", format: str = "text") -> str:
    """The records as citations, in their order, a blank line between them.

    `style` (one of STYLES) is for people and counts in the formats text and
    markdown. AP gives a sentence to paste; the others give two lines, the form
    for "this person, quoted in the article" and the entry of the article. The
    formats for programs hold a quote that is asked for twice only once;
    csl-json is one array. No line end follows, except that every line of RIS
    has its own. An unknown style or format raises InputError.
    """
    _check("style", style, STYLES)
    _check("format", format, FORMATS)
    if format in ("text", "markdown"):
        return _styled(records, style, format)
    once = {record.public_id: record for record in records}.values()
    if format == "csl-json":
        import json

        from quotes.citing.csl import item
        from quotes.citing.source import printable

        return printable(
            json.dumps([item(record) for record in once], ensure_ascii=False, indent=2)
        )
    if format == "bibtex":
        from quotes.citing import bibtex

        return "\n\n".join(bibtex.entry(record) for record in once)
    from quotes.citing import ris

    return "\r\n".join(ris.entry(record) for record in once)


def export(records: Iterable[QuoteRecord], format: str, out: TextIO) -> int:
    """The number of records written to `out`, one at a time, in constant memory.

    `format` is one of EXPORT_FORMATS, else InputError. CSV and RIS end their
    lines in CR LF: open a file with `newline=""` and as UTF-8.
    """
    _check("format", format, EXPORT_FORMATS)
    if format in ("bibtex", "ris"):
        return _write_entries(records, format, out)
    from quotes.citing import tables

    write = {"csv": tables.write_csv, "json": tables.write_json, "ndjson": tables.write_ndjson}
    return write[format](records, out)


def _styled(records: Sequence[QuoteRecord], style: str, format: str) -> str:
    from quotes.citing import ap, apa, chicago, mla
    from quotes.citing.markup import markdown, plain

    styles = {"ap": ap, "apa": apa, "mla": mla, "chicago": chicago}
    set_as = markdown if format == "markdown" else plain
    return "\n\n".join(set_as(styles[style].citation(record)) for record in records)


def _write_entries(records: Iterable[QuoteRecord], format: str, out: TextIO) -> int:
    from quotes.citing import bibtex, ris

    count = 0
    for count, record in enumerate(records, start=1):
        if format == "bibtex":
            out.write(("\n" if count > 1 else "") + bibtex.entry(record) + "\n")
        else:
            out.write(("\r\n" if count > 1 else "") + ris.entry(record))
    return count


def _check(what: str, given: str, known: Sequence[str]) -> None:
    if given not in known:
        raise InputError(f"unknown {what} {given!r}: choose one of {', '.join(known)}")
