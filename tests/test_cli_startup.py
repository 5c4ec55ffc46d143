"""What `quotes` imports before it has anything to do: nothing that is slow."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from quotes.store import open_database

HEAVY = {
    "charset_normalizer", "datasette", "dateparser", "htmldate", "lxml", "numpy", "pydantic",
    "rapidfuzz", "rich", "sqlite_utils", "trafilatura", "uvicorn", "yaml",
}  # fmt: skip
# Typer checks the values of options with pydantic; search ranks with rapidfuzz, lays out with rich.
SEARCH_NEEDS = {"pydantic", "rapidfuzz", "rich"}

PROGRAM = """
import sys
{statement}
import atexit, json
atexit.register(lambda: print(json.dumps(sorted(sys.modules)), file=sys.stderr))
if sys.argv[1:]:
    main()
"""


def imported(statement: str, *arguments: str) -> set[str]:
    """The top-level packages that a fresh interpreter has imported in the end."""
    program = PROGRAM.format(statement=statement)
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    modules = json.loads(done.stderr.splitlines()[-1])
    return {module.partition(".")[0] for module in modules}


@pytest.mark.parametrize("statement", ["import quotes", "import quotes.cli"])
def test_import_is_light(statement: str) -> None:
    assert not imported(statement) & HEAVY


@pytest.mark.parametrize("arguments", [["--help"], ["search", "--help"], ["--version"]])
def test_help_is_light(arguments: list[str]) -> None:
    assert not imported("from quotes.cli import main", *arguments) & (HEAVY - {"pydantic"})


def test_search_is_light(tmp_path: Path) -> None:
    path = tmp_path / "quotes.db"
    with closing(open_database(path)):
        pass
    loaded = imported("from quotes.cli import main", "search", "ferry", "--db", str(path))
    assert not loaded & (HEAVY - SEARCH_NEEDS)
