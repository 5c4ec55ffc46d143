"""The commands from end to end: articles in, and out come quotes, citations and plain errors."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import pytest

from quotes import citing
from quotes.citing.styles import Only
from quotes.cli import main, options
from quotes.models import Quote, QuoteKind

FERRY = """---
title: Ferry to sail
author: Ida Berg
outlet: Harbor Gazette
published: 2025-03-05
url: https://example.org/ferry
---
“The ferry will sail on Sunday,” Mayor Ana Ruiz said in an interview on Radio Delta on Tuesday.

“We have heard promises before,” said Tom Okafor, a deckhand.
"""
ORCHARD = "“The apples are late this year,” said Lena Holm. She blamed “a thief of a summer.”\n"


@dataclass(frozen=True)
class Done:
    status: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `quotes` with the arguments given, in this process."""
    for name in ("NO_COLOR", "FORCE_COLOR", "QUOTES_DB"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")

    def run(*arguments: str | Path) -> Done:
        monkeypatch.setattr(sys, "argv", ["quotes", *map(str, arguments)])
        with pytest.raises(SystemExit) as exit:
            main()
        captured = capsys.readouterr()
        return Done(int(exit.value.code or 0), captured.out, captured.err)

    return run


@pytest.fixture
def articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two articles, in the folder that the commands run in."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "ferry.md").write_text(FERRY, encoding="utf-8")
    (folder / "orchard.txt").write_text(ORCHARD, encoding="utf-8")
    return folder


@pytest.fixture
def database(run: Run, articles: Path) -> Path:
    assert run("ingest", articles).status == 0
    return Path("quotes.db")


def found(run: Run, *arguments: str) -> list[dict[str, str]]:
    done = run("search", "--format", "ndjson", *arguments)
    assert done.status == 0
    return [json.loads(line) for line in done.out.splitlines()]


def ids(run: Run) -> dict[str, str]:
    """The public id of each speaker's quote."""
    return {row["speaker"]: row["public_id"] for row in found(run)}


# ingest


def test_ingest_counts_what_became_of_the_articles(run: Run, articles: Path) -> None:
    first = run("ingest", articles)
    assert first == Done(
        0, "2 articles: 2 added, 0 new versions, 0 unchanged, 0 failed; 4 quotes\n", ""
    )
    again = run("ingest", articles)
    assert again.out == "2 articles: 0 added, 0 new versions, 2 unchanged, 0 failed; 0 quotes\n"
    (articles / "ferry.md").write_text(FERRY.replace("before", "often"), encoding="utf-8")
    changed = run("ingest", articles / "ferry.md")
    assert changed.out == "1 article: 0 added, 1 new version, 0 unchanged, 0 failed; 2 quotes\n"


def test_ingest_goes_on_after_a_file_that_cannot_be_read(run: Run, articles: Path) -> None:
    (articles / "blank.txt").write_bytes(b"")
    (articles / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 20)
    done = run("ingest", articles)
    assert done.status == 1
    assert done.out == "4 articles: 2 added, 0 new versions, 0 unchanged, 2 failed; 4 quotes\n"
    lines = done.err.splitlines()
    assert [line.split(": ")[:2] for line in lines] == [
        ["quotes", str(articles / "blank.txt")],
        ["quotes", str(articles / "picture.txt")],
    ]
    assert run("check").status == 0


@pytest.mark.parametrize("command", ["ingest", "extract"])
def test_paths_that_do_not_exist_are_named_and_the_rest_goes_on(
    run: Run, articles: Path, command: str
) -> None:
    done = run(command, "nope.txt", articles / "ferry.md", "/nowhere", "articles/gone.html")
    assert done.status == 1
    assert done.err.splitlines() == [
        f"quotes: {path}: no such file or folder"
        for path in ("nope.txt", "/nowhere", "articles/gone.html")
    ]
    assert "1 added" in done.out if command == "ingest" else "The ferry will sail" in done.out


def test_ingest_names_the_files_it_leaves_aside(run: Run, articles: Path) -> None:
    for number in range(7):
        (articles / f"scan{number}.pdf").write_bytes(b"")
    done = run("ingest", articles)
    assert done.status == 0
    assert done.err == "7 other files left aside: scan0.pdf, scan1.pdf and 5 more\n"
    known = articles / "known.csv"
    known.write_text("file,outlet\norchard.txt,The Grower\n")
    assert "7 other files" in run("ingest", articles, "--metadata", known).err
    named = [articles / f"scan{number}.pdf" for number in range(6)]
    told = run("ingest", articles, *named, "--metadata", known).err.splitlines()[-1]
    assert told == "1 other file left aside: scan6.pdf"


def test_name_of_a_file_cannot_steer_the_terminal(run: Run, articles: Path) -> None:
    (articles / "a\n\x1b[2Jb.txt").write_bytes(b"")
    [line] = run("ingest", articles).err.splitlines()
    assert line.isprintable()


def test_ingest_of_one_article_takes_what_is_known_of_it(run: Run, articles: Path) -> None:
    done = run(
        "ingest", articles / "orchard.txt", "--outlet", "The Grower", "--published", "2025-09-30",
        "--author", "Per Lund; Eva Ek", "--title", "Late apples", "--url", "https://example.org/a",
    )  # fmt: skip
    assert done.status == 0
    row = found(run)[0]
    assert (row["outlet"], row["published"], row["byline"], row["title"], row["url"]) == (
        "The Grower", "2025-09-30", "Per Lund; Eva Ek", "Late apples", "https://example.org/a",
    )  # fmt: skip


def test_ingest_takes_metadata_and_lets_it_count_before_the_file(run: Run, articles: Path) -> None:
    Path("known.csv").write_text(
        "file,outlet,published\norchard.txt,The Grower,2025-09-30\nferry,Island Courier,\n"
    )
    assert run("ingest", articles, "--metadata", "known.csv").status == 0
    assert {row["speaker"]: (row["outlet"], row["published"]) for row in found(run)} == {
        "Lena Holm": ("The Grower", "2025-09-30"),
        "Ana Ruiz": ("Island Courier", "2025-03-05"),
        "Tom Okafor": ("Island Courier", "2025-03-05"),
    }


def test_ingest_reads_standard_input(articles: Path) -> None:
    command = [sys.executable, "-m", "quotes", "ingest", "-", "--id", "orchard"]
    done = subprocess.run(command, input=ORCHARD, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "1 article: 1 added, 0 new versions, 0 unchanged, 0 failed; 2 quotes\n",
        "",
    )


# extract


def test_extract_prints_quotes_and_makes_no_database(run: Run, articles: Path) -> None:
    done = run("extract", articles, "--kind", "direct", "--kind", "mixed")
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert [(row["article"], row["speaker"], row["kind"]) for row in rows] == [
        ("ferry", "Ana Ruiz", "direct"),
        ("ferry", "Tom Okafor", "direct"),
        ("orchard", "Lena Holm", "direct"),
        ("orchard", "Lena Holm", "mixed"),
    ]
    [[start, end]] = rows[2]["contents"]
    assert ORCHARD[start:end] == rows[2]["text"] == "The apples are late this year,"
    assert not Path("quotes.db").exists()


def test_extract_keeps_to_the_kinds_and_date_asked_for(run: Run, articles: Path) -> None:
    text = articles / "tuesday.txt"
    text.write_text("“We sail,” said Ana Ruiz on Tuesday. She said that it would rain.")
    asked = ("--kind", "direct", "--kind", "mixed", "--published", "2025-03-05", "--format", "json")
    [row] = json.loads(run("extract", text, *asked).out)
    assert (row["text"], row["date"]) == ("We sail,", "2025-03-04")


def test_extract_lays_quotes_out(run: Run, articles: Path) -> None:
    done = run("extract", articles / "orchard.txt", "--format", "table", "--kind", "direct")
    assert done.out == (
        "“The apples are late this year,”\n"
        "  Lena Holm · day not given\n"
        "  orchard · characters 1–31 · direct\n"
    )


def test_extract_shows_what_is_no_quote(run: Run, articles: Path) -> None:
    text = articles / "film.txt"
    text.write_text("Her film, “Salt Sunday,” won. “We won,” said Ana Ruiz.")
    [row] = json.loads(run("extract", text, "--not-quotes", "--format", "json").out)
    [[start, end]] = row["contents"]
    assert row["text"] == "Salt Sunday," == text.read_text()[start:end]
    assert row["context"] == "Her film, “Salt Sunday,” won."
    assert 0.5 < row["confidence"] <= 1
    done = run("extract", text, "--not-quotes", "--format", "table")
    assert done.out == "  Her film, “**Salt Sunday,**” won.\n  film · characters 11–23\n"


def test_what_is_no_quote_has_no_kind(run: Run, articles: Path) -> None:
    done = run("extract", articles, "--not-quotes", "--kind", "direct")
    assert (done.status, done.out) != (0, "")
    assert "--kind and --not-quotes" in done.err


def test_extract_writes_a_file_and_tells_what_it_could_not_read(run: Run, articles: Path) -> None:
    (articles / "blank.txt").write_bytes(b"")
    done = run("extract", articles, "-o", "quotes.ndjson")
    assert (done.status, done.out) == (1, "")
    assert re.fullmatch(r"quotes: \S+blank\.txt: .*empty.*\n", done.err)
    assert len(Path("quotes.ndjson").read_text(encoding="utf-8").splitlines()) == 4


# search and speakers


def test_search_lays_quotes_out(run: Run, database: Path) -> None:
    done = run("search", "ferry")
    [public_id] = [row["public_id"] for row in found(run, "ferry")]
    assert done.out == (
        "“The ferry will sail on Sunday,”\n"
        "  Ana Ruiz, Mayor · interview on Radio Delta · said 2025-03-04\n"
        f"  {public_id} · Harbor Gazette · published 2025-03-05\n"
    )


def test_search_tells_which_words_it_corrected(run: Run, database: Path) -> None:
    done = run("search", "feryr")
    assert done.err == "Showing results for ferry instead of feryr\n"
    assert "The ferry will sail" in done.out


def test_search_tells_which_words_no_hit_has(run: Run, database: Path) -> None:
    done = run("search", "ferry", "zeppelin", "zzz")
    assert done.err == 'No quote shown has "zeppelin" or "zzz"\n'
    assert "The ferry will sail" in done.out


FILTERS = {
    "nothing": ((), {"Ana Ruiz", "Tom Okafor", "Lena Holm"}),
    "speaker, misspelt": (("--speaker", "Okafro"), {"Tom Okafor"}),
    "venue": (("--venue", "radio"), {"Ana Ruiz"}),
    "outlet": (("--outlet", "harbor"), {"Ana Ruiz", "Tom Okafor"}),
    "to": (("--to", "2025-03-04"), {"Ana Ruiz"}),
    "from": (("--from", "2025-03-05"), {"Tom Okafor"}),
    "kind": (("--kind", "mixed"), {"Lena Holm"}),
    "words and speaker": (("promises", "--speaker", "Okafor"), {"Tom Okafor"}),
}


@pytest.mark.parametrize(("asked", "expected"), FILTERS.values(), ids=FILTERS)
def test_filter_of_search_and_export(run: Run, database: Path, asked, expected: set[str]) -> None:
    assert {row["speaker"] for row in found(run, *asked)} == expected
    if asked[:1] != ("promises",):
        exported = run("export", "--format", "csv", *asked).out
        rows = csv.DictReader(io.StringIO(exported))
        assert {row["speaker"] for row in rows} == expected


WITHOUT = {
    "a word before": (("ferry", "-promises"), {"Ana Ruiz"}),
    "a word after": (("-sunday", "before"), {"Tom Okafor"}),
    "in one argument": (("ferry -promises",), {"Ana Ruiz"}),
    "an option after": (("-ferry", "--outlet", "harbor"), {"Tom Okafor"}),
    "an option before": (("--outlet", "harbor", "-ferry"), {"Tom Okafor"}),
    "an option between": (("before", "--outlet", "harbor", "-ferry"), {"Tom Okafor"}),
    "after two dashes": (("before", "--", "-ferry"), {"Tom Okafor"}),
    "a letter": (("before", "-f"), {"Tom Okafor"}),
}


@pytest.mark.parametrize(("asked", "expected"), WITHOUT.values(), ids=WITHOUT)
def test_search_leaves_words_out(run: Run, database: Path, asked, expected: set[str]) -> None:
    assert {row["speaker"] for row in found(run, *asked)} == expected


def test_search_shows_pages(run: Run, database: Path) -> None:
    everything = [row["text"] for row in found(run)]
    paged = [found(run, "--limit", "1", "--offset", str(n))[0]["text"] for n in range(4)]
    assert paged == everything
    assert len(set(paged)) == 4


def test_search_without_a_hit_says_so(run: Run, database: Path) -> None:
    assert run("search", "zeppelin") == Done(0, "", "No quote found\n")
    assert json.loads(run("search", "zeppelin", "--format", "json").out) == []


HINTS = {
    "speaker": (("okafor",), '"--speaker okafor" finds 1 quote of Tom Okafor.'),
    "speaker, misspelt": (
        ("lena", "hlom"),
        "\"--speaker 'lena hlom'\" finds 4 quotes of Lena Holm.",
    ),
    "several outlets": (
        ("harbor",), '"--outlet harbor" finds 4 quotes printed by Harbor Gazette and others.',
    ),
    "outlet": (
        ("gazette",), '"--outlet gazette" finds 2 quotes printed by Harbor Gazette.',
    ),
    "venue": (
        ("radio",), '"--venue radio" finds 1 quote from the interview on Radio Delta.',
    ),
}  # fmt: skip


@pytest.mark.parametrize(("words", "told"), HINTS.values(), ids=HINTS)
def test_search_hints_at_the_filter_that_words_fit(run: Run, database: Path, words, told) -> None:
    Path("late.txt").write_text(ORCHARD, encoding="utf-8")
    assert run("ingest", "late.txt", "--outlet", "Harbor Times").status == 0
    assert run("search", *words) == Done(0, "", f"No quote has these words; {told}\n")


@pytest.mark.parametrize(
    "asked",
    [
        ("okafor", "--speaker", "ruiz"),
        ("okafor", "--from", "2026"),
        ("ferry", "--offset", "9"),
        ("okafor " * 20,),
    ],
    ids=["filter given", "filtered out", "no page so far", "too long for a name"],
)
def test_search_hints_at_nothing_that_finds_nothing(run: Run, database: Path, asked) -> None:
    assert run("search", *asked) == Done(0, "", "No quote found\n")


def test_search_prints_markdown(run: Run, database: Path) -> None:
    header, _, row = run("search", "promises", "--format", "md").out.splitlines()
    assert header.startswith("| Quote | Speaker | Role | Venue | Said |")
    assert row.startswith("| We have heard promises before, | Tom Okafor |")


def test_speakers_are_listed(run: Run, database: Path) -> None:
    rows = json.loads(run("speakers", "--format", "json").out)
    assert {row["name"]: row["quotes"] for row in rows} == {
        "Ana Ruiz": 1, "Tom Okafor": 1, "Lena Holm": 2,
    }  # fmt: skip
    done = run("speakers", "ruiz")
    assert done.out.splitlines()[1].split() == ["Ana", "Ruiz", "1", "2025-03-04", "2025-03-04"]
    limited = run("speakers", "--limit", "1", "--format", "csv")
    assert len(limited.out.splitlines()) == 2
    assert limited.err == "The first 1 of 3 speakers; --limit shows more\n"
    assert run("speakers", "zzyzx") == Done(0, "", "No speaker found\n")


# show and cite


def test_show_tells_all_that_is_known(run: Run, database: Path) -> None:
    public_id = ids(run)["Ana Ruiz"]
    out = run("show", public_id).out
    for shown in (
        "“The ferry will sail on Sunday,”",
        "Ana Ruiz, Mayor",
        "interview on Radio Delta",
        "2025-03-04",
        "Tuesday”",
        "confidence",
        "Ferry to sail",
        "by Ida Berg · Harbor Gazette · published 2025-03-05",
        "https://example.org/ferry",
        public_id,
        "“**The ferry will sail on Sunday,**” Mayor Ana Ruiz",
    ):
        assert shown in out
    assert "promises" not in out


def test_show_prints_json_with_the_words_of_the_evidence(run: Run, database: Path) -> None:
    public_id = ids(run)["Ana Ruiz"]
    row = json.loads(run("show", public_id.upper(), "--format", "json").out)
    assert row["public_id"] == public_id
    assert {"field": "cue", "words": "said"}.items() <= next(
        item for item in row["evidence"] if item["field"] == "cue"
    ).items()


def test_show_names_the_file_of_an_article_without_title(
    run: Run, articles: Path, database: Path
) -> None:
    file = str(articles / "orchard.txt")
    public_id = ids(run)["Lena Holm"]
    row = json.loads(run("show", public_id, "--format", "json").out)
    assert row["source"] == file
    shown = "".join(run("show", public_id).out.split())
    assert f"Source{file}" in shown
    assert f"Source{row['article']}" not in shown
    titled = json.loads(run("show", ids(run)["Ana Ruiz"], "--format", "json").out)
    assert titled["source"] == "https://example.org/ferry"


def test_show_falls_back_on_the_context_where_the_text_is_not_kept(
    run: Run, database: Path
) -> None:
    import sqlite3
    from contextlib import closing

    public_id = ids(run)["Tom Okafor"]
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("DELETE FROM texts")
    assert "“**We have heard promises before,**” said Tom" in run("show", public_id).out


def test_show_tells_what_replaced_a_retired_quote(run: Run, articles: Path, database: Path) -> None:
    public_id = ids(run)["Tom Okafor"]
    ferry = articles / "ferry.md"
    ferry.write_text(FERRY.split("“We have")[0], encoding="utf-8")
    assert run("ingest", ferry).status == 0
    out = run("show", public_id).out
    assert "We have heard promises before," in out
    assert re.search(r"^Standing\s+retired", out, re.MULTILINE)


@pytest.mark.parametrize("style", citing.STYLES)
def test_cite_in_every_style(run: Run, database: Path, style: str) -> None:
    public_id = ids(run)["Tom Okafor"]
    done = run("cite", public_id, "--style", style)
    assert done.status == 0
    assert "Okafor" in done.out
    assert "Harbor Gazette" in done.out


def test_cite_several_quotes_in_a_format_for_programs(run: Run, database: Path) -> None:
    items = json.loads(run("cite", *ids(run).values(), "--format", "csl-json").out)
    assert {item["id"] for item in items} == set(ids(run).values())


@pytest.fixture
def doubtful(run: Run, database: Path) -> str:
    """The id of Ana Ruiz's quote, of which little is certain."""
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute(
            "UPDATE quotes SET speaker_confidence = 0.41, venue_confidence = 0.49,"
            " date_confidence = 0.5 WHERE venue IS NOT NULL"
        )
    return ids(run)["Ana Ruiz"]


def test_cite_notes_what_is_uncertain(run: Run, doubtful: str) -> None:
    done = run("cite", doubtful, ids(run)["Tom Okafor"])
    assert "Ruiz" in done.out
    assert "uncertain" not in done.out
    assert [line for line in done.err.splitlines() if "uncertain" in line] == [
        f"{doubtful}: the speaker, Ana Ruiz, is uncertain (0.41)",
        f"{doubtful}: the venue, interview on Radio Delta, is uncertain (0.49)",
    ]


def test_cite_notes_what_the_article_does_not_say(run: Run, database: Path) -> None:
    public_id = ids(run)["Tom Okafor"]
    done = run("cite", public_id)
    assert done.status == 0
    assert re.fullmatch(rf"{public_id}: the article gives no [\w, ]+ or [\w ]+\n", done.err), (
        done.err
    )


def test_cite_reads_ids_from_standard_input(
    run: Run, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = list(ids(run).values())
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(wanted)))
    assert run("cite", "-").out == run("cite", *wanted).out


