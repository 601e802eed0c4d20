"""What an old Office file says of its making, in the two streams that are kept for it beside the workbook."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import suppress

from cyberflag.readers.compound import Compound

_SUMMARY = "\x05SummaryInformation"
_FURTHER = "\x05DocumentSummaryInformation"
# By number in the first section of each stream -> how the XML formats call the same.
_NAMES = {
    _SUMMARY: {4: "creator", 8: "lastModifiedBy", 6: "description", 5: "keywords"},
    _FURTHER: {14: "Manager"},
}
_MOST = 1_000  # properties of a section; an Office file has some twenty
_LONGEST = 2_000
_NARROW, _WIDE = 0x1E, 0x1F
_DICTIONARY, _CODEPAGE, _LOCALE, _BEHAVIOUR = 0, 1, 0x80000000, 0x80000003
_BY_PROGRAM = "_PID_"  # begins the names of properties that a program keeps for itself
_LINK_BASE = "_PID_LINKBASE"


def properties(file: Compound) -> tuple[list[tuple[str, str]], int]:
    """Kind and value of each property that may name a person, and how many further ones somebody added."""
    named: list[tuple[str, str]] = []
    added = 0
    for name, kinds in _NAMES.items():
        content = file.stream(name)
        with suppress(struct.error, IndexError):
            for number, start in enumerate(_sections(content)):
                if number:
                    added += _added(content, start)
                else:
                    named += _named(content, start, kinds)
    return named, added


def _sections(content: bytes) -> list[int]:
    if content[:2] != b"\xfe\xff":
        return []
    (count,) = struct.unpack_from("<I", content, 24)
    return [struct.unpack_from("<I", content, 44 + 20 * at)[0] for at in range(min(count, 2))]


def _places(content: bytes, start: int) -> Iterator[tuple[int, int]]:
    """Number and place of each property of a section."""
    _, count = struct.unpack_from("<II", content, start)
    for at in range(min(count, _MOST)):
        number, place = struct.unpack_from("<II", content, start + 8 + 8 * at)
        yield number, start + place


def _named(content: bytes, start: int, kinds: dict[int, str]) -> Iterator[tuple[str, str]]:
    for number, place in _places(content, start):
        if number in kinds and (text := _text(content, place)):
            yield kinds[number], text


def _text(content: bytes, place: int) -> str:
    """A text of a property; latin letters are told well enough, for they are never printed."""
    kind, length = struct.unpack_from("<II", content, place)
    if kind == _NARROW:
        raw = content[place + 8 : place + 8 + min(length, _LONGEST)]
        return (raw.decode("utf-16-le", "replace") if raw[1:2] == b"\0" else raw.decode("latin-1")).strip("\0 ")
    if kind == _WIDE:
        return content[place + 8 : place + 8 + 2 * min(length, _LONGEST)].decode("utf-16-le", "replace").strip("\0 ")
    return ""


def _added(content: bytes, start: int) -> int:
    """How many properties of the section of free ones were added by somebody, and not by a program for itself."""
    places = dict(_places(content, start))
    own = sum(number not in (_DICTIONARY, _CODEPAGE, _LOCALE, _BEHAVIOUR) for number in places)
    if _DICTIONARY not in places:
        return own
    names = content[places[_DICTIONARY] : places[_DICTIONARY] + 64 * _MOST]
    kept = names.count(_BY_PROGRAM.encode()) + names.count(_BY_PROGRAM.encode("utf-16-le"))
    based = _LINK_BASE.encode() in names or _LINK_BASE.encode("utf-16-le") in names
    return max(0, own - kept + based)
