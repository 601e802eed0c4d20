"""Figures that are printed in thousands: none of them is a count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from cyberflag.issues import issue
from cyberflag.layouts.reading import Reading
from cyberflag.tables import Heading
from cyberflag.words import telling
from cyberflag.words.counts import Count

Cells = dict[tuple[int, int], Count | None]


def leave_scaled(reading: Reading, grid: Cells) -> None:
    """Make the counts unread over or beside which a heading, or a title of the table, says that they are thousands."""
    table = reading.table
    corner = [(r, c) for r in table.header_rows for c in table.label_columns]
    titles = [(r, table.look.filled[r][0]) for r, _ in table.titles]
    said = next((cell for cell in [*titles, *corner] if telling.in_thousands(table.look.text(*cell))), None)
    if said is None and any(telling.in_thousands(text) for text in table.above):
        said = (table.header_rows or table.body_rows)[0], (table.label_columns or table.value_columns)[0]
    if said:
        _leave(reading, grid, grid, *said)
        return
    for place, heads in enumerate((table.row_heads, table.column_heads)):
        for (r, c), lines in _said(heads).items():
            _leave(reading, grid, [cell for cell in grid if cell[place] in lines], r, c)


def _said(heads: Mapping[int, Sequence[Heading]]) -> dict[tuple[int, int], set[int]]:
    """The places of the headings that say so, each with the rows or columns that it stands over."""
    found: dict[tuple[int, int], set[int]] = {}
    for line, path in heads.items():
        for head in path:
            if telling.in_thousands(head.text):
                found.setdefault((head.row, head.column), set()).add(line)
    return found


def _leave(reading: Reading, grid: Cells, cells: Iterable[tuple[int, int]], r: int, c: int) -> None:
    """Make some counts unread, and name the place of the words that say why."""
    counted = [cell for cell in list(cells) if (count := grid[cell]) is not None and count.kind != "blank"]
    for cell in counted:
        grid[cell] = Count(0, None, "unreadable", reading.table.look.text(*cell))
    if counted:
        text = reading.table.look.text(r, c)
        words = f"“{text[:60]}” says that the figures are thousands, so none of them was read as a count."
        reading.issues.append(issue("in-thousands", reading.table.where(r, c), words, text=text))
