"""Where the ages of each force were read: the cells behind the sums by age."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cyberflag.collection import Collection
from cyberflag.grid import address
from cyberflag.observations import Observation
from cyberflag.patterns import late
from cyberflag.summaries import Column, Entry, Result, result, with_bounds
from cyberflag.summaries.ages import is_known, stated
from cyberflag.summaries.figures import Combination, bounds, summed
from cyberflag.summaries.selection import EVERYTHING, Selection, combinations
from cyberflag.summaries.wording import many

MOST_RANGES = 6  # more are said by the first cell, the last, and how many

COLUMNS = (
    Column("force", "Force"),
    Column("period", "Period", drop=3),
    Column("measure", "Measure", drop=3),
    Column("flag", "Flag", drop=3),
    *with_bounds("count", "With age known"),
    *with_bounds("unknown", "Age unknown"),
    Column("file", "File", drop=1),
    Column("sheet", "Sheet", drop=1),
    Column("cell", "Cells", wide=True),
)

_ADDRESS = late(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


def age_places(collection: Collection, selection: Selection = EVERYTHING) -> Result:
    """A row a force, combination and sheet, with the cells whose counts stand in the sums by age."""
    rows = [row for which in combinations(collection, selection) for row in _rows(collection, which)]
    forces = len({row["force"] for row in rows})
    return result("age_places", f"Where ages were read: {many(forces, 'force')}", COLUMNS, rows)


def _rows(collection: Collection, which: Combination) -> list[Entry]:
    by_sheet: dict[tuple[str, str, str], list[Observation]] = {}
    for one in stated(collection, which):
        by_sheet.setdefault((one.force, one.where.file, one.where.sheet), []).append(one)
    return [
        {
            **which.entry,
            "force": force,
            **bounds(summed(one.count for one in same if is_known(one))),
            **bounds(summed(one.count for one in same if not is_known(one)), "unknown"),
            "file": file,
            "sheet": sheet,
            "cell": cells_in_words(one.where.cell for one in same),
        }
        for (force, file, sheet), same in sorted(by_sheet.items())
        if any(is_known(one) for one in same)
    ]


def cells_in_words(cells: Iterable[str]) -> str:
    """`B5:E19`, `B5:B9, D5`, `line 3, line 4`, or `E8 to E261 (254 cells)` where they lie scattered."""
    named = sorted(set(cells), key=_order)
    ranges = _blocks(named)
    if len(ranges) > MOST_RANGES:
        return f"{named[0]} to {named[-1]} ({many(len(named), 'cell')})"
    return ", ".join(ranges)


def _order(cell: str) -> tuple[int, str, int, str]:
    """Sorts by column, then row; what is no address by its number."""
    found = _ADDRESS.fullmatch(cell)
    if found:
        return len(found[1]), found[1], int(found[2]), cell
    number = re.search(r"[0-9]+", cell)
    return 0, "", int(number[0]) if number else 0, cell


def _blocks(cells: list[str]) -> list[str]:
    """The cells as blocks: runs down a column, then equal runs side by side as one."""
    runs: list[tuple[int, int, int]] = []  # column, first row, last row
    other = []
    for cell in cells:
        found = _ADDRESS.fullmatch(cell)
        if not found:
            other.append(cell)
            continue
        column, row = _number(found[1]), int(found[2])
        if runs and runs[-1][0] == column and runs[-1][2] == row - 1:
            runs[-1] = (column, runs[-1][1], row)
        else:
            runs.append((column, row, row))
    return [*other, *_side_by_side(runs)]


def _side_by_side(runs: list[tuple[int, int, int]]) -> list[str]:
    blocks: list[list[int]] = []  # first column, last column, first row, last row
    for column, top, end in runs:
        beside = next((one for one in blocks if one[1] == column - 1 and one[2:] == [top, end]), None)
        if beside is None:
            blocks.append([column, column, top, end])
        else:
            beside[1] = column
    said = []
    for first, last, top, end in blocks:
        start, stop = address(top - 1, first), address(end - 1, last)
        said.append(start if start == stop else f"{start}:{stop}")
    return said


def _number(letters: str) -> int:
    """0 for `A`, 27 for `AB`."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
