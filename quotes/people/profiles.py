"""The appearances of somebody -> what they are evidence of, and how far two people's agree.

Proper names in roles and in the articles around them are compared as Bagga and Baldwin compare
the words around a name (Entity-based cross-document coreferencing using the vector space
model, COLING-ACL 1998), and the points for and against are summed as Fellegi and Sunter do (A
theory for record linkage, JASA 64, 1969).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import sqrt

from quotes.people.roles import proper_names, read_role, related_fields


@dataclass(frozen=True, slots=True)
class Appearance:
    """Somebody in one article: name and role as printed, when and where it was published.

    `fields` are those that the article shows them in (`roles.fields_of_text`), `around` the
    proper names in it beside theirs (`roles.names_of_text`).
    """

    name: str
    role: str | None
    published: str | None
    outlet: str | None
    fields: frozenset[str] = frozenset()
    around: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Profile:
    """All that `size` appearances are evidence of; profiles add up (`together`).

    `names` counts the proper names of roles (twice) and articles, `outlet_names` those in the
    names of outlets. `fields` are those of roles; `text_fields` those of articles. `years` are
    the first and the last of publication, empty where none is known.
    """

    size: int = 0
    role_names: Counter[str] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)
    outlet_names: Counter[str] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)
    text_fields: Counter[str] = field(default_factory=Counter)
    offices: frozenset[str] = frozenset()
    outlets: frozenset[str] = frozenset()
    years: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """A speaker: all names, and what is known of them. `dates` are when they lived or were
    active, from an authority list, ISO 8601."""

    speaker_id: int
    names: tuple[str, ...]
    profile: Profile
    dates: tuple[str | None, str | None] = (None, None)


# Points for and against. The signs are what matters; the sizes were set by hand.
_SAME_NAME_IN_ROLE = 4.0  # "mayor of Alderby", "an Alderby councillor"
_OTHER_NAME_IN_ROLE = -3.5
_HARDLY = -0.5
_ALIKE = ((0.35, 3.0), (0.2, 2.0), (0.1, 0.5), (0.0, _HARDLY))  # cosine at least, points
_ONE_ALIKE = 0.5  # at most, for a single name that is in no role
_UNLIKE = (0.0, -1.0, -2.0, -2.0, -3.0, -3.0, -4.0)  # by how many names could have been shared
_SAME_OUTLET = 0.5
_SAME_FIELD = 1.0
_SAME_OFFICE = 1.0
_OTHER_FIELD_BY_ROLE = -8.0
_RELATED_FIELD = -3.0
_OTHER_FIELD_LATER = 0.0
_INSIDE, _NAMES_NEEDED = 0.7, 4  # the discount of a share of names, and how many it needs
_MUCH, _AT_HOME = 3, 0.5  # appearances of both, and their likeness, to see a change of jobs
_OTHER_FIELD_BY_TEXT = -1.5
_REMEMBERED = 100  # names around somebody
_ONCE = 0.08  # the share of appearances below which a name around somebody is there by chance
_SELDOM = 0.05  # the share of appearances that must have a name in their role
_RARE = 0.12  # the share of all below which a field, or a name in a role, is somebody else's


def profile_of(appearances: Iterable[Appearance]) -> Profile:
    """What these appearances are evidence of, taken together."""
    return together([_of_one(each) for each in appearances])


def together(profiles: Sequence[Profile]) -> Profile:
    """What all the appearances of some profiles are evidence of. Of the names around somebody,
    those that come up most often are remembered."""
    if len(profiles) == 1:
        return profiles[0]
    years = [year for each in profiles for year in each.years]
    return Profile(
        sum(each.size for each in profiles),
        _remembered(_sum(each.role_names for each in profiles)),
        _remembered(_sum(each.names for each in profiles)),
        _sum(each.outlet_names for each in profiles),
        _sum(each.fields for each in profiles),
        _sum(each.text_fields for each in profiles),
        frozenset().union(*(each.offices for each in profiles)),
        frozenset().union(*(each.outlets for each in profiles)),
        (min(years), max(years)) if years else (),
    )


def _sum(counts: Iterable[Counter[str]]) -> Counter[str]:
    total = Counter[str]()
    for each in counts:
        total.update(each)
    return total


def _remembered(names: Counter[str]) -> Counter[str]:
    if len(names) <= _REMEMBERED:
        return names
    ranked = sorted(names.items(), key=lambda item: (-item[1], item[0]))
    return Counter(dict(ranked[:_REMEMBERED]))


def _of_one(one: Appearance) -> Profile:
    role, outlet = read_role(one.role), one.outlet or ""
    # "former striker" in news of politics: somebody who left one field for another.
    fields = role.fields | one.fields if role.past else role.fields
    year = year_of(one.published)
    return Profile(
        1,
        Counter(role.names),
        Counter([*role.names, *(role.names | one.around)]),
        Counter(proper_names(outlet)),
        Counter(fields),
        Counter(one.fields),
        role.offices,
        frozenset((outlet.casefold(),) if outlet else ()),
        () if year is None else (year, year),
    )


def leading_names(profile: Profile, most: int = 8) -> tuple[str, ...]:
    """The proper names that stand for somebody's place in the world, the telling ones first:
    those of their roles, then those that come up most often around them."""
    ranked = sorted(profile.names, key=lambda name: (-profile.names[name], name))
    roles = [name for name in ranked if name in profile.role_names][: most // 2]
    return (*roles, *[name for name in ranked if name not in roles][: most - len(roles)])


def year_of(date: str | None) -> int | None:
    """The year of an ISO 8601 date, None where there is none."""
    return int(date[:4]) if date and date[:4].isascii() and date[:4].isdecimal() else None


def evidence(a: Profile, b: Profile) -> float:
    """The points that speak for one person, those against taken off."""
    score = of_fields(a, b) + of_names(a, b)
    score += _SAME_OFFICE if a.offices & b.offices else 0.0
    return score + (_SAME_OUTLET if a.outlets & b.outlets else 0.0)


def of_fields(a: Profile, b: Profile) -> float:
    """What the fields say: those of roles for sure, those of articles hardly."""
    x, y = main_fields(a), main_fields(b)
    if not x or not y:
        return 0.0
    if not x.isdisjoint(y):
        return _SAME_FIELD
    if not a.fields or not b.fields:
        return _OTHER_FIELD_BY_TEXT
    if _changed_jobs(a, b):
        return _OTHER_FIELD_LATER
    related = any(frozenset((one, other)) in related_fields() for one in x for other in y)
    return _RELATED_FIELD if related else _OTHER_FIELD_BY_ROLE


def _changed_jobs(a: Profile, b: Profile) -> bool:
    """Whether one can have become the other: a footballer who went into politics at home is in
    the news of one place, in one field after the other."""
    if min(a.size, b.size) < _MUCH or not a.years or not b.years:
        return False
    one_after_the_other = a.years[-1] <= b.years[0] + 1 or b.years[-1] <= a.years[0] + 1
    return one_after_the_other and likeness(a, b) >= _AT_HOME


def main_fields(profile: Profile) -> frozenset[str]:
    """The fields somebody is in by role, or by the articles where no role says any."""
    return _often(profile.fields or profile.text_fields)


def main_role_names(profile: Profile) -> frozenset[str]:
    """The proper names that somebody's roles name, without those that hardly ever come up."""
    return _often(profile.role_names, profile.size)


