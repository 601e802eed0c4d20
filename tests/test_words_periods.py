from __future__ import annotations

from datetime import date, datetime

import pytest

from cyberflag.words import periods
from cyberflag.words.periods import Period


def said(period: Period | None) -> str:
    """The label, `start/` where the end is open, empty for none."""
    if period is None:
        return ""
    return period.label or f"{period.start or ''}/{period.end or ''}"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("2015/16", "2015/16"),
        ("2015-16", "2015/16"),
        ("2015–16", "2015/16"),
        ("15/16", "2015/16"),
        ("2015/2016", "2015/16"),
        ("2014/2015", "2014/15"),
        ("2015 / 16", "2015/16"),
        ("2015 - 16", "2015/16"),
        ("(2015/16)", "2015/16"),
        ("1999/00", "1999/00"),
        ("FY 15-16", "2015/16"),
        ("FY15/16", "2015/16"),
        ("FY2015", "2015/16"),
        ("FY 15 – 16", "2015/16"),
        ("FYE 2016", "2015/16"),
        ("FYE March 2016", "2015/16"),
        ("FY ending 31 March 2016", "2015/16"),
        ("Financial year ending 2016", "2015/16"),
        ("Tax year 2015/16", "2015/16"),
        ("Apr15-Mar16", "2015/16"),
        ("F/Y 2015-16", "2015/16"),
        ("Financial year 2015/16", "2015/16"),
        ("Financial year 2015 to 2016", "2015/16"),
        ("2015/16 (financial year)", "2015/16"),
        ("2015/16*", "2015/16"),
        ("2015/16p", "2015/16"),
        ("2015/16 (p)", "2015/16"),
        ("2015/16 [r]", "2015/16"),
        ("2015/16 (Apr 15 - Mar 16)", "2015/16"),
        ("Apr 15 - Mar 16", "2015/16"),
        ("Apr-15 to Mar-16", "2015/16"),
        ("April 2015 to March 2016", "2015/16"),
        ("April 2015 – March 2016", "2015/16"),
        ("1 April 2015 - 31 March 2016", "2015/16"),
        ("1st April 2015 to 31st March 2016", "2015/16"),
        ("between 1st April 2015 and 31st March 2016", "2015/16"),
        ("01/04/2015-31/03/2016", "2015/16"),
        ("01.04.15 to 31.03.16", "2015/16"),
        ("2015-04-01 to 2016-03-31", "2015/16"),
        ("Year ending March 2016", "2015/16"),
        ("Year ending 31 March 2016", "2015/16"),
        ("12 months to 31 March 2016", "2015/16"),
        ("Year ending September 2017", "2016-10-01/2017-09-30"),
        ("2015", "2015"),
        ("2015.0", "2015"),
        ("Year 2015", "2015"),
        ("Calendar year 2015", "2015"),
        ("January - December 2015", "2015"),
        ("2015 (Jan-Dec)", "2015"),
        ("Academic year 2015/16", "2015-09-01/2016-08-31"),
        ("2015 YTD", "2015-01-01/"),
        ("2016/17 (to 31 December 2016)", "2016-04-01/2016-12-31"),
        ("2016/17 (up to 31/12/2016)", "2016-04-01/2016-12-31"),
        ("2016/17 - to December 2016", "2016-04-01/2016-12-31"),
        ("2016/17 (as at 31 December 2016)", "2016-04-01/2016-12-31"),
        ("2016/17 (1 April 2016 to 31 December 2016)", "2016-04-01/2016-12-31"),
        ("2015/16 (1 April 2015 to 31 March 2016)", "2015/16"),
        ("2016/17 (Q1 - Q3)", "2016-04-01/2016-12-31"),
        ("Q1 to Q3 2016/17", "2016-04-01/2016-12-31"),
        ("2016/17 (first nine months)", "2016-04-01/"),
        ("2016/17 (so far)", "2016-04-01/"),
        ("1 April 2016 to date", "2016-04-01/"),
        ("2015/16 YTD", "2015-04-01/"),
        ("2015/16 to date", "2015-04-01/"),
        ("2015 (part year)", "2015-01-01/"),
        ("since 2014", "2014-01-01/"),
        ("April 2015 - present", "2015-04-01/"),
        ("2015 (to July)", "2015-01-01/2015-07-31"),
        ("2015/16 (to December)", "2015-04-01/2015-12-31"),
        ("Apr-Dec 2015", "2015-04-01/2015-12-31"),
        ("April to December 2015/16", "2015-04-01/2015-12-31"),
        ("2015/16 (Apr - Dec)", "2015-04-01/2015-12-31"),
        ("1 April - 31 December 2015", "2015-04-01/2015-12-31"),
        ("Q1 2015/16", "2015-04-01/2015-06-30"),
        ("2015/16 Q4", "2016-01-01/2016-03-31"),
        ("Q4 (Jan-Mar) 2015/16", "2016-01-01/2016-03-31"),
        ("2015 Q3", "2015-07-01/2015-09-30"),
        ("H1 2015", "2015-01-01/2015-06-30"),
        ("Jul-21", "2021-07-01/2021-07-31"),
        ("July 2021", "2021-07-01/2021-07-31"),
        ("Feb 2016", "2016-02-01/2016-02-29"),
        ("2008 to 2018", "2008-01-01/2018-12-31"),
        ("2008-2018", "2008-01-01/2018-12-31"),
        ("2013/14 - 2015/16", "2013-04-01/2016-03-31"),
        ("2018 and 2019", "2018-01-01/2019-12-31"),
        ("2013, 2014 and 2015", "2013-01-01/2015-12-31"),
        ("01.01.20 - 01.01.21", "2020-01-01/2021-01-01"),
        ("April 2020 - March 2025", "2020-04-01/2025-03-31"),
        # not periods
        ("Total 2015/16", ""),
        ("2015-16 Total", ""),
        ("13", ""),
        ("10-12", ""),
        ("15-16", ""),
        ("16-17", ""),
        ("88/1", ""),
        ("71/17", ""),
        ("1 Apr 2015", ""),
        ("01/04/2015", ""),
        ("10-Dec", ""),
        ("1204", ""),
        ("2015 and 2017", ""),
        ("31/02/2015 - 31/03/2016", ""),
        ("Offences 2015", ""),
        ("September", ""),
        ("", ""),
        ("2015" * 100, ""),
    ],
)
def test_parse(text: str, label: str) -> None:
    assert said(periods.parse(text)) == label


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("between 1 April 2015 and 31 March 2016", [("2015/16", "1 April 2015 and 31 March 2016")]),
        ("Recorded in FY2014-15 and FY2015-16", [("2014/15", "2014-15"), ("2015/16", "2015-16")]),
        ("Cyber_flag_2015_16", [("2015/16", "2015_16")]),
        ("FOI_2015_16", []),
        ("recorded from April 2015 to March 2016, by age", [("2015/16", "April 2015 to March 2016")]),
        ("in the financial year 2013/14 there were", [("2013/14", "2013/14")]),
        ("from 2008 to 2018", [("2008-01-01/2018-12-31", "2008 to 2018")]),
        ("since 2014 there were 12", [("2014-01-01/", "2014")]),
        ("2018 and 2019 together", [("2018-01-01/2019-12-31", "2018 and 2019")]),
        ("Figures for 2015, 2016 and 2018", [("2015", "2015"), ("2016", "2016"), ("2018", "2018")]),
        ("In 14/15 there were 12, in 15/16 13", [("2014/15", "14/15"), ("2015/16", "15/16")]),
        ("Kent_2015-16_data.xlsx", [("2015/16", "2015-16")]),
        ("Year ending 31 March 2016", [("2015/16", "Year ending 31 March 2016")]),
        ("12 offences in May 2016", [("2016-05-01/2016-05-31", "May 2016")]),
        # references, acts, days and counts are not periods
        ("FOI 14/15 data", []),
        ("ref 5619_14 letter", []),
        ("2569/15", []),
        ("1143/2025-26", []),
        ("FOI-2022-125", []),
        ("17661-25", []),
        ("Sexual Offences Act 2003", []),
        ("s.15A SOA 2003", []),
        ("On 18 April 2016 I wrote to you", []),
        ("4,012 offences", []),
        ("There were 2015 offences", []),
        ("ages 15-16 and 16-17", []),
        ("before 2014", []),
        ("it may be 12", []),
        ("", []),
    ],
)
def test_find(text: str, found: list[tuple[str, str]]) -> None:
    assert [(said(f.period), text[f.start : f.end]) for f in periods.find(text)] == found


