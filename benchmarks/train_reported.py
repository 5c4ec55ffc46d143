"""Train the model of reported clauses on annotated articles: quotes/parsing/reported.tsv.

    python benchmarks/train_reported.py TRAIN_DIR [--folds 5] [--scorers DIR] [--output FILE]

TRAIN_DIR holds text/*.txt and attributions/*.ann (brat stand-off annotations of sources,
cues and contents). With --folds the model is tested by cross-validation over articles and
nothing is written: the share of right answers to each question, and with --scorers (the
folder of score_attribution.py) the relations of all quotes. Needs numpy (the extra `train`).

Each question is a softmax over its candidates; Adagrad, batches of 32, eight epochs, a
rate that falls to zero. The sum of squared gradients starts at 10, so that rare features
keep small weights.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

import numpy as np
from accuracy import load_scorer, read_text

from quotes.parsing.assembly import assemble
from quotes.parsing.attribution import attribute
from quotes.parsing.clauses import merge
from quotes.parsing.layout import Layout, lay_out
from quotes.parsing.reported import Weights, choose, find_reports
from quotes.parsing.reported_features import WAYS, Cue, Feature, find_cues
from quotes.parsing.sentences import MARKS

OUTPUT = Path(__file__).parent.parent / "quotes" / "parsing" / "reported.tsv"
QUESTIONS = ("cue", "way", "source", "start", "end")
BATCH, EPOCHS, RATE, SQUARES = 32, 8, 0.45, 10.0
SEEN = 3  # a feature of fewer examples is left out
LEAST = 0.15  # and so is a weight below this

Span = tuple[int, int]
Example = tuple[list[list[Feature]], list[int]]  # of each candidate, and which are right


@dataclass
class Relation:
    """An annotated attribution, its spans in characters."""

    contents: list[Span]
    sources: list[Span]
    cues: list[Span]


@dataclass
class Article:
    """An annotated article and the examples it gives for each question."""

    name: str
    layout: Layout
    annotations: Path
    examples: dict[str, list[Example]] = field(default_factory=lambda: defaultdict(list))


def read_relations(path: Path) -> list[Relation]:
    """The attributions of a stand-off file that have a content."""
    spans: dict[str, list[Span]] = {}
    events: list[list[list[str]]] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if re.match(r"T\d+\t", line):
            ident, head, *_ = line.split("\t")
            offsets = head.split(" ", 1)[1]
            spans[ident] = [(int(s), int(e)) for s, e in (p.split() for p in offsets.split(";"))]
        elif re.match(r"E\d+\t", line):
            events.append([role.split(":") for role in line.split("\t")[1].split()])

    def spans_of(event: list[list[str]], name: str) -> list[Span]:
        return sorted(span for role, t in event if role.startswith(name) for span in spans[t])

    return [
        Relation(contents, spans_of(event, "Source"), spans_of(event, "Cue"))
        for event in events
        if (contents := spans_of(event, "Content"))
    ]


def in_tokens(layout: Layout, spans: Sequence[Span]) -> list[Span]:
    """Spans of characters as token ranges, without those that hold no token."""
    found = [(layout.token_at(start), layout.token_at(end)) for start, end in spans]
    return [(first, last) for first, last in found if first < last]


def is_right(mention: Span, gold: list[Span]) -> bool:
    """Overlap with the annotated source by a span not much longer than it."""
    start, end = mention
    overlap = any(start < e and s < end for s, e in gold)
    return overlap and end - start <= 2 * sum(e - s for s, e in gold) + 20


def add_examples(article: Article) -> None:
    """Every cue of the article as an example; those that report something for all questions.

    A relation whose content stands between marks alone is a direct quote, nothing reported.
    """
    layout = article.layout
    cues = {cue.at: cue for cue in find_cues(layout)}
    reported: dict[int, Relation] = {}
    for relation in read_relations(article.annotations):
        mine = [i for s in in_tokens(layout, relation.cues) for i in range(*s) if i in cues]
        words = [i for s in in_tokens(layout, relation.contents) for i in range(*s)]
        if mine and not all(layout.quoted[i] or layout.tokens.word[i] in MARKS for i in words):
            reported[mine[-1]] = relation
    for at, cue in cues.items():
        right = int(at in reported)
        article.examples["cue"].append(([[], cue.statement_features()], [right]))
        if at in reported:
            add_answers(article, cue, reported[at])


def add_answers(article: Article, cue: Cue, relation: Relation) -> None:
    """One reported clause as an example for the questions that follow the first."""
    layout, examples = article.layout, article.examples
    spans = in_tokens(layout, relation.contents)
    first, last = spans[0][0], spans[-1][1]
    way = "F" if first > cue.at else "B" if last <= cue.at else "A"
    examples["way"].append((cue.way_features(), [WAYS.index(way)]))
    mentions, rows = cue.sources(way)
    right = [
        k
        for k, i in enumerate(mentions)
        if i is not None
        and is_right((layout.mentions[i].start, layout.mentions[i].end), relation.sources)
    ]
    if not relation.sources:
        right = [0]
    if right:
        examples["source"].append((rows, right))
    chosen = mentions[right[0]] if right else None
    source = layout.mentions[chosen] if chosen is not None else None
    places, rows = cue.starts(way, source)
    if first in places:
        examples["start"].append((rows, [places.index(first)]))
    if way == "A":
        first = next(start for start, end in spans if end > cue.at)
    places, rows = cue.ends(way, first, source)
    near = [k for k, e in enumerate(places) if abs(e - last) <= 1]
    if places and way == "F" and last > places[-1]:
        near = [len(places) - 1]  # it goes on in the next sentence
    if near:
        examples["end"].append((rows, [min(near, key=lambda k: abs(places[k] - last))]))


def load(directory: Path) -> list[Article]:
    """The annotated articles of the folder with their examples."""
    articles = []
    for path in sorted((directory / "text").glob("*.txt")):
        anns = sorted((directory / "attributions").glob(f"{path.stem}_*.ann"))
        if anns:
            article = Article(path.stem, lay_out(read_text(path)), anns[0])
            add_examples(article)
            articles.append(article)
    return articles


class Softmax:
    """A linear softmax over the candidates of one question."""

    def __init__(self, examples: list[Example]) -> None:
        seen = Counter(name for rows, _ in examples for row in rows for name in row)
        self.ids = {name: i for i, name in enumerate(n for n, c in seen.items() if c >= SEEN)}
        self.weights = np.zeros(len(self.ids))
        self.squares = np.full(len(self.ids), SQUARES)
        data = [self._encoded(*example) for example in examples]
        rng = random.Random(1)
        steps, step = EPOCHS * (len(data) // BATCH + 1), 0
        for _ in range(EPOCHS):
            rng.shuffle(data)
            for at in range(0, len(data), BATCH):
                self._learn(data[at : at + BATCH], RATE * (1 - step / steps))
                step += 1

    def _encoded(
        self, rows: list[list[Feature]], right: list[int]
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The ids of all features, how many each candidate has, and which candidates are right."""
        coded = [[self.ids[name] for name in row if name in self.ids] for row in rows]
        target = np.zeros(len(rows), dtype=bool)
        target[right] = True
        flat = np.array([i for row in coded for i in row], dtype=np.int64)
        return flat, np.array([len(row) for row in coded]), target

    def _learn(
        self, examples: list[tuple[np.ndarray, np.ndarray, np.ndarray]], rate: float
    ) -> None:
        """One step down the gradient of the log of the right candidates' summed probability."""
        flat, sizes, target = (np.concatenate(part) for part in zip(*examples, strict=True))
        of = np.repeat(np.arange(len(examples)), [len(target) for _, _, target in examples])
        row = np.repeat(np.arange(len(sizes)), sizes)
        scores = np.bincount(row, self.weights[flat], len(sizes))
        odds = np.exp(scores - scores.max())
        p = odds / np.maximum(np.bincount(of, odds), 1e-300)[of]
        right = np.where(target, p, 0)
        wanted = right / np.maximum(np.bincount(of, right), 1e-12)[of]
        where, inverse = np.unique(flat, return_inverse=True)
        slope = np.bincount(inverse, (p - wanted)[row], len(where))
        self.squares[where] += slope**2
        self.weights[where] -= rate * slope / np.sqrt(self.squares[where])

    def table(self) -> dict[Feature, float]:
        """The weights worth keeping, by feature."""
        return {
            name: round(float(self.weights[i]), 2)
            for name, i in self.ids.items()
            if abs(self.weights[i]) >= LEAST
        }


