"""Crosstabs and pairs: every count takes its meaning from the headings above it and the labels beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import reduce

from cyberflag.grid import fold
from cyberflag.issues import issue
from cyberflag.layouts.dims import Dims, axis_role, band_was_date, heading_dims, title_dims
from cyberflag.layouts.reading import Reading
from cyberflag.observations import Observation
from cyberflag.sums import Sum, find_sums
from cyberflag.tables import Heading, Table
from cyberflag.words import counts, flags, headings, offences
from cyberflag.words.counts import Count
from cyberflag.words.offences import Offence
from cyberflag.words.periods import Period
from cyberflag.words.victims import ALL_AGES

NOT_A_COUNT = ("youngest", "oldest", "average", "mean age", "median", "per cent", "percentage", "%")


def read_crosstab(table: Table, name: str) -> Reading:
    """The reading of a crosstab, or of pairs of label and value."""
    reading = Reading(table, name, titles=title_dims([t for _, t in table.titles], _sheet_words(table)))
    roles = _label_roles(table)
    rows = {r: _row_dims(table, r, roles) for r in table.body_rows}
    columns = {c: _column_dims(table, c) for c in table.value_columns}
    _offences_by_company(rows)
    grid = {(r, c): _count(table, r, c) for r in table.body_rows for c in table.value_columns}
    _sums(reading, rows, columns, grid)
    _apply_legends(table, grid)
    for (r, c), count in grid.items():
        _observe(reading, r, c, count, rows[r], columns[c])
    _notes_on_bands(reading)
    return reading


def _sheet_words(table: Table) -> str:
    """The sheet's name where it says something; `Sheet1` and `table 2` do not."""
    name = table.sheet.name
    return "" if name.lower().startswith(("sheet", "table ")) else name


def _row_dims(table: Table, r: int, roles: dict[int, str]) -> Dims:
    """What the labels of a row say together, the innermost first, under its group headings."""
    dims = Dims()
    for heading in reversed(table.row_heads.get(r, [])):
        dims = dims.under_(_label(table, heading, roles))
    above = [g for g in table.groups if g < r]
    if above:
        dims = dims.under_(replace(_label(table, table.groups[max(above)], {}), total=False))
    return dims


def _label(table: Table, heading: Heading, roles: dict[int, str]) -> Dims:
    dims = heading_dims(table.look, heading, roles.get(heading.column, ""))
    head = table.fields.get(heading.column, "")
    if not dims.members and not dims.measure and not dims.total and head == "" and not headings.is_note(heading.text):
        dims = replace(dims, category=f"label: {fold(heading.text)}")
    return dims


def _label_roles(table: Table) -> dict[int, str]:
    """What bare numbers in each label column are: ages or years."""
    return {
        c: axis_role(table.look, tuple((r, c) for r in table.body_rows), table.fields.get(c, ""))
        for c in table.label_columns
    }


def _column_dims(table: Table, c: int) -> Dims:
    """What the headings over a column say together, the lowest first."""
    dims = Dims()
    path = table.column_heads.get(c, [])
    for i, heading in enumerate(reversed(path)):
        across = [h for v in table.value_columns for h in table.column_heads.get(v, []) if h.row == heading.row]
        outer = path[: len(path) - 1 - i]
        field = next(
            (f for h in reversed(outer) if (f := headings.field(h.text) or "") in ("age", "sex", "period")), ""
        )
        role = axis_role(table.look, tuple((h.row, h.column) for h in across), field)
        dims = dims.under_(heading_dims(table.look, heading, role))
    if not dims.members and not dims.measure and not dims.total and path and not headings.field(path[-1].text):
        dims = replace(dims, category=f"label: {fold(path[-1].text)}")
    return replace(dims, total=dims.total and headings.is_total(path[-1].text) if path else dims.total)


