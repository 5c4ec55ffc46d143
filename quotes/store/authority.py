"""A newsroom's own list of people: names, aliases, roles, identifiers and dates, as CSV.

Columns are name and any of the others: id (an entry of this database), aliases (joined by ";",
a ";" within one written "\\;"), kind, role, identifier, born, died.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from quotes.errors import InputError
from quotes.models import SpeakerKind
from quotes.store.database import writing
from quotes.store.decisions import Change, in_force, record
from quotes.store.editing import checked_date
from quotes.store.entries import (
    IDENTIFIER,
    IN_USE,
    Entry,
    add_entry,
    aliases_of,
    entries_called,
)
from quotes.words import normalized

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Database

COLUMNS = ("name", "aliases", "kind", "role", "identifier", "born", "died", "id")
Row = dict[str, str]

_LONGEST = 1_000  # characters of a cell, the aliases apart
_BETWEEN_ALIASES = re.compile(r"(?<!\\);")
_FORMULA = ("=", "+", "-", "@")


def import_authority(db: Database, file: Path, *, who: str | None = None) -> tuple[int, int]:
    """How many speakers of the list were new, and how many of the known ones, by id, identifier
    or name, were brought in line with it.

    The list is taken whole, as one decision, or not at all: raises InputError, with the file
    and the line, for what cannot be, and for a name that several entries have.
    """
    rows = _read(file)
    with writing(db):
        changes: list[Change] = []
        lines: dict[int, int] = {}
        made = changed = 0
        for number, row in rows:
            place = f"{file}, line {number}"
            entry = _entry(db, place, row)
            if entry is None:
                made += 1
                entry = add_entry(db, row["name"], row["kind"] or "person")
                more = _changes(db, entry, row, known=())
            else:
                if row["kind"] not in ("", entry.kind):
                    raise InputError(f"{place}: {entry.name} is no {row['kind']}: {entry.kind}")
                more = _changes(db, entry, row, known=aliases_of(db, entry.speaker_id))
                changed += bool(more)
            first = lines.setdefault(entry.speaker_id, number)
            if first != number:
                raise InputError(f"{place}: {row['name']} stands in line {first} already")
            changes += more
        record(db, changes, who=who, why=f"from {file.name}")
    return made, changed


def export_authority(db: Database | sqlite3.Connection) -> str:
    """All speakers that are people or bodies with a name, as CSV that `import_authority` reads."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for speaker_id, name, *rest in db.execute(
        "SELECT speaker_id, name, kind, role, external_id, born, died, public_id FROM speakers s"
        f" WHERE merged_into IS NULL AND kind IN ('person', 'organization') AND {IN_USE}"
        " ORDER BY name, speaker_id"
    ).fetchall():
        others = [each for each in aliases_of(db, speaker_id) if each != name]
        row = [name, "; ".join(each.replace(";", "\\;") for each in others), *rest]
        # A cell that begins like a formula is no formula.
        writer.writerow([f"'{each}" if each and each[0] in _FORMULA else each for each in row])
    return out.getvalue()


def _read(file: Path) -> list[tuple[int, Row]]:
    """The lines of a list that hold anything, with their numbers, each found to be sound."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"{file} cannot be read ({error.strerror}): name a CSV file") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{file} is not UTF-8: save it as UTF-8") from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        lines = [(reader.line_num, cells) for cells in reader]
    except csv.Error as error:
        raise InputError(f"{file}, line {reader.line_num} is no CSV: {error}") from error
    heads = [head.strip() for head in lines[0][1]] if lines else []
    _check_heads(file, heads)
    rows = []
    for number, cells in lines[1:]:
        place = f"{file}, line {number}"
        if len(cells) > len(heads):
            raise InputError(f"{place} has {len(cells)} cells under {len(heads)} headings")
        given = dict(zip(heads, (_unquoted(cell.strip()) for cell in cells), strict=False))
        row = {column: given.get(column, "") for column in COLUMNS}
        if any(row.values()):
            _check(place, row)
            rows.append((number, row))
    _check_identifiers(file, rows)
    return rows


def _check_heads(file: Path, heads: list[str]) -> None:
    known = ", ".join(COLUMNS)
    if "name" not in heads:
        raise InputError(f"{file} has no column `name`: it may have {known}")
    for head in heads:
        if head not in COLUMNS:
            raise InputError(f"{file} has a column {head!a}: it may have {known}")
        if heads.count(head) > 1:
            raise InputError(f"{file} has two columns `{head}`")


def _unquoted(cell: str) -> str:
    """A cell without the mark that keeps it from being a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in _FORMULA else cell


