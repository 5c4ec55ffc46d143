"""Passage + candidate mention -> the features that the attribution model weighs.

A feature is a string `column=value`. Values are made of closed-class words, verbs of
saying and classes of words (Layout.shape), never of names, so that nothing about
particular people can be learned. The columns follow the published rankers for quotation
attribution (Elson and McKeown 2010, O'Keefe et al. 2012): where the mention stands, how
a verb of saying links it, what surrounds it and the passage, and conjunctions of these.
"""

from __future__ import annotations

from quotes.parsing.layout import Layout
from quotes.parsing.mentions import Mention
from quotes.parsing.vocabulary import (
    CAPITAL,
    DOCUMENT,
    FUNCTION,
    ORGANIZATION,
    ROLE,
    TITLE,
    VERB,
    word_flags,
)
from quotes.resources import lexicon

BEFORE, AFTER = 12, 8  # mentions looked at on either side of a passage
PARAGRAPHS_BACK, PARAGRAPHS_AHEAD = 6, 2


def candidates_of(layout: Layout, k: int) -> list[int]:
    """The mentions that may name the source of passage `k`, nearest first on either side."""
    first = layout.inside[k][0]
    here = layout.mentions_before(first)
    paragraph = layout.tokens.paragraph
    mentions = layout.mentions
    home = paragraph[first]
    found = []
    for i in range(here - 1, max(-1, here - 1 - BEFORE), -1):
        if home - paragraph[mentions[i].first] > PARAGRAPHS_BACK:
            break
        found.append(i)
    for i in range(here, min(len(mentions), here + AFTER)):
        if paragraph[mentions[i].first] - home > PARAGRAPHS_AHEAD:
            break
        found.append(i)
    return found


def candidate_features(
    layout: Layout, k: int, described: MentionFeatures
) -> tuple[list[int | None], list[list[str]]]:
    """The candidates of passage `k`, None ("nobody") first, and the features of each."""
    around = PassageFeatures(layout, k)
    candidates = candidates_of(layout, k)
    pairs = PairFeatures(layout, k, around, described, candidates)
    features = [around.nobody()]
    features.extend(pairs.of(i) for i in candidates)
    return [None, *candidates], features


def is_titled(layout: Layout, first: int, last: int) -> bool:
    """Whether all content words of a short passage have capitals, as in a title."""
    if last - first > 10:
        return False
    words, flags = layout.tokens.word, layout.flags
    content = [i for i in range(first, last) if words[i][0].isalpha() and not flags[i] & FUNCTION]
    return bool(content) and all(flags[i] & CAPITAL for i in content)


def bucket(n: int) -> str:
    """A count in steps that widen: 0 1 2 3 4 5-6 7-9 10-14 15-24 25-49 50-."""
    if n < 5:
        return str(n)
    for limit, name in ((7, "5"), (10, "7"), (15, "10"), (25, "15"), (50, "25")):
        if n < limit:
            return name
    return "50"


