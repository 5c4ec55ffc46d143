"""The site: what it serves, under which name, and what its metadata promises."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from html import unescape
from pathlib import Path
from urllib.parse import quote as quoted

import pytest
from datasette.utils import tilde_encode

from quotes.errors import DatabaseError, InputError
from quotes.models import Article, Quote, QuoteKind, Span, Speaker, Venue
from quotes.resources import root_file, schema
from quotes.site import serve
from quotes.site.application import application
from quotes.store.database import open_database
from quotes.store.ingest import ingest, record_failure

METADATA = json.loads(root_file("datasette-metadata.json").read_text(encoding="utf-8"))
TABLES = METADATA["databases"]["quotes"]["tables"]
QUERIES = METADATA["databases"]["quotes"]["queries"]

TEXT = (
    "“The ferry will sail on Sunday,” Ana Ruiz told Radio Delta. “<b>Nobody</b> stays,” she said."
    " “Unwise words,” said Tom Okafor. Ida Lund said the quay was icy."
)


def article(name: str, text: str = TEXT) -> Article:
    return Article(
        text=text,
        name=name,
        raw_sha256=name,
        reader="plain",
        reader_version="1",
        url=f"https://example.org/{name}",
        outlet="Harbor Gazette",
        title="Ferry to sail",
        bylines=("Ida Berg",),
        published="2025-03-05",
    )


def quote(
    words: str,
    speaker: str,
    venue: Venue | None = None,
    date: str | None = None,
    kind: QuoteKind = "direct",
) -> Quote:
    start = TEXT.index(words)
    span = Span(start, start + len(words))
    return Quote(
        text=words,
        kind=kind,
        segments=(span,),
        context=Span(0, len(TEXT)),
        cue="said",
        speakers=(Speaker(speaker, "person"),),
        speaker_confidence=0.9,
        venue=venue,
        date=date,
        date_precision="day" if date else None,
        date_basis="relative" if date else None,
    )


QUOTES = (
    quote(
        "The ferry will sail on Sunday,",
        "Ana Ruiz",
        Venue("Radio Delta", "interview", "told Radio Delta", "Radio Delta"),
        "2025-03-04",
    ),
    quote("<b>Nobody</b> stays,", "Ana Ruiz"),
    quote("Unwise words,", "Tom Okafor"),
    quote("the quay was icy", "Ida Lund", kind="indirect"),
)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("site") / "my file.v2.db"
    with closing(open_database(path)) as db:
        ingest(db, article("harbor"), QUOTES, parser_version="1")
        (rejected,) = db.execute(
            "SELECT public_id FROM quotes WHERE text = 'Unwise words,'"
        ).fetchone()
        db.execute(
            "INSERT INTO corrections (public_id, field, new, who, made)"
            " VALUES (?, 'standing', '\"rejected\"', 'an editor', '2025-03-06')",
            [rejected],
        )
        db.execute("INSERT INTO corrected_speakers VALUES (?, 0, 1)", [rejected])
        db.execute("INSERT INTO corrected_segments VALUES (?, 0, 1, 2)", [rejected])
        record_failure(db, "torn.html", "no article text was found in this page")
        db.execute("INSERT INTO evidence (quote_id, field, start, \"end\") VALUES (1, 'cue', 0, 4)")
        db.execute(
            "INSERT INTO forgotten (sha256, what, why, at)"
            " VALUES ('0f/a', 'quote', 'a court order', '2025-03-07')"
        )
    return path


Fetch = Callable[[str], tuple[int, str]]


def fetching(path: Path, *, exposed: bool = False) -> Iterator[Fetch]:
    site = application(path, exposed=exposed)

    def fetch(address: str) -> tuple[int, str]:
        response = asyncio.run(site.client.get(address))
        return response.status_code, response.text

    yield fetch
    site.executor.shutdown()
    for served in site.databases.values():
        served.close()


@pytest.fixture(scope="module")
def fetch(database: Path) -> Iterator[Fetch]:
    yield from fetching(database)


@pytest.fixture(scope="module")
def columns() -> dict[str, list[str]]:
    """The columns of every table and view, those that describe the schema left out."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(schema())
        names = connection.execute(
            "SELECT name FROM pragma_table_list"
            " WHERE schema = 'main' AND type <> 'shadow' AND name NOT LIKE 'sqlite_%schema'"
        )
        return {
            name: [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]
            for (name,) in names.fetchall()
        }


