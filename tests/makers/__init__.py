"""Write one grid in every format that a return may come in. A value is a text, a number, a date or None."""

from __future__ import annotations

import csv as csv_module
import io
import re
import struct
import zipfile
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from datetime import date
from html import escape

import openpyxl
import xlwt

Grid = Sequence[Sequence[str | float | date | None]]
Merges = Sequence[tuple[int, int, int, int]]  # top, left, bottom, right from 0
Further = Mapping[str, Grid]  # sheets behind the first, by their names
NONE: Further = {}


def xlsx(grid: Grid, merges: Merges = (), title: str = "Sheet1", further: Further = NONE) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, lines, merged in _sheets(grid, merges, title, further):
        sheet = book.create_sheet(name)
        for r, row in enumerate(lines, 1):
            for c, value in enumerate(row, 1):
                cell = sheet.cell(r, c, value)
                if isinstance(value, date):
                    cell.number_format = "mmm-yy"
        for top, left, bottom, right in merged:
            sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    return saved(book)


def _sheets(grid: Grid, merges: Merges, title: str, further: Further) -> Iterator[tuple[str, Grid, Merges]]:
    yield title, grid, merges
    yield from ((name, lines, ()) for name, lines in further.items())


def saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def xlsm(grid: Grid, merges: Merges = (), title: str = "Sheet1", further: Further = NONE) -> bytes:
    return rezipped(xlsx(grid, merges, title, further), {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(60)})


