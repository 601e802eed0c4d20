"""OpenDocument spreadsheets: ods, and fods, its one-file spelling. The file itself says what a person sees in a cell."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from xml.etree import ElementTree

from msgspec import Struct, field

from cyberflag.grid import Document, Merge, Sheet, Value, shown
from cyberflag.issues import Where, issue
from cyberflag.patterns import late
from cyberflag.readers.concealed import cell_issues, sheet_issues
from cyberflag.readers.delimited import trimmed
from cyberflag.readers.facts import MOST_CELLS, too_sparse
from cyberflag.readers.odslooks import StyleSheet
from cyberflag.readers.properties import property_issues
from cyberflag.readers.refusal import Unreadable, no_xml, refuse
from cyberflag.readers.sheetparts import opened

_ROWS, _COLUMNS = 1_048_576, 16_384
_ERROR = late(r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)|Err:\d{3}")
_MACRO = late(r"Basic/[^/]+/(?!script-lb\.xml)[^/]+\.xml$|Scripts/.+/.")
_TIME = late(r"P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?")


def ods(data: bytes, name: str) -> Document:
    """An ods workbook: a Sheet for each table, hidden ones included."""
    package = opened(data)
    if b"encryption-data" in package.part("META-INF/manifest.xml"):
        raise refuse("encrypted")
    document = _document(package.part("content.xml"), name, "ods")
    if any(_MACRO.match(part) for part in package.members):
        document.issues.append(issue("hidden-content", Where(name), "The workbook carries macros (they are not run)."))
    document.issues += property_issues(name, package.part("meta.xml"))
    return document


def fods(data: bytes, name: str) -> Document:
    """A spreadsheet in one XML file."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise Unreadable("The file declares a document type, which no spreadsheet needs; it was not opened.")
    document = _document(data, name, "fods")
    start = data.find(b"<office:meta")
    document.issues += property_issues(name, data[start : data.find(b"</office:meta>", start)] if start >= 0 else b"")
    return document


class _Table(Struct):
    """A sheet in the making. Empty rows wait until a filled one follows, so that a million of them cost nothing."""

    sheet: Sheet
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    columns: int = 0
    waiting: int = 0  # empty rows not yet written
    cells: int = 0
    width: int = 0
    comments: int = 0

    @property
    def next_row(self) -> int:
        """The number of the row to come, from 0."""
        return len(self.sheet.rows) + self.waiting


def _document(content: bytes, name: str, kind: str) -> Document:
    document = Document(name, kind)
    styles = StyleSheet()
    try:
        for table in _tables(content, name, styles):
            sheet = _finished(table)
            document.order.append(("sheet", len(document.sheets)))
            document.sheets.append(sheet)
            document.issues += cell_issues(sheet)
            document.issues += sheet_issues(sheet)
            if table.comments:
                told = f"The sheet has {table.comments:,} comment{'s' * (table.comments > 1)} on its cells."
                document.issues.append(issue("hidden-content", Where(name, sheet.name), told))
    except ElementTree.ParseError as error:
        line, column = error.position
        raise no_xml(line, column + 1) from None
    return document


def _finished(table: _Table) -> Sheet:
    sheet = table.sheet
    sheet.rows = trimmed(sheet.rows)
    sheet.merges = tuple(table.merges)
    sheet.hidden_rows = frozenset(row for row in table.hidden_rows if row < len(sheet.rows))
    sheet.hidden_columns = frozenset(table.hidden_columns)
    return sheet


def _events(content: bytes) -> Iterator[tuple[str, ElementTree.Element]]:
    """The starts and ends of elements. Raises Unreadable for an encoding that is none, or not read."""
    try:
        yield from ElementTree.iterparse(io.BytesIO(content), events=("start", "end"))
    except (LookupError, ValueError):
        raise Unreadable("The file is damaged: its content names an encoding that cannot be read.") from None


def _tables(content: bytes, file: str, styles: StyleSheet) -> Iterator[_Table]:
    table: _Table | None = None
    depth = 0
    for event, element in _events(content):
        what = element.tag.rpartition("}")[2]
        if event == "start":
            if what == "table":
                depth += 1
                if depth == 1:
                    about = _about(element)
                    hidden = about.get("style-name", "") in styles.hidden
                    table = _Table(Sheet(about.get("name", ""), [], file, hidden=hidden))
        elif what == "table":
            depth -= 1
            if depth == 0 and table is not None:
                yield table
                table = None
                element.clear()
        elif what == "automatic-styles" or what == "styles":
            styles.learn(element)
        elif table is not None and depth == 1:
            if what == "table-column":
                _column(table, _about(element))
            elif what == "table-row":
                _row(table, element, styles)
                element.clear()


def _about(element: ElementTree.Element) -> dict[str, str]:
    """The attributes under their local names; the office's own before later additions."""
    found: dict[str, str] = {}
    for key, value in element.attrib.items():
        space, _, name = key.rpartition("}")
        if "calcext" in space:
            found[f"calcext:{name}"] = value
        else:
            found[name] = value
    return found


