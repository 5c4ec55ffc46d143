"""Atom feeds (RFC 4287) of quotes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from datasette import Response  # type: ignore[import-untyped]
from markupsafe import escape

from quotes.models import QuoteRecord
from quotes.showing import one_line, printable
from quotes.site.shown import Addresses, Shown

_ATOM = "http://www.w3.org/2005/Atom"
_EPOCH = "1970-01-01T00:00:00Z"
_TITLE = 90  # characters


def answer(datasette: Any, request: Any, title: str, here: str, quotes: Sequence[Shown]) -> Any:
    """The feed of these quotes; `here` is the address of the page that it belongs to.

    Entries are known by tags (RFC 4151) of the host and the quote's id; `updated` is the day on
    which the quote was published, as precisely as that is known.
    """
    addresses = Addresses(datasette)
    absolute = partial(datasette.absolute_url, request)
    host = request.host.partition(":")[0]
    root = Element("feed", {"xmlns": _ATOM})
    _add(root, "title", one_line(title))
    _add(root, "id", absolute(here))
    _link(root, "self", absolute(request.full_path), "application/atom+xml")
    _link(root, "alternate", absolute(here), "text/html")
    _add(root, "updated", max(map(_updated, quotes), default=_EPOCH))
    for each in quotes:
        entry = SubElement(root, "entry")
        _add(entry, "id", f"tag:{host},2026:quote/{each.record.public_id}")
        _describe(entry, each, absolute(addresses.quote(each.record.public_id)))
    body = tostring(root, encoding="unicode", xml_declaration=False)
    return Response(
        f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n',
        content_type="application/atom+xml; charset=utf-8",
    )


def _describe(entry: Element, shown: Shown, address: str) -> None:
    record = shown.record
    _add(entry, "title", _title(record))
    _link(entry, "alternate", address, "text/html")
    _add(entry, "updated", _updated(shown))
    author = SubElement(entry, "author")
    _add(author, "name", one_line("; ".join(record.bylines) or record.outlet or "Unknown"))
    summary = SubElement(entry, "content", {"type": "html"})
    where = " · ".join(filter(None, (record.speaker, record.venue, shown.said, record.outlet)))
    summary.text = f"<blockquote>{shown.words}</blockquote><p>{escape(one_line(where))}</p>"


def _title(record: QuoteRecord) -> str:
    words = one_line(record.text)
    words = words if len(words) <= _TITLE else f"{words[: _TITLE - 1].rstrip()}…"
    said = words if record.kind == "indirect" else f"“{words}”"
    return f"{one_line(record.speaker)}: {said}" if record.speaker else said


def _updated(shown: Shown) -> str:
    """The moment that RFC 3339 asks for: midnight of a day, of the first one of a month."""
    given = (shown.record.published or shown.record.date or "")[:10]
    try:
        return f"{date.fromisoformat(given + '-01-01'[len(given) - 4 :]).isoformat()}T00:00:00Z"
    except ValueError:
        return _EPOCH


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = printable(text)


def _link(parent: Element, rel: str, href: str, type: str) -> None:
    SubElement(parent, "link", {"rel": rel, "href": href, "type": type})
