"""The pages: what each reads, and in which forms it is given."""

from __future__ import annotations

import sqlite3
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import Any

from datasette.utils import tilde_decode  # type: ignore[import-untyped]
from datasette.views.index import IndexView  # type: ignore[import-untyped]

from quotes.errors import InputError, UnknownQuoteError
from quotes.models import Filters
from quotes.records import exported, find_quote, load
from quotes.searching import FIRST, Facet, Results, facets, find, similar, timeline
from quotes.site import charts, copying, feeds, subjects
from quotes.site.asked import PER_PAGE, Asked, asked
from quotes.site.deciding import FIELDS, may_decide
from quotes.site.overview import overview
from quotes.site.passages import day, in_context
from quotes.site.remembering import remembered
from quotes.site.requests import NotFound, Response, as_json, page, quotes_database, read
from quotes.site.shown import Addresses, Shown, shown, web_address
from quotes.store.decisions import recorded

# By the scorers on annotated articles that nothing was learned from; see benchmarks/accuracy.py.
MEASURED = {"attributed": 92, "speaker": 92, "record": 59}
_LATEST = 8
_ALIKE = 6
_IN_FEED = 50
_COUNTING = 60_000  # milliseconds, for what is counted once while the file stays as it is


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of quotes: what is shown, in the order of `quote_ids`, the first of all that were
    found, with their facets; `results` tell what was corrected or not found, `problem` why nothing
    was looked for."""

    quotes: list[Shown]
    quote_ids: tuple[int, ...]
    facets: dict[str, list[Facet]]
    results: Results
    problem: str | None = None

    @property
    def has_more(self) -> bool:
        """Whether there are more than were looked at."""
        return len(self.quote_ids) >= FIRST


async def home(datasette: Any, request: Any) -> Any:
    """The search box, the latest quotes, the most quoted people, and quotes per month.

    Datasette's own page, where there is no database of quotes.
    """

    def reading(connection: sqlite3.Connection) -> dict[str, Any]:
        latest = [hit.record for hit in find(connection, "", limit=_LATEST).hits]
        return {"latest": shown(connection, latest), "overview": overview(connection)}

    if await quotes_database(datasette, optional=True) is None:
        return await IndexView(datasette).get(request)
    found = await read(datasette, request, reading, limit=_COUNTING)
    whole = found["overview"]
    if _format(request) == "json":
        latest = [exported(each.record) for each in found["latest"]]
        return as_json(asdict(whole) | {"latest": latest})
    bars = charts.per_month(whole.months)
    return await _page(datasette, request, "home", found | {"bars": bars})


async def about(datasette: Any, request: Any) -> Any:
    """What the database holds, how attribution works, and how often it is wrong."""
    whole = await read(datasette, request, overview, limit=_COUNTING)
    contact = (datasette.plugin_config("quotes-db") or {}).get("contact")
    context = {"overview": whole, "measured": MEASURED, "contact": contact}
    return await _page(datasette, request, "about", context)


async def search(datasette: Any, request: Any) -> Any:
    """What a search finds, as a page, as JSON, as CSV and as a feed."""
    wanted, format = asked(request.args.get), _format(request)
    if Addresses(datasette, request).are_static:
        return await _page(datasette, request, "static_search", {})
    size = {"csv": FIRST, "atom": _IN_FEED}.get(format, PER_PAGE)
    offset = 0 if format in ("csv", "atom") else (wanted.page - 1) * PER_PAGE
    listing = await read(
        datasette, request, lambda connection: _search(connection, wanted, size, offset)
    )
    addresses = Addresses(datasette, request)
    title = f"“{wanted.q}”" if wanted.q else "Quotes"
    if format == "json":
        return as_json(_found(listing, wanted, addresses), 400 if listing.problem else 200)
    if format == "csv":
        return copying.table(listing.quotes)
    if format == "atom":
        here = addresses.search(**wanted.query)
        return feeds.answer(datasette, request, f"Quotes: {title}", here, listing.quotes)
    context = {
        "asked": wanted,
        "listing": listing,
        "title": title,
        "labels": _labels(listing),
        "page_address": lambda number: addresses.search(**{**wanted.query, "page": number}),
    }
    return await _page(datasette, request, "search", context)


def _search(connection: sqlite3.Connection, wanted: Asked, limit: int, offset: int) -> Listing:
    try:
        results = find(
            connection,
            wanted.q,
            wanted.filters,
            limit=limit,
            offset=offset,
            by_date=wanted.sort == "date",
            ranked=FIRST,
        )
    except InputError as error:
        return Listing([], (), facets(connection, ()), Results((), {}), str(error))
    return _listing(connection, results)


def _listing(connection: sqlite3.Connection, results: Results) -> Listing:
    records = [hit.record for hit in results.hits]
    quotes = shown(connection, records, [hit.highlights for hit in results.hits])
    ids = results.quote_ids[:FIRST]
    return Listing(quotes, ids, facets(connection, ids), results, results.unmet)


def _labels(listing: Listing) -> dict[str, str]:
    """The names of the speakers that are filtered by, by public id."""
    return {facet.value: facet.label for facet in listing.facets["speaker"]}


def _found(listing: Listing, wanted: Asked, addresses: Addresses) -> dict[str, Any]:
    """A search as JSON."""
    has_next = len(listing.quote_ids) > wanted.page * PER_PAGE
    following = {**wanted.query, "page": wanted.page + 1}
    return {
        "asked": wanted.query,
        "error": listing.problem,
        "showing_results_for": listing.results.corrected,
        "not_found": listing.results.missing,
        "first": len(listing.quote_ids),
        "has_more_than_first": listing.has_more,
        "facets_of_first": {
            name: [asdict(facet) for facet in values] for name, values in listing.facets.items()
        },
        "next": addresses.search(".json", **following) if has_next else None,
        "quotes": [
            exported(hit.record)
            | {
                "score": hit.score,
                "highlights": [[span.start, span.end] for span in hit.highlights],
                "page": addresses.quote(hit.record.public_id),
            }
            for hit in listing.results.hits
        ],
    }


async def speaker(datasette: Any, request: Any) -> Any:
    """Somebody who is quoted: names, roles, when, where, by whom, and the quotes."""
    public_id, format = request.url_vars["public_id"], _format(request)
    number = asked(request.args.get).page

    def reading(connection: sqlite3.Connection) -> dict[str, Any] | None:
        asked_for = (public_id, format, number)
        return remembered(connection, asked_for, lambda: _quoted(connection, *asked_for))

    found = await read(datasette, request, reading)
    if found is None:
        raise NotFound("Nobody here has this id")
    addresses = Addresses(datasette, request)
    entry, listing = found["entry"], found["listing"]
    if entry.id != public_id:
        return Response.redirect(addresses.speaker(entry.id, f".{format}" if format else ""))
    here = addresses.speaker(entry.id)
    if format:
        about = asdict(entry) | {"months": dict(found["months"])}
        return _other_form(datasette, request, format, entry.name, here, listing, about)
    total = sum(count for _, count in found["months"])
    bars = charts.per_month([(m, n) for m, n in found["months"] if m])
    context = found | {"total": total, "bars": bars, "number": number, "here": here}
    context["page_address"] = partial(addresses.numbered, here)
    return await _page(datasette, request, "speaker", context)


def _quoted(
    connection: sqlite3.Connection, public_id: str, format: str, number: int
) -> dict[str, Any] | None:
    """What the page of somebody needs; None where there is no such entry."""
    entry = subjects.entry(connection, public_id)
    if entry is None:
        return None
    filters = Filters(speaker=entry.id)
    offset = 0 if format else (number - 1) * PER_PAGE
    listed = partial(find, connection, "", limit=_size(format), offset=offset, ranked=FIRST)
    try:
        results = listed(filters)
        if not results.quote_ids:  # somebody of whom all is reported without marks
            filters = replace(filters, kinds=("indirect",))
            results = listed(filters)
        months = timeline(connection, filters)
    except InputError:
        results, months = Results((), {}), []
    ids = results.quote_ids[:FIRST]
    found = {"entry": entry, "listing": _listing(connection, results), "months": months}
    if format:
        return found
    again = subjects.repeated(connection, ids)
    records = load(connection, [each.quote_id for each in again])
    repeats = list(zip(shown(connection, records), again, strict=True))
    return found | {"roles": subjects.roles(connection, entry.id, ids), "repeated": repeats}


async def venue(datasette: Any, request: Any) -> Any:
    """What was said at a venue."""
    return await _subject(datasette, request, "venue", subjects.at_venue)


async def outlet(datasette: Any, request: Any) -> Any:
    """What an outlet published."""
    return await _subject(datasette, request, "outlet", subjects.by_outlet)


async def _subject(datasette: Any, request: Any, what: str, ids_of: Any) -> Any:
    """The page of all quotes that have a venue or an outlet in common."""
    name, format = tilde_decode(request.url_vars["name"]), _format(request)
    number = asked(request.args.get).page
    limit = _size(format)

    def reading(connection: sqlite3.Connection) -> dict[str, Any]:
        ids = ids_of(connection, name)
        offset = 0 if format else (number - 1) * PER_PAGE
        quotes = shown(connection, load(connection, ids[offset : offset + limit]))
        counted = facets(connection, ids)
        months = subjects.months_of(connection, ids)
        listing = Listing(quotes, tuple(ids), counted, Results((), {}))
        return {"listing": listing, "months": months}

    found = await read(datasette, request, reading)
    listing = found["listing"]
    if not listing.quote_ids:
        raise NotFound(f"There are no quotes of this {what}")
    addresses = Addresses(datasette, request)
    here = getattr(addresses, what)(name)
    if format:
        about = {what: name, "months": dict(found["months"])}
        return _other_form(datasette, request, format, name, here, listing, about)
    bars = charts.per_month(found["months"])
    context = found | {"name": name, "what": what, "bars": bars, "number": number, "here": here}
    context["page_address"] = partial(addresses.numbered, here)
    return await _page(datasette, request, "subject", context)


def _other_form(
    datasette: Any,
    request: Any,
    format: str,
    title: str,
    here: str,
    listing: Listing,
    about: dict[str, Any],
) -> Any:
    """The quotes of a page as JSON, CSV, a feed or a file of citations."""
    if format == "json":
        return as_json(about | {"quotes": [exported(each.record) for each in listing.quotes]})
    if format == "csv":
        return copying.table(listing.quotes)
    if format == "atom":
        return feeds.answer(datasette, request, f"Quotes: {title}", here, listing.quotes)
    return copying.file(listing.quotes, format)


async def article(datasette: Any, request: Any) -> Any:
    """An article: what is known of it, and its quotes in the order of its text."""
    public_id, format = request.url_vars["public_id"], _format(request)

    def reading(connection: sqlite3.Connection) -> dict[str, Any] | None:
        entry = subjects.article(connection, public_id)
        if entry is None:
            return None
        return {"entry": entry, "quotes": shown(connection, load(connection, entry.quote_ids))}

    found = await read(datasette, request, reading)
    if found is None:
        raise NotFound("No article here has this id")
    if format == "csv":
        return copying.table(found["quotes"])
    if format == "json":
        about = asdict(found["entry"])
        del about["quote_ids"]
        return as_json(about | {"quotes": [exported(each.record) for each in found["quotes"]]})
    found["published"] = day(found["entry"].published)
    return await _page(datasette, request, "article", found)


async def quote(datasette: Any, request: Any) -> Any:
    """The permalink of a quote: the words, all that is known of them, and how to cite them."""
    public_id, format = request.url_vars["public_id"], _format(request)

    def reading(connection: sqlite3.Connection) -> dict[str, Any] | None:
        try:
            record = find_quote(connection, public_id, with_text=True)
        except UnknownQuoteError:
            return None
        others = similar(connection, record, limit=_ALIKE) if not format else []
        alike = zip(shown(connection, [each for each, _ in others]), others, strict=True)
        return {
            "quote": shown(connection, [record])[0],
            "evidence": copying.evidence(record),
            "alike": [(each, round(100 * likeness)) for each, (_, likeness) in alike],
            "corrections": list(recorded(connection, "public_id = ?", record.public_id)),
        }

    found = await read(datasette, request, reading)
    if found is None:
        raise NotFound("No quote here has this id")
    record = found["quote"].record
    addresses = Addresses(datasette, request)
    if record.public_id != public_id:
        ending = f".{format}" if format else ""
        return Response.redirect(addresses.quote(record.public_id, ending))
    if format == "json":
        return as_json(exported(record) | {"evidence": found["evidence"]})
    if format:
        return copying.file([found["quote"]], format)
    found |= {
        "may_decide": await may_decide(datasette, request),
        "fields": FIELDS,
        "context": in_context(record),
        "copies": copying.copies(record),
        "json_ld": copying.json_ld(record),
        "address": _permanent(datasette, request, record.public_id),
    }
    return await _page(datasette, request, "quote", found)


def _permanent(datasette: Any, request: Any, public_id: str) -> str:
    """The address of a quote to pass on; in plain files, whose host is not known, its folder."""
    addresses = Addresses(datasette, request)
    address = addresses.quote(public_id)
    return address if addresses.are_static else str(datasette.absolute_url(request, address))


def _format(request: Any) -> str:
    """The ending of the address without its dot; "" for the page."""
    return request.url_vars.get("format") or ""


def _size(format: str) -> int:
    """How many quotes are in one answer."""
    return {"": PER_PAGE, "atom": _IN_FEED}.get(format, FIRST)


async def _page(datasette: Any, request: Any, template: str, context: dict[str, Any]) -> Any:
    database = await quotes_database(datasette)
    common = {
        "to": Addresses(datasette, request),
        "database_name": database.name,
        "day": day,
        "svg": charts.svg,
        "web": web_address,
        "FIRST": FIRST,
        "per_page": PER_PAGE,
    }
    return await page(datasette, request, template, common | context)
