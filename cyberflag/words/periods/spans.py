"""Periods as pairs of days: years, months, and how they contain one another."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

TWO_YEARS = 729  # days from the first to the last, the least
DAY = timedelta(days=1)


class Period(Struct, frozen=True, order=True):
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
        if not (self.start and self.end) or not 364 <= (self.end - self.start).days <= 365:
            return False
        return years_later(self.start, 1) - DAY == self.end

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


def calendar_year(year: int) -> Period:
    """1 January to 31 December."""
    return Period(date(year, 1, 1), date(year, 12, 31))


@lru_cache(256)
def financial_year(year: int) -> Period:
    """1 April of the year to 31 March of the next."""
    return Period(date(year, 4, 1), date(year + 1, 3, 31))


def academic_year(year: int) -> Period:
    """1 September of the year to 31 August of the next."""
    return Period(date(year, 9, 1), date(year + 1, 8, 31))


def months_from(year: int, month: int, months: int = 1) -> Period:
    """So many whole months from the 1st of one."""
    last = year * 12 + month - 2 + months
    return Period(date(year, month, 1), month_end(last // 12, last % 12 + 1))


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def year_before(period: Period) -> Period:
    """The same days a year earlier."""
    start, end = (years_later(day, -1) if day else None for day in (period.start, period.end))
    return Period(start, end)


def years_later(day: date, years: int) -> date:
    """The same day so many years on; 1 March for a 29 February that is not there."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 3, 1)


def two_calendar_years(period: Period) -> int | None:
    """The first of two whole calendar years, as `2015 to 2016` may say; that may be the financial year 2015/16 too."""
    start, end = period.start, period.end
    whole = start and end and (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)
    return start.year if start and end and whole and end.year == start.year + 1 else None


def year_within(span: Period, month: Period) -> Period | None:
    """The one of several whole years of a span in which a month lies; None for any other span.

    Two whole calendar years may be one financial year, and are not taken apart.
    """
    start, end, at = span.start, span.end, month.start
    if not (start and end and at) or (end - start).days < TWO_YEARS:
        return None
    edges = (start.month, start.day, end.month, end.day)
    if edges == (4, 1, 3, 31):
        return financial_year(at.year if at.month > 3 else at.year - 1)
    whole = edges == (1, 1, 12, 31) and two_calendar_years(span) is None
    return calendar_year(at.year) if whole else None


def together(apart: list[Period]) -> Period | None:
    """Periods in their order, which follow on one another, as one; None where they leave a gap or overlap."""
    for before, after in pairwise(apart):
        if not before.end or not after.start or after.start != before.end + DAY:
            return None
    return Period(apart[0].start, apart[-1].end) if apart else None
