"""Cue -> what may be reported by it: the candidates of each decision, and their features.

A feature is a tuple of words, its column first. As in features.py the values are
closed-class words, verbs of saying and classes of words, never names. The columns were
chosen from three times as many, one after the other, by their gain on held-out articles.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import accumulate

from quotes.parsing.layout import Layout
from quotes.parsing.mentions import Mention
from quotes.parsing.vocabulary import DOCUMENT, ORGANIZATION, ROLE, TITLE
from quotes.resources import lexicon

WAYS = "FBA"  # the reported clause follows its cue, stands before it, or around it

Feature = tuple[str, ...]
Rows = list[list[Feature]]

_STARTS = 9  # tokens behind a cue at which its clause may begin
_BEFORE, _AFTER = 6, 3  # mentions of the sentence looked at on either side of a cue
_LONGEST = 120  # tokens of a reported clause looked at
_REACH = 10  # tokens behind a cue in which its "that" or the next comma is looked for
_STOPS = frozenset((",", ".", "¶", "?", "!", ";", ":"))
_BE = frozenset("am is are was were be been being".split())
_OPENERS = frozenset("that to whether if how why what".split())
_DASHES = frozenset((",", "—", "–", "-", "--"))
_MOST_SAID = 40  # verbs of saying in a sentence: more is no prose, and would take long to read
_FINDING = frozenset("find finds found show shows showed".split())  # that …, of a study
_OPEN = frozenset("the a an his her its their this in by".split())  # no clause begins behind them
_ENDS = frozenset(
    ", ; : . ! ? ( ) - – — -- ... … [ ] and but nor while as after before when because though "
    "although who which in on at by during despite until following according adding saying he "
    "she".split()
)
_STEPS = [*"01234", *["5"] * 2, *["7"] * 3, *["10"] * 5, *["15"] * 10, *["25"] * 25]
_NEGATION = 3  # tokens before a cue in which it is negated or only supposed
_NEGATIONS = frozenset(
    "not never nor cannot without refuse refused refuses refusing decline declined declines "
    "declining unable if unless may might".split()
)
_PAD = 3


def _bucket(n: int) -> str:
    """A count in steps that widen: 0 1 2 3 4 5-6 7-9 10-14 15-24 25-49 50-."""
    return _STEPS[n] if n < 50 else "50"


def _few(n: int) -> str:
    """A count up to 3."""
    return "0123"[n] if n < 3 else "3"


class Cue:
    """A word that may report what somebody said, and what stands around it in its sentence.

    `first` and `last` bound the sentence, `quoted_before` is true where it has words between
    marks before the cue. `here` is the number of mentions before the cue,
    `mentions` are the indexes of those of the sentence that stand near.
    """

    __slots__ = (
        "at", "behind", "first", "gap", "here", "last", "layout", "mentions", "passive",
        "quoted_before", "shape", "subject", "word",
    )  # fmt: skip

    def __init__(
        self, layout: Layout, shape: list[str], marked: list[int], at: int, here: int
    ) -> None:
        self.layout, self.shape, self.at, self.here = layout, shape, at, here
        self.word = layout.tokens.lower[at]
        self.behind = at + 1
        if self.word == "according" and shape[_PAD + at + 1] == "to":
            self.behind = at + 2
        self.passive = self._is_passive()
        self.first, self.last = layout.sentence(at)
        self.quoted_before = marked[at] > marked[self.first]
        mentions, low, high = layout.mentions, here, here
        while low > 0 and here - low < _BEFORE and mentions[low - 1].first >= self.first:
            low -= 1
        while high < len(mentions) and high - here < _AFTER and mentions[high].first < self.last:
            high += 1
        self.mentions = range(low, high)
        self.subject = self.gap = "-"
        if low < here:
            m = mentions[here - 1]
            self.subject = _kind(m, layout)
            self.gap = _bucket(at - m.last) if at >= m.last else "in"

    def _is_passive(self) -> bool:
        """Whether the subject is the one spoken to or about: "was told", "have been accused"."""
        lower, before = self.layout.tokens.lower, self.at - 1
        if self.word.endswith("ing") or self.word == "quoted":
            return False
        if before > 0 and (lower[before].endswith("ly") or lower[before] in ("also", "not")):
            before -= 1
        return self._look(before) in _BE

    def _look(self, i: int) -> str:
        """The shape of token `i`, also a little beyond the ends of the text."""
        return self.shape[_PAD + i]

    def is_negated(self) -> bool:
        """Whether nothing was said: "did not say", "declined to say", "if Lee says"."""
        lower = self.layout.tokens.lower
        for i in range(self.at - 1, max(self.first, self.at - _NEGATION) - 1, -1):
            word = lower[i]
            if word in _NEGATIONS or word.endswith("n't"):
                return True
            if not word[0].isalpha():
                return False
        return False

    def statement_features(self) -> list[Feature]:
        """What tells whether the word reports something in other words than the speaker's."""
        at, word, look = self.at, self.word, self.shape
        p2, p1, _, n1, n2 = look[at + _PAD - 2 : at + _PAD + 3]
        that = "that" if "that" in look[at + _PAD + 1 : at + _PAD + _REACH] else "-"
        opened = self.layout.opened
        rest = opened[self.last] - opened[at]
        near = opened[min(self.last, at + 4)] - opened[at]
        quotes = ("Q" if self.quoted_before else "-") + _few(near) + _few(rest)
        return [
            ("word", word),
            ("word.quotes", word, quotes),
            ("word.that", word, that),
            ("word.next", word, n1),
            ("word.subject", word, self.subject, self.gap),
            ("word.rest", word, _bucket(self.last - at)),
            ("that.next", that, n1),
            ("before", p2, p1),
            ("quotes", quotes),
            ("subject.before", self.gap, p1),
            ("after", n1, n2),
        ]

    def way_features(self) -> Rows:
        """The features of each of WAYS."""
        at, word = self.at, self.word
        p1, n1 = self._look(at - 1), self._look(at + 1)
        comma, rest = self.comma_before(), self._rest()
        shared = [
            ("word", word),
            ("word.next", word, n1),
            ("before", self._look(at - 2), p1),
            ("after", n1, self._look(at + 2)),
            ("comma.next", comma, n1),
            ("comma.rest", comma, rest),
            ("left.rest", _bucket(at - self.first), rest),
            ("subject.comma", self.subject, self.gap, comma),
            ("passive", "be" if self.passive else "-", n1),
        ]
        return [[(way, *feature) for feature in shared] for way in WAYS]

    def comma_before(self) -> str:
        """What stands before the subject of the cue, or before the cue where that comes first."""
        own = self._look(self.at - 1)
        if own in _DASHES:
            return "own"
        if self.gap == "-":
            return "-"
        m = self.layout.mentions[self.here - 1]
        if self.at - m.last > 3:
            return "far"
        if m.first == self.first:
            return "^"
        left = self._look(m.first - 1)
        return left if len(left) < 3 else "x"

    def _rest(self) -> str:
        """How far behind the cue the next comma or stop is, and whether it ends the sentence."""
        for i in range(self.behind, min(self.last, self.behind + _REACH)):
            shape = self._look(i)
            if shape in _STOPS:
                return _bucket(i - self.behind) + shape + ("$" if i == self.last - 1 else "")
        return "long"

    def sources(self, way: str) -> tuple[list[int | None], Rows]:
        """The mentions that may be the source, None (nobody) first, and the features of each."""
        nobody = [
            ("0", way),
            ("0.word", self.word),
            ("0.before", self._look(self.at - 1), way),
            ("0.next", self._look(self.at + 1), way),
        ]
        found: list[int | None] = [None]
        rows: Rows = [nobody]
        for i in self.mentions:
            if i >= self.here or (self.layout.mentions[i].last <= self.at and not self.passive):
                found.append(i)
                rows.append(self._source_features(i, way))
        return found, rows

    def _source_features(self, i: int, way: str) -> list[Feature]:
        layout, at, word, shape = self.layout, self.at, self.word, self.shape
        m = layout.mentions[i]
        if i < self.here:
            side, rank, low, high = "b", self.here - 1 - i, m.last, at
        else:
            side, rank, low, high = "a", i - self.here, at + 1, m.first
        between = shape[low + _PAD : high + _PAD]
        gap = ".".join(between) if high - low < 4 else "far"
        verbs = _few(layout.verbs[high] - layout.verbs[low])
        kind = _kind(m, layout)
        left, right = shape[m.first + _PAD - 1], shape[m.last + _PAD]
        opens = "^" if m.first == self.first else "-"
        place = f"{side}{rank}"
        return [
            ("distance", side, _bucket(high - low), way),
            ("gap", side, gap),
            ("gap.word", side, gap, word),
            ("left", place, left),
            ("left.kind", side, left, kind),
            ("right", side, right, _few(between.count(",")), verbs),
            ("opens", place, opens, shape[at + _PAD - 1]),
            ("kind", place, kind),
            ("way.word", side, way, word, verbs),
        ]

    def starts(self, way: str, source: Mention | None) -> tuple[list[int], Rows]:
        """The tokens at which the reported clause may begin, and the features of each."""
        return self._starts_behind(source) if way == "F" else self._starts_before(way, source)

    def _starts_behind(self, source: Mention | None) -> tuple[list[int], Rows]:
        word, behind, shape = self.word, self.behind, self.shape
        places: list[int] = []
        rows: Rows = []
        begins = behind if source is None or source.first < behind else source.last
        if behind > self.at + 1:  # according to
            behind = begins
        opener, before = "-", shape[behind + _PAD - 1]
        for j in range(behind, min(self.last, behind + _STARTS)):
            here = shape[j + _PAD]
            if before not in _OPEN or j == behind:
                d = _STEPS[j - behind]
                passed = "-" if begins == behind else "o" if j >= begins else "u"
                places.append(j)
                rows.append(
                    [
                        ("F.distance", d, passed),
                        ("F.distance.here", d, here),
                        ("F.here", here, passed),
                        ("F.around", before, here),
                        ("F.opener", before, opener, passed),
                        ("F.word.before", word, before),
                    ]
                )
            if here in _OPENERS:
                opener = here
            before = here
        return places, rows

    def _starts_before(self, way: str, source: Mention | None) -> tuple[list[int], Rows]:
        word, first = self.word, self.first
        limit = min(self.at, source.first) if source is not None else self.at
        places: list[int] = []
        rows: Rows = []
        for j in range(max(first, limit - _LONGEST), limit):
            before, here = self._look(j - 1), self._look(j)
            if j == first or before in _ENDS or here in _ENDS:
                opens = "^" if j == first else "-"
                places.append(j)
                rows.append(
                    [
                        ("B.opens", opens, way),
                        ("B.here", here, opens),
                        ("B.before", before),
                        ("B.word", word, opens),
                        ("B.distance", _bucket(limit - j), opens),
                    ]
                )
        return places, rows

    def left_end(self, source: Mention | None) -> int:
        """Where the first part of a clause ends that stands around its cue."""
        end = self.at if source is None else min(self.at, source.first)
        while end > self.first and (
            self._look(end - 1) in _DASHES or self._look(end - 1) in ("and", "but")
        ):
            end -= 1
        return end

    def right_start(self, source: Mention | None) -> int:
        """Where the second part of a clause begins that stands around its cue."""
        start = self.behind if source is None else max(self.behind, source.last)
        for j in range(start, min(self.last, start + _STARTS)):
            if self._look(j) in _DASHES:
                return j + 1
        return start

    def ends(self, way: str, start: int, source: Mention | None) -> tuple[list[int], Rows]:
        """The tokens before which the clause that begins at `start` may end, and their features."""
        last = self.last
        if way == "B":
            before = self.at if source is None else min(self.at, source.first)
            return self._ends_before(start, before + 1)
        places: list[int] = []
        rows: Rows = []
        commas, bracket = 0, "-"
        quoted, shape = self.layout.quoted, self.shape
        for e in range(start + 1, min(last, start + _LONGEST)):
            here = shape[e + _PAD]
            if here in _ENDS and not quoted[e]:
                places.append(e)
                rows.append(self._end_features(start, e, here, commas, bracket))
                if here == ",":
                    commas += 1
                elif here in "()":
                    bracket = here
        if last - start <= _LONGEST and last > start:
            places.append(last)
            rows.append(self._end_features(start, last, "¶", commas, bracket))
        return places, rows

    def _ends_before(self, start: int, last: int) -> tuple[list[int], Rows]:
        """The ends of a clause that stands before its cue, in `[start, last)`."""
        places: list[int] = []
        rows: Rows = []
        for e in range(last - 1, max(start, last - _LONGEST), -1):
            here = self._look(e)
            if e == last - 1 or (here in _ENDS and not self.layout.quoted[e]):
                rank = _few(len(places))
                places.append(e)
                rows.append(
                    [
                        ("B.rank", rank, here),
                        ("B.left", _bucket(last - 1 - e), here),
                        ("B.after", rank, here, self._look(e + 1)),
                        ("B.word", self.word, rank),
                        ("B.length", _bucket(e - start), rank),
                    ]
                )
        return places, rows

    def _end_features(
        self, start: int, e: int, here: str, commas: int, bracket: str
    ) -> list[Feature]:
        verbs, last, shape = self.layout.verbs, self.last, self.shape
        at = e + _PAD
        after, second = (shape[at + 1], shape[at + 2]) if e < last else ("$", "$")
        said = _few(verbs[min(last, e + 4)] - verbs[e]) if e < last else "0"
        final = "$" if e >= last - 1 else "-"
        return [
            ("around", here, shape[at - 1]),
            ("said", _few(verbs[e] - verbs[start]), here, said),
            ("after", here, after),
            ("after2", here, after, second),
            ("commas", here, _few(commas), final, bracket),
            ("word", self.word, here),
            ("length", _bucket(e - start), here),
            ("rest", _bucket(last - e), here),
            ("opening", shape[start + _PAD], here, after),
        ]


