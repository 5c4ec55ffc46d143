"""Attributed passages -> drafts of quotes: segments, kind, cue and reported clause.

“We won,” he said, “fairly.”            one quote of two segments
“We won,” he said. “It was fair.”       one quote of two segments
“We won.¶“It was fair.”                 one quote over two paragraphs
He called it “sad” and “wrong.”         two mixed quotes
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from quotes.models import QuoteKind, Span
from quotes.parsing.attribution import Attribution
from quotes.parsing.layout import Layout
from quotes.parsing.sentences import MARKS
from quotes.parsing.vocabulary import DETERMINER

_LONGEST_BREAK = 45  # tokens of attribution between two segments of one quote
_HEADLINES, _MOST_IN_HEADLINES = 2, 8  # paragraphs that may be headlines, passages in them
_ECHO, _ECHO_WITHIN = 3, 100  # tokens that tell words again; passages among which they are
_PERHAPS = 0.15  # the probability from which words that name nobody may be a quote
_DASHES = frozenset(("—", "–", "--"))
_BREAKS = _DASHES | {","}
_PARTING = frozenset((",", "and"))
_BETWEEN = frozenset((",", ":", "that"))
_INTRODUCERS = frozenset((",", ":", ";", ".", "!", "?", "…", "—", "–", "--", "(", "-", "..."))


@dataclass(slots=True)
class Draft:
    """A quote in the making: the passages it is made of and the attribution they share.

    An indirect quote has no passages; `segments` are the words of either, `first` and
    `last` the tokens `[first, last)` that they stand between.
    """

    passages: list[int]
    attribution: Attribution
    kind: QuoteKind = "direct"
    segments: tuple[Span, ...] = ()
    first: int = 0
    last: int = 0
    cue: Span | None = None
    clause: tuple[Span, ...] = ()
    sentences: set[int] = field(default_factory=set)  # those of the reporter, around the words

    @property
    def mention(self) -> int:
        """The index of the speaker's mention."""
        assert self.attribution.mention is not None
        return self.attribution.mention

    def place(self) -> tuple[int, int]:
        """Where the words begin and end, for sorting."""
        return self.segments[0].start, self.segments[-1].end


def assemble(layout: Layout, answers: list[Attribution]) -> list[Draft]:
    """The quotes of a text in order: passages that are credited to somebody, joined."""
    answers = _echoed(layout, _across_dashes(layout, answers))
    drafts: list[Draft] = []
    for chain in _chains(layout, answers):
        answer = max(
            (answers[k] for k in chain), key=lambda a: (a.mention is not None, a.confidence)
        )
        if answer.mention is None:
            continue
        if drafts and _goes_on(layout, drafts[-1], chain[0], answer):
            drafts[-1].passages.extend(chain)
        else:
            drafts.append(Draft(chain, answer))
    for draft in drafts:
        draft.segments = tuple(
            Span(layout.passages[k].start, layout.passages[k].end) for k in draft.passages
        )
        draft.first = layout.inside[draft.passages[0]][0]
        draft.last = layout.inside[draft.passages[-1]][1]
        draft.kind = _kind(layout, draft)
        draft.cue = _cue(layout, draft)
        draft.sentences = _sentences(layout, draft)
        if draft.kind == "mixed":
            draft.clause = _clause(layout, draft)
    return drafts


def _echoed(layout: Layout, answers: list[Attribution]) -> list[Attribution]:
    """The answers, that of a headline's passage which names nobody being that of a passage in
    the text which holds its words."""
    found = [*answers]
    for k, (first, last) in enumerate(layout.inside[:_MOST_IN_HEADLINES]):
        if layout.tokens.paragraph[first] >= _HEADLINES:
            break
        unsaid = answers[k].mention is None and answers[k].quote > _PERHAPS
        if unsaid and last - first >= _ECHO:
            behind = range(k + 1, min(len(answers), k + _ECHO_WITHIN))
            same = (j for j in behind if answers[j].mention is not None and _holds(layout, j, k))
            found[k] = next((answers[j] for j in same), answers[k])
    return found


def _holds(layout: Layout, j: int, k: int) -> bool:
    """Whether passage `j` holds the words of passage `k`."""
    lower = layout.tokens.lower
    (first, last), (low, high) = layout.inside[k], layout.inside[j]
    while last > first and not lower[last - 1][0].isalnum():
        last -= 1
    words = lower[first:last]
    starts = range(low, min(high, low + _LONGEST_BREAK) - len(words) + 1)
    return any(lower[i : i + len(words)] == words for i in starts)


