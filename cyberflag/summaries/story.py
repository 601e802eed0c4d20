"""The sentences of a report: what was assumed, what was found, what must be said beside every number."""

from __future__ import annotations

from collections.abc import Iterable

from cyberflag.collection import Collection
from cyberflag.returns import Headline
from cyberflag.summaries import Entry
from cyberflag.summaries.figures import Combination, body_count, counted_in, expected_bodies, summed
from cyberflag.summaries.youngest import age_in_words
from cyberflag.tidy import period_text
from cyberflag.words.counts import Count

FLAG_WORDS = {"cyber": "cyber-flagged ", "not-cyber": "unflagged ", "all": "", "unknown": ""}
FLAG_NOTES = {"all": ", flagged or not", "unknown": ", flag not stated"}


def figures(measure: str, flag: str) -> str:
    """`cyber-flagged offences`, `offences, flagged or not`, `figures of an unstated measure`."""
    noun = "figures of an unstated measure" if measure == "unknown" else measure
    return f"{FLAG_WORDS.get(flag, '')}{noun}{FLAG_NOTES.get(flag, '')}"


def scope(collection: Collection, which: Combination) -> str:
    """`victims under 18, images out`: under what age, and whether class 86 is in."""
    headlines = counted_in(collection, which)
    request = collection.record.request
    limits = {h.victims_under for h in headlines if h.victims_under}
    if request and request.age_under:
        age = f"victims under {request.age_under}"
    elif len(limits) == 1 and all(h.victims_under for h in headlines):
        age = f"victims under {limits.pop()}"
    else:
        age = "victims of all ages that the forces gave"
    images = {h.images for h in headlines}
    if images == {"out"}:
        return f"{age}, image offences out"
    return f"{age}, image offences in" if images == {"in"} else f"{age}, image offences as the forces gave them"


def coverage_words(collection: Collection, forces: Iterable[str]) -> str:
    """`38 of 44 bodies`; over the built-in roster with the name of what that is."""
    of = f"{body_count(forces)} of {len(expected_bodies(collection))} bodies"
    if collection.record.roster_source == "built-in" and len(collection.record.roster) > 40:
        return f"{of} (the 43 territorial forces of England and Wales, and British Transport Police)"
    return of


def period_words(which: Combination) -> str:
    """`2015/16 (366 days)`."""
    text = period_text(which.period)
    if not text:
        return "no stated period"
    return text if which.days is None else f"{text} ({which.days} days)"


def headline_title(collection: Collection, which: Combination, total: Entry) -> str:
    """`3,186 cyber-flagged offences in 2015/16: 38 of 44 bodies`."""
    count = Count(total["count_min"], total["count_max"])
    forces = [h.force for h in counted_in(collection, which)]
    return f"{str(count).capitalize()} {figures(which.measure, which.flag)} in {period_words(which)}: {coverage_words(collection, forces)}"


def found(collection: Collection, which: Combination, total: Entry) -> list[str]:
    """What the total is and is not, a sentence each."""
    headlines = counted_in(collection, which)
    said = [f"Counted: {figures(which.measure, which.flag)}; {scope(collection, which)}."]
    if total["per_day_min"] is not None:
        said.append(_per_day(total))
    if total["children_share"] is not None:
        said.append(
            f"The areas of these bodies hold {total['children_share']:.0%} of the children in the areas of all bodies asked."
        )
    said += _made_of(headlines, total)
    if total["as_at"]:
        first, last = total["as_at"]
        when = first if first == last else f"between {first} and {last}"
        said.append(f"Figures as at {when}: flags set later will raise them.")
    return said


def _per_day(total: Entry) -> str:
    bodies = f"in the {total['forces']} {'body' if total['forces'] == 1 else 'bodies'} that gave figures"
    low, high = total["per_day_min"], total["per_day_max"]
    if total["per_day"] is None:
        return f"Per day: {f'{low:.2f} to {high:.2f}' if high is not None else f'at least {low:.2f}'} {bodies}."
    return f"Per day: {low:.2f} {bodies}, that is {int(low)} and a part of another, or {round(low)} when rounded."


def _made_of(headlines: list[Headline], total: Entry) -> list[str]:
    """How much is filled by the request, read by hand, bounded, or may hold images."""
    said = []
    on_request = total["on_request"]
    if on_request["forces"]:
        count = Count(on_request["count_min"], on_request["count_max"])
        said.append(
            f"Flagged only because that was the question: {count}, from {_bodies(on_request['forces'])}; the rest is stated as flagged."
        )
    for names, words in (
        ([h for h in headlines if h.headline_from == "by hand"], "Read by a person and entered by hand"),
        ([h for h in headlines if h.count.low != h.count.high], "Known only within bounds"),
        ([h for h in headlines if h.printed is not None], "Image offences subtracted from the printed total"),
    ):
        if names:
            said.append(
                f"{words}: {summed(h.count for h in names)}, from {_bodies(body_count([h.force for h in names]))}."
            )
    if total["images_unknown"]:
        said.append(
            f"{_bodies(total['images_unknown']).capitalize()} may include image offences (class 86): the returns do not say."
        )
    return said


def _bodies(number: int) -> str:
    return f"{number} {'body' if number == 1 else 'bodies'}"


def youngest_words(entry: Entry) -> list[str]:
    """The youngest victim in a sentence or two, with the place and its caution."""
    age = age_in_words(entry)
    base = f"{entry['forces']} of {entry['of']} bodies gave ages"
    if not age:
        return [f"No age is stated ({base})."]
    place = " ".join(
        part for part in (entry["file"], "!".join(p for p in (entry["sheet"], entry["cell"]) if p)) if part
    )
    also = f" and {', '.join(entry['also'])}" if entry["also"] else ""
    said = [
        f"Aged {age}{'' if entry['exact'] else ' (known only within these bounds)'}: {entry['force']}{also}, {place}; {base}."
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


def against(measure: str, age: int) -> str:
    """`offences against a 13-year-old`, `victims aged 13`."""
    article = "an" if str(age).startswith("8") or age in (11, 18) else "a"
    return (
        f"{measure} aged {age}" if measure in ("victims", "counts") else f"{measure} against {article} {age}-year-old"
    )


def _bounds(entry: Entry, stem: str) -> Count:
    return Count(entry[f"{stem}_min"], entry[f"{stem}_max"])


def caveats(which: Combination | None) -> list[str]:
    """What must stand beside the figures whatever they are."""
    said = [
        "Bodies that refused, did not answer, or do not use or did not know the flag are missing, not zero: a sum is a floor of flagging, not a measure of abuse.",
        "Forces use the flag differently, so a rank is not a ranking of risk.",
        "A figure that includes adults or other crime, or covers part of a year or a search for words, is left out and listed.",
        "`adds up` says that printed totals agree with their parts; it does not say that the figure is what was asked.",
    ]
    if which and which.period.end and (which.period.end.year, which.period.end.month) >= (2024, 4):
        said.append(
            "From April 2024 the flag is set with a national data-quality service: figures before and after are not comparable."
        )
    return said


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
    period = period_text(request.period) if request.period else None
    under = f"victims under {request.age_under}" if request.age_under else None
    parts = [part for part in (request.flag and f"flag {request.flag}", request.measure, under, period) if part]
    return f"Request: {', '.join(parts) or 'says nothing'}. Where a return is silent on one of these, the request fills it."
