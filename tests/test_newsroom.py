"""The invented news and its truth hold what they promise; the scores are counted right."""

from __future__ import annotations

import importlib
import json
import re
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
sys.path.append(str(BENCHMARKS))  # its modules import one another
names = importlib.import_module("newsroom_names")
people_of = importlib.import_module("newsroom_people")
billing = importlib.import_module("newsroom_billing")
newsroom = importlib.import_module("newsroom")
scores = importlib.import_module("joining_scores")

PEOPLE = people_of.make_people()


@pytest.fixture(scope="module")
def stories() -> list[Any]:
    """Enough articles for all there is to be met."""
    return list(newsroom.write_stories(1000))


def test_the_same_seed_gives_the_same_news() -> None:
    assert people_of.make_people(7) == people_of.make_people(7)
    assert people_of.make_people(7) != PEOPLE
    assert list(newsroom.write_stories(5, 7)) == list(newsroom.write_stories(9, 7))[:5]
    assert list(newsroom.write_stories(5, 7)) != list(newsroom.write_stories(5, 8))


def test_four_hundred_people_and_thirty_pairs_of_namesakes() -> None:
    assert [person.number for person in PEOPLE] == list(range(400))
    twins = [person for person in PEOPLE if person.twin is not None]
    assert len(twins) == 60
    for person in twins:
        twin = PEOPLE[person.twin]
        assert (twin.twin, twin.pair) == (person.number, person.pair)
        assert people_of.same_in_print(person, twin)
    sorts = Counter(person.pair for person in twins)
    assert sorts == {sort: 2 * pairs for sort, pairs in people_of.PAIRS.items()}


def test_some_namesakes_are_in_the_news_at_one_time_and_some_are_not() -> None:
    overlapping = [
        one.posts[0].start <= other.posts[-1].end and other.posts[0].start <= one.posts[-1].end
        for one, other in zip(PEOPLE[:60:2], PEOPLE[1:60:2], strict=True)
    ]
    assert 8 <= sum(overlapping) <= 22


def test_nobody_else_shares_a_full_name() -> None:
    groups = [names.all_forms(p.name for p in PEOPLE[i : i + 2]) for i in range(0, 60, 2)]
    groups += [names.all_forms([person.name]) for person in PEOPLE[60:]]
    assert max(Counter(form for group in groups for form in group).values()) == 1


def test_lives_have_no_gaps_and_some_change_their_field() -> None:
    for person in PEOPLE:
        for before, after in zip(person.posts, person.posts[1:], strict=False):
            assert (after.start - before.end).days == 1
    changed = [person for person in PEOPLE if len({post.field for post in person.posts}) > 1]
    assert len(changed) > 10
    assert any(p.posts[0].field == "sport" and p.posts[-1].field == "politics" for p in PEOPLE)


def test_articles_print_what_the_truth_says(stories: list[Any]) -> None:
    for story in stories:
        text, day = story.article.text, date.fromisoformat(story.article.published)
        assert 1 <= len(story.billings) <= 4
        for billed in story.billings:
            assert billed.name in text
            assert billed.role is None or billed.role.lower() in text.lower()
            assert billed.kind in names.KINDS
            assert PEOPLE[billed.person].post(day) is not None
        for said in story.said:
            assert text[said.start : said.start + len(said.words)] == said.words
            assert text[said.start - 1] in '“"'
        assert {said.person for said in story.said} == {b.person for b in story.billings}
        assert not set("{}<>$|") & set(text)


def test_names_are_printed_in_every_way(stories: list[Any]) -> None:
    kinds = Counter(b.kind for story in stories for b in story.billings)
    assert set(kinds) == set(names.KINDS)
    same = sum(kinds[kind] for kind in ("as usual", *names.SPELLINGS))
    assert 0.85 < same / kinds.total() < 0.91
    for kind, form in (
        ("as usual", names.Name.__str__),
        ("capitals", lambda name: str(name).upper()),
        ("suffix", lambda name: name.printed(suffix="")),
    ):
        for billed in (b for story in stories for b in story.billings if b.kind == kind):
            assert billed.name == form(PEOPLE[billed.person].name)


def test_a_typing_error_is_one_letter_and_nobody_elses_name(stories: list[Any]) -> None:
    known = names.all_forms(person.name for person in PEOPLE)
    found = [b for story in stories for b in story.billings if b.kind == "typing error"]
    for billed in found:
        assert names.without_diacritics(billed.name).casefold() not in known
        assert abs(len(billed.name) - len(str(PEOPLE[billed.person].name))) <= 1


def test_rates_are_kept() -> None:
    rates = billing.Rates(0, 0, 0, 0, 0, 0, 0, 0, role=1, section=1)
    for story in newsroom.write_stories(50, 3, rates):
        assert {billed.kind for billed in story.billings} == {"as usual"}
        assert all(billed.role for billed in story.billings)
        assert story.article.section


def test_news_is_written_to_files(tmp_path: Path) -> None:
    command = [sys.executable, str(BENCHMARKS / "newsroom.py"), str(tmp_path), "--articles", "3"]
    subprocess.run(command, check=True, timeout=60)
    lines = (tmp_path / "truth.ndjson").read_text(encoding="utf-8").splitlines()
    for line, story in zip(lines, newsroom.write_stories(3), strict=True):
        row = json.loads(line)
        assert (tmp_path / f"{row['name']}.txt").read_text("utf-8") == story.article.text
        assert [each["name"] for each in row["people"]] == [b.name for b in story.billings]
        assert row["said"][0]["start"] == story.said[0].start


# The scores

# Two people, one under two entries, and the other's only article under the first of them.
UNITS = [
    scores.Unit(1, "as usual", 10),
    scores.Unit(1, "as usual", 10),
    scores.Unit(1, "nickname", 11),
    scores.Unit(2, "as usual", 10),
]


def test_pairs_are_counted() -> None:
    assert scores.pairwise(UNITS) == (1 / 3, 1 / 3)
    assert scores.pairwise(UNITS[2:]) == (None, None)
    assert scores.pairwise_of_kind(UNITS, "as usual") == (2 / 6, 2 / 4)
    assert scores.pairwise_of_kind(UNITS, "nickname") == (None, 0)
    assert scores.if_joined(UNITS, {"as usual"}) == (1, 1 / 3)
    assert scores.main_entries(UNITS) == {1: 10, 2: 10}


def test_an_interval_holds_the_figure() -> None:
    spans = scores.intervals(UNITS, 200)
    assert spans.precision[0] <= 1 / 3 <= spans.precision[1] == 1
    assert spans.recall == (1 / 3, 1)


def test_joining() -> None:
    command = [sys.executable, str(BENCHMARKS / "joining.py"), "--quick"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    read = re.search(r"names read as printed: ([\d.]+) of", done.stdout)
    assert read
    assert float(read[1]) >= 0.97
    for row in ("namesakes", *names.KINDS[:1], *people_of.PAIRS, "joining alone"):
        assert f"  {row}  " in done.stdout
