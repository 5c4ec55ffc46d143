"""Eight processes search while articles are stored: none fails, and none sees half an article."""

from __future__ import annotations

import subprocess
import sys
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

from stored_articles import article, quotes, unmark

from quotes.store.check import check
from quotes.store.database import open_database
from quotes.store.ingest import ingest

READERS, ARTICLES, QUOTES = 8, 60, 5

READER = """
import sys
from contextlib import closing
from pathlib import Path
from quotes.searching import count, find
from quotes.store.database import connect

path, reader, articles, quotes = Path(sys.argv[1]), *map(int, sys.argv[2:5])
words = sys.argv[5:]
seen = turn = 0
print("ready", flush=True)
with closing(connect(path)) as connection:
    while seen < articles:
        turn += 1
        word = words[(turn * 7 + reader) % articles]
        found = len(find(connection, f'"{word}"', limit=100).hits)
        assert found in (0, quotes), (word, found)
        assert count(connection, word) in (0, quotes), word
        assert find(connection, "tide was lates").hits or not seen
        # Articles are stored in order, so that the last one there tells how far it has come.
        while seen < articles and count(connection, words[seen]):
            seen += 1
        if turn == 1:
            print("searching", flush=True)
"""


def name(number: int) -> str:
    """A word of an article's own, far from those of others."""
    letters = "bcdfghjklm"
    return "".join(letters[int(digit)] * 3 for digit in f"{number:03}")


def marked(number: int) -> str:
    letters = "abcdefgh"[:QUOTES]
    return " ".join(
        f"“[{letter}:The tide was late in {name(number)} {letter},]” Jane Doe said."
        for letter in letters
    )


def reader(path: Path, number: int, words: list[str]) -> Any:
    given = [str(path), *map(str, (number, ARTICLES, QUOTES)), *words]
    return subprocess.Popen(
        [sys.executable, "-c", READER, *given],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_readers_and_a_writer_at_once(tmp_path: Path) -> None:
    path = tmp_path / "quotes.db"
    words = [name(number) for number in range(ARTICLES)]
    with closing(open_database(path)) as db, ExitStack() as running:
        readers = [running.enter_context(reader(path, each, words)) for each in range(READERS)]
        for each in readers:
            running.callback(each.kill)
            assert each.stdout.readline() == "ready\n"
        for number in range(ARTICLES):
            if number == ARTICLES // 2:  # However slow the machine: each has half still to see.
                assert [each.stdout.readline() for each in readers] == ["searching\n"] * READERS
            text = unmark(marked(number))[0]
            stored = article(text, url=f"https://example.org/{number}")
            ingest(db, stored, quotes(marked(number)), parser_version="0")
        for each in readers:
            _, errors = each.communicate(timeout=60)
            assert (each.returncode, errors) == (0, "")
    assert check(path) == []
