"""A small database of invented quotes, put together without the store."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from quotes.resources import schema
from quotes.store.search_index import update_index
from quotes.words import normalized


@dataclass(frozen=True)
class Row:
    """One quote; the speakers and articles are rows of the tables below."""

    id: str
    text: str
    speakers: tuple[str, ...] = ()
    article: str = "courier"
    kind: str = "direct"
    date: str | None = None
    venue: str | None = None
    venue_kind: str | None = None
    venue_name: str | None = None
    venue_place: str | None = None


# Public id: (outlet, published, bylines)
ARTICLES = {
    "courier": ("Harbour Courier", "2025-02-24", ("Ines Okoro", "Tom Vale")),
    "post": ("The Vale Post", "2025-03-03", ()),
    "elan": ("Élan Hebdo", "2024-11-05", ("Léa Brun",)),
    "month": ("Harbour Courier", "2023-07", ()),
    "undated": (None, None, ()),
}

# Name: (kind, other names)
SPEAKERS = {
    "Emmanuelle Macreau": ("person", ("President Macreau",)),
    "Volodar Zelenskyy": ("person", ("Zelensky",)),
    "Zoë O'Brien": ("person", ()),
    "Jean-Luc Périgny": ("person", ()),
    "Ann Lee": ("person", ()),
    "Anna Lindqvist": ("person", ()),
    "Dock Workers' Union": ("organization", ("DWU",)),
    "harbour official": ("unnamed", ()),
    "Marta Quiet": ("person", ()),
}

ROWS = (
    Row("aaaaaaaa01", "We will raise tariffs on steel before the summer.", ("Emmanuelle Macreau",),
        date="2025-02-20", venue="rally in Ohio", venue_kind="speech", venue_place="Ohio"),
    Row("aaaaaaaa02", "Tariffs are a tax on our own farmers, nothing more.", ("Ann Lee",),
        date="2025-02-21", venue="interview on Fox News", venue_kind="interview",
        venue_name="Fox News"),
    Row("aaaaaaaa03", "The harbour doesn’t belong to the ministers; it belongs to the city.",
        ("Zoë O'Brien",), venue="news conference", venue_kind="news_conference"),
    Row("aaaaaaaa04", "I was at the café in São Paulo when the naïve plan fell apart.",
        ("Jean-Luc Périgny",), "elan", date="2024-10",
        venue="conversation in São Paulo", venue_kind="conversation", venue_place="São Paulo"),
    Row("aaaaaaaa05", "In 2024 we counted 1,250 ships, in 2025 only 980.", ("harbour official",),
        venue="statement on X", venue_kind="statement", venue_name="X"),
    Row("aaaaaaaa06", "There was no casual contact between the two companies.",
        ("Anna Lindqvist",), "post"),
    Row("aaaaaaaa07", "A causal link has never been shown.", ("Anna Lindqvist",), "post"),
    Row("aaaaaaaa08", "Nobody told us anything", ("Dock Workers' Union",), "post", "mixed"),
    Row("aaaaaaaa09", "We stand together, and we will stand tomorrow.",
        ("Emmanuelle Macreau", "Volodar Zelenskyy"), "post", date="2025-03-01"),
    Row("aaaaaaaa10", "The bridge will be rebuilt in a year", ("Volodar Zelenskyy",), "post",
        "indirect"),
    Row("aaaaaaaa11", "Old words from the summer.", ("Ann Lee",), "month"),
    Row("aaaaaaaa12", "Nobody knows when I said this.", (), "undated"),
    Row("aaaaaaaa13", "The committee will investigate the responsibility of the ministers.",
        ("Marta Quiet",), "courier"),
    Row("aaaaaaaa14", "Responsibility is a word, and the committee is a building.",
        ("Ann Lee",), "elan"),
    Row("aaaaaaaa15", "The teachers’ strike ends tonight.", ("Marta Quiet",), "post"),
    Row("aaaaaaaa16", "The economy is strong and the harbour is open.", ("Marta Quiet",), "elan"),
    Row("aaaaaaaa17", "Fair winds to the crew of the Albatross!", ("Zoë O'Brien",), "elan"),
    Row("aaaaaaaa18", "Fair winds to the crew of the Albatross!", ("Zoë O'Brien",), "post"),
    Row("aaaaaaaa19", "The crew, to be fair, had bad winds.", ("Zoë O'Brien",), "post"),
    Row("aaaaaaaa20", "To be or not to be on the council is my affair.", ("Ann Lee",), "month"),
    Row("aaaaaaaa21", "We want to be heard, or we will not be quiet.", ("Ann Lee",), "post"),
    Row("aaaaaaaa22", "Ελπίζω, hope dies last: надежда умирает последней.",
        ("Zoë O'Brien",), "elan"),
    Row("aaaaaaaa23", "This was withdrawn by the archivist.", ("Ann Lee",), "courier"),
    Row("aaaaaaaa24", "The quay is ours.\nThe cranes are theirs.", ("Dock Workers' Union",)),
)  # fmt: skip


def small_database(rows: tuple[Row, ...] = ROWS) -> sqlite3.Connection:
    """A database in memory with these quotes; close it."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(schema())
    for number, (name, (kind, others)) in enumerate(SPEAKERS.items(), 1):
        connection.execute(
            "INSERT INTO speakers (speaker_id, public_id, key, printed_name, name, kind)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (number, f"speaker{number:05}", f"{kind}:{name}", name, name, kind),
        )
        connection.executemany(
            "INSERT INTO aliases (speaker_id, normalized, alias) VALUES (?, ?, ?)",
            [(number, normalized(alias), alias) for alias in (name, *others)],
        )
    for number, (public_id, (outlet, published, bylines)) in enumerate(ARTICLES.items(), 1):
        connection.execute(
            "INSERT INTO articles (article_id, public_id, identity, outlet, title, published, url)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (number, public_id, f"id:{public_id}", outlet, f"News of {public_id}", published,
             f"https://{public_id}.example/1"),
        )  # fmt: skip
        connection.executemany(
            "INSERT INTO bylines (article_id, position, name) VALUES (?, ?, ?)",
            [(number, position, name) for position, name in enumerate(bylines)],
        )
        connection.execute(
            "INSERT INTO versions (version_id, article_id, raw_sha256, text_sha256, reader,"
            " reader_version, retrieved) VALUES (?, ?, ?, '', 'text', '1', '2025-03-04')",
            (number, number, public_id),
        )
    for row in rows:
        _insert(connection, row)
    update_index(connection)
    connection.commit()
    return connection


