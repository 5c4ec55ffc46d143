"""MLA Handbook, 9th edition: the words with "qtd. in", then the works-cited entry.

The entry runs author, headline, outlet, date (day first), page, address without
its scheme (5.94). Two authors are both named, of more only the first (5.7,
5.8). An unsigned article begins with its headline, and a missing date is left
out; the date of access takes its place where it is known (5.111). The indirect
source is named in parentheses after the words, with "qtd. in" unless they are a
paraphrase (6.77). Headlines keep the capitals they were printed with.
"""

from __future__ import annotations

import re

from quotes.citing import dates
from quotes.citing.grammar import capital, listed
from quotes.citing.markup import italic, link
from quotes.citing.names import Name
from quotes.citing.punctuation import end, inner, pointed
from quotes.citing.source import Source, source
from quotes.citing.wording import credited, marked, reported, words
from quotes.models import QuoteRecord


def citation(record: QuoteRecord) -> str:
    """Two lines: “Words” (qtd. in Doe). And the entry of the article."""
    article = source(record)
    lines = [_in_text(record, article)]
    if article.is_known:
        lines.append(_entry(article))
    return "\n".join(lines)


def _in_text(record: QuoteRecord, article: Source) -> str:
    where = _pointer(article)
    sentence = _sentence(record, listed(list(credited(record))), "" if where else ".")
    if not where:
        return sentence
    quoted_in = "" if record.kind == "indirect" else "qtd. in "
    return f"{sentence} ({quoted_in}{where})."


def _sentence(record: QuoteRecord, who: str, point: str) -> str:
    """The words in a sentence that names the speaker, ended by `point`."""
    text = words(record)
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


def _entry(article: Source) -> str:
    head = []
    if article.authors:
        head.append(_authors(article.authors))
    if article.title:
        head.append(f"“{inner(end(article.title, ''))}”")
    place = [italic(article.outlet)] if article.outlet else []
    if article.published:
        place.append(dates.mla(article.published))
    if article.page:
        several = re.search(r"[-–,+]", article.page)
        place.append(f"{'pp.' if several else 'p.'} {article.page}")
    if article.url:
        place.append(_link(article))
    sentences = [*head, ", ".join(place)]
    if article.accessed and not article.published:
        sentences.append(f"Accessed {dates.mla(article.accessed)}")
    return " ".join(pointed(sentence, ".") for sentence in sentences if sentence)


def _link(article: Source) -> str:
    url = article.url or ""
    return link(url, re.sub(r"^https?://", "", url, flags=re.IGNORECASE)) if url else ""


def _authors(authors: tuple[Name, ...]) -> str:
    first = authors[0].inverted
    if len(authors) == 1:
        return first
    comma = "," if authors[0].given else ""
    return f"{first}{comma} and {authors[1].display}" if len(authors) == 2 else f"{first}, et al."


def _surnames(authors: tuple[Name, ...]) -> str:
    if len(authors) > 2:
        return f"{authors[0].surname} et al."
    return " and ".join(name.surname for name in authors)
