"""Numbers in words as they may be printed: measure, scope, coverage, days."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from cyberflag.collection import Collection
from cyberflag.summaries import Entry
from cyberflag.summaries.figures import Combination, body_count, counted_in, expected_bodies
from cyberflag.words.counts import Count

FLAG_WORDS = {"cyber": "cyber-flagged ", "not-cyber": "unflagged ", "all": "", "unknown": ""}
FLAG_NOTES = {"all": ", flagged or not", "unknown": ", flag not stated"}
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

# Why a figure stands in no total, for people.
REASONS = {
    "total": "a total of figures already counted",
    "duplicate": "stated again",
    "other-breakdown": "another breakdown of the same thing",
    "other-period": "another period",
    "part-year": "covers only part of the period",
    "other-measure": "another measure",
    "not-flagged": "not of flagged offences",
    "keyword-search": "a search for words, not the flag",
    "images": "image offences",
    "adults": "may include adults",
    "other-scope": "other victims or offences than asked for",
    "may-be-parts": "may be parts of one answer",
    "all-offences": "looks like all offences, flagged or not",
    "superseded": "a later version replaces it",
    "not-asked": "the body was not asked",
    "conflict": "the return contradicts itself",
    "hidden": "in hidden cells",
    "flag-not-used": "the force does not use or know the flag",
    "replaced-by-hand": "a person read another figure",
    "decided": "decided by the analyst",
}

# What a force says of the flag, and what came of a request, for people; `it` is the flag.
USES = {
    "not-used": "does not use it",
    "not-aware": "did not know it",
    "keyword-search": "searched for words instead",
    "introduced-later": "had it only later",
    "used-with-caveat": "uses it, with a caveat",
    "used": "uses it",
    "not-stated": "",
}
REPLIES = {
    "no-reply": "no reply",
    "holding": "acknowledged, answer to come",
    "not-held": "not held",
    "neither-confirm-nor-deny": "neither confirmed nor denied",
}


def of_the_flag(use: str) -> str:
    """`does not use the flag`, for a sentence; empty where nothing is said."""
    return re.sub(r"\bit\b", "the flag", USES.get(use, use))


def figures(measure: str, flag: str) -> str:
    """`cyber-flagged offences`, `offences, flagged or not`, `figures of an unstated measure`."""
    noun = "figures of an unstated measure" if measure == "unknown" else measure
    return f"{FLAG_WORDS.get(flag, '')}{noun}{FLAG_NOTES.get(flag, '')}"


def figures_of(which: Combination) -> str:
    """`cyber-flagged offences, 2015/16 (366 days)`."""
    return f"{figures(which.measure, which.flag)}, {period_words(which)}"


def period_words(which: Combination) -> str:
    """`2015/16 (366 days)`."""
    text = which.period.label
    if not text:
        return "no stated period"
    return text if which.period.days is None else f"{text} ({which.period.days} days)"


def scope(collection: Collection, which: Combination) -> str:
    """`victims under 18, image offences out`: under what age, and whether class 86 is in."""
    headlines = counted_in(collection, which)
    request = collection.record.request
    limits = {h.victims_under for h in headlines}
    limit = request.age_under if request and request.age_under else limits.pop() if len(limits) == 1 else None
    age = f"victims under {limit}" if limit else "victims of whatever age the forces gave"
    images = {h.images for h in headlines}
    stated = {"out": "image offences out", "in": "image offences in"}.get(images.pop() if len(images) == 1 else "")
    return f"{age}, {stated or 'image offences as the forces gave them'}"


def of_bodies(collection: Collection, forces: Iterable[str]) -> str:
    """`38 of 44 bodies`."""
    return f"{body_count(forces)} of {len(expected_bodies(collection))} bodies"


def on_roster(collection: Collection, forces: Iterable[str]) -> str:
    """The same, over the built-in roster with the name of what that is: a total over it is titled so."""
    of = of_bodies(collection, forces)
    built_in = collection.record.roster_source == "built-in" and collection.record.roster
    return f"{of} (the 43 territorial forces of England and Wales, and British Transport Police)" if built_in else of


def finding(collection: Collection, which: Combination, total: Entry) -> str:
    """`3,186 cyber-flagged offences in 2015/16 (366 days): 38 of 44 bodies`."""
    count = str(Count(total["count_min"], total["count_max"])).capitalize()
    forces = [h.force for h in counted_in(collection, which)]
    return f"{count} {figures(which.measure, which.flag)} in {period_words(which)}: {on_roster(collection, forces)}"


def bodies(number: int) -> str:
    """`1 body`, `38 bodies`."""
    return f"{number} {'body' if number == 1 else 'bodies'}"


def many(number: int, noun: str) -> str:
    """`1 figure`, `3 figures`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def few(names: Sequence[str], most: int) -> str:
    """`A, B and 3 more`, with the first `most` of the names."""
    rest = len(names) - most
    return ", ".join(names[:most]) + (f" and {rest} more" if rest > 0 else "")


def day(iso: str) -> str:
    """`18 April 2016` of `2016-04-18`."""
    found = date.fromisoformat(iso)
    return f"{found.day} {MONTHS[found.month - 1]} {found.year}"


def against(measure: str, age: int) -> str:
    """`offences against a 13-year-old`; `victims aged 13` only where victims are counted."""
    if measure not in ("offences", "incidents"):
        return f"{'counts' if measure == 'unknown' else measure} aged {age}"
    article = "an" if age in (8, 11, 18) or 80 <= age <= 89 else "a"
    return f"{measure} against {article} {age}-year-old"


def place(file: str, sheet: str, cell: str) -> str:
    """`kent.xlsx Sheet1!C7`."""
    return " ".join(part for part in (file, "!".join(part for part in (sheet, cell) if part)) if part)
