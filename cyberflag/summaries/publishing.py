"""The same questions, answered for everyone: national totals and ages, one figure a force, and nothing that names a few.

Every function here answers as its namesake does, from the pattern of `withholding`. What is not listed here is not in
a published export: no cell, no place but the file, no issue in its own words, no ages of a force.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from cyberflag.collection import Collection
from cyberflag.issues import ISSUE_CODES, Issue
from cyberflag.returns import ForceReturn, Headline
from cyberflag.returns.nouns import NOWHERE
from cyberflag.summaries import Column, Entry, Result, ages, result, standing, statements, totals, variation, wording
from cyberflag.summaries import coverage as covered
from cyberflag.summaries import youngest as youngest_victim
from cyberflag.summaries.ages import ALWAYS, Threshold
from cyberflag.summaries.figures import Combination, body_count, combination, counted, counted_in, expected_bodies
from cyberflag.summaries.quotations import flag_entries
from cyberflag.summaries.report import Report
from cyberflag.summaries.selection import EVERYTHING, Selection, leading
from cyberflag.summaries.withholding import FEWER, THRESHOLD, Pattern, Withheld, pattern

WITHHELD = Column("withheld", "Not shown")
TOTAL_NOT_SHOWN = "the total would give a figure away"
PUBLISHED = (
    f"Made for publication: a force's figure below {THRESHOLD} is said as `{FEWER}`, and others are not shown where a sum would "
    "give it away; ages are of all forces together, nothing by force and age; one measure and flag, and no periods that overlap. "
    "Another round, roster or set of the analyst's files makes another export: what the two differ by may be a small figure, so "
    "hand out one of them alone."
)


def published(collection: Collection, selection: Selection) -> tuple[list[Combination], Pattern]:
    """The combinations that are both selected and published, with the pattern of the whole."""
    made = pattern(collection)
    return _taken(made, selection), made


def _taken(made: Pattern, selection: Selection) -> list[Combination]:
    return [which for which in made if selection.takes(which.period, which.measure, which.flag)]


def beside(collection: Collection, which: Combination | None, found: Pattern, whole: bool = False) -> list[str]:
    """What must stand under a table, without the numbers of single forces."""
    if which is None:
        return [PUBLISHED, standing.last_line(collection)]
    values = _total(collection, which, found[which])
    said = [f"Counted: {wording.figures(which.measure, which.flag)}; {wording.scope(collection, which)}."]
    if whole and values["per_day"] is not None:
        said.append(f"Per day: {values['per_day']:.2f} in the {wording.bodies(values['forces'])} that gave figures.")
    said += [*_made_of(counted_in(collection, which)), *_left_out_words(collection, which)]
    return [*said, standing.floor(which), standing.NO_RANKING, PUBLISHED, standing.last_line(collection)]


def _made_of(headlines: list[Headline]) -> list[str]:
    """How many bodies' figures are filled by the request, read by hand, bounded, or may hold images."""
    groups = (
        ("Flagged only because that was the question", [h for h in headlines if "flag" in h.from_request]),
        ("Read by a person and entered by hand", [h for h in headlines if h.headline_from == "by hand"]),
        ("Known only within bounds", [h for h in headlines if h.count.low != h.count.high]),
        ("May include image offences (class 86)", [h for h in headlines if h.images == "unknown"]),
    )
    return [f"{words}: {wording.bodies(body_count(h.force for h in some))}." for words, some in groups if some]


def _left_out_words(collection: Collection, which: Combination) -> list[str]:
    named = {
        f"{one['force'] or 'force not known'} ({wording.REASONS.get(one['why'], one['why'])})": True
        for one in _left_out(collection, Selection(which.period, which.measure, which.flag))
    }
    return [f"Left out: {'; '.join(named)}."] if named else []


def _left_out(collection: Collection, selection: Selection) -> list[Entry]:
    """Figures left out, with the reason and without the number."""
    blank = {"count": None, "count_min": None, "count_max": None, "sheet": "", "cell": ""}
    found = [{**one, **blank} for one in statements.left_out(collection, selection).data]
    return [one for at, one in enumerate(found) if one not in found[:at]]


