"""The parser is held to the quotes of the articles under seeds/.

Beside each article stands `NAME.quotes.ndjson`, one JSON object per line:

- a quote that must be found: `text`, `kind`, `speaker`, `speaker_kind`, `role`, `venue`,
  `venue_alt` (other wordings of the venue that are right), `venue_kind`, `date`,
  `date_basis`; and `segments`, where the quote has more than one;
- or `{"not_quote": words}`: words between marks that nobody said.

A line that the parser is known to get wrong carries `"xfail": reason`, and must go on
failing until the mark is taken away.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

SEEDS = Path(__file__).parent.parent / "seeds"
NAMES = sorted(path.stem for path in SEEDS.glob("*.md"))
FRONT_MATTER = {"title", "author", "outlet", "published", "url", "note", "shows"}
QUOTE_KEYS = {
    "text", "kind", "speaker", "speaker_kind", "role",
    "venue", "venue_alt", "venue_kind", "date", "date_basis",
}  # fmt: skip
EXACT = ("kind", "speaker", "speaker_kind", "venue_kind", "date", "date_basis")
OPENING, CLOSING = "“‘\"'", "”’\"'"

Row = dict[str, Any]


# The articles and what is expected of them


def front_matter(name: str) -> Row:
    """The article's front matter."""
    head = (SEEDS / f"{name}.md").read_text(encoding="utf-8").split("---\n", 2)[1]
    fields: Row = yaml.safe_load(head)
    return fields


def body(name: str) -> str:
    """The article without its front matter."""
    return (SEEDS / f"{name}.md").read_text(encoding="utf-8").split("---\n", 2)[2]


def expectations(name: str) -> tuple[list[Row], list[Row]]:
    """The quotes that must be found, and the words that must not."""
    lines = (SEEDS / f"{name}.quotes.ndjson").read_text(encoding="utf-8").splitlines()
    rows: list[Row] = [json.loads(line) for line in lines]
    return [r for r in rows if "text" in r], [r for r in rows if "not_quote" in r]


def segments(row: Row) -> list[str]:
    """The stretches of the article that an expected quote is made of."""
    return list(row.get("segments", [row["text"]]))


@pytest.mark.parametrize("name", NAMES)
def test_front_matter_is_complete(name: str) -> None:
    fields = front_matter(name)
    assert set(fields) == FRONT_MATTER
    assert all(fields.values())
    assert "invented" in fields["note"]
    assert re.match(r"https://example\.(?:com|net|org)/", fields["url"])
    assert 250 <= len(body(name).split()) <= 600


@pytest.mark.parametrize("name", NAMES)
def test_expected_quotes_stand_in_the_article(name: str) -> None:
    text, wanted = body(name), expectations(name)[0]
    end = 0
    for row in wanted:
        assert set(row) - {"segments", "xfail"} == QUOTE_KEYS
        assert row["text"].replace("\n", " ") == " ".join(segments(row))
        for segment in segments(row):
            start = text.find(segment, end)
            assert start >= 0, f"not in the article, or out of order: {segment}"
            end = start + len(segment)
            assert text[start - 1] in OPENING, f"no mark opens {segment}"
            assert text[end] in CLOSING + "\n", f"no mark closes {segment}"


@pytest.mark.parametrize("name", NAMES)
def test_words_that_are_no_quote_stand_between_marks(name: str) -> None:
    for row in expectations(name)[1]:
        pattern = rf"[{OPENING}]{re.escape(row['not_quote'])}[{CLOSING}]"
        assert re.search(pattern, body(name)), row["not_quote"]


def test_every_expectations_file_has_its_article() -> None:
    files = {path.name.removesuffix(".quotes.ndjson") for path in SEEDS.glob("*.ndjson")}
    assert files == set(NAMES)


# What the parser makes of them


def parsed(name: str) -> list[Row]:
    """The quotes between marks that the parser finds, each with its segments' words."""
    # Imported here, so that the expectations are checked even where the parser does not load.
    from quotes.parsing.pipeline import parse
    from quotes.reading import read
    from quotes.records import extracted

    article = read(str(SEEDS / f"{name}.md"))
    found = []
    for quote in parse(article.text, article.published):
        if quote.kind != "indirect":
            words = [article.text[span.start : span.end] for span in quote.segments]
            found.append({**extracted(article.name, quote), "segments": words})
    return found


def bare_role(role: str | None) -> list[str] | None:
    """Each speaker's role without case and leading article; None for mere courtesy titles."""
    if role is None or role.casefold() in {"dr.", "dr", "mr.", "mr", "mrs.", "ms.", "ms", "sir"}:
        return None
    return [re.sub(r"^(?:the|an?) ", "", one.strip().casefold()) for one in role.split(";")]


