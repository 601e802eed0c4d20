"""A collection, asked a question: every function here takes a Collection and gives a Result."""

from __future__ import annotations

from dataclasses import dataclass

Scalar = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a result: its key in csv and json, its heading, and how it is set.

    `kind`: text, number, share (0 to 1), rate, date, bar (0 to 1). `wide` may be folded; nothing else ever is.
    """

    key: str
    heading: str
    kind: str = "text"
    wide: bool = False
    shown: bool = True  # False: only in the data formats, not in the terminal


@dataclass(frozen=True, slots=True)
class Result:
    """What every output takes: a title with its coverage, columns, rows of plain values, notes."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Scalar, ...], ...]
    notes: tuple[str, ...] = ()
