"""Texts of a workbook in which some letters are raised or struck: `12` with a raised `1` is 12 and a note, not 121."""

from __future__ import annotations

import re

from msgspec import Struct

from cyberflag.patterns import late
from cyberflag.readers.refusal import Unreadable
from cyberflag.readers.sheetparts import inside, text_of


class TextRuns(Struct, frozen=True):
    """A text with formatted runs: what stands on the line, what is raised above it, and whether any of it is struck."""

    text: str
    raised: str
    struck: bool


_RUN = late(rb"<r(?:\s[^<>]*)?>" + inside(b"r"))
_TEXT = late(rb"<t(?:\s[^<>]*)?>([^<]*)</t>")
_ITEM = late(rb"<si\s*/>|<si(?:\s[^<>]*)?>" + inside(b"si"))
_STRIKE = late(rb"""<d?strike(?![^<>]*val\s*=\s*["'](?:0|false)["'])[^<>]*>""")


def runs_of(item: bytes) -> TextRuns | None:
    """The runs of a shared or inline string; None where nothing is raised or struck."""
    text: list[str] = []
    raised: list[str] = []
    struck = False
    for run in _RUN.findall(item):
        words = "".join(text_of(part) for part in _TEXT.findall(run))
        (raised if b'"superscript"' in run else text).append(words)
        struck = struck or bool(_STRIKE.search(run))
    return TextRuns("".join(text), "".join(raised), struck) if raised or struck else None


def telling_strings(strings: bytes) -> dict[int, TextRuns]:
    """Of a part of shared strings those with raised or struck runs, by their number. Raises Unreadable for a lying count."""
    declared = re.search(rb"<sst\s[^<>]*?uniqueCount=\"(\d+)\"", strings[:4096])
    if declared and int(declared[1]) > 100_000 and int(declared[1]) > 10 * strings.count(b"<si"):
        raise Unreadable(
            "The file is damaged: it declares far more texts than it holds.", "Ask the force for a fresh copy."
        )
    if b"superscript" not in strings and b"strike" not in strings:
        return {}
    runs = ((number, runs_of(item[1] or b"")) for number, item in enumerate(_ITEM.finditer(strings)))
    return {number: found for number, found in runs if found}
