"""How one file was read: every cell with its role, every count with what it became."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from cyberflag.collection.grouping import Unit, around, identify
from cyberflag.decisions import load
from cyberflag.decisions.roster import names_of
from cyberflag.grid import Document, Sheet, column_letters
from cyberflag.issues import CyberflagError, Issue, worst_first
from cyberflag.layouts import Reading
from cyberflag.observations import Observation
from cyberflag.readers.child import read_all
from cyberflag.readers.discover import ANALYST_FILES, find, own_package
from cyberflag.returns import ForceReturn, Survey, interpret, survey
from cyberflag.returns.survey import read_sheet
from cyberflag.sums import Sum
from cyberflag.tables import Table
from cyberflag.words import flags, headings, periods

Entry = dict[str, Any]
_SKIPPED = "by its name it is no return ({})."
MOST_CELLS = 20_000  # of one sheet; a longer one is drawn from its head


class _Drawn(Struct):
    """One document for `inspect`: its survey, and its sheets as entries without what the counts became."""

    survey: Survey
    sheets: list[Entry] = field(default_factory=list)


def inspect(
    path: str | os.PathLike[str], *, request: str | os.PathLike[str] | None = None
) -> tuple[Entry, ForceReturn, list[Issue]]:
    """The `inspect` object of the contract for one file, the return it makes, and its issues, worst first.

    Raises CyberflagError where the path is no file.
    """
    given = Path(path)
    if given.is_dir():
        raise CyberflagError(f"{given} is a folder: inspect takes one file.")
    record = load(_folder_of(given), request=request)
    found, skipped, problems = find([given], own_package)
    if not found:
        why = problems[0].message if problems else _SKIPPED.format(skipped[0][1]) if skipped else "nothing to read."
        raise CyberflagError(f"{given} was not read: {why}")
    names = names_of(record.roster)
    answer = next(iter(read_all([(found[0].path, found[0].name)], _drawn)))[1]
    drawn = [_Drawn(Survey(found[0].name, "", "", issues=[answer]))] if isinstance(answer, Issue) else answer
    told = around(found[0].name, replace(found[0], group=(given.resolve().parent.name,)), names)
    unit = Unit(found[0].name, [d.survey for d in drawn], force=told.force, other=told.other)
    identify(unit, names)
    one = interpret(unit.force, unit.surveys, record)
    became = {(o.where.file, o.where.sheet, o.where.cell): o for whole in one.observations for o in whole.each()}
    sheets = [_joined(sheet, d.survey.file, became) for d in drawn for sheet in d.sheets]
    passages = [
        {"place": str(s.where), "speaker": s.speaker, "text": s.text, "says": _says(s.text, one)} for s in _prose(drawn)
    ]
    issues = worst_first(i.identified(unit.surveys[0].content) for i in dict.fromkeys([*one.issues, *unit.issues]))
    return {"file": found[0].name, "force": one.force, "sheets": sheets, "passages": passages}, one, issues


def _folder_of(given: Path) -> list[Path]:
    """The folder whose analyst's files count for a file: its own, or the one above where that of a force is between."""
    around = given.resolve().parent
    return next(([f] for f in (around, around.parent) if any((f / name).is_file() for name in ANALYST_FILES)), [])


def _prose(drawn: Sequence[_Drawn]) -> list[Any]:
    return [s for d in drawn for s in d.survey.said]


def _says(text: str, one: ForceReturn) -> str:
    """What the tool takes from a sentence: a status or a statement on the flag that quotes it, or a count."""
    said = [f"{r.status}, {r.flag_use}" for r in one.replies if r.quote and r.quote in text]
    counted = [str(o.count) for o in one.observations if o.layout == "prose" and o.text == text]
    return "; ".join([*said, *counted])


def _drawn(documents: list[Document]) -> list[_Drawn]:
    """Runs in the child: the surveys, and every sheet drawn with its roles."""
    out = []
    for document, told in zip(documents, survey(documents), strict=True):
        out.append(_Drawn(told, [_sheet(sheet) for sheet in document.sheets]))
    return out


