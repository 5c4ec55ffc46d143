"""How fast the parser is, how much memory it takes, and how its time grows with length.

    python benchmarks/speed.py [--texts DIR] [--articles 50000] [--quick]

Everything is CPU time of one process, start-up excluded. Speed is told as a multiple of a
yardstick measured in the same run, splitting the same texts into words with
`re.findall(r"\\w+", text)`, since absolute figures differ from machine to machine and from
hour to hour, and beside textacy's, where the extra `benchmark` is installed. The articles
are invented (see articles.py); --texts adds a folder of .txt files. --articles parses so
many in one process, to show that its memory does not grow. A length that would overrun the
time for its table (--budget) is left out.
"""

from __future__ import annotations

import argparse
import itertools
import math
import multiprocessing
import re
import resource
import signal
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from types import FrameType

from articles import write_article, write_articles
from rich.table import Table
from tables import new_table, show
from textacy_quotes import Extractor, extractors

PUBLISHED = "2025-02-24"
LENGTHS = (250, 1000, 10_000)  # kB, a thousand characters: a million marks, or ten
YARDSTICK = "splitting into words"
_ENOUGH = 0.2  # seconds to measure for; the clock of CPU time may tick but a hundred a second


def split(text: str) -> list[str]:
    """The words of `text`: the yardstick."""
    return re.findall(r"\w+", text)


def seconds(work: Callable[[], object]) -> float:
    """The CPU time that `work` takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def mean_seconds(work: Callable[[], object], enough: float = _ENOUGH) -> float:
    """The mean CPU time of `work` over as many turns as take `enough` seconds, at least one."""
    spent, turns = seconds(work), 1
    while spent < enough:
        spent, turns = spent + seconds(work), turns + 1
    return spent / turns


# Start-up and memory


@dataclass(frozen=True)
class Usage:
    """What a fresh process needs: seconds of CPU time, and its peak memory in MB.

    `peaks` holds the peak after 1 article, and after each number of articles asked for.
    """

    importing: float
    loading: float
    peaks: tuple[float, ...]


def stages(articles: int) -> tuple[int, ...]:
    """The numbers of articles at which memory is told: a twentieth, a quarter, half, all."""
    return tuple(sorted({max(1, articles // part) for part in (20, 4, 2, 1)}))


def peak_memory() -> float:
    """The peak resident memory of this process so far, in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 2**10


def use_parser(counts: Sequence[int]) -> Usage:
    """What this process, which must not have parsed yet, needs for so many articles."""
    start = time.process_time()
    from quotes.parsing.pipeline import parse

    imported = time.process_time()
    parse("“We won,” said Jane Doe.")  # the first article loads the weights and the word lists
    loaded = time.process_time()
    peaks, texts = [peak_memory()], write_articles(max(counts))
    for before, count in itertools.pairwise((0, *counts)):
        for text in itertools.islice(texts, count - before):
            parse(text, PUBLISHED)
        peaks.append(peak_memory())
    return Usage(imported - start, loaded - imported, tuple(peaks))


def in_a_fresh_process(counts: Sequence[int]) -> Usage:
    """`use_parser` of a process of its own."""
    # A child's peak begins at its parent's size on Linux: call this before anything large.
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=fresh) as pool:
        return pool.submit(use_parser, counts).result()


def usage_table(usage: Usage, counts: Sequence[int], article: float) -> Table:
    """Start-up in multiples of parsing an article, which takes `article` seconds, and memory."""
    table = new_table("A fresh process", "", "figure", "multiple of")
    for name, spent in (("import", usage.importing), ("weights and word lists", usage.loading)):
        times = f"{spent / article:.1f} × parsing an article"
        table.add_row(name, f"{spent * 1000:.0f} ms", times)
    for count, peak in zip((1, *counts), usage.peaks, strict=True):
        times = f"{peak / usage.peaks[0]:.2f} × memory after one article"
        plural = "" if count == 1 else "s"
        table.add_row(f"peak memory, {count:,} article{plural}", f"{peak:.1f} MB", times)
    return table


