"""What the stages of one article share: its tokens, passages and mentions, laid side by side.

Built once for an article, then only read. `Layout` answers in constant time how many
sentences, verbs or passages lie between two tokens.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate

from quotes.parsing.mentions import Mention, find_mentions
from quotes.parsing.quotations import Passage, find_passages
from quotes.parsing.sentences import Tokens, tokenize
from quotes.parsing.vocabulary import FUNCTION, MARKS, SYMBOL, VERB

_SKIPPED = MARKS | {SYMBOL}


@dataclass(slots=True)
class Layout:
    """The tokens, passages and mentions of one text.

    `inside[k]` is the token range `[first, last)` of passage k. `quoted` and
    `flags` hold one value for every token; `named_inside` are the names between marks,
    which may be fuller than those outside. `shape` is a token's word where that is a
    function word or a verb of saying, else its class. `verbs` and `opened`
    count the verbs of saying outside marks, and the passages opened, before every
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
        return bisect_right(self.mentions, token - 1, key=lambda m: m.first)


def lay_out(text: str) -> Layout:
    """The layout of `text`: all that later stages need to know about where things stand."""
    tokens = tokenize(text)
    flags = [entry.flags for entry in tokens.entries]
    shape = [entry.shape for entry in tokens.entries]
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
    return Layout(
        text,
        tokens,
        flags,
        quoted,
        shape,
        passages,
        inside,
        [m for m in mentions if not quoted[m.first]],
        [m for m in mentions if quoted[m.first] and m.kind == "name"],
        [*accumulate(verbs, initial=0)],
        [*accumulate(opens, initial=0)],
        tokens.sentence_starts,
    )
