"""Venues without a noun for an occasion: those spoken to, outlets, platforms.

    told reporters, told the Springfield Times, spoke to supporters in Ohio     `read_told`
    on CNN’s “Today”, wrote in the Springfield Times           `read_outlet`, `read_ending`
    on “Meet the Press”                                                       `read_titled`
    on Twitter, tweeted                                    `read_platform`, `read_tweeted`
    on the Senate floor                                                        `read_floor`

Each is called at the word that it begins or ends with.
"""

from __future__ import annotations

from quotes.models import VenueKind
from quotes.parsing.layout import Layout
from quotes.parsing.places import Place, build, of_words
from quotes.parsing.venue_nouns import goes_on
from quotes.parsing.venue_phrases import (
    OPENING_MARKS,
    POSSESSIVES,
    begins_at,
    ends_at,
    entries_by,
    is_name_word,
    kinds_of,
    name_until,
    outlet_at,
    parts_until,
    trim,
)
from quotes.parsing.vocabulary import CAPITAL, COMMON_VERB, DETERMINER, FUNCTION, VERB

TOLD = frozenset("told tells telling tell".split())
TWEETED = frozenset("tweeted retweeted tweets retweets tweeting retweeting live-tweeted".split())
LINES = frozenset(("phone", "telephone"))
SPOKE = frozenset("spoke speaks speaking talked talking speak".split())
_WROTE = frozenset("wrote writes writing written published argued".split())
_HOSTS = frozenset("host anchor moderator correspondent interviewer presenter".split())
_BETWEEN = frozenset((",", "of", "about", "around", "nearly", "almost", "more", "than", "some"))
_DETERMINERS = frozenset("a an the his her their its this that these those one some".split())


def read_told(layout: Layout, i: int) -> Place | None:
    """Those spoken to, or the outlet, behind the verb at token `i`."""
    tokens = layout.tokens
    j = i + 1
    if tokens.lower[i] in SPOKE:
        if j >= len(tokens) or tokens.lower[j] not in ("to", "with"):
            return None
        j += 1
    if j >= len(tokens):
        return None
    return _read_audience(layout, i, j) or _read_listener(layout, i, j)


def read_line(layout: Layout, i: int) -> Place | None:
    """Words said by phone, by the noun at token `i`."""
    if not i or layout.tokens.lower[i - 1] != "by":
        return None
    return of_words(layout, (i - 1, i + 1), "phone", "interview", head="phone", how="in")


def _read_audience(layout: Layout, i: int, j: int) -> Place | None:
    tokens, flags = layout.tokens, layout.flags
    audiences = entries_by("audiences", -1)
    for k in range(j, min(j + 8, len(tokens))):
        word = tokens.word[k]
        if tokens.lower[k] in audiences and (first := ends_at(layout, k, "audiences")) is not None:
            if k + 1 < len(tokens) and tokens.lower[k + 1] in POSSESSIVES:
                return None
            noun = " ".join(tokens.lower[first : k + 1])
            if k + 1 < len(tokens) and (tokens.lower[k + 1] in audiences or goes_on(layout, k + 1)):
                continue  # a police officer
            kind = kinds_of("audiences")[noun]
            if noun in ("reporters", "journalists"):
                return of_words(layout, (i, k + 1), "reporters", kind, head="reporters", how="told")
            label = max(j, _label_from(layout, j, first))
            last = parts_until(layout, k + 1, kind)
            return build(layout, (i, last), (label, last), kind, head=noun, how="told")
        free = word[0].isalnum() and not flags[k] & (FUNCTION | VERB | COMMON_VERB)
        free = free or tokens.lower[k].endswith(("ing", "ed"))
        if not free and tokens.lower[k] not in _BETWEEN and tokens.lower[k] not in _DETERMINERS:
            return None
    return None


def _label_from(layout: Layout, j: int, head: int) -> int:
    """The first token of an audience's label: commas and counts before it are left out."""
    first = head
    while first > j and layout.tokens.word[first - 1][0].isalnum():
        if layout.tokens.lower[first - 1] in _BETWEEN or layout.tokens.word[first - 1].isdigit():
            break
        first -= 1
    return first


def _read_listener(layout: Layout, i: int, j: int) -> Place | None:
    """An outlet, or a host, that somebody speaks to."""
    tokens, n = layout.tokens, len(layout.tokens)
    k = j + (tokens.lower[j] == "the")
    while k < n and tokens.lower[k] in _HOSTS:
        k += 1
    if k > j + 1 or (k == j + 1 and tokens.lower[j] in _HOSTS):
        last = name_until(layout, k)
        if last > k:
            return build(layout, (i, last), (k, last), "interview", head="interview", how="told")
    at = _outlet_within(layout, k) or _host_of(layout, k)
    if at is None and k < n and k > j and is_name_word(layout, k):
        at = name_until(layout, k)
        if tokens.lower[at - 1] in kinds_of("venue_nouns"):
            kind = kinds_of("venue_nouns")[tokens.lower[at - 1]]
            return build(layout, (i, at), (k, at), kind, head=tokens.lower[at - 1], how="told")
    if at is None and k < n and _is_call_sign(tokens.word[k]) and is_name_word(layout, k):
        at = name_until(layout, k)
    if at is None:
        return None
    label = layout.text[tokens.start[k] : tokens.end[at - 1]]
    return build(
        layout, (i, at), (k, at), "interview", head="interview", how="told", name=trim(label)
    )


def _host_of(layout: Layout, k: int) -> int | None:
    """The end of a host with the outlet behind "of": "Ann Lee of Harbour FM"."""
    lower, last = layout.tokens.lower, name_until(layout, k)
    for i in range(k + 1, min(last + 1, len(lower) - 1)):
        if lower[i] in ("of", "at"):
            return outlet_at(layout, i + 1)
    return None


