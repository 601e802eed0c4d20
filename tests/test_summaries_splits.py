"""Splits over those that state a value, sums by region, shares flagged, and figures to ask about."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import EARLIER, YEAR, collection, count, headline, replied
from msgspec.structs import replace

from cyberflag.cli import main, questions
from cyberflag.collection import Collection
from cyberflag.issues import Where
from cyberflag.observations import Observation
from cyberflag.reference import table
from cyberflag.returns import ForceReturn
from cyberflag.summaries.published import releases
from cyberflag.summaries.queries import queries
from cyberflag.summaries.regions import region_table
from cyberflag.summaries.shares import shares
from cyberflag.summaries.splits import WAYS, split
from cyberflag.words.periods import financial_year

SAMPLES = Path(__file__).parent.parent / "samples" / "returns"
A, B = "A Police", "B Police"


def stating(
    one: ForceReturn, *rows: tuple[int | str, dict[str, str]], table_: str = "t1", used: str = ""
) -> ForceReturn:
    """The return with a further table of counts, each with what it states; unused it is another breakdown."""
    for at, (number, states) in enumerate(rows, start=10):
        where = Where(f"{one.force}.xlsx", "Sheet1", f"C{at}")
        of_it = Observation(where, count(number), str(number), YEAR, "offences", "cyber", table=table_, force=one.force)
        reason = "" if used else "other-breakdown"
        one.observations.append(replace(of_it, used=used, not_used_because=reason, **states))
    return one


def by_value(made: Collection, way: str) -> dict[str, tuple[int, int | None]]:
    return {row["value"]: (row["count_min"], row["count_max"]) for row in split(made, way).data[0]["by_value"]}


def sexes(*counts: int | str) -> list[tuple[int | str, dict[str, str]]]:
    return [(number, {"sex": sex}) for number, sex in zip(counts, ("female", "male", "unknown"), strict=False)]


def test_the_base_is_what_is_known() -> None:
    made = collection(stating(replied(A, headline(A, 20)), *sexes(12, 5, 3)), replied(B, headline(B, 9)))
    one = split(made, "sex").data[0]
    assert by_value(made, "sex") == {"female": (12, 12), "male": (5, 5)}
    assert (one["known"], one["unknown"], one["forces"], one["not_giving"]) == (17, 12, 1, [B])
    assert [row["share"] for row in one["by_value"]] == [12 / 17, 5 / 17]


def test_one_breakdown_a_force_the_fullest_that_fits() -> None:
    one = stating(replied(A, headline(A, 20)), *sexes(12, 5), table_="t1")
    one = stating(one, *sexes(14, 6), table_="t2")
    one = stating(one, *sexes(90, 60), table_="t3")  # of something wider than the figure
    assert by_value(collection(one), "sex") == {"female": (14, 14), "male": (6, 6)}


def test_bounds_are_carried() -> None:
    made = collection(stating(replied(A, headline(A, 20)), *sexes("10 to 12", 8)))
    one = split(made, "sex").data[0]["by_value"][0]
    assert (one["count"], one["count_min"], one["count_max"], one["share"]) == (None, 10, 12, None)
    assert (one["share_min"], one["share_max"]) == (10 / 18, 12 / 20)


def test_an_offence_may_name_several_platforms() -> None:
    names = ("Snapchat", "Instagram", "WhatsApp", "Unknown platform")
    rows = [(number, {"category": f"platform: {name}"}) for number, name in zip((15, 9, 4, 6), names, strict=True)]
    made = collection(stating(replied(A, headline(A, 20)), *rows))
    assert by_value(made, "platform") == {"Snapchat": (15, 15), "Instagram": (9, 9), "WhatsApp": (4, 4)}
    assert by_value(made, "owner") == {"Snap": (15, 15), "Meta": (13, 13)}
    assert any("one offence may have several" in note for note in split(made, "platform").notes)


def test_every_owner_owns_a_known_platform() -> None:
    known = {names[0] for names in table("categories")["platform"]["names"]}
    assert [name for names in table("owners")["owners"].values() for name in names if name not in known] == []


def test_the_ways_of_the_command_are_those_there_are() -> None:
    assert sorted(questions.WAYS) == sorted(WAYS)


@pytest.mark.parametrize("way", WAYS)
def test_a_way_that_nobody_states(way: str) -> None:
    assert "no return states" in split(collection(replied(A, headline(A, 20))), way).title


def test_no_split_of_the_samples_exceeds_the_total(samples: Collection) -> None:
    for way in ("offence", "code", "sex"):
        for one in split(samples, way).data:
            assert one["known_min"] <= one["known_min"] + one["unknown_min"] <= 3186


def test_regions_name_what_is_missing() -> None:
    wales = ("Dyfed-Powys Police", "Gwent Police", "North Wales Police")
    made = region_table(collection(*(replied(name, headline(name, 10)) for name in wales), replied(A, headline(A, 3))))
    found = {row["region"]: row for row in made.data}
    assert (found["Wales"]["count"], found["Wales"]["missing"]) == (30, "South Wales Police")
    assert found["London"]["count"] is None
    assert (found["in no region"]["count"], found["in no region"]["with_figures"]) == (3, A)


def test_a_share_needs_both_of_one_force_and_period() -> None:
    both = replied(A, headline(A, 20), headline(A, "100 to 125", flag="all"))
    made = collection(both, replied(B, headline(B, 20), headline(B, 80, EARLIER, flag="all")))
    (row,) = shares(made).data
    assert (row["force"], row["share"], row["share_min"], row["share_max"]) == (A, None, 0.16, 0.2)


def test_for_2017_18_recorded_crime_is_known() -> None:
    kent = "Kent Police"
    (row,) = shares(collection(replied(kent, headline(kent, 100, financial_year(2017))))).data
    assert row["recorded"] > 500 and "Home Office" in row["recorded_from"]


def asked_about(made: Collection) -> list[tuple[str, str, str, str]]:
    return [(row["query"], row["force"], row["here"], row["other"]) for row in queries(made).data]


def test_what_was_published_otherwise_is_a_query() -> None:
    mercia, north = "West Mercia Police", "Northumbria Police"
    made = collection(replied(mercia, headline(mercia, 85)), replied(north, headline(north, 170)))
    assert asked_about(made) == [
        ("published otherwise", mercia, "85", "114"),
        ("published otherwise", north, "170", "98"),
    ]


def test_releases_are_read_whole() -> None:
    known = list(releases())
    assert len(known) > 100
    assert {(one.measure, one.flag) for one in known} == {("offences", "cyber"), ("offences", "all")}
    assert all(one.source for one in known)


def test_checks_of_figures_against_each_other() -> None:
    under = replied(A, headline(A, 96), headline(A, 400, flag="all"))
    talk = Observation(Where(f"{A}.xlsx", "S", "C9"), count(153), "153", YEAR, "offences", "all", force=A, table="t2")
    under.observations.append(replace(talk, offence_group="communication", used="headline"))
    above = replied(B, headline(B, 50), headline(B, 40, flag="all"))
    jump = replied("C Police", headline("C Police", 30, EARLIER), headline("C Police", 130))
    assert asked_about(collection(under, above, jump)) == [
        ("flag under-used", A, "96", "153"),
        ("more than all", B, "50", "40"),
        ("other years", "C Police", "130", "30"),
    ]


def test_two_forces_with_the_same_counts_by_age() -> None:
    ages: dict[str, int | str] = {"11": 3, "12": 9, "13": 14, "14": 8}
    made = collection(replied(A, headline(A, 34), ages=ages), replied(B, headline(B, 34), ages=ages))
    assert asked_about(made) == [("same as another", A, "34", "34")]


@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("split_offence.csv", ["split", "--by", "offence"]),
        ("split_code.csv", ["split", "--by", "code"]),
        ("split_sex.csv", ["split", "--by", "sex"]),
        ("split_age_and_sex.csv", ["split", "--by", "age-and-sex"]),
        ("split_sex.txt", ["split", "--by", "sex"]),
        ("regions.csv", ["regions"]),
        ("shares.csv", ["shares"]),
        ("queries.csv", ["queries"]),
    ],
)
def test_a_run_over_the_samples(
    name: str, arguments: list[str], tmp_path: Path, golden: Callable[[str, str], None]
) -> None:
    assert main([arguments[0], str(SAMPLES), *arguments[1:], "-q", "-o", str(tmp_path / name)]) == 0
    golden(name, (tmp_path / name).read_text(encoding="utf-8"))


def test_platforms_not_known_are_no_platform() -> None:
    made = collection(
        stating(replied(A, headline(A, 20)), (15, {"category": "platform: Kik"}), (5, {"category": "platform: N/K"}))
    )
    assert by_value(made, "platform") == {"Kik": (15, 15)}
