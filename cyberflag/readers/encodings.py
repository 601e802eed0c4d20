"""Bytes become text: the byte order mark decides, then strict UTF-8, then the Windows code page; which one is said."""

from __future__ import annotations

import codecs

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def encoding_of(data: bytes) -> tuple[str, int]:
    """The encoding of a file and the length of its byte order mark; `cp1252` or `latin-1` mean that it was assumed."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, len(mark)
    wide = _wide(data[:4096])
    if wide:
        return wide, 0
    for encoding in ("utf-8", "cp1252"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding, 0
    return "latin-1", 0


def decoded(data: bytes) -> tuple[str, str]:
    """The text of a file without its byte order mark, and the encoding it was read in."""
    encoding, mark = encoding_of(data)
    return data[mark:].decode(encoding, "replace"), encoding


def start_of(head: bytes) -> str | None:
    """The first part of a file as text, None where it is no text at all. A letter cut at the end does not matter."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "replace")
    wide = _wide(head)
    if wide:
        return head.decode(wide, "replace")
    odd = sum(head.count(byte) for byte in (1, 2, 3, 4, 5, 6, 14, 15, 16, 17, 18, 19))
    if odd * 50 > len(head) or head.count(0) * 5 > len(head):
        return None
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return head.decode("cp1252", "replace")


def _wide(head: bytes) -> str:
    """UTF-16 without a mark: every other byte of western text is zero."""
    if len(head) < 4:
        return ""
    half = len(head) // 2
    if head[1::2].count(0) * 10 > half * 7 and head[::2].count(0) * 10 < half:
        return "utf-16-le"
    if head[::2].count(0) * 10 > half * 7 and head[1::2].count(0) * 10 < half:
        return "utf-16-be"
    return ""
