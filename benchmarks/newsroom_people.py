"""Four hundred invented people with their working lives, among them pairs of namesakes.

What they do comes from newsroom_fields.txt; the regions, towns and papers are put together
here. A life is a row of posts over the years, mostly in one field and one region. PAIRS says
how two namesakes are told apart: only what an article says of them does, never the name.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from newsroom_names import Name, all_forms, make_name

FIELDS = Path(__file__).parent / "newsroom_fields.txt"
FIRST, LAST = date(2014, 1, 1), date(2024, 12, 31)

# How many of thirty pairs are of each sort.
PAIRS = {
    "other field": 12,  # a senator and a footballer
    "politicians of two regions": 5,
    "other place, same field": 5,
    "father and son": 4,
    "other spelling": 4,  # Aleksandr and Oleksandr, Müller and Mueller; John K. and John R.
}
_TURNS = {  # fields that people leave, and what they do then
    "sport": ("politics", "business", "education"),
    "military": ("politics", "business"),
    "law": ("politics", "education"),
    "business": ("politics", "activism"),
    "police": ("politics", "education"),
    "arts": ("activism", "politics"),
    "health": ("politics", "science"),
    "education": ("politics", "arts"),
}
_REGIONS = "Vantria Ostmark Halvenia Calidor Merrowland Sundhavn Tarquesa Norrland Quiloa".split()
_REGIONS += ["East Carrow", "West Carrow", "New Aldany"]
_TOWN_HEADS = "Amber Brack Cinder Dun Fal Glen Hollow Iron Jun Lark Mill Nor Otter Pine".split()
_TOWN_TAILS = "bridge burgh dale haven mouth stowe ville wold".split()
_PAPERS = ("The {} Courier", "The {} Tribune", "Radio {}", "{} Daily News")
WIRES = ("The Meridian", "Continental Press", "The Sunday Ledger", "World Wire")


@dataclass(frozen=True, slots=True)
class Region:
    """A country or state, its towns and the outlets that report from it."""

    name: str
    towns: tuple[str, ...]
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """What is written about a field; its roles are triples of words behind a name, title
    before it ("-" for none) and words before it."""

    name: str
    orgs: tuple[str, ...]
    roles: tuple[tuple[str, str, str], ...]
    facts: tuple[str, ...]
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Post:
    """A stretch of a working life, both days included. `title` is "" where there is none."""

    field: str
    region: Region
    town: str
    org: str
    role: str
    title: str
    label: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a name and a life; `weight` is how much is written about them.

    `twin` is the number of their namesake, `pair` the sort of the pair (see PAIRS).
    """

    number: int
    sex: str
    name: Name
    born: int
    posts: tuple[Post, ...]
    weight: float
    twin: int | None = None
    pair: str = ""

    def post(self, day: date) -> Post | None:
        """What they did on that day, None where it was nothing."""
        return next((post for post in self.posts if post.start <= day <= post.end), None)


@cache
def fields() -> dict[str, Field]:
    """All fields by name."""
    found: dict[str, Field] = {}
    for block in FIELDS.read_text(encoding="utf-8").split("\n[")[1:]:
        name, _, body = block.partition("]\n")
        rows: dict[str, list[str]] = {"org": [], "role": [], "fact": [], "quote": []}
        for line in body.strip().splitlines():
            key, _, value = line.partition(" = ")
            rows[key].append(value)
        roles = tuple((a, b, c) for a, b, c in (role.split(" | ") for role in rows["role"]))
        orgs = tuple(rows["org"][0].split(" | "))
        found[name] = Field(name, orgs, roles, tuple(rows["fact"]), tuple(rows["quote"]))
    return found


@cache
def regions() -> tuple[Region, ...]:
    """All regions, each with five towns of its own and five outlets."""
    rng = random.Random(1)
    towns = [head + tail for head in _TOWN_HEADS for tail in _TOWN_TAILS]
    rng.shuffle(towns)
    found = []
    for number, name in enumerate(_REGIONS):
        own = tuple(towns[5 * number : 5 * number + 5])
        papers = [paper.format(town) for paper, town in zip(_PAPERS, own, strict=False)]
        found.append(Region(name, own, (*papers, f"The {name} Times")))
    return tuple(found)


def fill(words: str, region: str, town: str, org: str) -> str:
    """The words with a place and an organisation in them."""
    for key, value in (("$region", region), ("$town", town), ("$org", org)):
        words = words.replace(key, value)
    return words