def test_cite_one_part_without_links_and_words_left_out(run: Run, database: Path) -> None:
    public_id = ids(run)["Tom Okafor"]
    asked = ("--style", "apa", "--only", "quote", "--no-links", "--omit", "heard promises")
    out = run("cite", public_id, *asked).out
    assert re.fullmatch(r"“We have \[…\] before” \(Okafor, as cited in .*, \d{4}\)\.\n", out), out


def test_cite_refuses_an_unknown_style(run: Run, database: Path) -> None:
    done = run("cite", ids(run)["Tom Okafor"], "--style", "harvard")
    assert (done.status, done.out) == (1, "")
    assert "unknown style 'harvard': choose one of ap, apa, mla, chicago, or a file" in done.err


def test_show_and_search_mark_what_is_uncertain(run: Run, doubtful: str) -> None:
    out = run("show", doubtful).out
    assert "person · confidence 0.41, uncertain · " in out
    assert "interview · confidence 0.49, uncertain" in out
    assert out.count("uncertain") == 2
    assert "Ana Ruiz, Mayor (uncertain: 0.41)" in run("search", "ferry").out
    markdown = run("search", "--format", "md").out
    assert "| Ana Ruiz (uncertain: 0.41) | Mayor |" in markdown
    assert markdown.count("uncertain") == 1


