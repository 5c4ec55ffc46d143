"""Text -> mentions: the words that may name a speaker.

One pass over the tokens outside quotation marks cuts the text into chunks: names
with their titles ("Treasury Secretary Scott Bessent"), noun phrases ("a senior
official"), pronouns, "who", and the bare nouns beside a verb of saying. Nearly
every annotated source is among them (recall 0.99); choosing one is the work of
attribution.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from quotes.parsing.sentences import MARKS, Tokens
from quotes.parsing.vocabulary import (
    ADVERB,
    BREAK,
    CAPITAL,
    COMMON_VERB,
    DETERMINER,
    DIGITS,
    DOCUMENT,
    FUNCTION,
    LETTERS,
    MARK,
    ORGANIZATION,
    PARTICLE,
    POSSESSIVE,
    PRONOUN,
    RELATIVE,
    ROLE,
    SHOUTED,
    TITLE,
    VERB,
    word_flags,
)
from quotes.resources import lexicon

# The flags are a part of what mentions are told by.
__all__ = [
    "CAPITAL", "COMMON_VERB", "DETERMINER", "DOCUMENT", "FUNCTION", "ORGANIZATION", "PARTICLE",
    "ROLE", "TITLE", "VERB", "Mention", "MentionKind", "colon_behind", "find_mentions",
    "is_name_token", "label_end", "word_flags",
]  # fmt: skip

MentionKind = Literal["name", "phrase", "pronoun", "relative", "bare", "label"]

_QUANTIFIERS = frozenset("many some most others several few both all one another none".split())
_LONGEST = 12  # tokens in a chunk
_LONGEST_DESCRIPTION = 10  # tokens between the name in a label and its colon
_ENDING = frozenset((":", ".", "!", "?", "\n"))
# Words that may begin a mention by themselves, and those that may stand behind a bare noun.
_BEGINS = DETERMINER | DIGITS | PARTICLE | PRONOUN | RELATIVE | ROLE | SHOUTED | TITLE
_BESIDE_BARE = VERB | RELATIVE | ROLE | TITLE


@dataclass(slots=True)
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

    def starting(self, first: int, start: int) -> Mention:
        """The mention from its token `first`, character `start`, on."""
        return Mention(
            first, self.last, start, self.end, self.kind, self.head, self.owner, self.head_at
        )

    def ending(self, tokens: Tokens, last: int) -> Mention:
        """The mention up to token `last`, headed by its last word."""
        end, head = tokens.end[last - 1], tokens.lower[last - 1]
        return Mention(self.first, last, self.start, end, self.kind, head, self.owner, last - 1)


def find_mentions(tokens: Tokens, flags: list[int], quoted: list[bool]) -> list[Mention]:
    """All mentions, in order of the text, without overlap.

    `quoted` says for every token whether it lies between quotation marks; no
    mention crosses from one side to the other.
    """
    mentions: list[Mention] = []
    start, end, lower = tokens.start, tokens.end, tokens.lower
    last = 0
    for first in _beginnings(lower, flags):
        if first < last:
            continue
        end_of, kind = _chunk(tokens, flags, quoted, first)
        if kind is None or end_of <= first:
            continue
        last = end_of
        head = _head(flags, first, last) if last - first > 2 else last - 1
        if kind != "phrase" and not flags[head] & (ROLE | TITLE):
            head = last - 1
        owner = first > 0 and bool(flags[first - 1] & POSSESSIVE) and bool(mentions)
        mentions.append(
            Mention(first, last, start[first], end[last - 1], kind, lower[head], owner, head)
        )
    return mentions


def _beginnings(lower: list[str], flags: list[int]) -> list[int]:
    """The tokens at which a mention may begin; few words in small letters are among them."""
    begins, beside, content, verb = _BEGINS, _BESIDE_BARE, LETTERS | FUNCTION, VERB | COMMON_VERB
    behind = [*flags, 0, 0, 0]
    return [
        i
        for i, flag in enumerate(flags)
        if flag & begins
        or (
            flag & content == LETTERS
            and (
                flag & CAPITAL
                or flags[i - 1] & POSSESSIVE
                or (
                    not flag & verb
                    and (
                        (behind[i + 1] | behind[i + 2] | behind[i + 3]) & beside
                        or lower[i - 1] == "to"
                    )
                )
            )
        )
    ]


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
    flag = flags[i]
    if flag & RELATIVE:
        return i + 1, "relative"
    if flag & SHOUTED and (last := label_end(tokens, flags, i)) is not None:
        return last, "label"
    named = is_name_token(tokens, flags, i) if flag & CAPITAL else flag & PARTICLE
    if named and (flag & CAPITAL or _opens_particle_name(flags, i)):
        return _extend(tokens, flags, quoted, i, named=True), "name"
    if flag & (DETERMINER | DIGITS) and not _stands_before_name(tokens, flags, i):
        last = _extend(tokens, flags, quoted, i + 1, named=False) if i + 1 < len(flags) else i + 1
        if last > i + 1:
            return last, "phrase"
        if tokens.lower[i] in _QUANTIFIERS and any(f & VERB for f in flags[i + 1 : i + 4]):
            return i + 1, "bare"
    if flag & PRONOUN:
        return i + 1, "pronoun"
    if (flag & (ROLE | TITLE) and not flag & FUNCTION) or _opens_role(flags, i):
        return _extend(tokens, flags, quoted, i, named=False), "phrase"
    if flag & LETTERS and _is_possessed(flags, i):
        last = _extend(tokens, flags, quoted, i, named=False)
        if last > i:
            return last, "phrase"
    return _bare(tokens, flags, quoted, i)


def label_end(tokens: Tokens, flags: list[int], i: int) -> int | None:
    """Where the name in a speaker label ends that begins at `i`, None where no label does.

    A label is one to five words in capitals at the beginning of a paragraph, a quotation
    mark before it or not, and what describes them or not: `MR. SMITH: …`, `“THE CHAIR: …`,
    `JANE DOE, HOST: …`.
    """
    start = i - 1 if i and flags[i - 1] & MARK else i
    if start and not flags[start - 1] & BREAK:
        return None
    letters = 0
    for k in range(i, min(i + 6, len(flags))):
        if not flags[k] & SHOUTED:
            return k if letters > 1 and colon_behind(tokens, k) is not None else None
        letters += len(tokens.word[k])
    return None


def colon_behind(tokens: Tokens, i: int) -> int | None:
    """The colon at token `i`, or behind a comma or bracket there and a description."""
    words, n = tokens.word, len(tokens)
    if i < n and words[i] in (",", "("):
        reach = range(i + 1, min(n, i + _LONGEST_DESCRIPTION))
        i = next((k for k in reach if words[k] in _ENDING or words[k] in MARKS), n)
    return i if i + 1 < n and words[i] == ":" else None


def _opens_particle_name(flags: list[int], i: int) -> bool:
    """Whether a family name with particles begins at `i`: "van der Byl", "al Khatib"."""
    if flags[i] & (PARTICLE | FUNCTION | CAPITAL) != PARTICLE:
        return False
    for flag in flags[i + 1 : i + 3]:
        if flag & CAPITAL:
            return not flag & FUNCTION
        if not flag & PARTICLE:
            return False
    return False


def _stands_before_name(tokens: Tokens, flags: list[int], i: int) -> bool:
    """Whether the determiner at `i` is a conjunction or a pronoun before a name: "that Clinton"."""
    return (
        i + 1 < len(flags)
        and flags[i + 1] & (CAPITAL | FUNCTION | ROLE | TITLE) == CAPITAL
        and tokens.lower[i] in ("that", "both", "all", "some", "most", "one")
    )


def is_name_token(tokens: Tokens, flags: list[int], i: int) -> bool:
    """Whether token `i` can belong to a name: a capital, and no sentence opener or weekday."""
    flag = flags[i]
    if not flag & CAPITAL or flag & FUNCTION:
        return False
    word = tokens.word[i]
    if 1 < len(word) < 7 and word[1] in "-‑":
        return False  # R-Ky., D-Calif.
    if not tokens.opens[i]:
        return True
    if flag & (VERB | COMMON_VERB | DETERMINER) and not flag & ROLE:
        return False
    if i + 1 < len(flags) and tokens.lower[i] in lexicon("opening_adjectives"):
        behind = flags[i + 1] & (LETTERS | CAPITAL | FUNCTION | VERB | COMMON_VERB | PARTICLE)
        if behind == LETTERS:
            return False  # Small groups of protesters
    alone = i + 1 >= len(flags) or not flags[i + 1] & (CAPITAL | ROLE)
    return not (alone and (flag & ADVERB or tokens.lower[i] in tokens.printed))


def _extend(tokens: Tokens, flags: list[int], quoted: list[bool], i: int, *, named: bool) -> int:
    """The end of the chunk whose first content word is at `i`; `i` where there is none.

    `named` says that the chunk began with a name: then lower-case words belong to it
    only where they are roles or kinds of organisation ("Clinton campaign spokesman").
    """
    noun, joined = named, False  # joined by "of" or "for": Institute for Sleep and Health
    j, last, inside = i, min(len(flags), i + _LONGEST), quoted[i]
    while j < last and quoted[j] == inside:
        flag, behind = flags[j], j + 1
        if flag & (CAPITAL | FUNCTION) == CAPITAL:
            if j > i and _opens_other_name(tokens, flags, j, named):
                break
            named = noun = True
            behind = _over_nickname(flags, j) + 1
        elif flag & PARTICLE and noun and (named or j > i):
            behind = _over_link(flags, quoted, j, named)
            joined = named = True
        elif flag & (LETTERS | FUNCTION | DETERMINER) == LETTERS:
            if not _continues_phrase(tokens, flags, j, named, noun):
                break
            noun = True
        elif flag & DIGITS:
            if noun:
                break
        elif not (
            (joined and _joins_names(tokens, flags, j))
            or (flag & POSSESSIVE and _in_plural_name(tokens, flags, j))
        ):
            break
        if behind == j:
            break
        j = behind
    return j


def _over_link(flags: list[int], quoted: list[bool], j: int, named: bool) -> int:
    """The token behind what "of", "for", "van" and the like at `j` link to the words before
    it, a capital or the rest of an office; `j` where they link nothing."""
    k = j + 1
    if not named and not flags[j - 1] & (ROLE | TITLE | ORGANIZATION | DOCUMENT):
        return j  # "three weeks for Cruz": the name is a mention of its own
    if k + 1 < len(flags) and flags[k] & (PARTICLE | DETERMINER):
        k += 1
    if k >= len(flags) or quoted[k] != quoted[j]:
        return j
    office = flags[j - 1] & flags[k] & TITLE  # secretary of state
    return k + 1 if office or flags[k] & (CAPITAL | FUNCTION) == CAPITAL else j


def _joins_names(tokens: Tokens, flags: list[int], j: int) -> bool:
    """Whether "and" at `j` stands before a capital, within a name that "of" or "for" joined."""
    return tokens.word[j] == "and" and j + 1 < len(flags) and bool(flags[j + 1] & CAPITAL)


def _in_plural_name(tokens: Tokens, flags: list[int], j: int) -> bool:
    """Whether the apostrophe at `j` stands between two words of a name: "Farmers’ Alliance"."""
    return (
        j + 1 < len(flags)
        and bool(flags[j - 1] & flags[j + 1] & CAPITAL)
        and tokens.lower[j] == "'"
        and tokens.lower[j - 1].endswith("s")
        and tokens.end[j - 1] == tokens.start[j]
        and not flags[j + 1] & FUNCTION
    )


def _continues_phrase(tokens: Tokens, flags: list[int], j: int, named: bool, noun: bool) -> bool:
    """Whether the lower-case content word at `j` belongs to the noun phrase before it."""
    flag, following = flags[j], flags[j + 1] if j + 1 < len(flags) else 0
    if flag & (ROLE | TITLE | ORGANIZATION | DOCUMENT):
        return not (named and flag & VERB and not following & (ROLE | TITLE))
    if flag & (VERB | COMMON_VERB):
        return not noun and bool(following & ROLE)
    if named and not following & (ROLE | ORGANIZATION):
        return False
    return not (noun and tokens.lower[j].endswith(("ed", "ing", "ly")))


def _opens_other_name(tokens: Tokens, flags: list[int], j: int, named: bool) -> bool:
    """Whether the capital at `j` begins something new: a name behind a common noun ("an
    interview Smith gave"), or the verb of a headline ("Mayor Slams Rival")."""
    if flags[j] & (VERB | COMMON_VERB) and not flags[j] & (ROLE | ORGANIZATION):
        return tokens.paragraph[j] in tokens.headlines
    before = flags[j - 1]
    return not named and not before & (CAPITAL | DETERMINER | ROLE | TITLE | ORGANIZATION)


def _over_nickname(flags: list[int], j: int) -> int:
    """The last token of a nickname in marks behind the given name at `j`: Ed “Too Tall” Jones."""
    if j + 3 >= len(flags) or not flags[j + 1] & MARK:
        return j
    for k in range(j + 3, min(j + 6, len(flags) - 1)):
        if flags[k] & MARK:
            return k if flags[k + 1] & CAPITAL and not flags[k + 1] & FUNCTION else j
    return j


def _is_possessed(flags: list[int], i: int) -> bool:
    """Whether a noun with a possessive ending stands before `i`: "the engineers’ report"."""
    return (
        i > 1
        and bool(flags[i - 1] & POSSESSIVE)
        and flags[i - 2] & (LETTERS | FUNCTION) == LETTERS
        and not flags[i] & (FUNCTION | DETERMINER)
    )


def _opens_role(flags: list[int], i: int) -> bool:
    """Whether lower-case nouns at `i` lead to a role and a name: "fire brigade captain Lee"."""
    for k in range(i, min(i + 3, len(flags) - 2)):
        if not _is_noun(flags[k]) or flags[k] & (CAPITAL | DETERMINER):
            return False
        if flags[k + 1] & (ROLE | TITLE) and not flags[k + 1] & CAPITAL:
            return flags[k + 2] & (CAPITAL | FUNCTION) == CAPITAL
    return False


def _bare(
    tokens: Tokens, flags: list[int], quoted: list[bool], i: int
) -> tuple[int, MentionKind | None]:
    """Up to three lower-case words beside a verb of saying, "who" or "according to"."""
    if not _is_noun(flags[i]):
        return i, None
    last = i + 1
    while last < min(i + 3, len(tokens)) and _is_noun(flags[last]):
        last += 1
    before = tokens.lower[i - 1] if i else ""
    if before == "to" and i > 1 and tokens.lower[i - 2] == "according":
        return last, "bare"
    if last < len(tokens) and not quoted[last] and not quoted[i]:
        following = tokens.lower[last]
        if flags[last] & VERB or (following == "who" and tokens.lower[last - 1].endswith("s")):
            return last, "bare"
    return i, None


def _is_noun(flag: int) -> bool:
    """Whether a word may be a common noun: letters, in no list of other words."""
    return flag & (LETTERS | FUNCTION | VERB | COMMON_VERB) == LETTERS
