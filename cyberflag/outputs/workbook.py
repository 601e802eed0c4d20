"""Results as a workbook, a sheet each: real numbers, text as text, the same bytes for the same results."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from math import ceil
from textwrap import wrap
from urllib.parse import quote
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from cyberflag.outputs.inert import inert, neutral, one_line
from cyberflag.outputs.phrasing import WORDS, is_number, said
from cyberflag.outputs.saved import saved
from cyberflag.summaries import Column, Result, Scalar

FIXED = datetime(2000, 1, 1)  # noqa: DTZ001 - the clock is no part of a result; xlsx dates have no zone
WIDEST = 60  # letters of a column that is folded
WIDEST_NAME = 66  # and of one that is not
PROSE = 120  # letters of a line of prose
FILLED_IN = 14  # of a column that is empty
FILTER = 3  # for the arrow of the filter beside a heading
PLAIN_WIDTH = 9.0  # of a column that nothing is said of
IN_WORDS = ("proof", "use", "reply", "why")  # codes that stand here as people read them
MOST_MERGED = 30
MOST_FROZEN = 60  # letters on the left that stay in sight
PAGE = 190  # letters across a page that can still be read
LINE = 15  # points
HIGHEST = 400  # points that a row may take
LINKS = "The names of files are links; they open where this workbook lies in the folder of the returns."
BOLD = Font(name="Calibri", size=11, bold=True)
LINK = Font(name="Calibri", size=11, color="0563C1", underline="single")
TOP, FOLDED = Alignment(vertical="top"), Alignment(vertical="top", wrap_text=True)
RIGHT = Alignment(horizontal="right", indent=1)
SHADED = PatternFill("solid", fgColor="DEEBF7")
FORMATS = {"share": "0.0%_)", "rate": "0.00_)", "number": "#,##0_)"}  # a little room to the right


def workbook(results: Sequence[Result], raw: bool = False) -> bytes:
    """The bytes of an xlsx file with a sheet for every result that has rows or notes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "cyberflag"
    book.properties.created = book.properties.modified = FIXED
    for result in results:
        _fill(book.create_sheet(_sheet_name(result.name, book.sheetnames)), result, raw)
    return without_clock(saved(book))


def _sheet_name(name: str, taken: Sequence[str]) -> str:
    base = name.replace("_", " ").capitalize()[:28]
    number, found = 2, base
    while found in taken:
        found, number = f"{base} {number}", number + 1
    return found


def _fill(sheet: Worksheet, result: Result, raw: bool) -> None:
    """Title, headings, rows, then the notes; without a title the headings come first, for a list that is read back."""
    columns = [(place, column) for place, column in enumerate(result.columns) if column.exported]
    widths = [_width(result, column) for _, column in columns] or [PROSE]
    for at, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    if result.title:
        _put_line(sheet, 1, result.title, widths, raw, bold=True)
    top = 2 if result.title else 1
    for at, (_, column) in enumerate(columns, start=1):
        _put_heading(_at(sheet, top, at), column, raw)
    folded = any(column.wide for _, column in columns)
    for number, row in enumerate(result.rows, start=top + 1):
        for at, (place, column) in enumerate(columns, start=1):
            _put(_at(sheet, number, at), column, row[place], raw)
            if folded:  # else the plain style will do, and a long sheet is written in less time
                sheet.cell(number, at).alignment = FOLDED if column.wide else TOP
        if folded:
            _fold(sheet, number, [str(row[place] or "") if column.wide else "" for place, column in columns], widths)
    below = len(result.rows) + (top + 2 if columns else 2)
    for number, note in enumerate(result.notes):
        _put_line(sheet, below + number, note, widths, raw, bold=not columns and number in result.breaks)
    if result.title and result.rows and any(column.key == "file" for _, column in columns):
        _put_line(sheet, below + len(result.notes), LINKS, widths, raw)
    if columns:
        _head(sheet, columns, top, len(result.rows), widths)
    _for_paper(sheet, widths, top if columns else 0)


def _put_line(sheet: Worksheet, row: int, text: str, widths: Sequence[float], raw: bool, bold: bool = False) -> None:
    """A sentence over as many columns as make a readable line, as high as it needs."""
    wide, last = 0.0, 0
    while wide < PROSE * 0.9 and last < MOST_MERGED:
        wide += widths[last] if last < len(widths) else PLAIN_WIDTH
        last += 1
    _put_text(_at(sheet, row, 1), text, raw)
    if bold:
        sheet.cell(row, 1).font = BOLD
    sheet.cell(row, 1).alignment = FOLDED
    if last > 1:
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=last)
    sheet.row_dimensions[row].height = LINE * _lines(text, wide)


