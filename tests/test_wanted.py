"""Each line of `I want to …` in the README is run as it stands there, and what it prints is compared with a file."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cyberflag.cli import main

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"

# The command as the README has it -> the runs that it stands for, each with the file of what it prints; a run that
# writes files is named by one of them. `few` is a small folder made below, for what no sample holds. The files lie in
# golden/wanted; the page is the one beside that folder.
WANTED: dict[str, dict[str, str]] = {
    "`cyberflag request --period 2016/17 -o request/`": {
        "request.txt": "request --period 2016/17 --letter txt -o request/ > request/letter.txt"},
    "`cyberflag report returns/`": {"report.txt": "report returns/"},
    "`cyberflag report returns/ -o report.xlsx`, `-o report.html`": {
        "../report.html": "report returns/ -o report.html > report.html"},
    "`cyberflag totals returns/`": {"totals.txt": "totals returns/"},
    "`cyberflag ages returns/`": {"ages.txt": "ages returns/"},
    "`cyberflag ages returns/ --under 10 --and-under 10`": {"ages_under.txt": "ages returns/ --under 10 --and-under 10"},
    "`cyberflag youngest returns/`": {"youngest.txt": "youngest returns/"},
    "`cyberflag forces returns/`": {"forces.txt": "forces returns/"},
    "`cyberflag flags returns/`": {"flags.txt": "flags returns/"},
    "`cyberflag report returns/`, under Coverage": {"report.txt": "report returns/"},
    "`cyberflag totals returns/ --flag all`": {"totals_all.txt": "totals returns/ --flag all"},
    "`cyberflag totals returns/ --measure outcomes`": {"few_outcomes.txt": "totals few/ --measure outcomes"},
    "`cyberflag report returns/ --publish`": {"report_published.txt": "report returns/ --publish"},
    '`cyberflag brief "West Mercia" returns/`': {"brief_west_mercia.txt": "brief West_Mercia returns/"},
    "`cyberflag brief --all returns/ -o briefs/`": {
        "brief_ravelshire.txt": "brief --all returns/ -o briefs/ > briefs/Ravelshire Constabulary.txt"},
    "`cyberflag split returns/ --by offence`, `--by code`": {
        "split_offence.txt": "split returns/ --by offence", "split_code.txt": "split returns/ --by code"},
    "`cyberflag split returns/ --by sex`, `--by age-and-sex`": {
        "split_sex.txt": "split returns/ --by sex", "split_age_and_sex.txt": "split returns/ --by age-and-sex"},
    "`cyberflag split returns/ --by platform`, `--by owner`": {
        "few_platforms.txt": "split few/ --by platform", "few_owners.txt": "split few/ --by owner"},
    "`cyberflag regions returns/`, `--regions map.csv`": {
        "regions.txt": "regions returns/", "regions_own.txt": "regions returns/ --regions map.csv"},
    "`cyberflag shares returns/`": {"shares.txt": "shares returns/"},
    "`cyberflag queries returns/`": {"queries.txt": "queries returns/"},
    "`cyberflag queries returns/`, under `in two lists`": {"few_queries.txt": "queries few/"},
    "`cyberflag compare returns/ --period 2014/15 --period 2015/16`": {
        "change.txt": "compare returns/ --period 2014/15 --period 2015/16"},
    "`cyberflag compare before/ after/`, and `--restated`": {
        "few_rounds.txt": "compare before/ after/", "few_restated.txt": "compare before/ after/ --restated"},
    "`cyberflag compare returns/`, `--cumulative`": {
        "years.txt": "compare returns/", "cumulative.txt": "compare returns/ --cumulative"},
    "`cyberflag claim claims.csv returns/`": {"claims.txt": "claim claims.csv returns/"},
    "`cyberflag check returns/`": {"check.txt": "check returns/"},
    "`cyberflag check returns/ -o decisions.xlsx`": {"decisions.csv": "check returns/ -o decisions.csv > decisions.csv"},
    "`cyberflag inspect anyshire.xlsx --cell B7`": {"inspect.txt": "inspect anyshire.xlsx --cell B7"},
    "`cyberflag tidy returns/ -o package/`": {"few_observations.csv": "tidy few/ -o package/ > package/observations.csv"},
}  # fmt: skip

FLAGGED = "Offences with the cyber flag against children under 18, 2015/16\n"
LIST = "Reference,Offence,Date recorded,Age of victim,Cyber flag\n"
ROUNDS = {
    "before": {"Kent Police": "Age,Offences\n12,35\n13,50\n", "Durham Constabulary": "Age,Offences\n12,20\n13,20\n"},
    "after": {
        "Kent Police": "Age,Offences\n12,60\n13,54\n",
        "Durham Constabulary": "Age,Offences\n12,20\n13,20\n",
        "Gwent Police": "Age,Offences\n12,7\n13,5\n",
    },
    "few": {
        "Kent Police": "Platform,Offences\nSnapchat,14\nFacebook,9\nInstagram,6\nWhatsApp,<5\nNot known,5\n",
        "Durham Constabulary": f"Outcome,Outcomes\nCharged,6\nNo further action,21\n\n{FLAGGED}Offence,Offences\nRape,4\nGrooming,36\n",
        "Gwent Police": f"{LIST}10034/15,Rape,03/05/2015,13,Y\n10077/15,Grooming,07/06/2015,14,Y\n",
        "Dyfed-Powys Police": f"{LIST}20011/15,Rape,09/05/2015,12,Y\n10077/15,Grooming,07/06/2015,14,Y\n",
    },
}


def wanted() -> list[str]:
    """The commands of the README's table, as they stand there."""
    part = (ROOT / "README.md").read_text("utf-8").partition("## I want to …")[2].partition("\n## ")[0]
    rows = [line.strip("|").split(" | ") for line in part.splitlines() if line.startswith("| ")]
    return [row[1].strip() for row in rows[2:]]


def test_every_line_of_the_readme_is_run() -> None:
    assert set(wanted()) == set(WANTED)


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with everything that the lines name."""
    folder = tmp_path_factory.mktemp("wanted")
    shutil.copytree(SAMPLES / "returns", folder / "returns")
    for name, returns in ROUNDS.items():
        (folder / name).mkdir()
        (folder / name / "asked.csv").write_text("\n".join(["force", *ROUNDS["few"]]) + "\n", encoding="utf-8")
        for force, text in returns.items():
            whole = text if text.startswith(LIST) else FLAGGED + text
            (folder / name / f"{force}.csv").write_text(whole, encoding="utf-8")
    shutil.copy(SAMPLES / "claims_june_2016.csv", folder / "claims.csv")
    shutil.copy(SAMPLES / "returns" / "North Anyshire Police.xlsx", folder / "anyshire.xlsx")
    (folder / "map.csv").write_text(
        "region,force\nMarches,West Mercia Police\nMarches,Gwent Police\n", encoding="utf-8"
    )
    return folder


@pytest.fixture
def folder(everything: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, where one stands in it before a screen 80 wide."""
    monkeypatch.chdir(everything)
    monkeypatch.setenv("COLUMNS", "80")
    return everything


@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize(
    ("name", "run"), sorted({(name, run) for runs in WANTED.values() for name, run in runs.items()})
)
def test_what_it_prints(
    name: str, run: str, folder: Path, golden: Callable[[str, str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    command, _, written = run.partition(" > ")
    quietly = [] if command.startswith("inspect") else ["-q"]
    assert main([*(word.replace("_", " ") for word in command.split()), *quietly]) == 0
    printed = capsys.readouterr().out
    golden(f"wanted/{name}", (folder / written).read_text("utf-8") if written else printed)
