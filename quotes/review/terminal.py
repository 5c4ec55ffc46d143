"""The terminal that a review goes on in: taken over, drawn on, read from, and given back.

It is given back as it was whatever happens: at the end, after an error, for a while when the
review is suspended. Signals are only noted down and handed out between keys, so that none of
them breaks off a decision halfway.
"""

from __future__ import annotations

import io
import os
import select
import signal
import sys
import termios
from collections.abc import Sequence
from contextlib import suppress
from types import FrameType, TracebackType
from typing import Any, Literal

from rich.console import Console
from rich.text import Text

from quotes.review.keys import Key, Keyboard

Event = Key | Literal["resized", "interrupted", "terminated", "lost", "idle"]

_ESCAPE = 0.05  # seconds within which the rest of a key follows its escape
# The screen of its own, without cursor; what is pasted comes marked as such.
_ENTER = "\x1b[?1049h\x1b[?25l\x1b[?2004h\x1b[2J"
_LEAVE = "\x1b[?2004l\x1b[?25h\x1b[?1049l"
# A terminal that knows it shows all that stands between the two at once.
_BEGIN, _END = "\x1b[?2026h", "\x1b[?2026l"
_SIGNALS = (
    signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGWINCH, signal.SIGTSTP, signal.SIGCONT,
)  # fmt: skip


class LostError(Exception):
    """The terminal is gone."""


class Terminal:
    """The terminal on standard input and output, taken over within a `with` block."""

    def __init__(self) -> None:
        self._in, self._out = sys.stdin.fileno(), sys.stdout.fileno()
        self._encoding = sys.stdout.encoding or "utf-8"
        known = Console()
        self._colours, self._no_colour = known.color_system, known.no_color
        self._keyboard = Keyboard()
        self._caught: list[int] = []
        self._before: dict[int, Any] = {}
        self._modes: list[Any] = []
        self._wake = os.pipe()

    @property
    def colour(self) -> bool:
        """Whether it shows colours, and nobody asked to be spared them."""
        return self._colours is not None and not self._no_colour

    def __enter__(self) -> Terminal:
        for end in self._wake:
            os.set_blocking(end, False)
        try:
            self._modes = termios.tcgetattr(self._in)
        except termios.error as error:
            raise LostError from error
        self._wakeup = signal.set_wakeup_fd(self._wake[1], warn_on_full_buffer=False)
        for number in _SIGNALS:
            self._before[number] = signal.signal(number, self._catch)
        try:
            self._take()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._give_back()
        signal.set_wakeup_fd(self._wakeup)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        for end in self._wake:
            os.close(end)

    def size(self) -> tuple[int, int]:
        """Its width and height in cells."""
        try:
            width, height = os.get_terminal_size(self._out)
        except OSError as error:
            raise LostError from error
        return width or 80, height or 24

    def draw(self, lines: Sequence[Text]) -> None:
        """Show these lines, none wider than the terminal, and nothing else. Raises LostError."""
        width, _ = self.size()
        drawn = io.StringIO()
        console = Console(
            file=drawn,
            force_terminal=True,
            color_system=self._colours,  # type: ignore[arg-type]
            no_color=self._no_colour,
            width=width + 1,
            legacy_windows=False,
            highlight=False,
        )
        drawn.write(f"{_BEGIN}\x1b[H")
        for row, line in enumerate(lines, 1):
            drawn.write(f"\x1b[{row};1H\x1b[2K")
            console.print(line, end="", no_wrap=True, overflow="crop", crop=False)
        drawn.write(f"\x1b[{len(lines) + 1};1H\x1b[J" if len(lines) < self.size()[1] else "")
        drawn.write(_END)
        self._write(drawn.getvalue())

    def events(self, timeout: float | None = None) -> list[Event]:
        """What happens next: keys, or what became of the terminal; "idle" after the timeout, in
        seconds, and at once after keys when none follows."""
        if self._keyboard.holds_back:
            ready = self._wait(_ESCAPE)
            if not ready:
                return [*self._keyboard.flush()] or ["idle"]
        elif not self._wait(timeout):
            return ["idle"]
        events = self._signalled()
        if select.select([self._in], [], [], 0)[0]:
            try:
                sent = os.read(self._in, 4096)
            except OSError:
                sent = b""
            events += self._keyboard.feed(sent) if sent else ["lost"]
        return events

    def has_more(self) -> bool:
        """Whether another key came already."""
        return self._wait(0)

    def suspend(self) -> None:
        """Stop, as Ctrl-Z asks for, and take the terminal again when told to go on."""
        self._give_back()
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(0, signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, self._catch)
        self._take()

    def _wait(self, timeout: float | None) -> bool:
        if self._caught:
            return True
        ready, _, _ = select.select([self._in, self._wake[0]], [], [], timeout)
        return bool(ready)

    def _signalled(self) -> list[Event]:
        with suppress(BlockingIOError):
            os.read(self._wake[0], 4096)
        caught, self._caught = self._caught, []
        events: list[Event] = []
        for number in caught:
            if number == signal.SIGTSTP:
                self.suspend()
            elif number == signal.SIGCONT:
                self._take()
            events.append(_EVENTS[number])
        return events

    def _catch(self, number: int, frame: FrameType | None) -> None:
        self._caught.append(number)

    def _take(self) -> None:
        modes = [*self._modes]
        modes[0] &= ~(termios.IXON | termios.ICRNL)  # Ctrl-S and Ctrl-Q stop nothing
        # Keys come one by one, unseen, Ctrl-C and Ctrl-Z among them.
        modes[3] &= ~(termios.ICANON | termios.ECHO | termios.ISIG | termios.IEXTEN)
        modes[6] = [*modes[6]]
        modes[6][termios.VMIN], modes[6][termios.VTIME] = 1, 0
        try:
            termios.tcsetattr(self._in, termios.TCSADRAIN, modes)
        except termios.error as error:
            raise LostError from error
        self._write(_ENTER)

    def _give_back(self) -> None:
        with suppress(LostError):
            self._write(_LEAVE)
        with suppress(termios.error):
            termios.tcsetattr(self._in, termios.TCSADRAIN, self._modes)

    def _write(self, text: str) -> None:
        data = text.encode(self._encoding, "replace")
        try:
            while data:
                data = data[os.write(self._out, data) :]
        except OSError as error:
            raise LostError from error


_EVENTS: dict[int, Event] = {
    signal.SIGINT: "interrupted",
    signal.SIGTERM: "terminated",
    signal.SIGHUP: "lost",
    signal.SIGWINCH: "resized",
    signal.SIGTSTP: "resized",  # back after a pause, maybe in another size
    signal.SIGCONT: "resized",
}