def differences(wanted: Row, got: Row) -> Iterator[str]:
    """One phrase for each field of `got` that is not as wanted."""
    if got["segments"] != segments(wanted):
        yield f"segments: want {segments(wanted)!r}, got {got['segments']!r}"
    for field in EXACT:
        if got[field] != wanted[field]:
            yield f"{field}: want {wanted[field]!r}, got {got[field]!r}"
    if bare_role(got["role"]) != bare_role(wanted["role"]):
        yield f"role: want {wanted['role']!r}, got {got['role']!r}"
    venues = {wanted["venue"], *wanted["venue_alt"]}
    if (got["venue"] or "").casefold() not in {(venue or "").casefold() for venue in venues}:
        yield f"venue: want {wanted['venue']!r}, got {got['venue']!r}"


def is_words(row: Row, words: str) -> bool:
    """Whether a found quote consists of these words, punctuation at the end aside."""
    found: str = row["text"]
    return found.rstrip(",.").casefold() == words.casefold()


def overlap(wanted: Row, got: Row) -> bool:
    """Whether two quotes share words, one holding a segment of the other."""
    return any(a in b or b in a for a in segments(wanted) for b in segments(got))


def judge(row: Row, complaints: list[str]) -> list[str]:
    """The complaints about a line; for a line marked xfail, that there are none."""
    if "xfail" not in row:
        return complaints
    return [] if complaints else [f"passes now, remove its xfail ({row['xfail']})"]


def mismatches(wanted: list[Row], unwanted: list[Row], found: list[Row]) -> list[str]:
    """One line for everything in which `found` is not what an article is expected to give."""
    left, lines = list(found), []
    for row in wanted:
        got = next((quote for quote in left if quote["text"] == row["text"]), None)
        if got is None:
            near = [quote["segments"] for quote in found if overlap(row, quote)]
            complaints = [f"not found; near it: {near}" if near else "not found"]
        else:
            left.remove(got)
            complaints = list(differences(row, got))
        lines += [f"“{row['text']}”\n    {line}" for line in judge(row, complaints)]
    for row in unwanted:
        taken = [quote for quote in left if is_words(quote, row["not_quote"])]
        left = [quote for quote in left if quote not in taken]
        complaints = [f"is no quote, but given to {quote['speaker']!r}" for quote in taken]
        lines += [f"“{row['not_quote']}”\n    {line}" for line in judge(row, complaints)]
    forgiven = [row for row in wanted if "xfail" in row]
    for quote in left:
        if not any(overlap(row, quote) for row in forgiven):
            lines.append(f"“{quote['text']}”\n    is not expected; speaker {quote['speaker']!r}")
    return lines


@pytest.mark.parametrize("name", NAMES)
def test_parser_finds_the_quotes(name: str) -> None:
    lines = mismatches(*expectations(name), parsed(name))
    assert not lines, "\n".join([f"{name}: {len(lines)} mismatches", *lines])


JANE = {
    "text": "We won, It was fair.", "segments": ["We won,", "It was fair."], "kind": "direct",
    "speaker": "Jane Doe", "speaker_kind": "person", "role": "the mayor", "venue": "rally",
    "venue_alt": ["rally in Ohio"], "venue_kind": "speech", "date": None, "date_basis": None,
}  # fmt: skip
HALF = {**JANE, "text": "It was fair.", "segments": ["It was fair."]}
KNOWN = {**JANE, "xfail": "known"}
NICKNAME = {**JANE, "text": "the Wall.", "segments": ["the Wall."]}


@pytest.mark.parametrize(
    ("wanted", "unwanted", "found", "complaints"),
    [
        pytest.param([JANE], [], [JANE], [], id="as expected"),
        pytest.param([JANE], [], [JANE | {"venue": "Rally in Ohio"}], [], id="other venue wording"),
        pytest.param([JANE], [], [JANE | {"role": "Mayor"}], [], id="role without its article"),
        pytest.param([JANE], [], [JANE | {"date": "2025"}], ["date: want None"], id="wrong date"),
        pytest.param([JANE], [], [JANE | {"venue": None}], ["venue: want"], id="venue missing"),
        pytest.param([JANE], [], [], ["not found"], id="quote missing"),
        pytest.param([JANE], [], [HALF], ["near it", "is not expected"], id="half a quote"),
        pytest.param([JANE], [], [JANE, JANE], ["is not expected"], id="found twice"),
        pytest.param(
            [], [{"not_quote": "the Wall"}], [NICKNAME], ["is no quote"], id="nickname taken"
        ),
        pytest.param([KNOWN], [], [HALF], [], id="known failure fails"),
        pytest.param([KNOWN], [], [JANE], ["remove its xfail"], id="known failure passes"),
    ],
)
def test_mismatches_are_told(
    wanted: list[Row], unwanted: list[Row], found: list[Row], complaints: list[str]
) -> None:
    lines = mismatches(wanted, unwanted, found)
    assert len(lines) == len(complaints)
    assert all(part in line for part, line in zip(complaints, lines, strict=True))


