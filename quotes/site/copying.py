"""Quotes in the forms in which they leave a page: citations to copy, and files."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from datasette import Response  # type: ignore[import-untyped]
from markupsafe import Markup

from quotes.citing import STYLES, cite, export, quotation
from quotes.models import QuoteRecord
from quotes.site.shown import Shown

ENDINGS = {
    "txt": ("text", "Plain text", "text/plain"),
    "md": ("markdown", "Markdown", "text/markdown"),
    "html.txt": ("html", "HTML", "text/plain"),
    "bib": ("bibtex", "BibTeX", "application/x-bibtex"),
    "biblatex.bib": ("biblatex", "BibLaTeX", "application/x-bibtex"),
    "ris": ("ris", "RIS", "application/x-research-info-systems"),
    "csl.json": ("csl-json", "CSL-JSON", "application/vnd.citationstyles.csl+json"),
    "jsonld": ("json-ld", "JSON-LD", "application/ld+json"),
    "annotation.jsonld": ("annotation", "Web Annotation", "application/ld+json"),
    "wikipedia.txt": ("wikipedia", "Wikipedia", "text/plain"),
    "wikiquote.txt": ("wikiquote", "Wikiquote", "text/plain"),
}
"""The ending of an address -> the format of citations, its name for people, its media type."""

_STYLE_NAMES = {"ap": "AP", "apa": "APA", "mla": "MLA", "chicago": "Chicago"}


@dataclass(frozen=True, slots=True)
class Copy:
    """A citation to copy: a name for the choice, its text, and the ending of its file if any."""

    id: str
    name: str
    text: str
    ending: str | None = None


def copies(record: QuoteRecord) -> list[Copy]:
    """The quote in every style, as text, and in every format."""
    styled = [Copy(style, _STYLE_NAMES[style], cite([record], style, "text")) for style in STYLES]
    formats = [
        Copy(format, name, cite([record], "ap", format), ending)
        for ending, (format, name, _) in ENDINGS.items()
        if format != "text"
    ]
    return styled + formats


def file(quotes: Sequence[Shown], ending: str) -> Any:
    """The answer that holds these quotes in the format of an ending."""
    format, _, media = ENDINGS[ending]
    text = cite([each.record for each in quotes], "ap", format)
    return Response(text, content_type=f"{media}; charset=utf-8")


def table(quotes: Sequence[Shown]) -> Any:
    """The answer that holds these quotes as CSV."""
    out = io.StringIO(newline="")
    export((each.record for each in quotes), "csv", out)
    return Response(out.getvalue(), content_type="text/csv; charset=utf-8")


def json_ld(record: QuoteRecord) -> Markup:
    """The quote as JSON-LD that may stand within a page: no markup can end its element."""
    made = quotation.entry(record)
    return Markup(json.dumps(json.loads(made)).replace("<", "\\u003c").replace("&", "\\u0026"))


def evidence(record: QuoteRecord) -> list[dict[str, Any]]:
    """What each field was read from: offsets, and the words where the text is at hand."""
    if record.full_text is not None:
        text, start = record.full_text, 0
    else:
        text, start = record.context, record.context_start
    end = start + len(text)
    found = []
    for each in record.evidence:
        span = each.span
        known = start <= span.start and span.end <= end
        printed = " ".join(text[span.start - start : span.end - start].split()) if known else None
        found.append({"field": each.field, "start": span.start, "end": span.end, "words": printed})
    return found
