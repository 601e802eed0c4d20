"""Files made to break a reader, or broken on their way: each ends in an issue that says why, soon and in little memory."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import makers
import pytest
from makers import parts

from cyberflag.grid import Document
from cyberflag.issues import Issue
from cyberflag.readers import biff, compound, read_bytes
from cyberflag.readers.child import read_all

GOOD = makers.xlsx([["Offence", "Total"], ["Rape", 12]])
XLS = makers.xls([[f"row {r}", r] for r in range(50)])
ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY {c} "{("&" + p + ";") * 10}">' for p, c in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
PLACES = '<row r="1"><c r="A1"><v>1</v></c></row>'


def far(place: str, row: int) -> bytes:
    return parts.workbook(parts.sheet(f'{PLACES}<row r="{row}"><c r="{place}"><v>2</v></c></row>'))


def ods_cell(text: str, about: str = "") -> str:
    return f'<table:table-cell{about} office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def ods_row(inner: str, about: str = "") -> str:
    return f'<table:table table:name="S"><table:table-row{about}>{inner}</table:table-row></table:table>'


def bomb() -> bytes:
    blank = b" " * (1 << 20)
    head = parts.sheet(PLACES).encode().removesuffix(b"</sheetData></worksheet>")
    return parts.workbook(head + blank * 64 + b"</sheetData></worksheet>")


def understated() -> bytes:
    """A part that inflates to far more than its directory entry declares."""
    data = bomb()
    return makers.flipped(data, b"PK\x01\x02", 24, struct.pack("<I", 10))


REFUSED = {
    "bomb": (bomb(), "unpack to far more"),
    "understated size": (understated(), "damaged"),
    "two far cells": (far("XFD1048576", 1048576), "very far apart"),
    "far row": (far("B1048576", 1048576), "very far apart"),
    "cell far from its row": (far("B1048576", 2), "very far apart"),
    "outside the grid": (far("XFE1", 1), "outside the grid"),
    "row outside the grid": (far("A16777217", 16777217), "outside the grid"),
    "a cell twice": (parts.workbook(parts.sheet(PLACES.replace("</row>", '<c r="A1"><v>2</v></c></row>'))), "the cell A1 twice"),
    "lying count of texts": (parts.workbook(parts.sheet(PLACES), strings=f'<sst xmlns="{parts.MAIN}" uniqueCount="4294967295"><si><t>a</t></si></sst>'), "far more texts"),
    "text that is not there": (parts.workbook(parts.sheet('<row r="1"><c r="A1" t="s"><v>99</v></c></row>')), "damaged"),
    "entities": (parts.workbook(parts.sheet(PLACES, declared=ENTITIES)), "document type"),
    "outer entity": (parts.workbook(parts.sheet(PLACES, declared='<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>')), "document type"),
    "entities in UTF-16": (parts.workbook(parts.sheet(PLACES, declared=ENTITIES).replace("UTF-8", "UTF-16").encode("utf-16")), "document type"),
    "cut short": (GOOD[: len(GOOD) * 2 // 3], "cut short"),
    "broken sum": (makers.flipped(GOOD, b"PK\x01\x02", 16, b"\0\0\0\0"), "checksum"),
    "half a sheet": (parts.workbook(parts.sheet(PLACES)[:180]), "damaged"),
    "nothing but an end": (b"PK\x05\x06" + bytes(18), "zip archive"),
    "no workbook": (makers.zipped({"hello.txt": b"hi"}), "zip archive"),
    "one byte": (b"P", "plain text"),
    "half an xls": (XLS[: len(XLS) // 3], "damaged"),
    "ods of billions": (makers.ods_of(ods_row(ods_cell("x"), ' table:number-rows-repeated="2000000000"')), "more cells than"),
    "ods over the grid": (makers.ods_of(ods_row(ods_cell("x", ' table:number-columns-repeated="16384"'), ' table:number-rows-repeated="1048576"')), "more cells than"),
    "ods entities": (makers.ods_of(ods_row(ods_cell("&i;")), before=ENTITIES), "document type"),
    "xml 2003 entities": (makers.xml2003([["a", 1]]).replace(b"?>", b"?>" + ENTITIES.encode(), 1), "document type"),
    "far xml 2003": (makers.xml2003([["a", 1]]).replace(b"<Row>", b'<Row ss:Index="1048576">'), "far apart"),
    "long field": (b"a,b\n" + b"x" * 2_000_000 + b",1\n", "Line 2 holds a field"),
    "open quote": (b'a,b\nRape,1\n"Rape,12\n' + b"Grooming,3\n" * 2000, "line 3 is never closed"),
    "stray quote": (b'a,b\n"Rape,12\n' + b"Grooming,3\n" * 200 + b'x",4\nRape,5\n', "In record 2 a quotation mark"),
    "lying size": (makers.flipped(XLS, struct.pack("<HH", 0x0200, 14), 4, struct.pack("<II", 0, 0xFFFFFFFF)), "larger than a spreadsheet"),
    "NUL": (b"Offence,Total\nRa\0pe,1\n2\n", "Line 2 holds a NUL"),
}  # fmt: skip


def kept(documents: list[Document]) -> list[Document]:
    return documents


@pytest.mark.parametrize("kind", REFUSED)
def test_hostile_files_are_refused_in_a_sentence(kind: str) -> None:
    data, said = REFUSED[kind]
    (document,) = read_bytes(data, "Kent.csv" if data[:20].isascii() and b"," in data[:20] else "Kent.xlsx")
    assert document.format == "" and not document.sheets
    (issue,) = document.issues
    assert issue.code == "unreadable-file" and said in issue.message
    assert issue.message.endswith(".") and issue.hint.endswith(".")


@pytest.mark.parametrize(
    ("data", "cell"),
    [
        (makers.ods_of(ods_row(ods_cell("x") + '<table:table-cell table:number-columns-repeated="16383"/>')), "x"),
        (parts.workbook(parts.sheet(PLACES, after="<mergeCells>" + "".join(f'<mergeCell ref="A{i}:B{i}"/>' for i in range(2, 50_000)) + "</mergeCells>")), "1"),
        (b"a" + b"," * 100_000 + b"\n1\n", "a"),
    ],
    ids=["ods tail", "merges", "columns"],
)  # fmt: skip
def test_large_but_harmless_files_are_read(data: bytes, cell: str) -> None:
    (document,) = read_bytes(data, "Kent.csv" if data.startswith(b"a,") else "Kent.xlsx")
    assert document.sheets[0].text(0, 0) == cell
    assert document.sheets[0].width < 5


@pytest.mark.long
@pytest.mark.parametrize("seed", range(300))
def test_flipped_bytes_never_raise(seed: int, tmp_path: Path) -> None:
    import random

    chance = random.Random(seed)
    data = bytearray(chance.choice([GOOD, XLS, makers.ods([["a", 1]]), makers.xml2003([["a", 1]])]))
    for _ in range(chance.randrange(1, 30)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    (tmp_path / "a.xls").write_bytes(data)
    ((_, result),) = read_all([(tmp_path / "a.xls", "a.xls")], kept)
    assert isinstance(result, Issue) or all(d.sheets or d.passages or d.issues or d.format for d in result)


def test_a_part_that_stands_twice_is_refused() -> None:
    import io
    import warnings

    buffer = io.BytesIO(GOOD)
    with zipfile.ZipFile(buffer, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr("xl/worksheets/sheet1.xml", b"<worksheet/>")
    (document,) = read_bytes(buffer.getvalue(), "a.xlsx")
    assert "holds the part xl/worksheets/sheet1.xml 2 times" in document.issues[0].message


@pytest.mark.parametrize("name", ["UTF-0", "shift_jis"])
def test_an_encoding_that_is_none_is_told_in_a_sentence(name: str) -> None:
    data = makers.fods([["Offence", "Total"], ["Rape", 12]]).replace(b'encoding="UTF-8"', f'encoding="{name}"'.encode())
    (document,) = read_bytes(data, "a.fods")
    assert [one.message for one in document.issues] == [
        "The file is damaged: its content names an encoding that cannot be read."
    ]


def test_a_compound_file_without_a_root_holds_no_stream() -> None:
    data = bytearray(makers.xls([["a"]]))
    at = bytes(data).index("Root Entry".encode("utf-16-le"))
    data[at + 66] = 1  # a folder like any other
    small = bytes(data)
    assert compound.Compound(small).stream("\x05SummaryInformation") == b""
    (document,) = read_bytes(small, "a.xls")
    assert all("Error" not in one.message for one in document.issues)


def test_a_row_of_numbers_that_holds_nothing_is_passed_over() -> None:
    records = b"".join(struct.pack("<HH", kind, 0) for kind in (0x809, 0xBD, 0x0A))  # a start, the row, an end
    found, comments = biff.gather_xls(biff.XlsFacts(records, starts=[0]), 0, [])
    assert (found.marks, comments) == ({}, 0)
