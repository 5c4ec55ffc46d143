"""A version's quotes take the place of those the article had before.

The same function stores the quotes of a new article, of a new version of it,
and of a stored version that is parsed again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from quotes.errors import DatabaseError
from quotes.models import Quote, Span
from quotes.store.bounds import corrected_bounds, place_bounds
from quotes.store.database import file_of
from quotes.store.handover import hand_over
from quotes.store.identity import mint, public_id_taken
from quotes.store.keeping import Keeper
from quotes.store.provenance import require_provenance
from quotes.store.speakers import Credits

if TYPE_CHECKING:
    from sqlite_utils import Database


_DECIDED = ("confirmed", "corrected", "rejected")  # standings that people gave


class _Version(NamedTuple):
    version_id: int
    article_id: int
    article: str  # its public id
    identity: str
    text: str


class _Old(NamedTuple):
    """A quote that the article has before the replacement."""

    quote_id: int
    public_id: str
    version_id: int
    standing: str
    confirmed: bool  # also where some of its fields were corrected besides
    segments: tuple[Span, ...]


def replace_quotes(
    db: Database, version_id: int, quotes: Sequence[Quote], *, parser_version: str
) -> None:
    """Make `quotes` the ones the article has, found in the text of this version.

    A quote of before keeps its row and public id, and with them its standing and
    corrections, in the new quote that takes over from it; without one it is
    retired. To be called within `writing`. Raises QuotesError when a quote is not
    what its offsets say, DatabaseError when a text that is needed is not there.
    """
    version = _version(db, version_id)
    quotes = sorted(quotes, key=lambda quote: [(s.start, s.end) for s in quote.segments])
    for quote in quotes:
        require_provenance(version.text, quote)
    old = _quotes_before(db, version.article_id)
    credits = Credits(db, version.article_id, quotes, version.text)
    old_text = _text(db, old[0].version_id) if old else ""
    handover = hand_over(
        [each.segments for each in old],
        old_text,
        [quote.segments for quote in quotes],
        version.text,
    )
    keeper = Keeper(db, old_text, version_id, version.text)
    public_ids = []
    minted: dict[str, int] = defaultdict(int)
    for number, quote in enumerate(quotes):
        predecessor = handover.predecessor.get(number)
        if predecessor is None:
            public_id = _mint(db, version, quote, minted)
            _write_parts(db, _insert(db, public_id, version, quote, parser_version), quote, credits)
        else:
            before = old[predecessor]
            public_id = before.public_id
            if not before.confirmed or not keeper.keep(before.quote_id, before.segments):
                _update(db, before.quote_id, version, quote, parser_version)
                _write_parts(db, before.quote_id, quote, credits)
        public_ids.append(public_id)
    for number in set(range(len(old))) - set(handover.predecessor.values()):
        before, heir = old[number], handover.replaced_by.get(number)
        if before.standing in _DECIDED and keeper.keep(before.quote_id, before.segments):
            continue
        db.execute(
            "UPDATE quotes SET standing = 'retired', replaced_by = ? WHERE quote_id = ?",
            [None if heir is None else public_ids[heir], before.quote_id],
        )
    credits.close()
    place_bounds(db, corrected_bounds(db, version.article_id))


def _version(db: Database, version_id: int) -> _Version:
    article_id, public_id, identity = db.execute(
        "SELECT article_id, public_id, identity FROM articles JOIN versions USING (article_id)"
        " WHERE version_id = ?",
        [version_id],
    ).fetchone()
    return _Version(version_id, article_id, public_id, identity, _text(db, version_id))


def _text(db: Database, version_id: int) -> str:
    row = db.execute("SELECT text FROM texts WHERE version_id = ?", [version_id]).fetchone()
    if row is None:
        raise DatabaseError(
            f"{file_of(db)} lacks the text of an article, as published copies do:"
            " use the database it was made from"
        )
    return str(row[0])


def _quotes_before(db: Database, article_id: int) -> list[_Old]:
    """The article's quotes that are not retired, all of one version, in its order."""
    rows = db.execute(
        "SELECT quote_id, public_id, version_id, standing, fields ->> '$.standing', start, end"
        " FROM versions JOIN quotes USING (version_id) JOIN segments USING (quote_id)"
        " LEFT JOIN corrected USING (public_id) WHERE article_id = ? AND standing <> 'retired'"
        " ORDER BY quote_id, position",
        [article_id],
    ).fetchall()
    found = []
    for quote, group in groupby(rows, itemgetter(0, 1, 2, 3, 4)):
        quote_id, public_id, version_id, standing, said = quote
        spans = tuple(Span(*row[5:]) for row in group)
        confirmed = said == "confirmed"
        found.append(_Old(quote_id, public_id, version_id, standing, confirmed, spans))
    return sorted(found, key=lambda each: each.segments[0].start)


