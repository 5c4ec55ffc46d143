"""An article and its quotes into the database, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from quotes.errors import InputError
from quotes.models import Article, Quote
from quotes.people.appearances import fields_of_article, names_in_article
from quotes.store.database import explained, file_of, writing
from quotes.store.identity import (
    identity,
    mint,
    public_id_taken,
    sha256,
    source,
    source_of,
    storable,
)
from quotes.store.replacement import replace_quotes

if TYPE_CHECKING:
    from sqlite_utils import Database

Outcome = Literal["added", "new version", "unchanged"]

_METADATA = (
    "url",
    "canonical_url",
    "archive_url",
    "outlet",
    "title",
    "published",
    "modified",
    "accessed",
    "section",
    "page",
    "language",
)


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of an article: its public id, and how many quotes it now has."""

    outcome: Outcome
    article_id: str
    quotes: int


def ingest(
    db: Database, article: Article, quotes: Sequence[Quote], *, parser_version: str
) -> Ingested:
    """What became of the article, which is stored whole or, after an error, not at all.

    The same bytes change nothing but an outlet not known so far, other bytes become a
    new version. What is known of the article is brought up to date by that; what it
    does not say stays. Raises InputError when the article has nothing to be known by,
    was removed on demand or holds characters that are none; QuotesError when a quote is
    not what its offsets say; DatabaseError when the database cannot be written to.
    """
    try:
        identity(article)
        text_hash = sha256(article.text)
        with writing(db):
            known_as = _adopted(db, article)
            _refuse_forgotten(db, article, known_as, text_hash)
            if _has_version(db, known_as, article.raw_sha256):
                return _log_unchanged(db, article, known_as)
            return _add(db, article, known_as, quotes, parser_version)
    except UnicodeEncodeError as error:
        raise InputError(
            f"{source(article)}: {error.object[error.start]!a} is no character: save it as UTF-8"
        ) from error


def is_current(db: Database, article: Article) -> bool:
    """Whether the article is there with the same raw bytes, so that parsing can be skipped.

    Raises InputError when the article has nothing to be known by.
    """
    with explained(file_of(db)):
        return _has_version(db, _known_as(db, article), article.raw_sha256)


def record_unchanged(db: Database, article: Article) -> None:
    """Log that an article was met again as it is."""
    with writing(db):
        _log_unchanged(db, article, _adopted(db, article))


def record_failure(db: Database, source: str, reason: str) -> None:
    """Log that an article could not be read or stored, and why."""
    with writing(db):
        _log(db, storable(source), "failed", reason=storable(reason))


def _known_as(db: Database, article: Article) -> str:
    """The identity that the database has for the article, else its own.

    Outlets are often given beside the file, and may be left out once: a path without
    an outlet is the only article of that path, and a path with one is the article of
    that path whose outlet was not known so far.
    """
    own = identity(article)
    if not own.startswith("path:") or _is_known(db, own):
        return own
    path = source_of(own)
    if article.outlet:
        without_outlet = f"path:\x1f{path}"
        return without_outlet if _is_known(db, without_outlet) else own
    same_path = db.execute(
        "SELECT identity FROM articles WHERE identity GLOB 'path:*'"
        " AND substr(identity, instr(identity, char(31)) + 1) = ? LIMIT 2",
        [path],
    ).fetchall()
    return str(same_path[0][0]) if len(same_path) == 1 else own


def _adopted(db: Database, article: Article) -> str:
    """The article's identity in the database, which from now on holds its outlet."""
    known_as, own = _known_as(db, article), identity(article)
    if known_as == own or not article.outlet:
        return known_as
    db.execute(
        "UPDATE articles SET identity = ?, outlet = ? WHERE identity = ?",
        [own, article.outlet, known_as],
    )
    return own


def _is_known(db: Database, known_as: str) -> bool:
    found = db.execute("SELECT 1 FROM articles WHERE identity = ?", [known_as]).fetchone()
    return found is not None


