"""How often the parser is right: on seeds/, and on annotated corpora where there are any.

    python benchmarks/accuracy.py [CORPUS_DIR...] [--scorers DIR]

CORPUS_DIR holds text/*.txt and, as far as there is more, articles.csv (columns file and
published), attributions/*.ann (brat stand-off annotations of sources and contents) and
fields.ndjson (the speaker, venue and date of each passage). --scorers names the folder of
score_attribution.py and score_fields.py, the corpus's own scorers.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import Any

from rich.table import Table
from tables import new_table, show

from quotes.parsing.pipeline import parse
from quotes.records import extracted

SEEDS = Path(__file__).parent.parent / "seeds"

Row = dict[str, Any]


# The project's own articles


def seed_row(path: Path) -> Counter[str]:
    """Counts over the quotes that `path`, a .quotes.ndjson file, expects of its article."""
    from quotes.reading import read

    article = read(str(path.with_name(path.name.replace(".quotes.ndjson", ".md"))))
    quotes = [extracted(article.name, quote) for quote in parse(article.text, article.published)]
    found = {quote["text"]: quote for quote in quotes}
    counts = Counter[str]()
    for line in path.read_text(encoding="utf-8").splitlines():
        want = json.loads(line)
        if "not_quote" in want:
            taken = any(text.rstrip(",.") == want["not_quote"] for text in found)
            counts.update({"terms": 1, "terms.right": not taken})
            continue
        got = found.get(want["text"])
        counts.update({"quotes": 1, "found": got is not None})
        if got is not None:
            venues = {(venue or "").casefold() for venue in (want["venue"], *want["venue_alt"])}
            right = {
                "speaker": got["speaker"] == want["speaker"],
                "venue": (got["venue"] or "").casefold() in venues,
                "date": got["date"] == want["date"],
            }
            counts.update({**right, "record": all(right.values())})
    return counts


def seeds_table(folder: Path) -> Table:
    """Of the quotes that seeds/ expects, the share that is found and right, by article."""
    heads = ("quotes", "found", "speaker", "venue", "date", "all three", "terms left alone")
    table = new_table("Seeds: share of the expected quotes, null agreeing with null", "", *heads)
    rows = {path.name.split(".")[0]: seed_row(path) for path in sorted(folder.glob("*.ndjson"))}
    for name, counts in {**rows, "all": sum(rows.values(), Counter[str]())}.items():
        shares = [
            _share(counts[field], counts["quotes"])
            for field in ("found", "speaker", "venue", "date", "record")
        ]
        terms = f"{counts['terms.right']} of {counts['terms']}" if counts["terms"] else ""
        table.add_row(name, str(counts["quotes"]), *shares, terms)
    return table


# Annotated corpora


def read_text(path: Path) -> str:
    """The file with its newlines untouched, as annotations count them."""
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def predict(corpus: Path) -> dict[str, list[Row]]:
    """What the parser finds in the texts of the corpus, by article, as `quotes extract` has it."""
    published: dict[str, str] = {}
    if (corpus / "articles.csv").exists():
        with (corpus / "articles.csv").open(encoding="utf-8", newline="") as file:
            published = {row["file"]: row["published"] for row in csv.DictReader(file)}
    paths = sorted((corpus / "text").glob("*.txt"))
    if not paths:
        raise SystemExit(f"{corpus}: no text/*.txt in this folder")
    return {
        path.stem: [
            extracted(path.stem, quote)
            for quote in parse(read_text(path), published.get(path.name) or None)
        ]
        for path in paths
    }


def load_scorer(folder: Path | None, name: str) -> ModuleType | None:
    """The scorer `name` from the folder; None where it is not there."""
    path = folder / f"{name}.py" if folder else None
    if path is None or not path.exists():
        return None
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # its dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def attribution_table(scorer: ModuleType, corpus: Path, found: dict[str, list[Row]]) -> Table:
    """The figures of score_attribution.py."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "predictions.ndjson")
        rows = (json.dumps(row) for quotes in found.values() for row in quotes)
        path.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
        views = scorer.score(corpus, scorer.read_predictions(path, corpus))
    heads = ("P", "R", "F1", "±", "source accuracy", "gold")
    table = new_table(f"{corpus.name}: attribution", "view", *heads)
    for view, m in views.items():
        accuracy = f"{m['source_acc']:.3f}" if "source_acc" in m else ""
        figures = [f"{m[key]:.3f}" for key in ("p", "r", "f1", "plus_minus")]
        table.add_row(view, *figures, accuracy, str(m["n"]))
    return table


def fields_table(scorer: ModuleType, corpus: Path, found: dict[str, list[Row]]) -> Table:
    """The figures of score_fields.py: accuracy, or precision, recall and F1."""
    m = scorer.score(read_fields(corpus), found)
    title = f"{corpus.name}: fields of {m['passages']} passages, {m['found']:.3f} found"
    table = new_table(title, "field", "accuracy", "P", "R", "F1", "±", "gold")
    table.add_row("speaker", f"{m['speaker']:.3f}", *[""] * 5)
    for name in ("venue", "date"):
        figures = [f"{m[name][key]:.3f}" for key in ("p", "r", "f1")]
        table.add_row(name, "", *figures, "", str(m[name]["gold"]))
    table.add_row("venue kind", f"{m['venue_kind']:.3f}", *[""] * 5)
    margin = f"{m['record_plus_minus']:.3f}"
    table.add_row("record", f"{m['record']:.3f}", *[""] * 3, margin, str(m["passages"]))
    return table


