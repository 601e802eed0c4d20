from __future__ import annotations

import pytest
from conftest import collection, headline, replied

from cyberflag.collection import Collection
from cyberflag.decisions import Asked
from cyberflag.summaries.selection import Selection
from cyberflag.summaries.variation import entries, forces


def ranks(*values: int | str) -> list[tuple[int | str, int]]:
    made = collection(
        *(
            replied(f"{letter} Police", headline(f"{letter} Police", value))
            for letter, value in zip("ABCDEF", values, strict=False)
        )
    )
    return [(one["rank"], one["count_min"]) for one in entries(made)]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((5, 9, 2), [(1, 9), (2, 5), (3, 2)]),
        ((5, 9, 5), [(1, 9), ("2=", 5), ("2=", 5)]),
        (("4 to 7", 9, 5), [(1, 9), ("2=", 5), ("3=", 4)]),
        (("at least 3", 9, 1), [("1=", 9), ("2=", 3), (3, 1)]),
    ],
)
def test_rank_is_by_the_lower_bound_and_shared_where_bounds_overlap(
    values: tuple[int | str, ...], expected: list[tuple[int | str, int]]
) -> None:
    assert ranks(*values) == expected


def test_share_ratio_and_rate_are_null_unless_exact(small: Collection) -> None:
    barset, loam = entries(small)[:2]
    assert (loam["force"], loam["count"], loam["ratio_to_median"]) == ("Loamshire Police", 12, 1.0)
    assert loam["rate_per_10000"] == pytest.approx(2.4)
    assert (loam["share"], loam["share_min"], loam["share_max"]) == (
        None,
        pytest.approx(12 / 35),
        pytest.approx(12 / 32),
    )
    assert (barset["count"], barset["rate_per_10000"]) == (None, None)
    assert (barset["rate_per_10000_min"], barset["rate_per_10000_max"]) == (
        pytest.approx(20 / 15),
        pytest.approx(23 / 15),
    )


def test_a_few_children_make_no_rate() -> None:
    roster = (Asked("A Police", children=1_999), Asked("B Police", children=2_000))
    made = collection(
        replied("A Police", headline("A Police", 4)), replied("B Police", headline("B Police", 4)), roster=roster
    )
    assert [one["rate_per_10000"] for one in entries(made)] == [None, pytest.approx(20.0)]


def test_a_joint_return_has_no_rank_and_no_ratio_but_a_rate_over_both() -> None:
    made = collection(
        replied("A Police + B Police", headline("A Police + B Police", 30)),
        replied("C Police", headline("C Police", 10)),
    )
    joint = next(one for one in entries(made) if "+" in one["force"])
    single = next(one for one in entries(made) if "+" not in one["force"])
    assert (joint["rank"], joint["ratio_to_median"], joint["share"], joint["rate_per_10000"]) == (
        None,
        None,
        0.75,
        pytest.approx(1.5),
    )
    assert (single["rank"], single["ratio_to_median"]) == (1, 1.0)


def test_a_body_not_asked_or_left_out_is_listed_without_rank_or_share(small: Collection) -> None:
    other = next(one for one in entries(small) if one["force"] == "Ruritania Police")
    assert (other["count"], other["asked"], other["rank"], other["share_min"]) == (5, False, None, None)
    made = collection(
        replied("A Police", headline("A Police", 10)), replied("B Police", headline("B Police", 99, left_out="adults"))
    )
    left = next(one for one in entries(made) if one["force"] == "B Police")
    assert (left["count"], left["left_out"], left["rank"]) == (99, "adults", None)


def test_a_force_without_a_figure_has_its_reply(small: Collection) -> None:
    silent = next(one for one in entries(small) if one["force"] == "Wessex Police")
    assert (silent["count"], silent["status"], silent["flag_use"], silent["by_age"]) == (
        None,
        "answered",
        "not-used",
        [],
    )


def test_a_selection_lets_through_only_what_it_names(small: Collection) -> None:
    assert entries(small, Selection(measure="victims")) == []
    assert [one["force"] for one in entries(small, Selection(flag="cyber"))] == [
        "Barsetshire Police",
        "Loamshire Police",
        "Ruritania Police",
    ]


def test_every_entry_has_the_same_keys_and_the_table_says_its_coverage(small: Collection) -> None:
    found = forces(small)
    assert len({tuple(one) for one in found.data}) == 1
    assert "2 of 4 bodies" in found.title


def test_the_highest_the_lowest_and_those_under_ten_are_named() -> None:
    made = collection(
        *(
            replied(f"{name} Police", headline(f"{name} Police", n))
            for name, n in zip("ABCD", (1204, 9, 3, 3), strict=True)
        )
    )
    assert list(forces(made).notes[:2]) == [
        "Highest: A Police 1,204. Lowest: C Police and D Police 3. Median: 6.",
        "Under ten: B Police, C Police, D Police.",
    ]


def test_replies_without_a_figure_are_said_for_people(small: Collection) -> None:
    assert "Replied without a figure here: Wessex Police (answered; does not use the flag)." in forces(small).notes
