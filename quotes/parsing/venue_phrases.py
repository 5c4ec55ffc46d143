"""The words of venues, read off the tokens: head nouns, outlets, and what belongs to them.

a lengthy telephone [interview] with CNN’s Jake Tapper
  `modifiers_from` to the left, `parts_until` to the right
the [Springfield Times]   CNN’s “[Today]”   WXYZ-TV
  `outlet_at`, `name_until`
"""

from __future__ import annotations

import re
from functools import cache
from typing import cast

from quotes.models import VenueKind
from quotes.parsing.layout import Layout
from quotes.parsing.sentences import tokenize
from quotes.parsing.vocabulary import CAPITAL, COMMON_VERB, DETERMINER, FUNCTION, VERB
from quotes.resources import lexicon, lexicon_lines

Entries = dict[str, tuple[tuple[str, ...], ...]]

TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon. tue. wed. thu. fri. sat. sun."
    " january february march april june july august september october november december"
    " jan. feb. aug. sept. oct. nov. dec.".split()
)
DAYTIMES = frozenset("morning afternoon evening night midday lunchtime".split())
LINKS = frozenset("with on at in to for from before of".split())
OPENING_MARKS = frozenset("“\"‘'«")
CLOSING_MARKS = frozenset("”\"’'»")
POSSESSIVES = frozenset(("'s", "'"))
_CLOSED = LINKS | frozenset("who that and by via during through after since as or but".split())
_JOINERS = frozenset(("of", "for", "the", "and", "de", "&"))
_PEOPLE = frozenset(
    "reporters supporters colleagues lawmakers leaders officials members voters students executives"
    " ministers workers lawyers fans analysts investors shareholders staff employees delegates"
    " donors clients friends readers viewers listeners".split()
)
_MODIFIERS = 5  # words before a head noun
_LONGEST = 7  # words of the phrases behind it
_PARTS = 3
_NAME = 9  # tokens of a name


@cache
def kinds_of(name: str) -> dict[str, VenueKind]:
    """The venue kind of every noun in a lexicon of lines `noun = kind`."""
    pairs = (line.split(" = ") for line in lexicon_lines(name))
    return {noun: cast("VenueKind", kind) for noun, kind in pairs}


