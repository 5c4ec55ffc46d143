"""BibLaTeX: types and fields as the package's manual has them, for each kind of source."""

from __future__ import annotations

from typing import Any

import pytest
from citing_records import BASE, NO_SOURCE, record
from kinds_of_source import KINDS

from quotes.citing import cite
from quotes.citing.deep_link import deep_link

LINK = deep_link(BASE)


def test_newspaper_article() -> None:
    full = record(
        role="Mayor",
        venue="rally in Ohio",
        date="2024-03-04",
        bylines=("Jane Q. Doe", "Bo van der Berg Jr.", "Associated Press"),
        archive_url="https://web.archive.org/web/2024/https://times.example/a_b",
        accessed="2026-11-22",
        page="A1-A4",
        language="en-US",
    )
    assert cite([full], "ap", "biblatex") == (
        "@article{doe2024mayor-k3fq7zzabc,\n"
        "  author = {Doe, Jane Q. and van der Berg, Jr., Bo and {Associated Press}},\n"
        "  title = {{Mayor vows to fix bridge}},\n"
        "  journaltitle = {The Springfield Times},\n"
        "  date = {2024-03-05},\n"
        "  pages = {A1-A4},\n"
        f"  url = {{{LINK}}},\n"
        "  urldate = {2026-11-22},\n"
        "  langid = {american},\n"
        "  note = {Ada Moreno, Mayor; said 2024-03-04; rally in Ohio:"
        " “We will rebuild the bridge”},\n"
        "  addendum = {Archived at https://web.archive.org/web/2024/https://times.example/a\\_b}\n"
        "}"
    )


def test_post() -> None:
    assert cite([KINDS["post"]], "ap", "biblatex") == (
        "@online{moreno2024-k3fq7zzabc,\n"
        "  author = {Moreno, Ada},\n"
        "  nameaddon = {@adamoreno},\n"
        "  title = {{We will rebuild the bridge}},\n"
        "  organization = {X},\n"
        "  date = {2024-03-05},\n"
        f"  url = {{{deep_link(KINDS['post'])}}},\n"
        "  note = {Ada Moreno: “We will rebuild the bridge”}\n"
        "}"
    )


def test_speech() -> None:
    held = record(
        title="On the bridge",
        section="Speeches",
        outlet="City of Springfield",
        bylines=(),
        venue="council meeting",
        venue_kind="speech",
        venue_place="Springfield",
        date="2024-03-04",
    )
    assert cite([held], "ap", "biblatex") == (
        "@unpublished{moreno2024bridge-k3fq7zzabc,\n"
        "  author = {Moreno, Ada},\n"
        "  title = {{On the bridge}},\n"
        "  type = {Speech},\n"
        "  howpublished = {City of Springfield},\n"
        "  eventtitle = {council meeting},\n"
        "  eventdate = {2024-03-04},\n"
        "  venue = {Springfield},\n"
        "  date = {2024-03-05},\n"
        f"  url = {{{deep_link(held)}}},\n"
        "  note = {Ada Moreno; said 2024-03-04; council meeting: “We will rebuild the bridge”}\n"
        "}"
    )


# What the manual says, the change to the record, a line there is, and a field there is not.
LINES: list[tuple[str, dict[str, Any], str, str]] = [
    ("a month has no day", {"published": "2024-03"}, "date = {2024-03},", "day ="),
    ("a year has no month", {"published": "2024"}, "date = {2024},", "month ="),
    ("unsigned: no author", {"bylines": ()}, "title = {{Mayor vows to fix bridge}},", "author"),
    ("a page of no outlet", {"outlet": None}, "@online{doe2024mayor-k3fq7zzabc,", "journaltitle"),
    ("no address, no day of reading", {"url": None, "accessed": "2026-11-22"},
     "date = {2024-03-05},", "urldate"),
    ("an account alone is the author", {"url": "https://x.com/ada/status/1", "bylines": (),
     "speaker": None, "outlet": None}, "author = {{@ada}},", "nameaddon"),
    ("a transcript says what it is", {"section": "Transcripts"}, "titleaddon = {Transcript},",
     "eventtitle"),
    ("a speech has the day it was held for want of another",
     {"section": "Speeches", "published": None, "date": "2024-03-04"}, "date = {2024-03-04},",
     "urldate"),
    ("a language that TeX knows", {"language": "pt-BR"}, "langid = {brazilian},", "language"),
    ("a country that TeX does not", {"language": "fr-CA"}, "langid = {french},", "language"),
    ("with an underscore", {"language": "de_AT"}, "langid = {ngerman},", "language"),
    ("a language that TeX does not", {"language": "tlh"}, "date = {2024-03-05},", "langid"),
    ("nobody is named", {"speaker": None}, "note = {“We will rebuild the bridge”}", "author = {}"),
    ("joint speakers", {"speaker": "Ada Moreno and Bo Hill", "role": "Mayor; the sheriff"},
     "note = {Ada Moreno, Mayor and Bo Hill, the sheriff: “We will rebuild the bridge”}", "role"),
    ("commands in an archived copy's address", {"archive_url": "https://a.example/b_c%20d#e~f"},
     r"addendum = {Archived at https://a.example/b\_c\%20d\#e\textasciitilde{}f}", "usera"),
    ("nothing but the words", {**NO_SOURCE, "speaker": None}, "@article{quote-k3fq7zzabc,", "url"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "changes", "line", "missing"), LINES, ids=[rule for rule, *_ in LINES]
)
def test_line(rule: str, changes: dict[str, Any], line: str, missing: str) -> None:
    entry = cite([record(**changes)], "ap", "biblatex")
    assert line in [found.strip() for found in entry.split("\n")]
    assert missing not in entry
