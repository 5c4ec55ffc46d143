"""Which files a list of paths stands for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from quotes.errors import ArticleError, InputError
from quotes.reading import find_articles, left_aside, read


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in (
        "news/b.txt",
        "news/A.MD",
        "news/deep/er/c.html",
        "news/deep/d.htm",
        "news/metadata.csv",
        "news/scan.pdf",
        "news/.hidden.txt",
        "news/.git/e.txt",
        "news/notes",
        "empty/readme.rst",
        "alone.story",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Words.")
    monkeypatch.chdir(tmp_path)
    return tmp_path


NEWS = ["news/A.MD", "news/b.txt", "news/deep/d.htm", "news/deep/er/c.html"]


@pytest.mark.parametrize(
    ("paths", "found"),
    [
        pytest.param(["news"], NEWS, id="folder"),
        pytest.param(["news/"], NEWS, id="folder with a slash"),
        pytest.param(["news/b.txt", "news"], ["news/b.txt", *NEWS[:1], *NEWS[2:]], id="each once"),
        pytest.param(["alone.story", "news/deep"], ["alone.story", *NEWS[2:]], id="in order"),
        pytest.param(["news/.hidden.txt"], ["news/.hidden.txt"], id="hidden but named"),
        pytest.param(["news/.git"], ["news/.git/e.txt"], id="hidden folder but named"),
        pytest.param(["news/scan.pdf"], ["news/scan.pdf"], id="unread format but named"),
        pytest.param(["-", "alone.story", "-"], ["-", "alone.story"], id="standard input"),
        pytest.param([], [], id="nothing"),
    ],
)
def test_find_articles(folder: Path, paths: list[str], found: list[str]) -> None:
    assert find_articles(paths) == found


@pytest.mark.parametrize(
    ("paths", "reason"),
    [
        (["empty"], "empty: no article in this folder, no file ending in .txt, .md, .html, .htm"),
        (["news", "empty"], "empty: no article"),
    ],
)
def test_what_cannot_be_found(folder: Path, paths: list[str], reason: str) -> None:
    with pytest.raises(InputError) as caught:
        find_articles(paths)
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    ("path", "reason"),
    [("gone.txt", "gone.txt: no such file or folder"), ("a\0b", "null byte")],
    ids=["missing", "with NUL"],
)
def test_a_path_that_does_not_exist_is_kept_for_reading_to_tell(
    folder: Path, path: str, reason: str
) -> None:
    assert find_articles(["alone.story", path, "news/b.txt"])[1] == path
    with pytest.raises(ArticleError, match=reason):
        read(path)


@pytest.mark.parametrize(
    ("paths", "aside"),
    [
        (["news"], ["news/metadata.csv", "news/notes", "news/scan.pdf"]),
        (["news", "./news/metadata.csv"], ["news/notes", "news/scan.pdf"]),
        (["alone.story", "gone.txt", "-", "news/deep"], []),
    ],
    ids=["folder", "one is named", "files"],
)
def test_files_left_aside(folder: Path, paths: list[str], aside: list[str]) -> None:
    assert left_aside(paths) == aside


def test_links_neither_loop_nor_hide(folder: Path) -> None:
    Path("news/loop").symlink_to("..")
    Path("news/deep/self").symlink_to(".")
    Path("news/linked.txt").symlink_to("b.txt")
    Path("news/broken.txt").symlink_to("gone.txt")
    Path("news/round.txt").symlink_to("round.txt")
    os.mkfifo("news/pipe.txt")
    links = ["news/broken.txt", "news/linked.txt", "news/round.txt"]
    assert find_articles(["news"]) == sorted([*NEWS, *links])
    for broken in (links[0], links[2]):
        with pytest.raises(ArticleError, match=broken):
            read(broken)


def test_a_linked_folder_is_read_when_named(folder: Path) -> None:
    Path("link").symlink_to("news/deep")
    assert find_articles(["link"]) == ["link/d.htm", "link/er/c.html"]


def test_a_folder_that_does_not_open_is_listed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scandir = os.scandir

    def guarded(path: str) -> Iterator[Any]:
        if path == "news/deep":
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    assert find_articles(["news"]) == ["news/A.MD", "news/b.txt", "news/deep"]
    with pytest.raises(ArticleError, match="news/deep: is a directory"):
        read("news/deep")
