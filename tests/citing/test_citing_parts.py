"""The pieces of a citation: bylines, dates, marks and places."""

from __future__ import annotations

import pytest
from citing_records import record

from quotes.citing import dates, names, punctuation
from quotes.citing.names import Name
from quotes.citing.occasions import event, place
from quotes.citing.source import address, one_line


@pytest.mark.parametrize(
    ("bylines", "outlet", "expected"),
    [
        (["Jane Doe"], None, [Name("Doe", "Jane")]),
        (["By Jane Q. Doe"], None, [Name("Doe", "Jane Q.")]),
        (["Doe, Jane"], None, [Name("Doe", "Jane")]),
        (["van der Berg, Anna"], None, [Name("Berg", "Anna", "van der")]),
        (["Anna van der Berg"], None, [Name("Berg", "Anna", "van der")]),
        (["Greta Van Susten"], None, [Name("Van Susten", "Greta")]),
        (["Van Jonas"], None, [Name("Jonas", "Van")]),
        (["Bo King Jr."], None, [Name("King", "Bo", None, "Jr.")]),
        (["Bo King, Jr"], None, [Name("King", "Bo", None, "Jr.")]),
        (["Bo King III"], None, [Name("King", "Bo", None, "III")]),
        (["Jane Doe, staff writer"], None, [Name("Doe", "Jane")]),
        (["Jane Doe, Reuters"], None, [Name("Doe", "Jane")]),
        (
            ["Jane Doe, Bo Li and Cy Roe"],
            None,
            [Name(*n.split()[::-1]) for n in ("Jane Doe", "Bo Li", "Cy Roe")],
        ),
        (["Jane Doe / The Echo"], "The Echo", [Name("Doe", "Jane")]),
        (["Jane Doe", "jane doe", "Jane Doe"], None, [Name("Doe", "Jane"), Name("jane doe")]),
        (["Associated Press"], None, [Name("Associated Press")]),
        (["Reuters"], None, [Name("Reuters")]),
        (["Staff"], None, [Name("Staff")]),
        (["Staff and wire reports"], None, [Name("Staff and wire reports")]),
        (["Editorial Board"], None, [Name("Editorial Board")]),
        (["The Echo"], "The Echo", []),
        (["Department of Bridges and Tunnels"], None, [Name("Department of Bridges and Tunnels")]),
        (["Jane Doe https://social.example/jane"], None, [Name("Doe", "Jane")]),
        (["https://social.example/jane"], None, []),
        (["", " ", ","], None, []),
    ],
)
def test_authors(bylines: list[str], outlet: str | None, expected: list[Name]) -> None:
    assert list(names.authors(bylines, outlet)) == expected


def test_forms_of_a_name() -> None:
    name = names.parse("Jean-Luc “Jay” van den Berg Jr.")
    assert name.display == "Jean-Luc “Jay” van den Berg Jr."
    assert name.inverted == "van den Berg, Jean-Luc “Jay”, Jr."
    assert name.initialed == "van den Berg, J.-L., Jr."


@pytest.mark.parametrize(
    ("iso", "ap", "apa", "mla", "chicago"),
    [
        ("2025-02-04", "Feb. 4, 2025", "2025, February 4", "4 Feb. 2025", "February 4, 2025"),
        ("2025-03-04", "March 4, 2025", "2025, March 4", "4 Mar. 2025", "March 4, 2025"),
        ("2025-06-30", "June 30, 2025", "2025, June 30", "30 June 2025", "June 30, 2025"),
        ("2025-09-01", "Sept. 1, 2025", "2025, September 1", "1 Sept. 2025", "September 1, 2025"),
        ("2025-02", "February 2025", "2025, February", "Feb. 2025", "February 2025"),
        ("2025", "2025", "2025", "2025", "2025"),
        (
            "2025-02-04T23:59:00Z",
            "Feb. 4, 2025",
            "2025, February 4",
            "4 Feb. 2025",
            "February 4, 2025",
        ),
    ],
)
def test_dates(iso: str, ap: str, apa: str, mla: str, chicago: str) -> None:
    when = dates.parse(iso)
    assert when is not None
    written = (dates.ap(when), dates.apa(when), dates.mla(when), dates.chicago(when))
    assert written == (ap, apa, mla, chicago)
    assert iso.startswith(when.iso)


@pytest.mark.parametrize(
    "text", [None, "", "2025-13", "2025-02-30", "25", "soon", "0000", "２０２５"]
)
def test_what_is_no_date(text: str | None) -> None:
    assert dates.parse(text) is None