def _total(collection: Collection, which: Combination, held: Withheld) -> Entry:
    found = standing.total(collection, which)
    found["on_request"] = {"forces": found["on_request"]["forces"], "count_min": None, "count_max": None}
    if not held.total:
        blank = ("count", "count_min", "count_max", "per_day", "per_day_min", "per_day_max")
        found |= dict.fromkeys(blank)
    return {**found, "withheld": "" if held.total else TOTAL_NOT_SHOWN}


def totals_published(collection: Collection, selection: Selection = EVERYTHING) -> Result:
    """A row per period of the one measure and flag."""
    found, made = published(collection, selection)
    first = found[0] if found else None
    forces = [h.force for h in counted_in(collection, first)] if first else []
    what = f"{wording.figures_of(first)}: " if first else ""
    title = f"Totals: {what}{wording.on_roster(collection, forces)}"
    values = [_total(collection, one, made[one]) for one in found]
    return _totals(values, title, beside(collection, first, made, whole=True))


def _totals(values: list[Entry], title: str, notes: Iterable[str] = ()) -> Result:
    columns = [one for one in totals.COLUMNS if one.key not in ("on_request_min", "on_request_max")]
    return result("totals", title, (*columns, WITHHELD), map(totals.flat, values), notes, values)


def whose(collection: Collection, held: Withheld, which: str) -> Collection:
    """The collection of the bodies whose ages or offences may be published; `which` is what `held` says of these."""
    if which != "shown":
        return collection
    return replace(collection, returns=[one for one in collection.returns if one.force not in held.hidden])


def _ages(collection: Collection, which: Combination, held: Withheld, marks: tuple[Threshold, ...]) -> Entry | None:
    if held.ages == "none":
        return None
    found = ages.entry(whose(collection, held, held.ages), which, marks)
    return {**found, "of": len(expected_bodies(collection)), "not_giving": []}


def ages_published(
    collection: Collection, selection: Selection = EVERYTHING, marks: tuple[Threshold, ...] = ALWAYS
) -> Result:
    """National counts by age, of every period or none where too few bodies gave ages."""
    found, made = published(collection, selection)
    of = {one: _ages(collection, one, made[one], marks) for one in found}
    data = [one for one in of.values() if one]
    first = found[0] if found else None
    notes = [*_age_words(first, made), *beside(collection, first, made)]
    which = next((one for one, entry in of.items() if entry), None)
    if which is None:
        return result("ages", "Ages: none that may be published", ages.COLUMNS, [], notes, data)
    one = ages.table(data[0], _age_title(which, data[0]))
    if len(data) > 1:
        one = result("ages", one.title, ages.COLUMNS, [row for entry in data for row in ages.rows(entry)])
    return replace(one, notes=(*one.notes, *notes), data=data)


def _age_title(which: Combination, entry: Entry) -> str:
    return f"Ages: {wording.figures_of(which)}: {entry['forces']} of {entry['of']} bodies gave ages"


def _age_words(which: Combination | None, made: Pattern) -> list[str]:
    if which is None or made[which].ages == "all":
        return []
    if made[which].ages == "none":
        return ["Ages are not shown: too few bodies gave them, or they would give a figure of one force away."]
    return ["Ages leave out the bodies whose figure is not shown."]


def _youngest(collection: Collection, which: Combination, held: Withheld) -> Entry | None:
    if held.ages == "none":
        return None
    found = youngest_victim.entry(whose(collection, held, held.ages), which)
    nobody: Entry = {"force": None, "file": None, "sheet": None, "cell": None, "also": [], "cells": 0}
    return {**found, **nobody, "of": len(expected_bodies(collection))}


def _youngest_words(entry: Entry | None) -> list[str]:
    if entry is None or not youngest_victim.age_in_words(entry):
        return ["No age that may be published."]
    bounds = "" if entry["exact"] else " (known only within these bounds)"
    return [
        f"Aged {youngest_victim.age_in_words(entry)}{bounds}; {entry['forces']} of {entry['of']} bodies gave ages. The force is not named."
    ]