def _across_dashes(layout: Layout, answers: list[Attribution]) -> list[Attribution]:
    """The answers, that of a passage which an attribution between dashes breaks off being that
    of the passage behind it: “We” — he said it slowly — “won.”"""
    found = [*answers]
    for k in range(len(answers) - 1, 0, -1):
        left, right = layout.inside[k - 1][1], layout.inside[k][0]
        mention = found[k].mention
        if mention is None or not left < right <= left + _LONGEST_BREAK:
            continue
        lasting = layout.text[layout.passages[k].start].islower()
        dashes = _dashed(layout, layout.outside(left - 1, 1), layout.outside(right, -1))
        said = layout.verbs[right] > layout.verbs[left]
        if lasting and dashes and said and left < layout.mentions[mention].first < right:
            found[k - 1] = found[k]
    return found


def _dashed(layout: Layout, first: int, last: int) -> bool:
    """Whether two dashes stand at these tokens, one sentence between them."""
    tokens = layout.tokens
    return (
        first < last
        and tokens.word[first] in _DASHES
        and tokens.word[last] in _DASHES
        and tokens.sentence[first] == tokens.sentence[last]
    )


def _chains(layout: Layout, answers: list[Attribution]) -> list[list[int]]:
    """Passages that run on over paragraphs, each reopened, together; all others alone."""
    chains: list[list[int]] = []
    for k, passage in enumerate(layout.passages):
        if passage.continues and chains and chains[-1][-1] == k - 1:
            chains[-1].append(k)
        else:
            chains.append([k])
    return chains


def _goes_on(layout: Layout, draft: Draft, k: int, answer: Attribution) -> bool:
    """Whether passage `k` is the second part of a quote that its attribution broke."""
    last = draft.passages[-1]
    mention = layout.mentions[draft.mention]
    if k != last + 1 or answer.mention is None:
        return False
    left, right = layout.inside[last][1], layout.inside[k][0]
    tokens = layout.tokens
    if not left <= mention.first < right or right - left > _LONGEST_BREAK:
        return False
    if not left <= layout.mentions[answer.mention].first < right:
        return False
    if tokens.paragraph[left - 1] != tokens.paragraph[right]:
        return False
    ended = layout.text[layout.passages[last].end - 1] in ",.?!—–-…"
    behind = left + 1 if tokens.word[left] in MARKS else left
    if not ended and tokens.word[behind] not in _BREAKS:
        return False
    end = right - 1
    while end > left and tokens.word[end] in MARKS:
        end -= 1
    closing = tokens.word[end]
    if closing in (".", "!", "?", "...", "…"):
        return tokens.sentence[left] == tokens.sentence[end]
    if closing not in _BREAKS | {";", ":"} or not _is_one(layout, draft.mention, answer.mention):
        return False
    one_verb = layout.verbs[right] - layout.verbs[left] <= 1
    return one_verb or layout.text[layout.passages[k].start].islower()


def _is_one(layout: Layout, a: int, b: int) -> bool:
    """Whether two mentions are one, or one tells who the other is: "our guide, Ann Lee"."""
    first, second = layout.mentions[min(a, b)], layout.mentions[max(a, b)]
    apposed = second.first == first.last + 1 and layout.tokens.word[first.last] == ","
    return a == b or (apposed and first.kind != "pronoun")


def _kind(layout: Layout, draft: Draft) -> QuoteKind:
    """Direct where the words are a sentence of their own, mixed inside the reporter's sentence."""
    k = draft.passages[0]
    passage = layout.passages[k]
    first, last = layout.inside[k]
    text = layout.text
    if len(draft.passages) > 1 and layout.passages[draft.passages[1]].continues:
        return "direct"
    head = text[passage.start : passage.start + 4].lstrip("“”\"'‘’([…. ")
    if not head or head[0].islower():
        ellipsis = text[passage.start] in "….[" and _before(layout, first) in _INTRODUCERS
        return "direct" if ellipsis and last - first > 8 else "mixed"
    before = _before(layout, first)
    introduced = before is None or before in _INTRODUCERS
    ended = not passage.closed or text[passage.end - 1] in ",.?!—–…-" or last - first >= 6
    ended = ended or (len(draft.passages) > 1 and text[draft.segments[-1].end - 1] in ".?!")
    if introduced and ended:
        return "direct"
    verb = _outside(layout, first)
    after_verb = verb is not None and layout.verbs[verb + 1] > layout.verbs[verb]
    return "direct" if after_verb and last - first >= 3 else "mixed"


def _outside(layout: Layout, first: int) -> int | None:
    """The token before the opening mark of a passage; None at the start of a paragraph."""
    i = layout.outside(first, -1)
    return i if i >= 0 and layout.tokens.word[i] != "\n" else None


def _before(layout: Layout, first: int) -> str | None:
    i = _outside(layout, first)
    return layout.tokens.word[i] if i is not None else None


