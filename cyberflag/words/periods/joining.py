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
    r"(?:(?:12|twelve) months?|years?|y/?e)(?: period)?(?: |-)?(?:ending|ended|ends|end|to)?(?: the)?(?: end of)? ?\Z"
)
_TO_DATE = late(
    r"\s*[(,-]?\s*(?:ytd|year to date|to date|to present|to now|part year|part|onwards?|present)(?![a-z])\)?"
)
_UP_TO = late(r"\s*[(,]\s*(?:to|up to|until|till|to end of|up to end of|up to and including)\s*")
_SINCE = late(r"(?:since|from and including|since the start of|beginning in)\s*\Z")
_BETWEEN = late(r"(?:between|both)\s*\Z")
_BEFORE = late(r"(?:before|prior to|pre|pre-|until|up to)\s*\Z")
_ACADEMIC = late(r"academic|school year")
_FINANCIAL = late(r"(?:financial|fiscal|fin\.?) ?(?:years?|yrs?\.?)?|\bf/?ys?\b|\bfy(?=\d)")
_REFERENCE = late(
    r"(?:\bfoi\w*|\bfoia|\bref(?:erence)?|\bact|\bsoa|\bregulations?|\border|\bno|\bnumber|\bsection|\bgdpr|\bdpa|\bversion|\bcase|\blaw|\bexcel|\boffice|\bwindows|\bpage)[ .:#/_-]{0,3}\Z"
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
    if atom.kind == "year" and not whole and _COUNTING.search(before):
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
        if atom.kind == "date" and _SINCE.search(before):
            return Span(Period(atom.first(), None), atom.start, atom.end, "part"), 1
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
    if after and (whole or re.search("to|ytd|part|onward|present", after[0])):
        return replace(piece, period=Period(piece.period.start, None), end=after.end(), unit="part")
    return piece


def _year_meant(text: str, atom: Piece) -> Period:
    """Calendar, financial or academic, as the atom's form and the word before it say."""
    if atom.kind == "fin":
        return (
            academic_year(atom.year) if _ACADEMIC.search(text[max(0, atom.start - 20) : atom.end + 20]) else atom.span()
        )
    if atom.kind == "year" and _is_financial(text, atom.start):
        return financial_year(atom.year)
    return atom.span()


def _narrowed(text: str, atoms: list[Piece], at: int, piece: Span) -> tuple[Span | None, int] | None:
    """A year with its part in brackets: `2015 (to July)`, `2015/16 (Apr - Dec)`, `2015 Q1`."""
    atom = atoms[at]
    if at + 1 >= len(atoms):
        return None
    nxt = atoms[at + 1]
    between = text[atom.end : nxt.start]
    if nxt.kind in ("quarter", "half") and _GLUE.fullmatch(between):
        return Span(_portion(nxt, atom), atom.start, _closing(text, nxt.end), "part"), 2
    if nxt.kind not in ("bare-month", "day-month"):
        return None
    if _UP_TO.fullmatch(between):
        day = _in_year(nxt.month, atom)
        end = day.replace(day=nxt.day) if nxt.kind == "day-month" else month_end(day.year, day.month)
        return replace(piece, period=Period(piece.period.start, end), end=_closing(text, nxt.end), unit="part"), 2
    last = atoms[at + 2] if at + 2 < len(atoms) else nxt
    if last.kind == "bare-month" and _GLUE.fullmatch(between) and _TO.fullmatch(text[nxt.end : last.start]):
        narrowed = _months_of(nxt, last, atom, atom.start, _closing(text, last.end))
        return (narrowed, 3) if narrowed else None
    return None


def _part_of_year(text: str, atoms: list[Piece], at: int) -> tuple[Span | None, int]:
    """A quarter or half before its year: `Q1 2015/16`, `first half of 2015`."""
    part = atoms[at]
    for used in (2, 4):
        if at + used - 1 < len(atoms) and atoms[at + used - 1].kind in ("year", "fin"):
            year = atoms[at + used - 1]
            between = text[part.end : year.start]
            if used == 2 and _GLUE.fullmatch(between):
                return Span(_portion(part, year), part.start, year.end, "part"), used
            if used == 4 and all(a.kind == "bare-month" for a in atoms[at + 1 : at + 3]) and len(between) < 40:
                return Span(_portion(part, year), part.start, year.end, "part"), used
    return None, 1


def _portion(part: Piece, year: Piece) -> Period:
    months = 3 if part.kind == "quarter" else 6
    first = 4 if year.kind == "fin" else 1
    begin = (part.number - 1) * months + first
    return months_from(year.year + (begin - 1) // 12, (begin - 1) % 12 + 1, months)
