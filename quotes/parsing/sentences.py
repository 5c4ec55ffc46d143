"""Text -> tokens, sentences and paragraphs, all with offsets.

A token is a word, a number, a mark or a line break. Possessive endings are
tokens of their own ("Trump" + "’s"), titles and initials keep their full stop
("Sen.", "J.", "U.S."), so that a full stop that is a token of its own ends a
sentence or nearly always does.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, compress, count, pairwise
from operator import add

from quotes.parsing.vocabulary import (
    ABBREVIATION,
    BREAK,
    CLOSER,
    DIGITS,
    FUNCTION,
    LETTERS,
    OPENER,
    STOP,
    Entry,
    vocabulary,
)
from quotes.parsing.vocabulary import (
    MARKS as MARKS,
)
from quotes.resources import lexicon

# Words that open a sentence and no name: what stands before their capital is no initial.
_OPENERS = (
    "the it he she they we you this that these those but and in on at his her their its our there "
    "for when after before as if so an one"
).split()


@cache
def _token_pattern() -> re.Pattern[str]:
    """One alternation, tried left to right at every position; all text is matched.

    The commonest come first, with the blank behind them: plain words, blanks, commas and stops.
    U.S.  Sen.  J.  3.5  1,000  O’Brien  well-known  ’s  ''  ``  ...  any mark
    """
    abbreviations = "|".join(
        f"{word.capitalize()}|{word.upper()}"
        for word in sorted(lexicon("abbreviations"), key=len, reverse=True)
    )
    openers = "|".join(word.capitalize() for word in _OPENERS)
    return re.compile(
        rf"""
        [a-z]{{2,}}+(?:[ ]|(?![\w&'’‑-]))
      | [A-Z]?[a-z]++(?:[ ]|(?![\w.&'’‑-]))
      | [,“”]?[ ]|[,“”]|\.(?!\.\.)[ ]?
      | (?:[^\W\d_]\.){{2,}}                                  # U.S., p.m.
      | (?=[A-Z])\b(?:(?:{abbreviations})\.                  # Sen.
                  | [A-Z]\.(?<!\bon[ ]X\.)(?:                # J. in J. K. Rowling
                      (?=[ ]?[A-Z])(?![ ](?:{openers})[ ])   # not in Plan B. The
                    | (?=[ ]?[“"‘(][\w'’ -]{{1,20}}[”"’)][ ][A-Z])))  # J. “Bo” Lee
      | \d+(?:[.,:]\d+)*(?:[-‑][^\W_]+)*                     # 3.5  1,000  34-year-old
      | [^\W_]+(?:(?:[-‑'’](?!s\b)|[-‑](?=s\b)|&)[^\W_]+)*    # O’Brien, well-known, AT&T
      | ''|``|‘‘|’’|\.\.\.|--
      | ['’]s\b
      | \n\s*
      | [^\S\n]+
      | [^\w\s]|_
        """,
        re.VERBOSE,
    )


# A break between two lines that both have words.
_LINE_BREAK = re.compile(r"(?<=\S)\r?\n(?=\S)")
_NEXT_WORD = re.compile(r"\s*(\S{1,40})")
_FEWEST = 3  # breaks that tell that a text is wrapped, and twice as many where lines are narrow
_NARROWEST, _WIDEST = 40, 100  # characters in a line
_PLAIN_BREAK = re.compile(r"\n(?<=\S\n)(?=\S)")  # the same without \r, searched for much faster


def unwrap(text: str) -> str:
    """The text with the line breaks inside its paragraphs as spaces, offsets kept.

    Only where the text is hard-wrapped, as mail, agency copy and narrow columns are: of the
    breaks between lines nine in ten end a full line, and at least half of them come in
    mid-sentence. Elsewhere every line is a paragraph, and the text is returned as it is.
    """
    line_break = _LINE_BREAK if "\r" in text else _PLAIN_BREAK
    breaks = [match.start() for match in line_break.finditer(text)]
    inside = sum(1 for at in breaks if text[at - 1] not in ".!?:”\"'’")
    if 2 * inside < len(breaks) or not _are_full(text, breaks):
        return text
    return line_break.sub(lambda match: " " * len(match.group()), text)


def _are_full(text: str, breaks: list[int]) -> bool:
    """Whether nine in ten lines are full: of 40 to 100 characters, or of fewer where the next
    word, mostly in small letters, would have made the line longer than the longest is."""
    lengths = [at - 1 - text.rfind("\n", max(0, at - _WIDEST - 2), at) for at in breaks]
    full = sum(1 for length in lengths if _NARROWEST <= length <= _WIDEST)
    if len(breaks) < _FEWEST or 10 * full >= 9 * len(breaks):
        return len(breaks) >= _FEWEST
    width = max(lengths)
    if width >= _NARROWEST or len(breaks) < 2 * _FEWEST:
        return False
    words = [match[1] if (match := _NEXT_WORD.match(text, at)) else "" for at in breaks]
    full = sum(length + len(word) >= width for length, word in zip(lengths, words, strict=True))
    small = sum(word[:1].islower() for word in words)
    return 10 * full >= 9 * len(breaks) and 2 * small >= len(breaks)


@dataclass(slots=True)
class Tokens:
    """The tokens of a text as parallel lists, and where sentences and paragraphs begin.

    `start` and `end` are character offsets, `word` the token as printed, `lower`
    lower-cased with straight apostrophes, `entries` what is known of the word; `sentence`
    and `paragraph` number every token from 0. `opens` is true where a token is the first
    word of its sentence, `sentence_starts` are the first tokens of the sentences.
    `printed` holds every word as printed, once, `headlines` the paragraphs in which most
    words have a capital.
    """

    start: list[int]
    end: list[int]
    entries: list[Entry]
    word: list[str]
    lower: list[str]
    sentence: list[int]
    paragraph: list[int]
    opens: list[bool]
    sentence_starts: list[int]
    printed: set[str]
    headlines: set[int]

    def __len__(self) -> int:
        return len(self.word)

    def among(self, words: Container[str]) -> list[int]:
        """The tokens that, lower-cased, are one of these words, in order."""
        return [*compress(count(), map(words.__contains__, self.lower))]


def tokenize(text: str) -> Tokens:
    """The tokens of `text` with their sentences and paragraphs, in order.

    A paragraph ends at every line break. Linear in the length of the text.
    """
    pieces = _token_pattern().findall(text)
    known = [*map(vocabulary().__getitem__, pieces)]  # None for blanks
    start = [*compress(accumulate(map(len, pieces), initial=0), known)]
    entries = [*filter(None, known)]
    end = [*map(add, start, [entry.length for entry in entries])]
    flags = [entry.flags for entry in entries]
    sentences = _sentence_starts(flags, start, end)
    paragraphs = _within([0, *(i + 1 for i, flag in enumerate(flags) if flag & BREAK)], len(flags))
    word, lower = [entry.word for entry in entries], [entry.lower for entry in entries]
    return Tokens(
        start,
        end,
        entries,
        word,
        lower,
        _numbered(sentences, len(flags)),
        _numbered(paragraphs, len(flags)),
        _first_words(sentences, flags),
        sentences,
        {*word},
        _headlines(paragraphs, flags),
    )


def _within(starts: list[int], n: int) -> list[int]:
    return starts if starts[-1] < n else starts[:-1]


def _numbered(starts: list[int], n: int) -> list[int]:
    """The number of its stretch for each of `n` tokens, given where the stretches begin."""
    numbers: list[int] = []
    for number, (first, last) in enumerate(pairwise((*starts, n))):
        numbers += [number] * (last - first)
    return numbers


def _first_words(sentences: list[int], flags: list[int]) -> list[bool]:
    """Whether each token is the first of its sentence that is a word or a number."""
    opens = [False] * len(flags)
    for first, last in pairwise((*sentences, len(flags))):
        for i in range(first, last):
            if flags[i] & (LETTERS | DIGITS):
                opens[i] = True
                break
    return opens


def _headlines(paragraphs: list[int], flags: list[int]) -> set[int]:
    """Paragraphs of four words or more, seven in ten of them capitalised."""
    found = set()
    capital = LETTERS | OPENER
    letters = [flag & capital for flag in flags]
    for number, (first, last) in enumerate(pairwise((*paragraphs, len(flags)))):
        paragraph = letters[first:last]
        capitals = paragraph.count(capital)
        words = capitals + paragraph.count(LETTERS)
        if words > 3 and 10 * capitals >= 7 * words:
            found.add(number)
    return found


def _sentence_starts(flags: list[int], start: list[int], end: list[int]) -> list[int]:
    """The first token of every sentence: behind a line break, and behind a full stop and the
    closing marks that touch it, where what follows may open a sentence."""
    starts, n, ending = [0], len(flags), STOP | ABBREVIATION | BREAK
    for i in [i for i, flag in enumerate(flags) if flag & ending]:
        following = i + 1
        if flags[i] & BREAK:
            starts.append(following)
        elif flags[i] & STOP or _opens_new(flags, following):
            while (
                following < n
                and flags[following] & CLOSER
                and start[following] == end[following - 1]
            ):
                following += 1
            if following < n and flags[following] & OPENER:
                starts.append(following)
    return _within(starts, n)


def _opens_new(flags: list[int], i: int) -> bool:
    """Whether an abbreviation before token `i` ends its sentence: "in Fresno, Calif. The mayor"."""
    opening = LETTERS | OPENER | FUNCTION
    return i < len(flags) and flags[i] & opening == opening
