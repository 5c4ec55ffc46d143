"""The documents are true: their examples give what they show, their lists are complete."""

from __future__ import annotations

import re
import sqlite3
import tomllib
from contextlib import closing
from pathlib import Path

import pytest
from readme_blocks import (
    CITATIONS,
    COMMANDS,
    LEFT_OUT,
    README,
    ROOT,
    command_names,
    commands,
    commands_page,
    prepare,
    rerun,
)

from quotes.resources import schema

SCHEMA_PAGE = ROOT / "docs" / "schema.md"
CHANGELOG = ROOT / "CHANGELOG.md"


@pytest.fixture(scope="module")
def readme() -> str:
    return README.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", [README, CITATIONS], ids=lambda page: page.name)
def test_examples_give_what_the_page_shows(page: Path, tmp_path: Path) -> None:
    prepare(tmp_path)
    written = page.read_text(encoding="utf-8")
    now = rerun(written, tmp_path)
    assert now.splitlines() == written.splitlines(), "make readme writes the outputs again"


def test_the_readme_shows_every_command(readme: str) -> None:
    shown = {line.split()[1] for line in commands(readme) if line.startswith("quotes ")}
    assert shown == {name.split()[0] for name in command_names()}


def test_the_paragraphs_quoted_stand_in_a_seed_article(readme: str) -> None:
    article = (ROOT / "seeds" / "bridge-toll.md").read_text(encoding="utf-8")
    paragraphs = re.findall(r"(?m)^> (.+)$", readme)
    assert paragraphs
    assert all(paragraph in article for paragraph in paragraphs)


def test_links_lead_to_files(readme: str) -> None:
    pages = [README, CHANGELOG, *(ROOT / "docs").glob("*.md")]
    links = [
        (page.parent / target)
        for page in pages
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
    ]
    assert links
    assert [link for link in links if not link.exists()] == []


@pytest.mark.parametrize(
    ("output", "shown_before", "shown_now"),
    [
        pytest.param("1 2 3", "1 2", "1 2 3", id="nothing left out"),
        pytest.param("1 2 3 4", f"a {LEFT_OUT} b", f"1 {LEFT_OUT} 4", id="the middle left out"),
        pytest.param("1 2 3", f"a b {LEFT_OUT}", f"1 2 {LEFT_OUT}", id="the end left out"),
        pytest.param("1 2", f"a b {LEFT_OUT} c", f"1 2 {LEFT_OUT}", id="no line shown twice"),
    ],
)
def test_outputs_are_shortened_as_before(
    output: str, shown_before: str, shown_now: str, tmp_path: Path
) -> None:
    def block(lines: str) -> str:
        return "\n".join(["```console", f"$ printf '%s\\n' {output}", *lines.split(), "```"])

    assert rerun(block(shown_before), tmp_path) == block(shown_now)


def test_a_wrong_output_is_noticed(tmp_path: Path) -> None:
    page = "```console\n$ echo two\none\n```\n\n```pycon\n>>> 1 + 1\n3\n```"
    assert rerun(page, tmp_path) == page.replace("\none\n", "\ntwo\n").replace("\n3\n", "\n2\n")


def test_the_page_of_commands_is_what_help_says() -> None:
    written = COMMANDS.read_text(encoding="utf-8")
    assert written == commands_page(), "make readme writes it again"


def test_the_page_of_the_schema_names_every_table_and_view() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(schema())
        # FTS5 keeps tables of its own, named after the index.
        rows = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')"
            " AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'quotes_fts_%'"
        )
        names = {name for (name,) in rows}
    described = re.findall(r"(?m)^\| `(\w+)` \|", SCHEMA_PAGE.read_text(encoding="utf-8"))
    assert sorted(described) == sorted(names)


def test_the_changelog_fits_the_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    changes = CHANGELOG.read_text(encoding="utf-8")
    newest, *released = re.findall(r"(?m)^## (\S+)", changes)
    assert newest == "Unreleased"
    if released:
        assert released[0] == project["version"]
    else:
        assert f"{project['version']}, not released yet" in changes