def _check(place: str, row: Row) -> None:
    for column, cell in row.items():
        if not cell.isprintable():
            raise InputError(f"{place}: the {column} holds characters that cannot be shown")
        if len(cell) > _LONGEST * (20 if column == "aliases" else 1):
            raise InputError(f"{place}: the {column} is too long: {cell[:40]!r}…")
    if not normalized(row["name"]) or not any(map(str.isalnum, row["name"])):
        raise InputError(f"{place}: {row['name']!r} is no name of a speaker")
    if row["kind"] and row["kind"] not in get_args(SpeakerKind):
        raise InputError(f"{place}: {row['kind']!r} is no kind of speaker")
    if row["identifier"] and not IDENTIFIER.fullmatch(row["identifier"]):
        raise InputError(f"{place}: {row['identifier']!r} is no identifier: give one such as Q42")
    for field in ("born", "died"):
        try:
            row[field] = row[field] and checked_date(row[field])
        except InputError as error:
            raise InputError(f"{place}: {error}") from error
    common = min(len(row["born"]), len(row["died"]))
    if common and row["born"][:common] > row["died"][:common]:
        raise InputError(f"{place}: born {row['born']}, but died {row['died']}")


def _check_identifiers(file: Path, rows: list[tuple[int, Row]]) -> None:
    """InputError where two lines are about one: the same id or identifier, or, where there is
    none that tells them apart, the same name."""
    lines: dict[tuple[str, str], int] = {}
    for number, row in rows:
        keys = [("id", row["id"]), ("identifier", row["identifier"])]
        if not row["id"] and not row["identifier"]:
            keys = [("name", normalized(name)) for name in dict.fromkeys(_aliases(row))]
        for key in keys:
            if key[1] and lines.setdefault(key, number) != number:
                raise InputError(
                    f"{file}, line {number}: the {key[0]} {key[1]} stands in line {lines[key]}"
                    " already: make it one line"
                )


def _entry(db: Database, place: str, row: Row) -> Entry | None:
    """The entry that a line is about: by its id, else by its identifier, else by its name."""
    for column in ("id", "identifier", "name"):
        wanted = row[column]
        found = entries_called(db, wanted) if wanted else []
        if column == "id":
            found = [each for each in found if each.public_id == wanted]
        elif column == "identifier":
            found = [each for each in found if each.external_id == wanted]
        elif row["identifier"]:
            found = [each for each in found if each.external_id in (None, row["identifier"])]
        if len(found) > 1:
            ids = ", ".join(each.public_id for each in found)
            raise InputError(f"{place}: {wanted!r} may be {ids}: say which in a column `id`")
        if found:
            return found[0]
    return None


def _changes(db: Database, entry: Entry, row: Row, *, known: Iterable[str]) -> list[Change]:
    """What the line says that is not so already, of an entry known by these names."""
    said = in_force(db, entry.public_id)
    names = set(map(normalized, known))
    more = [each for each in _aliases(row) if normalized(each) not in names]
    born, died, role = db.execute(
        "SELECT born, died, role FROM speakers WHERE speaker_id = ?", [entry.speaker_id]
    ).fetchone()
    now = {
        "name": entry.name, "external_id": entry.external_id, "role": role, "born": born,
        "died": died,
    }  # fmt: skip
    wanted = {**row, "external_id": row["identifier"]}
    changes = [
        Change(entry.public_id, field, wanted[field])
        for field, value in now.items()
        if wanted[field] and wanted[field] != value
    ]
    if more:
        aliases = [*said.get("aliases", []), *dict.fromkeys(more)]
        changes.append(Change(entry.public_id, "aliases", aliases))
    return changes


def _aliases(row: Row) -> Iterator[str]:
    yield row["name"]
    for alias in _BETWEEN_ALIASES.split(row["aliases"]):
        if alias.strip():
            yield alias.strip().replace("\\;", ";")
