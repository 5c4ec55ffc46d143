"""Quote -> the quotes nearest to it in wording."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from itertools import combinations, pairwise
from math import log

from quotes.models import QuoteRecord
from quotes.records import load
from quotes.words import folded_words

# So many of the rarest words of a quote lead to others; two of them must be in another.
_RAREST = 8
_POOL = 400
_COMMON = 20_000
# A quote with a smaller share of the words is another.
_LEAST = 0.2


def similar(
    connection: sqlite3.Connection, record: QuoteRecord, *, limit: int = 20
) -> list[tuple[QuoteRecord, float]]:
    """The quotes that share the most wording with one, best first, with their likeness.

    The likeness runs from 0 to 1: of the words of both quotes and of their pairs of neighbouring
    words, each as often as it is there and as much as it is rare, the share that both have
    (a weighted Jaccard coefficient). The quote itself, rejected and retired ones are left out.
    """
    words = folded_words(record.text)
    counts = {word: _count(connection, word) for word in dict.fromkeys(words)}
    rarest = sorted(counts, key=lambda word: (counts[word], word))[:_RAREST]
    if not rarest:
        return []
    ways = [f'("{one}" AND "{other}")' for one, other in combinations(rarest, 2)]
    expression = " OR ".join(ways or [f'"{rarest[0]}"'])
    rows = connection.execute(_SHARING, (expression, _POOL, record.public_id))
    weights = {word: 1 / (1 + log(1 + count)) for word, count in counts.items()}
    mine = _parts(words)
    ranked = []
    for quote_id, text, day in rows:
        likeness = _likeness(mine, _parts(folded_words(text)), weights)
        if likeness >= _LEAST:
            ranked.append((likeness, day or "", quote_id))
    ranked.sort(reverse=True)
    best = ranked[:limit]
    records = load(connection, [quote_id for *_, quote_id in best])
    return [
        (other, round(likeness, 3)) for other, (likeness, *_) in zip(records, best, strict=True)
    ]


_SHARING = """
SELECT q.quote_id, coalesce(c.fields ->> '$.text', q.text), i.day
  FROM (SELECT rowid AS document_id FROM quotes_fts WHERE quotes_fts MATCH ?
         ORDER BY rowid DESC LIMIT ?)
  JOIN indexed i USING (document_id) JOIN quotes q USING (quote_id)
  LEFT JOIN corrected c USING (public_id) WHERE q.public_id <> ?"""

_Parts = Counter[tuple[str, ...]]


def _parts(words: Sequence[str]) -> _Parts:
    """The words and the pairs of neighbouring words, with how often they are there."""
    return Counter([(word,) for word in words]) + Counter(pairwise(words))


def _likeness(mine: _Parts, theirs: _Parts, weights: dict[str, float]) -> float:
    both = whole = 0.0
    for part in mine.keys() | theirs.keys():
        weight = sum(weights.get(word, 1.0) for word in part)
        both += weight * min(mine[part], theirs[part])
        whole += weight * max(mine[part], theirs[part])
    return both / whole if whole else 0.0


def _count(connection: sqlite3.Connection, word: str) -> int:
    """How many quotes hold a word; at most 20,000."""
    row = connection.execute(
        "SELECT count(*) FROM (SELECT 1 FROM quotes_fts WHERE quotes_fts MATCH ? LIMIT ?)",
        (f'"{word}"', _COMMON),
    ).fetchone()
    return int(row[0])
