"""Somebody met in an article + those known by such a name -> whom it is, if that is sure.

Joining needs a full name that agrees and nothing that speaks against it: two people of one
name may be a senator and a footballer. Where several fit, what the articles say of them must
single one out; else whoever was met stays an entry of its own, for people to decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quotes.models import SpeakerKind
from quotes.people.names import Agreement, agree, parse_name
from quotes.people.roles import Role, apart, read_role

_COMPARED = 8  # appearances of a speaker that are held against another of its name
_CLOSE = 2  # years in which nobody holds offices of two places


@dataclass(frozen=True, slots=True)
class Appearance:
    """Somebody in an article: the name and role as printed, when and where it was published,
    and the `fields` that the article is about."""

    name: str
    kind: SpeakerKind
    role: str | None
    published: str | None
    outlet: str | None
    fields: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Known:
    """A speaker: its names, its latest appearances, and when it was born and died, if known."""

    speaker_id: int
    names: tuple[str, ...]
    appearances: tuple[Appearance, ...]
    dates: tuple[str | None, str | None] = (None, None)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for two being one: `score`, below 0 where something speaks against it;
    `reasons` in plain words."""

    score: float
    reasons: tuple[str, ...]

    @property
    def against(self) -> bool:
        """Whether the two cannot be taken for one."""
        return self.score < 0


def choose(found: Appearance, known: Sequence[Known]) -> int | None:
    """The speaker_id of the one who was met; None where that is nobody known, or not sure."""
    agreeing = [(each, how) for each in known if (how := agreement(found.name, each))]
    weighed = [(each, how, weigh(found, each)) for each, how in agreeing]
    fitting = [(each, how, evidence) for each, how, evidence in weighed if not evidence.against]
    if not fitting:
        return None
    fitting.sort(key=lambda row: -row[2].score)
    best, how, evidence = fitting[0]
    rivals = [each for each, _, _ in weighed if each is not best and _contradict(best, each)]
    if how == "full" and not rivals:
        return best.speaker_id
    ahead = all(evidence.score > other.score for each, _, other in fitting if each in rivals)
    return best.speaker_id if evidence.score >= 1 and ahead else None


def _contradict(one: Known, other: Known) -> bool:
    """Whether two speakers of one name cannot be one."""
    return any(weigh(each, other).against for each in one.appearances[:_COMPARED])


def agreement(name: str, known: Known) -> Agreement | None:
    """How a name agrees with those that a speaker goes by, at best; no name may contradict it
    by its suffix or its initials."""
    ways = [agree(name, each) for each in known.names]
    own = parse_name(name)
    for each, way in zip(known.names, ways, strict=True):
        other = parse_name(each)
        same = own and other and own.given & other.given and own.family & other.family
        if way is None and same:
            return None  # Jr. against Sr., A. against B.
    if "full" in ways:
        return "full"
    return "weak" if "weak" in ways else None


def weigh(found: Appearance, known: Known) -> Evidence:
    """What speaks for somebody met in an article being a known speaker, and against it."""
    if (year := _year(found.published)) is not None:
        born, died = map(_year, known.dates)
        if (born and year < born) or (died and year > died + 1):
            return Evidence(-1.0, ("not alive then",))
    role = read_role(found.role) if found.role else None
    roles = [(read_role(each.role), each) for each in known.appearances if each.role]
    if (against := _against(found, role, roles, known)) is not None:
        return Evidence(-1.0, (against,))
    reasons: list[str] = []
    score = 0.0
    if role is not None:
        shared = {name for other, _ in roles for name in role.names & other.names}
        if shared:
            score += 1.0
            reasons.append(f"both of {', '.join(sorted(shared)).title()}")
        if any(role.office == other.office for other, _ in roles) and role.office:
            score += 0.5 if role.names and not shared else 1.0
            reasons.append(f"both {role.office}")
        elif role.fields and any(role.fields & other.fields for other, _ in roles):
            score += 0.5
            reasons.append(f"both in {min(role.fields)}")
    topics = _fields(roles, known)
    if found.fields and topics and found.fields & topics:
        score += 0.5
        reasons.append(f"both in articles about {min(found.fields & topics)}")
    if found.outlet and any(each.outlet == found.outlet for each in known.appearances):
        score += 0.25
        reasons.append(f"both in {found.outlet}")
    return Evidence(score, tuple(reasons))


def _against(
    found: Appearance, role: Role | None, roles: list[tuple[Role, Appearance]], known: Known
) -> str | None:
    """What speaks against two being one, if anything does."""
    if role is None:
        return None
    told = frozenset(field for other, _ in roles for field in other.fields)
    if apart(role.fields, told):
        return f"one in {min(role.fields)}, the other in {min(told)}"
    if not role.names or role.former:
        return None
    if any(role.names & other.names for other, _ in roles):
        return None
    named = [(other, seen) for other, seen in roles if other.names and not other.former]
    year = _year(found.published)
    near = [
        other
        for other, seen in named
        if year is None or (then := _year(seen.published)) is None or abs(year - then) < _CLOSE
    ]
    if near:
        return f"one of {_listed(role)}, the other of {_listed(near[0])}"
    return None


def _fields(roles: list[tuple[Role, Appearance]], known: Known) -> frozenset[str]:
    """The fields of a speaker's roles; where none tells, of the articles it appeared in."""
    told = frozenset(field for role, _ in roles for field in role.fields)
    return told or frozenset(field for each in known.appearances for field in each.fields)


def _listed(role: Role) -> str:
    return " ".join(sorted(role.names)).title()


def _year(day: str | None) -> float | None:
    """A day as a number of years."""
    if not day or not day[:4].isdigit():
        return None
    month = int(day[5:7]) if len(day) >= 7 and day[5:7].isdigit() else 6
    return int(day[:4]) + month / 12
