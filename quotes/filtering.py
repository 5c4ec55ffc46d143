"""Filters -> conditions in SQL on the view `effective_quotes`, forgivingly.

Names are resolved first, in Python, against the speakers, outlets and venues that
the database has; the condition then compares ids and printed names. A name that
fits nothing is an InputError rather than an empty answer.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from quotes.errors import InputError
from quotes.models import Filters, QuoteKind
from quotes.words import folded_words, normalized

DEFAULT_KINDS: tuple[QuoteKind, ...] = ("direct", "mixed")
"""What is shown where no kind is asked for: words between quotation marks."""

DAY = "coalesce(e.date, e.published)"
"""The day a quote is listed under: when it was said, else when it was published."""

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)

# A misspelt word of a name must be this similar to be recognised, from 0 to 1, and
# names nearly as similar as the best one come with it: "zelenski" is 0.78 from
# "zelenskyy".
_SIMILAR = 0.75
_NEARLY_AS_SIMILAR = 0.1

# All that is known of where words were said, in one value that can be compared.
_VENUE = "json_array(e.venue, e.venue_name, e.venue_place, e.venue_kind)"

_SPEAKER_CORRECTED = "json_type(fields, '$.speaker') IS NOT NULL"

RENAMED = f"""SELECT quote_id FROM corrected CROSS JOIN quotes USING (public_id)
             WHERE {_SPEAKER_CORRECTED}"""
"""The quotes whose speaker was corrected, be it to nobody."""


@dataclass(frozen=True, slots=True)
class Condition:
    """An SQL expression over `effective_quotes AS e`, and the values for its marks."""

    sql: str
    values: tuple[str | int, ...] = ()


def condition(connection: sqlite3.Connection, filters: Filters) -> Condition:
    """What a quote must fulfil to be shown under these filters.

    Rejected and retired quotes never do. Raises InputError for a date that is none,
    for a last day before the first, and for a speaker, an outlet or a venue that
    nothing in the database resembles.
    """
    kinds = filters.kinds or DEFAULT_KINDS
    parts = [
        Condition("e.standing NOT IN ('rejected', 'retired')"),
        Condition(f"e.kind IN ({', '.join('?' * len(kinds))})", tuple(kinds)),
    ]
    since, until = bounds(filters)
    if since is not None:
        # Dates are compared as far as both go, so that a quote of "2025-02" is not lost to
        # a bound within that month.
        parts.append(Condition(f"{DAY} >= substr(?, 1, length({DAY}))", (since,)))
    if until is not None:
        parts.append(Condition(f"substr({DAY}, 1, ?) <= ?", (len(until), until)))
    if filters.speaker is not None:
        parts.append(_speaker(connection, filters.speaker))
    if filters.outlet is not None:
        parts.append(_outlet(connection, filters.outlet))
    if filters.venue is not None:
        parts.append(_venue(connection, filters.venue))
    return Condition(
        " AND ".join(f"({part.sql})" for part in parts),
        tuple(value for part in parts for value in part.values),
    )


def find_speakers(connection: sqlite3.Connection, name: str) -> set[int]:
    """The speakers that the name may mean, by their ids, those merged into them included.

    The name may be any part or alias of the speaker's, a public id or an identifier, in any
    case, with or without diacritics, and misspelt where nothing fits as it is typed.
    """
    wanted = name.strip().encode("utf-8", "replace").decode("utf-8")
    exact = connection.execute(
        "SELECT speaker_id FROM speakers WHERE public_id = ? OR external_id = ?",
        (wanted.lower(), wanted),
    ).fetchall()
    if exact:
        return _family(connection, {row[0] for row in exact})
    words = normalized(wanted).split()
    for fits in (_WORD_OF_NAME, _BEGINNING_OF_NAME):
        found = _bearers(connection, words, fits)
        if found:
            return _family(connection, found)
    ids_by_alias: dict[str, set[int]] = {}
    for alias, speaker_id in connection.execute(
        "SELECT normalized, speaker_id FROM aliases WHERE origin <> 'removed'"
    ):
        ids_by_alias.setdefault(alias, set()).add(speaker_id)
    fitting = find_names(name, ids_by_alias)
    return _family(connection, {each for alias in fitting for each in ids_by_alias[alias]})


_WORD_OF_NAME = "SELECT speaker_id FROM name_words WHERE word = ?1"
_BEGINNING_OF_NAME = (
    "SELECT speaker_id FROM name_words WHERE word >= ?1 AND word < ?1 || char(1114111)"
)


def _bearers(connection: sqlite3.Connection, words: Sequence[str], fits: str) -> set[int]:
    """The speakers with a word in their names, whichever it is, for each of the words."""
    each = [{row[0] for row in connection.execute(fits, (word,))} for word in words]
    return set.intersection(*each) if each else set()


def speakers_like(connection: sqlite3.Connection, name: str) -> list[tuple[str, str]]:
    """The names and public ids of those whom a name may mean, each once, in alphabetical order."""
    return connection.execute(
        "SELECT name, public_id FROM speakers WHERE merged_into IS NULL"
        " AND speaker_id IN (SELECT value FROM json_each(?)) ORDER BY name, public_id",
        (json.dumps(sorted(find_speakers(connection, name))),),
    ).fetchall()


def _family(connection: sqlite3.Connection, ids: Iterable[int]) -> set[int]:
    """The speakers that these stand for, and all who stand for those."""
    rows = connection.execute(
        "WITH chosen AS (SELECT coalesce(merged_into, speaker_id) AS root FROM speakers"
        " WHERE speaker_id IN (SELECT value FROM json_each(?)))"
        " SELECT speaker_id FROM speakers WHERE speaker_id IN chosen OR merged_into IN chosen",
        (json.dumps(sorted(ids)),),
    )
    return {row[0] for row in rows}


def _by_normalized(rows: Iterable[Sequence[str | None]]) -> dict[str, set[str]]:
    """The names in the first column of the rows, by the spelling that is compared."""
    names: dict[str, set[str]] = {}
    for (name,) in rows:
        if name is not None:
            names.setdefault(normalized(name), set()).add(name)
    return names


def find_names(wanted: str, names: Iterable[str]) -> set[str]:
    """The normalized names that `wanted` may mean, by the first way that finds any.

    Names that hold all its words; names with words that begin so, or names whose
    words it all holds; names that resemble it.
    """
    words = normalized(wanted).split()
    if not words:
        return set()
    split = {name: name.split() for name in names}
    for fits in (_holds, _begins):
        found = {name for name, parts in split.items() if fits(words, parts)}
        if found:
            return found
    return _resembling(words, split)


def _holds(words: Sequence[str], parts: Sequence[str]) -> bool:
    return all(word in parts for word in words)


def _begins(words: Sequence[str], parts: Sequence[str]) -> bool:
    if len(parts) > 1 and all(part in words for part in parts):
        return True
    return all(any(part.startswith(word) for part in parts) for word in words)


def _resembling(words: Sequence[str], split: dict[str, list[str]]) -> set[str]:
    """The names whose words are all within a few typing errors of the wanted words."""
    known = {part for parts in split.values() for part in parts}
    near = [
        _similar(word, known) | {part: 1.0 for part in known if part.startswith(word)}
        for word in dict.fromkeys(words)
    ]
    joined = _similar("".join(words), {"".join(parts) for parts in split.values()})
    scores = {}
    for name, parts in split.items():
        each = [max((close.get(part, 0.0) for part in parts), default=0.0) for close in near]
        apart = sum(each) / len(each) if all(each) else 0.0
        scores[name] = max(apart, joined.get("".join(parts), 0.0))
    best = max(scores.values(), default=0.0)
    return {name for name, score in scores.items() if score and score >= best - _NEARLY_AS_SIMILAR}


def _similar(word: str, choices: Iterable[str]) -> dict[str, float]:
    """The choices that the word may be a misspelling of, with their similarity to it."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    matches = process.extract(
        word, list(choices), scorer=OSA.normalized_similarity, score_cutoff=_SIMILAR, limit=None
    )
    return {choice: score for choice, score, _ in matches}


