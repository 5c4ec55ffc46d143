"""What reference managers read: each format is read back by another program."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import Any

import bibtexparser
import pytest
import rispy
from citing_records import BASE, NO_SOURCE, RECORDS, record
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.citing import cite, export
from quotes.citing.source import one_line
from quotes.citing.wording import abstract

FULL = record(
    role="Mayor",
    venue="rally in Ohio",
    date="2024-03-04",
    bylines=("Jane Q. Doe", "Bo van der Berg Jr.", "Associated Press"),
    url="https://times.example/a_b?x={1}&y=50%25",
    archive_url="https://web.archive.org/web/2024/https://times.example/a",
    accessed="2026-11-22",
    section="Metro",
    page="A1-A4",
    language="en",
)


def test_ris() -> None:
    assert cite([FULL], "ap", "ris").split("\r\n") == [
        "TY  - NEWS",
        "ID  - k3fq7zzabc",
        "AU  - Doe, Jane Q.",
        "AU  - van der Berg, Bo, Jr.",
        "AU  - Associated Press",
        "TI  - Mayor vows to fix bridge",
        "T2  - The Springfield Times",
        "DA  - 2024/03/05/",
        "PY  - 2024",
        "SP  - A1",
        "EP  - A4",
        "SE  - Metro",
        "UR  - https://times.example/a_b?x=%7B1%7D&y=50%25",
        "Y2  - 2026/11/22/",
        "LA  - en",
        "AB  - “We will rebuild the bridge”",
        "N1  - Ada Moreno, Mayor; said 2024-03-04; rally in Ohio",
        "N1  - Archived at https://web.archive.org/web/2024/https://times.example/a",
        "ER  - ",
        "",
    ]


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"published": "2024-03"}, "DA  - 2024/03//"),
        ({"published": "2024"}, "DA  - 2024///"),
        ({"outlet": None}, "TY  - ELEC"),
        ({"outlet": None, "url": None}, "TY  - NEWS"),
        ({"title": "One\r\nER  - \r\nTY  - BOOK"}, "TI  - One ER - TY - BOOK"),
        ({"kind": "indirect", "text": "it would open"}, "AB  - it would open"),
        ({"kind": "mixed", "text": "bold,"}, "AB  - “bold”"),
        ({"text": 'One "two".\nThree'}, "AB  - “One ‘two’. Three”"),
    ],
)
def test_ris_line(changes: dict[str, Any], line: str) -> None:
    assert line in cite([record(**changes)], "ap", "ris").split("\r\n")


def test_bibtex() -> None:
    assert cite([FULL], "ap", "bibtex") == (
        "@article{doe2024mayor-k3fq7zzabc,\n"
        "  author = {Doe, Jane Q. and van der Berg, Jr., Bo and {Associated Press}},\n"
        "  title = {{Mayor vows to fix bridge}},\n"
        "  journal = {The Springfield Times},\n"
        "  year = {2024},\n"
        "  month = mar,\n"
        "  day = {5},\n"
        "  pages = {A1-A4},\n"
        "  url = {https://times.example/a_b?x=%7B1%7D&y=50%25},\n"
        "  urldate = {2026-11-22},\n"
        "  note = {Ada Moreno, Mayor; said 2024-03-04; rally in Ohio:"
        " “We will rebuild the bridge”}\n"
        "}"
    )


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"title": "50% of $1 & more_#"}, r"{{50\% of \$1 \& more\_\#}}"),
        ({"title": r"a{b}\c"}, r"{{a\{b\}\textbackslash{}c}}"),
        ({"title": "a{{b}c"}, r"{{a\textbraceleft{}\textbraceleft{}b\textbraceright{}c}}"),
        ({"title": "}{"}, r"{{\textbraceright{}\textbraceleft{}}}"),
        ({"title": "a^b~c"}, r"{{a\textasciicircum{}b\textasciitilde{}c}}"),
        ({"published": "2024-03"}, "  year = {2024},\n  month = mar,\n  url"),
        ({"bylines": ("Bo Łukasz-Müller",)}, "@article{ukaszmuller2024mayor-k3fq7zzabc,"),
        (NO_SOURCE, "@article{quote-k3fq7zzabc,\n  note = {Ada Moreno: “We will rebuild the"),
        ({"outlet": None}, "@misc{doe2024mayor-k3fq7zzabc,"),
    ],
)
def test_bibtex_part(changes: dict[str, Any], part: str) -> None:
    assert part in cite([record(**changes)], "ap", "bibtex")


def test_csl() -> None:
    assert json.loads(cite([FULL], "ap", "csl-json")) == [
        {
            "id": "k3fq7zzabc",
            "type": "article-newspaper",
            "title": "Mayor vows to fix bridge",
            "author": [
                {"family": "Doe", "given": "Jane Q."},
                {
                    "family": "Berg",
                    "given": "Bo",
                    "non-dropping-particle": "van der",
                    "suffix": "Jr.",
                },
                {"literal": "Associated Press"},
            ],
            "container-title": "The Springfield Times",
            "section": "Metro",
            "page": "A1-A4",
            "issued": {"date-parts": [[2024, 3, 5]]},
            "accessed": {"date-parts": [[2026, 11, 22]]},
            "URL": "https://times.example/a_b?x=%7B1%7D&y=50%25",
            "archive": "Internet Archive",
            "archive_location": "https://web.archive.org/web/2024/https://times.example/a",
            "language": "en",
            "abstract": "“We will rebuild the bridge”",
            "note": "Quoted: Ada Moreno, Mayor; said 2024-03-04; rally in Ohio",
        }
    ]


def test_csl_leaves_out_what_is_not_known() -> None:
    bare = record(**NO_SOURCE, speaker=None)
    assert json.loads(cite([bare], "ap", "csl-json")) == [
        {
            "id": "k3fq7zzabc",
            "type": "article-newspaper",
            "abstract": "“We will rebuild the bridge”",
        }
    ]


@pytest.mark.parametrize("format", ["bibtex", "ris", "csl-json"])
def test_a_quote_asked_for_twice_is_one_entry(format: str) -> None:
    assert cite([BASE, BASE], "ap", format) == cite([BASE], "ap", format)


def _unescaped(value: str) -> str:
    """What TeX prints for the value."""
    commands = {
        "textbackslash": "\\",
        "textbraceleft": "{",
        "textbraceright": "}",
        "textasciicircum": "^",
        "textasciitilde": "~",
    }
    assert not re.search(r"(?<!\\)[$&#%_^~]", value)
    return re.sub(r"\\(?:([a-z]+)\{\}|(.))", lambda m: commands[m[1]] if m[1] else m[2], value)


@given(st.lists(RECORDS, min_size=1, max_size=3, unique_by=lambda one: one.public_id))
@settings(max_examples=150, deadline=None)
def test_bibtex_is_read_back(records: list[Any]) -> None:
    out = io.StringIO()
    assert export(records, "bibtex", out) == len(records)
    out.getvalue().encode()
    library = bibtexparser.parse_string(out.getvalue())
    assert library.failed_blocks == []
    assert len(library.entries) == len(records)
    for one, entry in zip(records, library.entries, strict=True):
        assert re.fullmatch(r"[A-Za-z0-9:-]+", entry.key)
        fields = entry.fields_dict
        assert _unescaped(fields["note"].value).endswith(abstract(one))
        if one_line(one.title):
            assert _unescaped(fields["title"].value[1:-1]) == one_line(one.title)
        if "url" in fields:
            assert not set(fields["url"].value) & set(' {}"\\')


@given(st.lists(RECORDS, min_size=1, max_size=3, unique_by=lambda one: one.public_id))
@settings(max_examples=150, deadline=None)
def test_ris_is_read_back(records: list[Any]) -> None:
    out = io.StringIO(newline="")
    assert export(records, "ris", out) == len(records)
    out.getvalue().encode()
    entries = rispy.loads(out.getvalue())
    assert [entry["id"] for entry in entries] == [one.public_id for one in records]
    for one, entry in zip(records, entries, strict=True):
        assert entry["abstract"] == abstract(one).strip()
        assert entry.get("title") == one_line(one.title)
        assert "unknown_tag" not in entry


@given(RECORDS)
@settings(max_examples=150, deadline=None)
def test_csl_has_only_what_the_schema_allows(one: Any) -> None:
    text = cite([one], "ap", "csl-json")
    text.encode()
    [item] = json.loads(text)
    assert None not in item.values()
    for name in item.get("author", ()):
        assert set(name) == {"literal"} or {"family", "given"} <= set(name) <= {
            "family",
            "given",
            "suffix",
            "non-dropping-particle",
        }
        assert all(name.values())
    for field in ("issued", "accessed"):
        if field in item:
            [parts] = item[field]["date-parts"]
            assert 1 <= len(parts) <= 3
            assert all(isinstance(part, int) for part in parts)


def test_export_takes_one_record_at_a_time() -> None:
    taken: list[int] = []
    out = io.StringIO()

    def records() -> Iterator[Any]:
        for number in range(3):
            taken.append(out.tell())
            yield record(public_id=f"abcdefghi{number}")

    for format in ("csv", "json", "ndjson", "bibtex", "ris"):
        taken.clear()
        assert export(records(), format, out) == 3
        assert taken[0] < taken[1] < taken[2]
