"""Totals of tables that hold several breakdowns, or that print the total of all once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from cyberflag.layouts.dims import Dims
from cyberflag.layouts.reading import Cells, Reading, observation
from cyberflag.sums import Sum, compare, sum_of
from cyberflag.tables import Heading
from cyberflag.words import telling
from cyberflag.words.counts import Count


def counted_apart(heads: Mapping[int, Sequence[Heading]]) -> frozenset[int]:
    """The lines that say themselves that no total counts them."""
    return frozenset(k for k, path in heads.items() if any(telling.stands_aside(h.text) for h in path))


def of_each_kind(sums: dict[int, Sum], dims: Sequence[Dims], lines: Sequence[Sequence[Count | None]]) -> None:
    """A total below ages and below sexes, which each make it up, is the sum of either and not of both."""
    for i, one in list(sums.items()):
        if not one.worded or one.agrees or not one.checks:
            continue
        kinds: dict[tuple[bool | str, ...], list[int]] = {}
        for j in one.parts:
            d = dims[j]
            kinds.setdefault((bool(d.offence), bool(d.age), bool(d.sex), d.category.partition(": ")[0]), []).append(j)
        told = [sum_of(lines, i, parts) for parts in kinds.values()]
        if len(told) > 1 and all(told) and all(len(parts) > 1 for parts in kinds.values()):
            first = told[0]
            sums[i] = replace(first, kind="total") if first else one


def lone_total(reading: Reading, grid: Cells, rows: Mapping[int, Dims], columns: Mapping[int, Dims]) -> None:
    """A row `Total` that holds one number, that of all columns together, is the total of the table and of no column."""
    table = reading.table
    if len(columns) < 2 or any(d.total for d in columns.values()):
        return
    parts = [grid[r, c] for r in table.body_rows if not rows[r].total for c in table.value_columns]
    for r in (r for r in table.body_rows if rows[r].total and not rows[r].members):
        filled = [c for c in table.value_columns if table.look.text(r, c)]
        printed = grid[r, filled[0]] if len(filled) == 1 else None
        counting = {c for x, c in grid if not rows[x].total and (n := grid[x, c]) is not None and n.low}
        if printed is None or len(counting) < 2 or compare(printed, parts)[0] != "exact":
            continue
        for c in table.value_columns:
            grid[r, c] = None
        cell = (r, filled[0])
        reading.roles |= {(r, c): ("derived", "") for c in table.value_columns}
        dims = rows[r].under_(reading.titles)
        reading.observations.append(observation(table, reading.name, *cell, printed, dims, "total"))
