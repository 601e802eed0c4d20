"""What must stand beside every number: how many bodies, how much is assumed, who is left out, what it is not."""

from __future__ import annotations

from cyberflag import __version__
from cyberflag.collection import Collection
from cyberflag.readers.discover import KEPT
from cyberflag.returns import Headline
from cyberflag.summaries import Entry
from cyberflag.summaries.figures import (
    Combination,
    body_count,
    bounds,
    children_share,
    counted_in,
    expected_bodies,
    scaled,
    summed,
)
from cyberflag.summaries.wording import REASONS, bodies, day, few, figures, scope
from cyberflag.words.counts import Count

FLOOR = "Bodies that refused, did not answer, or do not use or did not know the flag are missing, not zero: the sum is a floor of flagging, not a measure of abuse."
FLOOR_OF_ALL = "Bodies that refused, did not answer, or gave no such figure are missing, not zero: the sum is of what was recorded, not a measure of abuse."
NO_RANKING = "Forces use the flag differently, so a rank is not a ranking of risk."


def total(collection: Collection, which: Combination) -> Entry:
    """One object of `totals` in the report."""
    headlines = counted_in(collection, which)
    count = summed(h.count for h in headlines)
    on_request = [h for h in headlines if "flag" in h.from_request]
    asked_for = summed(h.count for h in on_request)
    forces = [h.force for h in headlines]
    return {
        **which.entry,
        **bounds(count),
        "forces": body_count(forces),
        "of": len(expected_bodies(collection)),
        "days": which.period.days,
        **scaled(count, which.period.days, "per_day"),
        "children_share": children_share(collection, forces),
        "on_request": {
            "forces": body_count(h.force for h in on_request),
            "count_min": asked_for.low,
            "count_max": asked_for.high,
        },
        "images_unknown": body_count(h.force for h in headlines if h.images == "unknown"),
        "as_at": _as_at(headlines),
    }


def _as_at(headlines: list[Headline]) -> list[str] | None:
    days = sorted(h.as_at.isoformat() for h in headlines if h.as_at)
    return [days[0], days[-1]] if days else None


def found(collection: Collection, which: Combination, values: Entry, whole: bool = True) -> list[str]:
    """What a total is made of, a sentence each; `whole` with its rate per day."""
    said = [f"Counted: {figures(which.measure, which.flag)}; {scope(collection, which)}."]
    if whole and values["per_day_min"] is not None and values["forces"]:
        said.append(_per_day(values))
    if values["children_share"] is not None:
        said.append(
            f"The areas of these bodies hold {values['children_share']:.0%} of the children in the areas of all bodies asked."
        )
    said += _made_of(counted_in(collection, which), values)
    if values["as_at"]:
        first, last = (day(iso) for iso in values["as_at"])
        said.append(f"Figures as at {first}{'' if first == last else f' to {last}'}: later flags will raise them.")
    return said


def _per_day(values: Entry) -> str:
    where = f"in the {bodies(values['forces'])} that gave figures"
    low, high = values["per_day_min"], values["per_day_max"]
    if values["per_day"] is None:
        return f"Per day: {f'{low:.2f} to {high:.2f}' if high is not None else f'at least {low:.2f}'} {where}."
    if low < 1:
        return f"Per day: {low:.2f} {where}."
    lone = f"One every {24 * 60 / low:,.0f} minutes, {low * 7:,.1f} a week."
    return f"Per day: {low:.2f} {where} ({int(low)} rounded down, {_nearest(low)} rounded to the nearest). {lone}"


def _nearest(number: float) -> int:
    """The nearest whole number, a half upwards, as people round."""
    return int(number + 0.5)


def _made_of(headlines: list[Headline], values: Entry) -> list[str]:
    """How much is filled by the request, read by hand, bounded, or may hold images."""
    said = []
    on_request = values["on_request"]
    if on_request["forces"]:
        count = Count(on_request["count_min"], on_request["count_max"])
        said.append(
            f"Flagged only because that was the question: {count}, from {bodies(on_request['forces'])}; the rest is stated as flagged."
        )
    for some, words in (
        ([h for h in headlines if h.headline_from == "by hand"], "Read by a person and entered by hand"),
        ([h for h in headlines if h.count.low != h.count.high], "Known only within bounds"),
        ([h for h in headlines if h.printed is not None], "With image offences taken out of the printed total"),
    ):
        if some:
            said.append(f"{words}: {summed(h.count for h in some)}, from {bodies(body_count(h.force for h in some))}.")
    if values["images_unknown"]:
        said.append(
            f"{bodies(values['images_unknown'])} may include image offences (class 86); the returns do not say."
        )
    return said


