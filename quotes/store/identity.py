"""What articles and quotes are known by: identities and public ids.

An article is known by its address, else by an id given with it, else by its
outlet and path; never by its words, since wire copy runs in many outlets. A path
without an outlet is the article of that path, if there is one only (see ingest.py).

A public id is twelve letters and digits: the first 60 bits of a SHA-256 in
base32 (RFC 4648, lower case). It is minted from what it names, so the same
article has the same ids in every database.
"""

from __future__ import annotations

import hashlib
from base64 import b32encode
from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit, urlunsplit

from quotes.errors import InputError
from quotes.models import Article

if TYPE_CHECKING:
    from sqlite_utils import Database

_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


def identity(article: Article) -> str:
    """What an article is known by: "url:…", "id:…" or "path:…" with its outlet.

    The canonical link counts before the address, being what the outlet itself
    calls the article's address; one that is relative or leads to a front page (a
    common mistake) is passed over. Raises InputError when there is nothing.
    """
    if address := _address(article):
        known_as = f"url:{address}"
    elif article.given_id:
        known_as = f"id:{article.given_id}"
    elif article.path:
        known_as = f"path:{article.outlet or ''}\x1f{article.path}"
    else:
        raise InputError("standard input has no name to be known by: give --url or --id")
    return storable(known_as)


def source_of(known_as: str) -> str:
    r"""What an identity says of where the article is: its address, id or path.

    >>> source_of("path:Bugle\x1f/news/vote.txt")
    '/news/vote.txt'
    """
    kind, _, named = known_as.partition(":")
    return named.partition("\x1f")[2] if kind == "path" else named


def source(article: Article) -> str:
    """How the log names an article: its path, else its address, id or name."""
    return storable(article.path or article.url or article.given_id or article.name)


def storable(name: str) -> str:
    r"""A name with what is no character, as in a file name that is not UTF-8, spelt `\udce9`."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def normalized_url(url: str) -> str:
    """The spelling of an address by which an article is known.

    Scheme and host are lower-cased; the fragment, the scheme's default port and
    the query's `utm_` parameters are dropped, and an empty path becomes "/". The
    rest is kept, since outlets differ in what else matters.

    >>> normalized_url("HTTPS://Example.org:443/News?id=7&utm_source=mail#top")
    'https://example.org/News?id=7'
    """
    url = url.strip()
    parts = _split(url)
    if parts is None:
        return url
    scheme = parts.scheme.lower()
    host = parts.netloc.lower().removesuffix(_DEFAULT_PORTS.get(scheme, ":"))
    query = "&".join(p for p in parts.query.split("&") if not p.lower().startswith("utm_"))
    return urlunsplit((scheme, host, parts.path or "/", query, ""))


def sha256(text: str) -> str:
    """The SHA-256 of a text's UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def mint(is_taken: Callable[[str], bool], *named: str, first: int = 0) -> tuple[str, int]:
    """A public id that is free, and the number that made it so.

    `named` is what the id stands for; equal things are told apart by counting up
    from `first`.
    """
    for number in count(first):
        digest = hashlib.sha256("\x1f".join((*named, str(number))).encode("utf-8")).digest()
        public_id = b32encode(digest)[:12].decode("ascii").lower()
        if not is_taken(public_id):
            return public_id, number
    raise AssertionError("count() does not end")


def public_id_taken(db: Database, public_id: str) -> bool:
    """Whether a quote, an article or a speaker has this id or ever had it."""
    # A correction outlives what it was made to.
    row = db.execute(
        "SELECT EXISTS (SELECT 1 FROM quotes WHERE public_id = :id)"
        " OR EXISTS (SELECT 1 FROM articles WHERE public_id = :id)"
        " OR EXISTS (SELECT 1 FROM speakers WHERE public_id = :id)"
        " OR EXISTS (SELECT 1 FROM corrections WHERE public_id = :id)",
        {"id": public_id},
    ).fetchone()
    return bool(row[0])


def _address(article: Article) -> str | None:
    """The normalised address, or None if the article has none.

    An address given with the article counts before the one that the page names for
    itself: wire copy names the wire's in every outlet that runs it.
    """
    if given := normalized_url(article.url or ""):
        return given
    canonical = _split(article.canonical_url or "")
    if canonical and (canonical.path.strip("/") or canonical.query):
        return normalized_url(canonical.geturl())
    return None


def _split(url: str) -> SplitResult | None:
    """The parts of an address that has a host; None for all else."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:  # an open bracket in the host
        return None
    return parts if parts.netloc else None
