"""The Datasette plugin: links from ids and names to quotes, and the style sheet."""

from __future__ import annotations

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
