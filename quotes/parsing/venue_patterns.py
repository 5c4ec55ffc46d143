"""The regular expressions that venues are found with, built from the lexicons.

Each is anchored on a preposition or verb and bounded in what it takes in, so that
matching is linear in the length of the text. An example stands above each.
"""

from __future__ import annotations

import re
from functools import cache
from typing import cast

from quotes.models import VenueKind
from quotes.resources import lexicon_lines

TIME = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|June|July|August"
    r"|September|October|November|December|(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec)\b\.?)"
)
_POSSESSIVE = r"(?:’s|'s|s’)"
_WORD = rf"(?!{TIME}\b)[A-Z](?:[\w&.’'/-]{{0,40}}\w)?"
_TITLE = r"[“\"][^”\"\n\x00]{2,50}[”\"]"  # the NUL stands for blanked-out quotes
# CNN’s Jake Tapper   the Council of Foreign Relations   NBC’s “Today”
NAME = (
    rf"(?:(?:[Tt]he\s)?{_WORD}(?:’s|'s)?"
    rf"(?:\s(?:(?:of|for|the|and|de|&)\s){{0,2}}(?:{_WORD}|\d{{1,3}}(?!\d))(?:’s|'s)?){{0,7}}"
    rf"(?:,?\s{_TITLE})?|{_TITLE})"
)
_LINK = r"(?:with|on|at|in|to|for|from|before|of)"
_CLOSED = rf"(?:{_LINK}|who|that|and|by|via|during|through|after|since|as|{TIME})"
# a lengthy telephone (interview)
_BEFORE_HEAD = rf"(?:(?!{_CLOSED}\b)[\w’'-]{{1,40}}\s){{0,5}}?"
_GROUP = (
    r"(?:\s(?:leaders|officials|lawmakers|members|supporters|voters|students|executives|ministers"
    r"|workers|lawyers|fans))?"
)
# with CNN   at the White House   to reporters
PART = (
    rf"(?:\s{_LINK}\s(?:(?:an?|the|his|her|their|its)\s)?"
    rf"(?:{NAME}{_GROUP}|[a-z’'-]{{1,40}}(?:\s{NAME})?))"
)
ONE_PART = re.compile(rf"\s{_LINK}\s(?:(?!\s{_LINK}\s).)+")
# a   his   Monday’s   the New York Times’
_DETERMINER = (
    r"(?:an?|the|his|her|their|its|this|that|one|another|last|several|recent"
    rf"|(?:[A-Z][\w.’'-]{{0,40}}\s){{0,3}}[A-Z][\w.-]{{0,40}}{_POSSESSIVE})"
)
_ISSUING = (
    r"(?:issu(?:ed|ing)|releas(?:ed|ing)|put\sout|sent(?:\sout)?|post(?:ed|ing)|publish(?:ed|ing)"
    r"|wrote|penned|deliver(?:ed|ing)|gave|giving|held|holding|tweeted\sout|join(?:ed|ing)"
    r"|address(?:ed|ing)|host(?:ed|ing)|attend(?:ed|ing)|spoke\sat|appeared\s(?:at|on)|faced)"
)
# Venue nouns that are not given, sent or held as an occasion of speech.
_NOT_ISSUED = frozenset(
    "posts,post,text,note,social media,event,service,march,court,call,trial,talks,meetings,protest,"
    "parliament,house of commons,house of lords,senate floor,house floor".split(",")
)


def kinds_of(lexicon: str) -> dict[str, VenueKind]:
    """The venue kind of every noun in a lexicon of lines `noun = kind`."""
    pairs = (line.split(" = ") for line in lexicon_lines(lexicon))
    return {noun: cast("VenueKind", kind) for noun, kind in pairs}


