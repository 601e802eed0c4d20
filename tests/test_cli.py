"""The command line as a person meets it: every command on real files, exit codes, what goes where."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import RUN
from openpyxl import load_workbook

from cyberflag.cli import cli, main

REQUEST = """[request]
flag = "cyber"
period = "2015/16"
measure = "offences"
age_under = 18
"""
KENT = """Kent Police
Offences with the cyber flag against children under 18, 2015/16
Age,Offences
12,4
13,6
14,5
Total,15
"""
WESSEX = """Offences with the cyber flag against children under 18, 2015/16
Age,Offences
3,1
13,2
Total,3
"""


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


@pytest.fixture
def returns(tmp_path: Path) -> Path:
    """Two made returns with the request and roster beside them."""
    folder = tmp_path / "returns"
    folder.mkdir()
    (folder / "request.toml").write_text(REQUEST, encoding="utf-8")
    (folder / "asked.csv").write_text(
        "force,children\nKent Police,390000\nWessex Police,50000\nMercia Police,60000\n", encoding="utf-8"
    )
    (folder / "Kent Police.csv").write_text(KENT, encoding="utf-8")
    (folder / "Wessex Police.csv").write_text(WESSEX, encoding="utf-8")
    return folder


def run(*arguments: object, **more: str) -> Ran:
    """The program itself, with its own exit code, at 80 columns."""
    environment = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8", **more}
    line = [sys.executable, "-c", RUN, *map(str, arguments)]
    done = subprocess.run(line, capture_output=True, env=environment, check=False)
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def here(capfd: pytest.CaptureFixture[str], *arguments: object) -> Ran:
    """The same inside this process: faster, for all that needs no process of its own."""
    code = main([str(one) for one in arguments])
    captured = capfd.readouterr()
    return Ran(code, captured.out, captured.err)


def test_the_report_tells_total_youngest_and_last_line(returns: Path) -> None:
    ran = run("report", returns)
    assert ran.code == 0, ran.err
    assert "18 cyber-flagged offences in 2015/16 (366 days): 2 of 3 bodies" in " ".join(ran.out.split())
    assert "Aged 3" in ran.out and "Mercia Police" in ran.out
    assert ran.out.rstrip().splitlines()[-1].startswith("cyberflag 0.1.0, inputs ")
    assert "error" in ran.err


def test_the_report_as_json_has_the_keys_of_the_contract_in_order(
    returns: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    found = json.loads(here(capfd, "report", returns, "--format", "json").out)
    assert list(found)[:9] == [
        "coverage",
        "assumed",
        "totals",
        "left_out",
        "youngest",
        "ages",
        "forces",
        "flags",
        "issues",
    ]
    assert found["totals"][0]["count"] == 18
    assert found["ages"]["modal_age"] == 13


@pytest.mark.parametrize("command", ["totals", "youngest", "ages", "forces", "flags", "check", "tidy"])
@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json"])
def test_every_table_comes_in_every_format(
    returns: Path, capfd: pytest.CaptureFixture[str], command: str, form: str
) -> None:
    ran = here(capfd, command, returns, "--format", form)
    assert ran.code == 0, ran.err
    assert "\x1b" not in ran.out
    if form == "json":
        assert isinstance(json.loads(ran.out), list)


def test_output_is_the_same_bytes_each_time_and_into_a_file(returns: Path, tmp_path: Path) -> None:
    first, second = run("totals", returns, "--format", "csv"), run("totals", returns, "-q", "-o", tmp_path / "t.csv")
    assert (second.out, second.err) == ("", "")
    assert (tmp_path / "t.csv").read_text(encoding="utf-8") == first.out


def test_the_suffix_sets_the_format_unless_one_is_given(
    returns: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert here(capfd, "report", returns, "-o", tmp_path / "r.xlsx").code == 0
    assert (tmp_path / "r.xlsx").read_bytes().startswith(b"PK")
    assert here(capfd, "forces", returns, "-o", tmp_path / "f.csv", "--format", "json").code == 0
    assert json.loads((tmp_path / "f.csv").read_text(encoding="utf-8"))


def test_tidy_writes_a_package_and_refuses_another_folder(
    returns: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    package = tmp_path / "package"
    for more in ((), ("--format", "csv")):
        assert here(capfd, "tidy", returns, "-o", package, *more).code == 0
    assert sorted(path.name for path in package.iterdir()) == [
        "datapackage.json",
        "issues.csv",
        "observations.csv",
        "replies.csv",
        "sources.csv",
    ]
    refused = here(capfd, "tidy", returns, "-o", returns)
    assert refused.code == 2 and refused.err.count("\n") == 1


def test_check_writes_a_worklist_with_a_line_a_return_first(
    returns: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert here(capfd, "check", returns, "-o", tmp_path / "decisions.csv").code == 0
    lines = (tmp_path / "decisions.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0].endswith("id,choices,decision,value,reason,by,on")
    assert [line.split(",")[2] for line in lines[1:4]] == ["Kent Police", "Wessex Police", "Mercia Police"]
    assert lines[3].startswith("not in,return,")


@pytest.mark.parametrize("name", ["decisions.csv", "decisions.xlsx"])
def test_a_worklist_is_read_back_and_written_again_with_what_is_decided(
    returns: Path, name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    (returns / "Surrey Police.csv").write_text("Surrey Police\nYear,Offences\n2015/16,no idea\n", encoding="utf-8")
    assert here(capfd, "check", returns, "-o", returns / name).code in (0, 1)
    assert here(capfd, "totals", returns, "--format", "csv").code in (0, 1)
    first = (returns / name).read_bytes()
    here(capfd, "check", returns, "-o", returns / name)
    assert (returns / name).read_bytes() == first


def test_a_decision_in_the_worklist_is_counted_and_kept(returns: Path, capfd: pytest.CaptureFixture[str]) -> None:
    worklist = returns / "decisions.xlsx"
    (returns / "Surrey Police.xlsx").write_bytes(b"PK\x03\x04 cut off")
    here(capfd, "check", returns, "-o", worklist)
    book = load_workbook(worklist)
    sheet = book.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    row = next(r for r in range(2, sheet.max_row + 1) if sheet.cell(r, headings.index("id") + 1).value)
    sheet.cell(row, headings.index("decision") + 1).value = "accept"
    book.save(worklist)
    assumed = json.loads(here(capfd, "report", returns, "--format", "json").out)["assumed"]
    assert assumed["decisions"] == 1
    here(capfd, "check", returns, "-o", worklist)
    again = load_workbook(worklist).worksheets[0]
    assert [again.cell(r, headings.index("decision") + 1).value for r in range(2, again.max_row + 1)].count(
        "accept"
    ) == 1


def test_a_file_that_cannot_be_read_is_named_and_the_rest_is_reported(
    returns: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (returns / "Surrey Police.xlsx").write_bytes(b"PK\x03\x04 cut off")
    ran = here(capfd, "totals", returns, "--format", "csv")
    assert ran.code == 1
    assert ",18,18,18," in ran.out
    assert here(capfd, "check", returns).code == 1
    unread = here(capfd, "check", returns, "--unread").out.splitlines()
    assert unread[0].startswith("force,period,measure,flag") and "Surrey Police.xlsx" in unread[1]


@pytest.mark.parametrize(
    "arguments",
    [
        ["report"],
        ["report", "no/such/folder"],
        ["nonsense"],
        ["totals", ".", "--format", "html"],
        ["totals", ".", "--measure", "apples"],
        ["ages", ".", "--under", "x"],
        ["check"],
        ["check", "--explain", "no-such-code"],
        ["inspect", "no-such-file.xlsx"],
        ["totals", ".", "--request", "no-such.toml"],
    ],
)
def test_a_mistake_of_the_user_is_one_sentence_and_exit_2(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = here(capfd, *arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.startswith("cyberflag: ") and ran.err.count("\n") == 1


def test_an_unknown_period_is_a_sentence(returns: Path, capfd: pytest.CaptureFixture[str]) -> None:
    ran = here(capfd, "totals", returns, "--period", "1999/00")
    assert ran.code == 2 and "2015/16" in ran.err


def test_a_code_is_explained(capfd: pytest.CaptureFixture[str]) -> None:
    ran = here(capfd, "check", "--explain", "may-be-parts")
    assert ran.code == 0 and "may-be-parts" in ran.out


def test_the_schema_lists_every_column(capfd: pytest.CaptureFixture[str]) -> None:
    from cyberflag.observations import COLUMNS

    assert [one["column"] for one in json.loads(here(capfd, "schema", "--format", "json").out)] == list(COLUMNS)


def test_inspect_draws_the_sheet_and_explains_a_cell(returns: Path, capfd: pytest.CaptureFixture[str]) -> None:
    drawn = here(capfd, "inspect", returns / "Kent Police.csv")
    assert drawn.code == 0 and "h Age" in drawn.out and "13" in drawn.out
    one = here(capfd, "inspect", returns / "Kent Police.csv", "--cell", "b5")
    assert one.code == 0 and "data" in one.out and "6" in one.out
    assert here(capfd, "inspect", returns / "Kent Police.csv", "--cell", "Z99").code == 2
    assert list(json.loads(here(capfd, "inspect", returns / "Kent Police.csv", "--format", "json").out))[:4] == [
        "file",
        "force",
        "sheets",
        "passages",
    ]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_one_line_and_exit_1(returns: Path) -> None:
    with Path("/dev/full").open("w") as full:
        line = [
            sys.executable,
            "-c",
            RUN,
            "totals",
            str(returns),
            "-q",
        ]
        done = subprocess.run(line, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1


def test_a_closed_pipe_ends_quietly(returns: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    line = [
        sys.executable,
        "-c",
        RUN,
        "tidy",
        str(returns),
        "-q",
    ]
    done = subprocess.run(line, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_an_interruption_is_one_line_and_exit_130(
    returns: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr("cyberflag.outputs.delivery.collect", interrupted)
    ran = here(capfd, "totals", returns)
    assert ran.code == 130 and ran.out == "" and ran.err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "forbidden"),
    [
        (["--help"], ("pandas", "openpyxl", "rich", "python_calamine", "cyberflag.collection")),
        (["report", "--help"], ("pandas", "openpyxl", "rich", "python_calamine", "cyberflag.collection")),
        (["totals", "RETURNS", "--format", "csv"], ("pandas", "rich", "openpyxl")),
    ],
)
def test_what_is_heavy_is_imported_only_by_who_needs_it(
    returns: Path, arguments: list[str], forbidden: tuple[str, ...]
) -> None:
    given = [str(returns) if one == "RETURNS" else one for one in arguments]
    code = f"import sys; from cyberflag.cli import main; main({given!r}); print([m for m in {forbidden!r} if m in sys.modules], file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.splitlines()[-1] == "[]"


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_has_help_with_an_example(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    ran = here(capfd, name, "--help")
    assert ran.code == 0 and f"Example: cyberflag {name}" in ran.out


def test_the_short_help_of_every_command_is_whole(capfd: pytest.CaptureFixture[str]) -> None:
    assert "..." not in here(capfd, "--help").out.partition("Commands:")[2]


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_screen_of_few_characters_shows_a_report(returns: Path, encoding: str) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "TERM": "dumb", "COLUMNS": "60"}
    line = [
        sys.executable,
        "-c",
        RUN,
        "report",
        str(returns),
    ]
    done = subprocess.run(line, capture_output=True, env=environment, check=False)
    assert done.returncode == 0 and b"Kent Police" in done.stdout


def test_the_bare_name_prints_the_help(capfd: pytest.CaptureFixture[str]) -> None:
    assert here(capfd) == here(capfd, "--help")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["report", ""], "Invalid value for 'RETURNS...': a file or folder has a name"),
        (["report", "RETURNS", "-o", ""], "a file or folder has a name"),
        (["report", "x" * 300], "There is no file or folder `xxx"),
        (["compare", "RETURNS", "--period", "2015/16"], "a change is between two periods: give --period twice"),
        (["compare", "RETURNS", "--period", "2015/16", "--period", "2015/16"], "a change is between two periods"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_exit_2(
    arguments: list[str], said: str, returns: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    ran = here(capfd, *(str(returns) if one == "RETURNS" else one for one in arguments), "-q")
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err and ran.err.count("\n") == 1


def test_files_of_the_analyst_that_are_not_used_are_named(returns: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for name in ("asked.csv", "request.toml"):
        (returns / name).write_text("force\nKent Police\n" if name == "asked.csv" else "[request]\n", encoding="utf-8")
    named = here(capfd, "report", *(str(path) for path in sorted(returns.iterdir())), "-q").out
    assert "Not in use: asked.csv, request.toml. Name the folder it lies in" in " ".join(named.split())
    assert "Not in use" not in here(capfd, "report", str(returns), "-q").out


def test_nothing_at_all_is_said(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "notes.txt").write_text("Nothing of interest.\n", encoding="utf-8")
    assert "No return gave a figure that may be counted." in here(capfd, "totals", str(tmp_path), "-q").out