def _often(counts: Counter[str], size: int = 0) -> frozenset[str]:
    needed = max(_RARE * counts.total(), _SELDOM * size)
    return frozenset(each for each, count in counts.items() if count >= needed)


def of_names(a: Profile, b: Profile) -> float:
    """What the proper names in roles, outlets and articles say."""
    alike = likeness(a, b)
    x, y = main_role_names(a), main_role_names(b)
    if not x.isdisjoint(y):
        score = _SAME_NAME_IN_ROLE
    elif x and y and alike < _ALIKE[1][0]:
        score = _OTHER_NAME_IN_ROLE
    else:
        score = 0.0
    if alike == 0.0:
        common = min(len(a.names), len(b.names), len(_UNLIKE) - 1)
        return score + _UNLIKE[common]
    points = next(points for least, points in _ALIKE if alike >= least)
    return score + (points if _much_shared(a, b) else min(points, _ONE_ALIKE))


def _much_shared(a: Profile, b: Profile) -> bool:
    """Whether two profiles have more in common than one name that is in no role of either."""
    shared = a.names.keys() & b.names.keys()
    shared |= a.outlet_names.keys() & b.names.keys() | a.names.keys() & b.outlet_names.keys()
    if len(shared) > 1:
        return True
    return not shared.isdisjoint(main_role_names(a) | main_role_names(b))


def likeness(a: Profile, b: Profile) -> float:
    """How alike the proper names of two profiles are, 0 to 1.

    It is the cosine between their counts, where the names of outlets count against those of
    articles, not against each other; or, where one has been seen little and the other more, the
    share of the names around the one that the other has, discounted. What came up once in many
    articles does not count.
    """
    shared = _dot(a.names, b.names, a.size, b.size)
    shared += _dot(a.names, b.outlet_names, a.size, b.size)
    shared += _dot(a.outlet_names, b.names, a.size, b.size)
    cosine = min(1.0, shared / (_length(a) * _length(b))) if shared else 0.0
    return max(cosine, _INSIDE * _inside(*sorted((a, b), key=lambda each: each.size)))


def _inside(less: Profile, more: Profile) -> float:
    """The share of the names of one profile that another has, where both say enough."""
    if len(less.names) < _NAMES_NEEDED or more.size < _MUCH:
        return 0.0
    least = _ONCE * more.size
    return sum(more.names[name] > least for name in less.names) / len(less.names)


def _dot(a: Counter[str], b: Counter[str], size: int, other: int) -> int:
    if len(a) > len(b):
        a, b, size, other = b, a, other, size
    least, enough = _ONCE * size, _ONCE * other
    return sum(count * b[name] for name, count in a.items() if count > least and b[name] > enough)


def _length(profile: Profile) -> float:
    squares = sum(count * count for count in profile.names.values())
    squares += sum(count * count for count in profile.outlet_names.values())
    return sqrt(squares)
