from __future__ import annotations

import csv
import json
import os
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from cyberflag.collection import Collection
from cyberflag.issues import CyberflagError
from cyberflag.observations import COLUMNS
from cyberflag.outputs.files import write_whole
from cyberflag.outputs.package import check_place, is_package, write_package
from cyberflag.outputs.workbook import workbook
from cyberflag.summaries import Column, Result, Scalar
from cyberflag.summaries.report import report
from cyberflag.summaries.tidied import observations


def test_a_file_is_replaced_whole_and_keeps_its_permissions(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old")
    target.chmod(0o640)
    write_whole(target, b"new")
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [target]


def test_when_writing_fails_the_old_file_stays_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(target, b"new")
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_link_is_written_through(tmp_path: Path) -> None:
    target, link = tmp_path / "real.csv", tmp_path / "link.csv"
    target.write_text("old")
    link.symlink_to(target)
    write_whole(link, b"new")
    assert link.is_symlink() and target.read_bytes() == b"new"


def test_a_workbook_has_a_sheet_a_section_real_numbers_and_text_as_text(small: Collection) -> None:
    content = workbook(report(small).sheets())
    book = load_workbook(BytesIO(content))
    assert {"Coverage", "Totals", "Ages", "Forces", "Left out", "Issues", "Sources"} <= set(book.sheetnames)
    ages = book["Ages"]
    headings = [cell.value for cell in ages[2]]
    first = dict(zip(headings, (cell.value for cell in ages[3]), strict=True))
    assert (first["Age"], first["Count"]) == ("0 to 11", 8)
    assert ages.cell(3, headings.index("Age") + 1).number_format == "@"
    assert ages.freeze_panes == "A3"
    assert any(cell.hyperlink for row in book["Sources"].iter_rows() for cell in row)


def test_a_workbook_is_set_for_screen_and_paper(small: Collection) -> None:
    book = load_workbook(BytesIO(workbook(report(small).sheets())))
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        fit = sheet.sheet_properties.pageSetUpPr
        assert fit and fit.fitToPage and sheet.page_setup.fitToHeight == 0
    forces = book["Forces"]
    assert (forces.freeze_panes, forces.print_title_rows, forces.print_title_cols) == ("C3", "$2:$2", "$A:$B")
    assert forces.auto_filter.ref == f"A2:{get_column_letter(forces.max_column)}6"
    assert max(one.width for one in forces.column_dimensions.values()) < 70
    assert "A1" in [str(one).partition(":")[0] for one in forces.merged_cells.ranges]


def test_headings_are_folded_beside_the_arrow_of_their_filter() -> None:
    columns = (Column("force", "Force"), Column("unknown", "Age unknown, highest", "number"))
    (sheet,) = load_workbook(BytesIO(workbook([Result("t", "Title", columns, (("A", 3),))])))
    assert sheet.row_dimensions[2].height == 45  # three lines, where the bare width would do with two


def test_a_report_sheet_says_the_finding_first_with_its_titles_set_off(small: Collection) -> None:
    sheet = load_workbook(BytesIO(workbook(report(small).sheets())))["Report"]
    lines = {str(cell.value): bool(cell.font.b) for (cell,) in sheet.iter_rows(max_col=1) if cell.value}
    assert next(iter(lines)).startswith("32 to 35 cyber-flagged offences")
    assert [line for line, bold in lines.items() if bold][1:] == [
        "Assumed",
        "Youngest victim",
        "Read with these in mind",
    ]


@pytest.mark.parametrize(
    ("column", "value", "read", "form"),
    [
        (Column("count", "Count", "number"), 3186, 3186, "#,##0_)"),
        (Column("share", "Share", "share"), 0.5, 0.5, "0.0%_)"),
        (Column("rank", "Rank", "number"), "2=", "2=", "@"),
        (Column("age", "Age"), "10 to 12", "10 to 12", "@"),
        (Column("offence_code", "Code"), "71/17", "71/17", "@"),
        (Column("as_at", "As at", "date"), "2016-04-18", date(2016, 4, 18), "yyyy-mm-dd"),
        (Column("asked", "Asked"), True, "yes", "@"),
        (Column("quote", "Quote", "quote"), "", None, "General"),
    ],
)
def test_a_value_is_what_it_is(column: Column, value: Scalar, read: object, form: str) -> None:
    book = load_workbook(BytesIO(workbook([Result("t", "T", (column, Column("end", "")), ((value, "x"),))])))
    cell = book["T"]["A3"]
    found = cell.value.date() if isinstance(cell.value, datetime) else cell.value
    assert (found, cell.number_format) == (read, form)


def test_a_long_text_is_folded_and_its_row_is_high_enough() -> None:
    quote = "the cyber-flag is not used " * 10
    result = Result("t", "T", (Column("quote", "Quote", wide=True),), ((quote,), ("short",)))
    sheet = load_workbook(BytesIO(workbook([result])))["T"]
    assert sheet["A3"].alignment.wrap_text and sheet.row_dimensions[3].height >= 4 * 15
    assert sheet.row_dimensions[4].height is None


def test_a_list_that_is_read_back_has_nothing_but_headings_and_rows() -> None:
    result = Result("t", "", (Column("file", "file"), Column("why", "why")), (("a.csv", None),))
    sheet = load_workbook(BytesIO(workbook([result])))["T"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [["file", "why"], ["a.csv", None]]


def test_a_workbook_speaks_to_people_and_shows_headings_whole() -> None:
    columns = (Column("proof", "Check", "proof"), Column("ratio", "Times median, highest", "rate"))
    sheet = load_workbook(BytesIO(workbook([Result("t", "T", columns, (("proved", 1.5),))])))["T"]
    assert sheet["A3"].value == "adds up"
    assert sheet.row_dimensions[2].height == 3 * 15  # Times / median, / highest


def test_a_workbook_is_the_same_bytes_each_time(small: Collection) -> None:
    assert workbook(report(small).sheets()) == workbook(report(small).sheets())


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "-1", "@x", "\x1b[31m", "0-11", "2015/16", "=1\x00"])
def test_a_workbook_runs_nothing(text: str) -> None:
    content = workbook([Result("t", text, (Column("text", "Text"),), ((text,),))])
    cell = load_workbook(BytesIO(content))["T"]["A3"]
    assert cell.data_type == "s"
    assert not str(cell.value).startswith(("=", "+", "-", "@"))


