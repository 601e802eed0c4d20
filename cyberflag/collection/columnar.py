"""Observations of a data package in columns (Parquet), read back as rows of text."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from cyberflag.issues import CyberflagError

NEEDED = "pip install 'cyberflag[parquet]'"


def arrow(part: str) -> Any:
    """A module of pyarrow, which is an extra. Raises CyberflagError with the line that installs it."""
    if find_spec("pyarrow") is None:
        raise CyberflagError(f"Parquet needs pyarrow: {NEEDED}")
    return import_module(part)


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows, each value as it stands in a csv, a batch at a time. Raises ValueError for a file that is no Parquet."""
    with arrow("pyarrow.parquet").ParquetFile(path) as file:
        for batch in file.iter_batches():
            for row in batch.to_pylist():
                yield {key: "" if value is None else str(value) for key, value in row.items()}
