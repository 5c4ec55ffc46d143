"""A published folder: what is left out of it, that it is sound, and that Datasette serves it."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from quotes.cli import main
from quotes.errors import DatabaseError, InputError, QuotesError
from quotes.models import Article
from quotes.parsing.pipeline import parse
from quotes.records import find_quote
from quotes.resources import root_file
from quotes.searching import find
from quotes.site.publishing import Published, publish
from quotes.store.check import check
from quotes.store.database import connect, open_database
from quotes.store.decisions import AUTOMATIC
from quotes.store.editing import edit_quote
from quotes.store.ingest import ingest, record_failure

LEDE = "Crowds gathered where the zeppelin of Quentin Zanzibar had landed, which nobody explained."
TEXT = (
    f"{LEDE}\n\n“The ferry will sail on Sunday,” said Ana Ruiz.\n\n“Nobody asked,” said Tom Vale.\n"
)
OTHER = "“The quay is icy,” said Ida Lund.\n"


def article(path: str, text: str) -> Article:
    return Article(
        text, Path(path).stem, path=path, outlet="Harbor Gazette", published="2025-03-05",
        raw_sha256=Path(path).stem, reader="text", reader_version="1",
    )  # fmt: skip


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of articles known by their paths, with corrections and what went wrong."""
    path = tmp_path_factory.mktemp("newsroom") / "our desk.db"
    with closing(open_database(path)) as db:
        for name, text in (("scoop.txt", TEXT), ("quay.txt", OTHER)):
            made = article(f"/home/jo/embargoed/{name}", text)
            ingest(db, made, parse(text, made.published), parser_version="1")
        record_failure(db, "/home/jo/embargoed/torn.html", "no article text was found")
        (asked,) = db.execute("SELECT public_id FROM quotes WHERE text LIKE 'Nobody%'").fetchone()
        edit_quote(db, asked, {"speaker": ["Eve Roe"]}, who="Jo Archivist", why="heard the tape")
        edit_quote(db, asked, {"venue": "rally"}, who="Jo Archivist")
        db.execute(
            "INSERT INTO corrections (public_id, field, new, who, made)"
            " VALUES ('elsewhere123', 'same_as', '\"another12345\"', ?, '2025-03-06T00:00:00Z')",
            [AUTOMATIC],
        )
        db.execute(
            "INSERT INTO forgotten (sha256, what, why, at)"
            " VALUES ('f00d', 'quote', 'an injunction', '2025-03-07')"
        )
    return path


