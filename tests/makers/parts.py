"""Workbooks written part by part, for what no library writes: odd spellings, broken promises, traps."""

from __future__ import annotations

from makers import zipped

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"

PLAIN_STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill><patternFill/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="1"><xf/></cellXfs></styleSheet>'
)


def sheet(rows: str, before: str = "", after: str = "", main: str = MAIN, declared: str = "") -> str:
    """A worksheet part of the given rows."""
    return f'<?xml version="1.0" encoding="UTF-8"?>{declared}<worksheet xmlns="{main}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def cell(place: str, value: str, style: int = 0) -> str:
    """A cell with a number, or with anything else as inline text."""
    if value.replace(".", "").isdigit():
        return f'<c r="{place}" s="{style}"><v>{value}</v></c>'
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t>{value}</t></is></c>'


def workbook(
    part: str | bytes,
    strings: str = "",
    styles: str = PLAIN_STYLES,
    about: str = "",
    main: str = MAIN,
    more: dict[str, bytes] | None = None,
) -> bytes:
    """A workbook of one sheet `Data`, whose parts are as given."""
    relations = [
        ("worksheet", "worksheets/sheet1.xml"),
        ("styles", "styles.xml"),
        ("sharedStrings", "sharedStrings.xml"),
    ]
    tags = "".join(
        f'<Relationship Id="rId{i}" Type="{_R}/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(relations, 1)
    )
    kinds = {
        "workbook": "sheet.main",
        "worksheets/sheet1": "worksheet",
        "styles": "styles",
        "sharedStrings": "sharedStrings",
    }
    types = "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="{_KIND}.{kind}+xml"/>' for name, kind in kinds.items()
    )
    xml = f'<Default Extension="rels" ContentType="{_PACKAGE.replace("http", "application")}"/><Default Extension="xml" ContentType="application/xml"/>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">{xml}{types}</Types>'.encode(),
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_R}/officeDocument" Target="xl/workbook.xml"/></Relationships>'.encode(),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{_R}">{about}<sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>'.encode(),
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{tags}</Relationships>'.encode(),
        "xl/styles.xml": styles.encode(),
        "xl/sharedStrings.xml": (strings or f'<sst xmlns="{main}"/>').encode(),
        "xl/worksheets/sheet1.xml": part.encode() if isinstance(part, str) else part,
    }
    return zipped(parts | (more or {}))


def styled(*formats: str, fonts: str = "<font/>", xfs: str = "") -> str:
    """A styles part: style 1 has the first format, style 2 the second …; further xf elements may follow."""
    codes = "".join(f'<numFmt numFmtId="{164 + i}" formatCode="{code}"/>' for i, code in enumerate(formats))
    made = "".join(
        f'<xf numFmtId="{164 + i}" fontId="0" fillId="0" borderId="0" applyNumberFormat="1"/>'
        for i in range(len(formats))
    )
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts count="{len(formats)}">{codes}</numFmts><fonts>{fonts}</fonts><fills><fill><patternFill/></fill></fills>'
        f"<borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf/>{made}{xfs}</cellXfs></styleSheet>"
    )
