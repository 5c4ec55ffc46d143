"""Train the model of pronouns on articles and write quotes/parsing/pronouns.tsv.

    python benchmarks/train_pronouns.py TRAIN_DIR... [--folds 5] [--test DIR] [--output FILE]

TRAIN_DIR holds text/*.txt and, for some of the articles, the speakers of quotes in
fields.ndjson. No coreference need be annotated: wherever people of both genders stand
before a pronoun (known by their titles and given names), those whose gender fits share
the right answer, the others are wrong. The features do not know the gender, so what is
learned is which places pronouns take up. The pronouns whose meaning fields.ndjson gives
count three times. A second round knows what the first made of the pronouns in between.
Needs numpy (the extra `train`).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from pathlib import Path

from train_attribution import FOLDER, Example, Model

from quotes.parsing.assembly import Draft, assemble
from quotes.parsing.attribution import attribute
from quotes.parsing.cast import Cast, Person
from quotes.parsing.clauses import merge
from quotes.parsing.layout import Layout, lay_out
from quotes.parsing.pronouns import Pronouns, Seen, gender_of_pronoun
from quotes.parsing.references import References
from quotes.parsing.reported import find_reports
from quotes.parsing.sentences import unwrap

OUTPUT = Path(__file__).parent.parent / "quotes" / "parsing" / "pronouns.tsv"
LABELLED = 3  # how often a pronoun with an annotated meaning counts
Article = tuple[int, Layout, list[Draft], dict[int, str]]


def load(directory: Path, first: int = 0) -> list[Article]:
    """Every article's number, layout, quotes and the annotated speakers by first character."""
    speakers: dict[str, dict[int, str]] = defaultdict(dict)
    for line in (directory / "fields.ndjson").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["speaker"] and row["speaker_kind"] == "person":
            speakers[row["article"]][row["start"]] = row["speaker"]
    articles = []
    for number, path in enumerate(sorted((directory / "text").glob("*.txt")), first):
        with path.open(encoding="utf-8", newline="") as file:
            layout = lay_out(unwrap(file.read()))
        drafts = merge(layout, assemble(layout, attribute(layout)), find_reports(layout))
        articles.append((number, layout, drafts, speakers[path.stem]))
    return articles


def gold_meanings(layout: Layout, drafts: list[Draft], speakers: dict[int, str]) -> dict[int, str]:
    """The annotated speaker of every pronoun that is credited with a quote."""
    return {
        draft.mention: speakers[layout.passages[k].start]
        for draft in drafts
        for k in draft.passages
        if layout.passages[k].start in speakers
    }


def is_named(person: Person, speaker: str) -> bool:
    """Whether a person of the article is the annotated speaker: same first and last word."""
    words = speaker.lower().split()
    return person.words[-1:] == tuple(words[-1:]) and person.words[:1] == tuple(words[:1])


class Recorder(Pronouns):
    """Pronouns that keep an example for every one whose meaning is known.

    `known` is the gender of people before any pronoun has told it, `gold` the annotated
    speakers; what the others mean is the answer of `model`, nobody without one.
    """

    def __init__(
        self, article: Article, cast: Cast, gold: dict[int, str], model: Model | None
    ) -> None:
        number, _, drafts, _ = article
        super().__init__(cast, {draft.mention for draft in drafts})
        self.number, self.gold, self.model = number, gold, model
        self.known = {id(p): p.gender for p in cast.who if p is not None}
        self.by_gender: list[Example] = []
        self.labelled: list[Example] = []

    def gender(self, seen: Seen) -> str | None:
        return self.known.setdefault(id(seen.person), seen.person.gender)

    def example(self, i: int, seen: list[Seen], right: list[int]) -> Example:
        return Example(self.number, self.features(i, seen), right, long=False)

    def meaning(self, i: int) -> tuple[Person, float] | None:
        gender = gender_of_pronoun(self.layout.mentions[i])
        if gender is None:
            return None
        near = self.candidates(i, lambda p: not p.is_place)
        certain = [seen for seen in near if self.gender(seen)]
        right = [k for k, seen in enumerate(certain) if self.gender(seen) == gender]
        if 0 < len(right) < len(certain):
            self.by_gender.append(self.example(i, certain, right))
        fitting = [s for s in near if s.person.credible and self.gender(s) in (gender, None)]
        if not fitting:
            return None
        if i in self.gold:
            right = [k for k, s in enumerate(fitting) if is_named(s.person, self.gold[i])]
            self.labelled.append(self.example(i, fitting, right))
        if self.model is None:
            return None
        p = self.model.probabilities(self.model.encode(self.example(i, fitting, [])))
        return fitting[int(p.argmax())].person, float(p.max())


def examples_of(article: Article, model: Model | None) -> tuple[list[Example], list[Example]]:
    """The examples from gender alone and those with an annotated meaning."""
    _, layout, drafts, speakers = article
    recorder = Recorder(article, Cast(layout), gold_meanings(layout, drafts, speakers), model)
    References(recorder.cast, recorder.speaking, (), recorder)
    return recorder.by_gender, recorder.labelled


def train(articles: list[Article]) -> Model:
    """The model after two rounds over the articles."""
    model: Model | None = None
    for _ in range(2):
        examples = []
        for article in articles:
            by_gender, labelled = examples_of(article, model)
            examples += by_gender + LABELLED * [e for e in labelled if e.right]
        model = Model(examples)
        model.train(examples)
    assert model is not None
    return model


def report(model: Model, articles: list[Article]) -> Counter[str]:
    """How many pronouns of either kind the model sends to the right person."""
    counts = Counter[str]()
    for article in articles:
        for name, examples in zip(("gender", "label"), examples_of(article, model), strict=True):
            for e in examples:
                counts[name] += 1
                if e.features:
                    best = int(model.probabilities(model.encode(e)).argmax())
                    counts[f"{name}.right"] += best in e.right
    return counts


def shares(counts: Counter[str]) -> str:
    """The shares of right answers, by kind of evidence."""
    return "  ".join(
        f"{name} {counts[f'{name}.right'] / max(1, counts[name]):.4f} of {counts[name]}"
        for name in ("gender", "label")
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("train_dirs", nargs="+", type=Path, metavar="TRAIN_DIR")
    parser.add_argument("--folds", type=int, default=0, help="cross-validate instead of writing")
    parser.add_argument("--test", type=Path, help="score the trained model on this directory too")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    args = parser.parse_args()
    articles = [a for n, folder in enumerate(args.train_dirs) for a in load(folder, n * FOLDER)]
    if args.folds:
        total = Counter[str]()
        for fold in range(args.folds):
            model = train([a for a in articles if a[0] % args.folds != fold])
            total += report(model, [a for a in articles if a[0] % args.folds == fold])
        print(f"{args.folds} folds: {shares(total)}")
        return
    model = train(articles)
    print(f"train: {shares(report(model, articles))}")
    if args.test:
        print(f"test: {shares(report(model, load(args.test)))}")
    kept = sorted((name, w) for name, i in model.ids.items() if abs(w := model.weights[i]) >= 0.02)
    args.output.write_text("".join(f"{name}\t{w:.3f}\n" for name, w in kept), encoding="utf-8")
    print(f"{args.output}: {len(kept)} weights")


if __name__ == "__main__":
    main()
