"""What the index costs: its size, building it, storing an article; and the command line, cold."""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from fnmatch import fnmatchcase
from itertools import islice
from pathlib import Path
from statistics import mean, median
from typing import TYPE_CHECKING

import search_product
from search_approaches import PLAIN_FTS5
from search_articles import Articles
from search_measuring import Goal, Report, Run, milliseconds
from startup import HELLO, YARDSTICK
from startup import run as run_command
from tables import markdown

from quotes.models import Article, Quote
from quotes.store.database import open_database
from quotes.store.ingest import ingest

if TYPE_CHECKING:
    from sqlite_utils import Database

# The quotes with their metadata; what else there is, full texts, logs and lookup keys, is not.
_INDEXED = (
    "quotes segments quote_speakers evidence articles bylines versions speakers aliases"
).split()
_BUILDS = 2
_ADDED, _FEWEST_ADDED = 200, 20  # articles
_WARM_UP = 0.2  # of the articles added, which do not count


@contextmanager
def copied(run: Run, name: str) -> Iterator[Path]:
    """A copy of the database, removed at the end."""
    path = run.folder / f"{name}.db"
    with closing(sqlite3.connect(path)) as copy:
        run.connection.backup(copy)
        copy.execute("PRAGMA journal_mode = WAL")
    os.sync()  # so that the first to write does not wait until all of the copy is written
    try:
        yield path
    finally:
        for each in run.folder.glob(f"{name}.db*"):
            each.unlink()


# Cold


