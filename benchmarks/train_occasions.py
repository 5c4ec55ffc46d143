"""Train the model of venues and dates on labelled articles; write quotes/parsing/occasions.tsv.

    python benchmarks/train_occasions.py TRAIN_DIR... [--venues DIR] --scorers DIR [--folds 6]

TRAIN_DIR holds text/*.txt, articles.csv (columns file and published) and fields.ndjson (the
speaker, venue and date of each passage); the scorers' score_fields.py says which venues are
right. further_occasions.tsv beside this script adds labels of other articles of
TRAIN_DIR as offsets alone: article (hash of its name), quote, venues that are right and date,
`-` for none and `?` where it was left open. With --folds the model is scored by
cross-validation over the articles of fields.ndjson and nothing is written.

The loss of a quote is minus the log of the summed probability of all candidates that are
right. Every epoch walks through the articles with the weights as they are, so that the model
learns from what it would itself have chosen for the quotes before. Adagrad, one
article a step; the sum of squared gradients starts at 10, so that rare features keep
small weights.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import math
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import ModuleType
from typing import Any

from accuracy import load_scorer, read_fields, read_text

from quotes.parsing.occasions import Choice, Walk
from quotes.parsing.pipeline import read_scene
from quotes.parsing.scene import Scene

OUTPUT = Path(__file__).parent.parent / "quotes" / "parsing" / "occasions.tsv"
FURTHER = Path(__file__).with_name("further_occasions.tsv")
Weights = dict[str, float]
Row = dict[str, Any]


@dataclass
class Label:
    """What is known of one quote: the venues that are right, and the days, by their index;
    None where that was left open, an empty set where the right one is no candidate."""

    none: bool
    places: set[int] | None
    no_day: bool
    days: set[int] | None


@dataclass
class Example:
    """One article: its scene, its quotes as predictions, and the labels by quote."""

    name: str
    scene: Scene
    found: list[Row]
    gold: list[Row]
    labels: dict[int, Label] = field(default_factory=dict)


def example_of(directory: Path, name: str, published: str, gold: list[Row]) -> Example:
    """An article of the corpus as the parser sees it before it decides on venues and dates."""
    scene, resolved = read_scene(read_text(directory / "text" / f"{name}.txt"), published)
    found = []
    for at, (draft, (speakers, _)) in enumerate(zip(scene.drafts, resolved, strict=True)):
        spans = [scene.layout.passages[k] for k in draft.passages]
        found.append(
            {
                "at": at,
                "contents": [[span.start, span.end] for span in spans],
                "speaker": speakers[0].name if speakers else None,
                "document": bool(speakers) and speakers[0].kind == "document",
            }
        )
    return Example(name, scene, found, gold)


def label(example: Example, scorer: ModuleType) -> None:
    """Label the quotes of an article from the passages of fields.ndjson."""
    scene = example.scene
    for passage in example.gold:
        quote = scorer.covering(passage, example.found)
        if quote is None or quote["at"] in example.labels:
            continue
        want = passage["venue"]
        places = {
            i
            for i, place in enumerate(scene.places)
            if want is not None and scorer.same_venue(passage, place.venue.label)
        }
        days = {i for i, day in enumerate(scene.days) if day.iso == passage["date"]}
        unknown = passage.get("open", ())
        example.labels[quote["at"]] = Label(
            want is None,
            None if quote["document"] or "venue" in unknown else places,
            passage["date"] is None,
            None if "date" in unknown else days,
        )


def without_days(example: Example) -> Example:
    """The example with its days left open: articles written to be learned from say more often
    than others when words were said."""
    for at, known in example.labels.items():
        example.labels[at] = replace(known, days=None)
    return example


def read_further(directory: Path) -> list[Example]:
    """The articles of a corpus that are labelled in further_occasions.tsv."""
    with (directory / "articles.csv").open(encoding="utf-8", newline="") as file:
        published = {
            row["file"].removesuffix(".txt"): row["published"] for row in csv.DictReader(file)
        }
    rows: dict[str, list[list[str]]] = defaultdict(list)
    for line in FURTHER.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            key, *rest = line.split("\t")
            rows[key].append(rest)
    names = {hashlib.sha1(name.encode()).hexdigest()[:10]: name for name in published}
    examples = []
    for key, labels in rows.items():
        if key not in names:
            continue
        example = example_of(directory, names[key], published[names[key]], [])
        for start, end, venues, day in labels:
            at = _quote_at(example, int(start), int(end))
            if at is not None:
                example.labels[at] = _further_label(example.scene, venues, day)
        examples.append(example)
    return examples


def _quote_at(example: Example, start: int, end: int) -> int | None:
    """The quote that shares most of a stretch of text."""
    shares = {
        row["at"]: sum(max(0, min(end, b) - max(start, a)) for a, b in row["contents"])
        for row in example.found
    }
    best = max(shares, key=shares.__getitem__, default=None)
    return best if best is not None and shares[best] * 2 > end - start else None


def _further_label(scene: Scene, venues: str, day: str) -> Label:
    spans = [] if venues in "-?" else [tuple(map(int, v.split("-"))) for v in venues.split(",")]
    occasions = {
        scene.cluster[i]
        for i, place in enumerate(scene.places)
        if any(place.start < end and start < place.end for start, end in spans)
    }
    places = {i for i, occasion in enumerate(scene.cluster) if occasion in occasions}
    days = {i for i, found in enumerate(scene.days) if found.iso == day}
    return Label(
        venues == "-", None if venues == "?" else places, day == "-", None if day == "?" else days
    )


def decisions(
    example: Example, venues: Weights, days: Weights
) -> Iterator[tuple[int, Choice, Choice]]:
    """The decision on every quote of an article, in order."""
    walk = Walk(example.scene, venues, days)
    for at in range(len(example.scene.drafts)):
        yield (at, *walk.step(at))


class Trainer:
    """The weights of venues and of days, fitted article by article."""

    def __init__(self, examples: Sequence[Example], least: int = 6) -> None:
        self.examples = list(examples)
        self.weights: tuple[Weights, Weights] = ({}, {})
        self.squares: tuple[Weights, Weights] = ({}, {})
        seen = (Counter[str](), Counter[str]())  # in how many articles
        for example in self.examples:
            here: tuple[set[str], set[str]] = (set(), set())
            for at, *choices in decisions(example, {}, {}):
                if at in example.labels:
                    for names, choice in zip(here, choices, strict=True):
                        names.update(name for row in choice.features for name in row)
            for counts, names in zip(seen, here, strict=True):
                counts.update(names)
        self.known = tuple({n for n, c in counts.items() if c >= least} for counts in seen)

    def train(self, epochs: int = 12, rate: float = 0.15, seed: int = 1) -> None:
        """Fit the weights; the rate falls to zero."""
        rng, step, steps = random.Random(seed), 0, epochs * len(self.examples)
        for _ in range(epochs):
            order = self.examples.copy()
            rng.shuffle(order)
            for example in order:
                self._learn(example, rate * (1 - step / steps))
                step += 1

    def _learn(self, example: Example, rate: float) -> None:
        slopes: tuple[Weights, Weights] = ({}, {})
        for at, venue, day in decisions(example, *self.weights):
            known = example.labels.get(at)
            if known is not None and known.places is not None:
                self._slope(0, slopes[0], venue, known.none, known.places)
            if known is not None and known.days is not None:
                self._slope(1, slopes[1], day, known.no_day, known.days)
        for slope, weights, squares in zip(slopes, self.weights, self.squares, strict=True):
            for name, value in slope.items():
                squares[name] = squares.get(name, 10.0) + value * value
                weights[name] = weights.get(name, 0.0) - rate * value / math.sqrt(squares[name])

    def _slope(
        self, which: int, slope: Weights, choice: Choice, none: bool, good: set[int]
    ) -> None:
        right = [0] if none else [k + 1 for k, i in enumerate(choice.candidates) if i in good]
        if not right or not choice.features:
            return
        mass = max(sum(choice.odds[k] for k in right), 1e-9)
        for k, names in enumerate(choice.features):
            delta = choice.odds[k] - (choice.odds[k] / mass if k in right else 0.0)
            for name in names:
                if name in self.known[which]:
                    slope[name] = slope.get(name, 0.0) + delta


def predictions(example: Example, weights: tuple[Weights, Weights]) -> list[Row]:
    """The quotes of an article with the venues and dates that the weights give."""
    rows = []
    for at, venue, day in decisions(example, *weights):
        row, scene = dict(example.found[at]), example.scene
        place = scene.places[venue.chosen].venue if venue.chosen is not None else None
        row["venue"], row["venue_kind"] = (place.label, place.kind) if place else (None, None)
        if row["document"]:
            row["venue"], row["venue_kind"] = row["speaker"], "document"
        row["date"] = scene.days[day.chosen].iso if day.chosen is not None else None
        row["sure"] = (venue.confidence, day.confidence)
        rows.append(row)
    return rows


def report(
    name: str, examples: Sequence[Example], found: dict[str, list[Row]], scorer: ModuleType
) -> str:
    """Precision, recall and F1 of venues and dates, records, and how far confidence is off."""
    gold = [passage for example in examples for passage in example.gold]
    m = scorer.score(gold, found)
    parts = [
        f"{what} P {m[what]['p']:.3f} R {m[what]['r']:.3f} F1 {m[what]['f1']:.3f}"
        for what in ("venue", "date")
    ]
    errors = [f"{error:.3f}" for error in calibration_errors(gold, found, scorer)]
    return f"{name}: {', '.join(parts)}, record {m['record']:.3f}, calibration {' '.join(errors)}"


def calibration_errors(
    gold: Sequence[Row], found: dict[str, list[Row]], scorer: ModuleType
) -> Iterator[float]:
    """The expected calibration error, over tenths of confidence, of venues and of dates."""
    for k, what in enumerate(("venue", "date")):
        tenths: dict[int, list[tuple[float, bool]]] = defaultdict(list)
        for passage in gold:
            row = scorer.covering(passage, found.get(passage["article"], []))
            if row and row[what] is not None and not (k == 0 and row["document"]):
                right = what not in scorer.count(passage, row)[1]
                tenths[min(9, int(row["sure"][k] * 10))].append((row["sure"][k], right))
        total = sum(map(len, tenths.values()))
        off = sum(abs(sum(p for p, _ in t) - sum(ok for _, ok in t)) for t in tenths.values())
        yield off / max(1, total)


def cross_validate(
    examples: list[Example], further: list[Example], folds: int, scorer: ModuleType
) -> None:
    """Print the figures of models each tested on articles that it has not seen."""
    order = list(range(len(examples)))
    random.Random(5).shuffle(order)
    found: dict[str, list[Row]] = {}
    for fold in range(folds):
        test = set(order[fold::folds])
        trainer = Trainer([e for i, e in enumerate(examples) if i not in test] + further)
        trainer.train()
        for i in test:
            found[examples[i].name] = predictions(examples[i], trainer.weights)
    print(report(f"{folds} folds", examples, found, scorer))


def load(directory: Path, scorer: ModuleType) -> list[Example]:
    """The labelled articles of a corpus."""
    gold: dict[str, list[Row]] = defaultdict(list)
    for passage in read_fields(directory):
        gold[passage["article"]].append(passage)
    examples = [
        example_of(directory, name, passages[0]["published"], passages)
        for name, passages in sorted(gold.items())
    ]
    for example in examples:
        label(example, scorer)
    return examples


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("train_dirs", nargs="+", type=Path, metavar="TRAIN_DIR")
    parser.add_argument(
        "--venues", nargs="*", default=[], type=Path, metavar="DIR", help="learn venues alone there"
    )
    parser.add_argument("--scorers", type=Path, required=True, help="folder of score_fields.py")
    parser.add_argument("--folds", type=int, default=0, help="cross-validate instead of writing")
    parser.add_argument("--test", type=Path, help="score the trained model on this directory too")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    args = parser.parse_args()
    scorer = load_scorer(args.scorers, "score_fields")
    if scorer is None:
        sys.exit(f"{args.scorers}: no score_fields.py there")
    examples = [e for folder in args.train_dirs for e in load(folder, scorer)]
    further = [e for folder in args.train_dirs for e in read_further(folder)]
    further += [without_days(e) for folder in args.venues for e in load(folder, scorer)]
    if args.folds:
        cross_validate(examples, further, args.folds, scorer)
        return
    trainer = Trainer(examples + further)
    trainer.train()
    for name, articles in (
        ("train", examples),
        ("test", load(args.test, scorer) if args.test else []),
    ):
        if articles:
            found = {e.name: predictions(e, trainer.weights) for e in articles}
            print(report(name, articles, found, scorer))
    lines = [
        f"{what}\t{name}\t{value:.3f}\n"
        for what, weights in zip(("venue", "day"), trainer.weights, strict=True)
        for name, value in sorted(weights.items())
        if abs(value) >= 0.02
    ]
    args.output.write_text("".join(lines), encoding="utf-8")
    print(f"{args.output}: {len(lines)} weights")


if __name__ == "__main__":
    main()
