"""What every page does first and last: find the database, ask for permission, answer safely."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from typing import Any, TypeVar

from datasette import Forbidden, NotFound, Response  # type: ignore[import-untyped]
from datasette.utils import sqlite_timelimit  # type: ignore[import-untyped]

from quotes.resources import APPLICATION_ID
from quotes.site.headers import OWN_PAGES

Found = TypeVar("Found")

_NEEDED = "effective_quotes"
"""The view whose permission every page needs: all that they show is in it."""

_TOO_LONG = "This took too long: name more words, or fewer that everybody uses."


class UnavailableError(Exception):
    """A page that could not be made in time."""


async def quotes_database(datasette: Any, *, optional: bool = False) -> Any:
    """The database of quotes that the site is about: the first one that is one.

    None where there is none and it is `optional`, else NotFound.
    """
    found = getattr(datasette, "_quotes_database", None)
    if found is not None and datasette.databases.get(found) is not None:
        return datasette.get_database(found)
    for name, database in datasette.databases.items():
        if name.startswith("_"):
            continue
        row = (await database.execute("SELECT application_id FROM pragma_application_id")).first()
        if row[0] == APPLICATION_ID:
            datasette._quotes_database = name
            return database
    if optional:
        return None
    raise NotFound("There is no database of quotes here")


async def read(
    datasette: Any,
    request: Any,
    reading: Callable[[sqlite3.Connection], Found],
    *,
    limit: int | None = None,
) -> Found:
    """What `reading` finds in the database, if the visitor may see quotes, and in time: in
    `limit` milliseconds, else as long as Datasette's setting allows."""
    database = await quotes_database(datasette)
    await datasette.ensure_permissions(
        request.actor,
        [
            ("view-table", (database.name, _NEEDED)),
            ("view-database", database.name),
            "view-instance",
        ],
    )
    most = limit or datasette.setting("sql_time_limit_ms")

    def bounded(connection: sqlite3.Connection) -> Found:
        with sqlite_timelimit(connection, most):
            return reading(connection)

    try:
        return await database.execute_fn(bounded)  # type: ignore[no-any-return]
    except sqlite3.OperationalError as error:
        if "interrupted" in str(error):
            raise UnavailableError(_TOO_LONG) from error
        raise


async def page(
    datasette: Any, request: Any, template: str, context: dict[str, Any], status: int = 200
) -> Any:
    """A page of this package's own, which loads nothing from elsewhere and runs nothing inline."""
    html = await datasette.render_template(f"quotes/{template}.html", context, request=request)
    return Response.html(html, status=status, headers={"Content-Security-Policy": OWN_PAGES})


def as_json(value: Any, status: int = 200) -> Any:
    """The value as JSON for programs, people's letters left readable."""
    body = json.dumps(value, ensure_ascii=False, indent=1)
    return Response(body, status=status, content_type="application/json; charset=utf-8")


__all__ = ["Forbidden", "NotFound", "Response", "UnavailableError", "as_json", "page", "read"]
