"""One column of labels that holds two levels or three, as a pivot table prints them: an offence, then the ages in it."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from cyberflag.layouts.dims import Dims
from cyberflag.sums import compare
from cyberflag.tables import Table
from cyberflag.words import victims
from cyberflag.words.victims import UNKNOWN_AGE

DEEPEST = 3
OLDEST = 120
KINDS = ("period", "offence", "age", "sex")


def nest(table: Table, rows: dict[int, Dims]) -> dict[int, int]:
    """Put each label under the wider one that it stands below, and give back the row of that for every such row.

    Nothing is done unless the numbers of every wider row are those of the rows below it, or the same labels come
    again under each.
    """
    if len(table.label_columns) != 1 or table.groups or len(rows) < 3:
        return {}
    own = {r: _aged(table, r, d) for r, d in rows.items()}
    levels = _levels(own)
    above = _above(levels) if levels else {}
    if not above or not (_adds_up(table, above) or _comes_again(table, above)):
        return {}
    for r, d in own.items():
        rows[r] = d.under_(replace(rows[above[r]], total=False)) if r in above else d
    return above


def _aged(table: Table, r: int, dims: Dims) -> Dims:
    """A bare number that labels a row is an age, where it can be one."""
    text = table.row_heads[r][-1].text if table.row_heads.get(r) else ""
    unsaid = not dims.members or dims.members == (f"label: {text}",)
    bare = text.isdecimal() and unsaid and int(text) <= OLDEST
    return replace(dims, age=victims.parse_age(text), category="") if bare else dims


def _levels(rows: Mapping[int, Dims]) -> dict[int, int]:
    """The level of each row that is no total, by the kind of its label; empty where the kinds make no levels."""
    order: list[str] = []
    levels: dict[int, int] = {}
    last = ""
    for r, d in rows.items():
        kinds = [kind for kind in KINDS if getattr(d, kind)]
        if d.total:
            last = ""
            continue
        if len(kinds) > 1 or (not kinds and not last):
            return {}
        kind = last if not kinds or (d.age == UNKNOWN_AGE and last) else kinds[0]
        order += [] if kind in order else [kind]
        levels[r], last = order.index(kind), kind
    return levels if 1 < len(order) <= DEEPEST else {}


def _above(levels: Mapping[int, int]) -> dict[int, int]:
    """The row that each row stands under; empty where a level is left out, or the first row has none below it."""
    found: dict[int, int] = {}
    stack: list[int] = []
    for r, level in levels.items():
        if level > len(stack):
            return {}
        stack = [*stack[:level], r]
        if level:
            found[r] = stack[level - 1]
    first = next(iter(levels))
    return found if first in found.values() else {}


def _below(above: Mapping[int, int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for r, wider in above.items():
        found.setdefault(wider, []).append(r)
    return found


def _adds_up(table: Table, above: Mapping[int, int]) -> bool:
    """Whether every wider row that prints numbers is the sum of the rows below it."""
    told = 0
    for wider, below in _below(above).items():
        for c in table.value_columns:
            printed = table.look.count(wider, c)
            if printed is None or printed.kind in ("blank", "unreadable"):
                continue
            if compare(printed, [table.look.count(r, c) for r in below])[0] not in ("exact", "within"):
                return False
            told += printed.low > 0
    return told > 0


def _comes_again(table: Table, above: Mapping[int, int]) -> bool:
    """Whether labels come again under a second wider row."""
    under: dict[str, set[int]] = {}
    for r, wider in above.items():
        under.setdefault(table.row_heads[r][-1].text if table.row_heads[r] else "", set()).add(wider)
    return any(len(wider) > 1 for wider in under.values())
