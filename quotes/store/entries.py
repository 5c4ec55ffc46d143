"""One person, one entry: what people decide of the speakers themselves.

Merging, splitting, renaming, aliases and identifiers are corrections like those of quotes
(see decisions.py): recorded, taken back by `undo`, and moved to copies of the database.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quotes.errors import InputError
from quotes.store.database import writing
from quotes.store.decisions import WITHDRAWN, Change, decide, in_force, record
from quotes.store.editing import known_quote
from quotes.store.merging import kept_apart
from quotes.store.naming import enter
from quotes.words import normalized

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Database

IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9:/._-]{0,199}")
_BLANKS = re.compile(r"\s+")


# Taking a decision back may leave an entry that stands for nobody.
IN_USE = """(EXISTS (SELECT 1 FROM quote_speakers qs WHERE qs.speaker_id = s.speaker_id)
 OR EXISTS (SELECT 1 FROM corrected_speakers cs WHERE cs.speaker_id = s.speaker_id)
 OR EXISTS (SELECT 1 FROM corrected c WHERE c.public_id = s.public_id AND c.fields <> '{}'))"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A speaker as people name it: its public id, its name and kind, and what it is linked to."""

    speaker_id: int
    public_id: str
    name: str
    kind: str
    external_id: str | None


def entries_called(db: Database | sqlite3.Connection, name: str) -> list[Entry]:
    """The entries that a public id, a name, an alias or an identifier names exactly, however it
    is spelt; of those that were merged, the one they stand for."""
    wanted = name.strip()
    rows = db.execute(
        "SELECT DISTINCT r.speaker_id, r.public_id, r.name, r.kind, r.external_id FROM speakers s"
        " JOIN speakers r ON r.speaker_id = coalesce(s.merged_into, s.speaker_id)"
        " WHERE (s.public_id = :id OR s.external_id = :name OR s.name = :name OR s.speaker_id IN"
        " (SELECT speaker_id FROM aliases WHERE normalized = :normalized AND origin <> 'removed'))"
        f" AND {IN_USE} ORDER BY r.speaker_id",
        {"id": wanted.lower(), "name": wanted, "normalized": normalized(wanted)},
    )
    return [Entry(*row) for row in rows]


def entry_of(db: Database, speaker_id: int) -> Entry:
    """The entry that a speaker_id stands for."""
    row = db.execute(
        "SELECT r.speaker_id, r.public_id, r.name, r.kind, r.external_id FROM speakers s"
        " JOIN speakers r ON r.speaker_id = coalesce(s.merged_into, s.speaker_id)"
        " WHERE s.speaker_id = ?",
        [speaker_id],
    ).fetchone()
    return Entry(*row)


def merge(db: Database, keep: Entry, other: Entry, *, who: str | None = None) -> int | None:
    """The number of the decision that `other` is `keep`, whose name and identifier stay.

    Raises InputError where they are one already, or each has an identifier of its own.
    """
    if keep.speaker_id == other.speaker_id:
        raise InputError(f"{keep.name} ({keep.public_id}) is one entry already")
    if keep.external_id and other.external_id and keep.external_id != other.external_id:
        raise InputError(
            f"{keep.name} is {keep.external_id}, {other.name} is {other.external_id}: take one"
            " of the identifiers away with `quotes speakers link NAME --remove`"
        )
    if other.speaker_id in kept_apart(db, keep.speaker_id):
        raise InputError(
            f"{keep.name} ({keep.public_id}) and {other.name} ({other.public_id}) were said to be"
            " two: undo that first, see `quotes corrections list`"
        )
    changes = [Change(other.public_id, "same_as", keep.public_id)]
    if other.external_id and not keep.external_id:
        changes.append(Change(other.public_id, "external_id", WITHDRAWN))
        changes.append(Change(keep.public_id, "external_id", other.external_id))
    return decide(db, changes, who=who)


def separate(db: Database, entry: Entry, *, who: str | None = None) -> int | None:
    """The number of the decision that an entry stands for nobody else any longer."""
    return decide(db, [Change(entry.public_id, "same_as", WITHDRAWN)], who=who)


def keep_apart(db: Database, one: Entry, other: Entry, *, who: str | None = None) -> int | None:
    """The number of the decision that two entries are two people, who are neither joined nor
    suggested for each other. Raises InputError where they are one entry."""
    if one.speaker_id == other.speaker_id:
        raise InputError(f"{one.name} ({one.public_id}) is one entry: split it")
    return decide(db, _apart(db, one, other), who=who)


def _apart(db: Database, one: Entry, other: Entry) -> Iterator[Change]:
    for mine, theirs in ((one.public_id, other.public_id), (other.public_id, one.public_id)):
        said = in_force(db, mine).get("not_same_as", [])
        yield Change(mine, "not_same_as", sorted({*said, theirs}))


def split(
    db: Database, entry: Entry, public_ids: Sequence[str], name: str, *, who: str | None = None
) -> tuple[int | None, Entry]:
    """The decision that these quotes of an entry are somebody else's of that name, and the new
    entry. Raises InputError for a quote that is not the entry's."""
    ids = list(dict.fromkeys(known_quote(db, public_id) for public_id in public_ids))
    if not ids:
        raise InputError(f"name the quotes that are not {entry.name}'s")
    with writing(db):
        other = add_entry(db, name, entry.kind)
        changes: list[Change] = []
        for public_id in ids:
            credited = _credited(db, public_id)
            if entry.speaker_id not in (each.speaker_id for each in credited):
                raise InputError(f"quote {public_id} is not {entry.name}'s")
            now = [other if each.speaker_id == entry.speaker_id else each for each in credited]
            changes.append(Change(public_id, "speaker_id", [each.public_id for each in now]))
            changes.append(Change(public_id, "speaker", [each.name for each in now]))
            if role := _role(db, public_id):
                changes.append(Change(public_id, "role", role))
        return record(db, [*changes, *_apart(db, entry, other)], who=who), other


