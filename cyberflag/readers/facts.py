"""What a worksheet says of itself beside its values, scanned from its raw part.

Before parsing: how far its cells reach (too far apart, too many, outside the grid: refused). After it: hidden rows and
columns, error cells, formulas without value, formats that change what a person sees, superscripts, struck cells.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress

from msgspec import Struct, field

from cyberflag.grid import Value, address, shown
from cyberflag.patterns import late
from cyberflag.readers.formats import covers, is_plain, seen
from cyberflag.readers.looks import Look
from cyberflag.readers.refusal import Unreadable
from cyberflag.readers.richstrings import TextRuns, runs_of
from cyberflag.readers.sheetparts import attributes, column_number, inside, text_of

MOST_CELLS = 6_000_000
_ROWS, _COLUMNS = 1_048_576, 16_384
_ROOMY, _SPARSE = 1_000_000, 50  # a grid this large with fewer than one cell in fifty filled is refused
_SMALL = 20_000  # cells up to which each is looked at
_STRAY = "Delete the stray cells and save the file, or ask the force for a fresh copy."

_WIDTHS = ((26, rb'r="[A-Z](?:[A-Z]|\d{%d})'), (702, rb'r="[A-Z]{1,2}(?:[A-Z]|\d{%d})'))
_PLACE = late(rb"<c\s[^<>]*?\br=\"([A-Z]+\d+)\"")
_FILLED = late(rb"<c\s[^<>]*?\br=\"([A-Z]+)(\d+)\"[^<>]*+(?<!/)>(?!</c>)")
_CONTENT = inside(b"c")
_CELL = late(rb"<c\s([^<>]*+)(?<!/)>" + _CONTENT)
_ERROR = late(rb"<c\s((?>[^<>]*?\st=[\"']e[\"'])[^<>]*+)(?<!/)>" + _CONTENT)
_UNSAVED = late(rb"<c\s([^<>]*+)(?<!/)>(<f(?:[^<>]*/>|[^<>]*>[^<]*</f>)(?:<v\s*/>|<v></v>)?)</c>")
_SHARED = late(rb"<c\s([^<>]*+)(?<!/)>(<v>\d+</v>)</c>")
_CELL_ATTRIBUTE = late(rb"(?<![\w:])([rst])=[\"']([^\"']*)[\"']")
_VALUE = late(rb"<v(?:\s[^<>]*)?>([^<]*)</v>")
_INLINE = late(rb"<is>" + inside(b"is"))
_HIDDEN_ROW = late(rb"<row\s((?>[^<>]*?\shidden=[\"'](?:1|true)[\"'])[^<>]*+)>")
_COL = late(rb"<col\s([^<>]*+)>")


class BookFacts(Struct, frozen=True):
    """What the sheets of a workbook share: the looks of its styles, and its texts with raised or struck letters."""

    looks: list[Look]
    strings: Mapping[int, TextRuns]


class SheetFacts(Struct):
    """Facts on single cells, rows and columns (all from 0), and how many cells there are of each kind that hides something."""

    values: dict[tuple[int, int], Value] = field(default_factory=dict)
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    marks: dict[tuple[int, int], tuple[str, ...]] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    filtered: bool = False
    covered: Counter[str] = field(default_factory=Counter)


def check_extent(sheet: bytes, title: str) -> int:
    """The number of cells of a worksheet. Raises Unreadable where no reader could hold them, or they lie too far apart."""
    cells = sheet.count(b"<c ")
    if cells > MOST_CELLS:
        raise Unreadable(f"The sheet {title!r} holds {cells:,} cells, more than {MOST_CELLS:,}.")
    if not _is_dense(sheet, cells, cells) and not _is_dense(sheet, cells, sheet.count(b"<row ")):
        _check_reach(sheet, title)
    if cells <= _SMALL and len(places := _PLACE.findall(sheet)) > len(set(places)):
        twice = next(place for place, often in Counter(places).items() if often > 1).decode()
        raise Unreadable(f"The file is damaged: the sheet {title!r} gives the cell {twice} twice.")
    return cells


def _is_dense(sheet: bytes, cells: int, rows: int) -> bool:
    """Whether the grid up to the next power of ten above so many rows is small, or full enough, and nothing lies beyond it."""
    digits = min(len(str(rows)), 7)
    width = next((limit for limit, wider in _WIDTHS if not re.search(wider % (digits + 1), sheet)), 0)
    reach = min(10**digits, _ROWS)
    return width > 0 and not too_sparse(reach, width, cells)


def too_sparse(rows: int, columns: int, cells: int) -> bool:
    """Whether a grid is so large, and so few of its cells filled, that holding it would be a trap."""
    return rows * columns > max(_ROOMY, _SPARSE * cells)


def _check_reach(sheet: bytes, title: str) -> None:
    """The same, cell by cell. Cells that hold nothing but a style do not count; only those with content lie apart."""
    filled = {(int(row) - 1, column_number(letters)) for letters, row in _FILLED.findall(sheet)}
    bottom, right = max((r for r, _ in filled), default=0), max((c for _, c in filled), default=0)
    if bottom >= _ROWS or right >= _COLUMNS:
        raise Unreadable(f"The file is damaged: the sheet {title!r} has cells outside the grid of a spreadsheet.")
    if too_sparse(bottom + 1, right + 1, len(filled)):
        message = (
            f"The sheet {title!r} has cells very far apart: {len(filled):,} cells reach to {address(bottom, right)}."
        )
        raise Unreadable(message, _STRAY)


def gather(sheet: bytes, cells: int, book: BookFacts, rows: list[list[Value]]) -> SheetFacts:
    """The facts of a worksheet whose values have been read into `rows`. Linear in the size of the part."""
    facts = SheetFacts()
    facts.hidden_rows = _hidden_rows(sheet)
    facts.hidden_columns = _hidden_columns(sheet)
    facts.filtered = bool(facts.hidden_rows) and b"<filterColumn" in sheet
    end = sheet.find(b"</sheetData>")
    sheet = sheet[:end] if 0 <= end < len(sheet) - 65_536 else sheet  # no cells follow the rows
    for tag, inner in dict(_candidates(sheet, cells, book)).items():
        _note(facts, tag, inner, book, rows)
    return facts


def _hidden_rows(sheet: bytes) -> frozenset[int]:
    if b"hidden" not in sheet:
        return frozenset()
    numbers = (attributes(tag).get("r", "") for tag in _HIDDEN_ROW.findall(sheet))
    return frozenset(int(number) - 1 for number in numbers if number.isdigit())


def _hidden_columns(sheet: bytes) -> frozenset[int]:
    hidden: set[int] = set()
    head = sheet[: max(sheet.find(b"<sheetData"), 0)]
    for tag in _COL.findall(head):
        about = attributes(tag)
        if about.get("hidden", "0") in ("1", "true") or about.get("width") == "0":
            with suppress(ValueError):
                hidden.update(range(int(about.get("min", "1")) - 1, min(int(about.get("max", "1")), _COLUMNS)))
    return frozenset(hidden)


def _candidates(sheet: bytes, cells: int, book: BookFacts) -> Iterator[tuple[bytes, bytes]]:
    """Attributes and content of the cells worth a look, some of them twice; fewer looks count in a large sheet."""
    if b't="e"' in sheet:
        yield from _ERROR.findall(sheet)
    if b"<f" in sheet:
        yield from _UNSAVED.findall(sheet)
    wanted = [number for number, look in enumerate(book.looks) if (look.telling if cells > _SMALL else not look.dull)]
    yield from _other_than_days(sheet, [number for number in wanted if book.looks[number].iso])
    styles = b"|".join(b"%d" % number for number in wanted if not book.looks[number].iso)
    if styles and re.search(rb"\ss=[\"'](?:%b)[\"']" % styles, sheet):
        yield from re.findall(rb"<c\s((?>[^<>]*?\ss=[\"'](?:%b)[\"'])[^<>]*+)(?<!/)>" % styles + _CONTENT, sheet)
    if book.strings:
        yield from (
            (tag, inner)
            for tag, inner in _SHARED.findall(sheet)
            if _is_shared(tag) and int(inner[3:-4]) in book.strings
        )
    if b"<rPr" in sheet:
        yield from ((tag, inner) for tag, inner in _CELL.findall(sheet) if b"<rPr" in inner)


def _other_than_days(sheet: bytes, styles: list[int]) -> Iterator[tuple[bytes, bytes]]:
    """Cells that would show a day as it is told anyway, as far as they hold anything but a day of this age."""
    for style in styles:
        dressed = sheet.count(b's="%d"' % style)
        plain = len(re.findall(rb'\ss="%d"(?: t="n")?><v>\d{5}</v></c>' % style, sheet)) if dressed else 0
        if dressed > plain or b"s='%d'" % style in sheet:
            cell = rb"<c\s((?>[^<>]*?\ss=[\"']%d[\"'])[^<>]*+)(?<!/)>(?!<v>\d{5}</v></c>)" % style
            yield from re.findall(cell + _CONTENT, sheet)


def _is_shared(tag: bytes) -> bool:
    return b't="s"' in tag or b"t='s'" in tag


def _note(facts: SheetFacts, tag: bytes, inner: bytes, book: BookFacts, rows: list[list[Value]]) -> None:
    about = dict(_CELL_ATTRIBUTE.findall(tag))
    place = _place(about.get(b"r", b""))
    if place is None:
        return
    kind, style = about.get(b"t", b"n").decode(), about.get(b"s", b"0")
    found = _VALUE.search(inner)
    raw = text_of(found[1]) if found else ""
    if kind == "e":
        facts.values[place] = facts.texts[place] = raw or "#ERROR!"
        facts.marks[place] = ("error",)
    elif b"<f" in inner and not raw and kind != "str":
        facts.marks[place] = ("no-value",)
    elif raw or kind == "inlineStr":
        if style.isdigit() and int(style) < len(book.looks):
            dress(facts, place, kind, book.looks[int(style)], rows)
        _annotate(facts, place, _runs(kind, raw, inner, book.strings))


def _place(reference: bytes) -> tuple[int, int] | None:
    letters = reference.rstrip(b"0123456789")
    if not letters or letters == reference:
        return None
    return int(reference[len(letters) :]) - 1, column_number(letters)


def dress(facts: SheetFacts, place: tuple[int, int], kind: str, look: Look, rows: list[list[Value]]) -> None:
    """What the style of the cell makes of its value."""
    if look.dull:
        return
    value = rows[place[0]][place[1]] if place[0] < len(rows) and place[1] < len(rows[place[0]]) else None
    marks = [name for name, on in (("struck", look.struck), ("bold", look.bold)) if on]
    if look.indent:
        marks.append(f"indent:{look.indent}")
    text = seen(value, look.code) if kind in ("n", "d", "str", "s") else None
    if text is not None and text != shown(value):
        facts.texts[place] = text
        if not is_plain(look.code):
            marks.append(f"format:{look.code}")
        if isinstance(value, int | float) and value and covers(value, look.code):
            facts.covered["format"] += 1
    if look.invisible:
        facts.covered["white"] += 1
    if marks:
        facts.marks[place] = (*facts.marks.get(place, ()), *marks)


def _runs(kind: str, raw: str, inner: bytes, strings: Mapping[int, TextRuns]) -> TextRuns | None:
    if kind == "s":
        return strings.get(int(raw)) if raw.isdigit() else None
    if kind == "inlineStr" and b"<rPr" in inner:
        found = _INLINE.search(inner)
        return runs_of(found[1]) if found else None
    return None


def _annotate(facts: SheetFacts, place: tuple[int, int], runs: TextRuns | None) -> None:
    """Superscript runs are notes beside the text; struck runs are said."""
    if runs is None:
        return
    marks = list(facts.marks.get(place, ()))
    if runs.raised and runs.text.strip():
        facts.texts[place] = runs.text
        marks.append(f"note:{runs.raised.strip()}")
    if runs.struck and "struck" not in marks:
        marks.append("struck")
    if marks:
        facts.marks[place] = tuple(marks)
