"""One breakdown a force: the parts of its figure by offence, sex or platform, from the table that states them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct

from cyberflag.collection import Collection
from cyberflag.observations import Observation
from cyberflag.returns import ForceReturn, Headline
from cyberflag.summaries.figures import Combination, combination, counted, summed
from cyberflag.words.counts import Count

# What may be another breakdown of the same figure; every other reason says that a count is of something else.
_SAME_FIGURE = ("", "other-breakdown", "total")
States = Callable[[Observation], str]


class Parts(Struct, frozen=True):
    """A force's figure and the counts of the one breakdown that states what was asked for; none where no table does."""

    force: str
    headline: Headline
    observations: tuple[Observation, ...]


def parts(collection: Collection, which: Combination, states: States, several: bool = False) -> list[Parts]:
    """A row a force of the combination. `states` gives the value of a dimension, empty where a count says none.

    With `several` an offence may have more than one value, so that they may exceed the figure.
    """
    return [
        Parts(one.force, headline, _of(one, headline, states, several))
        for one, headline in counted(collection)
        if combination(headline) == which
    ]


def _of(one: ForceReturn, headline: Headline, states: States, several: bool) -> tuple[Observation, ...]:
    """The breakdown that states the dimension for most of the figure and does not exceed it; the used ones first."""
    same = [
        o
        for o in one.observations
        if (o.period, o.measure, o.flag) == (headline.period, headline.measure, headline.flag)
        and o.not_used_because in _SAME_FIGURE
        and o.count.kind not in ("blank", "unreadable")
        and not (o.offence_group == "images" and headline.images == "out")
    ]
    best: tuple[Observation, ...] = ()
    for some in _candidates(same):
        stated = [o for o in some if states(o)]
        fits = stated and (several or _within(summed(o.count for o in some), headline.count))
        if fits and (not best or _size(stated) > _size([o for o in best if states(o)])):
            best = tuple(some)
    return best


def _size(found: Iterable[Observation]) -> int:
    return sum(o.count.low for o in found)


def _candidates(same: list[Observation]) -> Iterable[list[Observation]]:
    yield [o for o in same if o.used in ("headline", "both")]
    yield [o for o in same if o.used in ("ages", "both")]
    tables: dict[tuple[str, str, str], list[Observation]] = {}
    for o in same:
        if o.role == "part" and not o.used:
            tables.setdefault((o.where.file, o.where.sheet, o.table), []).append(o)
    yield from (tables[where] for where in sorted(tables))


def _within(total: Count, whole: Count) -> bool:
    return whole.high is None or total.low <= whole.high


def counted_by(found: Iterable[Parts], states: States) -> tuple[dict[str, Count], Count]:
    """The counts by value of the dimension over all forces, and the count whose value no breakdown states."""
    known: dict[str, list[Count]] = {}
    unknown: list[Count] = []
    for one in found:
        stated = [o for o in one.observations if states(o)]
        for o in stated:
            known.setdefault(states(o), []).append(o.count)
        unknown.append(_rest(one.headline.count, summed(o.count for o in stated)))
    return {value: summed(counts) for value, counts in sorted(known.items())}, summed(unknown)


def _rest(whole: Count, stated: Count) -> Count:
    """What is left of a figure; bounds where either is not exact."""
    low = max(0, whole.low - (stated.high if stated.high is not None else whole.low))
    high = None if whole.high is None else max(0, whole.high - stated.low)
    return Count(low, high, "exact" if low == high else "suppressed")
