"""What BibTeX and BibLaTeX have in common: keys, names, and text that TeX prints letter for letter.

Every character that TeX takes for a command or for half of a ligature is escaped, in every field
but the addresses, which are percent-encoded instead. BibTeX and Biber count braces even behind a
backslash ("BibTeXing", Patashnik 1988, section 4), so braces without a partner become the
commands for them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from quotes.citing.names import Name
from quotes.citing.source import Source
from quotes.citing.wording import abstract, account, headline
from quotes.models import QuoteRecord

# A pipe stays as it is: the oldest font encoding alone prints a dash for it, and not every program
# that reads these formats knows the command.
_COMMANDS = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        **{character: f"\\{character}" for character in "$&#%_{}"},
    }
)
_LONE_BRACES = {**_COMMANDS, ord("{"): r"\textbraceleft{}", ord("}"): r"\textbraceright{}"}
# Two hyphens print a dash, two grave accents a quotation mark, unless something parts them.
_LIGATURE = re.compile(r"(?<=-)(?=-)|(?<=')(?=')|(?<=[`!?])(?=`)|(?<=,)(?=,)")
_AND = re.compile(r"\b(and)\b", re.IGNORECASE)


def entry(kind: str, key: str, fields: Iterable[tuple[str, str | None]]) -> str:
    """An entry of these fields, without a line end; those without a value are left out."""
    lines = ",\n".join(f"  {name} = {value}" for name, value in fields if value)
    return f"@{kind}{{{key},\n{lines}\n}}"


def key(record: QuoteRecord, article: Source) -> str:
    """Author, year, first long word of the headline and the quote's public id: doe2024mayor-k3f…"""
    author = article.authors[0].family if article.authors else article.outlet or ""
    year = f"{article.published.year}" if article.published else ""
    word = next((word for word in _ascii(article.title or "").split() if len(word) > 3), "")
    stem = re.sub(r"[^a-z0-9]", "", f"{_ascii(author)}{year}{word}")
    return f"{stem or 'quote'}-{re.sub(r'[^A-Za-z0-9]', '', record.public_id)}"


def authors(article: Source) -> str | None:
    """ "{van der Berg, Jr., Anna and {Associated Press}}": a body in braces of its own."""
    names = " and ".join(_author(name) for name in article.authors)
    return f"{{{names}}}" if names else None


def title(record: QuoteRecord, article: Source) -> str | None:
    """The headline in two pairs of braces, so that no style changes its capitals."""
    text = headline(record, article)
    return f"{{{braced(text)}}}" if text else None


def note(record: QuoteRecord) -> str:
    """Who said it when and where, and the words: not escaped yet."""
    who = account(record)
    return f"{who}: {abstract(record)}" if who else abstract(record)


def address(url: str | None) -> str | None:
    """The address between braces, percent-encoded as it is."""
    return f"{{{url}}}" if url else None


def braced(text: str | None) -> str | None:
    """The text between braces, escaped; None where there is none."""
    return f"{{{_escaped(text)}}}" if text else None


def _author(name: Name) -> str:
    if name.given is None:
        return f"{{{_escaped(name.family)}}}"
    parts = (name.surname, name.suffix, name.given)
    # In braces the word does not part one name from the next.
    return ", ".join(_AND.sub(r"{\1}", _escaped(part)) for part in parts if part)


def _escaped(text: str) -> str:
    parted = _LIGATURE.sub("\0", text)  # which no field holds
    escaped = parted.translate(_COMMANDS if _is_balanced(text) else _LONE_BRACES)
    return escaped.replace("\0", "{}")


def _is_balanced(text: str) -> bool:
    depth = 0
    for character in text:
        depth += (character == "{") - (character == "}")
        if depth < 0:
            return False
    return depth == 0


def _ascii(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9 ]", "", folded.lower())
