"""What an xlsb says of its rows, columns and cells beside their values: hidden, filtered, errors, comments."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import suppress

from cyberflag.readers.biff import ERRORS
from cyberflag.readers.facts import SheetFacts
from cyberflag.readers.refusal import Unreadable
from cyberflag.readers.sheetparts import Package

_ROW, _COLUMN, _SHEET, _FILTERED, _COMMENT = 0, 60, 156, 163, 635
_ERROR_CELLS = (3, 11)  # an error as such, and as what a formula came to
_SHORT_CELLS = range(12, 19)  # cells that do not say their column, which calamine passes over
_COLUMNS = 16_384
_BEYOND = 1_000  # rows behind the last value that may still hold an error


def gather_xlsb(part: bytes, height: int) -> SheetFacts:
    """The facts of a worksheet part of which `height` rows were read; what is broken in it ends the search.

    Raises Unreadable where the part holds cells that were not read.
    """
    found = SheetFacts()
    rows: set[int] = set()
    columns: set[int] = set()
    row = 0
    with suppress(struct.error, IndexError):
        for kind, record in _records(part):
            if kind == _ROW:
                (row,) = struct.unpack_from("<I", record)
                if record[11] & 0x10:
                    rows.add(row)
            elif kind in _SHORT_CELLS:
                message = (
                    f"Row {row + 1} of a sheet holds cells in a short form that is not read, so counts would be missed."
                )
                raise Unreadable(message, "Open it in Excel or LibreOffice and save it as .xlsx.")
            elif kind in _ERROR_CELLS:
                place = row, struct.unpack_from("<I", record)[0]
                if place[1] < _COLUMNS and row < height + _BEYOND:
                    found.values[place] = found.texts[place] = ERRORS.get(record[8], "#ERROR!")
                    found.marks[place] = ("error",)
            elif kind == _COLUMN:
                first, last, _, _, flags = struct.unpack_from("<IIIIH", record)
                columns.update(range(first, min(last + 1, _COLUMNS)) if flags & 1 else ())
            elif kind == _FILTERED:
                found.filtered = True
    found.hidden_rows, found.hidden_columns = frozenset(rows), frozenset(columns)
    found.filtered = found.filtered and bool(rows)
    return found


def comments_of_xlsb(package: Package, part: str) -> int:
    """The number of comments on the cells of a sheet."""
    listed = (package.part(target) for kind, target in package.relations(part).values() if kind == "comments")
    return sum(kind == _COMMENT for content in listed for kind, _ in _records(content))


def worksheet_parts(package: Package) -> list[str]:
    """The parts of the worksheets in the order of their tabs; as far as they can be told."""
    found: list[str] = []
    relations = package.relations(package.workbook if package.workbook in package.members else "xl/workbook.bin")
    with suppress(struct.error):
        for kind, record in _records(package.part("xl/workbook.bin")):
            if kind == _SHEET:
                (length,) = struct.unpack_from("<I", record, 8)
                what, part = relations.get(record[12 : 12 + 2 * length].decode("utf-16-le", "replace"), ("", ""))
                found += [part] if what == "worksheet" else []
    return found


def _records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """Kind and content of every record."""
    at, end = 0, len(part)
    while at < end:
        kind = part[at]
        at += 1
        if kind & 0x80 and at < end:
            kind = kind & 0x7F | (part[at] & 0x7F) << 7
            at += 1
        size = 0
        for shift in (0, 7, 14, 21):
            if at >= end:
                return
            byte = part[at]
            at += 1
            size |= (byte & 0x7F) << shift
            if not byte & 0x80:
                break
        yield kind, part[at : at + size]
        at += size
