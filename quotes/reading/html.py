"""Web pages: the article's text without menus, comments and advertisements.

Text, title, byline and outlet are trafilatura's, the dates htmldate's. Both also
guess where a page is silent; what is a guess is left out here.
"""

from __future__ import annotations

import logging
import re
from copy import deepcopy
from typing import Any

from quotes.errors import ArticleError
from quotes.reading.fields import Reading, iso_date, web_address, without_surrogates

# An opening of <!doctype html>, <html>, <head> or <body>, comments and <?xml …?> before it
# allowed. The possessive quantifiers keep a row of comments from being tried in every way.
_PAGE = re.compile(
    r"\s*+(?:<\?xml[^>]*+>\s*+)?+(?:(?><!--.*?-->)\s*+)*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_MODIFIED = re.compile(r"modif|moddate|lastmod|lastdate|revision|updated")
_JSON_MODIFIED = re.compile(r'"dateModified"\s*:\s*"([^"]{4,40})"')
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
# More attributes than any page has in one tag; the parsers take time by their square.
_CROWDED_TAG = re.compile(r"<[a-zA-Z][^<>=]*+(?:=[^<>=]*+){1000}")
_EARLIEST = "1800-01-01"
_LOGGERS = ("trafilatura", "htmldate", "courlan", "charset_normalizer", "justext", "readability")

_SILENCE = logging.NullHandler()


def is_page(text: str) -> bool:
    """Whether the text opens as a web page does."""
    return _PAGE.match(text, 0, 4096) is not None


def read_html(path: str, text: str) -> Reading:
    """The article in a web page, paragraphs joined by a newline, and what the page says of it.

    The publication date is the original one; the date of the last change is the
    field "modified". Raises ArticleError when the page holds no article.
    """
    import trafilatura

    if _CROWDED_TAG.search(text):
        raise ArticleError(path, "the page cannot be parsed (a tag with over 1,000 attributes)")
    for name in _LOGGERS:  # else Python prints their warnings on standard error
        logging.getLogger(name).addHandler(_SILENCE)
    try:
        tree, document = _extracted(text)
        fields = _fields(tree, document) if document is not None else {}
    except Exception as error:  # whatever a hostile page makes the libraries raise
        reason = f"the page cannot be parsed ({type(error).__name__})"
        raise ArticleError(path, reason) from error
    body = without_surrogates(document.text or "").replace("\0", "\ufffd") if document else ""
    if not body.strip():
        raise ArticleError(path, "no article text was found in this page")
    return Reading(body, "html", f"trafilatura {trafilatura.__version__}", fields)


def _extracted(text: str) -> tuple[Any, Any]:
    """The page's tree, and trafilatura's Document or None."""
    from trafilatura import bare_extraction
    from trafilatura.utils import load_html

    # trafilatura takes a fragment for an article only when it is announced as a page.
    page = text if "html" in text[:50].lower() else f"<!doctype html>\n{text}"
    tree = load_html(page)
    if tree is None:
        return None, None
    dates = {"original_date": True, "extensive_search": False}
    document = bare_extraction(
        tree, include_comments=False, with_metadata=True, date_extraction_params=dates
    )
    return tree, document


def _fields(tree: Any, document: Any) -> dict[str, str]:
    published, modified = _dates(tree)
    fields = {
        "title": document.title,
        "author": document.author,
        "outlet": _outlet(document),
        "canonical_url": _canonical(tree),
        "published": published,
        "modified": modified,
        "section": next(iter(document.categories or ()), None),
        "language": _language(tree),
    }
    return {name: value for name, value in fields.items() if value}


def _dates(tree: Any) -> tuple[str | None, str | None]:
    """The days of publication and of the last change, where the page states them.

    htmldate takes a change, a date in the headline, a copyright year or the
    address of a picture for the publication where it finds nothing better, and
    the address of the page before all else: hence what is removed, and deferred.
    """
    from htmldate import find_date

    dated = deepcopy(tree)
    changes = [found for script in dated.iter("script") for found in _changes(script)]
    for element in list(dated.iter("meta", "time")):
        names = ("property", "name", "itemprop", "http-equiv", "class")
        label = " ".join(element.get(name, "") for name in names).lower()
        if _MODIFIED.search(label) and "publish" not in label:
            changes.append(element.get("content") or element.get("datetime") or "")
            element.drop_tree()
        elif "copyrightyear" in label or "og:image" in label:
            element.drop_tree()
    for heading in list(dated.iter("title", "h1")):
        heading.drop_tree()
    published = find_date(
        dated,
        original_date=True,
        extensive_search=False,
        deferred_url_extractor=True,
        min_date=_EARLIEST,
    )
    return published, next(filter(None, (iso_date(change[:10]) for change in changes)), None)


def _changes(script: Any) -> list[str]:
    return _JSON_MODIFIED.findall(script.text or "")


def _outlet(document: Any) -> str | None:
    """The name of the site; its host alone, trafilatura's stopgap, is not a name."""
    host = re.sub(r"https?://(?:www\.)?([^/]*).*", r"\1", document.url or "")
    return None if document.sitename == host else document.sitename


def _canonical(tree: Any) -> str | None:
    places = ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content")
    addresses = (web_address(value.strip()) for place in places for value in tree.xpath(place))
    return next(filter(None, addresses), None)


def _language(tree: Any) -> str | None:
    language = str(tree.get("lang") or "").strip().replace("_", "-")
    return language if _LANGUAGE.fullmatch(language) else None
