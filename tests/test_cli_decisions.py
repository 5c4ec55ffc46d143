"""What `quotes edit`, `reject` and their like refuse, and what they tell."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from quotes.cli import main
from quotes.store.check import check

HARBOR = """---
title: The harbor
url: https://example.org/harbor
date: 2025-03-05
---

“The tide was late,” said Ann Lee, the mayor of Tarn.

“Nobody rang the bell,” said Tom Vale.
"""


class Done(NamedTuple):
    status: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Run]:
    """Runs `quotes` in a folder with a database of one article; it is sound in the end."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Done:
        monkeypatch.setattr("sys.argv", ["quotes", *arguments])
        with pytest.raises(SystemExit) as exit:
            main()
        captured = capsys.readouterr()
        return Done(int(exit.value.code or 0), captured.out, captured.err)

    Path("harbor.md").write_text(HARBOR, encoding="utf-8")
    assert run("ingest", "harbor.md").status == 0
    yield run
    assert check(Path("quotes.db")) == []


def quote(words: str) -> str:
    with closing(sqlite3.connect("quotes.db")) as connection:
        query = "SELECT public_id FROM quotes WHERE text LIKE ?"
        return str(connection.execute(query, (f"%{words}%",)).fetchone()[0])


def shown(run: Run, public_id: str) -> dict[str, str | None]:
    return dict(json.loads(run("show", public_id, "--format", "json").out))


REFUSED = {
    "a speaker and none": ("--speaker", "Tom Vale", "--no-speaker"),
    "a speaker and the parser's": ("--speaker", "Tom Vale", "--parsed", "speaker"),
    "a role and the parser's": ("--role", "mayor", "--parsed", "role"),
    "no words": ("--text", ""),
    "the words of another quote": ("--text", "Nobody rang the bell"),
    "words over another quote": ("--text", "late,” said Ann Lee, the mayor of Tarn. “Nobody rang"),
    "what is no text": ("--role", "\udcff"),
    "a reason that is no text": ("--role", "mayor", "--why", "\udcff"),
    "a venue as long as an article": ("--venue", "x" * 5_000),
    "a field that is none": ("--parsed", "colour"),
}


@pytest.mark.parametrize("options", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_is_refused_in_one_line(run: Run, options: tuple[str, ...]) -> None:
    before = shown(run, quote("tide"))
    done = run("edit", quote("tide"), *options)
    assert done.status == 1
    assert done.err.startswith("quotes: ")
    assert done.err.count("\n") == 1
    assert shown(run, quote("tide")) == before


ARTICLE_REFUSED = {
    "control characters": ("--title", "a\x1b[31mred"),
    "writing from right to left": ("--title", "new \u202eevil"),
    "a script for an address": ("--url", "javascript:alert(1)"),
    "a day that is none": ("--published", "2024-02-30"),
}


@pytest.mark.parametrize("options", ARTICLE_REFUSED.values(), ids=ARTICLE_REFUSED)
def test_what_no_article_has_is_refused(run: Run, options: tuple[str, ...]) -> None:
    article = str(shown(run, quote("tide"))["article"])
    done = run("edit", article, *options)
    assert (done.status, done.err.count("\n")) == (1, 1)
    assert shown(run, quote("tide"))["title"] == "The harbor"


def test_an_article_is_corrected_and_given_back(run: Run) -> None:
    article = str(shown(run, quote("tide"))["article"])
    assert f"article {article}" in run("show", quote("tide")).out
    fields = ("--outlet", "  ", "--byline", " Ida  Lund ;; ", "--published", " 2024-02-24 ")
    assert run("edit", article, *fields, "--title", "The quay").status == 0
    row = shown(run, quote("tide"))
    assert (row["outlet"], row["byline"], row["published"]) == (None, "Ida Lund", "2024-02-24")
    assert run("edit", article, "--parsed", "title").status == 0
    assert shown(run, quote("tide"))["title"] == "The harbor"


def test_a_rejected_quote_is_not_cited_and_its_return_is_told(run: Run) -> None:
    tide = quote("tide")
    run("reject", tide)
    done = run("cite", tide)
    assert (done.status, done.out) == (1, "")
    assert f"`quotes confirm {tide}`" in done.err
    assert "counts as a quote again" in run("edit", tide, "--venue", "quay").err
    assert run("cite", tide).status == 0


def test_a_retired_quote_is_cited_with_a_word_of_warning(run: Run) -> None:
    tide = quote("tide")
    Path("harbor.md").write_text(HARBOR.replace("The tide was late", "All is well"), "utf-8")
    run("ingest", "harbor.md")
    done = run("cite", tide)
    assert done.status == 0
    assert f"{tide}: a later version of the article lacks these words" in done.err


def test_corrected_words_that_are_gone_are_shown_as_such(run: Run) -> None:
    tide = quote("tide")
    run("edit", tide, "--text", "tide was late")
    Path("harbor.md").write_text(HARBOR.replace("The tide was", "The tide is very"), "utf-8")
    run("ingest", "harbor.md")
    done = run("show", tide)
    assert done.status == 0
    assert "lacks these words" in " ".join(done.out.split())


def test_an_empty_file_is_no_database_to_correct(run: Run) -> None:
    Path("empty.db").touch()
    for command in (("undo",), ("corrections", "list"), ("reject", "abcdefghij")):
        done = run(*command, "--db", "empty.db")
        assert (done.status, done.err.count("\n")) == (1, 1)
        assert "is empty" in done.err
    assert Path("empty.db").stat().st_size == 0


def test_people_of_a_list_whom_nobody_quotes_are_told(run: Run) -> None:
    Path("people.csv").write_text("name\nOo Pp\n", encoding="utf-8")
    assert run("speakers", "import", "people.csv").status == 0
    assert "not quoted yet" in run("speakers", "Oo Pp").err


def test_the_ids_of_those_who_fit_a_name_are_told(run: Run) -> None:
    run("edit", quote("bell"), "--speaker", "Ann Lee", "--new")
    told = run("speakers", "ann lee").err
    assert told.startswith("2 speakers fit: Ann Lee (")
    assert told.count("Ann Lee (") == 2


@pytest.mark.parametrize(
    "command", [("corrections", "list"), ("corrections", "export"), ("speakers", "export")]
)
def test_what_only_reads_changes_no_file(run: Run, command: tuple[str, ...]) -> None:
    run("edit", quote("bell"), "--venue", "quay", "--why", "seen there")
    before = Path("quotes.db").read_bytes()
    done = run(*command)
    assert done.status == 0
    assert "quay" in done.out or "Tom Vale" in done.out
    assert Path("quotes.db").read_bytes() == before
