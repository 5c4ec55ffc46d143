"""Whom a name in an article belongs to, of those who are known by that name.

Names are joined only where they agree in full or by their initials, and nothing contradicts
it: what speaks for and against is counted in profiles.py. A wrong join is the worst that can
happen, so doubt leaves somebody an entry of their own. Two entries may turn out to be one
person when more has been read: `same_person` says so.
"""

from __future__ import annotations

from collections.abc import Sequence

from quotes.people.names import Agreement, agreement, parse_name
from quotes.people.profiles import Known, Profile, evidence, year_of

_NEEDED = {Agreement.FULL: 0.5, Agreement.WEAK: 4.0}  # points
_NEEDED_LATER = {Agreement.FULL: 3.5, Agreement.WEAK: 5.0}  # to join two entries
_ENOUGH_SEEN = 3  # appearances that two entries need to be joined whose roles name other places
_SAME_MIDDLE_OR_SUFFIX = 1.0
_WITHOUT_SUFFIX = -1.5  # "John Doe" may be the father of "John Doe Jr."
_LEAD = 2.0  # points that the best must have before the next, where the two are not one person
# Who has most of the appearances under a name is likely to have this one too: a second person
# of that name in the same years would have been seen.
_OFTEN, _MOST, _SEEN_OFTEN = 12, 0.8, 4.0
_LIFETIME = 70  # years of public life


def choose(name: str, mine: Profile, known: Sequence[Known]) -> int | None:
    """The speaker_id of the one to join, for a name and what the article shows of its bearer;
    None where the name must stay an entry of its own.

    Where several fit as well, they must not contradict each other: then one is as good as the
    other, and the one seen most often is taken.
    """
    fitting: list[tuple[float, int, int, Profile]] = []
    levels = {each.speaker_id: name_agreement(name, each.names) for each in known}
    agreeing = [each for each in known if levels[each.speaker_id] is not Agreement.NONE]
    total = sum(each.profile.size for each in agreeing)
    for each in agreeing:
        theirs = each.profile
        score = evidence(mine, theirs) + _of_names(name, each.names)
        if theirs.size >= max(_OFTEN, _MOST * total) and _may_be_usual(mine, theirs):
            score += _SEEN_OFTEN
        level = levels[each.speaker_id]
        only = len(agreeing) == 1 and level is Agreement.FULL and score == 0
        enough = score >= _NEEDED[level] or (only and _says_nothing(mine))
        if enough and not _outlived(mine, theirs, each):
            fitting.append((score, theirs.size, -each.speaker_id, theirs))
    if not fitting:
        return None
    best = max(fitting, key=lambda each: each[:3])
    for other in fitting:
        near = other is not best and best[0] - other[0] < _LEAD
        if near and evidence(best[3], other[3]) < 0:
            return None
    return -best[2]


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
    return evidence(mine, theirs) >= _NEEDED_LATER[max(levels)]


def reunite(one: Known, others: Sequence[Known]) -> int | None:
    """The speaker_id of the entry that `one` turns out to be part of, None where it stays apart.

    `others` are all entries whose names may agree. What was left apart when little was known
    is looked at again: worth a call when an entry has grown by half.
    """
    rest = [other for other in others if other.speaker_id != one.speaker_id]
    for other in sorted(rest, key=lambda each: (-each.profile.size, each.speaker_id)):
        if same_person(one, other):
            return other.speaker_id
    if one.profile.size >= _ENOUGH_SEEN:
        return None
    chosen = {choose(name, one.profile, rest) for name in one.names}
    return chosen.pop() if len(chosen) == 1 else None


def _roles_differ(a: Profile, b: Profile) -> bool:
    return bool(a.role_names and b.role_names) and a.role_names.isdisjoint(b.role_names)


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
    """The points for a middle name or suffix that few share, and those against where a name
    has a suffix and the others never have."""
    mine = parse_name(name)
    others = [parse_name(other) for other in names]
    initials = [middle[0] for middle in mine.middles]
    score = 0.0
    if mine.suffix not in {other.suffix for other in others}:
        score = _WITHOUT_SUFFIX
    elif mine.suffix:
        score = _SAME_MIDDLE_OR_SUFFIX
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