def _cue(layout: Layout, draft: Draft) -> Span | None:
    """The words that introduce the quote: "said", "according to", ":"; None without any."""
    answer, tokens = draft.attribution, layout.tokens
    mention = layout.mentions[draft.mention]
    start = layout.inside[draft.passages[0]][0]
    token, before = answer.verb_after, answer.verb_before
    if mention.last <= start:
        token = _verb_beside(layout, mention.last, start) or _verb_of(layout, draft, token)
    elif before is not None and not layout.quoted[before]:
        token = before
    if token is None:
        token = before
    if token is not None:
        end = token + 1
        if tokens.lower[token] == "according" and end < len(tokens) and tokens.lower[end] == "to":
            end += 1
        return Span(tokens.start[token], tokens.end[end - 1])
    if mention.last < start and tokens.word[mention.last] == ":":
        return Span(tokens.start[mention.last], tokens.end[mention.last])
    return None


def _verb_of(layout: Layout, draft: Draft, token: int | None) -> int | None:
    """The last verb of saying that the source before a quote governs, `token` its first: "Lee,
    defending, said", "Lee refused, saying". Another mention that opens a clause ends it."""
    mention, start = layout.mentions[draft.mention], layout.inside[draft.passages[0]][0]
    if layout.tokens.sentence[mention.first] != layout.tokens.sentence[start]:
        return token
    low = mention.last if token is None else token + 1
    for i in range(low, min(start, low + _LONGEST_BREAK)):
        said = layout.verbs[i + 1] > layout.verbs[i]
        if said and (token is None or layout.tokens.word[i - 1] in _PARTING):
            token = i
    return token


def _verb_beside(layout: Layout, low: int, high: int) -> int | None:
    """The verb of saying right before the words, "that" or a comma between them or not."""
    for i in range(high - 1, max(low, high - 4) - 1, -1):
        if layout.verbs[i + 1] > layout.verbs[i]:
            noun = layout.flags[i - 1] & DETERMINER or layout.tokens.lower[i - 1] == "'s"
            return None if noun else i
        if layout.tokens.word[i] not in MARKS and layout.tokens.lower[i] not in _BETWEEN:
            return None
    return None


def _sentences(layout: Layout, draft: Draft) -> set[int]:
    """The reporter's sentences around a quote: those of its mention, and those it stands in."""
    tokens, n = layout.tokens, len(layout.tokens)
    found = {tokens.sentence[layout.mentions[draft.mention].first]}
    for k in draft.passages:
        first, last = layout.inside[k]
        i = _outside(layout, first)
        if i is not None and tokens.sentence[i] == tokens.sentence[first]:
            found.add(tokens.sentence[i])
        j = last
        while j < n and tokens.word[j] in MARKS:
            j += 1
        if j < n and tokens.word[j] != "\n" and tokens.sentence[j] == tokens.sentence[last - 1]:
            found.add(tokens.sentence[j])
    return found


def _clause(layout: Layout, draft: Draft) -> tuple[Span, ...]:
    """The reported clause of a mixed quote: from behind the cue to the end of the sentence,
    or, where the attribution comes last, from the sentence's beginning to the attribution."""
    tokens = layout.tokens
    first, last = layout.inside[draft.passages[0]][0], layout.inside[draft.passages[-1]][1]
    mention = layout.mentions[draft.mention]
    cue = layout.token_at(draft.cue.start) if draft.cue else mention.first
    home = tokens.sentence[first]
    low, high = first, last
    beginning = layout.sentence(first)[0]
    if max(mention.first, cue) < first:
        anchor = max(mention.last - 1, cue)
        if tokens.sentence[anchor] == home:
            low = anchor + 1
            while low < first and tokens.lower[low] in _BETWEEN:
                low += 1
        high = max(last, layout.sentence(last - 1)[1])
        while high > last and tokens.word[high - 1] in ".!?":
            high -= 1
    else:
        low = beginning
        high = min((i for i in (mention.first, cue) if i >= last), default=last)
        while high > last and tokens.word[high - 1] in (",", "“", '"'):
            high -= 1
    start, end = tokens.start[min(low, first)], tokens.end[max(high, last) - 1]
    return (Span(start, max(end, layout.passages[draft.passages[-1]].end)),)


def blank_out(text: str, drafts: Sequence[Draft]) -> str:
    """The text with the words of these quotes blanked out by NULs, offsets kept."""
    parts, at = [], 0
    for start, end in sorted((span.start, span.end) for d in drafts for span in d.segments):
        if start > at:
            parts.append(text[at:start])
        parts.append("\x00" * (end - max(start, at)))
        at = max(at, end)
    parts.append(text[at:])
    return "".join(parts)
