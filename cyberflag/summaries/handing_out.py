"""Offences, sums by region and change for everyone, made of nothing but what is published of ages, totals and forces.

A region's sum and a change are of figures that are shown, so that neither tells more than the rows of the forces do,
whoever drew the map and whichever periods are put side by side.
A split is by offence alone: other ways are given by other forces, and what two ways differ by would be of a few of them.
"""

from __future__ import annotations

from msgspec.structs import replace

from cyberflag.collection import Collection
from cyberflag.issues import CyberflagError
from cyberflag.summaries import Column, Entry, Result, change, result, splits, wording
from cyberflag.summaries.figures import Combination, bodies, body_count, bounds, expected_bodies, summed
from cyberflag.summaries.matching import BREAK, crosses_break
from cyberflag.summaries.publishing import beside, published, shown_alone, whose
from cyberflag.summaries.regions import COLUMNS, RegionMap, by_region, region_map, source_words
from cyberflag.summaries.selection import EVERYTHING, Selection
from cyberflag.summaries.withholding import Withheld, by_force
from cyberflag.summaries.wording import figures, figures_of
from cyberflag.words.counts import Count
from cyberflag.words.periods import Period

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
    columns = splits.headed(OFFENCE_COLUMNS, way)
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


CHANGE_COLUMNS = (
    *(one for one in change.COLUMNS if one.key not in ("matched", "remark", "before_where", "after_where")),
    Column("withheld", "Not shown", wide=True),
)


def change_published(collection: Collection, before: Period | None, after: Period | None) -> Result:
    """Change between two periods over the bodies whose figures of both are shown; then the others, with what is shown.

    Raises CyberflagError for a period that is not published.
    """
    found, made = published(collection, EVERYTHING)
    sides = [next((one for one in found if one.period == period), None) for period in (before, after)]
    old, new = sides
    if old is None or new is None or old == new:
        there = ", ".join(one.period.label for one in found) or "none"
        raise CyberflagError(f"a change is published between two of these periods, which do not overlap: {there}")
    shown = shown_alone(collection, made)
    counts = [by_force(shown, which) for which in (old, new)]
    names = sorted({*counts[0], *counts[1], *made[old].hidden, *made[new].hidden})
    both = [name for name in names if name in counts[0] and name in counts[1]]
    rest = [name for name in names if name not in both]
    rows = [_change(name, counts, (old, new), made) for name in (*both, *rest)]
    sums = [summed(side[name] for name in both) for side in counts]
    about = f"Change in {figures(new.measure, new.flag)}, {old.period.label} to {new.period.label}"
    said = f"{change.change_words(*sums)}, in the {wording.bodies(body_count(both))} whose figures of both are shown"
    title = f"{about}: {said}" if both else f"{about}: no body has figures of both that are shown"
    notes = [*([BREAK] if crosses_break(old.period, new.period) else []), *beside(collection, new, made)]
    columns = [_headed(one, old, new) for one in CHANGE_COLUMNS]
    return replace(result("change", title, tuple(columns), rows, notes, rows), breaks=(len(both),) if both else ())


def _change(
    force: str,
    counts: list[dict[str, Count]],
    sides: tuple[Combination, Combination],
    made: dict[Combination, Withheld],
) -> Entry:
    old, new = (side.get(force) for side in counts)
    withheld = [f"{one.period.label}: {made[one].hidden[force]}" for one in sides if force in made[one].hidden]
    row: Entry = dict.fromkeys((one.key for one in CHANGE_COLUMNS), None)
    row |= {"force": force, "withheld": "; ".join(withheld)}
    for stem, count in (("before", old), ("after", new)):
        row |= bounds(count, stem) if count else {}
    return row | (change.change_of(old, new) if old and new else {})


def _headed(column: Column, old: Combination, new: Combination) -> Column:
    labels = {"before": old.period.label, "after": new.period.label}
    return replace(column, heading=labels[column.key]) if column.key in labels else column
