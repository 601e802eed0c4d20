"""Properties of files, which have named people in releases: found in every format, told by kind and never by content."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import makers
import openpyxl
import pytest
from makers import attacks, letters, mails

from cyberflag.issues import Severity
from cyberflag.readers import compound, read

NAMES = ("SECRETAUTHOR", "SECRETCHANGER", "SECRETMANAGER", "SECRETTEXT", "SECRETKEY")
EVERYTHING = (
    "The properties of the file hold the name of an author, the name of who changed it last, a description, keywords, "
    "the name of a manager"
)


def text_property(text: str, wide: bool = False) -> bytes:
    raw = text.encode("utf-16-le" if wide else "cp1252") + (b"\0\0" if wide else b"\0")
    size = len(raw) // 2 if wide else len(raw)
    return struct.pack("<II", 0x1F if wide else 0x1E, size) + raw + bytes(-len(raw) % 4)


def section(properties: dict[int, bytes]) -> bytes:
    places, at = [], 8 + 8 * len(properties)
    for number, content in properties.items():
        places.append(struct.pack("<II", number, at))
        at += len(content)
    body = b"".join([*places, *properties.values()])
    return struct.pack("<II", 8 + len(body), len(properties)) + body


def property_set(*sections: bytes) -> bytes:
    head, at = struct.pack("<HHI16xI", 0xFFFE, 0, 2, len(sections)), 28 + 20 * len(sections)
    listed = b""
    for one in sections:
        listed += bytes(16) + struct.pack("<I", at)
        at += len(one)
    return head + listed + b"".join(sections)


def dictionary(names: dict[int, str]) -> bytes:
    listed = b"".join(struct.pack("<II", n, len(text) + 1) + text.encode() + b"\0" for n, text in names.items())
    return struct.pack("<I", len(names)) + listed + bytes(-len(listed) % 4)


CODEPAGE = struct.pack("<IHH", 2, 1252, 0)


def old_office(streams: dict[str, bytes], path: Path, folders: tuple[str, ...] = ()) -> bytes:
    """An xls with further streams and folders in its container."""
    from extract_msg import OleWriter

    book = compound.stream(makers.xls(attacks.GRID), ("Workbook",))
    writer = OleWriter()
    for name, content in {"Workbook": book, **streams}.items():
        writer.addEntry([name], content)
    for folder in folders:
        writer.addEntry([folder], storage=True)
    writer.write(str(path))
    return path.read_bytes()


def summary(wide: bool = False) -> dict[str, bytes]:
    named = {4: "SECRETAUTHOR", 8: "SECRETCHANGER", 6: "SECRETTEXT", 5: "SECRETKEY", 18: "Microsoft Excel"}
    first = section({1: CODEPAGE, **{n: text_property(text, wide) for n, text in named.items()}})
    further = section({1: CODEPAGE, 14: text_property("SECRETMANAGER", wide)})
    own = {0: dictionary({2: "Checked by", 3: "_PID_HLINKS", 4: "Case officer"}), 1: CODEPAGE}
    added = section({**own, 2: text_property("SECRETONE"), 3: text_property("x"), 4: text_property("SECRETTWO")})
    return {
        "\x05SummaryInformation": property_set(first),
        "\x05DocumentSummaryInformation": property_set(further, added),
    }


def told_of(data: bytes, name: str, folder: Path) -> list[tuple[str, str]]:
    path = folder / name
    path.write_bytes(data)
    found = [one for document in read(path, name) for one in document.issues]
    assert not any("SECRET" in repr(one) for one in found)
    assert all(one.code == "hidden-content" for one in found)
    return [(str(one.severity), one.message) for one in found]


@pytest.mark.parametrize("wide", [False, True], ids=["narrow", "wide"])
def test_row_properties_of_an_xls(wide: bool, tmp_path: Path) -> None:
    data = old_office(summary(wide), tmp_path / "made")
    assert told_of(data, "a.xls", tmp_path) == [("warning", f"{EVERYTHING} and 2 further properties.")]


def test_row_author_alone_is_a_note_and_a_program_is_nothing(tmp_path: Path) -> None:
    for author, expected in (("SECRETAUTHOR", 1), ("Microsoft Excel", 0), ("User", 0)):
        stream = property_set(section({1: CODEPAGE, 4: text_property(author)}))
        found = told_of(old_office({"\x05SummaryInformation": stream}, tmp_path / "made"), "a.xls", tmp_path)
        assert [severity for severity, _ in found] == [str(Severity.NOTE)] * expected


def test_row_macros_pivot_caches_and_embedded_files_of_an_xls(tmp_path: Path) -> None:
    data = old_office({}, tmp_path / "made", ("_VBA_PROJECT_CUR", "_SX_DB_CUR", "MBD0018D4CE"))
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
    broken = {name: content[:cut] + b"\xff" * (len(content) - cut) for name, content in summary().items()}
    (tmp_path / "a.xls").write_bytes(old_office(broken, tmp_path / "made"))
    (document,) = read(tmp_path / "a.xls", "a.xls")
    assert document.sheets and all(one.code == "hidden-content" for one in document.issues)


def pdf(info: bytes = b"", packet: bytes = b"") -> bytes:
    """A page with an information dictionary and a packet of metadata put behind it."""
    whole = letters.pdf([letters.text_at(50, 700, "Kent Police does not use the cyber flag.")])
    stream = b"<</Type/Metadata/Subtype/XML/Length %d>>stream\n%s\nendstream" % (len(packet), packet)
    places, out = {}, whole.rpartition(b"xref\n0 ")[0]
    old_end = whole[len(out) :]
    table = old_end.split(b"trailer")[0]
    count = table.count(b" n \n") + 1
    for number, content in ((count, b"<<%s>>" % info), (count + 1, stream)):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    places[1] = len(out)
    out += b"1 0 obj\n<</Type/Catalog/Pages 2 0 R/Metadata %d 0 R>>\nendobj\n" % (count + 1)
    entries = table.split(b"\n", 2)[2].split(b" \n")[1:count]
    offsets = {n: int(entry[:10]) for n, entry in enumerate(entries, 1)} | places
    xref = b"".join(b"%010d 00000 n \n" % offsets[n] for n in range(1, count + 2))
    end = b"trailer<</Size %d/Root 1 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF" % (count + 2, count, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (count + 2) + xref + end


XMP = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description><dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq>
</dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>"""


@pytest.mark.parametrize(
    ("info", "packet", "said"),
    [
        (b"/Author(SECRETAUTHOR)", b"", ["note: the name of an author."]),
        (b"", XMP % b"SECRETAUTHOR", ["note: the name of an author."]),
        (b"/Author(SECRETAUTHOR)", XMP % b"SECRETAUTHOR", ["note: the name of an author."]),
        (b"/Author(SECRETAUTHOR)/Keywords(SECRETKEY)", b"", ["warning: the name of an author and keywords."]),
        (b"/SetBy(SECRETKEY)/Creator(Word)/Producer(Acrobat)", b"", ["warning: 1 further property."]),
        (b"/Creator(Word)/Author(Microsoft Office User)/Title(Response)", b"<x>\xff</x>", []),
    ],
)
def test_row_properties_of_a_pdf(info: bytes, packet: bytes, said: list[str], tmp_path: Path) -> None:
    found = told_of(pdf(info, packet), "a.pdf", tmp_path)
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
