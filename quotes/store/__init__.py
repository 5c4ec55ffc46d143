"""The database: the only package that writes SQL that changes data.

database.py     open, create, connect; one transaction at a time
migrations.py   an older schema brought up to the present one
identity.py     what articles and quotes are known by
provenance.py   every segment equals its stretch of the article's text
ingest.py       an article and its quotes, in one transaction
replacement.py  a version's quotes take the place of the ones before
alignment.py    which stretches two versions of a text share
handover.py     which new quote takes over which old one's public id
speakers.py     one row for one speaker
check.py        what is wrong with a database
"""

from quotes.store.check import check
from quotes.store.database import connect, open_database
from quotes.store.ingest import (
    Ingested,
    ingest,
    is_current,
    record_failure,
    record_unchanged,
)
from quotes.store.replacement import replace_quotes

__all__ = [
    "Ingested",
    "check",
    "connect",
    "ingest",
    "is_current",
    "open_database",
    "record_failure",
    "record_unchanged",
    "replace_quotes",
]
