"""Markdown: front matter in YAML between two lines of `---`, then the article.

---
title: Mill Street bridge to close
author: Jane Doe
published: 2025-02-24
---
The bridge on Mill Street …
"""

from __future__ import annotations

import re

from quotes.errors import ArticleError
from quotes.reading.fields import GIVEN, Reading

_VERSION = "1"  # changes when the same bytes give another text
_LONGEST = 65_536  # characters of front matter; YAML is slow
_FRONT = re.compile(
    r"---[ \t]*\r?\n(?P<block>.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)
# A line of `---` may also be a rule across the page: front matter goes on with a key.
_OPENING = re.compile(r"---[ \t]*\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*(?:[\w\"'-]+[ \t]*:|---)")
_NOTHING = ("", "~", "null")


def has_front_matter(text: str) -> bool:
    """Whether the text opens with front matter."""
    return _OPENING.match(text, 0, _LONGEST) is not None


def read_markdown(path: str, text: str) -> Reading:
    """The text after the front matter, verbatim, and the fields that the front matter names.

    Keys that are no field of an article are ignored. Raises ArticleError for
    front matter that is never closed or is no YAML mapping of plain values.
    """
    if not has_front_matter(text):
        return Reading(text, "markdown", _VERSION)
    match = _FRONT.match(text, 0, _LONGEST)
    if match is None:
        raise ArticleError(path, "the front matter opened on line 1 is not closed: add a line ---")
    body = text[match.end() :]
    if not body.strip():
        raise ArticleError(path, "the file is empty after its front matter")
    return Reading(body, "markdown", _VERSION, _fields(path, match["block"]))


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
