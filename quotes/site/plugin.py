"""What Datasette asks its plugins for, answered: pages, headers, links, and search within SQL."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

from datasette import Response, hookimpl  # type: ignore[import-untyped]
from datasette.utils import actor_matches_allow  # type: ignore[import-untyped]
from markupsafe import Markup

from quotes.resources import APPLICATION_ID
from quotes.site import deciding, views
from quotes.site.copying import ENDINGS
from quotes.site.headers import guarded
from quotes.site.requests import UnavailableError, page
from quotes.site.shown import Addresses

View = Callable[..., Awaitable[Any]]

_FOUND = 100  # quotes that search_quotes() gives
_STATIC = Path(__file__).parent / "static"
_MEDIA = {
    "site.css": "text/css; charset=utf-8",
    "site.js": "text/javascript; charset=utf-8",
    "search.js": "text/javascript; charset=utf-8",
    "tables.css": "text/css; charset=utf-8",
}
_TABLES = r"\.(?P<format>json|csv|atom)"
_FILES = "|".join(ending.replace(".", r"\.") for ending in ENDINGS)
_ID = r"(?P<public_id>[0-9A-Za-z]{1,64})"
_NAME = r"(?P<name>[^/.]+)"

_PAGES: dict[str, View] = {
    r"/(?:\.(?P<format>json))?": views.home,
    r"/about": views.about,
    rf"/search(?:{_TABLES})?": views.search,
    rf"/speaker/{_ID}(?:\.(?P<format>json|csv|atom|{_FILES}))?": views.speaker,
    rf"/quote/{_ID}(?:\.(?P<format>json|{_FILES}))?": views.quote,
    rf"/article/{_ID}(?:\.(?P<format>json|csv))?": views.article,
    rf"/venue/{_NAME}(?:{_TABLES})?": views.venue,
    rf"/outlet/{_NAME}(?:{_TABLES})?": views.outlet,
}


@hookimpl  # type: ignore[untyped-decorator]
def register_routes() -> list[tuple[str, View]]:
    """The pages, and what they look like."""
    pages = [(f"{path}$", _in_time(view)) for path, view in _PAGES.items()]
    decisions = (rf"/quote/{_ID}/decide$", deciding.decide)
    return [(r"/-/quotes/(?P<name>[a-z.]+)$", _asset), decisions, *pages]


def _in_time(view: View) -> View:
    """The view, with a page of its own where it took too long."""

    async def answer(datasette: Any, request: Any) -> Any:
        try:
            return await view(datasette, request)
        except UnavailableError as error:
            context = {
                "to": Addresses(datasette, request),
                "title": "Too much at once",
                "message": error,
            }
            return await page(datasette, request, "unavailable", context, 503)

    return answer


async def _asset(request: Any) -> Any:
    """The style sheet, the script: kept by browsers for as long as they are what they were."""
    name = request.url_vars["name"]
    if name not in _MEDIA:
        return Response.text("Not found", status=404)
    body, tag = _content(name)
    headers = {"Cache-Control": "max-age=300", "ETag": tag}
    if request.headers.get("if-none-match") == tag:
        return Response("", status=304, headers=headers)
    return Response(body, headers=headers, content_type=_MEDIA[name])


@cache
def _content(name: str) -> tuple[str, str]:
    body = (_STATIC / name).read_text(encoding="utf-8")
    return body, f'"{hashlib.sha256(body.encode()).hexdigest()[:16]}"'


@hookimpl  # type: ignore[untyped-decorator]
def startup() -> None:
    """Keep errors short: with rich at hand, Datasette prints the traceback of every wrong address,
    local values and all."""
    # Not above: imported before datasette.app, it is not taken in as the plugin that it is, and
    # every error becomes a 500.
    from datasette import handle_exception

    handle_exception.rich = None


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper() -> Any:
    """The headers that keep pages from harm, on all of them."""
    return guarded


@hookimpl  # type: ignore[untyped-decorator]
def extra_css_urls(datasette: Any) -> list[str]:
    """What Datasette's own style lacks for tables of quotes."""
    return [Addresses(datasette).asset("tables.css")]


@hookimpl  # type: ignore[untyped-decorator]
def permission_allowed(datasette: Any, actor: Any, action: str) -> bool | None:
    """Whether the metadata name the visitor: plugins, quotes-db, decide, as in an "allow"."""
    if action != deciding.PERMISSION:
        return None
    allowed = (datasette.plugin_config("quotes-db") or {}).get("decide")
    if allowed is None or not actor:
        return None
    return bool(actor_matches_allow(actor, allowed))


@hookimpl  # type: ignore[untyped-decorator]
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Give SQL the function search_quotes(words): the ids of the quotes that the words may mean,
    best first, as a JSON array; see `quotes.search`."""
    path = conn.execute("PRAGMA database_list").fetchone()[2]
    (application,) = conn.execute("PRAGMA application_id").fetchone()
    if path and application == APPLICATION_ID:
        conn.create_function("search_quotes", 1, lambda words: _search(Path(path), words))


def _search(path: Path, words: str | None) -> str:
    from quotes.searching import find
    from quotes.store.database import connect

    with closing(connect(path)) as connection:
        hits = find(connection, str(words or ""), limit=_FOUND).hits
    return json.dumps([hit.record.public_id for hit in hits])


@hookimpl  # type: ignore[untyped-decorator]
def render_cell(value: Any, column: str, table: str | None, datasette: Any) -> Markup | None:
    """In Datasette's tables, an id as a link to the page of what it names; None for all else."""
    name = _LEADS_TO.get((table, column)) or _LEADS_TO.get((None, column))
    if not name or not isinstance(value, str) or not value.isascii() or not value.isalnum():
        return None
    address = getattr(Addresses(datasette), name)(value)
    return Markup('<a href="{}">{}</a>').format(address, value)


# Table and column, of any table where it is None -> the page that its values name.
_LEADS_TO: dict[tuple[str | None, str], str] = {
    ("speakers", "public_id"): "speaker",
    ("articles", "public_id"): "article",
    ("effective_articles", "public_id"): "article",
    ("corrections", "public_id"): "",
    ("corrected", "public_id"): "",
    (None, "public_id"): "quote",
    (None, "replaced_by"): "quote",
    (None, "article"): "article",
}
