"""What signed-in people decide on a quote's page."""

from __future__ import annotations

import asyncio
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sites import Site, demo, site
from test_site_pages import MAYOR

from quotes.records import find_quote
from quotes.store.check import check
from quotes.store.database import connect
from quotes.store.decisions import recorded

METADATA = {"plugins": {"quotes-db": {"decide": {"id": ["ann"]}}}}
DECIDE = f"/quote/{MAYOR}/decide"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return demo(tmp_path / "demo.db")


def record(path: Path) -> Any:
    with closing(connect(path)) as connection:
        return find_quote(connection, MAYOR)


def decisions(path: Path) -> list[tuple[str, Any, str, str | None]]:
    with closing(connect(path)) as connection:
        found = recorded(connection, "public_id = ?", MAYOR)
        return [(each.field, each.new, each.who, each.why) for each in found]


def page_for(pages: Site, actor: str) -> str:
    return str(pages.get(f"/quote/{MAYOR}", cookies=pages.cookies(actor)).text)


def test_a_quote_is_confirmed_in_the_visitors_name(path: Path) -> None:
    with site(path, metadata=METADATA) as pages:
        assert "Decide on this quote" in page_for(pages, "ann")
        response = pages.post(DECIDE, {"standing": "confirmed"}, "ann")
        assert (response.status_code, response.headers["location"]) == (302, f"/quote/{MAYOR}")
        assert "Confirmed by a person" in page_for(pages, "ann")
    assert record(path).standing == "confirmed"
    assert decisions(path) == [("standing", "confirmed", "ann", None)]
    assert check(path) == []


def test_a_field_is_corrected(path: Path) -> None:
    form = {"field": "venue", "value": "council chamber", "why": "heard it"}
    with site(path, metadata=METADATA) as pages:
        assert pages.post(DECIDE, form, "ann").status_code == 302
        assert "council chamber" in pages.get(f"/quote/{MAYOR}").text
    assert record(path).venue == "council chamber"
    assert ("venue", "council chamber", "ann", "heard it") in decisions(path)


def test_a_rejected_quote_leaves_the_search(path: Path) -> None:
    with site(path, metadata=METADATA) as pages:
        pages.post(DECIDE, {"standing": "rejected"}, "ann")
        assert MAYOR not in pages.get("/search.csv").text


@pytest.mark.parametrize(
    "form",
    [
        {"field": "date", "value": "yesterday"},
        {"field": "text", "value": "words that the article lacks"},
        {"field": "standing", "value": "retired"},
        {"standing": "retired"},
        {},
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(path: Path, form: dict[str, str]) -> None:
    with site(path, metadata=METADATA) as pages:
        assert pages.post(DECIDE, form, "ann").status_code == 302
    assert decisions(path) == []


@pytest.mark.parametrize("actor", [None, "bob"])
def test_others_may_not(path: Path, actor: str | None) -> None:
    with site(path, metadata=METADATA) as pages:
        assert pages.post(DECIDE, {"standing": "confirmed"}, actor).status_code == 403
        if actor:
            assert "Decide on this quote" not in page_for(pages, actor)
    assert decisions(path) == []


def test_it_is_off_unless_somebody_is_named(path: Path) -> None:
    with site(path) as pages:
        assert pages.post(DECIDE, {"standing": "confirmed"}, "ann").status_code == 403
        assert "Decide on this quote" not in page_for(pages, "ann")
    assert decisions(path) == []


def test_it_is_off_on_a_file_that_never_changes(path: Path) -> None:
    with closing(connect(path)) as connection:
        copy = path.with_name("copy.db")
        connection.execute("VACUUM INTO ?", (str(copy),))
    with site(copy, metadata=METADATA, immutable=True) as pages:
        assert pages.post(DECIDE, {"standing": "confirmed"}, "ann").status_code == 403
        assert "Decide on this quote" not in page_for(pages, "ann")


def test_a_form_of_another_site_is_refused(path: Path) -> None:
    with site(path, metadata=METADATA) as pages:
        form = {"standing": "confirmed"}
        sent = pages.datasette.client.post(DECIDE, data=form, cookies=pages.cookies("ann"))
        assert asyncio.run(sent).status_code == 403
    assert decisions(path) == []
