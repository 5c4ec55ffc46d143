"""APA Publication Manual, 7th edition: the words "as cited in", then the reference.

The reference runs author, date in parentheses, headline, outlet in italics,
page without "p." or address (10.1, example 16). An unsigned article begins with
its headline (9.12); a missing date is "n.d." (9.14); what has no title is
described in brackets (9.22). The in-text form names the speaker and the article
as its secondary source (8.6). Up to twenty authors are listed (9.8). The outlet
counts as a newspaper. APA wants headlines in sentence case; a program cannot
tell a proper noun from a capital of the headline's, so they keep the capitals
they were printed with.
"""

from __future__ import annotations

import re

from quotes.citing import dates, names
from quotes.citing.markup import italic, link
from quotes.citing.names import Name
from quotes.citing.punctuation import end, inner, pointed
from quotes.citing.source import Source, source
from quotes.citing.wording import marked, speakers
from quotes.models import QuoteRecord


def citation(record: QuoteRecord) -> str:
    """Two lines: “Words” (Smith, as cited in Doe, 2024). And the reference of the article."""
    article = source(record)
    lines = [_in_text(record, article)]
    if article.is_known:
        lines.append(_reference(article))
    return "\n".join(lines)


def _in_text(record: QuoteRecord, article: Source) -> str:
    parts = [_speaker(record)] if record.speaker else []
    if article.is_known:
        parts.append(f"as cited in {_pointer(article)}")
        parts.append(f"{article.published.year}" if article.published else "n.d.")
        if article.page:
            several = re.search(r"[-–,]", article.page)
            parts.append(f"{'pp.' if several else 'p.'} {article.page}")
    parts = [part for part in parts if part]
    if not parts:
        return marked(record, ".")
    where = " ".join([*(pointed(part, ",") for part in parts[:-1]), parts[-1]])
    return f"{marked(record, '')} ({where})."


def _speaker(record: QuoteRecord) -> str:
    found = speakers(record)
    if record.speaker_kind in ("person", None):
        return _together([names.parse(name).surname for name in found])
    return _together(list(found))


def _pointer(article: Source) -> str:
    """How the text names the article: by its authors, else its headline, else its outlet."""
    if article.authors:
        return _together([name.surname for name in article.authors])
    if article.title:
        return f"“{inner(end(article.title, ''))}”"
    if article.outlet:
        return italic(article.outlet)
    return link(article.url) if article.url else ""


def _reference(article: Source) -> str:
    date = f"({dates.apa(article.published)})" if article.published else "(n.d.)"
    title = end(article.title, "") if article.title else "[News article]"
    parts = [_authors(article.authors), date, title] if article.authors else [title, date]
    place = [italic(article.outlet)] if article.outlet else []
    place += [article.page] if article.page else []
    sentences = [pointed(part, ".") for part in (*parts, ", ".join(place)) if part]
    # A stop after an address would be read as part of it (9.35).
    return " ".join([*sentences, *([link(article.url)] if article.url else [])])


def _authors(authors: tuple[Name, ...]) -> str:
    listed = [name.initialed for name in authors]
    if len(listed) > 20:
        return f"{', '.join(listed[:19])}, . . . {listed[-1]}"
    return f"{', '.join(listed[:-1])}, & {listed[-1]}" if len(listed) > 1 else listed[0]


def _together(surnames: list[str]) -> str:
    """ "A", "A & B" or "A et al."."""
    return f"{surnames[0]} et al." if len(surnames) > 2 else " & ".join(surnames)
