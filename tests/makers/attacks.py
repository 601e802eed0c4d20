"""Returns of one force that were made, or broken on their way, to harm who reads them. Every one is small and quick to make."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

import xlwt

import makers
from makers import letters, parts

TITLE = "Offences with the cyber flag against children under 18, 2015/16"
TABLE = (
    f'<row r="1">{parts.cell("A1", TITLE)}</row>'
    f'<row r="2">{parts.cell("A2", "Offence")}{parts.cell("B2", "Offences")}</row>'
    f'<row r="3">{parts.cell("A3", "Rape")}{parts.cell("B3", "12")}</row>'
    f'<row r="4">{parts.cell("A4", "Grooming")}{parts.cell("B4", "30")}</row>'
)
GRID: list[list[str | int | None]] = [[TITLE, None], ["Offence", "Offences"], ["Rape", 12], ["Grooming", 30]]
GOOD = parts.workbook(parts.sheet(TABLE))
FURTHER: list[list[str | int | None]] = [[f"row {r}", r] for r in range(60)]
LEGACY = makers.xls([*GRID, *FURTHER])
ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY {c} "{("&" + p + ";") * 10}">' for p, c in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)


def padded(before: bytes, unit: bytes, after: bytes, times: int) -> bytes:
    return before + unit * times + after


def around(rows: str) -> tuple[bytes, bytes]:
    """What stands before and behind further rows of a sheet."""
    whole = parts.sheet(rows).encode()
    end = b"</sheetData></worksheet>"
    return whole.removesuffix(end), end


def _of_cells(unit: bytes, times: int) -> bytes:
    before, after = around(TABLE)
    return parts.workbook(padded(before, unit, after, times))


def _of_strings(before: bytes, unit: bytes, after: bytes) -> bytes:
    strings = f'<sst xmlns="{parts.MAIN}">'.encode()
    return with_strings(padded(strings + before, unit, after + b"</sst>", 70_000))


# Kilobytes that unpack to tens of millions of bytes of white space, one text, texts, and cells.
BOMBS: dict[str, Callable[[], bytes]] = {
    "zip bomb": lambda: _of_cells(b" " * 1024, 70_000),
    "one huge string": lambda: _of_strings(b"<si><t>", b"A" * 1024, b"</t></si>"),
    "millions of shared strings": lambda: _of_strings(b"", b"<si><t>a</t></si>" * 60, b""),
    "millions of cells": lambda: _of_cells(b"<row>" + b"<c><v>1</v></c>" * 66 + b"</row>", 70_000),
}


def with_strings(part: bytes) -> bytes:
    plain = parts.workbook(parts.sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'))
    return makers.rezipped(plain, {"xl/sharedStrings.xml": part})


def far(place: str, row: int) -> bytes:
    return parts.workbook(parts.sheet(f'{TABLE}<row r="{row}"><c r="{place}"><v>2</v></c></row>'))


def ods_repeated(about: str) -> bytes:
    cell = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
    return makers.ods_of(f'<table:table table:name="S"><table:table-row{about}>{cell}</table:table-row></table:table>')


def sized(data: bytes, name: str, size: int) -> bytes:
    """A zip whose directory says that a part unpacks to a size of its own."""
    out = bytearray(data)
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        if name.encode() in data[place : place + 100]:
            out[place + 24 : place + 28] = struct.pack("<I", size)
        place = data.find(b"PK\x01\x02", place + 4)
    return bytes(out)


def far_apart() -> dict[str, bytes]:
    count = f'<sst xmlns="{parts.MAIN}" uniqueCount="4294967295"><si><t>a</t></si></sst>'
    return {
        "two far-apart cells": far("XFD1048576", 1048576),
        "a far row": far("B1048576", 1048576),
        "a cell outside the grid": far("XFE5", 5),
        "a row outside the grid": far("A16777217", 16777217),
        "lying uniqueCount": parts.workbook(parts.sheet(TABLE), strings=count),
        "lying DIMENSIONS": makers.flipped(
            LEGACY, struct.pack("<HH", 0x0200, 14), 4, struct.pack("<II", 0, 0xFFFFFFFF)
        ),
        "ods repeat of two billion": ods_repeated(' table:number-rows-repeated="2000000000"'),
        "lying size of a part": sized(GOOD, "sheet1.xml", 10),
    }


def odd_but_harmless() -> dict[str, bytes]:
    """Files that are large or wrong in what they say of themselves, and small in what they hold."""
    tall = "".join(f'<row r="{r}"><c r="A{r}" s="0"/><c r="B{r}" s="0"/></row>' for r in range(5, 30_000))
    merges = "".join(f'<mergeCell ref="A{i}:B{i}"/>' for i in range(10, 100_000))
    says = '<dimension ref="{}"/>'
    return {
        "style-only far cell": parts.workbook(parts.sheet(TABLE + '<row r="1048576"><c r="XFD1048576" s="0"/></row>')),
        "dimension tag too small": parts.workbook(parts.sheet(TABLE, says.format("A1:A1"))),
        "dimension tag too big": parts.workbook(parts.sheet(TABLE, says.format("A1:XFD1048576"))),
        "merge over the whole sheet": parts.workbook(
            parts.sheet(TABLE, after='<mergeCells><mergeCell ref="A6:XFD1048576"/></mergeCells>')
        ),
        "a hundred thousand merges": parts.workbook(parts.sheet(TABLE, after=f"<mergeCells>{merges}</mergeCells>")),
        "trailing empty formatted area": parts.workbook(parts.sheet(TABLE + tall)),
    }


def spelt_oddly() -> dict[str, bytes]:
    """The same small table in every way in which a workbook may be spelt."""
    rows = [f'<row r="{r}">' + TABLE.split(f'<row r="{r}">')[1].split("</row>")[0] + "</row>" for r in range(1, 5)]
    prefixed = parts.sheet(TABLE).replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?")
    cdata = TABLE.replace("<t>Rape</t>", "<t><![CDATA[Rape]]></t>").replace(
        "<is><t>Grooming</t></is>", "<is><r><t>Groo</t></r><r><rPr><b/></rPr><t>ming</t></r></is>"
    )
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    empty = parts.PLAIN_STYLES.replace("<fill><patternFill/></fill>", "<fill/>")
    chart = makers.rezipped(
        GOOD,
        {"xl/chartsheets/sheet1.xml": f'<chartsheet xmlns="{parts.MAIN}"/>'.encode()},
        lambda name, data: _chart_first(name, data),
    )
    return {
        "rows out of order": parts.workbook(parts.sheet("".join(reversed(rows)))),
        "strict OOXML": parts.workbook(parts.sheet(TABLE, main=strict), main=strict),
        "empty fill style": parts.workbook(parts.sheet(TABLE), styles=empty),
        "x:-prefixed XML": parts.workbook(prefixed.replace("xmlns=", "xmlns:x=")),
        "CDATA and rich inline strings": parts.workbook(parts.sheet(cdata)),
        "UTF-16 part": parts.workbook(parts.sheet(TABLE).replace("UTF-8", "UTF-16").encode("utf-16")),
        "1904 dates": parts.workbook(parts.sheet(TABLE), about='<workbookPr date1904="1"/>'),
        "chart sheet first": chart,
    }


def _chart_first(name: str, data: bytes) -> bytes:
    if name == "xl/workbook.xml":
        return data.replace(b"<sheets>", b'<sheets><sheet name="Chart" sheetId="9" r:id="rId9"/>')
    if name == "xl/_rels/workbook.xml.rels":
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chartsheet"
        tag = f'<Relationship Id="rId9" Type="{kind}" Target="chartsheets/sheet1.xml"/></Relationships>'
        return data.replace(b"</Relationships>", tag.encode())
    if name == "[Content_Types].xml":
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.chartsheet+xml"
        tag = f'<Override PartName="/xl/chartsheets/sheet1.xml" ContentType="{kind}"/></Types>'
        return data.replace(b"</Types>", tag.encode())
    return data


def declaring(secret: str) -> dict[str, bytes]:
    """Parts that declare entities: nested ones, a long one used often, and one that is a file outside."""
    long = '<!DOCTYPE x [<!ENTITY a "' + "A" * 30_000 + '">]>'
    outer = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>'
    shown = TABLE.replace("Rape", "&e;")
    return {
        "entity bomb": parts.workbook(parts.sheet(TABLE.replace("Rape", "&i;"), declared=ENTITIES)),
        "entity bomb in UTF-16": parts.workbook(
            parts.sheet(TABLE, declared=ENTITIES).replace("UTF-8", "UTF-16").encode("utf-16")
        ),
        "external entity": parts.workbook(parts.sheet(shown, declared=outer)),
        "quadratic blow-up": parts.workbook(parts.sheet(TABLE.replace("Rape", "&a;" * 1000), declared=long)),
        "external entity in a letter": letters.docx(letters.p("&e;"), prologue=outer),
        "external entity in an ods": makers.ods_of(makers.ods_body([["&e;"]]).replace("&amp;e;", "&e;"), before=outer),
    }


def broken() -> dict[str, bytes]:
    """Files that are damaged, or not what they are called."""
    bits = bytearray(GOOD)
    for place in range(60, len(bits), 37):
        bits[place] ^= 0x10
    bad_sum = bytearray(GOOD)
    place = GOOD.find(b"xl/worksheets/sheet1.xml") + 30
    bad_sum[place] ^= 0xFF
    return {
        "truncated": GOOD[: len(GOOD) * 2 // 3],
        "bit-flipped": bytes(bits),
        "bad CRC": bytes(bad_sum),
        "empty archive": b"PK\x05\x06" + bytes(18),
        "zero-byte": b"",
        "one-byte": b"P",
        "foreign zip": makers.zipped({"hello.txt": b"hi"}),
        "PDF named .xlsx": b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF",
        "truncated xls": LEGACY[: len(LEGACY) // 2],
        "xls without a start": LEGACY[:48] + struct.pack("<I", 0xFFFFFFF0) + LEGACY[52:],
    }


def of_other_programs() -> dict[str, tuple[str, bytes]]:
    """Files that nobody reads here, by the name they come under."""
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    scan = letters.docx('<w:p><w:r><w:drawing><a:blip xmlns:a="x"/></w:drawing></w:r></w:p>')
    return {
        "Word 97 .doc": ("Surrey Police.doc", ole + "WordDocument".encode("utf-16-le") + bytes(400)),
        "picture": ("Surrey Police.png", b"\x89PNG\r\n\x1a\n" + bytes(99)),
        "scan without text": ("Surrey Police.docx", scan),
        ".numbers": ("Surrey Police.numbers", makers.zipped({"Index/Document.iwa": b"x", "preview.jpg": b"y"})),
        ".pages": (
            "Surrey Police.pages",
            makers.zipped({"Index/Document.iwa": b"x", "Index/Tables/DataList.iwa": b"z"}),
        ),
        ".accdb": ("Surrey Police.accdb", b"\0\1\0\0Standard ACE DB\0" + bytes(99)),
        "winmail.dat": ("Surrey Police.dat", b"\x78\x9f\x3e\x22" + bytes(99)),
        "link to a file share": ("Surrey Police.url", b"[InternetShortcut]\r\nURL=file://server/share/a.xlsx\r\n"),
    }


def disguised() -> dict[str, bytes]:
    """Tables that call themselves .xls and are something else."""
    return {
        "HTML": makers.html(GRID),
        "TSV": makers.csv(GRID, delimiter="\t"),
        "XML 2003": makers.xml2003(GRID),
        "MHTML": makers.mhtml(GRID),
        "xlsx": GOOD,
    }


LINES = f"{TITLE},\nOffence,Offences\nRape,12\nGrooming,30\n"


def odd_lines() -> dict[str, bytes]:
    """Comma separated files that are read."""
    return {
        "UTF-16": LINES.encode("utf-16"),
        "BOM": LINES.encode("utf-8-sig"),
        "cp1252": LINES.replace("Rape", "Rape – a").encode("cp1252"),
        "bare CR line ends": LINES.replace("\n", "\r").encode(),
        "ragged rows": LINES.replace("Rape,12", "Rape,12,,,").replace("Grooming,30", "Grooming,30,").encode(),
        "100,000 columns": LINES.encode() + b"," * 100_000 + b"\n",
    }


def broken_lines() -> dict[str, tuple[bytes, str]]:
    """Comma separated files that are refused, with the line that is named."""
    return {
        "10 MB field": (LINES.encode() + b"x" * 10_000_000 + b",1\n", "Line 5"),
        "unclosed quote": (LINES.encode() + b'"Other,12\n' + b"More,3\n" * 5_000, "line 5"),
        "NUL": (LINES.encode() + b"Oth\0er,1\n", "Line 5"),
    }


def archive_of_bad_names() -> bytes:
    """An archive whose members would land outside a folder, and one that is a link."""
    buffer = io.BytesIO()
    names = ("../../escape.csv", "/abs/escape.csv", "..\\win.csv", "C:/drive.csv", "a\x1b[31mred.csv", "ok/Kent.csv")
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for at, name in enumerate(names):
            archive.writestr(name, LINES.replace("30", str(30 + at)))
        link = zipfile.ZipInfo("link.csv")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return buffer.getvalue()


def archive_of_many(members: int) -> bytes:
    return makers.zipped({f"f{n}.csv": b"a,b\n1,2\n" for n in range(members)})


def archive_nested(times: int) -> bytes:
    data = GOOD
    for n in range(times):
        data = makers.zipped({f"level{n}.zip" if n else "Kent Police.xlsx": data})
    return data


EVIL = (
    "\x1b[2J\x1b[31mRED", "\x1b]0;owned\x07", "\x1b]8;;http://example.invalid\x1b\\click\x1b]8;;\x1b\\", "\x9b31mC1", "[red]bold[/red]",
    "[/]", "[link=file:///etc/passwd]x[/link]", "[bold", "a\x08\x08b", "\u202egnp.exe", "zero\u200bwidth", ":smile:", "e\u0301" * 50,
)  # fmt: skip
FORMULAS = ("=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "\t=1+1", '=HYPERLINK("http://example.invalid")')


def concealed(suffix: str) -> bytes:
    """The good table with a hidden row, a hidden column and a hidden sheet, each with a secret in it."""
    grid: list[list[str | int | None]] = [*GRID[:2], [*GRID[2], "SECRET COLUMN"], *GRID[3:], ["SECRET ROW", None]]
    return _concealed_xls(grid) if suffix == "xls" else _concealed_ods(grid)


def _concealed_xls(grid: list[list[str | int | None]]) -> bytes:
    book = xlwt.Workbook()
    sheet, extra = book.add_sheet("Data"), book.add_sheet("Workings")
    for r, row in enumerate(grid):
        for c, value in enumerate(row):
            if value is not None:
                sheet.write(r, c, value)
    sheet.row(len(grid) - 1).hidden = True
    sheet.col(2).hidden = True
    extra.write(0, 0, "SECRET SHEET")
    extra.visibility = 1
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _concealed_ods(grid: list[list[str | int | None]]) -> bytes:
    start = '<table:table table:name="Sheet1">'
    columns = '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
    before, row, last = makers.ods_body(grid).replace(start, start + columns).rpartition("<table:table-row>")
    hidden = makers.ods_body([["SECRET SHEET"]], title="Workings").replace(
        '"Workings"', '"Workings" table:style-name="gone"'
    )
    style = '<style:style style:name="gone" style:family="table"><style:table-properties table:display="false"/></style:style>'
    body = before + row.replace(">", ' table:visibility="collapse">') + last + hidden
    return makers.ods_of(body, f"<office:automatic-styles>{style}</office:automatic-styles>")
