"""What is sent, and that what comes back in it is read without a doubt."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from cyberflag.cli import main
from cyberflag.collection import collect
from cyberflag.decisions import load
from cyberflag.issues import Severity
from cyberflag.outputs.letter import as_document, as_text, paragraphs
from cyberflag.outputs.template import ROWS, Form, flag_answers, offences_asked, template
from cyberflag.reference import table
from cyberflag.summaries.figures import counted
from cyberflag.words.forces import default_roster
from cyberflag.words.periods import financial_year

YEAR = financial_year(2016)
FORCES = [force.name for force in default_roster() if force.kind == "territorial"]
USES, CAVEAT, NOT_USED, NOT_AWARE, _ = range(5)
# How each in turn fills the form in; `flag` is the sentence it chooses.
WAYS = ("whole", "whole", "small", "blank", "total", "later", "caveat", "not used", "not aware", "noughts")
USE = {
    "later": "introduced-later",
    "caveat": "used-with-caveat",
    "not used": "not-used",
    "not aware": "not-aware",
}
IMAGES = (7, 3, 2, 12)


def sheet_of(content: bytes) -> Worksheet:
    sheet = load_workbook(BytesIO(content)).worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def below(sheet: Worksheet, heading: str) -> list[int]:
    """The rows of each table that begins with a heading in column A, one table after the other."""
    return [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == heading]


def numbers_of(at: int) -> tuple[list[list[int]], int]:
    """Counts by age (0 to 17, then unknown) and sex of the force with this number, and their sum."""
    grid = [
        [0, 0, 0] if age < 5 else [(at + age) % 7 + age // 4, (at * age) % 5, (at + age) % 11 == 0] for age in range(19)
    ]
    return [[int(n) for n in row] for row in grid], sum(int(n) for row in grid for n in row)


def fill(sheet: Worksheet, way: str, at: int) -> int | None:
    """Fill a form in; the figure that it stands for, None where it gives none."""
    if way in ("not used", "not aware"):
        sheet.cell(ROWS["flag"] + 1, 1).value = flag_answers()[NOT_USED if way == "not used" else NOT_AWARE]
        sheet.cell(ROWS["total"], 2).value = 0 if way == "not used" else None
        return None
    grid, total = numbers_of(at) if way != "noughts" else ([[0, 0, 0]] * 19, 0)
    sheet.cell(ROWS["as_at"] + 1, 1).value = "as at 30 May 2017"
    sheet.cell(ROWS["flag"] + 1, 1).value = flag_answers()[CAVEAT if way == "caveat" else USES]
    if way == "later":
        sheet.cell(ROWS["since"] + 1, 1).value = "The flag came into use on 1 October 2016."
    sheet.cell(ROWS["total"], 2).value = total
    if way != "total":
        fill_ages(sheet, way, grid)
        fill_offences(sheet, way, total)
    for row, number in enumerate(IMAGES, start=below(sheet, "Offence")[1] + 1):
        sheet.cell(row, 2).value = "not held" if way == "total" else number
    return total


def written(number: int, way: str) -> int | str:
    return "<5" if way == "small" and 0 < number < 5 else number


def fill_ages(sheet: Worksheet, way: str, grid: list[list[int]]) -> None:
    (top,) = below(sheet, "Age")
    rows = [[*row, sum(row)] for row in grid]
    for row, numbers in enumerate(rows, start=top + 1):
        for column, number in enumerate(numbers, start=2):
            sheet.cell(row, column).value = written(number, way)
    for column, whole in enumerate(zip(*rows, strict=True), start=2):
        sheet.cell(top + 1 + len(rows), column).value = sum(whole)


def fill_offences(sheet: Worksheet, way: str, total: int) -> None:
    top = below(sheet, "Offence")[0]
    names = len(offences_asked(YEAR, table("request")["offences"]["codes"]))
    left = total
    for row in range(top + 1, top + 1 + names):
        number = left if row == top + names else min(left, row % 4 * 3)
        left -= number
        if number or way != "blank":
            sheet.cell(row, 2).value = written(number, way)
    sheet.cell(top + 1 + names, 2).value = total


@pytest.fixture(scope="module")
def round_of_43(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, tuple[str, int | None]]]:
    folder = tmp_path_factory.mktemp("round")
    truth = {}
    for at, force in enumerate(FORCES):
        way = WAYS[at % len(WAYS)]
        sheet = sheet_of(template(Form(YEAR, 18, force)))
        truth[force] = (way, fill(sheet, way, at))
        book = sheet.parent
        assert book is not None
        book.save(folder / f"{force}.xlsx")
    request = '[request]\nflag = "cyber"\nperiod = "2016/17"\nmeasure = "offences"\nage_under = 18\n'
    (folder / "request.toml").write_text(request, encoding="utf-8")
    return folder, truth


def test_forms_of_43_bodies_are_read_without_a_doubt(
    round_of_43: tuple[Path, dict[str, tuple[str, int | None]]],
) -> None:
    folder, truth = round_of_43
    made = collect(folder)
    assert len(truth) == 43
    assert [i for i in made.issues if i.severity is not Severity.NOTE] == []
    figures = {one.force: headline for one, headline in counted(made)}
    assert {force: h.count.exact for force, h in figures.items()} == {
        force: number for force, (_, number) in truth.items() if number is not None
    }
    assert {(h.period, h.measure, h.flag, h.from_request) for h in figures.values()} == {
        (YEAR, "offences", "cyber", ())
    }
    assert {one.force: one.flag_use for one in made.returns} == {
        force: USE.get(way, "used") for force, (way, _) in truth.items()
    }


def test_ages_and_offences_come_back(round_of_43: tuple[Path, dict[str, tuple[str, int | None]]]) -> None:
    folder, truth = round_of_43
    made = collect(folder / f"{FORCES[0]}.xlsx")
    grid, total = numbers_of(0)
    ages = {o.age.low: 0 for o in made.observations if o.used in ("ages", "both") and o.age.kind == "single"}
    for o in made.observations:
        if o.used in ("ages", "both") and o.age.low in ages:
            ages[o.age.low] += o.count.low
    assert [ages[age] for age in range(18)] == [sum(row) for row in grid[:18]]
    assert sum(sum(row) for row in grid) == total == truth[FORCES[0]][1]


@pytest.mark.parametrize("force", ["", "Kent Police"])
def test_nothing_is_hidden_and_nothing_is_a_formula(force: str) -> None:
    book = load_workbook(BytesIO(template(Form(YEAR, 18, force))))
    (sheet,) = book.worksheets
    assert sheet.sheet_state == "visible"
    assert not any(size.hidden for size in (*sheet.row_dimensions.values(), *sheet.column_dimensions.values()))
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    kinds = sorted(str(rule.type) for rule in sheet.data_validations.dataValidation)
    assert kinds == ["custom", "list"]
    listed = next(rule for rule in sheet.data_validations.dataValidation if rule.type == "list")
    assert listed.formula1 == f'"{",".join(flag_answers())}"'
    assert len(listed.formula1) <= 257 and not any("," in answer for answer in flag_answers())


def test_an_empty_form_holds_no_figure(tmp_path: Path) -> None:
    (tmp_path / "Kent Police.xlsx").write_bytes(template(Form(YEAR)))
    made = collect(tmp_path)
    assert [h for one in made.returns for h in one.headlines] == []
    assert [i.code for i in made.issues if i.severity is Severity.ERROR] == []


def test_the_same_request_is_the_same_bytes() -> None:
    form = Form(YEAR)
    assert template(form) == template(form)
    assert as_document(paragraphs(form)) == as_document(paragraphs(form))


@pytest.mark.parametrize(("year", "asked"), [(2015, False), (2016, False), (2017, True)])
def test_an_offence_is_asked_about_only_once_it_existed(year: int, asked: bool) -> None:
    found = offences_asked(financial_year(year), table("request")["offences"]["codes"])
    assert any(text.startswith("71/17") for text in found) is asked


def test_a_letter_as_text_and_as_a_document(tmp_path: Path) -> None:
    lines = paragraphs(Form(YEAR))
    path = tmp_path / "letter.docx"
    path.write_bytes(as_document(lines))
    assert [paragraph.text for paragraph in docx.Document(str(path)).paragraphs] == lines
    text = as_text(lines).decode()
    assert "1 April 2016 to 31 March 2017" in " ".join(text.split()) and "{" not in text
    assert max(map(len, text.splitlines())) <= 78


def test_the_command_writes_all_that_is_needed(tmp_path: Path) -> None:
    folder = tmp_path / "request"
    asked = tmp_path / "asked.csv"
    asked.write_text("force\nKent\nEssex\n", encoding="utf-8")
    command = ["request", "--period", "2016/17", "-o", str(folder), "--each", "--asked", str(asked), "-q"]
    assert main(command) == 0
    assert sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.*")) == [
        "forms/Essex Police.xlsx",
        "forms/Kent Police.xlsx",
        "letter.docx",
        "request.toml",
        "return_template.xlsx",
    ]
    request = load([folder]).request
    assert request and (request.period, request.flag, request.age_under) == (YEAR, "cyber", 18)
    again = [
        "request",
        "--request",
        str(folder / "request.toml"),
        "--letter",
        "txt",
        "-o",
        str(tmp_path / "again"),
        "-q",
    ]
    assert main(again) == 0
    assert (tmp_path / "again" / "request.toml").read_bytes() == (folder / "request.toml").read_bytes()


@pytest.mark.parametrize(
    ("options", "complaint"), [([], "name the period"), (["--period", "someday"], "is not a period")]
)
def test_what_cannot_be_asked(
    options: list[str], complaint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["request", "-o", str(tmp_path / "request"), *options]) == 2
    assert complaint in capsys.readouterr().err
