"""Figures to ask about before they are news: against what was published, and against each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations as pairs_of
from itertools import pairwise

from cyberflag.collection import Collection
from cyberflag.issues import Where
from cyberflag.observations import Observation
from cyberflag.returns import ForceReturn, Headline
from cyberflag.summaries import Column, Entry, Result, result
from cyberflag.summaries.ages import by_age, is_known
from cyberflag.summaries.breakdown import Parts, parts
from cyberflag.summaries.change import remark
from cyberflag.summaries.figures import Combination, combination, counted, counted_in, summed
from cyberflag.summaries.matching import Pair, crosses_break
from cyberflag.summaries.published import areas_named
from cyberflag.summaries.published import queries as against_published
from cyberflag.summaries.regions import RegionMap, region_map
from cyberflag.summaries.selection import EVERYTHING, Selection, combinations
from cyberflag.summaries.standing import beside
from cyberflag.summaries.transfers import in_two_lists, lists
from cyberflag.summaries.wording import many
from cyberflag.words.counts import ZERO, Count

COMMUNICATION = "communication"  # sexual communication with a child is online by nature
FEWEST_AGES = 4  # so many counts above nought make two equal lists more than chance
FEWEST_YEARS, SMALL = 2, 9  # and so many years with counts above that

COLUMNS = (
    Column("query", "Query"),
    Column("force", "Force", "name"),
    Column("period", "Period"),
    Column("measure", "Measure", shown=False),
    Column("flag", "Flag", shown=False),
    Column("here", "Here", "number"),
    Column("other", "Other", "number"),
    Column("says", "Why", wide=True),
    Column("where", "Read in", wide=True),
    Column("source", "Source", wide=True),
)


def _entry(query: str, h: Headline, here: str, other: str, says: str, where: str) -> Entry:
    which = combination(h).entry
    told = {"query": query, "force": h.force, **which, "here": here, "other": other, "says": says}
    return {**told, "where": where, "source": ""}


def under_used(collection: Collection, which: Combination) -> Iterator[Entry]:
    """More sexual communication with a child than flagged offences in one force and period: the flag is under-used."""
    everything = Combination(which.period, which.measure, "all")
    for one in parts(collection, everything, lambda o: o.offence_group):
        flagged = next((h for h in counted_in(collection, which) if h.force == one.force), None)
        online = [o for o in one.observations if o.offence_group == COMMUNICATION]
        number = summed(o.count for o in online)
        if flagged and flagged.count.high is not None and number.low > flagged.count.high:
            places = f"{flagged.where}; {online[0].where}"
            says = "More sexual communication with a child, online by nature, than flagged offences: the flag is under-used."
            yield _entry("flag under-used", flagged, str(flagged.count), str(number), says, places)


def above_all(collection: Collection, which: Combination) -> Iterator[Entry]:
    """More flagged than recorded in all."""
    everything = {h.force: h for h in counted_in(collection, Combination(which.period, which.measure, "all"))}
    for h in counted_in(collection, which):
        other = everything.get(h.force)
        if other and other.count.high is not None and h.count.low > other.count.high:
            says = "More offences are flagged than were recorded in all."
            yield _entry("more than all", h, str(h.count), str(other.count), says, f"{h.where}; {other.where}")


def above_all_of_class(collection: Collection, which: Combination) -> Iterator[Entry]:
    """More flagged than recorded of one class of offence, where both breakdowns name their classes alike."""
    everything = Combination(which.period, which.measure, "all")
    recorded = {one.force: _by_class(one) for one in parts(collection, everything, _class_of)}
    for one in parts(collection, which, _class_of):
        for name, (flagged, where) in _by_class(one).items():
            other, place = recorded.get(one.force, {}).get(name, (None, where))
            if other and other.high is not None and flagged.low > other.high:
                says = f"More offences are flagged than were recorded: {name}."
                yield _entry("more than all", one.headline, str(flagged), str(other), says, f"{where}; {place}")


def _class_of(o: Observation) -> str:
    return o.offence_code or o.offence


def _by_class(one: Parts) -> dict[str, tuple[Count, Where]]:
    """The counts of a breakdown by Home Office code, else by the offence as written, each with its first place."""
    found: dict[str, tuple[Count, Where]] = {}
    for o in one.observations:
        if name := _class_of(o):
            count, where = found.get(name, (ZERO, o.where))
            found[name] = (count + o.count, where)
    return found


def far_apart(collection: Collection) -> Iterator[Entry]:
    """A figure over three times or under a third of the same force's year before, or repeating it."""
    by_force: dict[tuple[str, str, str], list[Headline]] = {}
    for _, h in counted(collection):
        if h.period.is_year:
            by_force.setdefault((h.force, h.measure, h.flag), []).append(h)
    for _, headlines in sorted(by_force.items()):
        ordered = sorted(headlines, key=lambda h: (h.period, h.where))
        for old, new in pairwise(ordered):
            if old.period.overlaps(new.period) or crosses_break(old.period, new.period):
                continue
            says = remark(Pair(new.force, (old,), (new,)))
            if says:
                places = f"{new.where}; {old.where}"
                told = f"{says[:1].upper()}{says[1:]} ({old.period.label})."
                yield _entry("other years", new, str(new.count), str(old.count), told, places)


