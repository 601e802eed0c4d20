"""The one door to pandas: observations as rows of plain values, and as a frame."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from cyberflag.collection import Collection
from cyberflag.observations import COLUMNS, Observation

Row = tuple[str | int | None, ...]
Record = dict[str, str | int | None]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def rows(collection: Collection) -> list[Row]:
    """Every observation as values in the order of COLUMNS, a listing row by row, sorted by force and place."""
    return list(each_row(collection))


def each_row(collection: Collection) -> Iterator[Row]:
    """The same one after the other, with no more than one force's rows in memory beside what was read."""
    by_force: dict[str, list[Observation]] = {}
    for observation in collection.observations:
        by_force.setdefault(observation.force, []).append(observation)
    for _, observations in sorted(by_force.items()):
        each = (one for observation in observations for one in observation.each())
        yield from (_row(one) for one in sorted(each, key=_place))


def _place(one: Observation) -> tuple[object, ...]:
    where = one.where
    letters = where.cell.rstrip("0123456789")
    number = int(where.cell[len(letters) :] or 0) if where.cell[len(letters) :].isascii() else 0
    sex_age = (one.age.low if one.age.low is not None else -1, one.age.high if one.age.high is not None else 999)
    return (
        one.force,
        where.file,
        where.sheet,
        number,
        len(letters),
        letters,
        one.table,
        one.period.label,
        one.offence,
        *sex_age,
        one.sex,
        one.category,
    )


def _row(one: Observation) -> Row:
    count = one.count
    return (
        *(one.force, one.force_code),
        *(one.period.label, _iso(one.period.start), _iso(one.period.end)),
        *(one.measure, one.flag, one.offence, one.offence_code, one.offence_group),
        *(one.age.label, one.age.low, one.age.high, one.sex),
        *(count.exact, *_bounds(one), count.kind, one.role, one.table),
        *(one.where.file, one.where.sheet, one.where.cell, one.text, one.layout),
        *(" ".join(dict.fromkeys((*one.marks, *count.marks))), one.category, one.used, one.not_used_because),
        *(" ".join(one.from_request), one.victims_under, one.images, _iso(one.as_at)),
    )


def _bounds(one: Observation) -> tuple[int | None, int | None]:
    # A blank or unreadable cell states nothing, so it has no bounds to print.
    if one.count.kind in ("blank", "unreadable"):
        return None, None
    return one.count.low, one.count.high


def record(one: Observation) -> Record:
    """One observation as a mapping of COLUMNS to values."""
    return dict(zip(COLUMNS, _row(one), strict=True))


_CATEGORIES = (
    "force",
    "force_code",
    "period",
    "measure",
    "flag",
    "offence_group",
    "sex",
    "status",
    "role",
    "layout",
    "used",
    "not_used_because",
    "images",
)


def frame(collection: Collection) -> Any:
    """A pandas.DataFrame of the observations: nullable integers, dates as datetime64, categories for closed lists.

    The import stands here because it costs more than everything else a command does.
    """
    import pandas as pd

    table = pd.DataFrame(rows(collection), columns=list(COLUMNS))
    for name, (kind, _) in COLUMNS.items():
        if kind == "integer":
            table[name] = table[name].astype("Int64")
        elif kind == "date":
            table[name] = pd.to_datetime(table[name])
        elif name in _CATEGORIES:
            table[name] = table[name].astype("category")
        else:
            table[name] = table[name].astype("string")
    return table
