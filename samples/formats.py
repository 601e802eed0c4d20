"""Grids become bytes: every spreadsheet format that forces send. The same grid gives the same bytes on every machine."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable
from datetime import date
from html import escape
from quopri import encodestring

import ooxml
from grids import BandDate, Content, Grid, Head, Sheet, Sum


def shown(cell: Content) -> str:
    """A cell as a person sees it."""
    if cell is None:
        return ""
    if isinstance(cell, Head):
        return str(cell.text)
    if isinstance(cell, Sum):
        return str(cell.value)
    if isinstance(cell, BandDate):
        return f"{cell.day:%d-%b}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return f"{cell:.1%}" if isinstance(cell, float) else str(cell)


def filled(row: list[Content]) -> list[Content]:
    """The row with an empty cell for every further column that a merged heading covers."""
    return [c for cell in row for c in ([cell, *[None] * (cell.across - 1)] if isinstance(cell, Head) else [cell])]


def delimited(grid: Grid, delimiter: str = ",", encoding: str = "utf-8", end: str = "\r\n") -> bytes:
    """csv, tsv or any other separated text."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator=end)
    writer.writerows([shown(cell) for cell in filled(row)] for row in grid)
    return text.getvalue().encode(encoding)


def zipped(members: dict[str, bytes], stored: Iterable[str] = ()) -> bytes:
    """An archive whose dates and attributes never change."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, (2016, 5, 31, 12, 0, 0))
            info.create_system = 3
            info.external_attr = 0o644 << 16
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return buffer.getvalue()


def xlsx(*sheets: Sheet, stored: bool = False) -> bytes:
    """An Excel workbook; stored where it hangs on a message, whose bytes must not depend on how a machine compresses."""
    members = ooxml.parts(sheets)
    return zipped(members, stored=members if stored else ())


def xlsm(*sheets: Sheet) -> bytes:
    """An Excel workbook of the kind that may hold macros (it holds none)."""
    return zipped(ooxml.parts(sheets, "application/vnd.ms-excel.sheet.macroEnabled.main+xml"))


def ods(*sheets: Sheet) -> bytes:
    """An OpenDocument spreadsheet."""
    tables = "".join(
        f'<table:table table:name="{escape(s.name)}">{"".join(map(_ods_row, s.grid))}</table:table>' for s in sheets
    )
    names = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text"))
    content = f'{_XML}<office:document-content {names} office:version="1.2"><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>'
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        f'{_XML}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    members = {"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest}
    return zipped({name: text.encode() for name, text in members.items()}, stored=["mimetype"])


_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


def _ods_row(row: list[Content]) -> str:
    return f"<table:table-row>{''.join(map(_ods_cell, row)) or '<table:table-cell/>'}</table:table-row>"


def _ods_cell(cell: Content) -> str:
    if cell is None:
        return "<table:table-cell/>"
    kind, text = 'office:value-type="string"', f"<text:p>{escape(shown(cell))}</text:p>"
    plain = cell.value if isinstance(cell, Sum) else cell.text if isinstance(cell, Head) else cell
    if isinstance(plain, int):
        kind = f'office:value-type="float" office:value="{plain}"'
    across = cell.across if isinstance(cell, Head) else 1
    span = f' table:number-columns-spanned="{across}" table:number-rows-spanned="1"' if across > 1 else ""
    return f"<table:table-cell {kind}{span}>{text}</table:table-cell>{'<table:covered-table-cell/>' * (across - 1)}"


def html(grid: Grid, title: str) -> bytes:
    """A web page with one table, as reporting systems save it under the name of a spreadsheet."""
    rows = "\n".join(f"<tr>{''.join(map(_html_cell, row)) or '<td></td>'}</tr>" for row in grid)
    head = f'<head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>{escape(title)}</title></head>'
    return f'<html xmlns:x="urn:schemas-microsoft-com:office:excel">\n{head}\n<body>\n<table border="1">\n{rows}\n</table>\n</body>\n</html>\n'.encode()


def _html_cell(cell: Content) -> str:
    across = f' colspan="{cell.across}"' if isinstance(cell, Head) and cell.across > 1 else ""
    tag = "th" if isinstance(cell, Head) else "td"
    return f"<{tag}{across}>{escape(shown(cell))}</{tag}>"


def mhtml(grid: Grid, title: str) -> bytes:
    """A single-file web page: what `Save as web archive` gives."""
    mark = "----=_NextPart_01D1BB2F.8A4C7E10"
    body = encodestring(html(grid, title)).decode("ascii")
    text = (
        f'MIME-Version: 1.0\nX-Document-Type: Workbook\nContent-Type: multipart/related; boundary="{mark}"; type="text/html"\n\n'
        f'--{mark}\nContent-Location: file:///C:/return.htm\nContent-Transfer-Encoding: quoted-printable\nContent-Type: text/html; charset="utf-8"\n\n'
        f"{body}\n--{mark}--\n"
    )
    return text.replace("\n", "\r\n").encode("ascii")


def xml2003(*sheets: Sheet) -> bytes:
    """XML Spreadsheet 2003, which calls itself .xls."""
    tables = "\n".join(
        f'<Worksheet ss:Name="{escape(s.name)}"><Table>\n{"".join(map(_xml_row, s.grid))}</Table></Worksheet>'
        for s in sheets
    )
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        f'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="{space}" xmlns:ss="{space}">\n{tables}\n</Workbook>\n'
    ).encode()


def _xml_row(row: list[Content]) -> str:
    return f"<Row>{''.join(map(_xml_cell, row))}</Row>\n"


def _xml_cell(cell: Content) -> str:
    if cell is None:
        return "<Cell/>"
    plain = cell.value if isinstance(cell, Sum) else cell.text if isinstance(cell, Head) else cell
    kind = "Number" if isinstance(plain, int) else "String"
    across = f' ss:MergeAcross="{cell.across - 1}"' if isinstance(cell, Head) and cell.across > 1 else ""
    return f'<Cell{across}><Data ss:Type="{kind}">{escape(shown(cell))}</Data></Cell>'


def xls(*sheets: Sheet) -> bytes:
    """An Excel 97 workbook."""
    import xlwt  # a tool of the development group: only this script needs it

    book = xlwt.Workbook(encoding="utf-8")
    bold, day = xlwt.easyxf("font: bold on"), xlwt.easyxf(num_format_str="D-MMM")
    for sheet in sheets:
        page = book.add_sheet(sheet.name)
        for r, row in enumerate(sheet.grid):
            for c, cell in enumerate(filled(row)):
                if isinstance(cell, Head) and (cell.across > 1 or cell.down > 1):
                    page.write_merge(r, r + cell.down - 1, c, c + cell.across - 1, cell.text, bold)
                elif isinstance(cell, Head):
                    page.write(r, c, cell.text, bold)
                elif isinstance(cell, BandDate):
                    page.write(r, c, cell.day, day)
                elif cell is not None:
                    page.write(r, c, cell.value if isinstance(cell, Sum) else cell)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
