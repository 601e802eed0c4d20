"""Pieces joined into periods: ranges, lists, parts of years, and what the words around them say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from cyberflag.patterns import late
from cyberflag.words.periods.pieces import MONTH, Piece, pieces_in
from cyberflag.words.periods.spans import (
    DAY,
    Period,
    academic_year,
    financial_year,
    month_end,
    months_from,
    years_later,
)

# ---- pieces joined into periods

_TO = late(r"\s*(?:-|to|until|till|through|up to|and|&)(?: the)?(?: end of)?\s*")
_AND = late(r"\s*(?:and|&)\s*")
_COMMA = late(r"\s*,\s*")
_GLUE = late(r"[ ,(:)-]{0,3}(?:of |in |the |financial year |year )?")
_ENDING = late(
    r"(?:(?:12|twelve) months?|years?|y/?e|\bf/?y/?e?)(?: period)?(?: |-)?(?:ending|ended|ends|end|to)?(?: the)?(?: end of)? ?\Z"
)
_TO_DATE = late(
    r"\s*[(,-]?\s*(?:ytd|year to date|to date|so far|to present|to now|part year|part|onwards?|present"
    r"|(?:first |last )?(?:[1-9]|1[01]|one|two|three|four|five|six|seven|eight|nine|ten|eleven) months?(?: only)?)(?![a-z])\)?"
)
_UP_TO = late(
    r"\s*[(,-]\s*(?:(?:data |figures )?(?:as )?(?:to|up to|until|till|to end of|up to end of|up to and including|at|of)(?: the)?(?: end of)?)\s*"
)
_SINCE = late(r"(?:since|from and including|since the start of|beginning in)\s*\Z")
_BETWEEN = late(r"(?:between|both)\s*\Z")
_BEFORE = late(r"(?:before|prior to|pre|pre-|until|up to)\s*\Z")
_ACADEMIC = late(r"academic|school year")
_FINANCIAL = late(r"(?:financial|fiscal|fin\.?) ?(?:years?|yrs?\.?)?|\bf/?ys?\b|\bfy(?=\d)")
_FINANCIAL_END = late(
    r"(?:\bf/?y/?e|(?:\bf/?y|(?:financial|fiscal|fin\.?) (?:years?|yrs?\.?)) (?:ending|ended|ends|end|to))(?: in)? ?\Z"
)
_REFERENCE = late(
    r"(?:\bfoi\w*|\bfoia|\bref(?:erence)?|\bact|\bsoa|\bregulations?|\border|\bno|\bnumber|\bsection|\bgdpr|\bdpa|\bversion|\bcase|\blaw|\bexcel|\boffice|\bwindows|\bpage)[ .:#/_-]{0,3}\Z"
)
# `Beat 2010` is the name of a place, `Offences by beat 2010` may be a title
_PLACE = late(
    r"\W*(?:beat|ward|sector|zone|area|division|district|unit|team|post|station|bcu|lpu|lpa|npt|lsoa|msoa|region|patrol|cluster|block|site|op|operation|code|box|grid)s? (?:no\.? ?)?\Z"
)
_COUNTING = late(r"\b(?:were|was|are|is|recorded|total of|had|has|have|than|about|approximately|received) \Z")


class Span(Struct, frozen=True):
    """A period and its place. `loose`: too short to be believed in running text."""

    period: Period
    start: int
    end: int
    unit: str  # year, fin, month, date, part
    loose: bool = False


def joined(text: str, *, whole: bool) -> Iterator[Span]:
    """The periods of a plain text, from its pieces."""
    atoms = [a for a in pieces_in(text) if not _is_reference(text, a, whole)]
    at = 0
    while at < len(atoms):
        piece, used = _range(text, atoms, at) or _single(text, atoms, at, whole)
        if piece and (whole or not piece.loose):
            yield piece
        at += used


def _is_reference(text: str, atom: Piece, whole: bool) -> bool:
    """Whether a number that could be a year belongs to a reference, an act or a version."""
    before = text[max(0, atom.start - 24) : atom.start]
    if before.endswith(("/", "\\")) or (
        before.endswith("-") and before[-2:-1].isalnum() and atom.kind in ("year",) and not _dated(before)
    ):
        return True
    if atom.kind == "year" and not whole and (_COUNTING.search(before) or _PLACE.fullmatch(text[: atom.start][:40])):
        return True
    if atom.kind == "year" or (atom.kind == "fin" and atom.number):
        return bool(_REFERENCE.search(before)) and not (whole and before.strip() in ("", "fy"))
    return False


def _dated(before: str) -> bool:
    """Whether the text before a dash ends in something that a period may start with."""
    return bool(re.search(rf"(?:\d{{4}}|{MONTH})\s*-\Z", before))


def _range(text: str, atoms: list[Piece], at: int) -> tuple[Span | None, int] | None:
    """A range that starts at an atom: two ends and what joins them."""
    if at + 1 >= len(atoms):
        return None
    first, second = atoms[at], atoms[at + 1]
    between = text[first.end : second.start]
    if _COMMA.fullmatch(between) and at + 2 < len(atoms):
        return _list(text, atoms, at)
    if not _TO.fullmatch(between):
        return None
    if _AND.fullmatch(between) and not _BETWEEN.search(text[max(0, first.start - 30) : first.start]):
        return _list(text, atoms, at)
    return _ends(text, atoms, at)


def _ends(text: str, atoms: list[Piece], at: int) -> tuple[Span | None, int] | None:
    first, second = atoms[at], atoms[at + 1]
    used = 2
    if second.kind in ("bare-month", "day-month"):
        # `April to December (2015)`, `1 April - 31 December 2015/16`
        if at + 2 < len(atoms) and atoms[at + 2].kind in ("year", "fin") and first.kind == "bare-month":
            year = atoms[at + 2]
            if not _GLUE.fullmatch(text[second.end : year.start]):
                return None
            return _months_of(first, second, year, first.start, _closing(text, year.end)), 3
        return None
    if first.kind in ("bare-month", "day-month") and second.kind in ("month", "date"):
        begins = second.year - (first.month > second.month)
        first = replace(first, kind="month" if first.kind == "bare-month" else "date", year=begins, day=first.day or 1)
    if not (first.year and second.year) or first.kind == "years" or second.kind == "years":
        return None
    end = second.span().end
    if first.kind == "date" and second.kind == "month" and end:
        end = month_end(second.year, second.month)
    if not end or first.first() > end:
        return None
    if {first.kind, second.kind} == {"year"} and _is_financial(text, first.start) and second.year == first.year + 1:
        return Span(financial_year(first.year), first.start, second.end, "fin"), used
    loose = first.loose and second.loose and first.kind != "month"
    return Span(Period(first.first(), end), first.start, second.end, "part", loose), used


def _list(text: str, atoms: list[Piece], at: int) -> tuple[Span | None, int] | None:
    """Years said together: `2018 and 2019`, `2013, 2014 and 2015`."""
    last = at
    while last + 1 < len(atoms):
        nxt = atoms[last + 1]
        between = text[atoms[last].end : nxt.start]
        if nxt.kind != atoms[at].kind or nxt.year != atoms[last].year + 1:
            break
        last += 1
        if _AND.fullmatch(between):
            if atoms[at].kind not in ("year", "fin"):
                return None
            period = Period(atoms[at].first(), atoms[last].span().end)
            loose = all(atom.loose for atom in atoms[at : last + 1])
            return Span(period, atoms[at].start, atoms[last].end, "part", loose), last - at + 1
        if not _COMMA.fullmatch(between):
            break
    return None


def _months_of(first: Piece, second: Piece, year: Piece, start: int, end: int) -> Span | None:
    """`April to December` of a calendar or a financial year."""
    begin = _in_year(first.month, year)
    last = _in_year(second.month, year)
    if year.kind == "year" and first.month > second.month:
        return None  # which of the two Januaries is not said
    if begin > last:
        return None
    return Span(Period(begin, month_end(last.year, last.month)), start, end, "part")


def _in_year(month_: int, year: Piece) -> date:
    return date(year.year + (1 if year.kind == "fin" and month_ < 4 else 0), month_, 1)


def _closing(text: str, end: int) -> int:
    return end + 1 if text[end : end + 1] == ")" else end


def _is_financial(text: str, start: int) -> bool:
    return bool(_FINANCIAL.search(text[max(0, start - 20) : start]))


def _single(text: str, atoms: list[Piece], at: int, whole: bool) -> tuple[Span | None, int]:
    """What one atom means with the words and atoms around it, and how many atoms that took."""
    atom = atoms[at]
    before = text[max(0, atom.start - 40) : atom.start]
    if atom.kind in ("date", "month") and _ENDING.search(before):
        end = month_end(atom.year, atom.month) if atom.kind == "month" else atom.first()
        start = years_later(end + DAY, -1)
        begun = atom.start - len(_ENDING.search(before)[0])  # type: ignore[index]
        return Span(Period(start, end), begun, atom.end, "year"), 1
    if atom.kind in ("quarter", "half"):
        return _part_of_year(text, atoms, at)
    if atom.kind not in ("year", "fin", "month", "years"):
        onwards = _TO_DATE.match(text, atom.end) if atom.kind == "date" else None
        if atom.kind == "date" and (_SINCE.search(before) or onwards):
            return Span(Period(atom.first(), None), atom.start, onwards.end() if onwards else atom.end, "part"), 1
        return None, 1
    if _BEFORE.search(before):
        return None, 1
    return _year_or_month(text, atoms, at, whole)


def _year_or_month(text: str, atoms: list[Piece], at: int, whole: bool) -> tuple[Span | None, int]:
    atom = atoms[at]
    before = text[max(0, atom.start - 40) : atom.start]
    if atom.kind == "years":
        return Span(Period(date(atom.year, 1, 1), date(atom.number, 12, 31)), atom.start, atom.end, "part"), 1
    piece = Span(
        _year_meant(text, atom), atom.start, atom.end, atom.kind, atom.loose and not _is_financial(text, atom.start)
    )
    if _SINCE.search(before):
        return replace(piece, period=Period(piece.period.start, None), unit="part"), 1
    if atom.kind == "month":
        return _opened_end(text, atom, piece, whole), 1
    narrowed = _narrowed(text, atoms, at, piece)
    if narrowed:
        return narrowed
    return _opened_end(text, atom, piece, whole), 1


def _opened_end(text: str, atom: Piece, piece: Span, whole: bool) -> Span:
    """The piece without its end where words such as `YTD` or `to date` follow."""
    after = _TO_DATE.match(text, atom.end)
    if after and (whole or re.search("to|ytd|part|onward|present|so far|month", after[0])):
        return replace(piece, period=Period(piece.period.start, None), end=after.end(), unit="part")
    return piece


def _year_meant(text: str, atom: Piece) -> Period:
    """Calendar, financial or academic, as the atom's form and the word before it say."""
    if atom.kind == "fin":
        return (
            academic_year(atom.year) if _ACADEMIC.search(text[max(0, atom.start - 20) : atom.end + 20]) else atom.span()
        )
    if atom.kind == "year" and _FINANCIAL_END.search(text[max(0, atom.start - 30) : atom.start]):
        return financial_year(atom.year - 1)
    if atom.kind == "year" and _is_financial(text, atom.start):
        return financial_year(atom.year)
    return atom.span()


