"""Records to cite. The people, outlets and articles are invented."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from quotes.models import QuoteRecord, Span

BASE = QuoteRecord(
    public_id="k3fq7zzabc",
    text="We will rebuild the bridge,",
    kind="direct",
    standing="parsed",
    context="",
    context_start=0,
    speaker="Ada Moreno",
    speaker_kind="person",
    outlet="The Springfield Times",
    title="Mayor vows to fix bridge",
    bylines=("Jane Q. Doe",),
    published="2024-03-05",
    url="https://times.example/bridge",
)
NO_SOURCE: dict[str, Any] = {
    "outlet": None,
    "title": None,
    "bylines": (),
    "url": None,
    "published": None,
}


def record(**changes: Any) -> QuoteRecord:
    """BASE with other values; `printed` gives context, text and segments by marks."""
    if (printed := changes.pop("printed", None)) is not None:
        changes |= as_printed(printed)
    return replace(BASE, **changes)


def as_printed(printed: str, start: int = 40) -> dict[str, Any]:
    """Context, segments and text of an article's sentence, its segments in {braces}."""
    context = re.sub("[{}]", "", printed)
    spans, text, before = [], "", None
    for number, found in enumerate(re.finditer(r"\{(.*?)\}", printed)):
        shift = 2 * number
        span = Span(start + found.start() - shift, start + found.end() - shift - 2)
        gap = printed[before : found.start()]
        text += ("" if before is None else "\n" if "\n" in gap else " ") + found[1]
        before = found.end()
        spans.append(span)
    return {
        "context": context,
        "context_start": start,
        "segments": tuple(spans),
        "text": text,
    }


# Everything that could break a format, and ordinary words between.
HOSTILE = st.text(
    alphabet=st.one_of(
        st.sampled_from("{}\\%$&#_^~\"'“”‘’,.;:?!=+-@|<>[]()*`\n\r\t\0\u2028\x85\ud800 "),
        st.characters(),
    ),
    max_size=40,
)
_OPTIONAL = st.one_of(st.none(), HOSTILE)
_DATES = st.sampled_from([None, "2024", "2024-03", "2024-03-05", "2024-13-40", "soon", ""])
_URLS = st.one_of(
    _OPTIONAL,
    st.sampled_from(
        [
            "https://times.example/a_b?x={1}&y=2 %20",
            "javascript:alert(1)",
            "HTTP://T.example",
            "http://[",
        ]
    ),
)
RECORDS = st.builds(
    QuoteRecord,
    public_id=st.text("abcdefghijkmnpqrstuvwxyz234567", min_size=10, max_size=10),
    text=st.builds("{}word{}".format, HOSTILE, HOSTILE),
    kind=st.sampled_from(["direct", "mixed", "indirect"]),
    standing=st.sampled_from(["parsed", "corrected"]),
    context=HOSTILE,
    context_start=st.integers(0, 50),
    speaker=_OPTIONAL,
    speaker_kind=st.sampled_from([None, "person", "organization", "unnamed", "document"]),
    role=_OPTIONAL,
    venue=_OPTIONAL,
    venue_kind=st.sampled_from([None, "interview", "speech", "broadcast"]),
    venue_phrase=_OPTIONAL,
    date=_DATES,
    outlet=_OPTIONAL,
    title=_OPTIONAL,
    bylines=st.lists(HOSTILE, max_size=4).map(tuple),
    published=_DATES,
    url=_URLS,
    archive_url=_URLS,
    accessed=_DATES,
    section=_OPTIONAL,
    page=_OPTIONAL,
    language=_OPTIONAL,
    segments=st.lists(
        st.builds(
            lambda start, size: Span(start, start + size), st.integers(0, 90), st.integers(1, 9)
        ),
        max_size=3,
    ).map(tuple),
)
