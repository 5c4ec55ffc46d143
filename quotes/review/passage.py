"""The paragraph that a quote stands in, marked, wrapped and cut to the room there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from quotes.models import Span
from quotes.parsing.sentences import unwrap
from quotes.review.case import Case
from quotes.showing import printable

_AROUND = 4000  # characters on either side of a quote that are looked at
_NEAR = 1200  # characters within which the mention of a speaker is shown along with the quote
_NEIGHBOURS = 4  # paragraphs on either side, where there is room for them
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Marks:
    """How the quote and what its fields were read from stand out in the text.

    `styles` are rich's, by "quote" and the fields of evidence; `around` are the characters put
    around what must be seen without colours.
    """

    styles: dict[str, str]
    around: dict[str, tuple[str, str]]


def passage(
    case: Case, segments: Sequence[Span], marks: Marks, width: int, height: int, scroll: int = 0
) -> tuple[list[Text], int]:
    """At most `height` lines of at most `width` cells: the paragraph of the quote whose segments
    these are, with its neighbours as far as there is room.

    Where there is less, it is cut around the quote, `scroll` lines further down; "…" stands for
    what is left out. And how many lines further down it is in fact.
    """
    if height < 1 or width < 1:
        return [], 0
    console = Console(width=width, color_system=None)
    fitting: list[Text] = []
    for shown in _stretches(case, segments):
        lines = _lines(case, segments, shown, marks, width, console)
        if len(lines) > height:
            return (fitting, 0) if fitting else _cut(lines, width, height, scroll)
        fitting = lines
    return fitting, 0


def _stretches(case: Case, segments: Sequence[Span]) -> Iterator[Span]:
    """What to show of the text: the paragraphs of the quote and what its speaker was read from;
    then with one more paragraph on either side, then two, as far as they are near."""
    first, last, after = segments[0].start, segments[-1].end, case.start + len(case.text)
    near = [
        each.span
        for each in case.record.evidence
        if each.span.end > first - _NEAR and each.span.start < last + _NEAR
        if case.start <= each.span.start and each.span.end <= after
    ]
    low = min(first, *(span.start for span in near), first)
    high = max(last, *(span.end for span in near), last)
    begin, end = max(case.start, low - _AROUND), min(after, high + _AROUND)
    text = unwrap(case.text[begin - case.start : end - case.start])
    start, stop = text.rfind("\n", 0, low - begin) + 1, _line_end(text, high - begin)
    yield Span(start + begin, stop + begin)
    for _ in range(_NEIGHBOURS):
        before = text[:start].rstrip()
        start = text.rfind("\n", 0, len(before)) + 1
        behind = len(text) - len(text[stop:].lstrip())
        stop = _line_end(text, behind)
        yield Span(start + begin, stop + begin)


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _lines(
    case: Case,
    segments: Sequence[Span],
    shown: Span,
    marks: Marks,
    width: int,
    console: Console,
) -> list[Text]:
    """A stretch of the article, marked and wrapped; between paragraphs one line is blank."""
    begin = shown.start - case.start
    words = unwrap(case.text[begin : shown.end - case.start])
    text = Text()
    at = 0
    for start, end, style, (opening, closing) in _marked(case, segments, marks):
        start, end = start - shown.start, end - shown.start
        if start < at or end > len(words):
            continue
        text.append(printable(words[at:start]))
        text.append(opening, "dim")
        text.append(printable(words[start:end]), style)
        text.append(closing, "dim")
        at = end
    text.append(printable(words[at:]))
    lines: list[Text] = []
    for paragraph in text.split("\n"):
        if not paragraph.plain.strip():
            continue
        if lines:
            lines.append(Text())
        wrapped = paragraph.wrap(console, width)
        for line in wrapped:
            line.rstrip()
        lines.extend(wrapped)
    return lines


def _marked(
    case: Case, segments: Sequence[Span], marks: Marks
) -> Iterator[tuple[int, int, str, tuple[str, str]]]:
    """The marked stretches in order, none within another: the quote goes before its evidence."""
    found = [(span.start, span.end, "quote") for span in segments]
    for evidence in case.record.evidence:
        span = evidence.span
        if all(span.end <= start or end <= span.start for start, end, _ in found):
            found.append((span.start, span.end, evidence.field))
    for start, end, what in sorted(found):
        yield start, end, marks.styles[what], marks.around.get(what, ("", ""))


def _cut(lines: list[Text], width: int, height: int, scroll: int) -> tuple[list[Text], int]:
    """As many lines as there is room for, those of the quote in the middle, and how far from
    there they are."""
    quoted = [n for n, line in enumerate(lines) if any("bold" in str(s.style) for s in line.spans)]
    first, last = (quoted[0], quoted[-1]) if quoted else (0, 0)
    spare = height - (last - first + 1)
    top = first - spare // 2 if spare >= 0 else first
    unmoved = min(max(top, 0), len(lines) - height)
    top = min(max(unmoved + scroll, 0), len(lines) - height)
    found = lines[top : top + height]
    if top > 0:
        found[0] = _with_ellipsis(found[0], width, before=True)
    if top + height < len(lines):
        found[-1] = _with_ellipsis(found[-1], width, before=False)
    return found, top - unmoved


def _with_ellipsis(line: Text, width: int, *, before: bool) -> Text:
    """A line that tells that there is more before or behind it."""
    if width < 4:
        return line
    if before:
        words = line.plain.split(" ", 1)
        kept = line[len(words[0]) + 1 :] if len(words) > 1 and line.cell_len > width - 2 else line
        kept = Text(f"{_ELLIPSIS} ", "dim").append_text(kept)
        kept.truncate(width)
        return kept
    kept = line.copy()
    if kept.cell_len > width - 2:
        kept.truncate(width - 2)
        at = kept.plain.rstrip().rfind(" ")
        if at > width // 2:
            kept = kept[:at]
    kept.rstrip()
    return kept.append(f" {_ELLIPSIS}", "dim")
