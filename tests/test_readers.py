"""One sheet, written in every format, is read as one and the same sheet; what a file is, its content tells."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import makers
import pytest

from cyberflag.grid import Document, Merge, Sheet
from cyberflag.readers import read, read_bytes, sniff

GRID: makers.Grid = [
    ["Recorded offences", None, None, None],
    ["Offence", "2014/15", None, "2015/16"],
    ["Rape of a female child under 13", 12, 3.5, 7],
    ["Sexual grooming – 88A", "<5", None, "*"],
    [None, None, None, None],
    ["£ & “quoted”", 0, 1204, "1,204"],
    ["Ages", date(2015, 10, 1), None, date(2016, 12, 1)],
]
MERGES = ((0, 0, 0, 3), (1, 1, 1, 2), (2, 0, 3, 0))
SPANNED: makers.Grid = [row if r != 3 else [None, *row[1:]] for r, row in enumerate(GRID)]
TEXTS = [
    ["Recorded offences"],
    ["Offence", "2014/15", "", "2015/16"],
    ["Rape of a female child under 13", "12", "3.5", "7"],
    ["", "<5", "", "*"],
    [],
    ["£ & “quoted”", "0", "1204", "1,204"],
    ["Ages", "Oct-15", "", "Dec-16"],
]


def texts(sheet: Sheet) -> list[list[str]]:
    found = [[sheet.text(r, c) for c in range(len(row))] for r, row in enumerate(sheet.rows)]
    for row in found:
        while row and not row[-1]:
            row.pop()
    return found


def only(documents: list[Document]) -> Document:
    assert len(documents) == 1
    return documents[0]


@pytest.mark.parametrize(
    ("write", "kind", "title"),
    [
        (makers.xlsx, "xlsx", "Sheet1"),
        (makers.xlsm, "xlsx", "Sheet1"),
        (makers.xls, "xls", "Sheet1"),
        (makers.ods, "ods", "Sheet1"),
        (makers.fods, "fods", "Sheet1"),
        (makers.xml2003, "xml2003", "Sheet1"),
    ],
)
def test_workbooks_give_one_and_the_same_sheet(write: Callable[..., bytes], kind: str, title: str) -> None:
    document = only(read_bytes(write(SPANNED, MERGES), "Kent.xls"))
    assert (document.format, [sheet.name for sheet in document.sheets]) == (kind, [title])
    sheet = document.sheets[0]
    assert texts(sheet) == TEXTS
    assert sorted(sheet.merges, key=lambda m: m.top) == [Merge(0, 0, 0, 3), Merge(1, 1, 1, 2), Merge(2, 0, 3, 0)]
    assert [sheet.value(2, c) for c in range(4)] == ["Rape of a female child under 13", 12.0, 3.5, 7.0]
    assert str(sheet.value(6, 1))[:10] == "2015-10-01"
    assert sheet.marks[6, 1] == ("format:mmm\\-yy",) if kind == "xml2003" else ("format:mmm-yy",)
    assert sheet.where(2, 1).cell == "B3"
    assert not [i for i in document.issues if i.code != "hidden-content"]
    assert document.content and document.order == [("sheet", 0)]


def test_xlsb_gives_the_same_texts_and_numbers() -> None:
    document = only(read_bytes(makers.xlsb(SPANNED[:6]), "Kent.xlsb"))
    assert document.format == "xlsb"
    assert texts(document.sheets[0]) == TEXTS[:6]


@pytest.mark.parametrize("name", ["Kent.xls", "Kent.xlsx"])
@pytest.mark.parametrize("write", [makers.html, makers.mhtml])
def test_pages_that_call_themselves_workbooks(write: Callable[..., bytes], name: str) -> None:
    sheet = only(read_bytes(write(SPANNED[:6], MERGES), name)).sheets[0]
    assert sheet.name == "table 1"
    assert texts(sheet) == TEXTS[:6]
    assert sheet.merges == (Merge(0, 0, 0, 3), Merge(1, 1, 1, 2), Merge(2, 0, 3, 0))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
def test_delimited_text_gives_the_same_texts(delimiter: str, encoding: str, line_end: str) -> None:
    document = only(read_bytes(makers.csv(GRID[:6], delimiter, encoding, line_end), "Kent.csv"))
    sheet = document.sheets[0]
    assert sheet.name == ""
    assert texts(sheet) == [*TEXTS[:3], ["Sexual grooming – 88A", "<5", "", "*"], *TEXTS[4:6]]
    assert [i.code for i in document.issues] == (["encoding-assumed"] if encoding == "cp1252" else [])


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"", "a.xlsx", "empty"),
        (makers.xlsx(GRID), "a.csv", "xlsx"),
        (makers.xls(GRID), "a.xlsx", "xls"),
        (makers.ods(GRID), "a.zip", "ods"),
        (makers.csv(GRID), "a.xls", "csv"),
        (b"Offence,Total\nRape,12\n", "a.xlsx", "csv"),
        (b"Offence\tTotal\r\nRape\t12\r\n", "a", "csv"),
        (b"Dear Sir,\nThank you for your request, which we received.\nYours, Kent\n", "a.txt", "txt"),
        (b"Dear Sir,\nThank you.\nYours, Kent\n", "a.xlsx", "text-in-disguise"),
        (b"%PDF bad", "a.pdf", "pdf"),
        (b"x", "a.pdf", "scrap"),
        (b"PK", "a.docx", "scrap"),
        (b"We do not use the flag, and have none to tell of.", "a.pdf", "txt"),
        (b"Kent\nOffences of the year\n\n\tAge\tNumber\n\t12\t3\nDrawn in May.\n", "a.xls", "csv"),
        (b"Dear Sir,\n\tThank you.\nWe hold nothing.\n\nYours, Kent\n", "a.xls", "text-in-disguise"),
        (b"2014/15 - 12\n2015/16 - 14\n", "a.txt", "txt"),
        (b"%PDF-1.4\n", "a.xlsx", "pdf"),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "a.xlsx", "image"),
        (b"{\\rtf1 x}", "a.doc", "rtf"),
        (b"PK\x03\x04 cut short", "a.xlsx", "damaged-zip"),
        (makers.zipped({"hello.txt": b"hi"}), "a.xlsx", "foreign-zip"),
        (makers.zipped({"hello.txt": b"hi"}), "a.zip", "zip"),
        (b"<html><body>x</body></html>", "a.html", "html"),
        (b"\xef\xbb\xbf<!DOCTYPE html><table></table>", "a.xls", "html-workbook"),
        (b"From: a@example.org\r\nTo: b@example.org\r\nSubject: x\r\n\r\nhello", "a", "eml"),
        (b"From a@example.org Mon Jan 1\nFrom: a@example.org\nSubject: x\n\nhello", "a", "mbox"),
        (makers.mhtml(GRID), "a.xls", "mhtml"),
        (b"[InternetShortcut]\r\nURL=http://example.org\r\n", "a.url", "link"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.xls", "damaged-ole"),
        (bytes(range(256)) * 4, "a.bin", "unknown"),
    ],
)
def test_content_tells_the_format(data: bytes, name: str, kind: str) -> None:
    assert sniff(data, name) == kind


def test_a_file_that_is_not_there_is_an_issue(tmp_path: Path) -> None:
    document = only(read(tmp_path / "gone.xlsx", "gone.xlsx"))
    assert (document.format, document.issues[0].code) == ("", "unreadable-file")
    assert "no such file" in document.issues[0].message


@pytest.mark.parametrize("kind", ["empty", "image", "doc", "text-in-disguise"])
def test_what_is_not_read_says_what_it_is_and_what_to_do(kind: str) -> None:
    data = {
        "empty": b"",
        "image": b"\x89PNG" + bytes(9),
        "doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
    }
    found = only(read_bytes(data.get(kind, b"P"), "a.xls")).issues[0]
    assert found.message.endswith(".") and found.hint.endswith(".") and found.where.file == "a.xls"


def test_a_charset_that_is_no_name_is_none() -> None:
    data = makers.mhtml(GRID).replace(b"charset=utf-8", b'charset="utf\x00-8"')
    (document,) = read_bytes(data, "a.xls")
    assert document.sheets and not [one for one in document.issues if one.code == "unreadable-file"]
