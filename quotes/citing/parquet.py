"""Parquet by pyarrow, in groups of rows; an extra: pip install 'quotes-db[tables]'."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, BinaryIO

from quotes.citing.source import printable
from quotes.errors import InputError
from quotes.records import EXPORT_COLUMNS

Row = Sequence[str | int | float | None]

_GROUP = 20_000  # rows held in memory at a time
_INTEGERS = ("context_start", "occasion")


def write(rows: Iterable[Row], out: BinaryIO) -> int:
    """The number of rows written: confidences as doubles, offsets as integers, all else as text.

    Unpaired surrogates become U+FFFD. Raises InputError where pyarrow is not installed.
    """
    try:
        from pyarrow import RecordBatch, float64, int64, schema, string
        from pyarrow.parquet import ParquetWriter
    except ImportError as error:
        raise InputError("parquet needs pyarrow: pip install 'quotes-db[tables]'") from error
    types = [
        int64() if name in _INTEGERS else float64() if name.endswith("_confidence") else string()
        for name in EXPORT_COLUMNS
    ]
    columns = schema(list(zip(EXPORT_COLUMNS, types, strict=True)))
    count, remaining = 0, iter(rows)
    with ParquetWriter(out, columns, compression="zstd") as writer:
        while group := list(islice(remaining, _GROUP)):
            by_column = ([_value(row[place]) for row in group] for place in range(len(types)))
            arrays = [_array(values, type) for values, type in zip(by_column, types, strict=True)]
            writer.write_batch(RecordBatch.from_arrays(arrays, schema=columns))
            count += len(group)
    return count


def _array(values: list[Any], type: Any) -> Any:
    from pyarrow import array

    return array(values, type=type)


def _value(value: str | int | float | None) -> str | int | float | None:
    return printable(value) if isinstance(value, str) else value
