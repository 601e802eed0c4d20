"""What was published of the same force, area and period; a difference is a query to put, not an error."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from cyberflag.collection import Collection
from cyberflag.reference import numbers
from cyberflag.summaries import Entry
from cyberflag.summaries.change import change_words
from cyberflag.summaries.claim_figures import in_area
from cyberflag.summaries.figures import Combination, bodies, body_count, counted_in, summed
from cyberflag.summaries.regions import Area, RegionMap
from cyberflag.summaries.selection import Selection
from cyberflag.words import periods
from cyberflag.words.counts import Count, exactly
from cyberflag.words.forces import all_forces, default_roster
from cyberflag.words.periods import Period

# How the published lists call what they count -> measure and flag here.
_MEASURES = {
    "online-flagged sexual offences, victim under 18": ("offences", "cyber"),
    "all recorded sexual offences, victim under 18": ("offences", "all"),
    "child sexual offences with online flag": ("offences", "cyber"),
}
_WHOLE = ("england-and-wales",)  # the nation that the built-in roster is; other nations are of other rosters
_SURE = ("exact", "derived", "")


class Published(Struct, frozen=True):
    """A figure as a release printed it."""

    area: str
    period: Period
    measure: str
    flag: str
    count: int
    released: str
    forces: int | None
    source: str
    note: str


def releases() -> Iterator[Published]:
    """Every published figure of a known measure and period, in the order of the lists."""
    for row in (*numbers("published"), *numbers("official")):
        known = _MEASURES.get(row["measure"])
        period = periods.parse(row["period"])
        if known and period and period.known and row["value"].isdigit() and row.get("quality", "") in _SURE:
            counted = row.get("forces_counted", "")
            released = row.get("published") or row.get("publisher", "")
            yield Published(
                row["geography"],
                period,
                *known,
                int(row["value"]),
                released,
                int(counted) if counted else None,
                row["source"],
                row["note"],
            )


def queries(collection: Collection, selection: Selection, regions: RegionMap) -> Iterator[Entry]:
    """A row a published figure that the returns speak of too and that differs from theirs."""
    slugs = {force.id: Area(force.name, (force.name,)) for force in all_forces()}
    for name, forces in regions.regions.items():
        slugs.setdefault(name.casefold().replace(" ", "-"), Area(name, forces))
    for one in releases():
        if not selection.takes(one.period, one.measure, one.flag):
            continue
        area = _area(one.area, slugs)
        found = _held(collection, one, area) if area else None
        if found is None or (found[0].low <= one.count and (found[0].high is None or one.count <= found[0].high)):
            continue
        yield _query(one, area.name if area else one.area, *found)


def _area(slug: str, slugs: dict[str, Area]) -> Area | None:
    if slug in _WHOLE:
        return Area("all bodies asked")
    found = [slugs.get(part) for part in slug.split("+")]
    known = [area for area in found if area is not None]
    if len(known) < len(found):
        return None
    return Area(" + ".join(area.name for area in known), tuple(force for area in known for force in area.forces))


def _held(collection: Collection, one: Published, area: Area) -> tuple[Count, int, str] | None:
    """What the returns give of the same: the sum, its bodies, where; None where a force of the area is missing."""
    which = Combination(one.period, one.measure, one.flag)
    headlines = in_area(counted_in(collection, which), area)
    having = {body for h in headlines for body in bodies(h.force)}
    if not headlines or not set(area.forces) <= having or (area.everywhere and not _is_national(collection)):
        return None
    if area.everywhere and one.forces and body_count(having) * 2 < one.forces:
        return None  # a handful of forces is no nation
    places = [str(h.where) for h in headlines[:3]]
    more = f"; and {len(headlines) - 3} more" if len(headlines) > 3 else ""
    return summed(h.count for h in headlines), body_count(having), "; ".join(places) + more


def _is_national(collection: Collection) -> bool:
    """Whether every body was asked that the national figures are of."""
    return {force.name for force in default_roster()} <= {asked.force for asked in collection.record.roster}


def _query(one: Published, area: str, count: Count, forces: int, where: str) -> Entry:
    coverage = ""
    if one.forces:
        coverage = f" in {one.forces} forces (here {forces})"
    note = f"; {one.note}" if one.note else ""
    return {
        "query": "published otherwise",
        "force": area,
        "period": one.period.label,
        "measure": one.measure,
        "flag": one.flag,
        "here": str(count),
        "other": f"{one.count:,}",
        "says": f"Published {one.released}{coverage}, against the returns: {change_words(exactly(one.count), count)}{note}.",
        "where": where,
        "source": one.source,
    }


def areas_named(entries: Iterable[Entry]) -> int:
    """How many forces and areas are queried."""
    return len({entry["force"] for entry in entries})
