"""Results as a workbook, a sheet each: real numbers, text as text, the same bytes for the same results."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from cyberflag.outputs.inert import inert, neutral
from cyberflag.summaries import Column, Result, Scalar

FIXED = datetime(2000, 1, 1)  # noqa: DTZ001 - the clock is no part of a result; xlsx dates have no zone
WIDEST = 60
FORMATS = {"share": "0.0%", "rate": "0.00", "number": "#,##0"}


def workbook(results: Sequence[Result], raw: bool = False) -> bytes:
    """The bytes of an xlsx file with a sheet for every result that has rows or notes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "cyberflag"
    book.properties.created = book.properties.modified = FIXED
    for result in results:
        _fill(book.create_sheet(_sheet_name(result.name, book.sheetnames)), result, raw)
    content = BytesIO()
    book.save(content)
    return _without_clock(content.getvalue())


def _sheet_name(name: str, taken: Sequence[str]) -> str:
    base = name.replace("_", " ").capitalize()[:28]
    number, found = 2, base
    while found in taken:
        found, number = f"{base} {number}", number + 1
    return found


def _fill(sheet: Worksheet, result: Result, raw: bool) -> None:
    """Title, headings, rows, then the notes; without a title the headings come first, for a list that is read back."""
    columns = [(place, column) for place, column in enumerate(result.columns) if column.exported]
    if result.title:
        _put_text(sheet, 1, 1, result.title, raw)
        sheet["A1"].font = Font(bold=True)
    top = 2 if result.title else 1
    for at, (_, column) in enumerate(columns, start=1):
        _put_text(sheet, top, at, (column.heading or column.key).replace("\n", " "), raw)
        sheet.cell(top, at).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(at)].width = _width(result, column)
    for number, row in enumerate(result.rows, start=top + 1):
        for at, (place, column) in enumerate(columns, start=1):
            _put(sheet, number, at, column, row[place], raw)
    for number, note in enumerate(result.notes, start=len(result.rows) + (top + 2 if columns else 2)):
        _put_text(sheet, number, 1, note, raw)
    if columns:
        sheet.freeze_panes = f"A{top + 1}"
    else:
        sheet.column_dimensions["A"].width = 120


def _put(sheet: Worksheet, row: int, column: int, kind: Column, value: Scalar, raw: bool) -> None:
    if value is None:
        return
    if isinstance(value, str):
        _put_text(sheet, row, column, value, raw)
        if kind.wide:
            sheet.cell(row, column).alignment = Alignment(wrap_text=True, vertical="top")
        if kind.key == "file":
            _link(sheet, row, column, value)
        return
    cell = sheet.cell(row, column, value)
    if not isinstance(value, bool) and kind.kind in FORMATS:
        cell.number_format = FORMATS[kind.kind]


def _put_text(sheet: Worksheet, row: int, column: int, text: str, raw: bool) -> None:
    """A cell that stays text: no formula, and an age or code that Excel will not take for a date or number."""
    cell = sheet.cell(row, column)
    cell.value = inert(text if raw else neutral(text), keep="\n")
    cell.data_type = "s"
    cell.number_format = "@"


def _link(sheet: Worksheet, row: int, column: int, file: str) -> None:
    """A link to the file beside the workbook; an attachment links to the message that carries it."""
    target = file.split("!", 1)[0]
    if inert(target) == target and len(target) < 2000:
        from urllib.parse import quote

        cell = sheet.cell(row, column)
        cell.hyperlink = quote(target)
        cell.font = Font(color="0563C1", underline="single")


def _width(result: Result, column: Column) -> float:
    place = result.columns.index(column)
    longest = max((len(str(row[place])) for row in result.rows[:500] if row[place] is not None), default=0)
    return min(WIDEST, max(len(column.heading), longest) + 2)


def _without_clock(content: bytes) -> bytes:
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
