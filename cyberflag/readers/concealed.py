"""What a workbook holds that its pages do not show. Said by kind and number; the content itself is never told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cyberflag.grid import Sheet, address
from cyberflag.issues import Issue, Where, issue
from cyberflag.patterns import late
from cyberflag.readers.compound import Compound
from cyberflag.readers.facts import SheetFacts
from cyberflag.readers.properties import property_issues
from cyberflag.readers.properties import told as property_told
from cyberflag.readers.propertysets import properties
from cyberflag.readers.sheetparts import Package, SheetPart

_MOST = 20  # cells of one kind named one by one; the rest are counted

_PARTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (late(r"/pivotCacheRecords\d*\.(xml|bin)$"), "a pivot cache, which is a copy of the records behind a table"),
    (late(r"^xl/model/|^xl/customData/"), "a data model, which is a copy of the records behind a table"),
    (late(r"^xl/connections\.xml$"), "a connection to a database"),
    (late(r"^xl/embeddings/"), "an embedded file"),
    (late(r"/vbaProject\.bin$"), "macros (they are not run)"),
)
_LINKS = late(r"^xl/externalLinks/externalLink\d*\.(xml|bin)$")


def cell_issues(sheet: Sheet) -> Iterator[Issue]:
    """Error cells and formulas saved without their value, each at its place."""
    for mark, code, told in (
        ("error", "error-cell", "holds the error {}"),
        ("no-value", "formula-without-value", "has no saved value"),
    ):
        places = sorted(place for place, marks in sheet.marks.items() if mark in marks)
        for place in places[:_MOST]:
            text = sheet.texts.get(place, "")
            yield issue(code, sheet.where(*place), f"The cell {told.format(text)}.", text=text)
        if len(places) > _MOST:
            rest = f"{len(places) - _MOST:,} more cells of this sheet are alike."
            yield issue(code, Where(sheet.file, sheet.name), rest)


def sheet_issues(sheet: Sheet, facts: SheetFacts | None = None, comments: int = 0) -> Iterator[Issue]:
    """Hidden sheets, rows, columns and cells that hold something, and comments."""
    where = Where(sheet.file, sheet.name)
    cells = sum(1 for _ in sheet.cells()) if sheet.hidden else 0
    if cells:
        yield issue("hidden-content", where, f"The sheet is hidden and holds {_count(cells, 'cell')}.")
    yield from _hidden_lines(sheet, where, bool(facts and facts.filtered))
    if facts and facts.covered["format"]:
        said = f"{_count(facts.covered['format'], 'cell')} show a mark or nothing by their number format, and still hold the number."
        yield issue("hidden-content", where, said)
    if facts and facts.covered["white"]:
        number = facts.covered["white"]
        said = f"{_count(number, 'cell')} {'is' if number == 1 else 'are'} written in the colour of what is behind."
        yield issue("hidden-content", where, said)
    if comments:
        yield issue("hidden-content", where, f"The sheet has {_count(comments, 'comment')} on its cells.")


def _hidden_lines(sheet: Sheet, where: Where, filtered: bool) -> Iterator[Issue]:
    in_rows = [
        (r, c)
        for r in sheet.hidden_rows
        if r < len(sheet.rows)
        for c, v in enumerate(sheet.rows[r])
        if v not in ("", None)
    ]
    if in_rows:
        first = sheet.where(min(in_rows)[0], 0).cell
        how = "filtered out" if filtered else "hidden"
        told = f"{_count(len({r for r, _ in in_rows}), 'row')} {how} (first at {first}), with {_count(len(in_rows), 'cell')} in them."
        yield issue("hidden-content", where, told)
    in_columns = (
        [c for row in sheet.rows for c in sheet.hidden_columns if c < len(row) and row[c] not in ("", None)]
        if sheet.hidden_columns
        else []
    )
    if in_columns:
        first = address(0, min(in_columns)).rstrip("1")
        told = f"{_count(len(set(in_columns)), 'column')} hidden (first {first}), with {_count(len(in_columns), 'cell')} in them."
        yield issue("hidden-content", where, told)


def comments_of(package: Package, part: SheetPart) -> int:
    """The number of comments on the cells of a sheet."""
    total = 0
    for kind, target in package.relations(part.part).values():
        if kind in ("comments", "threadedComment"):
            total = max(total, len(re.findall(rb"<(?:comment|threadedComment)\s", package.part(target))))
    return total


def workbook_issues(name: str, package: Package) -> Iterator[Issue]:
    """What the workbook carries beside its sheets."""
    carried = [what for pattern, what in _PARTS if any(map(pattern.search, package.members))]
    yield from _beside(name, carried, sum(1 for part in package.members if _LINKS.search(part)))
    parts = ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml")
    yield from property_issues(name, *(package.part(part) for part in parts))


_FOLDERS = (
    ("_VBA_PROJECT_CUR", "macros (they are not run)"),
    ("_SX_DB_CUR", "a pivot cache, which is a copy of the records behind a table"),
    ("MBD", "an embedded file"),
)


def old_workbook_issues(name: str, file: Compound, links: int) -> Iterator[Issue]:
    """The same of an xls, which refers to so many other workbooks."""
    carried = [what for begins, what in _FOLDERS if any(folder.startswith(begins) for folder in file.folders)]
    yield from _beside(name, carried, links)
    yield from property_told(name, *properties(file))


def _beside(name: str, carried: Iterable[str], links: int) -> Iterator[Issue]:
    """What lies in a workbook beside its sheets, and how many others it keeps values of."""
    for what in carried:
        yield issue("hidden-content", Where(name), f"The workbook carries {what}.")
    if links:
        told = f"The workbook keeps values of {_count(links, 'other workbook')} that it refers to."
        yield issue("hidden-content", Where(name), told)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
