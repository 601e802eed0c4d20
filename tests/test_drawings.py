"""Every drawing is read as a careful person reads it: drop NAME.txt and NAME.csv into drawings/ for a new test."""

from __future__ import annotations

from collections import Counter

import pytest
from drawer import drawings
from drawer.writing import LAYOUTS

KNOWN = drawings.known()
CASES = [
    pytest.param(name, marks=pytest.mark.xfail(strict=True, reason="known fault") if name in KNOWN else ())
    for name in drawings.names()
]


@pytest.mark.parametrize("name", CASES)
def test_drawing(name: str) -> None:
    drawing = drawings.named(name)
    one = drawing.read()
    wrong: list[str] = []
    for suffix, read in (("csv", drawings.observed), ("headline", drawings.headlines)):
        path = drawings.FOLDER / f"{name}.{suffix}"
        if path.exists():
            columns, wanted = drawings.table(path)
            found = Counter(read(one, columns))
            wrong += [
                f"{suffix} missing: {dict(zip(columns, row, strict=True))}"
                for row in (Counter(wanted) - found).elements()
            ]
            wrong += [
                f"{suffix} not true: {dict(zip(columns, row, strict=True))}"
                for row in (found - Counter(wanted)).elements()
            ]
    path = drawings.FOLDER / f"{name}.issues"
    wrong += drawings.unasked(one, path.read_text(encoding="utf-8").splitlines() if path.exists() else [])
    assert not wrong, "\n" + "\n".join(wrong)


def test_known_faults_are_drawings() -> None:
    assert {*drawings.names(), *(f"layout: {layout}" for layout in LAYOUTS)} >= KNOWN
