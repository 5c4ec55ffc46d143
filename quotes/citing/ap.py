"""The Associated Press's style: a sentence to paste, with the source it was read in.

Rules, from guides that follow the AP Stylebook: the verb is *said*; the first
reference has the full name, a short title before it, a longer description
after it; commas and full stops stand inside the marks; a question mark or an
exclamation mark takes the comma's place; several sentences are attributed
after the first; partial quotes have neither a capital nor a comma before them;
paraphrases have no marks. Names of publications are not set in italics. A role
keeps the capitals it was printed with.
"""

from __future__ import annotations

import re

from quotes.citing import dates
from quotes.citing.grammar import capital, head, listed
from quotes.citing.occasions import place
from quotes.citing.punctuation import end, first_sentence, inner, pointed, quoted
from quotes.citing.source import source
from quotes.citing.wording import (
    Piece,
    credited,
    excerpts,
    joined,
    pieces,
    reported,
    roles,
    words,
)
from quotes.models import QuoteRecord

_LONGEST_TITLE = 4
_ARTICLE = re.compile(r"(?:an?|the)\s", re.IGNORECASE)
# "his lawyer": whose, only the article can say.
_POSSESSIVE = re.compile(r"(?:his|her|its|their|my|our|your)\s", re.IGNORECASE)


def citation(record: QuoteRecord) -> str:
    """“We won,” Mayor Ada Moreno said at a rally on March 4, 2024, according to The Echo."""
    if record.kind == "mixed":
        return _partial(record)
    return _paraphrase(record) if record.kind == "indirect" else _full(record)


def _full(record: QuoteRecord) -> str:
    who, credit = _who(record), _credit(record)
    attribution = f"{who} {_said(record)}, {credit}" if who else credit
    attribution = attribution.removesuffix(", ")
    if not attribution:
        return quoted(end(words(record), "."))
    first, *others = pieces(record) or [Piece("", "paragraph")]
    opening, remainder = first_sentence(first.text)
    rest = [Piece(remainder, "sentence"), *others] if remainder else others
    sentence = f"{quoted(end(opening, ','))} {attribution}"
    if not rest:
        return pointed(sentence, ".")
    sentence = pointed(sentence, "," if rest[0].follows == "clause" else ".")
    gap = "\n" if rest[0].follows == "paragraph" else " "
    return sentence + gap + quoted(end(joined(rest), "."))


def _partial(record: QuoteRecord) -> str:
    who, where, credit = _who(record), _where(record), _credit(record)
    noun, verb = ("words", "were") if " " in words(record) else ("word", "was")
    if not who:
        sentence = f"The {noun} {excerpts(record, '')} {verb} used"
    elif where:
        sentence = f"{capital(who)} used the {noun} {excerpts(record, '')} {where}"
    else:
        marked = excerpts(record, "," if credit else ".")
        return pointed(f"{capital(who)} used the {noun} {marked} {credit}".rstrip(), ".")
    return pointed(f"{sentence}, {credit}".removesuffix(", "), ".")


def _paraphrase(record: QuoteRecord) -> str:
    who, credit = _who(record), _credit(record)
    text = words(record).replace("\n", " ")
    if who:
        said = _said(record)
        comma = "," if said[-4:].isdigit() and text[:1].islower() else ""
        sentence = capital(reported(record, who, said + comma, _where(record)))
    elif text[:1].islower() and credit:
        return pointed(f"{capital(pointed(credit, ','))} {end(text, '')}", ".")
    else:
        sentence = end(text, "")
    return pointed(pointed(sentence, ",") + f" {credit}" if credit else sentence, ".")


def _said(record: QuoteRecord) -> str:
    """ "said in an interview on Fox News on Feb. 23, 2025", as far as it is known."""
    where = place(record) or ""
    verb = where if where.startswith("told ") else f"said {where}".rstrip()
    return f"{verb} {_when(record)}".rstrip()


def _where(record: QuoteRecord) -> str:
    where = re.sub(r"^told ", "in comments to ", place(record) or "")
    return f"{where} {_when(record)}".strip()


def _when(record: QuoteRecord) -> str:
    """The date the words were said, never the one they were printed."""
    when = dates.parse(record.date)
    if when is None:
        return ""
    return f"{'on' if when.day else 'in'} {dates.ap(when)}"


def _credit(record: QuoteRecord) -> str:
    """ "according to The Echo", or "" where the words name the outlet or nothing is known."""
    article = source(record)
    if article.outlet:
        told = rf"(?:told|to|with) {re.escape(article.outlet)}$"
        if record.speaker and re.search(told, place(record) or "", re.IGNORECASE):
            return ""
        return f"according to {article.outlet}"
    if article.authors:
        return f"according to an article by {listed([name.display for name in article.authors])}"
    if article.title:
        return f"according to the article “{inner(end(article.title, ''))}”"
    return ""


def _who(record: QuoteRecord) -> str:
    """Those credited, as a first reference has them: "Treasury Secretary Scott Bessent"."""
    return listed(
        [
            _introduced(record.context, name, role)
            for name, role in zip(credited(record), roles(record), strict=True)
        ]
    )


def _introduced(context: str, name: str, role: str | None) -> str:
    if role is None or _POSSESSIVE.match(role):
        return name
    if _stands_before(context, role, name):
        return f"{role} {name}"
    return f"{name}, {_ARTICLE.sub(lambda found: found[0].lower(), role)},"


def _stands_before(context: str, role: str, name: str) -> bool:
    """Whether a role goes before the name: as the article has it, else by its form.

    What is short and has neither an article nor a complement goes before
    ("Treasury Secretary", "former President"; not "mayor of Springfield").
    """
    if _ARTICLE.match(role):
        return False
    for word in dict.fromkeys((name.split()[0], name.split()[-1])):
        if f"{role} {word}" in context:
            return True
        if re.search(rf"{re.escape(word)},? \(?{re.escape(role)}", context):
            return False
    is_simple = head(role) == role and not re.search(r"['’]s?\s|,", role)
    return len(role.split()) <= _LONGEST_TITLE and (
        is_simple or re.search(r"\bSecretary of \w+$", role) is not None
    )
