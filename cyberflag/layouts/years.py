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
from cyberflag.words import headings, periods, telling
from cyberflag.words.periods import Period

LONGEST_MONTH = 31  # days
CHOICES = ("reading = 1", "reading = 2")
AMONG_FINANCIAL = (*CHOICES, "reading = 3")  # calendar, or the financial year that begins or ends in it


def financial_years(reading: Reading, rows: dict[int, Dims], columns: dict[int, Dims]) -> None:
    """Make the bare years that label rows and columns financial ones, where headings or titles say that they are."""
    _years_said_to(rows)
    _years_said_to(columns)
    for heads, axis in ((reading.table.row_heads, rows), (reading.table.column_heads, columns)):
        for line, dims in axis.items():
            heading = next((h for h in reversed(heads.get(line, [])) if _bare(h.text)), None)
            kind = _kind(reading.table, heading, heads.get(line, [])) if heading and dims.period else ""
            if heading and kind:
                period = _meant(int(heading.text[:4]), kind)
                axis[line] = replace(dims, period=period)
                _doubt(reading, reading.table.where(heading.row, heading.column), heading.text, period, kind)


def spans_of_dates(table: Table, rows: dict[int, Dims]) -> None:
    """Give each row the period from the date in a column `From` to the date in a column `To`."""
    said = {headings.particular(_own_heading(table, c)): c for c in table.label_columns}
    if not {"start", "end"} <= said.keys():
        return
    for r, dims in rows.items():
        first, last = (table.look.value(r, said[kind]) for kind in ("start", "end"))
        period = periods.parse(f"{_day(first)} to {_day(last)}")
        if period and period.start and period.end:
            texts = {f"label: {table.look.text(r, c)}" for c in (said["start"], said["end"])}
            kept = [one for one in dims.category.split("; ") if one not in texts]
            rows[r] = replace(dims, period=period, category="; ".join(kept))


def years_to_months(table: Table, rows: dict[int, Dims], columns: dict[int, Dims]) -> None:
    """Make the months below a heading `12 months to` or `Year ending` the years that they end."""
    corner = [table.look.text(r, c) for r in table.header_rows for c in table.label_columns]
    over_rows = any(telling.is_twelve_months(text) for text in [*corner, *(title for _, title in table.titles)])
    for axis, heads in ((rows, table.row_heads), (columns, table.column_heads)):
        for line, dims in axis.items():
            said = over_rows or any(telling.is_twelve_months(h.text) for h in heads.get(line, ())[:-1])
            end = dims.period.end if said and dims.period and (dims.period.days or 99) <= LONGEST_MONTH else None
            if end:
                start = date(end.year, end.month, 1).replace(year=end.year - 1)
                axis[line] = replace(dims, period=Period(_month_after(start), end))


def _month_after(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def _own_heading(table: Table, column: int) -> str:
    return table.look.text(table.header_rows[-1], column) if table.header_rows else ""


def _day(value: Value) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value or "")


def years_of_two_kinds(reading: Reading, rows: dict[int, Dims], columns: dict[int, Dims]) -> None:
    """Ask what a bare `2015` among `2013/14`, `2014/15` is: it is taken as printed, for the calendar year."""
    table = reading.table
    for heads, axis in ((table.row_heads, rows), (table.column_heads, columns)):
        paths = {line: heads.get(line, []) for line, d in axis.items() if d.period and d.period.is_year}
        bare = [h for path in paths.values() for h in path if _bare(h.text) and not _kind(table, h, path)]
        said = {_words_of_calendar(table, path) for path in paths.values()}
        if bare and not any(said) and any(_financial(axis[line].period) for line in paths):
            _among(reading, table.where(bare[0].row, bare[0].column), bare[0].text)


def _years_said_to(axis: dict[int, Dims]) -> None:
    """`2014 to 2015` beside `2015 to 2016` or `2013/14` are financial years: as calendar years they would overlap."""
    spans = {d.period: year for d in axis.values() if d.period and (year := periods.two_calendar_years(d.period))}
    years = sorted(spans.values())
    chained = len(years) > 1 and all(b - a == 1 for a, b in pairwise(years))
    if spans and (chained or any(_financial(d.period) for d in axis.values())):
        for line, d in axis.items():
            if d.period in spans:
                axis[line] = replace(d, period=periods.financial_year(spans[d.period]))


def _words_of_calendar(table: Table, path: Sequence[Heading]) -> bool:
    lines = [*(h.text for h in path), *(text for _, text in table.titles), *table.above, table.sheet.name]
    return any(telling.years(text) == "calendar" for text in lines)


def _financial(period: Period | None) -> bool:
    return period is not None and period.is_year and period.start is not None and period.start.month == 4


def _among(reading: Reading, where: Where, text: str) -> None:
    if reading.years:
        return
    begins, ends = (periods.financial_year(int(text[:4]) - n).label for n in (0, 1))
    words = (
        f"“{text}” stands among financial years and is read as the calendar year (reading 1); "
        f"it may be {begins} (reading 2) or {ends} (reading 3)."
    )
    reading.years = issue("two-readings", where, words, severity=Severity.WARNING, text=text, choices=AMONG_FINANCIAL)


def of_records(reading: Reading, column: int, values: list[Value]) -> list[Value]:
    """The values of a listing's column of periods, bare years as the financial ones that its heading says they are."""
    table = reading.table
    kind = telling.years(table.column_heads[column][-1].text) if table.column_heads.get(column) else ""
    if kind not in ("financial", "ending"):
        _records_of_two_kinds(reading, column, values if not kind else [])
        return values
    found = list(values)
    for i, value in enumerate(values):
        text = "" if isinstance(value, date | datetime | bool) or value is None else str(value).strip()
        if _bare(text):
            period = _meant(int(text[:4]), kind)
            found[i] = period.label
            _doubt(reading, table.where(table.body_rows[i], column), text, period, kind)
    return found


def _records_of_two_kinds(reading: Reading, column: int, values: list[Value]) -> None:
    texts = {
        str(v).strip(): i for i, v in reversed(list(enumerate(values))) if v is not None and not isinstance(v, date)
    }
    bare = [i for text, i in texts.items() if _bare(text)]
    if bare and any(_financial(periods.parse(text)) for text in texts):
        first = min(bare)
        _among(reading, reading.table.where(reading.table.body_rows[first], column), str(values[first]).strip())


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


def noted_periods(table: Table, axis: dict[int, Dims], heads: dict[int, list[Heading]]) -> None:
    """A note on a heading may shorten its period: `2016/17*` over `* covers April to December 2016 only`."""
    for line, d in axis.items():
        text = heads[line][-1].text if heads.get(line) else ""
        mark = text[len(text.rstrip("*†‡")) :]
        if not mark or d.period is None:
            continue
        notes = [note for _, note in table.notes if note.startswith(mark) and note.strip("*†‡ ") != note]
        spans = {f.period for note in notes for f in periods.find(note) if d.period.contains(f.period)} - {d.period}
        if len(spans) == 1:
            axis[line] = replace(d, period=spans.pop())


def span_periods(reading: Reading) -> None:
    """A total over periods covers them all, where they follow on one another."""
    spans = sorted(
        {o.period for o in reading.observations if o.role == "part" and o.period.known}, key=lambda p: (p.start, p.end)
    )
    if len(spans) < 2:
        return
    whole = periods.together(spans) or Period()
    for i, o in enumerate(reading.observations):
        if o.role != "part" and not o.period.known:
            reading.observations[i] = replace(o, period=whole)
