"""A truth drawn by chance, written in every layout and read back: right, or declined with an issue, never wrong in silence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from drawer import drawings, quick
from drawer.truths import Truth, truths
from drawer.writing import LAYOUTS, Manner, Read, Written, manners
from hypothesis import HealthCheck, given, settings

from cyberflag.decisions import Record, Request
from cyberflag.grid import Document
from cyberflag.issues import Severity
from cyberflag.observations import Observation
from cyberflag.returns import ForceReturn, interpret, survey
from cyberflag.words import forces, periods

QUICK = quick(20)
LONG = settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
KENT = forces.whole("Kent Police")
LAYOUT_CASES = [
    pytest.param(
        layout,
        marks=pytest.mark.xfail(strict=True, reason="known fault") if f"layout: {layout}" in drawings.known() else (),
    )
    for layout in LAYOUTS
]


def _read(written: Written) -> ForceReturn:
    assert isinstance(KENT, forces.Force)
    period = periods.parse(max(written.periods))
    request = Request("cyber", period, "offences", 18)
    document = Document("drawn.xlsx", "xlsx", "drawn", written.sheets)
    return interpret(KENT, survey([document]), Record(request=request))


def _as_read(o: Observation) -> Read:
    return Read(
        o.count.low, o.count.high, o.offence, o.age.label, o.sex, o.period.label, o.role in ("total", "subtotal")
    )


def _wrong(written: Written, one: ForceReturn) -> Iterator[str]:
    """Everything that was read otherwise than it was meant."""
    found: dict[tuple[str, str], Read] = {}
    again = {(o.where.sheet, o.where.cell) for o in one.observations if o.role == "duplicate"}
    for o in one.observations:
        for each in o.each():
            place = (each.where.sheet, each.where.cell)
            if place in found:
                yield f"{place} read twice"
            found[place] = _as_read(each)
    for place, meant in written.cells.items():
        if place not in found:
            yield f"{place} not read: {meant}"
        elif found[place] != meant and (place not in again or replace(meant, total=False) != found[place]):
            yield f"{place} read as {found[place]}, meant {meant}"
    yield from (f"{place} is no count: {read}" for place, read in found.items() if place not in written.cells)


def _wrong_headlines(written: Written, one: ForceReturn) -> Iterator[str]:
    """Headlines that do not hold the truth, with or without an issue."""
    heads = [h for h in one.headlines if not h.left_out and h.flag == "cyber" and h.measure == "offences"]
    for h in heads:
        true = written.periods.get(h.period.label)
        if true is None:
            yield f"a headline for {h.period.label}: {h.count}"
        elif h.count.low > true or (h.count.high is not None and h.count.high < true):
            yield f"{h.period.label} is {h.count}, true is {true}"
    if len({h.period for h in heads}) < len(heads):
        yield "two headlines for one year"
    said = {h.period.label for h in heads}
    yield from (f"no headline for {p}, true is {n}" for p, n in written.periods.items() if n and p not in said)


def check(layout: str, truth: Truth, manner: Manner) -> None:
    written = LAYOUTS[layout](truth, manner)
    one = _read(written)
    loud = any(i.severity is not Severity.NOTE for i in one.issues)
    wrong = list(_wrong_headlines(written, one))
    if not loud:
        wrong += _wrong(written, one)
    drawing = "\n".join(s.drawing() for s in written.sheets)
    assert loud or not wrong, "\n".join([drawing, *wrong])


@pytest.mark.parametrize("layout", LAYOUT_CASES)
def test_read_back(layout: str) -> None:
    @given(truths(highest=6 if layout == "listing" else 60), manners)
    @QUICK
    def prove(truth: Truth, manner: Manner) -> None:
        check(layout, truth, manner)

    prove()


@pytest.mark.long
@pytest.mark.parametrize("layout", LAYOUTS)
def test_read_back_many(layout: str) -> None:
    @given(truths(highest=6 if layout == "listing" else 60), manners)
    @LONG
    def prove(truth: Truth, manner: Manner) -> None:
        check(layout, truth, manner)

    prove()
