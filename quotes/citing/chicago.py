"""The Chicago Manual of Style, 17th edition: a note, then the bibliography entry.

The note names the person, where and when the words were said as far as it is
known, and the article they are quoted in (14.260). Newspapers lose an initial
"The" and have no page numbers, since editions differ (14.191 to 14.194). An
unsigned article stands under the outlet's name in a bibliography and under its
headline in a note (14.199). Notes give up to three authors, bibliographies up
to ten (14.76). Without a date of publication the date of access is given, else
"n.d." (14.12, 14.145). A post has its account behind the author and its first 160
characters for a title (14.209); a speech has its occasion behind its title (14.217); a
transcript says that it is one. Headlines keep the capitals they were printed with.
"""

from __future__ import annotations

from quotes.citing import dates
from quotes.citing.grammar import capital
from quotes.citing.markup import italic, link
from quotes.citing.names import Name
from quotes.citing.occasions import event
from quotes.citing.punctuation import end, inner, pointed
from quotes.citing.source import Source, source, speakers
from quotes.citing.wording import beginning, marked
from quotes.models import QuoteRecord

_LONGEST_POST = 160


def quotation(record: QuoteRecord) -> str:
    """The note of "this person, quoted in the article"; the words alone where nothing is known."""
    return caption(record) or marked(record, ".")


def caption(record: QuoteRecord) -> str:
    """The note without the words, "" where neither the speaker nor the article is known."""
    article = source(record)
    if article.own_words:
        return capital(_series(_note_parts(record, article)))
    when = dates.parse(record.date)
    parts = [" and ".join(speakers(record)), event(record) or ""]
    parts = [part for part in (*parts, dates.chicago(when) if when else "") if part]
    if article.is_known:
        first, *rest = _note_parts(record, article)
        verb = "paraphrased in" if record.kind == "indirect" else "quoted in"
        parts += [f"{verb} {first}", *rest]
    return capital(_series(parts))


def reference(record: QuoteRecord) -> str:
    """Doe, Jane. “Headline.” Outlet, March 5, 2024. URL. "" where nothing is known."""
    article = source(record)
    if not article.is_known:
        return ""
    head, container = _outlet(article), list[str]()
    if article.authors:
        head, container = [_entry_authors(article)], head
    head += _title(record, article)
    if article.genre == "transcript":
        head.append(capital(article.label))
    if article.genre == "speech":
        head.append(capital(_occasion(record)))
    date = _date(article)
    # Without an outlet before it the date begins a sentence.
    container += [date if container or date == "n.d." else capital(date)] if date else []
    sentences = [*head, ", ".join(container), *_link(article)]
    return " ".join(pointed(sentence, ".") for sentence in sentences if sentence)


def note(record: QuoteRecord) -> str:
    """Jane Doe, “Headline,” Outlet, March 5, 2024, URL. "" where nothing is known."""
    article = source(record)
    return capital(_series(_note_parts(record, article))) if article.is_known else ""


def _note_parts(record: QuoteRecord, article: Source) -> list[str]:
    """The article as a note has it, part by part."""
    parts = [_note_authors(article)] if article.authors else []
    title = _title(record, article)
    if article.genre == "speech":
        title = [f"{' '.join(title)} ({_occasion(record)})".strip()]
    if article.genre == "transcript":
        title.append(article.label)
    parts += [*title, *_outlet(article), _date(article), *_link(article)]
    return [part for part in parts if part]


def _occasion(record: QuoteRecord) -> str:
    """ "speech, City Hall, March 4, 2024": where and when it was held, as far as it is known."""
    where, when = event(record), dates.parse(record.date)
    parts = ["" if where and "speech" in where else "speech", where or ""]
    return ", ".join(part for part in (*parts, dates.chicago(when) if when else "") if part)


def _date(article: Source) -> str:
    """When the article was published, else when it was read; "" for a mere address."""
    if article.published:
        return dates.chicago(article.published)
    if article.accessed:
        return f"accessed {dates.chicago(article.accessed)}"
    return "n.d." if article.authors or article.title or article.outlet else ""


def _link(article: Source) -> list[str]:
    return [link(article.url)] if article.url else []


def _title(record: QuoteRecord, article: Source) -> list[str]:
    title = article.title
    if article.genre == "post":
        title = beginning(record, article, characters=_LONGEST_POST)
    return [f"“{inner(end(title, ''))}”"] if title else []


def _outlet(article: Source) -> list[str]:
    if article.outlet is None:
        return []
    if article.genre == "post":
        return [article.outlet]
    return [italic(article.outlet.removeprefix("The "))]


def _series(parts: list[str]) -> str:
    """The parts with commas between and a full stop at the end."""
    if not parts:
        return ""
    return " ".join([*(pointed(part, ",") for part in parts[:-1]), pointed(parts[-1], ".")])


def _note_authors(article: Source) -> str:
    authors = article.authors
    if len(authors) > 3:
        return f"{authors[0].display} et al."
    return _listed([name.display for name in authors]) + _account(article)


def _entry_authors(article: Source) -> str:
    authors = article.authors
    names = [authors[0].inverted, *(name.display for name in authors[1:])]
    if len(names) > 10:
        return ", ".join(names[:7]) + ", et al."
    if len(names) == 2:
        return f"{names[0]}, and {names[1]}" if authors[0].given else " and ".join(names)
    return _listed(names) + _account(article)


def _account(article: Source) -> str:
    """ " (@adamoreno)", "" where there is none or it is the author's only name."""
    handle = article.handle
    return f" ({handle})" if handle and article.authors != (Name(handle),) else ""


def _listed(names: list[str]) -> str:
    """ "A", "A and B" or "A, B, and C"."""
    if len(names) < 3:
        return " and ".join(names)
    return f"{', '.join(names[:-1])}, and {names[-1]}"
