"""What holds for every record and style, however little is known and however odd it is."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from itertools import combinations
from typing import Any

import pytest
from citing_records import RECORDS, record
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from quotes.citing import STYLES, cite
from quotes.citing.punctuation import end, first_sentence, inner, quoted
from quotes.citing.wording import abstract, excerpts, words

FULL = record(
    role="Mayor",
    venue="rally in Ohio",
    venue_kind="speech",
    venue_phrase="at a rally in Ohio",
    date="2024-03-04",
    accessed="2024-03-06",
    page="A1",
)
REMOVABLE = ("speaker", "role", "venue", "date", "outlet", "title", "bylines", "published", "url")
REMOVABLE += ("accessed", "page")
# Traces of a field that is missing.
GAPS = re.compile(r"None|\bnull\b|  |,,|, ,| ,|\(\)|\( |,\)|, \.|,\.|\.\.|^[,.]|[,(]$| \.", re.M)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("kind", ["direct", "mixed", "indirect"])
def test_missing_fields_leave_no_trace(style: str, kind: Any) -> None:
    for count in range(len(REMOVABLE) + 1):
        for gone in combinations(REMOVABLE, count):
            removed = {field: () if field == "bylines" else None for field in gone}
            citation = cite([replace(FULL, kind=kind, **removed)], style, links=False)
            assert not GAPS.search(citation), (gone, citation)
            assert citation.endswith((".", ".”", "https://times.example/bridge"))


def letters(text: str) -> str:
    return "".join(re.findall(r"\w", text))


@given(RECORDS)
@settings(max_examples=200, deadline=None)
def test_words_are_never_changed(one: Any) -> None:
    said = letters(words(one))
    assert letters(abstract(one)) in (said, letters(excerpts(one, "")))
    assert letters(quoted(one.text)) == letters(one.text)
    assert letters(end(one.text, ",")) == letters(one.text)
    assert letters("".join(first_sentence(one.text))) == letters(one.text)
    assert len(inner(one.text)) == len(one.text)


class _Text(HTMLParser):
    """The characters and the names of the elements of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


@cache
def _renderer() -> MarkdownIt:
    renderer = MarkdownIt("gfm-like", {"linkify": False})
    # Addresses are to be compared as they were written.
    renderer.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    return renderer


@given(RECORDS, st.sampled_from(STYLES))
@settings(max_examples=200, deadline=None)
def test_markdown_shows_what_the_text_says(one: Any, style: str) -> None:
    page = _Text()
    page.feed(_renderer().render(cite([one], style, "markdown", links=False)))
    page.close()
    assert page.tags <= {"p", "em", "a", "br"}
    plain = cite([one], style, "text", links=False)
    plain.encode()
    assert "".join(page.text.split()) == "".join(plain.split())


@pytest.mark.parametrize(
    "text",
    [
        "“" * 50_000,
        "”" * 50_000,
        "' " * 50_000,
        "Mr. " * 50_000,
        "." * 50_000,
        "a. B" * 50_000,
        '"a" ' * 50_000,
        "‘a ”" * 50_000,
        "\n" * 50_000,
        "!" + " " * 100_000 + "x",
    ],
    ids=lambda text: repr(text[:4]),
)
@pytest.mark.parametrize("style", STYLES)
def test_long_lines_end(text: str, style: str) -> None:
    assert cite([record(text=text, context=text, title=text[:20_000])], style)
