"""A newsroom's own list of people: names, aliases, roles, identifiers and dates, as CSV."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from quotes.errors import InputError
from quotes.models import SpeakerKind
from quotes.store.database import writing
from quotes.store.decisions import Change, in_force, record
from quotes.store.editing import checked_date
from quotes.store.entries import Entry, add_entry, aliases_of, entries_called
from quotes.words import normalized

if TYPE_CHECKING:
    from sqlite_utils import Database

COLUMNS = ("name", "aliases", "kind", "role", "identifier", "born", "died")
Row = dict[str, str]


def import_authority(db: Database, file: Path, *, who: str | None = None) -> tuple[int, int]:
    """How many speakers of the list were new, and how many were known, by identifier or name.

    The list is taken whole, as one decision, or not at all: raises InputError, with the line,
    for what cannot be, and for a name that several entries have.
    """
    rows = _read(file)
    with writing(db):
        changes: list[Change] = []
        made = 0
        for number, row in rows:
            entry = _entry(db, file, number, row)
            if entry is None:
                made += 1
                entry = add_entry(db, row["name"], row.get("kind") or "person")
            changes += _changes(db, entry, row)
        record(db, changes, who=who, why=f"from {file.name}")
    return made, len(rows) - made


def export_authority(db: Database) -> str:
    """All speakers that are people or bodies with a name, as CSV that `import_authority` reads."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for speaker_id, name, *rest in db.execute(
        "SELECT speaker_id, name, kind, role, external_id, born, died FROM speakers"
        " WHERE merged_into IS NULL AND kind IN ('person', 'organization')"
        " ORDER BY name, speaker_id"
    ).fetchall():
        others = [each for each in aliases_of(db, speaker_id) if each != name]
        row = [name, "; ".join(others), *rest]
        # A cell that begins like a formula is no formula.
        writer.writerow([f"'{each}" if each and each[0] in "=+-@" else each for each in row])
    return out.getvalue()


def _read(file: Path) -> list[tuple[int, Row]]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"{file} cannot be read ({error.strerror}): name a CSV file") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{file} is not UTF-8: save it as UTF-8") from error
    reader = csv.DictReader(io.StringIO(text, newline=""))
    if "name" not in (reader.fieldnames or ()):
        raise InputError(f"{file} has no column `name`: it may have {', '.join(COLUMNS)}")
    rows = []
    for row in reader:
        values = {key: _unquoted((row.get(key) or "").strip()) for key in COLUMNS}
        if any(values.values()):
            _check(file, reader.line_num, values)
            rows.append((reader.line_num, values))
    return rows


def _unquoted(cell: str) -> str:
    """A cell without the mark that keeps it from being a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in tuple("=+-@") else cell


def _check(file: Path, number: int, row: Row) -> None:
    if not normalized(row["name"]):
        raise InputError(f"{file}, line {number}: a speaker needs a name")
    if row["kind"] and row["kind"] not in get_args(SpeakerKind):
        raise InputError(f"{file}, line {number}: {row['kind']!r} is no kind of speaker")
    for field in ("born", "died"):
        if row[field]:
            checked_date(row[field])


def _entry(db: Database, file: Path, number: int, row: Row) -> Entry | None:
    """The entry that a line is about: by its identifier, else by its name."""
    for wanted in filter(None, (row["identifier"], row["name"])):
        found = entries_called(db, wanted)
        if wanted == row["name"] and row["identifier"]:
            found = [each for each in found if each.external_id in (None, row["identifier"])]
        if len(found) > 1:
            ids = ", ".join(each.public_id for each in found)
            raise InputError(f"{file}, line {number}: {wanted!r} may be {ids}: merge them first")
        if found:
            return found[0]
    return None


def _changes(db: Database, entry: Entry, row: Row) -> list[Change]:
    said = in_force(db, entry.public_id).get("aliases", [])
    known = {normalized(each) for each in said}
    names = [each.strip() for each in row["aliases"].split(";") if each.strip()]
    more = [each for each in [row["name"], *names] if normalized(each) not in known]
    values = {
        "name": row["name"] if row["name"] != entry.name else None,
        "external_id": row["identifier"],
        "role": row["role"],
        "born": row["born"],
        "died": row["died"],
        "aliases": [*said, *dict.fromkeys(more)] if more else None,
    }
    return [Change(entry.public_id, field, value) for field, value in values.items() if value]
