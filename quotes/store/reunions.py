"""Entries that turn out to be one person's when more has been read.

Whoever was left apart when little was known is looked at again as entries grow. What is found
is recorded as a decision like those of people, by AUTOMATIC; it can be taken back as theirs
can, and is then never made again.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

from quotes.people.joining import gather, reunite
from quotes.people.profiles import Known
from quotes.store.decisions import AUTOMATIC, Change, record
from quotes.store.merging import kept_apart
from quotes.store.profiles import entry_of, namesakes

if TYPE_CHECKING:
    from sqlite_utils import Database


_SEEN_ENOUGH = 6  # appearances


def reunite_entries(db: Database, speaker_id: int, name: str) -> None:
    """Merge an entry that has grown with one that it turns out to be, or others of like names
    with it. To be called within a transaction."""
    alike = namesakes(db, name)
    standing = entry_of(db, speaker_id)
    grown = next((each for each in alike if each.speaker_id == standing), None)
    if grown is None or len(alike) < 2:
        return
    if (other := reunite(grown, alike)) is not None:
        _merge(db, grown, next(each for each in alike if each.speaker_id == other))
    elif looked_at_again(grown.profile.size):
        parts = gather(grown, alike)
        for each in alike:
            if each.speaker_id in parts:
                _merge(db, each, grown)


def looked_at_again(appearances: int) -> bool:
    """Whether all entries of like names are compared with one that now has so many: each time
    that it has grown by a fifth."""
    if appearances < _SEEN_ENOUGH:
        return False
    steps = [int(log(each, 1.2)) for each in (appearances, appearances - 1)]
    return steps[0] > steps[1]


def _merge(db: Database, one: Known, other: Known) -> None:
    """Record that two entries are one, unless people have a say in it. The one that people
    corrected stays, else the one seen more often."""
    keep, goes = sorted((one, other), key=lambda each: (-each.profile.size, each.speaker_id))
    ids = _public_id(db, keep.speaker_id), _public_id(db, goes.speaker_id)
    said = [_decided_on(db, each) for each in ids]
    if "same_as" in said[0] | said[1] or all(said):
        return
    if goes.speaker_id in kept_apart(db, keep.speaker_id):
        return
    staying, going = ids[::-1] if said[1] else ids
    record(db, [Change(going, "same_as", staying)], who=AUTOMATIC)


def _public_id(db: Database, speaker_id: int) -> str:
    (public_id,) = db.execute(
        "SELECT public_id FROM speakers WHERE speaker_id = ?", [speaker_id]
    ).fetchone()
    return str(public_id)


def _decided_on(db: Database, public_id: str) -> set[str]:
    """The fields of an entry that people ever decided on."""
    rows = db.execute(
        "SELECT DISTINCT field FROM corrections WHERE public_id = ? AND who <> ?",
        [public_id, AUTOMATIC],
    )
    return {row[0] for row in rows}
