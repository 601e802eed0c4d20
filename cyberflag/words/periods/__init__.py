"""Periods as returns write them: `2015/16`, `Apr 15 - Mar 16`, `year ending March 2016`, in labels and in sentences."""

from __future__ import annotations

import re
from datetime import date, datetime

from msgspec import Struct

from cyberflag.patterns import late
from cyberflag.reference import LONGEST, plain, remembered
from cyberflag.words.periods.joining import joined
from cyberflag.words.periods.parts import is_part, make_a_year, short_year, short_years, within, years_to
from cyberflag.words.periods.pieces import MONTH, month, pieces_in
from cyberflag.words.periods.spans import (
    Period,
    academic_year,
    calendar_year,
    financial_year,
    months_from,
    together,
    two_calendar_years,
    year_before,
    year_within,
)

__all__ = [
    "Found",
    "Period",
    "academic_year",
    "as_at",
    "calendar_year",
    "date_of",
    "financial_year",
    "find",
    "is_part",
    "is_taken",
    "make_a_year",
    "month",
    "months_from",
    "parse",
    "parse_value",
    "short_year",
    "short_years",
    "together",
    "two_calendar_years",
    "within",
    "year_before",
    "year_within",
    "years_to",
]


class Found(Struct, frozen=True):
    """A period found in a text, and its place there."""

    period: Period
    start: int
    end: int


# ---- what others call

_NOISE = late(
    r"\b(?:financial|fiscal|academic|calendar|school|fin|cal|performance|years?|yrs?|f/?y|cy|quarter|month|period|the|in|for|of|during|from|to|since"
    r"|between|data|full|tax|whole|p|r|provisional|revised|recorded year|12 months|twelve months|dates?|inclusive|ending|ended|fye|f/y/e|ye|y/e|e)\b|\d\)|fy(?=\d)"
)
_LEFT = late(r"[\s()\[\]*:.,;†‡~#'-]*")


@remembered()
def parse(text: str) -> Period | None:
    """The period that the whole text states; None where it states none, more than one, or something else as well."""
    if len(text) > LONGEST or not any(c.isdigit() for c in text):
        return None
    folded = _opened(plain(text))
    pieces = list(joined(folded, whole=True))
    if not pieces or len(pieces) > 2 or any(piece.loose and "-" in folded[piece.start : piece.end] for piece in pieces):
        return None  # `15-16` alone is an age band
    piece = pieces[-1]
    if len(pieces) == 2 and not pieces[0].period.contains(piece.period):
        return None
    rest = f"{folded[: pieces[0].start]} {folded[pieces[0].end : piece.start]} {folded[piece.end :]}"
    if len(pieces) == 1:
        rest = f"{folded[: piece.start]} {folded[piece.end :]}"
    return piece.period if _LEFT.fullmatch(_NOISE.sub(" ", rest)) else None


_STUCK = late(rf"(?<![a-z])(f/?y/?e?|cy|y/?e|{MONTH})(?=\d\d(?:\d\d)?(?!\d))")


def _opened(text: str) -> str:
    """`fy2015`, `fy15/16` and `apr15` with the blank that lets the year begin."""
    return _STUCK.sub(r"\1 ", text)


def parse_value(value: object) -> Period | None:
    """The period of a cell's value: the month of a date on the 1st, the year of a number from 1990 to 2039, or text."""
    if isinstance(value, bool):
        return None
    if isinstance(value, datetime | date):
        return months_from(value.year, value.month) if value.day == 1 and 1950 < value.year < 2050 else None
    if isinstance(value, int | float):
        return calendar_year(int(value)) if 1990 <= value <= 2039 and value == int(value) else None
    return parse(value) if isinstance(value, str) else None


@remembered(2048)
def _find(text: str) -> tuple[Found, ...]:
    lowered = _even(text)
    blanks = [m.end() for m in _STUCK.finditer(lowered)]  # places in the text where one is put in
    shift = [place + i for i, place in enumerate(blanks)]
    return tuple(
        Found(p.period, p.start - sum(b < p.start for b in shift), p.end - sum(b < p.end for b in shift))
        for p in joined(_opened(lowered), whole=False)
    )


def find(text: str) -> list[Found]:
    """The periods in running text, a title or a file name, in order and not overlapping; places are those of `text`."""
    return list(_find(text)) if any(c.isdigit() for c in text) else []


