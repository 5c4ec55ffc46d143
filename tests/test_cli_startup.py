"""What `quotes` imports before it has anything to do: nothing that is slow."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from quotes import extract
from quotes.cli import COMMANDS
from quotes.models import Article
from quotes.store.database import open_database
from quotes.store.ingest import ingest

HEAVY = {
    "charset_normalizer", "datasette", "dateparser", "htmldate", "lxml", "numpy", "pydantic",
    "rapidfuzz", "rich", "sqlite_utils", "trafilatura", "uvicorn", "yaml",
    "quotes.parsing", "quotes.people", "quotes.review", "quotes.site",
}  # fmt: skip

PROGRAM = """
import sys
{statement}
import atexit, json
atexit.register(lambda: print(json.dumps(sorted(sys.modules)), file=sys.stderr))
if sys.argv[1:]:
    main()
"""


def imported(statement: str, *arguments: str) -> set[str]:
    """The modules that a fresh interpreter has imported in the end."""
    program = PROGRAM.format(statement=statement)
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return set(json.loads(done.stderr.splitlines()[-1]))


@pytest.mark.parametrize("statement", ["import quotes", "import quotes.cli"])
def test_import_is_light(statement: str) -> None:
    assert not imported(statement) & HEAVY


@pytest.mark.parametrize("arguments", [["--help"], ["search", "--help"], ["--version"]])
def test_help_is_light(arguments: list[str]) -> None:
    assert not imported("from quotes.cli import main", *arguments) & (HEAVY - {"pydantic"})


@pytest.mark.parametrize(
    ("format", "needed"),
    # Typer checks the values of options with pydantic; the table is laid out with rich.
    [("json", {"pydantic"}), ("csv", {"pydantic"}), ("table", {"pydantic", "rich"})],
)
def test_search_is_light(tmp_path: Path, format: str, needed: set[str]) -> None:
    path = tmp_path / "quotes.db"
    text = "“The ferry is late,” said Jane Doe."
    article = Article(
        text, "ferry", given_id="ferry", raw_sha256="", reader="text", reader_version="1"
    )
    with closing(open_database(path)) as db:
        ingest(db, article, extract(text), parser_version="0")
    arguments = ["search", "ferry", "--db", str(path), "--format", format]
    loaded = imported("from quotes.cli import main", *arguments)
    assert loaded & HEAVY == needed


def test_no_other_command_is_imported() -> None:
    loaded = imported("from quotes.cli import main", "search", "--help")
    others = {f"quotes.cli.{module}" for module in COMMANDS.values()} - {"quotes.cli.search"}
    assert "quotes.cli.search" in loaded
    assert not loaded & others