def left_out_words(collection: Collection, which: Combination) -> list[str]:
    """The forces whose figure of this combination is left out, each with its number and why, in one line."""
    named = [
        f"{item.force or one.force or 'force not known'} {item.count} ({REASONS.get(item.why, item.why)})"
        for one in collection.returns
        for item in one.left_out
        if (item.period, item.measure, item.flag) == (which.period, which.measure, which.flag)
    ]
    few = "; ".join(named[:8]) + (f"; and {len(named) - 8} more" if len(named) > 8 else "")
    return [f"Left out: {few}."] if named else []


def beside(collection: Collection, which: Combination | None, whole: bool = False) -> list[str]:
    """All that must stand under a table of one combination, ending in the last line."""
    if which is None:
        return [last_line(collection)]
    return [
        *found(collection, which, total(collection, which), whole),
        *left_out_words(collection, which),
        floor(which),
        NO_RANKING,
        last_line(collection),
    ]


def floor(which: Combination) -> str:
    """What a sum lacks and is not: only a sum of flagged offences is a floor of flagging."""
    return FLOOR if which.flag in ("cyber", "unknown") else FLOOR_OF_ALL


def caveats(which: Combination | None) -> list[str]:
    """What must be read with a whole report, whatever its figures."""
    said = [
        NO_RANKING,
        "A figure that includes adults or other crime, or covers part of a year or a search for words, is left out and listed.",
        "`adds up` says that printed totals agree with their parts; it does not say that the figure is what was asked.",
    ]
    if which and which.period.end and (which.period.end.year, which.period.end.month) >= (2024, 4):
        said.append(
            "From April 2024 the flag is set with a national data-quality service: figures before and after are not comparable."
        )
    return said


def assumed(collection: Collection, which: Combination | None) -> Entry:
    """`assumed` of the report: what the files of the analyst and the selection fill in."""
    record = collection.record
    request = record.request
    asked = None
    if request is not None:
        period = request.period.label if request.period else None
        asked = {"flag": request.flag, "period": period, "measure": request.measure, "age_under": request.age_under}
    return {
        "request": asked,
        "period": (which.period.label or None) if which else None,
        "roster": record.roster_source,
        "by_hand": len(record.by_hand),
        "decisions": len(record.decisions),
    }


def made_by(collection: Collection) -> Entry:
    """Version and fingerprints: the same three mean the same bytes."""
    return {"version": __version__, "inputs": collection.fingerprint, "files": collection.record.fingerprint}


def last_line(collection: Collection) -> str:
    """The same in a line."""
    made = made_by(collection)
    return f"cyberflag {made['version']}, inputs {made['inputs'][:12] or 'none'}, files of the analyst {made['files'][:12] or 'none'}"


def request_words(collection: Collection) -> list[str]:
    """What was assumed: the request, the roster, figures by hand and decisions, with the files they came from."""
    record = collection.record
    said = [
        _asked(collection),
        f"Roster: {len(expected_bodies(collection))} bodies ({'built in' if record.roster_source == 'built-in' else record.roster_source}).",
    ]
    if record.by_hand:
        said.append(f"Figures by hand: {len(record.by_hand)}.")
    if record.used:
        said.append(f"Files of the analyst in use: {', '.join(record.used)}.")
    if unused := [name for name, why in collection.skipped if why == KEPT and name not in record.used]:
        said.append(f"Not in use: {few(unused, 4)}. Name the folder it lies in, or give it with its option.")
    return said


def _asked(collection: Collection) -> str:
    request = collection.record.request
    if request is None:
        return "No request was given: only what the returns say themselves is taken as flagged."
    period = request.period.label if request.period else None
    under = f"victims under {request.age_under}" if request.age_under else None
    parts = [part for part in (request.flag and f"flag {request.flag}", request.measure, under, period) if part]
    return f"Request: {', '.join(parts) or 'says nothing'}. Where a return is silent on one of these, the request fills it."
