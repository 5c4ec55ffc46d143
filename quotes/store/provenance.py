"""Every segment of a quote equals its stretch of the article's text.

The rule holds for what is about to be stored (`require_provenance`) and, with
the same rule, words.joined, for what a database has.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from quotes.errors import QuotesError
from quotes.models import Quote, Span
from quotes.words import joined


def in_order(spans: Sequence[Span], start: int, end: int) -> bool:
    """Whether spans follow each other, none empty, all of them within [start, end)."""
    edges = [start, *(edge for span in spans for edge in (span.start, span.end)), end]
    forward = all(left <= right for left, right in pairwise(edges))
    return forward and all(span.start < span.end for span in spans)


def require_provenance(text: str, quote: Quote) -> None:
    """Raise QuotesError unless every offset of a quote holds in the article's text.

    The segments make up the quote's text, the context encloses them, and
    mentions and evidence lie within the text.
    """
    context = quote.context
    others = [e.span for e in quote.evidence]
    others += [s.mention for s in quote.speakers if s.mention is not None]
    if not quote.segments:
        wrong = "it has no segments"
    elif not in_order([context], 0, len(text)):
        wrong = f"its context {context.start}:{context.end} is not within the text"
    elif not in_order(quote.segments, context.start, context.end):
        wrong = "its segments do not follow each other within the context"
    elif joined(text, quote.segments) != quote.text:
        wrong = "its segments do not reproduce it"
    elif not all(in_order([span], 0, len(text)) for span in others):
        wrong = "a mention or its evidence is not within the text"
    else:
        return
    raise QuotesError(f"quote {quote.text[:60]!r} cannot be stored, {wrong}: report this as a bug")
