"""What a sum is, and the ways in which a line may stand to others where the numbers leave it open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from cyberflag.words.counts import Count

Line = Sequence[Count | None]
READINGS = ("holds", "beside", "sum")  # a wider line holds narrower ones among others, stands beside, or is their sum


class Check(Struct, frozen=True):
    """One printed total against its parts. `state`: exact, within, leaves-out, blanks, off."""

    position: int
    printed: Count
    summed: Count
    state: str


class Sum(Struct, frozen=True):
    """A line that is, or claims to be, the sum of other lines; one that `holds` them is more than their sum."""

    line: int
    kind: str  # total | subtotal | holds | inside
    parts: tuple[int, ...]
    checks: tuple[Check, ...]
    worded: bool  # the label says that it is a total
    readings: tuple[str, ...] = ()  # of READINGS, where the numbers leave more than one; `kind` is by the first

    @property
    def agrees(self) -> bool:
        """Every printed number fits its parts, and at least one could be checked."""
        return bool(self.checks) and all(c.state in ("exact", "within") for c in self.checks)


class Found:
    """The sums met so far, and the lines that are not to be added because others stand for them."""

    def __init__(self) -> None:
        self.sums: dict[int, Sum] = {}
        self.apart: set[int] = set()
        self.holding: set[int] = set()

    def add(self, one: Sum) -> None:
        """Keep a sum: it is not added beside its parts, or, where it holds them, they are not added beside it."""
        self.sums[one.line] = one
        if one.kind == "holds":
            self.apart |= set(one.parts)
            self.holding.add(one.line)
        else:
            self.apart.add(one.line)

    def ways(self) -> list[Found]:
        """The same under each reading that its doubtful lines leave; itself alone where there is no doubt."""
        doubts = [s for s in self.sums.values() if s.readings]
        if not doubts:
            return [self]
        return [self.read_as(n, doubts) for n in READINGS if any(n in s.readings for s in doubts)]

    def read_as(self, reading: str, doubts: Sequence[Sum]) -> Found:
        """The same with some doubtful lines settled: each by the reading, or its own first where it leaves that not."""
        out = Found()
        settled = {s.line: settled_sum(s, reading if reading in s.readings else s.readings[0]) for s in doubts}
        for line, one in self.sums.items():
            kept = settled.get(line, one)
            if kept:
                out.add(kept)
        return out


def roles(sums: Iterable[Sum], reading: str = "") -> dict[int, str]:
    """What each line is that is not simply added: total, subtotal, or `inside` a line that holds it."""
    out: dict[int, str] = {}
    for one in sums:
        kept = one
        if one.readings:
            read = settled_sum(one, reading if reading in one.readings else one.readings[0])
            if read is None:
                continue
            kept = read
        if kept.kind == "holds":
            out |= {j: out.get(j, "inside") for j in kept.parts}
        else:
            out[one.line] = kept.kind
    return out


def settled_sum(one: Sum, reading: str) -> Sum | None:
    """A doubtful line under one reading; None where it stands beside the others."""
    if reading == "beside":
        return None
    if reading == "holds":
        return replace(one, kind="holds", readings=())
    return replace(one, kind="subtotal" if one.kind == "holds" else one.kind, readings=())
