"""Which new quote takes over from which old one, told by marked-up versions of a text."""

from __future__ import annotations

import random
import string
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stored_articles import unmark

from quotes.models import Span
from quotes.store.alignment import MOST_WORDS, align, carried_over
from quotes.store.handover import hand_over

# old version, new version, {new letter: old letter it takes over from},
# {old letter without an heir: new letter that replaces it}
Row = tuple[str, str, dict[str, str], dict[str, str]]
MANY = "".join(f"“[q{n}:Line {n % 3}.]” she said.\n" for n in range(40))
TABLE: dict[str, Row] = {
    "the same": ("“[a:We won.]”", "“[a:We won.]”", {"a": "a"}, {}),
    "a longer quote, same text": ("“[a:We] won.”", "“[b:We won.]”", {"b": "a"}, {}),
    "any overlap will do in the same text": (
        "[a:one two three four f]ive six seven eight nine",
        "one two three four [b:five six seven eight nine]",
        {"b": "a"},
        {},
    ),
    "two merged": (
        "“[a:We won,]” she said, “[b:fairly.]”",
        "“[c:We won,]” she said, “[c:fairly.]”",
        {"c": "a"},
        {"b": "c"},
    ),
    "one split": (
        "“[c:We won,]” she said, “[c:fairly.]”",
        "“[a:We won,]” she said, “[b:fairly.]”",
        {"a": "c"},
        {},
    ),
    "the exact one before the one around it": (
        "He said [a:they] won.",
        "He said [b:they] won.",
        {"b": "a"},
        {},
    ),
    "dropped by the parser": ("“[a:We won.]” “[b:Yes.]”", "“We won.” “[b:Yes.]”", {"b": "b"}, {}),
    "text put before": ("“[a:We won.]”", "UPDATE\n“[a:We won.]”", {"a": "a"}, {}),
    "a word changed inside": (
        "“[a:We have won the vote.]” she said.",
        "“[a:We have won this vote.]” she said.",
        {"a": "a"},
        {},
    ),
    "white space changed": (
        "“[a:We have  won it.]” she said.",
        "“[a:We have won\tit.]” she said.",
        {"a": "a"},
        {},
    ),
    "other words in its place": (
        "“[a:We have won the vote.]” she said.",
        "“[b:Nobody expected a defeat.]” he said.",
        {},
        {},
    ),
    "taken out": ("First.\n“[a:We won.]” she said.\nLast.", "First.\nLast.", {}, {}),
    "a paragraph that moved": (
        "“[a:We won.]” she said.\n“[b:No comment.]” he said.\nThe end.",
        "“[b:No comment.]” he said.\nThe end.\n“[a:We won.]” she said.",
        {"a": "a", "b": "b"},
        {},
    ),
    "moved, and its neighbour changed": (
        "One.\n“[m:We won.]” she said.\n“[x:It was a long night.]” he said.\nTwo.",
        "One.\n“[x:It was a very long night.]” he said.\nTwo.\n“[m:We won.]” she said.",
        {"m": "m", "x": "x"},
        {},
    ),
    "one of several equal ones taken out": (
        "A.\n“[a:Yes.]” she said.\nB.\n“[b:Yes.]” she said.\nC.",
        "A.\nB.\n“[b:Yes.]” she said.\nC.",
        {"b": "b"},
        {},
    ),
    "one more in front of equal ones": (
        "A.\n“[a:Yes.]” she said.\nB.\n“[b:Yes.]” she said.\nC.",
        "“[n:Yes.]” she said.\nA.\n“[a:Yes.]” she said.\nB.\n“[b:Yes.]” she said.\nC.",
        {"a": "a", "b": "b"},
        {},
    ),
    "repeated lines": (MANY, MANY + "The end.", {f"q{n}": f"q{n}" for n in range(40)}, {}),
    "all in one line": (
        "He spoke. “[a:We won.]” Then he left. “[b:They lost.]” All wept.",
        "He spoke. Then he left. “[b:They lost.]” “[a:We won.]” All wept.",
        {"a": "a", "b": "b"},
        {},
    ),
    "nothing before": ("", "“[a:We won.]”", {}, {}),
    "nothing after": ("“[a:We won.]”", "", {}, {}),
}


