"""The periods of a table's lines: bare years that are financial ones, periods that a note shortens, totals over several."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import pairwise

from msgspec.structs import replace

from cyberflag.grid import Value
from cyberflag.issues import Severity, Where, issue
from cyberflag.layouts.dims import Dims
from cyberflag.layouts.reading import Reading
from cyberflag.tables import Heading, Table
from cyberflag.words import periods, telling
from cyberflag.words.periods import Period

CHOICES = ("reading = 1", "reading = 2")


def financial_years(reading: Reading, rows: dict[int, Dims], columns: dict[int, Dims]) -> None:
    """Make the bare years that label rows and columns financial ones, where headings or titles say that they are."""
    for heads, axis in ((reading.table.row_heads, rows), (reading.table.column_heads, columns)):
        for line, dims in axis.items():
            heading = next((h for h in reversed(heads.get(line, [])) if _bare(h.text)), None)
            kind = _kind(reading.table, heading, heads.get(line, [])) if heading and dims.period else ""
            if heading and kind:
                period = _meant(int(heading.text[:4]), kind)
                axis[line] = replace(dims, period=period)
                _doubt(reading, reading.table.where(heading.row, heading.column), heading.text, period, kind)


def of_records(reading: Reading, column: int, values: list[Value]) -> list[Value]:
    """The values of a listing's column of periods, bare years as the financial ones that its heading says they are."""
    table = reading.table
    kind = telling.years(table.column_heads[column][-1].text) if table.column_heads.get(column) else ""
    if kind not in ("financial", "ending"):
        return values
    found = list(values)
    for i, value in enumerate(values):
        text = "" if isinstance(value, date | datetime | bool) or value is None else str(value).strip()
        if _bare(text):
            period = _meant(int(text[:4]), kind)
            found[i] = period.label
            _doubt(reading, table.where(table.body_rows[i], column), text, period, kind)
    return found


def _bare(text: str) -> bool:
    return text.removesuffix(".0").isdecimal() and len(text.removesuffix(".0")) == 4


def _meant(year: int, kind: str) -> Period:
    return periods.financial_year(year - (kind == "ending"))


def _kind(table: Table, heading: Heading, path: Sequence[Heading]) -> str:
    """What the nearest words say of the years: those over the heading, else the titles; empty for calendar years."""
    look = table.look
    near = [h.text for h in reversed(path) if h is not heading]
    corner = [look.text(r, heading.column) for r in reversed(table.header_rows) if r != heading.row]
    lines = [*near, *corner, *(text for _, text in table.titles), *table.above, table.sheet.name]
    said = next((kind for text in lines if (kind := telling.years(text))), "")
    return "" if said == "calendar" else said


def _doubt(reading: Reading, where: Where, text: str, period: Period, kind: str) -> None:
    """Say once a table that a bare financial year was taken for the one that begins in it."""
    if kind != "financial" or reading.years:
        return
    other = periods.financial_year(int(text[:4]) - 1)
    words = f"“{text}” is a financial year: {period.label} (reading 1), or {other.label}, which ends in it (reading 2)."
    reading.years = issue("two-readings", where, words, severity=Severity.WARNING, text=text, choices=CHOICES)


def noted_periods(table: Table, columns: dict[int, Dims]) -> None:
    """A note on a heading may shorten its period: `2016/17*` over `* covers April to December 2016 only`."""
    for c, d in columns.items():
        text = table.column_heads[c][-1].text if table.column_heads.get(c) else ""
        mark = text[len(text.rstrip("*†‡")) :]
        if not mark or d.period is None:
            continue
        notes = [note for _, note in table.notes if note.startswith(mark) and note.strip("*†‡ ") != note]
        spans = {f.period for note in notes for f in periods.find(note) if d.period.contains(f.period)} - {d.period}
        if len(spans) == 1:
            columns[c] = replace(d, period=spans.pop())


def span_periods(reading: Reading) -> None:
    """A total over periods covers them all, where they follow on one another."""
    spans = sorted(
        {o.period for o in reading.observations if o.role == "part" and o.period.known}, key=lambda p: (p.start, p.end)
    )
    if len(spans) < 2:
        return
    joined = all(a.end and b.start and (b.start - a.end).days == 1 for a, b in pairwise(spans))
    whole = Period(spans[0].start, spans[-1].end) if joined else Period()
    for i, o in enumerate(reading.observations):
        if o.role != "part" and not o.period.known:
            reading.observations[i] = replace(o, period=whole)
