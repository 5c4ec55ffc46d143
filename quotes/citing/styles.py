"""Citations for people: a style's lines, set as text, Markdown or HTML, with links to the words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from html import escape
from types import ModuleType
from typing import Literal

from quotes.citing import ap, apa, chicago, mla
from quotes.citing.deep_link import deep_link
from quotes.citing.markup import html, link, markdown, plain
from quotes.citing.punctuation import end
from quotes.citing.source import address
from quotes.citing.wording import marked, words
from quotes.errors import InputError
from quotes.models import QuoteRecord

Only = Literal["quote", "article"]
Cited = Callable[[QuoteRecord, str, Only | None, Sequence[str]], str]
"""A record, a format, what is asked for and the lines of links: a citation, set."""

_STYLES: dict[str, ModuleType] = {"ap": ap, "apa": apa, "mla": mla, "chicago": chicago}
_SET_AS = {"text": plain, "markdown": markdown, "html": html}
_SHORTEST_OMISSION = 5
_NOTHING = (
    "\ue000"  # of the private use area: what it marks is made a space where words are printed
)


def built_in(style: str) -> Cited:
    """The style of this name: ap, apa, mla or chicago."""
    return partial(_cited, _STYLES[style])


def of_file(path: str) -> Cited:
    """The style of a CSL file, as citeproc-py follows it; InputError where it cannot."""
    from quotes.citing.csl_style import cited_by

    lines_of = cited_by(path)

    def cited(record: QuoteRecord, format: str, only: Only | None, links: Sequence[str]) -> str:
        lines = lines_of(record)
        chosen = {"quote": lines[:1], "article": lines[1:], None: lines}[only]
        return _set("\n".join([*chosen, *links]), format)

    return cited


def without(record: QuoteRecord, passages: Sequence[str]) -> QuoteRecord:
    """The record with […] where these passages of its words stood; InputError for others.

    The words keep their length, so that the segments still fit them: what stands for nothing
    is white space for everything that prints.
    """
    text = record.text
    for passage in passages:
        if len(passage.strip()) < _SHORTEST_OMISSION or passage not in text:
            raise InputError(
                f"{record.public_id} has no words {passage!r} to leave out: name at least"
                f" {_SHORTEST_OMISSION} characters of it as they are printed"
            )
        text = re.sub(re.escape(passage) + r"(?=(\w?))", _omission, text)
    return replace(record, text=text) if passages else record


def _omission(found: re.Match[str]) -> str:
    """A mark as long as the passage, apart from letters on its sides."""
    return f"[…]{' ' if found[1] else ''}".rjust(len(found[0]), _NOTHING)


def _cited(
    written: ModuleType,
    record: QuoteRecord,
    format: str,
    only: Only | None,
    links: Sequence[str],
) -> str:
    """One citation in a built-in style.

    HTML puts the words in a <blockquote> of a <figure>, unless they are a paraphrase or only
    the article is asked for.
    """
    if format == "html" and only != "article" and record.kind != "indirect":
        return _figure(record, written, only, links)
    return _set("\n".join([*_lines(record, written, only), *links]), format)


def _set(composed: str, format: str) -> str:
    setting = _SET_AS[format](composed)
    return f"<p>{setting}</p>" if format == "html" else setting


def links_of(record: QuoteRecord, format: str) -> list[str]:
    """The lines that lead to the words in their source, and to the source's archived copy."""
    found, archived = deep_link(record), address(record.archive_url)
    archived = archived if archived and "://" in archived else None
    if format == "text":
        return [*([found] if found else []), *([f"Archived: {archived}"] if archived else [])]
    named = ((found, "The words in their source"), (archived, "Archived copy"))
    return [link(url, shown) for url, shown in named if url]


def _lines(record: QuoteRecord, written: ModuleType, only: Only | None) -> list[str]:
    """AP has a sentence alone; the others have the quote's line and the article's."""
    lines = [] if only == "article" else [written.quotation(record)]
    if only == "article" and written is chicago:
        lines.append(chicago.note(record))
    if only == "article" or (only is None and written is not ap):
        lines.append(written.reference(record))
    return [line for line in lines if line]


def _figure(
    record: QuoteRecord, written: ModuleType, only: Only | None, links: Sequence[str]
) -> str:
    """The words in paragraphs without outer marks, who said them beneath."""
    said = marked(record, "") if record.kind == "mixed" else end(words(record), ".")
    url = deep_link(record)
    cite = f' cite="{escape(url)}"' if url else ""
    lines = [written.caption(record)]
    if only is None and written is not ap:
        lines.append(written.reference(record))
    caption = html("\n".join(line for line in (*lines, *links) if line))
    return "\n".join(
        [
            "<figure>",
            f"<blockquote{cite}>",
            *(f"<p>{escape(paragraph)}</p>" for paragraph in said.split("\n")),
            "</blockquote>",
            *([f"<figcaption>{caption}</figcaption>"] if caption else []),
            "</figure>",
        ]
    )
