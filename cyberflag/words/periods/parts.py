"""Parts of a year that do not say which: `Q1`, `Apr - Jun`, `September`; under a heading or title that does."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from cyberflag.patterns import late
from cyberflag.reference import plain
from cyberflag.words.periods.pieces import Piece, pieces_in
from cyberflag.words.periods.spans import Period, calendar_year, financial_year, months_from

_BETWEEN = late(r"[\s\-:,()]*(?:(?:to|until|quarter|qtr|months?|of|and|the)\b[\s\-:,().]*)*")
_SHORT_YEAR = late(r"(\d\d) ?[-/\u2013] ?(\d\d)")
_YEARS_TO = late(r"((?:19|20)\d\d) ?[-/\u2013] ?(\d\d)")
MOST_YEARS = 10
_LONGEST = 40  # characters
_ANY_YEAR = financial_year(2001)


def within(text: str, year: Period) -> Period | None:
    """The part of a year that a text names without its year; None where the text is anything else.

    >>> within("Q1 (Apr-Jun)", financial_year(2015)).label
    '2015-04-01/2015-06-30'
    """
    if len(text) > _LONGEST or not year.is_year or year.start is None:
        return None
    folded = plain(text)
    pieces = pieces_in(folded)
    rest = folded
    for piece in reversed(pieces):
        rest = rest[: piece.start] + " " + rest[piece.end :]
    if not pieces or not _BETWEEN.fullmatch(rest):
        return None
    kinds = [piece.kind for piece in pieces]
    months = [piece for piece in pieces if piece.kind == "bare-month"]
    if kinds in (["bare-month"], ["bare-month", "bare-month"]):
        return _months(months, year.start)
    if kinds[0] not in ("quarter", "half") or kinds[1:] not in ([], ["bare-month"] * 2):
        return None
    length = 3 if kinds[0] == "quarter" else 6
    first = year.start.month + length * (pieces[0].number - 1)
    found = months_from(year.start.year + (first - 1) // 12, (first - 1) % 12 + 1, length)
    return found if not months or found == _months(months, year.start) else None


def _months(months: list[Piece], start: date) -> Period:
    """From the first to the last of some months in the year that begins on a day."""
    first, last = months[0].month, months[-1].month
    year = start.year + (first < start.month)
    return months_from(year, first, (last - first) % 12 + 1)


def short_years(texts: list[str]) -> bool:
    """Whether labels such as `14-15`, `15-16` are years one after another, and no bands of ages, which would overlap."""
    pairs = [match for text in texts if (match := _SHORT_YEAR.fullmatch(text.strip()))]
    numbers = [(int(m[1]), int(m[2])) for m in pairs]
    follow = all(a[1] == b[0] for a, b in pairwise(numbers)) or all(a[0] == b[1] for a, b in pairwise(numbers))
    return len(pairs) == len(texts) > 1 and follow and all(b == (a + 1) % 100 for a, b in numbers)


def short_year(text: str) -> Period | None:
    """The financial year of `14-15`, where it is known to be one."""
    match = _SHORT_YEAR.fullmatch(text.strip())
    return financial_year(2000 + int(match[1])) if match and int(match[2]) == (int(match[1]) + 1) % 100 else None


def years_to(text: str) -> Period | None:
    """The calendar years of `2014-16`, which are more than a financial year; None for any other text."""
    match = _YEARS_TO.fullmatch(text.strip())
    if not match or not 1 < int(match[2]) - int(match[1]) % 100 <= MOST_YEARS:
        return None
    first = int(match[1])
    return Period(calendar_year(first).start, calendar_year(first // 100 * 100 + int(match[2])).end)


def is_part(text: str) -> bool:
    """Whether a text names a part of a year without its year."""
    return within(text, _ANY_YEAR) is not None


def make_a_year(texts: list[str]) -> bool:
    """Whether parts without their year are together a whole one, none of them twice."""
    found = [part for text in texts if (part := within(text, _ANY_YEAR))]
    days = sum(part.days or 0 for part in found)
    return len(set(found)) == len(found) == len(texts) and days == _ANY_YEAR.days
