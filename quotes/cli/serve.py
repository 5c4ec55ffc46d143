"""`quotes serve`: the database as a site to browse."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from quotes.cli import options


def serve(
    db: options.DatabaseFile = Path("quotes.db"),
    host: Annotated[
        str, typer.Option(metavar="HOST", help="The address to listen on.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65535, metavar="PORT", help="0 takes any free one.")
    ] = 8001,
    open_browser: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
) -> None:
    """Serve the database as a site, until Ctrl-C."""
    from quotes.site import serve as serve_site

    serve_site(db, host=host, port=port, open_browser=open_browser)
