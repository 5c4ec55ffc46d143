"""Cue -> what the grammar of its sentence settles, whatever the model would say.

Who said that it would close?                    a question reports nothing
Jane Doe told lies.                              neither does a kind of words
Drivers were warned by the union that …          the agent of a passive is its source
The witness, said Jane Doe, had never …          an attribution that breaks a clause in two
Jane Doe, who said she had heard it, called …    the relative clause ends at the comma
"""

from __future__ import annotations

from typing import NamedTuple

from quotes.parsing.reported_features import Cue
from quotes.parsing.sentences import MARKS
from quotes.parsing.vocabulary import CAPITAL, COMMON_VERB, DETERMINER, FUNCTION, VERB
from quotes.resources import lexicon

_ASKING = frozenset(
    "who what when where why how which whose is are was were do does did has have had can could "
    "will would shall should might must isn't aren't wasn't weren't don't doesn't didn't hasn't "
    "haven't can't couldn't won't wouldn't shouldn't".split()
)
_JOINING = frozenset("and but so or then well".split())
_PARTING = frozenset((",", "—", "–", "--"))
_PARTED = _PARTING | {"own"}  # what stands before the subject of a cue, or before the cue itself
_LINKING = frozenset("that to whether how not about of if".split())
_BE = frozenset("is are was were am isn't aren't wasn't weren't".split())
_AUXILIARIES = _BE | frozenset(
    "has have had will would can could should may might must does did hasn't hadn't won't "
    "wouldn't can't couldn't doesn't didn't".split()
)
_HANGING = _AUXILIARIES | frozenset(
    "be been being a an the of to for in on at by with from".split()
)
_TELLING = frozenset("tell tells told telling".split())
_URGING = frozenset("told asked urged warned advised reminded ordered encouraged invited".split())
_REACH = 15  # tokens in which "that" may follow a listener
_CLOSING = frozenset(", . ; : — – -- to for at on in over about with and but as".split())
_SAYING = frozenset("say says said saying".split())
_KINDS_SAID = frozenset(
    "prayer prayers goodbye goodbyes farewell hello grace mass nothing little no yes word words "
    "thanks amen".split()
)


class Broken(NamedTuple):
    """What stands around an attribution: its source, and where the words behind it go on."""

    mention: int
    behind: int


def is_question(cue: Cue) -> bool:
    """Whether the cue asks: the reporter's sentence is a question, and no attribution between
    commas or behind the words that are asked."""
    layout, first, last = cue.layout, cue.first, cue.last
    lower, quoted = layout.tokens.lower, layout.quoted
    while last > first and lower[last - 1] in MARKS:
        last -= 1
    if lower[last - 1] != "?" or quoted[last - 1]:
        return False
    while first < cue.at and (lower[first] in _JOINING or not lower[first][0].isalnum()):
        first += 1
    return not quoted[first] and lower[first] in _ASKING and cue.comma_before() not in _PARTED


def names_a_kind(cue: Cue, start: int) -> bool:
    """Whether what the cue governs, from token `start` on, is a kind of words and not what they
    were: "told the truth", "told jokes about the war", "said a prayer"."""
    layout = cue.layout
    lower, flags = layout.tokens.lower, layout.flags
    if start != cue.behind or start >= cue.last or layout.quoted[start]:
        return False
    if cue.word in _TELLING:
        listened = flags[start] & CAPITAL or "that" in lower[start : min(cue.last, start + _REACH)]
        return lower[start] not in _LINKING and not listened
    at = start if lower[start] in _KINDS_SAID else start + 1
    if cue.word not in _SAYING or at >= cue.last or lower[at] not in _KINDS_SAID:
        return False
    if at > start and not flags[start] & DETERMINER:
        return False
    return at + 1 >= cue.last or lower[at + 1] in _CLOSING


def agent(cue: Cue) -> Broken | None:
    """Who a passive says it was said by, and where the words begin: "warned by the union that"."""
    layout, at = cue.layout, cue.here
    if not cue.passive or layout.tokens.lower[cue.behind : cue.behind + 1] != ["by"]:
        return None
    if at >= len(layout.mentions) or layout.mentions[at].first != cue.behind + 1:
        return None
    behind = layout.mentions[at].last
    if behind + 1 >= cue.last or layout.tokens.lower[behind] not in _LINKING:
        return None
    if layout.tokens.lower[behind] == "to" and cue.word not in _URGING:
        return None
    return Broken(at, behind)


def broken_by(cue: Cue) -> Broken | None:
    """The source of an inverted attribution that breaks a clause in two, and where it goes on:
    "It was, said its director, the last". None where an apposition may stand behind it."""
    layout, at, i = cue.layout, cue.here, cue.at
    words, lower = layout.tokens.word, layout.tokens.lower
    if cue.word in lexicon("telling_verbs") or i < cue.first + 2:
        return None
    if words[i - 1] not in _PARTING or layout.quoted[i - 2]:
        return None
    if at >= len(layout.mentions) or layout.mentions[at].first != cue.behind:
        return None
    comma = layout.mentions[at].last
    if comma + 2 >= cue.last or words[comma] not in _PARTING or layout.quoted[comma + 1]:
        return None
    if lower[i - 2] not in _HANGING and lower[comma + 1] not in _AUXILIARIES:
        return None
    return Broken(at, comma + 1)


def relative_end(cue: Cue, source: int | None, start: int, end: int) -> int:
    """Where a clause `[start, end)` ends that stands in a relative clause between commas, whose
    sentence goes on with a verb: "Jane Doe, who said she had heard it, called"."""
    layout = cue.layout
    if source is None or layout.mentions[source].kind != "relative":
        return end
    words, lower, flags = layout.tokens.word, layout.tokens.lower, layout.flags
    if words[layout.mentions[source].first - 1] != ",":
        return end
    comma = next((i for i in range(start + 1, end - 1) if words[i] == ","), None)
    if comma is None or layout.quoted[comma]:
        return end
    verb = flags[comma + 1] & (VERB | COMMON_VERB | FUNCTION | CAPITAL)
    goes_on = (verb and not verb & (FUNCTION | CAPITAL)) or lower[comma + 1] in _AUXILIARIES
    return comma if goes_on else end
