"""How long the command line takes to answer, against a hello-world written with Typer.

    python benchmarks/startup.py [--rounds N] [--quick]

Each round runs every command once, in turn, so that all of them meet the same noise; the
yardstick is one of them. The database that is searched is made from seeds/ first.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from rich.table import Table
from tables import new_table, show

SEEDS = Path(__file__).parent.parent / "seeds"
WORD = "bridge"
YARDSTICK = "Typer hello-world"
HELLO = '''\
import typer


def main(name: str) -> None:
    """Greet somebody."""
    print(f"Hello {name}")


if __name__ == "__main__":
    typer.run(main)
'''


@dataclass
class Times:
    """Seconds that the runs of one command took, by the clock and in user mode."""

    wall: list[float] = field(default_factory=list)
    user: list[float] = field(default_factory=list)


def run(command: list[str]) -> tuple[float, float]:
    """The wall and user seconds of one run; SystemExit when the command fails."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    wall = time.perf_counter() - start
    if done.returncode:
        reason = done.stderr.strip().split("\n")[-1]
        raise SystemExit(f"{' '.join(command)}: exit status {done.returncode}: {reason}")
    return wall, resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - used


def commands(folder: Path) -> dict[str, list[str]]:
    """The commands to compare, by name; makes the script and the database they need."""
    hello, database = folder / "hello.py", folder / "demo.db"
    hello.write_text(HELLO, encoding="utf-8")
    module = [sys.executable, "-m", "quotes"]
    run([*module, "ingest", str(SEEDS), "--db", str(database)])
    script = Path(sys.executable).parent / "quotes"
    if not script.exists():
        raise SystemExit(f"{script}: no such file; install the package: pip install -e .")
    return {
        YARDSTICK: [sys.executable, str(hello), "World"],
        "quotes --help": [str(script), "--help"],
        f"quotes search {WORD}": [str(script), "search", WORD, "--db", str(database)],
        "python -m quotes --help": [*module, "--help"],
    }


def measure(compared: dict[str, list[str]], rounds: int) -> dict[str, Times]:
    """The times of every command in so many interleaved rounds, after one that does not count."""
    times = {name: Times() for name in compared}
    for number in range(rounds + 1):
        for name, command in compared.items():
            wall, user = run(command)
            if number:
                times[name].wall.append(wall)
                times[name].user.append(user)
    return times


def table_of(times: dict[str, Times]) -> Table:
    """Median milliseconds, and multiples of the yardstick's."""
    rounds = len(times[YARDSTICK].wall)
    title = f"Start-up, median of {rounds} interleaved rounds"
    heads = ("wall ms", "× hello-world", "user ms", "× hello-world")
    table = new_table(title, "command", *heads)
    base_wall, base_user = median(times[YARDSTICK].wall), median(times[YARDSTICK].user)
    for name, taken in times.items():
        wall, user = median(taken.wall), median(taken.user)
        table.add_row(
            name,
            f"{wall * 1000:.0f}",
            f"{wall / base_wall:.2f}",
            f"{user * 1000:.0f}",
            f"{user / base_user:.2f}",
        )
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=21)
    parser.add_argument("--quick", action="store_true", help="two rounds; rough figures")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        times = measure(commands(Path(folder)), 2 if args.quick else max(1, args.rounds))
    show(table_of(times))


if __name__ == "__main__":
    main()
