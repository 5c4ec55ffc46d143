"""How a citation is set: plain text, or Markdown or HTML in which nothing of the data is markup.

The styles compose a citation with `italic` and `link`, which put characters of
the private use area around what they mark; fields never hold these. The
punctuation can then be placed before anybody knows the format.
"""

from __future__ import annotations

import re
from html import escape

_ITALIC, _LINK, _SHOWN, END = "\ue000", "\ue001", "\ue002", "\ue003"
_MARKED = re.compile(
    rf"{_ITALIC}(?P<italic>[^{END}]*){END}"
    rf"|{_LINK}(?P<url>[^{_SHOWN}]*){_SHOWN}(?P<shown>[^{END}]*){END}"
    rf"|(?P<text>[^{_ITALIC}-{END}]+)"
)
# CommonMark 0.31, 2.4: any ASCII punctuation may be escaped. The second line is
# what means something only at the start of a block.
_SPECIAL = re.compile(r"[\\`*_\[\]<>|~$]|&(?=#?\w+;)")
_BLOCK_START = re.compile(r"(?<=\n)(\d{0,9})([-+=#.)])")
# GitHub turns these into links wherever they stand.
_BARE_LINK = re.compile(r"(?<=:)(?=//)|(?<=\bwww)(?=\.)", re.IGNORECASE)
_ABSOLUTE = re.compile(r"[a-z]{2,}://", re.IGNORECASE)


def italic(text: str) -> str:
    """The text, marked to be set in italics."""
    return f"{_ITALIC}{text}{END}"


def link(url: str, shown: str | None = None) -> str:
    """The address, marked as a link of which a reader sees `shown`, by default all of it."""
    return f"{_LINK}{url}{_SHOWN}{url if shown is None else shown}{END}"


def plain(composed: str) -> str:
    """A composed citation without any marking."""
    return _MARKED.sub(lambda m: m["text"] or m["italic"] or m["shown"] or "", composed)


def markdown(composed: str) -> str:
    """A composed citation in CommonMark; the line breaks in it are hard ones."""
    return _MARKED.sub(_as_markdown, composed)


def html(composed: str) -> str:
    """A composed citation in HTML; its lines are divided by <br>."""
    return _MARKED.sub(_as_html, composed)


def _as_html(found: re.Match[str]) -> str:
    if found["text"]:
        return escape(found["text"]).replace("\n", "<br>\n")
    if found["italic"]:
        return f"<i>{escape(found['italic'])}</i>"
    url, shown = found["url"], found["shown"]
    return f'<a href="{escape(url)}">{escape(shown)}</a>' if _ABSOLUTE.match(url) else escape(shown)


def _as_markdown(found: re.Match[str]) -> str:
    before = found.string[max(0, found.start() - 1) : found.start()] or "\n"
    if found["text"]:
        return _escaped(found["text"], before)
    if found["italic"]:
        return f"*{_escaped(found['italic'])}*"
    url, shown = found["url"], found["shown"]
    if not _ABSOLUTE.match(url):
        return _escaped(shown)
    return f"<{url}>" if shown == url else f"[{_escaped(shown)}](<{url}>)"


def _escaped(text: str, before: str = "") -> str:
    """The text in Markdown; `before` is the character that stands before it."""
    escaped = _SPECIAL.sub(r"\\\g<0>", text)
    escaped = _BLOCK_START.sub(r"\1\\\2", before + escaped).removeprefix(before)
    return _BARE_LINK.sub(r"\\", escaped).replace("\n", "\\\n")
