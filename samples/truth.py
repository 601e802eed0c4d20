"""The truth behind the sample returns: truth.csv, and the counts that can be asked of it."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

AGES = tuple(str(age) for age in range(1, 18))  # the columns that hold a child of known age
CHILDREN = (*AGES, "NK", "all")  # "NK": the force does not know the age; "all": the return gives no ages
IMAGES = "86/2"  # indecent images: no victim, never in a headline


@dataclass(frozen=True, slots=True)
class Row:
    """One line of truth.csv: the offences of one kind by age of victim. `code` and `sex` are empty where the return gives none."""

    force: str
    period: str
    flag: str
    code: str
    sex: str
    ages: dict[str, int]


@dataclass(frozen=True, slots=True)
class Body:
    """Everything true of one body that was asked."""

    force: str
    rows: tuple[Row, ...]

    def count(
        self,
        *,
        period: str = "2015/16",
        flags: Iterable[str] = ("cyber",),
        codes: Iterable[str] | None = None,
        sex: str | None = None,
        ages: Iterable[str] = CHILDREN,
    ) -> int:
        """Offences in a slice: flagged, of 2015/16 and against under-18s unless asked otherwise; images only if named."""
        flags = tuple(flags)
        wanted = None if codes is None else tuple(codes)
        return sum(
            row.ages.get(age, 0)
            for row in self.rows
            if row.period == period
            and row.flag in flags
            and (row.code != IMAGES if wanted is None else row.code in wanted)
            and sex in (None, row.sex)
            for age in ages
        )

    def records(self, period: str = "2015/16") -> list[tuple[str, str, str, str]]:
        """(code, age, sex, flag) of every offence of a period, in the order of truth.csv."""
        rows = [row for row in self.rows if row.period == period]
        return [
            (row.code, age, row.sex, row.flag) for row in rows for age, count in row.ages.items() for _ in range(count)
        ]


def read_truth(path: Path) -> dict[str, Body]:
    """Every body of truth.csv by name."""
    rows: dict[str, list[Row]] = {}
    with path.open(encoding="utf-8", newline="") as handle:
        for line in csv.DictReader(handle):
            force, period, flag, code, sex = (line.pop(key) for key in ("force", "period", "flag", "code", "sex"))
            ages = {age: int(count) for age, count in line.items() if count}
            rows.setdefault(force, []).append(Row(force, period, flag, code, sex, ages))
    return {force: Body(force, tuple(found)) for force, found in rows.items()}
