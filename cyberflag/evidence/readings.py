"""The figures of a return, and which reading of a table gives them where it leaves several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from cyberflag.evidence.choice import Figure, Key, hull, of_key
from cyberflag.issues import Decide, Issue, issue, undecided
from cyberflag.observations import Observation
from cyberflag.sums import READINGS

GIVES = {"holds": "the narrower lines inside the wider one", "beside": "side by side", "sum": "the narrower alone"}
FIRM = ("consistent", "proved")


class _Outcome(Struct, frozen=True):
    """What one reading gives: the figure, what becomes of the observations, and what is wrong."""

    number: int
    figure: Figure
    changes: dict[int, Observation]
    issues: list[Issue]

    @property
    def choice(self) -> str:
        """What a person writes to choose it."""
        return f"reading = {self.number}"


def settle(
    observations: Sequence[Observation], under: int | None, decide: Decide = undecided
) -> tuple[list[Figure], list[Observation], list[Issue]]:
    """The figures of one return, its observations with `used` or `not_used_because`, and what is wrong.

    Where two statements differ, `decide` may say `first`, `second` or `sum`; the issue stands beside all the same.
    """
    keys: dict[Key, list[Observation]] = defaultdict(list)
    for o in observations:
        keys[o.period, o.measure, o.flag].append(o)
    figures: list[Figure] = []
    marked: dict[int, Observation] = {}
    issues: list[Issue] = []
    for key, some in keys.items():
        way = _of_readings if any(o.readings and not o.not_used_because for o in some) else of_key
        figure, changes, problems = way(key, some, under, decide)
        figures += [figure] if figure else []
        marked |= changes
        issues += problems
    return figures, [marked.get(id(o), o) for o in observations], issues


def _of_readings(
    key: Key, some: Sequence[Observation], under: int | None, decide: Decide
) -> tuple[Figure | None, dict[int, Observation], list[Issue]]:
    """The figure under the reading that something else in the return bears out, else the range over all of them.

    A range that a printed total missed is named where the total stands; any other is `two-readings`.
    """
    found = [o for n in range(len(READINGS)) if (o := _outcome(n, key, some, under, decide))]
    if not found:
        return of_key(key, some, under, decide)
    apart: dict[tuple[int, int | None], _Outcome] = {}
    for one in sorted(found, key=lambda o: (o.figure.proof not in FIRM, _moved(some, o.number), o.number)):
        apart.setdefault((one.figure.count.low, one.figure.count.high), one)
    firm = [one for one in apart.values() if one.figure.proof in FIRM]
    if len(apart) == 1 or len(firm) == 1:
        one = (firm or list(apart.values()))[0]
        return one.figure, one.changes, one.issues
    ways = sorted(apart.values(), key=lambda o: o.number)
    first = ways[0]
    count = hull([o.figure.count for o in ways])
    problems = list(first.issues)
    if any(o.readings[READINGS.index("beside")] for o in some if o.readings):
        doubt = _doubt(some, ways)
        said = decide(doubt)
        taken = next((o for o in ways if o.choice == said), None)
        if taken:
            return taken.figure, taken.changes, [*taken.issues, doubt]
        problems.append(doubt)
    least = min(ways, key=lambda o: o.figure.count.low)  # the counts that are used add up to the lower bound
    return replace(first.figure, count=count, proof="conflict"), least.changes, problems


def _moved(some: Sequence[Observation], number: int) -> int:
    """How many counts have another role in a reading than at first sight."""
    return sum(1 for o in some if o.readings and o.readings[number - 1] not in ("", o.role))


def _outcome(n: int, key: Key, some: Sequence[Observation], under: int | None, decide: Decide) -> _Outcome | None:
    """What the reading of a number gives; None where it gives no figure, or is none of those left."""
    if not any(o.readings and o.readings[n] for o in some):
        return None
    read = [replace(o, role=o.readings[n] or o.role) if o.readings else o for o in some]
    figure, changes, problems = of_key(key, read, under, decide)
    if figure is None:
        return None
    own = {id(new): id(old) for new, old in zip(read, some, strict=True)}
    return _Outcome(n + 1, figure, {own[new]: o for new, o in changes.items()}, problems)


def _doubt(some: Sequence[Observation], ways: Sequence[_Outcome]) -> Issue:
    """The issue that a table can be read in several ways, at the first line that they take differently."""
    at = max((o for o in some if o.readings), key=lambda o: o.readings[0] != o.readings[1])  # the first of those
    given = "; ".join(f"{GIVES[READINGS[o.number - 1]]}, {o.figure.count} (reading {o.number})" for o in ways)
    words = f"“{at.offence or at.age.label}” can be read in {len(ways)} ways: {given}. Nothing decides it."
    numbers = " or ".join(str(o.figure.count) for o in ways)
    return issue("two-readings", at.where, words, text=numbers, choices=tuple(o.choice for o in ways))