# What the articles show between them

PHENOMENA = {
    # the marks
    "curly-marks", "straight-marks", "single-inside-double", "single-outside",
    "double-inside-single", "apostrophes", "broken-by-comma", "broken-by-sentence",
    "several-paragraphs", "unclosed-mark", "mixed", "scare-quotes", "titles-of-works", "nicknames",
    # the speaker
    "speaker-before", "speaker-between", "speaker-after", "said-x", "x-said", "according-to",
    "told", "apposition", "spokesman", "colon", "speaker-label", "alternating", "follow-on",
    "pronoun", "short-form", "title-apart", "same-surname", "nickname-in-name", "joint-speakers",
    "organization", "acronym", "document", "unnamed", "quoted-by-another",
    # the venue
    "venue-social_media", "venue-interview", "venue-news_conference", "venue-speech",
    "venue-debate", "venue-statement", "venue-hearing", "venue-document", "venue-correspondence",
    "venue-conversation", "venue-broadcast", "venue-carried",
    # the date
    "date-day", "date-full", "date-month", "date-year", "date-weekday", "date-today",
    "date-yesterday", "date-last-weekday", "date-last-week", "date-last-month", "date-vague",
    "date-carried", "date-none",
}  # fmt: skip

# Those that can be told from the article's text and its expectations.
EVIDENT: dict[str, Callable[[str, list[Row]], bool]] = {
    "curly-marks": lambda text, rows: bool(re.search(r"(?m)^[^‘\n]*“", text)),
    "straight-marks": lambda text, rows: '"' in text and "“" not in text,
    "single-inside-double": lambda text, rows: bool(
        re.search(r"“[^”]*‘|\"[^\"\n]* '\w[^\"\n]*\"", text)
    ),
    "single-outside": lambda text, rows: bool(re.search(r"(?m)^‘", text)),
    "double-inside-single": lambda text, rows: bool(re.search(r"‘[^“\n]*“", text)),
    "broken-by-comma": lambda text, rows: any(
        "\n" not in r["text"] and segments(r)[-1][0].islower() for r in rows if "segments" in r
    ),
    "broken-by-sentence": lambda text, rows: any(
        "\n" not in r["text"] and segments(r)[-1][0].isupper() for r in rows if "segments" in r
    ),
    "several-paragraphs": lambda text, rows: any("\n" in r["text"] for r in rows),
    "unclosed-mark": lambda text, rows: any(f"{segments(r)[-1]}\n" in text for r in rows),
    "mixed": lambda text, rows: any(r["kind"] == "mixed" for r in rows),
    "joint-speakers": lambda text, rows: any(
        r["speaker_kind"] == "person" and " and " in r["speaker"] for r in rows
    ),
    "date-month": lambda text, rows: any(
        len(r["date"] or "") == 7 and r["date_basis"] == "explicit" for r in rows
    ),
    "date-year": lambda text, rows: any(len(r["date"] or "") == 4 for r in rows),
    "date-none": lambda text, rows: any(r["date"] is None for r in rows),
}


def shown_by_field(rows: list[Row]) -> set[str]:
    """The phenomena named after the kind of a speaker or of a venue."""
    kinds = {row["speaker_kind"] for row in rows} & PHENOMENA
    return kinds | {f"venue-{row['venue_kind']}" for row in rows if row["venue_kind"]}


def test_seeds_show_every_phenomenon() -> None:
    shown = {key for name in NAMES for key in front_matter(name)["shows"]}
    assert shown == PHENOMENA


@pytest.mark.parametrize("name", NAMES)
def test_article_shows_what_it_says(name: str) -> None:
    keys, text, rows = set(front_matter(name)["shows"]), body(name), expectations(name)[0]
    by_field = {"organization", "document", "unnamed"} | {
        key for key in PHENOMENA if key.startswith("venue-") and key != "venue-carried"
    }
    assert keys & by_field == shown_by_field(rows)
    evident = {key for key, is_shown in EVIDENT.items() if is_shown(text, rows)}
    assert keys & set(EVIDENT) == evident
