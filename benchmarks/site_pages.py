"""How long readers wait for pages of the site, beside plain Datasette's table searched.

    python benchmarks/site_pages.py                      1,000,000 invented quotes
    python benchmarks/site_pages.py --keep quotes.db     makes that database, or uses it
    python benchmarks/site_pages.py --quick              few quotes and pages, to see that it works

The yardstick is Datasette without any plugin, its page of the table of quotes with `_search` for
the same words, with the facets and the settings that the site's metadata give it. Both are
servers of their own, asked by turns: eight readers at once, who look at a page for a second before
they ask for the next.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import httpx
from search_corpus import QUOTES, build
from search_measuring import Goal, percentile
from search_queries import make_queries
from tables import markdown

from quotes.resources import root_file
from quotes.site.application import SETTINGS
from quotes.store.database import connect

READERS = 8
PAUSE = 1.0  # seconds that a reader looks at a page
PATIENCE = 60.0  # seconds; a page that takes longer has failed
SHARE = 1 / 3  # of the yardstick's time, at the 95th percentile
QUICK_QUOTES = 1000
PLAIN = "plain Datasette, searched"
BOUND = ("search", "speaker")
COMMON = ("the", "to be or not to be", "it is what it is", "we will", "and the to of in a")


@dataclass
class Waits:
    """The seconds that each page of a kind took, their bytes, and what failed."""

    seconds: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def addresses(db: Path, count: int, seed: int) -> dict[str, list[str]]:
    """The pages to ask for, so many of each kind, the bounded ones for the same queries."""
    rng = random.Random(seed)
    with closing(connect(db)) as connection:
        queries = make_queries(connection, max(1, count // 4), seed)
        words = [query.text for query in queries] + list(COMMON)
        rng.shuffle(words)
        quotes, often = _drawn(connection, rng, count)
        anybody = [row[0] for row in connection.execute(_ANYBODY)]
    people = often[: count // 2]
    people += rng.sample(anybody, min(len(anybody), count - len(people)))
    rng.shuffle(people)
    searched = [urlencode({"q": each}) for each in words[:count]]
    plain = [urlencode({"_search": each}) for each in words[:count]]
    return {
        PLAIN: [f"/quotes/current_quotes?{each}" for each in plain],
        "search": [f"/search?{each}" for each in searched],
        "search by date": [f"/search?{each}&sort=date" for each in searched],
        "speaker": [f"/speaker/{each}" for each in people],
        "quote": [f"/quote/{each}" for each in quotes],
        "home and about": ["/", "/about"] * (len(quotes) // 2),
    }


_ANYBODY = "SELECT public_id FROM speakers WHERE merged_into IS NULL ORDER BY speaker_id"
_CREDITED = """
SELECT q.public_id, r.public_id FROM quotes q JOIN quote_speakers USING (quote_id)
  JOIN speakers s USING (speaker_id)
  JOIN speakers r ON r.speaker_id = coalesce(s.merged_into, s.speaker_id)
 WHERE quote_id = ? AND position = 0"""


def _drawn(
    connection: sqlite3.Connection, rng: random.Random, count: int
) -> tuple[list[str], list[str]]:
    """So many quotes, and whose they are: people as often as they are quoted."""
    (most,) = connection.execute("SELECT max(quote_id) FROM quotes").fetchone()
    quotes, people = list[str](), list[str]()
    for _ in range(20 * count):
        row = connection.execute(_CREDITED, (rng.randint(1, most),)).fetchone()
        if row and len(quotes) < count:
            quotes.append(row[0])
            people.append(row[1])
    return quotes, people


@contextmanager
def serving(command: Sequence[str], port: int, **environment: str) -> Iterator[str]:
    """The address of a server, once it answers."""
    base = f"http://127.0.0.1:{port}"
    with subprocess.Popen(
        [sys.executable, "-m", *command],
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            _wait_for(f"{base}/-/versions.json")
            yield base
        finally:
            process.terminate()


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            httpx.get(address, timeout=PATIENCE, trust_env=False)
            return
        except httpx.TransportError:
            time.sleep(0.2)
    raise SystemExit(f"no server answers at {address}")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


async def read(base: str, pages: Sequence[str], waits: Waits, pause: float) -> None:
    """Have all readers ask for their shares of these pages."""
    limits = httpx.Limits(max_connections=READERS)
    async with httpx.AsyncClient(
        base_url=base, timeout=PATIENCE, trust_env=False, limits=limits
    ) as client:

        async def reader(own: Sequence[str], late: float) -> None:
            await asyncio.sleep(late)
            for page in own:
                start = time.perf_counter()
                try:
                    response = await client.get(page, follow_redirects=True)
                    wrong = "" if response.status_code == 200 else str(response.status_code)
                except httpx.HTTPError as error:
                    wrong = type(error).__name__
                waits.seconds.append(time.perf_counter() - start)
                if wrong:
                    waits.failures.append(f"{page}: {wrong}")
                else:
                    waits.sizes.append(len(response.content))
                await asyncio.sleep(pause)

        shares = [pages[number::READERS] for number in range(READERS)]
        await asyncio.gather(
            *(reader(share, pause * number / READERS) for number, share in enumerate(shares))
        )


def measured(
    db: Path, folder: Path, pages: dict[str, list[str]], rounds: int, pause: float
) -> dict[str, Waits]:
    """What readers waited for each kind of page, both servers by turns."""
    waits = {kind: Waits() for kind in pages}
    named = folder / "quotes.db"
    named.symlink_to(db.absolute())
    metadata = folder / "metadata.json"
    metadata.write_text(root_file("datasette-metadata.json").read_text(encoding="utf-8"))
    ours, plain = _free_port(), _free_port()
    settings = [
        part for name, value in SETTINGS.items() for part in ("--setting", name, f"{value:d}")
    ]
    plain_command = [
        "datasette",
        "serve",
        str(named),
        "-m",
        str(metadata),
        "-p",
        str(plain),
        *settings,
    ]
    with (
        serving(["quotes", "serve", "--db", str(named), "--port", str(ours)], ours) as own,
        serving(plain_command, plain, DATASETTE_LOAD_PLUGINS="") as other,
    ):
        for number in range(rounds):
            for kind, addresses_ in pages.items():
                base = other if kind == PLAIN else own
                asyncio.run(read(base, addresses_[number::rounds], waits[kind], pause))
    return waits


def report(waits: dict[str, Waits], quotes: int) -> str:
    """The table of all kinds of pages, and what was to be reached."""
    rows = []
    for kind, each in waits.items():
        figures = [percentile(each.seconds, share) * 1000 for share in (50, 95, 99, 100)]
        size = sorted(each.sizes)[len(each.sizes) // 2] if each.sizes else 0
        cells = [str(len(each.seconds)), str(len(each.failures)), *(f"{ms:,.0f}" for ms in figures)]
        rows.append((kind, *cells, f"{size / 1000:,.0f}"))
    yardstick = percentile(waits[PLAIN].seconds, 95)
    goals = [
        Goal(f"{kind}, p95 ÷ {PLAIN}", percentile(waits[kind].seconds, 95) / yardstick, SHARE)
        for kind in BOUND
    ]
    failed = sum(len(each.failures) for kind, each in waits.items() if kind != PLAIN)
    goals.append(Goal("pages refused or failed", failed, 0))
    heads = ("page", "pages", "failed", "p50 ms", "p95 ms", "p99 ms", "worst ms", "kB")
    lines = [markdown(f"{quotes:,} quotes, {READERS} readers", heads, rows)]
    lines.append(
        markdown(
            "To be reached",
            ("what", "measured", "bound", "reached"),
            [
                (
                    goal.name,
                    f"{goal.measured:.3f}",
                    f"≤ {goal.bound:.3g}",
                    "yes" if goal.reached else "NO",
                )
                for goal in goals
            ],
        )
    )
    problems = [failure for each in waits.values() for failure in each.failures[:3]]
    return "\n".join([*lines, *problems])


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--quotes", type=int, default=None)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--pages", type=int, default=400, help="of each kind")
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--keep", type=Path, metavar="DB", help="make it, or use it if it is there")
    parser.add_argument("--quick", action="store_true", help="few quotes and pages, no pauses")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        db = args.keep or Path(folder) / "made.db"
        if not db.exists():
            build(db, args.quotes or (QUICK_QUOTES if args.quick else QUOTES), args.seed)
        pages = addresses(db, 16 if args.quick else args.pages, args.seed)
        pause, rounds = (0.0, 1) if args.quick else (PAUSE, args.rounds)
        waits = measured(db, Path(folder), pages, rounds, pause)
        with closing(connect(db)) as connection:
            (quotes,) = connection.execute("SELECT count(*) FROM indexed").fetchone()
        print(report(waits, quotes))


if __name__ == "__main__":
    main()
