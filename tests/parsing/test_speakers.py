"""Mentions resolved to the fullest name, its kind and role, in a table of marked-up text."""

from __future__ import annotations

import pytest
from checking import differences
from tables import Row, cases


@pytest.mark.parametrize("row", cases("speakers"))
def test_speakers(row: Row) -> None:
    assert differences(row) == []
