"""BibTeX, RIS and CSL-JSON: what reference managers read, field by field."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from citing_records import BASE, NO_SOURCE, record
from kinds_of_source import KINDS

from quotes.citing import cite, export
from quotes.citing.deep_link import deep_link
from quotes.models import QuoteRecord

FULL = record(
    role="Mayor",
    venue="rally in Ohio",
    date="2024-03-04",
    bylines=("Jane Q. Doe", "Bo van der Berg Jr.", "Associated Press"),
    url="https://times.example/a_b?x={1}&y=50%25",
    archive_url="https://web.archive.org/web/2024/https://times.example/a_b",
    accessed="2026-11-22",
    section="Metro",
    page="A1-A4",
    language="en",
)
LINK = deep_link(FULL)
HALL = record(
    title="Remarks by Mayor Moreno",
    outlet="City of Springfield",
    bylines=(),
    venue="council meeting",
    venue_kind="speech",
    venue_place="Springfield",
    date="2024-03-04",
)


def lines(one: QuoteRecord, format: str) -> list[str]:
    return cite([one], "ap", format).replace("\r\n", "\n").split("\n")


def test_ris() -> None:
    assert cite([FULL], "ap", "ris").split("\r\n") == [
        "TY  - NEWS",
        "ID  - k3fq7zzabc",
        "AU  - Doe, Jane Q.",
        "AU  - van der Berg, Bo, Jr.",
        "AU  - Associated Press,",
        "TI  - Mayor vows to fix bridge",
        "T2  - The Springfield Times",
        "DA  - 2024/03/05/",
        "PY  - 2024",
        "SP  - A1",
        "EP  - A4",
        "SE  - Metro",
        f"UR  - {LINK}",
        "Y2  - 2026/11/22/",
        "LA  - en",
        "AB  - “We will rebuild the bridge”",
        "N1  - Ada Moreno, Mayor; said 2024-03-04; rally in Ohio",
        "N1  - Archived at https://web.archive.org/web/2024/https://times.example/a_b",
        "ER  - ",
        "",
    ]


# What the specification or the map of Zotero's says, the change to BASE, and the line.
RIS = [
    ("DA has slashes for what is unknown", {"published": "2024-03"}, "DA  - 2024/03//"),
    ("DA of a year", {"published": "2024"}, "DA  - 2024///"),
    ("a page of no outlet is a web page", {"outlet": None}, "TY  - ELEC"),
    ("what has no address is no web page", {"outlet": None, "url": None}, "TY  - NEWS"),
    (
        "a value has one line, so that it cannot begin a tag",
        {"title": "One\r\nER  - \r\nTY  - BOOK"},
        "TI  - One ER - TY - BOOK",
    ),
    (
        "a comma would make a given name of what follows",
        {"section": "Speeches", "bylines": (), "speaker": "Mill Works, Springfield",
         "speaker_kind": "organization"},
        "AU  - Mill Works Springfield,",
    ),
    (
        "a semicolon stands between addresses in UR",
        {"url": "https://times.example/a;b", "text": "—"},
        "UR  - https://times.example/a%3Bb",
    ),
    ("a paraphrase has no marks", {"kind": "indirect", "text": "it may"}, "AB  - it may"),
    ("a partial quote has marks", {"kind": "mixed", "text": "bold,"}, "AB  - “bold”"),
    ("marks within are single", {"text": 'One "two".\nThree'}, "AB  - “One ‘two’. Three”"),
    ("joint speakers", {"speaker": "Ada Moreno and Bo Hill"}, "N1  - Ada Moreno and Bo Hill"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "changes", "line"), RIS, ids=[rule for rule, _, _ in RIS])
def test_ris_line(rule: str, changes: dict[str, Any], line: str) -> None:
    assert line in lines(record(**changes), "ris")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("newspaper online", "NEWS"),
        ("transcript", "NEWS"),
        ("page of no outlet", "ELEC"),
        ("post", "ICOMM"),
        ("speech", "SLIDE"),
    ],
)
def test_ris_type(kind: str, expected: str) -> None:
    assert lines(KINDS[kind], "ris")[0] == f"TY  - {expected}"


def test_ris_of_a_speech_has_its_occasion_and_its_day() -> None:
    assert lines(HALL, "ris")[2:10] == [
        "AU  - Moreno, Ada",
        "TI  - Remarks by Mayor Moreno",
        "T2  - council meeting",
        "PB  - City of Springfield",
        "CY  - Springfield",
        "DA  - 2024/03/04/",
        "PY  - 2024",
        "M3  - Speech",
    ]


def test_ris_of_an_unsigned_article_without_anything() -> None:
    bare = record(**NO_SOURCE, speaker=None)
    assert lines(bare, "ris") == [
        "TY  - NEWS",
        "ID  - k3fq7zzabc",
        "AB  - “We will rebuild the bridge”",
        "ER  - ",
        "",
    ]


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
        f"  url = {{{LINK}}},\n"
        "  urldate = {2026-11-22},\n"
        "  note = {Ada Moreno, Mayor; said 2024-03-04; rally in Ohio:"
        " “We will rebuild the bridge”"
        " (archived at https://web.archive.org/web/2024/https://times.example/a\\_b)}\n"
        "}"
    )


# What TeX or BibTeX does, the change to BASE, and a part of the entry.
BIBTEX = [
    ("commands of one character", {"title": "50% of $1 & more_#"}, r"{{50\% of \$1 \& more\_\#}}"),
    ("braces that are balanced", {"title": r"a{b}\c"}, r"{{a\{b\}\textbackslash{}c}}"),
    (
        "braces without a partner",
        {"title": "a{{b}c"},
        r"{{a\textbraceleft{}\textbraceleft{}b\textbraceright{}c}}",
    ),
    ("braces the wrong way round", {"title": "}{"}, r"{{\textbraceright{}\textbraceleft{}}}"),
    ("accents without a letter", {"title": "a^b~c"}, r"{{a\textasciicircum{}b\textasciitilde{}c}}"),
    ("what old fonts lack", {"title": "a<b>c"}, r"{{a\textless{}b\textgreater{}c}}"),
    ("hyphens that would be a dash", {"title": "a--b---c"}, "{{a-{}-b-{}-{}-c}}"),
    ("accents that would be marks", {"title": "``a''?`"}, "{{`{}`a'{}'?{}`}}"),
    ("commas that would be a mark", {"title": "a,,b"}, "{{a,{},b}}"),
    ("a month, no day", {"published": "2024-03"}, "  year = {2024},\n  month = mar,\n  url"),
    ("a key in ASCII", {"bylines": ("Bo Łukasz-Müller",)}, "@article{ukaszmuller2024mayor-k3f"),
    ("unsigned, untitled, undated", NO_SOURCE, "@article{quote-k3fq7zzabc,\n  note = {Ada Mor"),
    ("a page of no outlet", {"outlet": None}, "@misc{doe2024mayor-k3fq7zzabc,"),
    ("a body in braces", {"bylines": ("Mill and Sons News",)}, "{{Mill and Sons News}}"),
    (
        "the word that parts names",
        {"section": "Speeches", "bylines": (), "speaker": "Ada AND Moreno"},
        "author = {Moreno, Ada {AND}}",
    ),
]


@pytest.mark.parametrize(("rule", "changes", "part"), BIBTEX, ids=[rule for rule, _, _ in BIBTEX])
def test_bibtex_part(rule: str, changes: dict[str, Any], part: str) -> None:
    assert part in cite([record(**changes)], "ap", "bibtex")


def test_bibtex_of_a_post_and_a_speech() -> None:
    assert lines(KINDS["post"], "bibtex")[:7] == [
        "@misc{moreno2024-k3fq7zzabc,",
        "  author = {Moreno, Ada},",
        "  title = {{We will rebuild the bridge}},",
        "  howpublished = {X},",
        "  year = {2024},",
        "  month = mar,",
        "  day = {5},",
    ]
    assert "  howpublished = {City of Springfield}," in lines(HALL, "bibtex")
    assert "  day = {4}," in lines(HALL, "bibtex")


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
            "URL": LINK,
            "archive": "Internet Archive",
            "archive_location": "https://web.archive.org/web/2024/https://times.example/a_b",
            "language": "en",
            "abstract": "“We will rebuild the bridge”",
            "note": "Quoted here: Ada Moreno, Mayor; said 2024-03-04; rally in Ohio",
        }
    ]


def test_csl_of_a_speech() -> None:
    """Appendix III: the author is who gave it, the event where; a container is a session."""
    assert json.loads(cite([HALL], "ap", "csl-json")) == [
        {
            "id": "k3fq7zzabc",
            "type": "speech",
            "title": "Remarks by Mayor Moreno",
            "author": [{"family": "Moreno", "given": "Ada"}],
            "publisher": "City of Springfield",
            "genre": "Speech",
            "issued": {"date-parts": [[2024, 3, 4]]},
            "event-title": "council meeting",
            "event": "council meeting",
            "event-place": "Springfield",
            "event-date": {"date-parts": [[2024, 3, 4]]},
            "URL": deep_link(HALL),
            "abstract": "“We will rebuild the bridge”",
            "note": "Quoted here: Ada Moreno; said 2024-03-04; council meeting",
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


# What the specification says, the change to BASE, the field and its value (None: left out).
CSL: list[tuple[str, dict[str, Any], str, Any]] = [
    ("a month", {"published": "2024-03"}, "issued", {"date-parts": [[2024, 3]]}),
    ("a year", {"published": "2024"}, "issued", {"date-parts": [[2024]]}),
    ("no date is no date", {"published": "soon"}, "issued", None),
    ("no byline is no author", {"bylines": ()}, "author", None),
    ("a transcript is still the outlet's", {"section": "Transcripts"}, "type", "article-newspaper"),
    ("and says what it is", {"section": "Transcripts"}, "genre", "Transcript"),
    ("a page of no outlet", {"outlet": None}, "type", "webpage"),
    ("a post", {"url": "https://x.com/ada/status/1", "outlet": None}, "container-title", "X"),
    ("a speech has no session", {"section": "Speeches"}, "container-title", None),
    ("an archive is known by its host", {"archive_url": "https://arc.example/1"}, "archive",
     "arc.example"),
    ("an address nobody can take apart", {"archive_url": "http://["}, "archive", None),
    ("a paraphrase is told apart", {"kind": "indirect"}, "note", "Paraphrased here: Ada Moreno"),
    ("a note holds no field of the item", {"speaker": "{:type: book}"}, "note",
     "Quoted here: { :type: book}"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "changes", "field", "expected"), CSL, ids=[rule for rule, _, _, _ in CSL]
)
def test_csl_field(rule: str, changes: dict[str, Any], field: str, expected: Any) -> None:
    [item] = json.loads(cite([record(**changes)], "ap", "csl-json"))
    assert item.get(field) == expected


@pytest.mark.parametrize("format", ["bibtex", "biblatex", "ris", "csl-json", "json-ld"])
def test_a_quote_asked_for_twice_is_one_entry(format: str) -> None:
    assert cite([BASE, BASE], "ap", format) == cite([BASE], "ap", format)


def test_export_takes_one_record_at_a_time() -> None:
    taken: list[int] = []
    out = io.StringIO()

    def records() -> Iterator[Any]:
        for number in range(3):
            taken.append(out.tell())
            yield record(public_id=f"abcdefghi{number}")

    formats = ("csv", "json", "ndjson", "bibtex", "biblatex", "ris", "csl-json", "json-ld")
    for format in (*formats, "annotation", "wikipedia", "wikiquote"):
        taken.clear()
        assert export(records(), format, out) == 3
        assert taken[0] < taken[1] < taken[2]


@pytest.mark.parametrize("format", ["bibtex", "biblatex"])
def test_the_day_of_reading_is_that_of_an_address(format: str) -> None:
    read = record(accessed="2026-11-22")
    assert "  urldate = {2026-11-22}," in lines(read, format)
    assert "urldate" not in cite([record(url=None, accessed="2026-11-22")], "ap", format)
