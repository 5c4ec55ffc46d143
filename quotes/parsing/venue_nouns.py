"""Venues with a head noun: in an interview with CNN, at a rally in Ohio, the debate.

`read_noun` finds one where its head noun ends.
"""

from __future__ import annotations

from functools import cache

from quotes.models import VenueKind
from quotes.parsing.layout import Layout
from quotes.parsing.places import Place, build
from quotes.parsing.venue_phrases import (
    DAYTIMES,
    OPENING_MARKS,
    POSSESSIVES,
    TIMES,
    ends_at,
    is_name_word,
    kinds_of,
    modifiers_from,
    name_until,
    parts_until,
)
from quotes.parsing.vocabulary import CAPITAL, COMMON_VERB, DETERMINER, FUNCTION, VERB
from quotes.resources import lexicon_lines

# The prepositions that go with a kind of venue, where words are said in, on or at it.
_PREPOSITIONS: dict[VenueKind, frozenset[str]] = {
    "interview": frozenset(("in", "during", "to")),
    "news_conference": frozenset(("in", "during", "at", "on")),
    "speech": frozenset(("in", "during", "at", "on")),
    "debate": frozenset(("in", "during", "at")),
    "statement": frozenset(("in", "through", "via", "to")),
    "hearing": frozenset(("in", "during", "at", "on")),
    "document": frozenset(("in", "on", "to")),
    "correspondence": frozenset(("in", "via", "by", "to")),
    "conversation": frozenset(("in", "during", "at", "on")),
    "broadcast": frozenset(("on", "in", "during")),
    "social_media": frozenset(("in", "on", "via", "during")),
}
_OTHERWISE = frozenset(
    ("after", "before", "following", "for", "of", "about", "from", "with", "until")
)
_NOT_YET = frozenset("next upcoming future any no every another possible planned potential".split())
# Written with a capital, these are names of papers or of people.
_NAMED_NOUNS = frozenset("post report journal magazine march text note piece feature story".split())
_TITLED = frozenset(
    "book memoir journal magazine podcast programme program show documentary blog column".split()
)
_ISSUING = frozenset(
    "issued issuing released releasing sent posted posting published publishing wrote penned"
    " delivered delivering gave giving held holding joined addressed hosted attended faced tweeted"
    " authored made writing penning used using filed filing submitted submitting circulated"
    " circulating recorded taped issues releases sends posts publishes writes delivers gives holds"
    " send write read reading".split()
)
_ADVERBS = frozenset(
    "late early because today yesterday tonight afterward afterwards abroad".split()
)
_DETERMINERS = frozenset("a an the his her their its this that these those one some".split())


def read_noun(layout: Layout, i: int) -> Place | None:
    """The venue whose head noun ends with token `i`; None where that is no venue."""
    tokens, flags = layout.tokens, layout.flags
    head = ends_at(layout, i, "venue_nouns")
    if head is None or (i + 1 < len(tokens) and tokens.lower[i + 1] in POSSESSIVES):
        return None
    noun = " ".join(tokens.lower[head : i + 1])
    kind = kinds_of("venue_nouns")[noun]
    if tokens.paragraph[i] in tokens.headlines or not _is_noun(layout, head, i, noun):
        return None
    first = modifiers_from(layout, head)
    if not _NOT_YET.isdisjoint(tokens.lower[max(0, first - 1) : head]):
        return None
    opening, article = _article(layout, first)
    if first == head and not article and not noun.endswith("s") and noun not in _BARE:
        before = tokens.lower[head - 1] if head else ""
        if before not in ("in", "via", "by"):
            return None
    if not article and flags[i] & VERB and noun.endswith("s"):
        return None  # the report notes
    how, span_first = _stands(layout, opening, i + 1, kind)
    last = parts_until(layout, i + 1, kind)
    if last == i + 1 and noun in _TITLED:
        comma = i + 2 < len(tokens) and tokens.word[i + 1] == ","
        marked = comma and tokens.word[i + 2] in OPENING_MARKS
        last = max(name_until(layout, i + 1 + marked), i + 1)
        last = i + 1 if last == i + 1 + marked else last
    kind = _finer(layout, kind, noun, (first, last))
    return build(
        layout, (span_first, last), (first, last), kind, head=noun, how=how, article=article
    )


_PARTS = frozenset("outset start beginning end close conclusion course middle opening".split())
_BARE = frozenset("parliament congress court".split())


