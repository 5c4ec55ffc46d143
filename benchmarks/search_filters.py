"""The time of searches under filters, beside the same searches without."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import search_product
from search_measuring import Goal, Report, Run, milliseconds, percentile, timed
from search_queries import EXACT, TYPO, Query, queries_of_sort
from tables import markdown

from quotes.models import Filters

_SHARES = (0.08, 0.01, 0.001, 0.0002)  # of the quotes, that speakers have
_FEWEST = 2  # queries of each sort
_PART = 20  # of the queries of a sort


@dataclass(frozen=True, slots=True)
class Filtered:
    """A filter, what it is called, and the SQL condition on `quotes AS e` that says the same."""

    name: str
    among: str
    filters: Filters


@dataclass(frozen=True, slots=True)
class Times:
    """The seconds of queries under a filter and without it, and the share found first."""

    under: list[float]
    without: list[float]
    recall: float


def filters_report(run: Run) -> Report:
    """What filters cost; the queries are drawn from the quotes that the filter leaves."""
    heads = ("filter", "quotes", "p50 ms", "× without", "p95 ms", "× without", "recall@1")
    rows, goals = [], []
    for each in _filters(run):
        times = _measure(run, each)
        if times is None:
            continue
        sql = f"SELECT count(*) FROM quotes e WHERE {each.among}"
        cells = [each.name, f"{run.connection.execute(sql).fetchone()[0]:,}"]
        for share in (50, 95):
            figure = percentile(times.under, share)
            ratio = figure / percentile(times.without, share)
            cells += [milliseconds(figure), f"{ratio:.2f}"]
            goals.append(Goal(f"p{share} under {each.name}, × without", ratio, 2))
        rows.append([*cells, f"{times.recall:.3f}"])
    worst = max(goals, key=lambda goal: goal.measured)
    return Report((markdown("Filters", heads, rows),), (worst,))


def _measure(run: Run, each: Filtered) -> Times | None:
    """Each query under the filter and without it, by turns the one or the other first; None
    where the filter leaves nothing to draw queries from."""
    times = {True: list[float](), False: list[float]()}
    queries, right = _queries(run, each.among), 0
    if not queries:
        return None
    for number, query in enumerate(queries):
        for under in (True, False) if number % 2 else (False, True):
            chosen = each.filters if under else None
            work = partial(search_product.find, run.connection, query.text, chosen)
            seconds, found = timed(work)
            times[under].append(seconds)
            right += under and run.judge.rank(query, found[:1])
    return Times(times[True], times[False], right / len(queries))


def _queries(run: Run, among: str) -> Sequence[Query]:
    count = max(_FEWEST, run.count // _PART)
    return [
        query
        for sort in (EXACT, TYPO)
        for query in queries_of_sort(run.connection, sort, count, run.seed, among=among)
    ]


def _filters(run: Run) -> Iterator[Filtered]:
    for share in _SHARES:
        speaker_id, name = run.connection.execute(
            "SELECT speaker_id, speakers.name FROM quote_speakers JOIN speakers USING (speaker_id)"
            " GROUP BY speaker_id ORDER BY abs(count(*) - ?), speaker_id LIMIT 1",
            [share * run.quotes],
        ).fetchone()
        among = f"quote_id IN (SELECT quote_id FROM quote_speakers WHERE speaker_id = {speaker_id})"
        yield Filtered(f"a speaker with {100 * share:g} %", among, Filters(speaker=name))
    for order, rank in (("DESC", "most"), ("ASC", "least")):
        (venue,) = run.connection.execute(
            "SELECT venue FROM quotes WHERE kind = 'direct' AND venue IS NOT NULL"
            f" GROUP BY venue ORDER BY count(*) {order}, venue LIMIT 1"
        ).fetchone()
        yield Filtered(f"the {rank} common venue", f"venue = '{venue}'", Filters(venue=venue))
        (outlet,) = run.connection.execute(
            f"SELECT outlet FROM articles GROUP BY outlet ORDER BY count(*) {order}, 1 LIMIT 1"
        ).fetchone()
        among = (
            "version_id IN (SELECT version_id FROM versions JOIN articles USING (article_id)"
            f" WHERE outlet = '{outlet}')"
        )
        yield Filtered(f"the outlet with the {rank}", among, Filters(outlet=outlet))
    yield Filtered("mixed quotes alone", "kind = 'mixed'", Filters(kinds=("mixed",)))
    for length, name in ((4, "a year"), (7, "a month")):
        day = "2019-05"[:length]
        yield Filtered(name, f"substr(date, 1, {length}) = '{day}'", Filters(since=day, until=day))
