"""The Associated Press's style: a sentence to paste, with the source it was read in.

Rules, from guides that follow the AP Stylebook: the verb is *said*; the first
reference has the full name, a short title before it, a longer description
after it; commas and full stops stand inside the marks; a question mark or an
exclamation mark takes the comma's place; several sentences are attributed
after the first; partial quotes have neither a capital nor a comma before them;
paraphrases have no marks. Names of publications are not set in italics. A role
keeps the capitals it was printed with. Wire copy is the agency's, in the outlet that ran it.
"""

from __future__ import annotations

import re

from quotes.citing import dates
from quotes.citing.grammar import article_for, capital, head, listed
from quotes.citing.markup import link
from quotes.citing.occasions import place
from quotes.citing.punctuation import end, first_sentence, inner, pointed, quoted
from quotes.citing.source import Source, source
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


def quotation(record: QuoteRecord) -> str:
    """“We won,” Mayor Ada Moreno said at a rally on March 4, 2024, according to The Echo."""
    if record.kind == "mixed":
        return _partial(record)
    return _paraphrase(record) if record.kind == "indirect" else _full(record)


def caption(record: QuoteRecord) -> str:
    """Mayor Ada Moreno, at a rally on March 4, 2024, according to The Echo. "" of nobody."""
    parts = (_who(record), _where(record), _credit(record))
    *others, last = [part for part in parts if part] or [""]
    sentence = " ".join([*(pointed(part.removesuffix(","), ",") for part in others), last])
    return capital(pointed(sentence.removesuffix(","), ".")) if last else ""


def reference(record: QuoteRecord) -> str:
    """“Headline,” by Jane Doe, The Echo, March 5, 2024, Page A1. "" where nothing is known.

    AP has no bibliography: this is the source in its dates and marks.
    """
    article = source(record)
    if not article.is_known:
        return ""
    on = f"on {article.outlet}" if article.outlet and article.genre == "post" else ""
    page = article.page or ""
    title = f"“{inner(end(article.title, ''))}”" if article.title else ""
    parts = [
        "" if article.genre == "post" else title,
        " ".join(part for part in (article.label, _byline(article), on) if part),
        "" if on else article.outlet or "",
        dates.ap(article.published) if article.published else "",
        f"{'Pages' if re.search('[-–,]', page) else 'Page'} {page}" if page else "",
    ]
    *others, last = [part for part in parts if part] or [""]
    commas = (part if part.endswith(("?”", "!”")) else pointed(part, ",") for part in others)
    return capital(" ".join([*commas, pointed(last, ".")])) if last else link(article.url or "")


def _byline(article: Source) -> str:
    """ "by Jane Doe, Associated Press" or "by Ada Moreno (@adamoreno)"."""
    by = listed([name.display for name in article.authors])
    if article.agency and article.agency != by:
        by = f"{by}, {article.agency}".removeprefix(", ")
    account = f" ({article.handle})" if article.handle and article.handle != by else ""
    return f"by {by}{account}" if by else ""


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
    where = _place(record)
    verb = where if where.startswith("told ") else f"said {where}".rstrip()
    return f"{verb} {_when(record)}".rstrip()


def _where(record: QuoteRecord) -> str:
    where = re.sub(r"^told ", "in comments to ", _place(record))
    return f"{where} {_when(record)}".strip()


def _place(record: QuoteRecord) -> str:
    """Where the words were said; that a post or a speech is the source says it too."""
    where = place(record)
    if where:
        return where
    article = source(record)
    if not article.own_words:
        return ""
    if article.genre == "speech":
        return "in a speech"
    when = f"{dates.ap(article.published)}, " if article.published else ""
    when = when if article.published and article.published.day else when.replace(",", "")
    return f"in a {when}post on {article.outlet}"


def _when(record: QuoteRecord) -> str:
    """The date the words were said, never the one they were printed."""
    when = dates.parse(record.date)
    if when is None:
        return ""
    return f"{'on' if when.day else 'in'} {dates.ap(when)}"


def _credit(record: QuoteRecord) -> str:
    """ "according to The Echo", or "" where the words name the outlet or nothing is known."""
    article = source(record)
    if article.genre in ("speech", "transcript") and (article.outlet or article.title):
        return f"according to {_transcript(article)}"
    if article.genre == "post":
        return "" if article.own_words else f"according to {_post(article)}"
    if article.outlet:
        told = rf"(?:told|to|with) {re.escape(article.outlet)}$"
        if record.speaker and re.search(told, place(record) or "", re.IGNORECASE):
            return ""
        if article.agency:
            wire = f"{article_for(article.agency)} {article.agency} report"
            return f"according to {wire} in {article.outlet}"
        return f"according to {article.outlet}"
    if article.authors:
        return f"according to an article by {listed([name.display for name in article.authors])}"
    if article.title:
        return f"according to the article “{inner(end(article.title, ''))}”"
    return ""


def _transcript(article: Source) -> str:
    what = "transcript" if article.genre == "transcript" else "text of the speech"
    if article.outlet:
        the = "a" if article.genre == "transcript" else "the"
        return f"{the} {what} published by {article.outlet}"
    return f"the {what} “{inner(end(article.title or '', ''))}”"


def _post(article: Source) -> str:
    by = listed([name.display for name in article.authors])
    return f"a post{f' by {by}' if by else ''} on {article.outlet}"


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