@pytest.mark.parametrize(
    ("text", "point", "expected"),
    [
        ("We won", ",", "We won,"),
        ("We won,", ".", "We won."),
        ("We won.", ",", "We won,"),
        ("We won;", ",", "We won,"),
        ("Why?", ",", "Why?"),
        ("“Why?”", ",", "“Why?”"),
        ("the ‘old’", ",", "the ‘old,’"),
        ("the 'old',", ",", "the 'old,'"),
        ("the boys’", ",", "the boys’,"),
        ("Acme Inc.", ",", "Acme Inc.,"),
        ("Acme Inc.", ".", "Acme Inc."),
        ("I waited...", ".", "I waited..."),
        ("I waited...", ",", "I waited...,"),
        ("bold,", "", "bold"),
        (",", ".", ","),
        ("", ".", ""),
    ],
)
def test_end(text: str, point: str, expected: str) -> None:
    assert punctuation.end(text, point) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('a "b" c', "a ‘b’ c"),
        ("a “b” c", "a ‘b’ c"),
        ("a ‘b “c” d’ e", "a ‘b “c” d’ e"),
        ("a “b ‘c’ d” e", "a ‘b “c” d’ e"),
        ("a 'b' c", "a 'b' c"),
        ("the ’90s weren’t “it”", "the ’90s weren’t ‘it’"),
        ('a 12" pipe', 'a 12" pipe'),
        ('an unclosed "mark', "an unclosed ‘mark"),
        ("a stray” mark", "a stray’ mark"),
    ],
)
def test_inner_marks(text: str, expected: str) -> None:
    assert punctuation.inner(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two.", ("One.", "Two.")),
        ("One", ("One", "")),
        ("Really? Yes", ("Really?", "Yes")),
        ("The U.S. Senate met. It voted.", ("The U.S. Senate met.", "It voted.")),
        ("It cost 3.50 dollars. Fine", ("It cost 3.50 dollars.", "Fine")),
        ("He said “No.” Then he left.", ("He said “No.”", "Then he left.")),
        ("He said “No. Never.” and left.", ("He said “No. Never.” and left.", "")),
        ("Well ... maybe. Yes", ("Well ... maybe.", "Yes")),
    ],
)
def test_first_sentence(text: str, expected: tuple[str, str]) -> None:
    assert punctuation.first_sentence(text) == expected


@pytest.mark.parametrize(
    ("venue", "kind", "phrase", "expected"),
    [
        (None, None, "at a rally", None),
        ("rally", "speech", "at a rally", "at a rally"),
        ("rally", "speech", "At a rally,", "at a rally"),
        ("rally", "speech", "during Monday's rally", "during the rally"),
        ("interview", "interview", "in a Thursday interview", "in an interview"),
        ("interview", "interview", "in an interview on Monday", "in an interview"),
        ("Fox News Sunday", "broadcast", "on Fox News Sunday", "on Fox News Sunday"),
        ("rally", "speech", "at a rally Monday", "at a rally"),
        ("USA Today", "interview", "told USA Today", "told USA Today"),
        ("Truth Social post", "social_media", "the post", "in a Truth Social post"),
        ("remarks to reporters", "statement", None, "in remarks to reporters"),
        ("Senate hearing", "hearing", "Senate hearing", "at a Senate hearing"),
        ("Fox News", "broadcast", None, "on Fox News"),
        ("the memo", "document", None, "in the memo"),
        ("rally", "speech", "at a rally " + "and on " * 50, "in a rally"),
    ],
)
def test_place(venue: str | None, kind: str | None, phrase: str | None, expected: str) -> None:
    assert place(record(venue=venue, venue_kind=kind, venue_phrase=phrase)) == expected


@pytest.mark.parametrize(
    ("venue", "kind", "phrase", "expected"),
    [
        (None, None, None, None),
        (
            "interview on Fox News",
            "interview",
            "in an interview on Fox News",
            "interview on Fox News",
        ),
        ("reporters", "news_conference", "told reporters", "comments to reporters"),
        ("CNN", "interview", "told CNN", "interview with CNN"),
        ("town meeting", "conversation", "told a town meeting", "town meeting"),
    ],
)
def test_event(venue: str | None, kind: str | None, phrase: str | None, expected: str) -> None:
    assert event(record(venue=venue, venue_kind=kind, venue_phrase=phrase)) == expected


def test_a_person_renames_a_venue() -> None:
    renamed = record(venue="debate", venue_phrase="told CNN", standing="corrected")
    assert (place(renamed), event(renamed)) == ("at a debate", "debate")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://t.example/a?b=1&c=%20#d", "https://t.example/a?b=1&c=%20#d"),
        ("https://t.example/a b{c}", "https://t.example/a%20b%7Bc%7D"),
        ("https://t.example/é", "https://t.example/%C3%A9"),
        ('https://t.example/"<>\\', "https://t.example/%22%3C%3E%5C"),
        ("t.example:8080/a", "t.example:8080/a"),
        ("javascript:alert(1)", None),
        (" ", None),
        (None, None),
    ],
)
def test_address(url: str | None, expected: str | None) -> None:
    assert address(url) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\r\nER  - \u2028b\x85c", "a ER - b c"),
        ("a\x00b\u202eb", "a b b"),
        ("\ud800", "\ufffd"),
        (" \n", None),
        (None, None),
    ],
)
def test_one_line(text: str | None, expected: str | None) -> None:
    assert one_line(text) == expected
