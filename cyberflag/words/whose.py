"""Whom a title, a note or a column speaks of: suspects, further victims, offences that stand in several lines."""

from __future__ import annotations

import re

from cyberflag.patterns import late
from cyberflag.reference import key, remembered, words
from cyberflag.words.victims import Age

_WHAT_OF_THEM = "(?:age|ages|sex|gender|ethnicity)"
_ANOTHER = late(
    r"\b(?:victim|complainant|child|ip) ?[2-9]\b|\b(?:second|third|2nd|3rd|other) (?:victim|complainant|child)\b"
)


@remembered(1)
def of_suspects_expression() -> re.Pattern[str]:
    """What tells that a title describes suspects."""
    them = "|".join([*(f"{word}s?" for word in words("headings", "measures_alone", "suspects")), "persons arrested"])
    return late(rf"\b{_WHAT_OF_THEM}(?: \w+){{0,3}} (?:{them})\b|\b(?:{them})(?: s)?(?: by| of)? {_WHAT_OF_THEM}\b")


def of_suspects(text: str) -> bool:
    """Whether a title describes suspects and not victims: `Age of suspects`, `Offenders by sex`."""
    label = key(text)
    return "victim" not in label and "complainant" not in label and bool(of_suspects_expression().search(label))


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
