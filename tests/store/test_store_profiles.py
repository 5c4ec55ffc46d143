"""What is known of people: kept as it grows, and the same when made again from the quotes."""

from __future__ import annotations

import random
from contextlib import closing
from pathlib import Path
from typing import Any

from stored_articles import article

from quotes.parsing.pipeline import parse
from quotes.store import profiles
from quotes.store.database import open_database
from quotes.store.editing import edit_quote
from quotes.store.ingest import ingest

PLACES = ("Alderby", "Foxton", "Halvenia", "Quiloa")
PEOPLE = (
    ("Jane Doe", "the mayor of Alderby"), ("Jane K. Doe", "a striker for Foxton Rovers"),
    ("Tom Okafor", "a senator from Halvenia"), ("Ida Lund", None), ("Bo Hale", "a judge"),
)  # fmt: skip


def story(number: int) -> str:
    rng = random.Random(number)
    said = [
        f"In {rng.choice(PLACES)} and near {rng.choice(PLACES)} it rained, and “the line held on"
        f" day {number},” said {name}{f', {role}' if role else ''}."
        for name, role in rng.sample(PEOPLE, 3)
    ]
    return "\n\n".join([*said, f"“It went on in {rng.choice(PLACES)},” said Jane Doe."])


def add(db: Any, number: int, words: str = "") -> None:
    text, day = words + story(number), f"20{10 + number % 9}-05-01"
    known = {"name": f"story{number}", "given_id": f"story{number}", "url": None}
    made = article(text, published=day, outlet="Foxton Post", **known)
    ingest(db, made, parse(text, day), parser_version="1")


def stored_and_made_again(db: Any) -> list[tuple[Any, Any]]:
    ids = [row[0] for row in db.execute("SELECT speaker_id FROM profiles").fetchall()]
    kept = db.execute("SELECT profile FROM profiles ORDER BY speaker_id").fetchall()
    assert len(kept) >= len(PEOPLE)
    return [
        (profiles._read(written), profiles.from_quotes(db, speaker_id))
        for speaker_id, (written,) in zip(sorted(ids), kept, strict=True)
    ]


def test_what_is_kept_is_what_the_quotes_say(tmp_path: Path) -> None:
    with closing(open_database(tmp_path / "quotes.db")) as db:
        for number in range(12):
            add(db, number)
        for kept, made in stored_and_made_again(db):
            assert kept == made


def test_a_corrected_speaker_is_known_by_other_quotes(tmp_path: Path) -> None:
    with closing(open_database(tmp_path / "quotes.db")) as db:
        for number in range(6):
            add(db, number)
        (public_id, speaker_id, before), *_ = db.execute(
            "SELECT public_id, speaker_id, size FROM quotes JOIN quote_speakers USING (quote_id)"
            " JOIN profiles USING (speaker_id) WHERE name = 'Tom Okafor'"
        ).fetchall()
        edit_quote(db, public_id, {"speaker": ["Ida Lund"]})
        (known,) = profiles.known(db, [speaker_id])
        assert known.profile.size == before - 1
        for number in range(6, 9):
            add(db, number)
        for number in range(3):
            add(db, number, "Something was added.\n\n")
        for kept, made in stored_and_made_again(db):
            assert kept.size == made.size
