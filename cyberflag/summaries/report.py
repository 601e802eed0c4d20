"""The main job: everything a reader of the returns asks first, as sections and as one JSON object."""

from __future__ import annotations

from cyberflag.collection import Collection
from cyberflag.issues import worst_first
from cyberflag.summaries import Entry, Report, Result, decided, result, standing, statements, totals, variation, wording
from cyberflag.summaries import ages as by_age
from cyberflag.summaries import coverage as covered
from cyberflag.summaries import youngest as youngest_victim
from cyberflag.summaries.age_places import age_places
from cyberflag.summaries.ages import ALWAYS, Threshold
from cyberflag.summaries.figures import Combination
from cyberflag.summaries.selection import EVERYTHING, Selection, combinations, leading
from cyberflag.summaries.tidied import sources

__all__ = ["FIRST_ISSUES", "Report", "data", "report"]


def data(collection: Collection, selection: Selection = EVERYTHING, marks: tuple[Threshold, ...] = ALWAYS) -> Entry:
    """The JSON object of `report`; every combination in totals and forces, the leading one elsewhere."""
    which = leading(collection, selection)
    return {
        "coverage": covered.entry(collection, selection),
        "assumed": standing.assumed(collection, which),
        "totals": [standing.total(collection, one) for one in combinations(collection, selection)],
        "left_out": statements.left_out(collection, selection).data,
        "youngest": youngest_victim.entry(collection, which) if which else None,
        "ages": by_age.entry(collection, which, marks) if which else None,
        "forces": variation.entries(collection, selection, marks),
        "flags": statements.flags(collection).data,
        "issues": [statements.issue_entry(one) for one in worst_first(collection.issues)],
        "made_by": standing.made_by(collection),
        "decided": decided.entries(collection),
    }


FIRST_ISSUES = 10


def report(collection: Collection, selection: Selection = EVERYTHING, marks: tuple[Threshold, ...] = ALWAYS) -> Report:
    """Sections for a reader, and the JSON object; both from the same values."""
    values = data(collection, selection, marks)
    which = leading(collection, selection)
    sections = [
        Result("assumed", "Assumed", notes=(*standing.request_words(collection), *decided.decided_words(collection))),
        *_finding(collection, which, values),
        covered.coverage(collection, selection, briefly=True),
        _totals(values),
        *_by_age(which, values),
        *_by_force(which, values),
        _without_flag(values),
        statements.left_out_briefly(values["left_out"]),
        statements.first_issues(collection, FIRST_ISSUES),
        decided.decisions(collection),
        Result("caveats", "Read with these in mind", notes=tuple(standing.caveats(which))),
        Result("made_by", "", notes=(standing.last_line(collection),)),
    ]
    read = tuple(one for one in sections if one.rows or one.notes)
    return Report(read, values, lambda: _sheets(collection, selection, marks, read, values))


def _sheets(
    collection: Collection, selection: Selection, marks: tuple[Threshold, ...], read: tuple[Result, ...], values: Entry
) -> tuple[Result, ...]:
    """What was said in a sheet of its own, then every table whole: all combinations, all issues, all sources."""
    return (
        _said(read),
        covered.coverage(collection, selection),
        _totals(values),
        youngest_victim.youngest(collection, selection),
        by_age.ages(collection, selection, marks),
        age_places(collection, selection),
        variation.forces(collection, selection, marks),
        statements.flags(collection),
        statements.left_out(collection, selection),
        statements.issues(collection),
        decided.decisions(collection),
        sources(collection),
    )


def _said(read: tuple[Result, ...]) -> Result:
    """What is said without a table, the finding first; the breaks are before the titles in it."""
    finding, *others = sorted((one for one in read if not one.columns), key=lambda one: one.name != "finding")
    lines = list(finding.notes)
    titles = []
    for one in others:
        titles.append(len(lines) + 1)
        lines += ["", one.title, *one.notes]
    return Result("report", finding.title, notes=tuple(lines), breaks=tuple(titles))


def _finding(collection: Collection, which: Combination | None, values: Entry) -> list[Result]:
    total = next((one for one in values["totals"] if which and one.items() >= which.entry.items()), None)
    if which is None or total is None:
        wanted = f" of {wording.figures_of(which)}" if which else ""
        title = f"No figure{wanted}: 0 of {values['coverage']['expected']} bodies"
        return [Result("finding", title, notes=("No return gave such a figure, or none that may be counted.",))]
    notes = [*standing.found(collection, which, total), *_other_periods(which, values), standing.floor(which)]
    return [Result("finding", wording.finding(collection, which, total), notes=tuple(notes))]


def _other_periods(which: Combination, values: Entry) -> list[str]:
    others = [one["period"] or "none stated" for one in values["totals"] if one["period"] != which.period.label]
    names = ", ".join(dict.fromkeys(others))
    return [f"Other periods in the returns, listed and never added: {names}."] if names else []


def _totals(values: Entry) -> Result:
    return totals.table(
        values["totals"], "Totals, a row per period, measure and flag; rows are never added to each other"
    )


def _by_age(which: Combination | None, values: Entry) -> list[Result]:
    if which is None:
        return []
    ages = values["ages"]
    title = f"Ages: {wording.figures_of(which)}: {ages['forces']} of {ages['of']} bodies gave ages"
    youngest = Result("youngest", "Youngest victim", notes=tuple(youngest_victim.youngest_words(values["youngest"])))
    return [youngest, by_age.table(ages, title)]


def _by_force(which: Combination | None, values: Entry) -> list[Result]:
    """The ranked forces of the leading combination, and beside them the bodies that were not asked or are not known."""
    if which is None:
        return []
    of_it = [one for one in values["forces"] if one.items() >= which.entry.items()]
    ranked = [one for one in of_it if not variation.is_apart(one)]
    beside = [one for one in of_it if not one["asked"] or not one["force"]]
    columns = variation.without_combination()
    noun = wording.figures(which.measure, which.flag)
    return [
        result(
            "forces",
            f"Forces: {noun}, {wording.period_words(which)}",
            columns,
            variation.flat(ranked),
            variation.notes(ranked),
        ),
        result(
            "not_asked",
            "Not asked, or of a force not known: in no total, share or rank",
            columns,
            variation.flat(beside),
        ),
    ]


def _without_flag(values: Entry) -> Result:
    found = [one for one in values["flags"] if one["flag_use"] not in ("used", "not-stated")]
    forces = len({one["force"] for one in found})
    return statements.flag_table(found, f"Forces that do not use, did not know, or qualify the flag: {forces}")
