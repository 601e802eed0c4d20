"""Crosstabs and pairs: every count takes its meaning from the headings above it and the labels beside it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from cyberflag.grid import fold
from cyberflag.issues import issue
from cyberflag.layouts.asked import running, this_and_last, yes_and_no
from cyberflag.layouts.breakdowns import lone_total
from cyberflag.layouts.company import (
    all_is_total,
    by_company,
    forces_of,
    of_which,
    offences_by_company,
    one_measure,
    share_is_of_all,
    two_flags,
    what_is_unknown,
)
from cyberflag.layouts.corrections import corrected
from cyberflag.layouts.dims import (
    Dims,
    axis_role,
    heading_dims,
    of_one_offence,
    of_suspects,
    parts_of_a_year,
    title_dims,
)
from cyberflag.layouts.members import name_kinds, offences_both_ways, tell_apart
from cyberflag.layouts.nested import nest
from cyberflag.layouts.reading import Reading, observation
from cyberflag.layouts.remarks import (
    filtered,
    lines_aside,
    lines_of_another_kind,
    lines_overlap,
    name_unread,
    name_unread_ages,
    notes_on_bands,
)
from cyberflag.layouts.scaled import leave_scaled, leave_uncounted
from cyberflag.layouts.totals import cell_roles, measure_of_total, prove, settle_sums
from cyberflag.layouts.years import (
    financial_years,
    noted_periods,
    span_periods,
    spans_of_dates,
    years_of_two_kinds,
    years_to_months,
)
from cyberflag.tables import NOT_COUNTS, Heading, Table
from cyberflag.tables.look import age_in_heading
from cyberflag.words import counts, headings, legends, telling
from cyberflag.words.counts import Count

# what a row may hold that has a number and no count
NAMING = ("reference", "phone", "email", "dob", "percent", "rate", "rank", "comment")


def read_crosstab(table: Table, name: str) -> Reading:
    """The reading of a crosstab, or of pairs of label and value."""
    reading = Reading(
        table,
        name,
        titles=title_dims([*_corner(table), *(t for _, t in table.titles), *table.above], sheet_words(table)),
    )
    rows, columns = _axes(reading)
    grid = {(r, c): _count(table, r, c) for r in table.body_rows for c in table.value_columns}
    _set_apart(reading, grid)
    if _is_template(table, grid):
        reading.issues.append(
            issue(
                "empty-table",
                table.where(table.body_rows[0], table.value_columns[0]),
                "The table holds bands and blanks and no number: a template that was not filled in.",
            )
        )
        return reading
    _apply_legends(table, grid)
    leave_scaled(reading, grid)
    leave_uncounted(reading, grid)
    lone_total(reading, grid, rows, columns)
    hidden = settle_sums(reading, rows, columns, grid)
    measure_of_total(rows, table.body_rows, reading.row_sums)
    measure_of_total(columns, table.value_columns, reading.column_sums)
    name_unread_ages(reading, rows)
    lines_overlap(reading, rows, columns)
    filtered(reading)
    reading.aside = (
        reading.aside[0] | lines_of_another_kind(reading, table.row_heads, rows, reading.row_sums),
        reading.aside[1] | lines_of_another_kind(reading, table.column_heads, columns, reading.column_sums),
    )
    prove(reading, grid)
    name_kinds(reading, rows, columns)
    role = cell_roles(reading)
    for (r, c), count in grid.items():
        _observe(reading, (r, c), count, _combined(rows[r], columns[c]), role(r, c), (r, c) in hidden)
    name_unread(reading)
    span_periods(reading)
    notes_on_bands(reading)
    return reading


def _axes(reading: Reading) -> tuple[dict[int, Dims], dict[int, Dims]]:
    """What the rows and the columns of the body say, each with its group headings, and in the light of the others."""
    table = reading.table
    roles = _label_roles(table)
    rows = {r: _row_dims(table, r, roles) for r in table.body_rows}
    known: dict[tuple[int, str], str] = {}
    columns = {c: _column_dims(table, c, known) for c in table.value_columns}
    reading.nested = nest(table, rows)
    of_which(table.look, table.row_heads, rows)
    of_which(table.look, table.column_heads, columns)
    two_flags(table.row_heads, rows)
    two_flags(table.column_heads, columns)
    reading.replaced = corrected(reading, table.row_heads, rows), corrected(reading, table.column_heads, columns)
    spans_of_dates(table, rows)
    years_to_months(table, rows, columns)
    financial_years(reading, rows, columns)
    years_of_two_kinds(reading, rows, columns)
    parts_of_a_year(table.row_heads, rows)
    parts_of_a_year(table.column_heads, columns)
    by_company(table.row_heads, rows)
    by_company(table.column_heads, columns)
    reading.aside = (
        _leaning(reading, table.row_heads, rows) | lines_aside(reading, table.row_heads),
        _leaning(reading, table.column_heads, columns) | lines_aside(reading, table.column_heads),
    )
    offences_by_company(rows)
    offences_by_company(columns)
    one_measure(rows)
    noted_periods(table, rows, table.row_heads)
    noted_periods(table, columns, table.column_heads)
    all_is_total(reading, rows, columns)
    share_is_of_all(reading)
    what_is_unknown(reading, [*rows.values(), *columns.values()])
    for axis, heads in ((rows, table.row_heads), (columns, table.column_heads)):
        forces_of(axis, heads)
    offences_both_ways(rows, columns)
    tell_apart(table.row_heads, rows, reading.replaced[0] | reading.aside[0])
    tell_apart(table.column_heads, columns, reading.replaced[1] | reading.aside[1])
    return rows, columns


def _leaning(reading: Reading, heads: dict[int, list[Heading]], axis: dict[int, Dims]) -> frozenset[int]:
    """The lines that can be counted only with words that are missing."""
    return frozenset().union(*(way(reading, heads, axis) for way in (yes_and_no, this_and_last, running)))


def sheet_words(table: Table) -> str:
    """The sheet's name where it says something; `Sheet1` and `table 2` do not."""
    name = table.sheet.name
    return "" if name.lower().startswith(("sheet", "table ")) else name


