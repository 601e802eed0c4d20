"""What a table leaves open is filled from the words around it: its document, its letter, at last the request."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from cyberflag.decisions import Request
from cyberflag.issues import Issue, Where, issue
from cyberflag.layouts.dims import PART_OF_A_YEAR, SEVERAL_FORCES
from cyberflag.observations import Observation
from cyberflag.replies.verdict import NO_FLAG
from cyberflag.returns.nouns import ForceReturn
from cyberflag.returns.survey import Stated, Survey
from cyberflag.words import classes, flags, offences, periods
from cyberflag.words.periods import Period

T = TypeVar("T")
SEXUAL_GROUPS = frozenset(
    {
        "rape",
        "sexual assault",
        "sexual activity",
        "grooming",
        "communication",
        "exploitation",
        "familial",
        "position of trust",
        "images",
        "other",
    }
)


class Around(Struct, frozen=True):
    """What the words around the tables of one document say for each thing that a table may leave open."""

    periods: tuple[Period, ...]  # every period stated, nearest first
    period: Period | None
    near_measure: str
    measure: str
    flag: str
    under: int | None
    as_at: date | None


def filled(
    surveys: Sequence[Survey], request: Request | None, out: ForceReturn, names: Collection[str]
) -> Iterator[Observation]:
    """Every observation of a return, with period, measure, flag and age scope as the return, else the request, says.

    Of a table that lists several forces only the rows under these names; all as the force's, with the reason why one
    can be in no figure, where there is one already. Rows of others raise an issue.
    """
    names = names or _only_name(surveys)
    out.issues += others(surveys, names)
    searched = searched_at(out)
    cyber_said = any(o.flag == "cyber" for s in surveys for o in s.observations)
    request = replace(request, flag=None) if request and (cyber_said or _names_other_subject(surveys)) else request
    said = _Elsewhere((i, x) for i, s in enumerate(surveys) for x in (s.stated, s.spoken))
    echoed = _Elsewhere((i, s.echoed) for i, s in enumerate(surveys))
    for index, s in enumerate(surveys):
        around = _around(s, index, said, echoed)
        prefix = f"{index + 1}." if len(surveys) > 1 else ""
        told: dict[str, set[str]] = {}  # tables that say themselves what is flagged
        for o in s.observations:
            told.setdefault(o.table, set()).add(o.flag)
        of_offences = {o.table for o in s.observations if o.offence_group}  # then its other lines count offences too
        other_sheets = _of_other_subjects(s) if request and request.flag else set[str]()
        near = {table: _told(around, said - {"unknown"}, table in of_offences) for table, said in told.items()}
        for o in s.observations:
            if not o.force or o.force in names:
                asked = replace(request, flag=None) if request and o.where.sheet in other_sheets else request
                yield _filled(o, prefix + o.table, near[o.table], asked, out, searched)


def _only_name(surveys: Sequence[Survey]) -> set[str]:
    """The one body that tables of a return of nobody known list, though no roster has it."""
    found = {o.force for s in surveys for o in s.observations if o.force and o.force != SEVERAL_FORCES}
    return found if len(found) == 1 else set()


def others(surveys: Sequence[Survey], names: Collection[str]) -> list[Issue]:
    """An issue for each table with rows of bodies that are not under these names: they are in no figure of the return."""
    found: dict[tuple[str, str], list[Observation]] = {}
    for s in surveys:
        for o in s.observations:
            if o.force and o.force not in names and o.force != SEVERAL_FORCES and o.count.kind != "blank":
                found.setdefault((s.file, o.table), []).append(o)
    return [
        issue(
            "other-force",
            rows[0].where,
            f"{len(rows)} {'count stands' if len(rows) == 1 else 'counts stand'} under {_listed({o.force for o in rows})}.",
            text=rows[0].force,
        )
        for rows in found.values()
    ]


def _listed(names: Collection[str]) -> str:
    """`A, B and 3 more`."""
    first = sorted(names)[:3]
    more = len(names) - len(first)
    return ", ".join(first) + (f" and {more} more" if more else "")


def _told(around: Around, said: set[str], of_offences: bool) -> Around:
    """What stands around a table that may say itself what is flagged, and that it is one of offences."""
    if of_offences and not around.near_measure:
        around = replace(around, near_measure="offences")
    return replace(around, flag=around.flag if said == {"cyber"} else "") if said else around


class _Elsewhere:
    """What the documents of a return say, ready to be asked what all but one of them say first."""

    def __init__(self, said: Iterable[tuple[int, Stated]]) -> None:
        """What is said, with the number of the document that says it, in order."""
        self.periods: dict[Period, None] = {}
        self._first: dict[str, list[tuple[int, Any]]] = {}  # of two documents, for the one that asks may be the first
        for index, one in said:
            if one.period.known:
                self.periods[one.period] = None
            for name in ("period", "measure", "flag", "under", "as_at"):
                value = getattr(one, name)
                have = self._first.setdefault(name, [])
                if value and (name != "period" or value.known) and len(have) < 2 and all(index != i for i, _ in have):
                    have.append((index, value))

    def first(self, name: str, index: int) -> Any:
        """What the first of the documents but one says; None where none says it."""
        return next((value for i, value in self._first.get(name, ()) if i != index), None)


def _around(own: Survey, index: int, said: _Elsewhere, echoed: _Elsewhere) -> Around:
    """Nearest first: the document's own lines and sentences, the other documents', at last the echoed request."""
    mine = (own.stated, own.spoken)

    def of(name: str, asked: bool = True) -> Any:
        found = _first(getattr(x, name) for x in mine) or said.first(name, index)
        return found or (getattr(own.echoed, name) or echoed.first(name, index) if asked else None)

    near = [x.period for x in mine if x.period.known]
    own_echo = [own.echoed.period] if own.echoed.period.known else []
    far = said.first("period", index) or _first(own_echo) or echoed.first("period", index)
    return Around(
        periods=tuple(dict.fromkeys([*near, *said.periods, *own_echo, *echoed.periods])),
        period=_first(near) or _in_name(own.file) or far,
        near_measure=own.stated.measure or own.spoken.measure,
        measure=of("measure") or "",
        flag=of("flag", asked=False) or "",
        under=of("under"),
        as_at=of("as_at"),
    )


def _first(found: Iterable[T | None]) -> T | None:
    return next((x for x in found if x), None)


def _filled(
    o: Observation,
    table: str,
    around: Around,
    request: Request | None,
    out: ForceReturn,
    searched: Collection[Where],
) -> Observation:
    """One observation with what it leaves open filled in, in a single step: there are many of them."""
    period, measure, flag = _period(o, around), o.measure, o.flag
    category = o.category
    if measure == "unknown":
        measure = around.near_measure or around.measure or "unknown"
    if (
        flag == "unknown"
        and around.flag
        and (o.layout != "prose" or o.role == "total")
        and not o.category.startswith("flag: ")
    ):
        flag = around.flag
    by_request: tuple[str, ...] = ()
    if request:
        if flag == "unknown" and request.flag and _may_be_flagged(o):
            flag, by_request = request.flag, ("flag",)
        if not (period.start or period.end) and request.period:
            period, by_request = request.period, (*by_request, "period")
        if measure == "unknown" and request.measure:
            measure, by_request = request.measure, (*by_request, "measure")
    if category.startswith(PART_OF_A_YEAR) and (part := periods.within(category.removeprefix(PART_OF_A_YEAR), period)):
        period, category = part, ""
    why, flag = _excluded(o, flag, out.flag_use, searched)
    return replace(
        o,
        force=out.force,
        force_code=out.force_code,
        not_used_because=why or o.not_used_because,
        table=table,
        period=period,
        category=category,
        measure=measure,
        flag=flag,
        victims_under=o.victims_under if o.victims_under is not None else around.under,
        as_at=around.as_at,
        from_request=by_request,
    )


def searched_at(out: ForceReturn) -> frozenset[Where]:
    """Where a return answers one question by a search for words; the others may be answered by the flag."""
    return frozenset(r.where for r in out.replies if r.where and r.scoped and r.flag_use == "keyword-search")


def belonging(o: Observation, out: ForceReturn) -> Observation:
    """An observation that leaves nothing open, as the force's, with the reason why it can be in no figure."""
    why, flag = _excluded(o, o.flag, out.flag_use, searched_at(out))
    return replace(o, force=out.force, force_code=out.force_code, flag=flag, not_used_because=why)