class MentionFeatures:
    """What is known of a mention whatever the passage; worked out once for each."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self._known: dict[int, tuple[list[str], str, str, str]] = {}
        self.verb_token: dict[int, tuple[int | None, int | None]] = {}

    def of(self, i: int) -> tuple[list[str], str, str, str]:
        """The features of mention `i`, its link to a verb behind it, before it, and its kind."""
        if i not in self._known:
            self._known[i] = self._describe(i, self.layout.mentions[i])
        return self._known[i]

    def _describe(self, i: int, m: Mention) -> tuple[list[str], str, str, str]:
        layout = self.layout
        after, at = self._verb_after(m)
        before, at_before = self._verb_before(m)
        lower = layout.tokens.lower
        verb = lower[at] if at is not None else ""
        inverted = lower[at_before] if at_before is not None else ""
        self.verb_token[i] = (at, at_before)
        kind = _kind(m, layout)
        shape, n = layout.shape, len(layout.shape)
        left = shape[m.first - 1] if m.first else "^"
        left2 = shape[m.first - 2] if m.first > 1 else "^"
        right = shape[m.last] if m.last < n else "$"
        right2 = shape[m.last + 1] if m.last + 1 < n else "$"
        opens = layout.tokens.opens[m.first]
        size = bucket(m.last - m.first)
        features = [
            f"kind={kind}",
            f"va={after}",
            f"vb={before}",
            f"va.verb={verb}",
            f"vb.verb={inverted}",
            f"left={left}",
            f"left2={left2}.{left}",
            f"right={right}",
            f"right2={right}.{right2}",
            f"size={size}",
            f"opens={opens}",
            f"owner={m.owner}",
            f"kind.va.vb={kind}.{after}.{before}",
            f"left.kind={left}.{kind}",
            f"right.kind={right}.{kind}",
        ]
        return features, after, before, kind

    def _verb_after(self, m: Mention) -> tuple[str, int | None]:
        """How a verb of saying follows the mention, and the verb's token."""
        layout = self.layout
        flags, lower, word = layout.flags, layout.tokens.lower, layout.tokens.word
        i, n = m.last, len(flags)
        link = "next"
        steps = 0
        while i < n and steps < 25 and not layout.quoted[i]:
            flag = flags[i]
            if word[i] in ".!?\n;" or word[i] == "...":
                break
            if flag & VERB and not flag & (FUNCTION | CAPITAL):
                if link == "next" and i > m.last:
                    link = "aux"
                return (link if link != "near" or steps <= 8 else "far"), i
            if word[i] in ",(—–" or word[i] == "--":
                link = "apposition"
            elif lower[i] in ("who", "whose"):
                link = "relative" if link != "near" else "near"
            elif link in ("next", "aux") and not (flag & FUNCTION or lower[i].endswith("ly")):
                link = "near"
            i += 1
            steps += 1
        return "none", None

    def _verb_before(self, m: Mention) -> tuple[str, int | None]:
        """How a verb of saying stands before the mention, and the verb's token."""
        layout = self.layout
        flags, lower = layout.flags, layout.tokens.lower
        i = m.first - 1
        if i < 0 or layout.quoted[i]:
            return "none", None
        if lower[i] == "to" and i and lower[i - 1] == "according":
            return "according", i - 1
        if lower[i] in ("by", "from", "per", "to", "with", "of", "for", "on", "in", "at", "as"):
            return lower[i], i - 1 if i and flags[i - 1] & VERB else None
        if flags[i] & VERB and not flags[i] & FUNCTION:
            subject = i > 0 and not layout.quoted[i - 1] and lower[i - 1][0].isalnum()
            if lower[i] in lexicon("telling_verbs"):
                return ("object" if subject else "told"), i
            return ("verb" if subject else "inverted"), i
        return "none", None


def _kind(m: Mention, layout: Layout) -> str:
    """The mention's class: pronouns by their word, names by what is in them, phrases by head."""
    if m.kind in ("pronoun", "relative"):
        return m.head
    known = word_flags().get
    lowers = layout.tokens.lower[m.first : m.last]
    has = 0
    for word in lowers:
        has |= known(word, 0)
    if m.kind == "name":
        capitals = sum(1 for f in layout.flags[m.first : m.last] if f & CAPITAL)
        if has & ORGANIZATION:
            return "name.org"
        if has & (ROLE | TITLE):
            return "name.role" if capitals > 1 else "name.title"
        return "name1" if m.last - m.first == 1 else "name2"
    head = known(m.head, 0)
    for flag, name in ((ROLE, "role"), (DOCUMENT, "doc"), (ORGANIZATION, "org"), (TITLE, "role")):
        if head & flag:
            return f"{m.kind}.{name}"
    return f"{m.kind}.{'cap' if layout.flags[m.last - 1] & CAPITAL else 'x'}"


