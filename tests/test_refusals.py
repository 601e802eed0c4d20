"""A broken file of each format is refused in a sentence of ours: what is wrong, where, and what to do."""

from __future__ import annotations

import ast
from pathlib import Path

import makers
import pytest
from makers import letters, named, parts

import cyberflag
from cyberflag.readers import read_bytes

GRID: makers.Grid = [["Offence", "Total"], ["Rape", 12]]
LETTER = letters.docx(letters.p("Kent Police does not use the flag."))


def without(data: bytes, part: str) -> bytes:
    return makers.rezipped(data, {part: b""})


def changed(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    return makers.rezipped(data, {}, lambda name, content: content.replace(old, new) if name == part else content)


def spoilt(data: bytes) -> bytes:
    """A zip whose first member no longer fits its checksum."""
    return data[:40] + bytes([data[40] ^ 1]) + data[41:]


SHEET, PART = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.bin"
LISTS_NOTHING = "The file is damaged: the part of the workbook that lists its sheets is missing, or could not be read."
CELLS = "The file is damaged: the cells of its sheet 'Sheet1' could not be read."
BROKEN: dict[str, tuple[str, bytes, str]] = {
    "xlsx cut short": ("a.xlsx", makers.xlsx(GRID)[:900], "The file is damaged: its zip container is cut short or broken."),
    "xlsx without its list of sheets": ("a.xlsx", without(makers.xlsx(GRID), "xl/workbook.xml"), LISTS_NOTHING),
    "xlsx with a text that is nowhere": (
        "a.xlsx", parts.workbook(parts.sheet('<row r="1"><c r="A1" t="s"><v>99</v></c></row>')), CELLS.replace("Sheet1", "Data")),
    "xlsx with a kind of cell that is none": (
        "a.xlsx", parts.workbook(parts.sheet('<row r="1"><c r="A1" t="zz"><v>9</v></c></row>')), CELLS.replace("Sheet1", "Data")),
    "xlsx with a cell that is not closed": (
        "a.xlsx", changed(makers.xlsx(GRID), SHEET, b"</v></c>", b"</c>"), CELLS),
    "xlsb without its sheet": ("a.xlsb", without(makers.xlsb(GRID), PART), CELLS),
    "xlsb cut short inside": ("a.xlsb", changed(makers.xlsb(GRID), PART, makers.record(145), b"\x91"), CELLS),
    "xls cut short": ("a.xls", makers.xls(GRID)[:2000], "The file is damaged: no workbook, letter or message could be found in it."),
    "ods that breaks off": (
        "a.ods", changed(makers.ods(GRID), "content.xml", b"</table:table>", b""),
        "The file is damaged: at line 1, character 1,230, it breaks off or contradicts itself."),
    "fods that breaks off": ("a.fods", makers.fods(GRID)[:-20], "it breaks off or contradicts itself."),
    "XML workbook with a tag of another name": (
        "a.xls", makers.xml2003(GRID).replace(b"</Cell>", b"</Row>", 1),
        "The file is damaged: at line 1, character 321, it breaks off or contradicts itself."),
    "csv with a NUL": ("a.csv", b"a,b\nRape,\x00\n", "Line 2 holds a NUL character, so the file is damaged or is no text."),
    "docx without its text": ("a.docx", without(LETTER, "word/document.xml"), "The file is damaged: a part of it is not well-formed."),
    "docx with a tag that is not closed": (
        "a.docx", changed(LETTER, "word/document.xml", b"</w:p>", b""), "The file is damaged: a part of it is not well-formed."),
    "pdf cut short": ("a.pdf", named.pdf()[:200], "The PDF is damaged"),
    "rtf without text": ("a.rtf", b"{\\rtf1\\ansi", "The file holds no text; it may be a scan or picture."),
    "message without anything": ("a.eml", b"From: a@example.org\r\nSubject: x\r\n\r\n", "The message holds no text and no attachment."),
    "Outlook message cut short": (
        "a.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "__properties_version1.0".encode("utf-16-le"),
        "The file is damaged: it could not be read as an Outlook message."),
    "zip with a damaged member": (
        "a.zip", spoilt(makers.zipped({"a.csv": b"a,b\n" * 99})), "The file is damaged: it cannot be unpacked."),
    "locked workbook cut short": (
        "a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        "The file is password protected."),
}  # fmt: skip


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_file_is_refused_in_a_sentence_of_ours(kind: str) -> None:
    name, data, said = BROKEN[kind]
    (document,) = read_bytes(data, name)
    (found,) = document.issues
    assert found.code == "unreadable-file" and not document.sheets
    assert said in found.message
    assert found.message.endswith(".") and found.hint.endswith(".") and "Error" not in found.message


def told_as_they_are(tree: ast.AST) -> list[int]:
    """The lines in which the text of a caught error is put into words of the program."""
    lines: list[int] = []
    for handler in (node for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler) and node.name):
        for node in (one for one in ast.walk(handler) if isinstance(one, ast.expr)):
            inside = node.value if isinstance(node, ast.FormattedValue) else None
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "str" and node.args:
                inside = node.args[0]
            if isinstance(inside, ast.Name) and inside.id == handler.name:
                lines.append(node.lineno)
    return lines


def test_no_reader_puts_the_words_of_a_library_into_its_own() -> None:
    readers = (Path(cyberflag.__file__).parent / "readers").rglob("*.py")
    found = {path.name: told_as_they_are(ast.parse(path.read_text("utf-8"))) for path in readers}
    assert len(found) > 40
    # A field that is too long is told apart by the library's words alone; they are not handed on.
    assert {name: len(lines) for name, lines in found.items() if lines} == {"delimited.py": 1}
