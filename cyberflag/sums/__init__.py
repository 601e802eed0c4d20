"""Numbers only, no meaning: which lines of a grid are sums of which others, with open cells.

A line is a row (or, transposed, a column) of counts. `hints` say what its label allows: `total` or `subtotal` (the
words say so), `none` (there is no label), `free` (the label says nothing of sums), `member` (the label names one
member of a dimension, so that only a line that contains others can be their sum), `inside` (the label says that it
counts some of the line before it), `inside age` (and that it is told from its like by one dimension).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import takewhile

from msgspec.structs import replace

from cyberflag.sums.kinds import READINGS, Check, Found, Line, Sum, roles
from cyberflag.words.counts import ZERO, Count

__all__ = ["READINGS", "Check", "Sum", "compare", "find_sums", "roles", "sum_of"]

DEEPEST = 4  # levels of sums of sums
FURTHEST = 8  # totals above one that may close several of them
LONGEST = 2000  # lines; a longer grid is a listing, and has no sums


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


def _informative(lines: Sequence[Line], i: int, parts: Sequence[int], named: bool) -> int:
    """In how many positions the agreement says something: a positive total over two or more positive parts.

    Where one such position is borne out by two more, with a positive total over one part, it counts as two. A number
    that is suppressed says nothing, nor do suppressed parts where the line is `named` as something in its own right.
    """
    told = borne_out = 0
    for j, printed in enumerate(lines[i]):
        if printed is not None and printed.low == printed.high and printed.low > 0:
            column = [x for p in parts if j < len(lines[p]) and (x := lines[p][j]) is not None and x.low > 0]
            if named and any(x.low != x.high for x in column):
                continue
            told += len(column) >= 2
            borne_out += len(column) == 1
    return told + (told == 1 and borne_out >= 2)


def find_sums(
    lines: Sequence[Line],
    hints: Sequence[str],
    contains: Callable[[int, int], int] = lambda _i, _j: 0,
    near: Callable[[int], Sequence[int]] | None = None,
) -> dict[int, Sum]:
    """Every line that is a sum of others, by arithmetic and by words, keyed by its index.

    `contains` says whether a line may be the sum of others that hold another (1), is by its label a wider class of
    what the other counts (2), or is printed over it as wider (3). `near` gives the lines that a line may contain at all; without it any may.
    """
    if len(lines) > LONGEST:
        return {}
    found = Found()
    _inside(lines, hints, found)
    for i, hint in enumerate(hints):
        if hint in ("member", "free"):
            _parent(lines, i, near(i) if near else range(len(lines)), contains, found, hint)
    for _ in range(DEEPEST):  # a region is the sum of its forces, a country that of its regions
        before = len(found.sums)
        for i, hint in enumerate(hints):
            if hint in ("none", "free") and i not in found.sums:
                _unworded(lines, hints, i, hint, found)
        if len(found.sums) == before:
            break
    for i, hint in enumerate(hints):
        if hint in ("total", "subtotal"):
            found = _worded(lines, hints, i, found)
    return {i: _grand(found.sums[i], found, lines) for i in sorted(found.sums)}


def _inside(lines: Sequence[Line], hints: Sequence[str], found: Found) -> None:
    """Lines that say so are inside the line above them, or, told apart by one dimension and adding up to it, its parts."""
    parts: set[int] = set()
    for i, hint in enumerate(hints):
        if not hint.startswith("inside") or i in parts:
            continue
        run = [i + n for n, _ in enumerate(takewhile(hint.__eq__, hints[i:]))]
        whole = _whole_of(hints, i)
        checks = _check(lines, whole, run) if whole is not None and len(run) > 1 and hint != "inside" else ()
        if whole is not None and checks and all(c.state == "exact" for c in checks):
            found.add(Sum(whole, "subtotal", tuple(run), checks, False))
            parts |= set(run)
        elif _fits(lines, hints, i):
            found.add(Sum(i, "inside", (), (), True))


def _whole_of(hints: Sequence[str], i: int) -> int | None:
    """The line that a line `of which …` speaks of."""
    return next((j for j in range(i - 1, -1, -1) if not hints[j].startswith("inside")), None)


def sum_of(lines: Sequence[Line], i: int, parts: Sequence[int]) -> Sum | None:
    """A line as the sum of some others, where every number agrees; else None."""
    checks = _check(lines, i, parts)
    return Sum(i, "subtotal", tuple(parts), checks, True) if _agrees(checks) and _tells(checks) else None


def _fits(lines: Sequence[Line], hints: Sequence[str], i: int) -> bool:
    """Whether a line that says so can be inside the one that it follows: nowhere is it more."""
    whole = _whole_of(hints, i)
    if whole is None:
        return False
    pairs = [(a, b) for a, b in zip(lines[whole], lines[i], strict=False) if a and b]
    return all(a.high is None or b.low <= a.high for a, b in pairs)


def _parent(
    lines: Sequence[Line],
    i: int,
    near: Sequence[int],
    contains: Callable[[int, int], int],
    found: Found,
    hint: str,
) -> None:
    if i in found.apart:
        return
    children = [j for j in near if j != i and j not in found.apart and contains(i, j)]
    printed_under = [j for j in children if contains(i, j) == 3]
    direct = printed_under or [j for j in children if not any(k != j and contains(k, j) for k in children)]
    if not direct:
        return
    checks = _check(lines, i, direct)
    if printed_under:
        found.add(Sum(i, "subtotal", tuple(direct), checks, False, _in_doubt(checks)))
        return
    adjacent = direct[0] == i + 1 and sum(c.printed.low > 0 for c in checks) >= 2
    if (len(direct) > 1 or adjacent) and _agrees(checks) and _tells(checks):
        found.add(Sum(i, "subtotal", tuple(direct), checks, False))
        return
    within = tuple(j for j in direct if contains(i, j) > 1)
    narrower = _check(lines, i, within) if within else ()
    if narrower and any(_matches(lines, within, c) for c in narrower):  # right in one place, so it is their sum
        found.add(Sum(i, "subtotal", within, narrower, False, _in_doubt(narrower)))
    elif narrower:
        readings = _readings(narrower, len(within))
        found.add(Sum(i, "holds" if readings[0] == "holds" else "subtotal", within, (), False, readings))
    elif len(direct) > 1 and (hint == "member" or _agrees(checks)):
        found.add(Sum(i, "subtotal", tuple(direct), checks, False, _in_doubt(checks)))


def _tells(checks: Sequence[Check]) -> bool:
    """Whether agreement says anything: not where everything is suppressed, so that nothing could disagree."""
    return any(c.printed.low == c.printed.high for c in checks)


def _matches(lines: Sequence[Line], parts: Sequence[int], check: Check) -> bool:
    """Whether a number is the sum of two or more that are not nothing."""
    positive = [p for p in parts if (x := lines[p][check.position]) is not None and x.low > 0]
    return check.state == "exact" and len(positive) > 1


def _readings(checks: Sequence[Check], parts: int) -> tuple[str, ...]:
    """How a class may stand to narrower lines that do not add up to it."""
    fits = all(c.printed.high is None or c.summed.low <= c.printed.high for c in checks)
    return ("holds", "beside", "sum") if fits and parts > 1 else ("holds", "beside") if fits else ("beside", "sum")


def _in_doubt(checks: Sequence[Check]) -> tuple[str, ...]:
    """Whether the printed number or the sum is right is open where the two differ."""
    return ("sum", "holds") if any(c.state == "off" for c in checks) else ()


def _leaves(lines: Sequence[Line], hints: Sequence[str], found: Found, span: range) -> list[int]:
    return [
        j
        for j in span
        if j not in found.apart
        and (hints[j] not in ("total", "subtotal") or j in found.holding)
        and 0 <= j < len(lines)
    ]


def _unworded(lines: Sequence[Line], hints: Sequence[str], i: int, hint: str, found: Found) -> None:
    """A line whose label does not say so but whose numbers are the sum of the run beside it, in two columns or more."""
    pivot = max(range(len(lines[i])), key=lambda j: x.low if (x := lines[i][j]) is not None else -1, default=-1)
    if pivot < 0 or (top := lines[i][pivot]) is None or top.low <= 0 or top.kind in ("blank", "unreadable"):
        return
    for step in (1, -1):
        run: list[int] = []
        total = 0
        j = i + step
        while 0 <= j < len(lines) and hints[j] not in ("total", "subtotal"):
            if j not in found.apart:
                run.append(j)
                part = lines[j][pivot] if pivot < len(lines[j]) else None
                total += part.low if part is not None else 0
                if total > (top.high or top.low):
                    break
                needed = 1 if hint == "none" and (i in (0, len(lines) - 1)) else 2
                whole = len(run) == len(lines) - 1
                told = len(run) >= 2 and _informative(lines, i, run, hint == "free")
                if (
                    told
                    and (told >= needed or (whole and len(run) >= 3 and hint == "none"))
                    and _agrees(_check(lines, i, run))
                ):
                    found.add(Sum(i, "subtotal", tuple(sorted(run)), _check(lines, i, run), False))
                    return
            j += step


def _worded(lines: Sequence[Line], hints: Sequence[str], i: int, found: Found) -> Found:
    """A line that calls itself a total, found: the first of the natural runs that it agrees with, else the whole side.

    Where it agrees under one reading alone of the lines in doubt among its parts, it settles them.
    """
    kind = "subtotal" if hints[i] == "subtotal" else "total"
    ways = found.ways()
    for runs in zip(*(_runs(lines, hints, i, way) for way in ways), strict=True):
        agreed = [
            (n, run, checks)
            for n, run in enumerate(runs)
            if run and (len(run) > 1 or len(lines) == 2) and _agrees(checks := _check(lines, i, run))
        ]
        if agreed:
            n, run, checks = agreed[0]
            out = _settled(found, ways[n], run) if len(agreed) == 1 < len(ways) else found
            out.add(Sum(i, kind, tuple(run), checks, True))
            return out
    run_above, above, below, *_ = _runs(lines, hints, i, found)
    for parts in (above, below):
        once = _without_echoes(lines, parts)
        checks = _check(lines, i, once) if len(once) < len(parts) else ()
        if _agrees(checks):
            for j in set(parts) - set(once):
                found.add(Sum(j, "subtotal", (j + 1,), _check(lines, j, (j + 1,)), False))
            found.add(Sum(i, "total", tuple(once), checks, True))
            return found
    last = not any(hint in ("total", "subtotal") for hint in hints[i + 1 :])
    if (kind == "subtotal" or not last) and (single := _repeated(lines, found, i)) is not None:
        found.add(Sum(i, kind, (single,), _check(lines, i, (single,)), True))
        return found
    parts = run_above or above or below
    checks = _check(lines, i, parts)
    found.add(Sum(i, kind, tuple(parts), checks, True, _in_doubt(checks) if parts else ()))
    return found


def _repeated(lines: Sequence[Line], found: Found, i: int) -> int | None:
    """The line right below or above a sub-total that it repeats number for number: a group of a single member."""
    for j in (i + 1, i - 1):
        checks = _check(lines, i, (j,)) if 0 <= j < len(lines) and j not in found.apart else ()
        if checks and all(c.state == "exact" for c in checks) and any(c.printed.low for c in checks):
            return j
    return None


def _runs(lines: Sequence[Line], hints: Sequence[str], i: int, found: Found) -> tuple[list[int], ...]:
    """The runs that a total may be of, the most natural first: up to the last total above it, all above, all below …

    At the end those up to totals further above: a year closes its girls and boys, each of which has a total.
    """
    above = _leaves(lines, hints, found, range(i))
    below = _leaves(lines, hints, found, range(i + 1, len(lines)))
    totals = [j for j in range(i - 1, -1, -1) if hints[j] in ("total", "subtotal")]
    run_above = [j for j in above if j > (totals[0] if totals else -1)]
    edge = min((j for j in range(i + 1, len(lines)) if hints[j] in ("total", "subtotal")), default=len(lines))
    run_below = [j for j in below if j < edge]
    further = [[j for j in above if j > edge] for edge in totals[1:FURTHEST]]
    return run_above, above, below, run_below, above + below, *further


def _settled(found: Found, way: Found, run: Sequence[int]) -> Found:
    """The sums with the doubts among the parts of a total settled in the one way that makes it agree."""
    out = Found()
    for line, one in found.sums.items():
        among = line in run or bool(set(one.parts) & set(run))
        kept = way.sums.get(line) if one.readings and among else one
        if kept:
            out.add(kept)
    return out


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


def _grand(one: Sum, found: Found, lines: Sequence[Line]) -> Sum:
    """The sum with its kind settled: a total covers every leaf, a subtotal only some."""
    if one.kind in ("holds", "inside"):
        return one
    leaves = {j for j in range(len(lines)) if j not in found.apart and any(n is not None for n in lines[j])}
    reached: set[int] = set()
    todo = list(one.parts)
    seen: set[int] = set()
    while todo:
        j = todo.pop()
        if j in seen:
            continue
        seen.add(j)
        if j in found.apart and j in found.sums:
            todo += found.sums[j].parts
        else:
            reached.add(j)
    kind = "total" if leaves and reached >= leaves else "subtotal" if one.parts else one.kind
    return replace(one, kind=kind, readings=() if kind == "total" and one.worded else one.readings)
