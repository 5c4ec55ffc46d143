"""A role that an article opens with -> who is named behind it.

Speaker warns of cuts. ... House Speaker Ann Lee       the one who holds the role
A former premier has broken ranks. ... Ann Lee said    the next who speaks
"""

from __future__ import annotations

from quotes.parsing.cast import Cast, Person
from quotes.parsing.names import gender_of_role
from quotes.parsing.phrases import is_role
from quotes.resources import lexicon

_AHEAD = 40  # mentions looked at behind the role
_PARAGRAPHS = 2  # within which the next speaker is the one meant
_BACK = 10  # mentions looked back over from a pronoun
_INDEFINITE = frozenset(("a", "an", "one", "another"))
_WITHOUT_SENSE = frozenset(("a", "an", "the", "that", "this", "one", "former", "onetime"))


class Introductions:
    """Whom the roles of one article mean that stand before the name.

    `speaking` are the mentions credited with quotes.
    """

    def __init__(self, cast: Cast, speaking: set[int]) -> None:
        self.cast, self.layout, self.speaking = cast, cast.layout, speaking

    def meaning(self, i: int, opening: bool) -> tuple[Person, float] | None:
        """The person that the role in mention `i` announces and how sure that is; None for any
        other mention. `opening` says that nobody has spoken before it."""
        m, lower = self.layout.mentions[i], self.layout.tokens.lower
        if m.owner or not is_role(self.layout, m) or m.head.endswith("s"):
            return None
        said = lower[m.first : m.head_at]
        people = self.cast.who[i + 1 : i + 1 + _AHEAD]
        holders = {id(p): p for p in people if p and m.head in p.heads and _fits(p, said)}
        if len(holders) == 1 and (opening or said[:1] == ["the"]):
            return next(iter(holders.values())), 0.6
        if holders or not opening:
            return None
        person = self._next_speaker(i)
        return (person, 0.5) if person else None

    def unnamed_before(self, i: int) -> int | None:
        """The mention of somebody without a name whom the pronoun in mention `i` takes up: the
        subject of a sentence in its paragraph, nobody with a name in between."""
        tokens, mentions = self.layout.tokens, self.layout.mentions
        for j in range(i - 1, max(-1, i - _BACK), -1):
            m, person = mentions[j], self.cast.who[j]
            if tokens.paragraph[m.first] != tokens.paragraph[mentions[i].first]:
                return None
            if person is not None and person.credible:
                return None
            if tokens.opens[m.first] and tokens.lower[m.first] in _INDEFINITE:
                return j if is_role(self.layout, m) and not m.head.endswith("s") else None
        return None

    def _next_speaker(self, i: int) -> Person | None:
        """Who speaks next, soon, and was not named before."""
        m, mentions = self.layout.mentions[i], self.layout.mentions
        paragraph = self.layout.tokens.paragraph
        for j in range(i + 1, min(len(mentions), i + 1 + _AHEAD)):
            if paragraph[mentions[j].first] - paragraph[m.first] > _PARAGRAPHS:
                return None
            if j in self.speaking:
                person = self.cast.who[j]
                if person is None or person.kind != "person" or person in self.cast.who[:i]:
                    return None
                return person if gender_of_role(m.head) in (None, person.gender) else None
        return None


def _fits(person: Person, said: list[str]) -> bool:
    """Whether what stands before a role's noun is said of the person too: "finance" minister."""
    role = (person.role or "").lower()
    idle = _WITHOUT_SENSE | lexicon("demonyms")
    return all(word in role for word in said if word not in idle)