def youngest_published(collection: Collection, selection: Selection = EVERYTHING) -> Result:
    """The youngest victim overall, without the force."""
    found, made = published(collection, selection)
    data = [entry for one in found if (entry := _youngest(collection, one, made[one]))]
    first = found[0] if found else None
    columns = tuple(
        one for one in youngest_victim.COLUMNS if one.key not in ("force", "file", "sheet", "cell", "place")
    )
    notes = [*_youngest_words(data[0] if data else None), *_age_words(first, made), *beside(collection, first, made)]
    title = f"Youngest victim: {wording.figures_of(first)}" if first else "Youngest victim: no figures"
    return result("youngest", title, columns, map(youngest_victim.flat, data), notes, data)


_OF_FEW: Entry = {
    "youngest": None, "modal_age": None, "by_age": [], "under": [], "sheet": "", "cell": "", "printed": None,
}  # fmt: skip


def _forces(collection: Collection, selection: Selection, made: Pattern) -> list[Entry]:
    """A row a force and period: those shown by rank, those not shown by name, then those without a figure."""
    found = _taken(made, selection)
    shown = variation.entries(shown_alone(collection, made), selection)
    sums = {one: standing.total(collection, one) if made[one].total else None for one in found}
    rows = [_of_sum(one, sums, made) for one in shown if one["period"] is not None]
    hidden = [
        _hidden(one, headline, made[combination(headline)].hidden[one.force])
        for one, headline in counted(collection)
        if combination(headline) in found and one.force in made[combination(headline)].hidden
    ]
    order = {which.period.label: at for at, which in enumerate(found)}
    rows = sorted([*rows, *hidden], key=lambda row: order.get(row["period"], len(order)))
    known = {row["force"] for row in rows}
    silent = [{**one, "withheld": ""} for one in shown if one["period"] is None and one["force"] not in known]
    return [*rows, *silent]


def shown_alone(collection: Collection, made: Pattern) -> Collection:
    """The collection with no figure but those that are shown."""
    returns = []
    for one in collection.returns:
        kept = [h for h in one.headlines if not h.left_out and combination(h) in made and _may_show(one, h, made)]
        lost = any(combination(h) in made and not h.left_out for h in one.headlines) and not kept
        if one.force and not (lost and one.asked):
            returns.append(replace(one, headlines=kept, observations=[]))
    return replace(collection, returns=returns)


def _may_show(one: ForceReturn, headline: Headline, made: Pattern) -> bool:
    return headline.count.low >= THRESHOLD and (not one.asked or one.force not in made[combination(headline)].hidden)


def _of_sum(item: Entry, sums: dict[Combination, Entry | None], made: Pattern) -> Entry:
    """The row with its share of the whole total, not of what is shown of it."""
    which = next(one for one in made if one.entry.items() <= item.items())
    total = sums.get(which)
    whole = total["count"] if total and item["rank"] is not None else None
    share = item["count"] / whole if whole and item["count"] is not None else None
    return {**item, **_OF_FEW, "share": share, "share_min": share, "share_max": share, "withheld": ""}


def _hidden(one: ForceReturn, headline: Headline, reason: str) -> Entry:
    blank: Entry = dict.fromkeys(variation.KEYS)
    said = {
        "force": one.force,
        "force_code": one.force_code or headline.force_code,
        **combination(headline).entry,
        "status": one.status,
        "flag_use": one.flag_use,
        "file": headline.where.file,
        "asked": one.asked,
        "from_request": " ".join(headline.from_request),
    }
    return {**blank, **_OF_FEW, **said, "withheld": reason}


_WHICH = ("period", "measure", "flag")
_AGED = ("youngest_min", "youngest_max", "modal_age", "sheet", "cell", "place", "printed")
FORCE_COLUMNS = tuple(one for one in variation.COLUMNS if one.key not in _AGED)


