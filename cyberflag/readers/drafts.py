"""A document in the making: paragraphs and tables numbered as they come, tables filled cell by cell."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from msgspec import Struct, field
from msgspec.structs import replace

from cyberflag.grid import Document, Merge, Passage, Sheet, Value, fold
from cyberflag.issues import Where, issue
from cyberflag.patterns import late
from cyberflag.readers.refusal import BY_EYE, Unreadable

MAX_MARKUP = 32 * 2**20  # bytes of one XML or HTML part; a 2,000-page letter stays below
MAX_TEXT = 64 * 2**20  # bytes of plain text and of messages
MAX_COLUMNS = 2_000  # of a table in a document
MAX_CELLS = 5_000_000  # of a table, gaps counted
_UNSEEN = late("[\u00ad\u200b\u200c\u2060\ufeff]")  # soft hyphens and zero-width marks split words


def seen(text: str) -> str:
    """The text as a person sees it: white space folded, soft hyphens and zero-width characters gone."""
    return fold(_UNSEEN.sub("", text))


def several(count: int, what: str) -> str:
    """`1 comment`, `3 comments`."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"


class Draft(Struct):
    """Collects paragraphs and tables in the order of the file."""

    document: Document
    paragraphs: int = 0
    tables: int = 0

    @staticmethod
    def of(data: bytes, name: str, format: str) -> Draft:
        """An empty draft of the file with these bytes."""
        return Draft(Document(name, format, hashlib.sha256(data).hexdigest()))

    def paragraph(self, lines: str | Iterable[str], kind: str = "text") -> None:
        """Add a paragraph; each of its lines is a passage, all at the place of the paragraph. Nothing if empty."""
        texts = [t for t in map(seen, lines.splitlines() if isinstance(lines, str) else lines) if t]
        if not texts:
            return
        self.pause()
        self.paragraphs += 1
        for text in texts:
            self.line(text, f"p{self.paragraphs}", kind)

    def line(self, text: str, place: str, kind: str = "text") -> None:
        """Add one passage at a place of its own."""
        self.document.order.append(("passage", len(self.document.passages)))
        self.document.passages.append(Passage(place, text, kind, self.document.file))

    def pause(self) -> None:
        """Mark the end of a paragraph, once."""
        if self.document.order and self.document.order[-1][0] != "break":
            self.document.order.append(("break", 0))

    def table(self, sheet: Sheet) -> None:
        """Add a table; its name is `table N`, counted from the top. An empty one is counted only."""
        self.tables += 1
        if not any(True for _ in sheet.cells()):
            return
        sheet.name, sheet.file = f"table {self.tables}", self.document.file
        self.sheet(sheet)

    def sheet(self, sheet: Sheet) -> None:
        """Add a table that has its name already."""
        self.pause()
        self.document.order.append(("sheet", len(self.document.sheets)))
        self.document.sheets.append(sheet)

    def note(self, code: str, message: str = "", cell: str = "") -> None:
        """Add an issue about the file, or about one paragraph or line of it."""
        self.document.issues.append(issue(code, Where(self.document.file, "", cell), message))

    @property
    def empty(self) -> bool:
        """Is there nothing in the draft but running headers and footers?"""
        kinds = {passage.kind for passage in self.document.passages}
        return not self.document.sheets and kinds <= {"furniture", "subject", "sender"}

    def finished(self) -> Document:
        """The document; a break at its end would mean nothing."""
        while self.document.order and self.document.order[-1][0] == "break":
            self.document.order.pop()
        return self.document


class GridDraft(Struct):
    """A table in the making: cells put down row by row, spans kept as merges."""

    rows: list[list[Value]] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    marks: dict[tuple[int, int], tuple[str, ...]] = field(default_factory=dict)
    covered: dict[int, int] = field(default_factory=dict)  # column -> last row that a cell from above covers
    latest: dict[int, int] = field(default_factory=dict)  # column -> merge of the last cell that began there
    column: int = 0
    size: int = 0

    def row(self) -> None:
        """Begin the next row."""
        self.rows.append([])
        self.column = 0

    def skip(self, columns: int) -> None:
        """Leave columns empty."""
        self.column += max(0, columns)

    def cell(self, text: str, across: int = 1, down: int = 1, marks: tuple[str, ...] = ()) -> None:
        """Put a cell into the first free column of the row, over so many columns and rows."""
        r = len(self.rows) - 1
        while self.covered.get(self.column, -1) >= r:
            self.column += 1
        left, right = self.column, self.column + max(1, min(across, MAX_COLUMNS)) - 1
        if text:
            self._put(r, left, text)
            if marks:
                self.marks[r, left] = marks
        if down > 1:
            self.covered.update(dict.fromkeys(range(left, right + 1), r + down - 1))
        self.latest[left] = len(self.merges)
        self.merges.append(Merge(r, left, r + max(down, 1) - 1, right))
        self.column = right + 1

    def continued(self, across: int = 1) -> None:
        """Let the cell above reach down into this row."""
        last = self.latest.get(self.column)
        if last is not None and self.merges[last].bottom == len(self.rows) - 2:
            self.merges[last] = replace(self.merges[last], bottom=len(self.rows) - 1)
        self.column += max(1, min(across, MAX_COLUMNS))

    def widened(self, across: int = 1) -> None:
        """Let the cell to the left reach over these columns."""
        if self.merges and self.merges[-1].bottom == len(self.rows) - 1:
            self.merges[-1] = replace(self.merges[-1], right=self.column + max(1, across) - 1)
        self.column += max(1, min(across, MAX_COLUMNS))

    def _put(self, r: int, column: int, text: str) -> None:
        row = self.rows[r]
        self.size += column + 1 - len(row)
        if column >= MAX_COLUMNS or self.size > MAX_CELLS:
            raise Unreadable("A table in the file is wider or longer than any letter's.", BY_EYE)
        row.extend([None] * (column + 1 - len(row)))
        row[column] = text

    def sheet(self, name: str = "") -> Sheet:
        """The sheet so far; merges end at its last row."""
        last = len(self.rows) - 1
        merges = (Merge(m.top, m.left, min(m.bottom, last), m.right) for m in self.merges)
        kept = tuple(m for m in merges if m.bottom > m.top or m.right > m.left)
        return Sheet(name, self.rows, merges=kept, marks=self.marks)
