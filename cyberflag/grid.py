"""A file once opened: sheets of addressed cells, and passages of prose. Knows nothing of what they mean."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from msgspec import Struct, field

from cyberflag.issues import Issue, Where

Value = str | int | float | bool | date | datetime | time | timedelta | None


@lru_cache(1024)
def column_letters(column: int) -> str:
    """`A` for column 0, `AB` for 27."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """`B7` for row 6, column 1 (both from 0)."""
    return f"{column_letters(column)}{row + 1}"


def fold(text: str) -> str:
    """The text with every run of white space (no-break and thin ones too) as one blank."""
    return " ".join(text.split())


def shown(value: Value) -> str:
    """A value as a person would see it where the file gives no format of its own."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time(0) else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date | time) else str(value)


class Merge(Struct, frozen=True):
    """A merged range, rows and columns from 0, both ends inclusive."""

    top: int
    left: int
    bottom: int
    right: int


class Sheet(Struct):
    """A grid of values. `rows` need not be of one length; row 0 is row 1 of the sheet.

    `texts` holds what a person sees where that differs from the plain value (number formats, superscripts
    cut off); `marks` holds facts on single cells: `error`, `no-value`, `struck`, `note:1`, `was-date`, `bold`.
    """

    name: str
    rows: list[list[Value]]
    file: str = ""
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    marks: dict[tuple[int, int], tuple[str, ...]] = field(default_factory=dict)
    row_numbers: list[int] | None = None  # record number of each row where it is not its position + 1
    turned: bool = False  # its rows are columns of the file, and its columns rows

    def value(self, row: int, column: int) -> Value:
        """The stored value; None outside the grid and for an empty cell."""
        if 0 <= row < len(self.rows) and 0 <= column < len(line := self.rows[row]):
            value = line[column]
            return None if value == "" else value
        return None

    def text(self, row: int, column: int) -> str:
        """The cell as a person sees it, white space folded."""
        seen = self.texts.get((row, column))
        return fold(seen if seen is not None else shown(self.value(row, column)))

    def where(self, row: int, column: int) -> Where:
        """The place of a cell as every output prints it."""
        if self.turned:
            row, column = column, row
        return Where(self.file, self.name, f"{column_letters(column)}{self.row_number(row)}")

    def row_number(self, row: int) -> int:
        """The number of a row as the file has it."""
        return self.row_numbers[row] if self.row_numbers and row < len(self.row_numbers) else row + 1

    @property
    def width(self) -> int:
        """The number of columns of the longest row."""
        return max((len(row) for row in self.rows), default=0)

    def cells(self) -> Iterator[tuple[int, int]]:
        """Row and column of every cell that is not empty, in reading order."""
        for r, row in enumerate(self.rows):
            for c, value in enumerate(row):
                if value is not None and value != "":
                    yield r, c

    @staticmethod
    def drawn(text: str, name: str = "Sheet1", file: str = "drawn.xlsx") -> Sheet:
        """A sheet from lines of `|a|b|`; numbers become numbers, a cell in quotes stays text."""
        rows: list[list[Value]] = []
        for line in text.strip("\n").splitlines():
            cells = [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]
            rows.append([_drawn_value(cell) for cell in cells])
        return Sheet(name, rows, file)

    def drawing(self) -> str:
        """The sheet as lines of `|a|b|`, columns aligned; what `drawn` reads back."""
        grid = [[self.text(r, c) for c in range(self.width)] for r in range(len(self.rows))]
        widths = [max((len(row[c]) for row in grid), default=0) for c in range(self.width)]
        return "\n".join("|" + "|".join(t.ljust(w) for t, w in zip(row, widths, strict=True)) + "|" for row in grid)


def _drawn_value(cell: str) -> Value:
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        return cell[1:-1]
    if not cell:
        return None
    try:
        return float(cell) if cell[0] in "0123456789" or (cell[0] == "-" and cell[1:]) else cell
    except ValueError:
        return cell


class Passage(Struct, frozen=True):
    """A paragraph or line of prose with its place (`p12`, `line 12`).

    `kind` tells what the format itself says of it: text, heading, quote (an echoed or earlier message),
    furniture (navigation, running headers and footers), subject, sender, item (a list entry).
    """

    place: str
    text: str
    kind: str = "text"
    file: str = ""

    @property
    def where(self) -> Where:
        """The place of the passage."""
        return Where(self.file, "", self.place)


class Document(Struct):
    """One file, attachment or member, opened. `order` interleaves passages and sheets as the file has them."""

    file: str
    format: str
    content: str = ""  # sha256 of the bytes, hex
    sheets: list[Sheet] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    order: list[tuple[str, int]] = field(default_factory=list)  # ("passage" | "sheet", index)
    facts: dict[str, str] = field(default_factory=dict)  # sender, subject, date, message-id, title …
