"""What flows through the package: frozen values without logic.

Every offset is a half-open interval `[start, end)` counted in Unicode code
points of `Article.text`. What an article does not say is None, never a guess
and never an empty string. Confidences run from 0 to 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

QuoteKind = Literal["direct", "mixed", "indirect"]
SpeakerKind = Literal["person", "organization", "unnamed", "document"]
VenueKind = Literal[
    "social_media",
    "interview",
    "news_conference",
    "speech",
    "debate",
    "statement",
    "hearing",
    "document",
    "correspondence",
    "conversation",
    "broadcast",
]
DatePrecision = Literal["day", "month", "year"]
DateBasis = Literal["explicit", "relative"]
Standing = Literal["parsed", "confirmed", "corrected", "rejected", "retired"]
EvidenceField = Literal["speaker", "cue", "venue", "date"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of an article's text, `[start, end)`, in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """One retrieval of an article: its text, what is known of it, and how it was read.

    `name` is the file name without its ending. `given_id` is an identity given
    with the article, `path` the absolute path it was read from. Dates are ISO
    8601, as precise as the source (`2025-02-24`, `2025-02`, `2025`).
    `raw_sha256` is the hash of the bytes as retrieved, in hexadecimal.
    """

    text: str
    name: str
    raw_sha256: str
    reader: str
    reader_version: str
    path: str | None = None
    given_id: str | None = None
    url: str | None = None
    canonical_url: str | None = None
    archive_url: str | None = None
    outlet: str | None = None
    title: str | None = None
    bylines: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    accessed: str | None = None
    section: str | None = None
    page: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody a quote is attributed to.

    `name` is the fullest name the article has ("Scott Bessent"), without
    titles; for unnamed people, organisations and documents the noun phrase
    without its article. `role` is as printed ("Treasury Secretary"). `mention`
    is the place that names the speaker beside the cue ("he" in "he said").
    """

    name: str
    kind: SpeakerKind
    role: str | None = None
    mention: Span | None = None


@dataclass(frozen=True, slots=True)
class Venue:
    """Where, or through which channel, words were said.

    `label` is the short noun phrase people look for ("interview on Fox News"),
    `name` the outlet, platform or event in it ("Fox News"), `place` the place
    ("Ohio"), `phrase` the words as printed ("in an interview on Fox News").
    """

    label: str
    kind: VenueKind | None
    phrase: str
    name: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The stretch of text that a field was read from."""

    field: EvidenceField
    span: Span


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that an article attributes to somebody.

    `text` is the segments joined by a space, or by a newline across
    paragraphs; the segments leave the quotation marks out. `clause` is the
    whole reported clause of a mixed quote, marks and all. `context` is the
    stretch of whole sentences the quote stands in. Quotes of one occasion in
    an article share the number `occasion`. `date` is the day (month, year) the
    words were said, never the day they were published.
    """

    text: str
    kind: QuoteKind
    segments: tuple[Span, ...]
    context: Span
    clause: tuple[Span, ...] = ()
    cue: str | None = None
    speakers: tuple[Speaker, ...] = ()
    speaker_confidence: float | None = None
    venue: Venue | None = None
    venue_confidence: float | None = None
    occasion: int | None = None
    date: str | None = None
    date_precision: DatePrecision | None = None
    date_basis: DateBasis | None = None
    date_confidence: float | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class NotQuote:
    """Words between quotation marks that are nobody's: a title, a nickname, a term, a slogan.

    `text` is the words at `span`, marks left out; `context` is the stretch of the whole
    sentences they stand in. `confidence` is how sure it is that they are no quote.
    """

    text: str
    span: Span
    context: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class QuoteRecord:
    """A quote as the database has it, with its effective values and its article.

    The fields are those of the view `effective_quotes` in schema.sql. `segments`
    and `evidence` are offsets into the version of the article it came from,
    `context` the whole sentences around it, which begin at `context_start`; `full_text`
    is all of that version, where it was asked for and is there.
    """

    public_id: str
    text: str
    kind: QuoteKind
    standing: Standing
    context: str
    context_start: int
    speaker: str | None = None
    speaker_kind: SpeakerKind | None = None
    role: str | None = None
    speaker_confidence: float | None = None
    cue: str | None = None
    venue: str | None = None
    venue_kind: VenueKind | None = None
    venue_name: str | None = None
    venue_place: str | None = None
    venue_phrase: str | None = None
    venue_confidence: float | None = None
    occasion: int | None = None
    date: str | None = None
    date_precision: DatePrecision | None = None
    date_basis: DateBasis | None = None
    date_confidence: float | None = None
    replaced_by: str | None = None
    parser_version: str | None = None
    article: str | None = None
    identity: str | None = None
    outlet: str | None = None
    title: str | None = None
    bylines: tuple[str, ...] = ()
    published: str | None = None
    url: str | None = None
    archive_url: str | None = None
    accessed: str | None = None
    section: str | None = None
    page: str | None = None
    language: str | None = None
    segments: tuple[Span, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    full_text: str | None = None


@dataclass(frozen=True, slots=True)
class Filters:
    """Which quotes are wanted; None leaves a field open.

    `speaker`, `venue` and `outlet` are matched forgivingly. `since` and `until`
    bound the day the words were said, or the day of publication where the
    article does not say when: ISO 8601, both inclusive. `kinds` left empty means
    direct and mixed quotes, the ones between quotation marks.
    """

    speaker: str | None = None
    venue: str | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    kinds: tuple[QuoteKind, ...] = ()
