"""MLA Handbook, 9th edition: the words with "qtd. in", then the works-cited entry.

The entry runs author, headline, outlet, date (day first), page, address without
its scheme. Two authors are both named, of more only the first (5.7,
5.8). An unsigned article begins with its headline, and a missing date is left
out; the date of access takes its place where it is known (5.111). The indirect
source is named in parentheses after the words, with "qtd. in" unless they are a
paraphrase (6.77). A post has its account in brackets and its text for a title; a
speech has where and when it was held behind its title, and like a transcript says last what it is
(5.105). Headlines keep the capitals they were printed with.
"""

from __future__ import annotations

import re

from quotes.citing import dates
from quotes.citing.grammar import capital, listed
from quotes.citing.markup import italic, link
from quotes.citing.names import Name
from quotes.citing.occasions import event
from quotes.citing.punctuation import end, inner, pointed
from quotes.citing.source import Source, source
from quotes.citing.wording import beginning, credited, marked, reported, words
from quotes.models import QuoteRecord


def quotation(record: QuoteRecord) -> str:
    """Jane Smith said, “Words” (qtd. in Doe)."""
    article = source(record)
    where = _pointer(article)
    if article.own_words and where:
        return f"{marked(record, '')} ({where})."
    said = sentence(record, "" if where else ".")
    return f"{said} ({_quoted_in(record)}{where})." if where else said


def caption(record: QuoteRecord) -> str:
    """Jane Smith (qtd. in Doe). "" where neither speaker nor article is known."""
    article = source(record)
    who, where = capital(listed(list(credited(record)))), _pointer(article)
    if article.own_words or not where:
        return pointed(who, ".") if who else ""
    return f"{who} ({_quoted_in(record)}{where}).".lstrip()


def reference(record: QuoteRecord) -> str:
    """Doe, Jane. “Headline.” Outlet, 5 Mar. 2024, p. A1, host/path. "" where nothing is known."""
    article = source(record)
    if not article.is_known:
        return ""
    head = [_authors(article)] if article.authors else []
    title = beginning(record, article) if article.genre == "post" else article.title
    head += [f"“{inner(end(title, ''))}”"] if title else []
    if article.genre == "speech":
        when = dates.parse(record.date)
        held = (event(record), dates.mla(when) if when else None)
        head.append(capital(", ".join(part for part in held if part)))
    sentences = [*head, ", ".join(_place(article))]
    if article.accessed and not article.published:
        sentences.append(f"Accessed {dates.mla(article.accessed)}")
    if article.genre in ("speech", "transcript"):
        sentences.append(capital(article.label))
    return " ".join(pointed(sentence, ".") for sentence in sentences if sentence)


def _place(article: Source) -> list[str]:
    """Where the article is found: outlet, date, page, address."""
    place = [italic(article.outlet)] if article.outlet else []
    if article.published:
        place.append(dates.mla(article.published))
    if article.page:
        several = re.search(r"[-–,+]", article.page)
        place.append(f"{'pp.' if several else 'p.'} {article.page}")
    return [*place, *([_link(article)] if article.url else [])]


def _quoted_in(record: QuoteRecord) -> str:
    return "" if record.kind == "indirect" else "qtd. in "


def sentence(record: QuoteRecord, point: str) -> str:
    """The words in a sentence that names the speaker, ended by `point`: Jane Smith said, “Words”"""
    text, who = words(record), listed(list(credited(record)))
    if not who:
        return marked(record, point)
    if record.kind == "indirect":
        return capital(end(reported(record, who, "said"), point))
    noun = "words" if " " in text else "word"
    verb = f"used the {noun}" if record.kind == "mixed" else "said,"
    return f"{capital(who)} {verb} {marked(record, point)}"


def _pointer(article: Source) -> str:
    """What the parentheses name: the author, else the headline, else the outlet; and the page."""
    page = f" {article.page}" if article.page else ""
    if article.authors:
        return _surnames(article.authors) + page
    if article.title:
        return f"“{inner(end(article.title, ''))}”{page}"
    if article.outlet:
        return italic(article.outlet) + page
    return _link(article)


def _link(article: Source) -> str:
    url = article.url or ""
    return link(url, re.sub(r"^https?://", "", url, flags=re.IGNORECASE)) if url else ""


def _authors(article: Source) -> str:
    authors = article.authors
    first = authors[0].inverted
    if len(authors) == 1:
        handle = article.handle
        return f"{first} [{handle}]" if handle and authors[0] != Name(handle) else first
    comma = "," if authors[0].given else ""
    return f"{first}{comma} and {authors[1].display}" if len(authors) == 2 else f"{first}, et al."


def _surnames(authors: tuple[Name, ...]) -> str:
    if len(authors) > 2:
        return f"{authors[0].surname} et al."
    return " and ".join(name.surname for name in authors)
