"""Text becomes meaning: everything that a heading or label can say at once.

Small pure functions, none of which knows where the text stands; the position decides between what they offer.
"""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from cyberflag.patterns import late
from cyberflag.reference import LONGEST, key, remembered
from cyberflag.words import counts, flags, forces, headings, offences, periods, victims
from cyberflag.words.forces import Force
from cyberflag.words.offences import Offence
from cyberflag.words.periods import Period
from cyberflag.words.victims import Age

__all__ = [
    "Meaning",
    "counts",
    "dimensional",
    "flags",
    "forces",
    "headings",
    "meaning",
    "offences",
    "periods",
    "victims",
]


class Meaning(Struct, frozen=True):
    """What one label can be. Unset fields are None, empty or False.

    `Unknown` alone is both an age and a sex, and a bare `13` both an age and a number: the labels beside it decide.
    """

    text: str
    age: Age | None = None
    sex: str | None = None
    offence: Offence | None = None
    period: Period | None = None
    flag: str | None = None
    measure: str | None = None
    field: str | None = None
    total: bool = False
    force: Force | None = None
    month: int | None = None
    category: str = ""


_PARTS = late(r"\s*\n\s*|\s+[-–—|/]\s+|\s*[:;|]\s+|,\s+|\s*:\s*$")
_BRACKET = late(r"^(.*?)\s*[(\[]([^()\[\]]*)[)\]]$")
_NUMBERED = late(r"\(?\d+\)?[.:)]?")
_TOTAL_WORD = late(
    r"^(?:grand |sub-?)?totals?\b[ :-]*(?:of |for |number of |in )?|[ :-]*\b(?:grand |sub-?)?totals?$", re.IGNORECASE
)
_SPAN = late(r"(?:[2-9]|two|three|four|five|six|seven|eight|nine|ten)[ -]?years?", re.IGNORECASE)
_LABEL = 60  # characters; longer text is a title or a note, never the heading of a column


@remembered(16384)
def meaning(text: str) -> Meaning:
    """Everything that a heading or label says: `Female 10-12` has sex and age, `2015/16 Flagged` period and flag."""
    written = text.strip()
    if not written or len(written) > offences.LONGEST_TITLE:
        return Meaning(text)
    found = _single(written)
    if len(written) <= LONGEST and not (found.offence or found.age or found.force) and not written.isalnum():
        found = _merged(found, _compound(written))
    field = _field(found, written)
    return replace(found, text=text, field=field, measure=found.measure if _counts(field, written) else None)


def _field(found: Meaning, text: str) -> str | None:
    """What the column is: `Offences 2015/16` holds counts, `Offences` alone may hold titles."""
    if len(text) > _LABEL:
        return None
    if found.field == "offence" and found.period and found.measure:
        return "count"
    if found.field == "flag" or (not found.field and flags.is_flag_column(text)):
        return None if found.offence or found.age or found.sex or found.period else "flag"
    return found.field


_COUNTED = frozenset(("offences", "crimes", "outcomes", "disposals", "suspects"))


def _counts(field: str | None, text: str) -> bool:
    """Whether a heading can count what it names; `Crime Number` and `Age of victims` are columns about it."""
    return field in (None, "count", "percent", "rate") or (
        field in ("offence", "outcome") and bool(_COUNTED & set(key(text).split()))
    )


def _single(text: str) -> Meaning:
    """The meaning of a text taken as one piece."""
    offence = offences.parse(text)
    field, total = headings.field(text), headings.is_total(text)
    if offence:
        return Meaning(text, offence=offence, field=field, total=total, flag=flags.scope(text))
    force = forces.whole(text)
    age, sex = _who(text)
    period = periods.parse(text)
    return Meaning(
        text,
        None if period else age,  # `17/18` is a year until the labels beside it say otherwise
        sex,
        None,
        period,
        flags.scope(text),
        headings.measure(text),
        field,
        total,
        force if isinstance(force, Force) else None,
        periods.month(text),
        headings.category(text),
    )


def _who(text: str) -> tuple[Age | None, str | None]:
    """Age and sex of victims that a label states."""
    age, sex = victims.parse_both(text)
    if age or sex:
        return age, sex
    bare = text.strip()
    # `1.` is the number of a question, `-` a blank; only their position could make ages of them.
    age = None if bare in ("-", "?") or (_NUMBERED.fullmatch(bare) and not bare.isdigit()) else victims.parse_age(text)
    return age, victims.parse_sex(text)


def _compound(text: str) -> Meaning:
    """The meanings of a label's parts together: its period, and what is left before and after it."""
    found = periods.find(text)
    period = found[0].period if len(found) == 1 else None
    rest = f"{text[: found[0].start]} {text[found[0].end :]}".strip(" ,:-–()") if period else text
    total = headings.is_total(text)
    if total:
        rest = _TOTAL_WORD.sub("", rest).strip(" :-–()")
        rest = "" if _SPAN.fullmatch(rest) else rest  # `Two year total` is of years, not of victims aged two
    pieces = _pieces(rest)
    meant = Meaning(text, period=period, total=total)
    if rest == text and len(pieces) < 2:
        return meant
    for piece in pieces:
        if not _NUMBERED.fullmatch(piece):
            meant = _merged(meant, _single(piece))
    return meant


def _pieces(text: str) -> list[str]:
    bracket = _BRACKET.match(text)
    pieces = [bracket[1], bracket[2]] if bracket and bracket[1] else _PARTS.split(text)
    return [piece.strip() for piece in pieces if piece and piece.strip()][:8]


def _merged(first: Meaning, second: Meaning) -> Meaning:
    """What either says, the first having the last word."""
    return Meaning(
        first.text,
        first.age or second.age,
        first.sex or second.sex,
        first.offence or second.offence,
        first.period or second.period,
        first.flag or second.flag,
        first.measure or second.measure,
        first.field or second.field,
        first.total or second.total,
        first.force or second.force,
        first.month or second.month,
        first.category or second.category,
    )


def dimensional(found: Meaning) -> bool:
    """Whether a meaning places a count: by age, sex, offence, period, flag, measure, force or a further breakdown."""
    return bool(
        found.age
        or found.sex
        or found.offence
        or found.period
        or found.flag
        or found.measure
        or found.force
        or found.category
    )
