"""Write the project's own marked-up articles as an annotated corpus, to learn from.

    python benchmarks/own_corpus.py OUTPUT_DIR [ARTICLES_DIR]

ARTICLES_DIR (benchmarks/texts unless given) holds articles marked up like those of
tests/parsing/articles.py. OUTPUT_DIR gets text/*.txt, articles.csv, attributions/*.ann (brat
stand-off) and fields.ndjson, as the training scripts and accuracy.py read them. A field that
an article leaves open is named in the list "open" of its line.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from quotes.models import Span

ROOT = Path(__file__).parent.parent
TEXTS = ROOT / "benchmarks" / "texts"
_MARKS = frozenset("“”\"‘’'«»„")


def write_corpus(articles: Path, output: Path) -> int:
    """How many articles of the folder `articles` were written to `output` as a corpus."""
    sys.path.insert(0, str(ROOT / "tests" / "parsing"))
    from marked_articles import articles as read_articles

    for name in ("text", "attributions"):
        (output / name).mkdir(parents=True, exist_ok=True)
    fields: list[dict[str, Any]] = []
    published: list[tuple[str, str]] = []
    for article in read_articles(articles):
        name = f"{article.name}.txt"
        with (output / "text" / name).open("w", encoding="utf-8", newline="") as file:
            file.write(article.text)
        annotations = "".join(_annotations(article.text, article.wanted))
        path = output / "attributions" / f"{article.name}_own.ann"
        path.write_text(annotations, encoding="utf-8")
        fields.extend(_fields(article))
        published.append((name, article.published or ""))
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in fields)
    (output / "fields.ndjson").write_text(lines, encoding="utf-8")
    with (output / "articles.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("file", "published"), *published])
    return len(published)


def _annotations(text: str, wanted: Iterable[Any]) -> Iterable[str]:
    """The lines of a stand-off file: the contents and sources of all quotes and reports."""
    number = 0
    for one in wanted:
        contents = one.clause or tuple(_with_marks(text, span) for span in one.quoted)
        if not contents or not one.mentions:
            continue
        roles = []
        for role, spans in (("Content", contents), ("Source", one.mentions)):
            number += 1
            places = ";".join(f"{span.start} {span.end}" for span in spans)
            words = " ".join(text[span.start : span.end] for span in spans).replace("\n", " ")
            yield f"T{number}\t{role} {places}\t{words}\n"
            roles.append(f"{role}:T{number}")
        yield f"E{number}\t{' '.join(roles)}\n"


def _with_marks(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    if start and text[start - 1] in _MARKS:
        start -= 1
    if end < len(text) and text[end] in _MARKS:
        end += 1
    return Span(start, end)


def _fields(article: Any) -> Iterable[dict[str, Any]]:
    """A line for every passage of three words or more that somebody said."""
    for one in article.wanted:
        for span in one.quoted:
            if len(article.text[span.start : span.end].split()) < 3:
                continue
            answers = {"speaker": one.speakers, "venue": one.venues, "date": one.dates}
            yield {
                "article": article.name,
                "published": article.published,
                "start": span.start,
                "end": span.end,
                **{name: forms[0] if forms else None for name, forms in answers.items()},
                "speaker_alt": list((one.speakers or ())[1:]),
                "speaker_kind": one.speaker_kind or "person",
                "venue_alt": list((one.venues or ())[1:]),
                "venue_kind": one.venue_kind,
                "date_basis": None,
                "open": [name for name, forms in answers.items() if forms is None],
            }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("output", type=Path, metavar="OUTPUT_DIR")
    parser.add_argument("articles", nargs="?", type=Path, default=TEXTS, metavar="ARTICLES_DIR")
    args = parser.parse_args()
    print(f"{args.output}: {write_corpus(args.articles, args.output)} articles")


if __name__ == "__main__":
    main()
