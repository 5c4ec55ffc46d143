"""Quotes as the database has them, and as flat records for other programs.

Everything is read through the view `effective_quotes`, so that what people
corrected wins and what they rejected stays out of lists.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import fields
from itertools import accumulate, islice
from typing import Any

from quotes.errors import InputError, UnknownQuoteError
from quotes.filtering import condition
from quotes.models import Article, Evidence, Filters, NotQuote, Quote, QuoteRecord, Span

_APART = ("bylines", "segments", "evidence", "full_text")
_COLUMNS = tuple(field.name for field in fields(QuoteRecord) if field.name not in _APART)

# Quotes are loaded this many at a time: enough to make each query worth its while,
# few enough to stay small.
_BATCH = 500


def find_quote(
    connection: sqlite3.Connection, public_id: str, *, with_text: bool = False
) -> QuoteRecord:
    """The quote with this public id, in either case, be it rejected or retired.

    Raises UnknownQuoteError when there is none.
    """
    wanted = public_id.strip()
    row = None
    if wanted.isascii():
        # Asking for each case keeps to the index, as a collation would not.
        row = connection.execute(
            "SELECT quote_id FROM quotes WHERE public_id IN (?, ?, ?)",
            (wanted, wanted.lower(), wanted.upper()),
        ).fetchone()
    if row is None:
        shown = wanted if len(wanted) <= 40 else wanted[:39] + "…"
        raise UnknownQuoteError(f"no quote has the id {shown!r}: `quotes search` shows the ids")
    return load(connection, [row[0]], with_text=with_text)[0]


def find_quotes(
    connection: sqlite3.Connection,
    filters: Filters,
    *,
    limit: int | None = None,
    offset: int = 0,
    with_text: bool = False,
) -> Iterator[QuoteRecord]:
    """The quotes that pass the filters, newest first, read as they are asked for.

    The day is when the words were said, else when they were published; within an
    article the order is that of the text. Rejected and retired quotes are left out.
    Raises InputError at once for a filter that cannot be met (see `condition`).
    """
    if offset < 0 or (limit is not None and limit < 0):
        raise InputError(f"limit {limit} and offset {offset} must not be negative")
    stop = None if limit is None else offset + limit
    return _stream(connection, islice(find_ids(connection, filters), offset, stop), with_text)


def find_ids(connection: sqlite3.Connection, filters: Filters) -> Iterator[int]:
    """The row ids of the quotes that pass the filters, in the order of `find_quotes`."""
    wanted = condition(connection, filters)
    sql = f"""SELECT e.quote_id FROM indexed i CROSS JOIN effective_quotes e USING (quote_id)
               WHERE {wanted.sql}
               ORDER BY i.day DESC, e.version_id DESC, e.context_start, e.quote_id"""
    # Along the index of days, so that many need no more memory than few.
    return (row[0] for row in connection.execute(sql, wanted.values))


def count_quotes(connection: sqlite3.Connection, filters: Filters) -> int:
    """How many quotes pass the filters."""
    wanted = condition(connection, filters)
    sql = f"SELECT count(*) FROM effective_quotes e WHERE {wanted.sql}"
    return int(connection.execute(sql, wanted.values).fetchone()[0])


def _stream(
    connection: sqlite3.Connection, ids: Iterator[int], with_text: bool
) -> Iterator[QuoteRecord]:
    while batch := list(islice(ids, _BATCH)):
        yield from load(connection, batch, with_text=with_text)


_BREAK = re.compile(r"[\r\n]")
_EMPTY_LINE = re.compile(r"\n\s*\n")


# What people corrected the bounds of lies where they say, as far as this version has it.
_SEGMENTS = """
SELECT quote_id, start, "end", position FROM segments JOIN quotes USING (quote_id)
  LEFT JOIN corrected USING (public_id)
 WHERE quote_id IN (SELECT value FROM json_each(?)) AND fields -> '$.segments' IS NULL
