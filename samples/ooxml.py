"""The parts of an xlsx file, written by hand so that saved values, dates and properties are the same everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from grids import BandDate, Content, Head, Sheet, Sum

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PLAIN, _BOLD, _DAY_MONTH, _DATE, _PERCENT = range(5)

_STYLES = (
    f'{_XML}<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="0.0%"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5">'
    + "".join(
        f'<xf numFmtId="{fmt}" fontId="{font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>'
        for fmt, font in ((0, 0), (0, 1), (16, 0), (14, 0), (164, 0))
    )
    + '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def parts(sheets: Sequence[Sheet], kind: str = f"{_TYPE}.sheet.main+xml") -> dict[str, bytes]:
    """Every member of the file by name."""
    strings: dict[str, int] = {}
    pages = {f"xl/worksheets/sheet{n}.xml": _page(sheet, strings) for n, sheet in enumerate(sheets, 1)}
    listed = "".join(
        f'<sheet name="{escape(s.name)}" sheetId="{n}"{" state=" + chr(34) + "hidden" + chr(34) if s.hidden else ""} r:id="rId{n}"/>'
        for n, s in enumerate(sheets, 1)
    )
    types = "".join(f'<Override PartName="/{name}" ContentType="{_TYPE}.worksheet+xml"/>' for name in pages)
    links = [(f"rId{n}", "worksheet", name.removeprefix("xl/")) for n, name in enumerate(pages, 1)]
    links += [("rId90", "styles", "styles.xml"), ("rId91", "sharedStrings", "sharedStrings.xml")]
    shared = "".join(f'<si><t xml:space="preserve">{escape(text, quote=False)}</t></si>' for text in strings)
    texts = {
        "[Content_Types].xml": f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{kind}"/>{types}'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="{_TYPE}.sharedStrings+xml"/></Types>',
        "_rels/.rels": _links([("rId1", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _links(links),
        **pages,
        "xl/styles.xml": _STYLES,
        "xl/sharedStrings.xml": f'{_XML}<sst xmlns="{_MAIN}" uniqueCount="{len(strings)}">{shared}</sst>',
    }
    return {name: text.encode() for name, text in texts.items()}


def _links(links: list[tuple[str, str, str]]) -> str:
    each = "".join(f'<Relationship Id="{i}" Type="{_OFFICE}/{kind}" Target="{target}"/>' for i, kind, target in links)
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'


def _page(sheet: Sheet, strings: dict[str, int]) -> str:
    rows: list[str] = []
    merges: list[str] = []
    for r, row in enumerate(sheet.grid):
        cells: list[str] = []
        c = 0
        for cell in row:
            if cell is not None:
                cells.append(_cell(cell, r, c, strings))
            if isinstance(cell, Head) and (cell.across > 1 or cell.down > 1):
                merges.append(f'<mergeCell ref="{_at(r, c)}:{_at(r + cell.down - 1, c + cell.across - 1)}"/>')
            c += cell.across if isinstance(cell, Head) else 1
        rows.append(f'<row r="{r + 1}">{"".join(cells)}</row>')
    joined = f'<mergeCells count="{len(merges)}">{"".join(merges)}</mergeCells>' if merges else ""
    return f'{_XML}<worksheet xmlns="{_MAIN}"><cols><col min="1" max="1" width="{_first_width(sheet)}" customWidth="1"/></cols><sheetData>{"".join(rows)}</sheetData>{joined}</worksheet>'


def _first_width(sheet: Sheet) -> int:
    # Titles may run over into the next columns; labels of rows that hold more than one cell must be readable.
    labels = [len(row[0]) for row in sheet.grid if len(row) > 1 and isinstance(row[0], str)]
    return min(70, max([12, *labels]) + 2)


def _at(row: int, column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def _cell(cell: Content, row: int, column: int, strings: dict[str, int]) -> str:
    at = _at(row, column)
    if isinstance(cell, Sum):
        first = (row - cell.cells, column) if cell.direction == "up" else (row, column - cell.cells)
        last = (row - 1, column) if cell.direction == "up" else (row, column - 1)
        return f'<c r="{at}"><f>SUM({_at(*first)}:{_at(*last)})</f><v>{cell.value}</v></c>'
    if isinstance(cell, BandDate):
        return f'<c r="{at}" s="{_DAY_MONTH}"><v>{_serial(cell.day)}</v></c>'
    if isinstance(cell, date):
        return f'<c r="{at}" s="{_DATE}"><v>{_serial(cell)}</v></c>'
    style = _BOLD if isinstance(cell, Head) else _PERCENT if isinstance(cell, float) else _PLAIN
    plain = cell.text if isinstance(cell, Head) else cell
    if isinstance(plain, int | float):
        return f'<c r="{at}" s="{style}"><v>{plain}</v></c>'
    return f'<c r="{at}" s="{style}" t="s"><v>{strings.setdefault(str(plain), len(strings))}</v></c>'


def _serial(day: date) -> int:
    return day.toordinal() - date(1899, 12, 30).toordinal()
