"""What must be found in a text, whole articles of our own above all: marks and a table.

    published: 2025-02-12
    genre: sport

    “[Q1:We won,]” said [S1:Jane Doe], who is called “[N:the Wall.]” [S2:She] added that
    [I2:it had been close].

    ==
    1 | Jane Doe | person | press conference | presser; media room | news_conference | 2025-02-11
    2 | Jane Doe | person

The marks are those of marked.py. A line of the table gives, for the numbers before its first
bar, the speaker, the speaker's kind, the venue, other wordings of it, its kind and the date.
`-` says that the article does not tell, `?` (and a field that is not there) leaves it open;
names that are all right are parted by ` / `. An I beside a Q of the same number is the whole
clause that the quoted words stand in. A T is a turn of a labelled speaker, without marks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from marked import read_marks
from tables import SUBJECTS, rows_of

from quotes.models import Span
from quotes.reading import read

ARTICLES = Path(__file__).parent / "articles"
SEEDS = Path(__file__).parent.parent.parent / "seeds"

Forms = tuple[str, ...]
"""The wordings that are right, none where the article does not tell."""


@dataclass(frozen=True)
class Wanted:
    """A quote, indirect statement or turn; a field that is None is not looked at."""

    quoted: tuple[Span, ...] = ()
    clause: tuple[Span, ...] = ()
    turn: tuple[Span, ...] = ()
    mentions: tuple[Span, ...] = ()
    speakers: Forms | None = None
    speaker_kind: str | None = None
    venues: Forms | None = None
    venue_kind: str | None = None
    dates: Forms | None = None


@dataclass(frozen=True)
class Text:
    """A text, what must be found in it, and the words between marks that nobody said."""

    name: str
    genre: str
    text: str
    published: str | None
    wanted: list[Wanted]
    unsaid: tuple[Span, ...] = field(default=())


def forms(*cells: str, parting: str) -> Forms | None:
    """The wordings in these cells; None where they are open."""
    if cells[0] == "?":
        return None
    found = [form.strip() for cell in cells for form in cell.split(parting)]
    return tuple(form for form in found if form not in ("", "-"))


def article(path: Path) -> Text:
    """An article of our own; ValueError where its marks and its table do not agree."""
    head, rest = path.read_text(encoding="utf-8").split("\n\n", 1)
    body, table = rest.rsplit("\n==\n", 1)
    given = dict(line.split(": ", 1) for line in head.split("\n"))
    marked = read_marks(body)
    wanted = {}
    for line in table.strip().split("\n"):
        cells = [cell.strip() for cell in line.split(" | ")]
        cells += ["?"] * (7 - len(cells))
        for number in map(int, cells[0].split()):
            if number in wanted:
                raise ValueError(f"{path.name}: two lines for {number}")
            wanted[number] = Wanted(
                *(marked.of(letter, number) for letter in "QITS"),
                speakers=forms(cells[1], parting=" / "),
                speaker_kind=None if cells[2] == "?" else cells[2],
                venues=forms(cells[3], cells[4], parting=";"),
                venue_kind=None if cells[5] in "?-" else cells[5],
                dates=forms(cells[6], parting=";"),
            )
    numbers = {number for letter, number in marked.spans if letter != "N"}
    if numbers != set(wanted):
        raise ValueError(f"{path.name}: only marked or only in the table: {numbers ^ set(wanted)}")
    unsaid = [
        span for (letter, _), spans in marked.spans.items() if letter == "N" for span in spans
    ]
    return Text(
        path.stem,
        given["genre"],
        marked.text,
        given["published"],
        [*wanted.values()],
        tuple(unsaid),
    )


def articles(folder: Path = ARTICLES) -> Iterator[Text]:
    """All articles of a folder, by name."""
    return (article(path) for path in sorted(folder.glob("*.txt")))


def seeds() -> Iterator[Text]:
    """The articles under seeds/, with what stands beside them."""
    for path in sorted(SEEDS.glob("*.md")):
        source = read(str(path))
        lines = path.with_suffix(".quotes.ndjson").read_text(encoding="utf-8").splitlines()
        wanted, unsaid, end = [], [], 0
        for row in map(json.loads, lines):
            if "not_quote" in row:
                found = re.search(rf"(?<=[“‘\"']){re.escape(row['not_quote'])}", source.text)
                assert found
                unsaid.append(Span(*found.span()))
                continue
            spans = []
            for words in row.get("segments", [row["text"]]):
                start = source.text.index(words, end)
                end = start + len(words)
                spans.append(Span(start, end))
            wanted.append(
                Wanted(
                    tuple(spans),
                    speakers=(row["speaker"],),
                    speaker_kind=row["speaker_kind"],
                    venues=(row["venue"], *row["venue_alt"]) if row["venue"] else (),
                    venue_kind=row["venue_kind"],
                    dates=(row["date"],) if row["date"] else (),
                )
            )
        yield Text(path.stem, "seeds", source.text, source.published, wanted, tuple(unsaid))


def rows() -> Iterator[Text]:
    """The rows of the tables that say who speaks, known failures left out.

    Fields without an answer are left open.
    """
    for row in (row for subject in SUBJECTS for row in rows_of(subject)):
        if row.subject in ("quotations", "reported") or row.xfail:
            continue  # nobody speaks there, or without marks
        wanted = []
        for number in row.marked.numbers:
            speaker, venue, date = (
                row.expected(name, number) or "?" for name in ("speaker", "venue", "date")
            )
            wanted.append(
                Wanted(
                    row.marked.of("Q", number),
                    row.marked.of("I", number),
                    mentions=row.marked.of("S", number),
                    speakers=forms(speaker.replace("; ", " and "), parting=" / "),
                    speaker_kind=row.expected("speaker_kind", number),
                    venues=forms(venue, parting="|"),
                    venue_kind=(row.expected("venue_kind", number) or "-").replace("-", "") or None,
                    dates=forms(date, parting="|"),
                )
            )
        unsaid = row.marked.of("N")
        yield Text(row.name, row.subject, row.marked.text, row.published, wanted, unsaid)
