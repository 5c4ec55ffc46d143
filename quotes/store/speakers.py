"""One row for one speaker, found by its key.

What is joined here is what a name alone can tell; joining more is people's
work. Persons with two name words or more and organisations are joined across
articles when their names agree. So are unnamed people and documents: such an
entry is a description ("White House official"), not an identity. A person of
one name word ("Wallace") could be anybody, and is kept apart article by article.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from quotes.models import Speaker

if TYPE_CHECKING:
    from sqlite_utils import Database

# Marks written inside a word: "O'Brien" is one, "J.D." as well.
_INSIDE_WORDS = frozenset(".'’‘ʼ`´")


def normalized(name: str) -> str:
    """The spelling by which names are compared: no case, diacritics or punctuation.

    >>> normalized("Renée O’Brien-Łoś,  J.D.")
    'renee obrien łos jd'
    """
    letters = []
    for letter in unicodedata.normalize("NFKD", name):
        if letter in _INSIDE_WORDS or unicodedata.combining(letter):
            continue
        letters.append(letter if unicodedata.category(letter)[0] in "LMN" else " ")
    plain = " ".join("".join(letters).casefold().split())
    return plain or name.casefold().strip()


def speaker_key(speaker: Speaker, article: str) -> str:
    """What joins the mentions of one speaker; `article` is the article's public id."""
    name = normalized(speaker.name)
    if speaker.kind == "person" and " " not in name:
        return f"person:{name}@{article}"
    return f"{speaker.kind}:{name}"


def find_or_add(db: Database, speaker: Speaker, article: str) -> int:
    """The speaker_id of a speaker, whose row and alias are made when new."""
    key = speaker_key(speaker, article)
    row = db.execute("SELECT speaker_id FROM speakers WHERE key = ?", [key]).fetchone()
    if row is None:
        row = db.execute(
            "INSERT INTO speakers (key, name, kind) VALUES (?, ?, ?) RETURNING speaker_id",
            [key, speaker.name, speaker.kind],
        ).fetchone()
    db.execute(
        "INSERT OR IGNORE INTO aliases (speaker_id, normalized, alias) VALUES (?, ?, ?)",
        [row[0], normalized(speaker.name), speaker.name],
    )
    return int(row[0])
