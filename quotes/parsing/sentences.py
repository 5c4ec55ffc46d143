"""Text -> tokens, sentences and paragraphs, all with offsets.

A token is a word, a number, a mark or a line break. Possessive endings are
tokens of their own ("Trump" + "’s"), titles and initials keep their full stop
("Sen.", "J.", "U.S."), so that a full stop that is a token of its own ends a
sentence or nearly always does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from quotes.resources import lexicon


@cache
def _token_pattern() -> re.Pattern[str]:
    """One alternation, tried left to right at every position.

    Sen.  J.  U.S.  3.5  1,000  O’Brien  well-known  ’s  ''  ``  ...  any mark
    """
    abbreviations = "|".join(
        f"{word.capitalize()}|{word.upper()}"
        for word in sorted(lexicon("abbreviations"), key=len, reverse=True)
    )
    return re.compile(
        rf"""
        (?:[^\W\d_]\.){{2,}}                                  # U.S., p.m.
      | \b(?:{abbreviations})\.                              # Sen.
      | \b[A-Z]\.(?=[ ]?[A-Z“"‘(])                            # J. in J. K. Rowling
      | \d+(?:[.,:]\d+)*(?:[-‑][^\W_]+)*                     # 3.5  1,000  34-year-old
      | [^\W_]+(?:(?:[-‑'’](?!s\b)|[-‑](?=s\b)|&)[^\W_]+)*    # O’Brien, well-known, AT&T
      | ''|``|‘‘|’’|\.\.\.|--
      | ['’]s\b
      | \n[\s]*
      | [^\w\s]|_
        """,
        re.VERBOSE,
    )


# A break between two lines that both have words.
_LINE_BREAK = re.compile(r"(?<=\S)\r?\n(?=\S)")


def unwrap(text: str) -> str:
    """The text with the line breaks inside its paragraphs as spaces, offsets kept.

    Only where the text is hard-wrapped, as mail and agency copy are: of at least three
    breaks between lines nine in ten end a line of 40 to 100 characters, and at least
    half of them come in mid-sentence. Elsewhere every line is a paragraph, and the text
    is returned as it is.
    """
    breaks = [match.start() for match in _LINE_BREAK.finditer(text)]
    full = sum(1 for at in breaks if 40 <= at - 1 - text.rfind("\n", max(0, at - 102), at) <= 100)
    inside = sum(1 for at in breaks if text[at - 1] not in ".!?:”\"'’")
    if len(breaks) < 3 or 10 * full < 9 * len(breaks) or 2 * inside < len(breaks):
        return text
    return _LINE_BREAK.sub(lambda match: " " * len(match.group()), text)


@dataclass(slots=True)
class Tokens:
    """The tokens of a text as parallel lists, and where sentences and paragraphs begin.

    `start` and `end` are character offsets, `word` the token as printed, `lower`
    lower-cased with straight apostrophes; `sentence` and `paragraph` number every token
    from 0. `opens` is true where a token is the first word of its sentence.
    `uncapitalized` holds the words that are somewhere written without a capital,
    `headlines` the paragraphs in which most words have one.
    """

    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    word: list[str] = field(default_factory=list)
    lower: list[str] = field(default_factory=list)
    sentence: list[int] = field(default_factory=list)
    paragraph: list[int] = field(default_factory=list)
    opens: list[bool] = field(default_factory=list)
    uncapitalized: set[str] = field(default_factory=set)
    headlines: set[int] = field(default_factory=set)

    def __len__(self) -> int:
        return len(self.word)


# Quotation marks, as tokens.
MARKS = frozenset(("“", "”", '"', "‘", "’", "'", "''", "``", "‘‘", "’’", "«", "»", "„"))
_CLOSERS = frozenset("”\"’')]»") | {"''"}
_OPENERS = frozenset("“\"‘'([«*•-–—") | {"''", "``", "--"}
_STOPS = frozenset(".!?…") | {"..."}


def tokenize(text: str) -> Tokens:
    """The tokens of `text` with their sentences and paragraphs, in order.

    A sentence ends at a full stop, question or exclamation mark (with the
    closing marks behind it) that is followed by a capital, a digit or an opening
    mark, and at every line break. Linear in the length of the text.
    """
    tokens = Tokens()
    add_start, add_end = tokens.start.append, tokens.end.append
    add_word, add_lower = tokens.word.append, tokens.lower.append
    for match in _token_pattern().finditer(text):
        word = match.group()
        add_start(match.start())
        add_end(match.end())
        add_word(word if word[0] != "\n" else "\n")
        lower = word.lower().replace("’", "'") if word[0] != "\n" else "\n"
        add_lower(lower)
        if lower == word:
            tokens.uncapitalized.add(word)
    _number_sentences(tokens, text)
    _find_headlines(tokens)
    return tokens


def _find_headlines(tokens: Tokens) -> None:
    """Paragraphs of four words or more, seven in ten of them capitalised."""
    words = [0] * (tokens.paragraph[-1] + 1) if tokens.paragraph else []
    capitals = words.copy()
    for word, paragraph in zip(tokens.word, tokens.paragraph, strict=True):
        if word[0].isalpha():
            words[paragraph] += 1
            capitals[paragraph] += word[0].isupper()
    tokens.headlines.update(
        i for i, count in enumerate(words) if count > 3 and 10 * capitals[i] >= 7 * count
    )


def _number_sentences(tokens: Tokens, text: str) -> None:
    words, sentence, paragraph, opens = tokens.word, 0, 0, True
    pending = False  # a full stop has been seen, only closing marks since
    for i, word in enumerate(words):
        if word == "\n":
            tokens.sentence.append(sentence)
            tokens.paragraph.append(paragraph)
            tokens.opens.append(False)
            sentence, paragraph, opens, pending = sentence + 1, paragraph + 1, True, False
            continue
        if pending and not (word in _CLOSERS and tokens.start[i] == tokens.end[i - 1]):
            pending = False
            if word[0].isupper() or word[0].isdigit() or word in _OPENERS or word[0] in "@#":
                sentence, opens = sentence + 1, True
        is_word = word[0].isalnum()
        tokens.sentence.append(sentence)
        tokens.paragraph.append(paragraph)
        tokens.opens.append(opens and is_word)
        if is_word:
            opens = False
        if word in _STOPS or (word[-1] == "." and _opener_follows(words, i)):
            pending = True


def _opener_follows(words: list[str], i: int) -> bool:
    """Whether an abbreviation at `i` ends its sentence: "in Fresno, Calif. The mayor"."""
    if i + 1 >= len(words):
        return True
    following = words[i + 1]
    return following[0].isupper() and following.lower() in lexicon("function_words")
