"""The story in one function: the documents of one force become its figures and replies."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from cyberflag.decisions import Record, Request
from cyberflag.evidence import Figure, settle
from cyberflag.issues import Decide, Issue, Severity, Where, issue, undecided
from cyberflag.layouts.dims import ALL_AGES_SAID
from cyberflag.observations import Observation
from cyberflag.patterns import late
from cyberflag.replies import Reply, classify, overall
from cyberflag.replies.verdict import NO_FLAG
from cyberflag.returns.answers import acknowledged, decided, in_own_words, of_its_own
from cyberflag.returns.by_hand import forces_by_hand, hand_rows, replace_headlines
from cyberflag.returns.doubts import left_blank, like_all_offences, one_sex, unsaid, youngest
from cyberflag.returns.filling import belonging, filled
from cyberflag.returns.nouns import ForceReturn, Headline, LeftOut
from cyberflag.returns.survey import Stated, Survey, in_years_decided, survey
from cyberflag.returns.versions import superseded
from cyberflag.words import offences
from cyberflag.words.counts import ZERO
from cyberflag.words.forces import Force
from cyberflag.words.periods import Period

__all__ = ["ForceReturn", "Headline", "LeftOut", "Stated", "Survey", "forces_by_hand", "interpret", "survey"]

_BARE_NUMBER = late(r"[^.?!]{0,60}\b\d[\d,]*\W*")  # `2015/16: 187`, as a whole line


def interpret(
    force: Force | None, surveys: Sequence[Survey], record: Record, decide: Decide = undecided
) -> ForceReturn:
    """Everything one force sent, from its documents. `force` is None where nothing says whose they are."""
    request = record.request
    out = ForceReturn(force.name if force else "", force.code if force else "", tuple(s.file for s in surveys))
    surveys = [in_years_decided(s, decide) for s in surveys]
    out.issues = [i for s in surveys for i in [*s.issues, *s.years.values()]]
    out.references = [r for s in surveys for r in s.references]
    earlier, later = acknowledged(surveys)
    names = {force.name, *force.parts} if force else set()
    said = of_its_own([x for s in later for x in s.said], names)
    counted = any(o.count.kind not in ("blank", "unreadable") for s in surveys for o in s.observations)
    out.replies, problems = classify(said, counted)
    out.replies, problems = in_own_words(out.replies, problems, said)
    out.replies = decided(out.replies, problems, decide)
    out.issues += problems
    out.status, out.flag_use = (
        overall(out.replies) if out.replies else ("answered" if counted else "unclear", "not-stated")
    )
    out.replies = [*earlier, *out.replies]
    found = filled(surveys, _applicable(request, out.flag_use), out, names)
    observations = [*found, *(belonging(o, out) for o in hand_rows(out.force, record))]
    observations, problems = superseded(observations)
    out.issues += problems
    figures, out.observations, problems = settle(observations, request.age_under if request else None, decide)
    _add(out, problems)
    for figure in figures:
        _headline(out, figure, figures, record, force, decide)
    _left_out_by_reply(out)
    replace_headlines(out, record)
    _straddling(out)
    _before_their_time(out)
    _as_left_out(out)
    out.observations = [
        replace(o, victims_under=None) if o.victims_under == ALL_AGES_SAID else o for o in out.observations
    ]
    out.issues += [*youngest(out), *left_blank(out), *unsaid(figures), *one_sex(figures, out.observations)]
    out.issues += _nothing_found(out)
    out.as_at = max((o.as_at for o in out.observations if o.as_at), default=None)
    out.replies = [replace(r, force=out.force, force_code=out.force_code) for r in out.replies] or _bare_reply(out)
    out.issues = [replace(i, force=out.force) for i in dict.fromkeys(out.issues)]
    return out


def _add(out: ForceReturn, problems: Sequence[Issue]) -> None:
    """Issues of weighing; one that names two values stands for what a sentence said of them by itself."""
    missed = {(i.where.file, i.where.sheet) for i in out.issues if i.code == "total-mismatch"}
    problems = [
        i for i in problems if i.code != "total-mismatch" or (i.where.file, i.where.sheet) not in missed
    ]  # the table names it with both numbers
    told = {(i.code, i.where) for i in problems}
    out.issues = [i for i in out.issues if (i.code, i.where) not in told]
    out.issues += problems


def _applicable(request: Request | None, flag_use: str) -> Request | None:
    """The request as far as it may fill what a return leaves open: never the flag of a force that did not use it."""
    if request and flag_use in (*NO_FLAG, "keyword-search"):
        return replace(request, flag=None)
    return request


def _nothing_found(out: ForceReturn) -> list[Issue]:
    """The issue that a return could be opened and says nothing: without it nobody would hear of it.

    Nor does one that answers with a bare number, of which no count was made.
    """
    unread = next((r.where for r in out.replies if r.status == "answered" and _BARE_NUMBER.fullmatch(r.quote)), None)
    answered = out.status != "unclear" and not (out.status == "answered" and unread)
    said = out.observations or answered or out.flag_use != "not-stated"
    told = any(
        i.code in ("unreadable-file", "empty-table", "unread-table", "reply-unclear", "attachment-missing")
        for i in out.issues
    )
    return [] if said or told or not out.files else [issue("nothing-found", unread or Where(out.files[0]))]


def _bare_reply(out: ForceReturn) -> list[Reply]:
    where = next((o.where for o in out.observations), None)
    status = "answered" if out.headlines or out.left_out or where else "unclear"
    return [Reply(where, status, force=out.force, force_code=out.force_code)] if where else []


def _headline(
    out: ForceReturn,
    figure: Figure,
    figures: Sequence[Figure],
    record: Record,
    force: Force | None,
    decide: Decide,
) -> None:
    """The force's headline for one key; what cannot enter a total is listed as left out, with its number."""
    request = record.request
    used = [
        o
        for o in out.observations
        if o.used in ("headline", "both")
        and (o.period, o.measure, o.flag) == (figure.period, figure.measure, figure.flag)
    ]
    filled_by = sorted(
        {f for o in used for f in o.from_request} | ({"age"} if figure.age_filled and request else set())
    )
    left_out = _why_out(out, figure, figures, request, like_all_offences(force, figure, figures, used), decide)
    headline = Headline(
        out.force,
        figure.period,
        figure.measure,
        figure.flag,
        figure.count,
        figure.headline_from,
        figure.proof,
        figure.where,
        out.force_code,
        figure.images,
        figure.printed,
        _under(used, request.age_under if request else None),
        tuple(filled_by),
        max((o.as_at for o in used if o.as_at), default=None),
        left_out,
        figure.offence,
    )
    if left_out:
        for count, where in ((figure.count, figure.where), *(figure.beside if left_out == "may-be-parts" else ())):
            out.left_out.append(LeftOut(out.force, left_out, count, figure.period, figure.measure, figure.flag, where))
    if left_out not in ("may-be-parts", "other-period"):
        out.headlines.append(headline)


