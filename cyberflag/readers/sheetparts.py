"""An Office Open XML package before it is parsed: its sizes are checked, its parts inflated under a cap and made plain.

"Plain" means UTF-8, no namespace prefix on spreadsheet elements, no CDATA, no comments, an address on every cell:
the one spelling that both the native reader and the scans of `facts` understand.
"""

from __future__ import annotations

import html
import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator

from msgspec import Struct, field

from cyberflag.grid import address
from cyberflag.patterns import late
from cyberflag.readers.refusal import Unreadable
from cyberflag.readers.signatures import directory

MOST_INFLATED = 400 * 1024 * 1024  # a plain workbook of 100,000 rows and 20 columns inflates to 80 MiB
_BOMB_SIZE, _BOMB_RATIO = 48 * 1024 * 1024, 150  # real sheets deflate 5 to 30 times
_BOMB = "The file would unpack to far more than it is: {:,} MiB. It was not opened."
_ASK = "Ask the force for a fresh copy, or for the part that answers the request."
_WHOLE = "Download it again, or ask the force to send it again."

TAG = rb"""(?:[^<>"']|"[^"<]*"|'[^'<]*')*?"""  # inside a tag; a value may hold `>`
ATTRIBUTE = late(rb"([\w:.-]+)\s*=\s*(?:\"([^\"<]*)\"|'([^'<]*)')")
_ROOT = late(rb"<(?:(\w+):)?(worksheet|workbook|sst|styleSheet|Relationships)[\s>/]")
_ENCODING = late(rb"""(<\?xml[^>]*?encoding\s*=\s*["'])[\w.-]+""")
_CELL_OR_ROW = late(rb"<(c|row)(?=[\s>/])([^<>]*)>")


class SheetPart(Struct, frozen=True):
    """A sheet as the workbook names it: title, part, and whether a person sees its tab."""

    title: str
    part: str
    hidden: bool


class Package(Struct):
    """The parts of a workbook, each inflated once."""

    data: bytes
    members: dict[str, zipfile.ZipInfo]
    changed: set[str] = field(default_factory=set)
    _parts: dict[str, bytes] = field(default_factory=dict)
    _relations: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)

    def part(self, name: str) -> bytes:
        """A part made plain; empty where there is none. Raises Unreadable for damage and for a document type."""
        if name not in self._parts:
            raw = _inflated(self.data, self.members[name]) if name in self.members else b""
            self._parts[name] = plain = _plain(raw, name)
            if plain is not raw:
                self.changed.add(name)
        return self._parts[name]

    def forget(self, name: str) -> None:
        """Let go of a large part that is done with."""
        if name not in self.changed:
            self._parts.pop(name, None)

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Of a part: id -> (last word of the type, target part)."""
        if part not in self._relations:
            self._relations[part] = dict(self._related(part))
        return self._relations[part]

    def _related(self, part: str) -> Iterator[tuple[str, tuple[str, str]]]:
        folder, _, base = part.rpartition("/")
        for tag in re.findall(
            rb"<Relationship\s(" + TAG + rb")>", self.part(f"{folder}/_rels/{base}.rels".lstrip("/"))
        ):
            about = attributes(tag)
            target = about.get("Target", "")
            whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            yield about.get("Id", ""), (about.get("Type", "").rpartition("/")[2], whole)

    @property
    def workbook(self) -> str:
        """The name of the workbook part."""
        targets = [target for kind, target in self.relations("").values() if kind == "officeDocument"]
        return targets[0] if targets and targets[0] in self.members else "xl/workbook.xml"

    def sheets(self) -> list[SheetPart]:
        """The sheets in the order of their tabs; chart and macro sheets are not among them."""
        relations = self.relations(self.workbook)
        found = []
        for tag in re.findall(rb"<sheet\s(" + TAG + rb")>", self.part(self.workbook)):
            about = attributes(tag)
            id_ = next((value for key, value in about.items() if key.endswith(":id")), "")
            kind, part = relations.get(id_, ("", ""))
            if kind == "worksheet":
                found.append(SheetPart(about.get("name", ""), part, about.get("state", "visible") != "visible"))
        return found

    def related(self, kind: str, usual: str) -> str:
        """The part of the workbook of a kind such as `sharedStrings`, or its usual name."""
        return next((part for k, part in self.relations(self.workbook).values() if k == kind), usual)

    def rewritten(self) -> bytes:
        """The package again with its changed parts in their plain spelling."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as copy:
            for name in self.members:
                if name.endswith((".xml", ".rels")):
                    copy.writestr(
                        name, self.part(name) if name in self.changed else _inflated(self.data, self.members[name])
                    )
        return buffer.getvalue()


