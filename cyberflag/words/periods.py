"""Periods as returns write them: `2015/16`, `Apr 15 - Mar 16`, `year ending March 2016`, in labels and in sentences."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from cyberflag.reference import LONGEST, plain, remembered, tokens

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Inclusive dates; either may be None where it is not stated. `Period()` is no period at all."""

    start: date | None = None
    end: date | None = None

    @property
    def known(self) -> bool:
        """Whether both ends are stated."""
        return self.start is not None and self.end is not None

    @property
    def days(self) -> int | None:
        """The number of days; None where an end is open."""
        return (self.end - self.start).days + 1 if self.start and self.end else None

    @property
    def is_year(self) -> bool:
        """Whether it spans twelve months, whenever they begin."""
        return bool(self.start and self.end and _years_later(self.start, 1) - DAY == self.end)

    @property
    def label(self) -> str:
        """`2015/16` from 1 April to 31 March, `2015` for a calendar year, else `start/end`; empty where an end is open."""
        if not self.start or not self.end:
            return ""
        if self.is_year and (self.start.month, self.start.day) == (4, 1):
            return f"{self.start.year}/{self.end.year % 100:02}"
        if self.is_year and (self.start.month, self.start.day) == (1, 1):
            return str(self.start.year)
        return f"{self.start.isoformat()}/{self.end.isoformat()}"

    def contains(self, other: Period) -> bool:
        """Whether every day of the other lies inside; False where an end that matters is open."""
        if not (self.start and self.end and other.start and other.end):
            return False
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Period) -> bool:
        """Whether the two have a day in common; an open end reaches as far as it can."""
        if self == Period() or other == Period():
            return False
        return (self.start or date.min) <= (other.end or date.max) and (other.start or date.min) <= (
            self.end or date.max
        )


@dataclass(frozen=True, slots=True)
class Found:
    """A period found in a text, and its place there."""

    period: Period
    start: int
    end: int


def calendar_year(year: int) -> Period:
    """1 January to 31 December."""
    return Period(date(year, 1, 1), date(year, 12, 31))


def financial_year(year: int) -> Period:
    """1 April of the year to 31 March of the next."""
    return Period(date(year, 4, 1), date(year + 1, 3, 31))


def academic_year(year: int) -> Period:
    """1 September of the year to 31 August of the next."""
    return Period(date(year, 9, 1), date(year + 1, 8, 31))


