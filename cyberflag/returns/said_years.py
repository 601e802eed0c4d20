"""Years that a title says in words of two meanings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cyberflag.issues import Issue, Where, issue
from cyberflag.observations import Observation
from cyberflag.patterns import late
from cyberflag.words import periods
from cyberflag.words.periods import Period

_NO_PERIOD = Period()
_FROM_YEAR_TO_YEAR = late(r"\d{4}\s*(?:to|until|till|-|–)\s*\d{4}", re.IGNORECASE)


def two_years_or_one(texts: Iterable[tuple[Where, str]], observations: Sequence[Observation]) -> list[Issue]:
    """A title such as `2015 to 2016` means two calendar years or one financial year, where the lines below say neither."""
    known = {o.period for o in observations}
    for where, text in texts:
        for said in periods.find(text):
            year = periods.two_calendar_years(said.period)
            here = text[said.start : said.end]
            alone = {said.period, _NO_PERIOD}
            if year and _FROM_YEAR_TO_YEAR.fullmatch(here) and known & alone and not known - alone:
                one = periods.financial_year(year).label
                words = f"“{here}” was taken for two calendar years; it may be the financial year {one}."
                return [issue("two-years-or-one", where, words, text=text)]
    return []