def _speaker(connection: sqlite3.Connection, name: str) -> Condition:
    ids = json.dumps(sorted(find_speakers(connection, name)))
    if ids == "[]":
        raise InputError(f"no speaker like {shown(name)}: see `quotes speakers`")
    return Condition(
        f"""e.quote_id IN (
            SELECT quote_id FROM quote_speakers
             WHERE speaker_id IN (SELECT value FROM json_each(?))
            EXCEPT {RENAMED}
            UNION SELECT quote_id FROM corrected_speakers JOIN quotes USING (public_id)
             WHERE speaker_id IN (SELECT value FROM json_each(?)))""",
        (ids, ids),
    )


def _outlet(connection: sqlite3.Connection, name: str) -> Condition:
    outlets = _by_normalized(
        connection.execute(
            "SELECT DISTINCT outlet FROM articles UNION SELECT fields ->> '$.outlet' FROM corrected"
        )
    )
    fitting = find_names(name, outlets)
    if not fitting:
        raise InputError(f"no outlet like {shown(name)}: see `quotes search` without --outlet")
    printed = sorted(outlet for spelling in fitting for outlet in outlets[spelling])
    return Condition("e.outlet IN (SELECT value FROM json_each(?))", (json.dumps(printed),))


def _venue(connection: sqlite3.Connection, venue: str) -> Condition:
    rows = connection.execute(
        f"""SELECT {_VENUE} FROM quotes e WHERE coalesce(venue, venue_kind) IS NOT NULL
             UNION SELECT {_VENUE} FROM corrected CROSS JOIN effective_quotes e USING (public_id)"""
    )
    words = {row[0]: _venue_words(row[0]) for row in rows}
    wanted = folded_words(venue)
    fitting = {known for known, parts in words.items() if _has_words(wanted, parts)}
    fitting = fitting or (_resembling(wanted, words) if wanted else set())
    if not fitting:
        raise InputError(f"no venue like {shown(venue)}: see `quotes search` without --venue")
    return Condition(
        f"{_VENUE} IN (SELECT value FROM json_each(?))", (json.dumps(sorted(fitting)),)
    )


