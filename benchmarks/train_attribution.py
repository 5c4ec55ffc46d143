"""Train the attribution model on annotated articles and write quotes/parsing/weights.tsv.

    python benchmarks/train_attribution.py TRAIN_DIR... [--dry] [--output FILE]

TRAIN_DIR holds text/*.txt and attributions/*.ann (brat stand-off), as the scorer of the
PolNeAR corpus reads them. The model is first scored by cross-validation over articles,
whose answers also tell how much confidence to put in an answer. Needs numpy (the extra
`train`).

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
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from sys import intern
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from quotes.parsing.attribution import least_doubt
from quotes.parsing.descriptions import Descriptions
from quotes.parsing.features import candidate_features
from quotes.parsing.layout import Layout, lay_out

RATE = 0.06
OUTPUT = Path(__file__).parent.parent / "quotes" / "parsing" / "weights.tsv"
FOLDER = 100_000  # the numbers of articles of one folder begin at a multiple of this
Span = tuple[int, int]


@dataclass
class Example:
    """One passage: the features of its candidates ("nobody" first), and which are right.

    `doubt` is the probability of "nobody" from which on it is taken to have no source.
    """

    article: int
    features: list[list[str]]
    right: list[int]
    long: bool
    doubt: float = 0.5


class Rows(NamedTuple):
    """The features of all candidates of a passage as places among the weights, one candidate
    behind the other, and how many each has: at least one, place 0, which weighs nothing."""

    places: NDArray[np.int32]
    lengths: list[int]


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
    descriptions = Descriptions(layout)
    examples = []
    for k, passage in enumerate(layout.passages):
        gold = gold_source((passage.start, passage.end), relations)
        if gold == []:
            continue
        candidates, features = candidate_features(descriptions, k)
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
        features = [[intern(name) for name in row] for row in features]
        long = len(layout.text[passage.start : passage.end].split()) >= 5
        first, last = layout.inside[k]
        examples.append(Example(article, features, right, long, least_doubt(last - first)))
    return examples


def load(directory: Path, first: int = 0) -> list[Example]:
    """The examples of all annotated articles, and a line on how many sources are candidates.

    The articles are numbered from `first` on.
    """
    examples, counts = [], Counter[str]()
    for number, path in enumerate(sorted((directory / "text").glob("*.txt")), first):
        anns = sorted((directory / "attributions").glob(f"{path.stem}_*.ann"))
        if anns:
            with path.open(encoding="utf-8", newline="") as file:
                layout = lay_out(file.read())
            examples.extend(examples_of(number, layout, anns[0], counts))
    recall = counts["source among candidates"] / counts["with source"]
    print(f"{directory.name}: {len(examples)} passages, candidate recall {recall:.4f}")
    return examples


Prediction = tuple[Example, NDArray[np.float64]]


class Model:
    """A linear softmax over the candidates of a passage.

    Features seen less than `least` times, in training, weigh nothing.
    """

    def __init__(self, examples: list[Example], least: int = 3) -> None:
        seen = Counter(name for e in examples for names in e.features for name in names)
        known = (name for name, count in seen.items() if count >= least)
        self.ids = {name: i for i, name in enumerate(known, 1)}
        self.weights = np.zeros(len(self.ids) + 1)

    def encode(self, example: Example) -> Rows:
        """The known features of each candidate."""
        ids = self.ids
        rows = [[0, *(ids[name] for name in names if name in ids)] for names in example.features]
        places = np.fromiter(chain.from_iterable(rows), dtype=np.int32)
        return Rows(places, [len(row) for row in rows])

    def probabilities(self, rows: Rows) -> NDArray[np.float64]:
        """The probability of each candidate."""
        scores = np.add.reduceat(self.weights[rows.places], starts_of(rows.lengths))
        odds = np.exp(scores - scores.max())
        return odds / odds.sum()

    def slope(self, batch: list[tuple[Rows, list[int]]]) -> NDArray[np.float64]:
        """How the loss of some passages, summed, rises with every weight."""
        places = np.concatenate([rows.places for rows, _ in batch])
        lengths = np.concatenate([rows.lengths for rows, _ in batch])
        sizes = [len(rows.lengths) for rows, _ in batch]
        firsts = starts_of(sizes)  # the first candidate of each passage
        scores = np.add.reduceat(self.weights[places], starts_of(lengths))
        odds = np.exp(scores - np.repeat(np.maximum.reduceat(scores, firsts), sizes))
        chances = odds / np.repeat(np.add.reduceat(odds, firsts), sizes)
        target = np.zeros(len(chances))
        for first, (_, right) in zip(firsts, batch, strict=True):
            among = chances[[first + at for at in right]]
            target[[first + at for at in right]] = among / max(among.sum(), 1e-12)
        deltas = np.repeat(chances - target, lengths)
        slope = np.bincount(places, weights=deltas, minlength=len(self.weights))
        slope[0] = 0
        return slope

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
                slope = self.slope(data[at : at + 16])
                squares += slope**2
                falling = rate * 10**0.5 * (1 - step / steps)
                self.weights -= falling * slope / np.sqrt(squares)
                step += 1


def starts_of(sizes: Sequence[int] | NDArray[np.int64]) -> NDArray[np.int64]:
    """Where stretches of these sizes begin, laid end to end."""
    return np.cumsum([0, *sizes[:-1]])


def fit(examples: list[Example]) -> Model:
    """The model of these examples."""
    model = Model(examples)
    model.train(examples, rate=RATE)
    return model


def predict(model: Model, examples: list[Example]) -> list[Prediction]:
    """The examples with the probability of each candidate."""
    return [(example, model.probabilities(model.encode(example))) for example in examples]


def hold_out(examples: list[Example], folds: int) -> list[Prediction]:
    """The examples with the probabilities by models that have not seen their articles."""
    held: list[Prediction] = []
    for fold in range(folds):
        model = fit([e for e in examples if e.article % folds != fold])
        predictions = predict(model, [e for e in examples if e.article % folds == fold])
        print(f"fold {fold}: {report(predictions)}")
        held += predictions
    print(f"all folds: {report(held)}")
    return held


def answer_of(example: Example, p: NDArray[np.float64]) -> int:
    """The candidate that is chosen, 0 for nobody."""
    return 0 if p[0] >= example.doubt or len(p) == 1 else 1 + int(p[1:].argmax())


def report(predictions: list[Prediction]) -> str:
    """F1 of sources over all and over long passages, and of the class "no quote"."""
    tallies = {"all": Counter[str](), "long": Counter[str]()}
    for example, p in predictions:
        answer = answer_of(example, p)
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

    def f1(c: Counter[str], right: str, predicted: str, gold: str) -> float:
        return 2 * c[right] / max(1, c[predicted] + c[gold])

    parts = [f"{name} {f1(c, 'right', 'predicted', 'gold'):.4f}" for name, c in tallies.items()]
    return "  ".join(parts) + f"  not {f1(tallies['all'], 'not.right', 'not.predicted', 'not'):.4f}"


def calibrate(predictions: list[Prediction]) -> tuple[float, float]:
    """The intercept and slope that turn the logarithm of the odds that the model gives its
    answer into that of the odds that the answer is right (logistic regression, by Newton's
    method); passages without a speaker are left out."""
    chosen = [(p[answer], answer in e.right) for e, p in predictions if (answer := answer_of(e, p))]
    given = np.clip(np.array([chance for chance, _ in chosen]), 1e-6, 1 - 1e-6)
    right = np.array([float(is_right) for _, is_right in chosen])
    inputs = np.stack([np.ones(len(given)), np.log(given / (1 - given))])
    line = np.array([0.0, 1.0])
    for _ in range(50):
        confidence = 1 / (1 + np.exp(-line @ inputs))
        curve = (inputs * confidence * (1 - confidence)) @ inputs.T
        line -= np.linalg.solve(curve, inputs @ (confidence - right))
    return float(line[0]), float(line[1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("train_dirs", nargs="+", type=Path, metavar="TRAIN_DIR")
    parser.add_argument("--folds", type=int, default=5, help="of the cross-validation")
    parser.add_argument("--dry", action="store_true", help="cross-validate, write nothing")
    parser.add_argument("--test", type=Path, help="score the trained model on this directory too")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    args = parser.parse_args()
    examples = [e for n, folder in enumerate(args.train_dirs) for e in load(folder, n * FOLDER)]
    intercept, slope = calibrate(hold_out(examples, args.folds))
    if args.dry:
        return
    model = fit(examples)
    print(f"train: {report(predict(model, examples))}")
    if args.test:
        print(f"test: {report(predict(model, load(args.test)))}")
    kept = [(name, w) for name, i in model.ids.items() if abs(w := model.weights[i]) >= 0.02]
    kept += [("confidence\tintercept", intercept), ("confidence\tslope", slope)]
    write(sorted(kept), args.output)
    print(f"{args.output}: {len(kept)} weights")


def write(kept: list[tuple[str, float]], path: Path) -> None:
    """Write the weights of features, in order of their names: a line for every column, and
    below it what may stand there, with its weight."""
    lines, column = [], ""
    for name, weight in kept:
        if column != (column := name.split("\t")[0]):
            lines.append(f"[{column}]\n")
        lines.append(f"{name[len(column) + 1 :]}\t{weight:.3f}\n")
    path.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
