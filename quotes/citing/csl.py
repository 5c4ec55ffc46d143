"""CSL-JSON, version 1.0.2: items for citation processors and reference managers.

Names and dates have exactly the keys that the schema (csl-data.json) allows.
The schema has no field for a quote: the words are the `abstract`, who said them
when and where is the `note`.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from quotes.citing.dates import PartialDate
from quotes.citing.names import Name
from quotes.citing.source import source
from quotes.citing.wording import abstract, account
from quotes.models import QuoteRecord

_TYPES = {"news": "article-newspaper", "web": "webpage"}


def item(record: QuoteRecord) -> dict[str, Any]:
    """The item of one quote; fields that are not known are left out."""
    article = source(record)
    archived = article.archive_url or ""
    who = account(record)
    verb = "Paraphrased" if record.kind == "indirect" else "Quoted"
    fields = {
        "id": record.public_id,
        "type": _TYPES[article.medium],
        "title": article.title,
        "author": [_name(name) for name in article.authors],
        "container-title": article.outlet,
        "section": article.section,
        "page": article.page,
        "issued": _date(article.published),
        "accessed": _date(article.accessed),
        "URL": article.url,
        "archive": "Internet Archive" if _host(archived) == "web.archive.org" else None,
        "archive_location": archived,
        "language": article.language,
        "abstract": abstract(record),
        "note": f"{verb}: {who}" if who else None,
    }
    return {name: value for name, value in fields.items() if value}


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


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:  # brackets that are no IPv6 address
        return None
