"""CSL-JSON, version 1.0.2: items for citation processors and reference managers.

Items, names and dates have exactly the keys that the schema (csl-data.json) allows, with the
meaning that the specification gives them (appendices III and IV). It has no field for a quote:
the words are the `abstract`, who said them when and where is the `note`. The address leads to
the words. The author of a speech is the speaker, its outlet the `publisher`, since
`container-title` means a session there.
"""

from __future__ import annotations

import json
import re
from textwrap import indent
from typing import Any
from urllib.parse import urlsplit

from quotes.citing import dates
from quotes.citing.dates import PartialDate
from quotes.citing.deep_link import deep_link
from quotes.citing.names import Name
from quotes.citing.occasions import event
from quotes.citing.source import Source, one_line, printable, source
from quotes.citing.wording import abstract, account, headline
from quotes.models import QuoteRecord

_TYPES = {
    "news": "article-newspaper",
    "transcript": "article-newspaper",
    "web": "webpage",
    "post": "post",
    "speech": "speech",
}
_GENRES = {"transcript": "Transcript", "speech": "Speech"}
# Never inside a string, in which line breaks are escaped.
_DATE_PARTS = re.compile(r"\[\n[\d\s,\[]+\n\s*\]\n\s*\]")


def entry(record: QuoteRecord) -> str:
    """The item of one quote as JSON, set in as an element of an array."""
    text = printable(json.dumps(item(record), ensure_ascii=False, indent=2))
    return indent(_DATE_PARTS.sub(lambda found: "".join(found[0].split()), text), "  ")


def item(record: QuoteRecord) -> dict[str, Any]:
    """The item of one quote; fields that are not known are left out."""
    article = source(record)
    outlet = "publisher" if article.genre == "speech" else "container-title"
    fields = {
        "id": record.public_id,
        "type": _TYPES[article.genre],
        "title": headline(record, article),
        "author": [_name(name) for name in article.authors],
        outlet: article.outlet,
        "genre": _GENRES.get(article.genre),
        "section": article.section,
        "page": article.page,
        "issued": _date(issued(record, article)),
        "accessed": _date(article.accessed),
        **_occasion(record, article),
        "URL": deep_link(record),
        "archive": _archive(article.archive_url),
        "archive_location": article.archive_url,
        "language": article.language,
        "abstract": abstract(record),
        "note": _note(record),
    }
    return {name: value for name, value in fields.items() if value}


def _note(record: QuoteRecord) -> str | None:
    """Who said it, when and where.

    Programs read "name: value" at the head of a note, and "{:name: value}" in it, as fields of
    the item; a name that has a space is none.
    """
    who = account(record).replace("{:", "{ :")
    verb = "Paraphrased" if record.kind == "indirect" else "Quoted"
    return f"{verb} here: {who}" if who else None


def issued(record: QuoteRecord, article: Source) -> PartialDate | None:
    """The date of a source: a speech has that of the day it was held, where that is known."""
    held = dates.parse(record.date) if article.genre == "speech" else None
    return held or article.published


def _occasion(record: QuoteRecord, article: Source) -> dict[str, Any]:
    """Where and when a speech was held, under the names of CSL 1.0.2 and of those before it."""
    if article.genre != "speech":
        return {}
    where = event(record)
    return {
        "event-title": where,
        "event": where,
        "event-place": one_line(record.venue_place),
        "event-date": _date(dates.parse(record.date)),
    }


def _name(name: Name) -> dict[str, str]:
    if name.given is None:
        return {"literal": name.family}
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
    }
    return {key: part for key, part in parts.items() if part}


def _date(when: PartialDate | None) -> dict[str, list[list[int]]] | None:
    return {"date-parts": [[part for part in when if part]]} if when else None


def _archive(url: str | None) -> str | None:
    """The name of the archive that has a copy: its host, where nobody knows a better one."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:  # brackets that are no IPv6 address
        return None
    return "Internet Archive" if host == "web.archive.org" else host