# export and check


TEXTS = [each for each in citing.EXPORT_FORMATS if each not in citing.BINARY]


@pytest.mark.parametrize("format", TEXTS)
def test_export_writes_the_same_to_a_file(run: Run, database: Path, format: str) -> None:
    printed = run("export", "--format", format)
    saved = run("export", "--format", format, "-o", "saved")
    assert saved == Done(0, "", "saved: 4 quotes\n")
    with Path("saved").open(encoding="utf-8", newline="") as file:
        assert file.read() == printed.out
    named = public_ids = ids(run)
    if format in (*citing.STYLED, "wikipedia", "wikiquote"):  # which have words in place of ids
        named = {name: "promises" for name in public_ids if name == "Tom Okafor"}
    assert all(each in printed.out for each in named.values())


@pytest.mark.parametrize("format", citing.BINARY)
def test_export_of_a_binary_format(run: Run, database: Path, format: str) -> None:
    assert run("export", "--format", format, "-o", "saved") == Done(0, "", "saved: 4 quotes\n")
    command = [sys.executable, "-m", "quotes", "export", "--format", format, "-o", "-"]
    piped = subprocess.run(command, capture_output=True, timeout=60, check=True).stdout
    start = {"xlsx": b"PK", "parquet": b"PAR1"}[format]
    assert piped.startswith(start)
    assert Path("saved").read_bytes().startswith(start)


