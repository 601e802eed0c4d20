"""The styles of an OpenDocument spreadsheet: hidden tables, number formats, bold, struck and raised text."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from msgspec import Struct, field

_DATE_PARTS = {"day": "d", "month": "m", "year": "yy", "hours": "h", "minutes": "m", "seconds": "s"}
_BLANKS = 1000  # the most blanks that one element may stand for


class StyleSheet(Struct):
    """Names of styles by what they do."""

    hidden: set[str] = field(default_factory=set)
    _bold: set[str] = field(default_factory=set)
    _struck: set[str] = field(default_factory=set)
    _raised: set[str] = field(default_factory=set)
    _codes: dict[str, str] = field(default_factory=dict)
    _formats: dict[str, str] = field(default_factory=dict)

    def learn(self, styles: Element) -> None:
        """Take in a list of styles."""
        for style in styles:
            name = _get(style, "name")
            if _local(style) == "style":
                self._formats[name] = _get(style, "data-style-name")
                for properties in style:
                    self._learn_properties(name, properties)
            elif _local(style) in ("date-style", "time-style"):
                self._codes[name] = "".join(map(_piece, style))
            elif _local(style) == "percentage-style":
                self._codes[name] = "0%"

    def _learn_properties(self, name: str, properties: Element) -> None:
        if _get(properties, "display") == "false":
            self.hidden.add(name)
        if _get(properties, "font-weight") == "bold":
            self._bold.add(name)
        if _get(properties, "text-line-through-style") not in ("", "none"):
            self._struck.add(name)
        if _get(properties, "text-position").startswith("super"):
            self._raised.add(name)

    def code(self, name: str) -> str:
        """The number format of a cell style in the spelling of other spreadsheets, `mmm-yy`."""
        return self._codes.get(self._formats.get(name, ""), "")

    def marks(self, name: str) -> list[str]:
        """The marks that a cell style gives."""
        return [mark for mark, names in (("struck", self._struck), ("bold", self._bold)) if name in names]

    def text(self, cell: Element) -> tuple[str, str]:
        """What stands in a cell, its paragraphs as lines, and apart from it what is raised as a note."""
        lines: list[str] = []
        raised: list[str] = []
        for child in cell:
            if _local(child) == "p":
                line: list[str] = []
                self._spoken(child, line, raised)
                lines.append("".join(line))
        text = "\n".join(lines)
        return (text, "".join(raised).strip()) if text.strip() else ("".join(raised), "")

    def _spoken(self, element: Element, line: list[str], raised: list[str]) -> None:
        into = raised if _local(element) == "span" and _get(element, "style-name") in self._raised else line
        into.append(element.text or "")
        for child in element:
            kind = _local(child)
            if kind == "s":
                count = _get(child, "c")
                into.append(" " * (min(int(count), _BLANKS) if count.isdigit() else 1))
            elif kind in ("tab", "line-break"):
                into.append("\t" if kind == "tab" else "\n")
            elif kind != "annotation":
                self._spoken(child, into, raised)
            into.append(child.tail or "")


def _piece(element: Element) -> str:
    kind = _local(element)
    if kind == "text":
        return element.text or ""
    letters = _DATE_PARTS.get(kind, "")
    if kind == "month" and _get(element, "textual") == "true":
        letters = "mmm"
    if _get(element, "style") != "long":
        return letters
    return "mmmm" if letters == "mmm" else letters * 2


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _get(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")