@pytest.mark.parametrize(("before", "after", "heirs", "replaced"), TABLE.values(), ids=TABLE)
def test_handover(before: str, after: str, heirs: dict[str, str], replaced: dict[str, str]) -> None:
    old_text, old = unmark(before)
    new_text, new = unmark(after)
    result = hand_over(list(old.values()), old_text, list(new.values()), new_text)
    old_names, new_names = list(old), list(new)
    assert {new_names[j]: old_names[i] for j, i in result.predecessor.items()} == heirs
    assert {old_names[i]: new_names[j] for i, j in result.replaced_by.items()} == replaced


def test_the_exact_quote_goes_before_one_that_contains_it() -> None:
    text = "He said they won fairly."
    around, exact = [Span(8, 23)], [Span(13, 16)]
    assert hand_over([exact], text, [around, exact], text).predecessor == {1: 0}


def moved_and_changed(lines: list[str], order: random.Random) -> str:
    order.shuffle(lines)
    return "\n".join(line for line in lines if order.random() < 0.8)


@given(st.lists(st.text("ab .\n“”", max_size=12), max_size=12), st.randoms(use_true_random=False))
def test_blocks_are_equal_and_never_overlap(lines: list[str], order: random.Random) -> None:
    old = "\n".join(lines)
    new = moved_and_changed(lines, order)
    blocks = align(old, new)
    for block in blocks:
        assert old[block.old :][: block.length] == new[block.new :][: block.length]
    for starts in ([(b.old, b.length) for b in blocks], [(b.new, b.length) for b in blocks]):
        end = 0
        for start, length in sorted(starts):
            assert start >= end
            assert length > 0
            end = start + length
    for span in (Span(0, len(old)), Span(len(old) // 3, len(old) // 2)):
        for place in carried_over(span, blocks):
            assert new[place.start : place.end] in old[span.start : span.end]


def _noise(seed: int, words: int, join: str = " ") -> str:
    source = random.Random(seed)
    return join.join("".join(source.choices(string.ascii_lowercase, k=4)) for _ in range(words))


LARGE = {
    "one line, changed at both ends": (f"x {_noise(1, 100_000)} y", f"z {_noise(1, 100_000)} w"),
    "one line, nothing in common": (_noise(1, 100_000), _noise(2, 100_000)),
    "every line twice": (_noise(1, 20_000, "\n") * 2, _noise(1, 20_000, "\n") * 2 + "x"),
    "shuffled lines": (
        _noise(1, 20_000, "\n"),
        "\n".join(sorted(_noise(1, 20_000, "\n").split("\n"))),
    ),
    "one word": ("a" * 2_000_000, "a" * 1_999_999 + "b"),
    "full stops": ("." * 500_000, "." * 499_999),
    "marks": ("“" * 500_000, "”" * 500_000),
    "every other line changed": (
        _noise(1, 20_000, "\n"),
        "\n".join(f"{w}{n % 2}" for n, w in enumerate(_noise(1, 20_000, "\n").split())),
    ),
}


@pytest.mark.parametrize(("old", "new"), LARGE.values(), ids=LARGE)
def test_large_texts_are_aligned_without_hanging(old: str, new: str) -> None:
    began = time.monotonic()
    hand_over(
        [[Span(n, n + 5)] for n in range(0, len(old) - 5, 50)],
        old,
        [[Span(n, n + 5)] for n in range(0, len(new) - 5, 50)],
        new,
    )
    assert time.monotonic() - began < 60


def test_the_ends_of_a_stretch_too_long_to_compare_are_aligned() -> None:
    old = "We won today " + _noise(1, MOST_WORDS + 1) + " and they lost"
    new = "We won today " + _noise(2, MOST_WORDS + 1) + " and they lost"
    first, last = Span(0, 12), Span(len(old) - 13, len(old))
    blocks = align(old, new)
    for span in (first, last):
        places = [new[s.start : s.end] for s in carried_over(span, blocks)]
        assert places == [old[span.start : span.end]]