class PassageFeatures:
    """What is known of a passage and of the words around it, whoever is the candidate."""

    def __init__(self, layout: Layout, k: int) -> None:
        first, last = layout.inside[k]
        passage = layout.passages[k]
        text, shape, n = layout.text, layout.shape, len(layout.shape)
        self.before = layout.outside(first, -1)
        self.after = layout.outside(last - 1, 1)
        self.prev = shape[self.before] if self.before >= 0 else "^"
        self.prev2 = shape[self.before - 1] if self.before > 0 else "^"
        self.next = shape[self.after] if self.after < n else "$"
        self.next2 = shape[self.after + 1] if self.after + 1 < n else "$"
        self.length = bucket(last - first)
        self.titled = is_titled(layout, first, last)
        self.capital = text[passage.start].isupper()
        self.ending = _ending(text[passage.end - 1], passage.closed)
        paragraph = layout.tokens.paragraph
        self.opens = (
            self.before < 0 or paragraph[self.before] != paragraph[first] or self.prev == "¶"
        )
        self.verbs = self._verbs_around(layout, first, last)
        lower = layout.tokens.lower
        self.names = self.before >= 0 and lower[self.before] in lexicon("work_nouns")
        self.closes = self.after >= n or self.next == "¶"
        self.continues = passage.continues
        self.verb_before = self._is_verb(layout, self.before) or self._is_verb(
            layout, self.before - 1
        )
        self.verb_after = self._is_verb(layout, self.after) or self._is_verb(layout, self.after + 1)
        self.linked = f"{self.verb_before:d}{self.verb_after:d}"
        self.whole = f"{self.opens:d}{self.closes:d}"

    @staticmethod
    def _verbs_around(layout: Layout, first: int, last: int) -> int:
        """How many verbs of saying, up to 2, the reporter's sentence around the passage has."""
        sentence, low, high = layout.tokens.sentence, first, last
        n = len(sentence)
        while low > 0 and first - low < 60 and sentence[low - 1] == sentence[first]:
            low -= 1
        while high < n and high - last < 60 and sentence[high] == sentence[last - 1]:
            high += 1
        return min(2, layout.verbs[high] - layout.verbs[low])

    @staticmethod
    def _is_verb(layout: Layout, i: int) -> bool:
        return (
            0 <= i < len(layout.flags)
            and bool(layout.flags[i] & VERB)
            and not (layout.quoted[i] or layout.flags[i] & (FUNCTION | CAPITAL))
        )

    def nobody(self) -> list[str]:
        """The features of the answer that the passage has no source."""
        start = "C" if self.capital else "c"
        return [
            "0",
            f"0.len={self.length}",
            f"0.end={self.ending}",
            f"0.start={start}",
            f"0.prev={self.prev}",
            f"0.prev2={self.prev2}.{self.prev}",
            f"0.next={self.next}",
            f"0.next2={self.next}.{self.next2}",
            f"0.whole={self.whole}",
            f"0.linked={self.linked}",
            f"0.continues={self.continues}",
            f"0.verbs={self.verbs}.{self.length}.{start}",
            f"0.titled={self.titled}.{self.length}.{self.ending}",
            f"0.titled.prev={self.titled}.{self.prev}",
            f"0.titled.verbs={self.titled}.{self.verbs}.{self.length}",
            f"0.names={self.names}.{self.length}",
            f"0.names.start={self.names}.{start}.{self.ending}",
            f"0.prev.next={self.prev}.{self.next}.{self.length}",
            f"0.prev.len={self.prev}.{self.length}",
            f"0.prev.start={self.prev}.{start}",
            f"0.len.start.end={self.length}.{start}.{self.ending}",
            f"0.end.whole={self.ending}.{self.whole}",
            f"0.len.start.linked={self.length}.{start}.{self.linked}",
        ]


def _ending(char: str, closed: bool) -> str:
    if not closed:
        return "open"
    if char in ",.?!":
        return char
    return "-" if char in "—–-…" else "w"


