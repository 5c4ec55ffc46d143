"""Bytes to text, whatever wrote them."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.errors import ArticleError
from quotes.reading.encoding import decode

ENGLISH = "“We won’t wait,” Dana Whitlock said — the café’s owner agreed… It cost £5, not €6.\n"
FRENCH = "« Nous n’attendrons pas », a déclaré la maire lundi à l’hôtel de ville. Œuvre créée.\n"
GERMAN = "„Wir warten nicht“, sagte die Bürgermeisterin am Montag. Größe über alles.\n"
POLISH = "„Nie będziemy czekać” – powiedziała burmistrz w poniedziałek. Łódź jest piękna.\n"
RUSSIAN = '"Мы не будем ждать", сказала мэр города в понедельник.\n'
GREEK = "«Δεν θα περιμένουμε», είπε η δήμαρχος τη Δευτέρα.\n"
JAPANESE = "「待てない」と市長は月曜日に語った。橋は春まで閉鎖される予定だ。\n"
CHINESE = "市长星期一说：“我们不会等待。”这座桥将关闭到春天。\n"


@pytest.mark.parametrize("times", [1, 2000], ids=["short", "past the sample"])
@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "utf-8"),
        (ENGLISH, "utf-8-sig"),
        (ENGLISH, "utf-16"),
        (ENGLISH, "utf-32"),
        (ENGLISH, "cp1252"),
        (ENGLISH.replace("€", "$"), "mac-roman"),
        (FRENCH, "cp1252"),
        (GERMAN, "cp1252"),
        (POLISH, "cp1250"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (GREEK, "cp1253"),
        (JAPANESE, "shift-jis"),
        (CHINESE, "gb18030"),
    ],
)
def test_encodings(text: str, encoding: str, times: int) -> None:
    assert decode("a.txt", (text * times).encode(encoding)) == text * times


@pytest.mark.parametrize("mark", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_either_byte_order(mark: str) -> None:
    assert decode("a.txt", ("\ufeff" + ENGLISH).encode(mark)) == ENGLISH


def test_signs_beyond_ascii_that_come_late_are_seen() -> None:
    text = "Plain words in a row.\n" * 50_000 + POLISH
    assert decode("a.txt", text.encode("cp1250")) == text


PAGE = '<html><head><meta charset="{}"></head><body>{}</body></html>'


@pytest.mark.parametrize(
    ("declared", "written", "words"),
    [
        pytest.param("iso-8859-2", "iso-8859-2", "£ódź, Łódź and Żory", id="declared"),
        pytest.param("ISO-8859-1", "cp1252", "“We won’t,” she said", id="Latin-1 is Windows-1252"),
        pytest.param("iso-8859-5", "utf-8", "“We won’t,” she said", id="UTF-8 before declared"),
        pytest.param("rot13", "cp1252", "“We won’t,” she said", id="no character set"),
        pytest.param("unicode_escape", "cp1252", r"a “\ud800” b", id="not fit for pages"),
        pytest.param("no-such", "cp1252", "“We won’t,” she said", id="unknown"),
    ],
)
def test_what_a_page_declares(declared: str, written: str, words: str) -> None:
    words = words.replace("£", "Ł") if written == "iso-8859-2" else words
    page = PAGE.format(declared, words)
    assert decode("a.html", page.encode(written)) == page


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        pytest.param("“We won,” she".encode() + b"\xe2\x80", "“We won,” she\ufffd", id="cut off"),
        pytest.param("“We won’t,” ".encode() + b"\x92 x", "“We won’t,” \ufffd x", id="one byte"),
        pytest.param(b"\xff\xfea\x00\x00\xd8b\x00", "a\ufffdb", id="lone surrogate in UTF-16"),
        pytest.param(b"\xff\xfea\x00b", "a\ufffd", id="odd byte in UTF-16"),
        pytest.param("“Visit the CAFÉ”".encode("cp1252"), "“Visit the CAFÉ”", id="by chance"),
    ],
)
def test_damage_shows_and_spares_the_rest(raw: bytes, text: str) -> None:
    assert decode("a.txt", raw) == text


@given(st.binary(max_size=200) | st.text(max_size=80).map(lambda text: text.encode("utf-16")))
def test_any_bytes_are_text_that_can_be_stored_or_refused(raw: bytes) -> None:
    with suppress(ArticleError):
        text = decode("a.txt", raw)
        assert text.encode()
        assert text.strip()
        assert "\0" not in text
