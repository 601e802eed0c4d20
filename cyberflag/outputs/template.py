"""The return template: a workbook that a force fills in and that is read back without a doubt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from cyberflag.outputs.saved import saved
from cyberflag.outputs.workbook import FIXED, without_clock
from cyberflag.reference import entries, table
from cyberflag.summaries.wording import day
from cyberflag.words.periods import Period

WIDE, NARROW = 66, 20  # characters
LINE = 15  # points
ANSWER = PatternFill("solid", fgColor="FFF8DC")
EDGE = Border(*(Side(style="thin", color="999999"),) * 4)
# An answer stands under its question, with a free row below: beside it the two would look like a table.
ROWS = {"force": 5, "as_at": 8, "flag": 11, "since": 14, "total": 17}
COUNT_RULE = 'OR(AND(ISNUMBER({0}),{0}>=0,{0}=INT({0})),{0}="<5",LOWER({0})="not held")'
WRONG_COUNT = "Write a whole number, 0 for none, <5 for a number below five that may not be given, or: not held"


class Form(Struct, frozen=True):
    """What is asked: one period, victims under an age, of one body or of any."""

    period: Period
    age_under: int = 18
    force: str = ""


def words(kind: str) -> dict[str, str]:
    """The texts of the form and the letter."""
    found: dict[str, str] = dict(table("request")[kind])
    return found


def flag_answers() -> Sequence[str]:
    """The sentences that a force chooses from to say whether it uses the flag."""
    found: list[str] = table("request")["flag"]["answers"]
    return found


def offences_asked(period: Period, codes: Sequence[str]) -> list[str]:
    """`19D Rape of a female child under 16` for each class asked about that existed in the period."""
    by_code = {entry["code"]: entry for entry in entries("offences", "offence")}
    asked = [by_code[code] for code in codes]
    last = period.end or date.max
    return [f"{e['code']} {e['title']}" for e in asked if date.fromisoformat(str(e.get("since", date.min))) <= last]


def told(text: str, form: Form) -> str:
    """A text with the period and the age of what is asked."""
    start, end = form.period.start, form.period.end
    if start is None or end is None:
        raise ValueError("a request needs a period with both ends")
    return text.format(
        **{"from": day(start.isoformat())}, to=day(end.isoformat()), age=form.age_under, period=form.period.label
    )


def template(form: Form) -> bytes:
    """The bytes of the workbook: one visible sheet, nothing hidden, no formula."""
    book = Workbook()
    book.properties.creator = "cyberflag"
    book.properties.created = book.properties.modified = FIXED
    sheet = book.worksheets[0]
    sheet.title = "Return"
    sheet.column_dimensions["A"].width = WIDE
    for letter in "BCDE":
        sheet.column_dimensions[letter].width = NARROW
    _fill(sheet, form)
    return without_clock(saved(book))


def _fill(sheet: Worksheet, form: Form) -> None:
    texts = words("form")
    _heading(sheet, 1, told(texts["title"], form), 14)
    for row, key in ((2, "what"), (3, "how")):
        _line(sheet, row, told(texts[key], form))
    answers = DataValidation("list", formula1=f'"{",".join(flag_answers())}"', allow_blank=True)
    counts = DataValidation(
        "custom", formula1=COUNT_RULE.format(f"B{ROWS['total']}"), allow_blank=True, error=WRONG_COUNT
    )
    counts.showErrorMessage = answers.showErrorMessage = True
    sheet.add_data_validation(answers)
    sheet.add_data_validation(counts)
    for key in ("force", "as_at", "flag", "since"):
        _text(sheet, ROWS[key], 1, told(texts[key], form))
        _answer(sheet, ROWS[key] + 1, 1)
    sheet.cell(ROWS["force"] + 1, 1).value = form.force or None
    answers.add(f"A{ROWS['flag'] + 1}")
    _text(sheet, ROWS["total"], 1, told(texts["total"], form))
    _answer(sheet, ROWS["total"], 2)
    counts.add(f"B{ROWS['total']}")
    last = _by_age(sheet, ROWS["total"] + 3, form, counts)
    asked = table("request")["offences"]
    last = _by_offence(sheet, last + 3, "by_offence", offences_asked(form.period, asked["codes"]), form, counts)
    _by_offence(sheet, last + 3, "by_image", offences_asked(form.period, asked["images"]), form, counts)
    sheet.freeze_panes = "A5"
    sheet.page_setup.orientation = "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _by_age(sheet: Worksheet, top: int, form: Form, counts: DataValidation) -> int:
    texts = words("form")
    rows = [*(str(age) for age in range(form.age_under)), texts["unknown"], texts["sum"]]
    columns = [texts["female"], texts["male"], texts["unknown"], texts["sum"]]
    return _table(sheet, top, told(texts["by_age"], form), texts["age"], rows, columns, counts)


def _by_offence(
    sheet: Worksheet, top: int, title: str, asked: Sequence[str], form: Form, counts: DataValidation
) -> int:
    texts = words("form")
    rows = [*asked, texts["sum"]]
    return _table(sheet, top, told(texts[title], form), texts["offence"], rows, [texts["number"]], counts)


def _table(
    sheet: Worksheet,
    top: int,
    title: str,
    corner: str,
    rows: Sequence[str],
    columns: Sequence[str],
    counts: DataValidation,
) -> int:
    """A table to fill in, under its title; the number of its last row."""
    _heading(sheet, top, title, 11)
    for at, text in enumerate((corner, *columns), start=1):
        _text(sheet, top + 1, at, text).font = Font(bold=True)
    for row, text in enumerate(rows, start=top + 2):
        _label(sheet, row, text)
        for at in range(2, len(columns) + 2):
            _answer(sheet, row, at)
    last = top + 1 + len(rows)
    counts.add(f"B{top + 2}:{'BCDE'[len(columns) - 1]}{last}")
    return last


def _label(sheet: Worksheet, row: int, text: str) -> None:
    """An age stands as a number, so that no program makes a date of it; anything else as text."""
    if text.isdigit():
        sheet.cell(row, 1, int(text)).alignment = Alignment(horizontal="left")
    else:
        _text(sheet, row, 1, text)


def _text(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    cell = sheet.cell(row, column, text)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if len(text) > (WIDE if column == 1 else NARROW):
        sheet.row_dimensions[row].height = 2 * LINE  # no program makes room for a folded text by itself
    return cell


def _heading(sheet: Worksheet, row: int, text: str, size: int) -> None:
    sheet.cell(row, 1, text).font = Font(bold=True, size=size)


def _line(sheet: Worksheet, row: int, text: str) -> None:
    """A text over the width of the form; the row is high enough for it."""
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=5)
    _text(sheet, row, 1, text)
    sheet.row_dimensions[row].height = LINE * (1 + len(text) // 110)


def _answer(sheet: Worksheet, row: int, column: int) -> None:
    cell = sheet.cell(row, column)
    cell.fill, cell.border = ANSWER, EDGE
