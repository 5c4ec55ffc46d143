"""Addresses that lead to the words themselves: URL text fragments.

A directive `text=[prefix-,]start[,end][,-suffix]` for each segment of a quote makes a browser
scroll to the words and highlight them (WICG, "URL Fragment Text Directives", 3.2 and 3.5). Of the
places that fit it takes the first, and it compares at the primary level of UTS 10: case, accents
and the shape of marks do not count, punctuation does. Each of the four terms lies within one
paragraph; start and end are bounded by words, a prefix only at its beginning and a suffix only at
its end. Between prefix and start, and before a suffix, may stand white space and nothing else:
the marks around a quote belong to its prefix and its suffix.

Which words are needed is found out in the stored text, where words are compared without the
punctuation between them: what is told apart there is told apart in a browser.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate, islice, pairwise
from typing import NamedTuple
from urllib.parse import quote

from quotes.citing.source import address, printable
from quotes.models import QuoteRecord, Span

_LONGEST_EXACT = 300  # characters; of longer words the first and the last ones are named
_LONGEST_ENCODED = 600  # characters of the address that words in one term may take
_LONGEST_DIRECTIVE = 2_000  # a longer one has a word that is none
_MOST_DIRECTIVES = 8
_TELLING_WORDS, _TELLING_CHARACTERS = 4, 20  # fewer may stand in a menu or a headline
_TELLING_IN_PART = 8  # words, where the rest of the article is not known
_MOST_TRIED = 8  # ends of a term
_REACH = 60  # words that are looked at for them
_UNBOUNDED = 12  # characters of a script without spaces that stand for a term

# Browsers compare as if these were not there; all but the joiners of letters are left out.
_INVISIBLE = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb"
)
_MARKS = (
    r"!\"'()*,\-./:;<>?\[\\\]`{|}~¡§«¶·»¿\u037e\u0387\u055a-\u055f\u0589\u058a\u05be\u05c0\u05c3"
    r"\u05f3\u05f4\u060c\u061b\u061f\u066a-\u066d\u06d4\u0964\u0965\u2010-\u2029\u2032-\u205e"
    r"\u3001-\u3003\u3008-\u3011\u3014-\u301f\u30fb\ufe30-\ufe6b\uff01-\uff0f\uff1a-\uff20"
    r"\uff3b-\uff40\uff5b-\uff65"
)
# Thai, Lao, Burmese, Khmer, Japanese and Chinese: words end where only a dictionary knows.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30fa\u30fc-\u30ff\u3400-\u9fff"
    "\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_NARROW = "\u202f"  # a space of French typography, part of a word by Unicode Annex 29
_LETTERS = rf"[^\s{_MARKS}{_INVISIBLE}{_UNSPACED}]+"
# French typography sets spaces inside guillemets and before some marks, narrow ones by preference;
# a reader of pages may have made plain ones of them. A narrow one is part of the word beside it.
_TIED_BEFORE = re.compile(rf"[«‹][^\S\n]$|[^\s\w]{_NARROW}$")
_TIED_BEHIND = re.compile(rf"[^\S\n][»›!?;:]|{_NARROW}[^\s\w]")
# What browsers take for one word: don’t, 1,000, with what is invisible inside.
_INSIDE = rf"(?:['’·{_NARROW}]|(?<=\d)[.,](?=\d))[{_INVISIBLE}]*|[{_INVISIBLE}]+"
_WORD = re.compile(rf"[{_UNSPACED}]|{_LETTERS}(?:(?:{_INSIDE}){_LETTERS})*")
_JOINTS = ("", ".", ":")  # between words that not all browsers take for two: U.S
_UNSEEN = re.compile(f"[{_INVISIBLE}]")
_DROPPED = re.compile(f"(?![\u200c\u200d])[{_INVISIBLE}]")
# Marks of a sentence and its quotation; not those that a reader puts before items of a list.
_BESIDE = re.compile(rf"(?:(?![-|*#•])[\s{_MARKS}])+")
_COLLAPSED = re.compile(r"[ \t\n\r\f]+")
_WRAP = re.compile(r"(?<=\S)[ \t]*\r?\n[ \t]*(?=\S)")
_LONGEST_WRAPPED_LINE = 100
_ALIKE = str.maketrans(
    {"’": "'", "‘": "'", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ı": "i"}
)


class _Terms(NamedTuple):
    """Offsets into a text: prefix `[before, start)`, term `[start, end)`, suffix `[end, behind)`.

    Prefix and suffix may be empty.
    """

    before: int
    start: int
    end: int
    behind: int


def deep_link(record: QuoteRecord) -> str | None:
    """The article's address with a text fragment that leads to the words.

    None without an address; the address alone where it is not known which words of the
    article are the quote's. An identifier in the address stays, for browsers that know no
    text fragments; text directives that it has are replaced.
    """
    url = address(record.url)
    if url is None:
        return None
    page, _, fragment = url.partition("#")
    fragment = fragment.partition(":~:")[0]
    found = directives(record)
    if found:
        fragment += f":~:{'&'.join(found)}"
    return f"{page}#{fragment}" if fragment else page


def directives(record: QuoteRecord) -> list[str]:
    """A text directive for each segment of the quote, in order: "text=We%20won".

    Segments between which stand no words (of several paragraphs) have one in common.
    """
    is_whole = record.full_text is not None
    # The words alone are looked for where nothing is known of what is around them.
    text = record.full_text if is_whole else record.context or record.text
    words = _words(f"{record.title or ''}\n", text)
    least = _TELLING_WORDS if is_whole else _TELLING_IN_PART
    spans = words.joined(_spans(record, words))
    made = (_directive(words, span, least) for span in islice(spans, _MOST_DIRECTIVES))
    return [directive for directive in made if len(directive) <= _LONGEST_DIRECTIVE]


def _spans(record: QuoteRecord, words: _Words) -> list[Span]:
    """Where the record's words stand: at its segments, unless a person put others there.

    These are looked for, all together or each paragraph. A passage of the same length is the
    segments' with words left out.
    """
    shift = words.headline - (0 if record.full_text is not None else record.context_start)
    spans = [Span(span.start + shift, span.end + shift) for span in record.segments]
    size = len(words.text)
    if spans and all(words.headline <= span.start < span.end <= size for span in spans):
        printed = " ".join(words.text[span.start : span.end] for span in spans)
        if len(printed) == len(record.text) or _compared(printed) == _compared(record.text):
            return spans
    near = min(max(record.context_start + shift, words.headline), size)
    whole = words.found(record.text, near)
    paragraphs = [whole] if whole else [words.found(p, near) for p in record.text.split("\n")]
    return [span for span in paragraphs if span]


def _directive(words: _Words, span: Span, least: int) -> str:
    """The directive for a stretch of words."""
    term = _Terms(span.start, span.start, span.end, span.end)
    raw = words.text[span.start : span.end]
    is_short = len(raw) <= _LONGEST_EXACT and len(_encoded(raw)) <= _LONGEST_ENCODED
    if not is_short or "\n" in raw:
        start = words.best(_starts(words, span), least)
        end = words.best(_ends(words, span), least)
        if start.end <= end.start:
            return f"text={_prefix(words, start)},{_suffix(words, end)}"
    around = words.best(_surroundings(words, term), least)
    suffix = words.text[around.end : around.behind]
    return f"text={_prefix(words, around)}{f',-{_encoded(suffix)}' if suffix else ''}"


def _prefix(words: _Words, terms: _Terms) -> str:
    """ "prefix-,start" or "start"."""
    prefix, start = words.text[terms.before : terms.start], words.text[terms.start : terms.end]
    return f"{_encoded(prefix)}-,{_encoded(start)}" if prefix else _encoded(start)


def _suffix(words: _Words, terms: _Terms) -> str:
    """ "end,-suffix" or "end"."""
    end, suffix = words.text[terms.start : terms.end], words.text[terms.end : terms.behind]
    return f"{_encoded(end)},-{_encoded(suffix)}" if suffix else _encoded(end)


def _surroundings(words: _Words, term: _Terms) -> Iterator[_Terms]:
    """A term with ever more around it: the fewest words first, those behind before others."""
    yield term
    lefts = [term.start, *words.before(term.start)]
    rights = [term.end, *words.behind(term.end)]
    for size in range(1, len(lefts) + len(rights) - 1):
        for left in range(max(0, size - len(rights) + 1), min(size + 1, len(lefts))):
            yield term._replace(before=lefts[left], behind=rights[size - left])
    if not words.stand_once(term._replace(before=lefts[-1], behind=rights[-1])):
        for before, start in words.above(term.start):
            yield _Terms(before, start, term.end, rights[-1])


def _starts(words: _Words, span: Span) -> Iterator[_Terms]:
    """The first words of a stretch: ever more of its first paragraph, then with those before."""
    start = end = span.start
    for end in words.behind(start, span.end) or words.unbounded(start, span.end):
        yield _Terms(start, start, end, end)
    for before in words.before(start):
        yield _Terms(before, start, end, end)
    for before, above in words.above(start):
        yield _Terms(before, above, end, end)


def _ends(words: _Words, span: Span) -> Iterator[_Terms]:
    """The last words of a stretch: ever more of its last paragraph, then with those behind."""
    start = end = span.end
    for start in words.before(end, span.start) or words.unbounded(end, span.start):
        yield _Terms(start, start, end, end)
    for behind in words.behind(end):
        yield _Terms(start, start, end, behind)


def _encoded(raw: str) -> str:
    """A term as the grammar of directives has it (3.3.2), percent-encoded.

    A browser lets white space of the page collapse, unless it is unbreakable.
    """
    text = _COLLAPSED.sub(" ", _DROPPED.sub("", printable(raw))).replace("\xa0", " ")
    return quote(text.strip(" "), safe="").replace("-", "%2D")


def _compared(text: str) -> str:
    """The words of a text as browsers compare them, each on a line."""
    return _folded("\n".join(_WORD.findall(text)))


def _folded(text: str) -> str:
    text = _UNSEEN.sub("", text).casefold()
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text.translate(_ALIKE))
    return "".join(each for each in decomposed if not unicodedata.combining(each))


@lru_cache(maxsize=1)  # for the quotes of an article, one after the other
def _words(headline: str, text: str) -> _Words:
    if _is_wrapped(text.strip().split("\n")):
        text = _WRAP.sub(lambda found: " " * len(found[0]), text)
    return _Words(headline, text)


def _is_wrapped(lines: list[str]) -> bool:
    """Whether lines end where the next word had no room, and paragraphs at empty lines."""
    width = max(map(len, lines))
    pairs = [(line, below) for line, below in pairwise(lines) if line.strip() and below.strip()]
    full = sum(len(line) + len(below.split(None, 1)[0]) >= width for line, below in pairs)
    has_empty = any(not line.strip() for line in lines)
    return has_empty and width <= _LONGEST_WRAPPED_LINE and 2 * full >= len(pairs)


class _Words:
    """The words of an article, behind a headline, and where they stand.

    `text` begins with the headline, which takes `headline` characters. Paragraphs are its lines.
    """

    def __init__(self, headline: str, text: str) -> None:
        self.text = headline + text
        self.headline = len(headline)
        spans = [found.span() for found in _WORD.finditer(self.text)]
        self._starts = array("L", (start for start, _ in spans))
        self._ends = array("L", (end for _, end in spans))
        folded = _folded("\n".join(self.text[start:end] for start, end in spans))
        self._folded = f"\n{folded}\n"
        sizes = (len(word) + 1 for word in folded.split("\n"))
        self._places = array("L", accumulate(sizes, initial=0))

    def joined(self, spans: Iterable[Span]) -> Iterator[Span]:
        """The spans without the marks at their ends, those in one between which are no words."""
        open_ = last = -1
        for span in spans:
            first = bisect_left(self._starts, span.start)
            stop = bisect_right(self._ends, span.end)
            if first >= stop:
                continue
            if first != last:
                if last >= 0:
                    yield self._span(open_, last)
                open_ = first
            last = stop
        if last >= 0:
            yield self._span(open_, last)

    def found(self, text: str, near: int) -> Span | None:
        """Where the same words stand in the article, from the offset `near` on if possible."""
        wanted = _compared(text)
        if not wanted:
            return None
        begin = self._places[bisect_left(self._starts, self.headline)]
        at = self._folded.find(f"\n{wanted}\n", self._places[bisect_left(self._starts, near)])
        at = at if at >= 0 else self._folded.find(f"\n{wanted}\n", begin)
        if at < 0:
            return None
        first = bisect_left(self._places, at)
        last = bisect_left(self._places, at + len(wanted) + 1)
        return Span(self._starts[first], self._ends[last - 1])

    def best(self, tried: Iterable[_Terms], least: int) -> _Terms:
        """The first of the terms that are enough and stand once in the article, else the last."""
        terms = None
        for terms in tried:
            if self._are_enough(terms, least) and self.stand_once(terms):
                break
        assert terms is not None
        return terms

    def before(self, at: int, floor: int = 0) -> list[int]:
        """Where a term may begin in the same paragraph before an offset, the nearest first.

        At the marks beside it, where no word stands there.
        """
        floor = max(floor, self._paragraph(at).start)
        first, stop = bisect_left(self._starts, floor), bisect_left(self._starts, at)
        if first == stop:
            marks = self.text[floor:at].lstrip()
            return [at - len(marks)] if _BESIDE.fullmatch(marks) else []
        near = range(stop - 1, max(first, stop - _REACH) - 1, -1)
        return list(islice((self._starts[k] for k in near if self._opens(k)), _MOST_TRIED))

    def behind(self, at: int, ceiling: int | None = None) -> list[int]:
        """Where a term may end in the same paragraph behind an offset, the nearest first."""
        ceiling = min(self._paragraph(at).end, ceiling or len(self.text))
        first, stop = bisect_left(self._starts, at), bisect_right(self._ends, ceiling)
        if first == stop:
            marks = self.text[at:ceiling].rstrip()
            return [at + len(marks)] if _BESIDE.fullmatch(marks) else []
        near = range(first, min(stop, first + _REACH))
        return list(islice((self._ends[k] for k in near if self._closes(k)), _MOST_TRIED))

    def above(self, at: int) -> Iterator[tuple[int, int]]:
        """Where a prefix may begin in the paragraph above, and a term in this one: the last resort.

        For what begins a paragraph. The marks before it become part of the term, since no prefix
        lies in two paragraphs.
        """
        line = self._paragraph(at).start
        marks = self.text[line:at].lstrip()
        end = len(self.text[:line].rstrip())
        if end > self.headline and (not marks or _BESIDE.fullmatch(marks)):
            for before in self.before(end):
                yield before, at - len(marks)

    def unbounded(self, at: int, limit: int) -> list[int]:
        """An offset near an end of a stretch towards the other, where words may end anywhere."""
        line, (low, high) = self._paragraph(at), sorted((at, limit))
        first = bisect_left(self._starts, max(low, line.start))
        stop = bisect_right(self._ends, min(high, line.end))
        size = min(_UNBOUNDED, (stop - first + 1) // 2)
        return [self._ends[first + size - 1] if at == low else self._starts[stop - size]]

    def _paragraph(self, at: int) -> Span:
        end = self.text.find("\n", at)
        return Span(self.text.rfind("\n", 0, at) + 1, len(self.text) if end < 0 else end)

    def stand_once(self, terms: _Terms) -> bool:
        """Whether the words stand nowhere else in the article."""
        at = self._places[bisect_left(self._starts, terms.before)]
        wanted = self._folded[at : self._places[bisect_right(self._ends, terms.behind)] + 1]
        return self._folded.find(wanted) == at and self._folded.find(wanted, at + 1) < 0

    def _are_enough(self, terms: _Terms, least: int) -> bool:
        count = bisect_right(self._ends, terms.behind) - bisect_left(self._starts, terms.before)
        return count >= least and terms.behind - terms.before >= _TELLING_CHARACTERS

    def _span(self, first: int, stop: int) -> Span:
        """The words, with a mark at an end where a term cannot do without."""
        start, end = self._starts[first], self._ends[stop - 1]
        return Span(start - 2 * self._is_tied_before(start), end + 2 * self._is_tied_behind(end))

    def _opens(self, k: int) -> bool:
        """Whether a term may begin with a word."""
        return not self._is_joined(k) and not self._is_tied_before(self._starts[k])

    def _closes(self, k: int) -> bool:
        """Whether a term may end with a word."""
        return not self._is_joined(k + 1) and not self._is_tied_behind(self._ends[k])

    def _is_joined(self, k: int) -> bool:
        """Whether a word may be one with the word before it."""
        if k in (0, len(self._starts)):
            return False
        return self.text[self._ends[k - 1] : self._starts[k]] in _JOINTS

    def _is_tied_before(self, start: int) -> bool:
        return _TIED_BEFORE.search(self.text[max(0, start - 2) : start]) is not None

    def _is_tied_behind(self, end: int) -> bool:
        return _TIED_BEHIND.match(self.text, end) is not None
