"""Quotes, venues and days of one article -> what stands where, and what may belong to what.

A scene says of every venue and day whose words are quoted around it, which mentions are one
occasion ("a rally in Ohio", "the rally"), and which of them a quote may have been
said at. occasion_features.py describes these candidates; occasions.py decides.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from quotes.parsing.assembly import Draft
from quotes.parsing.dates import Day
from quotes.parsing.layout import Layout
from quotes.parsing.phrases import is_subject
from quotes.parsing.places import Place
from quotes.parsing.vocabulary import CAPITAL, VERB

_WROTE = frozenset("wrote writes write writing written posted posts penned".split())
_TWEETED = frozenset("tweeted tweets tweet retweeted retweets tweeting".split())
_FOLLOWS = frozenset(
    "added adds continued continues replied replies responded asked asks concluded adding".split()
)
# How a venue stands in its sentence where words were said at it.
STRONG = frozenset(("in", "told", "air", "wrote", "tweeted", "issued", "source", "local"))
# What stands before a verb that tells of words before, and what ends the search for it.
_PERFECT = frozenset("has have had 've previously once".split())
_BREAKS = frozenset(". , ; : \n who he she they to".split(" "))
_VERB_GROUP = 7
_TAKES_UP = frozenset("statement message announcement remarks comments".split())
_OCCASIONS = frozenset(
    ("interview", "news_conference", "speech", "debate", "hearing", "broadcast", "conversation")
)
NOBODY: frozenset[str | None] = frozenset()
LEAD = 3  # the last paragraph, from 0, that may name what an article is about


def bucket(n: int) -> str:
    """A distance as one of few classes."""
    return str(n) if n < 3 else "3" if n < 5 else "5" if n < 9 else "9"


class Scene:
    """The quotes, venues and days of one article laid side by side.

    `places` and `days` are those found in the text outside the quotes, in its order;
    `speakers` names the resolved speaker of every draft, `mentioned` the person meant by
    every mention of the layout; both None where unknown.
    """

    def __init__(
        self,
        layout: Layout,
        drafts: Sequence[Draft],
        places: Sequence[Place],
        days: Sequence[Day],
        speakers: Sequence[str | None],
        mentioned: Sequence[str | None],
    ) -> None:
        self.layout, self.drafts, self.places, self.days = layout, drafts, places, days
        self.speakers = speakers
        self._lay_out_people(mentioned)
        self._lay_out_quotes()
        self._lay_out_days()
        self._lay_out_places()
        self.main_day = next((d.iso for d in days if d.precision == "day" and not d.apart), None)
        self.day_anchored = self._day_anchors()

    def _lay_out_people(self, mentioned: Sequence[str | None]) -> None:
        """By sentence: whose words it is about, who is named in it, and as its subject."""
        layout, sentence = self.layout, self.layout.tokens.sentence
        self.owners: dict[int, set[str | None]] = defaultdict(set)
        for draft, who in zip(self.drafts, self.speakers, strict=True):
            for s in draft.sentences:
                self.owners[s].add(who)
        self.people: dict[int, set[str]] = defaultdict(set)
        self.subjects: dict[int, set[str]] = defaultdict(set)
        for mention, name in zip(layout.mentions, mentioned, strict=False):
            if name:
                s = sentence[mention.first]
                self.people[s].add(name)
                if is_subject(layout, mention):
                    self.subjects[s].add(name)

    def _lay_out_quotes(self) -> None:
        """By quote: its first token, the token and the class of its cue, where it stands."""
        layout, tokens, drafts = self.layout, self.layout.tokens, self.drafts
        self.first = [d.first for d in drafts]
        self.cue = [self._cue(d) for d in drafts]
        self.anchor = [
            layout.token_at(d.cue.start) if d.cue else layout.mentions[d.mention].first
            for d in drafts
        ]
        self.sentence = [tokens.sentence[i] for i in self.first]
        self.paragraph = [tokens.paragraph[i] for i in self.first]

    def _lay_out_days(self) -> None:
        """By day: its tokens, where it stands, and what it belongs to."""
        layout, tokens, days = self.layout, self.layout.tokens, self.days
        n = len(tokens) - 1
        self.day_first = [min(layout.token_at(d.start), n) for d in days]
        self.day_last = [min(layout.token_at(d.end), n) for d in days]
        self.day_sentence = [tokens.sentence[i] for i in self.day_first]
        self.day_paragraph = [tokens.paragraph[i] for i in self.day_first]
        self.day_belongs = [
            self._attached(*stretch) for stretch in zip(self.day_first, self.day_last, strict=True)
        ]

    def _lay_out_places(self) -> None:
        """By place: where it stands and its occasion (`cluster`); by occasion: its places, and
        whose words the article links with it."""
        places, tokens = self.places, self.layout.tokens
        self.place_sentence = [tokens.sentence[p.first] for p in places]
        self.place_paragraph = [tokens.paragraph[p.first] for p in places]
        self.cluster = self._clusters()
        self.members: dict[int, list[int]] = defaultdict(list)
        for i, c in enumerate(self.cluster):
            self.members[c].append(i)
        self.named_in: dict[int, set[int]] = defaultdict(set)  # by sentence
        for c, s in zip(self.cluster, self.place_sentence, strict=True):
            self.named_in[s].add(c)
        self.quoted_at: dict[int, set[str | None]] = defaultdict(set)
        self.anchored = self._anchors()
        self.strong = {self.cluster[i] for i, p in enumerate(places) if p.how in STRONG}
        self.free = {  # named outside the sentences around quotes too
            self.cluster[i]
            for i, p in enumerate(places)
            if p.how in STRONG and self.place_sentence[i] not in self.owners
        }
        self.known: dict[str, list[int]] = defaultdict(list)  # speaker: places in their sentences
        for i, s in enumerate(self.place_sentence):
            for name in self._named(s):
                self.known[name].append(i)

    def _named(self, s: int) -> set[str]:
        return {who for who in self.owners.get(s, ()) if who} | self.subjects.get(s, set())

    def _cue(self, draft: Draft) -> str:
        """The class of a cue."""
        if draft.cue is None:
            return "none"
        layout, i = self.layout, self.layout.token_at(draft.cue.start)
        lower = layout.tokens.lower
        word = lower[i] if i < len(lower) else ":"
        if self._is_perfect(i):
            return "perfect"
        if word in _TWEETED:
            return "tweet"
        if word in _WROTE:
            return "write"
        if word in _FOLLOWS:
            return "follow"
        if word == ":":
            return "none"
        if word == "according":
            return "according"
        return "says" if word.endswith("s") else "ing" if word.endswith("ing") else "said"

    def _is_perfect(self, i: int) -> bool:
        """Whether the verb at token `i` tells of words before: "has in the past described"."""
        lower, flags = self.layout.tokens.lower, self.layout.flags
        for k in range(i - 1, max(-1, i - _VERB_GROUP), -1):
            if lower[k] in _PERFECT:
                return True
            if lower[k] in _BREAKS or flags[k] & (VERB | CAPITAL):
                break
        return False

    def _clusters(self) -> list[int]:
        """For every place the number of its occasion: the first place of those that are one."""
        by_name: dict[str, int] = {}
        by_head: dict[str, int] = {}
        written: int | None = None
        found: list[int] = []
        for i, place in enumerate(self.places):
            name = (place.venue.name or "").lower().removeprefix("the ").split("'")[0].split("’")[0]
            head = place.head.rstrip("s")
            same = by_name.get(name) if name else None
            if same is None and (not name or place.article != "a") and place.article != "a":
                same = by_head.get(head)
            if same is None and place.head in _TAKES_UP and place.article not in ("a", ""):
                same = written  # "in his statement", of the post before
            number = i if same is None else same
            if place.venue.kind in ("social_media", "statement"):
                written = number
            if name:
                by_name.setdefault(name, number)
            by_head[head] = number
            found.append(number)
        return found

    def may_be_at(self, at: int, place: int) -> bool:
        """Whether a place may be given for quote `at`: not the speaker's own name, and for an
        indirect quote only one that its sentences name, since a paraphrase tells no occasion."""
        found, mention = self.places[place], self.layout.mentions[self.drafts[at].mention]
        itself = found.first < mention.last and mention.first < found.last
        if itself and found.venue.kind != "document":
            return False
        return self._may_govern(at, self.place_sentence[place])

    def may_be_on(self, at: int, day: int, place: int | None) -> bool:
        """Whether a day may be given for quote `at`, as in `may_be_at`.

        Not one on which, in another sentence, others speak or are at an occasion of theirs.
        """
        sentence = self.day_sentence[day]
        owners = self.owners.get(sentence, NOBODY)
        if owners and self.speakers[at] not in owners and sentence not in self.drafts[at].sentences:
            named = self.named_in[sentence]
            shared = place is not None and self.cluster[place] in named
            theirs = self.day_belongs[day] in ("cue", "comma") or not named.isdisjoint(self.strong)
            if theirs and not shared:
                return False
        return self._may_govern(at, sentence)

    def _may_govern(self, at: int, sentence: int) -> bool:
        draft = self.drafts[at]
        return draft.kind != "indirect" or sentence in draft.sentences

    # Venues

    def place_candidates(self, at: int, place: int | None) -> tuple[str, list[int]]:
        """The places that quote `at` may have been said at, in the order of the text, and why.

        They are those near it, those of the article's opening and those that the speaker is
        named with, one for every occasion. The reason is "own" where the sentences of the quote
        name one, else "follow" where the speaker's quote before hands on its `place`, else "first".
        """
        anchor, here = self.anchor[at], self.drafts[at].sentences
        k = bisect_left(self.places, anchor, key=lambda p: p.first)
        around = range(max(0, k - 5), min(len(self.places), k + 3))
        own = [i for i in around if self.place_sentence[i] in here and self.places[i].how in STRONG]
        chosen = set(around)
        chosen.update(i for i in range(min(3, len(self.places))) if self.place_paragraph[i] <= LEAD)
        mine = self.known.get(self.speakers[at] or "", [])
        j = bisect_left(mine, k)
        chosen.update(mine[max(0, j - 2) : j + 2], mine[:1])
        best: dict[int, int] = {}
        for i in chosen:
            c = self.cluster[i]
            if c not in self.strong:
                continue
            if c not in best or self._telling(at, i) > self._telling(at, best[c]):
                best[c] = i
        if place is not None:
            best[self.cluster[place]] = place
        for i in own:
            best.pop(self.cluster[i], None)
        mode = "own" if own else "first" if place is None else "follow"
        return mode, sorted({*best.values(), *own})

    def is_anothers(self, cluster: int, who: str | None) -> bool:
        """Whether an occasion is known only as that of one other speaker's words."""
        quoted = self.quoted_at.get(cluster, NOBODY)
        if len(quoted) != 1 or who in quoted or cluster in self.free:
            return False
        return self.places[cluster].venue.kind not in ("debate", "hearing")

    def _telling(self, at: int, i: int) -> tuple[bool, bool, int]:
        """How much a mention of an occasion says of its part in a quote."""
        owner = self.owner(at, self.speakers[at], self.place_sentence[i])
        place = self.places[i]
        return (
            owner in ("same", "subject"),
            place.how in STRONG,
            -abs(place.first - self.anchor[at]),
        )

    def _anchors(self) -> dict[int, set[str | None]]:
        """For every occasion those whose words the article says were spoken at it."""
        found: dict[int, set[str | None]] = defaultdict(set)
        by_sentence: dict[int, list[int]] = defaultdict(list)
        for i, s in enumerate(self.place_sentence):
            if self.places[i].how in STRONG:
                by_sentence[s].append(i)
        for at, draft in enumerate(self.drafts):
            for s in draft.sentences:
                for i in by_sentence.get(s, ())[:6]:
                    self.quoted_at[self.cluster[i]].add(self.speakers[at])
        for cluster, who in self.quoted_at.items():
            found[cluster] |= who
        for i, s in enumerate(self.place_sentence):
            if self.places[i].how in STRONG:
                found[self.cluster[i]] |= self.subjects.get(s, set())
        return found

    def gap(self, at: int, paragraph: int) -> str:
        """How many paragraphs before a quote another one stands; "a" and so many where behind."""
        d = self.paragraph[at] - paragraph
        return bucket(d) if d >= 0 else "a" + bucket(-d)

    def owner(self, at: int, who: str | None, s: int) -> str:
        """Whose sentence it is: of the same speaker, of another, of nobody."""
        owners = self.owners.get(s)
        if owners:
            if who is not None and who in owners:
                return "same"
            if who is not None and who in self.people.get(s, ()):
                return "othernamed"
            return "other"
        if who is not None and who in self.subjects.get(s, ()):
            return "subject"
        if who is not None and who in self.people.get(s, ()):
            return "named"
        return "people" if self.people.get(s) else "nobody"

    def relation(self, at: int, s: int, first: int, last: int) -> str:
        """Where a phrase stands against the quote: `o` in its sentences, `b` before, `a` behind."""
        draft, anchor = self.drafts[at], self.anchor[at]
        if s in draft.sentences:
            mention = self.layout.mentions[draft.mention]
            right = max(anchor + 1, mention.last)
            left = min(anchor, mention.first)
            if first >= right or first >= anchor:
                d = first - right
                verbs = self.layout.verbs[max(first, right)] - self.layout.verbs[min(right, first)]
                between = (
                    self.layout.opened[max(first, right)] - self.layout.opened[min(right, first)]
                )
                if between:
                    return "oQ"
                return "o0" if d <= 1 else f"o{'v' if verbs else ''}{bucket(d // 3)}"
            d = left - last
            between = self.layout.opened[left] - self.layout.opened[min(first, left)]
            return f"oB{'Q' if between else ''}{bucket(max(0, d) // 3)}"
        d = self.sentence[at] - s
        if d >= 0:
            return f"b{bucket(d)}"
        return f"a{bucket(-d)}"

    # Days

    def day_candidates(self, at: int, place: int | None) -> tuple[str, list[int]]:
        """The days that quote `at` may have been said on, and why: "own" are those that its
        sentences name, "first" else all that stand near it, its venue or the article's opening."""
        anchor, here = self.anchor[at], self.drafts[at].sentences
        k = bisect_left(self.day_first, anchor)
        around = range(max(0, k - 4), min(len(self.days), k + 3))
        own = [
            i
            for i in around
            if self.day_sentence[i] in here
            and not self.days[i].apart
            and self.days[i].precision == "day"
        ]
        if own:
            return "own", own
        chosen = set(around)
        chosen.update(i for i in range(min(3, len(self.days))) if self.day_paragraph[i] <= LEAD)
        for mention in [] if place is None else self.members[self.cluster[place]][:12]:
            j = bisect_left(self.day_first, self.places[mention].first)
            chosen.update(range(max(0, j - 1), min(len(self.days), j + 2)))
        return "first", sorted(chosen)

    def stands_alone(self, at: int, place: int | None) -> bool:
        """Whether a quote names an occasion of its own, whose day need not be that of others."""
        if place is None or self.place_sentence[place] not in self.drafts[at].sentences:
            return False
        found = self.places[place]
        if found.article != "a" and self.members[self.cluster[place]][0] != place:
            return False
        return found.venue.kind in _OCCASIONS

    def _day_anchors(self) -> dict[str, set[str | None]]:
        """For every day those who are said to have spoken on it."""
        found: dict[str, set[str | None]] = defaultdict(set)
        for i, s in enumerate(self.day_sentence):
            if not self.days[i].apart:
                found[self.days[i].iso] |= self.owners.get(s, NOBODY) | self.subjects.get(s, set())
        return found

    def _attached(self, first: int, last: int) -> str:
        """What the day at tokens `[first, last)` belongs to: the verb of saying beside it,
        another verb, or a noun."""
        tokens, flags = self.layout.tokens, self.layout.flags
        lower, k = tokens.lower, first - 1
        if k >= 0 and lower[k] in ("on", "in"):
            k -= 1
        while k >= 0 and lower[k] in ("late", "early", "earlier", "later"):
            k -= 1
        if last < len(lower) and lower[last] == "'s":
            return "poss"
        if k < 0 or tokens.opens[k + 1] or lower[k] in (".", "\n"):
            return "open"
        if flags[k] & VERB and not flags[k] & CAPITAL:
            return "cue"
        if lower[k].endswith("ed"):
            return "verb"
        if lower[k] == ",":
            return "comma"
        return "name" if flags[k] & CAPITAL else "noun"
