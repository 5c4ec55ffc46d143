"""Mentions -> the people and organisations of one article, each once.

Full names are gathered first, the longest form of each; then short names, acronyms,
titles and phrases in apposition are linked to them. What the text shows of a person on
the way (role, gender, whether it speaks, whether it is a place) is kept for resolving
pronouns.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace

from quotes.models import SpeakerKind
from quotes.parsing.forms import abbreviates, ends_with, given_names_agree, initials, slips
from quotes.parsing.layout import Layout
from quotes.parsing.mentions import Mention
from quotes.parsing.names import (
    Gender,
    Name,
    gender_of_given_name,
    gender_of_role,
    heads_of,
    is_adjective,
    peoples,
    read_name,
)
from quotes.parsing.phrases import is_role, is_subject, whole_phrase
from quotes.parsing.vocabulary import CAPITAL, DOCUMENT, ORGANIZATION, VERB
from quotes.resources import lexicon

OF_NEWS = frozenset(("news", "media", "editorial"))
_LOCATING = frozenset(("in", "at", "near", "outside"))
_NAMESAKES = 50  # people of one family name that are told apart


@dataclass(slots=True)
class Person:
    """Somebody or something with a name in the article: all that is said of it.

    `heads` are the last words of its roles ("senator"), `full_mentions` counts the
    mentions by full name.
    """

    name: str
    words: tuple[str, ...]
    kind: SpeakerKind
    gender: Gender | None = None
    role: str | None = None
    heads: set[str] = field(default_factory=set)
    full_mentions: int = 0
    speaks: bool = False
    is_place: bool = False

    @property
    def credible(self) -> bool:
        """Whether this can be what "he" or "she" means: somebody known to be a person."""
        if self.kind == "unnamed":
            return self.speaks
        if self.kind != "person" or self.is_place:
            return False
        return len(self.words) > 1 or self.speaks or bool(self.gender or self.role)


class Cast:
    """The people of one article.

    `names[i]` is what mention i of the layout says by itself (None for pronouns),
    `who[i]` the person it means, None where it has no name of its own.
    """

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.names: list[Name | None] = [
            read_name(layout, m) if m.kind not in ("pronoun", "relative") else None
            for m in layout.mentions
        ]
        self.who: list[Person | None] = [None] * len(layout.mentions)
        self._by_last: dict[str, list[Person]] = {}
        self._by_short: dict[str, list[Person]] = {}  # first word, or initials
        self._slips: dict[str, list[Person]] | None = None  # family names, a letter left out
        self._headline = self._in_headlines()
        self._gather()
        self._admit_couples()
        self._read_headlines(admits=True)
        self._count_courtesies()
        self._link_short_names()
        self._read_headlines(admits=False)
        self._link_appositions()
        self._observe()

    def _gather(self) -> None:
        """One person for each full name, in order of the text; the longest form wins."""
        inside = iter([*self.layout.named_inside, None])
        quoted = next(inside)
        for i, m in enumerate(self.layout.mentions):
            while quoted is not None and quoted.first < m.first:
                self._admit_quoted(quoted)
                quoted = next(inside)
            self._admit_mention(i, m)
        while quoted is not None:
            self._admit_quoted(quoted)
            quoted = next(inside)

    def _admit_couples(self) -> None:
        """Those who share the family name behind them: Bo Lee in "Bo and Ann Lee"."""
        tokens, at = self.layout.tokens, {m.first: i for i, m in enumerate(self.layout.mentions)}
        for m in (*self.layout.mentions, *self.layout.named_inside):
            k = m.first - 2
            if k < 0 or tokens.lower[k + 1] != "and" or tokens.lower[k] in self._by_last:
                continue
            gender, name = gender_of_given_name(tokens.lower[k]), read_name(self.layout, m)
            if not gender or not name.name or name.kind != "person" or len(name.words) != 2:
                continue
            whole, words = (tokens.word[k], name.name.split()[-1]), (tokens.lower[k], name.words[1])
            person = self._admit(Name(" ".join(whole), None, words, "person", gender))
            if k in at and self.who[at[k]] is None:
                self.who[at[k]] = person

    def _admit_quoted(self, m: Mention) -> None:
        """A full name between quotation marks."""
        said = read_name(self.layout, m)
        if said.name and 1 < len(said.words) < 4 and said.kind == "person":
            self._admit(said).full_mentions += 1

    def _admit_mention(self, i: int, m: Mention) -> None:
        """A mention that is a full name, or a phrase with full names in it."""
        name = self.names[i]
        if name is None:
            return
        if name.name and len(name.words) > 1 and i not in self._headline:
            self.who[i] = person = self._admit(name)
            person.full_mentions += 1
            self._admit_publisher(m)
        if not (name.name and m.head_at == m.last - 1) and m.last - m.first > 3:
            self._admit_within(m)

    def _admit_within(self, m: Mention) -> None:
        """The full names inside a phrase: "friends of Ann Lee and Bo Diaz"."""
        flags, low = self.layout.flags, m.head_at + 1
        given = gender_of_given_name(self.layout.tokens.lower[m.last - 2])
        person = given and flags[m.last - 3] & ORGANIZATION  # "speaker of the House Ann Lee"
        if m.head_at < m.last - 2 and not person:
            whole = read_name(self.layout, replace(m, first=low + 1, head_at=m.last - 1))
            if whole.kind == "organization" and len(whole.words) > 1:
                self._admit(whole)
                return
        for i in range(low, m.last + 1):
            if i < m.last and flags[i] & CAPITAL:
                continue
            body = [k for k in range(low, i - 1) if flags[k] & ORGANIZATION]
            if body and not flags[i - 1] & ORGANIZATION:
                low = body[-1] + 1
            if i - low > 1:
                tail = replace(
                    m, first=low, last=i, head_at=i - 1, end=self.layout.tokens.end[i - 1]
                )
                name = read_name(self.layout, tail)
                if name.name and (name.gender or name.role or name.kind == "organization"):
                    self._admit(name).full_mentions += 1
            low = i + 1

    def _admit_publisher(self, m: Mention) -> None:
        """The name before "article" or "report": "a Daily Courier article"."""
        if self.layout.flags[m.last - 1] & (DOCUMENT | CAPITAL) == DOCUMENT:
            end = self.layout.tokens.end[m.last - 2]
            name = read_name(self.layout, replace(m, last=m.last - 1, head_at=m.last - 2, end=end))
            if name.name and len(name.words) > 1 and name.kind == "organization":
                self._admit(name)

    def _in_headlines(self) -> dict[int, None]:
        """The mentions in headlines, in order."""
        tokens = self.layout.tokens
        first = self.layout.beginnings if tokens.headlines else ()
        found = (i for i, at in enumerate(first) if tokens.paragraph[at] in tokens.headlines)
        return dict.fromkeys(found)

    def _read_headlines(self, *, admits: bool) -> None:
        """The names in headlines, whose words all have capitals: those the article knows, and,
        if `admits` says so, full names with a known given name."""
        for i in self._headline:
            name = self.names[i]
            if name is None or not name.name:
                continue
            words = name.words
            self.who[i] = next(
                (
                    person
                    for word in words
                    for person in self._by_last.get(word, ())[-_NAMESAKES:]
                    if person.words == (word,) or set(person.words) <= set(words)
                ),
                None,
            ) or (self._fuller(name, {}) if len(words) == 1 else None)
            new = admits and self.who[i] is None and 1 < len(words) < 4
            if new and (name.gender or self._alone(i)):
                self.who[i] = self._admit(name)

    def _alone(self, i: int) -> bool:
        """Whether marks or line breaks stand on either side of a mention, as in a list."""
        word, m = self.layout.tokens.word, self.layout.mentions[i]
        opens = m.first == 0 or not word[m.first - 1][0].isalnum()
        return opens and (m.last == len(word) or not word[m.last][0].isalnum())

    def _admit(self, name: Name) -> Person:
        """The person of a full name: one known already, or a new one."""
        found = self._same(name)
        if found is None:
            found = self._enter(name)
        elif name.name and _is_fuller(name, found):
            found.name, found.words = name.name, name.words
        _add_role(found, name)
        return found

    def _enter(self, name: Name) -> Person:
        person = Person(
            name.name or name.role or "", name.words, name.kind or "person", name.gender
        )
        if name.words:
            self._by_last.setdefault(name.words[-1], []).append(person)
        if len(name.words) > 1:
            for short in {name.words[0], initials(name.words)}:
                self._by_short.setdefault(short, []).append(person)
        return person

    def _same(self, name: Name) -> Person | None:
        for person in self._by_last.get(name.words[-1] if name.words else "", ())[-_NAMESAKES:]:
            if "organization" in (person.kind, name.kind):
                shorter, longer = sorted((person.words, name.words), key=len)
                if shorter == longer or (len(shorter) > 1 and ends_with(longer, shorter)):
                    return person
            elif given_names_agree(person.words, name.words):
                return person
        return None

    def _count_courtesies(self) -> None:
        """Family names whose titles tell the gender count as full: "Mr. Doe" is not Jane Doe."""
        for i, name in enumerate(self.names):
            told = name is not None and name.gender and len(name.words) == 1
            if told and name is not None and self.who[i] is None and i not in self._headline:
                (self._fuller(name, {}) or self._enter(name)).full_mentions += 1

    def _link_short_names(self) -> None:
        """Family names, given names and acronyms to the full names they stand for."""
        recent: dict[str, Person] = {}
        for i, name in enumerate(self.names):
            if name is not None and self.who[i] is None and i not in self._headline:
                if name.name and (is_adjective(name.name) or name.name in ("Q", "A")):
                    continue
                if name.name is None:
                    self.who[i] = self._bearer(i) or self._institution(i, name)
                elif name.words:
                    person = self._fuller(name, recent)
                    if person is None:
                        given = name.gender or gender_of_given_name(name.words[0])
                        person = self._enter(replace(name, gender=given))
                    _add_role(person, name)
                    self.who[i] = person
            if (known := self.who[i]) is not None:
                recent.update(dict.fromkeys(known.words, known))

    def _bearer(self, i: int) -> Person | None:
        """The person whose family name looks like a title: "Dean said" of Howard Dean."""
        m = self.layout.mentions[i]
        if m.last - m.first != 1 or not self.layout.flags[m.first] & CAPITAL:
            return None
        known = self._by_last.get(m.head)
        return known[0] if known and len(known[0].words) > 1 else None

    def _institution(self, i: int, name: Name) -> Person | None:
        """An organisation without a proper name: "the health ministry"."""
        m = self.layout.mentions[i]
        if name.kind != "organization" or m.last - m.first < 3 or m.owner or not name.role:
            return None
        if self.layout.tokens.lower[m.first + 1] in OF_NEWS:
            return None  # the news agency: one named before
        words = tuple(name.role.lower().split())
        known = (p for p in self._by_last.get(words[-1], ())[-_NAMESAKES:] if p.words == words)
        return next(known, None) or self._enter(replace(name, words=words))

    def _fuller(self, name: Name, recent: dict[str, Person]) -> Person | None:
        """The person whose name holds the short `name`: the most named, where several fit."""
        word = name.words[-1]
        fitting = [
            person
            for person in self._by_last.get(word, ())[-_NAMESAKES:]
            if not (name.gender and person.gender and name.gender != person.gender)
        ]
        if not fitting and name.role is None and len(name.words) == 1:
            known = self._by_short.get(word.replace(".", ""), ())[-_NAMESAKES:]
            fitting = [person for person in known if abbreviates(word, person.words, person.kind)]
            if not fitting and not name.gender:
                fitting = self._misspelt(word)
        if not fitting:
            return None
        if name.role:
            heads = heads_of(name.role)
            fitting = [p for p in fitting if not p.heads.isdisjoint(heads)] or fitting
        if name.gender and recent.get(word) in fitting:
            return recent[word]
        return max(fitting, key=lambda person: person.full_mentions)

    def _misspelt(self, word: str) -> list[Person]:
        """The one person whose family name differs from `word` by a slip: "Labott", "Labbot"."""
        if len(word) < 5 or word in lexicon("places") or word in peoples():
            return []
        if self._slips is None:
            self._slips = defaultdict(list)
            for last, people in self._by_last.items():
                if len(last) > 4 and len(people[0].words) > 1 and people[0].kind == "person":
                    for key in slips(last):
                        self._slips[key].append(people[0])
        found = {
            id(p): p
            for key in slips(word)
            for p in self._slips.get(key, ())
            if word.rstrip("s") != p.words[-1].rstrip("s")
        }
        return list(found.values()) if len(found) == 1 else []

    def _link_appositions(self) -> None:
        """ "Jane Doe, the mayor of Z," and "the mayor, Jane Doe,": one person, one role."""
        mentions = self.layout.mentions
        for i in range(len(mentions) - 1):
            a, b = mentions[i], mentions[i + 1]
            left, right = self.names[i], self.names[i + 1]
            if not self._comma_between(a, b):
                continue
            if left is None or right is None:
                continue
            if not left.name and self._is_work(i, i + 1):
                self.who[i + 1].kind = "document"  # type: ignore[union-attr]
            elif left.name and (role := self._role_from(i + 1)) is not None:
                self._appose(i, role)
            elif right.name and _is_nameless_role(self.layout, a, left) and self._closes(b):
                self._appose(i + 1, i)

    def _comma_between(self, a: Mention, b: Mention) -> bool:
        """Whether only a comma, a dash or a bracket parts two mentions, a note in brackets left
        out: "Doe (D-Md.), chair"."""
        word, k = self.layout.tokens.word, a.last
        if word[k : k + 1] == ["("] and b.first - k > 2:
            behind = word[k : min(k + 8, b.first)]
            k += behind.index(")") + 1 if ")" in behind else 0
        return b.first - k == 1 and word[k] in (",", "(", "–", "—")

    def _is_work(self, noun: int, named: int) -> bool:
        """Whether mention `named` is the title behind `noun`: "her memoir, Mostly Green"."""
        person, m = self.who[named], self.layout.mentions[named]
        titled = person is not None and not (person.gender or person.role)
        is_noun = self.layout.mentions[noun].head in lexicon("work_nouns")
        return titled and is_noun and m.last < len(self.layout.tokens) and self._closes(m)

    def _role_from(self, i: int) -> int | None:
        """The role phrase that begins with mention `i`: itself, or what it possesses."""
        mentions, lower = self.layout.mentions, self.layout.tokens.lower
        m = mentions[i]
        if _is_nameless_role(self.layout, m, self.names[i]):
            return i
        if m.last < len(lower) and lower[m.last] in ("'s", "'") and i + 1 < len(mentions):
            then = mentions[i + 1]
            if then.first == m.last + 1 and _is_nameless_role(self.layout, then, self.names[i + 1]):
                return i + 1
        return None

    def _appose(self, named: int, phrase: int) -> None:
        person, m = self.who[named], self.layout.mentions[phrase]
        if person is None or person.kind == "organization":
            return
        self.who[phrase] = person
        person.role = person.role or whole_phrase(self.layout, phrase)
        person.heads.add(m.head)
        person.gender = person.gender or gender_of_role(m.head)

    def _closes(self, m: Mention) -> bool:
        """Whether an apposition ends behind `m`: a comma, a verb of saying, a full stop."""
        if m.last >= len(self.layout.tokens):
            return True
        return self.layout.tokens.word[m.last] in ",.()–—" or bool(self.layout.flags[m.last] & VERB)

    def _observe(self) -> None:
        """Who is seen to speak, and what is seen to be a place ("in Springfield")."""
        lower = self.layout.tokens.lower
        places: list[Person] = []
        for m, person, name in zip(self.layout.mentions, self.who, self.names, strict=True):
            if person is None:
                continue
            person.speaks = person.speaks or is_subject(self.layout, m)
            before = lower[m.first - 1] if m.first else ""
            if before in _LOCATING and name is not None and not name.role and len(person.words) < 3:
                places.append(person)
                person.is_place = person.is_place or before == "in"
        for person in places:
            known = person.role or (person.gender and len(person.words) > 1)
            person.is_place = not known and (person.is_place or not person.speaks)


def _is_fuller(name: Name, person: Person) -> bool:
    """Whether `name` is a better form of a known name: longer, or not all in capitals."""
    assert name.name is not None
    if name.name.isupper() != person.name.isupper():
        return person.name.isupper()
    return (len(name.words), len(name.name)) > (len(person.words), len(person.name))


def _add_role(person: Person, name: Name) -> None:
    person.gender = name.gender or person.gender
    if name.name and name.role:
        person.role = person.role or name.role
        person.heads.update(heads_of(name.role))


def _is_nameless_role(layout: Layout, m: Mention, name: Name | None) -> bool:
    return name is not None and not name.name and name.kind == "unnamed" and is_role(layout, m)
