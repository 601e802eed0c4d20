from __future__ import annotations

import pytest
from makers.letters import LETTER_DOCX, lines_at, pdf
from makers.shown import codes, said

from cyberflag import readers
from cyberflag.readers import letters

TEXTS: list[tuple[str, str, list[str]]] = [
    (
        "wrapped lines of a sentence are joined",
        "Our crime registrar had not heard of a cyber-flag until your request\ncame in. We can help.\n\nNext",
        [
            "line 1 Our crime registrar had not heard of a cyber-flag until your request came in. We can help.",
            "line 4 Next",
        ],
    ),
    (
        "short lines stay apart",
        "Kent Police\nFreedom of Information\nOur ref 5619/14",
        ["line 1 Kent Police", "line 2 Freedom of Information", "line 3 Our ref 5619/14"],
    ),
    (
        "year lines stay apart",
        "2010 - 0\n2011 - 12 offences found in the crime system after a search of it\n2012 - 4",
        [
            "line 1 2010 - 0",
            "line 2 2011 - 12 offences found in the crime system after a search of it",
            "line 3 2012 - 4",
        ],
    ),
    ("label lines stay apart", "April 2020: 12\nMay 2020: 9", ["line 1 April 2020: 12", "line 2 May 2020: 9"]),
    (
        "long lines that end in figures stay apart",
        "Sexual activity involving a female child under the age of 16 recorded 12\nSexual activity involving a male child under the age of sixteen recorded 3",
        [
            "line 1 Sexual activity involving a female child under the age of 16 recorded 12",
            "line 2 Sexual activity involving a male child under the age of sixteen recorded 3",
        ],
    ),
    (
        "a list entry begins a line, and goes on over the next",
        "1. How many offences were recorded in the year ended 31 March\n2016 with the flag?\n2. How many victims?",
        [
            "line 1 1. How many offences were recorded in the year ended 31 March 2016 with the flag?",
            "line 3 2. How many victims?",
        ],
    ),
    (
        "a number inside brackets begins no entry",
        "An authority can refuse because of what it would cost (section\n12) or decline to confirm.",
        ["line 1 An authority can refuse because of what it would cost (section 12) or decline to confirm."],
    ),
    (
        "a number out of turn ends a sentence",
        "1. We looked and the number of offences found in the first year was\n12. In the second it was four.",
        ["line 1 1. We looked and the number of offences found in the first year was 12. In the second it was four."],
    ),
    (
        "quoted lines are joined and told apart",
        "> How many young people were charged with it under the\n> 2003 Act?\nNone.",
        ["line 1 quote: How many young people were charged with it under the 2003 Act?", "line 3 None."],
    ),
    ("bare returns end lines", "One\r\rTwo\r\nThree", ["line 1 One", "line 3 Two", "line 4 Three"]),
]


@pytest.mark.parametrize(("what", "text", "expected"), TEXTS, ids=[t[0] for t in TEXTS])
def test_lines_of_text_become_passages(what: str, text: str, expected: list[str]) -> None:
    assert said(letters.txt(text.encode(), "letter.txt")) == expected


@pytest.mark.parametrize(
    ("data", "issues"),
    [
        ("The £ sign – and a dash".encode(), []),
        ("The £ sign – and a dash".encode("utf-8-sig"), []),
        ("The £ sign – and a dash".encode("utf-16"), []),
        ("The £ sign – and a dash".encode("utf-16-le"), []),
        ("The £ sign – and a dash".encode("cp1252"), ["encoding-assumed"]),
    ],
)
def test_encodings_of_text(data: bytes, issues: list[str]) -> None:
    document = letters.txt(data, "letter.txt")
    assert said(document) == ["line 1 The £ sign – and a dash"]
    assert codes(document) == issues


def test_order_tells_where_paragraphs_end() -> None:
    document = letters.txt(b"2010 - 0\n2011 - 1\n\nEnd\n\n", "letter.txt")
    assert document.order == [("passage", 0), ("passage", 1), ("break", 0), ("passage", 2)]


@pytest.mark.parametrize(
    ("text", "table", "cell"),
    [
        (
            "The table:\nYear     Girls   Boys\n2014/15  12      3\n2015/16          4\n",
            "|Year   |Girls|Boys|\n|2014/15|12   |3   |\n|2015/16|     |4   |",
            "C4",
        ),
        ("Age\tCount\n13\t5\n", "|Age|Count|\n|13 |5    |", "B2"),
        ("| Age | Count |\n|-----|-------|\n| 13  | 5     |\n", "|Age|Count|\n|13 |5    |", "B3"),
    ],
)
def test_tables_drawn_in_text(text: str, table: str, cell: str) -> None:
    (sheet,) = letters.txt(text.encode(), "letter.txt").sheets
    assert sheet.name == ""
    assert sheet.drawing() == table
    assert sheet.where(len(sheet.rows) - 1, sheet.width - 1).cell == cell


@pytest.mark.parametrize(
    "text",
    [
        "Our ref:    123/16\nDate:       1 May 2016",
        "Q1    How many offences were recorded in the year 2015/16 with the cyber flag set?\nQ2    How many in 2016?",
        "Two  blanks by chance in a sentence about 2015.\nAnd none here.",
    ],
)
def test_letterheads_and_questions_are_no_tables(text: str) -> None:
    assert not letters.txt(text.encode(), "letter.txt").sheets


def test_blanks_after_a_list_mark_make_no_table() -> None:
    document = letters.txt(b"1.   31\n2.   340\n", "letter.txt")
    assert said(document) == ["line 1 1. 31", "line 2 2. 340"]
    assert not document.sheets


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (LETTER_DOCX, "a.docx"),
        (pdf([lines_at(72, 700, ["Text"])]), "a.pdf"),
        (rb"{\rtf1 \trowd\cellx9 a\cell\row b\par}", "a.rtf"),
    ],
)
def test_every_cut_is_told_or_read(make: bytes, name: str) -> None:
    for end in range(1, len(make), max(1, len(make) // 40)):
        (document,) = readers.read_bytes(make[:end], name)
        assert document.passages or document.issues
        assert not any("could not be read as" in one.message for one in document.issues)