# Speed


@dataclass(frozen=True)
class Speed:
    """The seconds of every round over the same texts, parsing them and splitting them.

    `others` are other extractors: the name, the seconds for an article of these texts, how
    many of them were refused, and of how many.
    """

    articles: int
    words: int
    parsing: tuple[float, ...]
    splitting: tuple[float, ...]
    others: tuple[tuple[str, float, int, int], ...] = ()


def measure_speed(
    texts: Sequence[str], rounds: int, others: Sequence[Extractor] = (), few: int = 40
) -> Speed:
    """The time of parsing `texts` and of splitting them into words, in alternating rounds.

    The others get the first `few` texts, once.
    """
    from quotes.parsing.pipeline import parse

    parse(texts[0], PUBLISHED)
    parsing, splitting = [], []
    for _ in range(rounds):
        splitting.append(mean_seconds(lambda: [split(text) for text in texts]))
        parsing.append(seconds(lambda: [parse(text, PUBLISHED) for text in texts]))
    words = sum(len(text.split()) for text in texts)
    compared = []
    for other in others:
        other.find(texts[0])
        start, sample = time.process_time(), texts[:few]
        refused = sum(other.find(text) > 0 for text in sample)
        spent = (time.process_time() - start) / len(sample)
        compared.append((other.name, spent, refused, len(sample)))
    return Speed(len(texts), words, tuple(parsing), tuple(splitting), tuple(compared))


def speed_table(measured: dict[str, Speed]) -> Table:
    """Articles and words a second: the median of the rounds, and the best."""
    head = ("texts", "articles", "articles/s", "best", "words/s", "best", f"× {YARDSTICK}")
    table = new_table("Speed", *head)
    for name, speed in measured.items():
        usual, best = median(speed.parsing), min(speed.parsing)
        table.add_row(
            name,
            f"{speed.articles:,}",
            f"{speed.articles / usual:.1f}",
            f"{speed.articles / best:.1f}",
            f"{speed.words / usual:,.0f}",
            f"{speed.words / best:,.0f}",
            f"{usual / median(speed.splitting):.1f}",
        )
    return table


def comparison(measured: dict[str, Speed]) -> Table | str:
    """Articles a second of other extractors, and how many times as fast the parser is."""
    if not any(speed.others for speed in measured.values()):
        return "textacy was not measured; to compare with it: pip install -e '.[benchmark]'\n"
    heads = ("texts", "articles/s", "the parser is", "refused in part")
    table = new_table("Other extractors, a paragraph at a time", "", *heads)
    for name, speed in measured.items():
        own = median(speed.parsing) / speed.articles
        for label, spent, refused, tried in speed.others:
            share = f"{refused} of {tried} articles"
            table.add_row(label, name, f"{1 / spent:.1f}", f"{spent / own:.1f} × as fast", share)
    return table


# Time against length


