"""A session brought together with a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rich.text import Text

from quotes.review.desk import Desk, GivenUpError
from quotes.review.keys import Key
from quotes.review.screen import draw
from quotes.review.session import Session, Tally
from quotes.review.terminal import Event, LostError, Terminal

if TYPE_CHECKING:
    from sqlite_utils import Database

Left = Literal["quit", "interrupted", "terminated", "lost"]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a review came to, and how it was left."""

    tally: Tally
    left: Left


def review(
    db: Database, queue: Sequence[int], *, who: str | None = None, why: str | None = None
) -> Reviewed:
    """Ask a person about the quotes of a queue, one after the other, on the terminal.

    Decisions are in the database as soon as they are made, however the review ends.
    """
    session = Session(queue, Desk(db, who, why))
    try:
        with Terminal() as terminal:
            left = _Reviewing(terminal, session).run()
    except LostError:
        left = "lost"
    return Reviewed(session.tally(), left)


class _Reviewing:
    def __init__(self, terminal: Terminal, session: Session) -> None:
        self.terminal, self.session = terminal, session
        session.desk.waiting = self._wait
        self._left: Left | None = None

    def run(self) -> Left:
        self._draw()
        while self._left is None:
            for event in self.terminal.events():
                self._meet(event)
            if self._left is None and not self.terminal.has_more():
                self.session.settle()
                self._draw()
        return self._left

    def _meet(self, event: Event) -> None:
        if self._left is not None:
            return
        if event in ("interrupted", "terminated", "lost"):
            self._left = event
        elif isinstance(event, Key) and event.name == "ctrl-z":
            self.terminal.suspend()
        elif isinstance(event, Key) and event.name != "ctrl-l":  # after which all is drawn anew
            self.session.press(event)
            if self.session.over:
                self._left = "interrupted" if event.name == "ctrl-c" else "quit"

    def _draw(self) -> None:
        if self._left is None:
            width, height = self.terminal.size()
            self.terminal.draw(draw(self.session, width, height, colour=self.terminal.colour))

    def _wait(self) -> None:
        """Say that another program writes to the database; Ctrl-C and esc end the waiting."""
        width, _ = self.terminal.size()
        told = Text("The database is in use by another program: waiting (esc gives up)")
        told.truncate(width)
        self.terminal.draw([told])
        for event in self.terminal.events(0):
            if event in ("interrupted", "terminated", "lost"):
                self._left = event
                raise GivenUpError
            if isinstance(event, Key) and event.name in ("esc", "ctrl-c"):
                self._left = "interrupted" if event.name == "ctrl-c" else None
                raise GivenUpError
