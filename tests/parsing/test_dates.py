"""On which day the words were said: date, basis and evidence, in a table of marked-up text."""

from __future__ import annotations

import pytest
from checking import differences
from tables import Row, cases


@pytest.mark.parametrize("row", cases("dates"))
def test_dates(row: Row) -> None:
    assert differences(row) == []
