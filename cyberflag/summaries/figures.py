"""Headlines that enter totals, sums of them as bounds, and the bodies and children behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import lru_cache

from msgspec import Struct

from cyberflag.collection import Collection
from cyberflag.collection.joint import JOINT
from cyberflag.reference import numbers
from cyberflag.returns import ForceReturn, Headline
from cyberflag.summaries import Entry
from cyberflag.words.counts import ZERO, Count
from cyberflag.words.forces import all_forces
from cyberflag.words.periods import Period


class Combination(Struct, frozen=True):
    """A period, a measure and a flag: what may be added across forces, and nothing wider."""

    period: Period
    measure: str
    flag: str

    @property
    def entry(self) -> Entry:
        """The combination as the first keys of a JSON object."""
        return {"period": self.period.label, "measure": self.measure, "flag": self.flag}


def combination(headline: Headline) -> Combination:
    """What a headline is a figure of."""
    return Combination(headline.period, headline.measure, headline.flag)


def counted(collection: Collection) -> Iterator[tuple[ForceReturn, Headline]]:
    """Every headline that enters totals: of a known force that was asked, and not left out."""
    for one in collection.returns:
        if one.force and one.asked:
            yield from ((one, headline) for headline in one.headlines if not headline.left_out)


def counted_in(collection: Collection, which: Combination) -> list[Headline]:
    """The headlines of one combination that enter its total, by force."""
    found = [headline for one, headline in counted(collection) if combination(headline) == which]
    return sorted(found, key=lambda h: (h.force, h.where))


def summed(counts: Iterable[Count]) -> Count:
    """The sum of bounds; exact zero for nothing."""
    return sum(counts, ZERO)


def bounds(count: Count, stem: str = "count") -> Entry:
    """`count`, `count_min`, `count_max` of a count; the first null unless it is exact."""
    exact = count.low if count.low == count.high else None
    return {stem: exact, f"{stem}_min": count.low, f"{stem}_max": count.high}


def scaled(count: Count, divisor: int | Fraction | None, stem: str) -> Entry:
    """`stem`, `stem_min`, `stem_max` of a count over a divisor; all null where there is none."""
    if not divisor:
        return {stem: None, f"{stem}_min": None, f"{stem}_max": None}
    low = float(count.low / Fraction(divisor))
    high = None if count.high is None else float(count.high / Fraction(divisor))
    return {stem: low if count.low == count.high else None, f"{stem}_min": low, f"{stem}_max": high}


def bodies(force: str) -> list[str]:
    """The bodies behind a name: two for a joint return."""
    return force.split(JOINT)


def body_count(forces: Iterable[str]) -> int:
    """How many bodies stand behind the names, each counted once."""
    return len({body for force in forces for body in bodies(force)})


def expected_bodies(collection: Collection) -> list[str]:
    """The bodies that were asked, sorted by name."""
    names = {asked.force for asked in collection.record.roster}
    if not names:
        names = {body for one in collection.returns if one.force and one.asked for body in bodies(one.force)}
    return sorted(names)


def children(collection: Collection, force: str) -> int | None:
    """Children under 18 in the area of a force, from the roster, else from reference data; of both for a joint return."""
    on_roster = _stated_children(collection)
    known = [on_roster.get(body) or _residents().get(body) for body in bodies(force)]
    return None if None in known else sum(number for number in known if number)


_LAST: list[tuple[object, dict[str, int | None]]] = []  # the roster read last, told by identity: it may be long


def _stated_children(collection: Collection) -> dict[str, int | None]:
    """Children under 18 by name, as the roster gives them; worked out once for all bodies."""
    roster = collection.record.roster
    if not _LAST or _LAST[0][0] is not roster:
        _LAST[:] = [(roster, {asked.force: asked.children for asked in roster})]
    return _LAST[0][1]


@lru_cache(maxsize=1)
def _residents() -> dict[str, int]:
    """Children under 18 by canonical name, the latest official estimate of each area."""
    names = {force.id: force.name for force in all_forces()}
    official = sorted(
        (row["mid_year"], row["force"], row["children"]) for row in numbers("children") if row["status"] == "official"
    )
    return {names[force]: int(number) for _, force, number in official if force in names}


def children_share(collection: Collection, forces: Iterable[str]) -> float | None:
    """Of the children in the areas of the bodies asked, the share in the areas of `forces` (0 to 1).

    None where the children of a body that has an area are not known.
    """
    numbers = {body: children(collection, body) for body in expected_bodies(collection)}
    known = {body: number for body, number in numbers.items() if number}
    within = {body for force in forces for body in bodies(force)}
    # British Transport Police has no residents; more than one gap means that the roster does not say.
    if not known or len(numbers) - len(known) > 1:
        return None
    return sum(number for body, number in known.items() if body in within) / sum(known.values())
