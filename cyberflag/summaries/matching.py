"""Two sets of figures matched by body: what both give, and who is left out of the comparison."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

from msgspec import Struct

from cyberflag.collection.joint import JOINT
from cyberflag.returns import Headline
from cyberflag.summaries.amounts import Range
from cyberflag.summaries.figures import bodies, summed
from cyberflag.words.counts import Count
from cyberflag.words.periods import Period

SERIES_BREAK = date(2024, 4, 1)
BREAK = (
    "From April 2024 the flag is set with a national data-quality service: figures before and after are not comparable."
)


class Pair(Struct, frozen=True):
    """The figures of the same bodies before and after; several of one side where a joint return stands against single ones."""

    name: str
    before: tuple[Headline, ...]
    after: tuple[Headline, ...]

    @property
    def both(self) -> bool:
        """Whether the very same bodies gave both."""
        return bool(self.before and self.after) and _bodies(self.before) == _bodies(self.after)

    @property
    def counts(self) -> tuple[Count, Count]:
        """The sums before and after."""
        return summed(h.count for h in self.before), summed(h.count for h in self.after)


class Matched(Struct, frozen=True):
    """All pairs by name, with the raw sums and those over the matched ones."""

    pairs: tuple[Pair, ...]

    @property
    def matched(self) -> tuple[Pair, ...]:
        """The pairs whose bodies gave both."""
        return tuple(pair for pair in self.pairs if pair.both)

    @property
    def unmatched(self) -> tuple[Pair, ...]:
        """The pairs that gave one figure only."""
        return tuple(pair for pair in self.pairs if not pair.both)

    @property
    def raw(self) -> tuple[Count, Count]:
        """The sums of all figures before and after, whoever gave them."""
        return _sums(self.pairs)

    @property
    def like_for_like(self) -> tuple[Count, Count]:
        """The sums before and after over the bodies that gave both."""
        return _sums(self.matched)


def _sums(pairs: Sequence[Pair]) -> tuple[Count, Count]:
    return summed(pair.counts[0] for pair in pairs), summed(pair.counts[1] for pair in pairs)


def _bodies(headlines: Iterable[Headline]) -> set[str]:
    return {body for h in headlines for body in bodies(h.force)}


def match(before: Iterable[Headline], after: Iterable[Headline]) -> Matched:
    """The figures put into pairs; figures that share a body belong to one pair."""
    groups: list[tuple[set[str], list[Headline], list[Headline]]] = []
    for side, headlines in enumerate((before, after)):
        for h in headlines:
            own = (set(bodies(h.force)), [h] if side == 0 else [], [h] if side == 1 else [])
            for other in [g for g in groups if g[0] & own[0]]:
                groups.remove(other)
                own = (own[0] | other[0], other[1] + own[1], other[2] + own[2])
            groups.append(own)
    pairs = (Pair(JOINT.join(sorted(names)), tuple(old), tuple(new)) for names, old, new in groups)
    return Matched(tuple(sorted(pairs, key=lambda pair: pair.name)))


def ratio(before: Count, after: Count) -> Range | None:
    """After over before within bounds; None where nothing stands before."""
    if before.low == 0 and (before.high == 0 or before.high is None):
        return None
    low = Fraction(after.low, before.high) if before.high else Fraction(0)
    high = None if after.high is None or before.low == 0 else Fraction(after.high, before.low)
    return Range(low, high)


def crosses_break(before: Period, after: Period) -> bool:
    """Whether the series break of April 2024 lies between two periods, or in either."""
    if before.start is None or after.end is None:
        return False
    return min(before.start, after.start or after.end) < SERIES_BREAK <= max(after.end, before.end or before.start)
