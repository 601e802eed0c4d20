"""Which figures a published export must not show: small ones, and those from which a small one could be worked out.

The pattern is made once from the whole collection, before anything is selected, so that two exports of the same
returns never differ in it. It speaks of one measure and flag, and of periods that do not overlap: figures of flagged
and of all offences, or of a year and its halves, would together give hidden ones away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field

from cyberflag.collection import Collection
from cyberflag.summaries.ages import is_known, stated
from cyberflag.summaries.breakdown import counted_by, parts
from cyberflag.summaries.figures import Combination, counted_in, summed
from cyberflag.summaries.selection import combinations, leading
from cyberflag.summaries.splits import offence
from cyberflag.words.counts import Count
from cyberflag.words.periods import Period

THRESHOLD = 5
FEWEST_BODIES = 3  # ages of fewer bodies than this would be ages by force
FEWER = f"fewer than {THRESHOLD}"
NOT_SHOWN = "not shown"  # it would give another figure away

Interval = tuple[int, int]
ENDLESS = 10**12  # stands for "no upper bound" in arithmetic


class Known(Struct, frozen=True):
    """What an outsider is told of a sum: that the figures of these forces lie between two numbers together."""

    forces: frozenset[str]
    low: int
    high: int


class Withheld(Struct, frozen=True):
    """What of one combination is not shown. `hidden` gives the reason for each force.

    `total` says whether the total is shown; `ages` and `offences` are `all` where these are of every body, `shown`
    where of those whose figure is shown, and `none`.
    """

    hidden: Mapping[str, str] = field(default_factory=dict)
    total: bool = True
    ages: str = "all"
    offences: str = "all"


Pattern = dict[Combination, Withheld]


def pattern(collection: Collection) -> Pattern:
    """For each combination that may be published, what of it is withheld; the leading one first."""
    first = leading(collection)
    found: Pattern = {}
    for which in combinations(collection):
        same = first is not None and (which.measure, which.flag) == (first.measure, first.flag)
        if same and not any(_overlap(which.period, other.period) for other in found):
            found[which] = _of(collection, which)
    return found


def _overlap(one: Period, other: Period) -> bool:
    if None in (one.start, one.end, other.start, other.end):
        return True  # a period that is not stated may be any
    return bool(one.start <= other.end and other.start <= one.end)  # type: ignore[operator]


def _of(collection: Collection, which: Combination) -> Withheld:
    figures = by_force(collection, which)
    hidden, total = withheld(figures)
    if not total:
        return Withheld(hidden, total, "none", "none")
    by_age = _ages(collection, which, figures)
    ages = _whose(figures, hidden, by_age)
    by_offence = _offences(collection, which, figures)
    return Withheld(hidden, total, ages, _whose(figures, hidden, by_offence, by_age.told if ages == "all" else ()))


def by_force(collection: Collection, which: Combination) -> dict[str, Count]:
    """The figure of each force that is counted in one combination."""
    figures: dict[str, Count] = {}
    for headline in counted_in(collection, which):
        figures[headline.force] = figures.get(headline.force, Count(0, 0)) + headline.count
    return figures


def withheld(figures: Mapping[str, Count]) -> tuple[dict[str, str], bool]:
    """The forces whose figures are hidden, each with the reason, and whether their total may still be shown.

    Beside every figure that may be below the threshold the smallest others are hidden, until no hidden one can be
    narrowed by the total to less than the threshold leaves open.
    """
    hidden = {force: _reason(count) for force, count in figures.items() if count.low < THRESHOLD}
    rest = sorted((force for force in figures if force not in hidden), key=lambda force: (figures[force].low, force))
    everyone = frozenset(figures)
    while hidden and not is_safe(figures, hidden, [everyone]):
        if not rest:
            return hidden, False
        hidden[rest.pop(0)] = NOT_SHOWN
    return hidden, not figures or summed(figures.values()).low >= THRESHOLD


def _reason(count: Count) -> str:
    return FEWER if count.high is not None and count.high < THRESHOLD else NOT_SHOWN


def is_safe(
    figures: Mapping[str, Count],
    hidden: Mapping[str, str],
    sums: Iterable[frozenset[str]] = (),
    further: Sequence[Known] = (),
) -> bool:
    """Whether every hidden figure stays as open as the threshold leaves it, given the sums over sets of forces.

    `further` are sums of which an outsider learns bounds. Lower and upper bounds of figures are published apart, and
    each is held against the sums by itself.
    """
    sets = list(sums)
    for ends in _ends(figures):
        told = told_of(ends, hidden)
        known = [Known(forces, sum(ends[f] for f in forces), sum(ends[f] for f in forces)) for forces in sets]
        left = narrowed(told, [*known, *further])
        if any(left[force][1] - left[force][0] < THRESHOLD - 1 for force in hidden):
            return False
    return True


def _ends(figures: Mapping[str, Count]) -> list[dict[str, int]]:
    """The lower bounds of all figures, and the upper bounds where all have one and one differs."""
    lows = {force: count.low for force, count in figures.items()}
    highs = {force: count.high for force, count in figures.items() if count.high is not None}
    return [lows] if len(highs) < len(lows) or highs == lows else [lows, highs]


def told_of(ends: Mapping[str, int], hidden: Mapping[str, str]) -> dict[str, Interval]:
    """What is told of each figure by itself. Who knows the rule knows that a figure hidden beside a small one is at
    least the threshold, and no larger than the smallest that is shown."""
    smallest = min((number for force, number in ends.items() if force not in hidden), default=ENDLESS)
    told: dict[str, Interval] = {}
    for force, number in ends.items():
        if force not in hidden:
            told[force] = (number, number)
        elif hidden[force] == FEWER:
            told[force] = (0, THRESHOLD - 1)
        else:
            told[force] = (THRESHOLD, smallest) if number >= THRESHOLD else (0, ENDLESS)
    return told


def narrowed(told: Mapping[str, Interval], known: Sequence[Known]) -> dict[str, Interval]:
    """The narrowest interval of each figure that the sums leave, each sum being used until nothing changes."""
    found = dict(told)
    for _ in range(len(found) + 2):
        before = dict(found)
        for one in known:
            least = sum(found[force][0] for force in one.forces)
            most = sum(found[force][1] for force in one.forces)
            for force in one.forces:
                low, high = found[force]
                found[force] = (max(low, one.low - (most - high)), min(high, one.high - (least - low)))
        if found == before:
            break
    return found


class Stating(Struct, frozen=True):
    """Which bodies state a breakdown, and the sums whose value is known and unknown."""

    giving: frozenset[str]
    not_giving: frozenset[str]
    known: Count
    unknown: Count

    @property
    def told(self) -> tuple[Known, ...]:
        """What the two sums say of the bodies that state it and of those that do not; an outsider may know which."""
        most = self.unknown.high if self.unknown.high is not None else ENDLESS
        return Known(self.not_giving, 0, most), Known(self.giving, self.known.low, ENDLESS)


def _whose(
    figures: Mapping[str, Count], hidden: Mapping[str, str], stating: Stating, further: Sequence[Known] = ()
) -> str:
    """Whose parts may be published, `further` being what the breakdowns published beside it tell."""
    if len(stating.giving) < FEWEST_BODIES:
        return "none"
    if is_safe(figures, hidden, [frozenset(figures)], [*further, *stating.told]):
        return "all"
    return "shown" if len(stating.giving - hidden.keys()) >= FEWEST_BODIES else "none"


def _ages(collection: Collection, which: Combination, figures: Mapping[str, Count]) -> Stating:
    observations = stated(collection, which)
    giving = frozenset(o.force for o in observations if is_known(o) and o.force in figures)
    known = summed(o.count for o in observations if is_known(o) and o.force in giving)
    not_giving = frozenset(figures) - giving
    unknown = summed(o.count for o in observations if not is_known(o) and o.force in giving)
    return Stating(giving, not_giving, known, summed([unknown, *(figures[force] for force in not_giving)]))


def _offences(collection: Collection, which: Combination, figures: Mapping[str, Count]) -> Stating:
    found = parts(collection, which, offence)
    giving = frozenset(one.force for one in found if one.observations)
    counts, unknown = counted_by(found, offence)
    return Stating(giving, frozenset(figures) - giving, summed(counts.values()), unknown)
