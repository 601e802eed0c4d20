"""Totals that a sentence beside a table states: statements of the whole that the table is measured against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from msgspec.structs import replace

from cyberflag.evidence.statements import meets, signature
from cyberflag.issues import Issue, Where, issue
from cyberflag.layouts import Reading
from cyberflag.observations import Observation
from cyberflag.passages import Said
from cyberflag.prose import figures
from cyberflag.words import counts, headings, periods, telling
from cyberflag.words.counts import ZERO, Count
from cyberflag.words.periods import Period
from cyberflag.words.victims import ALL_AGES

T = TypeVar("T")


def said_totals(reading: Reading, said: Sequence[Said]) -> Iterator[Observation]:
    """What the titles and notes of a table state as the total of all its counts.

    A sentence that leaves open what the table says has it from there; one that could be of any of several periods,
    and one beside a table of one offence, sex or age alone, is left to the reader.
    """
    parts = [o for o in reading.observations if o.role == "part"]
    if not parts or _restricted(parts):
        return
    lines = _lines(reading)
    found = [*(o for s in said if s.where in lines for o in _in_sentence(s)), *_labelled(lines)]
    for one in {o.where: o for o in found}.values():
        total = _of_all(one, parts)
        rows = reading.table.layout in ("listing", "turned")
        if total and not (rows and total.count.exact == sum(o.count.low for o in parts)):  # a tally of the records
            yield replace(total, table=f"{reading.name}.said")


def _lines(reading: Reading) -> dict[Where, str]:
    """The lines above and below a table, by place."""
    table = reading.table
    rows = dict.fromkeys(r for r, _ in [*table.titles, *table.notes])
    return {table.where(r, c): table.look.text(r, c) for r in rows for c in table.look.filled[r]}


def missed_over_years(reading: Reading, said: Sequence[Said]) -> Iterator[Issue]:
    """An issue for each sentence beside a table of several periods whose total over them the table does not make."""
    parts = [o for o in reading.observations if o.role == "part" and not o.not_used_because]
    spans = {o.period for o in parts if o.period.known}
    if len(spans) < 2 or _restricted(parts) or len({(signature(o), o.measure, o.flag) for o in parts}) > 1:
        return
    lines = _lines(reading)
    for one in [*(o for s in said if s.where in lines for o in _in_sentence(s)), *_labelled(lines)]:
        whole = all(one.period == Period() or one.period.contains(p) for p in spans)
        if not whole or not _of_everything(one) or one.measure not in ("unknown", parts[0].measure):
            continue
        sums = [_sum(parts), *(_sum([o for o in parts if o.period == p]) for p in spans)]
        if not any(meets(one.count, c) for c in (sums if one.period == Period() else sums[:1])):
            words = f"The sentence says {one.count} in all; the table adds up to {sums[0]} over {len(spans)} periods."
            yield issue("total-mismatch", one.where, words, text=one.text)


def _sum(some: Sequence[Observation]) -> Count:
    return sum((o.count for o in some), ZERO)


def _in_sentence(one: Said) -> list[Observation]:
    """The one figure of a sentence of the force that states a total, or of several the one that is of everything."""
    found = figures([one])[0] if one.speaker == "force" and telling.says_total(one.text) else []
    whole = [o for o in found if _of_everything(o)] if len(found) > 1 else found
    return whole if len(whole) == 1 else []


def _of_everything(one: Observation) -> bool:
    bare = one.sex == "all" and one.age.kind == "all" and not one.category
    return bare and not (one.offence_code or one.offence_group)


def _labelled(lines: Mapping[Where, str]) -> Iterator[Observation]:
    """Lines such as `Total recorded: 130`, which are no sentences."""
    for where, text in lines.items():
        label, _, value = text.rpartition(":" if ":" in text else "=")
        count = counts.parse(value, value.strip()) if headings.is_total(label) and telling.says_total(text) else None
        if count and count.kind != "blank":
            measure = headings.measure(label) or "unknown"
            yield Observation(where, count, text, measure=measure, layout="prose")


def _restricted(parts: Sequence[Observation]) -> bool:
    """Whether all parts are of one offence, sex or age, so that a total of all offences is none of theirs."""
    offences, sexes, ages = {o.offence for o in parts}, {o.sex for o in parts}, {o.age for o in parts}
    return any(len(members) == 1 and not members & {"", "all", ALL_AGES} for members in (offences, sexes, ages))


def _of_all(found: Observation, parts: Sequence[Observation]) -> Observation | None:
    """The figure as the total of some parts; None where it is of something else, or its period is open."""
    if not _of_everything(found):
        return None
    period = found.period if found.period != Period() else _only({o.period for o in parts})
    measures, flags = {o.measure for o in parts}, {o.flag for o in parts}
    if period is None or (period not in {o.period for o in parts}):
        return None
    measure = _only(measures) or found.measure
    if measure not in ("unknown", found.measure) and found.measure != "unknown":
        return None
    flag = found.flag if found.flag != "unknown" else _only(flags) or "unknown"
    return replace(found, period=period, measure=measure, flag=flag, offence="", role="total")


def _only(members: set[T]) -> T | None:
    return next(iter(members)) if len(members) == 1 else None


def over_years(observations: list[Observation]) -> list[Observation]:
    """The same, those on a sheet named `Total` beside sheets that are each named for a year as of all of these years."""
    names = dict.fromkeys(o.where.sheet for o in observations)
    years = sorted(p for name in names if (p := periods.parse(name)) and p.is_year)
    totals = {name for name in names if headings.is_total(name)}
    whole = periods.together(years)
    if len(years) < 2 or whole is None or not totals:
        return observations
    return [replace(o, period=whole) if o.where.sheet in totals and o.period == Period() else o for o in observations]