@pytest.mark.parametrize(
    ("value", "label"),
    [
        (2015, "2015"),
        (2015.0, "2015"),
        (1204, ""),
        (2040, ""),
        (2015.5, ""),
        (True, ""),
        (None, ""),
        (date(2021, 7, 1), "2021-07-01/2021-07-31"),
        (datetime(2021, 7, 1), "2021-07-01/2021-07-31"),  # noqa: DTZ001
        (date(2021, 7, 2), ""),
        ("2015/16", "2015/16"),
    ],
)
def test_parse_value(value: object, label: str) -> None:
    assert said(periods.parse_value(value)) == label


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("September", 9),
        ("Sept", 9),
        ("sep.", 9),
        ("Novembr", 11),
        ("Octobre", 10),
        ("Jnauary", 1),
        ("January", 1),
        ("May", 5),
        ("Mar", 3),
        ("Match", 3),
        ("Total", None),
        ("Monday", None),
        ("Ma", None),
        ("", None),
    ],
)
def test_month(text: str, number: int | None) -> None:
    assert periods.month(text) == number


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("18 April 2016", date(2016, 4, 18)),
        ("18th April 2016", date(2016, 4, 18)),
        ("Monday 18 April 2016", date(2016, 4, 18)),
        ("2016-04-18", date(2016, 4, 18)),
        ("2016-04-18 00:00:00", date(2016, 4, 18)),
        ("18/04/2016", date(2016, 4, 18)),
        ("18/04/2016 14:30", date(2016, 4, 18)),
        ("04/18/2016", None),
        ("18 April", None),
        ("April 2016", None),
        ("2016", None),
        ("5 offences", None),
    ],
)
def test_date_of(text: str, day: date | None) -> None:
    assert periods.date_of(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Data extracted on 18 April 2016.", date(2016, 4, 18)),
        ("Position as at 30 May 2016", date(2016, 5, 30)),
        ("figures correct at 01/05/2016", date(2016, 5, 1)),
        ("Correct as at: 1 June 2016", date(2016, 6, 1)),
        ("as of the 3rd June 2016", date(2016, 6, 3)),
        ("Date of extract: 18/04/2016", date(2016, 4, 18)),
        ("The report was run on Monday 3 May 2016", date(2016, 5, 3)),
        ("recorded between 1 April 2015 and 31 March 2016", None),
        ("Dear Sir, on 18 April 2016 you asked", None),
    ],
)
def test_as_at(text: str, day: date | None) -> None:
    assert periods.as_at(text) == day


