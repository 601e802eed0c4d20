"""The smallest pieces that a period is written with: dates, months, years, quarters."""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct

from cyberflag.patterns import late
from cyberflag.reference import plain, remembered
from cyberflag.words.periods.spans import Period, calendar_year, financial_year, months_from

# ---- months

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_SHORT = {name[:3]: number for number, name in enumerate(_MONTHS, 1)} | {"sept": 9, "janu": 1, "febr": 2, "apri": 4}
MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"


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


class Piece(Struct, frozen=True):
    """One piece and its place. `loose`: so short that it is a period only where the whole text is one."""

    kind: str  # date, month, year, fin, quarter, half, day-month, bare-month
    start: int
    end: int
    year: int = 0
    month: int = 0
    day: int = 0
    number: int = 0
    loose: bool = False

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


_ATOM = late(
    rf"""(?<![\w.])(?:
      (?P<iso>(?P<iy>(?:19|20)\d\d)-(?P<im>\d\d)-(?P<id>\d\d)(?:[ t]00:00(?::00)?)?)(?![\d/-])
    | (?P<num>(?P<nd>\d\d?)(?P<ns>[/.-])(?P<nm>\d\d?)(?P=ns)(?P<ny>(?:19|20)\d\d|\d\d))(?![\d/])
    | (?P<dm>(?P<dd>\d\d?)(?:st|nd|rd|th)?(?:\ of)?[ -]?(?P<dn>{MONTH})\b(?:[., -]{{1,2}}(?P<dy>(?:19|20)\d\d|'?\d\d)(?!\d|/|:\d))?)
    | (?P<fin>(?P<fa>(?:19|20)\d\d)\ ?[/_\\-]\ ?(?P<fb>(?:19|20)\d\d|\d\d))(?![\d/_]|-\d|\.\d)
    | (?P<short>(?P<sa>\d\d)(?P<ss>/|\ ?-\ ?)(?P<sb>\d\d))(?![\d/_-]|\.\d)
    | (?P<mo>(?P<mn>{MONTH})\b\.?(?:(?P<ms>[ ,/-]{{1,2}})?(?P<my>(?:19|20)\d\d|'?\d\d)(?!\d|[/:.]\d|-\d\d?\b|st\b|nd\b|rd\b|th\b))?)
    | (?P<q>(?:q|qtr\ ?|quarter\ )(?P<qn>[1-4])|(?P<qo>1st|2nd|3rd|4th|first|second|third|fourth)\ quarter)\b
    | (?P<h>h(?P<hn>[12])|(?P<ho>first|second)\ half)\b
    | (?P<year>(?:19[5-9]|20[0-4])\d)(?:\.0)?(?![\w/]|-\d|\.\d|_\d)
    )""",
    re.VERBOSE,
)
_MONTH_FIRST = late(rf"(?<!\w)({MONTH})\.? (\d\d?)(?:st|nd|rd|th)?,? ((?:19|20)\d\d)(?!\d)")
_ORDER = {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "first": 1, "second": 2, "third": 3, "fourth": 4}


def _number(name: str) -> int:
    return _SHORT[name[:3]]


def _full_year(text: str) -> int:
    digits = text.lstrip("'")
    year = int(digits)
    if len(digits) == 4:
        return year
    return 2000 + year if year < 50 else 1900 + year


def _valid(kind: str, match: re.Match[str], year: int, month_: int, day: int, *, loose: bool = False) -> Piece | None:
    try:
        date(year, month_, day)
    except ValueError:
        return None
    return Piece(kind, match.start(), match.end(), year, month_, day, loose=loose)


def _piece(m: re.Match[str]) -> Piece | None:
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
        return Piece("fin", m.start(), m.end(), _full_year(m["sa"]), number=1, loose=m["ss"] != "/")
    return _month_or_year(m)


def _financial(m: re.Match[str]) -> Piece | None:
    first, second = int(m["fa"]), int(m["fb"])
    last = second if second > 99 else first // 100 * 100 + second
    if last == first + 1 or (first % 100 == 99 and second == 0):
        return Piece("fin", m.start(), m.end(), first)
    if second > 99 and last > first and "-" in m["fin"]:
        return Piece("years", m.start(), m.end(), first, number=last)
    return None


def _month_or_year(m: re.Match[str]) -> Piece | None:
    if m["mo"]:
        if not m["my"]:
            return Piece("bare-month", m.start(), m.end(), month=_number(m["mn"]))
        short = len(m["my"]) == 2
        # `April 15` in a sentence is a day; `Apr-15` and `Apr 2015` are months.
        return _valid(
            "month", m, _full_year(m["my"]), _number(m["mn"]), 1, loose=short and (m["ms"] or " ")[0] in " ,/"
        )
    if m["q"]:
        return Piece("quarter", m.start(), m.end(), number=int(m["qn"] or _ORDER[m["qo"]]))
    if m["h"]:
        return Piece("half", m.start(), m.end(), number=int(m["hn"] or _ORDER[m["ho"]]))
    return Piece("year", m.start(), m.end(), int(m["year"]))


def pieces_in(text: str) -> list[Piece]:
    """The pieces of a text, left to right. `text` is plain."""
    found: list[Piece] = []
    at = 0
    while match := _ATOM.search(text, at):
        american = _MONTH_FIRST.match(text, match.start())
        if american:
            atom = _valid("date", american, int(american[3]), _number(american[1]), int(american[2]))
            at = american.end()
        else:
            atom = _piece(match)
            at = match.end() if atom else match.start() + 1
        if atom:
            found.append(atom)
    return found
