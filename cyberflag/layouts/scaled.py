"""Figures that are printed in thousands, or that a title says to be shares, rates or costs: none of them is a count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from cyberflag.issues import Severity, issue
from cyberflag.layouts.reading import Cells, Reading
from cyberflag.tables import Heading
from cyberflag.words import headings, telling
from cyberflag.words.counts import Count


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


def leave_uncounted(reading: Reading, grid: Cells) -> None:
    """Set aside the numbers below a title such as `Average age by offence`, but for those whose own heading counts."""
    table = reading.table
    said = next(((r, text) for r, text in table.titles if telling.gives_no_counts(text)), None)
    if said is None:
        return
    rows, columns = _counting(table.row_heads), _counting(table.column_heads)
    cells = [cell for cell in grid if grid[cell] is not None and cell[0] not in rows and cell[1] not in columns]
    if not cells:
        return
    for cell in cells:
        grid[cell] = None
        reading.roles[cell] = ("ignored", "the title speaks of something other than counts")
    r, text = said
    words = f"“{text[:80]}” says that the numbers below are no counts, so none was read."
    where = table.where(r, table.look.filled[r][0])
    reading.issues.append(issue("unread-table", where, words, severity=Severity.NOTE, text=text))


def _counting(heads: Mapping[int, Sequence[Heading]]) -> set[int]:
    """The rows or columns whose own headings say what is counted."""

    def counts(text: str) -> bool:
        return bool(headings.measure(text)) or (headings.field(text) == "count" and not headings.is_total(text))

    return {line for line, path in heads.items() if any(counts(head.text) for head in path)}


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
