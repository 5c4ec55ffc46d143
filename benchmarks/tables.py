"""The look of the tables that the benchmarks print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

_WIDTH = 110  # whatever the terminal, so that figures can be compared line by line


def new_table(title: str, first: str, *heads: str) -> Table:
    """An empty table: a column of names headed `first`, then columns of figures."""
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD)
    table.add_column(first, no_wrap=True)
    for head in heads:
        table.add_column(head, justify="right")
    return table


def show(*parts: Table | str) -> None:
    """Print tables, and lines of text, to standard output."""
    console = Console(width=_WIDTH)
    for part in parts:
        console.print(part, soft_wrap=isinstance(part, str), markup=False, highlight=False)


def markdown(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown under its title; the figures behind its first column to the right."""
    lines = [f"**{title}**", "", _row(heads), _row(["---", *("---:" for _ in heads[1:])])]
    return "\n".join([*lines, *map(_row, rows), ""])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
