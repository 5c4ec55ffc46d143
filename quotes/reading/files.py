"""Where articles lie: folders into file names, file names into bytes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from quotes.errors import ArticleError, InputError
from quotes.reading.fields import without_surrogates

STANDARD_INPUT = "-"
ENDINGS = (".txt", ".md", ".html", ".htm")
"""What a folder is searched for."""

_LARGEST = 64 * 2**20  # bytes; no article comes near, and /dev/zero would never end


def find_articles(paths: Iterable[str]) -> list[str]:
    """The files to read, each once, in the order of `paths`.

    A folder stands for the articles under it, sorted by name: files with a known
    ending, hidden files and folders left out, links to folders not followed. A
    folder inside it that cannot be opened is listed itself, so that reading it
    tells why; so is a path that does not exist. Files named in `paths` are taken
    whatever their ending, "-" is standard input. Raises InputError for a folder
    without articles.
    """
    found: dict[str, None] = {}
    for path in paths:
        if not _is_folder(path):
            found[path] = None
            continue
        inside = sorted(_articles_under(path))
        if not inside:
            endings = ", ".join(ENDINGS)
            raise InputError(f"{path}: no article in this folder, no file ending in {endings}")
        found.update(dict.fromkeys(inside))
    return list(found)


def left_aside(paths: Sequence[str]) -> list[str]:
    """The files in folders that `find_articles` leaves out for their ending, sorted.

    Hidden files are not among them, nor those that `paths` name.
    """
    named = {os.path.realpath(path) for path in paths}
    aside = {
        str(path)
        for folder in filter(_is_folder, paths)
        for path in _files_under(folder, lambda error: None)
        if path.suffix.lower() not in ENDINGS and os.path.realpath(path) not in named
    }
    return sorted(aside)


def _is_folder(path: str) -> bool:
    return path != STANDARD_INPUT and os.path.isdir(path)  # noqa: PTH112 ("a\0b" is none)


def _articles_under(folder: str) -> Iterator[str]:
    closed: list[str] = []
    for path in _files_under(folder, lambda error: closed.append(error.filename)):
        if path.suffix.lower() in ENDINGS:
            yield str(path)
    yield from closed


def _files_under(folder: str, onerror: Callable[[OSError], None]) -> Iterator[Path]:
    """The files in a folder and the folders in it, without what is hidden."""
    for root, folders, names in os.walk(folder, onerror=onerror):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(root, name)
            if not name.startswith(".") and not _blocks(path):
                yield path


def _blocks(path: Path) -> bool:
    """Whether the path is a pipe or a device; a broken link is none, to be reported in reading."""
    return os.path.exists(path) and not os.path.isfile(path)  # noqa: PTH110, PTH113


def content(path: str) -> bytes:
    """The bytes of a file, or of standard input for "-"; ArticleError says why not."""
    shown = without_surrogates(path)
    try:
        if path == STANDARD_INPUT:
            raw = sys.stdin.buffer.read(_LARGEST + 1)
        else:
            with Path(path).open("rb") as file:
                raw = file.read(_LARGEST + 1)
    except FileNotFoundError as error:
        raise ArticleError(shown, "no such file or folder") from error
    except (OSError, ValueError) as error:  # ValueError: a path with NUL, standard input closed
        reason = getattr(error, "strerror", None) or str(error)
        raise ArticleError(shown, reason.lower()) from error
    if len(raw) > _LARGEST:
        raise ArticleError(shown, f"the file is larger than {_LARGEST // 2**20} MB: split it")
    return raw
