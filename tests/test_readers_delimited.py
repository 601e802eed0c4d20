"""Delimited text: records keep their numbers, texts stay texts, and what is no table is left to the letters."""

from __future__ import annotations

import pytest

from cyberflag.readers import read_bytes
from cyberflag.readers.delimited import delimiter_of, looks_delimited
from cyberflag.readers.encodings import decoded


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b,c\n1,2,3\n", ","),
        ("a;b;c\n1,5;2;3\n", ";"),
        ("a\tb\n1,204\t2\n", "\t"),
        ("a|b\n1|2\n", "|"),
        ("Title, with a comma\n\nOffence;2014/15;2015/16\nRape;1;2\nGrooming;3;4\n", ";"),
        ('"a;b",c\n"d;e",f\n', ","),
        ("one column\nonly\n", ","),
    ],
)
def test_the_delimiter_is_what_the_records_agree_on(text: str, delimiter: str) -> None:
    assert delimiter_of(text) == delimiter


def test_rows_are_the_records_of_the_file() -> None:
    data = b'Title\r\n\r\nOffence,"Two\r\nlines",00123\r\nRape,12,12345678901234567\r\nshort\r\n\r\n'
    (document,) = read_bytes(data, "a.csv")
    sheet = document.sheets[0]
    assert sheet.rows == [
        ["Title"],
        [],
        ["Offence", "Two\r\nlines", "00123"],
        ["Rape", "12", "12345678901234567"],
        ["short"],
    ]
    assert sheet.where(3, 1).cell == "B4" and sheet.text(2, 1) == "Two lines"


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("Offence,Total\nRape,12\nGrooming,3\n", True),
        ("Offence, Total\nRape, 12\nGrooming, <5\n", True),
        ("Ref\tAge\n1\t13\n", True),
        ("Ref;Age;Sex\n1;13;F\n2;14;M\n", True),
        ("Dear Sir,\nThank you for your request, which we received.\nYours, Kent\n", False),
        ("In 2014, there were 12.\nIn 2015, there were 14.\nIn 2016, there were 15.\n", False),
        ("2014/15 - 12\n2015/16 - 14\n2016/17 - 9\n", False),
        (
            "We can confirm that Kent Police holds the information. It was searched, reviewed and found, as follows.\n"
            * 3,
            False,
        ),
        ("word\n" * 9, False),
        ("", False),
    ],
)
def test_prose_is_no_table(text: str, table: bool) -> None:
    assert looks_delimited(text.encode()) is table


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        ("£12".encode(), "£12", "utf-8"),
        ("£12".encode("utf-8-sig"), "£12", "utf-8"),
        ("£12 – ’".encode("cp1252"), "£12 – ’", "cp1252"),
        ("£12".encode("utf-16"), "£12", "utf-16-le"),
        ("Offence".encode("utf-16-be"), "Offence", "utf-16-be"),
        (b"\x81\xa3", "\x81£", "latin-1"),
    ],
)
def test_the_mark_then_utf_8_then_the_code_page(data: bytes, text: str, encoding: str) -> None:
    assert decoded(data) == (text, encoding)


def test_a_quote_inside_a_field_does_no_harm() -> None:
    (document,) = read_bytes(b'Item,Total\n5" blade,12\nknife,3\n', "a.csv")
    assert document.sheets[0].rows == [["Item", "Total"], ['5" blade', "12"], ["knife", "3"]]


def test_what_is_written_for_spreadsheet_programs_is_understood() -> None:
    (document,) = read_bytes(b'sep=;\r\nAge;Total\r\n="10-12";4\r\n="";5\r\n', "a.csv")
    assert document.sheets[0].rows == [[], ["Age", "Total"], ["10-12", "4"], ["", "5"]]


def test_the_place_of_an_assumed_encoding_is_told() -> None:
    (document,) = read_bytes("a,b\nx,1\n£,2\n".encode("cp1252"), "a.csv")
    assert [(i.code, i.where.cell) for i in document.issues] == [("encoding-assumed", "line 3")]


TABLE = "Age,Number\n10,4\n11,6\n"
TITLE = "Sexual offences with the cyber flag, victims under 18, 2015/16"


@pytest.mark.parametrize(
    ("why", "text", "row", "whole"),
    [
        ("a title at commas", f"{TITLE}\n{TABLE}", 0, [TITLE]),
        ("as wide as the table, and apart from it", f"{TITLE}\n\nA,B,C\n1,2,3\n4,5,6\n", 0, [TITLE]),
        (
            "as wide as the table, above its headings",
            "Kent: offences with the flag, victims under 18\nA,B\n1,2\n",
            0,
            None,
        ),
        ("a note", f"{TABLE}Drawn on 3 May 2016, so that later flags, if any, are not in it.\n", 3, None),
        ("headings", "Age of victim, Number of offences with the flag\n10,4\n11,6\n", 0, 2),
        ("numbers", f"{TABLE}\nTotal of all the offences with the flag set, 10\n", 4, 2),
        ("every record begins so", f"{TITLE}\nKent Police, a b c d e f g h, 1\nEssex Police, a b c, 2\n", 0, 3),
        ("few words", f"Kent Police, 2015/16, flagged\n\n{TABLE}", 0, 3),
    ],
)
def test_a_title_without_quotation_marks_is_one_text(
    why: str, text: str, row: int, whole: list[str] | int | None
) -> None:
    found = read_bytes(text.encode(), "a.csv")[0].sheets[0].rows[row]
    assert len(found) == whole if isinstance(whole, int) else found == (whole or [text.splitlines()[row]]), why
