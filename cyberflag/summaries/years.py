"""A table of forces by year, blanks left blank, and sums over the forces that are complete."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cyberflag.collection import Collection
from cyberflag.returns import Headline
from cyberflag.summaries import Column, Entry, Result, Scalar, result, with_bounds
from cyberflag.summaries.figures import (
    Combination,
    body_count,
    bounds,
    combination,
    counted,
    expected_bodies,
    summed,
)
from cyberflag.summaries.matching import BREAK, crosses_break
from cyberflag.summaries.standing import NO_RANKING, floor, last_line
from cyberflag.summaries.wording import bodies, figures, many, scope
from cyberflag.words.counts import Count
from cyberflag.words.periods import Period

Grid = dict[str, dict[Period, Count]]


def grid(collections: Sequence[Collection], measure: str, flag: str) -> tuple[Grid, list[Period]]:
    """Counts by force and period over all rounds, the latest round's where two give the same; the periods in order."""
    found: Grid = {}
    for collection in collections:
        here: dict[str, dict[Period, list[Headline]]] = {}
        for _, headline in counted(collection):
            which = combination(headline)
            if (which.measure, which.flag) == (measure, flag) and which.period.known:
                here.setdefault(headline.force, {}).setdefault(which.period, []).append(headline)
        for force, by_period in here.items():
            sums = {period: summed(h.count for h in headlines) for period, headlines in by_period.items()}
            found.setdefault(force, {}).update(sums)
    periods = {period for by_period in found.values() for period in by_period}
    return dict(sorted(found.items())), sorted(periods)


def entries(found: Grid, periods: Iterable[Period]) -> list[Entry]:
    """`years` of the comparison: a row a force, each period with bounds or null."""
    wanted = list(periods)
    return [
        {"force": force, "years": [_cell(period, by_period.get(period)) for period in wanted]}
        for force, by_period in found.items()
    ]


def _cell(period: Period, count: Count | None) -> Entry:
    nothing: Entry = {"count": None, "count_min": None, "count_max": None}
    return {"period": period.label, **(bounds(count) if count else nothing)}


def by_year(collections: Sequence[Collection], measure: str, flag: str, wanted: Sequence[Period] = ()) -> Result:
    """The table: a row a force, a column a period; a blank is no figure, never a nought."""
    found, periods = grid(collections, measure, flag)
    periods = [period for period in periods if not wanted or period in wanted]
    columns = (
        Column("force", "Force", "name"),
        *(Column(period.label, period.label, "number") for period in periods),
    )
    rows = [_row(force, by_period, periods) for force, by_period in found.items()]
    title = f"{figures(measure, flag).capitalize()} by force and period: {bodies(body_count(found))}, {many(len(periods), 'period')}"
    notes = ["A blank is no figure, not a nought; columns are of different bodies and are not to be compared as sums."]
    if len(periods) > 1 and crosses_break(periods[0], periods[-1]):
        notes.append(BREAK)
    return result("years", title, columns, rows, notes, entries(found, periods))


def _row(force: str, by_period: dict[Period, Count], periods: Iterable[Period]) -> Entry:
    row: dict[str, Scalar] = {"force": force}
    for period in periods:
        count = by_period.get(period)
        row[period.label] = None if count is None else count.exact if count.exact is not None else str(count)
    return row


CUMULATIVE_COLUMNS = (
    Column("force", "Force", "name"),
    *with_bounds("count", "Count"),
    Column("complete", "Every period", drop=1),
    Column("missing", "Without a figure in", wide=True),
)


def cumulative(collections: Sequence[Collection], which: Combination, wanted: Sequence[Period] = ()) -> Result:
    """The sum over periods of the forces that gave every one; the others with the periods they lack, in no sum."""
    found, periods = grid(collections, which.measure, which.flag)
    periods = [period for period in periods if period in wanted] if wanted else [p for p in periods if p.is_year]
    data = [_whole(force, by_period, periods) for force, by_period in found.items() if set(by_period) & set(periods)]
    complete = [one for one in data if one["complete"]]
    sums = summed(Count(one["count_min"], one["count_max"]) for one in complete)
    names = ", ".join(period.label for period in periods)
    last = collections[-1]
    of = len(expected_bodies(last))
    title = (
        f"Cumulative {figures(which.measure, which.flag)}, {names}: {sums} in the {body_count(o['force'] for o in complete)} "
        f"of {of} bodies that gave every period"
    )
    notes = [
        "Forces that lack a period are in no sum.",
        f"Counted: {figures(which.measure, which.flag)}; {scope(last, which)}; {_days(periods)}.",
        *([BREAK] if len(periods) > 1 and crosses_break(periods[0], periods[-1]) else []),
        *(["Periods overlap: their sum counts the same offences twice."] if _overlapping(periods) else []),
        *(floor(which), NO_RANKING, last_line(last)),
    ]
    data.sort(key=lambda one: (not one["complete"], one["force"]))
    gap = (len(complete),) if complete else ()
    made = result("cumulative", title, CUMULATIVE_COLUMNS, data, notes, {**bounds(sums), "forces": data})
    return Result(made.name, made.title, made.columns, made.rows, made.notes, made.data, breaks=gap)


def _days(periods: Sequence[Period]) -> str:
    return ", ".join(f"{period.label} ({period.days} days)" for period in periods)


def _overlapping(periods: Sequence[Period]) -> bool:
    return any(a.overlaps(b) for at, a in enumerate(periods) for b in periods[at + 1 :])


def _whole(force: str, by_period: dict[Period, Count], periods: Sequence[Period]) -> Entry:
    missing = [period.label for period in periods if period not in by_period]
    count = summed(by_period[period] for period in periods if period in by_period)
    nothing: Entry = {"count": None, "count_min": None, "count_max": None}
    return {
        "force": force,
        **(nothing if missing else bounds(count)),
        "complete": not missing,
        "missing": "; ".join(missing),
    }
