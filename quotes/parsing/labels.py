"""Beginnings of paragraphs -> the labels of a transcript or interview that stand there.

MR. SMITH: We won.            the label names the speaker
JANE DOE, HOST: We won.       also with what the speaker is behind it
Jane Doe: We won.             so does a name, in a text where names keep opening paragraphs
JD: We won.                   or the initials of somebody that the text names
Q. Did you win?               a question, of nobody who is named
A. We did.                    an answer, of the one person that the introduction is about
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from quotes.parsing.cast import Cast
from quotes.parsing.forms import initials
from quotes.parsing.layout import Layout
from quotes.parsing.mentions import colon_behind
from quotes.parsing.vocabulary import CAPITAL, ROLE, TITLE

_LONGEST = 7  # tokens of a label
_ASKED = {"q": "question", "question": "question", "a": "answer", "answer": "answer"}
_OFFICE = ROLE | TITLE


@dataclass(slots=True, frozen=True)
class Label:
    """A label: the name as it is compared, the token behind it, and the mention in it."""

    name: str
    kind: str  # "label" (in capitals), "name", "question" or "answer"
    paragraph: int
    behind: int
    mention: int | None

    @property
    def called(self) -> str:
        """What the labels of one speaker end in: JANE DOE, HOST: and DOE:"""
        return self.name.split()[-1]


def find_labels(cast: Cast) -> list[Label]:
    """What stands before a colon (or as "Q.", "A") at the beginnings of paragraphs, in order,
    where it calls somebody who speaks."""
    short = _by_initials(cast)
    found = [*_without_lone_letters(cast.layout, _labels(cast.layout))]
    certain = {label.name for label in found if _is_speaker(cast, label)}
    if not certain:
        return []
    known = [label for label in found if label.kind == "label" or label.name in certain]
    return [
        replace(label, name=_full_name(cast, i), mention=i)
        if label.kind == "label" and (i := short.get(label.name)) is not None
        else label
        for label in known
    ]


def _by_initials(cast: Cast) -> dict[str, int]:
    """The first mention of everybody with a full name, by initials that are nobody else's."""
    first: dict[str, int] = {}
    shared = set()
    for i, person in enumerate(cast.who):
        if person is None or person.kind != "person" or len(person.words) < 2:
            continue
        letters = initials(person.words)
        if cast.who[first.setdefault(letters, i)] is not person:
            shared.add(letters)
    return {letters: i for letters, i in first.items() if letters not in shared}


def _full_name(cast: Cast, i: int) -> str:
    person = cast.who[i]
    return " ".join(person.words) if person is not None else ""


def _is_speaker(cast: Cast, label: Label) -> bool:
    """Whether a label names a person or an office: no `UPDATE:`, `Method:` or `New York:`."""
    if label.mention is None:
        return True
    m, person = cast.layout.mentions[label.mention], cast.who[label.mention]
    if any(flag & _OFFICE for flag in cast.layout.flags[m.first : m.last]):
        return True
    if person is None or person.kind != "person" or person.is_place:
        return False
    return len(person.words) > 1 or bool(person.gender or person.role or person.speaks)


def _labels(layout: Layout) -> Iterator[Label]:
    tokens = layout.tokens
    for i in layout.sentence_starts:
        if layout.quoted[i] or (i and tokens.word[i - 1] != "\n"):
            continue
        label = _lettered(layout, i) or _named(layout, i)
        if label is not None:
            yield label


def _lettered(layout: Layout, i: int) -> Label | None:
    """The label "Q.", "A:" or "Q" that is token `i`, its mark behind it or not."""
    tokens, behind = layout.tokens, i + 1
    letter = tokens.lower[i].rstrip(".")
    if letter not in _ASKED or not layout.flags[i] & CAPITAL:
        return None
    pointed = tokens.lower[i].endswith(".")
    if behind < len(tokens) and tokens.word[behind] in (".", ":"):
        behind, pointed = behind + 1, True
    if behind >= len(tokens) or (not pointed and not layout.flags[behind] & CAPITAL):
        return None
    name = letter[0] if pointed else letter
    if len(letter) > 1 and tokens.word[behind - 1] != ":":
        return None
    return Label(name + "." * pointed, _ASKED[letter], tokens.paragraph[i], behind, None)


def _without_lone_letters(layout: Layout, labels: Iterator[Label]) -> Iterator[Label]:
    """The labels without a letter that has no mark, unless it answers or asks one of its kind:
    in "A boat sank" nobody answers."""
    found = [*labels]
    bare = sum(label.name == "q" for label in found)
    before = None
    for label in found:
        if label.name not in _ASKED or (bare > 1 and (label.name == "q" or before == "q")):
            yield label
        before = label.name


def _named(layout: Layout, i: int) -> Label | None:
    """The label of one name that begins at token `i` and ends at a colon, what describes
    the name before the colon or not."""
    tokens, at = layout.tokens, layout.mentions_before(i)
    if at >= len(layout.mentions):
        return None
    m = layout.mentions[at]
    colon = colon_behind(tokens, m.last)
    if m.first != i or m.last - i > _LONGEST or m.kind not in ("label", "name") or colon is None:
        return None
    name = " ".join(tokens.lower[i : m.last])
    return Label(name, m.kind, tokens.paragraph[i], colon + 1, at)
