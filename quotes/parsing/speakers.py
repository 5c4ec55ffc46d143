"""Mention -> the speaker’s fullest name in this article.

Whom a mention means, references.py says; here it is settled which mention speaks (the
possessor in "Rubio’s manager, Rich Beeson" does not), who speaks along with it ("A and
B said"), and what name and role the record shows.
"""

from __future__ import annotations

from collections.abc import Sequence

from quotes.models import Span, Speaker
from quotes.parsing.cast import Cast, Person
from quotes.parsing.phrases import is_inverted, is_subject
from quotes.parsing.references import References
from quotes.parsing.vocabulary import DOCUMENT, ORGANIZATION, ROLE
from quotes.resources import lexicon

_NOBODY = frozenset(("nobody", "none", "noone", "anybody", "anyone"))
_TOLD = frozenset("said told wrote tweeted reported claimed asked testified called".split())
_CLAIMS = frozenset(
    "claim claims statement statements assertion assertions remark remarks comment comments"
    " allegation allegations contention boast vow warning insistence suggestion".split()
)
_BREAKING = frozenset((";", ":", "and", "but", "or", "who", "which", "while", "because"))
_OF = frozenset(("that", "about", "of"))
_INSIDE = frozenset("of at in for from with by on".split())
_NEAR = 12  # tokens between somebody and the words that are theirs
_CLOSING = frozenset(("”", '"', "''", "’", ",", "’’"))


