"""Words as pages show them: between quotation marks, with some of them marked; always escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup, escape

from quotes.citing.dates import PartialDate, parse
from quotes.models import QuoteRecord, Span
from quotes.showing import breaks, printable

_MONTHS = (
    "January February March April May June July August September October November December"
).split()


def words(record: QuoteRecord, highlights: Sequence[Span] = ()) -> Markup:
    """The words of a quote in paragraphs; an indirect one's are the reporter's and get no marks.

    Where the attribution broke the quote the marks close and open again, “We won,” … “fairly.”,
    and each paragraph opens them again.
    """
    opening, closing = ("", "") if record.kind == "indirect" else ("“", "”")
    pieces, start = [], 0
    for end in [*breaks(record.text, record.segments), len(record.text)]:
        pieces.append(marked(record.text[start:end], _within(highlights, start, end)))
        start = end + 1
    whole = Markup(f"{closing} … {opening}").join(pieces) + closing
    paragraph = Markup("<p>{}{}</p>")
    return Markup("\n").join(paragraph.format(opening, each) for each in whole.split("\n"))


def marked(text: str, spans: Iterable[Span]) -> Markup:
    """The text with <mark> around these spans of it, which are in order."""
    pieces, end = [], 0
    for span in spans:
        pieces.append(escape(printable(text[end : span.start])))
        pieces.append(Markup("<mark>{}</mark>").format(printable(text[span.start : span.end])))
        end = span.end
    return Markup("").join([*pieces, escape(printable(text[end:]))])


def in_context(record: QuoteRecord) -> Markup:
    """The sentences that a quote stands in, its words marked."""
    shift = record.context_start
    size = len(record.context)
    spans = [Span(span.start - shift, span.end - shift) for span in record.segments]
    return marked(record.context, [s for s in spans if 0 <= s.start < s.end <= size])


def day(iso: str | None) -> str:
    """A date for people, as precise as it is: "February 24, 2025"; "" for none."""
    date = parse(iso)
    if date is None:
        return iso or ""
    return _written(date)


def _written(date: PartialDate) -> str:
    if date.month is None:
        return str(date.year)
    month = _MONTHS[date.month - 1]
    return f"{month} {date.year}" if date.day is None else f"{month} {date.day}, {date.year}"


def _within(spans: Iterable[Span], start: int, end: int) -> Iterator[Span]:
    """Parts of spans that lie between two offsets, counted from the first of these."""
    for span in spans:
        if span.start < end and span.end > start:
            yield Span(max(span.start, start) - start, min(span.end, end) - start)
