"""APA Publication Manual, 7th edition: the words "as cited in", then the reference.

The reference runs author, date in parentheses, headline, outlet in italics,
page without "p." or address (10.1); a page of no outlet has its headline in
italics (10.16). An unsigned article begins with its headline (9.12); a missing date is "n.d."
(9.17); what has no title is described in brackets (9.22). The in-text form names the speaker and
the article as its secondary source (8.6). Up to twenty authors are listed (9.8). The outlet
counts as a newspaper. A post has its account in brackets, its first twenty words for a title and
"[Post]" behind them (10.15); what is no article is described in brackets too (9.21).
APA wants headlines in sentence case; a program cannot tell a proper noun from a capital of the
headline's, so they keep the capitals they were printed with.
"""

from __future__ import annotations

import re
from dataclasses import replace

from quotes.citing import dates, names
from quotes.citing.grammar import capital, listed
from quotes.citing.markup import italic, link
from quotes.citing.names import Name
from quotes.citing.punctuation import end, inner, pointed
from quotes.citing.source import Source, source, speakers
from quotes.citing.wording import beginning, credited, marked, reported
from quotes.models import QuoteRecord

_LONGEST_POST = 20
_DESCRIBED = {
    "news": "[News article]",
    "web": "[Webpage]",
    "post": "[Post]",
    "speech": "[Speech transcript]",
    "transcript": "[Transcript]",
}


def quotation(record: QuoteRecord) -> str:
    """“Words” (Smith, as cited in Doe, 2024). A paraphrase names the speaker in its sentence."""
    who = _speaker(record)
    if record.kind == "indirect" and who:
        named = who if _is_person(record) else listed(list(credited(record)))
        said = reported(record, named, "said") + _parenthesis(record, "")
        return capital(pointed(said, "."))
    where = _parenthesis(record, who)
    return f"{marked(record, '')}{where}." if where else marked(record, ".")


def caption(record: QuoteRecord) -> str:
    """(Smith, as cited in Doe, 2024). "" where neither speaker nor article is known."""
    where = _parenthesis(record, _speaker(record))
    return f"{where.lstrip()}." if where else ""


def _parenthesis(record: QuoteRecord, who: str) -> str:
    """ " (Smith, as cited in Doe, 2024)", "" where neither speaker nor article is known."""
    article = _dated(record)
    parts = [] if article.own_words else [who]
    if article.is_known:
        parts.append(f"{'' if article.own_words else 'as cited in '}{_pointer(article)}")
        parts.append(f"{article.published.year}" if article.published else "n.d.")
        if article.page:
            several = re.search(r"[-–,]", article.page)
            parts.append(f"{'pp.' if several else 'p.'} {article.page}")
    parts = [part for part in parts if part]
    if not parts:
        return ""
    return f" ({' '.join([*(pointed(part, ',') for part in parts[:-1]), parts[-1]])})"


def reference(record: QuoteRecord) -> str:
    """Doe, J. (2024, March 5). Headline. Outlet. URL; "" where nothing is known."""
    article = _dated(record)
    if not article.is_known:
        return ""
    date = f"({dates.apa(article.published)})" if article.published else "(n.d.)"
    title = _title(record, article)
    parts = [_authors(article), date, title] if article.authors else [title, date]
    place = [_outlet(article)] if article.outlet else []
    place += [article.page] if article.page else []
    sentences = [pointed(part, ".") for part in (*parts, ", ".join(place)) if part]
    # A stop after an address would be read as part of it (9.35).
    return " ".join([*sentences, *([link(article.url)] if article.url else [])])


def _dated(record: QuoteRecord) -> Source:
    """The article; a speech on the day it was held, where that is known."""
    article = source(record)
    held = dates.parse(record.date) if article.genre == "speech" else None
    return replace(article, published=held) if held else article


def _title(record: QuoteRecord, article: Source) -> str:
    title = article.title
    if article.genre == "post":
        title = beginning(record, article, words=_LONGEST_POST)
    described = _DESCRIBED[article.genre]
    if not title:
        return described
    title = end(title, "")
    if article.genre in ("post", "speech", "web"):
        title = italic(title)
    return f"{title} {described}" if article.label else title


def _outlet(article: Source) -> str:
    outlet = article.outlet or ""
    return outlet if article.genre in ("post", "speech") else italic(outlet)


def _speaker(record: QuoteRecord) -> str:
    found = speakers(record)
    if _is_person(record):
        return _together([names.parse(name).surname for name in found])
    return _together(list(found))


def _is_person(record: QuoteRecord) -> bool:
    return record.speaker_kind in ("person", None)


def _pointer(article: Source) -> str:
    """How the text names the article: by its authors, else its headline, else its outlet."""
    if article.authors:
        return _together([name.surname for name in article.authors])
    if article.title:
        return f"“{inner(end(article.title, ''))}”"
    if article.outlet:
        return italic(article.outlet)
    return link(article.url) if article.url else ""


def _authors(article: Source) -> str:
    listed = [name.initialed for name in article.authors]
    if article.handle and article.authors != (Name(article.handle),):
        listed[-1] += f" [{article.handle}]"
    if len(listed) > 20:
        return f"{', '.join(listed[:19])}, . . . {listed[-1]}"
    return f"{', '.join(listed[:-1])}, & {listed[-1]}" if len(listed) > 1 else listed[0]


def _together(surnames: list[str]) -> str:
    """ "A", "A & B", "A et al." or ""."""
    return f"{surnames[0]} et al." if len(surnames) > 2 else " & ".join(surnames)
