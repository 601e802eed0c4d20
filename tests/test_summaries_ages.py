from __future__ import annotations

import pytest
from conftest import aged, collection, headline, replied
from msgspec.structs import replace

from cyberflag.collection import Collection
from cyberflag.summaries.ages import Threshold, ages, below, thresholds
from cyberflag.summaries.variation import forces
from cyberflag.summaries.wording import against
from cyberflag.summaries.youngest import bounds_of, youngest

Ages = dict[str, int | str]


@pytest.mark.parametrize(
    ("stated", "threshold", "bounds"),
    [
        ({"9": 2, "10": 3, "11": 4}, Threshold(10, False), (2, 2)),
        ({"9": 2, "10": 3, "11": 4}, Threshold(10, True), (5, 5)),
        ({"0 to 9": 2, "10 to 12": 3}, Threshold(10, False), (2, 2)),
        ({"0 to 10": 6}, Threshold(10, False), (0, 6)),  # a band on both sides
        ({"5": "1 to 4"}, Threshold(10, False), (1, 4)),
        ({"5": "at least 1"}, Threshold(10, False), (1, None)),
        ({"8+": 3}, Threshold(10, True), (0, 3)),
        ({"unknown": 50, "9": 1}, Threshold(10, False), (1, 1)),  # age unknown widens nothing
        ({}, Threshold(10, False), (0, 0)),
    ],
)
def test_counts_below_a_threshold(stated: Ages, threshold: Threshold, bounds: tuple[int, int | None]) -> None:
    found = below(aged("A Police", stated), threshold)
    assert (found.low, found.high) == bounds


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ({"1": 1, "13": 9}, (1, 1, True)),
        ({"1": 0, "13": 9}, (13, 13, True)),
        ({"0 to 11": 3, "12": 4}, (0, 11, False)),
        ({"0 to 11": 3, "7": 1}, (0, 7, False)),
        ({"3": "0 to 4", "8": 1}, (3, 8, False)),  # a suppressed cell allows three
        ({"3": "1 to 4", "8": 1}, (3, 3, True)),  # and here proves it
        ({"16+": 2}, (16, None, False)),
        ({"unknown": 5}, (None, None, None)),
        ({"4": 0}, (None, None, None)),
    ],
)
def test_the_youngest_has_bounds(stated: Ages, expected: tuple[int | None, int | None, bool | None]) -> None:
    found = bounds_of(aged("A Police", stated))
    assert (found["age_min"], found["age_max"], found["exact"]) == expected


def made(*stated: Ages) -> Collection:
    names = [f"{letter} Police" for letter in "ABCDE"]
    return collection(
        *(replied(name, headline(name, 20), ages=each) for name, each in zip(names, stated, strict=False))
    )


@pytest.mark.parametrize(
    ("stated", "age", "count", "certain"),
    [
        (({"12": 3, "13": 8}, {"13": 2}), 13, 10, True),
        (({"13": 8}, {"0 to 12": 5}), 13, 8, True),
        (({"13": 8}, {"10 to 12": 9}), 13, 8, False),  # all nine may be twelve
        (({"13": 8}, {"12 to 14": 9}), 13, 8, False),
        (({"13": 8, "14": 8},), 13, 8, False),
        (({"13": 8, "14": "1 to 9"},), 13, 8, False),
        (({"0 to 15": 8},), None, None, None),
    ],
)
def test_the_commonest_age(stated: tuple[Ages, ...], age: int | None, count: int | None, certain: bool | None) -> None:
    [found] = ages(made(*stated)).data
    assert (found["modal_age"], found["modal_count"], found["modal_certain"]) == (age, count, certain)


def test_ages_that_are_level_are_both_named_and_no_force_has_a_commonest() -> None:
    level = made({"13": 8, "14": 8, "15": 2})
    assert "No single age is the commonest: 13 and 14 are level, with 8 offences each." in ages(level).notes
    assert [one["modal_age"] for one in forces(level).data] == [None]
    assert [one["modal_age"] for one in forces(made({"13": 8, "14": 7})).data] == [13]


def test_known_and_unknown_are_the_base_and_a_return_without_ages_widens_only_unknown(small: Collection) -> None:
    with_more = collection(*small.returns, replied("Camelot Police", headline("Camelot Police", 40)))
    [found] = ages(with_more).data
    assert (found["known"], found["known_min"], found["known_max"]) == (None, 31, 34)
    assert found["unknown"] == 1 + 40
    assert (found["forces"], found["not_giving"]) == (2, ["Camelot Police"])
    assert [one["age"] for one in found["by_age"]] == ["0 to 11", "1", "12", "13", "14 to 17"]


def test_under_is_always_given_for_three_thresholds_and_for_those_asked() -> None:
    marks = thresholds(under=(12, 10), and_under=(15,))
    [found] = ages(made({"9": 1, "10": 2, "12": 4, "15": 8}), marks=marks).data
    assert [(u["age"], u["inclusive"], u["count"]) for u in found["under"]] == [
        (10, False, 1),
        (10, True, 3),
        (13, False, 7),
        (12, False, 3),
        (15, True, 15),
    ]


def test_without_any_age_nobody_is_counted_under_one() -> None:
    found = ages(collection(replied("A Police", headline("A Police", 5))))
    assert {(one["count_min"], one["count_max"]) for one in found.data[0]["under"]} == {(None, None)}
    assert [row["kind"] for row in found.records()] == ["unknown"]


def test_a_breakdown_of_another_measure_is_not_mixed_in() -> None:
    both = replied("A Police", headline("A Police", 5), headline("A Police", 6, measure="victims"), ages={"13": 5})
    both.observations += aged("A Police", {"2": 6}, measure="victims", column="C")
    found = ages(collection(both)).data
    assert [(one["measure"], one["known"]) for one in found] == [("offences", 5), ("victims", 6)]


def test_the_youngest_overall_names_its_force_place_and_the_next_age(small: Collection) -> None:
    [found] = youngest(small).data
    assert (found["force"], found["count"], found["file"], found["cell"]) == (
        "Loamshire Police",
        1,
        "Loamshire Police.xlsx",
        "B3",
    )
    assert found["next"] == {"age": 12, "count": 4}
    assert [(one["force"], one["age_min"], one["age_max"]) for one in found["per_force"]] == [
        ("Barsetshire Police", 0, 11),
        ("Loamshire Police", 1, 1),
    ]


@pytest.mark.parametrize(
    ("measure", "age", "words"),
    [
        ("offences", 13, "offences against a 13-year-old"),
        ("offences", 8, "offences against an 8-year-old"),
        ("victims", 13, "victims aged 13"),
        ("unknown", 4, "counts aged 4"),
    ],
)
def test_offences_are_against_a_child_and_only_victims_have_an_age(measure: str, age: int, words: str) -> None:
    assert against(measure, age) == words


def test_a_youngest_counted_in_several_cells_says_how_many() -> None:
    one = made({"1 to 9": 3})
    twin = aged("A Police", {"1 to 9": 4}, column="D")
    one.returns[0].observations += twin
    assert "A Police.xlsx Sheet1!B3 and 1 more" in youngest(one).notes[0]
    assert youngest(one).data[0]["cells"] == 2


def test_whose_offences_a_sentence_means_is_no_age() -> None:
    one = made({"0 to 17": 45})
    assert ages(one).data[0]["forces"] == 1
    said = [replace(o, layout="prose") for o in one.returns[0].observations]
    one.returns[0].observations[:] = said
    assert (ages(one).data[0]["forces"], ages(one).data[0]["known"]) == (0, 0)
