"""What a citation has to do without."""

from __future__ import annotations

from quotes.citing.occasions import place
from quotes.citing.source import source
from quotes.models import QuoteRecord


def gaps(record: QuoteRecord) -> list[str]:
    """What the article does not say, by its name for a reader: "byline", "date of the words".

    In the order of a citation: first of the quote, then of the article.
    """
    article = source(record)
    is_person = record.speaker_kind in ("person", None)
    known = {
        "speaker": record.speaker,
        "role": record.role or not (record.speaker and is_person),
        "venue": place(record),
        "day the words were said": record.date,
        "byline": article.authors and not article.own_words,
        "title": article.title or article.genre == "post",
        "outlet": article.outlet,
        "date of publication": article.published,
        "URL": article.url,
    }
    if article.own_words:
        del known["byline"]
    return [name for name, value in known.items() if not value]
