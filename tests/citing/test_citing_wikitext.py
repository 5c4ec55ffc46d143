"""Wikitext: templates of Citation Style 1, lines for Wikiquote, and nothing that is markup."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import Any

import mwparserfromhell
import pytest
from citing_records import BASE, NO_SOURCE, record
from kinds_of_source import KINDS
from mwparserfromhell.nodes import Comment, ExternalLink, HTMLEntity, Tag, Template, Text

from quotes.citing.deep_link import deep_link
from quotes.citing.punctuation import end
from quotes.citing.source import source
from quotes.citing.wikitext import cite_news, wikiquote
from quotes.citing.wording import headline, words
from quotes.models import QuoteRecord

LINK = deep_link(BASE)
UNTITLED = deep_link(record(title=None))
ARCHIVED = "https://web.archive.org/web/20240306101112/https://times.example/bridge"
QUOTE = "|quote=We will rebuild the bridge.}}"
HEAD = "{{cite news |last=Doe |first=Jane Q. |date=March 5, 2024 |title=Mayor vows to fix bridge"
WORK = "|work=The Springfield Times"

# The rule of the template's documentation, the change to BASE, and the template.
TEMPLATES: list[tuple[str, dict[str, Any], str]] = [
    ("an article", {}, f"{HEAD} |url={LINK} {WORK} {QUOTE}"),
    ("no byline is said to be none", {"bylines": ()},
     ("{{cite news |author=<!-- not stated --> |date=March 5, 2024 |title=Mayor vows to fix bridge"
     f" |url={LINK} {WORK} {QUOTE}")),
    ("several authors have numbers", {"bylines": ("Jane Q. Doe", "Bo van der Berg Jr.", "Staff")},
     ("{{cite news |last1=Doe |first1=Jane Q. |last2=van der Berg |first2=Bo Jr. |author3=Staff"
     f" |date=March 5, 2024 |title=Mayor vows to fix bridge |url={LINK} {WORK} {QUOTE}")),
    ("wire copy has an agency", {"bylines": ("Associated Press",)},
     (f"{{{{cite news |date=March 5, 2024 |title=Mayor vows to fix bridge |url={LINK} {WORK}"
     f" |agency=Associated Press {QUOTE}")),
    ("and its reporter", {"bylines": ("Jane Q. Doe, Associated Press",)},
     f"{HEAD} |url={LINK} {WORK} |agency=Associated Press {QUOTE}"),
    ("dates are written one way", {"published": "2024-03", "accessed": "2026-11-02"},
     ("{{cite news |last=Doe |first=Jane Q. |date=March 2024 |title=Mayor vows to fix bridge"
     f" |url={LINK} {WORK} |access-date=November 2, 2026 {QUOTE}")),
    ("an archived copy wants all three of its parameters",
     {"archive_url": ARCHIVED, "accessed": "2026-11-22"},
     (f"{HEAD} |url={LINK} {WORK} |url-status=live |archive-url={ARCHIVED}"
     f" |archive-date=March 6, 2024 |access-date=November 22, 2026 {QUOTE}")),
    ("a copy that does not tell when is left out", {"archive_url": "https://arc.example/x"},
     f"{HEAD} |url={LINK} {WORK} {QUOTE}"),
    ("a copy is the address where there is no other", {"url": None, "archive_url": ARCHIVED},
     f"{HEAD} |url={ARCHIVED} {WORK} {QUOTE}"),
    ("reading wants an address and a day", {"url": None, "accessed": "2026-11-22"},
     f"{HEAD} {WORK} {QUOTE}"),
    ("a page", {"page": "A1", "url": None}, f"{HEAD} {WORK} |page=A1 {QUOTE}"),
    ("pages", {"page": "A1, A4", "url": None}, f"{HEAD} {WORK} |pages=A1, A4 {QUOTE}"),
    ("a language", {"language": "fr-CA"}, f"{HEAD} |url={LINK} {WORK} |language=fr-CA {QUOTE}"),
    ("not if it is English", {"language": "en_US"}, f"{HEAD} |url={LINK} {WORK} {QUOTE}"),
    ("a title there must be", {"title": None, "url": None},
     ("{{cite news |last=Doe |first=Jane Q. |date=March 5, 2024 |title=&#91;Untitled&#93;"
     f" {WORK} {QUOTE}")),
    ("a page of no outlet", {"outlet": None},
     ("{{cite web |last=Doe |first=Jane Q. |date=March 5, 2024 |title=Mayor vows to fix bridge"
     f" |url={LINK} {QUOTE}")),
    ("a transcript", {"section": "Transcripts"},
     f"{HEAD} |url={LINK} {WORK} |type=Transcript {QUOTE}"),
    ("half an address is none", {"url": "times.example/bridge"}, f"{HEAD} {WORK} {QUOTE}"),
    ("nothing but the words", {**NO_SOURCE, "speaker": None},
     f"{{{{cite news |author=<!-- not stated --> |title=&#91;Untitled&#93; {QUOTE}"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "changes", "expected"), TEMPLATES, ids=[rule for rule, _, _ in TEMPLATES]
)
def test_template(rule: str, changes: dict[str, Any], expected: str) -> None:
    assert cite_news(record(**changes)) == expected


def test_post() -> None:
    assert cite_news(KINDS["post"]) == (
        "{{cite web |last=Moreno |first=Ada |date=March 5, 2024 |title=We will rebuild the bridge"
        f" |url={deep_link(KINDS['post'])} |website=X {QUOTE}"
    )


def test_speech() -> None:
    held = record(
        title="Remarks by Mayor Moreno",
        outlet="City of Springfield",
        bylines=(),
        url=None,
        venue="council meeting",
        venue_place="Springfield",
        date="2024-03-04",
        page="3",
    )
    assert cite_news(held) == (
        "{{cite speech |last=Moreno |first=Ada |date=March 4, 2024 |title=Remarks by Mayor Moreno"
        f" |event=council meeting |location=Springfield |publisher=City of Springfield {QUOTE}"
    )


@pytest.mark.parametrize(
    ("changes", "quote"),
    [
        ({"text": "Who?"}, "Who?"),
        ({"text": "No"}, "No."),
        ({"text": 'They said "never"'}, "They said ‘never.’"),
        ({"text": "One.\nTwo."}, "One. Two."),
        ({"kind": "mixed", "text": "bold,"}, "bold."),
        ({"kind": "mixed", "printed": "“{bold}” and “{new}”"}, "bold ... new."),
        ({"kind": "indirect", "text": "it would open in May"}, "it would open in May."),
        ({"text": "}} {{b}} | ''c"}, "&#125;&#125; &#123;&#123;b&#125;&#125; {{!}} &#39;&#39;c."),
    ],
)
def test_quote_has_no_outer_marks_and_a_point(changes: dict[str, Any], quote: str) -> None:
    assert cite_news(record(**changes)).endswith(f" |quote={quote}}}}}")


# What MediaWiki would do with a title, and how it is written.
HARMLESS = [
    ("begin a parameter", "a|b", "a{{!}}b"),
    ("end the template", "a}} b", "a&#125;&#125; b"),
    ("begin a template", "{{subst:x}}", "&#123;&#123;subst&#58;x&#125;&#125;"),
    ("take an argument", "{{{1}}}", "&#123;&#123;&#123;1&#125;&#125;&#125;"),
    ("link", "[[File:a.png]]", "&#91;&#91;File&#58;a.png&#93;&#93;"),
    ("link outside", "[//a.example b]", "&#91;//a.example b&#93;"),
    ("link by itself", "see https://a.example", "see https&#58;//a.example"),
    ("hide a comment", "<!-- a -->", "&#60;!-- a --&#62;"),
    ("begin a reference", "<ref>a</ref>", "&#60;ref&#62;a&#60;/ref&#62;"),
    ("stop reading", "<nowiki>a", "&#60;nowiki&#62;a"),
    ("sign", "~~~~", "&#126;&#126;&#126;&#126;"),
    ("one tilde is nothing", "a~b", "a~b"),
    ("bold", "'''a'''", "&#39;&#39;&#39;a&#39;&#39;&#39;"),
    ("an apostrophe is nothing", "it's", "it's"),
    ("but at an end it may meet others", "the builders'", "the builders&#39;"),
    ("switch", "__NOTOC__", "&#95;&#95;NOTOC&#95;&#95;"),
    ("list", "*a", "&#42;a"),
    ("number", "#REDIRECT", "&#35;REDIRECT"),
    ("indent", ":a", "&#58;a"),
    ("define", ";a", "&#59;a"),
    ("convert", "-{zh}-", "-&#123;zh&#125;-"),
    ("a reference of a character", "a&lt;b &#91;", "a&#38;lt;b &#38;#91;"),
    ("an ampersand is nothing", "A & B", "A & B"),
    ("an equals sign is nothing", "a=b", "a=b"),
    ("an hour is nothing", "at 10:30: now", "at 10:30: now"),
    ("a new line", "a\n*b", "a *b"),
    ("take as it is", "((a))", "&#40;(a&#41;)"),
    ("a mark that nobody sees", "a\xadb", "ab"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "title", "written"), HARMLESS, ids=[w for w, _, _ in HARMLESS])
def test_markup_is_text(what: str, title: str, written: str) -> None:
    assert f" |title={written} |" in cite_news(record(title=title))


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://a.example/b|c[d]", "https://a.example/b%7Cc%5Bd%5D"),
        ("https://a.example/~~~~", "https://a.example/%7E%7E%7E%7E"),
        ("https://a.example/~b", "https://a.example/~b"),
        ("https://a.example/''b''", "https://a.example/%27%27b%27%27"),
        ("https://a.example/{{b}}", "https://a.example/%7B%7Bb%7D%7D"),
        ("https://a.example/?b=1&lt;=2", "https://a.example/?b=1&amp;lt;=2"),
        ("https://a.example/?b=1&c=2", "https://a.example/?b=1&c=2"),
    ],
)
def test_address(url: str, written: str) -> None:
    assert f" |url={written}#:~:text=" in cite_news(record(url=url))


SOURCE = f"[{LINK} \"Mayor vows to fix bridge\"] by Jane Q. Doe, ''The Springfield Times''"
WIKIQUOTE: list[tuple[str, dict[str, Any], str]] = [
    ("who, where, when and in what",
     {"role": "Mayor", "venue": "rally in Ohio", "date": "2024-03-04"},
     ("* We will rebuild the bridge.\n"
     f"** Ada Moreno (Mayor), rally in Ohio (March 4, 2024), as quoted in {SOURCE}"
     " (March 5, 2024)")),
    ("a paraphrase is called one", {"kind": "indirect"},
     ("* We will rebuild the bridge.\n"
     f"** Ada Moreno, as paraphrased in {SOURCE} (March 5, 2024)")),
    ("nobody is named", {"speaker": None},
     f"* We will rebuild the bridge.\n** as quoted in {SOURCE} (March 5, 2024)"),
    ("joint speakers", {"speaker": "Ada Moreno and Bo Hill", "role": "Mayor; the sheriff",
     "url": None, "title": None, "bylines": ()},
     ("* We will rebuild the bridge.\n** Ada Moreno (Mayor) and Bo Hill (the sheriff), as quoted in"
     " ''The Springfield Times'' (March 5, 2024)")),
    ("paragraphs are one item", {**NO_SOURCE, "text": "One.\nTwo."},
     "* One.<br />Two.\n** Ada Moreno"),
    ("partial words have marks", {**NO_SOURCE, "kind": "mixed", "text": "bold,"},
     "* “bold”\n** Ada Moreno"),
    ("no title", {"title": None, "bylines": (), "outlet": None, "published": None},
     f"* We will rebuild the bridge.\n** Ada Moreno, as quoted in [{UNTITLED} source]"),
    ("nothing but the words", {**NO_SOURCE, "speaker": None}, "* We will rebuild the bridge."),
    ("no words are markup", {**NO_SOURCE, "speaker": "''x''", "text": "[[a]] {{b}}"},
     "* &#91;&#91;a&#93;&#93; &#123;&#123;b&#125;&#125;.\n** &#39;&#39;x&#39;&#39;"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "changes", "expected"), WIKIQUOTE, ids=[rule for rule, _, _ in WIKIQUOTE]
)
def test_wikiquote(rule: str, changes: dict[str, Any], expected: str) -> None:
    assert wikiquote(record(**changes)) == expected


def test_wikiquote_of_ones_own_post() -> None:
    assert wikiquote(KINDS["post"]) == (
        f"* We will rebuild the bridge.\n** Ada Moreno, [{deep_link(KINDS['post'])} post], ''X''"
        " (March 5, 2024)"
    )


def shown(wikitext: Any) -> str:
    """What a reader sees of text without links and tags."""
    text = str(wikitext).replace("{{!}}", "|")
    return re.sub(r"&#?\w+;", lambda found: html.unescape(found[0]), text)


def seen(text: str) -> str:
    """The text without the soft hyphens that the templates do not take."""
    return text.replace("\xad", "").strip()


def _is_plain(code: Any) -> bool:
    """Whether there is nothing but characters and references to them."""
    return all(
        isinstance(node, Text | HTMLEntity) or (isinstance(node, Template) and node.name == "!")
        for node in code.nodes
    )


def reads_wikipedia(records: Sequence[QuoteRecord], text: str) -> None:
    for one, line in zip(records, text.rstrip("\n").split("\n"), strict=True):
        [template] = mwparserfromhell.parse(line).nodes
        assert isinstance(template, Template)
        given = {str(each.name): each.value for each in template.params}
        assert len(given) == len(template.params)
        links = {name for name in given if name in ("url", "archive-url")}
        for name in set(given) - links:
            assert _is_plain(given[name]) or isinstance(given[name].nodes[0], Comment)
        for name in links:
            assert not re.search(r"[\[\]{}|'<>\s]|~~~", given[name].strip())
            assert [type(node) for node in mwparserfromhell.parse(given[name].lower()).nodes] in (
                [ExternalLink],
                [ExternalLink, Text],
            )
        title = seen(headline(one, source(one)) or "") or "[Untitled]"
        assert shown(given["title"]).strip() == title
        assert {"archive-url", "archive-date", "url-status"} <= set(given) or not (
            {"archive-url", "archive-date", "url-status"} & set(given)
        )
        assert "url" in given or not {"archive-url", "access-date"} & set(given)
        quote = re.sub('[“”‘’"\xad]', "", shown(given["quote"]))
        assert re.findall(r"\w", quote) == re.findall(r"\w", words(one))


def reads_wikiquote(records: Sequence[QuoteRecord], text: str) -> None:
    lines = text.rstrip("\n").split("\n")
    for one in records:
        said, credit = lines.pop(0), ""
        if lines and lines[0].startswith("** "):
            credit = lines.pop(0)
        for line, tags in ((said, {"li", "br"}), (credit, {"li", "i"})):
            code = mwparserfromhell.parse(line)
            links = code.filter_external_links()
            assert len(links) <= (line == credit)
            assert not code.filter_wikilinks()
            assert {str(tag.tag) for tag in code.filter_tags()} <= tags
            kinds = (Text, HTMLEntity, Tag, ExternalLink, Template)
            assert all(isinstance(node, kinds) for node in code.nodes)
            assert {str(each.name) for each in code.filter_templates()} <= {"!"}
        if one.kind != "mixed":
            expected = end(words(one), ".").split("\n")
            assert list(map(shown, said[2:].split("<br />"))) == list(map(seen, expected))
    assert lines == []
