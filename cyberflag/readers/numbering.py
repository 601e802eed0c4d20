"""Automatic numbering of a Word document: the numbers that a person sees and the text does not hold."""

from __future__ import annotations

from lxml import etree
from msgspec import Struct, field

from cyberflag.patterns import late
from cyberflag.readers.wordparts import attribute, child, children, descendants, whole

_SLOT = late(r"%([1-9])")
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class Level(Struct, frozen=True):
    """One level of a list: where it starts, how it counts, and the text around the number (`%1.%2)`)."""

    start: int = 1
    format: str = "decimal"
    text: str = ""


class Numbering(Struct):
    """The lists of a document, and how far each has counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)  # list (numId) -> its levels
    abstract: dict[str, str] = field(default_factory=dict)  # list -> the definition it shares with others
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def next(self, number: str, level: int) -> str:
        """The mark of the next entry of a list, `2.` or `b)`; empty for bullets and unknown lists."""
        levels = self.levels.get(number, {})
        if level not in levels:
            return ""
        counts = self.counts.setdefault(self.abstract[number], {})
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [n for n in counts if n > level]:
            del counts[deeper]
        if levels[level].format in ("bullet", "none"):
            return ""
        return _SLOT.sub(lambda slot: self._shown(levels, counts, int(slot[1]) - 1), levels[level].text).strip()

    @staticmethod
    def _shown(levels: dict[int, Level], counts: dict[int, int], level: int) -> str:
        kind = levels.get(level, Level())
        return counted(counts.get(level, kind.start), kind.format)


def counted(number: int, format: str) -> str:
    """A number as a list counts: decimal, lowerLetter, upperLetter, lowerRoman, upperRoman; others as decimal."""
    if format.endswith("Letter") and number > 0:
        letter = chr(97 + (number - 1) % 26) * min(1 + (number - 1) // 26, 5)
        return letter.upper() if format.startswith("upper") else letter
    if format.endswith("Roman") and 0 < number < 50:
        roman = "x" * (number // 10)
        rest = number % 10
        for value, letters in _ROMAN[1:]:
            while rest >= value:
                roman, rest = roman + letters, rest - value
        return (roman if number < 40 else "xl" + roman[4:]).upper() if format.startswith("upper") else roman
    return str(number)


def numbering_of(root: etree._Element | None) -> Numbering:
    """The lists that numbering.xml defines; none where there is no such part."""
    made = Numbering()
    if root is None:
        return made
    shared = {attribute(one, "abstractNumId"): _levels(one) for one in children(root, "abstractNum")}
    for number in children(root, "num"):
        name, definition = attribute(number, "numId"), attribute(child(number, "abstractNumId"), "val")
        levels = dict(shared.get(definition, {}))
        made.abstract[name] = definition
        for override in children(number, "lvlOverride"):
            at = whole(attribute(override, "ilvl"))
            levels |= _levels(override)
            if (start := child(override, "startOverride")) is not None and at in levels:
                levels[at] = Level(whole(attribute(start, "val"), 1), levels[at].format, levels[at].text)
                made.abstract[name] = f"{definition}/{name}"  # it counts by itself
        made.levels[name] = levels
    return made


def _levels(parent: etree._Element) -> dict[int, Level]:
    return {
        whole(attribute(one, "ilvl")): Level(
            whole(attribute(child(one, "start"), "val"), 1),
            attribute(child(one, "numFmt"), "val") or "decimal",
            attribute(child(one, "lvlText"), "val"),
        )
        for one in children(parent, "lvl")
    }


class Style(Struct, frozen=True):
    """What a paragraph style says that matters here."""

    name: str = ""
    number: str = ""
    level: int = 0
    outline: bool = False


def styles_of(root: etree._Element | None) -> dict[str, Style]:
    """Style id to style; numbering and outline are taken over from the styles it is based on."""
    if root is None:
        return {}
    found = {attribute(one, "styleId"): one for one in children(root, "style")}
    return {name: _style(name, found) for name in found}


def _style(name: str, found: dict[str, etree._Element]) -> Style:
    number, level, outline, at = "", 0, False, name
    for _ in range(12):  # a style based on itself would never end
        if (element := found.get(at)) is None:
            break
        for settings in descendants(element, "numPr"):
            number = number or attribute(child(settings, "numId"), "val")
            level = level or whole(attribute(child(settings, "ilvl"), "val"))
        outline = outline or any(True for _ in descendants(element, "outlineLvl"))
        at = attribute(child(element, "basedOn"), "val")
    return Style(attribute(child(found[name], "name"), "val").lower(), number, level, outline)
