"""Who is credited with a passage: segments, source, cue and kind, in a table of marked-up text."""

from __future__ import annotations

import pytest
from checking import differences
from tables import Row, cases


@pytest.mark.parametrize("row", cases("attribution"))
def test_attribution(row: Row) -> None:
    assert differences(row) == []
