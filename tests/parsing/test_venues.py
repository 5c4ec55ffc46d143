"""Where the words were said: label, kind and evidence, in a table of marked-up text."""

from __future__ import annotations

import pytest
from checking import differences
from tables import Row, cases


@pytest.mark.parametrize("row", cases("venues"))
def test_venues(row: Row) -> None:
    assert differences(row) == []