def rename(db: Database, entry: Entry, name: str, *, who: str | None = None) -> int | None:
    """The number of the decision that an entry is shown under this name."""
    name = _named(name)
    changes = [Change(entry.public_id, "name", name)]
    return decide(db, _with_aliases(db, entry, changes, added=[name]), who=who)


def add_alias(db: Database, entry: Entry, alias: str, *, who: str | None = None) -> int | None:
    """The number of the decision that an entry goes by this name too."""
    return decide(db, _with_aliases(db, entry, [], added=[_named(alias)]), who=who)


def remove_alias(db: Database, entry: Entry, alias: str, *, who: str | None = None) -> int | None:
    """The number of the decision that an entry does not go by this name. Raises InputError for
    a name that it does not go by, and for its main one."""
    wanted = normalized(alias)
    if wanted == normalized(entry.name):
        raise InputError(f"{entry.name} is the name it is shown under: rename it first")
    if wanted not in {normalized(each) for each in aliases_of(db, entry.speaker_id)}:
        raise InputError(f"{entry.name} does not go by {alias!r}")
    if (other := _merged_with(db, entry, wanted)) is not None:
        raise InputError(
            f"{alias!r} is {other}, which is merged into {entry.name}: undo the merge, see"
            f" `quotes speakers {entry.public_id}`"
        )
    return decide(db, _with_aliases(db, entry, [], removed=[_named(alias)]), who=who)


def link(
    db: Database, entry: Entry, identifier: str | None, *, who: str | None = None
) -> int | None:
    """The number of the decision that an entry is the one that an outside authority knows by
    this identifier, as Wikidata's Q42; None takes it away. Raises InputError for one that
    another entry has."""
    value = None if identifier is None else identifier.strip()
    if value is not None:
        if not IDENTIFIER.fullmatch(value):
            raise InputError(f"{identifier!r} is no identifier: give one such as Q42")
        taken = [other for other in entries_called(db, value) if other.external_id == value]
        if taken and taken[0].speaker_id != entry.speaker_id:
            raise InputError(
                f"{value} is {taken[0].name} ({taken[0].public_id}) already: merge the two"
            )
    change = Change(entry.public_id, "external_id", WITHDRAWN if value is None else value)
    return decide(db, [change], who=who)


def add_entry(db: Database, name: str, kind: str = "person") -> Entry:
    """A new entry, within a transaction of the caller's, for somebody that people named."""
    return entry_of(db, enter(db, _named(name), kind))


def aliases_of(db: Database | sqlite3.Connection, speaker_id: int) -> list[str]:
    """The names that a speaker goes by, those of entries merged into it included."""
    rows = db.execute(
        "SELECT DISTINCT alias FROM aliases JOIN speakers USING (speaker_id)"
        " WHERE (speaker_id = :id OR merged_into = :id) AND origin <> 'removed' ORDER BY alias",
        {"id": speaker_id},
    )
    return [row[0] for row in rows]


def _role(db: Database, public_id: str) -> str | None:
    """The role that is told with a quote, which a change of its speaker would take away."""
    row = db.execute("SELECT role FROM effective_quotes WHERE public_id = ?", [public_id])
    role: str | None = row.fetchone()[0]
    return role


def _credited(db: Database, public_id: str) -> list[Entry]:
    rows = db.execute(
        "SELECT s.speaker_id, s.public_id, s.name, s.kind, s.external_id FROM quotes"
        " JOIN credits USING (quote_id) JOIN speakers s USING (speaker_id)"
        " WHERE quotes.public_id = ? ORDER BY position",
        [public_id],
    )
    return [Entry(*row) for row in rows]


def _merged_with(db: Database, entry: Entry, alias: str) -> str | None:
    """The public id of the entry merged into this one that a normalized name comes from, if the
    entry does not go by it itself."""
    rows = db.execute(
        "SELECT s.speaker_id, s.public_id FROM aliases JOIN speakers s USING (speaker_id)"
        " WHERE normalized = ? AND origin <> 'removed' AND (speaker_id = ? OR merged_into = ?)",
        [alias, entry.speaker_id, entry.speaker_id],
    ).fetchall()
    own = any(row[0] == entry.speaker_id for row in rows)
    return None if own or not rows else str(rows[0][1])


def _with_aliases(
    db: Database,
    entry: Entry,
    changes: Iterable[Change],
    *,
    added: Sequence[str] = (),
    removed: Sequence[str] = (),
) -> Iterator[Change]:
    """Changes of an entry together with names it goes by, or does not, besides those that hold
    when they are recorded."""
    said = in_force(db, entry.public_id)
    gone = {normalized(each) for each in removed}
    come = {normalized(each) for each in added}
    names = [each for each in said.get("aliases", []) if normalized(each) not in gone | come]
    struck = [each for each in said.get("not_aliases", []) if normalized(each) not in come | gone]
    wanted = {"aliases": [*names, *added], "not_aliases": [*struck, *removed]}
    yield from changes
    for field, value in wanted.items():
        if value != said.get(field, []):
            yield Change(entry.public_id, field, value or WITHDRAWN)


def _named(name: str) -> str:
    found = _BLANKS.sub(" ", name).strip()
    if not any(map(str.isalnum, found)) or not found.isprintable():
        raise InputError(f"{name!r} is no name")
    return found
