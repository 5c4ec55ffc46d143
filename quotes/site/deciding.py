"""What signed-in people decide on a quote's page: confirmed, corrected, rejected.

Through the same functions as on the command line, with the visitor's name in the record. Off
unless somebody is given the permission `decide-quotes`, and never on a file that is immutable, as
published copies are.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from datasette import Forbidden, Response  # type: ignore[import-untyped]

from quotes.errors import QuotesError
from quotes.site.requests import quotes_database, read
from quotes.site.shown import Addresses

PERMISSION = "decide-quotes"

FIELDS = {"speaker": "Who", "role": "Role", "venue": "Where", "date": "When", "text": "Words"}
"""What can be corrected on a page, and how it is labelled there."""

_LONGEST = 10_000  # characters of a value


async def may_decide(datasette: Any, request: Any) -> bool:
    """Whether the visitor may decide on quotes here."""
    database = await quotes_database(datasette)
    if not database.is_mutable or not request.actor:
        return False
    return bool(await datasette.permission_allowed(request.actor, PERMISSION, default=False))


async def decide(datasette: Any, request: Any) -> Any:
    """What a form of a quote's page asks for, done; the answer leads back to the page."""
    public_id = request.url_vars["public_id"]
    here = Addresses(datasette).quote(public_id)
    if request.method != "POST":
        return Response.redirect(here)
    if not await may_decide(datasette, request):
        raise Forbidden("Only people with the permission to decide on quotes can do that")
    await read(datasette, request, lambda connection: None)
    form = await request.post_vars()
    database = await quotes_database(datasette)
    who = _name(request.actor)
    try:
        message = await asyncio.to_thread(_done, Path(database.path), public_id, form, who)
        kind = datasette.INFO
    except QuotesError as error:
        message, kind = str(error), datasette.ERROR
    datasette.add_message(request, message, kind)
    return Response.redirect(here)


def _name(actor: Mapping[str, Any]) -> str:
    """The visitor's name for the record, as Datasette would show it."""
    names = (actor.get(key) for key in ("display", "name", "username", "login", "id"))
    return str(next(name for name in names if name))


def _done(path: Path, public_id: str, form: Mapping[str, str], who: str) -> str:
    """What was done, in a sentence. Raises QuotesError for what cannot be."""
    from quotes.store.database import open_database
    from quotes.store.editing import edit_quote, judge_quotes

    why = form.get("why", "").strip()[:_LONGEST] or None
    with closing(open_database(path)) as db:
        if form.get("standing") in ("confirmed", "rejected"):
            standing = form["standing"]
            done = judge_quotes(db, [public_id], standing, who=who, why=why)
            return f"Recorded as {standing} by {who}." if done else f"It was {standing} already."
        field, value = form.get("field", ""), form.get("value", "").strip()[:_LONGEST]
        if field not in FIELDS:
            return "Nothing was changed: choose what is wrong."
        given: Any = value or None
        if field == "speaker" and value:
            given = [name.strip() for name in value.split(" and ") if name.strip()]
        done = edit_quote(db, public_id, {field: given}, who=who, why=why)
        return f"{FIELDS[field]} corrected by {who}." if done else "It said so already."
