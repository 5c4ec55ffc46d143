"""The benchmarks work and print their tables; their figures are not judged here."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"


def load(name: str) -> ModuleType:
    """A benchmark as a module."""
    spec = importlib.util.spec_from_file_location(name, BENCHMARKS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


articles = load("articles")


def run(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The benchmark run as a command."""
    command = [sys.executable, str(BENCHMARKS / f"{name}.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def table_row(output: str, name: str) -> list[str]:
    """The cells of the first row called `name`."""
    for line in output.splitlines():
        cells = re.split(r"\s{2,}", line.strip())
        if cells[0] == name:
            return cells[1:]
    raise AssertionError(f"no row {name!r} in\n{output}")


# The invented articles


def test_the_same_seed_gives_the_same_article() -> None:
    assert articles.write_article(7) == articles.write_article(7)
    assert list(articles.write_articles(3, seed=5))[2] == articles.write_article(7)


def test_articles_differ() -> None:
    assert len(set(articles.write_articles(20, words=100))) == 20


@pytest.mark.parametrize("words", [1, 50, 750, 5000])
def test_an_article_is_as_long_as_asked(words: int) -> None:
    assert words <= len(articles.write_article(1, words).split()) < words + 300


@pytest.mark.parametrize(
    ("style", "shown", "absent"),
    [
        ("curly", "“”‘’", "\"'"),
        ("straight", "\"'", "“”‘’"),
        ("single", "‘’“”", "\"'"),
        ("straight single", "\"'", "“”‘’"),
    ],
)
def test_marks_are_of_one_style(style: str, shown: str, absent: str) -> None:
    text = articles.write_article(1, 5000, style)
    assert set(shown) <= set(text)
    assert not set(absent) & set(text)


@pytest.mark.parametrize(
    ("layout", "pattern"),
    [
        ("words first", r"^“[^”\n]+,” [\w.’ -]+ said\b"),
        ("speaker first", r"^[A-Z][^“\n]* said[^“\n]*[,:] “[^”\n]+\.”$"),
        ("inverted", r",” said [A-Z]"),
        ("broken by a comma", r",” [^“”\n]+ said, “and [^”\n]+\.”"),
        ("broken by a sentence", r",” [^“”\n]+\. “[A-Z]"),
        ("a scrap", r"said that [^“\n]+ was “[a-z]"),
        ("several paragraphs", r"“[^”\n]+\n\n“[^”]+”$"),
        ("never closed", r"“[^”\n]+\n\n[^“]"),
        ("marks inside marks", r"“[^”\n]*‘[^”\n]*’[^”\n]*”"),
        ("without a speaker of its own", r"^“[^”\n]+\.”$"),
        ("a label", r"^[A-Z][A-Z’-]+: "),
        ("an apostrophe", r"\w’\w"),
        ("a term", r"the “[\w -]+” works"),
        ("a nickname", r"[A-Z]\w+ “[A-Z]\w+” [A-Z]"),
    ],
)
def test_articles_show_every_layout(layout: str, pattern: str) -> None:
    text = articles.write_article(1, 20_000, "curly")
    assert re.search(pattern, text, re.MULTILINE), layout


def test_every_rule_of_the_grammar_is_used() -> None:
    alternatives = [words for choices, _ in articles._RULES.values() for words in choices]
    used = {name.lower() for words in alternatives for name in re.findall(r"\$(\w+)", words)}
    by_code = {"paragraph", "middle", "family", "he", "she", "role", "place"}
    assert set(articles._RULES) == (used | by_code) - {"n", "d", "who", "label"}


def test_articles_are_written_to_files(tmp_path: Path) -> None:
    done = run("articles", "--count", "2", "--seed", "3", "--output", str(tmp_path / "new"))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    written = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "new").iterdir()}
    assert written == {f"{n:06}.txt": articles.write_article(n) for n in (3, 4)}


# The commands