def _why_out(
    out: ForceReturn,
    figure: Figure,
    figures: Sequence[Figure],
    request: Request | None,
    doubt: Issue | None,
    decide: Decide,
) -> str:
    """Why a figure can enter no total, told as an issue where it is news; empty where it enters."""
    left_out = figure.left_out or _no_figure_of_the_flag(out.flag_use, figure.flag)
    if doubt:
        out.issues.append(doubt)
        left_out = left_out or ("" if decide(doubt) == "accept" else "all-offences")
    asked = request.period if request else None
    if not left_out and asked and figure.period != asked and asked.contains(figure.period) and figure.period.known:
        left_out = "part-year"
        same = [f.period for f in figures if (f.measure, f.flag) == (figure.measure, figure.flag)]
        parts = [p for p in same if p.known and p != asked and asked.contains(p)]
        if asked not in same and parts[0] == figure.period:  # said once for all of them
            what = "The figure covers" if len(parts) == 1 else f"{len(parts)} figures, the first of them for"
            each = "only" if len(parts) == 1 else "cover each"
            words = f"{what} {figure.period.label}, {each} part of the period asked for."
            out.issues.append(issue("part-period", figure.where, words, text=figure.period.label))
    elif not asked and _part_of_a_year(figure, figures):
        words = f"The figure covers {figure.period.label}, only part of the year; the other periods are whole years."
        out.issues.append(issue("part-period", figure.where, words, text=figure.period.label))
    if not (figure.period.start or figure.period.end):
        dated = any(f.period.known for f in figures)
        out.issues.append(issue("period-unknown", figure.where, severity=Severity.NOTE if dated else None))
        left_out = "other-period" if dated else left_out
    return left_out


