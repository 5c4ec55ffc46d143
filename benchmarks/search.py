"""How well and how fast quotes are found, beside other ways of searching.

    python benchmarks/search.py [--quotes 1000000] [--queries 2000] [--seed N] [--keep DB]
                                [--only TABLE] [--sample 15] [--quick]

In one run: recall and time of the four sorts of queries (search_queries.py) for the product and
for five other ways (search_approaches.py), asked in turn and in a random order; common words;
filters; new processes; the index's size, and the time to build it and to store an article; readers
and a writer at once. What is to be reached stands in the last table. The data are invented
(search_corpus.py): --keep names a database to make and use again. tantivy is in the extra `bench`.

A million quotes take some minutes to make, and brute force some seconds a query: --sample says
how many queries of each sort the slow ways answer. A seed that nobody developed against decides.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path

from search_corpus import QUOTES, build
from search_costs import adding_report, build_report, cold_report, size_report
from search_filters import filters_report
from search_measuring import Goal, Report, Run
from search_readers import readers_report
from search_recall import common_words_report, recall_report
from tables import markdown

# In this order: the time of common words is told beside that of the other queries.
REPORTS: dict[str, Callable[[Run], Report]] = {
    "recall": recall_report,
    "common": common_words_report,
    "filters": filters_report,
    "cold": cold_report,
    "size": size_report,
    "build": build_report,
    "adding": adding_report,
    "readers": readers_report,
}
QUICK = {"count": 4, "sample": 2, "rounds": 2, "seconds": 0.5, "readers": 2}
QUICK_QUOTES = 1000


def goals_table(goals: list[Goal]) -> str:
    """What was to be reached, and whether it was."""
    rows = [
        (
            goal.name,
            f"{goal.measured:.3f}",
            f"{'≥' if goal.least else '≤'} {goal.bound:g}",
            "yes" if goal.reached else "NO",
        )
        for goal in goals
    ]
    return markdown("To be reached", ("what", "measured", "bound", "reached"), rows)


def arguments() -> argparse.Namespace:
    """The arguments of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--quotes", type=int, default=None)
    parser.add_argument("--queries", type=int, default=2000, help="of each sort")
    parser.add_argument("--seed", type=int, default=0, help="of the queries, and of new data")
    parser.add_argument("--sample", type=int, default=15, help="queries for the slow ways")
    parser.add_argument("--rounds", type=int, default=21, help="of new processes")
    parser.add_argument("--seconds", type=float, default=10.0, help="that readers read")
    parser.add_argument("--keep", type=Path, metavar="DB", help="make it, or use it if it is there")
    parser.add_argument("--only", action="append", choices=REPORTS, help="this table; may recur")
    parser.add_argument("--quick", action="store_true", help="few quotes, few queries")
    return parser.parse_args()


def main() -> None:
    args = arguments()
    sizes = {"count": args.queries, "sample": args.sample}
    sizes |= {"rounds": args.rounds, "seconds": args.seconds}
    quotes = args.quotes or (QUICK_QUOTES if args.quick else QUOTES)
    goals: list[Goal] = []
    with tempfile.TemporaryDirectory() as folder:
        path = args.keep or Path(folder) / "quotes.db"
        if not path.exists():
            build(path, quotes, args.seed)
        run = Run(path, Path(folder), seed=args.seed, **(QUICK if args.quick else sizes))
        print(f"{run.quotes:,} quotes, {run.count:,} queries of each sort, seed {args.seed}\n")
        for name, report in REPORTS.items():
            if not args.only or name in args.only:
                made = report(run)
                print(*made.parts, sep="\n", flush=True)
                goals += made.goals
        run.close()
    if goals:
        print(goals_table(goals))


if __name__ == "__main__":
    main()
