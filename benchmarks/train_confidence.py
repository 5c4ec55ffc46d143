"""Fit the confidences to articles whose speakers, venues and dates are known.

    python benchmarks/train_confidence.py TRAIN_DIR... --scorers DIR [--output FILE]

TRAIN_DIR holds text/*.txt, articles.csv and fields.ndjson, as accuracy.py has them; the
scorers' score_fields.py says what is right. A line in log odds is fitted to the answers of
each kind by maximum likelihood (Platt 1999) and written to quotes/parsing/confidence.tsv.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import get_args

from accuracy import load_scorer, predict, read_fields

from quotes.parsing.confidence import Answer, lines, log_odds

OUTPUT = Path(__file__).parent.parent / "quotes" / "parsing" / "confidence.tsv"
Point = tuple[float, bool]  # log odds before they were stretched, and whether it was right


def points(directory: Path, what: str, scorer: ModuleType) -> list[Point]:
    """The parser's answers to one question, and whether they are right."""
    intercept, slope = lines()[what]
    found, known = predict(directory), []
    for passage in read_fields(directory):
        row = scorer.covering(passage, found.get(passage["article"], []))
        if row is None or row[what] is None or what in passage.get("open", ()):
            continue
        if what == "venue" and row["venue"] == row["speaker"]:  # a document's words
            continue
        right = what not in scorer.count(passage, row)[1]
        if what == "speaker":
            right = passage["speaker"] is not None and scorer.same_speaker(passage, row["speaker"])
        known.append(((log_odds(row[f"{what}_confidence"]) - intercept) / slope, bool(right)))
    return known


def fit(known: Sequence[Point], turns: int = 4000) -> tuple[float, float]:
    """The intercept and the slope of the line that makes these answers likeliest."""
    intercept, slope = 0.0, 1.0
    for _ in range(turns):
        off = [
            (right - 1 / (1 + math.exp(-(intercept + slope * odds))), odds) for odds, right in known
        ]
        intercept += 0.5 * sum(each for each, _ in off) / len(known)
        slope += 0.1 * sum(each * odds for each, odds in off) / len(known)
    return intercept, slope


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("train_dirs", nargs="+", type=Path, metavar="TRAIN_DIR")
    parser.add_argument("--scorers", type=Path, required=True, help="folder of score_fields.py")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    args = parser.parse_args()
    scorer = load_scorer(args.scorers, "score_fields")
    if scorer is None:
        sys.exit(f"{args.scorers}: no score_fields.py there")
    written = []
    for what in get_args(Answer):
        known = [point for folder in args.train_dirs for point in points(folder, what, scorer)]
        intercept, slope = fit(known)
        print(f"{what}: {len(known)} answers, intercept {intercept:.2f}, slope {slope:.2f}")
        written.append(f"{what}\t{intercept:.2f}\t{slope:.2f}\n")
    args.output.write_text("".join(written), encoding="utf-8")


if __name__ == "__main__":
    main()
