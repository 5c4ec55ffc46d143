"""All that a person is shown of one quote before deciding on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from quotes.models import QuoteRecord, Span, SpeakerKind
from quotes.parsing.alternatives import Alternative, find_alternatives
from quotes.parsing.pipeline import PARSER_VERSION
from quotes.records import load
from quotes.store.decisions import in_force
from quotes.store.entries import Entry, entries_called

if TYPE_CHECKING:
    from sqlite_utils import Database

# An article longer than this is not parsed again while somebody waits.
_LONGEST = 200_000  # characters
_CHOICES = 9  # that can be chosen by a digit


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody else who may have said it, to be chosen by a digit.

    `speaker_id` is the public id of the entry meant; None where the name has no entry yet, or
    where several have it (`namesakes`). `likely` as for Alternative.
    """

    name: str
    kind: SpeakerKind
    role: str | None
    likely: float | None
    speaker_id: str | None
    namesakes: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """A quote with its article and what else the parser considered.

    `text` is the article's, or where that is not kept (`whole` is false) the sentences around
    the quote; offsets into the article begin in it at `start`. `corrected` are the fields that
    people set. `note` says what a reader of the choices must know.
    """

    quote_id: int
    version_id: int
    record: QuoteRecord
    text: str
    start: int
    whole: bool
    corrected: frozenset[str]
    choices: tuple[Choice, ...]
    note: str | None = None


def read_case(db: Database, quote_id: int) -> Case | None:
    """The quote with this row id as it stands now; None where it is gone."""
    row = db.execute(
        "SELECT q.version_id, v.article_id, t.text FROM quotes q JOIN versions v USING (version_id)"
        " LEFT JOIN texts t USING (version_id) WHERE quote_id = ?",
        [quote_id],
    ).fetchone()
    if row is None:
        return None
    version_id, article_id, text = row
    record = load(db.conn, [quote_id])[0]
    choices: tuple[Choice, ...] = ()
    note = None
    if text is None:
        note = "the article's text is not kept in this copy"
    elif len(text) > _LONGEST:
        note = "the article is too long to weigh alternatives"
    elif record.segments:
        found = _alternatives(text, tuple(record.segments))
        choices = tuple(_choices(db, quote_id, article_id, found))
        if record.parser_version != PARSER_VERSION:
            note = f"read by parser {record.parser_version}, weighed by parser {PARSER_VERSION}"
    return Case(
        quote_id,
        version_id,
        record,
        record.context if text is None else text,
        record.context_start if text is None else 0,
        text is not None,
        frozenset(in_force(db, record.public_id)),
        choices,
        note,
    )


@lru_cache(maxsize=4)
def _alternatives(text: str, segments: tuple[Span, ...]) -> list[Alternative]:
    return find_alternatives(text, segments, _CHOICES + 1)


def _choices(
    db: Database, quote_id: int, article_id: int, found: list[Alternative]
) -> Iterator[Choice]:
    """The alternatives as entries of the database, those credited already left out."""
    credited = {row[0] for row in db.execute(_CREDITED, [quote_id])}
    printed = _printed(db, article_id)
    told = set(credited)
    for alternative in found:
        speaker = alternative.speaker
        entries = [printed[speaker.name]] if speaker.name in printed else []
        entries = entries or entries_called(db, speaker.name)
        one = entries[0] if len(entries) == 1 else None
        known = one.public_id if one else speaker.name
        if known in told:
            continue
        told.add(known)
        if len(told) - len(credited) > _CHOICES:
            return
        name = one.name if one else speaker.name
        yield Choice(
            name,
            speaker.kind,
            speaker.role,
            alternative.likely,
            one.public_id if one else None,
            namesakes=len(entries) > 1,
        )


_CREDITED = """
SELECT s.public_id FROM credits JOIN speakers s USING (speaker_id) WHERE quote_id = ?"""


def _printed(db: Database, article_id: int) -> Mapping[str, Entry]:
    """Whose entry each name stands for that the article's quotes are credited to."""
    rows = db.execute(
        "SELECT DISTINCT qs.name, r.speaker_id, r.public_id, r.name, r.kind, r.external_id"
        " FROM versions JOIN quotes q USING (version_id) JOIN quote_speakers qs USING (quote_id)"
        " JOIN speakers s USING (speaker_id)"
        " JOIN speakers r ON r.speaker_id = coalesce(s.merged_into, s.speaker_id)"
        " WHERE article_id = ? AND standing <> 'retired'",
        [article_id],
    )
    return {row[0]: Entry(*row[1:]) for row in rows}
