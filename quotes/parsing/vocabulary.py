"""Word -> what is known of it wherever it stands: its word lists, its letters, its shape.

A few thousand distinct words make up most of all text, so each is looked into once and
remembered, up to a bound.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from quotes.resources import lexicon

# What a token is, as a sum of flags. The word lists that it stands in, and a capital:
FUNCTION, DETERMINER, VERB, ROLE, TITLE, DOCUMENT, ORGANIZATION, PARTICLE, COMMON_VERB, CAPITAL = (
    1 << i for i in range(10)
)
# a word, a number, a word all in capitals, one in -ly; a pronoun, "who" or "which";
LETTERS, DIGITS, SHOUTED, ADVERB, PRONOUN, RELATIVE = (1 << i for i in range(10, 16))
# a line break, "'s" or an apostrophe, a quotation mark, a comma or what parts words like one;
BREAK, POSSESSIVE, MARK, COMMA = (1 << i for i in range(16, 20))
# what ends a sentence or, as an abbreviation does, may end it; what may close or open one
# around its words; what ends a clause.
STOP, ABBREVIATION, CLOSER, OPENER, PERIOD = (1 << i for i in range(20, 25))

_LEXICONS = {
    "function_words": FUNCTION,
    "determiners": DETERMINER,
    "reporting_verbs": VERB,
    "role_nouns": ROLE,
    "titles": TITLE,
    "document_nouns": DOCUMENT,
    "organization_words": ORGANIZATION,
    "name_particles": PARTICLE,
    "common_verbs": COMMON_VERB,
}
PRONOUNS = frozenset("he she they i we you it him her them his their".split())
RELATIVES = frozenset("who which".split())
# Quotation marks, as tokens.
MARKS = frozenset(("“", "”", '"', "‘", "’", "'", "''", "``", "‘‘", "’’", "«", "»", "„"))
_SIGNS = {
    BREAK: {"\n"},
    POSSESSIVE: {"'s", "’s", "'", "’"},
    MARK: MARKS,
    COMMA: {",", "(", "—", "–", "--"},
    STOP: {".", "!", "?", "…", "..."},
    CLOSER: {*"”\"’')]»", "''"},
    OPENER: {*"“\"‘'([«*•-–—@#", "''", "``", "--"},
    PERIOD: {".", "!", "?", ";", "...", "\n"},
}

SYMBOL = "☆"  # the shape of emoji and other signs that stand for no word
_SYMBOLS = "\u2190"  # arrows, signs and emoji begin here
# Marks that a feature may name; all others are one class.
_MARKS_SEEN = frozenset(
    ". , ; : ! ? ( ) [ ] - – — -- ... … “ ” \" ‘ ’ ' '' `` 's ’s « » @ # $ % & / *".split()
)
_MOST, _LONGEST = 20_000, 40  # words that are remembered, and letters in one


@dataclass(slots=True, frozen=True)
class Entry:
    """What is known of a word as printed.

    `lower` is lower-cased with straight apostrophes. `shape` is the word where that is a
    function word, a verb of saying or a mark, else its class. `length` is that of the token,
    without a blank behind it.
    """

    word: str
    lower: str
    flags: int
    shape: str
    length: int


class _Vocabulary(dict[str, Entry | None]):
    """The entry of every token, None for blanks, worked out when first asked for."""

    def __missing__(self, token: str) -> Entry | None:
        entry = None if token.isspace() and "\n" not in token else _look_into(token)
        if len(token) <= _LONGEST:
            if len(self) >= _MOST:
                self.clear()
            self[token] = entry
        return entry


@cache
def vocabulary() -> dict[str, Entry | None]:
    """The entry of every token, also with a blank behind it, and of a line break with the
    space around it.

    Any token can be asked for; that of other white space is None.
    """
    return _Vocabulary()


@cache
def word_flags() -> dict[str, int]:
    """The lexicons that each lower-cased word stands in, as a sum of flags."""
    flags: dict[str, int] = {}
    for name, flag in _LEXICONS.items():
        for word in lexicon(name):
            flags[word] = flags.get(word, 0) | flag
    return flags


def _look_into(token: str) -> Entry:
    word = "\n" if token[0] == "\n" else token.removesuffix(" ")
    lower = word.lower().replace("’", "'")
    flags = word_flags().get(lower, 0) | _letters(word, lower)
    for flag, signs in _SIGNS.items():
        if word in signs:
            flags |= flag
    if word[-1] == "." and not flags & STOP:
        flags |= ABBREVIATION
    if word[0].isupper() or flags & DIGITS:
        flags |= OPENER
    length = len(token if word == "\n" else word)
    return Entry(word, lower, flags, _shape(word, lower, flags), length)


def _letters(word: str, lower: str) -> int:
    """What the characters of a word make it."""
    flags = 0
    if word[0].isalpha():
        flags |= LETTERS | (SHOUTED if word.upper() == word else 0)
    if word[0].isdigit():
        flags |= DIGITS
    # Some names begin small: iFixit, al-Khatib, d’Angelo.
    if word[0].isupper() or (flags & LETTERS and any(c.isupper() for c in word[1:4])):
        flags |= CAPITAL
    if lower.endswith("ly"):
        flags |= ADVERB
    if lower in PRONOUNS:
        flags |= PRONOUN
    if lower in RELATIVES:
        flags |= RELATIVE
    return flags


def _shape(word: str, lower: str, flags: int) -> str:
    """A token as the model sees it: closed-class words themselves, all others by class."""
    if flags & FUNCTION or (flags & VERB and not flags & CAPITAL):
        return lower
    if word == "\n":
        return "¶"
    if not word[0].isalnum():
        if word >= _SYMBOLS:
            return SYMBOL
        return word if word in _MARKS_SEEN else "p"
    if flags & DIGITS:
        return "9"
    if flags & ROLE:
        return "role"
    return "Xx" if flags & CAPITAL else "x"
