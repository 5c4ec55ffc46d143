"""A newsroom's database for reviews: invented quotes, each less sure than the next."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from quotes.models import Article, Evidence, Quote, Span, Speaker, Venue
from quotes.parsing.pipeline import PARSER_VERSION
from quotes.store.database import open_database
from quotes.store.ingest import ingest

PEOPLE = ("Ann Lee", "Tom Vale", "Ida Lund", "Rosa Brandt", "Ugo Prem", "Mina Sorel")
WORDS = (
    "The tide was late", "Nobody rang the bell", "We sold nine boats", "The road is shut",
    "I kept the receipts", "They painted it twice", "Our well ran dry", "The roof will hold",
    "Rain came on Sunday", "The clock is wrong", "I never saw the map", "Wool costs nothing now",
    "The ferry is older than me", "A goose took it", "We voted by hand", "The lamp was out",
    "It smelled of tar", "My boots are his", "The last train left", "Ask the baker",
    "Two keys are missing", "The harbour froze", "We counted again", "No letter came",
)  # fmt: skip


@dataclass(frozen=True)
class Said:
    """A quote of the newsroom: its words, and who said so with which confidence."""

    words: str
    speaker: str | None
    confidence: float | None
    venue: str | None = None
    date: str | None = None


def usual(count: int) -> list[Said]:
    """So many quotes, the riskiest first, with speakers in turn; each third has a venue."""
    return [
        Said(
            WORDS[n],
            PEOPLE[n % len(PEOPLE)],
            round(0.1 + n * 0.03, 2),
            "market hall" if n % 3 == 2 else None,
        )
        for n in range(count)
    ]


def written(said: Sequence[Said], **known: str) -> tuple[Article, list[Quote]]:
    """An article with a paragraph for each quote, and its quotes with their evidence."""
    text, quotes = "", []
    for each in said:
        start = len(text) + 1
        who, tail = each.speaker or "somebody", f" at the {each.venue}" if each.venue else ""
        text += f"“{each.words},” {who} told the Gull{tail}. The others went home early.\n\n"
        quotes.append(_quote(text, start, each, who))
    defaults = {"outlet": "The Gull", "title": "A long week in Tarn", "published": "2025-03-05"}
    article = Article(
        text=text,
        name="week",
        raw_sha256=hashlib.sha256(text.encode()).hexdigest(),
        reader="text",
        reader_version="1",
        **{"given_id": "week", **defaults, **known},
    )
    return article, quotes


def _quote(text: str, start: int, said: Said, who: str) -> Quote:
    end = start + len(said.words) + 1
    mention = Span(end + 2, end + 2 + len(who))
    evidence = [Evidence("speaker", mention)]
    evidence.append(Evidence("cue", Span(mention.end + 1, mention.end + 5)))
    if said.venue:
        at = text.index(said.venue, start)
        evidence.append(Evidence("venue", Span(at, at + len(said.venue))))
    return Quote(
        text=text[start:end],
        kind="direct",
        segments=(Span(start, end),),
        context=Span(start - 1, text.index(".", end) + 1),
        cue="told",
        speakers=(Speaker(said.speaker, "person", None, mention),) if said.speaker else (),
        speaker_confidence=said.confidence,
        venue=Venue(said.venue, None, said.venue) if said.venue else None,
        venue_confidence=0.7 if said.venue else None,
        date=said.date,
        date_precision="day" if said.date else None,
        date_basis="explicit" if said.date else None,
        date_confidence=0.6 if said.date else None,
        evidence=tuple(evidence),
    )


def newsroom(path: Path, said: Sequence[Said], **known: str) -> Path:
    """A database with an article that holds these quotes."""
    article, quotes = written(said, **known)
    with closing(open_database(path)) as db:
        ingest(db, article, quotes, parser_version=PARSER_VERSION)
    return path
