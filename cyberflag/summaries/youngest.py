"""The youngest victim, overall and per force, with bounds where only a band was given."""

from __future__ import annotations

from cyberflag.collection import Collection
from cyberflag.issues import Where
from cyberflag.observations import Observation
from cyberflag.summaries import Column, Entry, Result, result
from cyberflag.summaries.ages import is_known, lowest, stated
from cyberflag.summaries.figures import Combination, body_count, expected_bodies, summed
from cyberflag.summaries.selection import EVERYTHING, Selection, combinations
from cyberflag.summaries.standing import beside
from cyberflag.summaries.wording import figures_of, place

NOBODY: Entry = {"age_min": None, "age_max": None, "exact": None}


def bounds_of(observations: list[Observation]) -> Entry:
    """`age_min`, `age_max`, `exact` of the youngest victim of these counts; all null where none is stated.

    age_max is the lowest stated age or band top that holds at least one, age_min the lowest age that a band with
    anyone in it or a suppressed cell allows.
    """
    known = [one for one in observations if is_known(one)]
    tops = [one.age.high for one in known if one.count.low > 0 and one.age.high is not None]
    starts = [lowest(one.age) for one in known if one.count.high != 0]
    if not starts:
        return dict(NOBODY)
    low, high = min(starts), min(tops, default=None)
    return {"age_min": low, "age_max": high, "exact": low == high}


def witness(observations: list[Observation]) -> Observation | None:
    """The count that proves the youngest: at least one at age_max; without one, the count that allows age_min."""
    known = [one for one in observations if is_known(one)]
    certain = [one for one in known if one.count.low > 0 and one.age.high is not None]
    if certain:
        return min(certain, key=lambda one: (one.age.high, -lowest(one.age), one.force, *_down(one.where)))
    possible = [one for one in known if one.count.high != 0]
    return min(possible, key=lambda one: (lowest(one.age), one.force, *_down(one.where)), default=None)


def _down(where: Where) -> tuple[str, str, int, int, str]:
    """Orders places as they are read, so that the first row of a listing comes before the others: E9 before E10."""
    letters = where.cell.rstrip("0123456789")
    return where.file, where.sheet, int(where.cell[len(letters) :] or 0), len(letters), letters


def at_witness(observations: list[Observation]) -> Entry:
    """Force, count and place of the witness, further forces with the same age, and the next age above it."""
    seen = witness(observations)
    if seen is None:
        return {
            "force": None,
            "count": None,
            "file": None,
            "sheet": None,
            "cell": None,
            "also": [],
            "next": None,
            "cells": 0,
        }
    same = [one for one in observations if one.age == seen.age and one.count.low > 0] or [seen]
    total = summed(one.count for one in same)
    return {
        "force": seen.force,
        "count": total.low if total.low == total.high else None,
        "file": seen.where.file,
        "sheet": seen.where.sheet,
        "cell": seen.where.cell,
        "also": sorted({one.force for one in same} - {seen.force}),
        "cells": sum(len(one.rows) or 1 for one in same),
        "next": _next(observations, seen),
    }


def _next(observations: list[Observation], seen: Observation) -> Entry | None:
    floor = seen.age.high if seen.age.high is not None else lowest(seen.age)
    above = [one for one in observations if one.age.kind == "single" and one.count.low > 0 and lowest(one.age) > floor]
    if not above:
        return None
    age = min(lowest(one.age) for one in above)
    total = summed(one.count for one in above if lowest(one.age) == age)
    return {"age": age, "count": total.low if total.low == total.high else None}


def entry(collection: Collection, which: Combination) -> Entry:
    """`youngest` of the report, for one combination."""
    observations = stated(collection, which)
    giving = {one.force for one in observations if is_known(one)}
    found = at_witness(observations)
    return {
        **bounds_of(observations),
        **which.entry,
        **{key: found[key] for key in ("force", "count", "file", "sheet", "cell", "next")},
        "forces": body_count(giving),
        "of": len(expected_bodies(collection)),
        "also": found["also"],
        "cells": found["cells"],
    }