@cache
def entries_by(name: str, at: int) -> Entries:
    """The entries of a lexicon as tuples of tokens, by their first (0) or last (-1) token."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for line in lexicon_lines(name):
        words = tuple(tokenize(line.split(" = ")[0]).lower)
        found.setdefault(words[at], []).append(words)
    return {word: tuple(sorted(group, key=len, reverse=True)) for word, group in found.items()}


def ends_at(layout: Layout, i: int, name: str) -> int | None:
    """The first token of the longest entry of a lexicon that ends with token `i`."""
    for words in entries_by(name, -1).get(layout.tokens.lower[i], ()):
        first = i + 1 - len(words)
        if first >= 0 and tuple(layout.tokens.lower[first : i + 1]) == words:
            return first
    return None


def begins_at(layout: Layout, i: int, name: str) -> int | None:
    """The token behind the longest entry of a lexicon that begins with token `i`, a capital."""
    if not layout.flags[i] & CAPITAL and not layout.tokens.word[i][0].isdigit():
        return None
    for words in entries_by(name, 0).get(layout.tokens.lower[i], ()):
        if tuple(layout.tokens.lower[i : i + len(words)]) == words:
            return i + len(words)
    return None


def is_name_word(layout: Layout, i: int) -> bool:
    """Whether token `i` can stand in a name: a capital, and neither a day nor a month."""
    flag = layout.flags[i]
    return bool(flag & CAPITAL) and layout.tokens.lower[i] not in TIMES and not flag & FUNCTION


def outlet_at(layout: Layout, i: int) -> int | None:
    """The token behind the outlet that begins at token `i`: a known one, or a name that ends
    as outlets do ("Springfield Times", "WXYZ-TV"); None where none begins."""
    last = begins_at(layout, i, "outlets")
    if last is not None:
        return last
    words, flags = layout.tokens.word, layout.flags
    endings = lexicon("outlet_words")
    found = None
    if words[i] in ("Radio", "Channel") and i + 1 < len(words):
        return i + 2 if is_name_word(layout, i + 1) or words[i + 1].isdigit() else None
    for k in range(i, min(i + 5, len(words))):
        if not flags[k] & CAPITAL or (k > i and flags[k] & FUNCTION):
            break
        if k > i and layout.tokens.lower[k] in endings:
            found = k + 1
    if found is None and words[i][-3:] in ("-TV", "-FM", "-AM"):
        return i + 1
    return found


def name_until(layout: Layout, k: int) -> int:
    """The token behind the name that begins at `k`; `k` where none does.

    CNN’s Jake Tapper   the Council of Foreign Relations   NBC’s “Today”   “Today”
    """
    tokens, n = layout.tokens, len(layout.tokens)
    start = k
    if k + 1 < n and tokens.lower[k] == "the":
        k += 1
    if k < n and (last := _title_until(layout, k)) is not None:
        return last
    if k >= n or not is_name_word(layout, k):
        return start
    k += 1
    while k < n and k - start < _NAME:
        following = _name_goes_on(layout, k)
        if following is None:
            break
        k = following
    if k < n and (last := _title_until(layout, k + (tokens.word[k] == ","))) is not None:
        return last
    return k


def _name_goes_on(layout: Layout, k: int) -> int | None:
    """The token behind what continues a name at `k`: a capital, a possessive, a link, a number."""
    tokens, n = layout.tokens, len(layout.tokens)
    lower = tokens.lower[k]
    if is_name_word(layout, k):
        return k + 1
    if lower in POSSESSIVES:
        owned = k + 1
        marked = owned < n and _title_until(layout, owned) is not None
        return owned if marked or (owned < n and is_name_word(layout, owned)) else None
    if lower.isdigit() and len(lower) < 4:
        return k + 1
    if lower in _JOINERS:
        j = k + 1
        if j < n and tokens.lower[j] in _JOINERS:
            j += 1
        if j < n and is_name_word(layout, j):
            return j + 1
    return None


def _title_until(layout: Layout, k: int) -> int | None:
    """The token behind the closing mark of a short title in marks that opens at `k`."""
    tokens = layout.tokens
    if k + 1 >= len(tokens) or tokens.word[k] not in OPENING_MARKS:
        return None
    first = tokens.word[k + 1][0]
    if not (first.isupper() or first.isdigit()) or tokens.start[k + 1] != tokens.end[k]:
        return None
    for j in range(k + 2, min(k + 10, len(tokens))):
        if tokens.word[j] in CLOSING_MARKS:
            return j + 1
        if tokens.word[j] == "\n":
            break
    return None


def modifiers_from(layout: Layout, head: int) -> int:
    """The first of the words before a head noun that belong to it: "a [lengthy telephone] call"."""
    tokens, flags = layout.tokens, layout.flags
    first = head
    while first > 0 and head - first < _MODIFIERS:
        word, lower, flag = tokens.word[first - 1], tokens.lower[first - 1], flags[first - 1]
        if lower in TIMES or not word[0].isalnum() or lower in _CLOSED or lower in POSSESSIVES:
            break
        if flag & (FUNCTION | DETERMINER) and lower not in ("first", "second", "third"):
            break
        if flag & (VERB | COMMON_VERB) and not flag & CAPITAL and not lower.endswith("ed"):
            break
        first -= 1
    return first


def parts_until(layout: Layout, k: int, kind: VenueKind) -> int:
    """The token behind the phrases at `k` that name somebody or some place: "with CNN at noon"."""
    tokens, end, n = layout.tokens, k, len(layout.tokens)
    for _ in range(_PARTS):
        if end >= n or tokens.lower[end] not in LINKS:
            break
        if kind in ("interview", "debate") and tokens.lower[end] in ("to", "for", "of", "from"):
            break
        last = _part_until(layout, end + 1)
        if last is None or last - k > 2 * _LONGEST:
            break
        end = last
        if end - k > _LONGEST:
            break
    return end


def _part_until(layout: Layout, k: int) -> int | None:
    """The end of a noun phrase behind a link that holds a name or people; None without one."""
    tokens, flags, n = layout.tokens, layout.flags, len(layout.tokens)
    if k + 1 < n and tokens.lower[k] in ("a", "an", "the", "his", "her", "their", "its"):
        k += 1
    for _ in range(4):
        if k >= n or tokens.lower[k] in TIMES:
            return None
        last = name_until(layout, k)
        if last > k:
            people = last < n and tokens.lower[last] in _PEOPLE
            return last + 1 if people else last
        if tokens.lower[k] in _PEOPLE:
            return k + 1
        plain = tokens.word[k][0].isalpha() and not flags[k] & (FUNCTION | VERB | COMMON_VERB)
        if not plain or flags[k] & CAPITAL:
            return None
        k += 1
    return None


_LEADING = re.compile(
    r"^(?:(?:the|an?|his|her|their|its|this|that|these|those|recent|same|separate|brief|own|(?-i:new)"
    r"|recently|released|published|posted|earlier|previous|latest|following|subsequent|\d{4})\s+)+",
    re.IGNORECASE,
)
_TRAILING = re.compile(r"\s+(?:on|in|at|with|for|to|of|from|before)(?:\s+(?:an?|the))?$")


def trim(label: str) -> str:
    """A label without articles and other words that say nothing in front, or a link behind it."""
    label = _LEADING.sub("", label.replace("\xa0", " "))
    label = _TRAILING.sub("", label)
    label = re.sub(r"[,.]([”\"])$", r"\1", label)
    return label.strip(" ,.") if "“" in label or '"' in label else label.strip(" ,.“”")
