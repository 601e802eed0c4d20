"""Splits of the total by offence, sex, age and sex, or platform, each over those whose value is stated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from cyberflag.collection import Collection
from cyberflag.observations import Observation
from cyberflag.reference import table
from cyberflag.summaries import Column, Entry, Result, result, with_bounds
from cyberflag.summaries.ages import is_known, lowest
from cyberflag.summaries.breakdown import Parts, States, counted_by, parts
from cyberflag.summaries.figures import Combination, body_count, bounds, expected_bodies, summed
from cyberflag.summaries.selection import EVERYTHING, Selection, combinations
from cyberflag.summaries.standing import beside
from cyberflag.summaries.wording import few, figures_of, many
from cyberflag.words import victims
from cyberflag.words.counts import Count
from cyberflag.words.victims import Age

SEXES = ("female", "male", "other")


def offence(o: Observation) -> str:
    """The group of offences that a count is of; empty where it says none."""
    return o.offence_group


def _code(o: Observation) -> str:
    return f"{o.offence_code} {_title(o.offence_code)}".strip() if o.offence_code else ""


@lru_cache(maxsize=1)
def _titles() -> Mapping[str, str]:
    return {entry["code"]: entry["title"] for entry in table("offences")["offence"]}


def _title(code: str) -> str:
    return _titles().get(code, "")


def _sex(o: Observation) -> str:
    return o.sex if o.sex in SEXES else ""


def _platform(o: Observation) -> str:
    name = o.category.removeprefix("platform: ") if o.category.startswith("platform: ") else ""
    unknown = victims.parse_age(name)  # `Not known`, as of an age
    return "" if name.startswith("Unknown") or (unknown and unknown.kind == "unknown") else name


@lru_cache(maxsize=1)
def _owners() -> Mapping[str, str]:
    return {name: owner for owner, names in table("owners")["owners"].items() for name in names}


def _owner(o: Observation) -> str:
    return _owners().get(_platform(o), _platform(o))


class Split(Struct, frozen=True):
    """A way to split: what a count says of it, the word for the value, and what the base is."""

    states: States
    heading: str
    base: str
    several: bool = False  # one offence may have several values


SPLITS: dict[str, Split] = {
    "offence": Split(offence, "offence", "the offence stated"),
    "code": Split(_code, "Home Office class", "the class stated"),
    "sex": Split(_sex, "sex", "the sex known"),
    "platform": Split(_platform, "platform", "a platform stated", several=True),
    "owner": Split(_owner, "owner of the platform", "a platform stated", several=True),
}
WAYS = (*SPLITS, "age-and-sex")

COLUMNS = (
    Column("period", "Period", shown=False),
    Column("measure", "Measure", shown=False),
    Column("flag", "Flag", shown=False),
    Column("value", "Value"),
    *with_bounds("count", "Count"),
    *with_bounds("share", "Share of known", "share", drop=1, ends="Share"),
    Column("forces", "Bodies", "number", drop=2),
)


def entry(collection: Collection, which: Combination, way: Split) -> Entry:
    """One combination split: the base, what is not known, who states it, and a row a value, the largest first."""
    every = parts(collection, which, way.states, several=way.several)
    stating = [one for one in every if one.observations]
    counts, unknown = counted_by(every, way.states)
    known = summed(counts.values())
    rows = [
        {"value": value, **bounds(count), **_share(count, counts, value), "forces": _forces(stating, way.states, value)}
        for value, count in sorted(counts.items(), key=lambda item: (-item[1].low, item[0]))
    ]
    names = [one.force for one in stating]
    return {
        **which.entry,
        **bounds(known, "known"),
        **bounds(unknown, "unknown"),
        "forces": body_count(names),
        "of": len(expected_bodies(collection)),
        "not_giving": [one.force for one in every if not one.observations],
        "by_value": rows,
    }


def _share(count: Count, counts: Mapping[str, Count], value: str) -> Entry:
    """Share of the known (0 to 1), with the bounds that the other values leave."""
    rest = [other for name, other in counts.items() if name != value]
    low_rest = sum(other.low for other in rest)
    high_rest = None if any(other.high is None for other in rest) else sum(other.high or 0 for other in rest)
    least = None if high_rest is None else _part(count.low, high_rest)
    most = None if count.high is None else _part(count.high, low_rest)
    return {"share": least if least == most else None, "share_min": least, "share_max": most}


def _part(own: int, rest: int) -> float | None:
    return own / (own + rest) if own + rest else None


def _forces(stating: Iterable[Parts], states: States, value: str) -> int:
    having = (p.force for p in stating if any(states(o) == value and o.count.high != 0 for o in p.observations))
    return body_count(having)


def split(collection: Collection, by: str, selection: Selection = EVERYTHING) -> Result:
    """The total split by a way of WAYS, for every combination; `data` is a list of objects."""
    if by == "age-and-sex":
        return age_and_sex(collection, selection)
    way = SPLITS[by]
    found = combinations(collection, selection)
    data = [entry(collection, which, way) for which in found]
    stated = [(which, one) for which, one in zip(found, data, strict=True) if one["by_value"]]
    rows = [{**which.entry, **row} for which, one in stated for row in one["by_value"]]
    columns = headed(COLUMNS, way)
    notes = [line for which, one in stated[:1] for line in base_words(one, way)]
    title = f"By {way.heading}: " + (titled(stated) if stated else "no return states it")
    return result("split", title, columns, rows, [*notes, *beside(collection, found[0] if found else None)], data)


def headed(columns: Sequence[Column], way: Split) -> tuple[Column, ...]:
    """The columns, that of the values headed by what they are."""
    heading = way.heading[:1].upper() + way.heading[1:]
    return tuple(replace(c, heading=heading) if c.key == "value" else c for c in columns)


def titled(stated: Sequence[tuple[Combination, Entry]]) -> str:
    """What the first is a split of, and how many bodies state it."""
    which, one = stated[0]
    return f"{figures_of(which)}: {one['forces']} of {one['of']} bodies state it"


def base_words(one: Entry, way: Split) -> list[str]:
    """The base of a split, and which returns do not state its value."""
    known = Count(one["known_min"], one["known_max"])
    unknown = Count(one["unknown_min"], one["unknown_max"])
    said = [f"Base: {known} with {way.base}; not stated for {unknown}."]
    if way.several:
        said = [f"Base: {known} namings of a platform; one offence may have several, so that the base is not offences."]
    if one["not_giving"]:
        names = one["not_giving"]
        said.append(f"Not stated by {many(len(names), 'return')} with a figure: {few(names, 8)}.")
    return said


# ---- ages by sex

SEX_COLUMNS = (*SEXES, "unknown")
AGE_COLUMNS = (
    Column("period", "Period", shown=False),
    Column("measure", "Measure", shown=False),
    Column("flag", "Flag", shown=False),
    Column("age", "Age"),
    *(
        column
        for sex in SEX_COLUMNS
        for column in (
            Column(sex, sex.capitalize(), "number", bounded=True),
            Column(f"{sex}_min", f"{sex.capitalize()}, lowest", "number", shown=False),
            Column(f"{sex}_max", f"{sex.capitalize()}, highest", "number", shown=False),
        )
    ),
)


def _age_and_sex(o: Observation) -> str:
    return f"{o.age.label} {o.sex}" if is_known(o) and o.sex in SEX_COLUMNS else ""


def age_and_sex(collection: Collection, selection: Selection = EVERYTHING) -> Result:
    """A row an age as stated, a column a sex, over the forces that state both together."""
    found = combinations(collection, selection)
    data = [_crossed(collection, which) for which in found]
    stated = [(which, one) for which, one in zip(found, data, strict=True) if one["by_age"]]
    rows = [{**which.entry, **row} for which, one in stated for row in one["by_age"]]
    notes = [
        f"Base: {Count(one['known_min'], one['known_max'])} with age and sex stated together; a blank is not stated, no nought."
        for _, one in stated[:1]
    ]
    title = f"By age and sex: {titled(stated) if stated else 'no return states both together'}"
    return result("split", title, AGE_COLUMNS, rows, [*notes, *beside(collection, found[0] if found else None)], data)


def _crossed(collection: Collection, which: Combination) -> Entry:
    stating = [one for one in parts(collection, which, _age_and_sex) if one.observations]
    cells: dict[Age, dict[str, list[Count]]] = {}
    for one in stating:
        for o in one.observations:
            if _age_and_sex(o):
                cells.setdefault(o.age, {}).setdefault(o.sex, []).append(o.count)
    order = sorted(cells, key=lambda age: (lowest(age), age.high if age.high is not None else 999))
    rows = [{"age": age.label, **_by_sex(cells[age])} for age in order]
    known = summed(count for by_sex in cells.values() for counts in by_sex.values() for count in counts)
    return {
        **which.entry,
        **bounds(known, "known"),
        "forces": body_count(one.force for one in stating),
        "of": len(expected_bodies(collection)),
        "by_age": rows,
    }


def _by_sex(counts: Mapping[str, list[Count]]) -> Entry:
    nothing = {"{0}": None, "{0}_min": None, "{0}_max": None}
    row: Entry = {}
    for sex in SEX_COLUMNS:
        told = bounds(summed(counts[sex]), sex) if sex in counts else {k.format(sex): v for k, v in nothing.items()}
        row |= told
    return row
