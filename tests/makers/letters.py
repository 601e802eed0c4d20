"""Letters for the tests: docx from raw mark-up, PDF from raw syntax, Outlook messages from raw streams."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
STRICT = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATION}" Target="word/document.xml"/></Relationships>'
)


def zipped(members: dict[str, str | bytes]) -> bytes:
    """A zip of these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def docx(body: str, names: str = W, prologue: str = "", **parts: str) -> bytes:
    """A Word document from the mark-up of its body; `parts` are further parts, `footnotes="<w:footnote …>"`."""
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": _RELATIONS,
        "word/document.xml": f"{prologue}<w:document {names} {MC}><w:body>{body}</w:body></w:document>",
    }
    for name, content in parts.items():
        members[f"word/{name}.xml"] = f"<w:{name} {names}>{content}</w:{name}>"
    return zipped(members)


def p(text: str, settings: str = "") -> str:
    """A Word paragraph; a line end in the text becomes a line break."""
    runs = "<w:r><w:br/></w:r>".join(f"<w:r><w:t>{line}</w:t></w:r>" for line in text.split("\n"))
    runs = runs.replace("\t", "</w:t><w:tab/><w:t>")
    return f"<w:p><w:pPr>{settings}</w:pPr>{runs}</w:p>"


def tc(text: str, settings: str = "") -> str:
    """A Word table cell."""
    return f"<w:tc><w:tcPr>{settings}</w:tcPr>{p(text)}</w:tc>"


def tbl(*rows: str) -> str:
    """A Word table of rows of cells."""
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


LETTER_DOCX = docx(p("Dear Sir, we hold no such data."))


def text_at(x: float, y: float, text: str, size: float = 11) -> bytes:
    """Words on a PDF page, in points from the bottom left."""
    shown = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").encode("cp1252")
    return b"BT /F1 %g Tf %g %g Td (%s) Tj ET\n" % (size, x, y, shown)


def lines_at(x: float, y: float, lines: Sequence[str], leading: float = 14) -> bytes:
    """Lines of type below each other; an empty one leaves its space."""
    return b"".join(text_at(x, y - n * leading, line) for n, line in enumerate(lines) if line)


def ruled(x: float, y: float, widths: Sequence[float], rows: Sequence[Sequence[str]], height: float = 20) -> bytes:
    """A table with every line drawn."""
    edges = [x + sum(widths[:n]) for n in range(len(widths) + 1)]
    drawn = [(edges[0], y - n * height, edges[-1], y - n * height) for n in range(len(rows) + 1)]
    drawn += [(edge, y, edge, y - len(rows) * height) for edge in edges]
    ops = b"".join(b"%g %g m %g %g l S\n" % line for line in drawn)
    for n, row in enumerate(rows):
        for left, cell in zip(edges, row, strict=False):
            ops += text_at(left + 4, y - n * height - 14, cell, 10) if cell else b""
    return ops


PICTURE = b"q 500 0 0 700 50 50 cm /I1 Do Q\n"


def pdf(pages: Sequence[bytes], about: bytes = b"", width: int = 595) -> bytes:
    """A PDF from the drawing operators of its pages; `PICTURE` paints a picture over a page, `about` is said of each."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>"
        % (len(pages), b" ".join(b"%d 0 R" % (6 + 2 * n) for n in range(len(pages)))),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>"
        b"stream\n\x80\nendstream",
    ]
    for n, ops in enumerate(pages):
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(ops), ops))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d 842]/Contents %d 0 R"
            b"/Resources<</Font<</F1 3 0 R>>/XObject<</I1 4 0 R>>>>%b>>" % (width, 5 + 2 * n, about)
        )
    out, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def _property(tag: int, kind: int, value: int) -> bytes:
    return struct.pack("<HHIII", kind, tag, 6, value, 0)


def msg(path: Path, subject: str, sender: str, body: str, attachment: tuple[str, bytes] | None = None) -> bytes:
    """An Outlook message, written to `path` on the way."""
    from extract_msg import OleWriter

    writer = OleWriter()
    texts = {0x001A: "IPM.Note", 0x0037: subject, 0x0C1A: sender, 0x1000: body}
    head = struct.pack("<8xIIII8x", 0, int(attachment is not None), 0, int(attachment is not None))
    listed = b"".join(_property(tag, 0x001F, 2 * len(text) + 2) for tag, text in texts.items())
    writer.addEntry("__properties_version1.0", head + listed)
    for tag, text in texts.items():
        writer.addEntry(f"__substg1.0_{tag:04X}001F", text.encode("utf-16-le"))
    writer.addEntry("__nameid_version1.0", storage=True)
    for stream in ("00020102", "00030102", "00040102"):
        writer.addEntry(f"__nameid_version1.0/__substg1.0_{stream}", b"")
    if attachment:
        name, data = attachment
        folder = "__attach_version1.0_#00000000"
        writer.addEntry(folder, storage=True)
        kept = _property(0x3705, 0x0003, 1) + _property(0x3707, 0x001F, 2 * len(name) + 2)
        kept += _property(0x3701, 0x0102, len(data))
        writer.addEntry(f"{folder}/__properties_version1.0", bytes(8) + kept)
        writer.addEntry(f"{folder}/__substg1.0_3707001F", name.encode("utf-16-le"))
        writer.addEntry(f"{folder}/__substg1.0_37010102", data)
    writer.write(str(path))
    return path.read_bytes()
