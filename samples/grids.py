"""Grids of cells as people lay them out: tables, tables above and beside one another, listings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from truth import IMAGES, Body


@dataclass(frozen=True, slots=True)
class Head:
    """A heading or title: bold, and merged over several columns or rows where it says so."""

    text: str | int
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class Sum:
    """A total: a formula over the `cells` above it or to its left, with the value that was saved."""

    value: int
    cells: int
    direction: str = "up"  # or left


@dataclass(frozen=True, slots=True)
class BandDate:
    """An age band that a spreadsheet program took for a date: 10-12 became 10 December, shown `10-Dec`."""

    day: date


Content = str | int | float | date | None | Head | Sum | BandDate
Grid = list[list[Content]]
Select = dict[str, Any]  # the keyword arguments of Body.count that a heading stands for
Axis = Sequence[tuple[Content, Select]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A named grid; a hidden sheet is one that the force forgot."""

    name: str
    grid: Grid
    hidden: bool = False


def band(low: int, high: int) -> Select:
    """The offences against children aged low to high."""
    return {"ages": tuple(str(age) for age in range(low, high + 1))}


def singles(low: int, high: int, shape: str = "") -> list[tuple[Content, Select]]:
    """An axis of single years of age, as numbers or in words (`Aged {}`)."""
    return [(shape.format(age) if shape else age, band(age, age)) for age in range(low, high + 1)]


def unknown(label: str) -> tuple[Content, Select]:
    """The offences whose victim's age is not known."""
    return label, {"ages": ("NK",)}


def turned(low: int, high: int) -> tuple[Content, Select]:
    """A band low-high as the date that it became."""
    return BandDate(date(2016, high, low)), band(low, high)


def matrix(
    body: Body,
    corner: Content,
    down: Axis,
    across: Axis,
    *,
    total_row: str = "Total",
    total_column: str = "",
    blank_zero: bool = False,
    **where: Any,
) -> Grid:
    """A table of counts with a heading row; totals where they are named; zeros left empty where forces do so."""
    heads = [label if isinstance(label, Head | BandDate | int) else Head(str(label)) for label, _ in across]
    grid: Grid = [[corner if isinstance(corner, Head) else Head(str(corner)), *heads]]
    for label, row in down:
        counts = [body.count(**{**where, **row, **column}) for _, column in across]
        cells: list[Content] = [None if blank_zero and not count else count for count in counts]
        grid.append([label, *cells, *_right(sum(counts), len(counts), total_column)])
    if total_row:
        sums = [sum(body.count(**{**where, **row, **column}) for _, row in down) for _, column in across]
        last: list[Content] = [Sum(value, len(down)) for value in sums]
        grid.append([Head(total_row), *last, *_right(sum(sums), len(sums), total_column)])
    if total_column:
        grid[0].append(Head(total_column))
    return grid


def _right(value: int, cells: int, wanted: str) -> list[Content]:
    return [Sum(value, cells, "left")] if wanted else []


def lines(*texts: Content) -> Grid:
    """One cell to a row; None is an empty row."""
    return [[] if text is None else [text] for text in texts]


def stack(*grids: Grid) -> Grid:
    """Grids below one another with nothing between."""
    return [row for grid in grids for row in grid]


def beside(left: Grid, right: Grid, gap: int = 1) -> Grid:
    """Two grids side by side with empty columns between."""
    width = max(sum(_width(cell) for cell in row) for row in left)
    rows: Grid = []
    for number in range(max(len(left), len(right))):
        first = list(left[number]) if number < len(left) else []
        second = right[number] if number < len(right) else []
        used = sum(_width(cell) for cell in first)
        rows.append([*first, *[None] * (width + gap - used), *second] if second else first)
    return rows


def _width(cell: Content) -> int:
    return cell.across if isinstance(cell, Head) else 1


def listing(body: Body, columns: Iterable[str], flagged_only: bool = False) -> list[dict[str, Content]]:
    """The offences of 2015/16 one by one, shuffled as a crime system gives them, with the named facts of each.

    Facts: code, offence, age, sex, flag, day, number. A victim over 17 gets an age from 18 to 41.
    """
    found = [r for r in body.records() if r[3] == "cyber" or not flagged_only]
    order = sorted(range(len(found)), key=lambda i: ((i * 7919 + 104729) % 99991, i))
    rows: list[dict[str, Content]] = []
    for place, index in enumerate(order):
        code, age, sex, flag = found[index]
        facts: dict[str, Content] = {
            "number": place + 1,
            "code": code,
            "offence": TITLES.get(code, ""),
            "age": int(age) if age.isdigit() else 18 + index % 24 if age == "18+" else age,
            "sex": sex,
            "flag": flag,
            "day": date.fromordinal(date(2015, 4, 1).toordinal() + place * 366 // len(found)),
        }
        rows.append({name: facts[name] for name in columns})
    return rows


# Home Office codes and titles in force in 2015/16.
TITLES = {
    "17A": "Sexual assault on a male aged 13 and over",
    "17B": "Sexual assault on a male child under 13",
    "19C": "Rape of a female aged 16 and over",
    "19D": "Rape of a female child under 16",
    "19E": "Rape of a female child under 13",
    "19F": "Rape of a male aged 16 and over",
    "19G": "Rape of a male child under 16",
    "19H": "Rape of a male child under 13",
    "20A": "Sexual assault on a female aged 13 and over",
    "20B": "Sexual assault on a female child under 13",
    "21": "Sexual activity involving a child under 13",
    "22A": "Causing sexual activity without consent",
    "22B": "Sexual activity involving child under 16",
    "23": "Incest or familial sexual offences",
    "71": "Abuse of children through sexual exploitation",
    "73": "Abuse of position of trust of a sexual nature",
    "86/2": "Take, make or distribute indecent photographs or pseudo-photographs of children",
    "88A": "Sexual grooming",
    "88E": "Exposure and voyeurism",
}

GROUPS = {
    "Rape": ("19C", "19D", "19E", "19F", "19G", "19H"),
    "Sexual assault": ("17A", "17B", "20A", "20B"),
    "Sexual activity": ("21", "22A", "22B"),
    "Sexual grooming": ("88A",),
    "Other sexual offences": ("23", "71", "73", "88E"),
}


def codes_of(body: Body, shape: str = "{code} {title}") -> list[tuple[Content, Select]]:
    """An axis of the Home Office codes of the body's flagged offences of any year, images apart."""
    held = sorted({row.code for row in body.rows if row.flag == "cyber" and row.code not in ("", IMAGES)})
    return [(shape.format(code=code, title=TITLES[code]), {"codes": (code,)}) for code in held]


def groups_of(body: Body) -> list[tuple[Content, Select]]:
    """An axis of the five groups of offences."""
    return [(name, {"codes": codes}) for name, codes in GROUPS.items() if body.count(codes=codes)]


def sexes(female: str, male: str, neither: str = "") -> list[tuple[Content, Select]]:
    """An axis of the victims' sexes in a force's own words."""
    named = [("female", female), ("male", male), ("unknown", neither)]
    return [(Head(label), {"sex": sex}) for sex, label in named if label]


def everything(label: str) -> list[tuple[Content, Select]]:
    """An axis of one heading that stands for all."""
    return [(Head(label), {})]
