"""A real terminal to run commands in: a tmux server of its own, driven by keystrokes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType

TMUX = shutil.which("tmux")
PATIENCE = 60.0  # seconds after which something hangs
_ENVIRONMENT = {
    "PATH": f"{Path(sys.executable).parent}:{os.defpath}",
    "LC_ALL": "C.UTF-8",
    "PYTHONUTF8": "1",
    "QUOTES_USER": "jo",
    "PS1": "ready> ",
    "SHELL": "/bin/sh",
}


class Pane:
    """A terminal of so many cells in a folder, with a shell or one command in it."""

    def __init__(self, folder: Path, width: int, height: int, command: str = "") -> None:
        assert TMUX is not None
        # The path of a socket must be short.
        self._socket = Path(tempfile.mkdtemp(prefix="tmux")) / "s"
        size = ("-x", str(width), "-y", str(height))
        shell = f"exec {command}" if command else "exec sh"
        self._tmux("-f", os.devnull, "new-session", "-d", *size, "-c", str(folder), shell)
        self.pid = int(self._tmux("display-message", "-p", "#{pane_pid}"))

    def __enter__(self) -> Pane:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()
        shutil.rmtree(self._socket.parent, ignore_errors=True)

    def type(self, text: str) -> None:
        """Type letters, one after the other."""
        self._tmux("send-keys", "-l", "--", text)

    def press(self, *names: str) -> None:
        """Press keys by the names that tmux has for them: Enter, Escape, Down, C-c."""
        self._tmux("send-keys", *names)

    def resize(self, width: int, height: int) -> None:
        """Make the terminal another size."""
        self._tmux("resize-window", "-x", str(width), "-y", str(height))

    def screen(self, *options: str) -> str:
        """What the terminal shows."""
        return self._tmux("capture-pane", "-p", *options)

    def cursor_is_shown(self) -> bool:
        """Whether the terminal shows where one types."""
        return self._tmux("display-message", "-p", "#{cursor_flag}").strip() == "1"

    def until(self, *shown: str) -> str:
        """What the terminal shows once all of this is to be read on it."""
        end = time.monotonic() + PATIENCE
        while True:
            screen = self.screen()
            if all(each in screen for each in shown):
                return screen
            if time.monotonic() > end:
                raise TimeoutError(f"{shown} did not appear; the terminal shows:\n{screen}")
            time.sleep(0.02)

    def until_left(self) -> None:
        """Wait until the process in the terminal is gone."""
        end = time.monotonic() + PATIENCE
        while Path(f"/proc/{self.pid}").exists() and time.monotonic() < end:
            time.sleep(0.02)
        assert not Path(f"/proc/{self.pid}").exists()

    def kill(self) -> None:
        """Take the terminal away, with the server that shows it."""
        subprocess.run([TMUX or "", "-S", self._socket, "kill-server"], capture_output=True)

    def _tmux(self, *arguments: str) -> str:
        done = subprocess.run(
            [TMUX or "", "-S", str(self._socket), *arguments],
            env=_ENVIRONMENT,
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout
