"""Change between periods and rounds: matched bodies, bounds carried through, blanks left blank, restatements."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import EARLIER, YEAR, collection, count, headline, replied

from cyberflag.cli import main
from cyberflag.collection import Collection
from cyberflag.decisions import Decision, Record, Request
from cyberflag.returns import LeftOut
from cyberflag.summaries.change import change, change_words, sides
from cyberflag.summaries.figures import Combination
from cyberflag.summaries.matching import crosses_break, match
from cyberflag.summaries.restated import changed, restated
from cyberflag.summaries.selection import Selection
from cyberflag.summaries.years import by_year, cumulative
from cyberflag.words.counts import exactly
from cyberflag.words.periods import financial_year

SAMPLES = Path(__file__).parent.parent / "samples" / "returns"
A, B, C, D = "A Police", "B Police", "C Police", "D Police"


def two_years() -> Collection:
    return collection(
        replied(A, headline(A, 100, EARLIER), headline(A, 150)),
        replied(B, headline(B, "20 to 25", EARLIER), headline(B, 30)),
        replied(C, headline(C, 60)),
        replied(D, headline(D, 7, EARLIER), status="refused"),
    )


def compared(made: Collection) -> dict[str, object]:
    found = sides(made, made, (Selection(EARLIER), Selection(YEAR)))
    assert found is not None
    values: dict[str, object] = change(*found).data
    return values


def test_matched_and_raw_stand_apart() -> None:
    values = compared(two_years())
    matched, raw = values["matched"], values["raw"]
    assert isinstance(matched, dict) and isinstance(raw, dict)
    assert (matched["forces"], matched["of"]) == (2, 4)
    assert [matched[k] for k in ("before", "before_min", "before_max", "after")] == [None, 120, 125, 180]
    assert (matched["change"], matched["change_min"], matched["change_max"]) == (None, 0.44, 0.5)
    assert (matched["ratio_min"], matched["ratio_max"]) == (1.44, 1.5)
    assert (raw["before_min"], raw["before_max"], raw["after"]) == (127, 132, 240)


def test_who_is_left_out_and_why() -> None:
    made = two_years()
    made.returns[2].left_out.append(
        LeftOut(C, "part-year", exactly(9), EARLIER, "offences", "cyber", made.returns[2].headlines[0].where)
    )
    forces = compared(made)["forces"]
    assert isinstance(forces, list)
    assert {row["force"]: row["remark"] for row in forces if not row["matched"]} == {
        C: "no figure before (9 left out, covers only part of the period)",
        D: "no figure after (refused)",
    }


def test_a_joint_return_is_matched_by_its_bodies() -> None:
    pair = match([headline(f"{A} + {B}", 10)], [headline(A, 4), headline(B, 9)]).pairs[0]
    assert pair.both and [c.exact for c in pair.counts] == [10, 13]
    assert not match([headline(f"{A} + {B}", 10)], [headline(A, 4)]).pairs[0].both


@pytest.mark.parametrize(
    ("before", "after", "remark"),
    [(40, 130, "over three times"), (90, 20, "under a third"), (40, 100, ""), (40, 40, "repeats"), (3, 3, "")],
)
def test_what_should_be_checked_before_it_is_news(before: int, after: int, remark: str) -> None:
    made = collection(replied(A, headline(A, before, EARLIER), headline(A, after)))
    forces = compared(made)["forces"]
    assert isinstance(forces, list)
    assert remark in forces[0]["remark"] if remark else forces[0]["remark"] == ""


@pytest.mark.parametrize(("before", "after", "crossed"), [(2022, 2023, False), (2023, 2024, True), (2024, 2025, False)])
def test_the_series_breaks_in_april_2024(before: int, after: int, crossed: bool) -> None:
    assert crosses_break(financial_year(before), financial_year(after)) is crossed


def test_blanks_stay_blank_in_the_table_of_years() -> None:
    made = by_year([two_years()], "offences", "cyber")
    assert [column.key for column in made.columns] == ["force", "2014/15", "2015/16"]
    assert made.rows == ((A, 100, 150), (B, "20 to 25", 30), (C, None, 60), (D, 7, None))


def test_only_complete_forces_are_cumulated() -> None:
    made = cumulative([two_years()], Combination(YEAR, "offences", "cyber"))
    assert (made.data["count_min"], made.data["count_max"]) == (300, 305)
    assert {row["force"]: row["missing"] for row in made.data["forces"] if not row["complete"]} == {
        C: "2014/15",
        D: "2015/16",
    }
    assert "2 of 4 bodies that gave every period" in made.title


def test_what_was_restated_between_rounds() -> None:
    first = collection(replied(A, headline(A, 85)), replied(B, headline(B, 170)), replied(C, headline(C, 5)))
    second = collection(replied(A, headline(A, 114)), replied(B, headline(B, 98)), replied(C, headline(C, 5)))
    made = restated(first, second)
    assert [(row["force"], row["before"], row["after"], row["difference"]) for row in made.data] == [
        (A, 85, 114, 29),
        (B, 170, 98, -72),
    ]
    assert made.title == "Restated: 2 figures of 3 that both rounds give; 1 unchanged"


def test_which_inputs_and_decisions_changed() -> None:
    first, second = collection(replied(A)), collection(replied(A), replied(B))
    first.record = Record(Request(flag="cyber", period=YEAR), first.record.roster)
    second.record = Record(Request(flag="cyber"), second.record.roster, decisions=(Decision("i1", "accept"),))
    second.sources.append(("New.xlsx", "xlsx", "f" * 64))
    found = [(row["what"], row["name"], row["before"], row["after"]) for row in changed(first, second).data]
    assert found == [
        ("file", "New.xlsx", None, "f" * 12),
        ("request", "period", "2015/16", None),
        ("asked", B, None, "asked"),
        ("decision", "i1", None, "accept"),
    ]


@pytest.mark.usefixtures("read_once")
def test_a_run_over_the_samples(tmp_path: Path, golden: Callable[[str, str], None]) -> None:
    years = ["--period", "2014/15", "--period", "2015/16"]
    for name, more in (("change.txt", years), ("change.json", years), ("cumulative.csv", ["--cumulative"])):
        assert main(["compare", str(SAMPLES), *more, "-q", "-o", str(tmp_path / name)]) == 0
        golden(name, (tmp_path / name).read_text(encoding="utf-8"))


def test_two_rounds_are_read_apart(tmp_path: Path) -> None:
    for folder, number in (("before", 85), ("after", 114)):
        (tmp_path / folder).mkdir()
        text = f"Offences with the cyber flag against children 2015/16\nPeriod,Number of offences\n2015/16,{number}\n"
        (tmp_path / folder / "West Mercia Police.csv").write_text(text, encoding="utf-8")
    out = tmp_path / "restated.csv"
    paths = [str(tmp_path / "before"), str(tmp_path / "after")]
    assert main(["compare", *paths, "--restated", "-q", "-o", str(out)]) == 0
    assert (
        out.read_text(encoding="utf-8")
        .splitlines()[1]
        .startswith("West Mercia Police,2015/16,offences,cyber,85,85,85,114")
    )
    assert main(["compare", *paths, "-q", "-o", str(tmp_path / "both.json")]) == 0


@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--restated"], "name two folders or packages"),
        (["--period", "1999/00"], "no return gives figures"),
        (["--period", "2014/15", "--period", "2015/16", "--period", "2014/15"], "between two periods"),
    ],
)
def test_what_cannot_be_compared(arguments: list[str], complaint: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", str(SAMPLES), *arguments, "-q"]) == 2
    assert complaint in capsys.readouterr().err


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (63, 361, "63 to 361, +473.0% (5.73 times)"),
        (10, "5 to 8", "10 before, 5 to 8 after, -50.0% to -20.0% (0.50 to 0.80 times)"),
        (437, 437, "unchanged at 437"),
        (100, 150, "100 to 150, +50.0% (1.50 times)"),
        ("200 to 216", "212 to 228", "200 to 216 before, 212 to 228 after, -1.9% to +14.0% (0.98 to 1.14 times)"),
        (100, "at least 150", "100 before, at least 150 after, at least +50.0% (at least 1.50 times)"),
        ("at least 80", 120, "at least 80 before, 120 after, at most +50.0% (at most 1.50 times)"),
        ("at least 80", "at least 90", "at least 80 before, at least 90 after: the change cannot be told"),
        (0, 5, "0 to 5"),
    ],
)
def test_percent_and_ratio_are_both_named(before: int | str, after: int | str, words: str) -> None:
    assert change_words(count(before), count(after)) == words
