"""Which rows and columns of a table are totals of others, and what they prove about its cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set

from msgspec.structs import replace

from cyberflag.issues import Issue, issue
from cyberflag.layouts.breakdowns import counted_apart, of_each_kind
from cyberflag.layouts.dims import Dims
from cyberflag.layouts.reading import Cells, Reading
from cyberflag.sums import READINGS, Check, Sum, find_sums, roles, sum_of
from cyberflag.tables import Table
from cyberflag.words import classes, flags, headings, telling
from cyberflag.words.codes import code_parent
from cyberflag.words.counts import Count
from cyberflag.words.offences import Offence


def settle_sums(reading: Reading, rows: dict[int, Dims], columns: dict[int, Dims], grid: Cells) -> set[tuple[int, int]]:
    """Find the sums among what is visible, and give back the cells, hidden or struck out, that are not to be added.

    Where the printed totals only agree with the hidden cells counted in, those belong to the table.
    """
    sheet = reading.table.sheet
    hidden = {cell for cell in grid if sheet.hidden or cell[0] in sheet.hidden_rows or cell[1] in sheet.hidden_columns}
    struck = [cell for cell, count in grid.items() if count is not None and "struck" in sheet.marks.get(cell, ())]
    hidden |= set(struck)
    if not hidden or sheet.hidden:
        _sums(reading, rows, columns, grid)
        return hidden
    _sums(reading, rows, columns, {cell: None if cell in hidden else count for cell, count in grid.items()})
    if reading.proof != "proved":
        seen = reading.row_sums, reading.column_sums
        _sums(reading, rows, columns, grid)
        if reading.proof == "proved":
            return set()
        reading.row_sums, reading.column_sums = seen
    if struck:
        reading.issues.append(struck_out(reading.table, struck[0], len(struck)))
    return hidden


def struck_out(table: Table, cell: tuple[int, int], number: int) -> Issue:
    """What to say of cells that are struck out, which are read and not added."""
    text = table.look.text(*cell)
    more = f" So are {number - 1} further cells." if number > 2 else " So is another." if number == 2 else ""
    return issue("struck-out", table.where(*cell), f"“{text[:60]}” is struck out and was not added.{more}", text=text)


def _sums(reading: Reading, rows: dict[int, Dims], columns: dict[int, Dims], grid: Cells) -> None:
    table = reading.table
    body, values = table.body_rows, table.value_columns
    labels = [table.row_heads[r][-1].text if table.row_heads.get(r) else "" for r in body]
    dims = [rows[r] for r in body]
    hints = _hints(labels, dims) if len(body) > 1 else ["member"] * len(body)
    under = _under(reading)
    old_rows = reading.replaced[0] | counted_apart(table.row_heads)
    old_columns = reading.replaced[1] | counted_apart(table.column_heads)
    lines = [[None if r in old_rows else grid[r, c] for c in values] for r in body]
    reading.row_sums = find_sums(lines, hints, _containing(dims, under), _alike(dims, under))
    _totals_of_one_measure(reading.row_sums, dims)
    of_each_kind(reading.row_sums, dims, lines)
    heads = [columns[c] for c in values]
    texts = [table.column_heads[c][-1].text if table.column_heads.get(c) else "" for c in values]
    hints = _hints(texts, heads) if len(values) > 1 else ["member"] * len(values)
    lines = [[None if c in old_columns else grid[r, c] for r in body] for c in values]
    reading.column_sums = find_sums(lines, hints, _containing(heads), _alike(heads))
    _under_total(reading, lines)
    for sums, axis in ((reading.row_sums, dims), (reading.column_sums, heads)):
        _of_two_measures(sums, axis)


def _under_total(reading: Reading, lines: Sequence[Sequence[Count | None]]) -> None:
    """Columns under a heading `Total`, each the sum of the columns that are headed alike under the other headings."""
    table, sums = reading.table, reading.column_sums
    paths = [table.column_heads.get(c, []) for c in table.value_columns]
    total = [any(headings.is_total(h.text) for h in path[:-1]) for path in paths]
    for i, path in enumerate(paths):
        if total[i] and i not in sums and not headings.is_total(path[-1].text):
            alike = [j for j, other in enumerate(paths) if other and other[-1].text == path[-1].text]
            parts = [j for j in alike if j != i and not total[j] and j not in sums]
            one = sum_of(lines, i, parts) if len(parts) > 1 else None
            if one:
                sums[i] = one


def prove(reading: Reading, grid: Cells) -> None:
    """Blanks that a printed total proves become zeros; totals that miss are named with both numbers."""
    body, values = reading.table.body_rows, reading.table.value_columns
    for sums, down in ((reading.row_sums, True), (reading.column_sums, False)):
        for one in sums.values():
            places = {
                c: [_cell(body, values, line, c.position, down) for line in (one.line, *one.parts)] for c in one.checks
            }
            for check, (_, *parts) in places.items():
                if check.state == "exact":
                    _blanks_are_zero(reading, grid, parts)
            missed: dict[str, list[Check]] = {}
            for check in one.checks:
                if check.state != "exact":
                    missed.setdefault(check.state, []).append(check)
            for state, checks in missed.items():
                _missed(reading, places[checks[0]][0], one, state, checks)


def cell_roles(reading: Reading) -> Callable[[int, int], tuple[str, ...]]:
    """The role of each cell of the body; where it is in doubt, then its role in each of READINGS that is left."""
    rows, columns = list(reading.row_sums.values()), list(reading.column_sums.values())
    left = {way for one in (*rows, *columns) for way in one.readings}
    ways = [_by_place(reading, roles(rows, way), roles(columns, way)) for way in (("", *READINGS) if left else ("",))]

    def role(r: int, c: int) -> tuple[str, ...]:
        first, *others = (_role({down.get(r), across.get(c)} - {None}) for down, across in ways)
        if len(set(others)) < 2:
            return (first,)
        return (first, *(own if way in left else "" for way, own in zip(READINGS, others, strict=True)))

    return role


def _by_place(reading: Reading, rows: dict[int, str], columns: dict[int, str]) -> tuple[dict[int, str], dict[int, str]]:
    """Roles of lines by row and column of the sheet."""
    table = reading.table
    return {table.body_rows[i]: x for i, x in rows.items()}, {table.value_columns[i]: x for i, x in columns.items()}


def _role(kinds: set[str | None]) -> str:
    return "part" if not kinds else "total" if kinds == {"total"} else "subtotal"


def _cell(body: Sequence[int], values: Sequence[int], line: int, across: int, down: bool) -> tuple[int, int]:
    """Row and column of a cell by its line (a row where `down`, else a column) and its position in the line."""
    return (body[line], values[across]) if down else (body[across], values[line])


def _blanks_are_zero(reading: Reading, grid: Cells, parts: Sequence[tuple[int, int]]) -> None:
    """A printed total that its other parts make up to the last one proves its blank parts to be nothing."""
    for part in parts:
        count = grid[part]
        empty = count is None and not reading.table.look.text(*part)
        if empty or (count is not None and count.kind == "blank"):
            grid[part] = Count(0, 0, "blank-zero", count.text if count else "")


def _missed(reading: Reading, cell: tuple[int, int], one: Sum, state: str, checks: Sequence[Check]) -> None:
    """Name a total that its parts do not make up, once a line, with both numbers of the first place."""
    where, first = reading.table.where(*cell), checks[0]
    numbers = f"The total says {first.printed}, its parts add up to {first.summed}"
    more = f" So in {len(checks)} places of the line." if len(checks) > 1 else ""
    code, words = "", ""
    if state == "off":
        code, words = "total-mismatch", "printed total and sum differ."
    elif state == "leaves-out":
        code, words = (
            "total-below-parts",
            "the total leaves out suppressed cells, so it is below its parts and proves nothing.",
        )
    elif state == "blanks" and one.worded:
        code, words = "blank-not-stated", "blank cells among the parts hold the rest."
    if code:
        reading.issues.append(issue(code, where, f"{numbers}: {words}{more}", text=first.printed.text))


def _hints(labels: Sequence[str], dims: Sequence[Dims]) -> list[str]:
    cyber = any(d.flag == "cyber" for d in dims)
    both = cyber and any(d.flag == "not-cyber" for d in dims)  # then their total is of all
    hints = []
    for text, d, before in zip(labels, dims, [None, *dims], strict=False):
        if cyber and (flags.scope(text) == "all" or (d.flag == "all" and not both)):
            hints.append("member")
        elif before and telling.inside(text) and not telling.of_people(text) and d.flag == before.flag:
            hints.append(f"inside {_told_apart_by(d)}".strip())
        elif d.total and _of_another_measure(d, dims):
            hints.append("member")
        elif d.total:
            hints.append("subtotal" if headings.is_subtotal(text) else "total")
        elif not text:
            hints.append("none")
        else:
            by_force = d.force and d.members == (d.force,)  # West Midlands is a force, and a region of several
            listed = (
                d.members
                and not by_force
                and not d.category.startswith("label: ")
                and not (d.offence and not d.offence.code)
            )
            hints.append("member" if listed else "free")
    return hints


def _told_apart_by(d: Dims) -> str:
    """The one of age and sex that a line states; empty where it states both, none, or something else."""
    said = {"age": d.age, "sex": d.sex, "": d.category}
    stated = [name for name, value in said.items() if value]
    return stated[0] if len(stated) == 1 else ""


def _of_another_measure(total: Dims, dims: Sequence[Dims]) -> bool:
    """Whether a total counts something else than all lines that say what they count, as offences below victims."""
    said = {d.measure for d in dims if d.measure and not d.total}
    return bool(total.measure and said) and total.measure not in said


def _totals_of_one_measure(sums: dict[int, Sum], dims: Sequence[Dims]) -> None:
    """Where one total agrees with the lines, another that misses them and counts something else is none of theirs."""
    proved = {dims[i].measure for i, one in sums.items() if one.worded and one.agrees}
    for i, one in list(sums.items()):
        measure = dims[i].measure
        if one.worded and measure and proved and measure not in proved and "" not in proved and not one.agrees:
            del sums[i]


def _of_two_measures(sums: dict[int, Sum], dims: Sequence[Dims]) -> None:
    """`Crimes` that happen to be `Solved` and `Unsolved` together are the count; they are no total of outcomes."""
    for i, one in list(sums.items()):
        said = {dims[j].measure for j in one.parts} - {""}
        if not one.worded and dims[i].measure and said and said != {dims[i].measure}:
            del sums[i]


def measure_of_total(axis: dict[int, Dims], lines: Sequence[int], sums: dict[int, Sum]) -> None:
    """A line that does not say what it counts counts what the total says that it is proved to be part of."""
    for one in sums.values():
        measure = axis[lines[one.line]].measure
        if measure and one.worded and one.agrees:
            for j in one.parts:
                dims = axis[lines[j]]
                axis[lines[j]] = dims if dims.measure else replace(dims, measure=measure)


def _under(reading: Reading) -> set[tuple[int, int]]:
    """Pairs of lines of which the first is printed over the second as wider."""
    at = {r: i for i, r in enumerate(reading.table.body_rows)}
    return {(at[wider], at[r]) for r, wider in reading.nested.items()}


def _containing(dims: Sequence[Dims], under: Set[tuple[int, int]] = frozenset()) -> Callable[[int, int], int]:
    """Whether line i's label holds line j's: a band over narrower bands, a class over its sub-codes, a year over months.

    2 where it is by its words or its code a wider class of offences, and alike in all else; 3 where the table is
    printed in levels, and the pair is in `under`.
    """

    def contains(i: int, j: int) -> int:
        if under and (i, j) in under:
            return 3
        a, b = dims[i], dims[j]
        if a.total or b.total or a.flag != b.flag or a.category != b.category or a.measure != b.measure:
            return 0
        age = a.age == b.age or _wider_age(a, b)
        period = a.period == b.period or bool(
            a.period and b.period and a.period.known and b.period.known and a.period.contains(b.period)
        )
        wider = _wider_offence(a.offence, b.offence)
        sex = a.sex == b.sex or (a.sex in ("", "all") and bool(b.sex))
        if not (age and period and sex and (wider or a.offence == b.offence) and a != b):
            return 0
        return wider if (a.age, a.sex, a.period) == (b.age, b.sex, b.period) else 1

    return contains


def _alike(dims: Sequence[Dims], under: Set[tuple[int, int]] = frozenset()) -> Callable[[int], Sequence[int]]:
    """The lines that a line's label may hold, in their order, so that not every two of a long table are compared.

    They agree in all that containing asks to be equal, and their offence is of one family, or they stand under it.
    """
    groups: dict[tuple[str, ...], list[int]] = {}
    for i, d in enumerate(dims):
        for family in _families(d):
            groups.setdefault((*_asked_equal(d), family), []).append(i)
    below: dict[int, list[int]] = {}
    for i, j in under:
        if _asked_equal(dims[i]) == _asked_equal(dims[j]):
            below.setdefault(i, []).append(j)

    general = {i for i, d in enumerate(dims) if d.offence and classes.is_general(d.offence)}
    sexual = [i for i, d in enumerate(dims) if general and d.offence and classes.is_sexual(d.offence)]

    def near(i: int) -> Sequence[int]:
        if i in general:
            return [j for j in sexual if _asked_equal(dims[i]) == _asked_equal(dims[j])]
        found = [groups[(*_asked_equal(dims[i]), family)] for family in _families(dims[i])]
        found += [below[i]] if i in below else []
        return found[0] if len(found) == 1 else sorted(set().union(*found))

    return near


def _asked_equal(dims: Dims) -> tuple[str, str, str]:
    return dims.flag, dims.category, dims.measure


def _families(dims: Dims) -> list[str]:
    """The group, the class by code and the words of an offence: one is the same in any two that may hold each other."""
    one = dims.offence
    if one is None:
        return [""]
    return [
        *([f"group {one.group}"] if one.group else []),
        *([f"code {code_parent(one.code)}"] if one.code else []),
        *(f"text {piece.casefold()}" for piece in (one.text, *classes.pieces(one.text))),
    ]


def _wider_age(a: Dims, b: Dims) -> bool:
    if a.age is None or b.age is None or "unknown" in (a.age.kind, b.age.kind):
        return a.age is None and b.age is not None and bool(a.members)
    low, high = a.age.low or 0, 999 if a.age.high is None else a.age.high
    return low <= (b.age.low or 0) and (999 if b.age.high is None else b.age.high) <= high


def _wider_offence(a: Offence | None, b: Offence | None) -> int:
    """2 where the first offence is a wider class than the second, 1 where the two are of one group."""
    if a is None or b is None or (a.code and a.code == b.code):
        return 0
    if classes.wider(a, b):
        return 2
    return int(not a.code and bool(b.code) and bool(a.group) and a.group == b.group)