def _any_of(words: list[str] | tuple[str, ...]) -> str:
    """An alternation, longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def platform() -> str:
    """An alternation of the social platforms."""
    return rf"(?:{_any_of(lexicon_lines('platforms'))})\b"


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """The patterns by name; the groups `label`, `head`, `name` are what a venue is made of."""
    kinds = kinds_of("venue_nouns")
    heads = _any_of(list(kinds))
    issued = _any_of(
        [n for n, k in kinds.items() if k not in ("document", "broadcast") and n not in _NOT_ISSUED]
    )
    last_words = _any_of(lexicon_lines("outlet_words"))
    outlet = (
        rf"(?:(?:{_any_of(lexicon_lines('outlets'))})\b"
        rf"|(?:the\s|The\s)?(?:[A-Z][\w.’'-]{{0,40}}\s){{1,4}}?(?:{last_words})\b"
        rf"|(?:Radio|Channel)\s[A-Z0-9]\w*"
        rf"|the\s(?:{last_words}|Economist|Atlantic|Hill)\b)"
    )
    audience = _any_of(list(kinds_of("audiences")))
    texts = {
        # in an interview with CNN   During Monday’s debate   at a rally in Ohio
        "phrase": rf"""\b(?P<prep>(?i:in|during|at|on|via|through|by|according\sto))\s
            (?:{_DETERMINER}\s)?
            (?P<label>{_BEFORE_HEAD}(?P<head>(?i:{heads}))\b(?!’s|'s|-)(?P<parts>{PART}{{0,3}}))""",
        # told reporters   told a packed town hall in Iowa   spoke to about 200 supporters
        "told": rf"""\b(?:[Tt]old|[Tt]ells|[Tt]elling|[Tt]ell|spoke\s(?:to|with)|speaking\sto)\s
            (?:(?P<label>(?:(?!{_CLOSED}\b)[\w’',-]{{1,40}}\s){{0,4}}?(?:group\sof\s)?
                (?P<head>(?i:{audience}))\b(?!’s|'s|-)(?P<parts>{PART}{{0,2}}))
            |(?P<outlet>{outlet}(?:{_POSSESSIVE}?\s{NAME})?)
            |the\s(?P<other>{_WORD}(?:\s{_WORD}){{0,4}})(?![’'\w]))""",
        # on Twitter   on her Facebook page
        "platform": rf"""\b(?:[Oo]n|to|via|through)\s(?:(?:his|her|their|its|the)\s)?
            (?:(?:own|official|personal|verified)\s)?
            (?P<label>(?P<name>{platform()})
                (?:\s(?:account|page|feed|profile|post|video|channel|live)\b)?)""",
        # on Fox News   on NBC’s “Meet the Press”
        "air": rf"""\b[Oo]n\s(?:(?:[A-Z][\w.-]{{0,40}}\s){{0,2}}[A-Z][\w.-]{{0,40}}(?:’s|'s)\s)?
            (?P<label>(?P<name>{outlet})(?:(?:’s|'s)?\s{NAME})?
            |[“"](?P<title>[A-Z][^”"\n\x00]{{2,40}}?),?[”"])""",
        # wrote in the Washington Post
        "wrote": rf"""\b(?:wrote|writes|writing|written|published|argued)\s(?:\w{{1,20}}\s)?in\s
            (?P<label>(?:the\s|The\s)?(?P<name>{outlet}))""",
        # issued a statement   joined a videoconference with G7 leaders
        "issued": rf"""\b{_ISSUING}\s(?:{_DETERMINER}\s)?
            (?P<label>{_BEFORE_HEAD}(?P<head>{issued})\b(?!’s|'s|-)(?P<parts>{PART}{{0,3}}))""",
        # in her memoir Low Water   on the podcast “Slow Harvest”
        "titled": rf"""\b(?:[Ii]n|[Oo]n)\s(?:{_DETERMINER}\s)?(?P<label>{_BEFORE_HEAD}
            (?P<head>book|memoir|journal|magazine|podcast|programme|program|show|documentary|blog)
            ,?\s(?P<name>{_TITLE}|{_WORD}(?:\s(?:of\s|the\s)?{_WORD}){{0,5}}))""",
        # on the Senate floor
        "floor": r"""\b(?:on|from)\s(?P<label>the\s(?:[A-Z][\w.]{0,40}\s)?[Ff]loor
            (?:\sof\sthe\s[A-Z]\w+(?:\sof\s[A-Z]\w+)?)?)""",
        # tweeted   retweeted
        "tweeted": r"\b(?:re|live-)?tweet(?:s|ed|ing)\b",
    }
    return {name: re.compile(text, re.VERBOSE) for name, text in texts.items()}
