"""How the cells of a workbook look: the number format, strike-through, bold, indent and invisibility of each style."""

from __future__ import annotations

import re

from msgspec import Struct

from cyberflag.patterns import late
from cyberflag.readers.formats import BUILT_IN, is_date, is_plain, is_whole_date
from cyberflag.readers.sheetparts import TAG, attributes, inside

_FONT = late(rb"<font\s*/>|<font(?:\s[^<>]*)?>" + inside(b"font"))
_FILL = late(rb"<fill\s*/>|<fill(?:\s[^<>]*)?>" + inside(b"fill"))
_XF = late(rb"<xf(?=[\s/>])(" + TAG + rb")(?:/>|>" + inside(b"xf") + rb")")
_NUMBER_FORMAT = late(rb"<numFmt\s(" + TAG + rb")/?>")
_ALIGNMENT = late(rb"<alignment\s([^<>]*)>")
_COLOUR = late(rb"<(?:color|fgColor)\s([^<>]*)>")
_WHITE, _BLACK = "FFFFFF", "000000"
# Colours of a theme and of the old palette that mean white or black in nearly every workbook.
_MEANT = {"theme 0": _WHITE, "theme 1": _BLACK, **dict.fromkeys(("indexed 1", "indexed 9", "indexed 65"), _WHITE)}
_MEANT |= dict.fromkeys(("indexed 0", "indexed 8", "indexed 64", "auto 1"), _BLACK)

_GENERAL = ("General", "0", "@")


class Look(Struct, frozen=True):
    """What one cell style does to a cell. `code` is its number format."""

    code: str = "General"
    bold: bool = False
    struck: bool = False
    indent: int = 0
    invisible: bool = False

    @property
    def dated(self) -> bool:
        """Whether numbers are shown as dates or times."""
        return is_date(self.code)

    @property
    def telling(self) -> bool:
        """Whether it changes what a person reads, so that it must be looked at in a sheet of any size."""
        odd = not is_plain(self.code) and not (self.dated and is_whole_date(self.code))
        return odd or self.struck or self.invisible

    @property
    def iso(self) -> bool:
        """Whether it does nothing but show a date as it is told anyway: `2015-04-30`."""
        return self.code.lower() == "yyyy-mm-dd" and not (self.bold or self.struck or self.indent or self.invisible)

    @property
    def dull(self) -> bool:
        """Whether nothing about it matters."""
        return not (self.bold or self.struck or self.indent or self.invisible) and self.code in _GENERAL


def looks_of(styles: bytes) -> list[Look]:
    """The looks of a styles part, by the number that cells give as their style."""
    codes = dict(BUILT_IN)
    for tag in _NUMBER_FORMAT.findall(styles):
        about = attributes(tag)
        if about.get("numFmtId", "").isdigit():
            codes[int(about["numFmtId"])] = about.get("formatCode", "General")
    fonts = [font[1] or b"" for font in _FONT.finditer(_section(styles, b"fonts"))]
    fills = [fill[1] or b"" for fill in _FILL.finditer(_section(styles, b"fills"))]
    return [_look(xf[1], xf[2] or b"", codes, fonts, fills) for xf in _XF.finditer(_section(styles, b"cellXfs"))]


def _section(styles: bytes, name: bytes) -> bytes:
    start = re.search(rb"<%b[\s>]" % name, styles)
    end = styles.find(b"</" + name, start.end()) if start else -1
    return styles[start.end() - 1 : end] if start and end >= 0 else b""


def _look(tag: bytes, inner: bytes, codes: dict[int, str], fonts: list[bytes], fills: list[bytes]) -> Look:
    about = attributes(tag)
    font = _numbered(fonts, about.get("fontId", ""))
    fill = _numbered(fills, about.get("fillId", ""))
    aligned = _ALIGNMENT.search(inner)
    indent = attributes(aligned[1]).get("indent", "0") if aligned else "0"
    number = about.get("numFmtId", "0")
    return Look(
        codes.get(int(number), "General") if number.isdigit() else "General",
        is_on(b"b", font),
        is_on(b"strike", font),
        int(indent) if indent.isdigit() else 0,
        _colour(font, _BLACK) == (_colour(fill, "") if b'patternType="solid"' in fill else _WHITE),
    )


def _colour(part: bytes, unsaid: str) -> str:
    """The first colour of a font or fill: six digits, or how it is named where that means no certain one."""
    found = _COLOUR.search(part)
    if not found:
        return unsaid
    about = attributes(found[1])
    if "rgb" in about:
        return about["rgb"][-6:].upper()
    name = next((f"{kind} {about[kind]}" for kind in ("theme", "indexed", "auto") if kind in about), "")
    tint = about.get("tint", "0")
    return _MEANT.get(name, name) if tint.strip("-0.") == "" else f"{name} {tint}"


def _numbered(parts: list[bytes], number: str) -> bytes:
    return parts[int(number)] if number.isdigit() and int(number) < len(parts) else b""


def is_on(name: bytes, properties: bytes) -> bool:
    """Whether a run or font has a switch such as bold: present, and not said to be off."""
    found = re.search(rb"<%b(?:\s[^<>]*)?/?>" % name, properties)
    return bool(found) and not re.search(rb"""val\s*=\s*["'](?:0|false)["']""", found[0] if found else b"")