def _venue_words(venue: str) -> list[str]:
    """The folded words of all that is known of a venue, which comes as `_VENUE`."""
    return [word for field in json.loads(venue) if field for word in folded_words(field)]


def _has_words(wanted: Sequence[str], words: Sequence[str]) -> bool:
    """Whether all wanted words occur in the words; up to two letters, as whole words.

    The platform X would otherwise be found in every "Fox".
    """
    joined = " ".join(words)
    return bool(wanted) and all(
        word in joined if len(word) > 2 else word in words for word in wanted
    )


def bounds(filters: Filters) -> tuple[str | None, str | None]:
    """The first and the last day that the filters let through, where they name any.

    Raises InputError for a date that is none, and for a last day before the first.
    """
    since = None if filters.since is None else _checked(filters.since)
    until = None if filters.until is None else _checked(filters.until)
    if since is not None and until is not None:
        common = min(len(since), len(until))
        if since[:common] > until[:common]:
            raise InputError(f"{since} is after {until}: give the earlier date first")
    return since, until


def _checked(value: str) -> str:
    """The date as given; InputError when it is no year, month or day."""
    bound = value.strip()
    wrong = InputError(f"{shown(value)} is no date: write 2025-02-24, 2025-02 or 2025")
    if not _DATE.fullmatch(bound):
        raise wrong
    try:
        date.fromisoformat(bound + "-01-01"[len(bound) - 4 :])
    except ValueError:
        raise wrong from None
    return bound


def shown(value: str) -> str:
    """The value between quotation marks, shortened, for a message of one line."""
    return repr(value if len(value) <= 60 else value[:59] + "…")
