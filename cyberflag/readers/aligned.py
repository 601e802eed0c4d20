"""Tables drawn in plain text with tabs, bars or blanks: found inside a block of lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from cyberflag.grid import Sheet, Value, fold
from cyberflag.patterns import late
from cyberflag.readers.wrapped import Line

_GAP = late(r"\S(?: {2,}|\t+)\S")
_ENTRY = late(r"\s*(?:\(?\w{1,3}[.)]|[-–—•*·])\s+")  # the blanks after a list mark make no table
_NUMBER = late(r"\(?(?:[QA]\W?)?\d{0,2}[a-h]?\W{0,2}")  # that counts questions: `Q1`, `2)`, `(b)`
_LONGEST = 60  # characters of a cell beside the first
_RULED = frozenset(" \t|+=_:-")  # what a drawn rule is made of


class Table(Struct, frozen=True):
    """Rows of cells, and the number of the line that each row was drawn on."""

    rows: list[list[str]]
    numbers: list[int]

    def sheet(self, file: str, name: str = "", numbered: bool = True) -> Sheet:
        """The table as a sheet; `numbered` puts its cells at the lines of the file."""
        rows: list[list[Value]] = [[cell or None for cell in row] for row in self.rows]
        return Sheet(name, rows, file, row_numbers=list(self.numbers) if numbered else None)


def parts(block: Sequence[Line]) -> Iterator[list[Line] | Table]:
    """A block of lines in its order: runs of prose, and tables of two rows or more."""
    prose: list[Line] = []
    run: list[Line] = []
    kind = ""
    for line in block:
        mark = _mark(line.text)
        if run and mark not in (kind, "rule"):
            yield from _closed(prose, run, kind)
            prose, run = [] if _is_table(run, kind) else [*prose, *run], []
        if mark and mark != "rule":
            kind = mark
            run.append(line)
        elif not mark:
            prose.append(line)
    yield from _closed(prose, run, kind)
    if run and _is_table(run, kind):
        return
    if rest := [*prose, *run]:
        yield rest


def _closed(prose: list[Line], run: list[Line], kind: str) -> Iterator[list[Line] | Table]:
    if _is_table(run, kind):
        if prose:
            yield prose
        yield Table(_cells(run, kind), [line.number for line in run])


def _is_table(run: Sequence[Line], kind: str) -> bool:
    if len(run) < 2:
        return False
    rows = _cells(run, kind)
    if max(map(len, rows)) == 2 and sum(row[0].endswith(":") for row in rows) * 2 >= len(rows):
        return False  # `Our ref:   12/16` is a line of a letterhead
    if all(_NUMBER.fullmatch(row[0]) for row in rows) and any(_is_said(cell) for row in rows for cell in row[1:2]):
        return False  # `Q1  Yes, it was.`
    if any(len(cell) > _LONGEST for row in rows for cell in row[1:]):
        return False  # a sentence beside its number
    filled = sum(sum(1 for cell in row if cell) > 1 for row in rows)
    return filled == len(rows) and any(char.isdigit() for row in rows for cell in row[1:] for char in cell)


def _is_said(cell: str) -> bool:
    """Is a cell a sentence, with a full stop behind several words?"""
    return cell.endswith(".") and len(cell.split()) > 1 and not cell[:1].isdigit()


def _mark(text: str) -> str:
    """How a line is cut into cells: `tab`, `bar`, `gap`, `rule` for a drawn rule, empty for prose."""
    if set(text) <= _RULED and any(pair in text for pair in ("--", "==", "__")):
        return "rule"
    if text.count("|") > 1 or (text.strip().count("|") == 1 and not text.strip().startswith("|")):
        return "bar"
    entry = _ENTRY.match(text)
    text = text[entry.end() if entry else 0 :].strip()
    if "\t" in text:
        return "tab"
    return "gap" if _GAP.search(text) else ""


def _cells(run: Sequence[Line], kind: str) -> list[list[str]]:
    if kind == "gap":
        return _by_rivers([line.text for line in run])
    mark = "\t" if kind == "tab" else "|"
    texts = [line.text.strip().strip("|") if kind == "bar" else line.text for line in run]
    return [[fold(cell) for cell in text.split(mark)] for text in texts]


def _by_rivers(texts: Sequence[str]) -> list[list[str]]:
    """Cells between the columns of blanks, two wide or more, that run through all lines."""
    width = max(map(len, texts))
    blank = [all(c >= len(text) or text[c] == " " for text in texts) for c in range(width)]
    edges, start, gap = [], 0, 0
    for c in range(width):
        if not blank[c] and gap >= 2 and c > gap:
            edges.append((start, c - gap))
            start = c
        gap = gap + 1 if blank[c] else 0
    edges.append((start, width))
    return [[fold(text[left:right]) for left, right in edges] for text in texts]
