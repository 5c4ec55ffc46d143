"""Which mentions are one speaker."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from quotes.models import Speaker, SpeakerKind
from quotes.store.database import open_database
from quotes.store.speakers import find_or_add
from quotes.words import normalized

Mention = tuple[str, SpeakerKind, str]
SAME: dict[str, tuple[Mention, Mention, bool]] = {
    "full name, two articles": (("Jane Doe", "person", "a"), ("Jane Doe", "person", "b"), True),
    "case": (("JANE DOE", "person", "a"), ("Jane Doe", "person", "b"), True),
    "diacritics": (("Renée Doe", "person", "a"), ("Renee Doe", "person", "b"), True),
    "kind of apostrophe": (("Ann O’Hara", "person", "a"), ("Ann O'Hara", "person", "b"), True),
    "hyphen": (("Ann Lee-Roe", "person", "a"), ("Ann Lee Roe", "person", "b"), True),
    "initials": (("J.D. Roe", "person", "a"), ("JD Roe", "person", "b"), True),
    "white space": (("Jane  Doe ", "person", "a"), ("Jane\tDoe", "person", "b"), True),
    "another name": (("Jane Doe", "person", "a"), ("Jane Roe", "person", "a"), False),
    "one name word, one article": (("Wallace", "person", "a"), ("Wallace", "person", "a"), True),
    "one name word, two articles": (("Wallace", "person", "a"), ("Wallace", "person", "b"), False),
    "organisation of one word": (
        ("Initech", "organization", "a"),
        ("Initech", "organization", "b"),
        True,
    ),
    "unnamed": (("an aide", "unnamed", "a"), ("An aide", "unnamed", "b"), True),
    "kinds": (("Jane Doe", "person", "a"), ("Jane Doe", "organization", "a"), False),
    "vowel signs are letters": (("कि शा", "person", "a"), ("कु शा", "person", "b"), False),
    "nothing but punctuation": (("?!", "organization", "a"), ("…", "organization", "b"), False),
}


@pytest.mark.parametrize(("one", "other", "same"), SAME.values(), ids=SAME)
def test_who_is_joined(tmp_path: Path, one: Mention, other: Mention, same: bool) -> None:
    with closing(open_database(tmp_path / "quotes.db")) as db:
        found = [
            find_or_add(db, Speaker(name, kind), article) for name, kind, article in (one, other)
        ]
    assert (found[0] == found[1]) is same


def test_normalizing_twice_is_normalizing_once() -> None:
    for name in ("Renée O’Brien-Łoś, J.D.", "İstanbul Straße", "ﬁ ǅ", "…", "习近平"):
        assert normalized(normalized(name)) == normalized(name)