class PairFeatures:
    """The features of one passage with each of its candidates."""

    def __init__(
        self,
        layout: Layout,
        k: int,
        around: PassageFeatures,
        described: MentionFeatures,
        candidates: list[int],
    ) -> None:
        self.layout, self.around, self.described = layout, around, described
        self.first, self.last = layout.inside[k]
        self.rank: dict[int, tuple[int, int, bool]] = {}
        seen, linked = {"b": 0, "a": 0}, {"b": 0, "a": 0}
        for i in candidates:
            side = "b" if layout.mentions[i].first < self.first else "a"
            _, after, before, _ = described.of(i)
            is_linked = after in ("next", "aux", "apposition", "relative") or before in (
                "inverted",
                "told",
                "according",
                "verb",
            )
            self.rank[i] = (seen[side], linked[side], is_linked)
            seen[side] += 1
            linked[side] += is_linked

    def of(self, i: int) -> list[str]:
        """The features of candidate mention `i`."""
        layout, p = self.layout, self.around
        m = layout.mentions[i]
        own, after, before, kind = self.described.of(i)
        if m.first < self.first:
            side, low, high = "b", m.last, self.first
        else:
            side, low, high = "a", self.last, m.first
        tokens = layout.tokens
        paragraphs = min(abs(tokens.paragraph[self.first] - tokens.paragraph[m.first]), 4)
        origin = self.first if side == "b" else self.last - 1
        apart = abs(tokens.sentence[origin] - tokens.sentence[m.first])
        sentences = bucket(min(apart, 7))
        words = bucket(high - low)
        verbs = min(layout.verbs[high] - layout.verbs[low], 3)
        quotes = min(layout.opened[high] - layout.opened[low], 3)
        same = apart == 0
        rank, linked, is_linked = self.rank[i]
        nearest = "n" if is_linked and linked == 0 else ("l" if is_linked else "-")
        gap = self._gap(low, high)
        opens = tokens.opens[m.first]
        return [
            *(f"{side}:{name}" for name in own),
            f"{side}.para={paragraphs}",
            f"{side}.sent={sentences}",
            f"{side}.words={words}",
            f"{side}.verbs={verbs}",
            f"{side}.quotes={quotes}",
            f"{side}.same={same}",
            f"{side}.rank={rank}",
            f"{side}.near={nearest}",
            f"{side}.p.prev={p.prev}",
            f"{side}.p.next={p.next}",
            f"{side}.end.same.va.vb={p.ending}.{same}.{after}.{before}",
            f"{side}.end.start.gap={p.ending}.{p.capital}.{gap}",
            f"{side}.opens.sent.va={opens}.{sentences}.{after}",
            f"{side}.near.verbs.same={nearest}.{verbs}.{same}",
            f"{side}.same.near.linked={same}.{nearest}.{p.linked}",
            f"{side}.va.vb.dist={after}.{before}.{paragraphs}.{sentences}.{quotes}",
            f"{side}.told.same={before}.{same}.{quotes}",
            f"{side}.prev.va.rank={p.prev}.{after}.{rank}",
            f"{side}.para.whole.near={paragraphs}.{p.whole}.{nearest}.{linked}",
            f"{side}.para.whole={paragraphs}.{p.whole}",
            f"{side}.next.va.vb={p.next}.{p.next2}.{after}.{before}.{words}",
            f"{side}.prev2.dist={p.prev2}.{p.prev}.{words}",
            f"{side}.kind.dist={kind}.{paragraphs}.{sentences}.{quotes}",
            f"{side}.kind.near={kind}.{nearest}.{same}",
            f"{side}.verb.left={after}.{self._verbs_left(i, high)}.{same}",
            f"{side}.continues.para={p.continues}.{paragraphs}.{quotes}",
            f"{side}.whole.end.quotes.near={p.whole}.{quotes}.{nearest}.{paragraphs}.{after}",
        ]

    def _verbs_left(self, i: int, passage: int) -> str:
        """How many verbs of saying stand between the mention's own verb and the passage."""
        verb = self.described.verb_token[i][0]
        if verb is None or verb >= passage:
            return "-"
        return str(min(3, self.layout.verbs[passage] - self.layout.verbs[verb + 1]))

    def _gap(self, low: int, high: int) -> str:
        """The shapes of up to three tokens of the gap beside the mention's far end."""
        if high - low > 6:
            return "far"
        return ".".join(self.layout.shape[max(low, high - 4) : high])
