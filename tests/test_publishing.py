"""Exports to be handed out: what is in them, what is not, and that no hidden figure can be worked out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from conftest import YEAR, collection, four_of_two_years, headline, replied
from hypothesis import given, settings
from hypothesis import strategies as st

from cyberflag.collection import Collection
from cyberflag.outputs.saying import as_bytes
from cyberflag.summaries import Result, standing
from cyberflag.summaries.figures import Combination
from cyberflag.summaries.publishing import (
    ages_published,
    forces_published,
    report_published,
    totals_published,
    youngest_published,
)
from cyberflag.summaries.quotations import quoted
from cyberflag.summaries.report import Report
from cyberflag.summaries.selection import Selection
from cyberflag.summaries.withholding import FEWER, NOT_SHOWN, withheld
from cyberflag.summaries.years import cumulative
from cyberflag.words.counts import exactly

LETTERS = "ABCDEFGHJK"


def made(*figures: int, aged: Mapping[int, int] = {}) -> Collection:
    """Forces A, B, C … with these figures; `aged` says of how many offences of the nth the age is known (13)."""
    returns = []
    for at, figure in enumerate(figures):
        known = aged.get(at)
        ages = None if known is None else {"13": known, "unknown": figure - known}
        returns.append(replied(f"{LETTERS[at]} Police", headline(f"{LETTERS[at]} Police", figure), ages=ages))  # type: ignore[arg-type]
    return collection(*returns)


def every(one: Collection) -> list[Result | Report]:
    return [
        report_published(one),
        totals_published(one),
        forces_published(one),
        ages_published(one),
        youngest_published(one),
    ]


@pytest.mark.parametrize(
    ("figures", "hidden", "total"),
    [
        ((40, 20, 9), {}, True),
        ((40, 20, 3), {"C": FEWER, "B": NOT_SHOWN}, True),
        ((40, 20, 3, 1), {"C": FEWER, "D": FEWER}, True),
        ((40, 20, 4, 4), {"C": FEWER, "D": FEWER, "B": NOT_SHOWN}, True),
        ((40, 20, 0, 0), {"C": FEWER, "D": FEWER, "B": NOT_SHOWN}, True),
        ((40, 0), {"A": NOT_SHOWN, "B": FEWER}, True),
        ((2, 1), {"A": FEWER, "B": FEWER}, False),
        ((3,), {"A": FEWER}, False),
        ((), {}, True),
    ],
)
def test_a_small_figure_takes_a_second_with_it_where_the_total_would_tell(
    figures: tuple[int, ...], hidden: dict[str, str], total: bool
) -> None:
    named = {LETTERS[at]: exactly(figure) for at, figure in enumerate(figures)}
    assert withheld(named) == (hidden, total)


def open_values(
    force: str, told: dict[str, tuple[int, int]], total: int, giving: set[str], known: int, unknown: int
) -> list[int]:
    """Every value that a figure may have for one who sees all exports and knows which forces gave ages."""
    found = []
    for value in range(told[force][0], min(told[force][1], total) + 1):
        fixed = {**told, force: (value, value)}
        inside = [sum(fixed[f][end] for f in fixed if f in giving) for end in (0, 1)]
        outside = [sum(fixed[f][end] for f in fixed if f not in giving) for end in (0, 1)]
        low, high = max(inside[0], known), min(inside[1], known + unknown)
        if any(outside[0] <= total - some <= min(outside[1], unknown) for some in range(low, min(high, total) + 1)):
            found.append(value)
    return found


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.integers(0, 30), min_size=1, max_size=8),
    st.lists(st.one_of(st.none(), st.floats(0, 1)), min_size=8, max_size=8),
)
def test_no_hidden_figure_can_be_narrowed_below_the_threshold(figures: list[int], shares: list[float | None]) -> None:
    aged = {
        at: round(f * share) for at, (f, share) in enumerate(zip(figures, shares, strict=False)) if share is not None
    }
    one = made(*figures, aged=aged)
    values: Any = report_published(one).data
    rows = values["forces"]
    total = values["totals"][0]["count"]
    shown = {row["force"]: row["count"] for row in rows if row["count"] is not None}
    hidden = {row["force"]: row["withheld"] for row in rows if row["withheld"]}
    assert shown.keys() | hidden.keys() == {f"{LETTERS[at]} Police" for at in range(len(figures))}
    assert all(count >= 5 for count in shown.values())
    if total is None:
        assert values["ages"] is None
        return
    told = {f: (n, n) for f, n in shown.items()} | {
        f: (0, 4) if why == FEWER else (5, 999) for f, why in hidden.items()
    }
    ages = values["ages"]
    giving = {f"{LETTERS[at]} Police" for at, known in aged.items()} if ages else set(told)
    if ages and ages["known"] + ages["unknown"] != total:  # of the figures shown alone
        assert ages["known"] + ages["unknown"] == sum(shown.values())
        ages, giving = None, set(told)
    known, unknown = (ages["known"], ages["unknown"]) if ages else (0, total)
    for force in hidden:
        left = open_values(force, told, total, giving, known, unknown)
        assert left[-1] - left[0] >= 4, (force, left, figures, aged)


def test_nothing_of_a_single_force_but_its_one_figure_is_in_any_export(small: Collection) -> None:
    for one in every(small):
        for form in ("json", "table", "xlsx"):
            assert as_bytes(one, form)
        text = as_bytes(one, "json").decode()
        values = json.loads(text)
        rows = values["forces"] if isinstance(values, dict) else values
        for row in rows:
            assert not row.get("cell") and not row.get("sheet")
            assert row.get("by_age", []) == [] if "force_code" in row else True
        assert "Sheet1" not in text


def test_the_youngest_is_told_without_the_force() -> None:
    returns = [
        replied(
            f"{name} Police", headline(f"{name} Police", 30), ages={"1": 1, "13": 29} if name == "A" else {"13": 30}
        )
        for name in "ABC"
    ]
    (only,) = youngest_published(collection(*returns)).records()
    assert (only["age"], only["count"]) == ("1", 1)
    assert not {"force", "file", "sheet", "cell"} & only.keys()
    values: Any = report_published(collection(*returns)).data
    assert values["youngest"]["force"] is None and values["youngest"]["also"] == []


def test_ages_of_two_bodies_are_ages_by_force() -> None:
    assert report_published(made(30, 40, 50, aged={0: 20, 1: 20})).data["ages"] is None
    assert report_published(made(30, 40, 50, aged={0: 20, 1: 20, 2: 20})).data["ages"]["known"] == 60


@pytest.mark.parametrize("at", range(5))
def test_every_export_says_that_one_of_two_inputs_is_handed_out(at: int) -> None:
    one = every(made(40, 20, 9))[at]
    said = [note for part in (one.sections if isinstance(one, Report) else [one]) for note in part.notes]
    assert any("Another round, roster or set of the analyst's files" in note for note in said)


@pytest.mark.parametrize(("flag", "said"), [("cyber", standing.FLOOR), ("all", standing.FLOOR_OF_ALL)])
def test_what_the_sum_lacks_is_said_of_the_flag_it_is_of(flag: str, said: str) -> None:
    one = collection(*(replied(f"{name} Police", headline(f"{name} Police", 9, flag=flag)) for name in "ABC"))
    floors = {standing.FLOOR, standing.FLOOR_OF_ALL}
    for made_of in (totals_published(one), cumulative([one], Combination(YEAR, "offences", flag))):
        assert floors.intersection(made_of.notes) == {said}


def test_two_exports_never_differ_in_what_they_hide() -> None:
    both = four_of_two_years()
    one = collection(*both)
    whole = {(r["force"], r["period"]): (r["count"], r["withheld"]) for r in forces_published(one).records()}
    assert whole["A Police", "2015/16"] == (None, FEWER) and whole["B Police", "2015/16"] == (None, NOT_SHOWN)
    assert whole["B Police", "2014/15"] == (None, FEWER) and whole["A Police", "2014/15"] == (50, "")
    for which in ("2015/16", "2014/15"):
        period = next(h.period for r in both for h in r.headlines if h.period.label == which)
        part = {
            (r["force"], r["period"]): (r["count"], r["withheld"])
            for r in forces_published(one, Selection(period)).records()
        }
        assert part == {key: value for key, value in whole.items() if key[1] == which}
    # A second flag would give the first away: what is in `all` and not in `cyber` is often said elsewhere.
    assert forces_published(one, Selection(flag="all")).rows == ()
    assert totals_published(one, Selection(flag="all")).rows == ()


@pytest.mark.parametrize(
    ("quote", "kept"),
    [
        ("This force does not use the cyber flag.", True),
        ("The flag was introduced in April 2015.", True),
        ("The flag was used from 2015/16 under section 40(2) of the Act.", True),
        ("Three of these were flagged.", False),
        ("There were 3 offences.", False),
        ("No offences were flagged.", False),
        ("One offence carried the flag.", False),
        ("We are not aware of a flag.", True),
        ("There is no such marker on our system.", True),
        ("Sexual offences with cyber flag, victims under 18, 1 April 2015 to 31 March 2016", True),
        ("Q1. Number of flagged offences, aged 0-17, 01.04.15 to 31.03.16", True),
        ("None of them carried the flag.", False),
        ("Only a couple carried the flag, a third of all.", False),
        ("This year's 4 were flagged.", False),
        ("The nought above does not mean that none took place.", False),
        ("It was set on 3 of the crimes of 2015/16.", False),
        ("We flagged ③ of these.", False),
    ],
)
def test_a_quotation_with_a_number_is_left_out(quote: str, kept: bool) -> None:
    assert quoted(quote) == (quote if kept else "")


def test_ranks_and_the_median_are_over_what_is_shown() -> None:
    rows = forces_published(made(40, 20, 3, 30, 25)).records()
    assert [(r["force"][0], r["rank"], r["withheld"]) for r in rows] == [
        ("A", 1, ""),
        ("D", 2, ""),
        ("E", 3, ""),
        ("B", None, NOT_SHOWN),
        ("C", None, FEWER),
    ]
    assert [r["share"] for r in rows[:3]] == [40 / 118, 30 / 118, 25 / 118]
    assert rows[1]["ratio_to_median"] == 1.0
