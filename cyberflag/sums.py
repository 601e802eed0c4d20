"""Numbers only, no meaning: which lines of a grid are sums of which others, with open cells.

A line is a row (or, transposed, a column) of counts. `hints` say what its label allows: `total` or `subtotal` (the
words say so), `none` (there is no label), `free` (the label says nothing of sums), `member` (the label names one
member of a dimension, so that only a line that contains others can be their sum).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from cyberflag.words.counts import ZERO, Count

Line = Sequence[Count | None]
DEEPEST = 4  # levels of sums of sums
LONGEST = 2000  # lines; a longer grid is a listing, and has no sums


class Check(Struct, frozen=True):
    """One printed total against its parts. `state`: exact, within, leaves-out, blanks, off."""

    position: int
    printed: Count
    summed: Count
    state: str


class Sum(Struct, frozen=True):
    """A line that is, or claims to be, the sum of other lines."""

    line: int
    kind: str  # total | subtotal
    parts: tuple[int, ...]
    checks: tuple[Check, ...]
    worded: bool  # the label says that it is a total

    @property
    def agrees(self) -> bool:
        """Every printed number fits its parts, and at least one could be checked."""
        return bool(self.checks) and all(c.state in ("exact", "within") for c in self.checks)


def compare(printed: Count, parts: Sequence[Count | None]) -> tuple[str, Count]:
    """How a printed total stands to its parts, and their sum. Blank parts count as nothing here.

    >>> compare(Count(7, 7), [Count(5, 5), Count(2, 2)])[0]
    'exact'
    """
    stated = [p for p in parts if p is not None and p.kind not in ("blank", "unreadable")]
    summed = sum(stated, ZERO)
    open_cells = len(stated) < len(parts)
    exact_only = sum(p.low for p in stated if p.low == p.high)
    suppressed = any(p.low != p.high for p in stated)
    high = printed.high if printed.high is not None else max(printed.low, summed.high or summed.low)
    if printed.low == printed.high == summed.low == summed.high:
        return "exact", summed
    if suppressed and printed.low == printed.high and printed.low == exact_only and exact_only != summed.high:
        return "leaves-out", summed
    if high >= summed.low and (summed.high is None or printed.low <= summed.high):
        return "within", summed
    if any(p is not None and p.kind == "unreadable" for p in parts) and high >= summed.low:
        return "blanks", summed
    return ("blanks" if open_cells and printed.low > (summed.high or 0) else "off"), summed


def _check(lines: Sequence[Line], i: int, parts: Sequence[int]) -> tuple[Check, ...]:
    checks = []
    for j, printed in enumerate(lines[i]):
        if printed is None or printed.kind in ("blank", "unreadable"):
            continue
        column = [lines[p][j] if j < len(lines[p]) else None for p in parts]
        if all(c is None or c.kind == "blank" for c in column) and printed.low == 0:
            continue
        state, summed = compare(printed, column)
        checks.append(Check(j, printed, summed, state))
    return tuple(checks)


def _agrees(checks: Sequence[Check]) -> bool:
    return bool(checks) and all(c.state in ("exact", "within") for c in checks)


def _informative(lines: Sequence[Line], i: int, parts: Sequence[int]) -> int:
    """In how many positions the agreement says something: a positive total over two or more positive parts.

    Where one such position is borne out by two more, with a positive total over one part, it counts as two.
    """
    told = borne_out = 0
    for j, printed in enumerate(lines[i]):
        if printed is not None and printed.low > 0:
            positive = sum(1 for p in parts if j < len(lines[p]) and (x := lines[p][j]) is not None and x.low > 0)
            told += positive >= 2
            borne_out += positive == 1
    return told + (told == 1 and borne_out >= 2)


def find_sums(
    lines: Sequence[Line],
    hints: Sequence[str],
    contains: Callable[[int, int], bool] = lambda _i, _j: False,
    near: Callable[[int], Sequence[int]] | None = None,
) -> dict[int, Sum]:
    """Every line that is a sum of others, by arithmetic and by words, keyed by its index.

    `near` gives the lines that a line may contain at all; without it any may.
    """
    if len(lines) > LONGEST:
        return {}
    found: dict[int, Sum] = {}
    for i, hint in enumerate(hints):
        if hint in ("member", "free"):
            _parent(lines, i, near(i) if near else range(len(lines)), contains, found, hint)
    for _ in range(DEEPEST):  # a region is the sum of its forces, a country that of its regions
        before = len(found)
        for i, hint in enumerate(hints):
            if hint in ("none", "free") and i not in found:
                _unworded(lines, hints, i, hint, found)
        if len(found) == before:
            break
    for i, hint in enumerate(hints):
        if hint in ("total", "subtotal"):
            found[i] = _worded(lines, hints, i, found)
    return {i: _grand(found[i], found, len(lines)) for i in sorted(found)}


def _parent(
    lines: Sequence[Line],
    i: int,
    near: Sequence[int],
    contains: Callable[[int, int], bool],
    found: dict[int, Sum],
    hint: str,
) -> None:
    children = [j for j in near if j != i and contains(i, j)]
    direct = [j for j in children if not any(k != j and contains(k, j) for k in children)]
    if not direct:
        return
    checks = _check(lines, i, direct)
    if len(direct) == 1 and (direct[0] != i + 1 or sum(c.printed.low > 0 for c in checks) < 2):
        return  # one equal number is no proof that a line repeats another
    if (len(direct) >= 2 and hint == "member") or _agrees(checks):
        found[i] = Sum(i, "subtotal", tuple(direct), checks, False)


def _leaves(lines: Sequence[Line], hints: Sequence[str], found: dict[int, Sum], span: range) -> list[int]:
    return [j for j in span if j not in found and hints[j] not in ("total", "subtotal") and 0 <= j < len(lines)]


def _unworded(lines: Sequence[Line], hints: Sequence[str], i: int, hint: str, found: dict[int, Sum]) -> None:
    """A line whose label does not say so but whose numbers are the sum of the run beside it, in two columns or more."""
    pivot = max(range(len(lines[i])), key=lambda j: x.low if (x := lines[i][j]) is not None else -1, default=-1)
    if pivot < 0 or (top := lines[i][pivot]) is None or top.low <= 0 or top.kind in ("blank", "unreadable"):
        return
    for step in (1, -1):
        run: list[int] = []
        total = 0
        j = i + step
        while 0 <= j < len(lines) and hints[j] not in ("total", "subtotal"):
            if j not in found:
                run.append(j)
                part = lines[j][pivot] if pivot < len(lines[j]) else None
                total += part.low if part is not None else 0
                if total > (top.high or top.low):
                    break
                needed = 1 if hint == "none" and (i in (0, len(lines) - 1)) else 2
                whole = len(run) == len(lines) - 1
                told = len(run) >= 2 and _informative(lines, i, run)
                if (
                    told
                    and (told >= needed or (whole and len(run) >= 3 and hint == "none"))
                    and _agrees(_check(lines, i, run))
                ):
                    found[i] = Sum(i, "subtotal", tuple(sorted(run)), _check(lines, i, run), False)
                    return
            j += step


def _worded(lines: Sequence[Line], hints: Sequence[str], i: int, found: dict[int, Sum]) -> Sum:
    """A line that calls itself a total: the first of the natural runs that it agrees with, else the whole side."""
    above = _leaves(lines, hints, found, range(i))
    below = _leaves(lines, hints, found, range(i + 1, len(lines)))
    edge = max((j for j in range(i) if hints[j] in ("total", "subtotal")), default=-1)
    run_above = [j for j in above if j > edge]
    edge = min((j for j in range(i + 1, len(lines)) if hints[j] in ("total", "subtotal")), default=len(lines))
    run_below = [j for j in below if j < edge]
    for parts in (run_above, above, below, run_below, above + below):
        checks = _check(lines, i, parts) if parts else ()
        if _agrees(checks) and (len(parts) > 1 or len(lines) == 2):
            return Sum(i, "subtotal" if hints[i] == "subtotal" else "total", tuple(parts), checks, True)
    for parts in (above, below):
        once = _without_echoes(lines, parts)
        checks = _check(lines, i, once) if len(once) < len(parts) else ()
        if _agrees(checks):
            for j in set(parts) - set(once):
                found[j] = Sum(j, "subtotal", (j + 1,), _check(lines, j, (j + 1,)), False)
            return Sum(i, "total", tuple(once), checks, True)
    parts = run_above or above or below
    return Sum(i, "subtotal" if hints[i] == "subtotal" else "total", tuple(parts), _check(lines, i, parts), True)


def _without_echoes(lines: Sequence[Line], parts: Sequence[int]) -> list[int]:
    """Lines less those that the next one repeats number for number: a group that has a single member."""

    def numbers(j: int) -> list[tuple[int, int | None]]:
        return [(x.low, x.high) if x is not None else (0, 0) for x in lines[j]]

    kept = set(parts)
    return [
        j
        for j in parts
        if not (j + 1 in kept and numbers(j) == numbers(j + 1) and any(n != (0, 0) for n in numbers(j)))
    ]


def _grand(one: Sum, found: dict[int, Sum], length: int) -> Sum:
    """The sum with its kind settled: a total covers every leaf, a subtotal only some."""
    leaves = {j for j in range(length) if j not in found}
    reached: set[int] = set()
    todo = list(one.parts)
    seen: set[int] = set()
    while todo:
        j = todo.pop()
        if j in seen:
            continue
        seen.add(j)
        if j in found:
            todo += found[j].parts
        else:
            reached.add(j)
    kind = "total" if leaves and reached >= leaves else "subtotal" if one.parts else one.kind
    return Sum(one.line, kind, one.parts, one.checks, one.worded)
