"""Counts by age, as stated: single years and bands, the commonest age, counts under a threshold."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from cyberflag.collection import Collection
from cyberflag.observations import Observation
from cyberflag.summaries import Column, Entry, Result, result, with_bounds
from cyberflag.summaries.figures import Combination, body_count, bounds, counted_in, expected_bodies, summed
from cyberflag.summaries.selection import EVERYTHING, Selection, combinations, leading
from cyberflag.summaries.standing import beside
from cyberflag.summaries.wording import against, figures_of
from cyberflag.words.counts import Count
from cyberflag.words.victims import Age


class Threshold(Struct, frozen=True):
    """Under an age, or that age and under."""

    age: int
    inclusive: bool

    @property
    def oldest(self) -> int:
        """The oldest age below the threshold."""
        return self.age if self.inclusive else self.age - 1

    def __str__(self) -> str:
        return f"{self.age} and under" if self.inclusive else f"under {self.age}"


ALWAYS = (Threshold(10, False), Threshold(10, True), Threshold(13, False))


def thresholds(under: Iterable[int] = (), and_under: Iterable[int] = ()) -> tuple[Threshold, ...]:
    """Those always given, and the further ones of --under and --and-under, each once."""
    further = [*(Threshold(age, False) for age in under), *(Threshold(age, True) for age in and_under)]
    return tuple(dict.fromkeys((*ALWAYS, *further)))


def stated(collection: Collection, which: Combination) -> list[Observation]:
    """The observations that say ages in one combination, one breakdown a force, of forces that were asked."""
    return [
        one
        for item in collection.returns
        if item.force and item.asked
        for one in item.observations
        if one.used in ("ages", "both")
        and (one.period, one.measure, one.flag) == (which.period, which.measure, which.flag)
    ]


def is_known(one: Observation) -> bool:
    """Whether the observation states an age; `45 offences against under 18s` in a sentence says whose offences are meant."""
    scope = one.layout == "prose" and (lowest(one.age), one.age.high) == (0, 17)
    return one.age.kind in ("single", "band") and not scope


def lowest(age: Age) -> int:
    """The lowest age that is meant; 0 where the band is open below."""
    return age.low or 0


def below(observations: Iterable[Observation], threshold: Threshold) -> Count:
    """Bounds of the counts below a threshold; a band on both sides of it widens only the upper bound."""
    total = Count(0, 0)
    for one in observations:
        if not is_known(one) or lowest(one.age) > threshold.oldest:
            continue
        inside = one.age.high is not None and one.age.high <= threshold.oldest
        total += one.count if inside else Count(0, one.count.high)
    return total


def by_age(observations: Iterable[Observation]) -> dict[Age, Count]:
    """Counts by stated age, youngest first, single years before the bands that begin there."""
    found: dict[Age, list[Count]] = {}
    for one in observations:
        if is_known(one):
            found.setdefault(one.age, []).append(one.count)
    order = sorted(found, key=lambda age: (lowest(age), age.high if age.high is not None else 999))
    return {age: summed(found[age]) for age in order}


def leaders(counts: dict[Age, Count]) -> list[int]:
    """The single years with most, youngest first: several where they are level, none where no single year is stated."""
    return _level({age: count.low for age, count in _singles(counts).items()})


def _level(singles: dict[int, int]) -> list[int]:
    most = max(singles.values(), default=0)
    return sorted(age for age, low in singles.items() if most and low == most)


def _singles(counts: dict[Age, Count]) -> dict[int, Count]:
    return {age.low: count for age, count in counts.items() if age.low is not None and age.low == age.high}


def modal(counts: dict[Age, Count]) -> Entry:
    """The single year with most, the younger of two that are level, its count, and whether no other could have as many."""
    first = leaders(counts)
    if not first:
        return dict.fromkeys(("modal_age", "modal_count", "modal_count_min", "modal_count_max", "modal_certain"))
    best = first[0]
    years = {year for age in counts for year in (lowest(age), age.high) if year is not None}
    rivals = [year for year in years if year != best and may_lead(counts, year)]
    return {"modal_age": best, **bounds(_singles(counts)[best], "modal_count"), "modal_certain": not rivals}


def may_lead(counts: dict[Age, Count], year: int) -> bool:
    """Whether a year could have as many as any, once bands are told apart."""
    first = leaders(counts)
    most = _most(counts, year)
    return not first or most is None or most >= _singles(counts)[first[0]].low


def _most(counts: dict[Age, Count], year: int) -> int | None:
    """The most that can be of one year of age; None without bound."""
    total = summed(
        count for age, count in counts.items() if lowest(age) <= year and (age.high is None or age.high >= year)
    )
    return total.high


def entry(collection: Collection, which: Combination, marks: tuple[Threshold, ...] = ALWAYS) -> Entry:
    """`ages` of the report, for one combination."""
    observations = stated(collection, which)
    headlines = counted_in(collection, which)
    giving = sorted({one.force for one in observations if is_known(one)})
    not_giving = [h for h in headlines if h.force not in giving]
    counts = by_age(observations)
    known = summed(counts.values())
    unknown = summed(
        [
            *(one.count for one in observations if not is_known(one) and one.force in giving),
            *(h.count for h in not_giving),
        ]
    )
    return {
        **which.entry,
        **modal(counts),
        **bounds(known, "known"),
        **bounds(unknown, "unknown"),
        "forces": body_count(giving),
        "of": len(expected_bodies(collection)),
        "not_giving": [h.force for h in not_giving],
        "by_age": age_entries(counts),
        "under": under_entries(observations, marks),
    }


def age_entries(counts: dict[Age, Count]) -> list[Entry]:
    """`by_age` of the report."""
    return [{"age": age.label, **bounds(count)} for age, count in counts.items()]


def under_entries(observations: list[Observation], marks: tuple[Threshold, ...] = ALWAYS) -> list[Entry]:
    """`under` of the report; null where no age is stated, for nothing is known then."""
    nothing = {"count": None, "count_min": None, "count_max": None}
    aged = any(map(is_known, observations))
    return [
        {"age": mark.age, "inclusive": mark.inclusive, **(bounds(below(observations, mark)) if aged else nothing)}
        for mark in marks
    ]


COLUMNS = (
    Column("period", "Period", shown=False),
    Column("measure", "Measure", shown=False),
    Column("flag", "Flag", shown=False),
    Column("kind", "What", shown=False),
    Column("age", "Age"),
    *with_bounds("count", "Count"),
    Column("share", "Share of known", "share", drop=2),
    Column("bar", "", "bar", exported=False, drop=1),
)


def rows(ages: Entry) -> list[Entry]:
    """The flat rows of one combination: each age, age unknown apart, then the thresholds."""
    which = {key: ages[key] for key in ("period", "measure", "flag")}
    longest = max((item["count_min"] for item in ages["by_age"]), default=0)
    known = ages["known"]
    found = []
    for item in ages["by_age"]:
        share = item["count"] / known if known and item["count"] is not None else None
        found.append(
            {**which, "kind": "age", **item, "share": share, "bar": item["count_min"] / longest if longest else None}
        )
    found.append({**which, "kind": "unknown", "age": "unknown", **_renamed(ages, "unknown")})
    for item in ages["under"] if ages["forces"] else ():  # without any age there is no count under one
        mark = Threshold(item["age"], item["inclusive"])
        found.append({**which, "kind": "under", **item, "age": str(mark)})
    return found


def _renamed(ages: Entry, stem: str) -> Entry:
    return {"count": ages[stem], "count_min": ages[f"{stem}_min"], "count_max": ages[f"{stem}_max"]}


def ages_words(entry: Entry) -> list[str]:
    """The commonest age with its base, and the counts under each threshold."""
    measure = "counts" if entry["measure"] == "unknown" else entry["measure"]
    known, unknown = _bounds(entry, "known"), _bounds(entry, "unknown")
    said = []
    level = _level({int(one["age"]): one["count_min"] for one in entry["by_age"] if one["age"].isdecimal()})
    if len(level) > 1:
        most = f"{'' if entry['modal_count'] is not None else 'at least '}{entry['modal_count_min']:,}"
        named = f"{', '.join(map(str, level[:-1]))} and {level[-1]}"
        said.append(f"No single age is the commonest: {named} are level, with {most} {measure} each.")
    elif entry["modal_age"] is not None:
        sure = "" if entry["modal_certain"] else ", though a band could hold more of another age"
        share = (
            f", {entry['modal_count'] / entry['known']:.0%}"
            if entry["modal_count"] is not None and entry["known"]
            else ""
        )
        said.append(
            f"The commonest age is {entry['modal_age']}: {_bounds(entry, 'modal_count')} {against(measure, entry['modal_age'])}{share} of {known} with age known{sure}."
        )
    banded = summed(_bounds(item, "count") for item in entry["by_age"] if not item["age"].isdecimal())
    if banded.high != 0:
        said.append(f"Known only by a band of several years: {banded}, so that a single year within one may be more.")
    said.append(f"Age unknown or not given: {unknown}. {entry['forces']} of {entry['of']} bodies gave ages.")
    if entry["not_giving"]:
        said.append(f"Figures without ages: {', '.join(entry['not_giving'])}.")
    return said


def _bounds(entry: Entry, stem: str) -> Count:
    return Count(entry[f"{stem}_min"], entry[f"{stem}_max"])


def table(ages: Entry, title: str) -> Result:
    """One combination as rows, what is no age set apart."""
    lines = rows(ages)
    breaks = tuple(at for at, line in enumerate(lines) if at and line["kind"] != lines[at - 1]["kind"])
    return replace(result("ages", title, COLUMNS, lines, ages_words(ages)), breaks=breaks)


def ages(collection: Collection, selection: Selection = EVERYTHING, marks: tuple[Threshold, ...] = ALWAYS) -> Result:
    """Counts by age of every combination; `data` is a list of objects as in the report."""
    found = combinations(collection, selection)
    which = leading(collection, selection)
    if which is not None and which not in found:
        found = [which, *found]
    data = [entry(collection, one, marks) for one in found]
    title = (
        f"Ages: {figures_of(found[0])}: {data[0]['forces']} of {data[0]['of']} bodies gave ages"
        if data
        else "Ages: no figures"
    )
    notes = beside(collection, found[0] if found else None)
    if len(data) == 1:
        one = table(data[0], title)
        return replace(one, notes=(*one.notes, *notes), data=data)
    return result("ages", title, COLUMNS, [row for one in data for row in rows(one)], notes, data)
