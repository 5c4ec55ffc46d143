"""What people and parsers may do to a database, one step after the other, chosen by a seed.

As a program it takes the path of a database, a seed and a number of steps, and tells on
standard output when each step is done.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from stored_articles import article

from quotes.errors import InputError
from quotes.models import Quote, Speaker
from quotes.parsing.pipeline import parse
from quotes.store import entries
from quotes.store.database import open_database
from quotes.store.decisions import undo
from quotes.store.editing import edit_quote, judge_quotes
from quotes.store.ingest import ingest
from quotes.store.reparse import reparse, to_reparse
from quotes.store.transfer import exported_corrections, import_corrections

TEXTS = (
    "“The tide was late,” said Ann Lee, the mayor of Tarn.\n\n“We waited,” she said.",
    "“Nobody rang the bell,” said Tom Vale.\n\n“The boat sank,” said Ann Lee. “It rests.”",
    "Ida Lund said: “The quay is old.”\n\n“Build it anew,” said A. Lee.",
    "“The mayor of Tarn was right,” said Ann B. Lee, the mayor of Tarn. “The tide is late.”",
)
PREFIXES = ("", "A new line.\n\n", "Corrected: a word.\n\n")
NAMES = ("Eve Roe", "Bo Hale", "Ann Lee")
Step = Callable[[Any, random.Random], object]


def another_parser(way: int) -> Callable[[str, str | None], list[Quote]]:
    """A parser that finds fewer quotes, other speakers, or the same, by `way` from 0 to 2."""

    def found(text: str, published: str | None) -> list[Quote]:
        quotes = parse(text, published)
        if way == 0:
            return quotes[1:]
        if way == 1:
            return [replace(each, speakers=(Speaker("Eve Roe", "person"),)) for each in quotes]
        return quotes

    return found


def come_or_change(db: Any, number: int, prefix: str) -> None:
    """An article comes, or has other words than before."""
    name = f"story{number % len(TEXTS)}"
    text = prefix + TEXTS[number % len(TEXTS)]
    made = article(text, name=name, given_id=name, url=None, published="2025-03-05")
    ingest(db, made, parse(text, "2025-03-05"), parser_version="1")


def _come_or_change(db: Any, rng: random.Random) -> None:
    come_or_change(db, rng.randrange(99), rng.choice(PREFIXES))


def _parse_one_again(db: Any, rng: random.Random) -> None:
    articles = to_reparse(db, "2")
    if articles:
        again = [rng.choice(articles)]
        list(reparse(db, again, another_parser(rng.randrange(3)), parser_version="2"))


def _quote(db: Any, rng: random.Random) -> str:
    ids = [row[0] for row in db.execute("SELECT public_id FROM quotes ORDER BY 1").fetchall()]
    if not ids:
        raise InputError("no quote yet")
    return str(rng.choice(ids))


def _set_a_venue(db: Any, rng: random.Random) -> None:
    edit_quote(db, _quote(db, rng), {"venue": rng.choice(["quay", "pier", None])})


def _set_a_speaker(db: Any, rng: random.Random) -> None:
    edit_quote(db, _quote(db, rng), {"speaker": [rng.choice(NAMES)]})


def _judge(db: Any, rng: random.Random) -> None:
    judge_quotes(db, [_quote(db, rng)], rng.choice(["confirmed", "rejected"]))


def _two_entries(db: Any, rng: random.Random) -> list[entries.Entry]:
    rows = db.execute(
        "SELECT speaker_id FROM speakers WHERE merged_into IS NULL ORDER BY public_id"
    ).fetchall()
    if len(rows) < 2:
        raise InputError("no two entries yet")
    return [entries.entry_of(db, row[0]) for row in rng.sample(rows, 2)]


def _merge(db: Any, rng: random.Random) -> None:
    entries.merge(db, *_two_entries(db, rng))


def _split(db: Any, rng: random.Random) -> None:
    entries.split(db, _two_entries(db, rng)[0], [_quote(db, rng)], rng.choice(NAMES))


def _rename(db: Any, rng: random.Random) -> None:
    entries.rename(db, _two_entries(db, rng)[0], rng.choice(NAMES))


def _undo(db: Any, _rng: random.Random) -> None:
    undo(db)


def _move_to_itself(db: Any, _rng: random.Random) -> None:
    import_corrections(db, [json.dumps(row) for row in exported_corrections(db)])


STEPS: tuple[Step, ...] = (
    _come_or_change, _come_or_change, _parse_one_again, _set_a_venue, _set_a_speaker, _judge,
    _merge, _split, _rename, _undo, _move_to_itself,
)  # fmt: skip


def steps(db: Any, seed: int, count: int) -> Iterator[int]:
    """Take `count` steps, each in a transaction or none; their numbers, once each is done."""
    for number in range(count):
        rng = random.Random(f"{seed} {number}")
        with suppress(InputError):  # there is nothing yet that it could be done to
            rng.choice(STEPS)(db, rng)
        yield number


def state(db: Any) -> dict[str, list[tuple[Any, ...]]]:
    """All that people decided, and what holds because of it; times of day apart."""
    return {
        query: [tuple(row) for row in db.execute(query).fetchall()]
        for query in (
            "SELECT public_id, field, action, old, new, decision, undoes FROM corrections",
            "SELECT public_id, fields FROM corrected ORDER BY 1",
            "SELECT public_id, text, speaker, venue, standing FROM effective_quotes ORDER BY 1",
            "SELECT speaker_id, public_id, name, merged_into FROM speakers ORDER BY 1",
        )
    }


if __name__ == "__main__":
    database = open_database(Path(sys.argv[1]))
    for done in steps(database, int(sys.argv[2]), int(sys.argv[3])):
        print(done, flush=True)
