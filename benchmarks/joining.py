"""How well speakers are joined across articles, and what joining costs.

    python benchmarks/joining.py [--articles 5000] [--seed N] [--quick]

The articles of newsroom.py are parsed and stored in a database of their own. Scored is which
speaker the database has for each person of each article: a unit. A unit whose name the parser
did not read as printed says nothing about joining and is left out of all tables but the first
row of the first, where it stands alone under an entry of its own.

The cost is CPU time of one process, told for few speakers already there and for many.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from joining_cost import cost_table
from joining_scores import (
    Figures,
    Unit,
    if_joined,
    intervals,
    main_entries,
    pairwise,
    pairwise_of_kind,
)
from newsroom import ARTICLES, Story, write_stories
from newsroom_billing import add_rates, rates_of
from newsroom_names import KINDS, SPELLINGS
from newsroom_people import PAIRS, make_people
from rich.table import Table
from tables import new_table, show

from quotes.models import Quote
from quotes.parsing.pipeline import PARSER_VERSION, parse
from quotes.store.database import open_database
from quotes.store.ingest import ingest
from quotes.store.suggestions import suggest

if TYPE_CHECKING:
    from sqlite_utils import Database

QUICK = 300  # articles
_FIRST = 3  # suggestions that somebody looks at
Suggest = Callable[[int], list[int]]  # speaker_id -> the speaker_ids suggested, best first


@dataclass(frozen=True, slots=True)
class Reading:
    """All units of the articles: `right` those whose names were read as printed, `wrong` the
    others, each with an entry of its own; and how many quotes there are, and were read so."""

    right: list[Unit]
    wrong: list[Unit]
    quotes: int
    quotes_right: int


def parse_all(stories: Sequence[Story], processes: int = 2) -> list[list[Quote]]:
    """The quotes of each article."""
    texts = [story.article.text for story in stories]
    days = [story.article.published for story in stories]
    with ProcessPoolExecutor(processes) as pool:
        return list(pool.map(parse, texts, days, chunksize=50))


def store_all(db: Database, stories: Sequence[Story], parsed: Sequence[list[Quote]]) -> None:
    """Store the articles, one by one, in this order."""
    for story, quotes in zip(stories, parsed, strict=True):
        ingest(db, story.article, quotes, parser_version=PARSER_VERSION)


def read_speakers(db: Database) -> dict[tuple[str, int], int]:
    """The speaker_id for each quote of one speaker, by the article's given id and where the
    quote begins. This alone says how the database tells whose a quote is."""
    rows = db.execute(
        "SELECT substr(identity, 4), start, min(coalesce(merged_into, speaker_id)) FROM articles"
        " JOIN versions USING (article_id) JOIN quotes USING (version_id)"
        " JOIN segments USING (quote_id) JOIN quote_speakers USING (quote_id)"
        " JOIN speakers USING (speaker_id)"
        " WHERE segments.position = 0 GROUP BY quote_id HAVING count(*) = 1"
    )
    return {(identity, start): speaker for identity, start, speaker in rows.fetchall()}


def read_units(
    stories: Sequence[Story], parsed: Sequence[list[Quote]], speakers: dict[tuple[str, int], int]
) -> Reading:
    """The units, each under the entry that most of its quotes read rightly have."""
    right, wrong, quotes, quotes_right = list[Unit](), list[Unit](), 0, 0
    for story, found in zip(stories, parsed, strict=True):
        names = {
            quote.segments[0].start: quote.speakers[0].name.casefold()
            for quote in found
            if len(quote.speakers) == 1
        }
        for billing in story.billings:
            starts = [said.start for said in story.said if said.person == billing.person]
            well = [at for at in starts if names.get(at) == billing.name.casefold()]
            quotes, quotes_right = quotes + len(starts), quotes_right + len(well)
            entries = Counter(speakers[str(story.article.given_id), at] for at in well)
            if entries:
                [(entry, _)] = entries.most_common(1)
                right.append(Unit(billing.person, billing.kind, entry))
            else:
                wrong.append(Unit(billing.person, billing.kind, -1 - len(wrong)))
    return Reading(right, wrong, quotes, quotes_right)


def suggester(db: Database) -> Suggest:
    """What tells who may be the same as a speaker, likeliest first."""
    return lambda entry: [each.speaker_id for each in suggest(db, entry, limit=_FIRST)]


# Tables


def _figures(figures: Figures) -> tuple[str, str]:
    precision, recall = (f"{figure:.3f}" if figure is not None else "–" for figure in figures)
    return precision, recall


def overall_table(reading: Reading, draws: int) -> Table:
    """Precision and recall over everything and on namesakes alone, with their intervals."""
    heads = ("number", "speakers", "precision", "95 %", "recall", "95 %")
    table = new_table("Speakers joined", "units", *heads)
    twins = [unit for unit in reading.right if unit.person in _pairs()]
    rows = [("all, names read or not", [*reading.right, *reading.wrong])]
    rows += [("all whose names were read", reading.right), ("namesakes", twins)]
    for name, units in rows:
        if not units:
            continue
        precision, recall = _figures(pairwise(units))
        spans = [f"{low:.3f}–{high:.3f}" for low, high in intervals(units, draws)]
        entries = len({unit.entry for unit in units})
        numbers = (f"{len(units):,}", f"{entries:,}")
        table.add_row(name, *numbers, precision, spans[0], recall, spans[1])
    return table


def kinds_table(reading: Reading) -> Table:
    """Precision and recall over the pairs with a unit of each kind of variant, how many of the
    kind were not read, and recall if that kind were joined beside all spellings."""
    heads = ("units", "not read", "precision", "recall", "recall with it")
    table = new_table("By kind of variant", "printed", *heads)
    same = {"as usual", *SPELLINGS}
    read, not_read = (Counter(u.kind for u in units) for units in (reading.right, reading.wrong))
    for kind in KINDS:
        if read[kind]:
            figures = _figures(pairwise_of_kind(reading.right, kind))
            best = if_joined(reading.right, {*same, kind}).recall
            reach = "" if kind in same else f"{best:.3f}"
            table.add_row(kind, str(read[kind]), str(not_read[kind]), *figures, reach)
    best = if_joined(reading.right, same).recall
    table.add_row("all spellings, no other kind", "", "", "", "", f"{best:.3f}")
    return table


def pairs_table(reading: Reading) -> Table:
    """Precision and recall over the units of namesakes, by what tells them apart."""
    table = new_table("Namesakes", "told apart by", "pairs", "units", "precision", "recall")
    for sort, pairs in PAIRS.items():
        units = [unit for unit in reading.right if _pairs().get(unit.person) == sort]
        table.add_row(sort, str(pairs), str(len(units)), *_figures(pairwise(units)))
    return table


def suggestions_line(reading: Reading, suggest: Suggest | None) -> str:
    """How often the right entry is among the first three suggestions for a unit that is not
    under the entry that most of its person's units are under."""
    mains = main_entries(reading.right)
    away = [unit for unit in reading.right if unit.entry != mains[unit.person]]
    line = f"{len(away):,} of {len(reading.right):,} units are not under the main entry"
    if suggest is None or not away:
        return f"{line}; suggestions: none made"
    asked = {entry: suggest(entry)[:_FIRST] for entry in {unit.entry for unit in away}}
    found = sum(mains[unit.person] in asked[unit.entry] for unit in away)
    reached = (len(reading.right) - len(away) + found) / len(reading.right)
    return (
        f"{line}; it is among the first {_FIRST} suggestions for {found / len(away):.3f} of them;"
        f" joined or suggested: {reached:.3f} of all"
    )


