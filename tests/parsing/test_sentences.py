"""Tokens and sentences: offsets that reproduce the text, full stops that end nothing."""

from __future__ import annotations

from textwrap import fill

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import SUBJECTS, rows_of

from quotes.parsing.sentences import Tokens, tokenize, unwrap

# Sentences are parted by a bar, which stands for the space between them.
SENTENCES = {
    "a full stop": "We won.|They lost.",
    "a question and an exclamation": "Who won?|We won!|Good.",
    "a title": "Sen. Lars Henriksen voted.|Dr. Mei Okafor did not.",
    "courtesy titles": "He met Mrs. Nkosi and Mr. Osei.|They left.",
    "initials": "It was Walter J. Nakai.|K. R. Subramaniam agreed.",
    "a letter before a sentence": "We need a Plan B.|“We have none,” she said.",
    "a letter before an opener": "They drew in Group C.|The side went home.",
    "a platform of one letter": "She wrote on X.|Walter Nakai did not.",
    "an initial before a nickname": "It was Walter J. “Bo” Nakai.|Nobody else came.",
    "initials of a country": "The U.S. Treasury agreed.|So did others.",
    "a suffix": "Walter Nakai Jr. agreed.|So did others.",
    "a company": "Marlowe Freight Inc. lost nine lorries.|It will recover.",
    "a month": "He spoke on Feb. 24 in Ohio.|Nobody came.",
    "a time of day": "It began at 5 p.m. on Monday.|Nobody came.",
    "a state ends a sentence": "He lives in Fresno, Calif.|The mayor does not.",
    "a number with a point": "It rose 3.5 percent.|It fell 1,000.5 points.",
    "a number opens a sentence": "It rose.|40 people saw it.",
    "a closing mark behind the stop": "“We won.”|They lost.",
    "a quote opens a sentence": "She left.|“We won.”",
    "a question inside a sentence": "“Who won?” she asked.|Nobody knew.",
    "a stop before lower case": "The site example.com is ours.|Visit it.",
    "three dots inside a sentence": "He was … tired.|She was not.",
    "brackets behind the stop": "(We won.)|They lost.",
    "a paragraph without a stop": "A headline\n|The text.",
}


@pytest.mark.parametrize("marked", SENTENCES.values(), ids=SENTENCES.keys())
def test_sentences(marked: str) -> None:
    sentences = marked.split("|")
    text = " ".join(sentences)
    assert [s.strip() for s in sentences_of(text, tokenize(text))] == [
        sentence.strip() for sentence in sentences
    ]


def sentences_of(text: str, tokens: Tokens) -> list[str]:
    """The text of every sentence that has a word or mark in it."""
    bounds: dict[int, tuple[int, int]] = {}
    for i, number in enumerate(tokens.sentence):
        if tokens.word[i] != "\n":
            first = bounds.get(number, (tokens.start[i], 0))[0]
            bounds[number] = (first, tokens.end[i])
    return [text[start:end] for start, end in bounds.values()]


PROSE = (
    "The council was told on Monday that the road to the harbour would not open in May, as had "
    "been promised, and nobody knew why. It may be June, or it may be never, said the mayor of "
    "Salem, who had come by boat."
)


@pytest.mark.parametrize("width", [24, 36, 60, 80])
def test_wrapped_lines_are_one_paragraph(width: int) -> None:
    assert unwrap(fill(PROSE, width) + "\n\n" + fill(PROSE, width)) == PROSE + "\n\n" + PROSE


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Ann\nBob\nTom\nSue\nPat\nJim\nLen\nKit", id="names"),
        pytest.param("Tea 2, Rye 1\nOak 3, Elm 0\nAsh 1, Fir 1\n" * 3, id="results"),
        pytest.param("two eggs\na cup of milk\nsalt\nflour\none onion\noil\na leaf", id="a recipe"),
        pytest.param("The road will close.\nThe mayor said so.\n" * 5, id="short paragraphs"),
    ],
)
def test_lines_that_are_not_wrapped_stay(text: str) -> None:
    assert unwrap(text) == text


# Tokens are parted by a space, where they hang together by a tilde.
TOKENS = {
    "a possessive": "Doe~'s boat",
    "a curly possessive": "Doe~’s boat",
    "a possessive of a plural": "the players~’ strike",
    "an apostrophe inside a name": "Mr. O’Brien left~.",
    "a hyphen inside a word": "a well-known 34-year-old teacher",
    "a title keeps its stop": "Sen. Doe",
    "an acronym with stops": "the U.S. Treasury",
    "an ampersand inside a name": "AT&T and Pennine & Coast",
    "doubled single marks": "''~won~'' he said~.",
    "a dash of two hyphens": "won~--~fairly",
    "three full stops": "won~...~fairly",
    "numbers": "1,000 or 3.5",
    "letters with marks": "Sigríður Jónsdóttir",
    "curly marks": "“~won~,~”",
}


@pytest.mark.parametrize("marked", TOKENS.values(), ids=TOKENS.keys())
def test_tokens(marked: str) -> None:
    text = marked.replace("~", "")
    assert tokenize(text).word == marked.replace("~", " ").split()


def test_paragraphs_are_numbered() -> None:
    tokens = tokenize("One.\n\nTwo two.\nThree.")
    paragraphs = {p for p, word in zip(tokens.paragraph, tokens.word, strict=True) if word != "\n"}
    assert len(paragraphs) == 3


def test_the_first_word_opens_its_sentence() -> None:
    tokens = tokenize("We won. “They lost.”")
    opening = [w for w, opens in zip(tokens.word, tokens.opens, strict=True) if opens]
    assert opening == ["We", "They"]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_tokens_reproduce_the_rows_of_all_tables(subject: str) -> None:
    for row in rows_of(subject):
        assert_reproduces(row.marked.text)


@given(st.text(st.characters(exclude_categories=())))
def test_tokens_reproduce_any_text(text: str) -> None:
    assert_reproduces(text)


def assert_reproduces(text: str) -> None:
    """Tokens are the text, in order, without overlap, and leave out nothing but space."""
    tokens = tokenize(text)
    end = 0
    for i, word in enumerate(tokens.word):
        assert not text[end : tokens.start[i]].strip()
        printed = text[tokens.start[i] : tokens.end[i]]
        assert printed == word or (word == "\n" and not printed.strip())
        end = tokens.end[i]
    assert not text[end:].strip()
    assert tokens.sentence == sorted(tokens.sentence)
    assert tokens.paragraph == sorted(tokens.paragraph)