def _narrowed(text: str, atoms: list[Piece], at: int, piece: Span) -> tuple[Span | None, int] | None:
    """A year with its part beside it: `2015 (to July)`, `2015/16 (Apr - Dec)`, `2015/16 (1 April to 31 July 2015)`."""
    atom = atoms[at]
    if at + 1 >= len(atoms):
        return None
    nxt = atoms[at + 1]
    between = text[atom.end : nxt.start]
    if nxt.kind in ("quarter", "half") and _GLUE.fullmatch(between):
        return _quarters(text, atoms, at)
    if (closed := _closed(text, atom, nxt, piece)) is not None:
        return closed, 2
    if not _GLUE.fullmatch(between):
        return None
    last = atoms[at + 2] if at + 2 < len(atoms) else nxt
    if nxt.kind == last.kind == "bare-month" and _TO.fullmatch(text[nxt.end : last.start]):
        narrowed = _months_of(nxt, last, atom, atom.start, _closing(text, last.end))
        if narrowed:
            return narrowed, 3
    within = _range(text, atoms, at + 1)
    if within and within[0] and piece.period.contains(within[0].period):
        return replace(within[0], start=atom.start, end=_closing(text, within[0].end), loose=False), within[1] + 1
    return None


def _closed(text: str, year: Piece, last: Piece, piece: Span) -> Span | None:
    """A year that ends with a day or a month inside it: `2015/16 (to 31 December 2015)`, `2015 - up to July`."""
    if last.kind not in ("bare-month", "day-month", "month", "date") or not _UP_TO.fullmatch(
        text[year.end : last.start]
    ):
        return None
    if last.kind in ("bare-month", "day-month"):
        day = _in_year(last.month, year)
        end = day.replace(day=last.day) if last.kind == "day-month" else month_end(day.year, day.month)
    else:
        end = month_end(last.year, last.month) if last.kind == "month" else last.first()
    period = Period(piece.period.start, end)
    if not piece.period.contains(period):
        return None  # figures of a year taken after its end
    return replace(piece, period=period, end=_closing(text, last.end), unit="part", loose=False)