def train(articles: list[Article]) -> Weights:
    """The weights of all questions, learned from these articles."""
    return {
        question: Softmax([e for a in articles for e in a.examples[question]]).table()
        for question in QUESTIONS
    }


def count_answers(articles: list[Article], weights: Weights) -> Counter[str]:
    """How many examples there are for each question, and how many are answered right."""
    counts = Counter[str]()
    for article in articles:
        for question in QUESTIONS:
            for rows, right in article.examples[question]:
                answer = choose(weights[question], rows)[0]
                counts.update({question: 1, f"{question}.right": answer in right})
    return counts


def count_relations(scorer: ModuleType, article: Article, weights: Weights) -> Counter[str]:
    """The scorer's counts for all quotes of an article."""
    layout = article.layout
    drafts = merge(layout, assemble(layout, attribute(layout)), find_reports(layout, weights))
    found = []
    for draft in drafts:
        mention = layout.mentions[draft.mention]
        contents = [(span.start, span.end) for span in draft.segments]
        clause = [(span.start, span.end) for span in draft.clause] or None
        source = [(mention.start, mention.end)]
        found.append(scorer.Relation(contents, source, clause=clause))
    gold = scorer.read_ann(article.annotations)
    counts: Counter[str] = scorer.count_relations(layout.text, gold, found)
    return counts