class Speakers:
    """Resolves the mentions of one article against its cast.

    `speaking` are the mentions that are credited with quotes, `turns` the stretches of
    tokens that are turns of a transcript, with the mention each is credited to.
    """

    def __init__(
        self, cast: Cast, speaking: set[int], turns: Sequence[tuple[int, int, int]] = ()
    ) -> None:
        self.cast = cast
        self.layout = cast.layout
        self.mentions = cast.layout.mentions
        self.who = cast.who
        self.means = References(cast, {self._who_speaks(i) for i in speaking}, turns)

    def resolve(self, i: int, first: int | None = None) -> tuple[list[Speaker], float]:
        """The speakers that mention `i` means, and how sure that is, from 0 to 1.

        `first` is the first token of the words between marks, if any, that they are credited
        with: whoever passes on the words of another is not their speaker. The list is empty
        where the mention points to nobody that the article names.
        """
        i = self._who_speaks(i)
        if first is not None and (inner := self._passed_on(i, first)) is not None:
            i = inner
        m = self.mentions[i]
        span = Span(m.start, m.end)
        if m.head == "they" and (pair := self._pair_before(i)) is not None:
            i = pair
        found = self.means.who[i]
        if found is None or m.head in _NOBODY:
            return [], 0.3
        person, sure = found
        if m.head == "it" and person.kind == "person" and not person.gender:
            person.kind = "organization"
        speakers = [Speaker(person.name, person.kind, self._role_of(i, person), span)]
        other = self._partner(i)
        partner = self.who[other] if other is not None else None
        if other is not None and partner is not None and partner is not person:
            at = self.mentions[other]
            role = self._role_of(other, partner)
            joint = Speaker(partner.name, partner.kind, role, Span(at.start, at.end))
            speakers.insert(0 if other < i else 1, joint)
        return speakers, sure

    def subjects(self) -> list[str | None]:
        """For every mention the name it means; pronouns and phrases as subjects only."""
        names: list[str | None] = []
        for i, m in enumerate(self.mentions):
            person = self.means.person(i)
            if person is not None and self.who[i] is None:
                subject = self.layout.tokens.opens[m.first] or (
                    m.kind == "phrase" and is_subject(self.layout, m)
                )
                person = person if subject else None
            names.append(person.name if person else None)
        return names

    def _who_speaks(self, i: int) -> int:
        """The mention that speaks: "Rubio’s manager, Rich Beeson", "Ann Lee of Salem, Ohio"."""
        mentions, tokens = self.mentions, self.layout.tokens
        i = self._source_behind(i)
        m = mentions[i]
        while (
            i + 1 < len(mentions)
            and m.last < len(tokens)
            and tokens.lower[m.last] in ("'s", "'")
            and mentions[i + 1].first == m.last + 1
        ):
            i, m = i + 1, mentions[i + 1]
        if self._is_complement(i):
            return i - 1
        if (subject := self._over_relative(i)) is not None:
            return subject
        if m.owner and self.who[i] is not None and i + 1 < len(mentions):
            named = self.cast.names[i + 1]
            if self.who[i + 1] is self.who[i] and named is not None and named.name:
                return i + 1  # in apposition: the name behind the role
        person = self.who[i]
        place = person is not None and (person.is_place or person.name.lower() in lexicon("places"))
        if place and i and tokens.word[m.first - 1] == ",":
            before = self.who[i - 1]
            adjoins = mentions[i - 1].last == m.first - 1
            if adjoins and before is not None and before.kind == "person":
                return i - 1
        return i

    def _passed_on(self, i: int, first: int) -> int | None:
        """The mention whose words mention `i` only passes on, up to token `first`: "Lee said
        that Doe told him “…”", "Lee doubts Doe's claim that it is “…”"."""
        layout, mentions = self.layout, self.mentions
        lower, sentence = layout.tokens.lower, layout.tokens.sentence
        if mentions[i].last > first or sentence[mentions[i].first] != sentence[first]:
            return None
        outer = self.means.person(i)
        for j in range(layout.mentions_before(first) - 1, i, -1):
            m = mentions[j]
            if first - m.last > _NEAR or layout.opened[first] > layout.opened[m.last]:
                return None
            k = m.last + (lower[m.last : m.last + 1] == ["had"])
            person = self.means.person(j)
            if person is None or person is outer or k >= first or m.kind == "bare":
                continue
            between = lower[k + 1 : first]
            if lower[k] == "'s":
                if not _CLAIMS.isdisjoint(between[:1]) and not _OF.isdisjoint(between[1:2]):
                    return j
            elif lower[m.first - 1] not in _INSIDE and lower[k] in _TOLD:
                return j if _BREAKING.isdisjoint(between) else None
        return None

    def _source_behind(self, i: int) -> int:
        """Who said what another passes on: "Lee said, according to the Tern", else mention `i`."""
        lower, m, layout = self.layout.tokens.lower, self.mentions[i], self.layout
        if not i or m.first < 2 or lower[m.first - 2 : m.first] != ["according", "to"]:
            return i
        before = self.mentions[i - 1]
        said = layout.verbs[m.first - 2] - layout.verbs[before.last]
        near = (
            m.first - before.last <= 5
            and layout.tokens.sentence[before.first] == (layout.tokens.sentence[m.first])
        )
        behind = before.first > 0 and lower[before.first - 1] in _CLOSING
        return i - 1 if said and near and behind else i

    def _is_complement(self, i: int) -> bool:
        """Whether the mention only completes the one before: "people close to the matter"."""
        tokens, flags, m = self.layout.tokens, self.layout.flags, self.mentions[i]
        if not i or m.kind != "phrase" or flags[m.head_at] & (ROLE | ORGANIZATION | DOCUMENT):
            return False
        before = self.mentions[i - 1]
        return (
            tokens.lower[m.first - 1] in ("of", "with", "to", "in", "on", "for", "at")
            and m.first - before.last <= 2
            and before.kind in ("phrase", "bare")
            and bool((flags[before.first] | flags[before.head_at]) & ROLE)
        )

    def _over_relative(self, i: int) -> int | None:
        """The subject whose relative clause ends in mention `i`: "the union that represents the
        miners said"."""
        lower, m = self.layout.tokens.lower, self.mentions[i]
        if not i or not is_subject(self.layout, m) or self.layout.tokens.opens[m.first]:
            return None
        for k in range(m.first - 2, max(0, m.first - 7), -1):
            if not lower[k][0].isalpha():
                return None
            if lower[k] in ("that", "who", "which"):
                return next(
                    (j for j in range(i - 1, max(-1, i - 4), -1) if self.mentions[j].last == k),
                    None,
                )
        return None

    def _partner(self, i: int) -> int | None:
        """The mention joined to `i` by "and": "A and B said"."""
        mentions, lower = self.mentions, self.layout.tokens.lower
        m = mentions[i]
        if i and lower[m.first - 1] == "and" and mentions[i - 1].last == m.first - 1:
            other = i - 1
        elif (
            i + 1 < len(mentions)
            and m.last < len(lower)
            and lower[m.last] == "and"
            and mentions[i + 1].first == m.last + 1
            and not (is_inverted(self.layout, m) and is_subject(self.layout, mentions[i + 1]))
        ):
            other = i + 1
        else:
            return None
        for k in (i, other):
            name = self.cast.names[k]
            if name is None or not name.name or self.who[k] is None:
                return None
        return other

    def _pair_before(self, i: int) -> int | None:
        """The second of two people joined by "and" whom a "they" shortly after takes up."""
        sentence = self.layout.tokens.sentence
        here = sentence[self.mentions[i].first]
        for j in range(i - 1, max(-1, i - 12), -1):
            if here - sentence[self.mentions[j].first] > 2:
                return None
            if self.who[j] is not None and self._partner(j) is not None:
                return j
        return None

    def _role_of(self, i: int, person: Person) -> str | None:
        """The role printed beside the mention, else the one the article gives first."""
        name = self.cast.names[i]
        return name.role if name is not None and name.name and name.role else person.role
