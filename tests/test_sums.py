"""Which lines are sums of which, by arithmetic and by words; and how a printed total stands to its parts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cyberflag import sums
from cyberflag.words import counts
from cyberflag.words.counts import Count, exactly

QUICK = settings(max_examples=60, deadline=None, derandomize=True)


def count(text: str) -> Count | None:
    """A cell as a table that prints zeros would have it; a dot is a cell with nothing in it."""
    return None if text == "." else counts.parse(text, text)


@pytest.mark.parametrize(
    ("printed", "parts", "state", "low", "high"),
    [
        ("7", "5 2", "exact", 7, 7),
        ("7", "5 2 .", "exact", 7, 7),
        ("7", "5 2 -", "exact", 7, 7),
        ("7", "5 <5", "within", 6, 9),
        ("10", "5 *", "within", 6, None),
        ("5", "5 *", "leaves-out", 6, None),
        ("20", "6 14 <5", "leaves-out", 21, 24),
        ("8", "5 2", "off", 7, 7),
        ("6", "5 2", "off", 7, 7),
        ("8", "5 2 .", "blanks", 7, 7),
        ("6", "5 2 .", "off", 7, 7),
        ("30", "5 <5", "off", 6, 9),
        ("<5", "1 1", "within", 2, 2),
        ("<5", "<5 <5", "within", 2, 8),
        ("0", "0 0", "exact", 0, 0),
        ("*", "3 4", "within", 7, 7),
    ],
)
def test_compare(printed: str, parts: str, state: str, low: int, high: int | None) -> None:
    total = count(printed)
    assert total is not None
    found, summed = sums.compare(total, [count(p) for p in parts.split()])
    assert (found, summed.low, summed.high) == (state, low, high)


@pytest.mark.parametrize(
    ("grid", "hints", "found"),
    [
        # a total in words at the foot
        ("3 4/5 6/8 10", "member member total", {2: ("total", (0, 1), True)}),
        # at the head
        ("8 10/3 4/5 6", "total member member", {0: ("total", (1, 2), True)}),
        # no label: arithmetic alone
        ("3 4/5 6/2 2/10 12", "member member member none", {3: ("total", (0, 1, 2), True)}),
        # two groups, each with its sum, and a grand total
        (
            "1 2/3 4/4 6/5 5/1 1/6 6/10 12",
            "member member subtotal member member subtotal total",
            {2: ("subtotal", (0, 1), True), 5: ("subtotal", (3, 4), True), 6: ("total", (0, 1, 3, 4), True)},
        ),
        # a group row above its children, told by arithmetic alone
        (
            "4 6/1 2/3 4/6 6/5 5/1 1",
            "free member member free member member",
            {0: ("subtotal", (1, 2), True), 3: ("subtotal", (4, 5), True)},
        ),
        # off by one: still a total, and it does not agree
        ("3 4/5 6/8 11", "member member total", {2: ("total", (0, 1), False)}),
        # a member is never a sum by chance
        ("3/5/8", "member member member", {}),
        ("2 3/2 3/4 6", "member member member", {}),
        # zeros prove nothing
        ("0 0/0 0/0 0", "free free free", {}),
        # one column is too little for a label that says nothing
        ("3/5/8", "free free free", {}),
    ],
)
def test_find_sums(grid: str, hints: str, found: dict[int, tuple[str, tuple[int, ...], bool]]) -> None:
    lines = [[count(c) for c in line.split()] for line in grid.split("/")]
    told = {i: (s.kind, s.parts, s.agrees) for i, s in sums.find_sums(lines, hints.split()).items()}
    assert told == found


def test_a_class_is_the_sum_of_its_codes() -> None:
    lines = [[exactly(n)] for n in (5, 2, 3, 11)]
    found = sums.find_sums(lines, ["member"] * 4, lambda i, j: i == 0 and j in (1, 2))
    assert {i: (s.kind, s.parts) for i, s in found.items()} == {0: ("subtotal", (1, 2))}


_grids = st.integers(2, 6).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 90), min_size=width, max_size=width), min_size=2, max_size=7)
)


@given(_grids)
@QUICK
def test_the_total_row_is_found_wherever_it_stands(grid: list[list[int]]) -> None:
    total = [sum(column) for column in zip(*grid, strict=True)]
    for at in (0, len(grid)):
        rows = [*grid[:at], total, *grid[at:]]
        hints = ["member"] * len(rows)
        hints[at] = "total"
        found = sums.find_sums([[exactly(n) for n in row] for row in rows], hints)
        assert found[at].kind == "total"
        assert all(c.state == "exact" for c in found[at].checks)
        assert set(found) == {at}


@given(_grids, st.data())
@QUICK
def test_a_total_that_misses_never_agrees(grid: list[list[int]], data: st.DataObject) -> None:
    total = [sum(column) for column in zip(*grid, strict=True)]
    wrong = data.draw(st.integers(0, len(total) - 1))
    total[wrong] += data.draw(st.integers(1, 5))
    rows = [*grid, total]
    hints = [*["member"] * len(grid), "total"]
    found = sums.find_sums([[exactly(n) for n in row] for row in rows], hints)
    assert not found[len(grid)].agrees


@given(_grids)
@QUICK
def test_members_alone_are_never_sums(grid: list[list[int]]) -> None:
    """Labels that each name one member cannot be the sum of others, whatever the numbers."""
    assert sums.find_sums([[exactly(n) for n in row] for row in grid], ["member"] * len(grid)) == {}


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 4)), min_size=1, max_size=6), st.integers(0, 60))
@QUICK
def test_bounds_of_a_comparison_are_true(parts: list[tuple[int, int]], printed: int) -> None:
    """What a comparison calls within could be; what it calls off could not; a total of the exact parts proves nothing."""
    counted = [Count(low, low + more, "exact" if not more else "suppressed") for low, more in parts]
    low, high = sum(c.low for c in counted), sum(c.high or 0 for c in counted)
    state, summed = sums.compare(exactly(printed), counted)
    assert (summed.low, summed.high) == (low, high)
    exact = sum(c.low for c in counted if c.low == c.high)
    if low != high and printed == exact:
        assert state == "leaves-out"
        return
    assert (state in ("exact", "within")) == (low <= printed <= high)
    assert state != "exact" or low == high == printed
