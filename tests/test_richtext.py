from __future__ import annotations

import pytest
from makers.shown import codes, drawn, said

from cyberflag.readers import letters
from cyberflag.readers.refusal import Unreadable

RTFS: list[tuple[str, str, list[str]]] = [
    ("plain", r"{\rtf1\ansi Dear Sir\par Yours\par}", ["p1 Dear Sir", "p2 Yours"]),
    ("code page", r"{\rtf1\ansi\ansicpg1252 It\'92s \'a35\par}", ["p1 It’s £5"]),
    ("Unicode with its stand-in", r"{\rtf1\uc1 2015 \u8211?16 \u-10179?\u-8704?\par}", ["p1 2015 –16 😀"]),
    ("destinations", r"{\rtf1{\fonttbl{\f0 Arial;}}{\*\generator x;}{\info{\title t}}Text\par}", ["p1 Text"]),
    ("line breaks", r"{\rtf1 one\line two\par}", ["p1 one", "p1 two"]),
    (
        "header and note",
        r"{\rtf1{\header Kent\par}Text{\footnote A note}\par}",
        ["p1 Text", "p2 furniture: Kent", "p3 note: A note"],
    ),
    ("raised mark", r"{\rtf1 12{\super 1} offences on the 1{\super st}\par}", ["p1 12 offences on the 1st"]),
    ("hidden and deleted", r"{\rtf1 a{\v b}{\deleted c}d\par}", ["p1 ad"]),
    ("field", r"{\rtf1{\field{\*\fldinst PAGE}{\fldrslt 3}}\par}", ["p1 3"]),
    ("escapes", r"{\rtf1 \{a\}\~b\_c\\\par}", [r"p1 {a} b-c" + "\\"]),
    ("picture", r"{\rtf1{\pict 0102}Text\par}", ["p1 Text"]),
    ("no last par", r"{\rtf1 Text}", ["p1 Text"]),
]


@pytest.mark.parametrize(("what", "text", "expected"), RTFS, ids=[one[0] for one in RTFS])
def test_rich_text(what: str, text: str, expected: list[str]) -> None:
    assert said(letters.rtf(text.encode("latin-1"), "letter.rtf")) == expected


def test_tables_of_rich_text() -> None:
    text = (
        r"{\rtf1 \trowd\cellx1000\cellx2000\cellx3000\pard\intbl Offence\cell 2014/15\cell 2015/16\cell\row"
        r"\trowd\cellx1000\clmgf\cellx2000\clmrg\cellx3000\pard\intbl Rape\cell 12{\super 1}\cell\cell\row"
        r"\trowd\cellx1010\cellx3000\pard\intbl Total\cell 15\cell\row\pard After\par}"
    )
    document = letters.rtf(text.encode(), "letter.rtf")
    assert drawn(document) == [
        "table 1\n|Offence|2014/15|2015/16|\n|Rape   |12     |       |\n|Total  |15     |       |"
    ]
    assert document.sheets[0].marks == {(1, 1): ("note:1",)}
    assert said(document) == ["p1 After"]


def test_rich_text_that_is_cut_short_says_so() -> None:
    assert codes(letters.rtf(rb"{\rtf1 Dear Sir", "a.rtf")) == ["unreadable-file"]


@pytest.mark.parametrize("data", [b"", b"{\\rtf1}", b"{" * 9_000, b"{\\rtf1{\\pict 00}}"])
def test_rich_text_that_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        letters.rtf(data, "a.rtf")
