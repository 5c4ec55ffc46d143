"""The look of the tables that the benchmarks print."""

from __future__ import annotations

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
