"""One file into one Article."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

from quotes.models import Article
from quotes.reading import fields
from quotes.reading.encoding import decode
from quotes.reading.files import STANDARD_INPUT, content
from quotes.reading.html import is_page, read_html
from quotes.reading.markdown import has_front_matter, read_markdown
from quotes.reading.plain import read_plain

_Reader = Callable[[str, str], fields.Reading]
_READERS: dict[str, _Reader] = {
    ".txt": read_plain,
    ".md": read_markdown,
    ".html": read_html,
    ".htm": read_html,
}


def read(path: str, given: Mapping[str, str] | None = None) -> Article:
    """The article in a file, or in standard input for "-".

    The ending of the file says how it is read; without a known ending, a page
    and front matter are recognised by their first characters, and all else is
    plain text. What is `given` (keys: fields.GIVEN; `author` may hold several
    names) wins over what the file says of itself. Raises InputError for an
    unknown key of `given`, ArticleError when the file cannot be read or one of
    its dates or addresses is none.
    """
    given = fields.known(given)
    # Bytes of a path that are no UTF-8 are lone surrogates in Python: not for the database.
    shown = fields.without_surrogates(path)
    raw = content(path)
    text = decode(shown, raw)
    reading = _reader(path, text)(shown, text)
    found = fields.checked(shown, {**reading.fields, **given})
    is_file = path != STANDARD_INPUT
    return Article(
        text=reading.text,
        name=Path(shown).stem if is_file else "stdin",
        path=os.path.abspath(shown) if is_file else None,  # noqa: PTH100 (keeps links)
        raw_sha256=sha256(raw).hexdigest(),
        reader=reading.reader,
        reader_version=reading.reader_version,
        given_id=found.get("id"),
        bylines=fields.bylines(found.get("author", "")),
        url=found.get("url"),
        canonical_url=found.get("canonical_url"),
        archive_url=found.get("archive_url"),
        outlet=found.get("outlet"),
        title=found.get("title"),
        published=found.get("published"),
        modified=found.get("modified"),
        accessed=found.get("accessed"),
        section=found.get("section"),
        page=found.get("page"),
        language=found.get("language"),
    )


def _reader(path: str, text: str) -> _Reader:
    known = None if path == STANDARD_INPUT else _READERS.get(Path(path).suffix.lower())
    if known is not None:
        return known
    if is_page(text):
        return read_html
    return read_markdown if has_front_matter(text) else read_plain
