"""A database of invented quotes, as many as are asked for, through the product's own schema.

    python benchmarks/search_corpus.py DATABASE [--quotes 1000000] [--seed N]

The words are those of search_language.py, the articles those of search_articles.py. Rows go
straight into the tables, thousands at a time, where `quotes ingest` would take an hour; what
the store makes of names and addresses it makes here as well, and `quotes check` finds nothing
amiss. The search index is whatever the schema keeps up to date by itself, and what
`search_product.complete_index` adds. The same seed makes the same database but for the moments
of retrieval; memory does not grow with the number of quotes.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from search_articles import Articles
from search_product import complete_index

from quotes.models import Article, Quote, Speaker
from quotes.people.profiles import Appearance, profile_of
from quotes.store import profiles
from quotes.store.database import open_database, writing
from quotes.store.identity import identity, mint, sha256
from quotes.store.indexing import index_name
from quotes.store.speakers import speaker_key
from quotes.words import normalized

if TYPE_CHECKING:
    from sqlite_utils import Database

QUOTES = 1_000_000
RETRIEVED = "2026-01-01T00:00:00Z"
PARSER_VERSION = "0"

_BATCH = 5000  # articles in a transaction
_REMEMBERED = 20  # appearances of each speaker, for the profile
_COLUMNS = {
    "articles": "article_id public_id identity url outlet title published section language",
    "bylines": "article_id position name",
    "versions": "version_id article_id raw_sha256 text_sha256 reader reader_version retrieved",
    "texts": "version_id text",
    "speakers": "speaker_id public_id key printed_name name kind",
    "aliases": "speaker_id normalized alias",
    "quotes": "quote_id public_id version_id text kind cue speaker_confidence venue venue_kind"
    " venue_name venue_place venue_phrase venue_confidence date date_precision date_basis"
    " date_confidence context context_start parser_version",
    "segments": "quote_id position start end",
    "quote_speakers": "quote_id position speaker_id name role mention_start mention_end",
    "evidence": "quote_id field start end",
    "ingest_log": "at source outcome article_id quotes",
}


class Writer:
    """Puts articles into a database that has none yet."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._rows: dict[str, list[tuple[object, ...]]] = {table: [] for table in _COLUMNS}
        self._articles = self._quotes = 0
        self._speakers: dict[tuple[str, str], int] = {}
        self._shown: dict[int, list[Appearance]] = {}

    def write(self, articles: Iterable[tuple[Article, list[Quote]]]) -> None:
        """Write these articles in one transaction."""
        with writing(self._db):
            for article, quotes in articles:
                self._add_article(article, quotes)
            for table, rows in self._rows.items():
                names = [f'"{name}"' for name in _COLUMNS[table].split()]
                sql = f"INSERT INTO {table} ({', '.join(names)})"
                self._db.conn.executemany(f"{sql} VALUES ({', '.join('?' * len(names))})", rows)
                rows.clear()

    def close(self) -> None:
        """Write what is known of the speakers, once all articles are there."""
        names = {speaker_id: name for (_, name), speaker_id in self._speakers.items()}
        with writing(self._db):
            for speaker_id, shown in self._shown.items():
                profiles.begin(self._db, speaker_id)
                profiles.grow(self._db, speaker_id, profile_of(shown))
                index_name(self._db, speaker_id, names[speaker_id])

    def _add_article(self, article: Article, quotes: list[Quote]) -> None:
        self._articles += 1
        number, known_as, rows = self._articles, identity(article), self._rows
        public_id, _ = mint(_free, "article", known_as)
        about = (article.url, article.outlet, article.title, article.published)
        rows["articles"].append(
            (number, public_id, known_as, *about, article.section, article.language)
        )
        rows["bylines"] += [(number, at, name) for at, name in enumerate(article.bylines)]
        read = (article.reader, article.reader_version, RETRIEVED)
        hashes = (article.raw_sha256, sha256(article.text))
        rows["versions"].append((number, number, *hashes, *read))
        rows["texts"].append((number, article.text))
        rows["ingest_log"].append((RETRIEVED, article.url, "added", number, len(quotes)))
        minted: dict[str, int] = defaultdict(int)
        for quote in quotes:
            self._add_quote(article, known_as, public_id, quote, minted)

    def _add_quote(
        self, article: Article, known_as: str, about: str, quote: Quote, minted: dict[str, int]
    ) -> None:
        self._quotes += 1
        number, rows, venue = self._quotes, self._rows, quote.venue
        words = article.text[quote.segments[0].start : quote.segments[0].end]
        public_id, found = mint(_free, "quote", known_as, words, first=minted[words])
        minted[words] = found + 1
        where: tuple[str | None, ...] = (None,) * 5
        if venue:
            where = (venue.label, venue.kind, venue.name, venue.place, venue.phrase)
        day = (quote.date, quote.date_precision, quote.date_basis, quote.date_confidence)
        context = article.text[quote.context.start : quote.context.end]
        rows["quotes"].append(
            (number, public_id, self._articles, quote.text, quote.kind, quote.cue,
             quote.speaker_confidence, *where, quote.venue_confidence, *day, context,
             quote.context.start, PARSER_VERSION)
        )  # fmt: skip
        rows["segments"] += [
            (number, at, span.start, span.end) for at, span in enumerate(quote.segments)
        ]
        rows["evidence"] += [
            (number, each.field, each.span.start, each.span.end) for each in quote.evidence
        ]
        for at, speaker in enumerate(quote.speakers):
            speaker_id, mention = self._speaker_id(article, about, speaker), speaker.mention
            place = (mention.start, mention.end) if mention else (None, None)
            rows["quote_speakers"].append(
                (number, at, speaker_id, speaker.name, speaker.role, *place)
            )

    def _speaker_id(self, article: Article, about: str, speaker: Speaker) -> int:
        """The speaker's entry, made when met for the first time."""
        name = (speaker.kind, speaker.name)
        if name not in self._speakers:
            number = self._speakers[name] = len(self._speakers) + 1
            key = speaker_key(speaker, about)
            public_id, _ = mint(_free, "speaker", key)
            names = (speaker.name, speaker.name)
            self._rows["speakers"].append((number, public_id, key, *names, speaker.kind))
            self._rows["aliases"].append((number, normalized(speaker.name), speaker.name))
        speaker_id = self._speakers[name]
        if speaker.kind == "person":
            shown = self._shown.setdefault(speaker_id, [])
            if len(shown) < _REMEMBERED:
                day = (article.published, article.outlet)
                shown.append(Appearance(speaker.name, speaker.role, *day, frozenset(), frozenset()))
        return speaker_id


def build(path: Path, quotes: int = QUOTES, seed: int = 0) -> None:
    """Make a database of so many quotes, at a path where none is yet."""
    db = open_database(path)
    try:
        writer, articles = Writer(db), iter(Articles(quotes, seed))
        while batch := list(islice(articles, _BATCH)):
            writer.write(batch)
        writer.close()
        complete_index(db)
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        db.close()


def _free(public_id: str) -> bool:
    """Never taken: sixty bits tell a million ids apart, and the table would refuse one twice."""
    return False


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("database", type=Path, metavar="DATABASE")
    parser.add_argument("--quotes", type=int, default=QUOTES)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    if args.database.exists():
        raise SystemExit(f"{args.database} is there already: remove it, or name another file")
    start = time.perf_counter()
    build(args.database, args.quotes, args.seed)
    print(f"{args.quotes:,} quotes in {time.perf_counter() - start:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
