"""Invented news about invented people, with the truth of who is who.

    python benchmarks/newsroom.py OUTPUT_DIR [--articles 5000] [--seed N]

Every article quotes one to four of the same four hundred people, thirty pairs of whom have one
name (see newsroom_people.py). It prints each under one form of their name: mostly the usual
one, as spelt by the outlet; else a short form, another family name, a name with a typing error,
or the family name alone. OUTPUT_DIR gets NUMBER.txt files, and truth.ndjson with a line for
each article: outlet, date and title, who is in it under what name, and where their words begin.

What is written says of whom it speaks, by role, place, outlet, field and date, as news does:
now in full, now hardly at all. benchmarks/joining.py scores what becomes of it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from newsroom_billing import Billing, Billings, Rates, add_rates, rates_of
from newsroom_names import without_diacritics
from newsroom_people import WIRES, Person, Post, fields, fill, make_people

from quotes.models import Article

ARTICLES = 5000

# <N> the name in full, <S> the family name, <R> "the mayor of Alderby", <T> "Mayor" or "Ms.",
# <L> "Alderby Mayor", <he> he or she, <D> a day, <A> a setting; {,} and {.} are words of theirs
# with what ends them, {+} more of the same quote.
_WITH_ROLE = (
    "{,} said <N>, <R>.",
    "<N>, <R>, said: {.}",
    "<L> <N> said on <D>: {.}",
    "{,} said <L> <N>. {+}",
    "{,} <T> <N> said <A>.",
    "<N>, <R>, said <A> that the news was welcome. {,} <S> said.",
    "{,} said <N>, <R>. {+}",
    "<L> <N> told reporters: {.}",
)
_WITH_AGE = ("{,} said <N>, <age>, <R>.", "<N>, <age>, <R>, said on <D>: {.}")
_WITHOUT_ROLE = (
    "{,} <N> said.",
    "{,} said <N>.",
    "<N> said: {.}",
    "{,} <N> said <A>. {+}",
    "<N> told reporters: {.}",
)
_BY_TITLE = ("{,} <T> <S> said.", "{,} said <T> <S>. {+}", "<T> <S> said on <D>: {.}")
_BY_FAMILY = ("{,} <S> said.", "{,} said <S>.", "{,} <S> said <A>. {+}")
_LATER = (
    "{,} <S> said.",
    "{,} said <S>. {+}",
    "<S> said: {.}",
    "{,} <S> added.",
    "{,} <S> said <A>.",
    "<S> said on <D> that it would take time. {,} <he> said.",
)
_SETTINGS = (
    "on <D>",
    "at a news conference",
    "in an interview on <D>",
    "in a statement",
    "by telephone",
    "at a meeting in <town>",
)
_COMMON_QUOTES = (
    "We have waited long enough",
    "I have nothing to add to what I said last week",
    "It was a hard year and I am proud of everybody here",
    "You can see for yourself what has changed",
    "That is not how I remember it",
    "I would do it again tomorrow",
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
_SLOT = re.compile(r"<(\w+)>")
_WORDS = re.compile(r"\{(\d*)\|([^}]*)\}")


@dataclass(frozen=True, slots=True)
class Said:
    """Words of a person, which begin at `start` of the text, marks excluded."""

    person: int
    start: int
    words: str


@dataclass(frozen=True)
class Story:
    """An article and the truth of it."""

    article: Article
    billings: tuple[Billing, ...]
    said: tuple[Said, ...]


@dataclass
class _Draft:
    """An article in the making."""

    rng: random.Random
    day: date
    lead: Post
    cast: list[tuple[Person, Post]]
    billings: list[Billing] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def fresh(self, choices: Sequence[str]) -> str:
        """One of the choices, none twice before all were used."""
        left = [each for each in choices if each not in self.used] or choices
        chosen = self.rng.choice(left)
        self.used.add(chosen)
        return chosen


class Newsroom:
    """Writes articles about people, the same for the same seed and number."""

    def __init__(self, people: Sequence[Person], rates: Rates | None = None, seed: int = 0) -> None:
        self.people, self.rates, self.seed = people, rates or Rates(), seed
        self._weights = [person.weight for person in people]
        self._billings = Billings(people, self.rates)

    def story(self, number: int) -> Story:
        """The article of this number."""
        rng = random.Random(f"{self.seed}/{number}")
        [main] = rng.choices(self.people, self._weights)
        span = (main.posts[-1].end - main.posts[0].start).days
        day = main.posts[0].start + timedelta(days=rng.randint(0, span))
        lead = main.post(day)
        assert lead is not None  # the posts of a life have no gaps
        cast = [(main, lead), *self._others(rng, main, lead, day)]
        draft = _Draft(rng, day, lead, cast)
        self._write(draft)
        return self._story(draft, number)

    def _others(
        self, rng: random.Random, main: Person, lead: Post, day: date
    ) -> Iterator[tuple[Person, Post]]:
        """Up to three more people of the day, mostly of the same field and region."""
        [size] = rng.choices((0, 1, 2, 3), (25, 35, 25, 15))
        active = [(person, post) for person in self.people if (post := person.post(day))]
        near = [each for each in active if each[1].region is lead.region]
        close = [each for each in near if each[1].field == lead.field]
        families = {without_diacritics(main.name.family[0])}
        for _ in range(size):
            [pool] = rng.choices((close, near, active), (60, 25, 15))
            person, post = rng.choice(pool)
            family = without_diacritics(person.name.family[0])
            if family not in families:  # nor two Lees in one article
                families.add(family)
                yield person, post

    def _write(self, draft: _Draft) -> None:
        rng = draft.rng
        draft.paragraphs.append(f"{self._fact(draft)} {self._fact(draft)}")
        for person, post in draft.cast:
            billing = self._billings.bill(rng, person, post)
            draft.billings.append(billing)
            draft.paragraphs.append(self._first(draft, person, post, billing))
            if rng.random() < 0.3:
                draft.paragraphs.append(self._fact(draft))
            if rng.random() < 0.5:
                draft.paragraphs.append(self._fill(draft, person, post, rng.choice(_LATER)))
        if rng.random() < 0.6:
            at = rng.randrange(len(draft.cast))
            person, post = draft.cast[at]
            draft.paragraphs.append(self._fill(draft, person, post, rng.choice(_LATER)))
        draft.paragraphs.append(self._fact(draft))

    def _first(self, draft: _Draft, person: Person, post: Post, billing: Billing) -> str:
        """The paragraph that brings somebody into the article."""
        rng = draft.rng
        if billing.kind == "title and family name":
            template = rng.choice(_BY_TITLE)
        elif billing.kind == "family name alone":
            template = rng.choice(_BY_FAMILY)
        elif billing.role is None:
            template = rng.choice(_WITHOUT_ROLE)
        elif rng.random() < 0.06:
            template = rng.choice(_WITH_AGE)
        else:
            template = rng.choice(_WITH_ROLE)
            if billing.role != post.role or ("<T>" in template and not post.title):
                template = rng.choice(_WITH_ROLE[:2])
        if billing.role is not None and "<R>" not in template:
            printed = post.label if "<L>" in template else post.title
            draft.billings[-1] = replace(billing, role=printed or billing.role)
        written = self._fill(draft, person, post, template)
        at = person.posts.index(post)
        if at and rng.random() < 0.1:
            past = person.posts[at - 1]
            written += f" {billing.short} was {past.role} until {past.end.year}."
        return written

    def _fill(self, draft: _Draft, person: Person, post: Post, template: str) -> str:
        """The template about this person, their words marked as {number|words}."""
        rng = draft.rng
        [billing] = [each for each in draft.billings if each.person == person.number]
        slots = {
            "N": billing.name,
            "S": billing.short,
            "R": billing.role or "",
            "T": billing.role if billing.kind == "title and family name" else post.title,
            "L": post.label[:1].upper() + post.label[1:],
            "he": "he" if person.sex == "m" else "she",
            "D": rng.choice(_DAYS),
            "age": str(draft.day.year - person.born),
            "town": post.town,
        }
        while "<" in template:
            template = template.replace("<A>", rng.choice(_SETTINGS))
            template = _SLOT.sub(lambda match: str(slots.get(match[1], match[0])), template)
        for key, end in (("{,}", ","), ("{.}", "."), ("{+}", ".")):
            who = "" if key == "{+}" else str(person.number)
            marked = "{" + f"{who}|{self._words(draft, post)}{end}" + "}"
            template = template.replace(key, marked)
        return template[:1].upper() + template[1:]

    def _words(self, draft: _Draft, post: Post) -> str:
        own = draft.rng.random() < 0.75
        quote = draft.fresh(fields()[post.field].quotes if own else _COMMON_QUOTES)
        return fill(quote, post.region.name, post.town, post.org)

    def _fact(self, draft: _Draft) -> str:
        post = draft.lead
        fact = draft.fresh(fields()[post.field].facts)
        words = fill(fact, post.region.name, post.town, post.org)
        return words.replace("$n", str(draft.rng.randint(2, 90)))

    def _story(self, draft: _Draft, number: int) -> Story:
        rng, lead, said = draft.rng, draft.lead, list[Said]()
        left, right = rng.choices(("“”", '""'), (3, 1))[0]
        text, done = "", 0
        marked = "\n\n".join(draft.paragraphs) + "\n"
        for match in _WORDS.finditer(marked):
            text += marked[done : match.start()] + left
            if match[1]:
                said.append(Said(int(match[1]), len(text), match[2]))
            text, done = text + match[2] + right, match.end()
        text += marked[done:]
        title = f"{draft.billings[0].short}: {said[0].words.rstrip(',.')}"
        article = Article(
            text=text,
            name=f"{number:05}",
            raw_sha256=hashlib.sha256(text.encode()).hexdigest(),
            reader="invented",
            reader_version="1",
            given_id=f"newsroom-{self.seed}-{number:05}",
            outlet=rng.choice(WIRES if rng.random() < 0.25 else lead.region.outlets),
            title=title.upper() if rng.random() < 0.2 else title,
            published=draft.day.isoformat(),
            section=lead.field.capitalize() if rng.random() < self.rates.section else None,
            language="en",
        )
        return Story(article, tuple(draft.billings), tuple(said))


def write_stories(
    count: int = ARTICLES, seed: int = 0, rates: Rates | None = None
) -> Iterator[Story]:
    """`count` articles about the people of `make_people(seed)`, made as they are asked for."""
    newsroom = Newsroom(make_people(seed), rates, seed)
    return (newsroom.story(number) for number in range(count))


def truth_line(story: Story) -> str:
    """The truth of an article as a line of JSON."""
    article = story.article
    about = {key: getattr(article, key) for key in ("name", "outlet", "published", "title")}
    lists = {"people": map(asdict, story.billings), "said": map(asdict, story.said)}
    row = {**about, "section": article.section, **{k: list(v) for k, v in lists.items()}}
    return json.dumps(row, ensure_ascii=False) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("output", type=Path, metavar="OUTPUT_DIR")
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--seed", type=int, default=0)
    add_rates(parser)
    args = parser.parse_args()
    args.output.mkdir(parents=True, exist_ok=True)
    with (args.output / "truth.ndjson").open("w", encoding="utf-8") as truth:
        for story in write_stories(args.articles, args.seed, rates_of(args)):
            path = args.output / f"{story.article.name}.txt"
            path.write_text(story.article.text, encoding="utf-8", newline="")
            truth.write(truth_line(story))


if __name__ == "__main__":
    main()
