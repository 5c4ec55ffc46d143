"""What is wrong with the quotes found in a row of a table, as lines to read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from tables import Row

from quotes.models import Quote, Span, Speaker
from quotes.parsing.pipeline import parse
from quotes.parsing.quotations import find_passages

_ONE_VALUE: dict[str, Callable[[Quote], str | None]] = {
    "kind": lambda quote: quote.kind,
    "venue_kind": lambda quote: quote.venue.kind if quote.venue else None,
    "date": lambda quote: quote.date,
    "date_basis": lambda quote: quote.date_basis,
}
_PER_SPEAKER: dict[str, Callable[[Speaker], str | None]] = {
    "speaker": lambda speaker: speaker.name,
    "speaker_kind": lambda speaker: speaker.kind,
    "role": lambda speaker: speaker.role,
}
_PRECISIONS = {4: "year", 7: "month", 10: "day"}


def differences(row: Row) -> list[str]:
    """Every way in which the parser's answer differs from the row; empty where it is right.

    The table of quotations is about marks alone: who said the words is not looked at there.
    Indirect quotes are looked at in the table of what is reported, where marks are not.
    """
    if row.subject == "quotations":
        return list(_passages(row))
    quotes = parse(row.marked.text, row.published)
    if row.subject == "reported":
        return list(_quotes(row, quotes))
    quotes = [quote for quote in quotes if quote.kind != "indirect"]
    return [*_passages(row), *_quotes(row, quotes)]


def _passages(row: Row) -> Iterator[str]:
    """Whether the passages between quotation marks are those marked Q and N."""
    text = row.marked.text
    found = [text[p.start : p.end] for p in find_passages(text)]
    wanted = [text[p.start : p.end] for p in row.marked.passages]
    if found != wanted:
        yield f"passages: {found}, not {wanted}"


def _quotes(row: Row, quotes: Sequence[Quote]) -> Iterator[str]:
    """Whether every quote is found, with what is expected of it, and none besides."""
    text = row.marked.text
    by_segments = {quote.segments: quote for quote in quotes}
    for number in row.marked.numbers:
        quote = by_segments.pop(row.marked.of("Q", number), None)
        if quote is None:
            yield f"quote {number}: not found: {row.marked.words('Q', number)}"
            continue
        for problem in (*_marks(row, number, quote), *_fields(row, number, quote)):
            yield f"quote {number}: {problem}"
    for quote in by_segments.values():
        words = [text[s.start : s.end] for s in quote.segments]
        yield f"found besides: {words} by {[speaker.name for speaker in quote.speakers]}"


def _marks(row: Row, number: int, quote: Quote) -> Iterator[str]:
    """Whether source, cue, venue and date were read from the words that are marked."""
    mentions = [evidence.span for evidence in quote.evidence if evidence.field == "speaker"]
    mentions += [speaker.mention for speaker in quote.speakers if speaker.mention]
    if row.marked.of("S", number) and not _overlap(mentions, row.marked.of("S", number)):
        words = [row.marked.text[m.start : m.end] for m in mentions]
        yield f"source: {words}, not {row.marked.words('S', number)}"
    if row.marked.of("C", number) and quote.cue not in row.marked.words("C", number):
        yield f"cue: {quote.cue!r}, not {row.marked.words('C', number)}"
    for letter, field in (("V", "venue"), ("D", "date")):
        spans = [evidence.span for evidence in quote.evidence if evidence.field == field]
        if row.marked.of(letter, number) and not _overlap(spans, row.marked.of(letter, number)):
            words = [row.marked.text[s.start : s.end] for s in spans]
            yield f"{field} read from {words}, not {row.marked.words(letter, number)}"


def _overlap(some: Sequence[Span], others: Sequence[Span]) -> bool:
    return any(a.start < b.end and b.start < a.end for a in some for b in others)


def _fields(row: Row, number: int, quote: Quote) -> Iterator[str]:
    """Whether the fields of one quote are what the row expects."""
    text = row.marked.text
    clauses = [text[s.start : s.end] for s in quote.clause]
    found = {name: get(quote) or "-" for name, get in _ONE_VALUE.items()}
    found["clause"] = " ".join(clauses) or "-"
    for name, get in _PER_SPEAKER.items():
        found[name] = "; ".join(get(speaker) or "-" for speaker in quote.speakers) or "-"
    for name, value in found.items():
        wanted = row.expected(name, number)
        if wanted is not None and value != wanted:
            yield f"{name}: {value!r}, not {wanted!r}"
    wanted = row.expected("venue", number)
    label = quote.venue.label if quote.venue else "-"
    if wanted is not None and _plain(label) not in map(_plain, wanted.split("|")):
        yield f"venue: {label!r}, not {wanted!r}"
    if quote.date_precision != (_PRECISIONS[len(quote.date)] if quote.date else None):
        yield f"date_precision: {quote.date_precision!r} of {quote.date!r}"


def _plain(label: str) -> str:
    """A venue's label without case, leading article and quotation marks."""
    label = label.strip().casefold().removeprefix("the ")
    return "".join(c for c in label.replace("’", "'") if c not in '“”"').strip()


def unsound(text: str, quotes: Sequence[Quote]) -> list[str]:
    """What is wrong with quotes whatever the text says: rule 1, order, nulls, confidences."""
    found = [problem for quote in quotes for problem in _unsound(text, quote)]
    firsts = [quote.segments[0].start for quote in quotes if quote.segments]
    if firsts != sorted(firsts):
        found.append(f"quotes out of order: {firsts}")
    return found


def _unsound(text: str, quote: Quote) -> Iterator[str]:
    parts = [text[s.start : s.end] for s in quote.segments]
    if not parts or not all(part.strip() for part in parts):
        yield f"an empty segment: {parts}"
    if quote.text.replace("\n", " ") != " ".join(parts).replace("\n", " "):
        yield f"text {quote.text!r} is not its segments {parts}"
    ends = [offset for s in quote.segments for offset in (s.start, s.end)]
    if ends != sorted(ends):
        yield f"segments overlap or are out of order: {quote.segments}"
    spans = [*quote.segments, *quote.clause, quote.context]
    spans += [evidence.span for evidence in quote.evidence]
    spans += [speaker.mention for speaker in quote.speakers if speaker.mention]
    if not all(0 <= s.start < s.end <= len(text) for s in spans):
        yield f"a span outside the text: {spans}"
    if not quote.context.start <= min(ends) <= max(ends) <= quote.context.end:
        yield f"the context {quote.context} does not hold the segments {quote.segments}"
    if "" in _strings(quote):
        yield "an empty string where nothing is known"
    yield from _confidences(quote)


def _strings(quote: Quote) -> list[str | None]:
    found = [quote.text, quote.cue, quote.date]
    for speaker in quote.speakers:
        found += [speaker.name, speaker.role]
    if quote.venue:
        found += [quote.venue.label, quote.venue.phrase, quote.venue.name, quote.venue.place]
    return found


def _confidences(quote: Quote) -> Iterator[str]:
    for name, known, confidence in (
        ("speaker", bool(quote.speakers), quote.speaker_confidence),
        ("venue", quote.venue is not None, quote.venue_confidence),
        ("date", quote.date is not None, quote.date_confidence),
    ):
        if known != (confidence is not None):
            yield f"{name}: known is {known}, confidence {confidence}"
        if confidence is not None and not 0 <= confidence <= 1:
            yield f"{name}: a confidence of {confidence}"
    if (quote.date is None) != (quote.date_precision is None) or (quote.date is None) != (
        quote.date_basis is None
    ):
        yield f"date {quote.date}, precision {quote.date_precision}, basis {quote.date_basis}"