def test_metadata_describes_every_table_and_view_and_no_other(columns) -> None:
    assert set(TABLES) == set(columns)
    assert all(TABLES[name]["title"] and TABLES[name]["description"] for name in columns)


@pytest.mark.parametrize("name", TABLES)
def test_metadata_describes_every_column_and_names_no_other(columns, name: str) -> None:
    table = TABLES[name]
    assert list(table["columns"]) == columns[name]
    assert all(table["columns"].values())
    named = [*table.get("facets", ()), *table.get("sortable_columns", ())]
    named += [table[key] for key in ("sort", "sort_desc", "label_column", "fts_pk") if key in table]
    assert set(named) <= set(columns[name])


PAGES = {
    "home": ("/", "Who said what"),
    "database, whatever the file is called": ("/quotes", "Quotes by speaker"),
    "quotes": ("/quotes/current_quotes", "The ferry will sail on Sunday,"),
    "facet on speaker": ("/quotes/current_quotes?_facet=speaker", "facet-results"),
    "filter on speaker": ("/quotes/current_quotes?speaker=Ana+Ruiz", "2 rows"),
    "filter on venue": ("/quotes/current_quotes?venue=Radio+Delta", "1 row"),
    "filter on outlet": ("/quotes/current_quotes?outlet=Harbor+Gazette", "2 rows"),
    "filter on date": ("/quotes/current_quotes?date=2025-03-04", "1 row"),
    "search": ("/quotes/current_quotes?_search=ferry", "1 row"),
    "search without hits": ("/quotes/current_quotes?_search=zeppelin", "0 rows"),
    "search with a typing error": ("/quotes/current_quotes?_search=fery", "typing errors"),
    "row": ("/quotes/quotes/1", "told Radio Delta"),
    "articles": ("/quotes/effective_articles", "Ferry to sail"),
    "speakers": ("/quotes/speakers", "Tom Okafor"),
    "style sheet of tables": ("/-/quotes/tables.css", "col-text"),
    "by speaker, part of the name": ("/quotes/quotes_by_speaker?speaker=ruiz", "will sail"),
    "by venue": ("/quotes/quotes_by_venue?venue=interview", "will sail"),
    "over time": ("/quotes/quotes_over_time", "2025-03"),
    "most quoted": ("/quotes/most_quoted", "Ana Ruiz"),
    "recent ingests": ("/quotes/recent_ingests", "added"),
}


@pytest.mark.parametrize(("address", "expected"), PAGES.values(), ids=PAGES)
def test_page(fetch: Fetch, address: str, expected: str) -> None:
    status, page = fetch(address)
    assert status == 200
    assert expected in page


# The search index cannot be listed, and nothing waits to be indexed.
WITHOUT_ROWS = ("quotes_fts", "unindexed")


@pytest.mark.parametrize("name", [name for name in TABLES if name not in WITHOUT_ROWS])
def test_page_of_every_table_and_view_shows_its_rows(fetch: Fetch, name: str) -> None:
    status, page = fetch(f"/quotes/{name}")
    assert status == 200
    assert '<table class="rows-and-columns">' in page


