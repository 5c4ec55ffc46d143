from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA
from small_database import Row, correct, small_database

from quotes import extract
from quotes.errors import InputError
from quotes.models import Article, Filters, Span
from quotes.records import find_quote, find_quotes
from quotes.searching import Suggestion, count, similar, suggest
from quotes.searching import find as search
from quotes.searching.spelling import distance, neighbours
from quotes.searching.variants import variants
from quotes.store.database import connect, open_database
from quotes.store.ingest import ingest
from quotes.words import fold, folded_words, typos_forgiven, word_spans


@pytest.fixture(scope="module")
def connection() -> Iterator[sqlite3.Connection]:
    connection = small_database()
    yield connection
    connection.close()


@pytest.fixture
def changing() -> Iterator[sqlite3.Connection]:
    connection = small_database()
    yield connection
    connection.close()


def ids(connection: sqlite3.Connection, words: str, filters: Filters | None = None) -> list[str]:
    hits = search(connection, words, filters or Filters()).hits
    return [hit.record.public_id[-2:] for hit in hits]


def marked(connection: sqlite3.Connection, words: str) -> str:
    """The first hit's text with its highlights between brackets."""
    hit = search(connection, words).hits[0]
    text, end = "", 0
    for span in hit.highlights:
        text += hit.record.text[end : span.start] + f"[{hit.record.text[span.start : span.end]}]"
        end = span.end
    return text + hit.record.text[end:]


FIRST = {
    "words as they stand": ("raise tariffs on steel", "01"),
    "one letter wrong": ("raise tarifs on steel", "01"),
    "two letters wrong in a long word": ("resposnibilty of the ministers", "13"),
    "a letter swapped in every word": ("comittee invesitgate minsiters", "13"),
    "a first letter wrong": ("nesponsibility building", "14"),
    "other order": ("steel on tariffs summer before", "01"),
    "other order, misspelt": ("stele smumer tarifs", "01"),
    "a word too many": ("raise tariffs on steel and paperclips", "01"),
    "a short word misspelt": ("teh economy is strong", "16"),
    "several words too many, misspelt": ("my uncle said teh econmy of the harbor was strong", "16"),
    "capitals": ("ECONOMY IS STRONG", "16"),
    "diacritics left out": ("cafe in sao paulo naive plan", "04"),
    "diacritics put in": ("thé ecönomy ïs strong", "16"),
    "decomposed diacritics": ("cafe\u0301 naive", "04"),
    "a straight apostrophe": ("doesn't belong", "03"),
    "a curly apostrophe": ("doesn’t belong", "03"),
    "a possessive left out": ("teachers strike ends", "15"),
    "an apostrophe that the text lacks": ("the economy's strong harbour's open", "16"),
    "Greek, without its accent": ("ελπιζω", "22"),
    "Cyrillic, misspelt": ("надежда умирет", "22"),
    "a number": ("980 ships", "05"),
    "a number is not corrected": ("ships 2025", "05"),
    "exact above corrected": ("casual", "06"),
    "exact above corrected, the other way": ("causal", "07"),
    "the phrase above its scattered words": ("fair winds to the crew", "18"),
    "scattered words above the phrase": ("crew to be fair had bad winds", "19"),
    "common words only": ("to be or not to be", "20"),
    "one word": ("albatross", "18"),
    "an exact phrase": ('"be heard"', "21"),
    "an exact phrase between curly marks": ("“to be heard”", "21"),
    "an exact phrase and a misspelt word": ('"of the crew" OR "to the crew" albatros', None),
    "a phrase that is not closed": ('"economy is strong', "16"),
    "without a word": ("fair winds -albatross", "19"),
    "without a phrase": ('fair winds -"to the crew"', "19"),
    "across a line break": ("ours the cranes", "24"),
    "FTS5 keywords": ("economy AND NOT OR NEAR", "16"),
    "FTS5 columns and prefixes": ("text:economy* ^strong {text}:harbour", "16"),
    "FTS5 strings": ("economy''\"; strong)) ((", "16"),
    "SQL": ("economy'; DROP TABLE quotes; --", "16"),
    "underscores and dashes": ("economy_is—strong", "16"),
}


@pytest.mark.parametrize(("words", "expected"), FIRST.values(), ids=FIRST.keys())
def test_first_hit(connection: sqlite3.Connection, words: str, expected: str | None) -> None:
    assert (ids(connection, words) or [None])[0] == expected