def _excluded(o: Observation, flag: str, flag_use: str, searched: Collection[Where]) -> tuple[str, str]:
    """Why an observation of a flag can be in no figure, empty where it can, and the flag that it then has."""
    if "hidden" in o.marks:
        return "hidden", flag
    if flag_use in NO_FLAG and o.layout != "by-hand" and (flag == "cyber" or o.count.high == 0):
        return "flag-not-used", flag
    if flag_use == "keyword-search" and flag == "cyber" and o.layout != "by-hand":
        return "", "unknown"
    if searched and o.where in searched:
        return "keyword-search", flag
    return "not-flagged" if flag == "not-cyber" else "", flag


def _period(o: Observation, around: Around) -> Period:
    period = o.period
    if o.layout == "listing" and period.known and not period.is_year:
        period = _year_of(period, around)
    return period if period.start or period.end else around.period or period


def _year_of(month: Period, around: Around) -> Period:
    """The period that the date of a record counts in: the one stated that holds it, else its financial year."""
    holding = next((p for p in around.periods if p.contains(month)), None)
    if holding and (year := periods.year_within(holding, month)):
        return year
    if holding or month.start is None:
        return holding or month
    return periods.financial_year(month.start.year if month.start.month > 3 else month.start.year - 1)


def _in_name(file: str) -> Period | None:
    name = file.replace("\\", "/").rsplit("/", 1)[-1]
    found = {f.period for f in periods.find(name.rsplit(".", 1)[0]) if f.period.is_year}
    return found.pop() if len(found) == 1 else None