def _part_of_a_year(figure: Figure, figures: Sequence[Figure]) -> bool:
    """Whether a figure of some months stands in a row of whole years, as `2019 (to July)`."""
    days = figure.period.days
    same = [f for f in figures if (f.measure, f.flag) == (figure.measure, figure.flag) and f.period != figure.period]
    if any(f.period.known and f.period.contains(figure.period) for f in same):
        return False
    beside = [f for f in figures if (f.measure, f.flag) == (figure.measure, figure.flag) and f.period.is_year]
    return days is not None and 31 < days < 365 and bool(beside)


def _no_figure_of_the_flag(flag_use: str, flag: str) -> str:
    """Why a figure whose flag is not stated is none of flagged offences: the force says how it came by it."""
    if flag != "unknown":
        return ""
    return {"keyword-search": "keyword-search", "not-used": "flag-not-used", "not-aware": "flag-not-used"}.get(
        flag_use, ""
    )


def _under(used: Sequence[Observation], asked: int | None) -> int | None:
    said = {o.victims_under for o in used}
    return asked if asked is not None else said.pop() if len(said) == 1 else None


def _left_out_by_reply(out: ForceReturn) -> None:
    """Figures that the words of a force make none of the flag: of one that does not use it, or of a search for words."""
    keys: dict[tuple[str, tuple[Period, str, str]], list[Observation]] = {}
    for o in out.observations:
        if o.not_used_because in ("flag-not-used", "keyword-search"):
            keys.setdefault((o.not_used_because, (o.period, o.measure, o.flag)), []).append(o)
    for (why, key), some in keys.items():
        total = next((o for o in some if o.role == "total"), None)
        count = total.count if total else sum((o.count for o in some if o.role == "part"), ZERO)
        out.left_out.append(LeftOut(out.force, why, count, *key, (total or some[0]).where))


def _before_their_time(out: ForceReturn) -> None:
    """Name the offences that did not exist yet in the period they are counted in."""
    for o in out.observations:
        began = offences.before_its_time(o.offence_code, o.period.start, o.period.end) if o.offence_code else None
        if began and (o.count.high is None or o.count.high > 0) and o.role == "part":
            words = f"{o.offence_code} began on {began:%-d %B %Y}, and the count is for {o.period.label}."
            out.issues.append(issue("offence-before-its-time", o.where, words, text=o.text))


def _as_left_out(out: ForceReturn) -> None:
    """Observations of a figure that is left out are used for nothing, and say why."""
    why = {(x.period, x.measure, x.flag): x.why for x in out.left_out}
    if not why:
        return
    for i, o in enumerate(out.observations):
        reason = why.get((o.period, o.measure, o.flag))
        if reason and o.used:
            out.observations[i] = replace(o, used="", not_used_because=reason)


def _straddling(out: ForceReturn) -> None:
    """Name the bands that hold both children and adults, once a table."""
    seen: set[tuple[str, str]] = set()
    problems: list[Issue] = []
    for o in out.observations:
        low, high = o.age.low or 0, 999 if o.age.high is None else o.age.high
        if o.age.kind == "band" and low < 18 <= high and (o.table, o.age.label) not in seen and o.role == "part":
            seen.add((o.table, o.age.label))
            words = f"The band {o.age.label} straddles 18: it holds children and adults."
            problems.append(
                issue("band-straddles-threshold", o.where, words, severity=Severity.WARNING, text=o.age.label)
            )
    out.issues += problems
