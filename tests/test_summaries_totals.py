from __future__ import annotations

from datetime import date

import pytest
from conftest import EARLIER, YEAR, collection, headline, replied

from cyberflag.collection import Collection
from cyberflag.decisions import Asked, Record, Request
from cyberflag.issues import CyberflagError
from cyberflag.summaries.coverage import coverage, entry
from cyberflag.summaries.selection import EVERYTHING, Selection, chosen, combinations, for_screen, leading
from cyberflag.summaries.totals import totals
from cyberflag.words.periods import Period

CALENDAR = Period(date(2015, 1, 1), date(2015, 12, 31))


def test_a_total_adds_bounds_and_is_null_unless_exact(small: Collection) -> None:
    [only] = totals(small).data
    assert (only["count"], only["count_min"], only["count_max"]) == (None, 32, 35)
    assert (only["forces"], only["of"], only["days"]) == (2, 4, 366)
    assert only["per_day"] is None
    assert only["per_day_min"] == pytest.approx(32 / 366)
    assert only["children_share"] == pytest.approx(200_000 / 300_000)
    assert only["on_request"] == {"forces": 1, "count_min": 20, "count_max": 23}
    assert only["as_at"] == ["2016-04-18", "2016-04-18"]


def test_an_open_bound_has_no_upper_end() -> None:
    [only] = totals(
        collection(
            replied("A Police", headline("A Police", "at least 4")), replied("B Police", headline("B Police", 3))
        )
    ).data
    assert (only["count"], only["count_min"], only["count_max"], only["per_day_max"]) == (None, 7, None, None)


def test_what_is_left_out_unknown_or_not_asked_is_in_no_total() -> None:
    made = collection(
        replied("A Police", headline("A Police", 10)),
        replied("B Police", headline("B Police", 99, left_out="part-year")),
        replied("", headline("", 99)),
        replied("C Police", headline("C Police", 99), asked=False),
    )
    [only] = totals(made).data
    assert (only["count"], only["forces"], only["of"]) == (10, 1, 2)


def test_measures_flags_and_periods_are_never_added() -> None:
    made = collection(
        replied(
            "A Police",
            headline("A Police", 10),
            headline("A Police", 12, measure="victims"),
            headline("A Police", 50, flag="all"),
        ),
        replied("B Police", headline("B Police", 7, EARLIER)),
    )
    found = [(one["period"], one["measure"], one["flag"], one["count"]) for one in totals(made).data]
    assert sorted(found) == [
        ("2014/15", "offences", "cyber", 7),
        ("2015/16", "offences", "all", 50),
        ("2015/16", "offences", "cyber", 10),
        ("2015/16", "victims", "cyber", 12),
    ]


def test_a_joint_return_counts_as_two_bodies_and_once_in_the_sum() -> None:
    made = collection(
        replied("A Police + B Police", headline("A Police + B Police", 30)),
        replied("C Police", headline("C Police", 5)),
    )
    [only] = totals(made).data
    assert (only["count"], only["forces"], only["of"], only["children_share"]) == (35, 3, 3, 1.0)


def test_coverage_counts_bodies_and_names_those_without_figures(small: Collection) -> None:
    found = entry(small)
    assert (found["expected"], found["replied"], found["with_figures"], found["not_asked"]) == (
        4,
        3,
        2,
        ["Ruritania Police"],
    )
    assert found["without_figures"] == [
        {"force": "Mercia Police", "status": "no-reply", "flag_use": "not-stated"},
        {"force": "Wessex Police", "status": "answered", "flag_use": "not-used"},
    ]
    assert "2 of 4 bodies" in coverage(small).title


@pytest.mark.parametrize(
    ("headlines", "expected"),
    [
        # cyber offences lead, however few
        (
            [[headline("A", 1)], [headline("B", 1, flag="all")], [headline("C", 1, flag="all")]],
            (YEAR, "offences", "cyber"),
        ),
        # else the commonest pair
        (
            [
                [headline("A", 1, flag="all")],
                [headline("B", 1, measure="victims")],
                [headline("C", 1, measure="victims")],
            ],
            (YEAR, "victims", "cyber"),
        ),
        # the period that most answered, then the latest end
        (
            [[headline("A", 1, EARLIER)], [headline("B", 1, EARLIER)], [headline("C", 1)]],
            (EARLIER, "offences", "cyber"),
        ),
        ([[headline("A", 1, EARLIER), headline("A", 2)]], (YEAR, "offences", "cyber")),
        (
            [[headline("A", 1, CALENDAR), headline("A", 2, Period(date(2015, 7, 1), date(2015, 12, 31)))]],
            (CALENDAR, "offences", "cyber"),
        ),
    ],
)
def test_what_a_report_leads_with(headlines: list[list[object]], expected: tuple[Period, str, str]) -> None:
    made = collection(*(replied(each[0].force, *each) for each in headlines))  # type: ignore[attr-defined, arg-type]
    which = leading(made)
    assert which is not None
    assert (which.period, which.measure, which.flag) == expected
    assert combinations(made)[0] == which


def test_the_period_of_the_request_leads_even_where_nobody_answered_it() -> None:
    made = collection(replied("A Police", headline("A Police", 4, EARLIER)))
    made.record = Record(Request(period=YEAR), (Asked("A Police"),))
    which = leading(made)
    assert which is not None and which.period == YEAR
    assert entry(made)["with_figures"] == 0


def test_an_unknown_period_is_a_mistake_of_the_user(small: Collection) -> None:
    assert chosen(small, "2015/16", None, "cyber") == Selection(YEAR, None, "cyber")
    assert chosen(small, None, None, None) == EVERYTHING
    for text in ("2015/16", "2015-16", "2015/2016", " 2015/16 ", "1 April 2015 to 31 March 2016"):
        assert chosen(small, text, None, None) == Selection(YEAR)
    for text in ("2011/12", "2011-12", "", "next year"):
        with pytest.raises(CyberflagError, match=r"the periods found: .*2015/16"):
            chosen(small, text, None, None)


def test_a_screen_shows_the_leading_pair_and_lists_the_rest_in_a_line() -> None:
    made = collection(
        replied(
            "A Police",
            headline("A Police", 10),
            headline("A Police", 12, measure="victims"),
            headline("A Police", 7, EARLIER),
        )
    )
    selection, rest = for_screen(made, EVERYTHING, one_period=True)
    assert selection == Selection(YEAR, "offences", "cyber")
    assert "2014/15 offences (flag cyber)" in rest and "2015/16 victims (flag cyber)" in rest
    assert for_screen(made, EVERYTHING, one_period=False)[0] == Selection(None, "offences", "cyber")


def test_many_silent_bodies_are_named_in_a_sentence_for_a_reader() -> None:
    roster = tuple(Asked(f"{letter} Police") for letter in "ABCDEFGHIJK")
    made = collection(replied("A Police", headline("A Police", 4)), replied("B Police"), roster=roster)
    found = coverage(made, briefly=True)
    assert [row["force"] for row in found.records()] == ["B Police"]
    assert found.notes == (
        "No reply from 9: C Police, D Police, E Police, F Police, G Police, H Police, I Police, J Police, K Police.",
    )
    assert len(coverage(made).rows) == 10


def test_a_screen_without_a_figure_says_which_there_are(small: Collection) -> None:
    _, said = for_screen(small, Selection(measure="outcomes"), one_period=True)
    assert said.startswith("No body gave such a figure. Given are: 2015/16 offences (flag cyber)")