def _times(about: dict[str, str], name: str) -> int:
    text = about.get(name, "1")
    return max(1, int(text)) if text.isdigit() and len(text) < 12 else 1


def _column(table: _Table, about: dict[str, str]) -> None:
    times = _times(about, "number-columns-repeated")
    if about.get("visibility", "visible") != "visible":
        table.hidden_columns.update(range(table.columns, min(table.columns + times, _COLUMNS)))
    table.columns += times


def _row(table: _Table, element: ElementTree.Element, styles: StyleSheet) -> None:
    about = _about(element)
    times = _times(about, "number-rows-repeated")
    number = table.next_row
    cells = list(_cells(table, element, styles, number))
    if not cells:
        table.waiting += times
        return
    right = cells[-1][0] + cells[-1][2]
    filled = sum(count for _, _, count in cells)
    _check(table, number + times, right, filled * times)
    table.sheet.rows.extend([] for _ in range(table.waiting))
    table.waiting = 0
    row: list[Value] = [None] * right
    for column, value, count in cells:
        row[column : column + count] = [value] * count
    table.sheet.rows.extend(list(row) for _ in range(times))
    _repeat(table.sheet, number, times)
    if about.get("visibility", "visible") != "visible":
        table.hidden_rows.update(range(number, number + times))


def _check(table: _Table, bottom: int, right: int, cells: int) -> None:
    table.cells += cells
    table.width = max(table.width, right)
    title = table.sheet.name
    if bottom > _ROWS or right > _COLUMNS or table.cells > MOST_CELLS:
        raise Unreadable(f"The sheet {title!r} claims more cells than a spreadsheet can hold or this program reads.")
    if too_sparse(bottom, table.width, table.cells):
        raise Unreadable(f"The sheet {title!r} has cells very far apart: row {bottom:,} after {table.cells:,} cells.")


def _repeat(sheet: Sheet, row: int, times: int) -> None:
    """Texts and marks of a row hold for its repetitions."""
    if times == 1:
        return
    later = range(row + 1, row + times)
    for (r, column), text in list(sheet.texts.items()):
        if r == row:
            sheet.texts.update({(number, column): text for number in later})
    for (r, column), marks in list(sheet.marks.items()):
        if r == row:
            sheet.marks.update({(number, column): marks for number in later})


def _cells(
    table: _Table, row: ElementTree.Element, styles: StyleSheet, number: int
) -> Iterator[tuple[int, Value, int]]:
    """Column, value and repetition of each cell of a row that holds something."""
    column = 0
    for cell in row:
        what = cell.tag.rpartition("}")[2]
        if what not in ("table-cell", "covered-table-cell"):
            continue
        about = _about(cell)
        times = _times(about, "number-columns-repeated")
        down, across = _times(about, "number-rows-spanned"), _times(about, "number-columns-spanned")
        if (down > 1 or across > 1) and column + across <= _COLUMNS and number + down <= _ROWS:
            table.merges.append(Merge(number, column, number + down - 1, column + across - 1))
        if len(cell) or "value-type" in about or "formula" in about:
            value = _cell(table, cell, about, styles, (number, column))
            if times > 1 and (number, column) in table.sheet.texts and times <= _COLUMNS:
                table.sheet.texts.update(
                    {(number, column + i): table.sheet.texts[number, column] for i in range(times)}
                )
            if value is not None and value != "":
                yield column, value, times
        column += times


def _cell(
    table: _Table, cell: ElementTree.Element, about: dict[str, str], styles: StyleSheet, place: tuple[int, int]
) -> Value:
    """The value of a cell; what else a person sees goes to the texts and marks of the sheet."""
    table.comments += sum(child.tag.endswith("}annotation") for child in cell)
    text, raised = styles.text(cell)
    value = _value(about, text)
    marks = styles.marks(about.get("style-name", ""))
    if about.get("calcext:value-type") == "error" or ("formula" in about and _ERROR.fullmatch(text)):
        value, marks = text or "#ERROR!", ["error"]
        table.sheet.texts[place] = value
    elif "formula" in about and "value-type" not in about and not text:
        marks = ["no-value"]
    elif text != shown(value) or raised:
        table.sheet.texts[place] = text
        code = styles.code(about.get("style-name", ""))
        if code and not isinstance(value, str):
            marks.append(f"format:{code}")
    if raised:
        marks.append(f"note:{raised}")
        value = f"{text}{raised}" if isinstance(value, str) else value
    if marks:
        table.sheet.marks[place] = tuple(marks)
    return value


def _value(about: dict[str, str], text: str) -> Value:
    kind = about.get("value-type", "")
    with suppress(ValueError):
        if kind in ("float", "percentage", "currency"):
            return float(about.get("value", ""))
        if kind == "date":
            given = about.get("date-value", "")
            return datetime.fromisoformat(given) if "T" in given else date.fromisoformat(given)
        if kind == "time" and (found := _TIME.fullmatch(about.get("time-value", ""))):
            days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
            span = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
            return span if span >= timedelta(days=1) else time(hours, minutes, seconds)
        if kind == "boolean":
            return about.get("boolean-value") == "true"
    return text or about.get("string-value") or None
