"""Any sequence of articles coming, changing and being parsed again, and of people deciding:
every decision in force stays in force, and every public id answers."""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from decision_steps import PREFIXES, another_parser, come_or_change
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from quotes.records import find_quote
from quotes.store import entries
from quotes.store.check import check
from quotes.store.database import open_database
from quotes.store.decisions import AUTOMATIC, undo
from quotes.store.editing import edit_quote, judge_quotes
from quotes.store.merging import kept_apart
from quotes.store.reparse import reparse, to_reparse
from quotes.store.transfer import exported_corrections, import_corrections

NUMBER = st.integers(0, 99)
RUNS = int(os.environ.get("QUOTES_RUNS", "25"))


class FinalWord(RuleBasedStateMachine):
    """People and parsers at work on one database; `said` is what people decided."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name, "quotes.db")
        self.db: Any = open_database(self.path)
        self.said: list[dict[tuple[str, str], Any]] = [{}]
        self.ids: set[str] = set()

    def teardown(self) -> None:
        self.db.close()
        assert check(self.path) == []
        self.folder.cleanup()

    def _decided(self, **fields: Any) -> None:
        public_id = fields.pop("public_id")
        now = dict(self.said[-1])
        now.update({(public_id, field): value for field, value in fields.items()})
        if now != self.said[-1]:
            self.said.append(now)

    def _some(self, number: int) -> str | None:
        ids = sorted(self.ids)
        return ids[number % len(ids)] if ids else None

    @rule(which=NUMBER, prefix=st.sampled_from(PREFIXES))
    def an_article_comes_or_changes(self, which: int, prefix: str) -> None:
        come_or_change(self.db, which, prefix)

    @rule(way=st.integers(0, 2))
    def all_is_parsed_again(self, way: int) -> None:
        articles = to_reparse(self.db, "2")
        list(reparse(self.db, articles, another_parser(way), parser_version="2"))

    @precondition(lambda self: self.ids)
    @rule(number=NUMBER, venue=st.sampled_from(["quay", "pier", None]))
    def a_venue_is_set(self, number: int, venue: str | None) -> None:
        public_id = self._some(number)
        if (public_id, "standing") not in self.said[-1]:
            edit_quote(self.db, str(public_id), {"venue": venue})
            self._decided(public_id=public_id, venue=venue)

    @precondition(lambda self: self.ids)
    @rule(number=NUMBER, name=st.sampled_from(["Eve Roe", "Bo Hale"]))
    def a_speaker_is_set(self, number: int, name: str) -> None:
        public_id = self._some(number)
        if (public_id, "standing") not in self.said[-1]:
            edit_quote(self.db, str(public_id), {"speaker": [name]})
            if self.said[-1].get((public_id, "speaker")) != [name]:
                self.said.append({**self.said[-1], (str(public_id), "speaker"): [name]})
                self.said[-1].pop((str(public_id), "role"), None)

    @precondition(lambda self: self.ids)
    @rule(number=NUMBER, standing=st.sampled_from(["confirmed", "rejected"]))
    def a_quote_is_judged(self, number: int, standing: str) -> None:
        public_id = self._some(number)
        judge_quotes(self.db, [str(public_id)], standing)
        self._decided(public_id=public_id, standing=standing)

    @rule()
    def the_latest_decision_is_taken_back(self) -> None:
        if len(self.said) > 1:
            undo(self.db)
            self.said.pop()

    @rule(one=NUMBER, other=NUMBER)
    def two_entries_are_merged(self, one: int, other: int) -> None:
        rows = self.db.execute(
            "SELECT speaker_id FROM speakers WHERE merged_into IS NULL ORDER BY public_id"
        ).fetchall()
        if len(rows) < 2:
            return
        a, b = (entries.entry_of(self.db, rows[n % len(rows)][0]) for n in (one, other))
        if a != b and b.speaker_id not in kept_apart(self.db, a.speaker_id):
            entries.merge(self.db, a, b)
            self._decided(public_id=b.public_id, same_as=a.public_id)

    @precondition(lambda self: self.ids)
    @rule(number=NUMBER, name=st.sampled_from(["Ann Lee", "Bo Hale"]))
    def a_quote_is_split_off(self, number: int, name: str) -> None:
        public_id = str(self._some(number))
        row = self.db.execute(
            "SELECT speaker_id FROM quotes JOIN credits USING (quote_id)"
            " WHERE public_id = ? AND standing <> 'retired'",
            [public_id],
        ).fetchall()
        if len(row) == 1:
            entry = entries.entry_of(self.db, row[0][0])
            role = find_quote(self.db.conn, public_id).role
            _, other = entries.split(self.db, entry, [public_id], name)
            now = {**self.said[-1], (public_id, "speaker"): [other.name]}
            now.update({(public_id, "role"): role} if role else {})
            for mine, theirs in ((entry, other), (other, entry)):
                key = mine.public_id, "not_same_as"
                now[key] = sorted({*now.get(key, []), theirs.public_id})
            self.said.append(now)

    @rule(number=NUMBER, name=st.sampled_from(["Ann Lee", "Eve Roe"]))
    def an_entry_is_renamed(self, number: int, name: str) -> None:
        rows = self.db.execute(
            "SELECT speaker_id FROM speakers WHERE merged_into IS NULL ORDER BY public_id"
        ).fetchall()
        if rows:
            entry = entries.entry_of(self.db, rows[number % len(rows)][0])
            entries.rename(self.db, entry, name)
            aliases = self.said[-1].get((entry.public_id, "aliases"), [])
            known = [each for each in aliases if each != name]
            self._decided(public_id=entry.public_id, name=name, aliases=[*known, name])

    @rule()
    def all_that_was_decided_moves_to_a_copy(self) -> None:
        lines = [json.dumps(row) for row in exported_corrections(self.db)]
        with closing(open_database(Path(self.folder.name, "copy.db"))) as copy:
            import_corrections(copy, lines)
            mine, theirs = (_in_force(db) for db in (self.db, copy))
        assert mine.items() <= theirs.items()

    @rule()
    def the_database_is_closed_in_the_middle(self) -> None:
        self.db.execute("BEGIN IMMEDIATE")
        self.db.execute("UPDATE quotes SET standing = 'rejected'")
        self.db.close()
        self.db = open_database(self.path)

    @invariant()
    def what_people_said_is_in_force(self) -> None:
        self.ids |= {row[0] for row in self.db.execute("SELECT public_id FROM quotes")}
        in_force = _in_force(self.db)
        assert {key: value for key, value in in_force.items() if key[1] != "speaker_id"} == (
            self.said[-1]
        )
        for public_id in self.ids:
            record = find_quote(self.db.conn, public_id)
            if (public_id, "venue") in in_force:
                assert record.venue == in_force[public_id, "venue"]
            standing = in_force.get((public_id, "standing"))
            if standing == "rejected" and record.standing != "retired":
                assert record.standing == "rejected"


def _in_force(db: Any) -> dict[tuple[str, str], Any]:
    """What people decided; not which entries turned out to be one by themselves."""
    ours = {
        (public_id, field)
        for public_id, field, who in db.execute(
            "SELECT public_id, field, who FROM corrections ORDER BY correction_id"
        )
        if who == AUTOMATIC
    }
    return {
        (public_id, field): value
        for public_id, fields in db.execute("SELECT public_id, fields FROM corrected")
        for field, value in json.loads(fields).items()
        if (public_id, field) not in ours
    }


TestFinalWord = FinalWord.TestCase
TestFinalWord.settings = settings(max_examples=RUNS, stateful_step_count=20, deadline=None)
