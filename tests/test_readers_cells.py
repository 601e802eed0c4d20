"""What a workbook says of single cells beside their values: formats, notes, errors, hidden things."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import date, datetime, time

import makers
import openpyxl
import pytest
import xlwt
from makers import parts
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill

from cyberflag.grid import Document, Sheet, Value
from cyberflag.issues import Severity
from cyberflag.readers import read_bytes
from cyberflag.readers.formats import covers, is_plain, is_whole_date, seen


def moment(*parts_of_it: int) -> datetime:
    """A moment as spreadsheets hold it: of no zone."""
    year, month, day, hour, minute, second = (*parts_of_it, 0, 0, 0)[:6]
    return datetime.combine(date(year, month, day), time(hour, minute, second))


def document(data: bytes) -> Document:
    return read_bytes(data, "Kent.xlsx")[0]


def sheet(data: bytes) -> Sheet:
    found = document(data)
    assert found.sheets, found.issues
    return found.sheets[0]


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (moment(2015, 10, 1), "mmm-yy", "Oct-15"),
        (moment(2015, 12, 10), "d-mmm", "10-Dec"),
        (date(2015, 12, 10), "[$-809]dd mmmm yyyy;@", "10 December 2015"),
        (date(2015, 12, 10), "ddd d/m/yy", "Thu 10/12/15"),
        (moment(2015, 1, 2, 3, 4, 5), "dd/mm/yyyy hh:mm:ss", "02/01/2015 03:04:05"),
        (time(13, 5), "h:mm AM/PM", "1:05 PM"),
        (3.0, '[<5]"<5";0', "<5"),
        (7.0, '[<5]"<5";0', "7"),
        (3.0, '[Red][<5]"*";General', "*"),
        (13.0, '0" yrs"', "13 yrs"),
        (13.0, 'General" yrs"', "13 yrs"),
        (0.256, "0%", "26%"),
        (0.256, "0.0%", "25.6%"),
        (12.5, "0", "13"),
        (1204.0, "#,##0", "1,204"),
        (12.0, "000", "012"),
        (-3.0, "0;(0)", "(3)"),
        (-3.0, "0", "-3"),
        (0.0, '0;-0;"-"', "-"),
        (5.0, ";;;", ""),
        (1e6, "#,##0,", "1,000"),
        (0.0, '_-* #,##0_-;\\-* #,##0_-;_-* "-"??_-;_-@_-', "-"),
        ("5", '0;0;0;"<"@', "<5"),
        (0.5, ".00", ".50"),
        (1.5, "# ?/?", None),
        (1.5, "0.00E+00", None),
        (True, "0", None),
        ("text", "0", None),
    ],
)
def test_a_number_format_shows(value: Value, code: str, text: str | None) -> None:
    assert seen(value, code) == text


@pytest.mark.parametrize(
    ("code", "plain", "whole"),
    [
        ("General", True, False),
        ("#,##0.00", True, False),
        ("0;(0)", True, False),
        ("mmm-yy", False, False),
        ("d-mmm", False, False),
        ("dd/mm/yyyy", False, True),
        ('[<5]"<5";0', False, False),
    ],
)
def test_kinds_of_formats(code: str, plain: bool, whole: bool) -> None:
    assert (is_plain(code), is_whole_date(code)) == (plain, whole)


@pytest.mark.parametrize(
    ("value", "code", "covered"),
    [
        (3.0, '[<5]"<5";0', True),
        (9.0, '[<5]"<5";0', False),
        (9.0, ";;;", True),
        (1204.0, "#,##0", False),
        (0.5, "0%", False),
        (-1.0, "0;(0)", False),
    ],
)
def test_a_format_covers_a_number(value: float, code: str, covered: bool) -> None:
    assert covers(value, code) is covered


def test_texts_of_formatted_cells() -> None:
    styles = parts.styled("[&lt;5]&quot;&lt;5&quot;;0", "mmm-yy", "0&quot; yrs&quot;")
    rows = f'<row r="1">{parts.cell("A1", "3", 1)}{parts.cell("B1", "42278", 2)}{parts.cell("C1", "13", 3)}{parts.cell("D1", "7", 1)}</row>'
    found = sheet(parts.workbook(parts.sheet(rows), styles=styles))
    assert [found.text(0, c) for c in range(4)] == ["<5", "Oct-15", "13 yrs", "7"]
    assert found.rows[0][0] == 3.0 and found.rows[0][1] == date(2015, 10, 1)
    assert found.marks[0, 1] == ("format:mmm-yy",)


def test_a_format_that_covers_a_number_is_told() -> None:
    styles = parts.styled("[&lt;5]&quot;&lt;5&quot;;0", ";;;")
    rows = f'<row r="1">{parts.cell("A1", "3", 1)}{parts.cell("B1", "9", 1)}{parts.cell("C1", "4", 2)}</row>'
    (issue,) = document(parts.workbook(parts.sheet(rows), styles=styles)).issues
    assert (issue.code, issue.where.sheet) == ("hidden-content", "Data")
    assert issue.message.startswith("2 cells show a mark or nothing")


def test_raised_letters_are_notes_and_no_digits() -> None:
    strings = f'<sst xmlns="{parts.MAIN}" count="2" uniqueCount="2"><si><t>Rape</t></si><si><r><t>12</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r></si></sst>'
    inline = (
        '<c r="C1" t="inlineStr"><is><r><t>7</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>a</t></r></is></c>'
    )
    found = sheet(
        parts.workbook(
            parts.sheet(f'<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>{inline}</row>'),
            strings=strings,
        )
    )
    assert [found.text(0, c) for c in range(3)] == ["Rape", "12", "7"]
    assert found.marks == {(0, 1): ("note:1",), (0, 2): ("note:a",)}


def test_bold_struck_and_indented_cells_are_marked() -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for place, value, font in (
        ("A1", "Total", Font(bold=True)),
        ("A2", 12, Font(strike=True)),
        ("A3", "of which", Font()),
    ):
        page[place] = value
        page[place].font = font
    page["A3"].alignment = Alignment(indent=2)
    assert sheet(makers.saved(book)).marks == {(0, 0): ("bold",), (1, 0): ("struck",), (2, 0): ("indent:2",)}


def test_errors_and_formulas_without_value_are_told_at_their_cell() -> None:
    rows = '<row r="1"><c r="A1" t="e"><v>#REF!</v></c><c r="B1"><f>SUM(C1:C9)</f></c><c r="C1"><v>3</v></c><c r="D1" t="str"><f>""</f><v></v></c><c r="E1"><f>1+1</f><v>2</v></c></row>'
    found = document(parts.workbook(parts.sheet(rows)))
    assert found.sheets[0].rows[0][0] == "#REF!"
    assert found.sheets[0].marks == {(0, 0): ("error",), (0, 1): ("no-value",)}
    assert [(i.code, i.where.cell) for i in found.issues] == [("error-cell", "A1"), ("formula-without-value", "B1")]


def test_hidden_things_are_counted_and_not_told() -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in ([1, "secret", 2], [3, "secret", 4], [5, "secret", 6]):
        page.append(row)
    page.row_dimensions[2].hidden = True
    page.column_dimensions["B"].hidden = True
    page["A1"].comment = Comment("secret", "secret")
    book.create_sheet("Raw").append(["secret", "secret"])
    book["Raw"].sheet_state = "veryHidden"
    found = document(makers.saved(book))
    assert found.sheets[0].hidden_rows == {1} and found.sheets[0].hidden_columns == {1}
    assert [s.hidden for s in found.sheets] == [False, True]
    told = [i.message for i in found.issues]
    assert told == [
        "1 row hidden (first at A2), with 3 cells in them.",
        "1 column hidden (first B), with 3 cells in them.",
        "The sheet has 1 comment on its cells.",
        "The sheet is hidden and holds 2 cells.",
    ]
    assert all(i.code == "hidden-content" and i.severity is Severity.WARNING for i in found.issues)
    assert "secret" not in str(found.issues)


BLACK, WHITE, RED = "FF000000", "FFFFFFFF", "FFFF0000"


@pytest.mark.parametrize(
    ("ink", "ground", "unseen"),
    [
        (WHITE, None, True), (BLACK, BLACK, True), (None, BLACK, True), (RED, RED, True), (WHITE, WHITE, True),
        (BLACK, None, False), (None, None, False), (WHITE, BLACK, False), (BLACK, RED, False),
    ],
)  # fmt: skip
@pytest.mark.parametrize("suffix", ["xlsx", "xls"])
def test_cells_in_the_colour_behind_them_are_counted(
    suffix: str, ink: str | None, ground: str | None, unseen: bool
) -> None:
    buffer = io.BytesIO()
    if suffix == "xlsx":
        book = openpyxl.Workbook()
        page = book.active
        assert page is not None
        page.append(["secret", 7])
        if ink:
            page["A1"].font = Font(color=ink)
        if ground:
            page["A1"].fill = PatternFill("solid", fgColor=ground)
        book.save(buffer)
    else:
        names = {BLACK: "black", WHITE: "white", RED: "red"}
        font = f"font: colour {names[ink]};" if ink else ""
        fill = f"pattern: pattern solid, fore_colour {names[ground]};" if ground else ""
        old = xlwt.Workbook()
        sheet = old.add_sheet("Data")
        sheet.write(0, 0, "secret", xlwt.easyxf(f"{font} {fill}"))
        sheet.write(0, 1, 7)
        old.save(buffer)
    issues = read_bytes(buffer.getvalue(), f"Kent.{suffix}")[0].issues
    told = ["1 cell is written in the colour of what is behind."]
    assert [one.message for one in issues] == (told if unseen else [])


def test_an_xls_tells_the_same_of_its_cells() -> None:
    book = xlwt.Workbook()
    page = book.add_sheet("Data")
    page.write(0, 0, 3, xlwt.easyxf(num_format_str='[<5]"<5";0'))
    page.write(0, 1, 42278, xlwt.easyxf(num_format_str="mmm-yy"))
    page.write(0, 2, "Total", xlwt.easyxf("font: bold on"))
    page.write(1, 0, 12, xlwt.easyxf("font: struck_out on"))
    page.write(2, 0, "of which", xlwt.easyxf("alignment: indent 2"))
    page.row(1).hidden = True
    page.col(2).hidden = True
    page.row(3).set_cell_error(0, "#REF!")
    buffer = io.BytesIO()
    book.save(buffer)
    found = read_bytes(buffer.getvalue(), "Kent.xls")[0]
    sheet = found.sheets[0]
    assert [sheet.text(0, c) for c in range(3)] == ["<5", "Oct-15", "Total"]
    assert sheet.hidden_rows == {1} and sheet.hidden_columns == {2}
    assert sheet.marks[0, 2] == ("bold",) and sheet.marks[1, 0] == ("struck",) and sheet.marks[2, 0] == ("indent:2",)
    assert sheet.text(3, 0) == "#REF!" and sheet.marks[3, 0] == ("error",)
    assert [i.code for i in found.issues] == ["error-cell", "hidden-content", "hidden-content", "hidden-content"]


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("xl/pivotCache/pivotCacheRecords1.xml", "a pivot cache"),
        ("xl/embeddings/oleObject1.bin", "an embedded file"),
        ("xl/vbaProject.bin", "macros"),
        ("xl/model/item.data", "a data model"),
        ("xl/externalLinks/externalLink1.xml", "other workbook"),
    ],
)
def test_what_a_workbook_carries_is_told(part: str, told: str) -> None:
    (issue,) = document(makers.rezipped(makers.xlsx([["a", 1]]), {part: b"<x/>"})).issues
    assert told in issue.message


def test_a_date_of_a_1904_workbook() -> None:
    styles = parts.styled("mmm-yy")
    part = parts.sheet(f'<row r="1">{parts.cell("A1", "40816", 1)}</row>')
    found = sheet(parts.workbook(part, styles=styles, about='<workbookPr date1904="1"/>'))
    assert found.text(0, 0) == "Oct-15"


ROWS = f'<row r="1">{parts.cell("A1", "Rape &lt; 13")}{parts.cell("B1", "12")}</row><row r="3">{parts.cell("B3", "7")}</row>'
UNADDRESSED = "<row><c t='inlineStr'><is><t>Rape &lt; 13</t></is></c><c><v>12</v></c></row><row r='3'><c r='B3'><v>7</v></c></row>"


@pytest.mark.parametrize(
    "data",
    [
        parts.workbook(parts.sheet(ROWS)),
        parts.workbook(parts.sheet(ROWS, before='<dimension ref="A1:XFD1048576"/>')),
        parts.workbook(parts.sheet(ROWS, before='<dimension ref="A1:A1"/>')),
        parts.workbook(parts.sheet(ROWS).replace("UTF-8", "UTF-16").encode("utf-16")),
        parts.workbook(parts.sheet(UNADDRESSED)),
        parts.workbook(parts.sheet(ROWS.replace("Rape &lt; 13", "<![CDATA[Rape < 13]]>"))),
        parts.workbook(parts.sheet(ROWS.replace("<v>12", "<!-- <c r='XFD9'> --><v>12"))),
        parts.workbook(parts.sheet(ROWS, main=parts.STRICT), main=parts.STRICT),
        parts.workbook(
            parts.sheet(ROWS)
            .replace("<", "<x:")
            .replace("<x:/", "</x:")
            .replace("<x:?", "<?")
            .replace("xmlns=", "xmlns:x=")
        ),
        parts.workbook(parts.sheet("".join(f"{row}</row>" for row in reversed(ROWS.split("</row>")[:-1])))),
        parts.workbook(parts.sheet(ROWS + '<row r="1048576"><c r="XFD1048576" s="0"/></row>')),
        parts.workbook(parts.sheet(ROWS), styles=parts.PLAIN_STYLES.replace("<fill><patternFill/></fill>", "<fill/>")),
        parts.workbook(parts.sheet(ROWS, after='<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>')),
    ],
    ids=[
        "plain",
        "far dimension",
        "near dimension",
        "UTF-16",
        "no addresses",
        "CDATA",
        "comment",
        "strict",
        "prefix",
        "order",
        "style only",
        "fill",
        "merge",
    ],
)
def test_odd_spellings_are_read_right(data: bytes) -> None:
    found = sheet(data)
    assert [[found.text(r, c) for c in range(2)] for r in range(len(found.rows))] == [
        ["Rape < 13", "12"],
        ["", ""],
        ["", "7"],
    ]


def xlsb_of(part: bytes) -> bytes:
    """A workbook with this as the part of its sheet."""
    return makers.rezipped(makers.xlsb([["secret", 3]]), {"xl/worksheets/sheet1.bin": part})


def test_an_xlsb_tells_of_hidden_lines_errors_and_comments() -> None:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    more = {
        "xl/worksheets/_rels/sheet1.bin.rels": makers.relations((f"{office}/comments", "../comments1.bin")),
        "xl/comments1.bin": makers.record(628) + 2 * (makers.record(635, b"secret") + makers.record(636)),
    }
    columns = makers.record(390) + makers.record(60, struct.pack("<IIIIH", 1, 1, 0, 0, 1)) + makers.record(391)
    grid: makers.Grid = [["Age", "Name", "Offences"], ["12", "secret", 3], ["13", "secret", "#23"]]
    found = read_bytes(makers.xlsb(grid, hidden_rows={1}, before=columns, more=more), "Kent.xlsb")[0]
    sheet = found.sheets[0]
    assert (sorted(sheet.hidden_rows), sorted(sheet.hidden_columns)) == ([1], [1])
    assert sheet.marks == {(2, 2): ("error",)}
    assert sheet.rows[2][2] == "#REF!"
    assert [one.message for one in found.issues] == [
        "The cell holds the error #REF!.",
        "1 row hidden (first at A2), with 3 cells in them.",
        "1 column hidden (first B), with 3 cells in them.",
        "The sheet has 2 comments on its cells.",
    ]
    filtered = makers.record(161) + makers.record(163) + makers.record(164) + makers.record(162)
    found = read_bytes(makers.xlsb(grid[:2], hidden_rows={1}, after=filtered), "Kent.xlsb")[0]
    assert [one.message for one in found.issues] == ["1 row filtered out (first at A2), with 3 cells in them."]


def test_an_xlsb_with_cells_that_do_not_say_their_column_is_refused() -> None:
    # As some libraries write them; the numbers would be passed over without a word.
    with zipfile.ZipFile(io.BytesIO(makers.xlsb([["Offence"], ["Rape"]]))) as archive:
        part = archive.read("xl/worksheets/sheet1.bin")
    short = makers.record(16, struct.pack("<Id", 0, 12))
    part = part.replace(makers.record(146), short + makers.record(146))
    found = read_bytes(xlsb_of(part), "Kent.xlsb")[0]
    assert not found.sheets
    assert found.issues[0].message.startswith("Row 2 of a sheet holds cells in a short form that is not read")


@pytest.mark.parametrize("cut", range(0, 120, 7))
def test_a_broken_xlsb_is_read_or_refused(cut: int) -> None:
    with zipfile.ZipFile(io.BytesIO(makers.xlsb([["secret", 3]]))) as archive:
        part = archive.read("xl/worksheets/sheet1.bin")
    for broken in (part[:cut], part[:cut] + b"\xff" * 20 + part[cut:]):
        found = read_bytes(xlsb_of(broken), "Kent.xlsb")[0]
        assert found.sheets or [one.code for one in found.issues] == ["unreadable-file"]


def test_macros_of_an_ods_and_comments_of_an_xml_workbook_are_told() -> None:
    macro = {"Basic/Standard/Module1.xml": b"<x>secret</x>", "Basic/Standard/script-lb.xml": b"<x/>"}
    found = read_bytes(makers.rezipped(makers.ods([["Age", 3]]), macro), "Kent.ods")[0]
    assert [one.message for one in found.issues] == ["The workbook carries macros (they are not run)."]
    library = {"Basic/Standard/script-lb.xml": b"<x/>", "Basic/script-lc.xml": b"<x/>"}
    assert read_bytes(makers.rezipped(makers.ods([["Age", 3]]), library), "Kent.ods")[0].issues == []
    note = b"</Data><Comment><Data>secret</Data></Comment></Cell>"
    data = makers.xml2003([["Age", 3]]).replace(b"</Data></Cell>", note, 1)
    found = read_bytes(data, "Kent.xls")[0]
    assert [one.message for one in found.issues] == ["The sheet has 1 comment on its cells."]
    assert found.sheets[0].rows[0][0] == "Age"
