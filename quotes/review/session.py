"""A review as it goes on: which quote is up, what is being asked, what a key does.

It knows no terminal: keys come in one after the other, and what is to be shown is read from the
attributes. Every decision is carried out (see desk.py) before the key that made it is done with,
so that there never is anything to be saved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from quotes.errors import InputError, QuotesError
from quotes.models import Span, SpeakerKind, Standing
from quotes.review.asking import CHOOSING, Asking, Field, answered
from quotes.review.case import Case, Choice
from quotes.review.desk import Desk, GivenUpError, OutdatedError
from quotes.review.edges import Edge, Step, move
from quotes.review.keys import Key
from quotes.store.decisions import WITHDRAWN

ASKED_BY: dict[str, Field] = {"s": "speaker", "r": "role", "v": "venue", "d": "date"}
MOVES: dict[str, tuple[Edge, int, Step]] = {
    "[": ("begin", -1, "word"), "]": ("begin", 1, "word"),
    "{": ("end", -1, "word"), "}": ("end", 1, "word"),
    "(": ("begin", -1, "character"), ")": ("begin", 1, "character"),
    "<": ("end", -1, "character"), ">": ("end", 1, "character"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bounding:
    """The beginning and the end of the quote are being moved; `edge` is the one moved last."""

    segments: tuple[Span, ...]
    edge: Edge


@dataclass(frozen=True, slots=True)
class Helping:
    """All keys are explained."""


Mode = Asking | Bounding | Helping | None


class Made(NamedTuple):
    """What can be taken back: a decision on the quote at a place of the queue, or that it was
    skipped (`decision` is None)."""

    at: int
    decision: int | None
    verdict: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many quotes a session confirmed, corrected and rejected, and how many are left."""

    confirmed: int
    corrected: int
    rejected: int
    left: int

    @property
    def decided(self) -> int:
        """How many quotes were decided on in all."""
        return self.confirmed + self.corrected + self.rejected


