"""Whom a title, a note or a column speaks of: suspects, further victims, offences that stand in several lines."""

from __future__ import annotations

from cyberflag.patterns import late
from cyberflag.reference import key, words
from cyberflag.words.victims import Age

_SUSPECTS = late(
    r"\b(?:age|ages|sex|gender|ethnicity)(?: \w+){0,3} (?:suspects?|offenders?|perpetrators?|defendants?|accused|persons arrested)\b"
    r"|\b(?:suspects?|offenders?|perpetrators?|defendants?|accused|persons arrested)(?: s)?(?: by| of)? (?:age|ages|sex|gender|ethnicity)\b"
)
_ANOTHER = late(
    r"\b(?:victim|complainant|child|ip) ?[2-9]\b|\b(?:second|third|2nd|3rd|other) (?:victim|complainant|child)\b"
)


def of_suspects(text: str) -> bool:
    """Whether a title describes suspects and not victims: `Age of suspects`, `Offenders by sex`."""
    label = key(text)
    return "victim" not in label and "complainant" not in label and bool(_SUSPECTS.search(label))


def of_another(text: str) -> bool:
    """Whether a column is of a second or later victim: `Victim 2 age`, `Age of second victim`."""
    return bool(_ANOTHER.search(key(text)))


def overlap(text: str) -> bool:
    """Whether a note says that one offence is counted in several lines: `A crime may have more than one platform`."""
    label = f" {key(text)} "
    return "rounding" not in label and any(f" {phrase} " in label for phrase in words("headings", "notes", "overlaps"))


def suspect(age: Age | None, sex: str) -> str:
    """Age and sex of a suspect as a category, since those of an observation are the victim's."""
    said = [f"suspect age: {age.label}"] if age else []
    return "; ".join(said + ([f"suspect sex: {sex}"] if sex else []))
