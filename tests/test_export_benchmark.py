"""The benchmark of exports, small."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

BENCHMARK = Path(__file__).parent.parent / "benchmarks" / "export.py"


def test_a_small_run() -> None:
    command = [sys.executable, BENCHMARK, "--quick", "--only", "csv", "--only", "wikipedia"]
    out = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
    assert re.search(r"^\*\*\d{3} quotes, beside a dump by ", out)
    assert re.search(r"^\| wikipedia \| [\d.]+ \| [\d,]+ \| [\d.]+ \| \d+ \| \d+ \|$", out, re.M)
    assert re.search(r"^\| csv \| [\d.]+ \| ≥ 0\.4 \| (yes|NO) \|$", out, re.M)


BOTH = """
import csv, io, subprocess, sys
from contextlib import closing
from pathlib import Path
from export import dump_command
from search_corpus import build
from quotes.citing.dump import lines
from quotes.models import Filters
from quotes.store.database import connect

db = Path(sys.argv[1])
build(db, 300, 3)
with closing(connect(db)) as connection:
    exported = io.StringIO("".join(lines(connection, Filters(), "csv")), newline="")
dumped = subprocess.run(dump_command("csv", db), capture_output=True, check=True).stdout.decode()
for each in (exported, io.StringIO(dumped, newline="")):
    print(*(row[0] for row in csv.reader(each)))
"""


def test_the_dump_has_the_quotes_of_the_export(tmp_path: Path) -> None:
    # A process of its own: the benchmarks' modules have names that tests have too.
    command = [sys.executable, "-c", BOTH, tmp_path / "quotes.db"]
    out = subprocess.run(
        command, capture_output=True, text=True, timeout=60, check=True, cwd=BENCHMARK.parent
    ).stdout
    exported, dumped = (line.split() for line in out.splitlines())
    assert exported[1:] == dumped
    assert len(dumped) > 200
