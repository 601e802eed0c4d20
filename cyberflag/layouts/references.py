"""The reference numbers of a list of records, kept so that the lists of two forces can be laid side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from cyberflag.grid import Value, fold, shown
from cyberflag.issues import Where
from cyberflag.tables import Table

SHORTEST = 5  # signs; a shorter number is a running one, which every list has
SEPARATOR = "\n"


class References(Struct, frozen=True):
    """The references of one list as written, joined by line ends: one text is handed on faster than a hundred thousand."""

    first: Where
    rows: Sequence[int]  # row numbers, from 1
    text: str

    def each(self) -> Iterator[tuple[str, int]]:
        """Each reference that can tell an offence, as its letters and digits alone, and its row number.

        Nothing for numbers that run on from row to row: those are the list's own.
        """
        keys = ["".join(filter(str.isalnum, written.casefold())) for written in self.text.split(SEPARATOR)]
        numbers = [int(key) if key.isascii() and key.isdecimal() else None for key in keys]
        steps = sum(a is not None and b is not None and b - a == 1 for a, b in pairwise(numbers))
        if steps * 2 >= len(keys):
            return
        for key, row in zip(keys, self.rows, strict=True):
            if len(key) >= SHORTEST and any(map(str.isdecimal, key)):
                yield key, row


def reference_column(table: Table) -> int | None:
    """The column of a list that names each record."""
    return next((c for c, f in table.fields.items() if f == "reference" and c in table.label_columns), None)


def references(table: Table, column: int, values: Sequence[Value]) -> list[References]:
    """The references of a list, from the values of its column; none where it lies on its side."""
    if table.sheet.turned:
        return []
    try:
        text = SEPARATOR.join(values)  # type: ignore[arg-type]  # nearly always texts, and then fast
    except TypeError:
        text = SEPARATOR.join(map(shown, values))
    if text.count(SEPARATOR) >= len(values):  # a cell of several lines
        text = SEPARATOR.join([fold(shown(v)) for v in values])
    numbers, body = table.sheet.row_numbers, table.body_rows
    at: Sequence[int] = range(body[0] + 1, body[-1] + 2)
    if numbers or len(at) != len(body):
        at = tuple(numbers[r] if numbers else r + 1 for r in body)
    return [References(table.where(body[0], column), at, text)]
