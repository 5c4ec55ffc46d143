"""Which printed names may be one person's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.people import agree, keys, suggestion_keys

AGREEING = {
    "case and diacritics": ("RENÉE ŁOŚ", "Renee Los", "full"),
    "umlauts": ("Hans Müller", "Hans Mueller", "full"),
    "transliteration": ("Volodymyr Zelensky", "Vladimir Zelenskyy", "full"),
    "an ending": ("Anton Rostovsky", "Anton Rostovskii", "full"),
    "an article": ("Muhammad al-Sabbagh", "Mohamed Al Sabbagh", "full"),
    "hyphens": ("Kim Jong-un", "Kim Jongun", "full"),
    "a middle initial": ("Ann B. Lee", "Ann Lee", "full"),
    "a middle name": ("Ann Berta Lee", "Ann B. Lee", "full"),
    "particles": ("Jan van der Byl", "Jan Van Der Byl", "full"),
    "titles and letters": ("Sir Tom Vale KC", "Tom Vale", "full"),
    "a suffix left out": ("Tom Vale Jr.", "Tom Vale", "full"),
    "an initial for the given name": ("T. Vale", "Tom Vale", "weak"),
    "another suffix": ("Tom Vale Jr.", "Tom Vale Sr.", None),
    "another initial": ("Ann B. Lee", "Ann C. Lee", None),
    "another letter": ("Ann Smith", "Ann Smyth", None),
    "a nickname": ("Bill Vale", "William Vale", None),
    "another family": ("Ann Lee", "Ann Vale", None),
    "a family name alone": ("Vale", "Tom Vale", None),
    "another script": ("कि शा", "कु शा", None),
}


@pytest.mark.parametrize(("one", "other", "how"), AGREEING.values(), ids=AGREEING)
def test_names_agree(one: str, other: str, how: str | None) -> None:
    assert agree(one, other) == agree(other, one) == how
    if how:
        assert set(keys(one).sought) & set(keys(other).stored)


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_may_be_a_name(one: str, other: str) -> None:
    assert agree(one, other) == agree(other, one)
    assert keys(one) == keys(one)
    assert len(suggestion_keys(one)) < 200
    if keys(one).stored:
        assert agree(one, one) in ("full", "weak")
