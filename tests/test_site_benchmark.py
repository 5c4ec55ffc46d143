"""The benchmark of the site, small."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

BENCHMARK = Path(__file__).parent.parent / "benchmarks" / "site_pages.py"


def test_a_small_run() -> None:
    command = [sys.executable, BENCHMARK, "--quick"]
    out = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
    assert re.search(r"^\*\*1,000 quotes, 8 readers\*\*$", out, re.M), out
    kinds = ("plain Datasette, searched", "search", "speaker", "quote", "home and about")
    for kind in kinds:
        assert re.search(rf"^\| {kind} \| 16 \| 0 \| ", out, re.M), out
    assert "| pages refused or failed | 0.000 | ≤ 0 | yes |" in out
