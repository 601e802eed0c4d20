"""Tables on printed pages: the cells that drawn lines or blanks make, and the words in each."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from cyberflag.grid import Sheet
from cyberflag.readers.drafts import GridDraft
from cyberflag.readers.pagelines import Unruled, Word, columns_under, lines_of

Box = tuple[float, float, float, float]  # left, top, right, bottom


class Ruled(Struct, frozen=True):
    """A table with drawn lines: where its cells lie, and the words in each."""

    top: float
    bottom: float
    cells: tuple[Box, ...]
    words: tuple[tuple[Word, ...], ...]
    page: int


def parted(words: Sequence[Word], box: Box) -> tuple[list[Word], list[Word]]:
    """The words inside a box, and those outside."""
    inside: list[Word] = []
    outside: list[Word] = []
    for word in words:
        across = (word.x0 + word.x1) / 2
        (inside if box[0] <= across <= box[2] and box[1] <= word.middle <= box[3] else outside).append(word)
    return inside, outside


def in_cells(words: Sequence[Word], cells: Sequence[Box]) -> tuple[tuple[Word, ...], ...]:
    """The words of each cell."""
    kept: list[tuple[Word, ...]] = []
    left = list(words)
    for cell in cells:
        inside, left = parted(left, cell)
        kept.append(tuple(inside))
    return tuple(kept)


def same_columns(above: Ruled, below: Ruled) -> bool:
    """Do two tables with nothing between them stand on the same lines from top to bottom?"""
    lefts = [_edges([cell[0] for cell in table.cells]) for table in (above, below)]
    return (
        below.page != above.page
        and len(lefts[0]) == len(lefts[1])
        and all(abs(a - b) < 3 for a, b in zip(*lefts, strict=True))
    )


def joined(above: Ruled, below: Ruled) -> Ruled:
    """The second table set below the first."""
    down = above.bottom - below.top
    cells = tuple((x0, top + down, x1, bottom + down) for x0, top, x1, bottom in below.cells)
    words = tuple(tuple(replace(w, top=w.top + down, bottom=w.bottom + down) for w in cell) for cell in below.words)
    return Ruled(above.top, below.bottom + down, above.cells + cells, above.words + words, below.page)


def _edges(values: Sequence[float]) -> list[float]:
    """The distinct edges, those nearer than two points taken as one."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > 2:
            edges.append(value)
    return edges


def ruled_sheet(table: Ruled) -> Sheet:
    """The table as a sheet, cells over several columns or rows merged."""
    lefts, tops = _edges([c[0] for c in table.cells]), _edges([c[1] for c in table.cells])
    at = {}
    for cell, words in zip(table.cells, table.words, strict=True):
        row, column = _index(tops, cell[1]), _index(lefts, cell[0])
        down, across = _index(tops, cell[3] - 2.5) - row + 1, _index(lefts, cell[2] - 2.5) - column + 1
        at[row, column] = (*_cell_text(words), max(1, across), max(1, down))
    grid = GridDraft()
    for row in range(len(tops)):
        grid.row()
        for column in range(len(lefts)):
            if (row, column) in at:
                text, marks, across, down = at[row, column]
                grid.column = column
                grid.cell(text, across, down, marks)
    return grid.sheet()


def _index(edges: Sequence[float], value: float) -> int:
    return max((n for n, edge in enumerate(edges) if edge <= value + 2), default=0)


def _cell_text(words: Sequence[Word]) -> tuple[str, tuple[str, ...]]:
    lines = lines_of(words) if words else []
    marks = (mark for line in lines for segment in line.segments for mark in segment.marks)
    return "\n".join(line.text for line in lines), tuple(dict.fromkeys(marks))


def unruled_sheet(table: Unruled) -> Sheet:
    """The table as a sheet, cells over several columns or rows merged."""
    grid = GridDraft()
    for row in table.rows:
        grid.row()
        for segment in row.segments:
            first, last = columns_under(segment, table.columns)
            first = max(first, grid.column)
            grid.column = first
            grid.cell(segment.text, max(1, last - first + 1), marks=segment.marks)
    return grid.sheet()