def test_speed(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(articles.write_article(1, 200), encoding="utf-8")
    done = run("speed", "--quick", "--texts", str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert float(table_row(done.stdout, "invented, 750 words")[1]) > 0
    assert table_row(done.stdout, tmp_path.name)[0] == "1"
    assert table_row(done.stdout, "peak memory, 20 articles")[0].endswith(" MB")
    for shape in ("an article", "one line", "no closing mark", "only apostrophes"):
        assert len(table_row(done.stdout, shape)) == 4


def test_speed_wants_texts(tmp_path: Path) -> None:
    done = run("speed", "--quick", "--texts", str(tmp_path))
    assert done.returncode == 1
    assert done.stderr == f"{tmp_path}: no .txt file in this folder\n"


def test_startup() -> None:
    done = run("startup", "--quick")
    assert done.returncode == 0, done.stderr
    assert table_row(done.stdout, "Typer hello-world")[1] == "1.00"
    for command in ("quotes --help", "quotes search bridge", "python -m quotes --help"):
        assert float(table_row(done.stdout, command)[1]) > 0


TEXT = "“We won the match,” said Jane Doe. “It was not easy,” said John Roe.\n"
ANNOTATIONS = """\
T1\tContent 0 19\t“We won the match,”
T2\tCue 20 24\tsaid
T3\tSource 25 33\tJane Doe
E1\tAttribution:T2 Content:T1 Source:T3
"""
ATTRIBUTION_SCORER = """
def read_predictions(path, corpus):
    return path.read_text(encoding="utf-8").splitlines()

def score(corpus, predictions):
    figures = {"p": 0.5, "r": 0.25, "f1": 0.125, "plus_minus": 0.0625, "n": len(predictions)}
    return {"quoted": figures}
"""
FIELDS_SCORER = """
def score(gold, found):
    prf = {"p": 0.5, "r": 0.25, "f1": 0.125, "gold": 1}
    return {"passages": len(gold), "found": 1.0, "speaker": 0.75, "venue": prf, "date": prf,
            "venue_kind": 0.5, "record": 0.875, "record_plus_minus": 0.0625}

def covering(gold, found):
    return next((row for row in found if row["contents"][0][0] == gold["start"]), None)

def same_speaker(gold, name):
    return gold["speaker"] == name

def same_venue(gold, label):
    return gold["venue"] == label
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A corpus of one article, annotated, and its scorers beside it."""
    folder = tmp_path / "invented"
    for name in ("text", "attributions"):
        (folder / name).mkdir(parents=True)
    labels = [
        {
            "article": "match",
            "start": 1,
            "end": 18,
            "speaker": "Jane Doe",
            "venue": None,
            "date": None,
        },
        {
            "article": "match",
            "start": TEXT.index("It was"),
            "end": 50,
            "speaker": "Richard Poe",
            "venue": None,
            "date": None,
        },
    ]
    fields = "".join(json.dumps(label) + "\n" for label in labels)
    files = {
        "text/match.txt": TEXT,
        "articles.csv": "file,published\nmatch.txt,2025-02-24\n",
        "attributions/match_a.ann": ANNOTATIONS,
        "fields.ndjson": fields,
        "../score_attribution.py": ATTRIBUTION_SCORER,
        "../score_fields.py": FIELDS_SCORER,
    }
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def test_accuracy_on_the_seeds() -> None:
    done = run("accuracy")
    assert done.returncode == 0, done.stderr
    quotes, *shares = table_row(done.stdout, "all")
    assert int(quotes) > 80
    assert all(0.5 < float(share) <= 1 for share in shares[:5])


def test_accuracy_with_scorers(corpus: Path) -> None:
    done = run("accuracy", str(corpus), "--scorers", str(corpus.parent))
    assert done.returncode == 0, done.stderr
    _, _, tables = done.stdout.partition("invented: attribution")
    assert table_row(tables, "quoted") == ["0.500", "0.250", "0.125", "0.062", "2"]
    assert table_row(tables, "record") == ["0.875", "0.062", "2"]
    # Of the two speakers given, the labels have one.
    assert table_row(tables, "all")[0] == "2"
    assert table_row(tables, "all")[-1] == "0.500"


def test_accuracy_without_scorers_says_so(corpus: Path) -> None:
    done = run("accuracy", str(corpus))
    assert done.returncode == 0, done.stderr
    assert "invented: not scored, no score_attribution.py or score_fields.py" in done.stdout


def test_recall_of_mentions(corpus: Path) -> None:
    pytest.importorskip("numpy")
    done = run("accuracy", str(corpus))
    assert table_row(done.stdout, "some mention") == ["1.000", "1"]
    assert table_row(done.stdout, "a candidate of its passage") == ["1.000", "1"]


def test_accuracy_wants_a_corpus(tmp_path: Path) -> None:
    done = run("accuracy", str(tmp_path))
    assert done.returncode == 1
    assert done.stderr == f"{tmp_path}: no text/*.txt in this folder\n"
