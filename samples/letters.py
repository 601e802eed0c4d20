"""Letters and messages, written by hand so that their bytes are the same everywhere: docx, pdf, rtf, txt, web page, eml, mbox."""

from __future__ import annotations

import base64
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from formats import filled, shown, zipped
from grids import Grid, Head

Block = str | Head | Grid  # a paragraph, a heading, a table
Letter = Sequence[Block]
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PAGE_LINES = 52
LINE = 88  # characters of a line of a page


def docx(letter: Letter) -> bytes:
    """A Word document."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{kind}"/></Types>'
    )
    links = f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
    body = "".join(map(_word, letter))
    page = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440"/></w:sectPr>'
    document = f'{_XML}<w:document xmlns:w="{_WORD}"><w:body>{body}{page}</w:body></w:document>'
    members = {"[Content_Types].xml": types, "_rels/.rels": links, "word/document.xml": document}
    return zipped({name: text.encode() for name, text in members.items()})


def _word(block: Block) -> str:
    if isinstance(block, str | Head):
        bold = "<w:rPr><w:b/></w:rPr>" if isinstance(block, Head) else ""
        return f'<w:p><w:r>{bold}<w:t xml:space="preserve">{_escaped(block)}</w:t></w:r></w:p>'
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    rows = "".join(f"<w:tr>{''.join(f'<w:tc>{_word(shown(cell))}</w:tc>' for cell in row)}</w:tr>" for row in block)
    return f"<w:tbl><w:tblPr><w:tblBorders>{edges}</w:tblBorders></w:tblPr>{rows}</w:tbl>"


def _escaped(block: str | Head) -> str:
    return escape(shown(block), quote=False)


def _lines(letter: Letter, width: int = LINE) -> list[str]:
    """The letter as lines of type, an empty one between paragraphs."""
    found: list[str] = []
    for block in letter:
        if isinstance(block, str | Head):
            found += [*textwrap.wrap(shown(block), width, break_on_hyphens=False), ""]
        else:
            found += [*("    ".join(shown(cell) for cell in filled(row)) for row in block), ""]
    return found[:-1]


def txt(letter: Letter) -> bytes:
    """A letter typed into a text file."""
    return "\r\n".join([*_lines(letter), ""]).encode()


def pdf(letter: Letter) -> bytes:
    """A portable document, its text not compressed."""
    lines = _lines(letter)
    pages = [lines[at : at + PAGE_LINES] for at in range(0, len(lines), PAGE_LINES)]
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for n, page in enumerate(pages):
        drawn = b"".join(_typed(line, 770 - 14 * at) for at, line in enumerate(page) if line)
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {5 + 2 * n} 0 R/Resources<</Font<</F1 3 0 R>>>>>>".encode()
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn))
    content, offsets = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        offsets.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    listed = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(content))
    return content + b"xref\n0 %d\n0000000000 65535 f \n" % size + listed + end


def _typed(line: str, height: int) -> bytes:
    text = line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").encode("cp1252")
    return b"BT /F1 11 Tf 60 %d Td (%s) Tj ET\n" % (height, text)


def rtf(letter: Letter) -> bytes:
    """Rich text, as older case systems keep it."""
    body = "".join(map(_rich, letter))
    return ("{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fswiss Arial;}}\r\n\\f0\\fs22 " + body + "}\r\n").encode(
        "ascii"
    )


def _rich(block: Block) -> str:
    if isinstance(block, Head):
        return f"{{\\b {_rich_text(shown(block))}\\b0}}\\par\r\n\\par\r\n"
    if isinstance(block, str):
        return f"{_rich_text(block)}\\par\r\n\\par\r\n"
    rows = ("\\tab ".join(_rich_text(shown(cell)) for cell in row) for row in block)
    return "".join(f"{row}\\par\r\n" for row in rows)


def _rich_text(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}")
    return "".join(c if c.isascii() else f"\\'{c.encode('cp1252').hex()}" for c in plain)


def page(letter: Letter, title: str, site: str) -> bytes:
    """A page of a disclosure log, with what every page of the site has around it."""
    body = "\n".join(map(_marked, letter))
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8"><title>{escape(title)}</title></head>\n<body>\n'
        '<div class="cookie-banner">We use cookies to make this site work. <button>Accept</button></div>\n'
        f"<header><nav><ul><li>Home</li><li>Report a crime</li><li>Your right to information</li></ul></nav></header>\n"
        f"<main>\n{body}\n</main>\n"
        f"<footer><p>© {escape(site)} 2016. Accessibility. Privacy. In an emergency dial 999.</p></footer>\n</body>\n</html>\n"
    ).encode()


def _marked(block: Block) -> str:
    if isinstance(block, Head):
        return f"<h2>{_escaped(block)}</h2>"
    if isinstance(block, str):
        return f"<p>{_escaped(block)}</p>"
    rows = "".join(f"<tr>{''.join(f'<td>{escape(shown(cell))}</td>' for cell in row)}</tr>" for row in block)
    return f"<table>{rows}</table>"


@dataclass(frozen=True, slots=True)
class Mail:
    """A message: who sent it, when, about what, what it says, what it quotes, and what hangs on it."""

    sender: str
    date: str
    subject: str
    letter: Letter
    quoted: Letter = ()  # the earlier message that it answers, below it
    attachments: dict[str, bytes] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The body as it is read."""
        said = _lines(self.letter, 72)
        if self.quoted:
            said += ["", "On 22 April 2016 the requester wrote:", *(f"> {x}".rstrip() for x in _lines(self.quoted, 70))]
        return "\r\n".join([*said, ""])


def eml(mail: Mail) -> bytes:
    """A message as mail programs save it."""
    head = (
        f"From: {mail.sender}\r\nTo: requests@newsroom.example\r\nDate: {mail.date}\r\nSubject: {mail.subject}\r\n"
        f"Message-ID: <{mail.sender.split('<')[-1].rstrip('>').replace('@', '.2016@')}>\r\nMIME-Version: 1.0\r\n"
    )
    plain = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    if not mail.attachments:
        return (head + plain + mail.text).encode()
    mark = "=_part_7c41_2016"
    parts = [plain + mail.text]
    for name, content in mail.attachments.items():
        coded = "\r\n".join(textwrap.wrap(base64.b64encode(content).decode("ascii"), 76))
        parts.append(
            f'Content-Type: application/octet-stream; name="{name}"\r\nContent-Transfer-Encoding: base64\r\n'
            f'Content-Disposition: attachment; filename="{name}"\r\n\r\n{coded}\r\n'
        )
    body = "".join(f"--{mark}\r\n{part}\r\n" for part in parts)
    return f'{head}Content-Type: multipart/mixed; boundary="{mark}"\r\n\r\n{body}--{mark}--\r\n'.encode()


def mbox(*mails: Mail) -> bytes:
    """A mailbox: messages one after another, the oldest first."""
    found = b""
    for mail in mails:
        address = mail.sender.split("<")[-1].rstrip(">")
        day, number, month, year, clock = mail.date.replace(",", "").split()[:5]
        found += f"From {address} {day} {month} {number} {clock} {year}\n".encode()
        found += eml(mail).replace(b"\r\n", b"\n") + b"\n"
    return found