def _insert(connection: sqlite3.Connection, row: Row) -> None:
    cursor = connection.execute(
        "INSERT INTO quotes (public_id, version_id, text, kind, cue, speaker_confidence, venue,"
        " venue_kind, venue_name, venue_place, date, date_precision, date_basis, context,"
        " context_start, parser_version) VALUES (?, ?, ?, ?, 'said', 0.87654, ?, ?, ?, ?, ?, ?, ?,"
        " ?, 0, '1')",
        (row.id, 1 + list(ARTICLES).index(row.article), row.text, row.kind, row.venue,
         row.venue_kind, row.venue_name, row.venue_place, row.date,
         {7: "month", 10: "day"}[len(row.date)] if row.date else None,
         "explicit" if row.date else None, f"“{row.text}”"),
    )  # fmt: skip
    start = 1
    for position, segment in enumerate(row.text.split("\n")):
        connection.execute(
            'INSERT INTO segments (quote_id, position, start, "end") VALUES (?, ?, ?, ?)',
            (cursor.lastrowid, position, start, start + len(segment)),
        )
        start += len(segment) + 1
    for position, name in enumerate(row.speakers):
        connection.execute(
            "INSERT INTO quote_speakers (quote_id, position, speaker_id, name, role)"
            " VALUES (?, ?, ?, ?, ?)",
            (cursor.lastrowid, position, 1 + list(SPEAKERS).index(name), name, f"role of {name}"),
        )
    if row.speakers:
        connection.execute(
            "INSERT INTO evidence (quote_id, field, start, \"end\") VALUES (?, 'speaker', 70, 80)",
            (cursor.lastrowid,),
        )


def correct(connection: sqlite3.Connection, public_id: str, field: str, value: object) -> None:
    """Set a field of a quote or an article as a person would."""
    connection.execute(
        "INSERT INTO corrections (public_id, field, new, who, made) VALUES (?, ?, ?, 'ed', '2025')",
        (public_id, field, json.dumps(value)),
    )
    update_index(connection)


def withdraw(connection: sqlite3.Connection, public_id: str, field: str) -> None:
    """Give a corrected field back to the parser."""
    connection.execute(
        "INSERT INTO corrections (public_id, field, action, who, made)"
        " VALUES (?, ?, 'withdraw', 'ed', '2025')",
        (public_id, field),
    )
    update_index(connection)
