"""What a table leaves open is filled from the words around it: its document, its letter, at last the request."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from cyberflag.decisions import Request
from cyberflag.observations import Observation
from cyberflag.returns.survey import Stated, Survey
from cyberflag.words import flags, offences, periods
from cyberflag.words.periods import Period

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


def filled(surveys: Sequence[Survey], request: Request | None) -> list[Observation]:
    """Every observation of a return, with period, measure, flag and age scope as the return, else the request, says."""
    cyber_said = any(o.flag == "cyber" for s in surveys for o in s.observations)
    other_subject = _names_other_subject(surveys)
    out = []
    for index, s in enumerate(surveys):
        sources = _sources(surveys, index)
        prefix = f"{index + 1}." if len(surveys) > 1 else ""
        for o in s.observations:
            one = _stated_fill(replace(o, table=prefix + o.table), s, sources)
            out.append(_request_fill(one, request, cyber_said, other_subject) if request else one)
    return out


def _sources(surveys: Sequence[Survey], index: int) -> list[Stated]:
    """Where to look, nearest first: the document's own lines and sentences, the other documents', the echoed request."""
    own = surveys[index]
    others = [s for i, s in enumerate(surveys) if i != index]
    return [
        own.stated,
        own.spoken,
        *(x for s in others for x in (s.stated, s.spoken)),
        own.echoed,
        *(s.echoed for s in others),
    ]


def _first(sources: Sequence[Stated], get: Callable[[Stated], object]) -> object:
    return next((x for s in sources if (x := get(s))), None)


def _stated_fill(o: Observation, s: Survey, sources: Sequence[Stated]) -> Observation:
    if o.layout == "listing" and o.period.known and not o.period.is_year:
        o = replace(o, period=_year_of(o.period, sources))
    if not (o.period.start or o.period.end):
        period = _first(sources[:2], lambda x: x.period if x.period.known else None) or _in_name(s.file)
        period = period or _first(sources[2:], lambda x: x.period if x.period.known else None)
        o = replace(o, period=period) if isinstance(period, Period) else o
    if o.measure == "unknown":
        measure = _first(sources[:1], lambda x: x.measure) or ("offences" if o.offence_group else None)
        measure = measure or _first(sources[1:-1] or sources, lambda x: x.measure)
        o = replace(o, measure=str(measure)) if measure else o
    if o.flag == "unknown" and not o.category.startswith("flag: "):
        flag = _first([x for x in sources if x is not s.echoed][: max(1, len(sources) // 2 + 1)], lambda x: x.flag)
        o = replace(o, flag=str(flag)) if flag and o.layout != "prose" else o
    if o.victims_under is None:
        under = _first(sources, lambda x: x.under)
        o = replace(o, victims_under=under) if isinstance(under, int) else o
    as_at = _first(sources, lambda x: x.as_at)
    return replace(o, as_at=as_at) if as_at is not None else o  # type: ignore[arg-type]


def _year_of(month: Period, sources: Sequence[Stated]) -> Period:
    """The period that the date of a record counts in: the one stated that holds it, else its financial year."""
    around = next((s.period for s in sources if s.period.known and s.period.contains(month)), None)
    start = month.start
    if around or start is None:
        return around or month
    return periods.financial_year(start.year if start.month > 3 else start.year - 1)


def _in_name(file: str) -> Period | None:
    name = file.replace("\\", "/").rsplit("/", 1)[-1]
    found = {f.period for f in periods.find(name.rsplit(".", 1)[0]) if f.period.is_year}
    return found.pop() if len(found) == 1 else None


def _request_fill(o: Observation, request: Request, cyber_said: bool, other_subject: bool) -> Observation:
    filled_by: list[str] = []
    if not (o.period.start or o.period.end) and request.period:
        o, filled_by = replace(o, period=request.period), [*filled_by, "period"]
    if o.measure == "unknown" and request.measure:
        o, filled_by = replace(o, measure=request.measure), [*filled_by, "measure"]
    if o.flag == "unknown" and request.flag and _may_be_flagged(o, cyber_said, other_subject):
        o, filled_by = replace(o, flag=request.flag), ["flag", *filled_by]
    return replace(o, from_request=tuple(filled_by)) if filled_by else o


def _may_be_flagged(o: Observation, cyber_said: bool, other_subject: bool) -> bool:
    """A request never makes a table cyber that names another subject or flag, or stands beside figures said to be."""
    if o.category.startswith("flag: ") or other_subject or cyber_said:
        return False
    if o.offence and not o.offence_group and not o.offence_code and not offences.looks_like(o.offence):
        return False
    return not (o.offence_code and o.offence_group not in SEXUAL_GROUPS)


def _names_other_subject(surveys: Sequence[Survey]) -> bool:
    """Whether titles name a flag of another kind, and none names the online flag."""
    texts = [t for s in surveys for _, t in s.texts]
    return any(flags.other_flag(t) for t in texts) and not any(flags.names_flag(t) for t in texts)
