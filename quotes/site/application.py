"""The Datasette instance: which file under which name, with which settings."""

from __future__ import annotations

import json
import sqlite3
from importlib import import_module
from pathlib import Path
from typing import Any

from datasette.app import Datasette  # type: ignore[import-untyped]
from datasette.database import Database  # type: ignore[import-untyped]
from datasette.plugins import pm  # type: ignore[import-untyped]

from quotes.resources import root_file

# Datasette keys metadata by the name of the database; the file may be called anything.
DATABASE = "quotes"
OURS = ("texts", "ingest_log", "forgotten", "profiles", "speaker_keys")
"""Tables for those alone who have the file: full text, names within it, local paths."""
SETTINGS = {
    "allow_download": False,
    "default_page_size": 50,
    "facet_time_limit_ms": 2000,
    "sql_time_limit_ms": 3000,
    "suggest_facets": False,
}


def application(path: Path, *, exposed: bool = False) -> Datasette:
    """A Datasette that serves the database at `path` as /quotes.

    The file may be written to meanwhile. With `exposed`, full text and other tables that are
    only ours are denied, and so is SQL of the visitor's own, which could read them.
    """
    metadata: dict[str, Any] = json.loads(
        root_file("datasette-metadata.json").read_text(encoding="utf-8")
    )
    settings: dict[str, Any] = dict(SETTINGS)
    if exposed:
        settings["default_allow_sql"] = False
        described = metadata["databases"][DATABASE]
        for table in OURS:
            described["tables"][table]["allow"] = False
        del described["queries"]["recent_ingests"]
    plugin = import_module("quotes.site")
    if not pm.is_registered(plugin):  # as it is where the package is not installed
        pm.register(plugin)
    site = Datasette(metadata=metadata, settings=settings)
    site.remove_database("_memory")
    site.add_database(QuotesFile(site, path=str(path.absolute())), name=DATABASE)
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
