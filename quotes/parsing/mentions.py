"""Text -> mentions: the words that may name a speaker.

One pass over the tokens outside quotation marks cuts the text into chunks: names
with their titles ("Treasury Secretary Scott Bessent"), noun phrases ("a senior
official"), pronouns, "who", and the bare nouns beside a verb of saying. Nearly
every annotated source is among them (recall 0.99); choosing one is the work of
attribution.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from quotes.parsing.sentences import MARKS, Tokens
from quotes.resources import lexicon

MentionKind = Literal["name", "phrase", "pronoun", "relative", "bare", "label"]

# What a token is; the lexicons a word stands in are added up.
FUNCTION, DETERMINER, VERB, ROLE, TITLE, DOCUMENT, ORGANIZATION, PARTICLE, COMMON_VERB, CAPITAL = (
    1 << i for i in range(10)
)
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
_QUANTIFIERS = frozenset("many some most others several few both all one another none".split())
_LONGEST = 12  # tokens in a chunk


@cache
def word_flags() -> dict[str, int]:
    """The lexicons that each lower-cased word stands in, as a sum of flags."""
    flags: dict[str, int] = {}
    for name, flag in _LEXICONS.items():
        for word in lexicon(name):
            flags[word] = flags.get(word, 0) | flag
    return flags


@dataclass(slots=True, frozen=True)
class Mention:
    """A stretch of text that may name a speaker.

    `first` and `last` bound its tokens, `[first, last)`; `start` and `end` its
    characters. `head` is its head noun, lower-cased, at token `head_at`: the last word,
    or the one before "of". `owner` is true where a
    possessive stands before it ("Trump’s spokesman").
    """

    first: int
    last: int
    start: int
    end: int
    kind: MentionKind
    head: str
    owner: bool = False
    head_at: int = -1


def flag_tokens(tokens: Tokens) -> list[int]:
    """For every token the lexicons it stands in, and whether it is written with a capital."""
    known = word_flags().get
    flags = []
    for word, lower in zip(tokens.word, tokens.lower, strict=True):
        flag = known(lower, 0)
        if word[0].isupper() or _has_inner_capital(word):
            flag |= CAPITAL
        flags.append(flag)
    return flags


def _has_inner_capital(word: str) -> bool:
    """Names that begin small: iFixit, al-Khatib, d’Angelo."""
    return word[0].isalpha() and any(c.isupper() for c in word[1:4])


def find_mentions(tokens: Tokens, flags: list[int], quoted: list[bool]) -> list[Mention]:
    """All mentions, in order of the text, without overlap.

    `quoted` says for every token whether it lies between quotation marks; no
    mention crosses from one side to the other.
    """
    mentions: list[Mention] = []
    i, n = 0, len(tokens)
    while i < n:
        last, kind = _chunk(tokens, flags, quoted, i)
        if kind is None or last <= i:
            i += 1
            continue
        owner = i > 0 and tokens.lower[i - 1] in ("'s", "'") and bool(mentions)
        head = _head(flags, i, last)
        if kind != "phrase" and not flags[head] & (ROLE | TITLE):
            head = last - 1
        mentions.append(
            Mention(
                i,
                last,
                tokens.start[i],
                tokens.end[last - 1],
                kind,
                tokens.lower[head],
                owner,
                head,
            )
        )
        i = last
    return mentions


def _head(flags: list[int], first: int, last: int) -> int:
    """The token of the head noun of a phrase: the last word before "of" or "for"."""
    for i in range(first + 1, last - 1):
        if flags[i] & PARTICLE and not flags[i] & (CAPITAL | DETERMINER):
            return i - 1
    return last - 1


def _chunk(
    tokens: Tokens, flags: list[int], quoted: list[bool], i: int
) -> tuple[int, MentionKind | None]:
    """The end of the chunk that begins at token `i` and its kind; kind None where none begins."""
    lower, flag = tokens.lower[i], flags[i]
    if lower in RELATIVES:
        return i + 1, "relative"
    if (last := label_end(tokens, i)) is not None:
        return last, "label"
    if is_name_token(tokens, flags, i) or _opens_particle_name(tokens, flags, i):
        last = _extend(tokens, flags, quoted, i, named=True)
        return last, "name"
    if (flag & DETERMINER or lower[0].isdigit()) and not _stands_before_name(tokens, flags, i):
        last = _extend(tokens, flags, quoted, i + 1, named=False) if i + 1 < len(tokens) else i + 1
        if last > i + 1:
            return last, "phrase"
        if lower in _QUANTIFIERS and _verb_near(flags, i + 1):
            return i + 1, "bare"
    if lower in PRONOUNS:
        return i + 1, "pronoun"
    if (flag & (ROLE | TITLE) and not flag & FUNCTION) or _opens_role(tokens, flags, i):
        return _extend(tokens, flags, quoted, i, named=False), "phrase"
    if i > 1 and lower[0].isalpha() and _is_possessed(tokens, flags, i):
        last = _extend(tokens, flags, quoted, i, named=False)
        if last > i:
            return last, "phrase"
    return _bare(tokens, flags, quoted, i)


def label_end(tokens: Tokens, i: int) -> int | None:
    """The colon behind a speaker label that begins at `i`, None where none does.

    A label is one to five words in capitals at the beginning of a paragraph, a quotation
    mark before it or not: `MR. SMITH: …`, `“THE CHAIR: …`.
    """
    start = i - 1 if i and tokens.word[i - 1] in MARKS else i
    if start and tokens.word[start - 1] != "\n":
        return None
    letters = 0
    for k in range(i, min(i + 6, len(tokens))):
        word = tokens.word[k]
        if word == ":":
            return k if letters > 1 else None
        if not (word[0].isalpha() and word.upper() == word):
            return None
        letters += len(word)
    return None


def _opens_particle_name(tokens: Tokens, flags: list[int], i: int) -> bool:
    """Whether a family name with particles begins at `i`: "van der Byl", "al Khatib"."""
    for k in range(i, min(i + 3, len(flags))):
        if flags[k] & CAPITAL:
            return k > i and not flags[k] & FUNCTION
        if not flags[k] & PARTICLE or (k == i and flags[k] & FUNCTION):
            return False
    return False


def _stands_before_name(tokens: Tokens, flags: list[int], i: int) -> bool:
    """Whether the determiner at `i` is a conjunction or a pronoun before a name: "that Clinton"."""
    lower, k = tokens.lower[i], i + 1
    return (
        lower in ("that", "both", "all", "some", "most", "one")
        and k < len(tokens)
        and bool(flags[k] & CAPITAL)
        and not flags[k] & (FUNCTION | ROLE | TITLE)
    )


def is_name_token(tokens: Tokens, flags: list[int], i: int) -> bool:
    """Whether token `i` can belong to a name: a capital, and no sentence opener or weekday."""
    flag = flags[i]
    if not flag & CAPITAL or flag & FUNCTION:
        return False
    word = tokens.word[i]
    if len(word) < 7 and word[1:2] in "-‑" and len(word) > 1:
        return False  # R-Ky., D-Calif.
    if not tokens.opens[i]:
        return True
    if flag & (VERB | COMMON_VERB | DETERMINER) and not flag & ROLE:
        return False
    lower = tokens.lower[i]
    alone = i + 1 >= len(flags) or not flags[i + 1] & (CAPITAL | ROLE)
    return not (alone and (lower.endswith("ly") or lower in tokens.uncapitalized))


def _extend(tokens: Tokens, flags: list[int], quoted: list[bool], i: int, *, named: bool) -> int:
    """The end of the chunk whose first content word is at `i`; `i` where there is none.

    `named` says that the chunk began with a name: then lower-case words belong to it
    only where they are roles or kinds of organisation ("Clinton campaign spokesman").
    """
    chunk = _Chunk(tokens, flags, i, named)
    last = min(len(tokens), i + _LONGEST)
    while chunk.end < last and quoted[chunk.end] == quoted[i] and chunk.takes_next(quoted):
        pass
    return chunk.end


class _Chunk:
    """A noun phrase that grows token by token; `end` is the token behind it."""

    __slots__ = ("end", "first", "flags", "joined", "named", "noun", "tokens")

    def __init__(self, tokens: Tokens, flags: list[int], first: int, named: bool) -> None:
        self.tokens, self.flags = tokens, flags
        self.first = self.end = first
        self.named = self.noun = named
        self.joined = False  # by "of" or "for": Institute for Sleep and Health

    def takes_next(self, quoted: list[bool]) -> bool:
        """Whether the next token belongs to the phrase; if so it is taken in."""
        j = self.end
        flag, word = self.flags[j], self.tokens.word[j]
        if flag & CAPITAL and not flag & FUNCTION:
            return self._take_capital(j)
        if flag & PARTICLE and self.noun and (self.named or j > self.first):
            return self._take_link(j, quoted)
        if word in ("'", "’"):
            return self._take(j, _in_plural_name(self.tokens, self.flags, j))
        if self.joined and word in ("and", "&"):
            return self._take(j, j + 1 < len(self.flags) and bool(self.flags[j + 1] & CAPITAL))
        if word[0].isdigit():
            return self._take(j, not self.noun)
        if not word[0].isalpha() or flag & (FUNCTION | DETERMINER):
            return False
        return self._take_word(j, flag)

    def _take(self, j: int, belongs: bool) -> bool:
        if belongs:
            self.end = j + 1
        return belongs

    def _take_capital(self, j: int) -> bool:
        if _opens_other_name(self.tokens, self.flags, self.first, j, self.named):
            return False
        self.named = self.noun = True
        return self._take(_over_nickname(self.tokens.word, self.flags, j), True)

    def _take_link(self, j: int, quoted: list[bool]) -> bool:
        """ "of", "for", "van" and the like before a capital, or within an office."""
        flags, k = self.flags, j + 1
        if not self.named and not flags[j - 1] & (ROLE | TITLE | ORGANIZATION | DOCUMENT):
            return False  # "three weeks for Cruz": the name is a mention of its own
        if k + 1 < len(flags) and flags[k] & (PARTICLE | DETERMINER):
            k += 1
        if k >= len(flags) or quoted[k] != quoted[j]:
            return False
        office = flags[j - 1] & flags[k] & TITLE  # secretary of state
        if not office and (not flags[k] & CAPITAL or flags[k] & FUNCTION):
            return False
        self.joined = self.named = True
        return self._take(k, True)

    def _take_word(self, j: int, flag: int) -> bool:
        """A lower-case content word."""
        following = self.flags[j + 1] if j + 1 < len(self.flags) else 0
        role_follows = bool(following & (ROLE | TITLE))
        if flag & (ROLE | TITLE | ORGANIZATION | DOCUMENT):
            if self.named and flag & VERB and not role_follows:
                return self._take(j, not _ends_phrase(self.tokens, self.flags, j, True, True))
        elif _ends_phrase(self.tokens, self.flags, j, self.named, self.noun):
            return False
        self.noun = True
        return self._take(j, True)


def _in_plural_name(tokens: Tokens, flags: list[int], j: int) -> bool:
    """Whether the apostrophe at `j` stands between two words of a name: "Farmers’ Alliance"."""
    return (
        j + 1 < len(flags)
        and bool(flags[j - 1] & flags[j + 1] & CAPITAL)
        and tokens.lower[j - 1].endswith("s")
        and tokens.end[j - 1] == tokens.start[j]
        and not flags[j + 1] & FUNCTION
    )


def _opens_other_name(tokens: Tokens, flags: list[int], first: int, j: int, named: bool) -> bool:
    """Whether the capital at `j` begins something new: a name behind a common noun ("an
    interview Smith gave"), or the verb of a headline ("Mayor Slams Rival")."""
    if j == first:
        return False
    if flags[j] & (VERB | COMMON_VERB) and not flags[j] & (ROLE | ORGANIZATION):
        return tokens.paragraph[j] in tokens.headlines
    before = flags[j - 1]
    return not named and not before & (CAPITAL | DETERMINER | ROLE | TITLE | ORGANIZATION)


def _over_nickname(words: list[str], flags: list[int], j: int) -> int:
    """The last token of a nickname in marks behind the given name at `j`: Ed “Too Tall” Jones."""
    if j + 3 >= len(words) or words[j + 1] not in MARKS:
        return j
    for k in range(j + 3, min(j + 6, len(words) - 1)):
        if words[k] in MARKS:
            return k if flags[k + 1] & CAPITAL and not flags[k + 1] & FUNCTION else j
    return j


def _ends_phrase(tokens: Tokens, flags: list[int], j: int, named: bool, noun: bool) -> bool:
    """Whether the lower-case word at `j` stands outside the noun phrase before it."""
    flag, lower = flags[j], tokens.lower[j]
    if flag & (VERB | COMMON_VERB):
        return noun or not (j + 1 < len(tokens) and flags[j + 1] & ROLE)
    if named:
        noun_follows = j + 1 < len(tokens) and flags[j + 1] & (ROLE | ORGANIZATION)
        return not noun_follows or lower.endswith(("ed", "ing", "ly"))
    return noun and lower.endswith(("ed", "ing", "ly"))


def _is_possessed(tokens: Tokens, flags: list[int], i: int) -> bool:
    """Whether a noun with a possessive ending stands before `i`: "the engineers’ report"."""
    if tokens.lower[i - 1] not in ("'s", "'") or flags[i] & (FUNCTION | DETERMINER):
        return False
    return tokens.word[i - 2][0].isalpha() and not flags[i - 2] & FUNCTION


def _opens_role(tokens: Tokens, flags: list[int], i: int) -> bool:
    """Whether lower-case nouns at `i` lead to a role and a name: "fire brigade captain Lee"."""
    for k in range(i, min(i + 3, len(flags) - 2)):
        if not _is_noun(tokens, flags, k) or flags[k] & (CAPITAL | DETERMINER):
            return False
        if flags[k + 1] & (ROLE | TITLE) and not flags[k + 1] & CAPITAL:
            return bool(flags[k + 2] & CAPITAL) and not flags[k + 2] & FUNCTION
    return False


def _verb_near(flags: list[int], i: int) -> bool:
    return any(flag & VERB for flag in flags[i : i + 3])


def _bare(
    tokens: Tokens, flags: list[int], quoted: list[bool], i: int
) -> tuple[int, MentionKind | None]:
    """Up to three lower-case words beside a verb of saying, "who" or "according to"."""
    if not _is_noun(tokens, flags, i):
        return i, None
    last = i + 1
    while last < min(i + 3, len(tokens)) and _is_noun(tokens, flags, last):
        last += 1
    before = tokens.lower[i - 1] if i else ""
    if before == "to" and i > 1 and tokens.lower[i - 2] == "according":
        return last, "bare"
    if last < len(tokens) and not quoted[last] and not quoted[i]:
        following = tokens.lower[last]
        if flags[last] & VERB or (following == "who" and tokens.lower[last - 1].endswith("s")):
            return last, "bare"
    return i, None


def _is_noun(tokens: Tokens, flags: list[int], i: int) -> bool:
    """Whether a word may be a common noun: letters, in no list of other words."""
    return tokens.word[i][0].isalpha() and not flags[i] & (FUNCTION | VERB | COMMON_VERB)
