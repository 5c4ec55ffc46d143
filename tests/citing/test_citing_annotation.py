"""W3C Web Annotations: where the words stand, found by words, by place and by fragment."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from citing_records import NO_SOURCE, record

from quotes.citing.annotation import annotation, captured, entry
from quotes.citing.deep_link import deep_link
from quotes.citing.source import printable
from quotes.models import QuoteRecord, Span

ARCHIVED = "https://web.archive.org/web/20240306101112/https://times.example/bridge"
FRAGMENTS = "https://wicg.github.io/scroll-to-text-fragment/"


def made(one: QuoteRecord) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(entry(one))
    return found


def placed(before: str, words: str, behind: str, **changes: Any) -> QuoteRecord:
    """A quote of these words in a text of these three parts."""
    span = Span(len(before), len(before) + len(words))
    text = before + words + behind
    return record(text=words, segments=(span,), full_text=text, **changes)


def test_an_annotation() -> None:
    text = (
        "It was cold and the river was high at Mill Street. “We will rebuild the bridge,” "
        "Mayor Ada Moreno said at a rally in Ohio on Monday."
    )
    start = text.index("We")
    one = record(
        full_text=text,
        segments=(Span(start, start + 27),),
        role="Mayor",
        venue="rally in Ohio",
        date="2024-03-04",
        archive_url=ARCHIVED,
        accessed="2026-11-22",
    )
    assert made(one) == {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "urn:quotes:k3fq7zzabc",
        "type": "Annotation",
        "motivation": "describing",
        "body": [
            {
                "type": "TextualBody",
                "value": "Ada Moreno",
                "format": "text/plain",
                "purpose": "tagging",
            },
            {
                "type": "TextualBody",
                "value": "Quoted: Ada Moreno, Mayor; said 2024-03-04; rally in Ohio",
                "format": "text/plain",
                "language": "en",
                "purpose": "describing",
            },
        ],
        "target": {
            "type": "SpecificResource",
            "source": "https://times.example/bridge",
            "state": {
                "type": "TimeState",
                "sourceDateStart": "2026-11-22T00:00:00Z",
                "sourceDateEnd": "2026-11-22T23:59:59Z",
                "cached": ARCHIVED,
            },
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": "We will rebuild the bridge,",
                    "prefix": "e river was high at Mill Street. “"[-32:],
                    "suffix": "” Mayor Ada Moreno said at a ral",
                },
                {"type": "TextPositionSelector", "start": start, "end": start + 27},
                {
                    "type": "FragmentSelector",
                    "conformsTo": FRAGMENTS,
                    "value": (deep_link(one) or "").partition("#")[2],
                },
            ],
        },
    }


def test_each_segment_is_a_target_of_its_own() -> None:
    one = record(
        printed="“{We will rebuild the old stone bridge,}” she said, “{and nobody pays for it.}”"
    )
    first, second = made(one)["target"]
    assert [target["selector"][0]["exact"] for target in (first, second)] == [
        "We will rebuild the old stone bridge,",
        "and nobody pays for it.",
    ]
    assert [target["selector"][1]["start"] for target in (first, second)] == [41, 91]
    assert "nobody" not in first["selector"][2]["value"]
    assert "nobody" in second["selector"][2]["value"]
    assert first["source"] == second["source"] == "https://times.example/bridge"


def test_exact_has_what_the_article_has() -> None:
    """Hard-wrapped lines, marks and the comma before the attribution stay."""
    one = placed("x “", 'We\nwill  "win",', "” y", kind="direct")
    words, place, _ = made(one)["target"]["selector"]
    assert words["exact"] == 'We\nwill  "win",'
    assert (place["start"], place["end"]) == (3, 18)


def test_words_that_a_person_corrected_are_not_passed_off_as_the_articles() -> None:
    one = record(printed="“{We will rebuild},” she said.")
    corrected = record(
        context=one.context,
        context_start=one.context_start,
        segments=one.segments,
        text="We shall rebuild",
        standing="corrected",
    )
    assert made(corrected)["target"]["selector"][0]["exact"] == "We will rebuild"


def test_offsets_count_code_points() -> None:
    one = placed("😀é ", "No 😀", " end")
    assert made(one)["target"]["selector"][1] == {
        "type": "TextPositionSelector",
        "start": 3,
        "end": 7,
    }


# What must not be cut in two, and 31 characters between it and the words, or 31 and its part.
CLUSTERS = [
    ("a letter and its accent", "e\u0301"),
    ("a letter and two", "o\u0302\u0323"),
    ("a family", "👩\u200d👧"),
    ("a hand and its colour", "👍🏽"),
    ("a flag", "🇫🇷"),
    ("a letter and its variant", "⚠\ufe0f"),
    ("a syllable in letters", "\u1112\u1161\u11ab"),
    ("a conjunct", "क्ष"),
    ("a line end", "\r\n"),
]


@pytest.mark.parametrize(("what", "cluster"), CLUSTERS, ids=[what for what, _ in CLUSTERS])
def test_no_character_is_cut_in_two(what: str, cluster: str) -> None:
    between = "x" * (33 - len(cluster))
    one = placed(f"y{cluster}{between}", "Never", f"{between}{cluster}y")
    words = made(one)["target"]["selector"][0]
    assert (words["prefix"], words["suffix"]) == (between, between)
    whole = placed(f"y{cluster}{between[1:]}", "Never", f"{between[1:]}{cluster}y")
    words = made(whole)["target"]["selector"][0]
    assert (words["prefix"], words["suffix"]) == (cluster + between[1:], between[1:] + cluster)


@pytest.mark.parametrize("url", ["https://times.example/b", "https://times.example/b#top"])
def test_source_and_fragment_are_the_address(url: str) -> None:
    one = placed("a “", "No way shall we ever give it up", "” b", url=url)
    target = made(one)["target"]
    fragment = target["selector"][2]
    assert target["source"] == "https://times.example/b"
    assert fragment["conformsTo"] == FRAGMENTS
    assert f"{target['source']}#{fragment['value']}" == deep_link(one)


@pytest.mark.parametrize(
    ("rule", "changes", "source"),
    [
        ("no address", {"url": None, "article": "art7"}, "urn:quotes:article:art7"),
        ("half one", {"url": "times.example", "article": "a b"}, "urn:quotes:article:a%20b"),
        ("a broken one", {"url": "http://["}, "urn:quotes:article:k3fq7zzabc"),
        ("nothing known", NO_SOURCE, "urn:quotes:article:k3fq7zzabc"),
    ],
)
def test_a_name_stands_for_an_address(rule: str, changes: dict[str, Any], source: str) -> None:
    target = made(placed("a “", "No way", "” b", **changes))["target"]
    assert target["source"] == source
    assert [each["type"] for each in target["selector"]] == [
        "TextQuoteSelector",
        "TextPositionSelector",
    ]


def test_an_article_that_is_not_stored_is_known_by_the_words_alone() -> None:
    target = made(record(url=None, segments=(Span(900, 927),)))["target"]
    assert target["selector"] == [
        {"type": "TextQuoteSelector", "exact": "We will rebuild the bridge,"}
    ]


@pytest.mark.parametrize(
    ("changes", "motivation", "values"),
    [
        ({"speaker": None}, "highlighting", []),
        ({"speaker": None, "date": "2024"}, "describing", ["Quoted: said 2024"]),
        (
            {"speaker": "Ada Moreno and Bo Hill"},
            "describing",
            ["Ada Moreno", "Bo Hill", "Quoted: Ada Moreno and Bo Hill"],
        ),
        ({"kind": "indirect"}, "describing", ["Ada Moreno", "Paraphrased: Ada Moreno"]),
    ],
)
def test_bodies(changes: dict[str, Any], motivation: str, values: list[str]) -> None:
    found = made(record(**changes))
    assert found["motivation"] == motivation
    assert [body["value"] for body in found.get("body", [])] == values


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, None),
        ({"accessed": "2026-11"}, None),
        ({"archive_url": "javascript:alert(1)"}, None),
        (
            {"archive_url": ARCHIVED},
            {"type": "TimeState", "sourceDate": "2024-03-06T10:11:12Z", "cached": ARCHIVED},
        ),
        (
            {"archive_url": "https://arc.example/x"},
            {"type": "TimeState", "cached": "https://arc.example/x"},
        ),
    ],
)
def test_state(changes: dict[str, Any], state: dict[str, str] | None) -> None:
    assert made(record(**changes))["target"].get("state") == state


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (ARCHIVED, datetime(2024, 3, 6, 10, 11, 12, tzinfo=UTC)),
        ("http://web.archive.org/web/20240306101112id_/http://a.example/", "the same"),
        ("https://arc.example/20240306101112/https://a.example/", "the same"),
        ("https://web.archive.org/web/2024/https://a.example/", None),
        ("https://web.archive.org/web/20241306101112/https://a.example/", None),
        ("https://web.archive.org/web/*/https://a.example/", None),
        ("https://a.example/", None),
        (None, None),
    ],
)
def test_when_a_copy_was_made(url: str | None, expected: datetime | str | None) -> None:
    same = datetime(2024, 3, 6, 10, 11, 12, tzinfo=UTC)
    assert captured(url) == (same if expected == "the same" else expected)


def reads_annotations(records: Sequence[QuoteRecord], text: str) -> None:
    for one, found in zip(records, json.loads(text), strict=True):
        assert found == json.loads(printable(json.dumps(annotation(one), ensure_ascii=False)))
        assert found["@context"] == "http://www.w3.org/ns/anno.jsonld"
        assert found["id"] == f"urn:quotes:{one.public_id}"
        known, shift = one.full_text, 0
        if known is None:
            known, shift = one.context, one.context_start
        targets = found["target"] if isinstance(found["target"], list) else [found["target"]]
        for target in targets:
            assert re.match(r"(?i:https?|ftp)://|urn:quotes:article:", target["source"])
            assert "#" not in target["source"] or len(target["selector"]) < 3
            _is_found(target, printable(known), shift)
            state = target.get("state", {"sourceDate": ""})
            assert ("sourceDateStart" in state) == ("sourceDateEnd" in state)
            assert not {"sourceDate", "sourceDateStart"} <= set(state)


def _is_found(target: dict[str, Any], known: str, shift: int) -> None:
    """The model's rules on selectors: one `exact`, and all of them choose the same words."""
    kinds = [selector["type"] for selector in target["selector"]]
    assert kinds[0] == "TextQuoteSelector"
    assert len(set(kinds)) == len(kinds)
    quoted = target["selector"][0]
    prefix, suffix = quoted.get("prefix", ""), quoted.get("suffix", "")
    assert max(len(prefix), len(suffix)) <= 32
    if "TextPositionSelector" in kinds:
        place = target["selector"][1]
        start, stop = place["start"] - shift, place["end"] - shift
        assert known[start:stop] == quoted["exact"]
        assert known[start - len(prefix) : stop + len(suffix)] == (
            prefix + quoted["exact"] + suffix
        )