def _offences_by_company(rows: dict[int, Dims]) -> None:
    """A label that is on no list names an offence where those beside it do."""
    known = [d for d in rows.values() if d.offence and d.offence.code + d.offence.group]
    for r, dims in rows.items():
        if dims.category.startswith("label: ") and not dims.total:
            label = dims.category.removeprefix("label: ")
            if known or offences.looks_like(label):
                rows[r] = replace(dims, category="", offence=Offence(label, "", "", None, None, ""))


def _count(table: Table, r: int, c: int) -> Count | None:
    look = table.look
    if look.merged(r, c):
        return None
    marks = look.sheet.marks.get((r, c), ())
    if "error" in marks or "no-value" in marks:
        return Count(0, None, "unreadable", look.text(r, c))
    return look.count(r, c)


def _apply_legends(table: Table, grid: dict[tuple[int, int], Count | None]) -> None:
    """A legend overrules the table of marks; zeros printed as such narrow `fewer than`."""
    texts = [t for _, t in [*table.notes, *table.titles]]
    legends = [(legend, t) for t in texts if (legend := counts.legend(t)) is not None]
    zeros = any(x is not None and x.low == x.high == 0 and x.kind == "exact" for x in grid.values())
    for cell, count in grid.items():
        if count is None or (count.kind == "exact" and not legends):
            continue
        text = table.look.text(*cell)
        if count.kind == "suppressed" and not zeros:
            count = counts.parse(table.look.value(*cell), text, zeros_shown=False) or count
        for legend, words in legends:
            count = counts.apply(count, legend, text if legend.mark else words)
        grid[cell] = count


def _sums(
    reading: Reading, rows: dict[int, Dims], columns: dict[int, Dims], grid: dict[tuple[int, int], Count | None]
) -> None:
    table = reading.table
    body, values = table.body_rows, list(table.value_columns)
    lines = [[grid[r, c] for c in values] for r in body]
    labels = [table.row_heads[r][-1].text if table.row_heads.get(r) else "" for r in body]
    cyber = any(d.flag == "cyber" for d in rows.values())
    dims = [rows[r] for r in body]
    reading.row_sums = find_sums(lines, _hints(labels, dims, cyber), _containing(dims))
    heads = [columns[c] for c in values]
    texts = [table.column_heads[c][-1].text if table.column_heads.get(c) else "" for c in values]
    turned = [[grid[r, c] for r in body] for c in values]
    cyber = any(d.flag == "cyber" for d in heads)
    hints = _hints(texts, heads, cyber) if len(values) > 1 else ["member"] * len(values)
    reading.column_sums = find_sums(turned, hints, _containing(heads))


def _hints(labels: Sequence[str], dims: Sequence[Dims], cyber: bool) -> list[str]:
    hints = []
    for text, d in zip(labels, dims, strict=True):
        if cyber and flags.scope(text) == "all":
            hints.append("member")
        elif d.total:
            hints.append("subtotal" if headings.is_subtotal(text) else "total")
        elif not text:
            hints.append("none")
        elif d.members and not (d.offence and not d.offence.code):
            hints.append("member")
        else:
            hints.append("free")
    return hints


def _containing(dims: Sequence[Dims]) -> Callable[[int, int], bool]:
    """Whether line i's label holds line j's: a band over narrower bands, a class over its sub-codes, a year over months."""

    def contains(i: int, j: int) -> bool:
        a, b = dims[i], dims[j]
        if a.total or b.total or a.flag != b.flag or a.category != b.category or a.measure != b.measure:
            return False
        age = a.age == b.age or _wider_age(a, b)
        period = a.period == b.period or bool(
            a.period and b.period and a.period.known and b.period.known and a.period.contains(b.period)
        )
        offence = a.offence == b.offence or _wider_offence(a.offence, b.offence)
        sex = a.sex == b.sex or (a.sex in ("", "all") and bool(b.sex))
        return age and period and offence and sex and a != b

    return contains


def _wider_age(a: Dims, b: Dims) -> bool:
    if a.age is None or b.age is None or "unknown" in (a.age.kind, b.age.kind):
        return a.age is None and b.age is not None and bool(a.members)
    low, high = a.age.low or 0, 999 if a.age.high is None else a.age.high
    return low <= (b.age.low or 0) and (999 if b.age.high is None else b.age.high) <= high


