from __future__ import annotations

import pytest
from conftest import YEAR, collection, headline, replied

from cyberflag.collection import Collection
from cyberflag.issues import CyberflagError, Where, issue
from cyberflag.summaries import checking
from cyberflag.summaries.figures import Combination
from cyberflag.summaries.report import report
from cyberflag.summaries.standing import beside
from cyberflag.summaries.statements import first_issues, left_out_briefly

# The keys that the contract fixes, in its order; further ones may follow.
KEYS = {
    "coverage": "expected replied with_figures without_figures not_asked",
    "assumed": "request period roster by_hand decisions",
    "youngest": "age_min age_max exact period measure force count file sheet cell next forces of",
    "ages": "measure modal_age modal_count modal_certain known unknown forces of not_giving by_age under",
}
ROW_KEYS = {
    "totals": "period measure flag count count_min count_max forces of days per_day per_day_min per_day_max children_share on_request images_unknown as_at",
    "left_out": "force why count_min count_max file",
    "forces": "force force_code period measure flag count count_min count_max rank share ratio_to_median rate_per_10000 status flag_use headline_from proof file sheet cell youngest modal_age by_age under",
    "flags": "force flag_use quote file place",
    "issues": "severity code force file sheet cell message hint id choices",
}


def in_order(wanted: str, keys: list[str]) -> bool:
    places = [keys.index(key) for key in wanted.split()]
    return places == sorted(places)


def test_the_json_has_every_key_of_the_contract_in_its_order(small: Collection) -> None:
    values = report(small).data
    for section, keys in KEYS.items():
        assert in_order(keys, list(values[section])), section
    for section, keys in ROW_KEYS.items():
        assert values[section], section
        assert all(in_order(keys, list(row)) for row in values[section]), section


def test_the_sections_come_in_reading_order_and_say_what_the_json_says(small: Collection) -> None:
    found = report(small)
    assert [one.name for one in found.sections] == [
        *("assumed", "finding", "coverage", "totals", "youngest", "ages", "forces", "not_asked", "flags", "left_out"),
        *("issues", "caveats", "made_by"),
    ]
    assert found.sections[1].title.startswith("32 to 35 cyber-flagged offences in 2015/16 (366 days): 2 of 4 bodies")
    assert found.sections[-1].notes[-1].startswith("cyberflag ")


def test_a_report_of_nothing_says_so() -> None:
    found = report(collection())
    assert found.data["totals"] == [] and found.data["youngest"] is None
    assert any("No figure" in one.title for one in found.sections)


def test_a_figure_of_nobody_known_is_listed_and_counted_nowhere() -> None:
    found = report(collection(replied("", headline("", 7)), replied("A Police", headline("A Police", 5)))).data
    assert [(one["force"], one["rank"]) for one in found["forces"]] == [("A Police", 1), ("", None)]
    assert (found["totals"][0]["count"], found["coverage"]["replied"]) == (5, 1)


def test_under_every_table_stands_what_its_numbers_rest_on(small: Collection) -> None:
    said = " ".join(beside(small, Combination(YEAR, "offences", "cyber"), whole=True))
    for words in (
        "Per day",
        "67% of the children",
        "Flagged only because",
        "within bounds",
        "as at 18 April 2016",
        "Left out: Wessex Police 0",
        "floor",
        "not a ranking",
    ):
        assert words in said


def test_issues_worth_reading_first_are_one_of_a_kind_and_no_notes() -> None:
    one = replied("A Police", headline("A Police", 5))
    one.issues = [
        issue("unread-cell", Where("a.xlsx", "S", f"B{row}"), force="A Police").identified("a") for row in range(2, 9)
    ]
    one.issues.append(issue("duplicate", Where("a.xlsx"), force="A Police").identified("a"))
    found = first_issues(collection(one), 5)
    assert len(found.rows) == 1
    assert "6 more of this kind" in str(found.records()[0]["message"])
    assert "7 more" in found.notes[0]


def test_what_is_left_out_stands_side_by_side_and_is_never_added() -> None:
    entries = [
        {
            "force": "A Police",
            "why": "part-year",
            "count_min": n,
            "count_max": n,
            "file": "a.csv",
            "sheet": "",
            "cell": "B2",
        }
        for n in (1, 2, 3, 4)
    ]
    [row] = left_out_briefly(entries).records()
    assert row["counts"] == "1; 2; 3; 1 more"


@pytest.mark.parametrize(("code", "severity"), [("may-be-parts", "error"), ("duplicate", "note")])
def test_a_code_is_explained(code: str, severity: str) -> None:
    found = checking.explained(code)
    assert found.title == f"{code} ({severity})" and all(found.notes)


def test_a_code_that_is_none_is_a_mistake_of_the_user() -> None:
    with pytest.raises(CyberflagError, match="may-be-parts"):
        checking.explained("nonsense")


def test_the_worklist_has_a_line_a_return_then_the_issues_by_force(small: Collection) -> None:
    found = checking.worklist(small).records()
    assert [(one["severity"], one["force"]) for one in found[:5]] == [
        ("ready", "Loamshire Police"),
        ("ready", "Ruritania Police"),
        ("ready", "Wessex Police"),
        ("blocked", "Barsetshire Police"),
        ("not in", "Mercia Police"),
    ]
    assert [one["code"] for one in found[5:]] == ["total-mismatch", "flag-not-used"]


def test_unread_files_become_lines_for_figures_by_hand(small: Collection) -> None:
    small.issues.append(issue("unreadable-file", Where("Kent.doc"), force="Kent Police"))
    [line] = checking.unread(small).records()
    assert (line["force"], line["period"], line["measure"], line["flag"], line["file"], line["count"]) == (
        "Kent Police",
        "2015/16",
        "offences",
        "cyber",
        "Kent.doc",
        None,
    )
