"""The Datasette instance: which file under which name, with which settings."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

from datasette.app import Datasette  # type: ignore[import-untyped]
from datasette.database import Database  # type: ignore[import-untyped]
from datasette.plugins import pm  # type: ignore[import-untyped]

from quotes.resources import root_file
from quotes.site import plugin

SETTINGS = {
    "allow_download": False,
    "default_page_size": 50,
    "facet_time_limit_ms": 2000,
    "sql_time_limit_ms": 3000,
    "suggest_facets": False,
}


def application(path: Path, *, exposed: bool = False) -> Datasette:
    """A Datasette that serves the database at `path` as /quotes.

    The file may be written to meanwhile. With `exposed`, full text is denied and so
    is SQL of the visitor's own, which could read it.
    """
    metadata: dict[str, Any] = json.loads(
        root_file("datasette-metadata.json").read_text(encoding="utf-8")
    )
    settings: dict[str, Any] = dict(SETTINGS)
    if exposed:
        settings["default_allow_sql"] = False
        metadata["databases"][plugin.DATABASE]["tables"]["texts"]["allow"] = False
    # Here and not above: imported before datasette.app, it is not taken in as the plugin that
    # it is, and every error becomes a 500.
    from datasette import handle_exception  # type: ignore[import-untyped]

    # With rich at hand it prints the traceback of every wrong address, local values and all.
    handle_exception.rich = None
    if not pm.is_registered(plugin):
        pm.register(plugin)
    static = str(Path(__file__).parent / "static")
    site = Datasette(metadata=metadata, settings=settings, static_mounts=[(plugin.STATIC, static)])
    site.remove_database("_memory")
    site.add_database(QuotesFile(site, path=str(path.absolute())), name=plugin.DATABASE)
    return site


class QuotesFile(Database):  # type: ignore[misc]
    """A file opened for reading only, whatever characters its name holds.

    Datasette pastes the path into a URI as it is, where `?`, `#` and `%` mean
    something else.
    """

    def connect(self, write: bool = False) -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"{Path(self.path).as_uri()}?mode=ro", uri=True, check_same_thread=False
        )
        self._all_file_connections.append(connection)
        return connection
