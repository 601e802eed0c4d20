"""Properties of files, which have named people in releases: found in every format, told by kind and never by content."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import makers
import openpyxl
import pytest
from makers import attacks, letters, mails, named

from cyberflag.issues import Severity
from cyberflag.readers import read

NAMES = ("SECRETAUTHOR", "SECRETCHANGER", "SECRETMANAGER", "SECRETTEXT", "SECRETKEY")
EVERYTHING = (
    "The properties of the file hold the name of an author, the name of who changed it last, a description, keywords, "
    "the name of a manager"
)


def told_of(data: bytes, name: str, folder: Path) -> list[tuple[str, str]]:
    path = folder / name
    path.write_bytes(data)
    found = [one for document in read(path, name) for one in document.issues]
    assert not any("SECRET" in repr(one) for one in found)
    assert all(one.code == "hidden-content" for one in found)
    return [(str(one.severity), one.message) for one in found]


@pytest.mark.parametrize("wide", [False, True], ids=["narrow", "wide"])
def test_row_properties_of_an_xls(wide: bool, tmp_path: Path) -> None:
    data = named.old_office(named.summary(wide))
    assert told_of(data, "a.xls", tmp_path) == [("warning", f"{EVERYTHING} and 2 further properties.")]


def test_row_author_alone_is_a_note_and_a_program_is_nothing(tmp_path: Path) -> None:
    for author, expected in (("SECRETAUTHOR", 1), ("Microsoft Excel", 0), ("User", 0)):
        stream = named.property_set(named.section({1: named.CODEPAGE, 4: named.text_property(author)}))
        found = told_of(named.old_office({"\x05SummaryInformation": stream}), "a.xls", tmp_path)
        assert [severity for severity, _ in found] == [str(Severity.NOTE)] * expected


def test_row_macros_pivot_caches_and_embedded_files_of_an_xls(tmp_path: Path) -> None:
    data = named.old_office({}, ("_VBA_PROJECT_CUR", "_SX_DB_CUR", "MBD0018D4CE"))
    said = " ".join(text for _, text in told_of(data, "a.xls", tmp_path))
    for what in ("macros", "pivot cache", "embedded file"):
        assert what in said


def test_row_values_of_other_workbooks_kept_in_an_xls(tmp_path: Path) -> None:
    data = makers.xls(attacks.GRID)
    at = data.index(struct.pack("<HH", 0x293, 4))  # the record of a style becomes one that begins kept values
    kept = data[:at] + struct.pack("<HH", 0x59, 4) + data[at + 4 :]
    assert told_of(kept, "a.xls", tmp_path) == [
        ("warning", "The workbook keeps values of 1 other workbook that it refers to.")
    ]


@pytest.mark.parametrize("cut", range(0, 400, 7))
def test_a_broken_property_set_tells_nothing_and_stops_nothing(cut: int, tmp_path: Path) -> None:
    broken = {name: content[:cut] + b"\xff" * (len(content) - cut) for name, content in named.summary().items()}
    (tmp_path / "a.xls").write_bytes(named.old_office(broken))
    (document,) = read(tmp_path / "a.xls", "a.xls")
    assert document.sheets and all(one.code == "hidden-content" for one in document.issues)


@pytest.mark.parametrize(
    ("info", "packet", "said"),
    [
        (b"/Author(SECRETAUTHOR)", b"", ["note: the name of an author."]),
        (b"", named.XMP, ["note: the name of an author."]),
        (b"/Author(SECRETAUTHOR)", named.XMP, ["note: the name of an author."]),
        (b"/Author(SECRETAUTHOR)/Keywords(SECRETKEY)", b"", ["warning: the name of an author and keywords."]),
        (b"/SetBy(SECRETKEY)/Creator(Word)/Producer(Acrobat)", b"", ["warning: 1 further property."]),
        (b"/Creator(Word)/Author(Microsoft Office User)/Title(Response)", b"<x>\xff</x>", []),
    ],
)
def test_row_properties_of_a_pdf(info: bytes, packet: bytes, said: list[str], tmp_path: Path) -> None:
    found = told_of(named.pdf(info, packet), "a.pdf", tmp_path)
    assert [f"{how}: {text.partition(' hold ')[2]}" for how, text in found] == said


def docx() -> bytes:
    core = b"<c><dc:creator>SECRETAUTHOR</dc:creator><dc:description>SECRETTEXT</dc:description></c>"
    return makers.rezipped(letters.docx(letters.p("Kent Police")), {"docProps/core.xml": core})


def xlsx() -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(makers.xlsx(attacks.GRID)))
    book.properties.creator, book.properties.description = "SECRETAUTHOR", "SECRETTEXT"
    return makers.saved(book)


OF_ODS = "<office:meta><meta:initial-creator>SECRETAUTHOR</meta:initial-creator><dc:description>SECRETTEXT</dc:description></office:meta>"


def ods() -> bytes:
    return makers.rezipped(makers.ods(attacks.GRID), {"meta.xml": OF_ODS.encode()})


def fods() -> bytes:
    data = makers.fods(attacks.GRID)
    at = data.index(b"<office:body")
    declared = OF_ODS.replace("<office:meta>", '<office:meta xmlns:meta="urn:meta" xmlns:dc="urn:dc">')
    return data[:at] + declared.encode() + data[at:]


def xlsb() -> bytes:
    core = b"<c><dc:creator>SECRETAUTHOR</dc:creator><dc:description>SECRETTEXT</dc:description></c>"
    return makers.rezipped(makers.xlsb(attacks.GRID), {"docProps/core.xml": core})


OF_OFFICE = (
    b"<DocumentProperties><Author>SECRETAUTHOR</Author><Description>SECRETTEXT</Description></DocumentProperties>"
)


def xml2003() -> bytes:
    data = makers.xml2003(attacks.GRID)
    at = data.index(b"<Worksheet") if b"<Worksheet" in data else data.index(b"<ss:Worksheet")
    return data[:at] + OF_OFFICE + data[at:]


def html() -> bytes:
    block = OF_OFFICE.replace(b"</", b"</o:").replace(b"<D", b"<o:D").replace(b"<A", b"<o:A")
    return b"<html><head><!--[if gte mso 9]><xml>" + block + b"</xml><![endif]--></head>" + makers.html(attacks.GRID)


def rtf() -> bytes:
    return b"{\\rtf1\\ansi{\\info{\\author SECRETAUTHOR}{\\doccomm SECRETTEXT}}Kent Police\\par}"


@pytest.mark.parametrize("make", [docx, xlsx, xlsb, ods, fods, xml2003, html, rtf], ids=lambda make: make.__name__)
def test_row_properties_of_every_other_format(make: object, tmp_path: Path) -> None:
    data = make()  # type: ignore[operator]
    suffix = make.__name__ if make is not xml2003 else "xls"  # type: ignore[attr-defined]
    expected = ("warning", "The properties of the file hold the name of an author and a description.")
    assert expected in told_of(data, f"a.{suffix}", tmp_path)


@pytest.mark.parametrize("kind", ["eml", "msg", "zip"])
def test_row_properties_of_what_lies_inside(kind: str, tmp_path: Path) -> None:
    data = {
        "eml": lambda: mails.with_attachments(("a.xlsx", xlsx())).as_bytes(),
        "msg": lambda: letters.msg(tmp_path / "made", "FOI", "foi@kent.police.uk", "Kent Police", ("a.xlsx", xlsx())),
        "zip": lambda: makers.zipped({"a.xlsx": xlsx()}),
    }[kind]()
    assert [severity for severity, _ in told_of(data, f"a.{kind}", tmp_path)] == ["warning"]