def _is_noun(layout: Layout, head: int, i: int, noun: str) -> bool:
    """Whether the word is a noun that can be a venue here, and no verb or part of a name."""
    tokens, flags = layout.tokens, layout.flags
    if flags[i] & CAPITAL and not tokens.opens[i]:
        following = i + 1 < len(tokens) and is_name_word(layout, i + 1)
        if noun in _NAMED_NOUNS or following:
            return False
    before = tokens.lower[head - 1] if head else ""
    if flags[i] & (VERB | COMMON_VERB) and before in ("to", "will", "would", "can", "could", "may"):
        return False
    if i + 1 < len(tokens) and goes_on(layout, i + 1):
        return False  # an email server, an interview request
    if noun == "exchange" and before == "stock":
        return False
    return noun != "court" or before in ("in", "the", "federal", "district", "high", "crown", "at")


def goes_on(layout: Layout, k: int) -> bool:
    """Whether the word at `k` makes the noun before it a modifier: it is a plain noun itself."""
    word, lower, flag = layout.tokens.word[k], layout.tokens.lower[k], layout.flags[k]
    closed = FUNCTION | VERB | COMMON_VERB | CAPITAL | DETERMINER
    if lower in _ADVERBS or lower.endswith(("ed", "ing", "ly")):
        return False
    return word[0].isalpha() and not flag & closed


def _article(layout: Layout, first: int) -> tuple[int, str]:
    """The token at which a phrase opens, its article or possessor before `first` included."""
    tokens = layout.tokens
    if first == 0:
        return first, ""
    before = tokens.lower[first - 1]
    if before in ("a", "an", "one", "another"):
        return first - 1, "a"
    if before in _DETERMINERS or before in ("last", "same"):
        return first - 1 - (before in ("last", "same") and first > 1), "the"
    if before in TIMES or before in DAYTIMES:
        opening = (
            first - 1 - (before in DAYTIMES and first > 1 and tokens.lower[first - 2] in TIMES)
        )
        return (opening, "time") if before in TIMES or opening < first - 1 else (first, "")
    if before in POSSESSIVES and first > 1:
        k = first - 2
        if tokens.lower[k] in DAYTIMES and k and tokens.lower[k - 1] in TIMES:
            k -= 1
        if tokens.lower[k] in TIMES:
            return k, "time"
        while k and layout.flags[k - 1] & CAPITAL and is_name_word(layout, k - 1):
            k -= 1
        if k and (layout.flags[k - 1] & DETERMINER or tokens.lower[k - 1] == "last"):
            k -= 1  # this weekend’s broadcast, the mayor’s speech
        return k, "the"
    return first, ""


def _stands(layout: Layout, opening: int, behind: int, kind: VenueKind) -> tuple[str, int]:
    """How a phrase stands in its sentence, and where it begins with its preposition."""
    tokens, flags = layout.tokens, layout.flags
    before = tokens.lower[opening - 1] if opening else ""
    if before in _PREPOSITIONS[kind]:
        return "in", opening - 1
    if before == "to" and opening > 1 and tokens.lower[opening - 2] == "according":
        return "in", opening - 2
    part = tokens.lower[opening - 2] if opening > 1 else ""
    if before == "of" and part in _PARTS:
        return "in", opening - 1  # at the outset of a debate
    if before in _OTHERWISE:
        return ("after" if before in ("after", "following") else "of"), opening
    if before in _ISSUING or (
        before == "out" and opening > 1 and tokens.lower[opening - 2] in _ISSUING
    ):
        return "issued", opening - 1
    verb = behind < len(tokens) and flags[behind] & VERB and not flags[behind] & CAPITAL
    if verb and kind in ("document", "statement", "correspondence", "broadcast", "social_media"):
        return "source", opening
    return "bare", opening


def _finer(layout: Layout, kind: VenueKind, noun: str, label: tuple[int, int]) -> VenueKind:
    """The kind of a venue, as the words around its noun make it more precise."""
    lower = layout.tokens.lower[label[0] : label[1]]
    if kind in ("statement", "document") and not set(lower).isdisjoint(_platform_words()):
        return "social_media"
    if noun == "conference call" and "reporters" not in lower:
        return "conversation"
    return kind


@cache
def _platform_words() -> frozenset[str]:
    return frozenset(line.lower() for line in lexicon_lines("platforms") if " " not in line)
