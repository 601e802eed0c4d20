from __future__ import annotations

import io

import pytest
from makers.letters import LETTER_DOCX, STRICT, W, docx, p, tbl, tc, zipped
from makers.shown import codes, drawn, said

from cyberflag.readers import letters
from cyberflag.readers.refusal import Unreadable


def test_paragraphs_tables_and_lines_of_word_in_their_order() -> None:
    body = (
        p("Dear Sir")
        + p("")
        + p("2020 – 175\n2021 – 421")
        + tbl(tc("Age") + tc("Count"), tc("13") + tc("5"))
        + p("Yours")
    )
    document = letters.docx(docx(body), "letter.docx")
    assert said(document) == ["p1 Dear Sir", "p2 2020 – 175", "p2 2021 – 421", "p3 Yours"]
    assert drawn(document) == ["table 1\n|Age|Count|\n|13 |5    |"]
    assert [kind for kind, _ in document.order if kind != "break"] == ["passage"] * 3 + ["sheet", "passage"]


def test_what_python_docx_writes_is_read() -> None:
    from docx import Document as NewDocument

    new, buffer = NewDocument(), io.BytesIO()
    new.add_heading("Response", 1)
    new.add_paragraph("first", style="List Number")
    new.add_paragraph("second", style="List Number")
    table = new.add_table(2, 3)
    table.cell(0, 1).merge(table.cell(0, 2)).text = "2015/16"
    table.cell(1, 0).text, table.cell(1, 1).text = "Rape", "<5"
    new.save(buffer)
    document = letters.docx(buffer.getvalue(), "letter.docx")
    assert said(document) == ["p1 heading: Response", "p2 item: 1. first", "p3 item: 2. second"]
    assert drawn(document) == ["table 1\n|    |2015/16|\n|Rape|<5     |"]
    assert [(m.top, m.left, m.bottom, m.right) for m in document.sheets[0].merges] == [(0, 1, 0, 2)]


SPANNED = [
    (
        "cells over two columns and two rows",
        tbl(
            tc("Offence", '<w:vMerge w:val="restart"/>') + tc("2015/16", '<w:gridSpan w:val="2"/>'),
            tc("", "<w:vMerge/>") + tc("Girls") + tc("Boys"),
            tc("Rape") + tc("1") + tc("2"),
        ),
        "|Offence|2015/16|    |\n|       |Girls  |Boys|\n|Rape   |1      |2   |",
        {(0, 0, 1, 0), (0, 1, 0, 2)},
    ),
    (
        "columns left free before a row",
        "<w:tbl><w:tr>"
        + tc("a")
        + tc("b")
        + '</w:tr><w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>'
        + tc("1")
        + "</w:tr></w:tbl>",
        "|a|b|\n| |1|",
        set(),
    ),
    (
        "a row taken out by a tracked change",
        "<w:tbl><w:tr>"
        + tc("a")
        + tc("1")
        + "</w:tr><w:tr><w:trPr><w:del/></w:trPr>"
        + tc("b")
        + tc("2")
        + "</w:tr></w:tbl>",
        "|a|1|",
        set(),
    ),
    (
        "a continued cell with nothing above",
        tbl(tc("a") + tc("", "<w:vMerge/>"), tc("b") + tc("2")),
        "|a| |\n|b|2|",
        set(),
    ),
]


@pytest.mark.parametrize(("what", "body", "table", "merges"), SPANNED, ids=[s[0] for s in SPANNED])
def test_grids_of_word_tables(what: str, body: str, table: str, merges: set[tuple[int, int, int, int]]) -> None:
    (sheet,) = letters.docx(docx(body), "letter.docx").sheets
    assert sheet.drawing() == table
    assert {(m.top, m.left, m.bottom, m.right) for m in sheet.merges} == merges


def run(text: str, settings: str = "") -> str:
    return f"<w:r><w:rPr>{settings}</w:rPr><w:t>{text}</w:t></w:r>"


RAISED = '<w:vertAlign w:val="superscript"/>'
BOX = "<w:txbxContent>" + p("In a box") + "</w:txbxContent>"
WORDS: list[tuple[str, str, list[str], list[str]]] = [
    (
        "insertions stand",
        f"<w:p>{run('We hold ')}<w:ins>{run('no ')}</w:ins>{run('data')}</w:p>",
        ["p1 We hold no data"],
        ["tracked-changes"],
    ),
    (
        "deletions go",
        f"<w:p>{run('We do ')}<w:del><w:r><w:delText>not </w:delText></w:r></w:del>{run('hold it')}</w:p>",
        ["p1 We do hold it"],
        ["tracked-changes"],
    ),
    (
        "hidden text is not read",
        f"<w:p>{run('Seen')}{run(' unseen', '<w:vanish/>')}</w:p>",
        ["p1 Seen"],
        ["hidden-content"],
    ),
    (
        "a raised figure is a note mark",
        f"<w:p>{run('There were 12')}{run('1', RAISED)}{run(' offences')}</w:p>",
        ["p1 There were 12 offences"],
        [],
    ),
    (
        "raised letters of an ordinal stay",
        f"<w:p>{run('the 1')}{run('st', RAISED)}{run(' of May')}</w:p>",
        ["p1 the 1st of May"],
        [],
    ),
    (
        "links and controls hold text",
        f"<w:p><w:hyperlink>{run('a')}</w:hyperlink><w:sdt><w:sdtContent>{run('b')}</w:sdtContent></w:sdt></w:p>",
        ["p1 ab"],
        [],
    ),
    (
        "a block control holds paragraphs",
        f"<w:sdt><w:sdtContent>{p('inside')}</w:sdtContent></w:sdt>{p('after')}",
        ["p1 inside", "p2 after"],
        [],
    ),
    (
        "text boxes follow their paragraph",
        f"<w:p>{run('Host')}<w:r><w:pict>{BOX}</w:pict></w:r></w:p>{p('After')}",
        ["p1 Host", "p2 In a box", "p3 After"],
        [],
    ),
    (
        "a box written for old and new programs is read once",
        f"<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing>{BOX}</w:drawing></mc:Choice><mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
        ["p1 In a box"],
        [],
    ),
    ("field codes are not text", f"<w:p><w:r><w:instrText>PAGE</w:instrText></w:r>{run('3')}</w:p>", ["p1 3"], []),
    ("a table of one cell is a frame", tbl(tc("Framed letter")), ["p1 Framed letter"], []),
    (
        "a table around tables is a frame",
        f"<w:tbl><w:tr><w:tc>{p('Above')}{tbl(tc('a') + tc('1'))}</w:tc>{tc('Beside')}</w:tr></w:tbl>",
        ["p1 Above", "p2 Beside"],
        [],
    ),
    ("tabs and soft hyphens", "<w:p><w:r><w:t>Rape</w:t><w:tab/><w:t>1\u00ad2</w:t></w:r></w:p>", ["p1 Rape 12"], []),
]


