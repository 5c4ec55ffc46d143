"""Golden citations: each row shows one rule of its style."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from citing_records import NO_SOURCE, record

from quotes.citing import FORMATS, STYLES, cite
from quotes.errors import InputError
from quotes.models import Evidence, EvidenceField, Span

SAID = "“We will rebuild the bridge,”"
TIMES = "according to The Springfield Times"
FOX = {
    "venue": "interview on Fox News",
    "venue_kind": "interview",
    "venue_phrase": "in an interview on Fox News",
}
RALLY = {"venue": "rally in Ohio", "venue_kind": "speech", "venue_phrase": "at a rally in Ohio"}
CNN = {"venue": "CNN", "venue_kind": "interview", "venue_phrase": "told CNN"}
NOBODY = {"speaker": None, "speaker_kind": None}

# What the row shows; how the record differs from the base; the sentence.
AP: list[tuple[str, dict[str, Any], str]] = [
    ("comma inside the marks, full name", {}, f"{SAID} Ada Moreno said, {TIMES}."),
    ("comma added inside the marks", {"text": "We won"}, f"“We won,” Ada Moreno said, {TIMES}."),
    (
        "full stop gives way to the comma",
        {"text": "We won."},
        f"“We won,” Ada Moreno said, {TIMES}.",
    ),
    ("question mark replaces the comma", {"text": "Why?"}, f"“Why?” Ada Moreno said, {TIMES}."),
    ("exclamation mark replaces the comma", {"text": "No!"}, f"“No!” Ada Moreno said, {TIMES}."),
    ("dash replaces the comma", {"text": "But we—"}, f"“But we—” Ada Moreno said, {TIMES}."),
    (
        "abbreviation keeps its stop",
        {"text": "We build in the U.S."},
        f"“We build in the U.S.,” Ada Moreno said, {TIMES}.",
    ),
    (
        "nested marks are single, adjacent closers",
        {"text": 'He called it "fine."'},
        f"“He called it ‘fine,’” Ada Moreno said, {TIMES}.",
    ),
    (
        "British marks are turned round",
        {"text": "He called it “the ‘old’ bridge” again"},
        f"“He called it ‘the “old” bridge’ again,” Ada Moreno said, {TIMES}.",
    ),
    (
        "apostrophes stay",
        {"text": "It's the workers' bridge"},
        f"“It's the workers' bridge,” Ada Moreno said, {TIMES}.",
    ),
    (
        "attribution after the first sentence",
        {"text": "We will rebuild. Nobody will pay. Nobody!"},
        f"“We will rebuild,” Ada Moreno said, {TIMES}. “Nobody will pay. Nobody!”",
    ),
    (
        "an abbreviation ends no sentence",
        {"text": "Mr. Li and J. Roe agreed. So do I"},
        f"“Mr. Li and J. Roe agreed,” Ada Moreno said, {TIMES}. “So do I.”",
    ),
    (
        "no cut inside an inner quote",
        {"text": "They said “Go. Now.” and left"},
        f"“They said ‘Go. Now.’ and left,” Ada Moreno said, {TIMES}.",
    ),
    (
        "broken between sentences",
        {"printed": "“{We won,}” she said. “{It was fair.}”"},
        f"“We won,” Ada Moreno said, {TIMES}. “It was fair.”",
    ),
    (
        "broken within a sentence",
        {"printed": "“{We won,}” she said, “{fairly.}”"},
        f"“We won,” Ada Moreno said, {TIMES}, “fairly.”",
    ),
    (
        "broken twice: the second comma was a full stop",
        {"printed": "“{We won,}” she said. “{It was fair,}” she said. “{Thanks.}”"},
        f"“We won,” Ada Moreno said, {TIMES}. “It was fair. Thanks.”",
    ),
    (
        "paragraphs open with a mark, only the last closes",
        {"text": "We will rebuild. Nobody pays.\nIt opens in May.\nThanks."},
        f"“We will rebuild,” Ada Moreno said, {TIMES}. “Nobody pays.\n“It opens in May.\n“Thanks.”",
    ),
    (
        "attribution ends the first paragraph",
        {"printed": "“{We will rebuild,}” she said.\n\n“{It opens in May.}”"},
        f"“We will rebuild,” Ada Moreno said, {TIMES}.\n“It opens in May.”",
    ),
    (
        "short title before the name",
        {"role": "Treasury Secretary"},
        f"{SAID} Treasury Secretary Ada Moreno said, {TIMES}.",
    ),
    (
        "former title before the name",
        {"role": "former President"},
        f"{SAID} former President Ada Moreno said, {TIMES}.",
    ),
    (
        "description after the name",
        {"role": "the mayor of Springfield"},
        f"{SAID} Ada Moreno, the mayor of Springfield, said, {TIMES}.",
    ),
    (
        "article and its capital",
        {"role": "The mayor’s spokeswoman"},
        f"{SAID} Ada Moreno, the mayor’s spokeswoman, said, {TIMES}.",
    ),
    (
        "whose lawyer, nobody knows elsewhere",
        {"role": "His lawyer"},
        f"{SAID} Ada Moreno said, {TIMES}.",
    ),
    (
        "title with its office",
        {"role": "Secretary of State"},
        f"{SAID} Secretary of State Ada Moreno said, {TIMES}.",
    ),
    (
        "unnamed person of somebody named",
        {"speaker": "Moreno’s spokeswoman", "speaker_kind": "unnamed"},
        f"{SAID} Moreno’s spokeswoman said, {TIMES}.",
    ),
    (
        "role stands where the article has it",
        {"role": "Acme engineer", "printed": "“{We won,}” said Acme engineer Ada Moreno."},
        f"“We won,” Acme engineer Ada Moreno said, {TIMES}.",
    ),
    (
        "venue and day the words were said",
        FOX | {"date": "2025-02-23"},
        f"{SAID} Ada Moreno said in an interview on Fox News on Feb. 23, 2025, {TIMES}.",
    ),
    (
        "month without a day is not abbreviated",
        RALLY | {"date": "2025-02"},
        f"{SAID} Ada Moreno said at a rally in Ohio in February 2025, {TIMES}.",
    ),
    (
        "March is never abbreviated",
        {"date": "2025-03-01"},
        f"{SAID} Ada Moreno said on March 1, 2025, {TIMES}.",
    ),
    ("year alone", {"date": "2025"}, f"{SAID} Ada Moreno said in 2025, {TIMES}."),
    (
        "day of publication is not the day of the quote",
        {"published": "2024-03-05", "date": None},
        f"{SAID} Ada Moreno said, {TIMES}.",
    ),
    (
        "told somebody",
        CNN | {"date": "2025-02-23"},
        f"{SAID} Ada Moreno told CNN on Feb. 23, 2025, {TIMES}.",
    ),
    (
        "told the outlet itself",
        {"venue": "The Springfield Times", "venue_phrase": "told The Springfield Times"},
        f"{SAID} Ada Moreno told The Springfield Times.",
    ),
    (
        "days of the week mean nothing elsewhere",
        RALLY | {"venue_phrase": "at a Monday rally in Ohio", "date": "2024-03-04"},
        f"{SAID} Ada Moreno said at a rally in Ohio on March 4, 2024, {TIMES}.",
    ),
    (
        "a person's venue wins over the parser's phrase",
        FOX | {"venue_phrase": "at a rally in Ohio", "standing": "corrected"},
        f"{SAID} Ada Moreno said in an interview on Fox News, {TIMES}.",
    ),
    (
        "partial quote: no capital, no comma before",
        FOX | {"kind": "mixed", "text": "strategic investment,", "role": "Treasury Secretary"},
        (
            "Treasury Secretary Ada Moreno used the words “strategic investment” in an interview "
            f"on Fox News, {TIMES}."
        ),
    ),
    (
        "partial quote: comma inside before the source",
        {"kind": "mixed", "text": "strategic investment"},
        f"Ada Moreno used the words “strategic investment,” {TIMES}.",
    ),
    (
        "partial quote told somebody",
        CNN | {"kind": "mixed", "text": "bold"},
        f"Ada Moreno used the word “bold” in comments to CNN, {TIMES}.",
    ),
    (
        "partial quote in pieces",
        {"kind": "mixed", "printed": "She called it “{bold},” “{new}” and “{fair,}” we hear."},
        f"Ada Moreno used the words “bold,” “new” and “fair,” {TIMES}.",
    ),
    (
        "partial quote, nothing known",
        NO_SOURCE | NOBODY | {"kind": "mixed", "text": "bold"},
        "The word “bold” was used.",
    ),
    (
        "paraphrase has no marks, no comma after the verb",
        {"kind": "indirect", "text": "the bridge would open in May"},
        f"Ada Moreno said that the bridge would open in May, {TIMES}.",
    ),
    (
        "paraphrase with a capital: comma before the attribution",
        {"kind": "indirect", "text": "The bridge would open in May."},
        f"The bridge would open in May, Ada Moreno said, {TIMES}.",
    ),
    (
        "unnamed person",
        {"speaker": "White House official", "speaker_kind": "unnamed"},
        f"{SAID} a White House official said, {TIMES}.",
    ),
    (
        "unnamed person with the article's article",
        {
            "speaker": "official",
            "speaker_kind": "unnamed",
            "printed": "“{We won,}” the official said.",
        },
        f"“We won,” the official said, {TIMES}.",
    ),
    (
        "unnamed people",
        {"speaker": "people close to the mayor", "speaker_kind": "unnamed"},
        f"{SAID} people close to the mayor said, {TIMES}.",
    ),
    (
        "joint speakers, each with a role",
        {"speaker": "Ada Moreno and Bo Li", "role": "Mayor; the governor of Ohio"},
        f"{SAID} Mayor Ada Moreno and Bo Li, the governor of Ohio, said, {TIMES}.",
    ),
    (
        "joint speakers, a role that could be either's",
        {"speaker": "Ada Moreno and Bo Li", "role": "Mayor"},
        f"{SAID} Ada Moreno and Bo Li said, {TIMES}.",
    ),
    ("no speaker", NOBODY, f"{SAID} {TIMES}."),
    (
        "no outlet: the reporter",
        {"outlet": None},
        f"{SAID} Ada Moreno said, according to an article by Jane Q. Doe.",
    ),
    (
        "no outlet, no byline: the headline",
        {"outlet": None, "bylines": ()},
        f"{SAID} Ada Moreno said, according to the article “Mayor vows to fix bridge.”",
    ),
    ("nothing but the words", NO_SOURCE | NOBODY, "“We will rebuild the bridge.”"),
]

APA_QUOTE = "“We will rebuild the bridge” (Moreno, as cited in Doe, 2024)."
APA: list[tuple[str, dict[str, Any], str]] = [
    (
        "author, date, headline, outlet, address",
        {},
        (
            f"{APA_QUOTE}\nDoe, J. Q. (2024, March 5). Mayor vows to fix bridge. "
            "The Springfield Times. https://times.example/bridge"
        ),
    ),
    (
        "no byline: headline first",
        {"bylines": ()},
        (
            "“We will rebuild the bridge” (Moreno, as cited in “Mayor vows to fix bridge,” 2024).\n"
            "Mayor vows to fix bridge. (2024, March 5). "
            "The Springfield Times. https://times.example/bridge"
        ),
    ),
    (
        "no date: n.d.",
        {"published": None, "accessed": "2026-11-22"},
        (
            "“We will rebuild the bridge” (Moreno, as cited in Doe, n.d.).\nDoe, J. Q. (n.d.). "
            "Mayor vows to fix bridge. The Springfield Times. https://times.example/bridge"
        ),
    ),
    (
        "print: page without p., stop at the end",
        {"url": None, "page": "A1, A4", "published": "2024-03"},
        (
            "“We will rebuild the bridge” (Moreno, as cited in Doe, 2024, pp. A1, A4).\n"
            "Doe, J. Q. (2024, March). Mayor vows to fix bridge. The Springfield Times, A1, A4."
        ),
    ),
    (
        "two authors, suffix and particle",
        {"bylines": ("By Jean-Luc Doe", "Bo van der Berg Jr."), "title": "Who will pay?"},
        (
            "“We will rebuild the bridge” (Moreno, as cited in Doe & van der Berg, 2024).\n"
            "Doe, J.-L., & van der Berg, B., Jr. (2024, March 5). Who will pay? "
            "The Springfield Times. https://times.example/bridge"
        ),
    ),
    (
        "agency, no title",
        {"bylines": ("Associated Press",), "title": None, "url": None},
        (
            "“We will rebuild the bridge” (Moreno, as cited in Associated Press, 2024).\n"
            "Associated Press. (2024, March 5). [News article]. The Springfield Times."
        ),
    ),
    (
        "headline in marks ends inside them",
        {"title": "Mayor: “We won.”", "url": None},
        f"{APA_QUOTE}\nDoe, J. Q. (2024, March 5). Mayor: “We won.” The Springfield Times.",
    ),
    (
        "several speakers and authors",
        {"speaker": "Ada Moreno and Bo Li", "bylines": ("A. Doe", "B. Roe", "C. Poe"), "url": None},
        (
            "“We will rebuild the bridge” (Moreno & Li, as cited in Doe et al., 2024).\n"
            "Doe, A., Roe, B., & Poe, C. (2024, March 5). "
            "Mayor vows to fix bridge. The Springfield Times."
        ),
    ),
    ("nothing but the words", NO_SOURCE | NOBODY, "“We will rebuild the bridge.”"),
]

MLA_QUOTE = "Ada Moreno said, “We will rebuild the bridge” (qtd. in Doe)."
MLA: list[tuple[str, dict[str, Any], str]] = [
    (
        "author, headline, outlet, date, address without scheme",
        {},
        (
            f"{MLA_QUOTE}\nDoe, Jane Q. “Mayor vows to fix bridge.” The Springfield Times, "
            "5 Mar. 2024, times.example/bridge."
        ),
    ),
    (
        "print page",
        {"url": None, "page": "A1", "published": "2024-09-01"},
        (
            "Ada Moreno said, “We will rebuild the bridge” (qtd. in Doe A1).\n"
            "Doe, Jane Q. “Mayor vows to fix bridge.” The Springfield Times, 1 Sept. 2024, p. A1."
        ),
    ),
    (
        "no byline: headline first",
        {"bylines": (), "title": "Who will pay for “it”?", "published": "2024-05"},
        (
            "Ada Moreno said, “We will rebuild the bridge” (qtd. in “Who will pay for ‘it’?”).\n"
            "“Who will pay for ‘it’?” The Springfield Times, May 2024, times.example/bridge."
        ),
    ),
    (
        "no date: left out, the access date at the end",
        {"published": None, "accessed": "2026-11-22"},
        (
            f"{MLA_QUOTE}\nDoe, Jane Q. “Mayor vows to fix bridge.” The Springfield Times, "
            "times.example/bridge. Accessed 22 Nov. 2026."
        ),
    ),
    (
        "two authors",
        {"bylines": ("Jane Doe", "Bo Li"), "url": None},
        (
            "Ada Moreno said, “We will rebuild the bridge” (qtd. in Doe and Li).\n"
            "Doe, Jane, and Bo Li. “Mayor vows to fix bridge.” The Springfield Times, 5 Mar. 2024."
        ),
    ),
    (
        "three authors",
        {"bylines": ("Jane Doe", "Bo Li", "Cy Roe"), "url": None},
        (
            "Ada Moreno said, “We will rebuild the bridge” (qtd. in Doe et al.).\n"
            "Doe, Jane, et al. “Mayor vows to fix bridge.” The Springfield Times, 5 Mar. 2024."
        ),
    ),
    (
        "partial quote of an unnamed person",
        {"kind": "mixed", "text": "bold,", "speaker": "aide", "speaker_kind": "unnamed"},
        (
            "An aide used the word “bold” (qtd. in Doe).\nDoe, Jane Q. “Mayor vows to fix bridge.” "
            "The Springfield Times, 5 Mar. 2024, times.example/bridge."
        ),
    ),
    (
        "paraphrase is not quoted",
        {"kind": "indirect", "text": "it would open.", "title": None, "url": None},
        (
            "Ada Moreno said that it would open (Doe).\n"
            "Doe, Jane Q. The Springfield Times, 5 Mar. 2024."
        ),
    ),
    (
        "only the outlet",
        NO_SOURCE | NOBODY | {"outlet": "The Springfield Times"},
        "“We will rebuild the bridge” (qtd. in The Springfield Times).\nThe Springfield Times.",
    ),
    ("nothing but the words", NO_SOURCE | NOBODY, "“We will rebuild the bridge.”"),
]

CHICAGO_END = "Springfield Times, March 5, 2024, https://times.example/bridge."
CHICAGO: list[tuple[str, dict[str, Any], str]] = [
    (
        "note and entry; The is dropped",
        {},
        (
            f"Ada Moreno, quoted in Jane Q. Doe, “Mayor vows to fix bridge,” {CHICAGO_END}\n"
            "Doe, Jane Q. “Mayor vows to fix bridge.” Springfield Times, March 5, 2024. "
            "https://times.example/bridge."
        ),
    ),
    (
        "where and when, before where it was read",
        RALLY | {"date": "2024-03-04", "url": None},
        (
            "Ada Moreno, rally in Ohio, March 4, 2024, quoted in Jane Q. Doe, "
            "“Mayor vows to fix bridge,” Springfield Times, March 5, 2024.\n"
            "Doe, Jane Q. “Mayor vows to fix bridge.” Springfield Times, March 5, 2024."
        ),
    ),
    (
        "unsigned: headline in the note, outlet in the bibliography; no page",
        {"bylines": (), "url": None, "page": "A1"},
        (
            "Ada Moreno, quoted in “Mayor vows to fix bridge,” Springfield Times, March 5, 2024.\n"
            "Springfield Times. “Mayor vows to fix bridge.” March 5, 2024."
        ),
    ),
    (
        "question mark: comma kept, stop not doubled",
        {"title": "Who will pay?", "url": None},
        (
            "Ada Moreno, quoted in Jane Q. Doe, “Who will pay?,” Springfield Times, "
            "March 5, 2024.\nDoe, Jane Q. “Who will pay?” Springfield Times, March 5, 2024."
        ),
    ),
    (
        "marks in a headline are single",
        {"title": 'Mayor: "We won."', "url": None},
        (
            "Ada Moreno, quoted in Jane Q. Doe, “Mayor: ‘We won,’” Springfield Times, "
            "March 5, 2024.\n"
            "Doe, Jane Q. “Mayor: ‘We won.’” Springfield Times, March 5, 2024."
        ),
    ),
    (
        "four authors",
        {"bylines": ("A. Doe", "B. Roe", "C. Poe", "D. Li"), "url": None},
        (
            "Ada Moreno, quoted in A. Doe et al., “Mayor vows to fix bridge,” Springfield Times, "
            "March 5, 2024.\nDoe, A., B. Roe, C. Poe, and D. Li. “Mayor vows to fix bridge.” "
            "Springfield Times, March 5, 2024."
        ),
    ),
    (
        "no date: when it was read",
        {"published": None, "accessed": "2026-11-22", "outlet": None, "url": None},
        (
            "Ada Moreno, quoted in Jane Q. Doe, “Mayor vows to fix bridge,” accessed November 22, "
            "2026.\nDoe, Jane Q. “Mayor vows to fix bridge.” Accessed November 22, 2026."
        ),
    ),
    (
        "no date at all",
        {"published": None, "url": None},
        (
            "Ada Moreno, quoted in Jane Q. Doe, “Mayor vows to fix bridge,” Springfield Times, "
            "n.d.\nDoe, Jane Q. “Mayor vows to fix bridge.” Springfield Times, n.d."
        ),
    ),
    (
        "suffix and no speaker",
        NOBODY | {"bylines": ("Bo King Jr.",), "title": None, "url": None},
        (
            "Quoted in Bo King Jr., Springfield Times, March 5, 2024.\n"
            "King, Bo, Jr. Springfield Times, March 5, 2024."
        ),
    ),
    (
        "only an address",
        NO_SOURCE | {"url": "https://times.example/b"},
        "Ada Moreno, quoted in https://times.example/b.\nhttps://times.example/b.",
    ),
    (
        "paraphrase",
        {"kind": "indirect", "url": None, "title": None},
        (
            "Ada Moreno, paraphrased in Jane Q. Doe, Springfield Times, March 5, 2024.\n"
            "Doe, Jane Q. Springfield Times, March 5, 2024."
        ),
    ),
    ("nothing but the words", NO_SOURCE | NOBODY, "“We will rebuild the bridge.”"),
]

GOLDEN = [
    pytest.param(style, changes, expected, id=f"{style}: {name}")
    for style, rows in (("ap", AP), ("apa", APA), ("mla", MLA), ("chicago", CHICAGO))
    for name, changes, expected in rows
]


@pytest.mark.parametrize(("style", "changes", "expected"), GOLDEN)
def test_citation(style: str, changes: dict[str, Any], expected: str) -> None:
    assert cite([record(**changes)], style, links=False) == expected


PARAPHRASES = [
    ("[Ada Moreno] <said> {the bridge would open in May}.",
     "Ada Moreno said that the bridge would open in May"),
    ("[Ada Moreno] <told> reporters {that the bridge would open}.",
     "Ada Moreno said that the bridge would open"),
    ("[Ada Moreno] <called> for {an inquiry into the fire}.",
     "Ada Moreno called for an inquiry into the fire"),
    ("[Ada Moreno] <accused> {the builders of fraud}.",
     "Ada Moreno accused the builders of fraud"),
    ("[Ada Moreno] <denied> {that the bridge was unsafe}.",
     "Ada Moreno denied that the bridge was unsafe"),
    ("[Ada Moreno] left early, <accusing> {Bo King of fraud}.",
     "Ada Moreno, as paraphrased: accusing Bo King of fraud"),
    ("{The bridge will open in May}, [Ada Moreno] <said>.",
     "The bridge will open in May, Ada Moreno said"),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "expected"), PARAPHRASES)
def test_paraphrase_keeps_the_verb_that_leads_on_to_it(printed: str, expected: str) -> None:
    plain = re.sub(r"[][<>]", "", printed)
    paraphrase = record(kind="indirect", printed=plain)
    context = paraphrase.context
    cue = re.findall("<(.*)>", printed)[0]
    found: list[tuple[EvidenceField, str]] = [("speaker", "Ada Moreno"), ("cue", cue)]
    evidence = []
    for field, words in found:
        start = paraphrase.context_start + context.index(words)
        evidence.append(Evidence(field, Span(start, start + len(words))))
    shown = replace(paraphrase, evidence=tuple(evidence), cue=cue)
    assert cite([shown], "ap", links=False) == f"{expected}, according to The Springfield Times."
    assert cite([shown], "mla").startswith(f"{expected} (Doe).\n")
    assert not set("“”") & set(cite([shown], "apa").split("\n")[0])


def test_rows_are_told_apart() -> None:
    assert len({row.id for row in GOLDEN}) == len(GOLDEN)


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("ap", r"“\*We\* win,” Ada Moreno said, according to The \_Times\_."),
        (
            "apa",
            (
                "“\\*We\\* win” (Moreno, as cited in Doe, 2024).\\\n"
                "Doe, J. (2024, March 5). \\<b\\>. *The \\_Times\\_*. <https://times.example/a_b>"
            ),
        ),
        (
            "mla",
            (
                "Ada Moreno said, “\\*We\\* win” (qtd. in Doe).\\\nDoe, Jane. “\\<b\\>.” "
                "*The \\_Times\\_*, 5 Mar. 2024, [times.example/a\\_b](<https://times.example/a_b>)."
            ),
        ),
        (
            "chicago",
            (
                "Ada Moreno, quoted in Jane Doe, “\\<b\\>,” *\\_Times\\_*, March 5, 2024, "
                "<https://times.example/a_b>.\\\nDoe, Jane. “\\<b\\>.” *\\_Times\\_*, March 5, "
                "2024. <https://times.example/a_b>."
            ),
        ),
    ],
)
def test_markdown_sets_the_outlet_in_italics_and_escapes_the_rest(
    style: str, expected: str
) -> None:
    marked = record(
        text="*We* win,",
        title="<b>",
        outlet="The _Times_",
        bylines=("Jane Doe",),
        url="https://times.example/a_b",
    )
    assert cite([marked], style, "markdown", links=False) == expected


def test_several_citations_are_divided_by_a_blank_line() -> None:
    both = [record(), record(text="No!")]
    assert cite(both).split("\n\n") == [cite(both[:1]), cite(both[1:])]


STYLES_KNOWN = f"{', '.join(STYLES)}, or a file that ends in .csl"


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_to_cite(format: str) -> None:
    is_array = format in ("csl-json", "json-ld", "annotation")
    assert cite([], "ap", format) == ("[]" if is_array else "")


@pytest.mark.parametrize(
    ("style", "format", "message"),
    [
        ("harvard", "text", f"unknown style 'harvard': choose one of {STYLES_KNOWN}"),
        ("harvard", "ris", f"unknown style 'harvard': choose one of {STYLES_KNOWN}"),
        ("ap", "docx", f"unknown format 'docx': choose one of {', '.join(FORMATS)}"),
    ],
)
def test_what_is_unknown_is_refused(style: str, format: str, message: str) -> None:
    with pytest.raises(InputError) as refused:
        cite([], style, format)
    assert str(refused.value) == message
