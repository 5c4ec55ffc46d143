"""What articles and quotes are known by."""

from __future__ import annotations

import re
from typing import Any

import pytest
from stored_articles import article

from quotes.errors import InputError
from quotes.store.identity import identity, mint, normalized_url, source, source_of

URLS = {
    "case of scheme and host, not of the path": (
        "HTTPS://Example.ORG/News/A",
        "https://example.org/News/A",
    ),
    "fragment": ("https://example.org/a#top", "https://example.org/a"),
    "tracking": (
        "https://example.org/a?utm_source=x&id=7&UTM_medium=y",
        "https://example.org/a?id=7",
    ),
    "only tracking": ("https://example.org/a?utm_source=x", "https://example.org/a"),
    "a query is kept as it is": (
        "https://example.org/?q=a+b%20&b",
        "https://example.org/?q=a+b%20&b",
    ),
    "default port": ("http://example.org:80/a", "http://example.org/a"),
    "other port": ("http://example.org:443/a", "http://example.org:443/a"),
    "no path": ("https://example.org", "https://example.org/"),
    "blanks around": (" https://example.org/a\n", "https://example.org/a"),
    "no address": ("Page 3", "Page 3"),
    "broken": ("http://[::1/a", "http://[::1/a"),
}


@pytest.mark.parametrize(("url", "expected"), URLS.values(), ids=URLS)
def test_urls(url: str, expected: str) -> None:
    assert normalized_url(url) == expected
    assert normalized_url(expected) == expected


STORY = "https://example.org/story"
IDENTITIES: dict[str, tuple[dict[str, Any], str]] = {
    "address": ({"given_id": "7", "path": "/a"}, f"url:{STORY}"),
    "given address before the link of the wire": (
        {"canonical_url": "https://wire.example/1"},
        f"url:{STORY}",
    ),
    "canonical link alone": (
        {"url": None, "canonical_url": "https://example.org/x"},
        "url:https://example.org/x",
    ),
    "canonical link to the front page": (
        {"url": None, "canonical_url": "https://example.org/", "path": "/a"},
        "path:\x1f/a",
    ),
    "relative canonical link": (
        {"url": None, "canonical_url": "/story/1", "path": "/a"},
        "path:\x1f/a",
    ),
    "canonical link that is none": (
        {"url": None, "canonical_url": "http://[oops", "path": "/a"},
        "path:\x1f/a",
    ),
    "empty address": ({"url": "", "given_id": "7"}, "id:7"),
    "id before path": ({"url": None, "given_id": "7", "path": "/a"}, "id:7"),
    "path with outlet": (
        {"url": None, "outlet": "Bugle", "path": "/a.txt"},
        "path:Bugle\x1f/a.txt",
    ),
    "path alone": ({"url": None, "path": "/a.txt"}, "path:\x1f/a.txt"),
    "a file name that is not UTF-8": ({"url": None, "path": "/\udce9"}, "path:\x1f/\\udce9"),
}


@pytest.mark.parametrize(("known", "expected"), IDENTITIES.values(), ids=IDENTITIES)
def test_identities(known: dict[str, Any], expected: str) -> None:
    assert identity(article("", **known)) == expected


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({}, STORY),
        ({"url": None, "given_id": "a:7"}, "a:7"),
        ({"url": None, "path": "/a.txt"}, "/a.txt"),
        ({"url": None, "path": "/a:b.txt", "outlet": "Bugle: East"}, "/a:b.txt"),
    ],
    ids=["address", "id", "path", "path with outlet"],
)
def test_the_source_in_an_identity(known: dict[str, Any], expected: str) -> None:
    assert source_of(identity(article("", **known))) == expected


def test_standard_input_needs_a_name() -> None:
    with pytest.raises(InputError, match="standard input has no name to be known by: give --url"):
        identity(article("", url=None))


def test_the_log_names_a_file_by_its_path() -> None:
    assert source(article("", path="/caf\udce9.txt")) == "/caf\\udce9.txt"
    assert source(article("", url=None)) == "story"


def test_public_ids_are_short_stable_and_free() -> None:
    first, number = mint(lambda candidate: False, "quote", "url:x", "We won.")
    assert re.fullmatch("[a-z2-7]{12}", first)
    assert number == 0
    assert mint(lambda candidate: False, "quote", "url:x", "We won.") == (first, 0)
    second, number = mint(lambda candidate: candidate == first, "quote", "url:x", "We won.")
    assert second != first
    assert number == 1
    assert mint(lambda candidate: False, "quote", "url:x", "We won.", first=1) == (second, 1)
    assert mint(lambda candidate: False, "article", "url:x", "We won.")[0] != first
