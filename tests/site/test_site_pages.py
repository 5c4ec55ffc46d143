"""The pages made for reading: what they show, in every form, to whom, and safely."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html
from sites import HOSTILE, Site, demo, hostile, site

from quotes.citing import STYLES, cite
from quotes.records import find_quote
from quotes.searching import find
from quotes.store.database import connect, open_database
from quotes.store.editing import judge_quotes

MAYOR = "pecwjns34hqq"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo(tmp_path_factory.mktemp("pages") / "demo.db")


@pytest.fixture(scope="module")
def pages(path: Path) -> Iterator[Site]:
    with site(path) as found:
        yield found


def addresses(path: Path) -> dict[str, str]:
    """The address of a page of each kind."""
    with closing(connect(path)) as connection:
        record = find(connection, "steel funerals", limit=1).hits[0].record
        (speaker,) = connection.execute(
            "SELECT public_id FROM speakers WHERE name = ?", (record.speaker,)
        ).fetchone()
    return {
        "home": "/",
        "search": "/search?q=steel+funarals",
        "list": "/search",
        "speaker": f"/speaker/{speaker}",
        "quote": f"/quote/{record.public_id}",
        "article": f"/article/{record.article}",
        "venue": "/venue/public+hearing",
        "outlet": "/outlet/The+Port+Fennimore+Ledger",
        "about": "/about",
    }


KINDS = ("home", "search", "list", "speaker", "quote", "article", "venue", "outlet", "about")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_page_is_whole(pages: Site, path: Path, kind: str) -> None:
    response = pages.get(addresses(path)[kind])
    assert response.status_code == 200
    page = html.document_fromstring(response.text)
    assert page.xpath("count(//h1)") == 1
    assert page.xpath("string(//title)").endswith(("Quotes", "when"))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert not page.xpath("//@style | //script[not(@src) and not(@type)] | //style")
    assert not page.xpath("//@*[starts-with(name(), 'on')]")


@pytest.mark.parametrize("kind", KINDS)
def test_links_lead_on(pages: Site, path: Path, kind: str) -> None:
    page = pages.get(addresses(path)[kind]).text
    links = {unescape(each) for each in re.findall(r'href="(/[^"]*)"', page)}
    wrong = {
        link: code for link in sorted(links)[:60] if (code := pages.get(link).status_code) != 200
    }
    assert not wrong


def test_search_finds_what_the_command_line_does(pages: Site, path: Path) -> None:
    with closing(connect(path)) as connection:
        found = find(connection, "the brige must", limit=20)
    answer = pages.get("/search.json?q=the+brige+must").json()
    assert [each["public_id"] for each in answer["quotes"]] == [
        hit.record.public_id for hit in found.hits
    ]
    assert answer["showing_results_for"] == found.corrected
    page = pages.get("/search?q=the+brige+must").text
    shown = re.findall(r'href="/quote/(\w+)">Details', page)
    assert shown == [hit.record.public_id for hit in found.hits]


def test_search_says_what_it_corrected_and_marks_the_words(pages: Site) -> None:
    page = pages.get("/search?q=steel+funarals").text
    assert "Showing results for <strong>funerals</strong>" in page
    assert "<mark>steel</mark>" in page
    assert "<mark>funerals</mark>" in page


@pytest.mark.parametrize("sort", ["relevance", "date"])
def test_every_form_of_a_search_has_the_same_quotes(pages: Site, sort: str) -> None:
    query = urlencode({"q": "the", "sort": sort})
    page = re.findall(r'href="/quote/(\w+)">Details', pages.get(f"/search?{query}").text)
    listed = [each["public_id"] for each in pages.get(f"/search.json?{query}").json()["quotes"]]
    rows = csv.DictReader(io.StringIO(pages.get(f"/search.csv?{query}").text, newline=""))
    feed = etree.fromstring(pages.get(f"/search.atom?{query}").content)
    entries = feed.xpath("//*[local-name()='entry']/*[local-name()='id']/text()")
    assert len(page) > 3
    assert page == listed
    assert [row["public_id"] for row in rows][:20] == page
    assert [entry.rpartition("/")[2] for entry in entries][:20] == page


def test_sorted_by_date_the_newest_come_first(pages: Site) -> None:
    quotes = pages.get("/search.json?q=the&sort=date").json()["quotes"]
    days = [each["date"] or each["published"] or "" for each in quotes]
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize("name", ["speaker", "venue", "outlet", "year", "kind"])
def test_a_facet_leads_to_as_many_quotes_as_it_counts(pages: Site, name: str) -> None:
    whole = pages.get("/search.json").json()
    assert whole["first"] > 100
    facets = whole["facets_of_first"][name]
    assert facets
    for facet in facets[:5]:
        query = urlencode({name: facet["value"]})
        assert pages.get(f"/search.json?{query}").json()["first"] >= facet["count"]
    if name in ("speaker", "kind"):
        query = urlencode({name: facets[0]["value"]})
        assert pages.get(f"/search.json?{query}").json()["first"] == facets[0]["count"]


def test_pages_of_a_search_make_up_the_whole(pages: Site) -> None:
    seen, address = [], "/search.json"
    while address:
        answer = pages.get(address).json()
        seen += [each["public_id"] for each in answer["quotes"]]
        address = answer["next"]
    assert len(seen) == len(set(seen)) == answer["first"]
    assert seen == [row["public_id"] for row in csv.DictReader(
        io.StringIO(pages.get("/search.csv").text, newline="")
    )]  # fmt: skip


HARMLESS = {
    "ten thousand characters": "war " * 2500,
    "more than ten thousand": "x" * 50_000,
    "stop words": "the of and to a in is",
    "FTS syntax": 'NEAR(a b) OR NOT "x" AND {text}: ^y* (',
    "quotation marks": '"' * 501,
    "asterisks": "*" * 1000,
    "nothing but filters": "speaker: venue: after:x kind:zzz",
    "a null and surrogates": "a\x00b\ud800",
    "markup": HOSTILE,
    "SQL": "'; DROP TABLE quotes; --",
}


@pytest.mark.parametrize("words", HARMLESS.values(), ids=HARMLESS)
@pytest.mark.parametrize("ending", ["", ".json", ".csv", ".atom"])
def test_any_words_are_a_search(pages: Site, words: str, ending: str) -> None:
    query = urlencode({"q": words}, errors="surrogatepass")
    response = pages.get(f"/search{ending}?{query}")
    assert response.status_code == 200
    assert ending == ".json" or "<script>alert" not in response.text
    if ending == ".atom":
        etree.fromstring(response.content)


@given(
    st.dictionaries(
        st.sampled_from(
            ["q", "speaker", "venue", "outlet", "year", "after", "before", "kind", "sort", "page"]
        ),
        st.text(max_size=40),
        max_size=5,
    )
)
@settings(max_examples=60, deadline=None)
def test_any_address_of_a_search_is_answered(pages: Site, query: dict[str, str]) -> None:
    address = urlencode(query, errors="surrogatepass")
    assert pages.get(f"/search?{address}").status_code == 200
    assert pages.get(f"/search.json?{address}").status_code in (200, 400)


def test_a_filter_that_nothing_meets_is_told(pages: Site) -> None:
    page = pages.get("/search?speaker=zzzzqqq").text
    assert "no speaker like" in page
    answer = pages.get("/search.json?speaker=zzzzqqq")
    assert answer.status_code == 400
    assert "no speaker like" in answer.json()["error"]


def test_a_quote_shows_all_that_is_known_of_it(pages: Site, path: Path) -> None:
    page = pages.get(f"/quote/{MAYOR}").text
    text = html.document_fromstring(page).text_content()
    for expected in (
        "“We can pay for steel or we can pay for funerals,” … “I know which bill",
        "Gloria Okonjo",
        "public hearing",
        "May 13, 2025",
        "Read from “at a public hearing”",
        "confidence 0.9",
        "no person has checked it",
        "Lena Marchetti",
    ):
        assert expected in text
    assert "<mark>We can pay for steel" in page
    with closing(connect(path)) as connection:
        record = find_quote(connection, MAYOR, with_text=True)
    for style in STYLES:
        assert cite([record], style) in text


def test_a_quote_tells_programs_what_it_is(pages: Site) -> None:
    page = html.document_fromstring(pages.get(f"/quote/{MAYOR}").text)
    (data,) = page.xpath("//script[@type='application/ld+json']/text()")
    assert json.loads(data)["@type"] == "Quotation"
    named = {each.get("property"): each.get("content") for each in page.xpath("//meta[@property]")}
    assert named["og:title"].startswith("Gloria Okonjo")
    assert "We can pay for steel" in named["og:description"]
    assert named["og:url"].endswith(f"/quote/{MAYOR}")


@pytest.mark.parametrize(
    ("ending", "expected"),
    {
        "json": '"public_id"',
        "bib": "@article{",
        "ris": "TY  - ",
        "csl.json": '"type"',
        "jsonld": "schema.org",
        "wikipedia.txt": "{{cite",
        "txt": "Okonjo",
    }.items(),
)
def test_a_quote_leaves_as_a_file(pages: Site, ending: str, expected: str) -> None:
    response = pages.get(f"/quote/{MAYOR}.{ending}")
    assert response.status_code == 200
    assert expected.lower() in response.text.lower()


def test_an_id_in_capitals_leads_to_the_page(pages: Site) -> None:
    response = pages.get(f"/quote/{MAYOR.upper()}")
    assert (response.status_code, response.headers["location"]) == (302, f"/quote/{MAYOR}")


@pytest.mark.parametrize(
    "address",
    ["/quote/zzzzzzzzzz", "/speaker/zzzz", "/article/zz", "/venue/zz", "/outlet/zz", "/-/quotes/x"],
)
def test_what_is_not_there_is_404(pages: Site, address: str) -> None:
    assert pages.get(address).status_code == 404


def test_rejected_quotes_are_left_out_and_say_so(tmp_path: Path) -> None:
    path = demo(tmp_path / "demo.db")
    with closing(open_database(path)) as db:
        judge_quotes(db, [MAYOR], "rejected", who="an editor")
    with site(path) as pages:
        assert MAYOR not in pages.get("/search.csv").text
        assert "A person rejected this" in pages.get(f"/quote/{MAYOR}").text


def test_feeds_are_valid(pages: Site, path: Path) -> None:
    atom = "{http://www.w3.org/2005/Atom}"
    for kind in ("search", "speaker", "venue", "outlet"):
        place, _, query = addresses(path)[kind].partition("?")
        response = pages.get(f"{place}.atom?{query}")
        assert response.headers["content-type"].startswith("application/atom+xml")
        feed = etree.fromstring(response.content)
        assert feed.tag == f"{atom}feed"
        for entry in (feed, *feed.findall(f"{atom}entry")):
            for name in ("id", "title", "updated"):
                assert len(entry.findall(f"{atom}{name}")) == 1, name
            moment = entry.findtext(f"{atom}updated")
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", moment)
        entries = feed.findall(f"{atom}entry")
        assert entries
        ids = [entry.findtext(f"{atom}id") for entry in entries]
        assert len(ids) == len(set(ids))
        assert all(entry.find(f"{atom}author/{atom}name").text for entry in entries)
        assert feed.find(f"{atom}link[@rel='self']").get("href").startswith("http")


def test_markup_is_shown_and_never_obeyed(tmp_path: Path) -> None:
    path = hostile(tmp_path / "hostile.db")
    with site(path) as pages, closing(connect(path)) as connection:
        record = find(connection, "").hits[0].record
        (speaker,) = connection.execute("SELECT public_id FROM speakers").fetchone()
        from datasette.utils import tilde_encode

        name = tilde_encode(HOSTILE)
        for address in (
            "/",
            "/search",
            f"/quote/{record.public_id}",
            f"/speaker/{speaker}",
            f"/article/{record.article}",
            f"/venue/{name}",
            f"/outlet/{name}",
            f"/search.atom?{urlencode({'q': HOSTILE})}",
        ):
            response = pages.get(address)
            assert response.status_code == 200, address
            assert "<script>alert" not in response.text
            assert "<img" not in response.text
            assert "javascript:" not in response.text, address
            assert "49" not in re.findall(r"\{\{.*?\}\}|49", response.text)


def test_headers_keep_pages_from_harm(pages: Site, path: Path) -> None:
    for address in (
        *addresses(path).values(),
        "/-/quotes/site.css",
        "/demo",
        "/demo/speakers",
        "/zz",
    ):
        headers = pages.get(address).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] in ("same-origin", "no-referrer")
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
    for address in addresses(path).values():
        assert "unsafe-inline" not in pages.get(address).headers["content-security-policy"]


@pytest.mark.parametrize(
    "metadata",
    [
        {"allow": False},
        {"databases": {"demo": {"allow": False}}},
        {"databases": {"demo": {"tables": {"effective_quotes": {"allow": False}}}}},
    ],
    ids=["site", "database", "view"],
)
def test_those_who_may_not_see_quotes_see_none(path: Path, metadata: dict[str, object]) -> None:
    with site(path, metadata=metadata) as pages:
        for address in (*addresses(path).values(), f"/quote/{MAYOR}.json", "/search.csv"):
            response = pages.get(address)
            assert response.status_code == 403, address
            assert "steel" not in response.text


def test_a_prefix_of_the_site_is_kept(path: Path) -> None:
    with site(path, settings={"base_url": "/newsroom/"}) as pages:
        page = pages.get("/").text
    links = re.findall(r'(?:href|src|action)="(/[^"]*)"', page)
    assert len(links) > 20
    assert all(link.startswith("/newsroom/") for link in links)


def test_other_databases_are_passed_over(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "another.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE quotes (text TEXT)")
    with site(other) as pages:
        page = pages.get("/")
        assert (page.status_code, "another" in page.text) == (200, True)
        assert pages.get("/search").status_code == 404


def test_style_and_script_are_kept_by_browsers(pages: Site) -> None:
    first = pages.get("/-/quotes/site.css")
    tag = first.headers["etag"]
    assert "max-age" in first.headers["cache-control"]
    assert pages.get("/-/quotes/site.css", headers={"If-None-Match": tag}).status_code == 304


def test_datasette_itself_shows_the_site(path: Path) -> None:
    """By the entry point alone, in a process of its own."""
    command = [sys.executable, "-m", "datasette", "serve", str(path), "--get"]
    for address, expected in (("/", "Who said what"), ("/search?q=steel+funarals", "funerals")):
        asked = subprocess.run(
            [*command, address], capture_output=True, text=True, check=True, timeout=60
        )
        assert expected in asked.stdout
