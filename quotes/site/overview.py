"""What the database holds as a whole: counted once, and again when the file has changed."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from threading import Lock
from time import monotonic

from quotes.models import Filters
from quotes.searching import count
from quotes.site.remembering import file_of, state_of

_SHOWN = 12  # people
# People are ranked by how often they are credited; so many are then counted as searches count.
_RANKED = 30


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is quoted: public id, name, and the number of quotes."""

    id: str
    name: str
    quotes: int


@dataclass(frozen=True, slots=True)
class Overview:
    """How much there is: `quotes` between marks, `indirect` ones, `articles`, `people`, `outlets`;
    `months` with the quotes of each, of either kind; `most_quoted` people; and how many quotes
    people decided on (`judged`), and how many of them they `corrected` or `rejected`."""

    quotes: int
    indirect: int
    articles: int
    people: int
    outlets: int
    months: list[tuple[str, int]]
    most_quoted: list[Person]
    judged: int
    corrected: int
    rejected: int


@dataclass(frozen=True, slots=True)
class _Known:
    """What was counted, of which state of the file, when, and in how many seconds."""

    state: tuple[int, ...]
    overview: Overview
    at: float
    took: float


_known: dict[str, _Known] = {}
_lock = Lock()
# While articles are added the file changes all the time; counting takes at most such a share of it.
_REST = 10


def overview(connection: sqlite3.Connection) -> Overview:
    """What the database holds; many pages share an answer while the file stays as it is."""
    path = file_of(connection)
    with _lock:
        state, known, now = state_of(path), _known.get(path), monotonic()
        if known is None or (known.state != state and now - known.at > _REST * known.took):
            made = _made(connection)
            known = _known[path] = _Known(state, made, monotonic(), monotonic() - now)
    return known.overview


def _made(connection: sqlite3.Connection) -> Overview:
    standing = dict(
        connection.execute("SELECT standing, count(*) FROM quotes GROUP BY standing").fetchall()
    )
    (articles,) = connection.execute("SELECT count(*) FROM articles").fetchone()
    (outlets,) = connection.execute("SELECT count(DISTINCT outlet) FROM articles").fetchone()
    (people,) = connection.execute(
        "SELECT count(*) FROM speakers WHERE kind = 'person' AND merged_into IS NULL"
    ).fetchone()
    corrected, rejected = standing.get("corrected", 0), standing.get("rejected", 0)
    return Overview(
        quotes=count(connection, ""),
        indirect=count(connection, "", Filters(kinds=("indirect",))),
        articles=articles,
        people=people,
        outlets=outlets,
        months=[(month, n) for month, n in connection.execute(_MONTHS) if month],
        most_quoted=_most_quoted(connection),
        judged=standing.get("confirmed", 0) + corrected + rejected,
        corrected=corrected,
        rejected=rejected,
    )


_MONTHS = "SELECT substr(day, 1, 7) AS month, count(*) FROM indexed GROUP BY 1 ORDER BY 1"
_CREDITED = """
SELECT r.public_id, r.name
  FROM (SELECT speaker_id, count(*) AS quotes FROM quote_speakers GROUP BY speaker_id
         ORDER BY 2 DESC LIMIT 500)
  JOIN speakers s USING (speaker_id)
  JOIN speakers r ON r.speaker_id = coalesce(s.merged_into, s.speaker_id)
 WHERE r.kind = 'person' GROUP BY r.speaker_id ORDER BY sum(quotes) DESC LIMIT ?"""


def _most_quoted(connection: sqlite3.Connection) -> list[Person]:
    people = [
        Person(id, name, count(connection, "", Filters(speaker=id)))
        for id, name in connection.execute(_CREDITED, (_RANKED,)).fetchall()
    ]
    people.sort(key=lambda person: (-person.quotes, person.name))
    return [person for person in people if person.quotes][:_SHOWN]
