"""The sentences of a report that only a report has: the youngest, the commonest age, what was assumed."""

from __future__ import annotations

from cyberflag.collection import Collection
from cyberflag.summaries import Entry
from cyberflag.summaries.figures import expected_bodies
from cyberflag.summaries.wording import against, place
from cyberflag.summaries.youngest import age_in_words
from cyberflag.words.counts import Count


def youngest_words(entry: Entry) -> list[str]:
    """The youngest victim in a sentence or two, with the place and its caution."""
    age = age_in_words(entry)
    base = f"{entry['forces']} of {entry['of']} bodies gave ages"
    if not age:
        return [f"No age is stated ({base})."]
    where = place(entry["file"], entry["sheet"], entry["cell"])
    also = f" and {', '.join(entry['also'])}" if entry["also"] else ""
    said = [
        f"Aged {age}{'' if entry['exact'] else ' (known only within these bounds)'}: {entry['force']}{also}, {where}; {base}."
    ]
    if entry["exact"] and entry["count"] == 1:
        said.append("One record in one return; check with the force.")
    if entry["next"]:
        following = entry["next"]
        number = "" if following["count"] is None else f", count {following['count']:,}"
        said.append(f"The next age stated is {following['age']}{number}.")
    return said


def ages_words(entry: Entry) -> list[str]:
    """The commonest age with its base, and the counts under each threshold."""
    measure = "counts" if entry["measure"] == "unknown" else entry["measure"]
    known, unknown = _bounds(entry, "known"), _bounds(entry, "unknown")
    said = []
    if entry["modal_age"] is not None:
        sure = "" if entry["modal_certain"] else ", though a band could hold more of another age"
        share = (
            f", {entry['modal_count'] / entry['known']:.0%}"
            if entry["modal_count"] is not None and entry["known"]
            else ""
        )
        said.append(
            f"The commonest age is {entry['modal_age']}: {_bounds(entry, 'modal_count')} {against(measure, entry['modal_age'])}{share} of {known} with age known{sure}."
        )
    said.append(f"Age unknown or not given: {unknown}. {entry['forces']} of {entry['of']} bodies gave ages.")
    if entry["not_giving"]:
        said.append(f"Figures without ages: {', '.join(entry['not_giving'])}.")
    return said


def _bounds(entry: Entry, stem: str) -> Count:
    return Count(entry[f"{stem}_min"], entry[f"{stem}_max"])


def request_words(collection: Collection) -> list[str]:
    """What was assumed: the request, the roster, figures by hand and decisions, with the files they came from."""
    record = collection.record
    said = [
        _asked(collection),
        f"Roster: {len(expected_bodies(collection))} bodies ({'built in' if record.roster_source == 'built-in' else record.roster_source}).",
    ]
    if record.by_hand:
        said.append(f"Figures by hand: {len(record.by_hand)}.")
    if record.decisions:
        said.append(f"Decisions: {len(record.decisions)}.")
    if record.used:
        said.append(f"Files of the analyst in use: {', '.join(record.used)}.")
    return said


def _asked(collection: Collection) -> str:
    request = collection.record.request
    if request is None:
        return "No request was given: only what the returns say themselves is taken as flagged."
    period = request.period.label if request.period else None
    under = f"victims under {request.age_under}" if request.age_under else None
    parts = [part for part in (request.flag and f"flag {request.flag}", request.measure, under, period) if part]
    return f"Request: {', '.join(parts) or 'says nothing'}. Where a return is silent on one of these, the request fills it."
