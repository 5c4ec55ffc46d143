"""News agencies, and the outlets' articles that are theirs (wire copy)."""

from __future__ import annotations

import re
from collections.abc import Sequence

# By what a credit has: the name to cite. Names as the agencies print them.
_NAMES = {
    "ap": "Associated Press",
    "associated press": "Associated Press",
    "reuters": "Reuters",
    "thomson reuters": "Reuters",
    "afp": "Agence France-Presse",
    "agence france-presse": "Agence France-Presse",
    "agence france presse": "Agence France-Presse",
    "upi": "United Press International",
    "united press international": "United Press International",
    "pa media": "PA Media",
    "press association": "Press Association",
    "dpa": "dpa",
    "deutsche presse-agentur": "dpa",
    "efe": "EFE",
    "ansa": "ANSA",
    "aap": "Australian Associated Press",
    "australian associated press": "Australian Associated Press",
    "canadian press": "Canadian Press",
    "kyodo": "Kyodo News",
    "kyodo news": "Kyodo News",
    "xinhua": "Xinhua",
    "yonhap": "Yonhap News Agency",
    "yonhap news agency": "Yonhap News Agency",
    "tass": "TASS",
    "interfax": "Interfax",
    "pti": "Press Trust of India",
    "press trust of india": "Press Trust of India",
    "ani": "Asian News International",
    "ians": "Indo-Asian News Service",
    "bloomberg news": "Bloomberg News",
    "tribune news service": "Tribune News Service",
    "states newsroom": "States Newsroom",
}
_APART = re.compile(r"\s*[,;|/()–—]\s*|\s+(?:and|with|for|of|via|from)\s+|\s-\s", re.IGNORECASE)


def agency(bylines: Sequence[str], outlet: str | None) -> str | None:
    """The agency that bylines credit, None where they credit none or it is the outlet itself.

    >>> agency(["Jane Doe, Associated Press"], "The Echo")
    'Associated Press'
    """
    own = named(outlet) if outlet else None
    for byline in bylines:
        for part in _APART.split(re.sub(r"^\s*by[:\s]+", "", byline, flags=re.IGNORECASE)):
            found = named(part)
            if found and found != own:
                return found
    return None


def named(text: str) -> str | None:
    """The agency of this name or short name, with "the" before it or not; else None."""
    return _NAMES.get(re.sub(r"^the\s+", "", text.strip(), flags=re.IGNORECASE).casefold())
