"""What a file is, told by its content. The suffix only settles what content leaves open."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from functools import lru_cache

from cyberflag.patterns import late
from cyberflag.readers import encodings

_WORKBOOK_SUFFIXES = frozenset({"xls", "xlsx", "xlsm", "xlsb", "xlt", "xltx", "ods"})
_TABLE_SUFFIXES = frozenset({"csv", "tsv", "tab"})

_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"BM", "image"),
    (b"RIFF", "image"),
    (b"\x78\x9f\x3e\x22", "tnef"),
    (b"\0\1\0\0Standard", "access"),
    (b"\x1f\x8b", "packed"),
    (b"7z\xbc\xaf\x27\x1c", "packed"),
    (b"Rar!", "packed"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"[InternetShortcut]", "link"),
    (b"L\0\0\0\x01\x14\x02\0", "link"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS: tuple[tuple[str, str], ...] = (
    ("EncryptedPackage", "encrypted"),
    ("__properties_version1.0", "msg"),
    ("WordDocument", "doc"),
    ("PowerPoint Document", "ppt"),
    ("Workbook", "xls"),
    ("Book", "xls"),
)
_MAIL_HEADERS = late(
    rb"^(from|to|cc|subject|date|received|return-path|mime-version|message-id|content-type|delivered-to)\s*:",
    re.I | re.M,
)
_HTML = late(rb"<(!doctype\s+html|html|head|body|table|meta|div|style)\b", re.I)


def suffix(name: str) -> str:
    """The part of a name after its last dot, in lower case; empty where there is none."""
    head, dot, tail = name.rpartition(".")
    return tail.lower() if dot and head and len(tail) <= 11 and "/" not in tail else ""


_DOCUMENT_SUFFIXES = frozenset({"pdf", "docx", "docm", "doc", "odt", "rtf", "msg", "zip"})
LEAST_WORDS = 8  # plain text under such a name may be a letter after all, but not so short a one


def sniff(data: bytes, name: str = "") -> str:
    """The format of a file: a key of READERS, or a kind that REFUSALS explains."""
    if not data:
        return "empty"
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _zipped(data, name)
    if data[:8] == _OLE:
        return _ole(data)
    if b"%PDF-" in data[:1024] or data.startswith(b"%PDF"):
        return "pdf"
    if data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"):
        return "image"
    for start, kind in _STARTS:
        if data.startswith(start) and (len(start) > 2 or _binary(data)):
            return kind
    return _textual(data, name)


def _binary(data: bytes) -> bool:
    head = data[:4096]
    odd = sum(head.count(byte) for byte in (0, 1, 2, 3, 4, 5, 6, 7, 14, 15, 16, 17, 18, 19))
    return odd * 20 > len(head)


@lru_cache(maxsize=1)
def directory(data: bytes) -> zipfile.ZipFile:
    """The archive that a file is, its directory read: once for telling what it is, and again by its reader for the parts."""
    return zipfile.ZipFile(io.BytesIO(data))


def _zipped(data: bytes, name: str) -> str:
    try:
        return _container(directory(data), name)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, RuntimeError, zlib.error):
        return "damaged-zip"


def _container(archive: zipfile.ZipFile, name: str) -> str:
    names = set(archive.namelist())
    if "mimetype" in names:
        with archive.open("mimetype") as part:
            kind = part.read(100)
        if kind.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
            return "ods"
        if kind.startswith(b"application/vnd.oasis.opendocument.text"):
            return "odt"
    if "[Content_Types].xml" in names:
        if "xl/workbook.bin" in names:
            return "xlsb"
        if "word/document.xml" in names:
            return "docx"
        if any(part.startswith("xl/") and part.endswith(".xml") for part in names):
            return "xlsm" if "xl/vbaProject.bin" in names else "xlsx"
        if "ppt/presentation.xml" in names:
            return "pptx"
    if any((part.startswith("Index/") and part.endswith(".iwa")) or part == "Index.zip" for part in names):
        return "iwork"
    return "foreign-zip" if suffix(name) in _WORKBOOK_SUFFIXES | {"docx"} else "zip"


def _ole(data: bytes) -> str:
    for stream, kind in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            return kind
    return "damaged-ole"


def _textual(data: bytes, name: str) -> str:
    head = data[:8192]
    text = encodings.start_of(head)
    if text is None:
        return "unknown"
    plain = text.lstrip("\ufeff \t\r\n").encode("utf-8", "replace")
    ending = suffix(name)
    if plain.startswith(b"<"):
        kind = _marked_up(plain, ending)
        if kind:
            return kind
    if plain.startswith(b"From ") and _MAIL_HEADERS.search(plain):
        return "mbox"
    if re.match(rb"[A-Za-z][A-Za-z0-9-]*:", plain) and ending not in _TABLE_SUFFIXES:
        block = re.split(rb"\r?\n\r?\n|\r\r", plain, maxsplit=1)[0]
        if len({found.lower() for found in _MAIL_HEADERS.findall(block)}) >= 2:
            return "mhtml" if b"multipart/related" in block.lower() and not re.search(rb"(?im)^to:", block) else "eml"
    return _plain(data, ending)


def _marked_up(plain: bytes, ending: str) -> str:
    if b"urn:schemas-microsoft-com:office:spreadsheet" in plain and b"<html" not in plain[:500].lower():
        return "xml2003"
    if b"<office:document" in plain and b"opendocument.spreadsheet" in plain:
        return "fods"
    if _HTML.search(plain[:2048]) or ending in ("html", "htm"):
        return "html-workbook" if ending in _WORKBOOK_SUFFIXES else "html"
    return ""


def _plain(data: bytes, ending: str) -> str:
    from cyberflag.readers import delimited

    if ending in _TABLE_SUFFIXES:
        return "csv"
    disguised = ending in _WORKBOOK_SUFFIXES
    if delimited.looks_delimited(data, least=2 if disguised else 3) or (disguised and delimited.has_tabs(data)):
        return "csv"
    if ending in _DOCUMENT_SUFFIXES and len(data.split()) < LEAST_WORDS:
        return "scrap"
    return "text-in-disguise" if disguised else "txt"
