"""Quotes laid out for a person to read: in full, wrapped to the width of the terminal.

Colour and weight are added only on a terminal; NO_COLOR leaves the weight alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TextIO

from quotes.showing import WIDEST, breaks, one_line, printable, uncertain

if TYPE_CHECKING:
    from rich.text import Text

    from quotes.models import Span
    from quotes.roster import SpeakerSummary

__all__ = ["Page", "one_line", "printable", "uncertain"]

# So many names are listed beneath a speaker; the other formats list them all.
NAMES = 5

_MATCH = "bold black on yellow"
_SEPARATOR = " · "
_LABEL = 10  # width of a field's label


class Page:
    """A terminal, or a file in its place, that quotes are laid out on."""

    def __init__(self, out: TextIO) -> None:
        from rich.console import Console

        self._console = Console(file=out, highlight=False, markup=False, emoji=False)
        self._width = min(self._console.width, WIDEST)

    def gap(self) -> None:
        """A blank line."""
        self._console.print()

    def words(
        self,
        text: str,
        kind: str,
        highlights: Sequence[Span] = (),
        segments: Sequence[Span] = (),
    ) -> None:
        """The words of a quote; an indirect one's are the reporter's and get no marks.

        Where the attribution broke the quote, as its segments tell, the marks close and
        open again: “We won,” … “fairly.”
        """
        opening, closing = ("", "") if kind == "indirect" else ("“", "”")
        words = _styled((opening, ""))
        start = 0
        for end in [*breaks(text, segments), len(text)]:
            if start:
                words.append(f"{closing} … {opening}")
            shift = len(words) - start
            words.append_text(_styled((text[start:end], "")))
            for span in highlights:
                if span.start < end and span.end > start:
                    first, last = max(span.start, start), min(span.end, end)
                    words.stylize(_MATCH, first + shift, last + shift)
            start = end + 1
        words.append(closing)
        self._write(words, hang=len(opening))

    def credit(
        self,
        speaker: str | None,
        role: str | None,
        confidence: float | None,
        venue: str | None,
        date: str | None,
    ) -> None:
        """Who said it, where and when; what is not known or doubtful is said to be so."""
        who = [(speaker, "bold") if speaker else ("speaker unknown", "italic")]
        if role:
            who.append((f", {role}", ""))
        if doubt := uncertain(speaker, confidence):
            who.append((f" (uncertain: {doubt})", "italic"))
        parts = [_styled(*who)]
        if venue:
            parts.append(_styled((venue, "")))
        parts.append(_styled((f"said {date}" if date else "day not given", "")))
        self._pack(parts, 2)

    def details(self, parts: Iterable[str | None], indent: int = 2) -> None:
        """Lesser things, those that are there, in one line if it holds them."""
        self._pack([_styled((part, "dim")) for part in parts if part], indent)

    def field(self, label: str, value: str, *notes: str | None) -> None:
        """A labelled value, with notes on it in a line beneath."""
        self._write(_styled((f"{label:{_LABEL}}", ""), (value, "bold")), hang=_LABEL)
        self.details(notes, _LABEL)

    def passage(self, text: str, marked: Iterable[Span]) -> None:
        """A stretch of an article in which some words stand out: in asterisks in a file."""
        around = "**" if self._console.color_system is None else ""
        pieces = []
        end = 0
        for span in marked:
            pieces.append((text[end : span.start], ""))
            pieces.append((f"{around}{text[span.start : span.end]}{around}", "bold"))
            end = span.end
        self._write(_styled(*pieces, (text[end:], "")), indent=2)

    def speakers(self, summaries: Sequence[SpeakerSummary]) -> None:
        """Who is quoted, how often, from when to when; other names and outlets beneath."""
        widest = max((len(summary.name) for summary in summaries), default=0)
        column = max(len("Speaker"), min(widest, self._width - 32))
        self._write(_styled((f"{'Speaker':{column}}  Quotes  {'First':10}  Last", "bold")))
        for summary in summaries:
            name, *rest = _styled((summary.name, "bold")).wrap(self._console, column)
            name.rstrip()
            name.pad_right(column - name.cell_len)
            name.append(f"  {summary.quotes:6}  {summary.first or '':10}  {summary.last or ''}")
            for line in (name, *rest):
                self._write(line)
            for before, names in (("also", summary.aliases), ("in", summary.outlets)):
                if names:
                    self._write(_styled((f"{before} {_listed(names)}", "dim")), indent=2)

    def _pack(self, parts: Sequence[Text], indent: int) -> None:
        """Print parts side by side, breaking the line between them where that is enough."""
        if not parts:
            return
        line, *rest = parts
        for part in rest:
            if indent + line.cell_len + len(_SEPARATOR) + part.cell_len <= self._width:
                line = line.append(_SEPARATOR, "dim").append_text(part)
            else:
                self._write(line, indent, hang=2)
                line = part
        self._write(line, indent, hang=2)

    def _write(self, text: Text, indent: int = 0, hang: int = 0) -> None:
        """Wrap and print a text; `hang` is how much further its later lines are indented."""
        width = self._width - indent
        if text.cell_len > width:
            width -= hang
        lines = text.wrap(self._console, max(width, 20))
        for number, line in enumerate(lines):
            line.rstrip()
            line.pad_left(indent + (hang if number else 0))
            self._console.print(line, no_wrap=True, overflow="ignore", crop=False)


def _styled(*parts: tuple[str, str]) -> Text:
    """A text made of pieces and their styles."""
    from rich.text import Text

    return Text.assemble(*((printable(text), style) for text, style in parts))


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - NAMES} more" if len(names) > NAMES else ""
    return ", ".join(names[:NAMES]) + more
