"""Eight readers and a writer at once: nobody fails, and nobody waits for long."""

from __future__ import annotations

import multiprocessing
import sqlite3
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from multiprocessing.synchronize import Barrier
from pathlib import Path

import search_product
from search_costs import copied, new_articles
from search_measuring import Goal, Report, Run, milliseconds, percentile
from tables import markdown

from quotes.errors import QuotesError
from quotes.models import Article, Quote
from quotes.store.database import connect, open_database
from quotes.store.ingest import ingest

_MOST_ARTICLES = 2000
_PATIENCE = 60.0  # seconds that processes wait for each other


@dataclass(frozen=True, slots=True)
class Worked:
    """The seconds each search or article took, and the errors; of so many processes."""

    seconds: tuple[float, ...] = ()
    errors: tuple[str, ...] = ()
    processes: int = 1


_start: Barrier | None = None  # where the processes wait for each other


def _wait_at(barrier: Barrier) -> None:
    global _start
    _start = barrier


def read(path: Path, texts: Sequence[str], seconds: float, turn: int) -> Worked:
    """Search for so many seconds, once all processes are ready."""
    assert _start is not None
    spent, errors = list[float](), list[str]()
    with closing(connect(path)) as connection:
        search_product.find(connection, texts[turn % len(texts)])
        _start.wait(_PATIENCE)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            turn += 1
            start = time.perf_counter()
            try:
                search_product.find(connection, texts[turn % len(texts)])
            except (QuotesError, sqlite3.Error) as error:
                errors.append(str(error))
            spent.append(time.perf_counter() - start)
    return Worked(tuple(spent), tuple(errors))


def write(path: Path, articles: Sequence[tuple[Article, list[Quote]]], seconds: float) -> Worked:
    """Store articles one after the other, for so many seconds or until there are no more."""
    assert _start is not None
    spent, errors = list[float](), list[str]()
    with closing(open_database(path)) as db:
        _start.wait(_PATIENCE)
        end = time.monotonic() + seconds
        for article, quotes in articles:
            if time.monotonic() >= end:
                break
            start = time.perf_counter()
            try:
                ingest(db, article, quotes, parser_version="0")
            except (QuotesError, sqlite3.Error) as error:
                errors.append(str(error))
            spent.append(time.perf_counter() - start)
    return Worked(tuple(spent), tuple(errors))


def readers_report(run: Run) -> Report:
    """The time of searches by eight readers alone and beside a writer, and of the writer's."""
    articles = new_articles(run, min(_MOST_ARTICLES, max(50, run.quotes // 100)))
    texts = [query.text for query in run.queries]
    rows, goals = [], []
    with copied(run, "shared") as path:
        for label, readers, batch in (
            ("readers alone", run.readers, ()),
            ("readers beside a writer", run.readers, articles[: len(articles) // 2]),
            ("a writer alone", 0, articles[len(articles) // 2 :]),
        ):
            reading, writing = _at_once(run, path, texts, readers, batch)
            for who, work in (("searches", reading), ("articles stored", writing)):
                if work.seconds:
                    rows.append((f"{label}: {who}", *_cells(work)))
            errors = len(reading.errors) + len(writing.errors)
            if readers and batch:
                goals.append(Goal("errors of readers and a writer", errors, 0))
    heads = ("", "a second", "p50 ms", "p95 ms", "worst ms", "errors")
    title = f"{run.readers} readers and a writer, each a process, for {run.seconds:g} s"
    return Report((markdown(title, heads, rows),), tuple(goals))


def _at_once(
    run: Run,
    path: Path,
    texts: Sequence[str],
    readers: int,
    articles: Sequence[tuple[Article, list[Quote]]],
) -> tuple[Worked, Worked]:
    """What all readers did together, and what the writer did, where there are articles."""
    fresh = multiprocessing.get_context("spawn")
    processes = readers + bool(articles)
    barrier = fresh.Barrier(processes)
    with ProcessPoolExecutor(processes, fresh, _wait_at, (barrier,)) as pool:
        step = max(1, len(texts) // max(1, readers))
        reading = [
            pool.submit(read, path, texts, run.seconds, number * step) for number in range(readers)
        ]
        writing = [pool.submit(write, path, articles, run.seconds)] if articles else []
        read_all = _together([each.result() for each in reading])
        return read_all, _together([each.result() for each in writing])


def _together(work: Sequence[Worked]) -> Worked:
    return Worked(
        tuple(spent for each in work for spent in each.seconds),
        tuple(error for each in work for error in each.errors),
        len(work),
    )


def _cells(work: Worked) -> list[str]:
    figures = (percentile(work.seconds, 50), percentile(work.seconds, 95), max(work.seconds))
    rate = work.processes * len(work.seconds) / sum(work.seconds)
    return [f"{rate:,.1f}", *map(milliseconds, figures), str(len(work.errors))]
