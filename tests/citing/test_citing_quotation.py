"""schema.org JSON-LD: what is claimed of whom, and that no page's script can be left."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import lxml.html
import pytest
from citing_records import BASE, NO_SOURCE, record
from kinds_of_source import KINDS

from quotes.citing import cite
from quotes.citing.deep_link import deep_link
from quotes.citing.quotation import entry, quotation
from quotes.citing.source import printable
from quotes.models import QuoteRecord

LINK = deep_link(BASE)


def made(**changes: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(entry(record(**changes)))
    return found


def test_a_quotation() -> None:
    full = {
        "role": "Mayor",
        "venue": "rally",
        "venue_kind": "speech",
        "venue_place": "Ohio",
        "date": "2024-03-04",
        "bylines": ("Jane Q. Doe", "Associated Press"),
        "archive_url": "https://web.archive.org/web/2024/https://times.example/bridge",
        "section": "Metro",
        "page": "A1",
        "language": "en",
    }
    assert made(**full) == {
        "@context": "https://schema.org",
        "@type": "Quotation",
        "identifier": "k3fq7zzabc",
        "url": LINK,
        "text": "We will rebuild the bridge",
        "inLanguage": "en",
        "creator": {"@type": "Person", "name": "Ada Moreno", "jobTitle": "Mayor"},
        "dateCreated": "2024-03-04",
        "recordedAt": {
            "@type": "Event",
            "name": "rally",
            "startDate": "2024-03-04",
            "location": {"@type": "Place", "name": "Ohio"},
        },
        "isBasedOn": {
            "@type": "NewsArticle",
            "headline": "Mayor vows to fix bridge",
            "url": "https://times.example/bridge",
            "datePublished": "2024-03-05",
            "author": {"@type": "Person", "name": "Jane Q. Doe"},
            "sourceOrganization": {"@type": "Organization", "name": "Associated Press"},
            "publisher": {"@type": "Organization", "name": "The Springfield Times"},
            "articleSection": "Metro",
            "printPage": "A1",
            "inLanguage": "en",
            "archivedAt": "https://web.archive.org/web/2024/https://times.example/bridge",
        },
    }


def test_a_paraphrase_is_a_claim_in_the_reporters_words() -> None:
    paraphrase = {"kind": "indirect", "text": "the bridge would open in May"}
    assert made(**paraphrase) == {
        "@context": "https://schema.org",
        "@type": "Claim",
        "identifier": "k3fq7zzabc",
        "url": deep_link(record(**paraphrase)),
        "text": "the bridge would open in May",
        "author": {"@type": "Person", "name": "Ada Moreno"},
        "claimInterpreter": {"@type": "Person", "name": "Jane Q. Doe"},
        "appearance": {
            "@type": "NewsArticle",
            "headline": "Mayor vows to fix bridge",
            "url": "https://times.example/bridge",
            "datePublished": "2024-03-05",
            "author": {"@type": "Person", "name": "Jane Q. Doe"},
            "publisher": {"@type": "Organization", "name": "The Springfield Times"},
        },
    }


def test_nothing_but_the_words() -> None:
    assert made(**NO_SOURCE, speaker=None) == {
        "@context": "https://schema.org",
        "@type": "Quotation",
        "identifier": "k3fq7zzabc",
        "text": "We will rebuild the bridge",
    }


ADA = {"@type": "Person", "name": "Ada Moreno"}
# What the vocabulary says, the change to BASE, the property and its value (None: left out).
PROPERTIES: list[tuple[str, dict[str, Any], str, Any]] = [
    ("joint speakers are several", {"speaker": "Ada Moreno and Bo Hill"}, "creator",
     [ADA, {"@type": "Person", "name": "Bo Hill"}]),
    ("a body is no person and has no job", {"speaker": "Mill Works", "role": "the builders",
     "speaker_kind": "organization"}, "creator",
     {"@type": "Organization", "name": "Mill Works", "description": "the builders"}),
    ("what describes somebody is no name", {"speaker": "senior official",
     "speaker_kind": "unnamed"}, "creator",
     {"@type": "Person", "description": "senior official"}),
    ("a document creates nothing", {"speaker": "audit", "speaker_kind": "document"}, "creator",
     None),
    ("its words are a part of it", {"speaker": "audit", "speaker_kind": "document"}, "isPartOf",
     {"@type": "CreativeWork", "name": "audit"}),
    ("a day, a month or a year", {"date": "2024-03"}, "dateCreated", "2024-03"),
    ("the day of publication is not that of the words", {}, "dateCreated", None),
    ("what was written is no event", {"venue": "statement", "venue_kind": "statement"},
     "recordedAt", None),
    ("but was published", {"venue": "statement", "venue_kind": "statement", "date": "2024"},
     "publication", {"@type": "PublicationEvent", "name": "statement", "startDate": "2024"}),
    ("paragraphs are lines", {"text": "One.\nTwo,"}, "text", "One.\nTwo"),
    ("a partial quote in pieces", {"kind": "mixed", "printed": "“{bold,}” she said, and “{new}”"},
     "text", "bold … new"),
    ("no address is made up", {"url": None}, "url", None),
    ("half an address is none", {"url": "times.example/bridge"}, "url", None),
    ("nor is a broken one", {"url": "http://["}, "url", None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "changes", "name", "expected"), PROPERTIES, ids=[rule for rule, *_ in PROPERTIES]
)
def test_property(rule: str, changes: dict[str, Any], name: str, expected: Any) -> None:
    assert made(**changes).get(name) == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("newspaper online", {"@type": "NewsArticle"}),
        ("transcript in a section", {"@type": "NewsArticle", "genre": "transcript"}),
        ("page of no outlet", {"@type": "WebPage"}),
        ("post", {"@type": "SocialMediaPosting", "author": ADA}),
        (
            "post by a body",
            {
                "@type": "SocialMediaPosting",
                "author": {"@type": "Organization", "name": "Springfield Police"},
            },
        ),
        ("post that quotes somebody", {"author": {"@type": "Person", "name": "Bo Hill"}}),
        ("speech", {"@type": "CreativeWork", "genre": "speech"}),
        (
            "wire copy",
            {"sourceOrganization": {"@type": "Organization", "name": "Associated Press"}},
        ),
        ("byline of a body", {"author": {"@type": "Organization", "name": "Editorial Board"}}),
        (
            "two bylines",
            {
                "author": [
                    {"@type": "Person", "name": "Jane Q. Doe"},
                    {"@type": "Person", "name": "Bo van der Berg Jr."},
                ]
            },
        ),
    ],
)
def test_the_source(kind: str, expected: dict[str, Any]) -> None:
    work = json.loads(entry(KINDS[kind]))["isBasedOn"]
    assert {name: work.get(name) for name in expected} == expected


def test_an_account_that_nobody_names_is_neither_person_nor_body() -> None:
    work = made(url="https://x.com/ada/status/1", bylines=(), speaker=None)["isBasedOn"]
    assert work["author"] == {"name": "@ada"}


def test_wire_copy_has_no_agency_for_its_author() -> None:
    assert "author" not in made(bylines=("Associated Press",))["isBasedOn"]


@pytest.mark.parametrize(
    "text", ["</script>", "<!-- <script>", "]]>", "&lt;/script&gt;", "a\u2028b\u2029c", '"\\\ud800']
)
def test_no_script_can_be_left(text: str) -> None:
    written = cite([record(text=f"x {text} y", title=text, speaker=text)], "ap", "json-ld")
    assert not set("<>&\u2028\u2029\ud800") & set(written)
    written.encode()
    shown = json.loads(written)["isBasedOn"]["headline"]
    assert shown == text.replace("\u2028", " ").replace("\u2029", " ").replace("\ud800", "\ufffd")


def test_several_are_an_array() -> None:
    both = [record(), record(public_id="abcdefghij")]
    assert [one["identifier"] for one in json.loads(cite(both, "ap", "json-ld"))] == [
        "k3fq7zzabc",
        "abcdefghij",
    ]
    assert isinstance(json.loads(cite(both[:1], "ap", "json-ld")), dict)


# The properties that schema.org gives each type, as far as these go.
_WORK = set(
    "@type text inLanguage url dateCreated publication recordedAt isPartOf headline".split()
)
_WORK |= {"archivedAt", "author", "datePublished", "genre", "publisher", "sourceOrganization"}
_SCHEMA = {
    "Quotation": _WORK | {"@context", "identifier", "creator", "isBasedOn"},
    "Claim": _WORK | {"@context", "identifier", "appearance", "claimInterpreter"},
    "NewsArticle": _WORK | {"articleSection", "printPage"},
    "SocialMediaPosting": _WORK,
    "WebPage": _WORK,
    "CreativeWork": _WORK | {"name"},
    "Person": {"@type", "name", "jobTitle", "description"},
    "Organization": {"@type", "name", "description"},
    "Event": {"@type", "name", "startDate", "location"},
    "PublicationEvent": {"@type", "name", "startDate", "location"},
    "Place": {"@type", "name"},
}


def reads_json_ld(records: Sequence[QuoteRecord], text: str) -> None:
    page = lxml.html.document_fromstring(
        f'<html><head><script type="application/ld+json">{text}</script></head>'
        "<body><p>after</p></body></html>"
    )
    assert [element.tag for element in page.iter()] == ["html", "head", "script", "body", "p"]
    found = json.loads(page.xpath("//script")[0].text)
    for one, read in zip(records, found, strict=True):
        assert read == json.loads(printable(json.dumps(quotation(one), ensure_ascii=False)))
        assert (read["@type"] == "Claim") == (one.kind == "indirect")
        _has_only_known_properties(read)


def _has_only_known_properties(found: Any) -> None:
    assert found
    for each in found if isinstance(found, list) else [found]:
        if isinstance(each, dict):
            assert set(each) <= _SCHEMA[each["@type"]] if "@type" in each else set(each) == {"name"}
            for value in each.values():
                _has_only_known_properties(value)
