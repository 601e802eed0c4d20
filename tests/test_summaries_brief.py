"""One force in sentences: what is said, what is left out, and templates of one's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import EARLIER, YEAR, collection, headline, replied

from cyberflag.cli import main
from cyberflag.collection import Collection
from cyberflag.issues import CyberflagError
from cyberflag.outputs.briefs import file_name
from cyberflag.reference import DATA
from cyberflag.summaries.brief import brief, filled, force_named, template
from cyberflag.summaries.brief_values import VALUES
from cyberflag.summaries.selection import Selection
from cyberflag.summaries.variation import forces

SAMPLES = Path(__file__).parent.parent / "samples" / "returns"


def said(made: Collection, force: str) -> str:
    return "\n".join(brief(made, force).notes)


def test_each_number_is_followed_by_where_it_was_read(small: Collection) -> None:
    text = said(small, "Loamshire Police")
    assert (
        "Loamshire Police gave 12 cyber-flagged offences for 2015/16 (366 days) [Loamshire Police.xlsx Sheet1!B2]"
        in text
    )
    assert (
        "Of 11 cyber-flagged offences with age known, 6 were against a 13-year-old [Loamshire Police.xlsx Sheet1!B5]"
        in text
    )
    assert "The youngest stated is 1 [Loamshire Police.xlsx Sheet1!B3], one record in one return" in text
    assert "1 was against a child under ten, and 1 was against a child aged ten or under" in text
    assert "Figures as at 18 April 2016" in text
    assert "2 of 4 bodies that were asked" in text
    assert text.endswith("files of the analyst none")


@pytest.mark.parametrize(
    ("force", "sentence"),
    [
        ("Barsetshire Police", "flagged only because flagged offences were asked for"),
        ("Barsetshire Police", "known only within these bounds"),
        ("Barsetshire Police", "gave 20 to 23"),
        ("Wessex Police", "gave no figure that may be counted for 2015/16: it answered"),
        ("Wessex Police", "Left out, with the reason: 0 for 2015/16, the force does not use or know the flag"),
        ("Wessex Police", "It does not use the flag, so that a nought"),
        ("Mercia Police", "for 2015/16: nothing came from it."),
        ("Ruritania Police", "it was not asked"),
    ],
)
def test_what_a_figure_rests_on_is_said(force: str, sentence: str, small: Collection) -> None:
    assert sentence in said(small, force)


def test_victims_are_people_only_where_they_are_counted() -> None:
    made = collection(replied("A Police", headline("A Police", 9, measure="victims")))
    assert "9 cyber-flagged victims" in said(made, "A Police")


def test_the_year_before_and_a_joint_figure() -> None:
    made = collection(
        replied("A Police", headline("A Police", 63, EARLIER), headline("A Police", 361)),
        replied("B Police + C Police", headline("B Police + C Police", 40)),
    )
    assert "63 for 2014/15 [A Police.xlsx Sheet1!B2]: 63 to 361, +473.0% (5.73 times)." in said(made, "A Police")
    assert "none alone: 40 of B Police + C Police [B Police + C Police.xlsx Sheet1!B2]." in said(made, "B Police")


def test_a_line_without_its_value_is_left_out() -> None:
    assert filled(("{force} gave {count}.", "In all {total}."), {"force": "A", "count": None, "total": "9"}) == [
        "In all 9."
    ]


def test_the_built_in_template_uses_known_values() -> None:
    assert len(template(None)) > 15
    text = (DATA / "brief.txt").read_text(encoding="utf-8")
    assert [name for name in VALUES if name != "period" and "{" + name + "}" not in text] == []


def test_a_template_of_ones_own(tmp_path: Path, small: Collection) -> None:
    path = tmp_path / "own.txt"
    path.write_text("# not printed\n{force}: {count}\n\nNo {joint}\n", encoding="utf-8")
    assert brief(small, "Loamshire Police", lines=template(path)).notes[0] == "Loamshire Police: 12"
    path.write_text("fine\n{force}: {cuont}\n", encoding="utf-8")
    with pytest.raises(CyberflagError, match=r"line 2: \{cuont\} is no value"):
        template(path)
    with pytest.raises(CyberflagError, match="cannot be read"):
        template(tmp_path / "missing.txt")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [("Loamshir Police", "perhaps Loamshire Police is meant"), ("WMP", "may be"), ("Kent", "was not asked")],
)
def test_a_force_must_be_certain(text: str, complaint: str, small: Collection) -> None:
    with pytest.raises(CyberflagError, match=complaint):
        force_named(small, text)


@pytest.mark.parametrize(
    ("force", "name"), [("A/B Police", "A_B Police.txt"), ("..", "body.txt"), ("Ü: x", "Ü_ x.txt")]
)
def test_names_of_files(force: str, name: str) -> None:
    assert file_name(force, ".txt") == name


@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize(
    ("name", "force"), [("brief_west_mercia.txt", "West Mercia"), ("brief_thimbleshire.json", "Thimbleshire Police")]
)
def test_a_run_over_the_samples(name: str, force: str, tmp_path: Path, golden: Callable[[str, str], None]) -> None:
    assert main(["brief", force, str(SAMPLES), "-q", "-o", str(tmp_path / name)]) == 0
    golden(name, (tmp_path / name).read_text(encoding="utf-8"))


@pytest.mark.usefixtures("read_once")
def test_a_file_for_every_body(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "briefs"
    assert main(["brief", "--all", str(SAMPLES), "-q", "-o", str(folder)]) == 0
    assert len(list(folder.glob("*.txt"))) == 44
    assert "nothing came from it" in (folder / "Ravelshire Constabulary.txt").read_text(encoding="utf-8")
    assert main(["brief", "--all", str(SAMPLES), "-q"]) == 2
    assert "name a folder with -o" in capsys.readouterr().err


def test_a_figure_for_another_period_is_told_and_not_counted() -> None:
    made = collection(
        replied("A Police", headline("A Police", 9)),
        replied("B Police", headline("B Police", 5)),
        replied("C Police", headline("C Police", 44, EARLIER)),
    )
    text = said(made, "C Police")
    assert "gave no figure that may be counted for 2015/16" in text
    assert "For other periods, never added to a whole year, it gave: 44 for 2014/15 [C Police.xlsx Sheet1!B2]." in text
    assert "C Police (answered; uses the flag; a figure for 2014/15)" in "\n".join(forces(made, Selection(YEAR)).notes)