def forces_published(
    collection: Collection,
    selection: Selection = EVERYTHING,
    marks: tuple[Threshold, ...] = ALWAYS,  # noqa: ARG001 - asked in the way of its namesake, and answered without ages
) -> Result:
    """A row a force and period; ranks, the median and ratios to it are over the figures shown."""
    return _force_table(collection, selection, pattern(collection))


def _force_table(collection: Collection, selection: Selection, made: Pattern) -> Result:
    found = _taken(made, selection)
    data = _forces(collection, selection, made)
    first = found[0] if found else None
    title = f"Forces: {wording.figures_of(first)}" if first else "Forces: no figures"
    notes = [*variation.without_figure(collection, found), *beside(collection, first, made)]
    at = next((place for place, one in enumerate(data) if one["withheld"]), 0)
    several = len(found) > 1
    shown = [replace(one, shown=one.shown and (several or one.key not in _WHICH)) for one in FORCE_COLUMNS]
    columns = (*shown[:7], WITHHELD, *shown[7:])
    return replace(result("forces", title, columns, variation.flat(data), notes, data), breaks=(at,))


def _issues(found: Iterable[Issue]) -> list[Entry]:
    """A line a kind of issue, in the words of its code."""
    codes = dict.fromkeys((one.severity, one.code) for one in found)
    return [
        statements.issue_entry(Issue(code, severity, NOWHERE, ISSUE_CODES[code].meaning))
        for severity, code in sorted(codes, key=lambda key: (key[0].rank, key[1]))
    ]


def report_published(
    collection: Collection, selection: Selection = EVERYTHING, marks: tuple[Threshold, ...] = ALWAYS
) -> Report:
    """The report with nothing in it that may not be handed out; sections, object and sheets alike."""
    found, made = published(collection, selection)
    which = leading(collection, selection)
    first = which if which in made else (found[0] if found else None)
    values = _values(collection, selection, made, first, marks)
    sections = [
        Result("assumed", "Assumed", notes=(PUBLISHED, *standing.request_words(collection))),
        _finding(collection, first, made),
        covered.coverage(collection, selection),
        _totals(values["totals"], "Totals, a row per period; rows are never added to each other"),
        Result("youngest", "Youngest victim", notes=tuple(_youngest_words(values["youngest"]))),
        *([ages.table(values["ages"], _age_title(first, values["ages"]))] if first and values["ages"] else []),
        replace(_force_table(collection, _only(first, selection), made), notes=()),
        statements.flag_table(values["flags"], "What forces say of the flag"),
        Result("caveats", "Read with these in mind", notes=tuple(standing.caveats(first))),
        Result("made_by", "", notes=(standing.last_line(collection),)),
    ]
    read = tuple(one for one in sections if one.rows or one.notes)
    return Report(read, values, lambda: read)


def _only(which: Combination | None, selection: Selection) -> Selection:
    return Selection(which.period, which.measure, which.flag) if which else selection


def _values(
    collection: Collection,
    selection: Selection,
    made: Pattern,
    first: Combination | None,
    marks: tuple[Threshold, ...],
) -> Entry:
    return {
        "coverage": covered.entry(collection, selection),
        "assumed": standing.assumed(collection, first),
        "totals": [_total(collection, one, made[one]) for one in _taken(made, selection)],
        "left_out": _left_out(collection, selection),
        "youngest": _youngest(collection, first, made[first]) if first else None,
        "ages": _ages(collection, first, made[first], marks) if first else None,
        "forces": _forces(collection, selection, made),
        "flags": flag_entries(collection),
        "issues": _issues(collection.issues),
        "made_by": standing.made_by(collection),
        "published": {"threshold": THRESHOLD},
    }


def _finding(collection: Collection, which: Combination | None, made: Pattern) -> Result:
    if which is None:
        return Result("finding", "No figure that may be published", notes=(PUBLISHED,))
    notes = tuple(beside(collection, which, made, whole=True)[:-2])
    if made[which].total:
        return Result("finding", wording.finding(collection, which, standing.total(collection, which)), notes=notes)
    title = f"{wording.figures_of(which).capitalize()}: the total is not shown, since it would give a figure away"
    return Result("finding", title, notes=notes)
