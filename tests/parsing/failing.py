"""Prints the rows whose `xfail` marks are out of date, and with --all every row that fails.

    python tests/parsing/failing.py              rows that fail without a mark, or pass with one
    python tests/parsing/failing.py --all        the known failures as well
    python tests/parsing/failing.py --write      brings the marks in tables/ up to date

A mark that is written takes the first difference as its reason; put a better one in its place.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from checking import differences
from tables import FOLDER, SUBJECTS, Row, rows_of


def judged() -> Iterator[tuple[Row, list[str]]]:
    """Every row of every table with the differences that the parser shows now."""
    for subject in SUBJECTS:
        for row in rows_of(subject):
            yield row, differences(row)


def mark(row: Row, reason: str | None) -> None:
    """Sets the row's `xfail` field in its table, or takes it away where `reason` is None."""
    path = FOLDER / f"{row.subject}.txt"
    lines = path.read_text(encoding="utf-8").split("\n")
    at = lines.index(f"== {row.name}") + 1
    end = lines.index("", at)
    lines[at:end] = [line for line in lines[at:end] if not line.startswith("xfail: ")]
    if reason is not None:
        lines.insert(at, f"xfail: {reason}")
    path.write_text("\n".join(lines), encoding="utf-8")


def main() -> None:
    """Judges all rows, prints what the options ask for, and a count."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--all", action="store_true", help="print known failures as well")
    parser.add_argument("--write", action="store_true", help="bring the marks up to date")
    options = parser.parse_args()
    total = failing = stale = 0
    for row, problems in judged():
        total, failing = total + 1, failing + bool(problems)
        if is_stale := bool(problems) != bool(row.xfail):
            stale += 1
            if options.write:
                mark(row, problems[0] if problems else None)
        if is_stale or (options.all and problems):
            print(f"tables/{row.subject}.txt:{row.line}: {row.name}")
            for problem in problems or [f"passes, marked: {row.xfail}"]:
                print(f"    {problem}")
    print(f"{total} rows, {failing} fail, {stale} marks {'mended' if options.write else 'stale'}")


if __name__ == "__main__":
    main()
