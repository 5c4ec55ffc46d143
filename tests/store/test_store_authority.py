"""A newsroom's list of people: out and in again, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from decision_steps import come_or_change

from quotes.errors import InputError
from quotes.store import entries
from quotes.store.authority import export_authority, import_authority
from quotes.store.check import check
from quotes.store.database import open_database
from quotes.store.decisions import undo


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Any]:
    with closing(open_database(tmp_path / "quotes.db")) as database:
        for number in range(3):
            come_or_change(database, number, "")
        yield database
    assert check(tmp_path / "quotes.db") == []


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "people.csv"


def corrections(db: Any) -> int:
    return int(db.execute("SELECT count(*) FROM corrections").fetchone()[0])


def test_an_export_changes_nothing_where_it_comes_from(db: Any, file: Path) -> None:
    ann, quote = (
        entries.entries_called(db, "Ann Lee")[0],
        "SELECT public_id FROM quotes WHERE text LIKE '%tide%'",
    )
    entries.split(db, ann, [db.execute(quote).fetchone()[0]], "Ann Lee")
    entries.add_alias(db, ann, "Lee; Ann")
    entries.link(db, entries.entries_called(db, ann.public_id)[0], "Q7")
    before, names = corrections(db), export_authority(db)
    file.write_text(names, encoding="utf-8", newline="")
    assert import_authority(db, file) == (0, 0)
    assert (corrections(db), export_authority(db)) == (before, names)


def test_whom_an_undone_import_made_is_nobody(db: Any, file: Path) -> None:
    before = export_authority(db)
    file.write_text("name,role\nCarl Zed,pilot\nJohn Carver,\n", encoding="utf-8")
    assert import_authority(db, file) == (2, 0)
    assert "Carl Zed" in export_authority(db)
    undo(db)
    assert export_authority(db) == before
    assert entries.entries_called(db, "Carl Zed") == []


def test_two_of_a_name_are_told_apart_by_their_identifiers(db: Any, file: Path) -> None:
    file.write_text("name,identifier\nJohn Carver,Q10\nJohn Carver,Q11\n", encoding="utf-8")
    assert import_authority(db, file) == (2, 0)
    assert import_authority(db, file) == (0, 0)
    assert len(entries.entries_called(db, "John Carver")) == 2


REFUSED = {
    "no heading": "",
    "no names": "role\nmayor\n",
    "two columns of a name": "name,name\nCarl Zed,Carla Zed\n",
    "an unknown column": "name,rolle\nCarl Zed,pilot\n",
    "more cells than headings": "name,role\nCarl Zed,pilot,more\n",
    "a quotation mark that is not closed": 'name,role\n"Ee Ff,x\nIi Jj,y\n',
    "a name twice": "name\nCarl Zed\ncarl zed\n",
    "a name that is another's alias": "name,aliases\nCarla Zed,CZ\nCZ,\n",
    "an identifier twice": "name,identifier\nAlice Zed,Q1\nBob Zed,Q1\n",
    "an identifier that is none": "name,identifier\nAlice Zed,not an id !!\n",
    "dead before born": "name,born,died\nCarl Zed,2020,1900\n",
    "a day that is none": "name,born\nCarl Zed,2026-02-30\n",
    "no name": "name,role\n!!!,pilot\n",
    "control characters": "name,role\nCarl Zed,a\x1b[31m\n",
    "writing from right to left": "name,aliases\nCarl Zed,\u202edeZ\n",
    "another kind than is known": "name,kind\nTom Vale,organization\n",
    "a name as long as a book": f"name\n{'x' * 5_000}\n",
    "a cell beyond what can be read": f"name\n{'x' * 1_000_000}\n",
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_is_refused_with_the_file(db: Any, file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        import_authority(db, file)
    assert str(refused.value).startswith(str(file))
    assert len(str(refused.value)) < 400
    assert corrections(db) == 0
