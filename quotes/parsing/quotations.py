"""Text -> passages: the stretches between quotation marks.

    “We won,” he said.                    curly double marks
    "We won," he said.                    straight double marks, told apart by their neighbours
    ''We won,'' he said.                  doubled single marks, as wire services send them
    «We won», he said.  „We won“          guillemets, low marks
    ‘We won,’ he said.                    single marks, where an article uses no double ones
    Doe: ‘We won’                         and in its headline
    “He said ‘we won’ to me.”             single marks inside stay part of the passage
    “We won.                              never closed: runs to the end of its paragraph,
    “And we won fairly.”                  and goes on in the next where that opens with a mark

Apostrophes are no marks. Everything is decided from a bounded neighbourhood of each
mark, so the time is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

_RoleOf = Callable[[str, re.Match[str], re.Match[str] | None, int, int], str]

_DOUBLE = re.compile(r"[“”\"„«»＂]|''|``|‘‘|’’")
_SINGLE = re.compile(r"[‘’'‛]")
_PARAGRAPH = re.compile(r"\S[^\n]*")
# A speaker label of a transcript inside the marks: “WALLACE: Governor, …
_LABEL = re.compile(r"\s*(?=[A-Z.’'\- ]{2,40}:)(?:[A-Z][A-Z.’'\-]*\s?){1,5}:\s+")
_HEADLINES, _HEADLINE = 2, 140  # paragraphs that may be headlines, and their characters
_ELIDED = re.compile(r"(?i)(?:\d\ds?|tis|twas|til|till|em|cause|n|cos|bout|round|ere|neath)\b")


@dataclass(slots=True, frozen=True)
class Passage:
    """The words between two quotation marks, marks excluded.

    `mark` is where its opening mark begins, `after` where its closing mark ends
    (the end of the words where it was never closed). `continues` is true where
    it takes up the passage before it, which was left open at the end of the
    paragraph before.
    """

    start: int
    end: int
    mark: int
    after: int
    closed: bool = True
    continues: bool = False


def find_passages(text: str) -> list[Passage]:
    """The passages of `text`, in order, without overlap, none of them blank.

    Double marks count; where they stand only inside single marks, or not at all, single
    marks do.
    """
    doubles = _pair(text, _DOUBLE, _double_role)
    if 2 * len(doubles) <= text.count("‘") + text.count("'") // 2 or len(doubles) < 3:
        singles = _single_passages(text)
        if singles and _enclose(singles, doubles):
            return singles
    return _in_headline(text) + doubles


def _in_headline(text: str) -> list[Passage]:
    """Passages between single marks in the headline: many papers that set speech in double
    marks set it in single ones there."""
    end = 0
    for paragraph in islice(_PARAGRAPH.finditer(text), _HEADLINES):
        if len(paragraph.group()) > _HEADLINE or _DOUBLE.search(paragraph.group()):
            break
        end = paragraph.end()
    passages = _single_passages(text[:end])
    return [passage for passage in passages if passage.closed]


def _enclose(outer: list[Passage], inner: list[Passage]) -> bool:
    """Whether all the inner passages lie within outer ones; true where there are none."""
    within, at = 0, 0
    for passage in inner:
        while at < len(outer) and outer[at].end < passage.end:
            at += 1
        within += at < len(outer) and outer[at].start <= passage.start
    return within == len(inner)


def _pair(text: str, marks: re.Pattern[str], role_of: _RoleOf) -> list[Passage]:
    """Opening marks paired with closing ones, paragraph by paragraph."""
    passages: list[Passage] = []
    left_open = False
    for paragraph in _PARAGRAPH.finditer(text):
        first, last = paragraph.span()
        opened: re.Match[str] | None = None
        continues = False
        for mark in marks.finditer(text, first, last):
            role = role_of(text, mark, opened, first, last)
            if role == "open" and opened is None:
                continues = left_open and mark.start() == first
                opened = mark
            elif role == "close" and opened is not None:
                _add(passages, text, opened, mark.start(), mark.end(), True, continues)
                opened, continues = None, False
        left_open = opened is not None
        if opened is not None:
            _add(passages, text, opened, last, last, False, continues)
    return passages


def _add(
    passages: list[Passage],
    text: str,
    opened: re.Match[str],
    end: int,
    after: int,
    closed: bool,
    continues: bool,
) -> None:
    start = opened.end()
    if label := _LABEL.match(text, start, end):
        start, continues = label.end(), False
    words = text[start:end]
    if words.strip():
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        passages.append(Passage(start, end, opened.start(), after, closed, continues))


def _double_role(
    text: str, mark: re.Match[str], opened: re.Match[str] | None, first: int, last: int
) -> str:
    """Whether a double mark opens, closes or does neither."""
    char = mark.group()[0]
    before, after = _neighbours(text, mark, first, last)
    if char in "“„«‘`":
        if opened is None:
            return "open"
        typed_wrong = before in ",.!?…" or (before.isalnum() and not after.isalnum())
        return "close" if typed_wrong or (char == "“" and opened.group() == "„") else "neither"
    if char in "”»’":
        if opened is not None:
            return "close"
        return "open" if _is_left_edge(before) and not after.isspace() else "neither"
    if opened is not None:
        nested = _is_left_edge(before) and after.isalnum() and not before.isspace()
        return "neither" if nested else "close"
    if before.isdigit() and not (after.isalnum() or after in "‘'["):
        return "neither"  # 6' 2": inches
    return "open"


def _neighbours(text: str, mark: re.Match[str], first: int, last: int) -> tuple[str, str]:
    """The characters beside a mark; a space at the ends of its paragraph."""
    start, end = mark.span()
    return text[start - 1] if start > first else " ", text[end] if end < last else " "


def _is_left_edge(char: str) -> bool:
    return char.isspace() or char in "([{—–-:/"


def _single_passages(text: str) -> list[Passage]:
    """Passages between single marks, for articles that set speech in them."""
    passages = _pair(text, _SINGLE, _single_role)
    taken_up = [*(passage.continues for passage in passages[1:]), False][: len(passages)]
    return [p for p, goes_on in zip(passages, taken_up, strict=True) if p.closed or goes_on]


def _single_role(
    text: str, mark: re.Match[str], opened: re.Match[str] | None, first: int, last: int
) -> str:
    """Whether a single mark opens, closes or is an apostrophe."""
    before, after = _neighbours(text, mark, first, last)
    if before.isalnum() and after.isalnum():
        return "neither"
    if opened is None:
        opens = _is_left_edge(before) and (after.isalnum() or after in '“"[…£$€')
        elided = _ELIDED.match(text, mark.end(), mark.end() + 8)
        return "open" if opens and not elided else "neither"
    if before.isspace() or after.isalnum():
        return "neither"
    if before in ',.!?…—–-”"':
        return "close"
    return "neither" if _is_plural_possessive(text, before, mark.end(), last) else "close"


def _is_plural_possessive(text: str, before: str, end: int, last: int) -> bool:
    """Whether the mark behind an s is an apostrophe: "the players’ union", and a close follows."""
    if before not in "sS" or not text[end : end + 1].isspace():
        return False
    if not text[end + 1 : end + 2].islower():
        return False
    window = text[end : min(last, end + 400)]
    closing = re.search(r"(?<=[\w,.!?…])[’'](?!\w)", window)
    opening = re.search(r"(?<![\w])[‘'](?=\w)", window)
    return closing is not None and (opening is None or closing.start() < opening.start())
