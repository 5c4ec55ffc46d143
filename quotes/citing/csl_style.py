"""Any style of the Citation Style Language, by citeproc-py; an extra, and best effort.

    pip install 'quotes-db[csl]'

citeproc-py 0.11 knows about three fifths of the language: given names are always abbreviated where
a style allows it, full stops may stand outside marks, marks within marks are not turned round,
some words of a style are printed without the number they belong to. What it gets wrong with every
unsigned article, the headline printed twice, is put right here.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from quotes.citing import csl, mla
from quotes.citing.grammar import capital
from quotes.citing.markup import italic, link, plain
from quotes.citing.punctuation import pointed
from quotes.citing.source import source, speakers
from quotes.citing.wording import marked
from quotes.errors import InputError
from quotes.models import QuoteRecord

_NAMESPACE = "{http://purl.org/net/xbiblio/csl}"
_LARGEST = 5_000_000  # bytes of a style; the longest published one has a tenth of that
# Left out of an item: the words and the account, which stand in the citation anyway, and what
# citeproc-py does not know.
_LEFT_OUT = ("abstract", "note", "event-title", "archive", "archive_location")
_MARKUP = re.compile("[\ue000-\ue003]")
_STRAY = re.compile(r",? ?\bEdition\.(?= |$)")


class _Formatter:
    """What citeproc-py asks of a format: here the marks of markup.py."""

    @staticmethod
    def preformat(text: object) -> str:
        return str(text)

    @staticmethod
    def Italic(text: object) -> str:  # noqa: N802
        return italic(plain(str(text)))

    Oblique = Italic
    Bold = Light = Underline = Superscript = Subscript = SmallCaps = preformat


def cited_by(path: str) -> Callable[[QuoteRecord], list[str]]:
    """A function that gives the lines of a citation in the style of a CSL file.

    They are the person's words with what the style has in the text or in a note, and the
    article's entry in the bibliography, where the style has one. Raises InputError, with the
    remedy, for a file that cannot be read, that is no independent CSL style, or that
    citeproc-py cannot follow, and where citeproc-py is not installed.
    """
    try:
        import citeproc  # noqa: F401
    except ImportError as error:
        raise InputError(f"{path} needs citeproc-py: pip install 'quotes-db[csl]'") from error
    style = _style(path, _written(path))

    def cited(record: QuoteRecord) -> list[str]:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return _lines(style, record)
        except Exception as error:
            raise InputError(_unusable(path, error)) from error

    return cited


def _written(path: str) -> int:
    try:
        return Path(path).stat().st_mtime_ns
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}): name a CSL file") from error


@lru_cache(maxsize=8)
def _style(path: str, _: int) -> Any:
    from citeproc import CitationStylesStyle

    try:
        raw = Path(path).read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}): name a CSL file") from error
    _check(path, raw)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return CitationStylesStyle(io.BytesIO(raw), validate=False)
    except Exception as error:
        raise InputError(_unusable(path, error)) from error


def _check(path: str, raw: bytes) -> None:
    """Refuse what is no independent style, before anybody else reads it."""
    from lxml import etree

    # Neither a style nor its parser needs declarations of entities, which can be bombs.
    if len(raw) > _LARGEST or b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:
        raise InputError(f"{path} is no CSL style: name a file from citationstyles.org")
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        raise InputError(f"{path} is no XML: name a CSL file") from error
    if root.tag != f"{_NAMESPACE}style":
        raise InputError(f"{path} is no CSL style: name a file from citationstyles.org")
    if root.find(f"{_NAMESPACE}citation") is None:
        links = root.iterfind(f"{_NAMESPACE}info/{_NAMESPACE}link")
        parents = [
            each.get("href", "") for each in links if each.get("rel") == "independent-parent"
        ]
        name = f": name the file of {parents[0].rpartition('/')[2]}" if parents else ""
        raise InputError(f"{path} is a CSL style that depends on another{name}")


def _lines(style: Any, record: QuoteRecord) -> list[str]:
    from citeproc import Citation, CitationItem, CitationStylesBibliography
    from citeproc.source.json import CiteProcJSON

    article = source(record)
    item = {key: value for key, value in csl.item(record).items() if key not in _LEFT_OUT}
    item |= {"id": "item"} | ({"URL": article.url} if article.url else {})
    bibliography = CitationStylesBibliography(style, CiteProcJSON([item]), _Formatter)
    citation = Citation([CitationItem("item")])
    bibliography.register(citation)
    in_text = _once(str(bibliography.cite(citation, lambda _: None)), article.title)
    lines = [_quotation(style, record, in_text, article.own_words)]
    if style.has_bibliography():
        entries = (_once(str(entry), article.title) for entry in bibliography.bibliography())
        lines += [_linked(entry, article.url) for entry in entries if entry]
    return lines


def _quotation(style: Any, record: QuoteRecord, in_text: str, own_words: bool) -> str:
    """ "Jane Smith said, “Words” (Doe 2024)", or the note with "quoted in" before it."""
    if style.root.get("class") == "note":
        who = " and ".join(speakers(record))
        verb = "paraphrased in" if record.kind == "indirect" else "quoted in"
        quoted = in_text if own_words or not who else f"{who}, {verb} {in_text}"
        return capital(pointed(quoted, "."))
    said = marked(record, "") if own_words else mla.sentence(record, "")
    return pointed(f"{said} {in_text}".rstrip(), ".")


def _once(entry: str, title: str | None) -> str:
    """The entry with its headline in it once, and without a word that lacks its number."""
    entry = _STRAY.sub("", entry).strip()
    if not title or "Edition." in title:
        return entry
    folded, wanted = entry.lower(), title.lower()  # a style may give it other capitals
    first = folded.find(wanted)
    again = folded.find(wanted, first + len(wanted)) if first >= 0 else -1
    if again < 0 or len(folded) != len(entry):
        return entry
    before = entry[:again].rstrip("“\"‘'\ue000 ")
    behind = entry[again + len(title) :].lstrip("”\"’'\ue003.,; ")
    return f"{before} {behind}".strip()


def _linked(entry: str, url: str | None) -> str:
    return entry.replace(url, link(url)) if url and not _MARKUP.search(url) else entry


def _unusable(path: str, error: Exception) -> str:
    reason = " ".join(str(error).split())[:120] or type(error).__name__
    return f"{path}: citeproc-py cannot follow this style ({reason}): choose another"
