"""A collection, asked a question: every function here takes a Collection and gives a Result."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from msgspec import Struct

Scalar = str | int | float | bool | None
Entry = dict[str, Any]  # one object of the JSON output


class Column(Struct, frozen=True):
    """A column of a result: its key in csv and json, its heading, and how it is set.

    `kind`: text, number, share (0 to 1), rate, date, bar (0 to 1). `wide` may be folded; nothing else ever is.
    """

    key: str
    heading: str
    kind: str = "text"
    wide: bool = False
    shown: bool = True  # False: only in the data formats, not in the terminal
    bounded: bool = False  # where the value is null, the columns key_min and key_max say the bounds
    exported: bool = True  # False: only on the screen
    drop: int = 0  # on a narrow screen the highest goes first; 0 always stays


def with_bounds(key: str, heading: str, kind: str = "number", drop: int = 0, ends: str = "") -> tuple[Column, ...]:
    """The column of a number, and after it those of its bounds, which `ends` calls otherwise than its heading does."""
    of = (ends or heading).replace("\n", " ")
    lowest, highest = ("Lowest", "Highest") if key == "count" else (f"{of}, lowest", f"{of}, highest")
    return (
        Column(key, heading, kind, bounded=True, drop=drop),
        Column(f"{key}_min", lowest, kind, shown=False),
        Column(f"{key}_max", highest, kind, shown=False),
    )


class Result(Struct, frozen=True):
    """What every output takes: a title with its coverage, columns, rows of plain values, notes.

    `data` is the JSON value where that has more shape than one object a row. `listed` sets every row as a few lines
    in place of a table row: the narrow columns on the first, each wide one below.
    """

    name: str
    title: str
    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[Scalar, ...], ...] = ()
    notes: tuple[str, ...] = ()
    data: Any = None
    listed: bool = False
    breaks: tuple[int, ...] = ()  # rows before which a screen leaves a line free

    def records(self) -> list[Entry]:
        """The rows as mappings from column keys, without the columns that only the screen has."""
        return [{c.key: v for c, v in zip(self.columns, row, strict=True) if c.exported} for row in self.rows]


class Report(Struct, frozen=True):
    """Sections in reading order, the same values as one JSON object, and on demand whole tables for a workbook."""

    sections: tuple[Result, ...]
    data: Entry
    sheets: Callable[[], tuple[Result, ...]]


def result(
    name: str,
    title: str,
    columns: tuple[Column, ...],
    entries: Iterable[Mapping[str, Any]],
    notes: Iterable[str] = (),
    data: Any = None,
    listed: bool = False,
) -> Result:
    """A Result whose rows are entries, each cell the value under its column's key."""
    rows = tuple(tuple(entry.get(column.key) for column in columns) for entry in entries)
    return Result(name, title, columns, rows, tuple(notes), data, listed)
