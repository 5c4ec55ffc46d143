"""Decisions carried out: each at once, and only on a quote that still is as it was shown.

Two people may review one database. What somebody else decided on a quote since it was shown is
never overwritten; who comes second is told.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from quotes.errors import DatabaseError, QuotesError
from quotes.filtering import speakers_like
from quotes.models import SpeakerKind, Standing
from quotes.records import load
from quotes.review.case import Case, read_case
from quotes.store.database import WAIT
from quotes.store.decisions import recorded, undo, user
from quotes.store.editing import edit_quote, judge_quotes
from quotes.store.entries import Entry, add_entry, entries_called

if TYPE_CHECKING:
    from sqlite_utils import Database

_PATIENCE = 0.2  # seconds between two looks at a database that is in use
_FOUND = 50  # speakers offered for what was typed
Result = TypeVar("Result")


class OutdatedError(QuotesError):
    """The quote is no longer what was shown: somebody decided on it, or it was parsed again."""


class GivenUpError(QuotesError):
    """The person did not want to wait any longer for a database that is in use."""


@dataclass(frozen=True, slots=True)
class Found:
    """A speaker offered for what was typed: name, public id, and a role they had."""

    name: str
    speaker_id: str
    role: str | None


class Desk:
    """What a reviewer can do to the quotes of a database.

    `who` and `why` are for the record. While the database is in use by another program,
    `waiting` is called several times a second; it raises GivenUpError to give up.
    """

    def __init__(
        self,
        db: Database,
        who: str | None = None,
        why: str | None = None,
        waiting: Callable[[], None] = lambda: None,
    ) -> None:
        self._db, self._why, self.waiting = db, why, waiting
        self.who = who or user()
        db.execute(f"PRAGMA busy_timeout = {int(1000 * _PATIENCE)}")

    def case(self, quote_id: int) -> Case | None:
        """The quote as it stands now; None where it is gone."""
        return self._patiently(lambda: read_case(self._db, quote_id))

    def judge(self, case: Case, standing: str) -> int | None:
        """The number of the decision that a quote is "confirmed" or "rejected"; None where it
        is so already. Raises OutdatedError, and DatabaseError."""
        public_id = case.record.public_id
        return self._patiently(
            lambda: judge_quotes(
                self._db,
                [public_id],
                standing,
                who=self.who,
                why=self._why,
                provided=lambda: self._still(case),
            )
        )

    def standing(self, quote_id: int) -> Standing | None:
        """What a quote's standing is now; None where it is gone."""
        row = self._patiently(
            lambda: self._db.execute(
                "SELECT standing FROM quotes WHERE quote_id = ?", [quote_id]
            ).fetchone()
        )
        return row[0] if row else None

    def correct(
        self, case: Case, values: Mapping[str, Any], kind: SpeakerKind = "person"
    ) -> int | None:
        """The number of the decision on fields of a quote (see store.editing); None where they
        are so already. A speaker without an entry gets one of this kind.

        Raises OutdatedError, DatabaseError, and InputError for a value that cannot be.
        """
        public_id = case.record.public_id
        unknown = [name for name, known in values.get("speaker") or () if known is None]

        def provided() -> None:
            self._still(case)
            for name in unknown:
                if kind != "person" and not entries_called(self._db, name):
                    add_entry(self._db, name, kind)

        return self._patiently(
            lambda: edit_quote(
                self._db, public_id, values, who=self.who, why=self._why, provided=provided
            )
        )

    def take_back(self, decision: int) -> None:
        """Take a decision back; InputError where that cannot be (see store.decisions.undo)."""
        self._patiently(lambda: undo(self._db, decision, who=self.who))

    def latest(self, quote_id: int) -> tuple[str, str | None]:
        """The public id of a quote, and who made the latest decision on it, if anybody."""

        def look() -> tuple[str, str | None]:
            (public_id,) = self._db.execute(
                "SELECT public_id FROM quotes WHERE quote_id = ?", [quote_id]
            ).fetchone()
            made = list(recorded(self._db, "public_id = ?", public_id))
            return public_id, made[-1].who if made else None

        return self._patiently(look)

    def find(self, name: str) -> list[Found]:
        """The speakers whom a name that is being typed may mean."""
        if not name.strip():
            return []
        return self._patiently(
            lambda: [
                Found(found, speaker_id, self._role(speaker_id))
                for found, speaker_id in speakers_like(self._db.conn, name)[:_FOUND]
            ]
        )

    def called(self, name: str) -> list[Entry]:
        """The entries of exactly this name, however it is spelt."""
        return self._patiently(lambda: entries_called(self._db, name))

    def _role(self, speaker_id: str) -> str | None:
        row = self._db.execute(
            "SELECT coalesce(s.role, qs.role) FROM speakers s LEFT JOIN quote_speakers qs"
            " ON qs.speaker_id = s.speaker_id AND qs.role IS NOT NULL"
            " WHERE s.public_id = ? ORDER BY qs.quote_id DESC LIMIT 1",
            [speaker_id],
        ).fetchone()
        return row[0] if row else None

    def _still(self, case: Case) -> None:
        row = self._db.execute(
            "SELECT version_id FROM quotes WHERE quote_id = ?", [case.quote_id]
        ).fetchone()
        if row is None or row[0] != case.version_id:
            raise OutdatedError
        if load(self._db.conn, [case.quote_id])[0] != case.record:
            raise OutdatedError

    def _patiently(self, action: Callable[[], Result]) -> Result:
        """What an action returns, tried again while another program writes, as long as other
        commands wait."""
        end = time.monotonic() + WAIT
        while True:
            try:
                return action()
            except (DatabaseError, sqlite3.OperationalError) as error:
                if not _is_busy(error) or time.monotonic() > end:
                    raise
            self.waiting()


def _is_busy(error: Exception) -> bool:
    code = getattr(error.__cause__ or error, "sqlite_errorcode", 0)
    return bool(code & 0xFF == sqlite3.SQLITE_BUSY)
