"""The Datasette plugin: search, links from ids and names to quotes, and the style sheet."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from datasette import hookimpl  # type: ignore[import-untyped]
from markupsafe import Markup

# Datasette keys metadata by the name of the database; the file may be called anything.
DATABASE = "quotes"
STATIC = "static-quotes"

# Column -> the canned query that its values lead to, and that query's parameter.
_LEADS_TO = {
    "public_id": ("quote", "public_id"),
    "replaced_by": ("quote", "public_id"),
    "speaker": ("quotes_by_speaker", "speaker"),
}
_ARTICLES = ("articles", "effective_articles")  # whose public ids are not those of quotes


_FOUND = 100  # quotes on the page of a search
_SEARCH = """
SELECT CASE kind WHEN 'indirect' THEN text ELSE '“' || text || '”' END AS words, speaker, venue,
       date AS said, outlet, published, public_id
  FROM json_each(search_quotes(:words)) AS found
 CROSS JOIN effective_quotes ON public_id = found.value ORDER BY found.key"""


@hookimpl  # type: ignore[untyped-decorator]
def prepare_connection(conn: sqlite3.Connection, database: str) -> None:
    """Give SQL the function search_quotes(words): the ids of the quotes that the words may mean,
    best first, as a JSON array; see `quotes.search`."""
    if database == DATABASE:
        path = Path(conn.execute("PRAGMA database_list").fetchone()[2])
        conn.create_function("search_quotes", 1, lambda words: _search(path, words))


def _search(path: Path, words: str | None) -> str:
    from quotes.searching import find
    from quotes.store.database import connect

    with closing(connect(path)) as connection:
        hits = find(connection, str(words or ""), limit=_FOUND).hits
    return json.dumps([hit.record.public_id for hit in hits])


@hookimpl  # type: ignore[untyped-decorator]
def canned_queries(database: str) -> dict[str, dict[str, Any]]:
    """The page of the search, which is here since it needs the function above."""
    if database != DATABASE:
        return {}
    return {
        "search": {
            "title": "Search",
            "description": "Half-remembered words will do, misspelt ones too. “Exact words” in"
            " quotation marks; -word leaves a word out; speaker:, venue:, outlet:, after:,"
            " before: and kind: filter.",
            "hide_sql": True,
            "sql": _SEARCH,
        }
    }


@hookimpl  # type: ignore[untyped-decorator]
def render_cell(
    value: Any, column: str, table: str | None, database: str, datasette: Any
) -> Markup | None:
    """A quote's id as a link to all that is known of it, a speaker's name as one to the
    speaker's quotes; None for all else.
    """
    if table == "speakers" and column == "name":
        column = "speaker"
    if database != DATABASE or not value or column not in _LEADS_TO or table in _ARTICLES:
        return None
    query, parameter = _LEADS_TO[column]
    page = f"{datasette.urls.query(DATABASE, query)}?{urlencode({parameter: value})}"
    return Markup('<a href="{}">{}</a>').format(page, value)


@hookimpl  # type: ignore[untyped-decorator]
def extra_css_urls(datasette: Any) -> list[str]:
    """The style sheet, which `application` mounts."""
    return [datasette.urls.path(f"{STATIC}/quotes.css")]
