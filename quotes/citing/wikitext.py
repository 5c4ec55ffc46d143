"""Wikitext: a citation template with the quote for Wikipedia, and a line for Wikiquote.

The templates are those of Citation Style 1, with the parameters that their documentation lists:
cite news; cite web for pages and posts (cite tweet wants a number and only one platform's); cite
speech. The template puts the quote between marks and ends nothing, so `quote` has no outer marks
and a point at its end. A paraphrase is quoted as well: the words are the article's.

What MediaWiki would take for markup is written as character references, which a reader sees as
the characters they stand for, and the pipe as {{!}} (Help:Template, "Usage").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quotes.citing import agencies, dates
from quotes.citing.annotation import captured
from quotes.citing.csl import issued
from quotes.citing.dates import PartialDate
from quotes.citing.deep_link import deep_link
from quotes.citing.grammar import listed
from quotes.citing.names import Name
from quotes.citing.occasions import event
from quotes.citing.punctuation import end, inner
from quotes.citing.quotation import said, web_address
from quotes.citing.source import Source, one_line, source, speakers
from quotes.citing.wording import headline, marked, roles, words
from quotes.models import QuoteRecord

_TEMPLATES = {
    "news": "cite news",
    "transcript": "cite news",
    "web": "cite web",
    "post": "cite web",
    "speech": "cite speech",
}
_CONTAINERS = {
    "news": "work",
    "transcript": "work",
    "web": "website",
    "post": "website",
    "speech": "publisher",
}
# Brackets, braces, tags, italics, signatures, switches, references, addresses, what begins a list,
# and the parentheses by which the templates know what to take as it is.
_MARKUP = re.compile(
    r"[\[\]{}<>]|'(?='|\Z)|(?:(?<=')|^)'|~(?=~)|(?<=~)~|_(?=_)|(?<=_)_|&(?=#?\w{1,32};)"
    r"|(?<=[A-Za-z]):(?=\S)|^[*#:;]|^\((?=\()|\)(?=\)\Z)"
)
_SOFT_HYPHEN = "\xad"  # which nobody sees, and the templates call an error


def cite_news(record: QuoteRecord) -> str:
    """The template for one quote, on one line: {{cite news |last=… |first=… |quote=…}}."""
    article = source(record)
    given = [*_authors(article), *_parameters(record, article), ("quote", _escaped(_quote(record)))]
    written = "".join(f" |{name}={value}" for name, value in given if value)
    return f"{{{{{_TEMPLATES[article.genre]}{written}}}}}"


def wikiquote(record: QuoteRecord) -> str:
    """Two lines of a list: the words, and beneath them who said them and where they are from.

    Only the words where nothing else is known.
    """
    article = source(record)
    found = _origin(record, article)
    if found and not article.own_words:
        verb = "paraphrased" if record.kind == "indirect" else "quoted"
        found = f"as {verb} in {found}"
    credit = ", ".join(part for part in (_said_by(record), found) if part)
    text = marked(record, "") if record.kind == "mixed" else end(words(record), ".")
    lines = "<br />".join(_escaped(line) for line in text.split("\n"))
    return f"* {lines}\n** {credit}" if credit else f"* {lines}"


def _authors(article: Source) -> Iterator[tuple[str, str]]:
    """last=, first= of one author, last1=, first1= of several; author= of a body.

    An agency has a parameter of its own.
    """
    names = [
        name
        for name in article.authors
        if article.agency is None or agencies.named(name.display) != article.agency
    ]
    if not names and not article.agency:
        yield "author", "<!-- not stated -->"
    for number, name in enumerate(names, start=1):
        nth = str(number) if len(names) > 1 else ""
        if name.given is None:
            yield f"author{nth}", _escaped(name.family)
        else:
            yield f"last{nth}", _escaped(name.surname)
            yield f"first{nth}", _escaped(" ".join(filter(None, (name.given, name.suffix))))


def _parameters(record: QuoteRecord, article: Source) -> Iterator[tuple[str, str | None]]:
    """What there is to say of the article; a title, which the templates insist on, in any case."""
    is_speech, when = article.genre == "speech", issued(record, article)
    yield "date", dates.chicago(when) if when else None
    yield "title", _escaped(headline(record, article)) or _escaped("[Untitled]")
    url, copy = web_address(deep_link(record)), web_address(article.archive_url)
    # A copy of what has no address is the address.
    yield "url", _address(url or copy)
    if is_speech:
        yield "event", _escaped(event(record))
        yield "location", _escaped(one_line(record.venue_place))
    yield _CONTAINERS[article.genre], _escaped(article.outlet)
    yield "agency", _escaped(article.agency)
    if article.page and not is_speech:
        several = re.search("[-–,]", article.page)
        yield ("pages" if several else "page"), _escaped(article.page)
    yield "type", "Transcript" if article.label == "transcript" else None
    if not re.match(r"en(?:g|glish)?(?![a-z])", article.language or "", re.IGNORECASE):
        yield "language", _escaped(article.language)
    if url:
        yield from _copies(article, copy)


def _copies(article: Source, copy: str | None) -> Iterator[tuple[str, str | None]]:
    """The archived copy and the day of reading, each of them wanted in full or not at all."""
    read, copied = article.accessed, captured(copy)
    if copied:
        yield "url-status", "live"
        yield "archive-url", _address(copy)
        yield "archive-date", dates.chicago(PartialDate(copied.year, copied.month, copied.day))
    yield "access-date", dates.chicago(read) if read and read.day else None


def _quote(record: QuoteRecord) -> str:
    """The words on one line, their marks one level down, with a point at their end."""
    return end(inner(said(record, " ... ").replace("\n", " ")), ".")


def _said_by(record: QuoteRecord) -> str:
    """Ada Moreno, Mayor, rally in Ohio (March 4, 2024)."""
    when = dates.parse(record.date)
    who = listed(
        [
            f"{name} ({role})" if role else name
            for name, role in zip(speakers(record), roles(record), strict=True)
        ]
    )
    where = ", ".join(_escaped(part) for part in (who, event(record)) if part)
    return f"{where} ({dates.chicago(when)})".strip() if when else where


def _origin(record: QuoteRecord, article: Source) -> str:
    """[https://… "Headline"] by Jane Doe, ''The Echo'' (March 5, 2024)."""
    url = _address(web_address(deep_link(record)))
    title = f'"{_escaped(inner(article.title))}"' if article.title else ""
    shown = article.label if article.genre == "post" else title
    linked = f"[{url} {shown or 'source'}]" if url else shown
    by = _names(() if article.own_words else article.authors)
    parts = [f"{linked} by {by}" if linked and by else linked or by]
    parts.append(f"''{_escaped(article.outlet)}''" if article.outlet else "")
    when = f" ({dates.chicago(article.published)})" if article.published else ""
    found = ", ".join(part for part in parts if part)
    return f"{found}{when}" if found else ""


def _names(authors: tuple[Name, ...]) -> str:
    return _escaped(listed([name.display for name in authors]))


def _escaped(text: str | None) -> str:
    """The text, with references for what would be markup; "" for none."""
    seen = (text or "").replace(_SOFT_HYPHEN, "").strip()
    return _MARKUP.sub(lambda found: f"&#{ord(found[0])};", seen).replace("|", "{{!}}")


def _address(url: str | None) -> str | None:
    """The address with what would end a link or a parameter, or sign it, percent-encoded."""
    if url is None:
        return None
    found = re.sub(r"[\[\]'|]|~(?=~)|(?<=~)~", lambda each: f"%{ord(each[0]):02X}", url)
    return re.sub(r"&(?=#?\w{1,32};)", "&amp;", found)
