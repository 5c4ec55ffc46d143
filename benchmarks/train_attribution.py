"""Train the attribution model on annotated articles and write quotes/parsing/weights.tsv.

    python benchmarks/train_attribution.py TRAIN_DIR [--folds 5] [--output FILE]

TRAIN_DIR holds text/*.txt and attributions/*.ann (brat stand-off), as the scorer of the
PolNeAR corpus reads them. With --folds the model is scored by cross-validation over
articles and nothing is written. Needs numpy (the extra `train`).

The loss of a passage is minus the log of the summed probability of all candidates
that overlap the annotated source; Adagrad, batches of 16 passages, eight epochs, a rate
that falls to zero. The sum of squared gradients starts at 10, so that rare features
keep small weights.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from quotes.parsing.features import MentionFeatures, candidate_features
from quotes.parsing.layout import Layout, lay_out

OUTPUT = Path(__file__).parent.parent / "quotes" / "parsing" / "weights.tsv"
Span = tuple[int, int]


@dataclass
class Example:
    """One passage: feature names of each candidate ("nobody" first), and which are right."""

    article: int
    features: list[list[str]]
    right: list[int]
    long: bool


def read_relations(path: Path) -> list[tuple[list[Span], list[Span]]]:
    """The (contents, sources) of every attribution in a stand-off file."""
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
        return [span for role, t in event if role.startswith(name) for span in spans[t]]

    relations = [(spans_of(event, "Content"), spans_of(event, "Source")) for event in events]
    return [(contents, sources) for contents, sources in relations if contents]


def gold_source(passage: Span, relations: list[tuple[list[Span], list[Span]]]) -> list[Span] | None:
    """The source of the relation that covers most of the passage; None where none covers half."""
    start, end = passage
    best, best_share = None, 0.5
    for contents, sources in relations:
        share = sum(max(0, min(end, e) - max(start, s)) for s, e in contents) / (end - start)
        if share >= best_share and (best is None or share > best_share):
            best, best_share = sources, share
    return best


def is_right(mention: Span, gold: list[Span]) -> bool:
    """Overlap with the annotated source by a span not much longer than it."""
    start, end = mention
    overlap = any(start < e and s < end for s, e in gold)
    return overlap and end - start <= 2 * sum(e - s for s, e in gold) + 20


def examples_of(article: int, layout: Layout, ann: Path, counts: Counter[str]) -> list[Example]:
    """One example for every passage whose answer is annotated and among the candidates."""
    relations = read_relations(ann)
    described = MentionFeatures(layout)
    examples = []
    for k, passage in enumerate(layout.passages):
        gold = gold_source((passage.start, passage.end), relations)
        if gold == []:
            continue
        candidates, features = candidate_features(layout, k, described)
        if gold is None:
            right = [0]
        else:
            right = [
                at
                for at, i in enumerate(candidates)
                if i is not None
                and is_right((layout.mentions[i].start, layout.mentions[i].end), gold)
            ]
            counts["with source"] += 1
            counts["source among candidates"] += bool(right)
        long = len(layout.text[passage.start : passage.end].split()) >= 5
        examples.append(Example(article, features, right, long))
    return examples


def load(directory: Path) -> list[Example]:
    """The examples of all annotated articles, and a line on how many sources are candidates."""
    examples, counts = [], Counter[str]()
    for number, path in enumerate(sorted((directory / "text").glob("*.txt"))):
        anns = sorted((directory / "attributions").glob(f"{path.stem}_*.ann"))
        if anns:
            with path.open(encoding="utf-8", newline="") as file:
                layout = lay_out(file.read())
            examples.extend(examples_of(number, layout, anns[0], counts))
    recall = counts["source among candidates"] / counts["with source"]
    print(f"{directory.name}: {len(examples)} passages, candidate recall {recall:.4f}")
    return examples


class Model:
    """A linear softmax over the candidates of a passage."""

    def __init__(self, examples: list[Example], least: int = 3) -> None:
        seen = Counter(name for e in examples for names in e.features for name in names)
        self.ids = {name: i for i, name in enumerate(n for n, c in seen.items() if c >= least)}
        self.weights = np.zeros(len(self.ids))

    def encode(self, example: Example) -> list[np.ndarray]:
        """The known features of each candidate as arrays of ids."""
        ids = self.ids
        return [
            np.array([ids[name] for name in names if name in ids], dtype=np.int32)
            for names in example.features
        ]

    def probabilities(self, rows: list[np.ndarray]) -> np.ndarray:
        """The probability of each candidate."""
        scores = np.array([self.weights[row].sum() for row in rows])
        odds = np.exp(scores - scores.max())
        return odds / odds.sum()

    def train(self, examples: list[Example], epochs: int = 8, rate: float = 0.1) -> None:
        """Fit the weights to the examples that have a right answer."""
        data = [(self.encode(e), e.right) for e in examples if e.right]
        squares = np.full(len(self.weights), 10.0)
        rng = random.Random(1)
        steps = epochs * (len(data) // 16 + 1)
        step = 0
        for _ in range(epochs):
            rng.shuffle(data)
            for at in range(0, len(data), 16):
                gradient: dict[int, float] = {}
                for rows, right in data[at : at + 16]:
                    p = self.probabilities(rows)
                    target = np.zeros(len(p))
                    target[right] = p[right] / max(p[right].sum(), 1e-12)
                    for delta, row in zip(p - target, rows, strict=True):
                        for i in row:
                            gradient[i] = gradient.get(i, 0.0) + delta
                where = np.fromiter(gradient.keys(), dtype=np.int64)
                slope = np.fromiter(gradient.values(), dtype=float)
                squares[where] += slope**2
                falling = rate * 10**0.5 * (1 - step / steps)
                self.weights[where] -= falling * slope / np.sqrt(squares[where])
                step += 1

    def score(self, examples: list[Example]) -> dict[str, Counter[str]]:
        """Counts of gold, predicted and right sources, for all passages and for the long ones."""
        tallies = {"all": Counter[str](), "long": Counter[str]()}
        for example in examples:
            p = self.probabilities(self.encode(example))
            answer = 0 if p[0] >= 0.5 else 1 + int(p[1:].argmax()) if len(p) > 1 else 0
            counts = {
                "gold": example.right != [0],
                "predicted": answer != 0,
                "right": answer != 0 and answer in example.right,
                "not": example.right == [0],
                "not.predicted": answer == 0,
                "not.right": answer == 0 and example.right == [0],
            }
            for name in ("all", "long") if example.long else ("all",):
                tallies[name].update(counts)
        return tallies


def report(tallies: dict[str, Counter[str]]) -> str:
    """F1 of sources over all and over long passages, and of the class "no quote"."""

    def f1(c: Counter[str], right: str, predicted: str, gold: str) -> float:
        return 2 * c[right] / max(1, c[predicted] + c[gold])

    parts = [f"{name} {f1(c, 'right', 'predicted', 'gold'):.4f}" for name, c in tallies.items()]
    return "  ".join(parts) + f"  not {f1(tallies['all'], 'not.right', 'not.predicted', 'not'):.4f}"


def cross_validate(examples: list[Example], folds: int) -> None:
    """Print the scores of models each tested on articles it has not seen."""
    total = {"all": Counter[str](), "long": Counter[str]()}
    for fold in range(folds):
        model = Model([e for e in examples if e.article % folds != fold])
        model.train([e for e in examples if e.article % folds != fold])
        tallies = model.score([e for e in examples if e.article % folds == fold])
        print(f"fold {fold}: {report(tallies)}")
        for name, counts in tallies.items():
            total[name].update(counts)
    print(f"all folds: {report(total)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("train_dir", type=Path)
    parser.add_argument("--folds", type=int, default=0, help="cross-validate instead of writing")
    parser.add_argument("--test", type=Path, help="score the trained model on this directory too")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    args = parser.parse_args()
    examples = load(args.train_dir)
    if args.folds:
        cross_validate(examples, args.folds)
        return
    model = Model(examples)
    model.train(examples)
    print(f"train: {report(model.score(examples))}")
    if args.test:
        print(f"test: {report(model.score(load(args.test)))}")
    kept = sorted((name, w) for name, i in model.ids.items() if abs(w := model.weights[i]) >= 0.02)
    args.output.write_text("".join(f"{name}\t{w:.3f}\n" for name, w in kept), encoding="utf-8")
    print(f"{args.output}: {len(kept)} weights")


if __name__ == "__main__":
    main()
