"""Which words a link names: tables of articles, their quotes in {braces}.

That browsers find them is tried in test_citing_browser.py.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import accumulate, starmap
from typing import Any
from urllib.parse import unquote

import pytest
from citing_records import HOSTILE, record
from hypothesis import given
from hypothesis import strategies as st

from quotes.citing.deep_link import deep_link, directives
from quotes.models import QuoteRecord, Span

RFC_3986 = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*")
DIRECTIVE = re.compile(r"text=(?:([^-&,]+)-,)?([^-&,]+)(?:,([^-&,]+))?(?:,-([^-&,]+))?")


def quoted(printed: str, **changes: Any) -> QuoteRecord:
    """The record of a quote in an article whose whole text is known, from {braces} in it."""
    outside = re.split(r"[{}]", printed)
    ends = list(accumulate(map(len, outside)))
    segments = tuple(starmap(Span, zip(ends[::2], ends[1::2], strict=False)))
    text = " ".join(outside[1::2])
    whole = "".join(outside)
    found = {"title": None, "text": text, "segments": segments, "full_text": whole}
    return record(**{**found, **changes})


def in_part(printed: str) -> QuoteRecord:
    """The same where nothing is known of the article but this."""
    one = quoted(printed)
    segments = tuple(Span(span.start + 40, span.end + 40) for span in one.segments)
    context = one.full_text or ""
    return replace(one, context=context, context_start=40, segments=segments, full_text=None)


def terms(one: QuoteRecord) -> list[str]:
    """The directives, decoded: "prefix-,start,end,-suffix"."""
    return [unquote(each.removeprefix("text=")) for each in directives(one)]


FILLING = "The council met on Tuesday in a hall beside the river. Few came to hear it."
LONG = " ".join(f"We will mend pier {n}, then the road {n} miles on." for n in range(1, 12))
CLAUSES = "我们会重建这座大桥，让所有的市民过河，也会修路造船，" + "先是这一条，再是那一条，" * 12
ONE, TWO, THREE = (
    "We will mend the old pier.",
    "It will cost us dearly.",
    "Nobody will drown there.",
)

WHOLE = {
    "a sentence is named by its words, without its marks and its last stop": (
        "She said: “{We will mend the old pier.}” Few came.",
        ["We will mend the old pier"],
    ),
    "the comma before an attribution is left out": (
        "“{We will mend the old pier,}” she said.",
        ["We will mend the old pier"],
    ),
    "what the reporter says between two segments is not highlighted": (
        "“{We will mend the old pier,}” she said, “{if it ever stops raining here.}”",
        ["We will mend the old pier", "if it ever stops raining here"],
    ),
    "up to three words have others beside them": (
        "It was a terrible night. “{We drowned nearly,}” she said, of the flood.",
        ["We drowned nearly,-,” she"],
    ),
    "few characters have, too": (
        "It was a bad day. “{We go on as is,}” she said of it.",
        ["We go on as is,-,” she"],
    ),
    "words before serve where none are behind": (
        "Asked again that night, the mayor said: “{No.}”",
        ["the mayor said: “-,No,-.”"],
    ),
    "a word that is a paragraph has its marks": (f"{FILLING}\n“{{No.}}”\n{FILLING}", ["“-,No,-.”"]),
    "words that stand elsewhere have others beside them": (
        f"{ONE} So it says on a sign.\n“{{{ONE}}}” the mayor said. {FILLING}",
        ["We will mend the old pier,-.” the"],
    ),
    "even where they come first": (
        f"“{{{ONE}}}” the mayor said. {FILLING}\n{ONE} So it says on a sign.",
        ["We will mend the old pier,-.” the"],
    ),
    "in other letters, other accents and other marks they are the same": (
        "WE’LL MEND THE OLD CAFE\nThey said: “{We'll mend the old café.}” Fine.",
        ["We'll mend the old café,-.” Fine"],
    ),
    "a word is not a part of another": (
        "Somewhen mending the old pier began.\n“{When mending the old pier}” is over, she left.",
        ["When mending the old pier"],
    ),
    "with both neighbours the same, it takes both sides": (
        f"So “{ONE}” he said.\nNo: “{ONE}” she said.\nSo “{{{ONE}}}” she said.",
        ["So “-,We will mend the old pier,-.” she"],
    ),
    "a whole paragraph that stands twice is told by the one above": (
        f"“{ONE}”\n{FILLING}\n“{{{ONE}}}”\nShe left.",
        ["it.-,“We will mend the old pier,-.”"],
    ),
    "long words are named by their first and last ones": (
        f"“{{{LONG}}}” she said.",
        ["We will mend pier 1, then,the road 11 miles on"],
    ),
    "each of them ever longer until it stands alone": (
        f"“{{{LONG}}}” she said. We will mend pier 1, then stop. Shut is the road 11 miles on.",
        ["We will mend pier 1, then the,then the road 11 miles on"],
    ),
    "words in two paragraphs are named by their ends in each": (
        f"“{{{ONE}\n{TWO}}}” she said.",
        ["We will mend the old,It will cost us dearly"],
    ),
    "segments between which are marks alone have one directive": (
        f"“{{{ONE}}}\n\n“{{{TWO}}}\n\n“{{{THREE}}}” she said. “{{We hope so too.}}”",
        ["We will mend the old,Nobody will drown there", "said. “-,We hope so too"],
    ),
    "a short end has others beside it": (
        f"She said: “{{No.}}\n“{{{TWO}}}\n“{{Never.}}” They all clapped at that.",
        ["She said: “-,No,Never,-.” They all clapped"],
    ),
    "lines of a text with empty ones between paragraphs are wrapped": (
        "A pier\n\nShe said: “{We will mend\nthe old pier.}” Few\ncame to hear it.",
        ["We will mend the old pier"],
    ),
    "lines that are not full are paragraphs": (
        f"{FILLING}\n\nShe said: “{{We will mend\nthe old pier now.}}”\nFew came.",
        ["She said: “-,We will mend,the old pier now,-.”"],
    ),
    "hyphens, ampersands, commas and figures stay": (
        "“{A 50% off-year, R&D at $5-6m — that’s 1,000.5 — we’ve had}” she said.",
        ["A 50% off-year, R&D at $5-6m — that’s 1,000.5 — we’ve had"],
    ),
    "a paraphrase is led to as well": (
        "The mayor said {the old pier would be mended by May}, and left.",
        ["the old pier would be mended by May"],
    ),
    "French spaces are part of the words beside them": (
        "Elle a dit : «\xa0{Nous allons réparer le vieux pont}\xa0» hier, et puis plus rien.",
        ["« Nous allons réparer le vieux pont »"],
    ),
    "Chinese ends where its marks are": (
        "市长说：“{我们会重建这座大桥，让所有的市民在明年春天都能够过河。}”",
        ["我们会重建这座大桥，让所有的市民在明年春天都能够过河"],
    ),
    "a long Chinese quote is named by its clauses": (
        f"市长说：“{{{CLAUSES}一定会做到，而且很快，相信我吧。}}”",
        [
            "我们会重建这座大桥，让所有的市民过河，也会修路造船,再是那一条，一定会做到，而且很快，相信我吧"
        ],
    ),
    "what is invisible is left out, joiners of letters are not": (
        "“{We\u200b will mend the \u202eold pi\xader می‌خواهم}” she said.",
        ["We will mend the old pier می‌خواهم"],
    ),
    "unbreakable spaces are spaces, others collapse": (
        "“{We \t will\xa0mend the\r\n old pier}” she said.\n\nNo.",
        ["We will mend the old pier"],
    ),
    "a quote without a word has no link": ("She said: “{...}” and left.", []),
}


@pytest.mark.parametrize(("printed", "expected"), WHOLE.values(), ids=WHOLE.keys())
def test_words(printed: str, expected: list[str]) -> None:
    assert terms(quoted(printed)) == expected


IN_PART = {
    "eight words are taken to stand alone": (
        "“{We will mend the old pier by May,}” she said.",
        ["We will mend the old pier by May"],
    ),
    "fewer have others beside them": (
        "Then the mayor rose. “{We will mend the old pier,}” she said.",
        ["We will mend the old pier,-,” she said"],
    ),
    "as many as the context has": (
        "“{Mend the old pier,}” she said.",
        ["“-,Mend the old pier,-,” she said"],
    ),
    "each end of long words is as long": (
        f"“{{{LONG}}}” she said.",
        ["We will mend pier 1, then the road,pier 11, then the road 11 miles on"],
    ),
}


@pytest.mark.parametrize(("printed", "expected"), IN_PART.values(), ids=IN_PART.keys())
def test_words_of_an_article_that_is_not_there(printed: str, expected: list[str]) -> None:
    assert terms(in_part(printed)) == expected


def test_words_in_the_headline_have_others_beside_them() -> None:
    one = quoted(f"“{{{ONE}}}” the mayor said. {FILLING}")
    assert terms(one) == ["We will mend the old pier"]
    assert terms(replace(one, title=f"‘{ONE}’")) == ["We will mend the old pier,-.” the"]


def test_a_prefix_is_not_taken_from_the_headline() -> None:
    one = quoted(f"“{{{ONE}}}”\n{FILLING}\n“{ONE}”", title="A pier and its end")
    assert terms(one) == ["“-,We will mend the old pier,-.”"]


ADDRESSES = {
    "plain": ("https://t.example/a", "https://t.example/a#:~:text="),
    "with a query": ("https://t.example/?a=1&b=-", "https://t.example/?a=1&b=-#:~:text="),
    "with an identifier": ("https://t.example/#story", "https://t.example/#story:~:text="),
    "with nothing behind the #": ("https://t.example/#", "https://t.example/#:~:text="),
    "with a directive": ("https://t.example/#:~:text=old", "https://t.example/#:~:text="),
    "with both": ("https://t.example/#s:~:text=a&b#c", "https://t.example/#s:~:text="),
    "with what is none": ("https://t.example/:~:text=a", "https://t.example/:~:text=a#:~:text="),
    "not in ASCII": ("https://t.example/é", "https://t.example/%C3%A9#:~:text="),
}


@pytest.mark.parametrize(("url", "expected"), ADDRESSES.values(), ids=ADDRESSES.keys())
def test_addresses(url: str, expected: str) -> None:
    one = quoted(f"“{{{ONE}}}” she said.", url=url)
    assert deep_link(one) == f"{expected}We%20will%20mend%20the%20old%20pier"
    is_old = ":~:" in url.partition("#")[2]
    assert is_old or deep_link(replace(one, text="Nowhere!", segments=())) in (
        deep_link(one).partition("#:~:")[0],  # type: ignore[union-attr]
        url,
    )


@pytest.mark.parametrize("url", [None, "", " ", "javascript:alert(1)", "urn:isbn:1"])
def test_without_an_address_there_is_no_link(url: str | None) -> None:
    assert deep_link(quoted(f"“{{{ONE}}}” she said.", url=url)) is None


def test_an_old_directive_goes_even_where_the_words_are_not_known() -> None:
    one = quoted("Nothing {was} said.", text="Another thing", url="https://t.example/#:~:text=a")
    assert deep_link(one) == "https://t.example/"


CORRECTED = {
    "words that people put in the place of others are looked for": (
        quoted(f"{FILLING} “{{We will mend}} the old pier,” she said.", text=ONE),
        ["We will mend the old pier"],
    ),
    "from the quote's context on": (
        quoted(
            f"{ONE}\n{FILLING}\n“{{We will}} mend the old pier,” she said.",
            text=ONE,
            context_start=len(f"{ONE}\n{FILLING}\n"),
        ),
        ["We will mend the old pier,-,” she"],
    ),
    "else before it": (
        quoted(f"“{ONE}” she said.\n{FILLING}\n{{He}} left.", text=ONE, context_start=95),
        ["We will mend the old pier"],
    ),
    "and not in the headline": (quoted("Few {came} to hear it.", title=ONE, text=ONE), []),
    "paragraph by paragraph": (
        quoted(f"“{ONE}” {{she}} said.", text=f"{THREE}\n{ONE}"),
        ["We will mend the old pier"],
    ),
    "without the letters of the article there is no directive": (
        quoted("“{We will mend the old pier,}” she said.", text="They would mend the pier."),
        [],
    ),
    "words that were left out, with as many characters in their place, are in the article": (
        quoted(
            "“{We will mend the old pier now,}” she said.", text="We will […] pier now,".rjust(30)
        ),
        ["We will mend the old pier now"],
    ),
    "without a place the words are looked for": (
        quoted(f"“{ONE}” she said.", text=ONE),
        ["We will mend the old pier"],
    ),
    "places that the article does not have are none": (
        quoted(f"“{ONE}” she said.", text=ONE, segments=(Span(2, 500),)),
        ["We will mend the old pier"],
    ),
}


@pytest.mark.parametrize(("one", "expected"), CORRECTED.values(), ids=CORRECTED.keys())
def test_what_people_corrected(one: QuoteRecord, expected: list[str]) -> None:
    assert terms(one) == expected


HUGE = {
    "words": "We go on " * 120_000,
    "one word": "w" * 1_000_000,
    "one word, apostrophes in it": "w'" * 500_000,
    "figures": "1.000," * 160_000,
    "Chinese": "橋" * 300_000,
    "lines": "a\n" * 300_000,
    "marks": "“" * 1_000_000,
    "blanks": f"a{' ' * 1_000_000}b",
    "what is invisible": "a\u200b" * 500_000,
    "accents": "e\u0301" * 300_000,
    "unpaired surrogates": "\ud800" * 500_000,
    "guillemets": "«\u202f" * 400_000,
}


@pytest.mark.parametrize("text", HUGE.values(), ids=HUGE.keys())
def test_links_to_a_megabyte_are_short(text: str) -> None:
    link = deep_link(quoted(f"{{{text}}}", title=text[:500]))
    assert link
    assert len(link) < 2_100
    assert RFC_3986.fullmatch(link)


def test_a_link_has_so_many_directives() -> None:
    said = " ".join(f"“{{We will mend pier number {n},}}” she said." for n in range(100))
    assert len(terms(quoted(said))) == 8


_WORDS = st.sampled_from(
    "we will mend the old pier no. U.S. 1,000.5 don’t it's café CAFE «\xa0oui\xa0» 橋は五月に 再び"
    " مرة می‌خواهم 🎉 👩‍👩‍👧 a-b R&D 50% “good” (so) — \u200f \xad \x07 \ufffd \ud800 e\u0301".split(
        " "
    )
)
_TEXTS = st.lists(
    st.tuples(_WORDS | HOSTILE, st.sampled_from((" ", " ", " ", "\n", "\xa0", "\u202f", ", "))),
    max_size=60,
).map(lambda parts: "".join(word + gap for word, gap in parts))


@st.composite
def placed(draw: st.DrawFn) -> QuoteRecord:
    """Quotes of articles of few words, so that much stands twice."""
    text = draw(_TEXTS)
    ends = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True)))
    spans = tuple(starmap(Span, zip(ends[::2], ends[1::2], strict=False)))
    said = " ".join(text[span.start : span.end] for span in spans)
    known = draw(st.sampled_from(("full_text", "context")))
    return record(title=draw(st.none() | _TEXTS), text=said, segments=spans, **{known: text})


@st.composite
def records(draw: st.DrawFn) -> QuoteRecord:
    """The same, and others whose words or places are not those of the article."""
    one = draw(placed())
    one = replace(one, context_start=draw(st.integers(0, 99)))
    return replace(one, text=draw(st.just(one.text) | _TEXTS))


@given(records())
def test_links_hold_what_the_syntax_allows(one: QuoteRecord) -> None:
    link = deep_link(one)
    assert link is not None
    assert RFC_3986.fullmatch(link)
    _, _, fragment = link.partition(":~:")
    assert all(DIRECTIVE.fullmatch(each) for each in fragment.split("&") if each)


@given(records())
def test_terms_stand_in_the_text_as_the_link_says(one: QuoteRecord) -> None:
    whole = one.full_text if one.full_text is not None else one.context or one.text
    has_empty_lines = re.search(r"\n\s*\n", whole.strip())  # then others may be wrapped
    paragraphs = [_plain(each) for each in ([whole] if has_empty_lines else whole.split("\n"))]
    for each in directives(one):
        found = DIRECTIVE.fullmatch(each)
        assert found
        prefix, start, end, suffix = (unquote(term or "") for term in found.groups())
        assert start.strip()
        for term in (prefix, start, end, suffix):
            assert any(term in paragraph for paragraph in paragraphs)
        order = rf"{re.escape(prefix)}\s*{re.escape(start)}"
        order += f".*{re.escape(end)}" if end else ""
        assert re.search(rf"{order}\s*{re.escape(suffix)}", _plain(whole), re.DOTALL)


@given(placed())
def test_what_is_highlighted_is_the_segments(one: QuoteRecord) -> None:
    whole = one.full_text or one.context
    inside = _plain(whole[one.segments[0].start : one.segments[-1].end]) if one.segments else ""
    for each in directives(one):
        found = DIRECTIVE.fullmatch(each)
        assert found
        _, start, end, _ = (unquote(term or "") for term in found.groups())
        for term in (start, end):
            # A mark beside a word is part of its term in French, and where a paragraph begins.
            assert re.sub(r"^\W+|\W+$", "", term) in inside


def _plain(text: str) -> str:
    """A text as terms have it."""
    seen = re.sub(
        "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f]", "", text
    )
    seen = re.sub("[\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]", "", seen)
    seen = re.sub("[\ud800-\udfff]", "\ufffd", seen)
    return re.sub(r"[ \t\n\r\f]+", " ", seen).replace("\xa0", " ")
