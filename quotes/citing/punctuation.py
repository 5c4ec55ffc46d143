"""Marks and points around words that never change themselves.

American usage, as all four styles have it: double marks outside, single marks
inside, commas and full stops inside the marks, one opening mark for each
paragraph and one closing mark at the very end. Only marks and the points at
the end of a passage are adapted: letters, digits and apostrophes stay.
"""

from __future__ import annotations

import re

from quotes.citing.markup import END

_MARK = re.compile("[“”\"‘’']")
_BEFORE_OPENING = frozenset("([{—–-/“‘\"'")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Za-z]\.){2,}|\b(?:Mr|Mrs|Ms|Dr|Jr|Sr|St|Inc|Corp|Co|Ltd|Gov|Sen|Rep|Gen|Lt|vs|etc)\.)$"
)
_INITIAL = re.compile(r"\b[A-Z]\.$")
# A whole run of points and closing marks, then the letter or figure that comes next.
_RUN = "[.?!…”’\"')\\]]"
_SENTENCE_END = re.compile(rf"(?<!{_RUN}){_RUN}++(?=\s+[“‘\"'(\[]*(\w))")


def inner(text: str) -> str:
    """The text with its marks one level down: double ones become single ones.

    Marks alternate with depth, so double marks inside single ones stay double,
    and curly single marks inside double ones become double. Straight single
    marks are left alone (many are apostrophes), and so is a straight mark after
    a figure that closes nothing (an inch sign).
    """
    changed = list(text)
    depth = 0
    pairs = _pairs(text)
    closers = {closer: opener for opener, closer in pairs.items()}
    for found in _MARK.finditer(text):
        at, mark = found.start(), found.group()
        if mark == "'":
            continue
        if at in pairs:
            changed[at] = "“" if depth % 2 else "‘"
            depth += 1
        elif at in closers:
            depth -= 1
            changed[at] = "”" if depth % 2 else "’"
        elif mark in "“”" or (mark == '"' and not text[at - 1 : at].isdigit()):
            opening = mark == "“" or (mark == '"' and _opens(text, at))
            changed[at] = "“‘"[depth % 2 == 0] if opening else "”’"[depth % 2 == 0]
    return "".join(changed)


def quoted(text: str) -> str:
    """The text between double marks, its own marks one level down.

    Paragraphs (lines) each open with a mark; only the last one closes.
    """
    return "“" + inner(text).replace("\n", "\n“") + "”"


def end(text: str, point: str) -> str:
    """The text ended by `point` ("," or "." or ""), which stands inside any closing marks.

    A comma, semicolon, colon or full stop there gives way, except the stop of
    an abbreviation and an ellipsis. After a question mark, an exclamation mark
    or a dash nothing is added; after a stop no second stop.
    """
    core, marks = _split_marks(text.rstrip())
    if core.endswith((",", ";", ":")) or (core.endswith(".") and not _keeps_stop(core)):
        # The point may stand outside further marks, as in British usage.
        core, inside = _split_marks(core[:-1].rstrip())
        marks = inside + marks
    elif core.endswith(("?", "!", "—", "–")):
        point = ""
    if not core:
        return text
    if point == "." and core.endswith((".", "…")):
        point = ""
    return core + point + marks


def full_stop(text: str) -> str:
    """The text with a full stop in place of a comma at its end; any other end stays."""
    return end(text, ".") if _split_marks(text.rstrip())[0].endswith(",") else text


def no_comma(text: str) -> str:
    """The text without the comma that typography put at its end; any other end stays."""
    return end(text, "") if _split_marks(text.rstrip())[0].endswith(",") else text


def pointed(part: str, point: str) -> str:
    """The part of a reference followed by `point`, inside the marks where it ends with one.

    A comma is added after a question mark too, a full stop is not (The Chicago
    Manual of Style, 17th ed., 6.125 and 14.96; the MLA and APA have the same
    rule for the stop).
    """
    core, marks = _split_marks(part[:-1]) if part.endswith("”") else (part, "")
    if point == "." and core.rstrip(END).endswith((".", "?", "!", "…")):
        return part
    return core + point + marks + ("”" if part.endswith("”") else "")


def first_sentence(text: str) -> tuple[str, str]:
    """The first sentence of a paragraph and the rest, which is "" if there is no other.

    Never cuts inside a pair of marks, after an initial or after an abbreviation.
    """
    pairs = _pairs(text)
    openers = iter(sorted(pairs))
    opener = next(openers, None)
    inside_until = -1
    for found in _SENTENCE_END.finditer(text):
        start, stop = found.span()
        while opener is not None and opener < start:
            inside_until = max(inside_until, pairs[opener])
            opener = next(openers, None)
        before = text[max(0, start - 11) : start + 1]
        if (
            stop > inside_until
            and any(point in found.group() for point in ".?!…")
            and not _ABBREVIATION.search(before)
            and not _INITIAL.search(before)
            and (found[1].isupper() or found[1].isdigit())
        ):
            return text[:stop], text[stop:].lstrip()
    return text, ""


def _keeps_stop(text: str) -> bool:
    return text.endswith("..") or _ABBREVIATION.search(text[-12:]) is not None


def _split_marks(text: str) -> tuple[str, str]:
    """The text without the closing marks at its end, and those marks."""
    at = len(text)
    closers = set(_pairs(text).values()) if text.endswith(("”", "’", '"', "'")) else set()
    while at and at - 1 in closers:
        at -= 1
    return text[:at], text[at:]


def _opens(text: str, at: int) -> bool:
    """Whether a mark stands where one opens: after a gap, before a word."""
    after = text[at + 1 : at + 2]
    return (at == 0 or text[at - 1].isspace() or text[at - 1] in _BEFORE_OPENING) and (
        after != "" and not after.isspace()
    )


def _pairs(text: str) -> dict[int, int]:
    """The position of each opening mark that is closed, with that of its closing mark."""
    pairs: dict[int, int] = {}
    waiting: list[tuple[str, int]] = []
    doubles = 0
    for found in _MARK.finditer(text):
        at, mark = found.start(), found.group()
        double = mark in '“”"'
        if mark in "“‘" or (mark in "\"'" and _opens(text, at) and not (double and doubles)):
            waiting.append((mark, at))
            doubles += double
        elif double and doubles:
            while waiting[-1][0] not in '“"':
                waiting.pop()
            pairs[waiting.pop()[1]] = at
            doubles -= 1
        elif (
            waiting
            and waiting[-1][0] == {"’": "‘", "'": "'"}.get(mark)
            and not (text[at - 1].isalnum() and text[at + 1 : at + 2].isalnum())
        ):
            pairs[waiting.pop()[1]] = at
    return pairs
