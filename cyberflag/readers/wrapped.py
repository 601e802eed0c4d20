"""Plain text as people wrap it: physical lines become paragraphs of whole sentences, and kept lines stay lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from cyberflag.patterns import late

_ENDS = late("\r\n|\r|\n")
_QUOTED = late(r"(?:>[ \t]?)+")
_ITEM = late(
    r"""[-–—•*·▪●○◦]\s            # a bullet
    | \(?(?:[a-zA-Z]|i{1,3}|iv|v|vi{1,3}|ix|x)[.)]\s   # a) (b) iv.
    | \((?:[a-z]|\d{1,2})\)        # (a)
    | \d{1,2}[a-z]?[.)](?:\s|$)    # 1. 2) 1a.
    | \d{1,2}[a-z]\b\W             # 1a -
    | Q\s?\d{1,2}\b
    | (?:Question|Response|Answer|Part|Item|Table|Request)\s\d{1,2}[a-z]?\s?[:.)–-]""",
    re.VERBOSE,
)
_ANSWERS = late(r"(?:The|This|We|I|No|Not|There|It|Information|Please|See|Nil|None|Yes|Answer|Response)\b(?! [A-Z])")
_NUMBER = late(r"(\d{1,2})[.)]\s")
_LABEL = late(r"[A-Z0-9][^.?!:]{0,60}:(?:\s|$)")
_YEAR = late(r"(?:19|20)\d\d(?:\s?[/-]\s?\d{2,4})?\s*[-–—:=|]\s*\S")
_VALUE = late(r"\S[^.?!]{0,80}\s[-–—=]\s?[<>]?\d[\d,]*\W*$")
_TAIL = late(r"[\s:=–—-](?:[<>]?\d[\d,]*|\*|[Nn]il|[Nn]one)[*\s]*$")
_STOPS = (".", "!", "?", ":", ";")
TAIL = 60  # characters at the end of a line that are looked at for its figure
LONGEST = 20_000  # characters of a paragraph; more is no sentence, and joining would take ever longer
SHORT, LONG, WIDEST = 40, 55, 100  # characters: below SHORT nobody wraps, above WIDEST nobody wraps by hand


class Line(Struct, frozen=True):
    """A line of plain text: its physical number from 1, its text, and whether `>` marks it as quoted."""

    number: int
    text: str
    quoted: bool = False


def physical_lines(text: str) -> list[Line]:
    """Every line of a text, blank ones too; the marks of quotation are taken off."""
    lines = []
    for number, raw in enumerate(_ENDS.split(text), 1):
        mark = _QUOTED.match(raw.lstrip())
        shown = raw.lstrip()[mark.end() :] if mark else raw
        lines.append(Line(number, shown.rstrip(), mark is not None))
    return lines


def blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Runs of lines between blank lines, page breaks, and changes between quoted and not."""
    block: list[Line] = []
    for line in lines:
        blank = not line.text.strip()
        if block and (blank or line.quoted != block[-1].quoted or line.text.startswith("\f")):
            yield block
            block = []
        if not blank:
            block.append(line)
    if block:
        yield block


def width_of(lines: Sequence[Line]) -> int:
    """The width at which the text was wrapped, as its longest line shows; lines that nobody wrapped left out."""
    return max((len(line.text) for line in lines if len(line.text) <= WIDEST), default=WIDEST)


def unwrapped(block: Sequence[Line], width: int, narrow: bool = False) -> list[Line]:
    """The lines of a block with wrapped ones joined; each keeps the number of its first line.

    `narrow` says that the text stands in a narrow column, where shorter lines are wrapped too.
    """
    shortest = (min(SHORT, width * 3 // 5), min(LONG, width * 3 // 4)) if narrow else (SHORT, LONG)
    whole: list[Line] = []
    last_item, before, asks = 0, "", False
    for line in block:
        text = line.text.strip()
        number = _NUMBER.match(text)
        item = bool(_ITEM.match(text)) and not _inside(before, number, last_item)
        last_item = int(number[1]) if number and item else last_item
        answers = asks and _ANSWERS.match(text) is not None and not before.endswith(_STOPS)
        asks = item
        if (
            whole
            and not item
            and not answers
            and len(whole[-1].text) < LONGEST
            and _continues(before, text, width, *shortest)
        ):
            whole[-1] = Line(whole[-1].number, _glued(whole[-1].text, text), line.quoted)
        else:
            whole.append(Line(line.number, text, line.quoted))
        before = text
    return whole


def _inside(before: str, number: re.Match[str] | None, last_item: int) -> bool:
    """Does what looks like a list entry stand inside a sentence: `… the year were / 12. In`, `(section / 12) can`?"""
    if before.count("(") > before.count(")"):
        return True
    out_of_turn = number is not None and last_item > 0 and int(number[1]) != last_item + 1
    return out_of_turn and bool(before) and not before.endswith(_STOPS)


def _continues(before: str, line: str, width: int, short: int, long: int) -> bool:
    if len(before) < short or before.endswith(":") or "\t" in before or "\t" in line:
        return False
    flows = line[0].islower() and not before.endswith(_STOPS)
    if flows:
        return True
    if _LABEL.match(line) or _YEAR.match(line) or _VALUE.match(line):
        return False
    if _TAIL.search(before[-TAIL:]) and _TAIL.search(line[-TAIL:]):
        return False
    full = len(before) + 1 + len(line.split()[0]) > width
    if len(before) < long:
        return full and width >= LONG - 5 and not before.endswith(_STOPS)
    return full or not before.endswith(_STOPS)


def _glued(before: str, line: str) -> str:
    """Both with a blank between, none after a hyphen that stands inside a word."""
    broken = before.endswith("-") and len(before) > 1 and before[-2].isalpha() and line[0].islower()
    return before + ("" if broken else " ") + line
