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


def test_the_dump_has_the_quotes_of_the_export(tmp_path: Path) -> None:
    import csv
    import io
    from contextlib import closing

    sys.path.insert(0, str(BENCHMARK.parent))
    try:
        from export import dump_command
        from search_corpus import build
    finally:
        sys.path.pop(0)
    from quotes.citing.dump import lines
    from quotes.models import Filters
    from quotes.store.database import connect

    db = tmp_path / "quotes.db"
    build(db, 300, 3)
    with closing(connect(db)) as connection:
        exported = io.StringIO("".join(lines(connection, Filters(), "csv")), newline="")
    dumped = subprocess.run(dump_command("csv", db), capture_output=True, timeout=60, check=True)
    rows = list(csv.reader(io.StringIO(dumped.stdout.decode(), newline="")))
    assert [row[0] for row in csv.reader(exported)][1:] == [row[0] for row in rows]
