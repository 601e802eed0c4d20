"""The total of each period, measure and flag, with the forces behind it."""

from __future__ import annotations

from cyberflag.collection import Collection
from cyberflag.returns import Headline
from cyberflag.summaries import Column, Entry, Result, result
from cyberflag.summaries.coverage import of_bodies
from cyberflag.summaries.figures import (
    Combination,
    body_count,
    bounds,
    children_share,
    counted_in,
    expected_bodies,
    scaled,
    summed,
)
from cyberflag.summaries.selection import EVERYTHING, Selection, combinations

COLUMNS = (
    Column("period", "Period"),
    Column("measure", "Measure"),
    Column("flag", "Flag"),
    Column("count", "Count", "number", bounded=True),
    Column("count_min", "Lowest", "number", shown=False),
    Column("count_max", "Highest", "number", shown=False),
    Column("forces", "Bodies", "number"),
    Column("of", "of", "number"),
    Column("days", "Days", "number", drop=4),
    Column("per_day", "Per day", "rate", bounded=True, drop=1),
    Column("per_day_min", "Per day, lowest", "rate", shown=False),
    Column("per_day_max", "Per day, highest", "rate", shown=False),
    Column("children_share", "Children", "share", drop=2),
    Column("on_request_forces", "Flagged on request: bodies", "number", shown=False),
    Column("on_request_min", "Flagged on request: lowest", "number", shown=False),
    Column("on_request_max", "Flagged on request: highest", "number", shown=False),
    Column("images_unknown", "Images unknown", "number", drop=5),
    Column("as_at_first", "As at, first", "date", shown=False),
    Column("as_at_last", "As at", "date", drop=3),
)


def entry(collection: Collection, which: Combination) -> Entry:
    """One object of `totals` in the report."""
    headlines = counted_in(collection, which)
    total = summed(h.count for h in headlines)
    asked_for = [h for h in headlines if "flag" in h.from_request]
    on_request = summed(h.count for h in asked_for)
    forces = [h.force for h in headlines]
    return {
        **which.entry,
        **bounds(total),
        "forces": body_count(forces),
        "of": len(expected_bodies(collection)),
        "days": which.days,
        **scaled(total, which.days, "per_day"),
        "children_share": children_share(collection, forces),
        "on_request": {
            "forces": body_count([h.force for h in asked_for]),
            "count_min": on_request.low,
            "count_max": on_request.high,
        },
        "images_unknown": body_count([h.force for h in headlines if h.images == "unknown"]),
        "as_at": _as_at(headlines),
    }


def _as_at(headlines: list[Headline]) -> list[str] | None:
    days = sorted(h.as_at.isoformat() for h in headlines if h.as_at)
    return [days[0], days[-1]] if days else None


def flat(total: Entry) -> Entry:
    """A total as one flat row."""
    first, last = total["as_at"] or (None, None)
    on_request = total["on_request"]
    return {
        **total,
        "on_request_forces": on_request["forces"],
        "on_request_min": on_request["count_min"],
        "on_request_max": on_request["count_max"],
        "as_at_first": first,
        "as_at_last": last,
    }


def totals(collection: Collection, selection: Selection = EVERYTHING) -> Result:
    """A row per period, measure and flag; `data` as in the report."""
    found = combinations(collection, selection)
    data = [entry(collection, which) for which in found]
    forces = [h.force for which in found[:1] for h in counted_in(collection, which)]
    title = f"Totals: {of_bodies(collection, forces)} in the first row"
    return result("totals", title, COLUMNS, map(flat, data), data=data)