def one_family(article: str) -> str:
    """A quote each from a great many people who share a family name."""
    given = (
        "".join(letters).title() for letters in itertools.product("bdfglmnrst", "aeiou", repeat=3)
    )
    said = "".join(f"“We won,” said {name} Smith. " for name in given)
    return (said * (len(article) // len(said) + 1))[: len(article)]


SHAPES: dict[str, Callable[[str], str]] = {
    "an article": lambda article: article,
    "one line": lambda article: article.replace("\n", " "),
    "no closing mark": lambda article: article.replace("”", "’"),
    "nothing but capitals": lambda article: article.upper(),
    "only quotation marks": lambda article: '"' * len(article),
    "only opening marks": lambda article: "“" * len(article),
    "only apostrophes": lambda article: "'" * len(article),
    "a quote every four characters": lambda article: ('"a" ' * len(article))[: len(article)],
    "one family name": one_family,
}
"""What becomes of a long article to try the parser: texts as long as it."""


class _TimeUpError(Exception):
    pass


def seconds_within(limit: float, work: Callable[[], object], enough: float) -> float:
    """`mean_seconds`, or infinity where that takes more than `limit` seconds of CPU time."""

    def give_up(signum: int, frame: FrameType | None) -> None:
        raise _TimeUpError

    before = signal.signal(signal.SIGPROF, give_up)
    signal.setitimer(signal.ITIMER_PROF, limit)
    try:
        return mean_seconds(work, enough)
    except _TimeUpError:
        return math.inf
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def measure_lengths(
    lengths: Sequence[int], budget: float, enough: float = _ENOUGH
) -> dict[str, list[float]]:
    """Microseconds for each kB of the yardstick and of each shape at growing `lengths` (kB).

    `budget` is the CPU time for all together, in seconds. A shape's list ends early where
    the next length would overrun what is left of it, were time linear, and with infinity
    at a length that took more than a quarter of it.
    """
    from quotes.parsing.pipeline import parse

    # A word and the space after it are more than four characters on average.
    article = write_article(1, max(lengths) * 1000 // 4, "curly")
    parse(article[:1000])
    costs: dict[str, list[float]] = {name: [] for name in (YARDSTICK, *SHAPES)}
    end = time.process_time() + budget
    for length in lengths:
        text = article[: length * 1000]
        costs[YARDSTICK].append(mean_seconds(partial(split, text), enough) * 1e6 / length)
        for name, shape in SHAPES.items():
            left = min(end - time.process_time(), budget / 4)
            if not costs[name] or costs[name][-1] * length / 1e6 <= left:
                work = partial(parse, shape(text), PUBLISHED)
                costs[name].append(seconds_within(budget / 4, work, enough) * 1e6 / length)
    return costs


def length_table(costs: dict[str, list[float]], lengths: Sequence[int]) -> Table:
    """Time for each kB at every length; where it stays the same, time is linear in length."""
    heads = [f"{n / 1000:g} MB" if n >= 1000 else f"{n} kB" for n in lengths]
    title = "Microseconds per kB against length (– left out, ∞ given up)"
    table = new_table(title, "", *heads, "last : first", f"× {YARDSTICK}")
    for name, row in costs.items():
        times = row[-1] / costs[YARDSTICK][len(row) - 1]
        cells = [f"{cost:,.0f}" for cost in row] + ["–"] * (len(lengths) - len(row))
        cells += [f"{row[-1] / row[0]:.2f}", f"{times:,.0f}"]
        table.add_row(name, *(cell.replace("inf", "∞") for cell in cells))
    return table


def read_texts(folder: Path) -> list[str]:
    """The .txt files in `folder`, in the order of their names, newlines untouched."""
    texts = []
    for path in sorted(folder.glob("*.txt")):
        with path.open(encoding="utf-8", newline="") as file:
            texts.append(file.read())
    if not texts:
        raise SystemExit(f"{folder}: no .txt file in this folder")
    return texts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--texts", type=Path, metavar="DIR", help="measure these .txt files too")
    parser.add_argument("--quick", action="store_true", help="seconds, not minutes; rough figures")
    parser.add_argument(
        "--articles", type=int, default=2000, metavar="N", help="parsed to measure memory"
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--budget", type=float, default=300, help="seconds for time against length (default: 300)"
    )
    args = parser.parse_args()
    texts = read_texts(args.texts) if args.texts else []
    counts, articles, rounds = ((5, 20), 10, 2) if args.quick else ((), 100, args.rounds)
    counts = counts or stages(args.articles)
    usage = in_a_fresh_process(counts)
    others = [] if args.quick else extractors()
    invented = list(write_articles(articles))
    measured = {"invented, 750 words": measure_speed(invented, rounds, others)}
    if texts:
        measured[args.texts.name] = measure_speed(texts, rounds, others)
    lengths = (2, 4) if args.quick else LENGTHS
    costs = measure_lengths(lengths, args.budget, 0.02 if args.quick else _ENOUGH)
    first = next(iter(measured.values()))
    show(
        speed_table(measured),
        comparison(measured),
        usage_table(usage, counts, median(first.parsing) / first.articles),
        length_table(costs, lengths),
    )


if __name__ == "__main__":
    main()
