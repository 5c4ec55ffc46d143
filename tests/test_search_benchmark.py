"""The data and queries of the search benchmark are what they are said to be, and it runs."""

from __future__ import annotations

import importlib
import math
import random
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

import pytest
from rapidfuzz.distance import OSA

from quotes.store.check import check
from quotes.words import folded_words

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
sys.path.append(str(BENCHMARKS))  # its modules import one another
vocabulary = importlib.import_module("search_vocabulary")
language = importlib.import_module("search_language")
articles_of = importlib.import_module("search_articles")
corpus = importlib.import_module("search_corpus")
queries_of = importlib.import_module("search_queries")
measuring = importlib.import_module("search_measuring")

QUOTES = 1500


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of invented quotes."""
    made = tmp_path_factory.mktemp("search") / "invented.db"
    corpus.build(made, QUOTES, seed=3)
    return made


@pytest.fixture
def connection(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path)) as opened:
        yield opened


# The words


@pytest.fixture(scope="module")
def speech() -> list[str]:
    """Many quotes, without articles around them."""
    made, rng = language.Language(1, 600), random.Random(1)
    return [made.quote(rng) for _ in range(5000)]


def test_the_same_seed_makes_the_same_words() -> None:
    assert vocabulary.vocabulary(1, 500) == vocabulary.vocabulary(1, 500)
    assert vocabulary.vocabulary(1, 500)["noun"] != vocabulary.vocabulary(2, 500)["noun"]


def test_no_word_is_listed_twice() -> None:
    for name, words in vocabulary.common_words().items():
        assert len({word for word, _ in words}) == len(words), name


def test_rare_words_are_words_of_their_own() -> None:
    known = {word for pool in vocabulary.vocabulary(1).values() for word in pool.words}
    rare = vocabulary.rare_words(1, 5000, known)
    assert len(set(rare)) == 5000
    assert not known & set(rare)
    assert any(not word.isascii() for word in rare)


def test_frequencies_are_those_of_a_natural_language(speech: list[str]) -> None:
    counts = Counter(word for quote in speech for word in folded_words(quote))
    whole, ranked = counts.total(), [count for _, count in counts.most_common()]
    assert counts.most_common(1)[0][0] == "the"
    assert 0.04 < counts["the"] / whole < 0.09
    assert 0.4 < sum(ranked[:100]) / whole < 0.65
    for first, last in ((10, 100), (100, 1000), (1000, 5000)):
        fall = math.log(ranked[first] / ranked[last]) / math.log(last / first)
        assert 0.75 < fall < 1.35, (first, last)
    once = sum(count == 1 for count in ranked)
    assert 0.3 < once / len(ranked) < 0.8


def test_runs_of_words_come_back(speech: list[str]) -> None:
    runs = Counter(
        run
        for quote in speech
        for words in [folded_words(quote)]
        for run in zip(words, words[1:], words[2:], strict=False)
    )
    repeated = sum(count for count in runs.values() if count > 1)
    assert 0.1 < repeated / runs.total() < 0.6


def test_quotes_are_printed_as_in_a_newspaper(speech: list[str]) -> None:
    lengths = [len(quote.split()) for quote in speech]
    assert min(lengths) >= 8
    assert max(lengths) <= 70  # a dash stands between blanks
    together = "\n".join(speech)
    for mark in "’‘–-,.?!é$%":
        assert mark in together, mark
    assert all(quote[0] == quote[0].upper() for quote in speech)


# The database


def test_the_database_is_sound(path: Path) -> None:
    assert check(path) == []


def test_the_same_seed_makes_the_same_articles() -> None:
    once, again = (list(islice(articles_of.Articles(300, 5), 50)) for _ in range(2))
    assert once == again
    assert once != list(islice(articles_of.Articles(300, 6), 50))


def test_shares_are_unequal(connection: sqlite3.Connection) -> None:
    (quotes,) = connection.execute("SELECT count(*) FROM quotes").fetchone()
    assert quotes == QUOTES
    shares = connection.execute(
        "SELECT count(*) FROM quote_speakers GROUP BY speaker_id ORDER BY 1 DESC"
    ).fetchall()
    assert 0.04 < shares[0][0] / QUOTES < 0.13
    assert shares[-1][0] == 1
    for column, least in (("venue", 50), ("kind", 3), ("date", 300)):
        (number,) = connection.execute(f"SELECT count(DISTINCT {column}) FROM quotes").fetchone()
        assert number >= least, column
    (outlets,) = connection.execute("SELECT count(DISTINCT outlet) FROM articles").fetchone()
    assert outlets > 40


def test_some_quotes_have_two_segments_or_were_printed_twice(
    connection: sqlite3.Connection,
) -> None:
    assert connection.execute("SELECT 1 FROM segments WHERE position = 1").fetchone()
    assert connection.execute("SELECT 1 FROM articles WHERE published IS NULL").fetchone()


# The queries


def test_the_same_seed_makes_the_same_queries(connection: sqlite3.Connection) -> None:
    queries = queries_of.make_queries(connection, 20, 1)
    assert queries == queries_of.make_queries(connection, 20, 1)
    assert queries != queries_of.make_queries(connection, 20, 2)
    assert Counter(query.sort for query in queries) == dict.fromkeys(queries_of.SORTS, 20)


def _source(connection: sqlite3.Connection, public_id: str) -> str:
    row = connection.execute("SELECT text FROM quotes WHERE public_id = ?", [public_id]).fetchone()
    return str(row[0])


def test_queries_hold_the_typing_errors_of_their_sort(connection: sqlite3.Connection) -> None:
    for query in queries_of.make_queries(connection, 100, 4):
        size = len(query.text.split())
        assert queries_of.answers(query, _source(connection, query.source)), query
        if query.sort == queries_of.REORDERED:
            assert sorted(folded_words(query.text)) == sorted(query.wanted)
            assert 2 <= size <= 7
            continue
        assert 3 <= size <= 8
        assert query.wanted == query.remembered
        typed, meant = folded_words(query.text), query.remembered
        if query.sort == queries_of.EXACT:
            assert tuple(typed) == meant
            continue
        # Accents are no typing errors, and a typo cuts no word in two.
        assert len(typed) == len(meant)
        errors = [OSA.distance(a, b) for a, b in zip(typed, meant, strict=True)]
        wrong = [word for word, error in zip(meant, errors, strict=True) if error]
        assert max(errors) == 1, query
        assert min(map(len, wrong)) >= 5
        expected = 1 if query.sort == queries_of.TYPO else max(2, size // 2)
        assert sum(errors) == expected, query


@pytest.mark.parametrize("word", ["house", "aaaaa", "committee", "straße"])
def test_a_typo_is_one_edit(word: str) -> None:
    rng = random.Random(1)
    typed = {queries_of.mistype(rng, word) for _ in range(2000)}
    assert {OSA.distance(word, each) for each in typed} == {1}
    assert {len(each) - len(word) for each in typed} == {-1, 0, 1}
    assert any(each[0] != word[0] for each in typed)


def test_words_are_typed_without_marks() -> None:
    text = "“We can’t – long-term, ‘Élysée’ – pay 1,200!”"
    assert queries_of.typed_words(text) == "we can't long-term élysée pay 1,200".split()
    assert queries_of.typed_words(text, keep=False)[3] == "elysee"


@pytest.mark.parametrize(
    ("sort", "text", "right"),
    [
        ("exact", "They said: the old bridge can’t stand, and left.", True),
        ("exact", "The OLD bridge can't stand", True),
        ("exact", "the old bridge can never, can’t stand", False),
        ("exact", "the bridge old can’t stand", False),
        ("one typo", "the old bridge can’t stand", True),
        ("typo in every second", "the odl bridge can’t stand", False),
        ("reordered, one dropped", "stand the old small bridge can", True),
        ("reordered, one dropped", "the old bridge can’t stand", True),
        ("reordered, one dropped", "the bridge, which is so old, can stand", False),
        ("reordered, one dropped", "the bridge can stand and stand", False),
        ("reordered, one dropped", "", False),
    ],
)
def test_the_judge(sort: str, text: str, right: bool) -> None:
    remembered = ("the", "old", "bridge", "can", "t", "stand")
    wanted = remembered
    if sort == "reordered, one dropped":
        wanted = ("the", "old", "bridge", "can", "stand")
    query = queries_of.Query(sort, "as typed", "source", remembered, wanted)
    judge = queries_of.Judge({"other": text, "source": "whatever"}.__getitem__)
    assert judge.is_right(query, "other") is right
    assert judge.rank(query, ["other", "source"]) == (1 if right else 2)
    assert judge.rank(query, ["other", "source"], strict=True) == 2
    assert judge.rank(query, []) == 0


def test_the_judge_wants_a_word_as_often_as_the_query_has_it() -> None:
    query = queries_of.Query("reordered, one dropped", "", "", tuple("abac"), tuple("aba"))
    assert queries_of.answers(query, "b a x a")
    assert not queries_of.answers(query, "b a x x a")
    assert not queries_of.answers(query, "a b c")


# The measurements


def test_wilson_intervals() -> None:
    low, high = measuring.wilson(9, 10)
    assert (round(low, 4), round(high, 4)) == (0.5958, 0.9821)
    assert measuring.wilson(10, 10)[1] == pytest.approx(1)
    assert measuring.wilson(0, 10)[0] == pytest.approx(0)


def test_percentiles() -> None:
    assert [measuring.percentile(range(1, 101), share) for share in (50, 95, 99)] == [50, 95, 99]
    assert measuring.percentile([7], 50) == 7


def test_all_tables_are_printed(path: Path) -> None:
    command = [sys.executable, str(BENCHMARKS / "search.py"), "--quick", "--keep", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    for title in ("Found among", "Time to answer", "Common words", "Filters", "A new process",
                  "Size", "Building", "Adding", "2 readers and a writer"):  # fmt: skip
        assert f"**{title}" in done.stdout, title
    tables = done.stdout.split("**To be reached**")
    assert len(tables) == 2
    goals = [row.split(" | ") for row in tables[1].strip().splitlines()[2:]]
    assert ["errors of readers and a writer", "0.000", "≤ 0", "yes |"] in [
        [goal[0].removeprefix("| "), *goal[1:]] for goal in goals
    ]
    for name in ("recall@1, exact", "p50, × a thousandth of brute force"):
        assert any(name in goal[0] for goal in goals), name
