"""Word -> how it is spelt elsewhere: British and American spellings, from variants.txt."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

# "wise" is no "wize": an ending counts only behind a stem.
_SHORTEST_STEM = 3


@lru_cache(maxsize=1_000)
def variants(word: str) -> tuple[str, ...]:
    """The other spellings of a folded word; whether they are words is for the index to say.

    >>> variants("colouring"), variants("organised"), variants("hour")
    (('coloring',), ('organized',), ())
    """
    whole, beginnings, endings = _pairs()
    found = list(whole.get(word, ()))
    for size in range(3, len(word) + 1):
        for other in beginnings.get(word[:size], ()):
            found.append(other + word[size:])
    for size in range(_SHORTEST_STEM, len(word) - 1):
        for other in endings.get(word[size:], ()):
            found.append(word[:size] + other)
    return tuple(dict.fromkeys(each for each in found if each != word))


_Spellings = dict[str, list[str]]


@cache
def _pairs() -> tuple[_Spellings, _Spellings, _Spellings]:
    """The other spellings of words, of beginnings and of endings."""
    whole: _Spellings = {}
    beginnings: _Spellings = {}
    endings: _Spellings = {}
    lines = files("quotes.searching").joinpath("variants.txt").read_text(encoding="utf-8")
    for line in lines.splitlines():
        if line and not line.startswith("#"):
            one, other = line.split()
            kind = endings if one[0] == "-" else beginnings if one[-1] == "-" else whole
            one, other = one.strip("-"), other.strip("-")
            kind.setdefault(one, []).append(other)
            kind.setdefault(other, []).append(one)
    return whole, beginnings, endings