def _wider_offence(a: Offence | None, b: Offence | None) -> bool:
    return bool(a and b and a.code and b.code and a.code != b.code and offences.code_parent(b.code) == a.code)


def _observe(reading: Reading, r: int, c: int, count: Count | None, row: Dims, column: Dims) -> None:
    table = reading.table
    cell = (r, c)
    text = table.look.text(r, c)
    words = " ".join(h.text.lower() for h in [*table.row_heads.get(r, []), *table.column_heads.get(c, [])])
    if any(w in words for w in NOT_A_COUNT):
        reading.roles[cell] = ("ignored", "its heading speaks of something other than a count")
        return
    if count is None:
        if text and not table.look.merged(r, c):
            reading.issues.append(
                issue("unread-cell", table.where(r, c), f"“{text[:60]}” stands where counts stand.", text=text)
            )
            reading.roles[cell] = ("ignored", "not a number and no mark that is known")
        elif not text and _row_has_counts(reading, r):
            count = Count(0, None, "blank", "")
    if count is None:
        return
    row_sum = reading.row_sums.get(table.body_rows.index(r))
    column_sum = reading.column_sums.get(table.value_columns.index(c))
    dims = _combined(row, column).under_(reading.titles)
    role = _role_of(row_sum, column_sum)
    if row_sum and row_sum.kind == "total" and row_sum.worded and not row.members:
        dims = replace(dims, total=True)
    reading.observations.append(observation(table, reading.name, r, c, count, dims, role))
    reading.roles[cell] = ("derived" if role != "part" else "data", "")


def _row_has_counts(reading: Reading, r: int) -> bool:
    table = reading.table
    return any(table.look.count(r, v) is not None for v in table.value_columns) or bool(table.row_heads.get(r))


def _role_of(row: Sum | None, column: Sum | None) -> str:
    kinds = {s.kind for s in (row, column) if s}
    return "total" if "total" in kinds and "subtotal" not in kinds else "subtotal" if kinds else "part"


def _combined(row: Dims, column: Dims) -> Dims:
    """Row and column together; where both name one dimension, the row's offence and the narrower of the rest stand."""
    if column.flag and row.flag == "all":
        row = replace(row, flag=column.flag)
    return row.under_(column)


def observation(table: Table, name: str, r: int, c: int, count: Count, dims: Dims, role: str) -> Observation:
    """One cell as a tidy row, as far as its table tells."""
    offence = dims.offence
    return Observation(
        where=table.where(r, c),
        count=count,
        text=table.look.text(r, c),
        period=dims.period or Period(),
        measure=dims.measure or "unknown",
        flag=dims.flag or "unknown",
        offence=offence.text if offence else "",
        offence_code=offence.code if offence else "",
        offence_group=offence.group if offence else "",
        age=dims.age or ALL_AGES,
        sex=dims.sex or "all",
        role=role,
        table=name,
        layout=table.layout,
        marks=(*count.marks, *(("hidden",) if _hidden(table, r, c) else ())),
        category=dims.category,
        victims_under=dims.under,
        force=dims.force,
    )


def _hidden(table: Table, r: int, c: int) -> bool:
    sheet = table.sheet
    return sheet.hidden or r in sheet.hidden_rows or c in sheet.hidden_columns


def _notes_on_bands(reading: Reading) -> None:
    """Say which bands were read back from dates."""
    table = reading.table
    heads = [h for path in [*table.column_heads.values(), *table.row_heads.values()] for h in path]
    seen: set[tuple[int, int]] = set()
    for h in heads:
        place = (h.row, h.column)
        if place in seen:
            continue
        seen.add(place)
        role = reduce(lambda a, b: a or b, (o.age != ALL_AGES for o in reading.observations), False)
        if role and band_was_date(table.look, *place):
            reading.issues.append(
                issue("band-was-date", table.where(*place), f"“{h.text}” was read as an age band.", text=h.text)
            )
