"""Golden files: a citation for every style and kind of source, with the rule that it follows."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from kinds_of_source import KINDS

from quotes.citing import STYLES, cite
from quotes.citing.styles import Only

GOLDEN = {
    style: tomllib.loads((Path(__file__).parent / f"golden/{style}.toml").read_text("utf-8"))
    for style in STYLES
}
CASES = [(style, kind) for style in STYLES for kind in KINDS]


@pytest.mark.parametrize("style", STYLES)
def test_every_kind_of_source_has_a_case_and_its_rule(style: str) -> None:
    assert list(GOLDEN[style]) == list(KINDS)
    assert all(case["rule"] for case in GOLDEN[style].values())


@pytest.mark.parametrize("only", ["quote", "article"])
@pytest.mark.parametrize(("style", "kind"), CASES)
def test_golden(style: str, kind: str, only: Only) -> None:
    cited = cite([KINDS[kind]], style, "markdown", only=only, links=False)
    assert cited == GOLDEN[style][kind][only]


@pytest.mark.parametrize(("style", "kind"), CASES)
def test_both_are_the_quote_and_the_articles_last_line(style: str, kind: str) -> None:
    case = GOLDEN[style][kind]
    lines = [case["quote"], case["article"].split("\\\n")[-1]]
    expected = "\\\n".join(line for line in lines if line) if style != "ap" else case["quote"]
    assert cite([KINDS[kind]], style, "markdown", links=False) == expected
