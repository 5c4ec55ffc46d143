"""Mention -> the noun phrase around it, and its part in the sentence."""

from __future__ import annotations

from quotes.parsing.layout import Layout
from quotes.parsing.mentions import Mention
from quotes.parsing.vocabulary import CAPITAL, COMMON_VERB, FUNCTION, ROLE, VERB

_LONGEST = 14  # tokens in a phrase with all that belongs to it
_LINKS = frozenset(["of", "for", "at", "in", "and", "with", "the", "'s", "'", "from", "on", "to"])
_OPENS_NOUN = frozenset(["of", "for", "at", "in", "the", "and", "'s", "'"])
_VERBS = VERB | COMMON_VERB
_AUXILIARIES = frozenset(["has", "had", "was", "is", "would", "will", "did", "does", "also"])


_JOINS = frozenset(("and", "or", "but", "to", "of", "for", "in", "on", "with", "at", "'s", "'"))


def is_role(layout: Layout, m: Mention) -> bool:
    """Whether the head of the phrase is a noun for people by office or part."""
    return bool(layout.flags[m.head_at] & ROLE)


def is_subject(layout: Layout, m: Mention) -> bool:
    """Whether a verb follows the mention, directly or behind one more word."""
    k, flags, lower = m.last, layout.flags, layout.tokens.lower
    if k == len(flags):
        return False
    if flags[k] & _VERBS and not flags[k] & CAPITAL:
        return True
    if lower[k] in _AUXILIARIES or lower[k].endswith("ed"):
        return True
    if k + 1 == len(flags) or lower[k] in _JOINS:
        return False
    return (
        bool(flags[k + 1] & _VERBS and not flags[k + 1] & CAPITAL) or lower[k + 1] in _AUXILIARIES
    )


def is_inverted(layout: Layout, m: Mention) -> bool:
    """Whether a verb of saying stands before the mention: "said Jane Doe"."""
    return m.first > 0 and bool(layout.flags[m.first - 1] & VERB)


def whole_phrase(layout: Layout, i: int) -> str:
    """The noun phrase of mention `i` as printed, with what belongs to it: "the mayor of Salem"
    for "the mayor", "the prime minister’s spokesman" for "spokesman"."""
    tokens, flags = layout.tokens, layout.flags
    m = layout.mentions[i]
    last, inside = m.last, False
    while last + 1 < len(tokens) and last - m.first < _LONGEST and _belongs(layout, last, inside):
        inside = inside or tokens.lower[last] in _OPENS_NOUN
        last += 1
    while last > m.last and (not tokens.word[last - 1][0].isalnum() or flags[last - 1] & FUNCTION):
        last -= 1
    first = m.first
    if m.owner and i and layout.mentions[i - 1].last == first - 1:
        first = layout.mentions[i - 1].first
    return layout.text[tokens.start[first] : tokens.end[last - 1]]


def _belongs(layout: Layout, k: int, inside: bool) -> bool:
    """Whether the token behind a phrase goes on with it; `inside` once a preposition has."""
    tokens, flag = layout.tokens, layout.flags[k]
    if tokens.lower[k] in _LINKS or flag & CAPITAL:
        return True
    if tokens.lower[k].endswith("ing") and layout.flags[k - 1] & ROLE:
        return tokens.lower[k + 1] in ("the", "a", "his", "her", "their")  # counsel assisting the
    return (
        tokens.word[k][0].isalpha()
        and not flag & (VERB | FUNCTION)
        and (tokens.lower[k - 1] in _OPENS_NOUN or (inside and not flag & COMMON_VERB))
    )
