"""Pronoun -> the person it means.

The mentions of an article are read in order. For everybody named so far the place is
kept where they were last mentioned and last the subject of a clause; "he" or "she" goes
to the one whose place a linear model finds likeliest, among those whose gender fits.

The weights, pronouns.tsv, come from news without annotated coreference: where people of
both genders are about, "she" can only mean a woman, and that says which places pronouns
take up (benchmarks/train_pronouns.py). The features are those of salience rankers
(Lappin and Leass 1994): recency, grammatical part, form, repetition, and who spoke last.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp

from quotes.parsing.cast import Cast, Person
from quotes.parsing.mentions import Mention
from quotes.parsing.names import Gender
from quotes.parsing.phrases import is_inverted, is_subject
from quotes.parsing.vocabulary import VERB
from quotes.resources import model_lines

_SHE, _HE = frozenset(("she", "her", "hers")), frozenset(("he", "him", "his"))
_OBLIQUE = frozenset("of with for by to against about in on and from at as than".split())
_CANDIDATES = 10  # people looked at for one pronoun
_EITHER = 0.5  # the odds that somebody whose gender nothing tells has the pronoun's
ASKERS = frozenset(("questioner", "interviewer", "moderator", "reporter", "heckler"))
_ASKED = 0.1  # the odds that who asks in one paragraph speaks on in the next
_FAR = 25  # sentences that a pronoun reaches back over
_SUBJECTS = frozenset(("open", "subject", "inverted"))


@dataclass(slots=True)
class Seen:
    """Where somebody was last mentioned: mention indexes, the form and part of the last one."""

    person: Person
    at: int
    form: str
    part: str
    subject_at: int | None
    count: int


class Pronouns:
    """What the pronouns of one article mean; the mentions are shown to it in order.

    `focus` is whoever spoke last. `speaking` are the mentions that are credited with a
    quote: who spoke last is likelier to speak again. `weighed` holds for those of them that
    are pronouns whom they may mean, likeliest first, with the probability of each.
    """

    def __init__(self, cast: Cast, speaking: set[int]) -> None:
        self.cast, self.layout, self.speaking = cast, cast.layout, speaking
        self.focus: Person | None = None
        self.weighed: dict[int, list[tuple[Person, float]]] = {}
        self._focus_at = -1
        self._seen: dict[int, Seen] = {}  # by id of the person, the last mentioned last

    def meaning(self, i: int) -> tuple[Person, float] | None:
        """The person that pronoun `i` means and the model's probability, from 0 to 1.

        None where nobody whose gender fits was named before, and for pronouns that are
        no form of "he" or "she".
        """
        gender = gender_of_pronoun(self.layout.mentions[i])
        if gender is None:
            return None
        candidates = self.candidates(
            i, lambda person: person.credible and person.gender in (gender, None)
        )
        if not candidates:
            return None
        odds = [
            exp(score(names)) * self._odds(i, seen)
            for seen, names in zip(candidates, self.features(i, candidates), strict=True)
        ]
        best = max(range(len(odds)), key=odds.__getitem__)
        person, sure = candidates[best].person, odds[best] / sum(odds)
        if i in self.speaking:
            order = sorted(range(len(odds)), key=odds.__getitem__, reverse=True)
            self.weighed[i] = [(candidates[k].person, odds[k] / sum(odds)) for k in order]
        person.gender = person.gender or (gender if sure > 0.8 else None)
        return person, sure

    def _odds(self, i: int, seen: Seen) -> float:
        """How far a candidate is to be believed whatever its place: less where nothing tells its
        gender, and where it asked something in the paragraph before."""
        paragraph, mentions = self.layout.tokens.paragraph, self.layout.mentions
        asked = not ASKERS.isdisjoint(seen.person.heads) and seen.person.kind == "unnamed"
        answered = paragraph[mentions[seen.at].first] < paragraph[mentions[i].first]
        return (1.0 if seen.person.gender else _EITHER) * (_ASKED if asked and answered else 1.0)

    def see(self, i: int, person: Person) -> None:
        """Takes note that mention `i` means `person`."""
        if person.kind not in ("person", "unnamed"):
            return
        part = _part(self, i)
        before = self._seen.pop(id(person), None)
        subject_at = i if part in _SUBJECTS else before.subject_at if before else None
        count = before.count + 1 if before else 1
        self._seen[id(person)] = Seen(person, i, self._form(i), part, subject_at, count)
        if i in self.speaking:
            self.focus, self._focus_at = person, i

    def candidates(self, i: int, fits: Callable[[Person], bool]) -> list[Seen]:
        """The people whom pronoun `i` can mean, the last mentioned first."""
        sentence, mentions = self.layout.tokens.sentence, self.layout.mentions
        here = sentence[mentions[i].first]
        found: list[Seen] = []
        for seen in reversed(self._seen.values()):
            if found and here - sentence[mentions[seen.at].first] > _FAR:
                break
            if fits(seen.person):
                found.append(seen)
                if len(found) == _CANDIDATES:
                    break
        return found

    def features(self, i: int, candidates: Sequence[Seen]) -> list[list[str]]:
        """The features of each candidate for pronoun `i`, as names of weights."""
        tokens, mentions = self.layout.tokens, self.layout.mentions
        here = mentions[i].first
        sentence, paragraph = tokens.sentence[here], tokens.paragraph[here]
        place = self._place(mentions[i])
        most = max(seen.count for seen in candidates)
        since = paragraph - tokens.paragraph[mentions[self._focus_at].first]
        focus = self.focus if since <= 6 else None
        rows = []
        for rank, seen in enumerate(candidates):
            there = mentions[seen.at].first
            apart = _steps(sentence - tokens.sentence[there])
            paragraphs = min(paragraph - tokens.paragraph[there], 4)
            spoke = "-" if focus is None else "yes" if seen.person is focus else "no"
            as_subject: int | str = "never"
            if seen.subject_at is not None:
                as_subject = _steps(sentence - tokens.sentence[mentions[seen.subject_at].first])
            share = "most" if seen.count == most else "half" if 2 * seen.count >= most else "few"
            person = seen.person
            rows.append(
                [
                    f"apart.part.form={apart}.{seen.part}.{seen.form}",
                    f"apart.paragraphs={apart}.{paragraphs}",
                    f"subject.place={as_subject}.{place}",
                    f"rank.apart.spoke={min(rank, 4)}.{apart}.{spoke}",
                    f"since.place={min(since, 4) if spoke == 'yes' else '-'}.{place}",
                    f"share={share}",
                    f"known={len(person.words) > 1}.{person.speaks}.{bool(person.role)}",
                ]
            )
        return rows

    def _place(self, m: Mention) -> str:
        """Where a pronoun stands: behind a quote, first in its sentence, before a verb."""
        layout, lower = self.layout, self.layout.tokens.lower
        before = layout.quoted[max(0, m.first - 2) : m.first]
        if before and (before[-1] or (before[0] and not lower[m.first - 1].isalnum())):
            return "quote"
        if layout.tokens.opens[m.first]:
            return "open"
        if m.head not in ("he", "she"):
            return "other"
        return "verb" if m.last < len(lower) and layout.flags[m.last] & VERB else "-"

    def _form(self, i: int) -> str:
        name = self.cast.names[i]
        if self.layout.mentions[i].kind in ("pronoun", "relative") or name is None:
            return "pronoun"
        if not name.name:
            return "role"
        return "full" if len(name.words) > 1 else "short"


def gender_of_pronoun(m: Mention) -> Gender | None:
    """The gender of "he" and "she" in all their forms; None for other mentions."""
    if m.kind != "pronoun":
        return None
    return "f" if m.head in _SHE else "m" if m.head in _HE else None


def score(names: Sequence[str]) -> float:
    """The model's score of a candidate with these features."""
    known = _weights().get
    return sum([known(name, 0.0) for name in names])


@cache
def _weights() -> dict[str, float]:
    return {name: float(weight) for name, weight in model_lines("pronouns")}


def _part(pronouns: Pronouns, i: int) -> str:
    """The part a mention has in its clause, as far as the words beside it tell."""
    layout, m = pronouns.layout, pronouns.layout.mentions[i]
    lower = layout.tokens.lower
    if m.last < len(lower) and lower[m.last] in ("'s", "'"):
        return "owner"
    if layout.tokens.opens[m.first]:
        return "open"
    if m.first and lower[m.first - 1] in _OBLIQUE:
        return "oblique"
    if is_subject(layout, m):
        return "subject"
    if m.first and lower[m.first - 1] == ",":
        return "comma"
    return "inverted" if is_inverted(layout, m) else "-"


def _steps(n: int) -> int:
    """A distance in steps that widen: 0 1 2 3 4-5 6-8 9-."""
    return n if n < 4 else 4 if n < 6 else 6 if n < 9 else 9