def _sheet(sheet: Sheet) -> Entry:
    readings = read_sheet(sheet)
    roles: dict[tuple[int, int], tuple[str, str]] = {}
    for reading in readings:
        roles |= _roles(reading)
    cells = []
    for r, c in sheet.cells():
        role, why = roles.get((r, c), ("metadata" if not readings else "notes", ""))
        cells.append(
            {"cell": sheet.where(r, c).cell, "role": role, "text": sheet.text(r, c), "becomes": None, "why": why}
        )
        if len(cells) >= MOST_CELLS:
            break
    tables = [_table(x) for x in readings if x.table.header_rows or x.table.body_rows]
    return {"sheet": sheet.name, "hidden": sheet.hidden, "tables": tables, "cells": cells, "file": sheet.file}


def _roles(reading: Reading) -> dict[tuple[int, int], tuple[str, str]]:
    table = reading.table
    roles: dict[tuple[int, int], tuple[str, str]] = {}
    for rows, role in ((table.titles, "metadata"), (table.notes, "notes")):
        roles |= {(r, c): (role, "") for r, _ in rows for c in table.look.filled[r]}
    for r in table.header_rows:
        roles |= {(r, c): ("header", "") for c in table.look.filled[r]}
    for r in table.body_rows:
        labelled = set(table.label_columns) if table.layout != "listing" else set()
        roles |= {(r, c): ("header", "labels its row") for c in table.look.filled[r] if c in labelled}
        roles |= {
            (r, c): ("ignored", "a column that is no count") for c in table.look.filled[r] if c in table.ignored_columns
        }
        if table.layout in ("listing", "turned"):
            told = ("data", "says something of its record")
            roles |= {(r, c): told for c in table.look.filled[r] if c not in labelled}
    roles |= {(r, g.column): ("group", "heads the rows below") for r, g in table.groups.items()}
    return roles | reading.roles


def _table(reading: Reading) -> Entry:
    table = reading.table
    rows = [*table.header_rows, *table.body_rows]
    columns = sorted({*table.label_columns, *table.value_columns, *table.ignored_columns})
    body, values = table.body_rows, table.value_columns or columns
    row = table.sheet.row_number

    def span(some: Sequence[int], left: int, right: int) -> str:
        return f"{table.where(min(some), left).cell}:{table.where(max(some), right).cell}"

    def numbers(sums: dict[int, Sum], kind: str) -> list[int]:
        return [i for i, s in sums.items() if s.kind == kind]

    return {
        "table": reading.name,
        "layout": "listing" if table.upright else table.layout,
        "range": span(rows, columns[0], columns[-1]) if rows and columns else "",
        "data": span(body, values[0], values[-1]) if body and values else "",
        "header_rows": [row(r) for r in table.header_rows],
        "label_columns": [column_letters(c) for c in table.label_columns if _has_labels(table, c)],
        "total_rows": [row(body[i]) for i in numbers(reading.row_sums, "total")],
        "total_columns": [column_letters(values[i]) for i in numbers(reading.column_sums, "total")],
        "subtotal_rows": [row(body[i]) for i in numbers(reading.row_sums, "subtotal")],
        "title": _title([text for _, text in table.titles]),
        "notes": [row(r) for r, _ in table.notes],
        "proof": reading.proof,
        "readings": reading.readings,
        "agree": reading.proof != "conflict" and reading.readings == 1,
        "why": reading.why,
    }


def _has_labels(table: Table, column: int) -> bool:
    """Whether a column labels rows; one that holds a remark beside the headings alone does not."""
    return not table.body_rows or any(column in table.look.filled[r] for r in table.body_rows)


def _title(lines: Sequence[str]) -> str:
    """Of the lines above a table, nearest first, the one that says most of what it counts."""

    def says(line: str) -> int:
        told = (flags.scope(line), headings.measure(line), headings.scope_under(line), periods.find(line))
        return sum(map(bool, told))

    return max(lines, key=says, default="")


def _joined(sheet: Entry, file: str, became: dict[tuple[str, str, str], Observation]) -> Entry:
    """The sheet's entry, its counts with the observations that they became."""
    for cell in sheet["cells"]:
        o = became.get((file, sheet["sheet"], cell["cell"]))
        if o is not None:
            cell["becomes"] = o
            cell["why"] = cell["why"] or _because(o)
    return sheet


def _because(o: Observation) -> str:
    if o.used:
        return {"headline": "makes the headline", "ages": "makes the ages", "both": "makes the headline and the ages"}[
            o.used
        ]
    return f"not used: {o.not_used_because}" if o.not_used_because else ""