@pytest.fixture(scope="module")
def site(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("host") / "site"
    publish(database, folder)
    return folder


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def read(file: Path) -> dict[str, object]:
    return json.loads(file.read_text(encoding="utf-8"))


FILES = {
    ".dockerignore", "Dockerfile", "README.md", "inspect-data.json", "metadata.json", "quotes.db",
    "settings.json",
}  # fmt: skip


def test_what_was_published_is_told(database: Path, tmp_path: Path) -> None:
    folder = tmp_path / "my site"
    told = publish(database, folder)
    assert {file.name for file in folder.iterdir()} == FILES
    assert told == Published(
        quotes=3,
        articles=2,
        bytes=sum(file.stat().st_size for file in folder.iterdir()),
        command=f"gcloud run deploy quotes --source '{folder}' --allow-unauthenticated",
    )


# The copy


def test_the_copy_is_sound_and_has_every_quote(database: Path, site: Path) -> None:
    query = "SELECT public_id, text, speaker, venue, context FROM effective_quotes ORDER BY 1"
    assert rows(site / "quotes.db", query) == rows(database, query)
    assert check(site / "quotes.db") == []


def test_the_copy_has_no_write_ahead_log(database: Path, site: Path) -> None:
    """One that had it would look empty where the file is opened as one that never changes."""
    assert database.read_bytes()[18:20] == b"\2\2"
    assert (site / "quotes.db").read_bytes()[18:20] == b"\1\1"


FULL_TEXT = {"words": "zeppelin", "a name, noted for telling people apart": "zanzibar"}
OURS = {
    "a path": "embargoed",
    "a user": "/home/jo",
    "a file that could not be read": "torn",
    "who corrected": "Archivist",
    "why": "heard the tape",
    "what was forgotten": "f00d",
    "why it was": "injunction",
}


@pytest.mark.parametrize("word", (FULL_TEXT | OURS).values(), ids=FULL_TEXT | OURS)
def test_nothing_of_it_is_anywhere_in_the_folder(database: Path, site: Path, word: str) -> None:
    """Between the rows neither: what was deleted stays in a file until it is written anew."""
    assert word.encode().lower() in database.read_bytes().lower()
    for file in site.iterdir():
        assert word.encode().lower() not in file.read_bytes().lower(), file.name


def test_full_texts_are_published_when_asked_for(database: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    publish(database, folder, with_text=True)
    texts = "SELECT text FROM texts ORDER BY version_id"
    assert rows(folder / "quotes.db", texts) == rows(database, texts)
    assert check(folder / "quotes.db") == []
    copied = (folder / "quotes.db").read_bytes().lower()
    assert [word for word in OURS.values() if word.encode().lower() in copied] == []
    assert "the full texts are in it" in (folder / "README.md").read_text(encoding="utf-8")


def test_a_change_of_the_copied_words_is_noticed(site: Path, tmp_path: Path) -> None:
    path = tmp_path / "quotes.db"
    path.write_bytes((site / "quotes.db").read_bytes())
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE quotes SET context = replace(context, 'quay', 'lake')")
    assert [line.split(" ", 2)[2] for line in check(path)] == ["is not what its segments say"]


def test_articles_known_by_their_paths_keep_names_of_their_own(site: Path) -> None:
    found = rows(site / "quotes.db", "SELECT identity, public_id FROM articles")
    assert len(found) == 2
    assert {known for known, _ in found} == {
        f"path:Harbor Gazette\x1f{public_id}" for _, public_id in found
    }


def test_addresses_and_given_ids_stay(tmp_path: Path) -> None:
    known = {"url:https://example.org/quay", "id:quay-7"}
    with closing(open_database(tmp_path / "quotes.db")) as db:
        for url, given_id in (("https://example.org/quay", None), (None, "quay-7")):
            made = Article(
                OTHER, "quay", url=url, given_id=given_id, raw_sha256="", reader="text",
                reader_version="1",
            )  # fmt: skip
            ingest(db, made, parse(OTHER), parser_version="1")
    publish(tmp_path / "quotes.db", tmp_path / "site")
    found = rows(tmp_path / "site" / "quotes.db", "SELECT identity FROM articles")
    assert {identity for (identity,) in found} == known


def test_corrections_stay_in_force_without_those_who_made_them(database: Path, site: Path) -> None:
    kept = "SELECT correction_id, public_id, field, action, old, new, made FROM corrections"
    assert rows(site / "quotes.db", kept) == rows(database, kept)
    who = "SELECT DISTINCT who, why FROM corrections ORDER BY who"
    assert set(rows(site / "quotes.db", who)) == {("an editor", None), (AUTOMATIC, None)}


def test_the_copy_has_the_schema_of_the_database(database: Path, site: Path) -> None:
    schema = "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name"
    assert rows(site / "quotes.db", schema) == rows(database, schema)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        rows(site / "quotes.db", "UPDATE corrections SET who = 'me'")


def test_words_of_before_are_not_in_the_search_index(database: Path, site: Path) -> None:
    stale = """SELECT DISTINCT term FROM quotes_instances
                WHERE doc NOT IN (SELECT document_id FROM indexed)"""
    assert rows(database, stale)
    assert rows(site / "quotes.db", stale) == []
    with closing(connect(site / "quotes.db")) as connection:
        [hit] = find(connection, "speaker:roe asked").hits
    assert hit.record.text == "Nobody asked,"


def test_the_copy_is_of_one_moment_while_the_database_is_written(
    database: Path, tmp_path: Path
) -> None:
    path = tmp_path / "quotes.db"
    path.write_bytes(database.read_bytes())
    with closing(open_database(path)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE articles SET title = 'Unfinished'")
        publish(path, tmp_path / "site")
        writer.execute("COMMIT")
    titles = "SELECT DISTINCT title FROM articles"
    assert rows(path, titles) == [("Unfinished",)]
    assert rows(tmp_path / "site" / "quotes.db", titles) == [(None,)]


def test_the_database_stays_as_it_was(database: Path, tmp_path: Path) -> None:
    before = database.read_bytes()
    publish(database, tmp_path / "site")
    assert database.read_bytes() == before


# The folder


def test_an_empty_folder_is_filled_and_keeps_its_permissions(
    database: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    folder.mkdir(mode=0o750)
    (tmp_path / "link").symlink_to(folder)
    publish(database, tmp_path / "link")
    assert {file.name for file in folder.iterdir()} == FILES
    assert folder.stat().st_mode & 0o777 == 0o750


def full(folder: Path) -> Path:
    folder.mkdir()
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    return folder


def file(folder: Path) -> Path:
    folder.write_text("mine", encoding="utf-8")
    return folder


def circle(folder: Path) -> Path:
    folder.symlink_to(folder)
    return folder


REFUSED: dict[str, tuple[Callable[[Path], Path], str]] = {
    "not empty": (full, "site is not empty: name a new or an empty folder"),
    "a file": (file, "site is a file: name a new or an empty folder"),
    "within a file": (lambda folder: file(folder) / "deep", "deep cannot be .*: name "),
    "nowhere": (lambda folder: folder / "deep", r"deep cannot be made \(No such .*\): name "),
    "no name of a file": (lambda folder: folder.with_name("n" * 300), "cannot be .*: name "),
    "links in a circle": (circle, "site cannot be used .*: name another folder"),
}


@pytest.mark.parametrize(("make", "told"), REFUSED.values(), ids=REFUSED)
def test_a_folder_that_will_not_do_is_told_and_left_alone(
    database: Path, tmp_path: Path, make: Callable[[Path], Path], told: str
) -> None:
    folder = make(tmp_path / "site")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(InputError, match=told):
        publish(database, folder)
    assert sorted(tmp_path.rglob("*")) == before


def test_the_folder_one_is_in_is_not_replaced(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="is the folder you are in: name another one"):
        publish(database, Path())
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_to_is_told(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "mkdir", denied)
    with pytest.raises(InputError, match=r"site cannot be made \(Permission denied\): name "):
        publish(database, tmp_path / "site")


def test_a_folder_filled_meanwhile_is_left_alone(database: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    with pytest.raises(InputError, match=r"site cannot be written .*: make room, or name another"):
        publish(database, folder, tell=lambda step: step == "Counting" and full(folder))
    assert [each.name for each in tmp_path.rglob("*")] == ["site", "notes.txt"]


def steps(database: Path, folder: Path) -> list[str]:
    told: list[str] = []
    publish(database, folder, tell=told.append)
    return told


def test_an_interruption_leaves_nothing(database: Path, tmp_path: Path) -> None:
    told = steps(database, tmp_path / "whole")
    assert len(told) == len(set(told)) > 2
    for last in told:

        def interrupt(step: str, last: str = last) -> None:
            if step == last:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            publish(database, tmp_path / "site", tell=interrupt)
        assert [each.name for each in tmp_path.iterdir()] == ["whole"]


def test_others_cannot_read_what_is_left_out_while_it_is(database: Path, tmp_path: Path) -> None:
    modes: list[int] = []

    def look(step: str) -> None:
        for draft in tmp_path.rglob("*.db"):
            modes.append(draft.parent.stat().st_mode & 0o777)

    publish(database, tmp_path / "site", tell=look)
    assert modes[0] == 0o700


def test_a_full_disk_is_told_in_a_line_and_leaves_nothing(database: Path, tmp_path: Path) -> None:
    """A bound on the size of files stands in for the disk."""
    done = subprocess.run(
        [
            "sh",
            "-c",
            f"ulimit -f 100; exec '{sys.executable}' -m quotes publish site --db '{database}'",
        ],
        cwd=tmp_path,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(r"quotes: site .*: make room on its disk\n", done.stderr)
    assert list(tmp_path.iterdir()) == []


# The database


def missing(path: Path) -> None:
    pass


def nothing(path: Path) -> None:
    path.touch()


def without_quotes(path: Path) -> None:
    open_database(path).close()


def other(path: Path) -> None:
    path.write_text("notes " * 200, encoding="utf-8")


def newer(path: Path) -> None:
    open_database(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 999")


UNFIT = {
    missing: "does not exist: make it with",
    nothing: "is empty: fill it with",
    without_quotes: "has no quotes to publish: ingest articles with",
    other: "is not a quotes database: name another file with --db",
    newer: "was made by a newer version of quotes",
}


@pytest.mark.parametrize(
    ("make", "told"), UNFIT.items(), ids=lambda each: getattr(each, "__name__", "")
)
def test_a_database_that_cannot_be_published_is_told(
    tmp_path: Path, make: Callable[[Path], None], told: str
) -> None:
    path = tmp_path / "quotes.db"
    make(path)
    with pytest.raises(DatabaseError, match=re.escape(f"{path} {told}")):
        publish(path, tmp_path / "site")
    assert [each.name for each in tmp_path.iterdir() if not each.name.startswith(path.name)] == []


def test_a_damaged_database_is_told(database: Path, tmp_path: Path) -> None:
    path = tmp_path / "quotes.db"
    path.write_bytes(database.read_bytes())
    (page,) = rows(path, "SELECT rootpage FROM sqlite_schema WHERE name = 'quotes'")[0]
    with path.open("r+b") as damaged:
        damaged.seek((page - 1) * 4096)
        damaged.write(b"\xff" * 4096)
    with pytest.raises(QuotesError, match=re.escape(str(path)) + r" failed .*quotes check"):
        publish(path, tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_an_older_database_is_migrated_and_published(tmp_path: Path) -> None:
    path = tmp_path / "quotes.db"
    text = "“We won,” the mayor said."
    older = Path(__file__).parents[1] / "store" / "schema_1.sql"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(older.read_text(encoding="utf-8"))
        connection.executescript(
            f"""
            INSERT INTO articles (article_id, public_id, identity) VALUES (1, 'story', 'id:story');
            INSERT INTO versions VALUES (1, 1, 'raw', '{"0" * 64}', 'text', '1', '2025');
            INSERT INTO texts VALUES (1, '{text}');
            INSERT INTO quotes (quote_id, public_id, version_id, text, kind, context,
                                context_start, parser_version)
            VALUES (1, 'quote1', 1, 'We won,', 'direct', '{text}', 0, '1');
            INSERT INTO segments VALUES (1, 0, 1, 8);
            """
        )
    assert publish(path, tmp_path / "site").quotes == 1
    assert check(tmp_path / "site" / "quotes.db") == []


# What serves it


def test_counts_are_those_of_datasette(site: Path) -> None:
    from datasette.cli import inspect_

    [ours] = read(site / "inspect-data.json").values()
    [theirs] = asyncio.run(inspect_([str(site / "quotes.db")], [])).values()
    assert {key: ours[key] for key in ("hash", "size")} == {
        key: theirs[key] for key in ("hash", "size")
    }
    uncounted = theirs["tables"].keys() - ours["tables"].keys()
    assert all(name.startswith("quotes_") for name in uncounted - {"quote_speakers"})
    assert ours["tables"].items() <= theirs["tables"].items()


def test_settings_and_metadata_by_default(site: Path) -> None:
    settings = read(site / "settings.json")
    assert settings.items() >= {
        "allow_download": False, "default_allow_sql": False, "suggest_facets": False,
        "max_returned_rows": 1000,
    }.items()  # fmt: skip
    assert settings.keys() >= {"sql_time_limit_ms", "facet_time_limit_ms", "default_page_size"}
    described = read(site / "metadata.json")["databases"]["quotes"]
    assert described["tables"]["texts"]["allow"] is False
    expected = json.loads(root_file("datasette-metadata.json").read_text(encoding="utf-8"))
    assert described["queries"] == {
        name: query
        for name, query in expected["databases"]["quotes"]["queries"].items()
        if name != "recent_ingests"
    }


def test_the_image_holds_what_the_folder_does_and_no_more(site: Path) -> None:
    from quotes import __version__

    dockerfile = (site / "Dockerfile").read_text(encoding="utf-8")
    assert f"quotes-db=={__version__}" in dockerfile
    *copied, _ = re.search(r"(?m)^COPY --chown=site (quotes\.db .*)$", dockerfile)[1].split()
    ignored, *allowed = (site / ".dockerignore").read_text(encoding="utf-8").split()
    assert ignored == "*"
    assert {f"!{name}" for name in copied} | {"!*.whl"} == set(allowed)
    assert set(copied) == FILES - {"Dockerfile", ".dockerignore", "README.md"}
    assert re.search(r"(?m)^USER (?!root)\w+$", dockerfile)


def test_the_readme_names_every_file_and_the_command(site: Path) -> None:
    readme = (site / "README.md").read_text(encoding="utf-8")
    assert [name for name in FILES - {"README.md"} if f"`{name}`" not in readme] == []
    assert "gcloud run deploy quotes --source . --allow-unauthenticated" in readme


Fetch = Callable[[str], int]


def serving(folder: Path) -> Iterator[Fetch]:
    """What fetches a page, as its status, from the site that the image's command serves."""
    dockerfile = (folder / "Dockerfile").read_text(encoding="utf-8")
    shell, option, command = json.loads(re.search(r"(?m)^CMD (.*)$", dockerfile)[1])
    assert "0.0.0.0" in command
    command = command.replace("0.0.0.0", "127.0.0.1")
    command = command.replace("datasette", f"'{sys.executable}' -m datasette", 1)
    with subprocess.Popen(
        [shell, option, command],
        cwd=folder,
        env=os.environ | {"PORT": "0"},
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stderr
        address = None
        for line in server.stderr:
            if address := re.search(r"http://127\.0\.0\.1:\d+", line):
                break
        assert address, "the site does not start"
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

        def fetch(page: str) -> int:
            try:
                with opener.open(address[0] + page, timeout=30) as response:
                    return int(response.status)
            except urllib.error.HTTPError as error:
                with error:
                    return error.code

        try:
            yield fetch
        finally:
            server.send_signal(signal.SIGINT)
            server.communicate(timeout=30)


PAGES = {
    "/": 200,
    "/quotes": 200,
    "/quotes/current_quotes": 200,
    "/quotes/quotes_by_speaker?speaker=roe": 200,
    "/quotes/effective_articles": 200,
}
CLOSED = {
    "/quotes.db": 403,
    "/quotes/texts": 403,
    "/quotes/texts.json": 403,
    "/quotes/texts/1.json": 403,
    "/quotes.json?sql=select+1": 403,
    "/quotes/current_quotes.json?_where=1": 403,
}


def test_datasette_serves_the_folder_and_keeps_closed_what_is(site: Path) -> None:
    pages = PAGES | CLOSED
    for fetch in serving(site):
        assert {page: fetch(page) for page in pages} == pages


def test_sql_and_full_texts_are_open_where_that_was_asked_for(
    database: Path, tmp_path: Path
) -> None:
    publish(database, tmp_path / "site", with_text=True, allow_sql=True)
    for fetch in serving(tmp_path / "site"):
        assert {page: fetch(page) for page in CLOSED if page != "/quotes.db"} == {
            page: 200 for page in CLOSED if page != "/quotes.db"
        }
        assert fetch("/quotes.db") == 403


def test_datasette_takes_the_copy_for_one_that_never_changes(site: Path) -> None:
    from datasette.app import Datasette

    served = Datasette(config_dir=site)
    try:
        [known] = asyncio.run(served.client.get("/-/databases.json")).json()
        assert (known["name"], known["is_mutable"]) == ("quotes", False)
        assert known["hash"] == read(site / "inspect-data.json")["quotes"]["hash"]
    finally:
        served.executor.shutdown()
        for each in served.databases.values():
            each.close()


# The command


def run(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "argv", ["quotes", "publish", *arguments])
    with pytest.raises(SystemExit) as exit:
        main()
    printed = capsys.readouterr()
    return int(exit.value.code or 0), printed.out, printed.err


@pytest.mark.parametrize(
    ("options", "told"), [([], "left out"), (["--with-text", "--allow-sql"], "included")]
)
def test_the_command_tells_what_it_wrote_and_how_to_deploy_it(
    database: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    told: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    arguments = ["site", "--db", str(database), *options]
    status, out, err = run(arguments, monkeypatch, capsys)
    assert (status, out) == (0, "")
    assert re.fullmatch(
        rf"site: 3 quotes of 2 articles, 0\.\d MB; full text {told}\n"
        r"Deploy it with: gcloud run deploy quotes --source site --allow-unauthenticated\n",
        err,
    )
    assert read(tmp_path / "site" / "settings.json")["default_allow_sql"] is bool(options)
    status, out, err = run(arguments, monkeypatch, capsys)
    assert (status, out) == (1, "")
    assert err == "quotes: site is not empty: name a new or an empty folder\n"


def test_quotes_keep_their_ids_in_the_copy(database: Path, site: Path) -> None:
    with closing(connect(database)) as ours, closing(connect(site / "quotes.db")) as theirs:
        for (public_id,) in ours.execute("SELECT public_id FROM quotes").fetchall():
            assert find_quote(ours, public_id).text == find_quote(theirs, public_id).text
