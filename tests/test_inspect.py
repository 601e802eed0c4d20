"""How one file was read, told truly: rows by their numbers in the file, the title that says most, whose words they are."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import makers
import pytest

from cyberflag.cli import main
from cyberflag.collection import inspect
from cyberflag.issues import CyberflagError

FORM: makers.Grid = [
    ["Request for information: online sexual offences", None],
    ["Please count offences to which the cyber-flag has been applied.", None],
    ["Police force:", "Kent Police"],
    ["Date completed:", "09/05/2016"],
    [None, None],
    ["Q1. Total number of cyber-flagged sexual offences", 12],
]


def told(path: Path, data: bytes) -> dict[str, Any]:
    path.write_bytes(data)
    entry, one, issues = inspect(path)
    return {**entry, "issues": [i.code for i in issues], "flag_use": one.flag_use}


def test_rows_are_numbered_as_in_the_file(tmp_path: Path) -> None:
    text = "Kent Police\nSexual offences 2015/16, victims under 18\n\nAge      Female   Male\n12       3        1\n13       5        2\n"
    (sheet,) = told(tmp_path / "Kent Police.txt", text.encode())["sheets"]
    (table,) = sheet["tables"]
    assert (table["range"], table["data"], table["header_rows"]) == ("A4:C6", "B5:C6", [4])


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["Cyber-flagged sexual offences, victims under 18", "Data as at 30/05/2016"], 0),
        (["Kent Police", "Cyber-flagged sexual offences, 2015/16"], 1),
        (["Kent Police", "Table 1"], 1),
    ],
)
def test_the_title_is_the_line_that_says_most(tmp_path: Path, lines: list[str], title: int) -> None:
    grid: makers.Grid = [*([line, None] for line in lines), ["Age", "Offences"], ["12", 3], ["13", 4]]
    (sheet,) = told(tmp_path / "Kent Police.xlsx", makers.xlsx(grid))["sheets"]
    assert sheet["tables"][0]["title"] == lines[title]


def test_the_form_of_the_requester(tmp_path: Path) -> None:
    found = told(tmp_path / "Kent Police.xlsx", makers.xlsx(FORM))
    assert [t["layout"] for t in found["sheets"][0]["tables"]] == ["pairs"]
    assert "empty-table" not in found["issues"]
    assert {s["text"]: s["speaker"] for s in found["passages"]}[FORM[5][0]] == "requester"
    assert found["flag_use"] == "not-stated"


def test_an_answer_under_the_number_of_a_question_is_the_force(tmp_path: Path) -> None:
    lines = ["Please say how many offences carried the flag.", "Q1. Number of offences with the cyber flag"]
    grid: makers.Grid = [*([line, None] for line in lines), ["Q1. Kent Police recorded 12 offences with it.", None]]
    found = told(tmp_path / "Kent Police.xlsx", makers.xlsx(grid))
    assert [s["speaker"] for s in found["passages"]] == ["requester", "requester", "force"]


def test_a_remark_beside_the_headings_labels_nothing(tmp_path: Path) -> None:
    grid: makers.Grid = [["Age", "Offences", None, "Age at the time of the offence"], ["12", 3], ["13", 4]]
    (sheet,) = told(tmp_path / "Kent Police.xlsx", makers.xlsx(grid))["sheets"]
    assert sheet["tables"][0]["label_columns"] == ["A"]


def test_a_list_on_its_side_is_headed_by_its_first_column(tmp_path: Path) -> None:
    lines = ["Reference,A1,A2,A3,A4", "Offence,Rape,Grooming,Rape,Rape", "Age,13,14,15,12", "Cyber flag,Y,N,Y,Y"]
    (sheet,) = told(tmp_path / "Kent Police.csv", "\n".join(lines).encode())["sheets"]
    (table,) = sheet["tables"]
    assert (table["layout"], table["range"], table["data"], table["label_columns"]) == (
        "listing",
        "A1:E4",
        "B1:E4",
        ["A"],
    )
    roles = {one["cell"]: one["role"] for one in sheet["cells"]}
    assert [roles[cell] for cell in ("A1", "A3", "B1", "B3", "E4")] == ["header", "header", "data", "data", "data"]


def test_sheets_of_several_members_are_told_apart(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    grid: makers.Grid = [["Age", "Offences"], ["12", 3], ["13", 4]]
    path = tmp_path / "Kent Police.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("2014-15.xlsx", "2015-16.xlsx"):
            archive.writestr(name, makers.xlsx(grid))
    assert main(["inspect", str(path)]) == 0
    found = capfd.readouterr().out
    assert "Sheet Sheet1 of 2015-16.xlsx" in found and "\n2014-15.xlsx Sheet1!B2  3 " in found


def test_a_file_of_the_analyst_is_no_return(tmp_path: Path) -> None:
    path = tmp_path / "request.toml"
    path.write_text("[request]\n")
    with pytest.raises(CyberflagError, match="by its name it is no return"):
        inspect(path)


@pytest.mark.parametrize(("cell", "words"), [("<5", "0 to 4"), ("*", "at least 1"), ("12", "12"), ("x9", "unreadable")])
def test_what_a_cell_became_is_said_in_words(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], cell: str, words: str
) -> None:
    path = tmp_path / "Kent Police.csv"
    path.write_text(f"Offences with the cyber flag 2015/16\nAge,Number\n10,4\n11,{cell}\n13,6\n")
    assert main(["inspect", str(path)]) == 0
    line = next(line for line in capfd.readouterr().out.splitlines() if line.startswith("B4 "))
    assert f" {words}: offences" in line