UNION ALL
SELECT quote_id, start, "end", position FROM corrected_segments JOIN quotes USING (public_id)
 WHERE quote_id IN (SELECT value FROM json_each(?))
 ORDER BY quote_id, position"""


def load(
    connection: sqlite3.Connection, quote_ids: Sequence[int], *, with_text: bool = False
) -> list[QuoteRecord]:
    """The quotes with these row ids, in the order given, whatever their standing.

    Their articles' full texts, where the database holds them, come with them if asked for.
    """
    ids = json.dumps(quote_ids)
    segments: dict[int, list[Span]] = {}
    for quote_id, start, end, _ in connection.execute(_SEGMENTS, (ids, ids)):
        segments.setdefault(quote_id, []).append(Span(start, end))
    evidence: dict[int, list[Evidence]] = {}
    for quote_id, field, start, end in connection.execute(
        'SELECT quote_id, field, start, "end" FROM evidence JOIN quotes USING (quote_id)'
        " LEFT JOIN corrected USING (public_id)"
        " WHERE quote_id IN (SELECT value FROM json_each(?))"
        " AND json_type(fields, '$.' || field) IS NULL ORDER BY quote_id, start, field",
        (ids,),
    ):
        evidence.setdefault(quote_id, []).append(Evidence(field, Span(start, end)))
    texts = _full_texts(connection, ids) if with_text else {}
    records = {}
    for quote_id, version_id, byline, *values in connection.execute(
        f"SELECT quote_id, version_id, byline, {', '.join(_COLUMNS)} FROM effective_quotes"
        " WHERE quote_id IN (SELECT value FROM json_each(?))",
        (ids,),
    ):
        fields = dict(zip(_COLUMNS, values, strict=True))
        fields["text"] = _in_paragraphs(fields, segments.get(quote_id, ()))
        records[quote_id] = QuoteRecord(
            **fields,
            bylines=tuple(byline.split("; ")) if byline else (),
            segments=tuple(segments.get(quote_id, ())),
            evidence=tuple(evidence.get(quote_id, ())),
            full_text=texts.get(version_id),
        )
    return [records[quote_id] for quote_id in quote_ids]


def _full_texts(connection: sqlite3.Connection, quote_ids: str) -> dict[int, str]:
    """The texts of the versions that quotes came from, by version."""
    return dict(
        connection.execute(
            "SELECT version_id, text FROM texts WHERE version_id IN (SELECT version_id"
            " FROM quotes WHERE quote_id IN (SELECT value FROM json_each(?)))",
            (quote_ids,),
        )
    )


def _in_paragraphs(fields: dict[str, Any], segments: Sequence[Span]) -> str:
    """A quote's text, of the same length, with line breaks only between paragraphs.

    Hard-wrapped articles break lines within a quote's segments too; in those a
    paragraph ends only at an empty line.
    """
    text: str = fields["text"]
    sizes = [segment.end - segment.start for segment in segments]
    if "\n" not in text or len(text) != sum(sizes) + len(sizes) - 1:
        return text  # a person put other words in its place
    starts = [end + n for n, end in enumerate(accumulate(sizes, initial=0))][:-1]
    words = [text[start : start + size] for start, size in zip(starts, sizes, strict=True)]
    if not any("\n" in stretch for stretch in words):
        return text
    joined = _BREAK.sub(" ", words[0])
    for before, segment, stretch in zip(segments, segments[1:], words[1:], strict=False):
        shift = fields["context_start"]
        gap = fields["context"][before.end - shift : segment.start - shift]
        joined += ("\n" if _EMPTY_LINE.search(gap) else " ") + _BREAK.sub(" ", stretch)
    return joined


def not_quote(article: Article, passage: NotQuote) -> dict[str, Any]:
    """The JSON object of a passage that is no quote, as `quotes extract --not-quotes` prints it."""
    context = passage.context
    return {
        "article": article.name,
        "text": passage.text,
        "contents": [_pair(passage.span)],
        "context": article.text[context.start : context.end],
        "confidence": passage.confidence,
    }


def extracted(article: str, quote: Quote) -> dict[str, Any]:
    """The JSON object of one parsed quote, as `quotes extract` prints it.

    `article` is the name of the article's file without its ending. Spans are
    `[start, end]` offsets into the article's text. `source` is the mention beside the
    cue, given even where it resolves to nobody; `speaker_kind` is the kind of the first
    speaker; `speaker` and `role` join those of several. Confidences are rounded to three
    digits.
    """
    speakers, venue = quote.speakers, quote.venue
    first = speakers[0] if speakers else None
    credited = (item.span for item in quote.evidence if item.field == "speaker")
    source = first.mention if first and first.mention else next(credited, None)
    return {
        "article": article,
        "text": quote.text,
        "contents": [_pair(span) for span in quote.segments],
        "clause": [_pair(span) for span in quote.clause],
        "source": _pair(source) if source else None,
        "cue": quote.cue,
        "speaker": " and ".join(speaker.name for speaker in speakers) or None,
        "speaker_kind": first.kind if first else None,
        "role": "; ".join(speaker.role for speaker in speakers if speaker.role) or None,
        "speakers": [
            {
                "name": speaker.name,
                "kind": speaker.kind,
                "role": speaker.role,
                "mention": _pair(speaker.mention) if speaker.mention else None,
            }
            for speaker in speakers
        ],
        "venue": venue.label if venue else None,
        "venue_kind": venue.kind if venue else None,
        "venue_name": venue.name if venue else None,
        "venue_place": venue.place if venue else None,
        "venue_phrase": venue.phrase if venue else None,
        "occasion": quote.occasion,
        "date": quote.date,
        "date_precision": quote.date_precision,
        "date_basis": quote.date_basis,
        "kind": quote.kind,
        "speaker_confidence": _rounded(quote.speaker_confidence),
        "venue_confidence": _rounded(quote.venue_confidence),
        "date_confidence": _rounded(quote.date_confidence),
        "context": _pair(quote.context),
        "evidence": [
            {"field": item.field, "start": item.span.start, "end": item.span.end}
            for item in quote.evidence
        ],
    }


_FIRST_EXPORTED = (
    "public_id",
    "text",
    "speaker",
    "role",
    "venue",
    "venue_kind",
    "date",
    "kind",
    "standing",
    "outlet",
    "title",
    "published",
    "url",
)

EXPORT_COLUMNS = (
    *_FIRST_EXPORTED,
    "byline",
    *(column for column in _COLUMNS if column not in (*_FIRST_EXPORTED, "identity")),
    "segments",
)
"""The keys of `exported`, in order; what citing a quote needs comes first.

The identity is left out: it may be a path on this computer, which is nobody else's.
"""


def exported(record: QuoteRecord) -> dict[str, str | int | float | None]:
    """One flat row of an export: text, numbers and None only, keyed by EXPORT_COLUMNS.

    `byline` joins the authors by "; ". `segments` are the offsets into the article's
    text, as in "120-164 180-201". Confidences are rounded to three digits.
    """
    row = {column: getattr(record, column) for column in _COLUMNS}
    for confidence in ("speaker_confidence", "venue_confidence", "date_confidence"):
        row[confidence] = _rounded(row[confidence])
    row["byline"] = "; ".join(record.bylines) or None
    row["segments"] = " ".join(f"{span.start}-{span.end}" for span in record.segments) or None
    return {column: row[column] for column in EXPORT_COLUMNS}


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _rounded(confidence: float | None) -> float | None:
    return None if confidence is None else round(confidence, 3)
