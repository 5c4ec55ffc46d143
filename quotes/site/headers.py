"""The headers that keep pages from harm: what they may load, who may frame them, what they tell."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
App = Callable[..., Awaitable[None]]

OWN_PAGES = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""The Content-Security-Policy of this package's pages: nothing inline, nothing from elsewhere."""

# Datasette's own pages have scripts and styles inline.
_DATASETTES_PAGES = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline';"
    " img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
)
_ALWAYS = {
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"same-origin",
    b"permissions-policy": b"camera=(), geolocation=(), microphone=()",
    b"cross-origin-opener-policy": b"same-origin",
}


def guarded(app: App) -> App:
    """The application, its answers with these headers where they have none of their own."""

    async def answer(scope: Scope, receive: App, send: App) -> None:
        async def send_guarded(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                given = list(message.get("headers") or ())
                names = {name.lower() for name, _ in given}
                policy = {b"content-security-policy": _DATASETTES_PAGES.encode()}
                added = [each for each in (policy | _ALWAYS).items() if each[0] not in names]
                message = {**message, "headers": [*given, *added]}
            await send(message)

        await app(scope, receive, send_guarded)

    return answer