def _corner(table: Table) -> list[str]:
    """Headings over the labels that say more than what the labels are: `Offences against under 18s with the flag`."""
    texts = (table.look.text(r, c) for r in table.header_rows for c in table.label_columns)
    return [t for t in texts if len(t.split()) >= 4]


def _row_dims(table: Table, r: int, roles: dict[int, str]) -> Dims:
    """What the labels of a row say together, the innermost first, under its group headings."""
    dims = Dims()
    for heading in reversed(table.row_heads.get(r, [])):
        label = _label(table, heading, roles)
        named = table.fields.get(heading.column) == "offence"
        dims = of_one_offence(dims, label) if named else dims.under_(label)
    if dims.measure == "suspects" and dims.age and "age" in table.fields.values():
        dims = replace(dims, measure="")  # ages of victims against those of suspects: neither of the two is counted
    above = [g for g in table.groups if g < r]
    if above:
        dims = dims.under_(replace(_label(table, table.groups[max(above)], {}), total=False))
    return dims


def _label(table: Table, heading: Heading, roles: dict[int, str]) -> Dims:
    dims = heading_dims(table.look, heading, roles.get(heading.column, ""))
    head = table.fields.get(heading.column, "")
    says = dims.members or dims.measure or dims.total or head or headings.is_note(heading.text)
    unnamed = headings.field(heading.text) not in ("count", "number") or telling.answer(heading.text) is not None
    if not says and unnamed:
        dims = replace(dims, category=f"label: {fold(heading.text)}")
    if dims.age and not dims.sex and heading.column in table.unsaid_sex:
        dims = replace(dims, sex="unknown")
    return _as_outcome(dims)


