"""Lists of records that lie on their side: a column for each record, the names of what is said down the first."""

from __future__ import annotations

from cyberflag.grid import Merge, Sheet, Value
from cyberflag.tables.look import Look
from cyberflag.words import headings

FEWEST_KINDS = 3  # of things said of a record; fewer may be headings of columns one below another
NARROWEST = 4  # columns, the names among them
MOST_KINDS = 16_384  # the columns of a sheet: a longer table could not be set up, and is not asked for names
_SAID_OF_COUNTS = ("count", "number", "percent", "period")


def lying(look: Look, rows: list[int], left: int, right: int) -> list[int]:
    """The rows of a list of records that lies on its side; none where the rows are anything else."""
    if right - left + 1 < NARROWEST or len(rows) > MOST_KINDS:
        return []
    lines = [r for r in rows if look.has(r, left) and sum(left <= c <= right for c in look.filled[r]) > 2]
    unbroken = bool(lines) and lines[-1] - lines[0] < len(lines)
    return lines if unbroken and name_records(look, lines, left) else []


def name_records(look: Look, lines: list[int], first: int) -> bool:
    """Whether a column names what each line says of the records beside it: for two lines in three, in several kinds.

    The rows of a long table are not all asked: a no is certain once a third of them name nothing.
    """
    kinds: set[str] = set()
    unnamed = 0
    for r in lines:
        field = headings.field(look.text(r, first)) or "count"
        if field not in _SAID_OF_COUNTS:
            kinds.add(field)
            continue
        unnamed += 1
        if unnamed * 3 > len(lines):
            return False
    return len(kinds) >= FEWEST_KINDS


def upright(sheet: Sheet, lines: list[int], left: int, right: int) -> Sheet:
    """The sheet with rows and columns changed over, and nothing on it but these lines."""
    inside = set(lines)

    def kept(r: int, c: int) -> bool:
        return r in inside and left <= c <= right

    rows: list[list[Value]] = [
        [sheet.value(r, c) if kept(r, c) else None for r in range(lines[-1] + 1)] for c in range(sheet.width)
    ]
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
