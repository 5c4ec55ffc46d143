"""Corrections of quotes and articles, checked before they are recorded."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, get_args

from quotes.errors import InputError, UnknownQuoteError
from quotes.models import Span, VenueKind
from quotes.store.decisions import WITHDRAWN, Change, decide, in_force
from quotes.store.identity import sha256
from quotes.store.naming import new_id
from quotes.store.provenance import in_order
from quotes.words import joined

if TYPE_CHECKING:
    from sqlite_utils import Database

QUOTE_FIELDS = ("speaker", "role", "venue", "venue_kind", "date", "text")
ARTICLE_FIELDS = ("outlet", "published", "title", "byline", "url")
VENUE_KINDS: tuple[str, ...] = get_args(VenueKind)

# In place of a speaker's public id: somebody who has no entry yet, whatever the name.
NEW = object()

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
_BLANKS = re.compile(r"\s+")
_ADDRESS = re.compile(r"https?://[^\s/]", re.IGNORECASE)
_LONGEST = 1_000  # characters of a title, a venue or a name


def edit_quote(
    db: Database,
    public_id: str,
    values: Mapping[str, Any],
    *,
    who: str | None = None,
    why: str | None = None,
    provided: Callable[[], None] | None = None,
) -> int | None:
    """The number of the decision on some fields of a quote; None where they were so already.

    The keys of `values` are of QUOTE_FIELDS; None says that there is none, WITHDRAWN gives
    a field back to the parser. `speaker` is a list of names, or of pairs of a name and the
    public id of the speaker meant, or NEW for somebody not known yet; `text` the words of the
    quote, as the article has them around it, or a list of spans of its text. `provided` as for
    `decide`. Raises UnknownQuoteError, and InputError for a value that cannot be.
    """
    public_id = known_quote(db, public_id)
    changes: list[Change] = []
    for field, value in values.items():
        changes += _changes_of(db, public_id, field, value)
    if any(change.field == "speaker" for change in changes) and "role" not in values:
        changes.append(Change(public_id, "role", WITHDRAWN))  # it was another's
    if in_force(db, public_id).get("standing") == "rejected":
        changes.append(Change(public_id, "standing", WITHDRAWN))
    return decide(db, changes, who=who, why=why, provided=provided)


def judge_quotes(
    db: Database,
    public_ids: Sequence[str],
    standing: str,
    *,
    who: str | None = None,
    why: str | None = None,
    provided: Callable[[], None] | None = None,
) -> int | None:
    """The number of the decision that quotes are "confirmed", or "rejected"; `provided` as for
    `decide`."""
    changes = [Change(known_quote(db, each), "standing", standing) for each in public_ids]
    return decide(db, changes, who=who, why=why, provided=provided)


def edit_article(
    db: Database,
    public_id: str,
    values: Mapping[str, Any],
    *,
    who: str | None = None,
    why: str | None = None,
) -> int | None:
    """The number of the decision on some of the ARTICLE_FIELDS of an article; several authors
    are joined by "; ", WITHDRAWN gives a field back. Raises InputError for an unknown article
    and a value that cannot be."""
    row = db.execute(
        "SELECT public_id FROM articles WHERE public_id = ?", [public_id.strip().lower()]
    ).fetchone()
    if row is None:
        raise InputError(f"no article has the id {public_id!r}: `quotes show` tells a quote's")
    changes = [
        Change(row[0], field, article_value(field, value)) for field, value in values.items()
    ]
    return decide(db, changes, who=who, why=why)


def article_value(field: str, value: Any) -> Any:
    """The value of a field of an article as it is recorded; InputError where it cannot be."""
    if field not in ARTICLE_FIELDS:
        raise InputError(f"{field!r} is no field of an article: {', '.join(ARTICLE_FIELDS)}")
    if not isinstance(value, str):
        return value
    value = plain_value(field, value)
    if value and field == "published":
        return checked_date(value)
    if value and field == "url" and not _ADDRESS.match(value):
        raise InputError(f"{value[:60]!r} is no address: write https://…")
    if value and field == "byline":
        return "; ".join(filter(None, (name.strip() for name in value.split(";")))) or None
    return value


def plain_value(field: str, value: str) -> str | None:
    """The value with single blanks, None where there is nothing else in it; InputError where it
    holds what cannot be shown or is longer than anybody would print."""
    value = _BLANKS.sub(" ", value).strip()
    if not value.isprintable():
        raise InputError(f"{field} {value[:40]!a} holds characters that cannot be shown")
    if len(value) > _LONGEST:
        raise InputError(f"{field} {value[:40]!r}… is longer than {_LONGEST} characters")
    return value or None


def known_quote(db: Database, public_id: str) -> str:
    """The public id of a quote as it is written; UnknownQuoteError where none has it."""
    wanted = public_id.strip()
    row = db.execute(
        "SELECT public_id FROM quotes WHERE public_id IN (?, ?)", [wanted, wanted.lower()]
    ).fetchone()
    if row is None:
        raise UnknownQuoteError(f"no quote has the id {wanted[:40]!r}: see `quotes search`")
    return str(row[0])


def checked_date(value: str) -> str:
    """The date, as precise as given; InputError when it is no year, month or day."""
    bound = value.strip()
    try:
        if not _DATE.fullmatch(bound):
            raise ValueError
        date.fromisoformat(bound + "-01-01"[len(bound) - 4 :])
    except ValueError:
        shown = repr(value if len(value) <= 60 else value[:59] + "…")
        raise InputError(f"{shown} is no date: write 2025-02-24, 2025-02 or 2025") from None
    return bound


def _changes_of(db: Database, public_id: str, field: str, value: Any) -> Iterator[Change]:
    """What a new value of a field means for the record: of some fields it is more than one."""
    if field not in QUOTE_FIELDS:
        raise InputError(f"{field!r} is no field that can be set: {', '.join(QUOTE_FIELDS)}")
    if field == "speaker":
        yield from _speaker(db, public_id, value)
    elif field == "text":
        yield from _bounds(db, public_id, value)
    else:
        if field == "date" and isinstance(value, str):
            value = checked_date(value)
        if field == "venue_kind" and isinstance(value, str) and value not in VENUE_KINDS:
            raise InputError(f"{value!r} is no kind of venue: {', '.join(VENUE_KINDS)}")
        if isinstance(value, str):
            value = plain_value(field, value)
        yield Change(public_id, field, value)
        if field == "venue" and value is WITHDRAWN:
            yield Change(public_id, "venue_kind", WITHDRAWN)


def _credited(db: Database, public_id: str) -> list[str]:
    """The public ids of those credited with a quote now."""
    rows = db.execute(
        "SELECT s.public_id FROM quotes JOIN credits USING (quote_id) JOIN speakers s"
        " USING (speaker_id) WHERE quotes.public_id = ? ORDER BY position",
        [public_id],
    )
    return [row[0] for row in rows]


def _speaker(db: Database, public_id: str, value: Any) -> Iterator[Change]:
    if value is WITHDRAWN or value is None:
        yield Change(public_id, "speaker_id", WITHDRAWN)
        yield Change(public_id, "speaker", value)
        return
    pairs = [(each, None) if isinstance(each, str) else tuple(each) for each in value]
    plain = [plain_value("speaker", name) for name, _ in pairs]
    names = [name for name in plain if name]
    if not names or len(names) < len(plain):
        raise InputError("a speaker needs a name: say --no-speaker where nobody is named")
    ids = [
        new_id(db, name) if known is NEW else known
        for name, (_, known) in zip(names, pairs, strict=True)
    ]
    if all(ids) and ids == _credited(db, public_id):
        return
    if not any(ids) and in_force(db, public_id).get("speaker") == names:
        return  # and whichever entry of that name was meant stays meant
    yield Change(public_id, "speaker_id", ids if any(ids) else WITHDRAWN)
    yield Change(public_id, "speaker", names)


def _bounds(db: Database, public_id: str, value: Any) -> Iterator[Change]:
    if value is WITHDRAWN:
        yield Change(public_id, "segments", WITHDRAWN)
        yield Change(public_id, "text", WITHDRAWN)
        return
    if value is None:
        raise InputError(f"{public_id} needs words: `quotes reject` says that it is no quote")
    text, near = db.execute(
        "SELECT texts.text, (SELECT min(start) FROM segments s WHERE s.quote_id = q.quote_id)"
        " FROM quotes q LEFT JOIN texts USING (version_id) WHERE public_id = ?",
        [public_id],
    ).fetchone()
    if text is None:
        raise InputError(f"the text that {public_id} stands in is not kept in this copy")
    spans = [_found(text, value, near)] if isinstance(value, str) else list(value)
    if not spans or not in_order(spans, 0, len(text)):
        raise InputError(f"the new bounds of {public_id} are not within the article's text")
    _refuse_overlap(db, public_id, spans)
    words = {"text_sha256": sha256(text), "spans": [[span.start, span.end] for span in spans]}
    yield Change(public_id, "text", joined(text, spans))
    yield Change(public_id, "segments", words)


def _refuse_overlap(db: Database, public_id: str, spans: Sequence[Span]) -> None:
    """InputError where the spans go over the words of another quote that is shown."""
    for span in spans:
        other = db.execute(
            "SELECT o.public_id FROM quotes q JOIN quotes o USING (version_id)"
            " JOIN segments s ON s.quote_id = o.quote_id WHERE q.public_id = ?"
            " AND o.public_id <> q.public_id AND o.standing NOT IN ('rejected', 'retired')"
            ' AND s.start < ? AND s."end" > ? AND NOT EXISTS'
            " (SELECT 1 FROM segments m WHERE m.quote_id = q.quote_id"
            '     AND m.start < s."end" AND m."end" > s.start)',
            [public_id, span.end, span.start],
        ).fetchone()
        if other is not None:
            raise InputError(
                f"the new bounds of {public_id} go over quote {other[0]}: reject that one first,"
                " where the two are one"
            )


def _found(text: str, words: str, near: int) -> Span:
    """The occurrence of the words nearest to a place, however they are broken into lines."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    found = [Span(*match.span()) for match in re.finditer(pattern, text)] if pattern else []
    if not found:
        shown = words if len(words) <= 60 else words[:59] + "…"
        raise InputError(f"the article does not have the words “{shown}”: give them as printed")
    return min(found, key=lambda span: abs(span.start - near))