def _lines(text: str, width: float) -> int:
    """How many lines a text takes that is folded at a width."""
    return sum(max(1, len(wrap(part, max(1, int(width))))) for part in text.split("\n"))


def _fold(sheet: Worksheet, row: int, texts: Sequence[str], widths: Sequence[float]) -> None:
    """Make a row as high as its longest folded text; not every program does so by itself."""
    lines = max((_lines(text, width) for text, width in zip(texts, widths, strict=True)), default=1)
    if lines > 1:
        sheet.row_dimensions[row].height = min(LINE * lines, HIGHEST)


def _heading(column: Column) -> str:
    return column.heading or column.key.replace("_", " ").capitalize()


def _put_heading(cell: Cell, column: Column, raw: bool) -> None:
    _put_text(cell, one_line(_heading(column)), raw)
    cell.font, cell.fill, cell.border = BOLD, SHADED, Border(bottom=Side("thin"))
    cell.alignment = Alignment(wrap_text=True, vertical="bottom", horizontal="right" if is_number(column) else "left")


def _head(
    sheet: Worksheet, columns: Sequence[tuple[int, Column]], top: int, rows: int, widths: Sequence[float]
) -> None:
    """Keep the headings in sight, and what a row is about where it stands near the left; let rows be filtered."""
    _fold(sheet, top, [_heading(column) for _, column in columns], [width - FILTER for width in widths])
    keys = [column.key for _, column in columns]
    names = keys.index("force") + 1 if "force" in keys else 0
    kept = names if sum(widths[:names]) <= MOST_FROZEN and sum(widths) > PAGE else 0
    sheet.freeze_panes = f"{get_column_letter(kept + 1)}{top + 1}"
    sheet.auto_filter.ref = f"A{top}:{get_column_letter(len(columns))}{top + rows}"
    if kept:
        sheet.print_title_cols = f"A:{get_column_letter(kept)}"


def _for_paper(sheet: Worksheet, widths: Sequence[float], top: int) -> None:
    """Landscape A4, the headings on every page, as many pages side by side as leave the letters readable."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = max(1, ceil(sum(widths) / PAGE - 0.2)), 0
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    footer = sheet.oddFooter
    if footer is not None:
        footer.left.text, footer.right.text = "&A", "&P of &N"
    if top:
        sheet.print_title_rows = f"{top}:{top}"


def _put(cell: Cell, column: Column, value: Scalar, raw: bool) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        value = said("", value)
    if isinstance(value, str) and column.kind == "date":
        cell.value, cell.number_format = date.fromisoformat(value), "yyyy-mm-dd"
    elif isinstance(value, str):
        _put_text(cell, WORDS.get(column.kind, {}).get(value, value) if column.kind in IN_WORDS else value, raw)
        if is_number(column):
            cell.alignment = RIGHT
        if column.key == "file":
            _link(cell, value)
    else:
        cell.value = value
        cell.number_format = FORMATS.get(column.kind, "General")


def _at(sheet: Worksheet, row: int, column: int) -> Cell:
    """A cell that no merged one covers."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    return cell


def _put_text(cell: Cell, text: str, raw: bool) -> None:
    """A cell that stays text: no formula, and an age or code that Excel will not take for a date or number."""
    cell.value = inert(text if raw else neutral(text), keep="\n")
    cell.data_type = "s"
    cell.number_format = "@"


def _link(cell: Cell, file: str) -> None:
    """A link to the file beside the workbook; an attachment links to the message that carries it."""
    target = file.split("!", 1)[0]
    if inert(target) == target and len(target) < 2000:
        cell.hyperlink = quote(target)
        cell.font = LINK


def _width(result: Result, column: Column) -> float:
    """Room for every value as it is shown, and for the longest word of the heading; more is folded."""
    place = result.columns.index(column)
    values = [
        said(column.kind if column.kind in (*FORMATS, *IN_WORDS) else "text", row[place]) for row in result.rows[:500]
    ]
    words = _heading(column).split()
    longest = max([*map(len, values), *(len(word) + FILTER for word in words)], default=0)
    empty = column.wide or not any(values)  # perhaps to be filled in by hand
    return max(
        FILLED_IN if empty else 0,
        min(WIDEST if column.wide else WIDEST_NAME, longest) + (1 if is_number(column) else 3),
    )


def without_clock(content: bytes) -> bytes:
    """The archive again with one date on every member and in the properties."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            data = old.read(name)
            if name == "docProps/core.xml":
                data = _fixed_dates(data)
            member = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.compress_type = ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            member.create_system = 3
            new.writestr(member, data)
    return made.getvalue()


def _fixed_dates(core: bytes) -> bytes:
    """openpyxl stamps `modified` with the time of saving; put the fixed date back."""
    import re

    return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + FIXED.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), core)
