"""The total of each period, measure and flag, with the forces behind it."""

from __future__ import annotations

from collections.abc import Iterable

from cyberflag.collection import Collection
from cyberflag.summaries import Column, Entry, Result, result, with_bounds
from cyberflag.summaries.figures import counted_in
from cyberflag.summaries.selection import EVERYTHING, Selection, combinations
from cyberflag.summaries.standing import beside, total
from cyberflag.summaries.wording import figures_of, on_roster

COLUMNS = (
    Column("period", "Period", "period"),
    Column("measure", "Measure"),
    Column("flag", "Flag"),
    *with_bounds("count", "Count"),
    Column("forces", "Bodies", "of"),
    Column("of", "of", "number", shown=False),
    Column("days", "Days", "number", drop=4),
    *with_bounds("per_day", "Per day", "rate", drop=1),
    Column("children_share", "Share of\nchildren", "share", drop=2),
    Column("on_request_forces", "Flagged on request: bodies", "number", shown=False),
    Column("on_request_min", "Flagged on request: lowest", "number", shown=False),
    Column("on_request_max", "Flagged on request: highest", "number", shown=False),
    Column("images_unknown", "Images unknown", "number", drop=5),
    Column("as_at_first", "As at, first", "date", shown=False),
    Column("as_at_last", "As at", "date", drop=3),
)


def flat(values: Entry) -> Entry:
    """A total as one flat row."""
    first, last = values["as_at"] or (None, None)
    on_request = values["on_request"]
    return {
        **values,
        "on_request_forces": on_request["forces"],
        "on_request_min": on_request["count_min"],
        "on_request_max": on_request["count_max"],
        "as_at_first": first,
        "as_at_last": last,
    }


def table(values: Iterable[Entry], title: str, notes: Iterable[str] = ()) -> Result:
    """Totals as rows."""
    data = list(values)
    return result("totals", title, COLUMNS, map(flat, data), notes, data)


def totals(collection: Collection, selection: Selection = EVERYTHING) -> Result:
    """A row per period, measure and flag, under a title that tells of the first; `data` as in the report."""
    found = combinations(collection, selection)
    first = found[0] if found else None
    forces = [h.force for h in counted_in(collection, first)] if first else []
    what = f"{figures_of(first)}: " if first else ""
    return table(
        (total(collection, one) for one in found),
        f"Totals: {what}{on_roster(collection, forces)}",
        beside(collection, first, whole=True),
    )
