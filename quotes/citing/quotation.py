"""schema.org JSON-LD: a Quotation, whose `creator` is who said it, based on the article.

A Quotation is a CreativeWork: the day the words were said is `dateCreated`, the occasion an Event
under `recordedAt`; what was written (a statement, a post) has a PublicationEvent under
`publication` instead. Quotation's own `spokenByCharacter` is for characters of a work. The words
of a paraphrase are the reporter's, so calling them a Quotation by the speaker would be false: it
is a Claim, whose `text` sums up what its `author` claimed, whose `claimInterpreter` is the
reporter and which has its `appearance` in the article (schema.org, Claim and Quotation).

Dates are ISO 8601, as precise as they are known. No address is made up: the quote's id is its
`identifier`.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from quotes.citing import agencies, dates
from quotes.citing.deep_link import deep_link
from quotes.citing.names import Name
from quotes.citing.occasions import event
from quotes.citing.punctuation import no_comma
from quotes.citing.source import Source, one_line, printable, source, speakers
from quotes.citing.wording import headline, pieces, roles, words
from quotes.models import QuoteRecord

_TYPES = {
    "news": "NewsArticle",
    "transcript": "NewsArticle",
    "web": "WebPage",
    "post": "SocialMediaPosting",
    "speech": "CreativeWork",
}
_WRITTEN = ("social_media", "statement", "document", "correspondence")
# What could end a script of HTML or a line of JavaScript (ECMA-404 allows escapes in any string).
_ESCAPES = str.maketrans({each: f"\\u{ord(each):04x}" for each in "<>&\u2028\u2029"})


def entry(record: QuoteRecord) -> str:
    """The Quotation or the Claim as JSON, fit for a <script type="application/ld+json">."""
    return script_json(quotation(record))


def script_json(properties: dict[str, Any]) -> str:
    """The object as JSON that cannot leave a script of a page, nor hold what UTF-8 cannot."""
    return printable(json.dumps(properties, ensure_ascii=False, indent=2)).translate(_ESCAPES)


def quotation(record: QuoteRecord) -> dict[str, Any]:
    """The Quotation or the Claim as a dict; properties that are not known are left out."""
    article = source(record)
    when = dates.parse(record.date)
    is_claim = record.kind == "indirect"
    properties = {
        "@context": "https://schema.org",
        "@type": "Claim" if is_claim else "Quotation",
        "identifier": record.public_id,
        "url": web_address(deep_link(record)),
        "text": said(record, " … "),
        "inLanguage": article.language,
        "author" if is_claim else "creator": _speakers(record),
        "isPartOf": _document(record),
        "dateCreated": when.iso if when else None,
        **_occasion(record),
    }
    if is_claim and not article.own_words:
        properties["claimInterpreter"] = _authors(record, article)
    properties["appearance" if is_claim else "isBasedOn"] = _work(record, article)
    return _known(properties)


def said(record: QuoteRecord, gap: str) -> str:
    """The words without outer marks or the comma that typography put at their end.

    They have a line for each paragraph; between the pieces of a partial quote stands `gap`.
    """
    if record.kind == "mixed":
        return gap.join(no_comma(piece.text) for piece in pieces(record))
    return no_comma(words(record))


def web_address(url: str | None) -> str | None:
    """The address if it is complete, with a scheme and a host; else None."""
    try:
        parts = urlsplit(url or "")
        return url if parts.scheme and parts.hostname else None
    except ValueError:  # brackets that are no IPv6 address
        return None


def _speakers(record: QuoteRecord) -> Any:
    """Who said it; somebody unnamed is described, since "a senior official" is no name."""
    if record.speaker_kind == "document":
        return None
    is_body = record.speaker_kind == "organization"
    named = "description" if record.speaker_kind == "unnamed" else "name"
    return _one_or_all(
        [
            _known(
                {
                    "@type": "Organization" if is_body else "Person",
                    named: name,
                    "description" if is_body else "jobTitle": role,
                }
            )
            for name, role in zip(speakers(record), roles(record), strict=True)
        ]
    )


def _document(record: QuoteRecord) -> dict[str, Any] | None:
    """What says the words where that is a document, which cannot be a creator."""
    if record.speaker_kind != "document" or not (name := one_line(record.speaker)):
        return None
    return {"@type": "CreativeWork", "name": name}


def _occasion(record: QuoteRecord) -> dict[str, Any]:
    name, place = event(record), one_line(record.venue_place)
    if name is None:
        return {}
    when = dates.parse(record.date)
    is_written = record.venue_kind in _WRITTEN
    return {
        "publication" if is_written else "recordedAt": _known(
            {
                "@type": "PublicationEvent" if is_written else "Event",
                "name": name,
                "startDate": when.iso if when else None,
                "location": {"@type": "Place", "name": place} if place else None,
            }
        )
    }


def _work(record: QuoteRecord, article: Source) -> dict[str, Any] | None:
    """The article; None where nothing is known of it."""
    if not article.is_known:
        return None
    is_news = _TYPES[article.genre] == "NewsArticle"
    return _known(
        {
            "@type": _TYPES[article.genre],
            "genre": article.genre if article.genre in ("speech", "transcript") else None,
            "headline": headline(record, article),
            "url": web_address(article.url),
            "datePublished": article.published.iso if article.published else None,
            "author": _authors(record, article),
            "sourceOrganization": _organization(article.agency),
            "publisher": _organization(article.outlet),
            "articleSection": article.section if is_news else None,
            "printPage": article.page if is_news else None,
            "inLanguage": article.language,
            "archivedAt": web_address(article.archive_url),
        }
    )


def _authors(record: QuoteRecord, article: Source) -> Any:
    """The authors but the agency; of a post or a speech who said the words, as above."""
    if article.own_words:
        return _speakers(record)
    return _one_or_all(
        [
            _author(name)
            for name in article.authors
            if article.agency is None or agencies.named(name.display) != article.agency
        ]
    )


def _author(name: Name) -> dict[str, str]:
    """Whose an account is, a person's or a body's, its name does not say."""
    kind = {} if name.family.startswith("@") else {"@type": "Organization"}
    return {**({"@type": "Person"} if name.given else kind), "name": name.display}


def _organization(name: str | None) -> dict[str, str] | None:
    return {"@type": "Organization", "name": name} if name else None


def _one_or_all(found: list[dict[str, Any]]) -> Any:
    return found[0] if len(found) == 1 else found


def _known(properties: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if value}