def tables_with_rows_of_their_own() -> list[str]:
    """The tables that have a primary key, of the schema."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(schema())
        return [
            name
            for name in TABLES
            if name not in WITHOUT_ROWS
            and any(row[5] for row in connection.execute(f"PRAGMA table_info({name})"))
        ]


@pytest.mark.parametrize("name", tables_with_rows_of_their_own())
def test_page_of_a_row_of_every_table(database: Path, fetch: Fetch, name: str) -> None:
    with closing(sqlite3.connect(database)) as connection:
        columns = connection.execute(f"PRAGMA table_info({name})").fetchall()
        keys = [row[1] for row in sorted(columns, key=lambda row: row[5]) if row[5]]
        quoted_keys = ", ".join(f'"{key}"' for key in keys)
        row = connection.execute(f"SELECT {quoted_keys} FROM {name}").fetchone()
    status, page = fetch(f"/quotes/{name}/{','.join(tilde_encode(str(value)) for value in row)}")
    assert status == 200
    assert '<table class="rows-and-columns">' in page


@pytest.mark.parametrize("name", QUERIES)
def test_page_of_every_canned_query(fetch: Fetch, name: str) -> None:
    assert fetch(f"/quotes/{name}")[0] == 200


@pytest.mark.parametrize("column", ["speaker", "venue", "outlet", "date"])
def test_quotes_open_with_a_facet_on(fetch: Fetch, column: str) -> None:
    _, page = fetch("/quotes/current_quotes.json")
    assert json.loads(page)["facet_results"][column]["results"]


@pytest.mark.parametrize("name", QUERIES)
def test_canned_query_runs_without_parameters(fetch: Fetch, name: str) -> None:
    status, page = fetch(f"/quotes/{name}.json")
    assert (status, json.loads(page)["ok"]) == (200, True)


@pytest.mark.parametrize("name", ["current_quotes", "quotes_by_speaker", "quotes_by_venue"])
def test_rejected_quotes_stay_out_of_the_table_and_the_canned_queries(
    fetch: Fetch, name: str
) -> None:
    _, page = fetch(f"/quotes/{name}.json?_shape=array")
    assert "will sail" in page
    assert "Unwise" not in page


@pytest.mark.parametrize("name", ["current_quotes", *sorted({*QUERIES} - {"quote"})])
def test_indirect_quotes_are_shown_only_when_asked_for(fetch: Fetch, name: str) -> None:
    assert "Ida Lund" not in fetch(f"/quotes/{name}.json?_shape=array")[1]
    assert "the quay was icy" in fetch("/quotes/indirect_quotes.json?_shape=array")[1]


def test_over_time_tells_said_from_published(fetch: Fetch) -> None:
    _, page = fetch("/quotes/quotes_over_time.json?_shape=array")
    assert json.loads(page) == [
        {"month": "2025-03", "quotes": 2, "said_then": 1, "published_then": 1, "speakers": 1}
    ]


def test_public_id_leads_to_all_that_is_known_of_the_quote(fetch: Fetch) -> None:
    _, page = fetch("/quotes/current_quotes?_search=ferry")
    found = re.search(r'href="(/quote/(\w+))"', page)
    assert found
    status, page = fetch(found[1])
    assert status == 200
    assert "“The ferry will sail on Sunday,”" in page
    _, page = fetch(f"/quotes/quote.json?public_id={found[2]}&_shape=array")
    card = {row["field"]: row["value"] for row in json.loads(page)}
    assert card["Words"] == "“The ferry will sail on Sunday,”"
    assert card["Link"] == "https://example.org/harbor"
    assert card["Id"] == found[2]
    assert "Role" not in card


def test_every_link_of_the_start_page_leads_on(fetch: Fetch) -> None:
    links = {unescape(link) for link in re.findall(r'href="(/[^"]*)"', fetch("/quotes")[1])}
    assert any(link.startswith("/quotes/effective_articles?_col=title") for link in links)
    assert "/search" in links
    assert {link: fetch(link)[0] for link in links} == dict.fromkeys(links, 200)


def test_id_of_an_article_leads_to_the_article(fetch: Fetch) -> None:
    _, page = fetch("/quotes/effective_articles")
    assert re.search(r'href="/article/\w+"', page)
    assert "/quote/" not in page


def test_markup_in_a_quote_is_shown_and_not_obeyed(fetch: Fetch) -> None:
    _, page = fetch("/quotes/current_quotes")
    assert "&lt;b&gt;Nobody" in page
    assert "<b>Nobody" not in page


def test_full_text_is_hidden_and_the_file_cannot_be_downloaded(fetch: Fetch) -> None:
    assert "/quotes/texts" not in fetch("/")[1]
    assert fetch("/quotes.db")[0] == 403


def test_full_text_is_denied_where_others_can_reach_the_site(database: Path, fetch: Fetch) -> None:
    addresses = ("/quotes/texts.json", "/quotes.json?sql=select+text+from+texts")
    assert [fetch(address)[0] for address in addresses] == [200, 200]
    for exposed in fetching(database, exposed=True):
        assert [exposed(address)[0] for address in addresses] == [403, 403]
        assert exposed("/quotes/current_quotes")[0] == 200
        for address in ("/quotes/ingest_log", "/quotes/forgotten", "/quotes/profiles"):
            assert exposed(address)[0] == 403
        assert exposed("/quotes/recent_ingests")[0] == 404


@pytest.mark.parametrize("name", ["my file.v2.db", "what?#100%.db", "Zürich.sqlite"])
def test_any_file_name_is_served_as_quotes(database: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(database.read_bytes())
    for fetch in fetching(path):
        assert "will sail" in fetch("/quotes/current_quotes")[1]


def test_database_stays_readable_while_it_is_written(database: Path, tmp_path: Path) -> None:
    path = tmp_path / "busy.db"
    path.write_bytes(database.read_bytes())
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("PRAGMA journal_mode = WAL")
        for fetch in fetching(path):
            writer.execute("BEGIN IMMEDIATE")
            writer.execute("UPDATE articles SET outlet = 'Evening Post'")
            assert "Harbor Gazette" in fetch("/quotes/current_quotes")[1]
            writer.execute("COMMIT")
            assert "Evening Post" in fetch("/quotes/current_quotes")[1]


WRONG_ADDRESSES = {
    "/nope": 404,
    "/nope.json": 404,
    "/quotes/nosuch": 404,
    "/quotes/quotes/999999": 404,
    "/quotes?sql=SELEC": 400,
    "/quotes?sql=DELETE+FROM+quotes": 400,
}
ASK = """
import asyncio, json, sys
from pathlib import Path
from quotes.site.application import application
site = application(Path(sys.argv[1]))
async def ask(addresses):
    return [(await site.client.get(address)).status_code for address in addresses]