def _as_outcome(dims: Dims) -> Dims:
    """A count broken down by outcome is one of outcomes, unless the words say what else it counts."""
    return replace(dims, measure=dims.measure or "outcomes") if dims.category.startswith("outcome: ") else dims


def _label_roles(table: Table) -> dict[int, str]:
    """What bare numbers in each label column are: ages or years."""
    roles = {
        c: axis_role(table.look, tuple((r, c) for r in table.body_rows), table.fields.get(c, ""))
        for c in table.label_columns
    }
    told = {c: [table.look.text(r, c) for r in table.header_rows] for c, role in roles.items() if role == "age"}
    return roles | {c: "" for c, texts in told.items() if any(headings.no_ages(text) for text in texts)}


def _column_dims(table: Table, c: int, known: dict[tuple[int, str], str]) -> Dims:
    """What the headings over a column say together, the lowest first. `known` keeps what each heading row is."""
    dims = Dims()
    path = table.column_heads.get(c, [])
    for i, heading in enumerate(reversed(path)):
        if table.across.get(heading.row) in NOT_COUNTS:
            continue  # a running number of the columns, or a rank
        outer = path[: len(path) - 1 - i]
        field = next(
            (f for h in reversed(outer) if (f := headings.field(h.text) or "") in ("age", "sex", "period")), ""
        )
        if (heading.row, field) not in known:
            across = [h for v in table.value_columns for h in table.column_heads.get(v, []) if h.row == heading.row]
            role = axis_role(table.look, tuple((h.row, h.column) for h in across), field)
            other = any(headings.no_ages(h.text) and not headings.measure(h.text) for h in outer)
            known[heading.row, field] = "" if role == "age" and other else role
        role = known[heading.row, field] or _said_in_corner(table, heading)
        said = heading_dims(table.look, heading, role)
        dims = of_one_offence(dims, said) if role == "offence" else dims.under_(said)
    if not dims.members and not dims.measure and not dims.total and path and not headings.field(path[-1].text):
        dims = replace(dims, category=f"label: {fold(path[-1].text)}")
    dims = _as_outcome(dims)
    return replace(dims, total=dims.total and headings.is_total(path[-1].text) if path else dims.total)


def _said_in_corner(table: Table, heading: Heading) -> str:
    """What the corner says that the headings of a row are; nothing for one that says what is counted."""
    m = heading.meaning
    tells = m.measure or m.flag or m.total or headings.field(heading.text) or headings.is_total(heading.text)
    return "" if tells else table.across.get(heading.row, "")


def _count(table: Table, r: int, c: int) -> Count | None:
    look = table.look
    if look.merged(r, c):
        return None
    marks = look.sheet.marks.get((r, c), ())
    if "error" in marks or "no-value" in marks:
        return Count(0, None, "unreadable", look.text(r, c))
    return look.count(r, c)


def _set_apart(reading: Reading, grid: dict[tuple[int, int], Count | None]) -> None:
    """Numbers whose headings speak of something other than a count, as `Age of youngest victim`."""
    table = reading.table
    beside = {r for r in table.body_rows if _no_count(table.row_heads.get(r, []))}
    above = {c for c, path in table.column_heads.items() if _no_count(path) and not _with_share(table, c)}
    heads = {r: path[-1].text for r, path in table.row_heads.items() if path}
    named = {r for r, text in heads.items() if headings.field(text) in NAMING}
    asked = {r for r, text in heads.items() if text.endswith("?")}
    for r, c in grid:
        if r in asked and grid[r, c] is None and telling.answers_in_words(table.look.text(r, c)):
            reading.roles[r, c] = ("ignored", "it answers a question in words")
        if r in named or r in beside or c in above:
            grid[r, c] = None
            reading.roles[r, c] = ("ignored", "its heading speaks of something other than a count")