def test_a_period_knows_its_days_and_what_it_holds() -> None:
    year, months = periods.financial_year(2015), periods.months_from(2015, 4, 9)
    assert year.days == 366 and year.is_year and year.known
    assert months == Period(date(2015, 4, 1), date(2015, 12, 31)) and not months.is_year
    assert year.contains(months) and not months.contains(year)
    assert year.overlaps(periods.calendar_year(2015)) and not year.overlaps(periods.calendar_year(2017))
    open_ = Period(date(2014, 1, 1))
    assert open_.days is None and not open_.known and open_.label == ""
    assert open_.overlaps(year) and not year.contains(open_) and not Period().overlaps(year)


def test_the_length_of_a_text_costs_no_more_than_its_length() -> None:
    hostile = ["2015-" * 20_000, "april " * 20_000, "1 " * 50_000, "between 1 and " * 10_000, "q1 " * 20_000]
    for text in hostile:
        periods.find(text)
        periods.as_at("as at " * 10_000)


@pytest.mark.parametrize(
    ("text", "year", "label"),
    [
        ("Q1", "2015/16", "2015-04-01/2015-06-30"),
        ("Q4 (Jan-Mar)", "2015/16", "2016-01-01/2016-03-31"),
        ("Quarter 1", "2015", "2015-01-01/2015-03-31"),
        ("Apr to Sep", "2015/16", "2015-04-01/2015-09-30"),
        ("H2", "2015/16", "2015-10-01/2016-03-31"),
        ("January", "2015/16", "2016-01-01/2016-01-31"),
        ("Q1 Jul-Sep", "2015/16", ""),  # the quarter and the months say two things
        ("Q1 2015", "2015/16", ""),
        ("April total", "2015/16", ""),
        ("Q1", "2015-04-01/2015-12-31", ""),
    ],
)
def test_parts_of_a_year_that_stands_elsewhere(text: str, year: str, label: str) -> None:
    whole = periods.parse(year) or periods.Period(date(2015, 4, 1), date(2015, 12, 31))
    part = periods.within(text, whole)
    assert (part.label if part else "") == label


def test_a_year_before_a_colon_is_the_year() -> None:
    (found,) = periods.find("Offences 1 April 2015 - 31 March 2016: one row each")
    assert found.period.label == "2015/16"