print(json.dumps(asyncio.run(ask(sys.argv[2:]))))
"""


def test_wrong_addresses_are_told_from_faults_and_print_nothing(database: Path) -> None:
    """In a process of its own: what is imported first decides whether errors are handled."""
    command = [sys.executable, "-c", ASK, str(database), *WRONG_ADDRESSES]
    asked = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert dict(zip(WRONG_ADDRESSES, json.loads(asked.stdout), strict=True)) == WRONG_ADDRESSES
    assert asked.stderr == ""


def test_port_in_use_is_told(database: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(InputError, match=f"port {port} is in use: .*--port"):
            serve(database, port=port)


def test_host_that_is_none_is_told(database: Path) -> None:
    with pytest.raises(InputError, match=r"cannot listen on 192\.0\.2\.1"):
        serve(database, host="192.0.2.1", port=0)


def test_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("notes " * 200)
    with pytest.raises(DatabaseError, match=re.escape(str(path))):
        serve(path, port=0)


def test_serve_answers_at_the_address_it_prints_until_interrupted(database: Path) -> None:
    command = [sys.executable, "-m", "quotes", "serve", "--db", str(database), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr
        line = server.stderr.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+/", line)
        assert address, line
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        page = f"{address[0]}quotes/current_quotes?_search={quoted('sunday')}"
        with opener.open(page, timeout=30) as response:
            assert "will sail" in response.read().decode()
        server.send_signal(2)
        assert server.wait(timeout=30) == 0
        assert server.stderr.read() == ""
