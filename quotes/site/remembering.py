"""What was read, kept for as long as the file stays as it is."""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from threading import Lock
from typing import TypeVar

Value = TypeVar("Value")

_MOST = 200  # values; the page of somebody is some 100 kB

_kept: OrderedDict[Hashable, object] = OrderedDict()
_lock = Lock()


def remembered(connection: sqlite3.Connection, key: Hashable, make: Callable[[], Value]) -> Value:
    """What `make` gives, or gave for this key while the file was as it is now.

    The values that were asked for last are kept; one that is not is made by whoever asks.
    """
    path = file_of(connection)
    whole = (path, state_of(path), key)
    with _lock:
        if whole in _kept:
            _kept.move_to_end(whole)
            return _kept[whole]  # type: ignore[return-value]
    made = make()
    with _lock:
        _kept[whole] = made
        while len(_kept) > _MOST:
            _kept.popitem(last=False)
    return made


def file_of(connection: sqlite3.Connection) -> str:
    """The path of the file that a connection reads."""
    return str(connection.execute("PRAGMA database_list").fetchone()[2])


def state_of(path: str) -> tuple[int, ...]:
    """Something that changes with the file, and with the log of what was written to it last."""
    found = []
    for each in (Path(path), Path(f"{path}-wal")):
        stat = each.stat() if each.exists() else None
        found += [stat.st_mtime_ns, stat.st_size] if stat else [0, 0]
    return tuple(found)