def rezipped(data: bytes, parts: dict[str, bytes], replace: Callable[[str, bytes], bytes] | None = None) -> bytes:
    """A zip again with parts added, or changed by a function of their name and content."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = parts.get(name, old.read(name))
            new.writestr(name, replace(name, content) if replace else content)
        for name in parts.keys() - set(old.namelist()):
            new.writestr(name, parts[name])
    return buffer.getvalue()


def flipped(data: bytes, mark: bytes, offset: int, value: bytes) -> bytes:
    """The data with some bytes changed at an offset from every mark."""
    out = bytearray(data)
    place = data.find(mark)
    while place >= 0:
        out[place + offset : place + offset + len(value)] = value
        place = data.find(mark, place + 1)
    return bytes(out)


def locked(data: bytes, password: str) -> bytes:
    """A workbook behind a password."""
    from msoffcrypto.format import ooxml

    buffer = io.BytesIO()
    ooxml.OOXMLFile(io.BytesIO(data)).encrypt(password, buffer)
    return buffer.getvalue()


def xls(grid: Grid, merges: Merges = (), title: str = "Sheet1", further: Further = NONE) -> bytes:
    book = xlwt.Workbook()
    month = xlwt.easyxf(num_format_str="mmm-yy")
    for name, lines, merged in _sheets(grid, merges, title, further):
        sheet = book.add_sheet(name)
        covering = {(top, left): (bottom, right) for top, left, bottom, right in merged}
        for r, row in enumerate(lines):
            for c, value in enumerate(row):
                if (r, c) in covering:
                    bottom, right = covering[r, c]
                    sheet.write_merge(r, bottom, c, right, value)
                elif value is not None:
                    sheet.write(r, c, value, month) if isinstance(value, date) else sheet.write(r, c, value)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def xlsb(
    grid: Grid,
    title: str = "Sheet1",
    shared: bool = False,
    hidden_rows: Container[int] = (),
    before: bytes = b"",
    after: bytes = b"",
    more: dict[str, bytes] | None = None,
    further: Further = NONE,
) -> bytes:
    """The least that a binary workbook needs: texts, in the cells or shared, and numbers; no merges and no dates.

    `before` and `after` are records around the rows of the first sheet, where rows may be hidden too.
    """
    grids = {title: grid, **further}
    texts = list(
        dict.fromkeys(value for lines in grids.values() for row in lines for value in row if isinstance(value, str))
    )
    shares = texts if shared else None
    sheets = {
        f"xl/worksheets/sheet{n}.bin": _xlsb_sheet(lines, shares, *((hidden_rows, before, after) if n == 1 else ()))
        for n, lines in enumerate(grids.values(), 1)
    }
    bundle = b"".join(
        record(156, struct.pack("<II", 0, n) + _wide(f"rId{n}") + _wide(name)) for n, name in enumerate(grids, 1)
    )
    table = record(159, struct.pack("<II", len(texts), len(texts)))
    table += b"".join(record(19, b"\0" + _wide(text)) for text in texts) + record(160)
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    strings = {"xl/sharedStrings.bin": table} if shared else {}
    kinds = {"xl/workbook": "sheet.binary.macroEnabled.main"}
    kinds |= {part.removesuffix(".bin"): "worksheet" for part in sheets}
    kinds |= {"xl/sharedStrings": "sharedStrings"} if shared else {}
    named = "".join(
        f'<Override PartName="/{part}.bin" ContentType="application/vnd.ms-excel.{kind}"/>'
        for part, kind in kinds.items()
    )
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    types = f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{rels}{named}</Types>'
    return zipped(
        {
            "[Content_Types].xml": types.encode(),
            "_rels/.rels": relations((f"{office}/officeDocument", "xl/workbook.bin")),
            "xl/_rels/workbook.bin.rels": relations(
                *((f"{office}/worksheet", part.removeprefix("xl/")) for part in sheets),
                *((f"{office}/sharedStrings", "sharedStrings.bin") for _ in strings),
            ),
            "xl/workbook.bin": record(131) + record(143) + bundle + record(144) + record(132),
            **sheets,
            **strings,
            **(more or {}),
        }
    )


def _xlsb_sheet(
    grid: Grid, shared: list[str] | None, hidden_rows: Container[int] = (), before: bytes = b"", after: bytes = b""
) -> bytes:
    """A sheet as records; a text `#7` is the error of that number."""
    cells = b""
    for r, row in enumerate(grid):
        cells += record(0, struct.pack("<IIHBBBI", r, 0, 300, 0, 0x10 * (r in hidden_rows), 0, 0))
        for c, value in enumerate(row):
            head = struct.pack("<II", c, 0)
            if isinstance(value, str) and re.fullmatch(r"#\d+", value):
                cells += record(3, head + bytes([int(value[1:])]))
            elif isinstance(value, str) and shared is not None:
                cells += record(7, head + struct.pack("<I", shared.index(value)))
            elif isinstance(value, str):
                cells += record(6, head + _wide(value))
            elif isinstance(value, int | float):
                cells += record(5, head + struct.pack("<d", value))
    size = struct.pack("<IIII", 0, max(len(grid) - 1, 0), 0, max(map(len, grid)) - 1)
    return record(129) + record(148, size) + before + record(145) + cells + record(146) + after + record(130)


def relations(*targets: tuple[str, str]) -> bytes:
    head = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    lines = (
        f'<Relationship Id="rId{n}" Type="{kind}" Target="{target}"/>' for n, (kind, target) in enumerate(targets, 1)
    )
    return f"{head}{''.join(lines)}</Relationships>".encode()


def record(kind: int, content: bytes = b"") -> bytes:
    number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, rest = b"", len(content)
    while True:
        size += bytes([rest & 0x7F | (0x80 if rest > 0x7F else 0)])
        rest >>= 7
        if not rest:
            return number + size + content


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)  # no time of making in it
    return buffer.getvalue()


_OFFICE = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)
_MONTH = (
    '<office:automatic-styles><number:date-style style:name="N1"><number:month number:textual="true"/><number:text>-</number:text>'
    '<number:year/></number:date-style><style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1"/></office:automatic-styles>'
)


def ods_body(grid: Grid, merges: Merges = (), title: str = "Sheet1") -> str:
    across = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in merges}
    rows = ""
    for r, row in enumerate(grid):
        cells = "".join(_ods_cell(value, across.get((r, c), (1, 1))) for c, value in enumerate(row))
        rows += f"<table:table-row>{cells}</table:table-row>"
    return f'<table:table table:name="{escape(title)}">{rows}</table:table>'


def _ods_cell(value: str | float | date | None, span: tuple[int, int]) -> str:
    about = f' table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"' if span != (1, 1) else ""
    if value is None:
        return f"<table:table-cell{about}/>"
    text = escape(str(value))
    if isinstance(value, date):
        about += f' table:style-name="ce1" office:value-type="date" office:date-value="{value.isoformat()}"'
        text = value.strftime("%b-%y")
    elif isinstance(value, str):
        about += ' office:value-type="string"'
    else:
        about += f' office:value-type="float" office:value="{value}"'
    return f"<table:table-cell{about}><text:p>{text}</text:p></table:table-cell>"


def ods_of(body: str, styles: str = _MONTH, before: str = "") -> bytes:
    """An ods of the given tables."""
    content = f'<?xml version="1.0" encoding="UTF-8"?>{before}<office:document-content {_OFFICE}>{styles}<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>'
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": kind, "content.xml": content.encode(), "META-INF/manifest.xml": manifest.encode()})


def ods(grid: Grid, merges: Merges = (), title: str = "Sheet1", further: Further = NONE) -> bytes:
    return ods_of(_ods_bodies(grid, merges, title, further))


def _ods_bodies(grid: Grid, merges: Merges, title: str, further: Further) -> str:
    return "".join(ods_body(lines, merged, name) for name, lines, merged in _sheets(grid, merges, title, further))


def fods(grid: Grid, merges: Merges = (), title: str = "Sheet1", further: Further = NONE) -> bytes:
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    body = _ods_bodies(grid, merges, title, further)
    return f'<?xml version="1.0" encoding="UTF-8"?><office:document {_OFFICE} office:mimetype="{kind}">{_MONTH}<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document>'.encode()


def csv(grid: Grid, delimiter: str = ",", encoding: str = "utf-8", line_end: str = "\r\n") -> bytes:
    buffer = io.StringIO(newline="")
    csv_module.writer(buffer, delimiter=delimiter, lineterminator=line_end).writerows(grid)
    return buffer.getvalue().encode(encoding)


def html(grid: Grid, merges: Merges = ()) -> bytes:
    across = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in merges}
    covered = {
        (r, c) for t, left, b, right in merges for r in range(t, b + 1) for c in range(left, right + 1)
    } - across.keys()
    rows = ""
    for r, row in enumerate(grid):
        cells = ""
        for c, value in enumerate(row):
            if (r, c) not in covered:
                down, right = across.get((r, c), (1, 1))
                cells += f'<td rowspan="{down}" colspan="{right}">{"" if value is None else escape(str(value))}</td>'
        rows += f"<tr>{cells}</tr>"
    return f'<html><head><meta charset="utf-8"></head><body><table>{rows}</table></body></html>'.encode()


def mhtml(grid: Grid, merges: Merges = ()) -> bytes:
    head = 'MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related; boundary="edge"\r\n\r\n'
    part = "--edge\r\nContent-Location: file:///sheet.htm\r\nContent-Transfer-Encoding: 8bit\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    return head.encode() + part.encode() + html(grid, merges) + b"\r\n--edge--\r\n"


def xml2003(grid: Grid, merges: Merges = (), title: str = "Sheet1", further: Further = NONE) -> bytes:
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    style = '<Styles><Style ss:ID="s1"><NumberFormat ss:Format="mmm\\-yy"/></Style></Styles>'
    sheets = "".join(
        f'<Worksheet ss:Name="{escape(name)}"><Table>{_xml_rows(lines, merged)}</Table></Worksheet>'
        for name, lines, merged in _sheets(grid, merges, title, further)
    )
    return f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}">{style}{sheets}</Workbook>'.encode()


def _xml_rows(grid: Grid, merges: Merges) -> str:
    across = {(top, left): (bottom - top, right - left) for top, left, bottom, right in merges}
    rows = ""
    for r, row in enumerate(grid):
        cells = ""
        for c, value in enumerate(row):
            if value is None and (r, c) not in across:
                continue
            down, right = across.get((r, c), (0, 0))
            about = f'ss:Index="{c + 1}"' + (
                f' ss:MergeAcross="{right}" ss:MergeDown="{down}"' if (r, c) in across else ""
            )
            if isinstance(value, date):
                cells += f'<Cell {about} ss:StyleID="s1"><Data ss:Type="DateTime">{value.isoformat()}T00:00:00.000</Data></Cell>'
            else:
                kind = "String" if isinstance(value, str) else "Number"
                cells += f'<Cell {about}><Data ss:Type="{kind}">{escape(str(value))}</Data></Cell>'
        rows += f"<Row>{cells}</Row>"
    return rows