def _with_share(table: Table, c: int) -> bool:
    """Whether a column is headed `Number (%)`, and its cells give both."""
    path = table.column_heads.get(c, [])
    return table.fields.get(c) == "count" and any(headings.is_percent(head.text) for head in path[-1:])


def _no_count(heads: Sequence[Heading]) -> bool:
    return any(telling.no_count(h.text) for h in heads)


def _is_template(table: Table, grid: dict[tuple[int, int], Count | None]) -> bool:
    """Whether nothing stands in the cells but age bands and blanks: the requester's own table, not filled in."""
    filled = [cell for cell, count in grid.items() if count is not None and count.text]
    if any((n := grid[cell]) is not None and n.exact is not None for cell in filled):
        return False
    bands = [cell for cell in filled if age_in_heading(table.look, *cell) is not None]
    return bool(bands) and len(bands) == len(filled) and len({table.look.text(*cell) for cell in bands}) > 1


def _apply_legends(table: Table, grid: dict[tuple[int, int], Count | None]) -> None:
    """A legend overrules the table of marks; zeros printed as such narrow `fewer than`."""
    texts = [t for _, t in [*table.notes, *table.titles]]
    said = [legend for t in texts if (legend := legends.legend(t)) is not None]
    zeros = any(x is not None and x.low == x.high == 0 and x.kind == "exact" for x in grid.values())
    for cell, count in grid.items():
        if count is None or (count.kind == "exact" and not said):
            continue
        text = table.look.text(*cell)
        if count.kind == "suppressed" and not zeros:
            count = counts.parse(table.look.value(*cell), text, zeros_shown=False) or count
        for legend in said:
            count = legends.apply(count, legend, text, _is_of_total(table, *cell))
        thresholds = {legend.threshold for legend in said if legend.threshold and legend.mark != "<"}
        if count.kind == "suppressed" and count.low and count.high is None and len(thresholds) == 1:
            count = legends.apply(count, replace(said[0], mark="", threshold=thresholds.pop()), text)
        grid[cell] = count


def _is_of_total(table: Table, r: int, c: int) -> bool:
    """Whether a cell stands in a line that is called a total."""
    return any(headings.is_total(h.text) for h in [*table.row_heads.get(r, []), *table.column_heads.get(c, [])])


def _observe(
    reading: Reading, cell: tuple[int, int], count: Count | None, dims: Dims, roles: tuple[str, ...], hidden: bool
) -> None:
    """One cell of the body as an observation, by what its headings say and its roles in the readings of the table."""
    table = reading.table
    text = table.look.text(*cell)
    if cell in reading.roles:
        return
    if count is None:
        if text and not table.look.merged(*cell):
            reading.unread.append(cell)
            count = Count(0, None, "unreadable", text)
        elif not text and _row_has_counts(reading, cell[0]):
            count = Count(0, None, "blank", "")
    if count is None:
        return
    marks = (*count.marks, "hidden") if hidden else count.marks
    dims = of_suspects(dims.under_(reading.titles))
    one = observation(table, reading.name, *cell, count, dims, roles[0], marks=marks, readings=roles[1:])
    aside = cell[0] in reading.aside[0] or cell[1] in reading.aside[1]
    if (aside or (reading.overlapping and dims.category)) and roles[0] == "part":
        one = replace(one, not_used_because="other-breakdown")
    if cell[0] in reading.replaced[0] or cell[1] in reading.replaced[1]:
        one = replace(one, not_used_because="superseded")
    reading.observations.append(one)
    reading.roles[cell] = ("derived" if roles[0] != "part" else "data", "")


def _row_has_counts(reading: Reading, r: int) -> bool:
    table = reading.table
    return any(table.look.count(r, v) is not None for v in table.value_columns) or bool(table.row_heads.get(r))


def _combined(row: Dims, column: Dims) -> Dims:
    """Row and column together; where both name one dimension, the row's offence and the narrower of the rest stand."""
    if column.flag and row.flag == "all":
        row = replace(row, flag=column.flag)
    return row.under_(column)
