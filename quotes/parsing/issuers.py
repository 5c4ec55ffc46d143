"""A document -> who issued it.

Ann Lee's letter, a letter from Ann Lee, a letter that Ann Lee sent, Ann Lee issued a letter:
wherever the article says so, what the letter says is said by Ann Lee.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from quotes.parsing.cast import Cast, Person
from quotes.resources import lexicon

_PAID = frozenset(("paid", "for", "recently"))
_AUTHORED = frozenset(("by", "from", "on", "that", "which"))
_SITES = frozenset(("website", "site", "webpage", "page", "blog", "account", "feed", "channel"))
_OBLIQUE = frozenset("of with for by to against about in on and from at as than including".split())
_WORKS = (
    "ad ads advert advertisement commercial clip spot video film footage",
    "article story piece editorial column op-ed essay feature",
    "book memoir autobiography biography novel",
    "letter missive note message email e-mail",
    "document memo memorandum paper filing",
    "statement release communique",
)
_DEFINITE = frozenset(("the", "this", "that", "his", "her", "its", "their"))
_FAR = 60  # mentions looked back over
_STEP = 12  # tokens back to the verb of issuing, and mentions to its subject


class Issuers:
    """Who issued the documents of one article.

    `person` tells whom a mention means, if that is known, `newcomer` makes it somebody new.
    """

    def __init__(
        self,
        cast: Cast,
        person: Callable[[int], Person | None],
        newcomer: Callable[[int], Person],
    ) -> None:
        self.cast, self.layout, self.mentions = cast, cast.layout, cast.layout.mentions
        self.person, self.newcomer = person, newcomer

    def issuer(self, i: int) -> Person | None:
        """Who issued the document that mention `i` names: see `_issuer_beside`, there or where
        the document that "the letter" takes up was named before."""
        m, lower, paragraph = (
            self.mentions[i],
            self.layout.tokens.lower,
            self.layout.tokens.paragraph,
        )
        alike = works().get(m.head, frozenset())
        for j in range(i, max(-1, i - _FAR), -1):
            other = self.mentions[j]
            near = paragraph[m.first] - paragraph[other.first] < 5
            if other.head != m.head and not (near and other.head in alike):
                continue
            issuer = self.cast.who[j] or self._issuer_beside(j)
            if issuer is not None:
                return None if issuer.is_place or issuer.kind == "document" else issuer
            if lower[other.first] not in _DEFINITE:
                return None
        return None

    def _issuer_beside(self, i: int) -> Person | None:
        """The owner of a document, who it is by or from, or the subject of a verb such as
        "issued" before it, in its sentence."""
        m, tokens = self.mentions[i], self.layout.tokens
        if m.owner and i and (owner := self.person(i - 1)) is not None:
            return owner
        if (author := self._author_behind(i)) is not None:
            return author
        low, issuing = self.layout.sentence(m.first)[0], lexicon("issuing_verbs")
        near = range(m.first - 1, max(low, m.first - _STEP) - 1, -1)
        verb = next((k for k in near if tokens.lower[k] in issuing), None)
        if verb is None:
            return None
        j = self._subject_of(verb, i)
        return None if j is None else self.person(j) or self.newcomer(j)

    def _author_behind(self, i: int) -> Person | None:
        """Who a document is said to be by or from: "a letter from Doe", "an ad paid for by Doe",
        "a letter that Doe sent", "a paper on Doe's website"."""
        m, lower, issuing = self.mentions[i], self.layout.tokens.lower, lexicon("issuing_verbs")
        k = m.last
        while k < m.last + 3 and k + 1 < len(lower) and (lower[k] in issuing or lower[k] in _PAID):
            k += 1
        if i + 1 == len(self.mentions) or lower[k] not in _AUTHORED:
            return None
        j = i + 1
        author, person = self.mentions[j], self.cast.who[j]
        if author.first != k + 1:
            return None
        behind = lower[author.last : author.last + 2]
        if lower[k] == "on" and not (behind[:1] == ["'s"] and behind[-1] in _SITES):
            return None
        if lower[k] in ("that", "which") and issuing.isdisjoint(behind[:1]):
            return None
        if lower[k] != "by" and (person is None or person.is_place):
            return None
        return person or self.newcomer(j)

    def _subject_of(self, verb: int, i: int) -> int | None:
        """The mention before mention `i` that is the subject of the verb at a token."""
        lower, opens = self.layout.tokens.lower, self.layout.tokens.opens
        low = self.layout.sentence(verb)[0]
        behind_comma = None
        for j in range(i - 1, max(-1, i - _STEP), -1):
            other = self.mentions[j]
            if other.first < low:
                break
            before = lower[max(low, other.first - 2) : other.first]
            if other.last > verb or other.kind == "bare" or not _OBLIQUE.isdisjoint(before[-1:]):
                continue
            if other.last == verb or opens[other.first] or not before:
                return j
            if not before[-1].isalpha():
                behind_comma = j if behind_comma is None else behind_comma
            elif _OBLIQUE.isdisjoint(before):
                return j
        return behind_comma


@cache
def works() -> dict[str, frozenset[str]]:
    """For every noun for a document those that take it up: "the clip" an ad."""
    groups = [frozenset(line.split()) for line in _WORKS]
    return {noun: group for group in groups for noun in group}
