"""What an .xls says of its cells beside their values: formats, strike-through, errors, hidden rows and columns."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from msgspec import Struct, field

from cyberflag.grid import Value, address
from cyberflag.readers.compound import Compound
from cyberflag.readers.facts import SheetFacts, dress, too_sparse
from cyberflag.readers.formats import BUILT_IN
from cyberflag.readers.looks import Look
from cyberflag.readers.refusal import Unreadable, refuse

_EOF, _BOF, _BOUNDSHEET, _FONT, _FORMAT, _XF = 0x0A, 0x809, 0x85, 0x31, 0x41E, 0xE0
_ROW, _COLINFO, _NOTE, _DIMENSIONS, _LOCK = 0x208, 0x7D, 0x1C, 0x200, 0x2F
_KEPT = 0x59  # begins the values that are kept of a sheet of another workbook
_NUMBER, _RK, _MULRK, _FORMULA, _LABEL, _BOOLERR = 0x203, 0x27E, 0xBD, 0x06, 0xFD, 0x205
ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_CELLS = frozenset({_NUMBER, _RK, _MULRK, _FORMULA, _LABEL, _BOOLERR, 0x204, 0xD6})  # also texts of older books
_ROWS, _COLUMNS = 65_536, 256
_HEAD = struct.Struct("<HH")
_BLACK, _WHITE = 8, 9
_MEANT = {0: _BLACK, 64: _BLACK, 0x7FFF: _BLACK, 1: _WHITE, 65: _WHITE}  # further numbers for the same colours

Record = tuple[int, bytes]


class XlsFacts(Struct):
    """The looks of a workbook and the place of each worksheet in its stream, in the order of their tabs."""

    stream: bytes = b""
    looks: list[Look] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    links: int = 0  # to other workbooks, whose values are kept


def xls_facts(file: Compound) -> XlsFacts:
    """The facts of a BIFF8 workbook; empty for older and locked ones. Raises Unreadable for a lying size."""
    facts = XlsFacts(file.stream("Workbook", "Book"))
    if not facts.stream:  # what lies in no chain that ends is not tried: other readers follow it without end
        raise refuse("damaged-ole")
    _check_reach(facts.stream)
    if facts.stream[4:6] != b"\x00\x06":
        return XlsFacts()
    fonts: list[tuple[Look, int]] = []
    codes = dict(BUILT_IN)
    styles: list[tuple[int, int, int, int]] = []
    for kind, record in _records(facts.stream, 0):
        if kind == _LOCK:
            return XlsFacts()
        if kind == _BOUNDSHEET and record[5] == 0:
            facts.starts.append(struct.unpack_from("<I", record)[0])
        elif kind == _KEPT:
            facts.links += 1
        elif kind == _FONT:
            _, flags, ink, weight = struct.unpack_from("<HHHH", record)
            fonts.append((Look(bold=weight >= 700, struck=bool(flags & 8)), _MEANT.get(ink, ink)))
        elif kind == _FORMAT:
            codes[struct.unpack_from("<H", record)[0]] = _text(record[2:])
        elif kind == _XF:
            font, code = struct.unpack_from("<HH", record)
            styles.append((font, code, record[8] & 15, _ground(record)))
    facts.looks = [_look(style, fonts, codes) for style in styles]
    for start in facts.starts:
        _check_size(facts.stream, start)
    return facts


def _records(book: bytes, start: int) -> Iterator[Record]:
    """The records of one part of the stream, without those of charts inside it."""
    depth = 0
    while 0 <= start <= len(book) - 4:
        kind, size = struct.unpack_from("<HH", book, start)
        if kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1 and len(book) >= start + 4 + size:
            record = book[start + 4 : start + 4 + size]
            yield kind, record if kind == _MULRK else record.ljust(16, b"\0")
        start += 4 + size


def _ground(record: bytes) -> int:
    """The colour behind a cell by its number in the palette: its own where it is filled, else white."""
    if len(record) < 20 or record[17] >> 2 != 1:
        return _WHITE
    own = int(struct.unpack_from("<H", record, 18)[0]) & 0x7F
    return _MEANT.get(own, own)


def _look(style: tuple[int, int, int, int], fonts: list[tuple[Look, int]], codes: dict[int, str]) -> Look:
    font, code, indent, ground = style
    font -= font > 4  # the format has no font of number 4
    base, ink = fonts[font] if font < len(fonts) else (Look(), _BLACK)
    return Look(codes.get(code, "General"), base.bold, base.struck, indent, ink == ground)


def _text(raw: bytes) -> str:
    length, flags = struct.unpack_from("<HB", raw)
    return (
        raw[3 : 3 + 2 * length].decode("utf-16-le", "replace") if flags & 1 else raw[3 : 3 + length].decode("latin-1")
    )


def _check_reach(book: bytes) -> None:
    """Raise Unreadable where cells lie outside the grid or so far apart that to hold them would be a trap."""
    place, cells, bottom, right, ends = 0, 0, 0, 0, 0
    while place <= len(book) - 4:
        kind, size = _HEAD.unpack_from(book, place)
        if kind in _CELLS and place + 8 <= len(book):
            row, column = _HEAD.unpack_from(book, place + 4)
            width = (size - 6) // 6 if kind == _MULRK else 1
            cells, bottom, right = cells + width, max(bottom, row), max(right, column + width - 1)
        elif kind in (_BOF, _EOF):
            _check_extent(cells, bottom, right)
            cells, bottom, right, ends = 0, 0, 0, ends + (kind == _EOF)
        place += 4 + size
    _check_extent(cells, bottom, right)
    if not ends:
        raise Unreadable("The file is damaged: its workbook breaks off in its first part.")


def _check_extent(cells: int, bottom: int, right: int) -> None:
    if right >= _COLUMNS:
        raise Unreadable("The file is damaged: it has cells outside the grid of a spreadsheet.")
    if too_sparse(bottom + 1, right + 1, cells):
        place = address(bottom, right)
        raise Unreadable(f"The file has cells very far apart: {cells:,} cells of a sheet reach to {place}.")


def _check_size(book: bytes, start: int) -> None:
    for kind, record in _records(book, start):
        if kind == _DIMENSIONS:
            _, bottom, _, right = struct.unpack_from("<IIHH", record)
            if bottom > _ROWS or right > _COLUMNS:
                raise Unreadable("The file is damaged: a sheet claims to be larger than a spreadsheet can be.")
            return


def gather_xls(facts: XlsFacts, number: int, rows: list[list[Value]]) -> tuple[SheetFacts, int]:
    """The facts of a worksheet by its number among the tabs, its values having been read into `rows`; and its comments."""
    found = SheetFacts()
    comments = 0
    hidden_rows: set[int] = set()
    hidden_columns: set[int] = set()
    for kind, record in _records(facts.stream, facts.starts[number]):
        if kind == _ROW:
            if record[12] & 0x20:
                hidden_rows.add(struct.unpack_from("<H", record)[0])
        elif kind == _COLINFO:
            first, last, _, _, flags = struct.unpack_from("<HHHHH", record)
            hidden_columns.update(range(first, min(last + 1, _COLUMNS)) if flags & 1 else ())
        elif kind == _NOTE:
            comments += 1
        elif kind in (_NUMBER, _RK, _LABEL, _FORMULA, _BOOLERR):
            _cell(found, kind, record, facts.looks, rows)
        elif kind == _MULRK and len(record) >= 4:
            _cells(found, record, facts.looks, rows)
    found.hidden_rows, found.hidden_columns = frozenset(hidden_rows), frozenset(hidden_columns)
    return found, comments


def _cell(found: SheetFacts, kind: int, record: bytes, looks: list[Look], rows: list[list[Value]]) -> None:
    row, column, style = struct.unpack_from("<HHH", record)
    error = None
    if kind == _BOOLERR and record[7]:
        error = record[6]
    elif kind == _FORMULA and record[12:14] == b"\xff\xff" and record[6] == 2:
        error = record[8]
    if error is not None:
        found.values[row, column] = found.texts[row, column] = ERRORS.get(error, "#ERROR!")
        found.marks[row, column] = ("error",)
    elif style < len(looks):
        dress(found, (row, column), "s" if kind == _LABEL else "n", looks[style], rows)


def _cells(found: SheetFacts, record: bytes, looks: list[Look], rows: list[list[Value]]) -> None:
    row, column = struct.unpack_from("<HH", record)
    for place in range(4, len(record) - 7, 6):
        style = struct.unpack_from("<H", record, place)[0]
        if style < len(looks):
            dress(found, (row, column + (place - 4) // 6), "n", looks[style], rows)
