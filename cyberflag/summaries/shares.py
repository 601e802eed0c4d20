"""How much of all that a force recorded carries the flag: only where it gives both for one period."""

from __future__ import annotations

from cyberflag.collection import Collection
from cyberflag.returns import Headline
from cyberflag.summaries import Column, Entry, Result, result, with_bounds
from cyberflag.summaries.figures import Combination, body_count, bounds, counted_in, expected_bodies, summed
from cyberflag.summaries.selection import EVERYTHING, Selection, combinations
from cyberflag.summaries.standing import FLOOR, NO_RANKING, last_line
from cyberflag.summaries.wording import bodies, period_words, scope
from cyberflag.words.counts import Count, exactly
from cyberflag.words.forces import all_forces
from cyberflag.words.offences import recorded_against_children
from cyberflag.words.periods import financial_year

OFFICIAL_YEAR = financial_year(2017)  # the one year whose recorded offences by force are built in

COLUMNS = (
    Column("force", "Force", "name"),
    Column("period", "Period"),
    Column("measure", "Measure", drop=3),
    *with_bounds("flagged", "Flagged"),
    *with_bounds("recorded", "All recorded", ends="All"),
    *with_bounds("share", "Share flagged", "share", ends="Share"),
    Column("recorded_from", "All from", wide=True, drop=1),
    Column("flagged_where", "Flagged, read in", "place", drop=2),
)


def share_of(flagged: Count, recorded: Count) -> Entry:
    """Share (0 to 1) within bounds; null where nothing is recorded."""
    low = flagged.low / recorded.high if recorded.high else None
    high = flagged.high / recorded.low if flagged.high is not None and recorded.low else None
    exact = flagged.low == flagged.high and recorded.low == recorded.high
    return {"share": low if exact else None, "share_min": low, "share_max": high}


def shares(collection: Collection, selection: Selection = EVERYTHING) -> Result:
    """A row a force and period that gives both; the sum only over those."""
    rows: list[Entry] = []
    notes = []
    for which in combinations(collection, Selection(selection.period, selection.measure, "cyber")):
        found = _of(collection, which)
        rows += [row for row, _, _ in found]
        if found:
            sums = summed(f for _, f, _ in found), summed(r for _, _, r in found)
            percent = f", {sums[0].low / sums[1].low:.1%}" if sums[0].exact is not None and sums[1].exact else ""
            of = f"{body_count(row['force'] for row, _, _ in found)} of {len(expected_bodies(collection))} bodies"
            notes.append(f"{period_words(which)}: {scope(collection, which)}.")
            notes.append(
                f"{which.period.label} {which.measure}: {sums[0]} flagged of {sums[1]} recorded{percent}, in {of}."
            )
    gave = bodies(body_count(row["force"] for row in rows))
    title = f"Share of recorded offences that are flagged: {gave} gave both"
    notes.append("Both figures are of one force, period and measure; published shares lie between 3% and 38%.")
    return result("shares", title, COLUMNS, rows, [*notes, FLOOR, NO_RANKING, last_line(collection)], rows)


def _of(collection: Collection, which: Combination) -> list[tuple[Entry, Count, Count]]:
    everything = {h.force: h for h in counted_in(collection, Combination(which.period, which.measure, "all"))}
    official = _official() if which.period == OFFICIAL_YEAR and which.measure == "offences" else {}
    found = []
    for h in counted_in(collection, which):
        other = everything.get(h.force)
        number = official.get(h.force)
        if other is not None:
            found.append(_row(h, other.count, str(other.where)))
        elif number:
            found.append(_row(h, exactly(number), "Home Office open data, classes whose victims are children"))
    return found


def _row(h: Headline, recorded: Count, source: str) -> tuple[Entry, Count, Count]:
    row = {
        "force": h.force,
        "period": h.period.label,
        "measure": h.measure,
        **bounds(h.count, "flagged"),
        **bounds(recorded, "recorded"),
        **share_of(h.count, recorded),
        "recorded_from": source,
        "flagged_where": str(h.where),
    }
    return row, h.count, recorded


def _official() -> dict[str, int]:
    names = {force.id: force.name for force in all_forces()}
    return {names[force]: number for force, number in recorded_against_children().items() if force in names}
