"""The word lists of this package, in lexicons/: sections of lines."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def sections(name: str) -> dict[str, tuple[str, ...]]:
    """The lines of quotes/people/lexicons/NAME.txt under their headings.

    `[heading]` opens a section, lines before the first stand under "". Comments behind `#` and
    blank lines are left out.
    """
    text = files("quotes.people").joinpath("lexicons", f"{name}.txt").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    heading = ""
    for line in text.splitlines():
        content = line.split("#", 1)[0].strip()
        if content.startswith("["):
            heading = content.strip("[]")
        elif content:
            found.setdefault(heading, []).append(content)
    return {key: tuple(lines) for key, lines in found.items()}