NOTHING = {
    "no such word": "xylophone",
    "only marks": "!!! ??? —",
    "an emoji": "🤷",
    "a number off by one digit": "981",
    "a short word off by one letter": "quxy",
    "a phrase with a typo": '"econmy is strong"',
    "a phrase in another order": '"strong is economy"',
    "a word and the same word left out": "albatross -albatross",
    "an unknown word and a common one": "zebra is",
    "unknown words around a common one": "wat is zzz",
    "a word that is there, its quotes left out": "ministers -harbour -committee",
    "a lone surrogate": "\ud800",
    "an empty phrase": '""',
}


@pytest.mark.parametrize("words", NOTHING.values(), ids=NOTHING.keys())
def test_nothing_found(connection: sqlite3.Connection, words: str) -> None:
    assert search(connection, words).hits == ()


HIGHLIGHTS = {
    "as typed": (
        "tariffs steel",
        "We will raise [tariffs] on [steel] before the summer.",
    ),
    "corrected": (
        "tarifs stele",
        "We will raise [tariffs] on [steel] before the summer.",
    ),
    "diacritics": (
        "cafe naive",
        "I was at the [café] in São Paulo when the [naïve] plan fell apart.",
    ),
    "to the end of a word with an apostrophe": (
        "harbour doesn't ministers",
        "The [harbour] [doesn’t] belong to the [ministers]; it belongs to the city.",
    ),
    "every place of a word": (
        "nobody anything told us nobody",
        "[Nobody] [told] [us] [anything]",
    ),
    "an exact phrase": (
        '"the ministers"',
        "The committee will investigate the responsibility of [the] [ministers].",
    ),
    "a possessive": ("teachers", "The [teachers]’ strike ends tonight."),
    "not a neighbour of a word that is there": (
        "stand today",
        "We [stand] together, and we will [stand] tomorrow.",
    ),
}


@pytest.mark.parametrize(("words", "expected"), HIGHLIGHTS.values(), ids=HIGHLIGHTS.keys())
def test_highlights(connection: sqlite3.Connection, words: str, expected: str) -> None:
    assert marked(connection, words) == expected


@pytest.mark.parametrize(
    ("words", "corrected"),
    [
        ("tariffs on steel", {}),
        ("Tarifs on steel", {"Tarifs": "tariffs"}),
        ("resposnibilty ministers", {"resposnibilty": "responsibility"}),
        ("casual", {}),
        ("teh economy", {}),
        ("CAFÉ", {}),
    ],
)
def test_corrected_words_are_told(
    connection: sqlite3.Connection, words: str, corrected: dict[str, str]
) -> None:
    assert search(connection, words).corrected == corrected


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ("tariffs steel", ()),
        ("tarifs steel", ()),
        ("tariffs Zebra on zzz", ("Zebra", "zzz")),
        ("fair crew ships", ("ships",)),
        ("fair crew -albatross", ()),
        ("zebra", ()),
    ],
)
def test_words_that_no_hit_has_are_told(
    connection: sqlite3.Connection, words: str, missing: tuple[str, ...]
) -> None:
    assert search(connection, words).missing == missing


def test_exclusions_do_not_correct_words_that_are_there(connection: sqlite3.Connection) -> None:
    assert search(connection, "minister").corrected == {"minister": "ministers"}
    assert search(connection, "minister -steel").corrected == {"minister": "ministers"}
    assert search(connection, "casual -contact").hits == ()
    assert ids(connection, "casual") == ["06", "07"]


def test_scores_tell_exact_corrected_and_incomplete_apart(connection: sqlite3.Connection) -> None:
    def best(words: str) -> float:
        return search(connection, words).hits[0].score

    assert best("Nobody told us anything") == 100
    assert 80 <= best("steel tariffs") < 100
    assert 40 <= best("stele tarifs") < 80
    assert 0 < best("steel tariffs xylophone") < 40


def test_equal_hits_are_ordered_by_day(connection: sqlite3.Connection) -> None:
    first, second = search(connection, "crew of the albatross").hits[:2]
    assert first.score == second.score
    assert (first.record.published, second.record.published) == ("2025-03-03", "2024-11-05")


@pytest.mark.parametrize("words", ["the", "tarifs of the ministers", "nobody xylophone"])
def test_pages_are_parts_of_the_whole(connection: sqlite3.Connection, words: str) -> None:
    whole = search(connection, words, limit=100).hits
    pages = [search(connection, words, limit=2, offset=at).hits for at in range(0, 20, 2)]
    assert [hit for page in pages for hit in page] == list(whole[:20])


