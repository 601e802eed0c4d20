"""Text of a return, of a file's name and of a sheet's name is inert in every output of every command."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import Any

import makers
import pytest
from makers import attacks

from cyberflag.cli import cli, main

# What a screen would obey: control characters but line ends and tabs, and marks that turn or hide text.
OBEYED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")  # what FORCE_COLOR asks for
FORMS = ("table", "csv", "tsv", "json")
MORE = {"split": ["--by", "offence"], "compare": ["--period", "2014/15", "--period", "2015/16"], "claim": []}


def evil_csv(year: str, number: int) -> bytes:
    rows: list[list[Any]] = [[text, number] for text in (*attacks.EVIL, *attacks.FORMULAS)]
    head: list[list[Any]] = [
        ["Kent Police " + attacks.EVIL[0], None],
        [f"{attacks.TITLE.replace('2015/16', year)}", None],
    ]
    return makers.csv([*head, ["Offence", "Offences"], ["Rape", number], *rows, ["Sexual grooming \u202e", number]])


def evil_sheet() -> bytes:
    """A workbook whose sheet has a name that no program would let a person write."""
    made = makers.xlsx(attacks.GRID, title="TITLE")
    return makers.rezipped(made, {}, lambda _, part: part.replace(b"TITLE", "[red]\u202e:smile:".encode()))


@pytest.fixture(scope="module")
def returns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose names and contents try what they can."""
    folder = tmp_path_factory.mktemp("inert") / "returns"
    folder.mkdir()
    (folder / "Kent\x1b[31m [red]\u202e Police.csv").write_bytes(evil_csv("2015/16", 7))
    (folder / "Kent Police [bold] :smile: earlier.csv").write_bytes(evil_csv("2014/15", 5))
    (folder / "Surrey Police\x07\u200b.xlsx").write_bytes(evil_sheet())
    letter = "Wessex Police\n\nThis force \x1b[2J\u202edoes not use the cyber flag [bold]at all[/].\n"
    (folder / "Wessex Police [link].txt").write_text(letter, encoding="utf-8")
    (folder / "broken \x1b]0;owned\x07.xlsx").write_bytes(b"PK\x03\x04 nothing")
    return folder


def lines(returns: Path) -> dict[str, list[str]]:
    """Each command that reads returns, as it is called."""
    claims = returns.parent / "claims.csv"
    claims.write_text("claim,kind,value\n\u202eKent [red] recorded 7,figure,7\n", encoding="utf-8")
    found = {}
    for name, command in cli.commands.items():
        if name in ("request", "schema"):
            continue
        before = {"brief": ["Kent Police"], "claim": [str(claims)]}.get(name, [])
        given = next(returns.glob("Kent*31m*")) if name == "inspect" else returns
        found[name] = [name, *before, str(given), *MORE.get(name, [])]
        assert command.params
    return found


@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", sorted(set(cli.commands) - {"request", "schema"}))
def test_row_escape_codes_markup_and_bidi_are_inert_in_any_output(
    name: str, form: str, returns: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    choices = next(one.type.choices for one in cli.commands[name].params if one.name == "form")  # type: ignore[attr-defined]
    if form not in choices:
        pytest.skip("no such format")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    code = main([*lines(returns)[name], "--format", form])
    out, err = capfd.readouterr()
    assert code in (0, 1) and out, err
    assert "\x1b[31mred" not in out  # whatever colours a table has
    assert not OBEYED.search(err)
    plain = COLOUR.sub("", out) if form == "table" else out
    assert not OBEYED.search(plain), OBEYED.findall(plain)
    if form == "json":
        json.loads(out)


@pytest.mark.parametrize("suffix", ["html", "xlsx"])
def test_row_nothing_is_obeyed_in_a_page_or_a_workbook(suffix: str, returns: Path, tmp_path: Path) -> None:
    out = tmp_path / f"report.{suffix}"
    assert main(["report", str(returns), "-q", "-o", str(out)]) == 1
    if suffix == "html":
        text = out.read_text(encoding="utf-8")
        assert "[red]" in text and "<script" not in text.lower()
    else:
        with zipfile.ZipFile(out) as archive:
            text = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))
        assert "<f>" not in text
    assert not OBEYED.search(text), OBEYED.findall(text)


def test_row_nothing_is_obeyed_in_a_package_or_worklist(returns: Path, tmp_path: Path) -> None:
    assert main(["tidy", str(returns), "-q", "-o", str(tmp_path / "package")]) == 1
    assert main(["check", str(returns), "-q", "-o", str(tmp_path / "decisions.csv")]) == 1
    for path in (*(tmp_path / "package").iterdir(), tmp_path / "decisions.csv"):
        text = path.read_text(encoding="utf-8").removeprefix("\ufeff")
        assert not OBEYED.search(text), (path.name, OBEYED.findall(text))
