"""The site as a folder for a host: a public copy of the database, and what serves it.

The folder is what Datasette calls a configuration directory: `datasette FOLDER` finds the
database, its counts (inspect-data.json, which also says that it never changes), the metadata and
the settings under the names that they have here. The Dockerfile runs just that.
"""

from __future__ import annotations

import json
import shlex
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from os import getpid
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from quotes import __version__
from quotes.errors import InputError
from quotes.resources import root_file
from quotes.site import deployment
from quotes.store.public_copy import public_copy

# Datasette keys metadata and counts by the name of the database, which is that of the file.
_NAME = "quotes"
_DATABASE = f"{_NAME}.db"
_MOST_ROWS = 1_000  # of a query that visitors see at once
# Tables that Datasette would count for long: those that only show how the search index is made.
_COUNTED = """
SELECT name FROM pragma_table_list
 WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%schema' ESCAPE '\\'"""


@dataclass(frozen=True, slots=True)
class Published:
    """What was published: the quotes that the site shows, the articles they are from, the
    folder's size in bytes, and the command that puts the site on a host."""

    quotes: int
    articles: int
    bytes: int
    command: str


def publish(
    path: Path,
    folder: Path,
    *,
    with_text: bool = False,
    allow_sql: bool = False,
    tell: Callable[[str], object] = lambda step: None,
) -> Published:
    """Write the site of the database at `path` into `folder`, which is new or empty.

    The articles' full texts are left out unless `with_text` asks for them, and visitors cannot
    ask in SQL of their own unless `allow_sql` lets them. `tell` is given each step as it begins.
    The folder appears when all is written; until then a hidden one beside it holds the files.
    Raises DatabaseError when the database cannot be published, and InputError when the folder
    cannot be written.
    """
    with _whole(folder) as partial:
        database = partial / _DATABASE
        public_copy(path, database, with_text=with_text, named=folder, tell=tell)
        tell("Counting")
        counts = _counts(database)
        settings = _settings(allow_sql)
        _write_json(partial / "inspect-data.json", {_NAME: counts})
        _write_json(partial / "metadata.json", _metadata(with_text))
        _write_json(partial / "settings.json", settings)
        for name, text in deployment.files(__version__, with_text).items():
            (partial / name).write_text(text, encoding="utf-8")
        size = sum(file.stat().st_size for file in partial.iterdir())
    tables = counts["tables"]
    return Published(
        quotes=tables["indexed"]["count"],
        articles=tables["articles"]["count"],
        bytes=size,
        command=deployment.command(shlex.quote(str(folder))),
    )


def publish_static(
    path: Path,
    folder: Path,
    *,
    tell: Callable[[str], object] = lambda step: None,
) -> Published:
    """Write the site of the database at `path` as plain files into `folder`, new or empty.

    Everything else is as for `publish`, but that the database itself is not among the files and
    that there may be at most static_site.MOST quotes. The command shows the folder here.
    """
    from quotes.site.static_site import write_pages

    with TemporaryDirectory() as scratch, _whole(folder) as partial:
        database = Path(scratch) / _DATABASE
        public_copy(path, database, named=folder, tell=tell)

        def told(written: int, known: int) -> None:
            tell(f"Writing {written:,} of {known:,} pages")

        write_pages(database, partial, named=path, tell=told)
        with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
            quotes, articles = connection.execute(
                "SELECT (SELECT count(*) FROM indexed), (SELECT count(*) FROM articles)"
            ).fetchone()
        size = sum(file.stat().st_size for file in partial.rglob("*") if file.is_file())
    command = f"python3 -m http.server --directory {shlex.quote(str(folder))}"
    return Published(quotes, articles, size, command)


@contextmanager
def _whole(folder: Path) -> Iterator[Path]:
    """The folder to write in place of another, whose place it takes when all went well."""
    target = _free(folder)
    partial = target.with_name(f".{target.name}.{getpid()}.partial")
    try:
        partial.mkdir()
    except OSError as error:
        raise InputError(
            f"{folder} cannot be made ({error.strerror}): name a folder in one that exists and"
            " that you may write to"
        ) from error
    try:
        yield partial
        if target.exists():
            shutil.copymode(target, partial)
        partial.rename(target)
    except OSError as error:
        raise InputError(
            f"{folder} cannot be written ({error.strerror}): make room, or name another folder"
        ) from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _free(folder: Path) -> Path:
    """The full path of a folder that is not there or is empty; InputError for any other."""
    try:
        target = folder.resolve()
        if not target.exists():
            return target
        if not target.is_dir():
            raise InputError(f"{folder} is a file: name a new or an empty folder")
        if any(target.iterdir()):
            raise InputError(f"{folder} is not empty: name a new or an empty folder")
        if target == Path.cwd():  # it would be replaced under the user's feet
            raise InputError(f"{folder} is the folder you are in: name another one")
    except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"{folder} cannot be used ({reason}): name another folder") from error
    return target


def _counts(database: Path) -> dict[str, Any]:
    """What `datasette inspect` says of the database, the search index left out."""
    from datasette.inspect import inspect_hash  # type: ignore[import-untyped]

    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
        tables = [name for (name,) in connection.execute(_COUNTED)]
        counts = {
            name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
            for name in sorted(tables)
        }
    return {
        "hash": inspect_hash(database),
        "size": database.stat().st_size,
        "file": database.name,
        "tables": {name: {"count": count} for name, count in counts.items()},
    }


def _metadata(with_text: bool) -> dict[str, Any]:
    """The site's metadata, without the pages that have nothing to show in a copy."""
    metadata: dict[str, Any] = json.loads(
        root_file("datasette-metadata.json").read_text(encoding="utf-8")
    )
    described = metadata["databases"][_NAME]
    described.get("queries", {}).pop("recent_ingests", None)
    if not with_text:
        described["tables"]["texts"]["allow"] = False
    return metadata


def _settings(allow_sql: bool) -> dict[str, Any]:
    from quotes.site.application import SETTINGS

    return {
        **SETTINGS,
        "allow_download": False,
        "default_allow_sql": allow_sql,
        "max_returned_rows": _MOST_ROWS,
    }


def _write_json(file: Path, value: object) -> None:
    file.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
