"""What may be asked of a citation for people: one line of it, links, omissions, HTML."""

from __future__ import annotations

from typing import Any

import lxml.html
import pytest
from citing_records import RECORDS, record
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.citing import STYLES, citations, cite
from quotes.citing.deep_link import deep_link
from quotes.errors import InputError

ARCHIVE = "https://web.archive.org/web/20240306120000/https://times.example/bridge"
LINK = deep_link(record()) or ""


def test_text_ends_with_the_links() -> None:
    assert cite([record(archive_url=ARCHIVE)]).split("\n")[1:] == [LINK, f"Archived: {ARCHIVE}"]


def test_markdown_ends_with_the_links() -> None:
    lines = cite([record(archive_url=ARCHIVE)], "ap", "markdown").split("\\\n")
    assert lines[1:] == [f"[The words in their source](<{LINK}>)", f"[Archived copy](<{ARCHIVE}>)"]


@pytest.mark.parametrize("archive_url", [None, "", "web.archive.org", "javascript:alert(1)"])
def test_what_leads_nowhere_is_no_link(archive_url: str | None) -> None:
    cited = cite([record(url=None, archive_url=archive_url)])
    assert cited == cite([record(url=None)], links=False)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("format", ["text", "markdown", "html"])
def test_one_part_alone(style: str, format: str) -> None:
    quote = cite([record()], style, format, only="quote", links=False)
    article = cite([record()], style, format, only="article", links=False)
    assert "Moreno" in quote
    assert "Moreno" not in article
    assert "Mayor vows to fix bridge" in article


# Omissions


@pytest.mark.parametrize(
    ("text", "omit", "expected"),
    [
        ("We, of course, will rebuild", [", of course,"], "We […] will rebuild"),
        ("We will of course rebuild", ["of course"], "We will […] rebuild"),
        ("We will of course rebuild", [" of course "], "We will […] rebuild"),
        ("We will rebuild, of course", [", of course"], "We will rebuild […]"),
        ("We will rebuild. Nobody will pay.", ["We will rebuild. "], "[…] Nobody will pay"),
        ("We will (of course) rebuild", ["(of course)"], "We will […] rebuild"),
        ("So it was, so it is, so be it", ["so it is, ", "So it was, "], "[…] […] so be it"),
    ],
)
def test_omission(text: str, omit: list[str], expected: str) -> None:
    cited = cite([record(text=text)], "apa", omit=omit, links=False, only="quote")
    assert cited == f"“{expected}” (Moreno, as cited in Doe, 2024)."


def test_an_omission_keeps_the_parts_of_a_broken_quote() -> None:
    broken = record(printed="“{We will, of course, rebuild,}” she said. “{It opens in May.}”")
    assert cite([broken], omit=[", of course,"], links=False) == (
        "“We will […] rebuild,” Ada Moreno said, according to The Springfield Times."
        " “It opens in May.”"
    )


def test_an_omission_leaves_the_link_alone() -> None:
    cited = cite([record()], omit=["will rebuild"])
    assert cited.endswith(LINK)


@pytest.mark.parametrize("omit", ["will demolish", "we will", "the", "     ", ""])
def test_an_omission_of_what_is_not_there_is_refused(omit: str) -> None:
    with pytest.raises(InputError, match=r"^k3fq7zzabc has no words '.*' to leave out: name at"):
        cite([record()], omit=[omit])


@pytest.mark.parametrize("format", ["ris", "annotation", "wikipedia"])
def test_formats_for_programs_leave_nothing_out(format: str) -> None:
    with pytest.raises(InputError, match="left out in text, markdown, html only, not in "):
        cite([record()], "ap", format, omit=["will rebuild"])


@given(RECORDS, st.sampled_from(STYLES))
@settings(max_examples=150, deadline=None)
def test_nothing_is_omitted_unless_it_is_asked_for(one: Any, style: str) -> None:
    assert cite([one], style).count("[…]") == 0


# HTML


def test_html_has_the_words_in_a_blockquote() -> None:
    quote = record(text="We will rebuild. Nobody pays.\nIt opens in May.", archive_url=ARCHIVE)
    figure = lxml.html.fragment_fromstring(cite([quote], "chicago", "html"))
    block, caption = figure
    assert (figure.tag, block.tag, caption.tag) == ("figure", "blockquote", "figcaption")
    assert block.get("cite").startswith("https://times.example/bridge#:~:text=")
    paragraphs = [paragraph.text_content() for paragraph in block]
    assert paragraphs == ["We will rebuild. Nobody pays.", "It opens in May."]
    assert caption.text_content().startswith("Ada Moreno, quoted in Jane Q. Doe, “Mayor vows")
    assert [element.text for element in caption.iter("i")] == ["Springfield Times"] * 2
    assert [link.get("href") for link in caption.iter("a")][-1] == ARCHIVE


@pytest.mark.parametrize("style", STYLES)
def test_html_credits_the_speaker_in_every_style(style: str) -> None:
    figure = lxml.html.fragment_fromstring(cite([record()], style, "html"))
    assert "Moreno" in figure[1].text_content()


@pytest.mark.parametrize("style", STYLES)
def test_html_has_no_blockquote_of_a_paraphrase(style: str) -> None:
    paraphrase = record(kind="indirect", text="the bridge would open in May")
    assert lxml.html.fragment_fromstring(cite([paraphrase], style, "html")).tag == "p"


@given(RECORDS, st.sampled_from(STYLES))
@settings(max_examples=200, deadline=None)
def test_html_is_no_more_than_its_own_elements(one: Any, style: str) -> None:
    page = lxml.html.document_fromstring(f"<body>{cite([one], style, 'html')}</body>")
    known = {"html", "body", "figure", "blockquote", "figcaption", "p", "i", "a", "br"}
    assert {element.tag for element in page.iter()} <= known
    attributes = {name for element in page.iter() for name in element.attrib}
    assert attributes <= {"cite", "href"}
    for link in page.iter("a"):
        assert link.get("href").lower().startswith(("http:", "https:", "ftp:"))


# Many


def test_citations_are_made_as_they_are_asked_for() -> None:
    asked = []

    def records() -> Any:
        for number in range(3):
            asked.append(number)
            yield record(text=f"Number {number} is here,")

    pieces = citations(records())
    assert next(pieces).startswith("“Number 0 is here,” Ada Moreno said")
    assert asked == [0]
    assert [piece[:11] for piece in pieces] == ["\n“Number 1 ", "\n“Number 2 "]