def test_an_export_that_fails_leaves_the_file_as_it_was(run: Run, database: Path) -> None:
    Path("saved").write_text("before", encoding="utf-8")
    done = run("export", "--format", "text", "--style", "none", "-o", "saved")
    assert done.status == 1
    assert Path("saved").read_text(encoding="utf-8") == "before"
    assert not list(Path().glob(".saved*"))


def test_check_finds_a_quote_that_is_not_its_source(run: Run, database: Path) -> None:
    import sqlite3
    from contextlib import closing

    assert run("check") == Done(0, "quotes.db: sound\n", "")
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("UPDATE quotes SET text = 'The ferry will sink,' WHERE quote_id = 1")
    done = run("check")
    assert done.status == 1
    assert done.out


def test_database_is_the_option_then_the_environment_then_the_folders(
    run: Run, database: Path, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUOTES_DB", "environment.db")
    run("ingest", articles / "orchard.txt")
    run("ingest", articles / "ferry.md", "--db", "option.db")
    assert {row["speaker"] for row in found(run)} == {"Lena Holm"}
    assert len(found(run, "--db", "option.db")) == 2
    monkeypatch.delenv("QUOTES_DB")
    assert len(found(run)) == 4


# mistakes

MISTAKES = {
    "path that does not exist": (("ingest", "missing.txt"), 1, "missing.txt"),
    "folder without articles": (("extract", "empty"), 1, "empty"),
    "options of one article for two": (
        ("ingest", "articles", "--title", "T", "--url", "U"), 1,
        "--title and --url: for one article, but 2 were given; use --metadata",
    ),
    "metadata that does not exist": (("ingest", "articles", "--metadata", "no.csv"), 1, "no.csv"),
    "metadata about other files": (
        ("ingest", "articles", "--metadata", "other.csv"), 1,
        "other.csv: no file named in it is among the articles",
    ),
    "standard input without a name": (("ingest", "-"), 1, ""),
    "id that does not exist": (("show", "aaaaaaaaaaaa"), 1, "aaaaaaaaaaaa"),
    "one id of two that does not exist": (("cite", "aaaaaaaaaaaa"), 1, "aaaaaaaaaaaa"),
    "speaker that does not exist": (("search", "--speaker", "Zzyzx"), 1, "Zzyzx"),
    "date that is none": (("search", "--from", "2025-13"), 1, "2025-13"),
    "database that does not exist": (("search", "--db", "no.db"), 1, "no.db does not exist"),
    "database that is none": (("check", "--db", "articles/ferry.md"), 1, "ferry.md"),
    "database that is a folder": (("speakers", "--db", "articles"), 1, "articles"),
    "database in a folder that does not exist": (
        ("ingest", "articles", "--db", "no/quotes.db"), 1, "no/quotes.db",
    ),
    "output in a folder that does not exist": (
        ("export", "--format", "csv", "-o", "no/quotes.csv"), 1, "no/quotes.csv cannot be written",
    ),
    "format that is none": (
        ("search", "--format", "xml"), 2,
        "quotes search: Invalid value for '--format': 'xml' is not one of 'table', 'json',",
    ),
    "style that is none": (("cite", "x", "--style", "bluebook"), 1, "apa, mla,"),
    "kind that is none": (("export", "--format", "csv", "--kind", "loud"), 2, "'indirect'"),
    "limit that is none": (("search", "--limit", "0"), 2, "--limit"),
    "option that is none": (("search", "--formt", "csv"), 2, "--format"),
    "option that is none after words": (
        ("search", "ferry", "-sunday", "--speker", "Ruiz"), 2,
        "quotes search: No such option: --speker (Possible options: --speaker)",
    ),
    "option that is none, with a value": (
        ("search", "--speker=Ruiz", "-sunday"), 2, "No such option: --speker",
    ),
    "command that is none": (("serch",), 2, "'search'"),
    "no id": (("cite",), 2, "PUBLIC_ID"),
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "status", "told"), MISTAKES.values(), ids=MISTAKES)
def test_mistake_is_told_in_a_line(
    run: Run, database: Path, monkeypatch, arguments: Sequence[str], status: int, told: str
) -> None:
    Path("empty").mkdir()
    Path("other.csv").write_text("file,title\nelsewhere.txt,T\n")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ORCHARD.encode())))
    done = run(*arguments)
    assert done.status == status
    line, *rest = done.err.splitlines()
    assert told in line
    assert line.startswith("quotes")
    assert len(rest) == (1 if status == 2 else 0)
    assert all(re.fullmatch(r"Try 'quotes[ a-z]* --help' for help\.", more) for more in rest)


