"""Bytes to text.

In this order: what a byte order mark says, UTF-8, the character set that a page
declares, UTF-8 with a few damaged bytes, Windows-1252 where it reads as words,
and at last a statistical guess on a bounded sample.
"""

from __future__ import annotations

import codecs
import re

from quotes.errors import ArticleError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# These can be plain ASCII and would pass for text: PDF, Rich Text, zipped (.docx, .epub).
_NO_TEXT = (b"%PDF-", b"{\\rtf", b"PK\x03\x04")
_BINARY = "the file is binary, not text: articles are read from .txt, .md, .html and .htm files"
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1b")
_HIGH = bytes(range(128, 256))

# <meta charset="windows-1251">, <?xml encoding="iso-8859-2"?>. HTML looks at 1,024 bytes.
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{1,40})",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 1024
# Codecs fit for pages. Python has others that take quadratic time or make lone surrogates.
_PAGE_CODEC = re.compile(
    r"cp\d+|iso8859-\d+|koi8-[rtu]|mac-\w+|gb\w+|hz|big5\w*|shift_jis\w*|euc_\w+|iso2022_\w+|johab"
)

# Windows-1252 does not read as words when a sign stands inside one ("powiedzia³a"), when
# letters beyond ASCII come in runs ("ñêàçàëà"), or when a capital follows without a space
# what should be a quotation mark or apostrophe ("donÕt", "wait,Ó": Mac Roman).
_NOT_WINDOWS_1252 = re.compile(r"[^\W\d_][¡-¬®-¶¸-¿×÷][^\W\d_]|[À-ÖØ-öø-ÿ]{3}|[a-z.,!?][À-ÖØ-Þ]")
_SAMPLE = 16_384


def decode(path: str, raw: bytes) -> str:
    """The text of the bytes, line ends untouched, without the byte order mark.

    Bytes that are damaged become U+FFFD. Raises ArticleError, which names
    `path`, when the bytes are empty, blank, binary or in no known encoding.
    """
    if not raw.strip():
        raise ArticleError(path, "the file is empty")
    if raw.startswith(_NO_TEXT):
        raise ArticleError(path, _BINARY)
    text = _decoded(path, raw)
    if not text.strip("\ufeff").strip():
        raise ArticleError(path, "the file is empty")
    if "\0" in text:
        raise ArticleError(path, _BINARY)
    return text


def _decoded(path: str, raw: bytes) -> str:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw.decode(encoding, "replace")
    controls = len(raw) - len(raw.translate(None, _CONTROLS))
    if b"\0" in raw or controls > 0.3 * len(raw):
        raise ArticleError(path, _BINARY)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if controls > 0.04 * len(raw):
        raise ArticleError(path, _BINARY)
    text = _declared(raw) or _damaged_utf8(raw) or _windows_1252(raw) or _guessed(raw)
    if text is None:
        raise ArticleError(path, "the encoding is not recognised: save the file as UTF-8")
    return text


def _declared(raw: bytes) -> str | None:
    match = _DECLARED.search(raw, 0, _DECLARED_WITHIN)
    if match is None:
        return None
    try:
        name = codecs.lookup(match[1].decode("ascii", "replace")).name
    except LookupError:
        return None
    # A page that says ISO 8859-1 means Windows-1252 (encoding.spec.whatwg.org).
    name = "cp1252" if name == "iso8859-1" else name
    return _strictly(raw, name) if _PAGE_CODEC.fullmatch(name) else None


def _damaged_utf8(raw: bytes) -> str | None:
    """UTF-8 with the odd bad byte: most bytes beyond ASCII must make whole characters."""
    text = raw.decode("utf-8", "replace")
    high = len(raw) - len(raw.translate(None, _HIGH))
    return text if high > 3 * text.count("\ufffd") else None


def _windows_1252(raw: bytes) -> str | None:
    text = _strictly(raw, "cp1252")
    return None if text is None or _NOT_WINDOWS_1252.search(text) else text


def _guessed(raw: bytes) -> str | None:
    from charset_normalizer import from_bytes

    # The sample lies where the bytes beyond ASCII begin, and is not cut inside a character:
    # a byte below 0x21 is no part of one in any encoding that is guessed.
    first = next(re.finditer(rb"[\x80-\xff]", raw)).start()
    sample = raw[max(0, first - 256) : first + _SAMPLE]
    if first + _SAMPLE < len(raw):
        sample = re.sub(rb"[^\x00-\x20]{1,64}\Z", b"", sample)
    for guess in from_bytes(sample):
        text = _strictly(raw, guess.encoding) if guess.encoding != "cp1252" else None
        if text is not None:
            return text
    return None


def _strictly(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None
