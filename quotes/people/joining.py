"""Whom a name in an article belongs to, of those who are known by that name.

Names are joined only where they agree in full or by their initials, and nothing contradicts
it: what speaks for and against is counted in profiles.py. A wrong join is the worst that can
happen, so doubt leaves somebody an entry of their own. Two entries may turn out to be one
person when more has been read: `same_person` says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2

from quotes.people.names import Agreement, agreement, parse_name
from quotes.people.profiles import Known, Profile, evidence, main_role_names, year_of

_NEEDED = {Agreement.FULL: 0.5, Agreement.WEAK: 4.0}  # points
_NEEDED_LATER = {Agreement.FULL: 3.5, Agreement.WEAK: 5.0}  # to join two entries
_ENOUGH_SEEN = 3  # appearances that two entries need to be joined whose roles name other places
_SAME_MIDDLE_OR_SUFFIX = 1.0
_WITHOUT_SUFFIX = -6.0  # "John Doe" may be the father of "John Doe Jr."
_LEAD = 2.0  # points that the best must have before the next, where the two are not one person
# Who has been seen often under a name is likely to be meant by it: a second person of that name
# would have been seen by now. From so many appearances, points for every doubling, and at most.
_USUAL_FROM, _USUAL, _USUAL_MOST = 8, 3.0, 6.0
_USUAL_AT_ONCE = 3.0  # at most, before it is known who else may come up
_FEW = 0.05  # the share of somebody's appearances below which a namesake's are more likely theirs
_ESTABLISHED = 3  # appearances that make somebody a namesake to be reckoned with
_LIFETIME = 70  # years of public life


def choose(name: str, mine: Profile, known: Sequence[Known]) -> int | None:
    """The speaker_id of the one to join, for a name and what the article shows of its bearer;
    None where the name must stay an entry of its own: the evidence must be for one of those who
    go by the name, and clearly, where several do."""
    return _chosen(name, mine, known, _USUAL_AT_ONCE)


def _chosen(name: str, mine: Profile, known: Sequence[Known], most: float) -> int | None:
    """As `choose`, with up to `most` points for who is in the news often under the name, as long
    as nobody else of that name is."""
    fitting = [
        _Candidate(each, evidence(mine, each.profile) + _of_names(name, each.names), level)
        for each in known
        if (level := name_agreement(name, each.names)) is not Agreement.NONE
        and not _outlived(mine, each.profile, each)
    ]
    if len({each.suffix for each in fitting if each.suffix}) > 1 and not parse_name(name).suffix:
        # Father and son: who is meant without a suffix is known only where it is one of the two.
        fitting = [each for each in fitting if each.suffix]
    if not fitting:
        return None
    usual = {
        each.known.speaker_id: min(most, _for_usual(mine, each.known.profile)) for each in fitting
    }
    best = max(fitting, key=lambda each: (each.points + usual[each.known.speaker_id], *each.rank))
    closest = max(fitting, key=lambda each: (each.points, *each.rank))
    if closest.points - best.points >= _LEAD and _are_two(best, closest):
        best = closest
    rivals = [each for each in fitting if _is_rival(each, best)]
    if any(best.points - each.points < _LEAD for each in rivals):
        return _between(fitting, best.points - _LEAD)
    score = best.points + (0.0 if rivals else usual[best.known.speaker_id])
    only = len(fitting) == 1 and best.level is Agreement.FULL and score == 0
    enough = score >= _NEEDED[best.level] or (only and _says_nothing(mine))
    return best.known.speaker_id if enough else None


def _between(fitting: Sequence[_Candidate], least: float) -> int | None:
    """Of those who are meant about as likely, the one who may be any of the others: the mayor of
    one place who was a senator for the other."""
    near = [each for each in fitting if each.points > max(least, _NEEDED[Agreement.WEAK])]
    free = [each for each in near if not any(_are_two(each, other) for other in near)]
    best = max(free, key=lambda each: (each.points, *each.rank), default=None)
    return best.known.speaker_id if best else None


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Somebody who may be meant by a name, and the points for it."""

    known: Known
    points: float
    level: Agreement

    @property
    def suffix(self) -> str:
        return next(
            (suffix for name in self.known.names if (suffix := parse_name(name).suffix)), ""
        )

    @property
    def rank(self) -> tuple[int, int]:
        return self.known.profile.size, -self.known.speaker_id


def _are_two(one: _Candidate, other: _Candidate) -> bool:
    """Whether two who go by one name are not one person, as far as is known."""
    if one is other:
        return False
    x, y = one.suffix, other.suffix
    return bool(x and y and x != y) or evidence(one.known.profile, other.known.profile) < 0


def _is_rival(other: _Candidate, best: _Candidate) -> bool:
    """Whether somebody else is to be reckoned with under the name of `best`."""
    least = max(_ESTABLISHED, _FEW * best.known.profile.size)
    seen = other.known.profile.size >= least or other.points >= best.points
    return seen and _are_two(best, other)


