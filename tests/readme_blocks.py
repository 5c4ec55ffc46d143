"""The examples of the documents, run: their outputs made again and written in place.

    python tests/readme_blocks.py    rewrites README.md, docs/citations.md and docs/commands.md

In a block marked `console` a line that begins with `$ ` is a command, and the lines up
to the next one are its output, that on standard error included. A block marked `pycon`
is a dialogue with Python. All run one after the other in one folder that holds what
`prepare` puts there. A line `…` stands for what is left out of an output: the lines
above it are the first ones, the lines below it the last ones. Of `quotes review` the
output is its first screen, where there is tmux to show it in.
"""

from __future__ import annotations

import doctest
import io
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir, redirect_stdout
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import typer
from tmux import TMUX, Pane

from quotes.cli import application

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
CITATIONS = ROOT / "docs" / "citations.md"
COMMANDS = ROOT / "docs" / "commands.md"
COPIED = ("Makefile", "pyproject.toml", "seeds")

PROMPT = "$ "
LEFT_OUT = "…"
# Nothing else of the environment reaches the commands, so that outputs are the same everywhere.
ENVIRONMENT = {
    "PATH": f"{Path(sys.executable).parent}:{os.defpath}",
    "COLUMNS": "80",
    "LC_ALL": "C.UTF-8",
    "PYTHONUTF8": "1",
    "PYTHONUNBUFFERED": "1",
    "QUOTES_USER": "jo",
}
_BLOCK = re.compile(r"(?ms)^```(?P<kind>console|pycon)\n(?P<body>.*?)^```$")
_ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/")


def prepare(folder: Path) -> None:
    """Put into an empty folder what the README's commands find in a clone."""
    for name in COPIED:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    (folder / ".venv").symlink_to(sys.prefix, target_is_directory=True)


def rerun(markdown: str, folder: Path) -> str:
    """The page with the outputs of its examples as they are now, run in this folder."""
    names: dict[str, Any] = {}

    def fresh(block: re.Match[str]) -> str:
        lines = (
            _console(block["body"], folder)
            if block["kind"] == "console"
            else _dialogue(block["body"], folder, names)
        )
        return "\n".join([f"```{block['kind']}", *lines, "```"])

    return _BLOCK.sub(fresh, markdown)


def commands(markdown: str) -> Iterator[str]:
    """The commands of the page's console blocks, in order."""
    for block in _BLOCK.finditer(markdown):
        for line in block["body"].splitlines():
            if block["kind"] == "console" and line.startswith(PROMPT):
                yield line.removeprefix(PROMPT)


def _console(body: str, folder: Path) -> Iterator[str]:
    for example in re.split(r"(?m)^\$ ", body)[1:]:
        command, *shown = example.splitlines()
        yield PROMPT + command
        yield from _as_long(_output(command, folder, shown), shown)


def _as_long(lines: list[str], shown: list[str]) -> list[str]:
    """The lines, with what was left out of those shown before left out of them too."""
    # An empty line may part the output from the next command.
    parting = [""] if shown[-1:] == [""] else []
    shown = shown[: len(shown) - len(parting)]
    if LEFT_OUT in shown:
        first = shown.index(LEFT_OUT)
        last = max(first, len(lines) - (len(shown) - first - 1))
        lines = [*lines[:first], LEFT_OUT, *lines[last:]]
    return lines + parting


def _output(command: str, folder: Path, shown: list[str]) -> list[str]:
    if command.startswith("quotes serve") and "--help" not in command:
        return _served(command, folder)
    if command.startswith("quotes review") and "--help" not in command:
        return _reviewed(command, folder) or shown
    if command == "make demo":
        command += " -o .venv/installed"  # which is as it should be, whoever made it
    done = subprocess.run(
        command,
        shell=True,
        cwd=folder,
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=60,
    )
    output = done.stdout.rstrip("\n")
    return output.split("\n") if output else []


def _served(command: str, folder: Path) -> list[str]:
    """What the command prints once its site has shown a page; on a port that is free."""
    with subprocess.Popen(
        [*shlex.split(command), "--port", "0"],
        cwd=folder,
        env=ENVIRONMENT,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as site:
        try:
            assert site.stderr
            line = site.stderr.readline().rstrip("\n")
            address = _ADDRESS.search(line)
            if address:
                with urlopen(address[0], timeout=30) as page:
                    assert page.status == 200
        finally:
            site.send_signal(signal.SIGINT)
    return [_ADDRESS.sub("http://127.0.0.1:8001/", line)]


def _reviewed(command: str, folder: Path) -> list[str]:
    """The first screen of a review, in a terminal of 80 by 24; nothing where tmux is missing."""
    if TMUX is None:
        return []
    with Pane(folder, 80, 24, command) as pane:
        return [line.rstrip() for line in pane.until("q quit").rstrip("\n").split("\n")]


def _dialogue(body: str, folder: Path, names: dict[str, Any]) -> Iterator[str]:
    for example in doctest.DocTestParser().get_examples(body):
        first, *more = example.source.splitlines()
        yield f">>> {first}"
        yield from (f"... {line}".rstrip() for line in more)
        printed = io.StringIO()
        with chdir(folder), redirect_stdout(printed):
            exec(compile(example.source, "README.md", "single"), names)
        yield from printed.getvalue().splitlines()


def commands_page() -> str:
    """The page of all commands: what `--help` says of each."""
    parts = [
        "# Commands",
        "What `--help` says of each command. This page is made by `make readme`.",
        *(_help(name) for name in ("", *command_names())),
    ]
    return "\n\n".join(parts) + "\n"


def command_names() -> list[str]:
    """The names of all commands, in the order of `quotes --help`."""
    return list(_commands(application()))


def _commands(group: typer.Typer, of: str = "") -> Iterator[str]:
    """The commands of a group, those of its own groups named in full."""
    for command in group.registered_commands:
        name = command.name or (command.callback.__name__ if command.callback else "")
        yield f"{of}{name}"
    for inner in group.registered_groups:
        if inner.typer_instance is not None:
            yield from _commands(inner.typer_instance, f"{of}{inner.name} ")


def _help(name: str) -> str:
    command = f"quotes {name}".strip()
    text = "\n".join(_output(f"{command} --help", ROOT, [])).strip()
    return f"## {command}\n\n```text\n{text}\n```"


def main() -> None:
    COMMANDS.write_text(commands_page(), encoding="utf-8")
    for page in (README, CITATIONS):
        with tempfile.TemporaryDirectory() as folder:
            prepare(Path(folder))
            fresh = rerun(page.read_text(encoding="utf-8"), Path(folder))
        page.write_text(fresh, encoding="utf-8")


if __name__ == "__main__":
    main()
