"""What joining costs an article, with few speakers in the database and with many."""

from __future__ import annotations

import hashlib
import random
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsroom_names import cultures
from newsroom_people import fields, fill, regions
from rich.table import Table
from tables import new_table

from quotes.models import Article, Quote, Span, Speaker
from quotes.parsing.pipeline import PARSER_VERSION
from quotes.store import speakers as joining_module
from quotes.store.database import open_database
from quotes.store.ingest import ingest

if TYPE_CHECKING:
    from sqlite_utils import Database

MEASURED = 1000  # articles, at the most
_A_PAGE = 20  # speakers of an article that fills a database


def invented_names(count: int, seed: int = 0, *, alike: bool = False) -> list[str]:
    """`count` different full names, each with a middle initial.

    As among people, few share given and family name; with `alike`, many do: the family names
    are those that the people of the articles have, and up to twenty have each pair of names.
    """
    rng, found = random.Random(seed), dict[str, None]()
    while len(found) < count:
        culture = rng.choice(cultures())
        given = rng.choice(rng.choice((culture.women, culture.men))).spellings[0]
        family = rng.choice(culture.families)[0] if alike else _family(rng)
        found[f"{given} {rng.choice('ABCDEFGHJKLMNPRSTVW')}. {family}"] = None
    return list(found)


def _family(rng: random.Random) -> str:
    """A family name of two or three syllables: there are some 200,000, most of which are rare."""
    first = "BCDFGHJKLMNPRSTVW"[int(17 * rng.random() ** 2)].lower()
    parts = [f"{rng.choice('aeiou')}{rng.choice(_MIDDLES)}" for _ in range(rng.choice((1, 2, 2)))]
    return f"{first}{''.join(parts)}{rng.choice(_ENDS)}".capitalize()


_MIDDLES = ("l", "n", "r", "st", "nd", "rk", "ll", "v", "m", "d", "ck", "s")
_ENDS = ("er", "ov", "ing", "an", "ey", "ard", "ett", "o", "ini", "wood", "ham", "quist")


def filling(
    count: int, seed: int = 0, *, alike: bool = False
) -> Iterator[tuple[Article, list[Quote]]]:
    """Articles that bring `count` speakers into a database, each by a quote with a role."""
    rng, names = random.Random(seed), invented_names(count, seed, alike=alike)
    for number, first in enumerate(range(0, count, _A_PAGE)):
        field, region = rng.choice(list(fields().values())), rng.choice(regions())
        text, quotes = "", list[Quote]()
        for name in names[first : first + _A_PAGE]:
            town = rng.choice(region.towns)
            org = fill(rng.choice(field.orgs), region.name, town, "")
            role = fill(rng.choice(field.roles)[0], region.name, town, org)
            words = fill(rng.choice(field.quotes), region.name, town, org)
            start, at = len(text) + 1, len(text) + len(words) + 9
            text += f"“{words},” said {name}, {role}.\n\n"
            speaker = Speaker(name, "person", role, Span(at, at + len(name)))
            said = Span(start, start + len(words) + 1)
            context = Span(start - 1, len(text) - 2)
            quotes.append(Quote(f"{words},", "direct", (said,), context, (), "said", (speaker,)))
        article = Article(
            text=text,
            name=f"filling-{number}",
            raw_sha256=hashlib.sha256(text.encode()).hexdigest(),
            reader="invented",
            reader_version="1",
            given_id=f"filling-{seed}-{number}",
            outlet=rng.choice(region.outlets),
            published=f"{rng.randint(2014, 2024)}-{rng.randint(1, 12):02}-15",
        )
        yield article, quotes


def _filled(path: Path, speakers: int, *, alike: bool) -> Database:
    db = open_database(path)
    for article, quotes in filling(speakers, alike=alike):
        ingest(db, article, quotes, parser_version=PARSER_VERSION)
    return db


@contextmanager
def _timed_joining(spent: list[float]) -> Iterator[None]:
    """Within it, the seconds that speakers take to be found or added, and to be remembered, go
    to `spent`."""
    before = {(place, name): getattr(place, name) for place, name in _TIMED}

    def timed(function: Any) -> Any:
        def run(*args: Any, **kwargs: Any) -> Any:
            start = time.process_time()
            try:
                return function(*args, **kwargs)
            finally:
                spent.append(time.process_time() - start)

        return run

    for (place, name), function in before.items():
        setattr(place, name, timed(function))
    try:
        yield
    finally:
        for (place, name), function in before.items():
            setattr(place, name, function)


# What is done for joining, none of it within another.
_TIMED: tuple[tuple[Any, str], ...] = (
    (joining_module, "find_or_add"),
    (joining_module.Credits, "close"),
)


def _measure(
    db: Database, article: Article, quotes: Sequence[Quote], joining: list[float]
) -> float:
    """The seconds to store an article, of which those for joining go to `joining`."""
    start = time.process_time()
    with _timed_joining(joining):
        ingest(db, article, quotes, parser_version=PARSER_VERSION)
    return time.process_time() - start


def cost_table(
    folder: Path,
    speakers: tuple[int, int],
    articles: Sequence[Article],
    parsed: Sequence[list[Quote]],
) -> Table:
    """The time an article takes with few and with many speakers there, and the ratio; then the
    same where the many have few names between them."""
    work = list(zip(articles, parsed, strict=True))[:MEASURED]
    heads = (*(f"{count:,} speakers" for count in speakers), "ratio")
    table = new_table("Time an article", "", *heads)
    for alike, note in ((False, ""), (True, ", up to 20 of a name")):
        joined, totals = _compare(folder, speakers, work, alike=alike)
        rows = (("joining alone", joined), ("storing, joining included", totals))
        for name, (few, many) in rows:
            figures = [f"{1000 * each:.2f} ms" for each in (few, many)]
            table.add_row(f"{name}{note}", *figures, f"{many / few:.2f}" if few else "–")
    return table


def _compare(
    folder: Path,
    speakers: tuple[int, int],
    work: Sequence[tuple[Article, list[Quote]]],
    *,
    alike: bool,
) -> tuple[list[float], list[float]]:
    """The seconds an article takes with each number of speakers, for joining and in all.

    The same articles go into both databases in turn; the first tenth only warms them up.
    """
    dbs = [_filled(folder / f"{count}-{alike}.db", count, alike=alike) for count in speakers]
    totals, joined = [0.0, 0.0], [0.0, 0.0]
    warm = len(work) // 10
    for number, (article, quotes) in enumerate(work):
        for which in (0, 1) if number % 2 else (1, 0):
            spent: list[float] = []
            whole = _measure(dbs[which], article, quotes, spent)
            if number >= warm:
                totals[which] += whole
                joined[which] += sum(spent)
    for db in dbs:
        db.close()
    measured = max(1, len(work) - warm)
    return [each / measured for each in joined], [each / measured for each in totals]