def alike(collection: Collection, which: Combination) -> Iterator[Entry]:
    """Two forces whose counts are the same throughout, by age, by offence or by year: sent twice, or copied."""
    headlines = {h.force: h for h in counted_in(collection, which)}
    known = {one.force: _series(one, which) for one in collection.returns if one.force in headlines and one.asked}
    for first, second in pairs_of(sorted(known), 2):
        same = [by for by, counts in known[first].items() if known[second].get(by) == counts]
        if same:
            own, other = headlines[first], headlines[second]
            says = f"Every count by {' and by '.join(same)} equals that of {second}."
            yield _entry("same as another", own, str(own.count), str(other.count), says, f"{own.where}; {other.where}")


Series = dict[str, tuple[tuple[str, int, int | None], ...]]


def _series(one: ForceReturn, which: Combination) -> Series:
    """The counts of a force by age, offence and year, as far as they are too many to be like another's by chance."""
    ages = by_age(o for o in one.observations if o.used in ("ages", "both") and is_known(o) and _in(o, which))
    lines = [o for o in one.observations if o.used in ("headline", "both") and _class_of(o) and _in(o, which)]
    years = [
        h
        for h in one.headlines
        if h.period.is_year and (h.measure, h.flag) == (which.measure, which.flag) and not h.left_out
    ]
    found: Series = {
        "age": tuple((age.label, count.low, count.high) for age, count in ages.items()),
        "offence": tuple(
            sorted((f"{_class_of(o)} {o.age.label} {o.sex}", o.count.low, o.count.high) for o in lines if not o.rows)
        ),
        "year": tuple(sorted((h.period.label, h.count.low, h.count.high) for h in years)),
    }
    if years and max(h.period for h in years) != which.period:
        del found["year"]  # it is asked about once, with the last
    fewest = {"age": FEWEST_AGES, "offence": FEWEST_AGES, "year": FEWEST_YEARS}
    return {
        by: some for by, some in found.items() if sum(low > SMALL * (by == "year") for _, low, _ in some) >= fewest[by]
    }


def _in(o: Observation, which: Combination) -> bool:
    return (o.period, o.measure, o.flag) == (which.period, which.measure, which.flag)


def entries(collection: Collection, selection: Selection, regions: RegionMap) -> list[Entry]:
    """Every query: against what was published, then the checks of figures against each other."""
    found = list(against_published(collection, selection, regions))
    flagged = [which for which in combinations(collection, selection) if which.flag == "cyber"]
    references = lists(collection) if flagged else []
    for which in flagged:
        checks: tuple[Iterable[Entry], ...] = (
            under_used(collection, which),
            above_all(collection, which),
            above_all_of_class(collection, which),
            alike(collection, which),
            in_two_lists(references, which),
        )
        found += [entry for check in checks for entry in check]
    return found + [
        entry
        for entry in far_apart(collection)
        if selection.period is None or entry["period"] == selection.period.label
    ]


def queries(collection: Collection, selection: Selection = EVERYTHING, regions: RegionMap | None = None) -> Result:
    """Figures to ask about, each with both numbers, why, and where they were read."""
    data = entries(collection, selection, regions or region_map(None, collection))
    found = combinations(collection, selection)
    title = f"Queries: {many(len(data), 'figure')} of {areas_named(data)} {'force or area' if areas_named(data) == 1 else 'forces or areas'} to ask about"
    if not data:
        title = "Queries: nothing differs from what was published, or from each other"
    notes = [
        "A query is no error: releases differ by the day of the extract, the roster, and later flags.",
        *beside(collection, found[0] if found else None),
    ]
    return result("queries", title, COLUMNS, data, notes, data, listed=True)