def opened(data: bytes) -> Package:
    """The package, its directory checked. Raises Unreadable for a bomb, a part that stands twice, a broken container."""
    try:
        archive = directory(data)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise Unreadable("The file is damaged: its zip container is cut short or broken.", _WHOLE) from None
    parts = archive.infolist()
    total = sum(part.file_size for part in parts)
    if total > MOST_INFLATED:
        raise Unreadable(_BOMB.format(total // 2**20), _ASK)
    for part in parts:
        if part.file_size > _BOMB_SIZE and part.file_size > _BOMB_RATIO * part.compress_size:
            raise Unreadable(_BOMB.format(part.file_size // 2**20), _ASK)
        if part.flag_bits & 1:
            raise Unreadable("The file is password protected.", "Ask the force for the password or for an open copy.")
    name, often = max(Counter(part.filename for part in parts).items(), key=lambda item: item[1], default=("", 0))
    if often > 1 and name.endswith((".xml", ".rels")):
        raise Unreadable(f"The file is damaged: it holds the part {name} {often} times, and they may differ.", _ASK)
    return Package(data, {part.filename: part for part in parts})


def attributes(tag: bytes) -> dict[str, str]:
    """The attributes of a tag, character references resolved."""
    found = {}
    for key, double, single in ATTRIBUTE.findall(tag):
        found[key.decode()] = text_of(double or single)
    return found


def text_of(raw: bytes) -> str:
    """Character data as text: references and the `_x000D_` escapes of the format resolved."""
    text = raw.decode("utf-8", "replace")
    if "&" in text:
        text = html.unescape(text)
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), text) if "_x" in text else text


def _inflated(data: bytes, part: zipfile.ZipInfo) -> bytes:
    """A part, never more of it than it declares: the standard library would inflate all that the stream holds."""
    start = part.header_offset
    start += 30 + sum(struct.unpack("<HH", data[start + 26 : start + 30])) if len(data) >= start + 30 else 0
    packed = memoryview(data)[start : start + part.compress_size]
    try:
        if part.compress_type == zipfile.ZIP_STORED:
            raw = bytes(packed)
        elif part.compress_type == zipfile.ZIP_DEFLATED:
            raw = zlib.decompressobj(-15).decompress(packed, part.file_size + 1)
        else:
            raise Unreadable("The file is packed in a way that workbooks never are.", _ASK)
    except zlib.error:
        raw = b""
    if len(raw) != part.file_size or zlib.crc32(raw) != part.CRC:
        raise Unreadable(
            f"The file is damaged: its part {part.filename} cannot be unpacked or fails its checksum.", _WHOLE
        )
    return raw


def _plain(raw: bytes, name: str) -> bytes:
    if not name.endswith((".xml", ".rels")):
        return raw
    plain = _as_utf8(raw)
    if b"!--" in plain or b"![CDATA[" in plain or b"<!" in plain[:4096]:  # a document type stands before the root
        plain = _without_declarations(plain, name)
    root = _ROOT.search(plain[:4096])
    if root and root[1]:
        plain = re.sub(rb"(</?)" + root[1] + rb":", rb"\1", plain)
        plain = plain.replace(b"xmlns:" + root[1] + b"=", b"xmlns=", 1)
    return _addressed(plain) if root and root[2] == b"worksheet" else plain


def _without_declarations(part: bytes, name: str) -> bytes:
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise Unreadable(
            f"The part {name} of the file declares a document type, which no workbook needs; it was not opened.", _ASK
        )
    part = _without(part, b"<!--", b"-->", lambda _: b"")
    return _without(
        part, b"<![CDATA[", b"]]>", lambda text: html.escape(text.decode("utf-8", "replace"), quote=False).encode()
    )


def _without(part: bytes, begin: bytes, end: bytes, instead: Callable[[bytes], bytes]) -> bytes:
    """The part with what stands between two marks replaced, in one pass; one that never ends is damage."""
    pieces = []
    place = 0
    while (start := part.find(begin, place)) >= 0:
        stop = part.find(end, start + len(begin))
        if stop < 0:
            raise Unreadable("The file is damaged: one of its parts breaks off.", _WHOLE)
        pieces += [part[place:start], instead(part[start + len(begin) : stop])]
        place = stop + len(end)
    return b"".join(pieces) + part[place:]


def inside(name: bytes) -> bytes:
    """The pattern of what an element holds that never holds another of its name; it gives up at the next, so it is linear."""
    return rb"([^<]*+(?:<(?!/?%b[\s/>])[^<]*+)*+)</%b>" % (name, name)


def _as_utf8(raw: bytes) -> bytes:
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if raw.startswith(mark):
            text = raw[2:].decode(encoding, "replace")
            return _ENCODING.sub(rb"\1UTF-8", text.encode("utf-8", "replace"), count=1)
    return raw


def _addressed(sheet: bytes) -> bytes:
    """Cells may leave their address out; then they follow the one before."""
    body = sheet.find(b"<sheetData")
    if sheet.count(b"<c", body + 10) == sheet.count(b'<c r="', body + 10) + sheet.count(b"<c", _tail(sheet)):
        return sheet
    sheet = _CELL_OR_ROW.sub(lambda tag: re.sub(rb"='([^'\"]*)'", rb'="\1"', tag[0]), sheet)
    if len(re.findall(rb"<c[\s>/]", sheet)) == len(re.findall(rb"<c\s[^<>]*?\br=", sheet)):
        return sheet
    row, column = -1, -1

    def with_address(tag: re.Match[bytes]) -> bytes:
        nonlocal row, column
        given = re.search(rb"\sr\s*=\s*[\"']([A-Z]*)(\d+)[\"']", tag[2])
        if tag[1] == b"row":
            row, column = int(given[2]) - 1 if given else row + 1, -1
            return tag[0] if given else b'<row r="%d"%b>' % (row + 1, tag[2])
        if given:
            column = column_number(given[1])
            return tag[0]
        column += 1
        if column > 16_384:
            raise Unreadable("The file is damaged: a sheet has cells outside the grid of a spreadsheet.", _ASK)
        return b'<c r="%b"%b>' % (address(row, column).encode(), tag[2])

    return _CELL_OR_ROW.sub(with_address, sheet)


def _tail(sheet: bytes) -> int:
    """Where the rows of a worksheet end and its conditional formats and other trimmings begin."""
    end = sheet.rfind(b"</sheetData>")
    return end if end >= 0 else len(sheet)


def column_number(letters: bytes) -> int:
    """0 for `A`, 27 for `AB`."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
