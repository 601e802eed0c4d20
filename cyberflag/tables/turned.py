"""Lists of records that lie on their side: a column for each record, the names of what is said down the first."""

from __future__ import annotations

from cyberflag.grid import Merge, Sheet, Value
from cyberflag.tables.look import Look
from cyberflag.words import headings

FEWEST_KINDS = 3  # of things said of a record; fewer may be headings of columns one below another
NARROWEST = 4  # columns, the names among them
_SAID_OF_COUNTS = ("count", "number", "percent", "period")


def lying(look: Look, rows: list[int], left: int, right: int) -> list[int]:
    """The rows of a list of records that lies on its side; none where the rows are anything else."""
    lines = [r for r in rows if look.has(r, left) and sum(left <= c <= right for c in look.filled[r]) > 2]
    if len(lines) < FEWEST_KINDS or right - left + 1 < NARROWEST or lines[-1] - lines[0] >= len(lines):
        return []
    fields = [headings.field(look.text(r, left)) or "count" for r in lines]
    named = [f for f in fields if f not in _SAID_OF_COUNTS]
    return lines if len(set(named)) >= FEWEST_KINDS and len(named) * 3 >= len(lines) * 2 else []


def upright(sheet: Sheet, lines: list[int], left: int, right: int) -> Sheet:
    """The sheet with rows and columns changed over, and nothing on it but these lines."""
    inside = set(lines)
    columns = range(sheet.width)
    rows: list[list[Value]] = [
        [sheet.value(r, c) if r in inside and left <= c <= right else None for r in range(lines[-1] + 1)]
        for c in columns
    ]

    def kept(r: int, c: int) -> bool:
        return r in inside and left <= c <= right

    return Sheet(
        sheet.name,
        rows,
        sheet.file,
        tuple(Merge(m.left, m.top, m.right, m.bottom) for m in sheet.merges if kept(m.top, m.left)),
        sheet.hidden,
        sheet.hidden_columns,
        sheet.hidden_rows,
        {(c, r): text for (r, c), text in sheet.texts.items() if kept(r, c)},
        {(c, r): marks for (r, c), marks in sheet.marks.items() if kept(r, c)},
        sheet.row_numbers,
        turned=True,
    )
