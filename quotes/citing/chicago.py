"""The Chicago Manual of Style, 17th edition: a note, then the bibliography entry.

The note names the person, where and when the words were said as far as it is
known, and the article they are quoted in (14.260). Newspapers lose an initial
"The" and have no page numbers, since editions differ (14.191 to 14.194). An
unsigned article stands under the outlet's name in a bibliography and under its
headline in a note (14.199). Notes give up to three authors, bibliographies up
to ten (14.76). Without a date of publication the date of access is given, else
"n.d." (14.12, 14.145). Headlines keep the capitals they were printed with.
"""

from __future__ import annotations

from quotes.citing import dates
from quotes.citing.grammar import capital
from quotes.citing.markup import italic, link
from quotes.citing.names import Name
from quotes.citing.occasions import event
from quotes.citing.punctuation import end, inner, pointed
from quotes.citing.source import Source, source
from quotes.citing.wording import marked, speakers
from quotes.models import QuoteRecord


def citation(record: QuoteRecord) -> str:
    """Two lines: the note of "this person, quoted in the article", and the article's entry."""
    article = source(record)
    lines = [_note(record, article)]
    if article.is_known:
        lines.append(_entry(article))
    if not any(lines):
        return marked(record, ".")
    return "\n".join(line for line in lines if line)


def _note(record: QuoteRecord, article: Source) -> str:
    when = dates.parse(record.date)
    said = [
        " and ".join(speakers(record)),
        event(record) or "",
        dates.chicago(when) if when else "",
    ]
    parts = [part for part in said if part]
    verb = "paraphrased in" if record.kind == "indirect" else "quoted in"
    where = []
    if article.authors:
        where.append(_note_authors(article.authors))
    where += [*_title(article), *_outlet(article)]
    where += [part for part in (_date(article), *_link(article)) if part]
    if article.is_known:
        parts += [f"{verb} {where[0]}", *where[1:]]
    return capital(_series(parts))


def _entry(article: Source) -> str:
    """Doe, Jane. “Headline.” Outlet, March 5, 2024. URL."""
    head, container = _outlet(article), list[str]()
    if article.authors:
        head, container = [_entry_authors(article.authors)], head
    head += _title(article)
    date = _date(article)
    # Without an outlet before it the date begins a sentence.
    container += [date if container or date == "n.d." else capital(date)] if date else []
    sentences = [*head, ", ".join(container), *_link(article)]
    return " ".join(pointed(sentence, ".") for sentence in sentences if sentence)


def _date(article: Source) -> str:
    """When the article was published, else when it was read; "" for a mere address."""
    if article.published:
        return dates.chicago(article.published)
    if article.accessed:
        return f"accessed {dates.chicago(article.accessed)}"
    return "n.d." if article.authors or article.title or article.outlet else ""


def _link(article: Source) -> list[str]:
    return [link(article.url)] if article.url else []


def _title(article: Source) -> list[str]:
    return [f"“{inner(end(article.title, ''))}”"] if article.title else []


def _outlet(article: Source) -> list[str]:
    return [italic(article.outlet.removeprefix("The "))] if article.outlet else []


def _series(parts: list[str]) -> str:
    """The parts with commas between and a full stop at the end."""
    if not parts:
        return ""
    return " ".join([*(pointed(part, ",") for part in parts[:-1]), pointed(parts[-1], ".")])


def _note_authors(authors: tuple[Name, ...]) -> str:
    if len(authors) > 3:
        return f"{authors[0].display} et al."
    return _listed([name.display for name in authors])


def _entry_authors(authors: tuple[Name, ...]) -> str:
    names = [authors[0].inverted, *(name.display for name in authors[1:])]
    if len(names) > 10:
        return ", ".join(names[:7]) + ", et al."
    if len(names) == 2:
        return f"{names[0]}, and {names[1]}" if authors[0].given else " and ".join(names)
    return _listed(names)


def _listed(names: list[str]) -> str:
    """ "A", "A and B" or "A, B, and C"."""
    if len(names) < 3:
        return " and ".join(names)
    return f"{', '.join(names[:-1])}, and {names[-1]}"
