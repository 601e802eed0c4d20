"""One drawn sheet, written in every format that can be written, is read as one and the same sheet."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import makers
import pytest
from drawer import drawings, quick
from drawer.sending import FORMATS, Format, written
from drawer.truths import Truth, truths
from drawer.writing import LAYOUTS, Manner, manners
from hypothesis import given

from cyberflag.decisions import Record
from cyberflag.grid import Document, Sheet, Value
from cyberflag.readers import read_bytes
from cyberflag.returns import interpret, survey
from cyberflag.words import forces

QUICK = quick(8)


def cells(sheet: Sheet, numbers: bool) -> dict[str, Value]:
    """What stands in each cell: the value, or where a format knows but texts, the text."""
    return {
        sheet.where(r, c).cell: sheet.value(r, c) if numbers else sheet.text(r, c)
        for r, c in sheet.cells()
        if sheet.text(r, c)
    }


def differences(sheet: Sheet, how: Format) -> Iterator[str]:
    """How the sheet differs from itself written and read."""
    covered = {
        (r, c)
        for m in sheet.merges
        for r in range(m.top, m.bottom + 1)
        for c in range(m.left, m.right + 1)
        if (r, c) != (m.top, m.left)
    }
    grid: makers.Grid = [
        [None if (r, c) in covered else written(sheet.value(r, c), how.numbers) for c in range(sheet.width)]
        for r in range(len(sheet.rows))
    ]
    document = read_bytes(how.write(grid, [(m.top, m.left, m.bottom, m.right) for m in sheet.merges]), how.file)[0]
    if len(document.sheets) != 1:
        yield f"{len(document.sheets)} sheets of {document.format}: {[i.message for i in document.issues]}"
        return
    found = document.sheets[0]
    meant, read = cells(sheet, how.numbers), cells(found, how.numbers)
    yield from (
        f"{at}: {read.get(at)!r}, meant {meant.get(at)!r}"
        for at in sorted(meant | read)
        if meant.get(at) != read.get(at)
    )
    if how.merged and set(found.merges) != set(sheet.merges):
        yield f"merges {found.merges}"
    if found.hidden or found.hidden_rows or found.hidden_columns:
        yield "something is hidden"


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
    how = FORMATS[kind]
    wrong = [f"{name}: {what}" for name, sheet in plain_drawings(how.merged) for what in differences(sheet, how)]
    assert not wrong, "\n".join(wrong)
    assert sum(1 for _ in plain_drawings(how.merged)) > 100


# Bytes that stay as they are, whatever becomes of their recipe; LibreOffice and pyxlsb read the same cells in them.
FIXED = Path(__file__).parent / "makers" / "age-by-sex.xlsb"


@pytest.mark.parametrize("kind", FORMATS)
def test_the_fixed_binary_workbook_is_the_same_sheet_as_its_drawing_in_every_format(kind: str) -> None:
    how = FORMATS[kind]
    (drawn,) = drawings.named(FIXED.stem).documents
    (fixed,) = read_bytes(FIXED.read_bytes(), FIXED.name)
    assert (fixed.format, fixed.issues, [one.name for one in fixed.sheets]) == ("xlsb", [], ["Sheet1"])
    assert cells(fixed.sheets[0], how.numbers) == cells(drawn.sheets[0], how.numbers)
    assert not list(differences(fixed.sheets[0], how))
    assert figures(fixed) == figures(drawn) != []


def test_the_fixed_binary_workbook_is_made_by_its_recipe() -> None:
    (drawn,) = drawings.named(FIXED.stem).documents
    grid: makers.Grid = [[written(value, True) for value in row] for row in drawn.sheets[0].rows]
    made, fixed = (zipfile.ZipFile(io.BytesIO(one)) for one in (makers.xlsb(grid, shared=True), FIXED.read_bytes()))
    assert {name: made.read(name) for name in made.namelist()} == {name: fixed.read(name) for name in fixed.namelist()}


@pytest.mark.parametrize("kind", FORMATS)
def test_a_truth_drawn_by_chance_gives_the_same_figures_in_every_format(kind: str) -> None:
    how = FORMATS[kind]

    @given(truths(highest=9), manners)
    @QUICK
    def prove(truth: Truth, manner: Manner) -> None:
        for layout in ("offence by age", "age by sex", "long form", "side by side"):
            sheet = LAYOUTS[layout](truth, manner).sheets[0]
            assert not list(differences(sheet, how)), layout
        grid = [[written(v, how.numbers) for v in row] for row in sheet.rows]
        assert figures(read_bytes(how.write(grid, ()), how.file)[0]) == figures(Document("a", "xlsx", "", [sheet]))

    prove()


def figures(document: Document) -> list[tuple[object, ...]]:
    kent = forces.whole("Kent Police")
    assert isinstance(kent, forces.Force)
    one = interpret(kent, survey([document]), Record())
    return [(h.period.label, h.measure, h.flag, h.count.low, h.count.high, h.proof) for h in one.headlines]