def _may_be_flagged(o: Observation) -> bool:
    """A request never makes a count cyber that names another flag, or a subject other than sexual offences."""
    if o.category.startswith("flag: "):
        return False
    if o.offence_code:
        return o.offence_group in SEXUAL_GROUPS or (not o.offence_group and offences.class_is_sexual(o.offence_code))
    return not o.offence or bool(o.offence_group) or offences.reads_sexual(o.offence)


def _of_other_subjects(s: Survey) -> set[str]:
    """The sheets whose titles name crime that is not sexual, and neither a sexual offence nor the online flag."""
    first: dict[str, int] = {}  # the row of the first count of a sheet; what stands below it is a note
    for o in s.observations:
        first[o.where.sheet] = min(first.get(o.where.sheet, sys.maxsize), _row(o.where))
    titles: dict[str, list[str]] = {}
    for where, text in s.texts:
        if where.sheet in first and _row(where) < first[where.sheet]:
            titles.setdefault(where.sheet, []).append(text)
    return {
        sheet
        for sheet, some in titles.items()
        if any(classes.names_other_crime(t) for t in some)
        and not any(offences.reads_sexual(t) or flags.names_flag(t) for t in some)
    }


def _row(where: Where) -> int:
    """The row of a place, 0 where it has none."""
    number = where.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return int(number) if number.isdecimal() else 0


def _names_other_subject(surveys: Sequence[Survey]) -> bool:
    """Whether titles name a flag of another kind, and none names the online flag."""
    texts = [t for s in surveys for _, t in s.texts]
    return any(flags.other_flag(t) for t in texts) and not any(flags.names_flag(t) for t in texts)
