from __future__ import annotations

import pytest
from makers.letters import PICTURE, lines_at, pdf, ruled, text_at
from makers.shown import drawn, said

from cyberflag.readers import letters
from cyberflag.readers.refusal import Unreadable

LETTER = [
    "In answer to your request we can tell you that in the year 2015/16 there were",
    "twelve offences to which officers attached the cyber-",
    "flag when the crime was recorded on our inter-",
    "net system. Twelve were child victims.",
]


def test_a_page_becomes_paragraphs_and_tables() -> None:
    page = lines_at(72, 760, ["Dear Sir", "", *LETTER]) + ruled(
        72, 560, [150, 60], [["Offence", "2015/16"], ["Rape", "12"]]
    )
    page += text_at(237.5, 531, "1", 6) + lines_at(72, 450, ["Yours"])
    document = letters.pdf(pdf([page]), "letter.pdf")
    assert said(document) == [
        "p1 Dear Sir",
        "p2 In answer to your request we can tell you that in the year 2015/16 there were twelve offences to which officers"
        " attached the cyber-flag when the crime was recorded on our internet system. Twelve were child victims.",
        "p3 Yours",
    ]
    assert drawn(document) == ["table 1\n|Offence|2015/16|\n|Rape   |12     |"]
    assert document.sheets[0].marks == {(1, 1): ("note:1",)}


def test_unruled_tables_keep_their_columns() -> None:
    rows = [("Age", "Girls", "Boys"), ("Under 10", "12", "3"), ("13", "", "4")]
    page = b"".join(
        text_at(x, 700 - 14 * n, cell)
        for n, row in enumerate(rows)
        for x, cell in zip((72, 200, 300), row, strict=True)
        if cell
    )
    assert drawn(letters.pdf(pdf([page]), "a.pdf")) == [
        "table 1\n|Age     |Girls|Boys|\n|Under 10|12   |3   |\n|13      |     |4   |"
    ]


NEAR = [
    ("Offence", "Female", "Male", "% of all"),
    ("Sexual assault on a girl", "12", "3", "5%"),
    ("Rape", "11", "4", "6%"),
]
NEAR_BELOW = [*NEAR, ("Sexual assault on a woman", "", "7", "")]


@pytest.mark.parametrize("rows", [NEAR, NEAR_BELOW], ids=["full headings", "a row with one full cell"])
def test_cells_near_each_other_are_parted_where_they_lie_over_columns_of_their_own(rows: list[tuple[str, ...]]) -> None:
    page = b"".join(
        text_at(x, 700 - 14 * n, cell)
        for n, row in enumerate(rows)
        for x, cell in zip((72, 203, 250, 285), row, strict=True)
        if cell
    )
    (sheet,) = letters.pdf(pdf([page]), "a.pdf").sheets
    assert [[sheet.text(r, c) for c in range(4)] for r in range(len(rows))] == [list(row) for row in rows]


def test_cells_near_each_other_in_every_row_are_parted_where_a_gap_runs_through_all() -> None:
    rows = [
        ("Offence", "10", "11", "12", "Total"),
        ("Rape", "<5", "20", "16", "38"),
        ("Grooming", "15", "11", "5", "31"),
    ]
    page = b"".join(
        text_at(x, 700 - 14 * n, cell)
        for n, row in enumerate(rows)
        for x, cell in zip((72, 203, 226, 249, 300), row, strict=True)
    )
    (sheet,) = letters.pdf(pdf([page]), "a.pdf").sheets
    assert [[sheet.text(r, c) for c in range(5)] for r in range(3)] == [list(row) for row in rows]


def test_a_list_without_lines_goes_on_over_the_page_and_into_its_margins() -> None:
    rows = [("Reference", "Offence", "Age"), *((f"KP/{n:04}/15", "Grooming", f"{n % 17}") for n in range(79))]
    pages = [
        text_at(72, 815, "Kent Police")
        + text_at(400, 815, f"Page {number} of 2")
        + b"".join(
            text_at(x, 780 - 18 * n, cell)
            for n, row in enumerate(rows[start : start + 40])
            for x, cell in zip((72, 250, 400), row, strict=True)
        )
        for number, start in ((1, 0), (2, 40))
    ]
    document = letters.pdf(pdf(pages), "a.pdf")
    (sheet,) = document.sheets
    assert [tuple(sheet.text(r, c) for c in range(3)) for r in range(len(sheet.rows))] == rows
    assert said(document) == ["p1 furniture: Kent Police Page 1 of 2"]


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [
        "Left column text that is long",
        "and goes on in the left part",
        "until it ends at this place here",
        "with its final sentence end.",
    ]
    right = [
        "Right column text is also long",
        "and it goes on in its own part",
        "until the right end is reached",
        "with one more final sentence.",
    ]
    document = letters.pdf(pdf([lines_at(72, 500, left) + lines_at(320, 500, right)]), "a.pdf")
    assert [one.text for one in document.passages] == [" ".join(left), " ".join(right)]