def test_a_data_package_describes_every_column_it_writes(tmp_path: Path, small: Collection) -> None:
    write_package(tmp_path, small)
    described = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert [one["path"] for one in described["resources"]] == [
        "observations.csv",
        "replies.csv",
        "issues.csv",
        "sources.csv",
    ]
    for one in described["resources"]:
        with (tmp_path / one["path"]).open(encoding="utf-8", newline="") as file:
            assert next(csv.reader(file)) == [field["name"] for field in one["schema"]["fields"]]
    assert described["cyberflag"]["inputs"] == small.fingerprint
    assert [one["force"] for one in described["cyberflag"]["roster"]["asked"]] == [
        "Barsetshire Police",
        "Loamshire Police",
        "Mercia Police",
        "Wessex Police",
    ]
    assert is_package(tmp_path)


def test_a_package_is_written_over_a_package_and_over_nothing_else(tmp_path: Path, small: Collection) -> None:
    check_place(tmp_path / "new")
    check_place(tmp_path)
    write_package(tmp_path, small)
    check_place(tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    (other / "letter.txt").write_text("x")
    for wrong in (other, other / "letter.txt"):
        with pytest.raises(CyberflagError):
            check_place(wrong)


def test_the_columns_of_observations_are_those_of_the_schema(small: Collection) -> None:
    assert [column.key for column in observations(small).columns] == list(COLUMNS)