def find_cues(layout: Layout) -> Iterator[Cue]:
    """The words outside quotation marks that may lead an indirect quote, in order."""
    shape = ["$"] * _PAD + layout.shape + ["$"] * (_REACH + _PAD)
    words, mentions, lower = _cue_words(), layout.mentions, layout.tokens.lower
    marked = list(accumulate(layout.quoted, initial=0))  # tokens between marks, before every token
    here = 0
    for at in [at for at in layout.tokens.among(words) if not layout.quoted[at]]:
        while here < len(mentions) and mentions[here].first < at:
            here += 1
        if lower[at] in _FINDING and not (here and _is_finding(layout, at, mentions[here - 1])):
            continue
        cue = Cue(layout, shape, marked, at, here)
        if layout.verbs[cue.last] - layout.verbs[cue.first] <= _MOST_SAID:
            yield cue


def _is_finding(layout: Layout, at: int, subject: Mention) -> bool:
    """Whether a document, a body or somebody by office has found or shown that something is so."""
    kind = _kind(subject, layout).partition(".")[2]
    return layout.tokens.lower[at + 1 : at + 2] == ["that"] and kind in ("doc", "org", "role")


@cache
def _cue_words() -> frozenset[str]:
    """The verbs of saying, other than those that lead no clause, and the further cues."""
    verbs = lexicon("reporting_verbs")
    silent = lexicon("function_words") | lexicon("silent_verbs")
    return (verbs - silent) | (lexicon("cue_words") - verbs) | _FINDING


def _kind(m: Mention, layout: Layout) -> str:
    """The mention's class: a pronoun's word, else what its head noun names."""
    if m.kind in ("pronoun", "relative"):
        return m.head
    flag = layout.flags[m.head_at]
    for known, name in ((ROLE, "role"), (DOCUMENT, "doc"), (ORGANIZATION, "org"), (TITLE, "role")):
        if flag & known:
            return f"{m.kind}.{name}"
    return m.kind
