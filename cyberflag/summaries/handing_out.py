"""Offences and sums by region for everyone, made of nothing but what is published of ages, totals and forces.

A region's sum is of the figures that are shown, so that no map, whoever drew it, tells more than the row of each force.
A split is by offence alone: other ways are given by other forces, and what two ways differ by would be of a few of them.
"""

from __future__ import annotations

from msgspec.structs import replace

from cyberflag.collection import Collection
from cyberflag.summaries import Column, Entry, Result, result, splits
from cyberflag.summaries.figures import Combination, bodies, expected_bodies
from cyberflag.summaries.publishing import beside, published, shown_alone, whose
from cyberflag.summaries.regions import COLUMNS, RegionMap, by_region, region_map, source_words
from cyberflag.summaries.selection import EVERYTHING, Selection
from cyberflag.summaries.withholding import Withheld
from cyberflag.summaries.wording import figures_of

REGION_COLUMNS = (*COLUMNS, Column("withheld", "Not shown, in no sum", wide=True))


def regions_published(
    collection: Collection, selection: Selection = EVERYTHING, regions: RegionMap | None = None
) -> Result:
    """Sums by region of the figures that are shown, with the forces whose figure is not."""
    chosen = regions or region_map(None, collection)
    found, made = published(collection, selection)
    shown = shown_alone(collection, made)
    data = [_region(entry, made[which]) for which in found for entry in by_region(shown, which, chosen)]
    first = found[0] if found else None
    title = f"Regions: {figures_of(first)}: sums of the figures shown" if first else "Regions: no figures"
    notes = [source_words(chosen), *_hidden_words(first, made), *beside(collection, first, made)]
    return result("regions", title, REGION_COLUMNS, data, notes, data)


def _region(entry: Entry, held: Withheld) -> Entry:
    """The row with the forces whose figure is not shown told from those that gave none."""
    without = [name for name in entry["missing"].split("; ") if name]
    hidden = {body for force in held.hidden for body in bodies(force)}
    missing = "; ".join(name for name in without if name not in hidden)
    return {**entry, "missing": missing, "withheld": "; ".join(name for name in without if name in hidden)}


def _hidden_words(which: Combination | None, made: dict[Combination, Withheld]) -> list[str]:
    hidden = made[which].hidden if which else {}
    named = "; ".join(f"{force} ({why})" for force, why in sorted(hidden.items()))
    return [f"Figures that are not shown and in no sum: {named}."] if named else []


OFFENCE_COLUMNS = tuple(one for one in splits.COLUMNS if one.key != "forces")


def offences_published(collection: Collection, selection: Selection = EVERYTHING) -> Result:
    """National counts by offence, of every period or none where too few bodies state offences."""
    way = splits.SPLITS["offence"]
    found, made = published(collection, selection)
    entries = {one: _offences(collection, one, made[one], way) for one in found if made[one].offences != "none"}
    stated = [(which, one) for which, one in entries.items() if one["by_value"]]
    rows = [{**which.entry, **row} for which, one in stated for row in one["by_value"]]
    first = found[0] if found else None
    said = splits.base_words(stated[0][1], way) if stated else []
    notes = [*said, *_whose_words(made[first] if first else None), *beside(collection, first, made)]
    title = f"By offence: {splits.titled(stated) if stated else 'none that may be published'}"
    columns = tuple(replace(one, heading=way.heading) if one.key == "value" else one for one in OFFENCE_COLUMNS)
    return result("split", title, columns, rows, notes, list(entries.values()))


def _offences(collection: Collection, which: Combination, held: Withheld, way: splits.Split) -> Entry:
    found = splits.entry(whose(collection, held, held.offences), which, way)
    rows = [{key: value for key, value in row.items() if key != "forces"} for row in found["by_value"]]
    return {**found, "of": len(expected_bodies(collection)), "not_giving": [], "by_value": rows}


def _whose_words(held: Withheld | None) -> list[str]:
    if held is None or held.offences == "all":
        return []
    if held.offences == "none":
        return ["Offences are not shown: too few bodies stated them, or they would give a figure of one force away."]
    return ["Offences leave out the bodies whose figure is not shown."]
