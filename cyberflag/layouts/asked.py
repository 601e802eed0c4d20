"""Headings that lean on words elsewhere: `Yes` and `No` on a question, `Last year` on a year, `Apr`, `May` on what they add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from cyberflag.issues import Severity, issue
from cyberflag.layouts.dims import PART_OF_A_YEAR, Dims
from cyberflag.layouts.reading import Reading
from cyberflag.tables import Heading
from cyberflag.words import flags, headings, periods, telling
from cyberflag.words.periods import Period

Heads = Mapping[int, Sequence[Heading]]
MONTH = 31  # days
NONE: frozenset[int] = frozenset()


def yes_and_no(reading: Reading, heads: Heads, axis: dict[int, Dims]) -> frozenset[int]:
    """Give lines headed `Yes` and `No` the flag, where the words around them ask for it; else they are set aside.

    Their total is of all offences then, and a title that asks says nothing of the flag of all that is counted.
    """
    said = {k: telling.answer(heads[k][-1].text) for k in axis if heads.get(k)}
    lines = {k: yes for k, yes in said.items() if yes is not None}
    if len(set(lines.values())) < 2 or any(axis[k].flag for k in lines):
        return NONE
    first = heads[min(lines)][-1]
    above = [h.text for k in lines for h in heads[k][:-1]]
    corner = [reading.table.look.text(r, c) for r in reading.table.header_rows for c in reading.table.label_columns]
    around = [*(t for _, t in reading.table.titles), *reading.table.above, reading.table.sheet.name]
    own = [t for t in (*above, *corner) if t]
    if own and not any(flags.names_flag(t) or flags.is_flag_column(t) or flags.scope(t) for t in own) and _asks(own):
        return NONE  # `Offender known?`: the answers are its own, whatever the title says
    asked = [*own, *around]
    if not any(flags.names_flag(t) or flags.is_flag_column(t) for t in asked):
        words = (
            f"“{first.text}” and its contrary answer a question that the table does not name, so neither is counted."
        )
        where = reading.table.where(first.row, first.column)
        reading.issues.append(issue("flag-unknown", where, words, severity=Severity.ERROR, text=first.text))
        return frozenset(axis)
    for k, dims in axis.items():
        if k in lines:
            axis[k] = replace(dims, flag="cyber" if lines[k] else "not-cyber", category="")
        elif dims.total:
            axis[k] = replace(dims, flag="all")
    if reading.titles.flag == "cyber":
        reading.titles = replace(reading.titles, flag="")
    return NONE


def _asks(texts: Sequence[str]) -> bool:
    """Whether headings name something that may be answered, and not only what stands in a column: no `Age`, no `Offence`."""
    return any(t.rstrip().endswith("?") or headings.field(t) is None for t in texts)


def this_and_last(reading: Reading, heads: Heads, axis: dict[int, Dims]) -> frozenset[int]:
    """Give lines headed `This year`, `Previous year` their year, counted from the one that is named; else set them aside."""
    said = {k: back for k in axis if heads.get(k) and (back := telling.years_back(heads[k][-1].text)) is not None}
    open_ = {k: back for k, back in said.items() if not axis[k].period}
    if not open_:
        return NONE
    named = {d.period for k, d in axis.items() if d.period and k not in said}
    year = next(iter(named)) if len(named) == 1 else reading.titles.period
    if year is None or not year.is_year:
        first = heads[min(open_)][-1]
        words = f"“{first.text}” is of a year that the table does not name, so it is not counted."
        where = reading.table.where(first.row, first.column)
        reading.issues.append(issue("period-unknown", where, words, severity=Severity.ERROR, text=first.text))
        return frozenset(open_)
    for k, back in open_.items():
        axis[k] = replace(axis[k], period=periods.year_before(year) if back else year, category="")
    return NONE


def running(reading: Reading, heads: Heads, axis: dict[int, Dims]) -> frozenset[int]:
    """Make months cumulative where a title says that they are: each reaches from the first one's beginning.

    Of months without a year only the last counts, and only where it is the last of a financial year.
    """
    titles = [*(t for _, t in reading.table.titles), *reading.table.above]
    if not any(telling.is_cumulative(t) for t in titles):
        return NONE
    months = [(k, d.period) for k, d in axis.items() if d.period and (d.period.days or 99) <= MONTH]
    if len(months) > 1:
        start = min(p.start for _, p in months if p.start)
        for k, p in months:
            axis[k] = replace(axis[k], period=Period(start, p.end))
        return NONE
    parts = [k for k, d in axis.items() if d.category.startswith(PART_OF_A_YEAR)]
    if len(parts) < 2:
        return NONE
    year = reading.titles.period
    if year and year.is_year:
        for k in parts:
            part = periods.within(axis[k].category.removeprefix(PART_OF_A_YEAR), year)
            axis[k] = replace(axis[k], period=Period(year.start, part.end) if part else None, category="")
        return NONE
    first, last = heads[parts[0]][-1], heads[parts[-1]][-1]
    whole = [periods.month(first.text), periods.month(last.text)] == [4, 3]
    if whole:
        axis[parts[-1]] = replace(axis[parts[-1]], category="")
    words = f"“{first.text}” to “{last.text}” are cumulative: the earlier are counted again in the later."
    where = reading.table.where(first.row, first.column)
    reading.issues.append(issue("line-left-out", where, words, text=first.text))
    return frozenset(parts[:-1] if whole else parts)
