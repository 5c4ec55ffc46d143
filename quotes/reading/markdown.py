"""Markdown: front matter in YAML between two lines of `---`, then the article.

---
title: Mill Street bridge to close
author: Jane Doe
published: 2025-02-24
---
The bridge on **Mill Street** …

The article's text is what a reader of the typeset page sees: words without markup. It is
CommonMark with tables and strikethrough, https://spec.commonmark.org/0.31.2/, as
markdown-it-py reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quotes.errors import ArticleError
from quotes.reading.fields import GIVEN, Reading

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_VERSION = "2"  # changes when the same bytes give another text
_LONGEST = 65_536  # characters of front matter; YAML is slow
_FRONT = re.compile(
    r"---[ \t]*\r?\n(?P<block>.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)
# A line of `---` may also be a rule across the page: front matter goes on with a key.
_OPENING = re.compile(r"---[ \t]*\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*(?:[\w\"'-]+[ \t]*:|---)")
_NOTHING = ("", "~", "null")

# Each piece of a body is converted by itself, since markdown-it makes up to 500 bytes of
# every character. No article is as long as a piece, and no paragraph half as long.
_PIECE = 500_000  # characters
_PARAGRAPH = 100_000  # characters; longer ones keep their markup
_DEEPEST = 30  # blocks within each other; markdown-it leaves out the text of deeper ones

_ENDS = {"paragraph_close", "heading_close", "tr_close"}
_WORDS = {"text", "text_special", "code_inline"}
_BREAKS = {"softbreak": " ", "hardbreak": "\n"}
# Not for the reader. What is never closed goes on to the end, as in a browser.
_UNSEEN = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.I)
_BLOCK_TAG = re.compile(
    r"</?(?:address|article|aside|blockquote|center|d[dlt]|details|div|fig\w+|footer|h[1-6r]"
    r"|header|li|main|nav|[ou]l|p|pre|section|summary|table|t[dhr])\b",
    re.IGNORECASE,
)
_LINE_TAG = re.compile(r"<br\b", re.IGNORECASE)


def has_front_matter(text: str) -> bool:
    """Whether the text opens with front matter."""
    return _OPENING.match(text, 0, _LONGEST) is not None


def read_markdown(path: str, text: str) -> Reading:
    """The words after the front matter, and the fields that the front matter names.

    Paragraphs, headings, list items, rows of a table (cells joined by " | ") and blocks
    of code are joined by an empty line. Of inline markup, links and HTML the words stay;
    images and comments are left out. A line break inside a paragraph is a space, one
    that the author forced a newline.

    Keys that are no field of an article are ignored. Raises ArticleError for
    front matter that is never closed or is no YAML mapping of plain values, and for
    a body without words.
    """
    fields: dict[str, str] = {}
    body = text
    if has_front_matter(text):
        match = _FRONT.match(text, 0, _LONGEST)
        if match is None:
            reason = "the front matter opened on line 1 is not closed: add a line ---"
            raise ArticleError(path, reason)
        body = text[match.end() :]
        if not body.strip():
            raise ArticleError(path, "the file is empty after its front matter")
        fields = _fields(path, match["block"])
    words = _words(body)
    if not words:
        raise ArticleError(path, "the file holds markup but no words")
    return Reading(words, "markdown", _VERSION, fields)


def _words(body: str) -> str:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST})
    parser.enable(["table", "strikethrough"])
    body = body.replace("\r\n", "\n").replace("\r", "\n")
    paragraphs = (words for piece in _pieces(body) for words in _paragraphs(parser, piece))
    return "\n\n".join(paragraphs)


def _pieces(body: str) -> Iterator[str]:
    """The body, cut at an empty line where there is one, else between two lines."""
    start = 0
    while (limit := start + _PIECE) < len(body):
        end = body.rfind("\n\n", start + 1, limit)
        if end < 0:
            end = body.find("\n", limit)
        if end < 0:
            break
        yield body[start:end]
        start = end
    yield body[start:]


def _paragraphs(parser: MarkdownIt, piece: str) -> Iterator[str]:
    references: dict[str, object] = {}
    tokens = parser.block.parse(piece, parser, references, []) or []
    if any(token.level >= _DEEPEST - 1 for token in tokens):
        yield piece.strip()
        return
    cells: list[str] = []
    for token in tokens:
        if token.type == "inline":
            cells.append(_inline(parser, token.content, references))
        elif token.type == "html_block":
            yield from _tidied(_inline(parser, _UNSEEN.sub("", token.content), references))
        elif token.type in ("code_block", "fence"):
            yield from filter(None, [token.content.strip("\n")])
        elif token.type in _ENDS:
            yield from _tidied(" | ".join(filter(None, cells)))
            cells.clear()


def _inline(parser: MarkdownIt, content: str, references: dict[str, object]) -> str:
    if len(content) > _PARAGRAPH:
        return content.replace("\n", " ")
    return "".join(map(_printed, parser.inline.parse(content, parser, references, [])))


def _printed(token: Token) -> str:
    if token.type in _WORDS:
        return token.content
    if token.type != "html_inline":
        return _BREAKS.get(token.type, "")
    if _BLOCK_TAG.match(token.content):
        return "\n\n"
    return "\n" if _LINE_TAG.match(token.content) else ""


def _tidied(words: str) -> Iterator[str]:
    """The paragraphs in `words`, their lines without space around them."""
    for paragraph in words.split("\n\n"):
        lines = "\n".join(line.strip() for line in paragraph.split("\n")).strip()
        if lines:
            yield lines


def _fields(path: str, block: str) -> dict[str, str]:
    loaded = _loaded(path, block)
    fields = {}
    for key, value in loaded.items():
        name = str(key).lower()
        if name not in GIVEN or value in _NOTHING:
            continue
        if name == "author" and isinstance(value, list):
            value = "; ".join(author for author in value if isinstance(author, str))
        if not isinstance(value, str):
            raise ArticleError(path, f"front matter: {name} must be a plain value, not a list")
        fields[name] = value
    return fields


def _loaded(path: str, block: str) -> dict[object, object]:
    import yaml

    try:
        if any(isinstance(t, yaml.AliasToken) for t in yaml.scan(block, Loader=yaml.BaseLoader)):
            raise ArticleError(path, "front matter: write values out, aliases (*name) are not read")
        # BaseLoader leaves every value a string, as written: dates, page 010, the title "No".
        loaded = yaml.load(block, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        line = _line(error, block)
        raise ArticleError(path, f"front matter, line {line}: {_problem(error)}") from error
    except RecursionError as error:
        raise ArticleError(path, "front matter: too deeply nested") from error
    if loaded in (None, ""):
        return {}
    if not isinstance(loaded, dict):
        raise ArticleError(path, "front matter, line 2: expected lines such as title: Some words")
    return loaded


def _line(error: Exception, block: str) -> int:
    """The line of the file, counted from 1; the block begins on line 2."""
    mark = getattr(error, "problem_mark", None)
    before = mark.line if mark else block.count("\n", 0, getattr(error, "position", 0))
    return int(before) + 2


def _problem(error: Exception) -> str:
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "not YAML"
    return f"{problem} (put a value with a colon in quotation marks)"