def read_fields(corpus: Path) -> list[Row]:
    """The labelled passages of fields.ndjson."""
    lines = (corpus / "fields.ndjson").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line]


def calibration(
    scorer: ModuleType, gold: Iterable[Row], found: dict[str, list[Row]], field: str = "speaker"
) -> list[tuple[float, bool]]:
    """The confidence in each speaker, venue or date given to a labelled passage, and whether
    it is right."""
    same = {
        "speaker": scorer.same_speaker,
        "venue": scorer.same_venue,
        "date": lambda passage, given: passage["date"] == given,
    }[field]
    judged = []
    for passage in gold:
        got = scorer.covering(passage, found.get(passage["article"], []))
        if got and got[field] is not None:
            right = passage[field] is not None and bool(same(passage, got[field]))
            judged.append((got[f"{field}_confidence"], right))
    return judged


def calibration_table(name: str, field: str, judged: Sequence[tuple[float, bool]]) -> Table:
    """How often the answers for a field are right, by tenths of confidence; below, the error.

    The error is the mean distance of confidence and share right, each tenth counting by
    its passages (expected calibration error).
    """
    tenths: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, right in judged:
        tenths[min(9, int(confidence * 10))].append((confidence, right))
    title = f"{name}: confidence in the {field}"
    table = new_table(title, "confidence", "passages", "share", "mean confidence", "right")
    error = 0.0
    for tenth in range(9, -1, -1):
        members = tenths[tenth]
        if members:
            mean = sum(confidence for confidence, _ in members) / len(members)
            accuracy = sum(right for _, right in members) / len(members)
            error += abs(mean - accuracy) * len(members) / len(judged)
            label = f"{tenth / 10:.1f} to {(tenth + 1) / 10:.1f}"
            share = _share(len(members), len(judged))
            table.add_row(label, str(len(members)), share, f"{mean:.3f}", f"{accuracy:.3f}")
    overall = _share(sum(right for _, right in judged), len(judged))
    table.add_row("all", str(len(judged)), "", f"error {error:.3f}", overall)
    return table


def recall_table(corpus: Path) -> Table:
    """How many annotated sources a mention overlaps, which is the most attribution can reach.

    Counted over the passages between quotation marks that have an annotated source.
    """
    from train_attribution import gold_source, is_right, read_relations

    from quotes.parsing.descriptions import candidates_of
    from quotes.parsing.features import SIDES
    from quotes.parsing.layout import lay_out

    counts = Counter[str]()
    for path in sorted((corpus / "text").glob("*.txt")):
        anns = sorted((corpus / "attributions").glob(f"{path.stem}_*.ann"))
        if not anns:
            continue
        layout, relations = lay_out(read_text(path)), read_relations(anns[0])
        for k, passage in enumerate(layout.passages):
            source = gold_source((passage.start, passage.end), relations)
            if not source:
                continue
            right = {i for i, m in enumerate(layout.mentions) if is_right((m.start, m.end), source)}
            near = chain.from_iterable(candidates_of(layout, k, side) for side in SIDES)
            candidate = not right.isdisjoint(near)
            counts.update({"sources": 1, "mention": bool(right), "candidate": candidate})
    table = new_table(f"{corpus.name}: recall of mentions", "", "share", "of sources")
    for label, key in (("some mention", "mention"), ("a candidate of its passage", "candidate")):
        table.add_row(label, _share(counts[key], counts["sources"]), str(counts["sources"]))
    return table


def corpus_tables(corpus: Path, scorers: Path | None) -> list[Table | str]:
    """All that can be told of a corpus, and a line for what cannot."""
    found = predict(corpus)
    tables: list[Table | str] = []
    attribution = load_scorer(scorers, "score_attribution")
    fields = load_scorer(scorers, "score_fields")
    annotated, labelled = (corpus / "attributions").is_dir(), (corpus / "fields.ndjson").exists()
    if attribution is None or fields is None:
        missing = "score_attribution.py or score_fields.py"
        tables.append(f"{corpus.name}: not scored, no {missing} (--scorers DIR)")
    if attribution and annotated:
        tables.append(attribution_table(attribution, corpus, found))
    if fields and labelled:
        tables.append(fields_table(fields, corpus, found))
        for field in ("speaker", "venue", "date"):
            judged = calibration(fields, read_fields(corpus), found, field)
            tables.append(calibration_table(corpus.name, field, judged))
    if annotated:
        try:
            tables.append(recall_table(corpus))
        except ModuleNotFoundError as error:
            if error.name != "numpy":
                raise
            tables.append(f"{corpus.name}: recall of mentions needs numpy (the extra `train`)")
    return tables


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "–"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpora", nargs="*", type=Path, metavar="CORPUS_DIR")
    parser.add_argument("--scorers", type=Path, metavar="DIR", help="the folder of the scorers")
    args = parser.parse_args()
    show(seeds_table(SEEDS))
    for corpus in args.corpora:
        show(*corpus_tables(corpus, args.scorers))


if __name__ == "__main__":
    main()