def test_running_lines_are_furniture_and_sentences_cross_pages() -> None:
    pages = [
        text_at(72, 810, "Kent Police") + lines_at(72, 700, [body]) + text_at(500, 30, f"Page {n} of 2")
        for n, body in enumerate(["The text goes on and on until the end of the page and", "then it ends here."], 1)
    ]
    assert said(letters.pdf(pdf(pages), "a.pdf")) == [
        "p1 furniture: Kent Police",
        "p2 furniture: Page 1 of 2",
        "p3 The text goes on and on until the end of the page and then it ends here.",
    ]


def test_a_page_that_is_a_picture_is_told() -> None:
    document = letters.pdf(pdf([lines_at(72, 700, ["Text"]), PICTURE]), "a.pdf")
    assert [one.message for one in document.issues] == ["Page 2 is a picture without text; it was not read."]


PDF = pdf([lines_at(72, 700, ["Text"])])


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (pdf([PICTURE]), "scan or picture"),
        (pdf([]), "damaged"),
        (PDF[:300], "damaged"),
        (b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF", "damaged"),
        (b"%PDF-1.7", "damaged"),
    ],
    ids=["scan", "no pages", "cut short", "hollow", "head only"],
)
def test_pdfs_that_are_refused(data: bytes, why: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        letters.pdf(data, "a.pdf")
    assert why in refusal.value.message


def test_a_table_goes_on_over_the_page_unless_words_stand_between() -> None:
    head, foot = ruled(72, 120, [150, 60], [["Offence", "2015/16"], ["Rape", "12"]]), text_at(500, 30, "1")
    rest = ruled(72, 780, [150, 60], [["Assault", "3"], ["Total", "15"]])
    document = letters.pdf(pdf([head + foot, rest + text_at(500, 30, "2")]), "a.pdf")
    assert drawn(document) == ["table 1\n|Offence|2015/16|\n|Rape   |12     |\n|Assault|3      |\n|Total  |15     |"]
    parted = letters.pdf(pdf([head, text_at(72, 800, "Another matter") + rest]), "a.pdf")
    assert [sheet.name for sheet in parted.sheets] == ["table 1", "table 2"]


def test_large_type_is_a_heading_and_spanning_cells_are_merged() -> None:
    frame = ruled(72, 600, [100, 50, 50], [["Age", "", ""], ["13", "1", "2"]])
    lines = [line for line in frame.split(b"\n") if line != b"222 600 m 222 560 l S"] + [b"222 580 m 222 560 l S", b""]
    page = text_at(72, 700, "Response", 16) + lines_at(72, 660, ["We hold this.", "It is below."]) + b"\n".join(lines)
    document = letters.pdf(pdf([page + text_at(176, 586, "2015/16", 10)]), "a.pdf")
    assert said(document)[0] == "p1 heading: Response"
    assert drawn(document) == ["table 1\n|Age|2015/16| |\n|13 |1      |2|"]
    assert [(m.top, m.left, m.bottom, m.right) for m in document.sheets[0].merges] == [(0, 1, 0, 2)]


@pytest.mark.parametrize(
    ("box", "number"),
    [
        (b"0 g 70 690 60 14 re f\n", 6),  # black over black
        (b"0 0 0 rg 70 690 60 14 re f\n", 6),
        (b"0 0 0 1 k 70 690 60 14 re f\n", 6),
        (b"0.9 g 70 690 60 14 re f 0 g\n", 0),  # a shaded cell
        (b"0 g 70 690 60 1 re f\n", 0),  # a line
        (b"0 g 70 690 60 14 re f 1 g\n", 0),  # white letters on black
        (b"0 g 200 690 60 14 re f\n", 0),  # beside the letters
    ],
)
def test_letters_that_are_blacked_out_are_counted(box: bytes, number: int) -> None:
    page = box + text_at(72, 693, "SECRET") + text_at(72, 600, "Kent Police")
    found = [one for one in letters.pdf(pdf([page]), "a.pdf").issues if one.code == "hidden-content"]
    assert [one.message for one in found] == (
        [f"{number} letters of the PDF are blacked out and can still be copied."] if number else []
    )
    assert all(str(one.severity) == "warning" for one in found)


def test_comments_on_pages_are_counted() -> None:
    notes = b"<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(SECRET)>><</Type/Annot/Subtype/Link/Rect[0 0 9 9]>>"
    document = letters.pdf(pdf([text_at(72, 693, "Kent")] * 2, b"/Annots[" + notes + b"]"), "a.pdf")
    assert [one.message for one in document.issues] == ["The PDF holds 2 comments, which were not read."]
    assert letters.pdf(pdf([text_at(72, 693, "Kent")], b"/Annots 7"), "a.pdf").issues == []
