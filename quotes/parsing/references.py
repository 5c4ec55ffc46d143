"""Pronouns, roles, things and documents -> whom they mean, in the order of the text.

"she", "the senator", "the company", "the letter": each takes up somebody named before.
A pronoun goes by pronouns.py, a role to its holder, "the company" to the organisation
last spoken of, a document to the one who issued it where the article says so. Somebody
without a name who speaks ("a nurse") enters the stage too, so that "she" can mean her.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from quotes.parsing.cast import OF_NEWS, Cast, Person
from quotes.parsing.introductions import Introductions
from quotes.parsing.issuers import Issuers, works
from quotes.parsing.mentions import Mention
from quotes.parsing.names import gender_of_role
from quotes.parsing.phrases import is_role, is_subject, whole_phrase
from quotes.parsing.pronouns import ASKERS, Pronouns, gender_of_pronoun
from quotes.parsing.vocabulary import CAPITAL, DOCUMENT
from quotes.resources import lexicon

Meaning = tuple[Person, float]

_ARTICLES = frozenset(("a", "an", "the", "one", "that", "this", "these", "those"))
_INDEFINITE = frozenset(("a", "an", "one", "another"))
_ANYBODY = frozenset(("man", "woman", "boy", "girl", "teenager", "person"))
_DEFINITE = frozenset(("the", "this", "that", "his", "her", "its", "their"))
_FORMER = frozenset(("former", "onetime", "one-time", "erstwhile", "ex"))
_ASIDE = frozenset(("on", "with"))  # "a lawyer on the panel" is a lawyer
_THINGS = frozenset(("it", "its", "they", "them", "their"))
_FIRST_PERSON = frozenset(("i", "me", "my", "we", "us", "our"))
_FAR = 60  # mentions looked back over
_STEP = 12  # tokens back to the verb of issuing, and mentions to its subject


class References:
    """Whom the mentions without a name of their own mean.

    `who[i]` is the person or thing that mention i means and how sure that is, from 0 to
    1; None where it means nobody known. `speaking` are the mentions credited with quotes,
    `turns` the tokens `[first, last)` of the turns of a transcript and the mention that
    each is credited to: "I" is whoever has the turn. `pronouns` are read by the packaged
    model unless others are given.
    """

    def __init__(
        self,
        cast: Cast,
        speaking: set[int],
        turns: Sequence[tuple[int, int, int]],
        pronouns: Pronouns | None = None,
    ) -> None:
        self._turns = turns
        self.cast, self.layout = cast, cast.layout
        self.mentions = cast.layout.mentions
        self.who: list[Meaning | None] = [None] * len(self.mentions)
        self._pronouns = pronouns or Pronouns(cast, speaking)
        self._later = Introductions(cast, speaking)
        self._issuers = Issuers(cast, self.person, self._newcomer)
        self._last: tuple[int, Person] | None = None  # the last credited mention, and whom it means
        for i, m in enumerate(self.mentions):
            self.who[i] = found = self._meaning(i, m, i in speaking)
            if found is not None:
                self._pronouns.see(i, found[0])
                if i in speaking:
                    self._last = i, found[0]

    def person(self, i: int) -> Person | None:
        """The person or thing that mention `i` means."""
        found = self.who[i]
        return found[0] if found else None

    def weighed(self, i: int) -> list[tuple[Person, float]]:
        """Whom a pronoun that speaks may mean, likeliest first, with the probability of each;
        empty for other mentions, and where it was not the model that decided."""
        return self._pronouns.weighed.get(i, [])

    def _meaning(self, i: int, m: Mention, speaks: bool) -> Meaning | None:
        named = self.cast.who[i]
        if named is not None:
            return named, 1.0
        if m.kind == "pronoun" and m.head in _FIRST_PERSON:
            return self._turn_of(m)
        if m.kind == "pronoun":
            if m.head in _THINGS:
                return (speaks and self._paper(i)) or self._thing(i)
            return (speaks and self._unnamed(i)) or self._pronouns.meaning(i)
        if m.kind == "relative":
            found = self.who[i - 1] if i else None
            return (found[0], 0.95 * found[1]) if found else None
        work = self.layout.flags[m.head_at] & DOCUMENT or m.head in works()
        if speaks and work and not is_role(self.layout, m):
            issuer = self._issuers.issuer(i)
            if issuer is not None:
                return issuer, 0.8
        found = self._holder(i) if m.kind in ("phrase", "label") else None
        if found is None and speaks:
            return self._later.meaning(i, self._last is None) or (self._newcomer(i), 0.65)
        return found

    def _unnamed(self, i: int) -> Meaning | None:
        """Somebody without a name whom "he" takes up: "A porter watched. “…” he said"."""
        gender, j = gender_of_pronoun(self.mentions[i]), self._later.unnamed_before(i)
        if gender is None or j is None or self.mentions[j].head in ASKERS:
            return None
        person = self.person(j) or self._newcomer(j)
        if person.kind != "unnamed" or person.gender not in (gender, None):
            return None
        person.gender = gender
        self.who[j] = person, 0.65
        return person, 0.7

    def _paper(self, i: int) -> Meaning | None:
        """The document of the sentence before that "it" quotes from, or who issued it."""
        m, tokens = self.mentions[i], self.layout.tokens
        if not any(self.layout.quoted[max(0, m.first - 2) : m.first]):
            return None
        for j in range(i - 1, max(-1, i - _STEP), -1):
            other, named = self.mentions[j], self.cast.who[j]
            apart = tokens.sentence[m.first] - tokens.sentence[other.first]
            if apart > 2 or (named is not None and named.kind == "organization"):
                return None
            document = self.layout.flags[other.head_at] & DOCUMENT and not is_role(
                self.layout, other
            )
            if apart and other.kind == "phrase" and document:
                return self._issuers.issuer(j) or self._newcomer(j), 0.6
        return None

    def _turn_of(self, m: Mention) -> Meaning | None:
        """Whoever has the turn of a transcript that a mention stands in."""
        at = bisect_right(self._turns, (m.first, m.first, m.first)) - 1
        if at < 0 or m.first >= self._turns[at][1]:
            return None
        return self.who[self._turns[at][2]]

    def _thing(self, i: int) -> Meaning | None:
        """The body or document that "it" or "they" means: the last that spoke, or the subject."""
        m, tokens = self.mentions[i], self.layout.tokens
        if m.head == "they" and (several := self._several(i)) is not None:
            return several
        if self._last is not None:
            at, person = self._last
            near = tokens.paragraph[m.first] - tokens.paragraph[self.mentions[at].first] <= 2
            if near and person.kind != "person" and not person.gender:
                return person, 0.85
        best: tuple[float, Person] | None = None
        for j in range(i - 1, max(-1, i - _FAR), -1):
            found, other = self.who[j], self.mentions[j]
            if found is None or not _may_be(found[0], m.head):
                continue
            score = -0.45 * min(8, tokens.sentence[m.first] - tokens.sentence[other.first])
            score += tokens.opens[other.first] or is_subject(self.layout, other)
            if best is None or score > best[0]:
                best = score, found[0]
        return (best[1], 0.5) if best else None

    def _several(self, i: int) -> Meaning | None:
        """The group that "they" takes up: the subject of the sentence before, "analysts"."""
        sentence = self.layout.tokens.sentence
        for j in range(i - 1, max(-1, i - _FAR), -1):
            m = self.mentions[j]
            if sentence[self.mentions[i].first] - sentence[m.first] > 1:
                return None
            several = m.head.endswith("s") and is_role(self.layout, m)
            if several and self.layout.tokens.opens[m.first] and self.cast.who[j] is None:
                return self.who[j] or (self._newcomer(j), 0.8)
        return None

    def _holder(self, i: int) -> Meaning | None:
        """The person a phrase such as "the senator" means; None for "a senator"."""
        m, focus = self.mentions[i], self._pronouns.focus
        first = self.layout.tokens.lower[m.first]
        if m.owner and first in _FORMER and (described := self._described(i)) is not None:
            return described, 0.55  # "Doe's former manager", of somebody just named
        if m.owner or first not in _DEFINITE:
            return None
        if focus is not None and m.head in focus.heads:
            return focus, 0.95
        if m.head in _ANYBODY and (somebody := self._somebody(i)) is not None:
            return somebody, 0.7
        paragraph, at = self.layout.tokens.paragraph, self._last_held(i)
        if at is not None and self.who[at] is None:
            return None  # another aide has come between
        far = at is None or paragraph[m.first] - paragraph[self.mentions[at].first] > 3
        # "the Governor" is whoever holds it, "the Republican" somebody described so
        office = self.layout.flags[m.head_at] & CAPITAL and m.head not in lexicon("demonyms")
        one = is_role(self.layout, m) and not m.head.endswith("s") and not office
        if far and one and first == "the":
            described = self._described(i)
            if described is not None:
                return described, 0.55
        if at is not None and (held := self.person(at)) is not None:
            return held, 0.8
        news = self.layout.tokens.lower[m.first + 1] in OF_NEWS
        if m.head in lexicon("institution_nouns") and (news or m.last - m.first == 2):
            institution = self._institution(i)
            if institution is not None:
                return institution, 0.7
        return None

    def _somebody(self, i: int) -> Person | None:
        """Whom "the woman" takes up: "a cashier was shaken", in its paragraph, where nobody is
        named in between."""
        tokens, m = self.layout.tokens, self.mentions[i]
        for j in range(i - 1, max(-1, i - _STEP), -1):
            other = self.mentions[j]
            if tokens.paragraph[other.first] != tokens.paragraph[m.first]:
                return None
            named = self.cast.who[j]
            if named is not None and named.kind == "person" and is_subject(self.layout, other):
                return None
            if other.kind != "phrase" or tokens.lower[other.first] not in _INDEFINITE:
                continue
            behind = tokens.lower[other.last : other.last + 1]
            if is_subject(self.layout, other) or behind == ["who"]:
                person = self.person(j) or self._newcomer(j)
                gender = gender_of_role(m.head)
                if person.kind != "unnamed" or person.gender not in (None, gender):
                    return None
                person.gender = gender
                self.who[j] = person, 0.65
                return person
        return None

    def _last_held(self, i: int) -> int | None:
        """The last mention of a holder of the role that phrase `i` names, or of another phrase
        for the role that means nobody known."""
        head = self.mentions[i].head
        group = head in lexicon("institution_nouns")
        who, mentions = self.who, self.mentions
        for j in range(i - 1, max(-1, i - _FAR), -1):
            found = who[j]
            if found is not None:
                if head in found[0].heads:
                    return j
            elif mentions[j].head == head and not group and mentions[j].kind == "phrase":
                return j
        return None

    def _institution(self, i: int) -> Person | None:
        """The organisation that "the company" means: one with that word in its name, the last
        that spoke, or the one that stands out in the sentences before."""
        tokens, m = self.layout.tokens, self.mentions[i]
        news = tokens.lower[m.first + 1] in OF_NEWS
        best: tuple[float, Person] | None = None
        scores: dict[int, float] = {}
        for j in range(i - 1, max(-1, i - _FAR), -1):
            person, other = self.cast.who[j], self.mentions[j]
            if person is None or person.is_place or not _may_be(person, "it"):
                continue
            if person.name.lower() in lexicon("places") or (news and person.kind == "person"):
                continue
            if m.head in person.words:
                return person
            apart = tokens.sentence[m.first] - tokens.sentence[other.first]
            subject = tokens.opens[other.first] or is_subject(self.layout, other)
            score = (1.0 + subject + (person.kind == "organization")) / (1 + apart)
            scores[id(person)] = total = scores.get(id(person), 0.0) + score
            if best is None or total > best[0]:
                best = total, person
        if self._last is not None and self._last[1].kind == "organization":
            return self._last[1]
        if best is not None:
            best[1].kind = "organization"
        return best[1] if best else None

    def _described(self, i: int) -> Person | None:
        """The person a first "the senator" describes: the subject of a sentence before it."""
        m, tokens = self.mentions[i], self.layout.tokens
        gender = gender_of_role(m.head)
        for j in range(i - 1, max(-1, i - 20), -1):
            other, person = self.mentions[j], self.person(j)
            if tokens.sentence[m.first] - tokens.sentence[other.first] > 6:
                return None
            if tokens.paragraph[m.first] - tokens.paragraph[other.first] > 1:
                return None
            if other.head == m.head and person is None:
                return None
            quoted = self.layout.opened[m.first] - self.layout.opened[other.last]
            if tokens.sentence[other.first] == tokens.sentence[m.first] and not quoted:
                continue
            if person is None or not person.credible:
                continue
            if gender and person.gender and gender != person.gender:
                continue
            if m.owner and self.who[i - 1] == self.who[j]:
                return None
            if tokens.opens[other.first] or is_subject(self.layout, other):
                person.heads.add(m.head)
                return person
        return None

    def _newcomer(self, i: int) -> Person:
        """Somebody or something without a name that speaks, as printed."""
        m, name = self.mentions[i], self.cast.names[i]
        words = whole_phrase(self.layout, self._first_said(i)).split()
        for k in range(1, len(words)):
            if words[k] in _ASIDE and words[k - 1] in lexicon("role_nouns"):
                words = words[:k]
                break
        while len(words) > 1 and words[0].lower() in _ARTICLES:
            words = words[1:]
        kind = name.kind if name and name.kind else "unnamed"
        gender = gender_of_role(m.head)
        return Person(" ".join(words), (m.head,), kind, gender, heads={m.head}, speaks=True)

    def _first_said(self, i: int) -> int:
        """The fuller phrase that "the aide" takes up: "a Republican committee aide"."""
        m = self.mentions[i]
        if self.layout.tokens.lower[m.first] not in ("the", "that", "this") or m.last - m.first > 2:
            return i
        for j in range(i - 1, max(-1, i - _FAR), -1):
            other = self.mentions[j]
            same = other.head == m.head and other.kind == "phrase" and self.cast.who[j] is None
            if same and (other.last - other.first > m.last - m.first or other.owner):
                return j
        return i


def _may_be(person: Person, pronoun: str) -> bool:
    """Whether "it" or "they" can mean this person or thing."""
    if pronoun in ("it", "its"):
        return person.kind == "organization" or not (person.gender or person.role)
    return person.kind == "organization"