def cold_report(run: Run) -> Report:
    """`quotes search` as a new process, beside a hello-world written with Typer."""
    script = Path(sys.executable).parent / "quotes"
    if not script.exists():
        raise SystemExit(f"{script}: no such file; install the package: pip install -e .")
    hello = run.folder / "hello.py"
    hello.write_text(HELLO, encoding="utf-8")
    spent: dict[str, list[float]] = {YARDSTICK: [], "json": [], "table": []}
    step = max(1, len(run.queries) // run.rounds)
    for query in run.queries[::step][: run.rounds]:
        search = [str(script), "search", *query.text.split(), "--db", str(run.path), "--format"]
        commands = {YARDSTICK: [sys.executable, str(hello), "World"]}
        commands |= {form: [*search, form] for form in ("json", "table")}
        for name, command in commands.items():
            spent[name].append(run_command(command)[0])
    base = median(spent[YARDSTICK])
    ratios = {name: median(times) / base for name, times in spent.items()}
    rows = [
        (
            name if name == YARDSTICK else f"quotes search --format {name}",
            milliseconds(median(times)),
            milliseconds(max(times)),
            f"{ratios[name]:.2f}",
        )
        for name, times in spent.items()
    ]
    heads = ("command", "median ms", "worst ms", "× hello-world")
    table = markdown(f"A new process, {run.rounds} interleaved rounds", heads, rows)
    goals = (
        Goal("cold search, × hello-world", ratios["json"], 1.5),
        Goal("cold search with a table, × hello-world", ratios["table"], 2),
    )
    return Report((table,), goals)


# Size


def size_report(run: Run) -> Report:
    """The size of the index, and of the quotes with their metadata."""
    pages: dict[str, int] = dict(
        run.connection.execute("SELECT name, pgsize FROM dbstat WHERE aggregate = TRUE").fetchall()
    )
    tables = dict(run.connection.execute("SELECT name, tbl_name FROM sqlite_master").fetchall())
    index = sum(
        size
        for name, size in pages.items()
        if any(fnmatchcase(tables.get(name, name), each) for each in search_product.INDEX_TABLES)
    )
    indexed = sum(pages.get(name, 0) for name in _INDEXED)
    with_indexes = sum(size for name, size in pages.items() if tables.get(name) in _INDEXED)
    sizes = (
        ("the search index", index),
        ("the quotes with their metadata", indexed),
        ("the same with the tables' own indexes", with_indexes),
        ("full texts", pages.get("texts", 0)),
        ("the file", sum(pages.values())),
    )
    rows = [
        (name, f"{size / 1e6:,.1f}", f"{size / run.quotes:,.0f}", f"{index / max(size, 1):.2f}")
        for name, size in sizes
    ]
    heads = ("what", "MB", "bytes a quote", "index ÷ it")
    goal = Goal("index ÷ quotes with their metadata", index / indexed, 0.6)
    return Report((markdown("Size", heads, rows),), (goal,))


# Building


def build_report(run: Run) -> Report:
    """The time to build the index for all quotes, beside plain FTS5 over the same texts."""
    wall: dict[str, list[float]] = {"plain FTS5": [], "the product's index": []}
    cpu: dict[str, list[float]] = {name: [] for name in wall}
    with copied(run, "build") as path:
        for _ in range(_BUILDS):
            for name, work in zip(wall, (_build_plain, search_product.build_index), strict=True):
                with closing(sqlite3.connect(path)) as connection:
                    connection.execute("PRAGMA synchronous = NORMAL")
                    search_product.empty_index(connection)
                    connection.commit()
                    start, used = time.perf_counter(), time.process_time()
                    work(connection)
                    connection.commit()
                    wall[name].append(time.perf_counter() - start)
                    cpu[name].append(time.process_time() - used)
                    connection.execute("DROP TABLE IF EXISTS plain_fts")
                    connection.commit()
                    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    best_wall, best_cpu = ({name: min(each) for name, each in kind.items()} for kind in (wall, cpu))
    base_wall, base_cpu = best_wall["plain FTS5"], best_cpu["plain FTS5"]
    rows = [
        (
            name,
            f"{best_wall[name]:.2f}",
            f"{best_wall[name] / base_wall:.2f}",
            f"{best_cpu[name]:.2f}",
            f"{best_cpu[name] / base_cpu:.2f}",
        )
        for name in wall
    ]
    heads = ("index", "wall s", "× plain", "CPU s", "× plain")
    table = markdown(f"Building, best of {_BUILDS}", heads, rows)
    ratio = best_wall["the product's index"] / base_wall
    return Report((table,), (Goal("building, × plain FTS5", ratio, 3),))


def _build_plain(connection: sqlite3.Connection) -> None:
    connection.execute(f"CREATE VIRTUAL TABLE plain_fts USING {PLAIN_FTS5}")
    connection.execute("INSERT INTO plain_fts (rowid, text) SELECT quote_id, text FROM quotes")


# Adding


def new_articles(run: Run, count: int) -> list[tuple[Article, list[Quote]]]:
    """Articles that are not in the database, in the same language, by the same people."""
    return list(islice(Articles(10 * count, run.seed, prefix="new-"), count))


def adding_report(run: Run) -> Report:
    """The time to store an article, with the index and without, by turns."""
    count = max(_FEWEST_ADDED, min(_ADDED, run.quotes // 100))
    names = ("with the index", "without")
    wall: dict[str, list[float]] = {name: [] for name in names}
    cpu: dict[str, list[float]] = {name: [] for name in names}
    with copied(run, "indexed") as indexed, copied(run, "bare") as bare:
        with closing(sqlite3.connect(bare)) as connection:
            search_product.drop_index(connection)
            connection.commit()
        with closing(open_database(indexed)) as first, closing(open_database(bare)) as second:
            dbs = dict(zip(names, (first, second), strict=True))
            for number, (article, quotes) in enumerate(new_articles(run, count)):
                for name in names if number % 2 else names[::-1]:
                    spent, used = _add(dbs[name], article, quotes)
                    if number >= _WARM_UP * count:
                        wall[name].append(spent)
                        cpu[name].append(used)
    rows: list[Sequence[str]] = [
        (name, milliseconds(median(wall[name])), milliseconds(mean(wall[name])),
         milliseconds(mean(cpu[name])))
        for name in names
    ]  # fmt: skip
    ratios = [figure(wall[names[0]]) / figure(wall[names[1]]) for figure in (median, mean)]
    ratios.append(mean(cpu[names[0]]) / mean(cpu[names[1]]))
    rows.append(("ratio", *(f"{ratio:.2f}" for ratio in ratios)))
    heads = ("storing an article", "median ms", "mean ms", "mean CPU ms")
    table = markdown(f"Adding {count} articles, one at a time", heads, rows)
    return Report((table,), (Goal("adding an article, × without", max(ratios[:2]), 2),))


def _add(db: Database, article: Article, quotes: Sequence[Quote]) -> tuple[float, float]:
    """The wall and CPU seconds of storing an article."""
    start, used = time.perf_counter(), time.process_time()
    ingest(db, article, quotes, parser_version="0")
    return time.perf_counter() - start, time.process_time() - used
