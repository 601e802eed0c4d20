"""A truth written as a sheet in each layout, with what a careful person reads in every cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from hypothesis import strategies as st

from cyberflag.grid import Sheet, Value, address
from drawer.truths import Truth


@dataclass(frozen=True, slots=True)
class Read:
    """What a cell says: bounds and dimensions as the tidy table writes them."""

    low: int
    high: int | None
    offence: str = ""
    age: str = "all"
    sex: str = "all"
    period: str = ""
    total: bool = False


@dataclass(frozen=True, slots=True)
class Manner:
    """How a force happens to write: what stands around the table, and whether small numbers are hidden."""

    title: tuple[str, ...] = ()
    gap: bool = False  # a blank row between title and table
    indent: bool = False  # an empty first column
    totals: bool = False
    total_word: str = "Total"
    noise: bool = False  # a column of percentages at the right
    note: str = ""
    hidden: bool = False  # counts below 5 but not 0 are written <5


@dataclass(slots=True)
class Written:
    """A return as written. `periods` are the years of its headlines with the true total."""

    sheets: list[Sheet] = field(default_factory=list)
    cells: dict[tuple[str, str], Read] = field(default_factory=dict)
    periods: dict[str, int] = field(default_factory=dict)
    bodies: dict[str, range] = field(default_factory=dict)  # which rows of a sheet are tables, not title nor note


Line = list["Value | Read"]
Layout = Callable[[Truth, Manner], Written]

manners = st.builds(
    Manner,
    title=st.sampled_from(
        ((), ("Freedom of Information request 1234/16",), ("FOI 55/16", "Sexual offences against children under 18"))
    ),
    gap=st.booleans(),
    indent=st.booleans(),
    totals=st.booleans(),
    total_word=st.sampled_from(("Total", "Grand Total", "All offences", "TOTAL", "Total:")),
    noise=st.booleans(),
    note=st.sampled_from(("", "Source: crime recording system, extracted May 2016", "Figures are subject to change.")),
    hidden=st.booleans(),
)


def say(truth: Truth, manner: Manner, total: bool = False, **kind: str) -> Read:
    """What one cell says of a kind of offence."""
    n = truth.count(**kind)
    low, high = (1, 4) if manner.hidden and 0 < n < 5 and not total else (n, n)
    named = {("period" if k == "year" else k): v for k, v in kind.items()}
    return Read(low, high, total=total, **named)


def one_table(_row: int, _column: int) -> int:
    """All lines are one table."""
    return 0


def sheet(
    written: Written,
    lines: Sequence[Line],
    manner: Manner,
    name: str = "Sheet1",
    table: Callable[[int, int], int] = one_table,
) -> None:
    """Write lines below a title and above a note, and remember which cell says what.

    `table` numbers the table of a cell: where one prints its zeros, less than five is at least one.
    """
    above: list[Line] = [list(line) for line in zip(manner.title, strict=True)]
    above += [[]] if manner.gap and above else []
    below: list[Line] = [[], [manner.note]] if manner.note else []
    every = [*above, *lines, *below]
    written.bodies[name] = range(len(above), len(above) + len(lines))
    zeros = {
        table(r, c)
        for r, line in enumerate(lines)
        for c, x in enumerate(line)
        if isinstance(x, Read) and x.low == x.high == 0
    }
    rows: list[list[Value]] = []
    for r, line in enumerate(every):
        shifted: Line = [None, *line] if manner.indent else line
        for c, x in enumerate(shifted):
            if isinstance(x, Read):
                apart = table(r - len(above), c - manner.indent) not in zeros
                said = replace(x, low=0) if (x.low, x.high) == (1, 4) and apart else x
                written.cells[name, address(r, c)] = said
        rows.append([_value(x) for x in shifted])
    written.sheets.append(Sheet(name, rows, "drawn.xlsx"))


def _value(x: Value | Read) -> Value:
    if isinstance(x, Read):
        return float(x.low) if x.low == x.high else "<5"
    return float(x) if isinstance(x, str) and x.isdecimal() else x


def _noise(lines: list[Line], manner: Manner, body: slice) -> None:
    if manner.noise:
        for r, line in enumerate(lines):
            inside = r in range(*body.indices(len(lines)))
            line.append("25.0%" if inside else "% of total" if r == body.start - 1 else None)


def offence_by_year(truth: Truth, manner: Manner) -> Written:
    """Offences down, years across."""
    out = Written(periods={y: truth.count(year=y) for y in truth.years})
    lines: list[Line] = [["Offence", *truth.years]]
    lines += [[o, *(say(truth, manner, offence=o, year=y) for y in truth.years)] for o in truth.offences]
    if manner.totals:
        lines.append([manner.total_word, *(say(truth, manner, True, year=y) for y in truth.years)])
    _noise(lines, manner, slice(1, len(truth.offences) + 1))
    sheet(out, lines, manner)
    return out


def transposed(truth: Truth, manner: Manner) -> Written:
    """Years down, offences across."""
    out = Written(periods={y: truth.count(year=y) for y in truth.years})
    lines: list[Line] = [["Year", *truth.offences]]
    lines += [[y, *(say(truth, manner, offence=o, year=y) for o in truth.offences)] for y in truth.years]
    if manner.totals:
        lines[0].append(manner.total_word)
        for y, line in zip(truth.years, lines[1:], strict=True):
            line.append(say(truth, manner, True, year=y))
    sheet(out, lines, manner)
    return out


def offence_by_age(truth: Truth, manner: Manner) -> Written:
    """Offences down, ages across under a heading of their own, for the last year."""
    year = truth.years[-1]
    one = replace(truth, counts={k: n for k, n in truth.counts.items() if k[3] == year})
    out = Written(periods={year: one.count()})
    lines: list[Line] = [[None, "Age of victim"], ["Offence", *(w for w, _ in one.ages)]]
    lines += [[o, *(say(one, manner, offence=o, age=a, year=year) for _, a in one.ages)] for o in one.offences]
    if manner.totals:
        lines.append([manner.total_word, *(say(one, manner, True, age=a, year=year) for _, a in one.ages)])
        lines[1].append("Total")
        for o, line in zip(one.offences, lines[2:], strict=False):
            line.append(say(one, manner, True, offence=o, year=year))
        lines[-1].append(say(one, manner, True, year=year))
    sheet(out, lines, manner)
    return out


def age_by_sex(truth: Truth, manner: Manner) -> Written:
    """Ages down, sexes across, for the last year."""
    year = truth.years[-1]
    out = Written(periods={year: truth.count(year=year)})
    lines: list[Line] = [["Age of victim", *(w for w, _ in truth.sexes)]]
    lines += [[w, *(say(truth, manner, age=a, sex=s, year=year) for _, s in truth.sexes)] for w, a in truth.ages]
    if manner.totals:
        lines.append([manner.total_word, *(say(truth, manner, True, sex=s, year=year) for _, s in truth.sexes)])
    _noise(lines, manner, slice(1, len(truth.ages) + 1))
    sheet(out, lines, manner)
    return out


def long_form(truth: Truth, manner: Manner) -> Written:
    """Every count with all its labels beside it."""
    out = Written(periods={y: truth.count(year=y) for y in truth.years})
    written = {m: w for w, m in (*truth.ages, *truth.sexes)}
    lines: list[Line] = [["Financial year", "Offence", "Age group", "Sex", "Number of offences"]]
    for o, a, s, y in truth.kinds():
        if s != "unknown":
            lines.append([y, o, written[a], written[s], say(truth, manner, offence=o, age=a, sex=s, year=y)])
    out.periods = {y: sum(n for k, n in truth.counts.items() if k[3] == y and k[2] != "unknown") for y in truth.years}
    sheet(out, lines, manner)
    return out


def pairs(truth: Truth, manner: Manner) -> Written:
    """Years and numbers, nothing else."""
    out = Written(periods={y: truth.count(year=y) for y in truth.years})
    sheet(out, [[y, say(truth, manner, year=y)] for y in truth.years], replace(manner, totals=False))
    return out


def stacked(truth: Truth, manner: Manner) -> Written:
    """By age, and straight below by sex: the same offences twice."""
    year = truth.years[-1]
    out = Written(periods={year: truth.count(year=year)})
    lines: list[Line] = [["Age of victim", "Number"]]
    lines += [[w, say(truth, manner, age=a, year=year)] for w, a in truth.ages]
    if manner.totals:
        lines.append([manner.total_word, say(truth, manner, True, year=year)])
    lines += [[]] if manner.gap else []
    second = len(lines)
    lines.append(["Sex of victim", "Number"])
    lines += [[w, say(truth, manner, sex=s, year=year)] for w, s in truth.sexes]
    if manner.totals:
        lines.append([manner.total_word, say(truth, manner, True, year=year)])
    sheet(out, lines, manner, table=lambda r, _: r >= second)
    return out


def side_by_side(truth: Truth, manner: Manner) -> Written:
    """A table a year, one beside the other with a gap."""
    out = Written(periods={y: truth.count(year=y) for y in truth.years})
    lines: list[Line] = [[], ["Age", "Offences", *(len(truth.years) - 1) * (None, "Age", "Offences")]]
    for y in truth.years:
        lines[0] += [y, None, None]
    for w, a in truth.ages:
        line: Line = []
        for y in truth.years:
            line += [w, say(truth, manner, age=a, year=y), None]
        lines.append(line[:-1])
    sheet(out, lines, manner, table=lambda _, c: c // 3)
    return out


def sheet_a_year(truth: Truth, manner: Manner) -> Written:
    """One sheet a year, told by its name alone."""
    out = Written(periods={y: truth.count(year=y) for y in truth.years})
    for y in truth.years:
        lines: list[Line] = [["Offence", *(w for w, _ in truth.sexes)]]
        lines += [[o, *(say(truth, manner, offence=o, sex=s, year=y) for _, s in truth.sexes)] for o in truth.offences]
        if manner.totals:
            lines.append([manner.total_word, *(say(truth, manner, True, sex=s, year=y) for _, s in truth.sexes)])
        sheet(out, lines, manner, y.replace("/", "-"))
    return out


def listing(truth: Truth, manner: Manner) -> Written:
    """A row for each offence."""
    out = Written(periods={y: truth.count(year=y) for y in truth.years})
    written = {m: w for w, m in (*truth.ages, *truth.sexes)}
    rows: list[Line] = []
    for o, a, s, y in truth.kinds():
        for _ in range(truth.counts[o, a, s, y]):
            age: Value | Read = Read(1, 1, o, a, s, y)
            rows.append([f"KP/{len(rows):05}/15", y, o, age, written[s]])
    sheet(out, [["Crime reference", "Financial year", "Offence", "Victim age", "Victim sex"], *rows], manner)
    made = out.sheets[0]
    for (_, cell), read in out.cells.items():
        row = int(cell.lstrip("ABCDEFG")) - 1
        made.rows[row][3 + manner.indent] = _value(written[read.age])
    return out


LAYOUTS: dict[str, Layout] = {
    "offence by year": offence_by_year,
    "transposed": transposed,
    "offence by age": offence_by_age,
    "age by sex": age_by_sex,
    "long form": long_form,
    "pairs": pairs,
    "stacked": stacked,
    "side by side": side_by_side,
    "sheet a year": sheet_a_year,
    "listing": listing,
}
