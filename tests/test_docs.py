"""README and CHANGELOG are true: what they show is what is printed, and everything there is is told of."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import readme

import cyberflag
from cyberflag.cli import cli, main
from cyberflag.decisions import CHOICES, FILES, load
from cyberflag.issues import ISSUE_CODES
from cyberflag.layouts import LAYOUTS
from cyberflag.observations import COLUMNS
from cyberflag.replies import FLAG_USES, STATUSES
from cyberflag.summaries.selection import FLAGS, MEASURES

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = sorted(cli.commands)
SOURCES = [path.read_text("utf-8") for path in (ROOT / "cyberflag").rglob("*.py") if path.name != "issues.py"]


def blocks(language: str) -> list[str]:
    """The fenced blocks of a language, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", TEXT, re.M | re.S)


def in_code() -> set[str]:
    """What stands in backquotes outside the fenced blocks."""
    return set(re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```$", "", TEXT, flags=re.M | re.S)))


def test_what_is_generated_still_stands() -> None:
    # In a process of its own: cog keeps the modules that a page imports, and takes over the output.
    cog = [sys.executable, "-m", "cogapp", "--check", "--diff", "-I", "tests", "README.md"]
    done = subprocess.run(cog, cwd=ROOT, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, f"run `cog -r -I tests README.md`\n{done.stdout[-4000:]}{done.stderr[-2000:]}"


def test_the_first_two_lines_of_shell_install_and_test() -> None:
    first, second, *_ = blocks("sh")
    assert (first.count("\n"), second.count("\n")) == (1, 1)
    assert "venv" in first and first.rstrip().endswith("cyberflag report samples/returns")
    assert second.rstrip().endswith("pytest")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_told_of_with_its_options(name: str) -> None:
    command = cli.commands[name]
    assert f"cyberflag {name}" in TEXT
    told = " ".join(in_code())
    assert [opt for one in readme.options(command) for opt in one.opts if opt not in told] == []


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_every_help_has_an_example(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*filter(None, [name]), "--help"]) == 0
    assert "Example: cyberflag " in capsys.readouterr().out


def examples() -> Iterator[str]:
    """The command lines of the help texts and of the README's tables."""
    for command in (cli, *cli.commands.values()):
        yield from re.findall(r"^ *Example: cyberflag (.*)$", command.help or "", re.M)
    for line in in_code():
        if line.startswith("cyberflag ") and not re.search(r"…|[A-Z]{4}", line):
            yield line.removeprefix("cyberflag ")


@pytest.mark.parametrize("line", sorted(set(examples())))
def test_examples_name_commands_and_options_that_are_there(line: str) -> None:
    name, *words = line.split()
    assert name in cli.commands
    having = {opt for one in readme.options(cli.commands[name]) for opt in one.opts} | {"--help"}
    assert {word for word in words if word.startswith("-")} <= having


NAMES = {
    "issue code": ISSUE_CODES,
    "status": STATUSES,
    "flag_use": FLAG_USES,
    "column": COLUMNS,
    "decision": CHOICES,
    "file": [names[0] for names in FILES.values()],
}


@pytest.mark.parametrize("what", NAMES)
def test_every_name_is_told_of(what: str) -> None:
    told = " ".join(in_code())
    assert [name for name in NAMES[what] if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", told)] == []


def test_the_map_is_that_of_the_package() -> None:
    listed = re.findall(r"^([a-z_]+) {2,}\S", cyberflag.__doc__ or "", re.M)
    assert len(listed) > 10
    assert re.findall(r"^([a-z_]+)", TEXT.partition("## The map")[2].split("```")[1], re.M) == listed


def test_the_columns_name_every_value_they_can_have() -> None:
    for column, values in (("measure", MEASURES), ("flag", FLAGS), ("layout", LAYOUTS)):
        assert [value for value in values if value not in COLUMNS[column][1]] == []


@pytest.mark.parametrize("code", ISSUE_CODES)
def test_every_issue_code_explains_itself(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", code)
    assert main(["check", "--explain", code]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert all(words in printed for words in (code, ISSUE_CODES[code].meaning, ISSUE_CODES[code].hint))


@pytest.mark.parametrize("code", ISSUE_CODES)
def test_every_issue_code_is_raised_somewhere(code: str) -> None:
    assert any(f'"{code}"' in source for source in SOURCES)


def kept(folder: Path) -> None:
    """The examples of the four files, written into a folder under the names they have."""
    (request,) = blocks("toml")
    (folder / "request.toml").write_text(request, encoding="utf-8")
    names = {"aliases": "asked.csv", "count": "figures_by_hand.csv", "decision": "decisions.csv"}
    for block in blocks("csv"):
        (name,) = (name for column, name in names.items() if column in block.split("\n")[0].split(","))
        (folder / name).write_text(block, encoding="utf-8")


def test_the_examples_of_the_four_files_hold_no_mistake(tmp_path: Path) -> None:
    kept(tmp_path)
    record = load([tmp_path])
    assert sorted(record.used) == sorted(names[0] for names in FILES.values())
    assert record.request and record.request.words and record.request.age_under == 18
    assert (len(record.roster), len(record.by_hand), len(record.decisions)) == (2, 2, 1)


def test_the_lines_of_python_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    duckdb = pytest.importorskip("duckdb")
    pandas, in_duckdb, _ = blocks("python")
    monkeypatch.chdir(ROOT)
    exec(compile(pandas, "README.md", "exec"), {})
    with (ROOT / "tests" / "golden" / "totals.csv").open(encoding="utf-8") as file:
        first = next(csv.DictReader(file))
    printed = capsys.readouterr().out
    assert re.search(
        rf"{first['period']}\s+{first['measure']}\s.*{first['flag']}\s+{first['count_min']}\b", printed, re.S
    )
    assert main(["tidy", "samples/returns", "-q", "-o", str(tmp_path / "package")]) == 0
    monkeypatch.chdir(tmp_path)
    found = dict(eval(in_duckdb, {"duckdb": duckdb}).fetchall())
    assert found["West Mercia Police"] == 85


def test_the_changelog_has_the_form_that_it_names() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert text.startswith("# Changelog\n") and "keepachangelog.com" in text
    releases = re.findall(r"^## (.*)$", text, re.M)
    assert releases[0] == "[Unreleased]"
    assert all(re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d", one) for one in releases[1:])
    kinds = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security", "Figures"}
    assert set(re.findall(r"^### (.*)$", text, re.M)) <= kinds
    assert [line for line in text.split("\n") if line and not re.match(r"#{1,3} |- |  \S|[A-Z]", line)] == []