FILTERED = {
    "by speaker": ("tariffs", Filters(speaker="ann lee"), "02"),
    "by a misspelt speaker": ("tarifs", Filters(speaker="macreu"), "01"),
    "by venue": ("will tariffs farmers", Filters(venue="fox"), "02"),
    "by outlet": ("crew winds", Filters(outlet="élan"), "17"),
    "by day": ("crew fair winds", Filters(until="2024"), "17"),
    "by kind": ("bridge", Filters(kinds=("indirect",)), "10"),
    "indirect quotes are left out": ("bridge", Filters(), ""),
    "common words, a rare speaker": ("the", Filters(speaker="périgny"), "04"),
}


@pytest.mark.parametrize(("words", "filters", "expected"), FILTERED.values(), ids=FILTERED.keys())
def test_filters(
    connection: sqlite3.Connection, words: str, filters: Filters, expected: str
) -> None:
    assert ids(connection, words, filters) == expected.split()


def test_without_words_the_newest_are_listed(connection: sqlite3.Connection) -> None:
    listed = [record.public_id for record in find_quotes(connection, Filters())]
    hits = search(connection, "  ", limit=100).hits
    assert [hit.record.public_id for hit in hits] == listed
    assert {(hit.score, hit.highlights) for hit in hits} == {(0.0, ())}
    (hit,) = search(connection, "", limit=1, offset=3).hits
    assert hit.record.public_id == listed[3]


def test_exclusions_alone_list_the_rest(connection: sqlite3.Connection) -> None:
    assert ids(connection, "-the -AND", Filters(outlet="post")) == ["07", "08", "21"]


SUGGESTIONS = {
    "a speaker, alone and with another": (
        "macreau", Filters(),
        Suggestion(
            "speaker", 2, ("Emmanuelle Macreau", "Emmanuelle Macreau and Volodar Zelenskyy")
        ),
    ),
    "a speaker under a filter": (
        "macreau", Filters(outlet="courier"), Suggestion("speaker", 1, ("Emmanuelle Macreau",)),
    ),
    "an outlet": ("hebdo", Filters(), Suggestion("outlet", 5, ("Élan Hebdo",))),
    "a venue": ("sao paolo", Filters(), Suggestion("venue", 1, ("conversation in São Paulo",))),
    "a speaker is asked for already": ("macreau", Filters(speaker="lee"), None),
    "nothing": ("xylophone", Filters(), None),
    "no words": ("!", Filters(), None),
}  # fmt: skip


@pytest.mark.parametrize(
    ("words", "filters", "expected"), SUGGESTIONS.values(), ids=SUGGESTIONS.keys()
)
def test_filters_that_words_may_be_meant_for(
    connection: sqlite3.Connection, words: str, filters: Filters, expected: Suggestion | None
) -> None:
    assert suggest(connection, words, filters) == expected


@pytest.mark.parametrize(
    ("filters", "limit"),
    [(Filters(speaker="xyzzy"), 1), (Filters(since="soon"), 1), (Filters(), -1)],
)
def test_what_cannot_be_met_is_an_error(
    connection: sqlite3.Connection, filters: Filters, limit: int
) -> None:
    with pytest.raises(InputError):
        search(connection, "tariffs", filters, limit=limit)


def test_corrected_values_win(changing: sqlite3.Connection) -> None:
    correct(changing, "aaaaaaaa01", "text", "We will raise duties on tin.")
    correct(changing, "aaaaaaaa01", "speaker", "Ida Newcomer")
    (hit,) = search(changing, "duties on tin", Filters(speaker="newcomer")).hits
    assert hit.record.text == "We will raise duties on tin."
    assert hit.highlights == (Span(14, 20), Span(21, 23), Span(24, 27))
    assert ids(changing, "steel") == []
    assert ids(changing, "duties", Filters(speaker="lee")) == []


def test_a_rejected_quote_disappears(changing: sqlite3.Connection) -> None:
    assert ids(changing, "withdrawn archivist") == ["23"]
    correct(changing, "aaaaaaaa23", "standing", "rejected")
    assert ids(changing, "withdrawn archivist") == []


def test_the_phrase_is_found_among_many_with_its_words() -> None:
    scattered = tuple(
        Row(f"b{number:09}", "Red skies make us leave the port in the night.")
        for number in range(450)
    )
    connection = small_database((Row("aaaaaaaa01", "Leave us the red night."), *scattered))
    assert ids(connection, "us the red night")[0] == "01"
    connection.close()


def test_any_number_of_words_is_a_query(connection: sqlite3.Connection) -> None:
    assert ids(connection, "the " * 100_000)
    assert ids(connection, "the economy is strong and the harbour is open " * 5_000)[0] == "16"
    assert search(connection, "x" * 1_000_000).hits == ()
    assert search(connection, "“" * 1_000_000 + '"' * 999_999).hits == ()


