"""Mention -> the speaker’s fullest name in this article.

A mention is resolved by what it is: a short name to the full one (cast.py), a pronoun
to the person in focus, a role ("the senator") to its holder, "they" to a pair, the
possessor in "Rubio’s manager, Rich Beeson" to the one who speaks. What cannot be
resolved keeps the words that are printed.
"""

from __future__ import annotations

from dataclasses import replace

from quotes.models import Span, Speaker
from quotes.parsing.cast import Cast, Person
from quotes.parsing.mentions import DOCUMENT, ORGANIZATION, ROLE, Mention
from quotes.parsing.names import gender_of_role
from quotes.parsing.phrases import is_inverted, is_role, is_subject, whole_phrase
from quotes.parsing.pronouns import Pronouns
from quotes.resources import lexicon

_IMPERSONAL = frozenset(("it", "its", "they", "them", "their"))
_ARTICLES = frozenset(("a", "an", "the", "one", "that", "this"))
_FAR = 60  # mentions looked back over

Resolved = tuple[Person | None, float]


class Speakers:
    """Resolves the mentions of one article against its cast.

    `speaking` are the mentions that are credited with quotes.
    """

    def __init__(self, cast: Cast, speaking: set[int]) -> None:
        self.cast = cast
        self.meant = Pronouns(cast, speaking).resolve()
        self.layout = cast.layout
        self.mentions = cast.layout.mentions
        self.who = cast.who

    def resolve(self, i: int, focus: Person | None) -> tuple[list[Speaker], float, Person | None]:
        """The speakers that mention `i` means, how sure that is, and the person now in focus.

        `focus` is the speaker of the quote before, if any. The list of speakers is
        empty where the mention points to nobody that the article names.
        """
        i = self._who_speaks(i)
        m = self.mentions[i]
        span = Span(m.start, m.end)
        if m.head == "they" and (pair := self._pair_before(i)) is not None:
            i = pair
        person, sure = self._person(i, focus)
        if person is None:
            unnamed = self._unnamed(i)
            return ([replace(unnamed, mention=span)] if unnamed else []), sure, None
        if m.head == "it" and not person.gender:
            person.kind = "organization"
        speakers = [Speaker(person.name, person.kind, self._role_of(i, person), span)]
        other = self._partner(i)
        partner = self.who[other] if other is not None else None
        if other is not None and partner is not None and partner is not person:
            at = self.mentions[other]
            role = self._role_of(other, partner)
            joint = Speaker(partner.name, partner.kind, role, Span(at.start, at.end))
            speakers.insert(0 if other < i else 1, joint)
        return speakers, sure, person

    def subjects(self) -> list[str | None]:
        """For every mention the name it means; pronouns and phrases as subjects only."""
        names: list[str | None] = []
        for i, m in enumerate(self.mentions):
            person = self.who[i]
            opens = self.layout.tokens.opens[m.first]
            if person is None and m.kind == "pronoun" and opens:
                person = self._antecedent(i)[0]
            elif person is None and m.kind == "phrase" and (opens or is_subject(self.layout, m)):
                person = self._holder(i, None)[0]
            names.append(person.name if person else None)
        return names

    def _who_speaks(self, i: int) -> int:
        """The mention that speaks: "Rubio’s manager, Rich Beeson", "Ann Lee of Salem, Ohio"."""
        mentions, tokens = self.mentions, self.layout.tokens
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
        if m.owner and self.who[i] is not None and i + 1 < len(mentions):
            named = self.cast.names[i + 1]
            if self.who[i + 1] is self.who[i] and named is not None and named.name:
                return i + 1  # in apposition: the name behind the role
        person = self.who[i]
        if person is not None and person.is_place and i and tokens.word[m.first - 1] == ",":
            before = self.who[i - 1]
            adjoins = mentions[i - 1].last == m.first - 1
            if adjoins and before is not None and before.kind == "person":
                return i - 1
        return i

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

    def _person(self, i: int, focus: Person | None) -> Resolved:
        m = self.mentions[i]
        if self.who[i] is not None:
            return self.who[i], 1.0
        if m.kind == "relative":
            return (self.who[i - 1], 0.95) if i and self.who[i - 1] else (None, 0.5)
        if m.kind == "pronoun":
            return self._antecedent(i)
        if m.kind in ("phrase", "label"):
            return self._holder(i, focus)
        return None, 0.9

    def _antecedent(self, i: int) -> Resolved:
        """The person or body that a pronoun means."""
        if i in self.meant:
            return self.meant[i]
        m, tokens = self.mentions[i], self.layout.tokens
        if m.head not in _IMPERSONAL:
            return None, 0.3
        best: tuple[float, Person] | None = None
        for j in range(i - 1, max(-1, i - _FAR), -1):
            person, other = self.who[j], self.mentions[j]
            if person is None or not _may_be(person, m.head):
                continue
            score = -0.45 * min(8, tokens.sentence[m.first] - tokens.sentence[other.first])
            score += tokens.opens[other.first] or is_subject(self.layout, other)
            if best is None or score > best[0]:
                best = score, person
        return (best[1], 0.7) if best else (None, 0.3)

    def _holder(self, i: int, focus: Person | None) -> Resolved:
        """The person a phrase such as "the senator" means; None for "a senator"."""
        m = self.mentions[i]
        first = self.layout.tokens.lower[m.first]
        if m.owner or first not in ("the", "this", "that", "his", "her"):
            return None, 0.9
        if focus is not None and m.head in focus.heads:
            return focus, 0.95
        for j in range(i - 1, max(-1, i - _FAR), -1):
            person = self.who[j]
            if person is not None and m.head in person.heads:
                return person, 0.85
        if is_role(self.layout, m) and first == "the" and not m.head.endswith("s"):
            described = self._described(i)
            if described is not None:
                return described, 0.75
        if m.head in lexicon("institution_nouns") and _size(m) == 2:
            institution = self._institution(i)
            if institution is not None:
                return institution, 0.7
        return None, 0.8

    def _institution(self, i: int) -> Person | None:
        """The organisation that "the company" means: the one named most in what went before."""
        sentence = self.layout.tokens.sentence
        here = sentence[self.mentions[i].first]
        known: dict[int, list[Person]] = {}
        unknown: Person | None = None
        for j in range(i - 1, max(-1, i - _FAR), -1):
            person = self.who[j]
            if person is None or person.is_place or sentence[self.mentions[j].first] == here:
                continue
            if person.kind == "organization" and person.name.lower() not in lexicon("places"):
                known.setdefault(id(person), []).append(person)
            elif unknown is None and len(person.words) > 1 and _may_be(person, "it"):
                unknown = person
        if known:
            return max(known.values(), key=len)[0]
        if unknown is not None:
            unknown.kind = "organization"
        return unknown

    def _described(self, i: int) -> Person | None:
        """The person a first "the senator" describes: the subject of a sentence before it."""
        m, tokens = self.mentions[i], self.layout.tokens
        gender = gender_of_role(m.head)
        for j in range(i - 1, max(-1, i - 20), -1):
            other, person = self.mentions[j], self.who[j]
            if tokens.sentence[m.first] - tokens.sentence[other.first] > 6:
                return None
            if tokens.paragraph[m.first] - tokens.paragraph[other.first] > 1:
                return None
            if other.head == m.head and person is None:
                return None
            if tokens.sentence[other.first] == tokens.sentence[m.first]:
                continue
            if person is None or not person.credible:
                continue
            if gender and person.gender and gender != person.gender:
                continue
            if tokens.opens[other.first] or is_subject(self.layout, other):
                return person
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

    def _unnamed(self, i: int) -> Speaker | None:
        """A speaker without a name, as printed; None for a pronoun that nothing explains."""
        m, name = self.mentions[i], self.cast.names[i]
        if m.kind == "relative" and i:
            return self._unnamed(i - 1)
        if name is None:
            return None
        words = whole_phrase(self.layout, self._first_said(i)).split()
        while len(words) > 1 and words[0].lower() in _ARTICLES:
            words = words[1:]
        return Speaker(" ".join(words), name.kind or "unnamed")

    def _first_said(self, i: int) -> int:
        """The fuller phrase that "the aide" takes up: "a Republican committee aide"."""
        m = self.mentions[i]
        if self.layout.tokens.lower[m.first] not in ("the", "that", "this") or _size(m) > 2:
            return i
        for j in range(i - 1, max(-1, i - _FAR), -1):
            other = self.mentions[j]
            same = other.head == m.head and other.kind == "phrase" and self.who[j] is None
            if same and (_size(other) > _size(m) or other.owner):
                return j
        return i


def _size(m: Mention) -> int:
    return m.last - m.first


def _may_be(person: Person, pronoun: str) -> bool:
    """Whether "it" or "they" can mean this person or thing."""
    if pronoun in ("it", "its"):
        return person.kind == "organization" or not (person.gender or person.role)
    return person.kind == "organization"
