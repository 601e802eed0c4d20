"""One reference in the lists of two forces: an offence handed from one to the other may be counted twice."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations as pairs_of

from cyberflag.collection import Collection
from cyberflag.issues import Where
from cyberflag.returns import ForceReturn, Headline
from cyberflag.summaries import Entry
from cyberflag.summaries.figures import Combination, bodies, combination, counted
from cyberflag.summaries.wording import many

NAMED = 3  # so many pairs of places are given


List = tuple[Headline, dict[str, Where]]  # a figure, and the places of the references that it counts


def lists(collection: Collection) -> list[List]:
    """The figures that lists of records make, by force and period."""
    found = [
        (headline, _counted_references(one, combination(headline)))
        for one, headline in counted(collection)
        if one.references
    ]
    return sorted(found, key=lambda one: (one[0].force, one[0].period))


def in_two_lists(found: list[List], which: Combination) -> Iterator[Entry]:
    """Offences counted in the figures of two forces under one reference. The reference itself is never told.

    Lists under one measure and flag are compared, also those of different periods: an offence may be handed on
    after the year's end.
    """
    alike = [one for one in found if (one[0].measure, one[0].flag) == (which.measure, which.flag)]
    for (first, own), (second, others) in pairs_of(alike, 2):
        if which.period != max(first.period, second.period) or set(bodies(first.force)) & set(bodies(second.force)):
            continue
        if shared := sorted(own.keys() & others.keys()):
            yield _entry(first, second, len(shared), [(own[key], others[key]) for key in shared[:NAMED]])


def _counted_references(one: ForceReturn, which: Combination) -> dict[str, Where]:
    """The references of the records that a figure counts, each with the place where it stands first."""
    rows: dict[tuple[str, str], set[int]] = {}
    for o in one.observations:
        if o.rows and o.used and (o.period, o.measure, o.flag) == (which.period, which.measure, which.flag):
            rows.setdefault((o.where.file, o.where.sheet), set()).update(o.rows)
    found: dict[str, Where] = {}
    for some in one.references:
        within = rows.get((some.first.file, some.first.sheet), set())
        column = some.first.cell.rstrip("0123456789")
        for key, row in some.each() if within else ():
            if row in within and key not in found:
                found[key] = Where(some.first.file, some.first.sheet, f"{column}{row}")
    return found


def _entry(first: Headline, second: Headline, shared: int, places: list[tuple[Where, Where]]) -> Entry:
    more = f"; and {shared - NAMED} more" if shared > NAMED else ""
    return {
        "query": "in two lists",
        "force": first.force,
        **combination(first).entry,
        "here": str(first.count),
        "other": str(second.count),
        "says": f"{many(shared, 'reference')} in its list also {'stands' if shared == 1 else 'stand'} in that of "
        f"{second.force}: an offence handed on may be counted by both.",
        "where": "; ".join(f"{own} and {other}" for own, other in places) + more,
        "source": "",
    }