def cross_validate(articles: list[Article], folds: int, scorer: ModuleType | None) -> None:
    """Print the scores of models each tested on articles it has not seen.

    The model of quotes between marks is the one of the package, which may know them.
    """
    counts = Counter[str]()
    for fold in range(folds):
        weights = train([a for n, a in enumerate(articles) if n % folds != fold])
        tested = articles[fold::folds]
        counts += count_answers(tested, weights)
        if scorer is not None:
            for article in tested:
                counts += count_relations(scorer, article, weights)
    for question in QUESTIONS:
        share = counts[f"{question}.right"] / counts[question]
        print(f"{question:6} {share:.4f} of {counts[question]}")
    for name in ("rel0.3", "rel0.8") if scorer is not None else ():
        score = scorer.prf(counts, name)
        right = counts[f"{name}.src_ok"] / counts[f"{name}.src"]
        print(
            f"{name} P {score['p']:.4f} R {score['r']:.4f} F1 {score['f1']:.4f} source {right:.4f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("train_dir", type=Path)
    parser.add_argument("--folds", type=int, default=0, help="cross-validate instead of writing")
    parser.add_argument("--scorers", type=Path, help="the folder of score_attribution.py")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    args = parser.parse_args()
    articles = load(args.train_dir)
    if args.folds:
        cross_validate(articles, args.folds, load_scorer(args.scorers, "score_attribution"))
        return
    weights = train(articles)
    lines = [
        f"{question}\t{' '.join(feature)}\t{weight}\n"
        for question, table in weights.items()
        for feature, weight in sorted(table.items())
    ]
    args.output.write_text("".join(lines), encoding="utf-8")
    print(f"{args.output}: {len(lines)} weights")


if __name__ == "__main__":
    main()