# Any text, and what means something to the query language, to FTS5 or to SQL, up to 10,000
# characters: short texts, and the same many times over.
ANY_TEXT = st.text() | st.text("\"“”'’-*^:(){}+_ .,ANDORT019éß\u0301\ud800\x00\n", max_size=40)
PIECES = st.sampled_from(
    (
        "speaker:",
        "after:",
        "2025-02-30",
        '"',
        "-",
        "-the",
        "NEAR(",
        ") OR",
        "ferri",
        "the",
        "\ue001",
        "*",
    )
)
LONG_TEXT = st.lists(ANY_TEXT | PIECES, min_size=1, max_size=30).flatmap(
    lambda parts: st.integers(1, 400).map(lambda times: (" ".join(parts) * times)[:10_000])
)


@settings(max_examples=250, deadline=None)
@given(ANY_TEXT | LONG_TEXT)
@example("a" * 10_000)
@example(" ".join("abcdefghijklmnopqrstuvwxyz") * 200)
@example("“the” -the " * 900)
def test_any_text_is_a_query(words: str) -> None:
    connection = small_database()
    try:
        before = connection.serialize()
        for hit in search(connection, words, limit=5).hits:
            assert 0 <= hit.score <= 100
            ends = [0]
            for span in hit.highlights:
                assert ends[-1] <= span.start < span.end <= len(hit.record.text)
                ends.append(span.end)
        assert count(connection, words) >= 0
        assert connection.serialize() == before
    finally:
        connection.close()


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_words_and_their_places_agree(text: str) -> None:
    printed = [text[span.start : span.end] for span in word_spans(text)]
    assert [fold(word) for word in printed] == folded_words(text)


@pytest.mark.parametrize(
    ("word", "typos"),
    [
        ("teh", 0),
        ("form", 0),
        ("steel", 1),
        ("ministry", 1),
        ("ministers", 2),
        ("2024", 0),
        ("covid19x", 0),
    ],
)
def test_typos_forgiven(word: str, typos: int) -> None:
    assert typos_forgiven(word) == typos


def test_searching_imports_nothing_heavy() -> None:
    program = (
        "import sys, quotes.searching, quotes.records;"
        "print({'rapidfuzz', 'sqlite_utils', 'rich', 'typer'} & sys.modules.keys())"
    )
    shown = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert shown.stdout.strip() == "set()"


def test_filters_may_stand_among_the_words(connection: sqlite3.Connection) -> None:
    assert ids(connection, "tariffs speaker:lee") == ["02"]
    assert ids(connection, 'tariffs speaker:"ann lee"') == ["02"]
    assert ids(connection, "speaker:macreu tarifs") == ["01"]
    assert ids(connection, "crew fair winds before:2024") == ["17"]
    assert ids(connection, "bridge kind:indirect") == ["10"]
    assert ids(connection, "outlet:élan crew winds") == ["17"]
    assert ids(connection, "VENUE:fox tariffs") == ["02"]
    listed = search(connection, "speaker:lee", limit=100).hits
    assert {hit.record.speaker for hit in listed} == {"Ann Lee"}


def test_a_filter_that_nothing_fits_is_told_and_no_error(connection: sqlite3.Connection) -> None:
    results = search(connection, "tariffs speaker:xyzzy")
    assert results.hits == ()
    assert results.unmet is not None
    assert "xyzzy" in results.unmet


@pytest.mark.parametrize("words", ["after:all", "kind:ness", "before:", "speaker:", ":", "a:b:c"])
def test_what_only_looks_like_a_filter_is_words(connection: sqlite3.Connection, words: str) -> None:
    assert search(connection, words).unmet is None


SPELLINGS = {
    "American for British": ("harbor belongs", "03"),
    "British for American, elsewhere": ("the harbour is open", "16"),
    "an apostrophe left out": ("doesnt belong", "03"),
}


@pytest.mark.parametrize(("words", "expected"), SPELLINGS.values(), ids=SPELLINGS)
def test_spellings_do_not_matter(connection: sqlite3.Connection, words: str, expected: str) -> None:
    results = search(connection, words)
    assert results.hits[0].record.public_id.endswith(expected)
    assert results.corrected == {}
    assert results.hits[0].score >= 80


HYPHENS = {
    "as printed": "co-operate by e-mail",
    "in one word": "cooperate by email",
    "one each": "cooperate by e-mail",
}