@cache
def _pairs() -> dict[int, str]:
    """The sort of each namesake's pair, by the namesake's number, which no seed changes."""
    return {person.number: person.pair for person in make_people() if person.pair}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=None)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--by-date", action="store_true", help="store the oldest articles first")
    parser.add_argument("--processes", type=int, default=2, help="that parse")
    parser.add_argument("--quick", action="store_true", help="few articles, few speakers")
    add_rates(parser)
    args = parser.parse_args()
    count = args.articles or (QUICK if args.quick else ARTICLES)
    stories = list(write_stories(count, args.seed, rates_of(args)))
    if args.by_date:
        stories.sort(key=lambda story: str(story.article.published))
    parsed = parse_all(stories, args.processes)
    with tempfile.TemporaryDirectory() as folder:
        db = open_database(Path(folder) / "joining.db")
        store_all(db, stories, parsed)
        reading = read_units(stories, parsed, read_speakers(db))
        share = reading.quotes_right / reading.quotes
        show(f"{count:,} articles; names read as printed: {share:.3f} of {reading.quotes:,} quotes")
        show(overall_table(reading, 100 if args.quick else 1000))
        show(kinds_table(reading), pairs_table(reading))
        show(suggestions_line(reading, suggester(db)))
        db.close()
        articles = [story.article for story in stories]
        few_and_many = (100, 1000) if args.quick else (1000, 100_000)
        show(cost_table(Path(folder), few_and_many, articles, parsed))


if __name__ == "__main__":
    main()
