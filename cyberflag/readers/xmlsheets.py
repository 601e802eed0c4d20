"""XML Spreadsheet 2003: a workbook in one XML file, mostly named .xls."""

from __future__ import annotations

from datetime import datetime

from lxml import etree
from msgspec import Struct, field

from cyberflag.grid import Document, Merge, Sheet, Value, shown
from cyberflag.readers.concealed import cell_issues, sheet_issues
from cyberflag.readers.delimited import trimmed
from cyberflag.readers.facts import MOST_CELLS, too_sparse
from cyberflag.readers.formats import is_plain, seen
from cyberflag.readers.properties import in_markup, told
from cyberflag.readers.refusal import Unreadable, no_xml

_ROWS, _COLUMNS = 1_048_576, 16_384
_NAMED = {
    "General Number": "General", "General Date": "dd/mm/yyyy h:mm", "Long Date": "dd mmmm yyyy", "Medium Date": "dd-mmm-yy",
    "Short Date": "dd/mm/yyyy", "Long Time": "h:mm:ss", "Medium Time": "h:mm AM/PM", "Short Time": "h:mm", "Fixed": "0.00",
    "Standard": "#,##0.00", "Percent": "0.00%",
}  # fmt: skip


def xml2003(data: bytes, name: str) -> Document:
    """An XML Spreadsheet 2003: a Sheet for each worksheet."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise Unreadable("The file declares a document type, which no workbook needs; it was not opened.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise no_xml(*error.position) from None
    document = Document(name, "xml2003")
    styles = {_get(style, "ID"): style for style in root.iter("{*}Style")}
    for worksheet in root.iter("{*}Worksheet"):
        sheet = _Worksheet(Sheet(_get(worksheet, "Name"), [], name), styles).read(worksheet)
        document.order.append(("sheet", len(document.sheets)))
        document.sheets.append(sheet)
        document.issues += cell_issues(sheet)
        document.issues += sheet_issues(sheet, comments=sum(1 for _ in worksheet.iter("{*}Comment")))
    document.issues += told(name, *in_markup(data[:500_000].decode("utf-8", "replace")))
    return document


class _Worksheet(Struct):
    """A sheet in the making, with the styles that its cells name."""

    sheet: Sheet
    styles: dict[str, etree._Element]
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    cells: int = 0

    def read(self, worksheet: etree._Element) -> Sheet:
        """The sheet, its rows and cells put where their indexes say."""
        sheet = self.sheet
        sheet.hidden = any("Hidden" in (part.text or "") for part in worksheet.iter("{*}Visible"))
        self._columns(worksheet)
        number = 0
        for row in worksheet.iter("{*}Row"):
            number = (_number(row, "Index") or number + 1) - 1
            self._row(row, number)
            number += 1 + (_number(row, "Span") or 0)
        sheet.merges = tuple(self.merges)
        sheet.rows = trimmed(sheet.rows)
        sheet.hidden_rows = frozenset(row for row in self.hidden_rows if row < len(sheet.rows))
        sheet.hidden_columns = frozenset(self.hidden_columns)
        return sheet

    def _columns(self, worksheet: etree._Element) -> None:
        column = 0
        for element in worksheet.iter("{*}Column"):
            column = (_number(element, "Index") or column + 1) - 1
            after = column + 1 + (_number(element, "Span") or 0)
            if _get(element, "Hidden") == "1":
                self.hidden_columns.update(range(column, min(after, _COLUMNS)))
            column = after

    def _row(self, row: etree._Element, number: int) -> None:
        sheet = self.sheet
        self.cells += len(row)
        if number >= _ROWS or self.cells > MOST_CELLS or too_sparse(number, 10, self.cells):
            raise Unreadable(f"The sheet {sheet.name!r} has cells very far apart, or more than a spreadsheet can hold.")
        sheet.rows.extend([] for _ in range(number + 1 - len(sheet.rows)))
        if _get(row, "Hidden") == "1":
            self.hidden_rows.add(number)
        column = 0
        for cell in row.iterchildren("{*}Cell"):
            column = (_number(cell, "Index") or column + 1) - 1
            across, down = _number(cell, "MergeAcross") or 0, _number(cell, "MergeDown") or 0
            if column + across >= _COLUMNS:
                raise Unreadable(f"The sheet {sheet.name!r} has cells outside the grid of a spreadsheet.")
            if across or down:
                self.merges.append(Merge(number, column, number + down, column + across))
            self._cell(cell, (number, column), _get(cell, "StyleID") or _get(row, "StyleID"))
            column += 1 + across

    def _cell(self, cell: etree._Element, place: tuple[int, int], style: str) -> None:
        sheet = self.sheet
        data = next(cell.iterchildren("{*}Data"), None)
        if data is None:
            if _get(cell, "Formula"):
                sheet.marks[place] = ("no-value",)
            return
        value = _datum(data)
        row = sheet.rows[place[0]]
        row.extend([None] * (place[1] + 1 - len(row)))
        row[place[1]] = value
        if _get(data, "Type") == "Error":
            sheet.texts[place], sheet.marks[place] = str(value), ("error",)
        else:
            self._dress(place, value, style)

    def _dress(self, place: tuple[int, int], value: Value, style: str) -> None:
        """What the style of the cell makes of its value."""
        element = self.styles.get(style)
        if element is None:
            return
        marks = []
        for font in element.iterchildren("{*}Font"):
            marks += [mark for mark, name in (("struck", "StrikeThrough"), ("bold", "Bold")) if _get(font, name) == "1"]
        for given in element.iterchildren("{*}NumberFormat"):
            code = _NAMED.get(_get(given, "Format"), _get(given, "Format")) or "General"
            text = seen(value, code)
            if text is not None and text != shown(value):
                self.sheet.texts[place] = text
                marks += [] if is_plain(code) else [f"format:{code}"]
        if marks:
            self.sheet.marks[place] = tuple(marks)


def _datum(data: etree._Element) -> Value:
    text = "".join(str(part) for part in data.itertext())
    kind = _get(data, "Type")
    try:
        if kind == "Number":
            return float(text)
        if kind == "DateTime":
            return datetime.fromisoformat(text)
    except ValueError:
        return text
    if kind == "Error":
        return text or "#ERROR!"
    return text == "1" if kind == "Boolean" else text


def _get(element: etree._Element, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


def _number(element: etree._Element, name: str) -> int | None:
    text = _get(element, name)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None
