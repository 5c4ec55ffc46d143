"""What `quotes export` takes, beside a bare dump of the same columns by the sqlite3 program.

    python benchmarks/export.py                      1,000,000 invented quotes
    python benchmarks/export.py --keep quotes.db     makes that database, or uses it
    python benchmarks/export.py --quick              few quotes, to see that it works

The yardstick is `sqlite3 -csv` and `sqlite3 -json` on the view that everything is read from,
newest first, with the columns that the exports have; where the program is missing, Python's
sqlite3 in its place. Each way is a new process that writes to a file; memory is the most that
its process had in RAM, and is compared with that of an export of a tenth of the quotes.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from search_corpus import QUOTES, build
from tables import markdown

from quotes.citing import EXPORT_FORMATS
from quotes.filtering import DAY
from quotes.records import EXPORT_COLUMNS
from quotes.store.database import connect

FASTEST = ("csv", "ndjson")  # that must reach
LEAST = 0.4  # of the speed of the dump
QUICK_QUOTES = 1000
SHARE = 10  # a tenth of the quotes, for memory

_SEGMENTS = """(SELECT group_concat(start || '-' || "end", ' ') FROM segments s
                 WHERE s.quote_id = e.quote_id) AS segments"""
_ROUNDED = ("speaker_confidence", "venue_confidence", "date_confidence")


def dump_query(before: str | None = None) -> str:
    """The query of the dump: the quotes that an export has, with the columns that it has."""
    columns = {column: f"e.{column}" for column in EXPORT_COLUMNS}
    columns |= {column: f"round(e.{column}, 3) AS {column}" for column in _ROUNDED}
    columns["segments"] = _SEGMENTS
    day = f" AND {DAY} < '{before}'" if before else ""
    return (
        f"SELECT {', '.join(columns.values())} FROM effective_quotes e"
        " WHERE e.standing NOT IN ('rejected', 'retired') AND e.kind IN ('direct', 'mixed')"
        f"{day} ORDER BY {DAY} DESC, e.version_id DESC, e.context_start, e.quote_id"
    )


@dataclass(frozen=True)
class Taken:
    """What a process took: seconds, and the most bytes it had in RAM."""

    seconds: float
    peak: int


def taken(command: Sequence[str | Path], output: Path) -> Taken:
    """What a command takes that writes to its standard output, here a file."""
    start = time.perf_counter()
    with output.open("wb") as out:
        process = subprocess.Popen([str(part) for part in command], stdout=out)
        _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status:
        raise SystemExit(f"{command[0]} {command[1]}: exit status {status}")
    return Taken(seconds, usage.ru_maxrss * 1024)  # which Linux gives in kilobytes


PYTHON_DUMP = """
import csv, json, sqlite3, sys
rows = sqlite3.connect(sys.argv[2]).execute(sys.argv[3])
names = [each[0] for each in rows.description]
if sys.argv[1] == "csv":
    csv.writer(sys.stdout).writerows(rows)
else:
    for row in rows:
        sys.stdout.write(json.dumps(dict(zip(names, row))) + chr(10))
"""


def dump_command(format: str, db: Path) -> list[str | Path]:
    """The command of the yardstick."""
    program = shutil.which("sqlite3")
    if program is None:
        return [sys.executable, "-c", PYTHON_DUMP, format, db, dump_query()]
    return [program, "-csv" if format == "csv" else "-json", "-readonly", db, dump_query()]


def export_command(format: str, db: Path, *more: str) -> list[str | Path]:
    """`quotes export` in a format."""
    return [sys.executable, "-m", "quotes", "export", "--format", format, "--db", db, *more]


def middle_day(db: Path) -> str:
    """A day so late that a tenth of the quotes was said on it or after it."""
    with closing(connect(db)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM indexed").fetchone()
        (day,) = connection.execute(
            "SELECT day FROM indexed ORDER BY day DESC LIMIT 1 OFFSET ?", (count // SHARE,)
        ).fetchone()
    return str(day)


def report(db: Path, folder: Path, formats: Sequence[str], rounds: int) -> str:
    """The table of all formats, and whether the fastest ones are fast enough."""
    output, day = folder / "export", middle_day(db)
    with closing(connect(db)) as connection:
        (quotes,) = connection.execute(
            "SELECT count(*) FROM quotes WHERE kind <> 'indirect' AND standing <> 'rejected'"
        ).fetchone()
    rows, goals = [], []
    for format in formats:
        dump_format = "csv" if format == "csv" else "json"
        dumps, exports = [], []
        for _ in range(rounds if format in FASTEST else 1):
            dumps.append(taken(dump_command(dump_format, db), output))
            exports.append(taken(export_command(format, db), output))
        least = taken(export_command(format, db, "--from", day), output)
        dump = min(each.seconds for each in dumps)
        export = min(each.seconds for each in exports)
        peak = max(each.peak for each in exports)
        rows.append(
            (
                format,
                f"{export:.1f}",
                f"{quotes / export:,.0f}",
                f"{dump / export:.2f}",
                f"{peak / 2**20:.0f}",
                f"{least.peak / 2**20:.0f}",
            )
        )
        if format in FASTEST:
            verdict = "yes" if dump / export >= LEAST else "NO"
            goals.append((format, f"{dump / export:.2f}", f"≥ {LEAST}", verdict))
    heads = ("format", "seconds", "quotes a second", "× dump's speed", "MB", "MB, a tenth")
    yardstick = "the sqlite3 program" if shutil.which("sqlite3") else "Python's sqlite3"
    return "\n".join(
        [
            markdown(f"{quotes:,} quotes, beside a dump by {yardstick}", heads, rows),
            markdown("To be reached", ("speed", "× dump's", "bound", "reached"), goals),
        ]
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--quotes", type=int, default=None)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--rounds", type=int, default=3, help="of csv and ndjson; the best counts")
    parser.add_argument("--keep", type=Path, metavar="DB", help="make it, or use it if it is there")
    parser.add_argument("--only", action="append", choices=EXPORT_FORMATS, help="may recur")
    parser.add_argument("--quick", action="store_true", help="few quotes, one round")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        db = args.keep or Path(folder) / "quotes.db"
        if not db.exists():
            build(db, args.quotes or (QUICK_QUOTES if args.quick else QUOTES), args.seed)
        rounds = 1 if args.quick else args.rounds
        print(report(db, Path(folder), args.only or EXPORT_FORMATS, rounds))


if __name__ == "__main__":
    main()
