"""Where words were said, as a phrase that follows "said" and as a noun of its own.

The article's own phrase is used where it can stand in another text: it begins
with a preposition or "told", and its days of the week ("at a Monday rally")
are taken out, since they mean nothing elsewhere. Otherwise the short label is
given a preposition and an article.
"""

from __future__ import annotations

import re

from quotes.citing.grammar import article_for, head, is_plural
from quotes.citing.source import one_line
from quotes.models import QuoteRecord

_OPENING = re.compile(
    "after|aboard|at|before|by|during|from|in|inside|near|on|outside|over|through|to|told|via|"
    "while|with",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"\b(?:hearing|conference|briefing|meeting|inquiry|rally|interview|debate|podcast|call|"
    r"speech|forum|summit|trial|convention|session|crowd)\b",
    re.IGNORECASE,
)
_BY_KIND = {
    "social_media": "in",
    "interview": "in",
    "speech": "in",
    "statement": "in",
    "document": "in",
    "correspondence": "in",
    "conversation": "in",
    "broadcast": "on",
}
_LONGEST_PHRASE = 120
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_HOUR = r"(?:\s(?:morning|afternoon|evening|night))?"
_WHEN = re.compile(
    rf",?\s(?:on|late|early|earlier|last|this)\s{_DAY}{_HOUR}\b(?!['’]s|\s[A-Z])"
    rf"|(?P<kept>\b[a-z]+)\s{_DAY}{_HOUR}$"
    r"|\s(?:yesterday|today|tonight|earlier|this (?:week|month|year|morning|afternoon|evening))\b"
)
_DAY_BEFORE_NOUN = re.compile(rf"\b(?P<article>an?|the)\s{_DAY}{_HOUR}\s(?=[a-z])")
_DAYS = re.compile(rf"\b{_DAY}{_HOUR}['’]s\s(?=[a-z])")


def place(record: QuoteRecord) -> str | None:
    """Where the words were said: "in an interview on Fox News", "told CNN"; None if unknown."""
    label = one_line(record.venue)
    if label is None:
        return None
    phrase = _undated(_phrase(record, label))
    first, _, rest = phrase.partition(" ")
    if _OPENING.fullmatch(first) and rest and len(phrase) <= _LONGEST_PHRASE:
        return f"{first.lower()} {rest}"
    label = _undated(label)
    return f"{_BY_KIND.get(record.venue_kind or '', 'at')} {_with_article(label)}"


def event(record: QuoteRecord) -> str | None:
    """Where the words were said, as a list names it: "interview on Fox News"; None if unknown.

    Where the label is no event but who was told, it reads "comments to reporters".
    """
    label = one_line(record.venue)
    if label is None:
        return None
    first, _, told = _phrase(record, label).partition(" ")
    if first.lower() != "told" or _EVENT.search(label):
        return label
    return f"{'interview with' if record.venue_kind == 'interview' else 'comments to'} {told}"


def _phrase(record: QuoteRecord, label: str) -> str:
    """The article's phrase, or "" where a person gave the venue another name than the parser."""
    phrase = (one_line(record.venue_phrase) or "").rstrip(" ,.;:")
    corrected = record.standing == "corrected" and label.casefold() not in phrase.casefold()
    return "" if corrected else phrase


def _with_article(label: str) -> str:
    first = label.split()[0]
    is_name = all(word[0].isupper() for word in head(label).split())
    if is_name or is_plural(label) or first.lower() in ("a", "an", "the", "his", "her", "their"):
        return label
    return f"{article_for(label)} {label}"


def _undated(phrase: str) -> str:
    """The phrase without the days that only the article's date gives a meaning."""
    undated = _DAYS.sub("the ", _WHEN.sub(r"\g<kept>", phrase))
    return _DAY_BEFORE_NOUN.sub(_article_again, undated).strip()


def _article_again(found: re.Match[str]) -> str:
    if found["article"] == "the":
        return "the "
    return article_for(found.string[found.end() :]) + " "