def make_people(seed: int = 0, count: int = 400, pairs: int = 30) -> tuple[Person, ...]:
    """`count` people, the first `2 * pairs` of them namesakes side by side.

    No two others share a full name, however it is printed.
    """
    rng = random.Random(seed)
    people: list[Person] = []
    taken: set[str] = set()
    sorts = [sort for sort, share in PAIRS.items() for _ in range(share)]
    while len(people) < count:
        number, sort = len(people), ""
        if number < 2 * pairs:
            sort = sorts[number // 2 * len(sorts) // pairs]
        made = _make_pair(rng, number, sort) if sort else [_make_person(rng, number)]
        printed = all_forms(person.name for person in made)
        if printed.isdisjoint(taken):
            taken |= printed
            people.extend(made)
    return tuple(people)


def _make_person(rng: random.Random, number: int) -> Person:
    sex = rng.choice("fm")
    start = FIRST + timedelta(days=rng.randrange(365 * 4))
    region, field = rng.choice(regions()), rng.choice(list(fields()))
    posts = _career(rng, sex, field, region, start)
    name, weight = make_name(rng, sex), rng.lognormvariate(0, 0.6)
    return Person(number, sex, name, start.year - rng.randint(28, 50), posts, weight)


def _career(
    rng: random.Random, sex: str, field: str, region: Region, start: date, turn: float = 0.12
) -> tuple[Post, ...]:
    """Posts one after the other, to the end of the time or, for one in six, not so long."""
    end = LAST if rng.random() < 0.83 else start + timedelta(days=rng.randint(900, 2000))
    posts: list[Post] = []
    level = rng.randrange(len(fields()[field].roles))
    turns = field in _TURNS and rng.random() < turn
    while start < end:
        last = min(end, start + timedelta(days=rng.randint(500, 2200)))
        last = end if (end - last).days < 300 else last
        posts.append(_post(rng, sex, field, region, level, start, last))
        start, level = last + timedelta(days=1), level + 1
        if turns:
            field, turns, level = rng.choice(_TURNS[field]), False, rng.randrange(3)
        elif rng.random() < 0.08:
            region = rng.choice(regions())
        level = min(level, len(fields()[field].roles) - 1)
    return tuple(posts)


def _post(
    rng: random.Random, sex: str, field: str, region: Region, level: int, start: date, end: date
) -> Post:
    town, known = rng.choice(region.towns), fields()[field]
    org = fill(rng.choice(known.orgs), region.name, town, "")
    role, title, label = (fill(words, region.name, town, org) for words in known.roles[level])
    if sex == "f":
        role, title, label = (
            words.replace("spokesman", "spokeswoman").replace("hairman", "hairwoman")
            for words in (role, title, label)
        )
    title = "" if title == "-" else title
    return Post(field, region, town, org, role, title, label.replace("the ", ""), start, end)


def _make_pair(rng: random.Random, number: int, sort: str) -> list[Person]:
    """Two people with one name; half of the pairs are in the news one after the other."""
    while True:
        one = _make_person(rng, number)
        if one.name.style == "initials" or (one.posts[-1].end - one.posts[0].start).days < 1500:
            continue
        name = _TWINS.get(sort, _same_name)(rng, one)
        if name is not None:
            break
    field, region = one.posts[0].field, one.posts[0].region
    used = {post.region.name for post in one.posts}
    if sort == "politicians of two regions":
        field = "politics"
        one = replace(one, posts=_career(rng, one.sex, field, region, one.posts[0].start, 0))
    elif sort in ("other field", "other spelling"):
        used_fields = {post.field for post in one.posts}
        field = rng.choice([each for each in fields() if each not in used_fields])
    if sort != "father and son":
        region = rng.choice([each for each in regions() if each.name not in used])
    start = FIRST + timedelta(days=rng.randrange(365 * 3))
    other = replace(_make_person(rng, number + 1), sex=one.sex, name=name)
    other = replace(other, posts=_career(rng, one.sex, field, region, start, 0))
    if sort == "father and son":
        one = replace(one, name=replace(name, suffix="Sr."), born=one.born - 25)
        other = replace(other, name=replace(name, suffix="Jr."), born=one.born + 27)
    if rng.random() < 0.5:
        one, other = _one_after_the_other(one, other)
    return [
        replace(one, twin=number + 1, pair=sort, weight=max(one.weight, 0.6)),
        replace(other, twin=number, pair=sort, weight=max(other.weight, 0.6)),
    ]


def _same_name(rng: random.Random, one: Person) -> Name | None:
    """The same name; what it never shows is not shared."""
    shown = one.name.style == "initial"
    return replace(one.name, others=(), middle=one.name.middle if shown else "")


def _name_of_son(rng: random.Random, one: Person) -> Name | None:
    if one.sex == "f" or one.name.culture.name != "english":
        return None
    return replace(one.name, others=())


def _similar_name(rng: random.Random, one: Person) -> Name | None:
    """Another spelling of the name, or another middle initial; None where there is none."""
    name = one.name
    if name.middle and name.style == "initial":
        letters = [letter for letter in "ABCDEGHLPRSTW" if letter != name.middle[0]]
        return replace(name, middle=rng.choice(letters), others=())
    respelt = "".join(name.culture.respelt.get(letter, letter) for letter in name.family[0])
    if respelt != name.family[0]:
        return replace(name, family=(respelt, *name.family[1:]), others=())
    if len(name.given) > 1:
        return replace(name, given=(*name.given[1:], name.given[0]), others=())
    return None


_TWINS: dict[str, Callable[[random.Random, Person], Name | None]] = {
    "father and son": _name_of_son,
    "other spelling": _similar_name,
}


def _one_after_the_other(one: Person, other: Person) -> tuple[Person, Person]:
    """The two with lives that do not overlap: one ends in the middle of the time, where the
    other begins."""
    middle = date(2019, 6, 30)
    before = [replace(post, end=min(post.end, middle)) for post in one.posts]
    later_on = date(2019, 9, 1)
    after = [replace(post, start=max(post.start, later_on)) for post in other.posts]
    earlier = tuple(post for post in before if post.start < post.end)
    later = tuple(post for post in after if post.start < post.end)
    if not earlier or not later:
        return one, other
    return replace(one, posts=earlier), replace(other, posts=later)


def same_in_print(one: Person, other: Person) -> bool:
    """Whether some full form of both names is one, but for case and diacritics."""
    return not all_forms([one.name]).isdisjoint(all_forms([other.name]))