def _for_usual(mine: Profile, theirs: Profile) -> float:
    """The points for somebody who is in the news often, in the years of an article, unless a
    role contradicts it."""
    if not _may_be_usual(mine, theirs) or _roles_differ(mine, theirs):
        return 0.0
    return max(0.0, min(_USUAL_MOST, _USUAL * log2(max(1, theirs.size) / _USUAL_FROM)))


def _says_nothing(mine: Profile) -> bool:
    return not (mine.names or mine.fields or mine.text_fields)


def _may_be_usual(mine: Profile, theirs: Profile) -> bool:
    """Whether an article is of the years that somebody is known to have been in the news."""
    if not mine.years or not theirs.years:
        return False
    return theirs.years[0] <= mine.years[0] and mine.years[-1] <= theirs.years[-1]


def same_person(a: Known, b: Known) -> bool:
    """Whether two entries are one person's by now: their names agree throughout, and what is
    known of both speaks for it clearly."""
    levels = [name_agreement(name, b.names) for name in a.names]
    if not levels or Agreement.NONE in levels or not _all_agree(b.names, a.names):
        return False
    mine, theirs = a.profile, b.profile
    if min(mine.size, theirs.size) < _ENOUGH_SEEN and _roles_differ(mine, theirs):
        return False
    if _outlived(mine, theirs, b) or _outlived(theirs, mine, a):
        return False
    of_names = min(0.0, *(_of_names(name, b.names) for name in a.names))
    return evidence(mine, theirs) + of_names >= _NEEDED_LATER[max(levels)]


def reunite(one: Known, others: Sequence[Known]) -> int | None:
    """The speaker_id of the entry that `one` turns out to be part of, None where it stays apart.

    `others` are all entries whose names may agree.
    """
    return _part_of(one, others, _USUAL_AT_ONCE)


def gather(grown: Known, others: Sequence[Known]) -> list[int]:
    """The speaker_ids of the entries that turn out to be part of one that has grown. What was
    left apart when little was known is looked at again: worth a call when an entry has grown
    by a fifth.

    Somebody who is in the news again and again under a name is likely to be meant where little
    else is said, as long as nobody else of that name has come up meanwhile.
    """
    everybody = [grown, *(other for other in others if other.speaker_id != grown.speaker_id)]
    return [
        other.speaker_id
        for other in everybody[1:]
        if _part_of(other, everybody, _USUAL_MOST) == grown.speaker_id
    ]


def _part_of(one: Known, others: Sequence[Known], most: float) -> int | None:
    rest = [other for other in others if other.speaker_id != one.speaker_id]
    for other in sorted(rest, key=lambda each: (-each.profile.size, each.speaker_id)):
        if same_person(one, other):
            return other.speaker_id
    most_seen = max((other.profile.size for other in rest), default=0)
    if one.profile.size >= max(_ESTABLISHED, _FEW * most_seen):
        return None
    chosen = {_chosen(name, one.profile, rest, most) for name in one.names}
    return chosen.pop() if len(chosen) == 1 else None


def _roles_differ(a: Profile, b: Profile) -> bool:
    x, y = main_role_names(a), main_role_names(b)
    return bool(x and y) and x.isdisjoint(y)


def _all_agree(names: Sequence[str], others: Sequence[str]) -> bool:
    return all(name_agreement(name, others) is not Agreement.NONE for name in names)


def name_agreement(name: str, names: Sequence[str]) -> Agreement:
    """How a name agrees with all names of one speaker: best with one, and none contradicting."""
    best = Agreement.NONE
    mine = parse_name(name)
    for other in names:
        theirs = parse_name(other)
        if mine.suffix and theirs.suffix not in ("", mine.suffix):
            return Agreement.NONE
        level = agreement(name, other)
        if level is Agreement.NONE and _other_middle(mine.middles, theirs.middles):
            return Agreement.NONE
        best = max(best, level)
    return best


def _other_middle(a: Sequence[str], b: Sequence[str]) -> bool:
    return bool(a) and bool(b) and a[0][:1].casefold() != b[0][:1].casefold()


def _of_names(name: str, names: Sequence[str]) -> float:
    """The points for a middle name or suffix that few share, and those against where a suffix
    is only in the one, or only in some of the others."""
    mine = parse_name(name)
    others = [parse_name(other) for other in names]
    initials = [middle[0] for middle in mine.middles]
    score = 0.0
    suffixes = {other.suffix for other in others if other.suffix}
    if mine.suffix and mine.suffix in suffixes:
        score = _SAME_MIDDLE_OR_SUFFIX
    elif mine.suffix or suffixes:
        score = _WITHOUT_SUFFIX
    if initials and any(initials == [m[0] for m in other.middles] for other in others):
        score += _SAME_MIDDLE_OR_SUFFIX
    return score


def _outlived(mine: Profile, theirs: Profile, known: Known) -> bool:
    """Whether the years contradict: before somebody was born, or a lifetime from all else."""
    if not mine.years:
        return False
    born = year_of(known.dates[0])
    if born is not None and mine.years[0] < born:
        return True
    years = (*mine.years, *theirs.years)
    return max(years) - min(years) > _LIFETIME
