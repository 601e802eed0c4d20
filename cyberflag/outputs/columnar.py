"""Observations in columns (Parquet), written a batch at a time, so that a long round takes no more memory to write than to read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from cyberflag.collection import Collection
from cyberflag.collection.columnar import arrow
from cyberflag.observations import COLUMNS
from cyberflag.outputs.files import write_through
from cyberflag.outputs.inert import inert
from cyberflag.tidy import Row, each_row

BATCH = 50_000  # rows


def write_parquet(path: Path, collection: Collection) -> None:
    """The tidy table as a Parquet file, whole or not at all; raises OSError when it cannot."""
    pa = arrow("pyarrow")
    kinds = {"string": pa.string(), "integer": pa.int64(), "date": pa.date32()}
    schema = pa.schema([(name, kinds[kind]) for name, (kind, _) in COLUMNS.items()])

    def write(target: Path) -> None:
        with arrow("pyarrow.parquet").ParquetWriter(target, schema) as writer:
            for batch in _batches(each_row(collection)):
                writer.write_table(_table(pa, schema, batch))

    write_through(path, write)


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _table(pa: Any, schema: Any, batch: list[Row]) -> Any:
    columns = zip(*batch, strict=True)
    kinds = (kind for kind, _ in COLUMNS.values())
    arrays = [
        pa.array([_value(kind, value) for value in column], field.type)
        for column, kind, field in zip(columns, kinds, schema, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def _value(kind: str, value: str | int | None) -> object:
    if kind == "date":
        return date.fromisoformat(str(value)) if value else None
    return inert(value, keep="\n\t") if isinstance(value, str) else value