def months_from(year: int, month: int, months: int = 1) -> Period:
    """So many whole months from the 1st of one."""
    last = year * 12 + month - 2 + months
    return Period(date(year, month, 1), _month_end(last // 12, last % 12 + 1))


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 3, 1)


# ---- months

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_SHORT = {name[:3]: number for number, name in enumerate(_MONTHS, 1)} | {"sept": 9, "janu": 1, "febr": 2, "apri": 4}
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"


@remembered(512)
def month(text: str) -> int | None:
    """1 to 12 where the whole text names a month, also `Sept` and with one slip of the pen in five letters or more."""
    word = plain(text).strip(" .,:*")
    if word in _SHORT:
        return _SHORT[word]
    if len(word) < 3 or len(word) > 10 or not word.isalpha():
        return None
    for number, name in enumerate(_MONTHS, 1):
        if word == name or (len(word) >= 5 and len(name) >= 5 and _one_slip(word, name)):
            return number
    return None


def _one_slip(word: str, name: str) -> bool:
    """Whether one letter too many, too few, wrong, or swapped with its neighbour tells the two apart."""
    if abs(len(word) - len(name)) > 1 or word[0] != name[0]:
        return False
    at = next((i for i, (a, b) in enumerate(zip(word, name, strict=False)) if a != b), min(len(word), len(name)))
    rest, want = word[at:], name[at:]
    return rest[1:] == want[1:] or rest[1:] == want or rest == want[1:] or (
        len(rest) > 1 and rest[1::-1] == want[:2] and rest[2:] == want[2:]
    )  # fmt: skip


# ---- atoms: the smallest pieces that a period is written with


@dataclass(frozen=True, slots=True)
class _Atom:
    kind: str  # date, month, year, fin, quarter, half, day-month, bare-month
    start: int
    end: int
    year: int = 0
    month: int = 0
    day: int = 0
    number: int = 0
    loose: bool = False  # written so shortly that it is a period only where the whole text is one

    def first(self) -> date:
        """The first day meant."""
        return self.span().start or date.min

    def span(self) -> Period:
        """The days meant, where a year is known."""
        if self.kind == "date":
            return Period(date(self.year, self.month, self.day), date(self.year, self.month, self.day))
        if self.kind == "month":
            return months_from(self.year, self.month)
        if self.kind == "fin":
            return financial_year(self.year)
        return calendar_year(self.year)


_ATOM = re.compile(
    rf"""(?<![\w.])(?:
      (?P<iso>(?P<iy>(?:19|20)\d\d)-(?P<im>\d\d)-(?P<id>\d\d)(?:[ t]00:00(?::00)?)?)(?![\d/-])
    | (?P<num>(?P<nd>\d\d?)(?P<ns>[/.-])(?P<nm>\d\d?)(?P=ns)(?P<ny>(?:19|20)\d\d|\d\d))(?![\d/])
    | (?P<dm>(?P<dd>\d\d?)(?:st|nd|rd|th)?(?:\ of)?[ -]?(?P<dn>{_MONTH})\b(?:[., -]{{1,2}}(?P<dy>(?:19|20)\d\d|'?\d\d)(?![\d/:]))?)
    | (?P<fin>(?P<fa>(?:19|20)\d\d)\ ?[/_\\-]\ ?(?P<fb>(?:19|20)\d\d|\d\d))(?![\d/_]|-\d|\.\d)
    | (?P<short>(?P<sa>\d\d)(?P<ss>[/-])(?P<sb>\d\d))(?![\d/_-]|\.\d)
    | (?P<mo>(?P<mn>{_MONTH})\b\.?(?:(?P<ms>[ ,/-]{{1,2}})?(?P<my>(?:19|20)\d\d|'?\d\d)(?!\d|[/:.]\d|-\d\d?\b|st\b|nd\b|rd\b|th\b))?)
    | (?P<q>(?:q|qtr\ ?|quarter\ )(?P<qn>[1-4])|(?P<qo>1st|2nd|3rd|4th|first|second|third|fourth)\ quarter)\b
    | (?P<h>h(?P<hn>[12])|(?P<ho>first|second)\ half)\b
    | (?P<year>(?:19[5-9]|20[0-4])\d)(?:\.0)?(?![\w/]|-\d|\.\d|_\d)
    )""",
    re.VERBOSE,
)
_MONTH_FIRST = re.compile(rf"(?<!\w)({_MONTH})\.? (\d\d?)(?:st|nd|rd|th)?,? ((?:19|20)\d\d)(?!\d)")
_ORDER = {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "first": 1, "second": 2, "third": 3, "fourth": 4}


def _number(name: str) -> int:
    return _SHORT[name[:3]]


def _full_year(text: str) -> int:
    digits = text.lstrip("'")
    year = int(digits)
    if len(digits) == 4:
        return year
    return 2000 + year if year < 50 else 1900 + year


def _valid(kind: str, match: re.Match[str], year: int, month_: int, day: int, *, loose: bool = False) -> _Atom | None:
    try:
        date(year, month_, day)
    except ValueError:
        return None
    return _Atom(kind, match.start(), match.end(), year, month_, day, loose=loose)


def _atom(m: re.Match[str]) -> _Atom | None:
    """The piece that a match stands for; None where its numbers cannot be that."""
    if m["iso"]:
        return _valid("date", m, int(m["iy"]), int(m["im"]), int(m["id"]))
    if m["num"]:
        return _valid("date", m, _full_year(m["ny"]), int(m["nm"]), int(m["nd"]))
    if m["dm"]:
        if m["dy"]:
            return _valid("date", m, _full_year(m["dy"]), _number(m["dn"]), int(m["dd"]))
        return _valid("day-month", m, 2000, _number(m["dn"]), int(m["dd"]))
    if m["fin"]:
        return _financial(m)
    if m["short"]:
        first, second = int(m["sa"]), int(m["sb"])
        if (first + 1) % 100 != second or not (first < 40 or first > 89):
            return None
        return _Atom("fin", m.start(), m.end(), _full_year(m["sa"]), number=1, loose=m["ss"] == "-")
    return _month_or_year(m)


def _financial(m: re.Match[str]) -> _Atom | None:
    first, second = int(m["fa"]), int(m["fb"])
    last = second if second > 99 else first // 100 * 100 + second
    if last == first + 1 or (first % 100 == 99 and second == 0):
        return _Atom("fin", m.start(), m.end(), first)
    if second > 99 and last > first and "-" in m["fin"]:
        return _Atom("years", m.start(), m.end(), first, number=last)
    return None


def _month_or_year(m: re.Match[str]) -> _Atom | None:
    if m["mo"]:
        if not m["my"]:
            return _Atom("bare-month", m.start(), m.end(), month=_number(m["mn"]))
        short = len(m["my"]) == 2
        # `April 15` in a sentence is a day; `Apr-15` and `Apr 2015` are months.
        return _valid("month", m, _full_year(m["my"]), _number(m["mn"]), 1, loose=short and (m["ms"] or " ")[0] in " ,/")
    if m["q"]:
        return _Atom("quarter", m.start(), m.end(), number=int(m["qn"] or _ORDER[m["qo"]]))
    if m["h"]:
        return _Atom("half", m.start(), m.end(), number=int(m["hn"] or _ORDER[m["ho"]]))
    return _Atom("year", m.start(), m.end(), int(m["year"]))


def _atoms(text: str) -> list[_Atom]:
    """The pieces of a text, left to right. `text` is plain."""
    found: list[_Atom] = []
    at = 0
    while match := _ATOM.search(text, at):
        american = _MONTH_FIRST.match(text, match.start())
        if american:
            atom = _valid("date", american, int(american[3]), _number(american[1]), int(american[2]))
            at = american.end()
        else:
            atom = _atom(match)
            at = match.end() if atom else match.start() + 1
        if atom:
            found.append(atom)
    return found


# ---- pieces joined into periods

_TO = re.compile(r"\s*(?:-|to|until|till|through|up to|and|&)(?: the)?(?: end of)?\s*")
_AND = re.compile(r"\s*(?:and|&)\s*")
_COMMA = re.compile(r"\s*,\s*")
_GLUE = re.compile(r"[ ,(:)-]{0,3}(?:of |in |the |financial year |year )?")
_ENDING = re.compile(r"(?:(?:12|twelve) months?|years?|y/?e)(?: period)?(?: |-)?(?:ending|ended|ends|end|to)?(?: the)?(?: end of)? ?\Z")
_TO_DATE = re.compile(r"\s*[(,-]?\s*(?:ytd|year to date|to date|to present|to now|part year|part|onwards?|present)(?![a-z])\)?")
_UP_TO = re.compile(r"\s*[(,]\s*(?:to|up to|until|till|to end of|up to end of|up to and including)\s*")
_SINCE = re.compile(r"(?:since|from and including|since the start of|beginning in)\s*\Z")
_BETWEEN = re.compile(r"(?:between|both)\s*\Z")
_BEFORE = re.compile(r"(?:before|prior to|pre|pre-|until|up to)\s*\Z")
_ACADEMIC = re.compile(r"academic|school year")
_FINANCIAL = re.compile(r"(?:financial|fiscal|fin\.?) ?(?:years?|yrs?\.?)?|\bf/?ys?\b|\bfy(?=\d)")
_REFERENCE = re.compile(r"(?:\bfoi\w*|\bfoia|\bref(?:erence)?|\bact|\bsoa|\bregulations?|\border|\bno|\bnumber|\bsection|\bgdpr|\bdpa|\bversion|\bcase|\blaw|\bexcel|\boffice|\bwindows|\bpage)[ .:#/_-]{0,3}\Z")
_COUNTING = re.compile(r"\b(?:were|was|are|is|recorded|total of|had|has|have|than|about|approximately|received) \Z")


@dataclass(frozen=True, slots=True)
class _Piece:
    period: Period
    start: int
    end: int
    unit: str  # year, fin, month, date, part
    loose: bool = False


def _joined(text: str, *, whole: bool) -> Iterator[_Piece]:
    """The periods of a plain text, from its pieces."""
    atoms = [a for a in _atoms(text) if not _is_reference(text, a, whole)]
    at = 0
    while at < len(atoms):
        piece, used = _range(text, atoms, at) or _single(text, atoms, at, whole)
        if piece and (whole or not piece.loose):
            yield piece
        at += used


def _is_reference(text: str, atom: _Atom, whole: bool) -> bool:
    """Whether a number that could be a year belongs to a reference, an act or a version."""
    before = text[max(0, atom.start - 24) : atom.start]
    if before.endswith(("/", "\\")) or (before.endswith("-") and before[-2:-1].isalnum() and atom.kind in ("year",) and not _dated(before)):
        return True
    if atom.kind == "year" and not whole and _COUNTING.search(before):
        return True
    if atom.kind == "year" or (atom.kind == "fin" and atom.number):
        return bool(_REFERENCE.search(before)) and not (whole and before.strip() in ("", "fy"))
    return False


def _dated(before: str) -> bool:
    """Whether the text before a dash ends in something that a period may start with."""
    return bool(re.search(rf"(?:\d{{4}}|{_MONTH})\s*-\Z", before))


def _range(text: str, atoms: list[_Atom], at: int) -> tuple[_Piece | None, int] | None:
    """A range that starts at an atom: two ends and what joins them."""
    if at + 1 >= len(atoms):
        return None
    first, second = atoms[at], atoms[at + 1]
    between = text[first.end : second.start]
    if _COMMA.fullmatch(between) and at + 2 < len(atoms):
        return _list(text, atoms, at)
    if not _TO.fullmatch(between):
        return None
    if _AND.fullmatch(between) and not _BETWEEN.search(text[: first.start]):
        return _list(text, atoms, at)
    return _ends(text, atoms, at)


def _ends(text: str, atoms: list[_Atom], at: int) -> tuple[_Piece | None, int] | None:
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
        year = second.year - (first.month > second.month)
        first = replace(first, kind="month" if first.kind == "bare-month" else "date", year=year, day=first.day or 1)
    if not (first.year and second.year) or first.kind == "years" or second.kind == "years":
        return None
    end = second.span().end
    if first.kind == "date" and second.kind == "month" and end:
        end = _month_end(second.year, second.month)
    if not end or first.first() > end:
        return None
    if {first.kind, second.kind} == {"year"} and _is_financial(text, first.start) and second.year == first.year + 1:
        return _Piece(financial_year(first.year), first.start, second.end, "fin"), used
    loose = first.loose and second.loose and first.kind != "month"
    return _Piece(Period(first.first(), end), first.start, second.end, "part", loose), used


def _list(text: str, atoms: list[_Atom], at: int) -> tuple[_Piece | None, int] | None:
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
            return _Piece(period, atoms[at].start, atoms[last].end, "part"), last - at + 1
        if not _COMMA.fullmatch(between):
            break
    return None


def _months_of(first: _Atom, second: _Atom, year: _Atom, start: int, end: int) -> _Piece | None:
    """`April to December` of a calendar or a financial year."""
    begin = _in_year(first.month, year)
    last = _in_year(second.month, year)
    if year.kind == "year" and first.month > second.month:
        return None  # which of the two Januaries is not said
    if begin > last:
        return None
    return _Piece(Period(begin, _month_end(last.year, last.month)), start, end, "part")


def _in_year(month_: int, year: _Atom) -> date:
    return date(year.year + (1 if year.kind == "fin" and month_ < 4 else 0), month_, 1)


def _closing(text: str, end: int) -> int:
    return end + 1 if text[end : end + 1] == ")" else end


def _is_financial(text: str, start: int) -> bool:
    return bool(_FINANCIAL.search(text[max(0, start - 20) : start]))


def _single(text: str, atoms: list[_Atom], at: int, whole: bool) -> tuple[_Piece | None, int]:
    """What one atom means with the words and atoms around it, and how many atoms that took."""
    atom = atoms[at]
    before = text[max(0, atom.start - 40) : atom.start]
    if atom.kind in ("date", "month") and _ENDING.search(before):
        end = _month_end(atom.year, atom.month) if atom.kind == "month" else atom.first()
        start = _years_later(end + DAY, -1)
        begun = atom.start - len(_ENDING.search(before)[0])  # type: ignore[index]
        return _Piece(Period(start, end), begun, atom.end, "year"), 1
    if atom.kind in ("quarter", "half"):
        return _part_of_year(text, atoms, at)
    if atom.kind not in ("year", "fin", "month", "years"):
        if atom.kind == "date" and _SINCE.search(before):
            return _Piece(Period(atom.first(), None), atom.start, atom.end, "part"), 1
        return None, 1
    if _BEFORE.search(before):
        return None, 1
    return _year_or_month(text, atoms, at, whole)


def _year_or_month(text: str, atoms: list[_Atom], at: int, whole: bool) -> tuple[_Piece | None, int]:
    atom = atoms[at]
    before = text[max(0, atom.start - 40) : atom.start]
    if atom.kind == "years":
        return _Piece(Period(date(atom.year, 1, 1), date(atom.number, 12, 31)), atom.start, atom.end, "part"), 1
    piece = _Piece(_year_meant(text, atom), atom.start, atom.end, atom.kind, atom.loose and not _is_financial(text, atom.start))
    if _SINCE.search(before):
        return replace(piece, period=Period(piece.period.start, None), unit="part"), 1
    if atom.kind == "month":
        return _opened_end(text, atom, piece, whole), 1
    narrowed = _narrowed(text, atoms, at, piece)
    if narrowed:
        return narrowed
    return _opened_end(text, atom, piece, whole), 1


def _opened_end(text: str, atom: _Atom, piece: _Piece, whole: bool) -> _Piece:
    """The piece without its end where words such as `YTD` or `to date` follow."""
    after = _TO_DATE.match(text, atom.end)
    if after and (whole or re.search("to|ytd|part|onward|present", after[0])):
        return replace(piece, period=Period(piece.period.start, None), end=after.end(), unit="part")
    return piece


def _year_meant(text: str, atom: _Atom) -> Period:
    """Calendar, financial or academic, as the atom's form and the word before it say."""
    if atom.kind == "fin":
        return academic_year(atom.year) if _ACADEMIC.search(text[max(0, atom.start - 20) : atom.end + 20]) else atom.span()
    if atom.kind == "year" and _is_financial(text, atom.start):
        return financial_year(atom.year)
    return atom.span()


def _narrowed(text: str, atoms: list[_Atom], at: int, piece: _Piece) -> tuple[_Piece | None, int] | None:
    """A year with its part in brackets: `2015 (to July)`, `2015/16 (Apr - Dec)`, `2015 Q1`."""
    atom = atoms[at]
    if at + 1 >= len(atoms):
        return None
    nxt = atoms[at + 1]
    between = text[atom.end : nxt.start]
    if nxt.kind in ("quarter", "half") and _GLUE.fullmatch(between):
        return _Piece(_portion(nxt, atom), atom.start, _closing(text, nxt.end), "part"), 2
    if nxt.kind not in ("bare-month", "day-month"):
        return None
    if _UP_TO.fullmatch(between):
        day = _in_year(nxt.month, atom)
        end = day.replace(day=nxt.day) if nxt.kind == "day-month" else _month_end(day.year, day.month)
        return replace(piece, period=Period(piece.period.start, end), end=_closing(text, nxt.end), unit="part"), 2
    if at + 2 < len(atoms) and atoms[at + 2].kind == "bare-month" and _GLUE.fullmatch(between):
        if _TO.fullmatch(text[nxt.end : atoms[at + 2].start]):
            narrowed = _months_of(nxt, atoms[at + 2], atom, atom.start, _closing(text, atoms[at + 2].end))
            return (narrowed, 3) if narrowed else None
    return None


def _part_of_year(text: str, atoms: list[_Atom], at: int) -> tuple[_Piece | None, int]:
    """A quarter or half before its year: `Q1 2015/16`, `first half of 2015`."""
    part = atoms[at]
    for used in (2, 4):
        if at + used - 1 < len(atoms) and atoms[at + used - 1].kind in ("year", "fin"):
            year = atoms[at + used - 1]
            between = text[part.end : year.start]
            if used == 2 and _GLUE.fullmatch(between):
                return _Piece(_portion(part, year), part.start, year.end, "part"), used
            if used == 4 and all(a.kind == "bare-month" for a in atoms[at + 1 : at + 3]) and len(between) < 40:
                return _Piece(_portion(part, year), part.start, year.end, "part"), used
    return None, 1


def _portion(part: _Atom, year: _Atom) -> Period:
    months = 3 if part.kind == "quarter" else 6
    first = 4 if year.kind == "fin" else 1
    begin = (part.number - 1) * months + first
    return months_from(year.year + (begin - 1) // 12, (begin - 1) % 12 + 1, months)


# ---- what others call

_NOISE = re.compile(
    r"\b(?:financial|fiscal|academic|calendar|school|fin|cal|performance|years?|yrs?|f/?y|cy|quarter|month|period|the|in|for|of|during|from|to|since"
    r"|between|data|full|whole|p|r|provisional|revised|recorded year|12 months|twelve months|dates?|inclusive|ending|ended|fye|ye|y/e|e)\b|\d\)|fy(?=\d)"
)
_LEFT = re.compile(r"[\s()\[\]*:.,;†‡~#'-]*")


@remembered()
def parse(text: str) -> Period | None:
    """The period that the whole text states; None where it states none, more than one, or something else as well."""
    if len(text) > LONGEST or not any(c.isdigit() for c in text):
        return None
    folded = _opened(plain(text))
    pieces = list(_joined(folded, whole=True))
    if not pieces or len(pieces) > 2 or any(piece.loose and "-" in folded[piece.start : piece.end] for piece in pieces):
        return None  # `15-16` alone is an age band
    piece = pieces[-1]
    if len(pieces) == 2 and not pieces[0].period.contains(piece.period):
        return None
    rest = f"{folded[: pieces[0].start]} {folded[pieces[0].end : piece.start]} {folded[piece.end :]}"
    if len(pieces) == 1:
        rest = f"{folded[: piece.start]} {folded[piece.end :]}"
    return piece.period if _LEFT.fullmatch(_NOISE.sub(" ", rest)) else None


def _opened(text: str) -> str:
    """`fy2015` and `fy15/16` with the blank that lets the year begin; the length stays one longer at most."""
    return re.sub(r"\b(f/?y|cy|ye)(?=\d)", r"\1 ", text)


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
    return tuple(Found(p.period, p.start, p.end) for p in _joined(lowered, whole=False))


def find(text: str) -> list[Found]:
    """The periods in running text, a title or a file name, in order and not overlapping; places are those of `text`."""
    return list(_find(text)) if any(c.isdigit() for c in text) else []


_EVEN = str.maketrans({"_": " ", "\u00a0": " ", "\t": " ", "\n": " ", "\u2009": " ", "\u202f": " ", **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"), "\u2019": "'", "\u2018": "'"})


def _even(text: str) -> str:
    """Lower case with plain dashes and blanks, every character in its place."""
    lowered = "".join(low if len(low := c.lower()) == 1 else c for c in text) if not text.isascii() else text.lower()
    return lowered.translate(_EVEN)


def date_of(text: str) -> date | None:
    """The day that the whole text states, in British order; None for anything else."""
    if len(text) > LONGEST:
        return None
    folded = re.sub(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?,? ", "", plain(text).strip(" ."))
    atoms = _atoms(folded)
    if len(atoms) == 1 and atoms[0].kind == "date":
        rest = folded[: atoms[0].start] + folded[atoms[0].end :]
        if not re.sub(r"^[ t]?\d\d?:\d\d(?::\d\d(?:\.\d+)?)?|\bdate\b|[:\s]", "", rest):
            return atoms[0].first()
    return None


_AS_AT = re.compile(
    r"\b(?:as (?:at|of|on)|as it stood on|correct (?:at|as at|as of|on)|accurate (?:at|as at|as of)|up to date (?:at|as at|as of|to|on)|snapshot (?:taken )?(?:at|on|of)"
    r"|(?:data|figures?|information|report|results?|statistics|search)? ?(?:was |were |is |are |been )?(?:extracted|produced|taken|run|pulled|obtained|retrieved|downloaded|generated|compiled|refreshed)(?: from [a-z0-9 ]{1,30})? (?:on|at|as at)"
    r"|(?:extract(?:ion)?|extracted|run|data|snapshot|report) date|date (?:of (?:extraction|extract|data|report|search)|extracted|run|data extracted))\b"
)


def as_at(text: str) -> date | None:
    """The day on which the figures were taken, where a text says so: `data extracted on 18 April 2016`."""
    lowered = _even(text)
    for match in _AS_AT.finditer(lowered):
        for atom in _atoms(lowered[match.end() : match.end() + 40]):
            if atom.kind == "date" and re.fullmatch(r"[\s:(]*(?:the |midnight on |on |[a-z]{3,9}day,? |was |is |\d\d?:\d\d (?:hours |hrs )?on )*", lowered[match.end() : match.end() + atom.start]):
                return atom.first()
            break
    return None


def words_of(text: str) -> list[str]:
    """The words of a text, for callers that look at what stands around a period."""
    return [token.word for token in tokens(text)]
