"""Workbooks: xlsx and xlsm with all that their parts say of single cells; xlsb and xls as far as calamine reads them."""

from __future__ import annotations

import io
import re

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from cyberflag.grid import Document, Merge, Sheet, Value
from cyberflag.readers.biff import XlsFacts, gather_xls, xls_facts
from cyberflag.readers.binarysheets import comments_of_xlsb, gather_xlsb, worksheet_parts
from cyberflag.readers.compound import Compound
from cyberflag.readers.concealed import cell_issues, comments_of, old_workbook_issues, sheet_issues, workbook_issues
from cyberflag.readers.delimited import trimmed
from cyberflag.readers.facts import BookFacts, SheetFacts, check_extent, gather
from cyberflag.readers.locked import unlocked
from cyberflag.readers.looks import looks_of
from cyberflag.readers.refusal import Unreadable, refuse
from cyberflag.readers.richstrings import telling_strings
from cyberflag.readers.sheetparts import SheetPart, opened


def xlsx(data: bytes, name: str) -> Document:
    """An xlsx or xlsm workbook: a Sheet for each worksheet, hidden ones included, with what a person sees of each cell."""
    package = opened(data)
    parts = package.sheets()
    cells = {part.part: check_extent(package.part(part.part), part.title) for part in parts}
    shared = BookFacts(
        looks_of(package.part(package.related("styles", "xl/styles.xml"))),
        telling_strings(package.part(package.related("sharedStrings", "xl/sharedStrings.xml"))),
    )
    book = _book(package.rewritten() if package.changed else data)
    document = Document(name, "xlsx")
    for title, part in zip(_titles(book, parts), parts, strict=True):
        sheet = _sheet(book, title, part.hidden, name)
        raw = package.part(part.part)
        _check_complete(sheet, raw)
        _add(document, sheet)
        _tell(document, sheet, gather(raw, cells[part.part], shared, sheet.rows), comments_of(package, part))
        package.forget(part.part)
    document.issues += workbook_issues(name, package)
    return document


def binary(data: bytes, name: str) -> Document:
    """An xls or xlsb workbook; of the cells of an xls also what a person sees of them."""
    document = Document(name, "xlsb" if data.startswith(b"PK") else "xls")
    package = opened(data) if document.format == "xlsb" else None
    old = None if package else Compound(data)
    facts = xls_facts(old) if old else XlsFacts()
    try:
        book = _book(data)
    except PasswordError:
        return _unlocked(data, name)
    worksheets = [about for about in book.sheets_metadata if about.typ == SheetTypeEnum.WorkSheet]
    parts = worksheet_parts(package) if package else []
    for number, about in enumerate(worksheets):
        sheet = _sheet(book, about.name, about.visible != SheetVisibleEnum.Visible, name)
        _add(document, sheet)
        if len(facts.starts) == len(worksheets):
            found, comments = gather_xls(facts, number, sheet.rows)
            _tell(document, sheet, found, comments)
        elif package and len(parts) == len(worksheets):
            found = gather_xlsb(package.part(parts[number]), len(sheet.rows))
            _tell(document, sheet, found, comments_of_xlsb(package, parts[number]))
            package.forget(parts[number])
        else:
            document.issues += sheet_issues(sheet)
    if package:
        document.issues += workbook_issues(name, package)
    if old:
        document.issues += old_workbook_issues(name, old, facts.links)
    return document


def _unlocked(data: bytes, name: str) -> Document:
    plain = unlocked(data)
    try:
        _book(plain)
    except PasswordError:
        raise refuse("encrypted") from None
    return binary(plain, name)


def _tell(document: Document, sheet: Sheet, facts: SheetFacts, comments: int) -> None:
    """Put the facts of a sheet where they are read: on the sheet, and as issues."""
    sheet.texts, sheet.marks = facts.texts, facts.marks
    sheet.hidden_rows, sheet.hidden_columns = facts.hidden_rows, facts.hidden_columns
    for place, value in facts.values.items():
        _put(sheet.rows, place, value)
    document.issues += cell_issues(sheet)
    document.issues += sheet_issues(sheet, facts, comments)


def _book(data: bytes) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError:
        raise
    except CalamineError:
        message = (
            "The file is damaged: the part of the workbook that lists its sheets is missing, or could not be read."
        )
        raise Unreadable(message) from None


def _titles(book: CalamineWorkbook, parts: list[SheetPart]) -> list[str]:
    """The titles as calamine spells them, in the order of the parts."""
    titles = [about.name for about in book.sheets_metadata if about.typ == SheetTypeEnum.WorkSheet]
    known = set(book.sheet_names)
    if len(titles) == len(parts):
        return titles
    if all(part.title in known for part in parts):
        return [part.title for part in parts]
    raise Unreadable("The file is damaged: its list of sheets does not agree with the sheets in it.")


def _sheet(book: CalamineWorkbook, title: str, hidden: bool, file: str) -> Sheet:
    try:
        found = book.get_sheet_by_name(title)
        rows: list[list[Value]] = trimmed(found.to_python(skip_empty_area=False))  # type: ignore[arg-type]
    except (CalamineError, OSError):
        raise Unreadable(f"The file is damaged: the cells of its sheet {title!r} could not be read.") from None
    merges = tuple(Merge(a[0], a[1], b[0], b[1]) for a, b in found.merged_cell_ranges or ())
    return Sheet(title, rows, file, merges, hidden)


def _check_complete(sheet: Sheet, raw: bytes) -> None:
    """Nothing read where the part holds values means that the reader did not understand the part."""
    if (
        not sheet.rows
        and re.search(rb"<c\s[^<>]*>\s*(?:<f[^<>]*>[^<]*</f>)?<v>[^<]", raw)
        and not re.search(rb"\st=[\"']e", raw)
    ):
        raise Unreadable(f"The sheet {sheet.name!r} holds values that could not be read.")


def _put(rows: list[list[Value]], place: tuple[int, int], value: Value) -> None:
    """Set a cell, also beyond the rows and columns that were read."""
    row, column = place
    while len(rows) <= row:
        rows.append([])
    rows[row].extend([None] * (column + 1 - len(rows[row])))
    rows[row][column] = value


def _add(document: Document, sheet: Sheet) -> None:
    document.order.append(("sheet", len(document.sheets)))
    document.sheets.append(sheet)
