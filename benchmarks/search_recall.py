"""What is found and how fast, sort by sort; and the time for common words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from search_approaches import BRUTE, PRODUCT, TANTIVY
from search_measuring import Answer, Goal, Report, Run, milliseconds, percentile, timed, wilson
from search_queries import COMMON_WORDS, EXACT, REORDERED, SORTS, TYPO, TYPOS
from tables import markdown

ALL = "all"
_WORST_AGAIN = 20  # of the slowest queries are asked again
_TIMES = 3


def recall_report(run: Run) -> Report:
    """Recall and time of every approach."""
    compared = run.approaches()
    run.measure(compared)
    parts = [_recall_table(run), _time_table(run)]
    if TANTIVY not in run.answers:
        parts.append("tantivy: not measured, install the extra `bench`\n")
    return Report(tuple(parts), (*_recall_goals(run), *_time_goals(run)))


def _of_sort(answers: Sequence[Answer], sort: str) -> list[Answer]:
    return [answer for answer in answers if sort in (ALL, answer.query.sort)]


def _recall_table(run: Run) -> str:
    heads = ("approach", "sort", "queries", "recall@1", "95 %", "recall@10", "95 %", "strict@1")
    rows = []
    for name, answers in run.answers.items():
        for sort in (*SORTS, ALL):
            some = _of_sort(answers, sort)
            first, ten, strict = _counts(run, some)
            cells = [f"{strict / len(some):.3f}"]
            for right in (ten, first):
                low, high = wilson(right, len(some))
                cells = [f"{right / len(some):.3f}", f"{low:.3f}–{high:.3f}", *cells]
            rows.append((name, sort, f"{len(some):,}", *cells))
    return markdown(f"Found among {run.quotes:,} quotes", heads, rows)


def _counts(run: Run, answers: Sequence[Answer]) -> tuple[int, int, int]:
    """How many have a right answer first, among the first ten, and first in the strict sense."""
    ranks = [run.judge.rank(each.query, each.found[:10]) for each in answers]
    strict = sum(run.judge.rank(each.query, each.found[:1], strict=True) for each in answers)
    return sum(rank == 1 for rank in ranks), sum(rank > 0 for rank in ranks), strict


def _time_table(run: Run) -> str:
    heads = ("approach", "sort", "p50 ms", "p95 ms", "p99 ms", "worst ms")
    rows = []
    for name, answers in run.answers.items():
        for sort in (*SORTS, ALL):
            spent = [answer.seconds for answer in _of_sort(answers, sort)]
            figures = [percentile(spent, share) for share in (50, 95, 99)]
            rows.append((name, sort, *map(milliseconds, (*figures, max(spent)))))
    return markdown(f"Time to answer, among {run.quotes:,} quotes", heads, rows)


def _recall_goals(run: Run) -> list[Goal]:
    goals = []
    for sort, least in ((EXACT, 0.99), (TYPO, 0.99), (TYPOS, 0.99), (REORDERED, 0.95)):
        some = _of_sort(run.answers[PRODUCT], sort)
        first, _, _ = _counts(run, some)
        goals.append(Goal(f"recall@1, {sort}", first / len(some), least, least=True))
    return goals


def _time_goals(run: Run) -> list[Goal]:
    def spent(name: str, sorts: Sequence[str]) -> list[float]:
        return [each.seconds for each in run.answers[name] if each.query.sort in sorts]

    brute = percentile(spent(BRUTE, SORTS), 50)
    own = percentile(spent(PRODUCT, SORTS), 50)
    goals = [Goal("p50, × a thousandth of brute force", own / (brute / 1000), 1)]
    if TANTIVY in run.answers:
        own, other = (percentile(spent(name, (TYPO, TYPOS)), 95) for name in (PRODUCT, TANTIVY))
        goals.append(Goal("p95 of the sorts with typos, × tantivy", own / other, 1))
    return goals


def common_words_report(run: Run) -> Report:
    """The time for common words, and for the slowest of all queries, beside p95 of all."""
    if PRODUCT not in run.answers:
        run.measure([run.product])
    answers = run.answers[PRODUCT]
    p95 = percentile([answer.seconds for answer in answers], 95)
    slowest = sorted(answers, key=lambda answer: answer.seconds)[-_WORST_AGAIN:]
    texts = [*COMMON_WORDS, *(answer.query.text for answer in slowest)]
    best = {
        text: min(timed(partial(run.product.find, text))[0] for _ in range(_TIMES))
        for text in texts
    }
    rows = [(f"“{text}”", milliseconds(best[text]), f"{best[text] / p95:.2f}") for text in texts]
    title = f"Common words, then the slowest queries: best of {_TIMES}; p95 of all queries"
    table = markdown(f"{title} {milliseconds(p95)} ms", ("query", "ms", "× p95"), rows)
    return Report((table,), (Goal("worst query, × p95", max(best.values()) / p95, 10),))