@pytest.mark.parametrize(
    ("error", "status", "told"),
    [
        (KeyboardInterrupt(), 130, "quotes: interrupted\n"),
        (OSError(28, "No space left on device", "quotes.db"), 1,
         "quotes: quotes.db: No space left on device\n"),
        (RuntimeError("a defect"), None, ""),
    ],
    ids=["interrupted", "disk full", "a defect is not hidden"],
)  # fmt: skip
def test_what_comes_from_outside_is_told_in_a_line(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: BaseException, status: int | None, told: str
) -> None:
    def fail(path: Path) -> list[str]:
        raise error

    monkeypatch.setattr("quotes.store.check.check", fail)
    if status is None:
        with pytest.raises(RuntimeError, match="a defect"):
            run("check")
    else:
        assert run("check") == Done(status, "", told)


def test_locked_or_broken_database_is_told_in_a_line(run: Run, monkeypatch) -> None:
    import sqlite3

    def fail(path: Path) -> list[str]:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr("quotes.store.check.check", fail)
    assert run("check") == Done(1, "", "quotes: the database cannot be used: disk I/O error\n")


def test_reader_that_leaves_early_is_no_error(database: Path) -> None:
    command = [sys.executable, "-m", "quotes", "export", "--format", "ndjson"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 1


# help

USING_THE_DATABASE = (
    "ingest", "search", "speakers list", "speakers merge", "speakers alias add", "show", "edit",
    "confirm", "reject", "undo", "corrections list", "corrections import", "reparse", "cite",
    "export", "serve", "publish", "check",
)  # fmt: skip


def test_help_names_every_command_and_the_database_once(run: Run) -> None:
    done = run("--help")
    assert done.status == 0
    for command in {"extract", *(each.split()[0] for each in USING_THE_DATABASE)}:
        assert re.search(rf"^  {command}  +[A-Z].*\.$", done.out, re.MULTILINE)
    assert done.out.count("QUOTES_DB") == 1
    assert "./quotes.db" in done.out
    assert run().out == done.out


@pytest.mark.parametrize("command", USING_THE_DATABASE)
def test_every_command_that_uses_the_database_takes_it_alike(run: Run, command: str) -> None:
    out = " ".join(run(*command.split(), "--help").out.split())
    assert "--db FILE The database. [env var: QUOTES_DB; default: quotes.db]" in out


def test_version(run: Run) -> None:
    assert re.fullmatch(r"quotes \d+\.\d+\.\d+\n", run("--version").out)


def test_choices_are_those_of_the_package(run: Run) -> None:
    assert get_args(options.CitePart) == get_args(Only)
    assert f"<{'|'.join(citing.STYLES)}|FILE.csl>" in run("cite", "--help").out
    assert get_args(options.CiteFormat) == citing.FORMATS
    assert get_args(options.ExportFormat) == citing.EXPORT_FORMATS
    assert tuple(options.Kind) == get_args(QuoteKind)


def test_one_article_that_the_parser_fails_on_does_not_stop_the_others(
    run: Run, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from quotes.parsing import pipeline

    real = pipeline.parse

    def parse(text: str, published: str | None = None) -> list[Quote]:
        if "apples" in text:
            raise IndexError
        return real(text, published)

    monkeypatch.setattr(pipeline, "parse", parse)
    done = run("ingest", articles)
    assert done.status == 1
    assert done.out == "2 articles: 1 added, 0 new versions, 0 unchanged, 1 failed; 2 quotes\n"
    assert "orchard.txt: it cannot be parsed (IndexError): report this as a bug\n" in done.err
    assert "cannot be parsed" in run("extract", articles).err


def test_metadata_that_fits_two_files_by_name_is_refused(run: Run, articles: Path) -> None:
    other = articles / "other"
    other.mkdir()
    (other / "orchard.txt").write_text(ORCHARD + "More.\n", encoding="utf-8")
    table = articles / "articles.csv"
    table.write_text("file,url\norchard.txt,https://example.org/1\n", encoding="utf-8")
    done = run("ingest", articles, "--metadata", table)
    assert done.status == 1
    assert "one row fits" in done.err
    assert "write the path in the column file" in done.err


@pytest.mark.parametrize("option", ["--limit", "--offset"])
def test_numbers_past_all_bounds_are_refused(run: Run, database: Path, option: str) -> None:
    done = run("search", option, 99999999999999999999, "ferry")
    assert done.status == 2
    assert "Traceback" not in done.err


def test_markdown_cells_cannot_steer_the_terminal(run: Run, articles: Path) -> None:
    (articles / "esc.txt").write_text("“We \x1b[31mwon\x9b now,” Jane Doe said.", encoding="utf-8")
    run("ingest", articles / "esc.txt")
    done = run("search", "--format", "md")
    assert done.status == 0
    assert not {"\x1b", "\x9b"} & set(done.out)