@pytest.mark.parametrize(("what", "body", "expected", "issues"), WORDS, ids=[w[0] for w in WORDS])
@pytest.mark.parametrize("names", [W, STRICT], ids=["transitional", "strict"])
def test_words_of_word(what: str, body: str, expected: list[str], issues: list[str], names: str) -> None:
    document = letters.docx(docx(body, names), "letter.docx")
    assert said(document) == expected
    assert codes(document) == issues


def test_a_raised_mark_in_a_cell_is_kept_beside_the_number() -> None:
    cell = f"<w:tc><w:p>{run('12')}{run('1', RAISED)}</w:p></w:tc>"
    (sheet,) = letters.docx(docx(tbl(tc("Rape") + cell)), "letter.docx").sheets
    assert (sheet.value(0, 1), sheet.marks[0, 1]) == ("12", ("note:1",))


LEVELS = "".join(
    f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
    for n, (kind, text) in enumerate([("decimal", "%1."), ("lowerLetter", "(%2)"), ("bullet", "·")])
)
NUMBERING = (
    f'<w:abstractNum w:abstractNumId="0">{LEVELS}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def numbered(text: str, level: int = 0, number: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def test_automatic_numbers_are_part_of_the_text() -> None:
    entries = [("a", 0, 1), ("b", 1, 1), ("c", 1, 1), ("d", 0, 1), ("e", 1, 1), ("f", 2, 1), ("g", 0, 2), ("h", 0, 9)]
    body = "".join(numbered(*entry) for entry in entries)
    document = letters.docx(docx(body, numbering=NUMBERING), "letter.docx")
    assert [one.text for one in document.passages] == ["1. a", "(a) b", "(b) c", "2. d", "(a) e", "f", "1. g", "h"]


def test_notes_and_running_headers_come_behind_the_text() -> None:
    parts = {
        "footnotes": f'<w:footnote w:type="separator" w:id="0">{p("-")}</w:footnote><w:footnote w:id="1">{p("A note")}</w:footnote>',
        "header1": p("Kent Police"),
        "header2": p("Kent Police"),
        "comments": f"<w:comment>{p('secret')}</w:comment>",
    }
    document = letters.docx(docx(p("Text"), **parts), "letter.docx")
    assert said(document) == ["p1 Text", "p2 note: A note", "p3 furniture: Kent Police"]
    assert codes(document) == ["hidden-content"]
    assert "secret" not in document.issues[0].message


BOMB = '<!DOCTYPE x [<!ENTITY a "' + "ha" * 99 + '"><!ENTITY b "' + "&a;" * 99 + '">]>'
REFUSED = [
    ("cut short", LETTER_DOCX[:-30], "damaged"),
    ("not a zip", b"PK\x03\x04 nothing", "damaged"),
    ("flipped", LETTER_DOCX.replace(b"\x03\x04\x14", b"\x03\x04\xff")[:200], "damaged"),
    ("no text part", zipped({"word/other.xml": "<a/>"}), "damaged"),
    ("not well-formed", zipped({"word/document.xml": "<w:document"}), "damaged"),
    ("entities", docx(p("&b;"), prologue=BOMB), "entities"),
    ("outside file", docx(p("&x;"), prologue='<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), "entities"),
    ("bomb", docx("<!--" + "-x" * 20_000_000 + "-->" + p("x")), "unpacks"),
    ("empty", docx(p("")), "no text"),
    ("scan", docx("<w:p><w:r><w:drawing><w:blip/></w:drawing></w:r></w:p>"), "scan or picture"),
    ("columns without end", docx(tbl(tc("a", '<w:gridSpan w:val="99999999"/>') + tc("b"))), "wider"),
]


@pytest.mark.parametrize(("what", "data", "why"), REFUSED, ids=[r[0] for r in REFUSED])
def test_broken_word_documents_are_refused(what: str, data: bytes, why: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        letters.docx(data, "letter.docx")
    assert why in refusal.value.message
    assert refusal.value.hint


def test_paragraphs_whose_tabs_line_up_are_a_table() -> None:
    rows = ["Age\tGirls\tBoys", "13\t12\t3", "14\t\t4"]
    document = letters.docx(
        docx(p("The table:") + "".join(map(p, rows)) + p("1.\tHow many in 2015?") + p("2.\tAges?")), "a.docx"
    )
    assert drawn(document) == ["table 1\n|Age|Girls|Boys|\n|13 |12   |3   |\n|14 |     |4   |"]
    assert said(document) == ["p1 The table:", "p2 1. How many in 2015?", "p3 2. Ages?"]