_EVEN = str.maketrans(
    {
        "_": " ",
        "\u00a0": " ",
        "\t": " ",
        "\n": " ",
        "\u2009": " ",
        "\u202f": " ",
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
        "\u2019": "'",
        "\u2018": "'",
    }
)


_JOINED_YEARS = late(
    r"(?<=(?<![^\W_])(?<!foi_)(?<!foi )(?<!ref_)(?<!ref )20\d\d)_(?=(?:20)?\d\d(?![^\W_]|_\d))"
)  # `2015_16`, where other `_` are blanks


def _even(text: str) -> str:
    """Lower case with plain dashes and blanks, every character in its place."""
    lowered = "".join(low if len(low := c.lower()) == 1 else c for c in text) if not text.isascii() else text.lower()
    return _JOINED_YEARS.sub("-", lowered).translate(_EVEN)


def date_of(text: str) -> date | None:
    """The day that the whole text states, in British order; None for anything else."""
    if len(text) > LONGEST:
        return None
    folded = re.sub(
        r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?,? ", "", plain(text).strip(" .")
    )
    atoms = pieces_in(folded)
    if len(atoms) == 1 and atoms[0].kind == "date":
        rest = folded[: atoms[0].start] + folded[atoms[0].end :]
        if not re.sub(r"^[ t]?\d\d?:\d\d(?::\d\d(?:\.\d+)?)?|\bdate\b|[:\s]", "", rest):
            return atoms[0].first()
    return None


_AS_AT = late(
    r"\b(?:as (?:at|of|on)|as it stood on|correct (?:at|as at|as of|on)|accurate (?:at|as at|as of)|up to date (?:at|as at|as of|to|on)|snapshot (?:taken )?(?:at|on|of)"
    r"|(?:data|figures?|information|report|results?|statistics|search)? ?(?:was |were |is |are |been )?(?:extracted|produced|taken|run|pulled|obtained|retrieved|downloaded|generated|compiled|refreshed)(?: from [a-z0-9 ]{1,30})? (?:on|at|as at)"
    r"|(?:extracted|extract|run|produced|compiled)(?=: ?\d)"
    r"|(?:extract(?:ion)?|extracted|run|data|snapshot|report) date|date (?:of (?:extraction|extract|data|report|search)|extracted|run|data extracted))\b"
)


_COMMITTED = late(
    r"\b(?:committed|occurr(?:ed|ing)|took place|taking place|offence dates?|dates? of offence)[ ,:]{0,3}(?:between|from|in|during)? ?(?:the )?$"
)
_TAKEN = late(
    r"(?:^date|\b(?:date (?:of )?(?:response|reply|request|issue|letter|report|publication|extraction|extract|data)"
    r"|(?:response|reply|request|report|run|issue|extraction) date|as (?:at|of|on)|correct|accurate|up to date|snapshot|extract(?:ed|ion)?|produced|taken|run|pulled|obtained|retrieved|downloaded"
    r"|generated|compiled|refreshed|published|released|received|dated|sent|requested|updated|revised))[ ,:]{0,3}(?:(?:on|at|in|of|from|as at|during|for|to)[ :]{1,2}){0,2}(?:the )?$"
)


def is_taken(text: str, found: Found) -> bool:
    """Whether a period in running text is when the figures were taken, or a letter written, not what they cover."""
    period = found.period
    if _COMMITTED.search(_even(text[: found.start])[-60:]) and len(find(text)) > 1:
        return True  # when offences took place, beside when they were recorded
    short = bool(period.start and period.end and (period.end - period.start).days < 31)
    one_day = short and period.start == period.end
    return one_day or (short and bool(_TAKEN.search(_even(text[: found.start])[-60:])))


def as_at(text: str) -> date | None:
    """The day on which the figures were taken, where a text says so: `data extracted on 18 April 2016`."""
    lowered = _even(text)
    for match in _AS_AT.finditer(lowered):
        for atom in pieces_in(lowered[match.end() : match.end() + 40]):
            if atom.kind == "date" and re.fullmatch(
                r"[\s:(]*(?:the |midnight on |on |[a-z]{3,9}day,? |was |is |\d\d?:\d\d (?:hours |hrs )?on )*",
                lowered[match.end() : match.end() + atom.start],
            ):
                return atom.first()
            break
    return None
