"""The figure that the returns hold for a published statement: its bounds, what it is made of, where it was read."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from msgspec import Struct

from cyberflag.collection import Collection
from cyberflag.issues import Where
from cyberflag.observations import Observation
from cyberflag.returns import Headline
from cyberflag.summaries.ages import Threshold, below, is_known, lowest, stated
from cyberflag.summaries.amounts import Range
from cyberflag.summaries.breakdown import counted_by, parts
from cyberflag.summaries.claimed import Claim
from cyberflag.summaries.figures import Combination, bodies, body_count, counted_in, expected_bodies, summed
from cyberflag.summaries.regions import Area
from cyberflag.summaries.wording import REASONS, against, figures
from cyberflag.words import offences
from cyberflag.words.counts import Count

MOST_PLACES = 3


class Figure(Struct, frozen=True):
    """Bounds of what is claimed, in words with its base; the forces that lack it; None where none has it."""

    range: Range | None
    says: str
    where: str = ""
    lacking: tuple[str, ...] = ()
    forces: tuple[str, ...] = ()
    whole: Range | None = None  # what it is a share of: age known, offence stated, or the total


def as_range(count: Count) -> Range:
    """The bounds of a count."""
    return Range(Fraction(count.low), None if count.high is None else Fraction(count.high))


def figure(collection: Collection, which: Combination, area: Area, claim: Claim) -> Figure:
    """What the returns hold for a claim of a number: of a force, a sum, an age, under an age, or of an offence."""
    if claim.age is not None or claim.threshold is not None:
        return _by_age(collection, which, area, claim)
    if claim.offence:
        return _by_offence(collection, which, area, claim)
    headlines = in_area(counted_in(collection, which), area)
    lacking = _lacking(area, [h.force for h in headlines])
    noun = f"{figures(which.measure, which.flag)} in {which.period.label or 'no stated period'}"
    if not headlines:
        return Figure(None, f"no return gives {noun} of {area.name}{_left_out(collection, which, area)}", "", lacking)
    total = summed(h.count for h in headlines)
    forces = tuple(h.force for h in headlines)
    base = f", in {_of(collection, forces)}" if area.everywhere or len(area.forces) > 1 else ""
    place = " + ".join(f"{h.count}" for h in headlines) + " = " if 1 < len(headlines) <= 6 else ""
    says = f"the returns give {place}{total} {noun}{base}{_left_out(collection, which, area)}"
    whole = as_range(summed(h.count for h in counted_in(collection, which)))
    return Figure(as_range(total), says, _places(h.where for h in headlines), lacking, forces, whole)


def in_area(headlines: Iterable[Headline], area: Area) -> list[Headline]:
    """The headlines of an area; a joint return only where all its bodies lie in it."""
    return [h for h in headlines if area.everywhere or set(bodies(h.force)) <= set(area.forces)]


def _of(collection: Collection, forces: Iterable[str]) -> str:
    return f"{body_count(forces)} of {len(expected_bodies(collection))} bodies"


def _lacking(area: Area, forces: Iterable[str]) -> tuple[str, ...]:
    having = {body for force in forces for body in bodies(force)}
    return tuple(force for force in area.forces if force not in having)


def _places(places: Iterable[Where]) -> str:
    found = list(dict.fromkeys(map(str, places)))
    rest = f"; and {len(found) - MOST_PLACES} more" if len(found) > MOST_PLACES else ""
    return "; ".join(found[:MOST_PLACES]) + rest


def _left_out(collection: Collection, which: Combination, area: Area) -> str:
    """` (left out: 12 of X, covers only part of the period)` for figures of the area that stand in no total."""
    if area.everywhere:
        return ""
    found = [
        f"{item.count} of {item.force or one.force}, {REASONS.get(item.why, item.why)}"
        for one in collection.returns
        for item in one.left_out
        if item.period == which.period and (item.force or one.force) in area.forces
    ]
    return f" (left out: {'; '.join(found)})" if found else ""


def _by_age(collection: Collection, which: Combination, area: Area, claim: Claim) -> Figure:
    observations = [o for o in stated(collection, which) if area.everywhere or set(bodies(o.force)) <= set(area.forces)]
    known = [o for o in observations if is_known(o)]
    what = _age_words(which, claim)
    if not known:
        return Figure(None, f"no return gives ages of {area.name} in {which.period.label}")
    count = below(observations, claim.threshold) if claim.threshold else at_age(known, claim.age or 0)
    forces = tuple(sorted({o.force for o in known}))
    base = summed(o.count for o in known)
    says = f"the returns give {count} {what}, of {base} with age known in {_of(collection, forces)}"
    places = _age_places(known, claim)
    return Figure(as_range(count), says, places, _lacking(area, forces), forces, as_range(base))


def _age_words(which: Combination, claim: Claim) -> str:
    if claim.threshold is None:
        return against(which.measure, claim.age or 0)
    return f"{figures(which.measure, which.flag)} with ages {claim.threshold}"


def at_age(known: Iterable[Observation], age: int) -> Count:
    """Bounds of the counts of one year of age; a band around it widens only the upper bound."""
    total = Count(0, 0)
    for o in known:
        if lowest(o.age) <= age and (o.age.high is None or age <= o.age.high):
            total += o.count if o.age.kind == "single" else Count(0, o.count.high)
    return total


def _age_places(known: list[Observation], claim: Claim) -> str:
    oldest = Threshold(claim.age, True).oldest if claim.age is not None else 0
    inside = [
        o
        for o in known
        if o.count.high != 0
        and (
            (claim.threshold and o.age.high is not None and o.age.high <= claim.threshold.oldest)
            or (claim.age is not None and o.age.low == oldest and o.age.kind == "single")
        )
    ]
    return _places(o.where for o in inside)


def _by_offence(collection: Collection, which: Combination, area: Area, claim: Claim) -> Figure:
    wanted = offences.parse(claim.offence)
    group, code = (wanted.group, wanted.code) if wanted else (claim.offence, "")

    def states(o: Observation) -> str:
        return o.offence_code if code else o.offence_group

    found = [p for p in parts(collection, which, states) if p.observations]
    found = [p for p in found if area.everywhere or set(bodies(p.force)) <= set(area.forces)]
    counts, _ = counted_by(found, states)
    forces = tuple(p.force for p in found)
    if not found:
        return Figure(None, f"no return gives {claim.offence} of {area.name} in {which.period.label}")
    count = counts.get(code or group, Count(0, 0))
    known = summed(counts.values())
    says = (
        f"the returns give {count} of {claim.offence}, of {known} with the offence stated, in {_of(collection, forces)}"
    )
    places = [o.where for p in found for o in p.observations if states(o) == (code or group) and o.count.high]
    return Figure(as_range(count), says, _places(places), _lacking(area, forces), forces, as_range(known))