def _mint(db: Database, version: _Version, quote: Quote, minted: dict[str, int]) -> str:
    """A public id from the article, the first segment and its occurrence, in `minted`."""
    words = version.text[quote.segments[0].start : quote.segments[0].end]
    public_id, number = mint(
        lambda candidate: public_id_taken(db, candidate),
        "quote",
        version.identity,
        words,
        first=minted[words],
    )
    minted[words] = number + 1
    return public_id


def _insert(
    db: Database, public_id: str, version: _Version, quote: Quote, parser_version: str
) -> int:
    values = {"public_id": public_id, **_columns(version, quote, parser_version)}
    names, places = ", ".join(values), ", ".join(f":{name}" for name in values)
    cursor = db.execute(f"INSERT INTO quotes ({names}) VALUES ({places})", values)
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def _update(
    db: Database, quote_id: int, version: _Version, quote: Quote, parser_version: str
) -> None:
    """Give a row the new quote's values, and take away what hangs on it."""
    values = _columns(version, quote, parser_version)
    changes = ", ".join(f"{name} = :{name}" for name in values)
    db.execute(
        f"UPDATE quotes SET {changes} WHERE quote_id = :quote_id",
        {**values, "quote_id": quote_id},
    )
    for table in ("segments", "quote_speakers", "evidence"):
        db.execute(f"DELETE FROM {table} WHERE quote_id = ?", [quote_id])


def _columns(version: _Version, quote: Quote, parser_version: str) -> dict[str, object]:
    venue = quote.venue
    return {
        "version_id": version.version_id,
        "text": quote.text,
        "kind": quote.kind,
        "cue": quote.cue or None,
        "speaker_confidence": quote.speaker_confidence,
        "venue": venue and venue.label,
        "venue_kind": venue and venue.kind,
        "venue_name": venue and venue.name,
        "venue_place": venue and venue.place,
        "venue_phrase": venue and venue.phrase,
        "venue_confidence": quote.venue_confidence,
        "occasion": quote.occasion,
        "date": quote.date,
        "date_precision": quote.date_precision,
        "date_basis": quote.date_basis,
        "date_confidence": quote.date_confidence,
        "context": version.text[quote.context.start : quote.context.end],
        "context_start": quote.context.start,
        "parser_version": parser_version,
    }


def _write_parts(db: Database, quote_id: int, quote: Quote, credits: Credits) -> None:
    """The rows that hang on a quote: segments, speakers, evidence."""
    db.conn.executemany(
        "INSERT INTO segments VALUES (?, ?, ?, ?)",
        [(quote_id, number, s.start, s.end) for number, s in enumerate(quote.segments)],
    )
    db.conn.executemany(
        "INSERT INTO quote_speakers VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (
                quote_id,
                number,
                credits.speaker_id(speaker),
                speaker.name,
                speaker.role or None,
                speaker.mention and speaker.mention.start,
                speaker.mention and speaker.mention.end,
            )
            for number, speaker in enumerate(quote.speakers)
        ],
    )
    # Of stretches that begin at the same place the longest says it all.
    by_length = sorted(quote.evidence, key=lambda each: each.span.end)
    ends = {(each.field, each.span.start): each.span.end for each in by_length}
    db.conn.executemany(
        "INSERT INTO evidence VALUES (?, ?, ?, ?)",
        [(quote_id, field, start, end) for (field, start), end in ends.items()],
    )