class Session:
    """One person's way through a queue of quotes.

    `case` is the quote that is up, None once the queue is done; `mode` what is being asked of
    the person, None while a key decides; `message` what the last key led to. `scroll` is how
    many lines the person moved the paragraph by, `seen` how many alternatives there was room to
    show: nobody is to be chosen unseen. `over` is true once it was left.
    """

    def __init__(self, queue: Sequence[int], desk: Desk) -> None:
        self.queue, self.desk = queue, desk
        self.at = 0
        self.case: Case | None = None
        self.mode: Mode = None
        self.message = ""
        self.scroll = 0
        self.seen = 9
        self.over = False
        self._made: list[Made] = []
        self._elsewhere: set[int] = set()  # places in the queue that others decided on
        self._show_next(0)

    # What is shown

    def tally(self) -> Tally:
        """What was decided so far, quote by quote."""
        verdicts = self._verdicts()
        counts = Counter(verdicts.values())
        left = len(self.queue) - len(verdicts) - len(self._elsewhere)
        return Tally(counts["confirmed"], counts["corrected"], counts["rejected"], left)

    @property
    def skipped(self) -> int:
        """How many quotes were skipped and not decided on."""
        return len(
            {made.at for made in self._made if made.decision is None} - set(self._verdicts())
        )

    def _verdicts(self) -> dict[int, str]:
        """What became of each quote decided on, by its place in the queue."""
        found: dict[int, str] = {}
        for made in self._made:
            if made.decision is not None and found.get(made.at) != "corrected":
                found[made.at] = made.verdict
            elif made.verdict == "rejected":
                found[made.at] = "rejected"
        return found

    # What keys do

    def press(self, key: Key) -> None:
        """Do what a key means now."""
        self.message = ""
        try:
            if key.name == "ctrl-c":
                self.over = True
            elif isinstance(self.mode, Helping):
                self.mode = None
            elif isinstance(self.mode, Asking):
                self._ask(self.mode, key)
            elif self.case is None:
                self._at_the_end(key)
            elif isinstance(self.mode, Bounding):
                self._move(self.case, self.mode, key)
            else:
                self._judge(self.case, key)
        except OutdatedError:
            self._reload()
        except GivenUpError:
            self.message = "Nothing was changed"
        except QuotesError as error:
            self.message = str(error)

    def settle(self) -> None:
        """Look up what can wait until no other key follows: the speakers that are offered."""
        if isinstance(self.mode, Asking) and self.mode.field == "speaker":
            self.mode = self.mode.offering(self.desk.find)

    def _judge(self, case: Case, key: Key) -> None:
        name = key.name
        if name in _COMMANDS:
            _COMMANDS[name](self, case)
        elif name in ASKED_BY:
            self.mode = Asking.about(case, ASKED_BY[name])
        elif name in MOVES:
            self._start_moving(case, key)
        elif name in _DIGITS:
            self._choose(case, int(name))
        elif name in ("up", "down", "page-up", "page-down"):
            self.scroll += {"up": -1, "down": 1, "page-up": -5, "page-down": 5}[name]
        elif key.name == "paste":
            self.message = "What was pasted is left aside: keys decide here"
        elif not self._leave_or_undo(name):
            self.message = "That key has no meaning here: ? tells which have"

    def _leave_or_undo(self, name: str) -> bool:
        """Whether the key was one of those that hold at the end of the queue as well."""
        if name == "u":
            self._undo()
        elif name == "?":
            self.mode = Helping()
        elif name in ("q", "ctrl-d"):
            self.over = True
        return name in ("u", "?", "q", "ctrl-d")

    def _at_the_end(self, key: Key) -> None:
        if key.name == " " and self.skipped:
            self._made = [made for made in self._made if made.decision is not None]
            self._show_next(0)
        elif not self._leave_or_undo(key.name):
            self.message = "u undoes the last decision, q leaves"

    # Decisions

    def _confirm(self, case: Case) -> None:
        self._record(self.desk.judge(case, "confirmed"), "confirmed")
        self._show_next(self.at + 1, "Confirmed")

    def _reject(self, case: Case) -> None:
        self._record(self.desk.judge(case, "rejected"), "rejected")
        self._show_next(self.at + 1, "Marked as no quote")

    def _skip(self, case: Case) -> None:
        decided = self.at in self._verdicts()
        if not decided:
            self._made.append(Made(self.at, None, "skipped"))
        self._show_next(self.at + 1, "" if decided else "Skipped")

    def _go_on(self, case: Case) -> None:
        if self.at in self._verdicts():
            self._show_next(self.at + 1)
        else:
            self.message = "Nothing is decided yet: c confirms, space skips"

    def _choose(self, case: Case, number: int) -> None:
        if number > min(len(case.choices), self.seen):
            self.message = f"There is no alternative {number} to be seen: s takes any speaker"
            return
        choice = case.choices[number - 1]
        if choice.namesakes:
            self.mode = Asking.about(case, "speaker", choice.name)
            self.message = f"Several are called {choice.name}: choose one with ↓"
            return
        self.correct(credited(choice), choice.name, choice.kind)

    def correct(self, values: dict[str, Any], shown: str, kind: SpeakerKind = "person") -> None:
        """Record new values of fields of the quote that is up, and show it as it is then; `kind`
        is what a speaker without an entry is."""
        assert self.case is not None
        if "speaker" in values and "role" in self.case.corrected:
            values = {"role": WITHDRAWN, **values}  # it was that of somebody else
        decision = self.desk.correct(self.case, values, kind)
        self._record(decision, "corrected")
        self._reload_same()
        field = "speaker" if "speaker" in values else next(iter(values))
        self.message = (
            f"Recorded: {_CALLED[field]} {shown}; enter goes on" if decision else "It is so already"
        )

    def _record(self, decision: int | None, verdict: str) -> None:
        if decision is not None:
            self._made.append(Made(self.at, decision, verdict))

    def _undo(self) -> None:
        if not self._made:
            self.message = "Nothing of this session is left to undo"
            return
        made = self._made[-1]
        if made.decision is not None:
            try:
                self.desk.take_back(made.decision)
            except InputError:  # others took it back, or decided on the same since
                self._made.pop()
                raise
        self._made.pop()
        self.at, self.scroll, self.mode = made.at, 0, None
        self.case = self.desk.case(self.queue[self.at])
        self.message = (
            "Back at the quote that was skipped"
            if made.decision is None
            else f"Undone: {_UNDONE[made.verdict]}"
        )

    # Prompts and bounds

    def _ask(self, asking: Asking, key: Key) -> None:
        assert self.case is not None
        if key.name == "esc":
            self.mode, self.message = None, "Nothing was changed"
            return
        if key.name in CHOOSING:
            self.settle()  # what was typed just before may not have been looked up yet
            asking = self.mode if isinstance(self.mode, Asking) else asking
        if key.name != "enter":
            self.mode = asking.press(key)
            return
        answer = answered(asking, self.case, self.desk)
        self.mode = answer.asking
        if answer.values is not None:
            try:
                self.correct(answer.values, answer.shown)
            except InputError as error:
                self.mode = asking.told(str(error))
        elif answer.asking is None:
            self.message = f"The {asking.field} stays as it was"

    def _start_moving(self, case: Case, key: Key) -> None:
        if not case.whole or not case.record.segments:
            self.message = "Its bounds cannot be moved: the article's text is not here"
            return
        self._move(case, Bounding(case.record.segments, MOVES[key.name][0]), key)

    def _move(self, case: Case, bounding: Bounding, key: Key) -> None:
        if key.name in MOVES:
            edge, way, step = MOVES[key.name]
            self.mode = Bounding(move(case.text, bounding.segments, edge, way, step), edge)
        elif key.name == "enter":
            self.mode = None
            if bounding.segments == case.record.segments:
                self.message = "The quote begins and ends as it did"
            else:
                self.correct({"text": list(bounding.segments)}, "as marked now")
        elif key.name == "esc":
            self.mode, self.message = None, "Nothing was changed"
        else:
            self.message = "enter saves the new bounds, esc leaves them as they were"

    # Which quote is up

    def _show_next(self, at: int, message: str = "") -> None:
        """Show the first quote from a place of the queue on that nobody decided on yet."""
        told, gone = [message] if message else [], 0
        self.mode, self.scroll, self.case = None, 0, None
        mine = self._verdicts()
        self.at = len(self.queue)
        for place in range(at, len(self.queue)):
            if place in mine or place in self._elsewhere:
                continue
            standing = self.desk.standing(self.queue[place])
            if standing == "parsed":
                self.at, self.case = place, self.desk.case(self.queue[place])
                break
            self._elsewhere.add(place)
            gone += 1
            if gone == 1:
                told.append(self._gone(self.queue[place], standing))
        if gone > 1:
            told.append(f"and {gone - 1} more")
        self.message = "; ".join(told)

    def _gone(self, quote_id: int, standing: Standing | None) -> str:
        """Why a quote is not up for review any longer."""
        if standing is None or standing == "retired":
            return "a quote is gone from its article"
        public_id, who = self.desk.latest(quote_id)
        verb = "marked as no quote" if standing == "rejected" else standing
        return f"{public_id} was {verb} by {who or 'somebody'} meanwhile"

    def _reload_same(self) -> None:
        self.mode, self.scroll = None, 0
        self.case = self.desk.case(self.queue[self.at])

    def _reload(self) -> None:
        """Show the quote as others left it, or the next where they decided on it."""
        mine = self.at in self._verdicts()
        fresh = self.desk.case(self.queue[self.at])
        if fresh is None or (not mine and fresh.record.standing != "parsed"):
            self._show_next(self.at)
            return
        self.mode, self.case = None, fresh
        self.message = "It was changed meanwhile: look again. Nothing was recorded"


def credited(choice: Choice) -> dict[str, Any]:
    """The values of a quote that is credited to an alternative: the speaker, and the role that
    the article gives them."""
    values: dict[str, Any] = {"speaker": [(choice.name, choice.speaker_id)]}
    if choice.role:
        values["role"] = choice.role
    return values


_DIGITS = frozenset("123456789")
_CALLED = {
    "speaker": "the speaker is", "role": "the role is", "venue": "the venue is",
    "date": "the day is", "text": "the quote is",
}  # fmt: skip
_UNDONE = {
    "confirmed": "it is not confirmed any longer", "corrected": "the last correction",
    "rejected": "it is a quote again",
}  # fmt: skip
_COMMANDS: dict[str, Callable[[Session, Case], None]] = {
    "c": Session._confirm,
    "x": Session._reject,
    " ": Session._skip,
    "enter": Session._go_on,
}