def _quarters(text: str, atoms: list[Piece], at: int) -> tuple[Span, int]:
    """A year with a quarter or half behind it, or from one to another: `2015/16 Q1`, `2015/16 (Q1 - Q3)`."""
    year, first = atoms[at], atoms[at + 1]
    last = atoms[at + 2] if at + 2 < len(atoms) else first
    period, used = _portion(first, year), 2
    if last.kind == first.kind and last.number > first.number and _TO.fullmatch(text[first.end : last.start]):
        period, first, used = Period(period.start, _portion(last, year).end), last, 3
    return Span(period, year.start, _closing(text, first.end), "part"), used


def _part_of_year(text: str, atoms: list[Piece], at: int) -> tuple[Span | None, int]:
    """A quarter or half before its year: `Q1 2015/16`, `first half of 2015`, `Q1 to Q3 2015/16`."""
    part = atoms[at]
    rest = atoms[at + 1 : at + 4]
    first = _TO if rest and rest[0].kind == part.kind else None  # a second quarter behind the first
    last = rest.pop(0) if first and first.fullmatch(text[part.end : rest[0].start]) else part
    used = 2 + (last is not part)
    if rest and rest[0].kind in ("year", "fin") and _GLUE.fullmatch(text[last.end : rest[0].start]):
        period = Period(_portion(part, rest[0]).start, _portion(last, rest[0]).end)
        return Span(period, part.start, rest[0].end, "part"), used
    if last is part and len(rest) == 3 and rest[2].kind in ("year", "fin"):
        between = text[part.end : rest[2].start]
        if all(a.kind == "bare-month" for a in rest[:2]) and len(between) < 40:
            return Span(_portion(part, rest[2]), part.start, rest[2].end, "part"), 4
    return None, 1


def _portion(part: Piece, year: Piece) -> Period:
    months = 3 if part.kind == "quarter" else 6
    first = 4 if year.kind == "fin" else 1
    begin = (part.number - 1) * months + first
    return months_from(year.year + (begin - 1) // 12, (begin - 1) % 12 + 1, months)
