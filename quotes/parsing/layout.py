"""What the stages of one article share: its tokens, passages and mentions, laid side by side.

Built once for an article, then only read. `Layout` answers in constant time how many
sentences, verbs or passages lie between two tokens.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate

from quotes.parsing.mentions import Mention, find_mentions
from quotes.parsing.quotations import Passage, find_passages
from quotes.parsing.sentences import Tokens, tokenize
from quotes.parsing.vocabulary import (
    CAPITAL,
    FUNCTION,
    MARKS,
    ORGANIZATION,
    ROLE,
    SYMBOL,
    TITLE,
    VERB,
)
from quotes.resources import lexicon

_SKIPPED = MARKS | {SYMBOL}
_ALSO_NAMES = frozenset(("Will", "May", "April", "June"))
_PAST = frozenset("said wrote told was is has had did says writes went made".split())
_DATING = frozenset("in on by since until from of to this last next late early mid the".split())


@dataclass(slots=True)
class Layout:
    """The tokens, passages and mentions of one text.

    `inside[k]` is the token range `[first, last)` of passage k. `quoted` and
    `flags` hold one value for every token; `beginnings` are the first tokens of the mentions,
    `named_inside` the names between marks, which may be fuller than those outside. `shape` is
    a token's word where that is a function word or a verb of saying, else its class. `verbs`
    and `opened` count the verbs of saying outside marks, and the passages opened, before every
    token (one entry more than there are tokens). `sentence_starts` are the first tokens
    of the sentences.
    """

    text: str
    tokens: Tokens
    flags: list[int]
    quoted: list[bool]
    shape: list[str]
    passages: list[Passage]
    inside: list[tuple[int, int]]
    mentions: list[Mention]
    beginnings: list[int]
    named_inside: list[Mention]
    verbs: list[int]
    opened: list[int]
    sentence_starts: list[int]

    def token_at(self, offset: int) -> int:
        """The index of the first token that begins at `offset` or later."""
        return bisect_left(self.tokens.start, offset)

    def outside(self, i: int, step: int) -> int:
        """The nearest token behind `i` in the direction `step` that is no mark and no symbol.

        -1 or the number of tokens where the text ends before.
        """
        i += step
        while 0 <= i < len(self.shape) and self.shape[i] in _SKIPPED:
            i += step
        return i

    def sentence(self, token: int) -> tuple[int, int]:
        """The tokens `[first, last)` of the sentence that a token is in, line breaks left out."""
        number, starts = self.tokens.sentence[token], self.sentence_starts
        last = starts[number + 1] if number + 1 < len(starts) else len(self.tokens)
        while last > starts[number] + 1 and self.tokens.word[last - 1] == "\n":
            last -= 1
        return starts[number], last

    def mentions_before(self, token: int) -> int:
        """How many mentions begin before token index `token`."""
        return bisect_left(self.beginnings, token)


def lay_out(text: str) -> Layout:
    """The layout of `text`: all that later stages need to know about where things stand."""
    tokens = tokenize(text)
    flags = [entry.flags for entry in tokens.entries]
    shape = [entry.shape for entry in tokens.entries]
    for i in _names_like_other_words(tokens, flags):
        flags[i], shape[i] = flags[i] & ~FUNCTION, "Xx"
    verbs = [1 if flag & (VERB | FUNCTION) == VERB else 0 for flag in flags]
    quoted = [False] * len(tokens)
    opens = [0] * len(tokens)
    passages, inside = [], []
    for passage in find_passages(text):
        first = bisect_left(tokens.start, passage.start)
        last = bisect_left(tokens.start, passage.end)
        if first < last and tokens.start[first] == passage.start:
            passages.append(passage)
            inside.append((first, last))
            opens[first] = 1
            quoted[first:last] = [True] * (last - first)
            shape[first:last] = ["Q"] * (last - first)
            verbs[first:last] = [0] * (last - first)
    mentions = find_mentions(tokens, flags, quoted)
    outside = [m for m in mentions if not quoted[m.first]]
    return Layout(
        text,
        tokens,
        flags,
        quoted,
        shape,
        passages,
        inside,
        outside,
        [m.first for m in outside],
        [m for m in mentions if quoted[m.first] and m.kind == "name"],
        [*accumulate(verbs, initial=0)],
        [*accumulate(opens, initial=0)],
        tokens.sentence_starts,
    )


def _names_like_other_words(tokens: Tokens, flags: list[int]) -> list[int]:
    """The tokens that are names though their words seldom are: "George Will", "Mrs. May".

    Behind a given name or a title, or before a family name; once the article has such a
    name, before a verb in the past too, and "Will" wherever only a name has a capital.
    """
    if tokens.printed.isdisjoint(_ALSO_NAMES):
        return []
    places = [
        i
        for i, word in enumerate(tokens.word)
        if word in _ALSO_NAMES and tokens.paragraph[i] not in tokens.headlines
    ]
    found = {i for i in places if _ends_name(tokens, flags, i) or _begins_name(tokens, flags, i)}
    known = {tokens.word[i] for i in found}
    for i in places:
        dated = i and tokens.lower[i - 1] in _DATING
        if tokens.word[i] in known and not dated and _is_subject_name(tokens, i):
            found.add(i)
    return sorted(found)


def _ends_name(tokens: Tokens, flags: list[int], i: int) -> bool:
    """Whether the word before token `i` is a title or a given name."""
    if tokens.opens[i] or not i or not flags[i - 1] & CAPITAL:
        return False
    given = tokens.lower[i - 1]
    named = given in lexicon("given_names_female") or given in lexicon("given_names_male")
    return bool(flags[i - 1] & TITLE) or (named and not flags[i - 1] & FUNCTION)


def _begins_name(tokens: Tokens, flags: list[int], i: int) -> bool:
    """Whether token `i` stands before a family name, behind what goes before names only."""
    if tokens.word[i] == "May" or i + 1 == len(flags):
        return False
    family = flags[i + 1] & (CAPITAL | FUNCTION | TITLE | ROLE | ORGANIZATION) == CAPITAL
    if tokens.opens[i]:
        return family and _stands_before_past(tokens, i + 1)
    before = tokens.lower[i - 1]
    led = flags[i - 1] & (VERB | ROLE | TITLE) or (tokens.word[i] == "Will" and before.isalpha())
    return family and bool(led) and before not in _DATING


def _is_subject_name(tokens: Tokens, i: int) -> bool:
    """Whether a name can stand at token `i`, whose word the article has as a name."""
    if tokens.word[i] == "Will" and not tokens.opens[i]:
        return True
    return _stands_before_past(tokens, i) or tokens.lower[i + 1 : i + 2] == ["'s"]


def _stands_before_past(tokens: Tokens, i: int) -> bool:
    behind = tokens.lower[i + 1] if i + 1 < len(tokens) else ""
    return behind in _PAST or behind.endswith("ed")