def per_force(collection: Collection, which: Combination) -> list[Entry]:
    """The youngest of each force that states ages, by force."""
    by_force: dict[str, list[Observation]] = {}
    for one in stated(collection, which):
        by_force.setdefault(one.force, []).append(one)
    found = []
    for force, observations in sorted(by_force.items()):
        if any(is_known(one) for one in observations):
            seen = at_witness(observations)
            found.append({**which.entry, "scope": "force", **bounds_of(observations), **seen, "force": force})
    return found


COLUMNS = (
    Column("scope", "", "scope"),
    Column("period", "Period", shown=False),
    Column("measure", "Measure", shown=False),
    Column("flag", "Flag", shown=False),
    Column("force", "Force"),
    Column("age", "Youngest", "number"),
    Column("age_min", "Lowest", "number", shown=False),
    Column("age_max", "Highest", "number", shown=False),
    Column("exact", "Exact", shown=False),
    Column("count", "Count", "number"),
    Column("next_age", "Next age", "number", drop=3),
    Column("next_count", "Count at next", "number", shown=False),
    Column("file", "File", shown=False),
    Column("sheet", "Sheet", shown=False),
    Column("cell", "Cell", shown=False),
    Column("place", "Read in", wide=True, exported=False, drop=1),
)


def age_in_words(youngest: Entry) -> str:
    """`1`, `0 to 11`, `11 or older`, or empty."""
    low, high = youngest["age_min"], youngest["age_max"]
    if low is None:
        return ""
    return f"{low} or older" if high is None else str(low) if low == high else f"{low} to {high}"


def _read_in(youngest: Entry) -> str:
    """The first of the cells that the count was read in, and how many more there are."""
    if not youngest["file"]:
        return ""
    first = place(youngest["file"], youngest["sheet"], youngest["cell"])
    return f"{first} and {youngest['cells'] - 1} more" if youngest["cells"] > 1 else first


def flat(youngest: Entry) -> Entry:
    """One row of the table."""
    following = youngest["next"] or {"age": None, "count": None}
    return {
        "scope": "overall",
        **youngest,
        "age": age_in_words(youngest),
        "next_age": following["age"],
        "next_count": following["count"],
        "place": _read_in(youngest),
    }


def youngest_words(entry: Entry) -> list[str]:
    """The youngest victim in a sentence or two, with the place and its caution."""
    age = age_in_words(entry)
    base = f"{entry['forces']} of {entry['of']} bodies gave ages"
    if not age:
        return [f"No age is stated ({base})."]
    where = _read_in(entry)
    also = f" and {', '.join(entry['also'])}" if entry["also"] else ""
    said = [
        f"Aged {age}{'' if entry['exact'] else ' (known only within these bounds)'}: {entry['force']}{also}, {where}; {base}."
    ]
    if entry["exact"] and entry["count"] == 1:
        said.append("One record in one return; check with the force.")
    if entry["next"]:
        following = entry["next"]
        number = "" if following["count"] is None else f", count {following['count']:,}"
        said.append(f"The next age stated is {following['age']}{number}.")
    return said


def youngest(collection: Collection, selection: Selection = EVERYTHING) -> Result:
    """Overall, then a row a force, for every combination; `data` as in the report with `per_force` beside."""
    found = combinations(collection, selection)
    data = [{**entry(collection, which), "per_force": per_force(collection, which)} for which in found]
    lines = [row for one in data if one["per_force"] for row in (flat(one), *map(flat, one["per_force"]))]
    spoken = youngest_words(data[0]) if data else []
    notes = [*spoken, *beside(collection, found[0] if found else None)]
    title = (
        f"Youngest victim: {figures_of(found[0])}: {data[0]['forces']} of {data[0]['of']} bodies gave ages"
        if data
        else "Youngest victim: no figures"
    )
    return result("youngest", title, COLUMNS, lines, notes, data)
