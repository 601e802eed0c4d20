"""Files whose properties name people: the streams of old Office files, the dictionary and the packet of a PDF."""

from __future__ import annotations

import struct
import tempfile
from pathlib import Path

import makers
from cyberflag.readers import compound
from makers import attacks, letters


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


def old_office(streams: dict[str, bytes], folders: tuple[str, ...] = ()) -> bytes:
    """An xls with further streams and folders in its container."""
    from extract_msg import OleWriter

    book = compound.Compound(makers.xls(attacks.GRID)).stream("Workbook")
    writer = OleWriter()
    for name, content in {"Workbook": book, **streams}.items():
        writer.addEntry([name], content)
    for folder in folders:
        writer.addEntry([folder], storage=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.xls"
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


# A packet of metadata that names an author.
XMP = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description><dc:creator><rdf:Seq><rdf:li>SECRETAUTHOR</rdf:li></rdf:Seq>
</dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>"""
