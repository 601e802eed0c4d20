"""Workbooks: xlsx, xlsm, xlsb and xls, read by calamine."""

from __future__ import annotations

import io

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from cyberflag.grid import Document, Merge, Sheet, Value
from cyberflag.readers.delimited import trimmed
from cyberflag.readers.refusal import Unreadable, refuse


def xlsx(data: bytes, name: str) -> Document:
    """An xlsx or xlsm workbook: a Sheet for each worksheet, hidden ones included."""
    return _document(data, name, "xlsx")


def binary(data: bytes, name: str) -> Document:
    """An xls or xlsb workbook."""
    return _document(data, name, "xls")


def encrypted(_data: bytes, _name: str) -> Document:
    """A workbook behind a password."""
    raise refuse("encrypted")


def _document(data: bytes, name: str, kind: str) -> Document:
    document = Document(name, kind)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError:
        raise refuse("encrypted") from None
    except CalamineError as error:
        raise Unreadable(f"The file is damaged: {error}.") from None
    for about in book.sheets_metadata:
        if about.typ == SheetTypeEnum.WorkSheet:
            document.order.append(("sheet", len(document.sheets)))
            document.sheets.append(_sheet(book, about.name, about.visible != SheetVisibleEnum.Visible, name))
    return document


def _sheet(book: CalamineWorkbook, title: str, hidden: bool, file: str) -> Sheet:
    found = book.get_sheet_by_name(title)
    rows: list[list[Value]] = trimmed(found.to_python(skip_empty_area=False))  # type: ignore[arg-type]
    merges = tuple(Merge(a[0], a[1], b[0], b[1]) for a, b in found.merged_cell_ranges or ())
    return Sheet(title, rows, file, merges, hidden)
