"""The letter of a request: as text, or as a Word document of plain paragraphs, the same bytes for the same words."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from textwrap import fill
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from cyberflag.outputs.inert import inert
from cyberflag.outputs.template import Form, told
from cyberflag.reference import table

WIDTH = 78
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_MEMBERS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPE}"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_DOCUMENT}" Target="word/document.xml"/></Relationships>',
}


def paragraphs(form: Form) -> list[str]:
    """The subject, then the lines of the letter."""
    words = table("request")["letter"]
    return [told(text, form) for text in (words["subject"], *words["lines"])]


def as_text(lines: Sequence[str]) -> bytes:
    """The paragraphs as text, a free line between them."""
    return ("\n\n".join(fill(inert(line), WIDTH) for line in lines) + "\n").encode()


def as_document(lines: Sequence[str]) -> bytes:
    """The paragraphs as a docx file, the first in bold."""
    body = "".join(_paragraph(line, bold=at == 0) for at, line in enumerate(lines))
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    members = {**_MEMBERS, "word/document.xml": f'<w:document xmlns:w="{_MAIN}"><w:body>{body}</w:body></w:document>'}
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for name, text in members.items():
            member = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.compress_type, member.create_system = ZIP_DEFLATED, 3
            archive.writestr(member, f"{head}{text}")
    return content.getvalue()


def _paragraph(line: str, bold: bool) -> str:
    weight = "<w:rPr><w:b/></w:rPr>" if bold else ""
    text = f'<w:r>{weight}<w:t xml:space="preserve">{escape(inert(line))}</w:t></w:r>'
    return f'<w:p><w:pPr><w:spacing w:after="160"/></w:pPr>{text}</w:p>'
