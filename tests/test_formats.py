"""One drawn sheet, written in every format that can be written, is read as one and the same sheet."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import makers
import pytest
from drawer import drawings, quick
from drawer.truths import Truth, truths
from drawer.writing import LAYOUTS, Manner, manners
from hypothesis import given

from cyberflag.decisions import Record
from cyberflag.grid import Document, Sheet, Value, shown
from cyberflag.readers import read_bytes
from cyberflag.returns import interpret, survey
from cyberflag.words import forces

QUICK = quick(8)
Write = Callable[[makers.Grid, makers.Merges], bytes]


def plain(write: Callable[[makers.Grid], bytes]) -> Write:
    """A format that has no merged cells."""
    return lambda grid, _: write(grid)


# What the file is called, how it is written, whether numbers stay numbers, whether cells can be merged.
FORMATS: dict[str, tuple[str, Write, bool, bool]] = {
    "xlsx": ("a.xlsx", makers.xlsx, True, True),
    "xlsm": ("a.xlsm", makers.xlsm, True, True),
    "xls": ("a.xls", makers.xls, True, True),
    "xlsb": ("a.xlsb", plain(makers.xlsb), True, False),
    "xlsb with shared strings": ("a.xlsb", plain(partial(makers.xlsb, shared=True)), True, False),
    "ods": ("a.ods", makers.ods, True, True),
    "fods": ("a.fods", makers.fods, True, True),
    "XML Spreadsheet 2003": ("a.xls", makers.xml2003, True, True),
    "html": ("a.xls", makers.html, False, True),
    "mhtml": ("a.xls", makers.mhtml, False, True),
    "csv": ("a.csv", plain(makers.csv), False, False),
    "csv with semicolons": ("a.csv", plain(partial(makers.csv, delimiter=";")), False, False),
    "tsv": ("a.tsv", plain(partial(makers.csv, delimiter="\t", encoding="utf-16")), False, False),
    "tab-separated text called xls": ("a.xls", plain(partial(makers.csv, delimiter="\t")), False, False),
}


def cells(sheet: Sheet, numbers: bool) -> dict[str, Value]:
    """What stands in each cell: the value, or where a format knows but texts, the text."""
    return {
        sheet.where(r, c).cell: sheet.value(r, c) if numbers else sheet.text(r, c)
        for r, c in sheet.cells()
        if sheet.text(r, c)
    }


def differences(sheet: Sheet, file: str, write: Write, numbers: bool, merged: bool) -> Iterator[str]:
    """How the sheet differs from itself written and read."""
    covered = {
        (r, c)
        for m in sheet.merges
        for r in range(m.top, m.bottom + 1)
        for c in range(m.left, m.right + 1)
        if (r, c) != (m.top, m.left)
    }
    grid: makers.Grid = [
        [None if (r, c) in covered else _written(sheet.value(r, c), numbers) for c in range(sheet.width)]
        for r in range(len(sheet.rows))
    ]
    document = read_bytes(write(grid, [(m.top, m.left, m.bottom, m.right) for m in sheet.merges]), file)[0]
    if len(document.sheets) != 1:
        yield f"{len(document.sheets)} sheets of {document.format}: {[i.message for i in document.issues]}"
        return
    found = document.sheets[0]
    meant, read = cells(sheet, numbers), cells(found, numbers)
    yield from (
        f"{at}: {read.get(at)!r}, meant {meant.get(at)!r}"
        for at in sorted(meant | read)
        if meant.get(at) != read.get(at)
    )
    if merged and set(found.merges) != set(sheet.merges):
        yield f"merges {found.merges}"
    if found.hidden or found.hidden_rows or found.hidden_columns:
        yield "something is hidden"


def _written(value: Value, numbers: bool) -> str | float | None:
    if isinstance(value, float):
        return value if numbers and not value.is_integer() else int(value) if value.is_integer() else shown(value)
    return value if isinstance(value, str) or value is None else shown(value)


def plain_drawings(merged: bool) -> Iterator[tuple[str, Sheet]]:
    """The sheets of all drawings that hold nothing but texts, numbers and, where wanted, merged cells."""
    for name in drawings.names():
        for document in drawings.named(name).documents:
            for sheet in document.sheets:
                odd = sheet.hidden or sheet.hidden_rows or sheet.hidden_columns or sheet.marks or sheet.texts
                simple = all(isinstance(v, str | float | None) for row in sheet.rows for v in row)
                if sheet.rows and sheet.width > 1 and simple and not odd and (merged or not sheet.merges):
                    yield name, sheet


@pytest.mark.parametrize("kind", FORMATS)
def test_every_drawing_is_the_same_in_every_format(kind: str) -> None:
    file, write, numbers, merged = FORMATS[kind]
    wrong = [
        f"{name}: {what}"
        for name, sheet in plain_drawings(merged)
        for what in differences(sheet, file, write, numbers, merged)
    ]
    assert not wrong, "\n".join(wrong)
    assert sum(1 for _ in plain_drawings(merged)) > 100


# Bytes that stay as they are, whatever becomes of their recipe; LibreOffice and pyxlsb read the same cells in them.
FIXED = Path(__file__).parent / "makers" / "age-by-sex.xlsb"


@pytest.mark.parametrize("kind", FORMATS)
def test_the_fixed_binary_workbook_is_the_same_sheet_as_its_drawing_in_every_format(kind: str) -> None:
    file, write, numbers, merged = FORMATS[kind]
    (drawn,) = drawings.named(FIXED.stem).documents
    (fixed,) = read_bytes(FIXED.read_bytes(), FIXED.name)
    assert (fixed.format, fixed.issues, [one.name for one in fixed.sheets]) == ("xlsb", [], ["Sheet1"])
    assert cells(fixed.sheets[0], numbers) == cells(drawn.sheets[0], numbers)
    assert not list(differences(fixed.sheets[0], file, write, numbers, merged))
    assert figures(fixed) == figures(drawn) != []


def test_the_fixed_binary_workbook_is_made_by_its_recipe() -> None:
    (drawn,) = drawings.named(FIXED.stem).documents
    grid: makers.Grid = [[_written(value, True) for value in row] for row in drawn.sheets[0].rows]
    made, fixed = (zipfile.ZipFile(io.BytesIO(one)) for one in (makers.xlsb(grid, shared=True), FIXED.read_bytes()))
    assert {name: made.read(name) for name in made.namelist()} == {name: fixed.read(name) for name in fixed.namelist()}


@pytest.mark.parametrize("kind", FORMATS)
def test_a_truth_drawn_by_chance_gives_the_same_figures_in_every_format(kind: str) -> None:
    file, write, numbers, merged = FORMATS[kind]

    @given(truths(highest=9), manners)
    @QUICK
    def prove(truth: Truth, manner: Manner) -> None:
        for layout in ("offence by age", "age by sex", "long form", "side by side"):
            sheet = LAYOUTS[layout](truth, manner).sheets[0]
            assert not list(differences(sheet, file, write, numbers, merged)), layout
        grid = [[_written(v, numbers) for v in row] for row in sheet.rows]
        assert figures(read_bytes(write(grid, ()), file)[0]) == figures(Document("a", "xlsx", "", [sheet]))

    prove()


def figures(document: Document) -> list[tuple[object, ...]]:
    kent = forces.whole("Kent Police")
    assert isinstance(kent, forces.Force)
    one = interpret(kent, survey([document]), Record())
    return [(h.period.label, h.measure, h.flag, h.count.low, h.count.high, h.proof) for h in one.headlines]