def _add(
    db: Database, article: Article, known_as: str, quotes: Sequence[Quote], parser_version: str
) -> Ingested:
    known = _is_known(db, known_as)
    article_id, public_id = _save_article(db, article, known_as, quotes)
    version_id = _save_version(db, article, article_id)
    replace_quotes(db, version_id, quotes, parser_version=parser_version)
    outcome: Outcome = "new version" if known else "added"
    _log(db, source(article), outcome, article_id=article_id, quotes=len(quotes))
    return Ingested(outcome, public_id, len(quotes))


def _refuse_forgotten(db: Database, article: Article, known_as: str, text_hash: str) -> None:
    hashes = [article.raw_sha256, text_hash, sha256(known_as)]
    if db.execute("SELECT 1 FROM forgotten WHERE sha256 IN (?, ?, ?)", hashes).fetchone():
        raise InputError(f"{source(article)} was removed on demand: leave it out")


def _has_version(db: Database, known_as: str, raw_sha256: str) -> bool:
    """Whether the newest version has these bytes; an article may return to an earlier text."""
    newest = db.execute(
        "SELECT raw_sha256 FROM articles JOIN versions USING (article_id)"
        " WHERE identity = ? ORDER BY version_id DESC LIMIT 1",
        [known_as],
    ).fetchone()
    return newest is not None and newest[0] == raw_sha256


def _save_article(
    db: Database, article: Article, known_as: str, quotes: Sequence[Quote]
) -> tuple[int, str]:
    """Make or update the row of an article; its number and its public id."""
    public_id, _ = mint(lambda candidate: public_id_taken(db, candidate), "article", known_as)
    values = {name: getattr(article, name) or None for name in _METADATA}
    values["fields"] = _lines(fields_of_article(article.text, article.section))
    values["names"] = _lines(names_in_article(article.text, quotes))
    names, places = ", ".join(values), ", ".join(f":{name}" for name in values)
    updates = ", ".join(f"{name} = coalesce(excluded.{name}, {name})" for name in values)
    article_id, public_id = db.execute(
        f"INSERT INTO articles (public_id, identity, {names})"
        f" VALUES (:public_id, :identity, {places})"
        f" ON CONFLICT (identity) DO UPDATE SET {updates} RETURNING article_id, public_id",
        {"public_id": public_id, "identity": known_as, **values},
    ).fetchone()
    if bylines := [name for name in article.bylines if name]:
        db.execute("DELETE FROM bylines WHERE article_id = ?", [article_id])
        rows = [(article_id, number, name) for number, name in enumerate(bylines)]
        db.conn.executemany("INSERT INTO bylines VALUES (?, ?, ?)", rows)
    return article_id, public_id


def _lines(words: frozenset[str]) -> str | None:
    return "\n".join(sorted(words)) or None


def _save_version(db: Database, article: Article, article_id: int) -> int:
    (version_id,) = db.execute(
        "INSERT INTO versions"
        " (article_id, raw_sha256, text_sha256, reader, reader_version, retrieved)"
        " VALUES (?, ?, ?, ?, ?, ?) RETURNING version_id",
        [
            article_id,
            article.raw_sha256,
            sha256(article.text),
            article.reader,
            article.reader_version,
            _now(),
        ],
    ).fetchone()
    db.execute("INSERT INTO texts VALUES (?, ?)", [version_id, article.text])
    return int(version_id)


def _log_unchanged(db: Database, article: Article, known_as: str) -> Ingested:
    row = db.execute(
        "SELECT article_id, public_id, ("
        "SELECT count(*) FROM versions JOIN quotes USING (version_id)"
        " WHERE versions.article_id = articles.article_id AND standing <> 'retired')"
        " FROM articles WHERE identity = ?",
        [known_as],
    ).fetchone()
    if row is None:
        raise InputError(f"{source(article)} is not in the database: ingest it")
    article_id, public_id, quotes = row
    _log(db, source(article), "unchanged", article_id=article_id, quotes=quotes)
    return Ingested("unchanged", public_id, quotes)


def _log(
    db: Database,
    source: str,
    outcome: str,
    *,
    reason: str | None = None,
    article_id: int | None = None,
    quotes: int | None = None,
) -> None:
    db.execute(
        "INSERT INTO ingest_log (at, source, outcome, reason, article_id, quotes)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [_now(), source, outcome, reason, article_id, quotes],
    )


def _now() -> str:
    """The time in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
