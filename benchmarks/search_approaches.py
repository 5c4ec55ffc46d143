"""The ways of searching that are compared: the product's, and what others would do.

quotes                    the product, through search_product.py
FTS5 AND, FTS5 OR         SQLite's full-text index, all words or any of them, ranked by its bm25
FTS5 trigram              any three letters of the words, the best 200 ranked by rapidfuzz
tantivy                   any word as typed or at a distance of 1, the best 200 ranked by rapidfuzz
rapidfuzz brute force     partial_ratio of the query and every quote

All but the product get the words folded, and have indexes of their own, made for the run.
Ranking by rapidfuzz is by the mean of partial_ratio and token_set_ratio. FTS5 OR, trigram and
brute force take a second or so a query at a million quotes, and answer a sample of the queries.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import search_product
from rapidfuzz import fuzz, process

from quotes.store.database import connect
from quotes.words import folded_words

PRODUCT, AND, TANTIVY, BRUTE = "quotes", "FTS5 AND", "tantivy", "rapidfuzz brute force"
PLAIN_FTS5 = "fts5(text, content='', tokenize='unicode61 remove_diacritics 2')"

_ANSWERS = 10
_RERANKED = 200
_FUZZY = 5  # letters of a word that may be mistyped
_HEAP = 256_000_000  # bytes that tantivy may use while indexing

Found = list[str] | list[int]
"""Public ids of quotes, or their row ids, best first."""


@dataclass(frozen=True, slots=True)
class Approach:
    """A way of searching. One that is `slow` answers a sample of the queries."""

    name: str
    find: Callable[[str], Found]
    slow: bool = False


def product(path: Path) -> Approach:
    """The product's own search."""
    connection = connect(path)
    return Approach(PRODUCT, lambda words: search_product.find(connection, words, limit=_ANSWERS))


def approaches(path: Path, folder: Path) -> list[Approach]:
    """All of them, with what each needs built in the folder; tantivy where it is installed."""
    found = [product(path)]
    connection = sqlite3.connect(folder / "others.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("ATTACH ? AS searched", [str(path)])
    found += _full_text(connection)
    found.append(_trigram(connection))
    if find_spec("tantivy"):
        found.append(_tantivy(connection, folder / "tantivy"))
    found.append(_brute_force(connection))
    return found


def _quotes(connection: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    """The row id and the folded words of every quote."""
    for quote_id, text in connection.execute("SELECT quote_id, text FROM searched.quotes"):
        yield quote_id, " ".join(folded_words(text))


def _full_text(connection: sqlite3.Connection) -> list[Approach]:
    connection.execute(f"CREATE VIRTUAL TABLE plain USING {PLAIN_FTS5}")
    connection.execute("INSERT INTO plain (rowid, text) SELECT quote_id, text FROM searched.quotes")
    sql = f"SELECT rowid FROM plain WHERE plain MATCH ? ORDER BY rank LIMIT {_ANSWERS}"

    def find(words: str, operator: str) -> list[int]:
        expression = operator.join(f'"{word}"' for word in folded_words(words))
        return [row[0] for row in connection.execute(sql, [expression])]

    return [
        Approach(AND, lambda words: find(words, " AND ")),
        Approach("FTS5 OR", lambda words: find(words, " OR "), slow=True),
    ]


def _trigram(connection: sqlite3.Connection) -> Approach:
    connection.execute("CREATE VIRTUAL TABLE trigrams USING fts5(text, tokenize='trigram')")
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO trigrams (rowid, text) VALUES (?, ?)", _quotes(connection))
    connection.execute("COMMIT")
    sql = f"SELECT rowid, text FROM trigrams WHERE trigrams MATCH ? ORDER BY rank LIMIT {_RERANKED}"

    def find(words: str) -> list[int]:
        parts = dict.fromkeys(
            word[at : at + 3] for word in folded_words(words) for at in range(len(word) - 2)
        )
        if not parts:
            return []
        expression = " OR ".join(f'"{part}"' for part in parts)
        return reranked(words, connection.execute(sql, [expression]))

    return Approach("FTS5 trigram", find, slow=True)


def _tantivy(connection: sqlite3.Connection, folder: Path) -> Approach:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("id", stored=True)
    builder.add_text_field("text", stored=True, tokenizer_name="whitespace", index_option="freq")
    schema = builder.build()
    folder.mkdir()
    index = tantivy.Index(schema, path=str(folder))
    writer = index.writer(_HEAP, 1)
    for quote_id, text in _quotes(connection):
        document = tantivy.Document()
        document.add_unsigned("id", quote_id)
        document.add_text("text", text)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def find(words: str) -> list[int]:
        hits = searcher.search(_fuzzy(tantivy, schema, folded_words(words)), _RERANKED).hits
        documents = (searcher.doc(address) for _, address in hits)
        return reranked(words, ((each["id"][0], each["text"][0]) for each in documents))

    return Approach(TANTIVY, find)


def _fuzzy(tantivy: Any, schema: Any, words: Sequence[str]) -> Any:
    """The query for any of the words, as typed or at a distance of 1."""
    make, should = tantivy.Query, tantivy.Occur.Should
    clauses = [(should, make.term_query(schema, "text", word)) for word in words]
    clauses += [
        (should, make.fuzzy_term_query(schema, "text", word, 1, transposition_cost_one=True))
        for word in words
        if len(word) >= _FUZZY
    ]
    return make.boolean_query(clauses)


def _brute_force(connection: sqlite3.Connection) -> Approach:
    numbers, texts = list[int](), list[str]()

    def find(words: str) -> list[int]:
        if not texts:  # a quarter of a gigabyte at a million quotes: only when it is needed
            for number, text in _quotes(connection):
                numbers.append(number)
                texts.append(text)
        query = " ".join(folded_words(words))
        found = process.extract(query, texts, scorer=fuzz.partial_ratio, limit=_ANSWERS)
        return [numbers[place] for _, _, place in found]

    return Approach(BRUTE, find, slow=True)


def reranked(words: str, candidates: Iterable[tuple[int, str]]) -> list[int]:
    """The row ids of the candidates whose folded words are most like the query's."""
    query = " ".join(folded_words(words))
    scored = [
        (fuzz.partial_ratio(query, text) + fuzz.token_set_ratio(query, text), -number)
        for number, text in candidates
    ]
    scored.sort(reverse=True)
    return [-number for _, number in scored[:_ANSWERS]]
