"""W3C Web Annotation Data Model (Recommendation of 2017): who said the words, where they stand.

The annotation describes its target, so that is its motivation (3.3.5): the speakers are tags, a
body describes who said it, when and where. A quote that its attribution broke has a target for
each segment: a body is about each of several targets by itself (3.2.6), and these bodies are. A
Composite, which would say that they are about all of them together, never became a part of the
recommendation's context.

A target is found by its words and what stands around them (4.2.4), by its place in the stored
text, counted in code points (4.2.5), and by the text fragment of an address (4.2.1). `exact` is
what the article has, never adapted. The identifiers are names, not addresses: `urn:quotes:` is
this program's own, not registered with IANA, and nothing is to be found there.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from quotes.citing.deep_link import deep_link
from quotes.citing.quotation import script_json, web_address
from quotes.citing.source import Source, source, speakers
from quotes.citing.wording import account
from quotes.models import QuoteRecord, Span

_AROUND = 32  # code points on each side, as other annotation tools keep
_TEXT_FRAGMENTS = "https://wicg.github.io/scroll-to-text-fragment/"
# web.archive.org/web/20240305101112/https://…: so do several archives tell when.
_CAPTURED = re.compile(r"https?://[^/]+(?:/[a-z]+)*/(\d{14})(?:[a-z]{2}_)?/\w", re.IGNORECASE)
_JOINER = "\u200d"
_FLAGS = ("\U0001f1e6", "\U0001f1ff")
_SKIN_TONES = ("\U0001f3fb", "\U0001f3ff")


def entry(record: QuoteRecord) -> str:
    """The annotation of one quote as JSON, fit for a script of a page."""
    return script_json(annotation(record))


def annotation(record: QuoteRecord) -> dict[str, Any]:
    """The annotation of one quote as a dict, with the keys of the JSON."""
    article = source(record)
    bodies = _bodies(record)
    parts = _by_segments(record) if _is_placed(record) else [record]
    targets = [_target(article, part, *_found(part)) for part in parts]
    return _known(
        {
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": _urn(record.public_id),
            "type": "Annotation",
            "motivation": "describing" if bodies else "highlighting",
            "body": bodies,
            "target": targets[0] if len(targets) == 1 else targets,
        }
    )


def captured(archive_url: str | None) -> datetime | None:
    """When an archive made its copy, if the address of the copy tells; in UTC."""
    found = _CAPTURED.match(archive_url or "")
    try:
        return datetime.strptime(found[1], "%Y%m%d%H%M%S").replace(tzinfo=UTC) if found else None
    except ValueError:  # no such date
        return None


def _bodies(record: QuoteRecord) -> list[dict[str, str]]:
    """The speakers' names, and a line on who said it, when and where."""
    bodies = [
        {"type": "TextualBody", "value": name, "format": "text/plain", "purpose": "tagging"}
        for name in speakers(record)
    ]
    if who := account(record):
        verb = "Paraphrased" if record.kind == "indirect" else "Quoted"
        value, kept = f"{verb}: {who}", {"format": "text/plain", "language": "en"}
        bodies.append({"type": "TextualBody", "value": value, **kept, "purpose": "describing"})
    return bodies


def _text(record: QuoteRecord) -> tuple[str, int]:
    """What is known of the article's text, and where that begins."""
    if record.full_text is not None:
        return record.full_text, 0
    return record.context, record.context_start


def _is_placed(record: QuoteRecord) -> bool:
    """Whether all the segments lie in the text that is known."""
    text, shift = _text(record)
    return bool(record.segments) and all(
        shift <= span.start < span.end <= shift + len(text) for span in record.segments
    )


def _by_segments(record: QuoteRecord) -> list[QuoteRecord]:
    """A record for each segment, with the article's own characters for its words."""
    text, shift = _text(record)
    return [
        replace(record, text=text[span.start - shift : span.end - shift], segments=(span,))
        for span in record.segments
    ]


def _found(record: QuoteRecord) -> tuple[dict[str, Any], ...]:
    """The selectors by words and by place; by words alone where the place is not known."""
    words = {"type": "TextQuoteSelector", "exact": record.text}
    if not _is_placed(record):
        return (words,)
    [span], (text, shift) = record.segments, _text(record)
    prefix, suffix = _around(text, Span(span.start - shift, span.end - shift))
    place = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    return _known({**words, "prefix": prefix, "suffix": suffix}), place


def _around(text: str, span: Span) -> tuple[str, str]:
    """What stands before and behind, cut where no character of a reader's is cut in two."""
    first, last = max(0, span.start - _AROUND), min(len(text), span.end + _AROUND)
    while first < span.start and not _is_boundary(text, first):
        first += 1
    while last > span.end and not _is_boundary(text, last):
        last -= 1
    return text[first : span.start], text[span.end : last]


def _is_boundary(text: str, at: int) -> bool:
    """Whether a grapheme cluster ends here (Unicode Annex 29, 3.1.1), with doubts taken as no.

    Flags are taken as one run, since only its first character tells which letters are a pair.
    """
    if at in (0, len(text)):
        return True
    before, after = text[at - 1], text[at]
    if before in (_JOINER, "\u200c") or unicodedata.combining(before) == 9:  # a virama
        return False
    if unicodedata.category(after)[0] == "M" or after in (_JOINER, "\u200c"):
        return False
    if _SKIN_TONES[0] <= after <= _SKIN_TONES[1] or "\U000e0020" <= after <= "\U000e007f":
        return False
    if _FLAGS[0] <= before <= _FLAGS[1] and _FLAGS[0] <= after <= _FLAGS[1]:
        return False
    if "\u1160" <= after <= "\u11ff" or "\u1100" <= before <= "\u115f":  # Korean letters
        return False
    return (before, after) != ("\r", "\n")


def _target(article: Source, record: QuoteRecord, *selectors: dict[str, Any]) -> dict[str, Any]:
    """The article, in the state in which it was read, and where the words stand in it."""
    url = web_address(article.url)
    origin = url or _urn(f"article:{record.article or record.public_id}")
    address, _, fragment = (deep_link(record) or "").partition("#")
    if url and ":~:" in fragment:
        # Source, # and fragment are the address that leads to the words (4.2.1).
        origin = address
        found = {"type": "FragmentSelector", "conformsTo": _TEXT_FRAGMENTS, "value": fragment}
        selectors = (*selectors, found)
    return _known(
        {
            "type": "SpecificResource",
            "source": origin,
            "state": _state(article),
            "selector": list(selectors),
        }
    )


def _state(article: Source) -> dict[str, str] | None:
    """The archived copy, and the day on which the article was as it is stored (4.3.1)."""
    read, copied = article.accessed, captured(article.archive_url)
    when: dict[str, str | None] = {}
    if read and read.day:
        day = read.iso
        when = {"sourceDateStart": f"{day}T00:00:00Z", "sourceDateEnd": f"{day}T23:59:59Z"}
    elif copied:
        when = {"sourceDate": f"{copied:%Y-%m-%dT%H:%M:%SZ}"}
    state = _known({**when, "cached": web_address(article.archive_url)})
    return {"type": "TimeState", **state} if state else None


def _urn(name: str) -> str:
    return f"urn:quotes:{quote(name, safe=':')}"


def _known(properties: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if value not in (None, "", [])}