def _is_call_sign(word: str) -> bool:
    """Names that are written as those of stations and sites are: AFP, WXYZ, BuzzFeed."""
    inner = [c.isupper() for c in word[1:]]
    plain = word.isupper() or word[:2] not in ("Mc", "O’", "O'", "De", "Di", "Le", "La")
    return len(word) > 2 and any(inner) and plain and not word.startswith("Mac")


def _outlet_within(layout: Layout, k: int) -> int | None:
    """The end of a name at `k` that begins with an outlet, or with its country: Britain’s ITV."""
    tokens, n = layout.tokens, len(layout.tokens)
    if k >= n:
        return None
    if k + 2 < n and tokens.lower[k + 1] in POSSESSIVES and outlet_at(layout, k) is None:
        return _outlet_within(layout, k + 2) if outlet_at(layout, k + 2) else None
    last = outlet_at(layout, k)
    if last is None:
        return None
    return max(last, name_until(layout, k))


# Outlets and platforms: on CNN’s “Today”, wrote in the Springfield Times, on Twitter


def read_outlet(layout: Layout, i: int) -> Place | None:
    """The outlet that begins at token `i`, where words are said on it, written in it, or by it."""
    tokens, flag = layout.tokens, layout.flags[i]
    owns = i + 1 < len(tokens) and tokens.lower[i + 1] in POSSESSIVES
    if flag & FUNCTION and (tokens.opens[i] or not (flag & CAPITAL or owns)):
        return None
    last = _outlet_within(layout, i)
    if last is None:
        return None
    opening = i - 1 if i and tokens.lower[i - 1] == "the" else i
    if opening > 1 and tokens.lower[opening - 1] in POSSESSIVES:
        opening -= 2
        while opening and is_name_word(layout, opening - 1):
            opening -= 1
    how, kind = _outlet_stands(layout, opening, last)
    if how is None:
        return None
    first = opening - 1 if how in ("air", "wrote") else opening
    name = trim(layout.text[tokens.start[i] : tokens.end[last - 1]])
    return build(layout, (first, last), (i, last), kind, head=name.lower(), how=how, name=name)


def _outlet_stands(layout: Layout, opening: int, last: int) -> tuple[str | None, VenueKind]:
    tokens, flags = layout.tokens, layout.flags
    before = tokens.lower[opening - 1] if opening else ""
    earlier = tokens.lower[max(0, opening - 4) : max(0, opening - 1)]
    if before in ("on", "with"):
        return ("air" if before == "on" else None), "broadcast"
    if before == "in" and not _WROTE.isdisjoint(earlier):
        return "wrote", "document"
    if before == "to" and "according" in earlier:
        return "source", "document"
    if last < len(tokens) and flags[last] & VERB and not flags[last] & CAPITAL:
        return "source", "document"
    return None, "document"


def read_ending(layout: Layout, i: int) -> Place | None:
    """An outlet known by the last word of its name."""
    if not layout.flags[i] & CAPITAL:
        return None
    first = i
    while first > 0 and i - first < 4 and is_name_word(layout, first - 1):
        first -= 1
    return read_outlet(layout, first) if first < i else None


def read_titled(layout: Layout, i: int) -> Place | None:
    """A programme by its title alone: on “Meet the Press”."""
    tokens = layout.tokens
    if i + 1 >= len(tokens) or tokens.word[i + 1] not in OPENING_MARKS:
        return None
    last = name_until(layout, i + 1)
    if last <= i + 1:
        return None
    name = trim(layout.text[tokens.start[i + 1] : tokens.end[last - 1]]).strip('“”",')
    if not name:
        return None
    return of_words(layout, (i, last), name, "broadcast", head=name.lower(), how="air", name=name)


def read_platform(layout: Layout, i: int) -> Place | None:
    """The platform that begins at token `i`, behind a preposition."""
    tokens, n = layout.tokens, len(layout.tokens)
    last = begins_at(layout, i, "platforms")
    if last is None:
        return None
    opening = i
    while opening and tokens.lower[opening - 1] in _PAGE_WORDS:
        opening -= 1
    before = tokens.lower[opening - 1] if opening else ""
    name = layout.text[tokens.start[i] : tokens.end[last - 1]]
    if last < n and tokens.lower[last] in ("account", "page", "feed", "profile", "channel", "live"):
        last += 1
    how = {"on": "in", "via": "in", "through": "in", "to": "issued"}.get(before)
    if how is None:
        return None
    return build(
        layout, (opening - 1, last), (i, last), "social_media", head="twitter", how=how, name=name
    )


_PAGE_WORDS = frozenset("his her their its the own official personal verified".split())


def read_tweeted(layout: Layout, i: int) -> Place | None:
    """The verb at token `i` as a venue: what was tweeted stood on Twitter."""
    noun = i and (layout.flags[i - 1] & DETERMINER or layout.tokens.lower[i - 1] in POSSESSIVES)
    if noun:
        return None
    return of_words(
        layout, (i, i + 1), "Twitter", "social_media", head="twitter", how="tweeted", name="Twitter"
    )


def read_floor(layout: Layout, i: int) -> Place | None:
    """on the Senate floor   from the floor of the House"""
    tokens = layout.tokens
    first = i
    while first and is_name_word(layout, first - 1):
        first -= 1
    the = first - 1
    if the < 1 or tokens.lower[the] != "the" or tokens.lower[the - 1] not in ("on", "from"):
        return None
    last = i + 1
    if tokens.lower[last : last + 1] == ["of"]:
        last = max(last, name_until(layout, last + 1))
    return build(layout, (the - 1, last), (first, last), "hearing", head="floor", how="in")