@pytest.mark.parametrize("words", HYPHENS.values(), ids=HYPHENS)
@pytest.mark.parametrize("printed", ["co-operate by e-mail", "cooperate by email"])
def test_hyphens_do_not_matter(words: str, printed: str) -> None:
    connection = small_database((Row("aaaaaaaa01", f"We {printed} alone."),))
    (hit,) = search(connection, words).hits
    assert hit.score >= 80
    marked = "".join(hit.record.text[span.start : span.end] for span in hit.highlights)
    assert marked.replace("-", "") == "cooperatebyemail"
    connection.close()


@pytest.mark.parametrize(
    ("words", "filters", "expected"),
    [
        ("", Filters(speaker="lee"), 6),
        ("tariffs", Filters(), 2),
        ("tarifs", Filters(), 2),
        ("tariffs steel", Filters(), 1),
        ("crew -albatross", Filters(), 1),
        ('"be heard"', Filters(), 1),
        ("xylophone", Filters(), 0),
        ("!", Filters(), 0),
        ("tariffs speaker:nobody", Filters(), 0),
        ("crew", Filters(until="2024"), 1),
    ],
)
def test_quotes_are_counted(
    connection: sqlite3.Connection, words: str, filters: Filters, expected: int
) -> None:
    assert count(connection, words, filters) == expected


def test_nearest_in_wording() -> None:
    connection = small_database(
        (
            Row("aaaaaaaa01", "We will never close the northern bridge to the ferries."),
            Row("aaaaaaaa02", "We will never close the northern bridge, she said, to ferries."),
            Row("aaaaaaaa03", "The northern bridge will close."),
            Row("aaaaaaaa04", "Nothing of the kind was ever said by anybody."),
        )
    )
    found = similar(connection, find_quote(connection, "aaaaaaaa01"))
    assert [record.public_id[-2:] for record, _ in found][:2] == ["02", "03"]
    assert 1 > found[0][1] > found[1][1] > 0
    assert "04" not in [record.public_id[-2:] for record, _ in found]
    connection.close()


def test_what_is_merged_renamed_and_parted_is_found(changing: sqlite3.Connection) -> None:
    changing.execute("UPDATE speakers SET merged_into = 5 WHERE speaker_id = 6")
    assert {hit.record.speaker for hit in search(changing, "speaker:lindqvist").hits} >= {"Ann Lee"}


@settings(max_examples=100, deadline=None)
@given(st.text("abc", max_size=7), st.text("abc", max_size=7))
def test_distance_is_that_of_optimal_string_alignment(one: str, other: str) -> None:
    assert distance(one, other) == min(2, OSA.distance(one, other))


@given(data=st.data())
@settings(max_examples=300, deadline=None)
def test_neighbours_are_all_words_at_a_distance_of_one(
    connection: sqlite3.Connection, data: st.DataObject
) -> None:
    known = [row[0] for row in connection.execute("SELECT word FROM vocabulary ORDER BY word")]
    letters = list(data.draw(st.sampled_from(known)))
    for _ in range(data.draw(st.integers(0, 2))):
        place = data.draw(st.integers(0, len(letters)))
        instead = data.draw(st.sampled_from(["", "a", "s", "e", letters[place - 1]]))
        letters[place : place + data.draw(st.integers(0, 2))] = instead
    word = "".join(letters)
    expected = {each for each in known if OSA.distance(word, each) == 1}
    found = set(neighbours(connection, [word]).get(word, {}))
    assert found == (expected if typos_forgiven(word) else set())


@pytest.mark.parametrize(
    ("word", "expected"),
    [("colour", "color"), ("organisations", "organizations"), ("travelled", "traveled"),
     ("theatre", "theater"), ("gray", "grey"), ("defense", "defence")],
)  # fmt: skip
def test_british_and_american(word: str, expected: str) -> None:
    assert expected in variants(word)
    assert word in variants(expected)


def test_what_is_remembered_of_the_index_follows_it(tmp_path: Path) -> None:
    path = tmp_path / "quotes.db"
    for name, words in (("one", "The ferries sank"), ("two", "The fairies sang")):
        text = f"“{words},” said Ann Lee."
        article = Article(text, name, "0" * 64, "plain", "1", given_id=name)
        with closing(open_database(path)) as db:
            ingest(db, article, extract(text), parser_version="1")
        with closing(connect(path)) as reader:
            found = search(reader, "fairiez").hits
            assert [hit.record.text for hit in found] == ["The fairies sang,"] * (name == "two")
            assert search(reader, "feries").corrected == {"feries": "ferries"}
