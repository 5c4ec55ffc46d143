"""Sites to ask, without a server: the demo articles, and articles made of hostile text."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from datasette.app import Datasette

from quotes.models import Article, Quote, Span, Speaker, Venue
from quotes.store.database import open_database
from quotes.store.ingest import ingest

SEEDS = Path(__file__).parent.parent.parent / "seeds"


def demo(path: Path) -> Path:
    """A database of the articles under seeds/."""
    path.write_bytes(_ingested())
    return path


@cache
def _ingested() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        made, whole = Path(folder) / "made.db", Path(folder) / "whole.db"
        command = [sys.executable, "-m", "quotes", "ingest", str(SEEDS), "--db", str(made)]
        subprocess.run(command, check=True, capture_output=True, timeout=60)
        with closing(sqlite3.connect(made)) as connection:
            connection.execute("VACUUM INTO ?", (str(whole),))
        return whole.read_bytes()


HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&{{7*7}}"


def hostile(path: Path, text: str = HOSTILE) -> Path:
    """A database in which everything that can hold markup does."""
    whole = f"“{text}” said {text}. {text}"
    said = Span(1, 1 + len(text))
    quote = Quote(
        text=text,
        kind="direct",
        segments=(said,),
        context=Span(0, len(whole)),
        cue="said",
        speakers=(Speaker(text, "person", text),),
        speaker_confidence=0.2,
        venue=Venue(text, "speech", text, text, text),
        venue_confidence=0.3,
    )
    article = Article(
        text=whole,
        name="hostile",
        raw_sha256="0",
        reader="plain",
        reader_version="1",
        url="javascript:alert(3)",
        archive_url="javascript:alert(4)",
        outlet=text,
        title=text,
        bylines=(text,),
        published="2025-03-05",
        section=text,
    )
    with closing(open_database(path)) as db:
        ingest(db, article, [quote], parser_version="1")
    return path


class Site:
    """A Datasette over one file, asked from within this process."""

    def __init__(self, datasette: Datasette) -> None:
        self.datasette = datasette

    def get(self, address: str, **options: Any) -> Any:
        """The response to GET; redirections are not followed."""
        return asyncio.run(self.datasette.client.get(address, **options))

    def post(self, address: str, data: Mapping[str, str], actor: str | None) -> Any:
        """The response to a form sent by somebody signed in, with the token that it needs."""
        return asyncio.run(self._post(address, data, actor))

    def cookies(self, actor: str) -> dict[str, str]:
        """What the browser of somebody signed in sends."""
        return {"ds_actor": self.datasette.sign({"a": {"id": actor}}, "actor")}

    async def _post(self, address: str, data: Mapping[str, str], actor: str | None) -> Any:
        client = self.datasette.client
        cookies = self.cookies(actor) if actor else {}
        page = await client.get("/-/messages", cookies=cookies)
        token = page.cookies["ds_csrftoken"]
        form = {**data, "csrftoken": token}
        return await client.post(address, data=form, cookies=cookies | {"ds_csrftoken": token})


@contextmanager
def site(path: Path, **options: Any) -> Iterator[Site]:
    """The site of a file, as `datasette FILE` with this package installed serves it."""
    from datasette.plugins import pm

    import quotes.site

    if not pm.is_registered(quotes.site):
        pm.register(quotes.site)
    immutable = options.pop("immutable", False)
    files = {"immutables": [str(path)]} if immutable else {"files": [str(path)]}
    datasette = Datasette(**files, **options)
    asyncio.run(datasette.invoke_startup())
    yield Site(datasette)
    datasette.executor.shutdown()
    for database in datasette.databases.values():
        database.close()
