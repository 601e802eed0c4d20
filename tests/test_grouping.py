"""Which documents are one return, and an earlier letter beside the answer."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from cyberflag.collection import collect
from cyberflag.collection.grouping import around
from cyberflag.readers.discover import Found
from cyberflag.summaries import coverage
from cyberflag.words.forces import names


@pytest.mark.parametrize(
    ("document", "unit", "force"),
    [
        ("Kent Police.csv", "Kent Police.csv", ""),
        ("Kent Police/data.csv", "Kent Police/", "Kent Police"),
        ("Kent Police.zip!data.csv", "Kent Police.zip!", "Kent Police"),
        ("Kent Police.eml", "Kent Police.eml", "Kent Police"),
        ("Kent Police.eml!data.csv", "Kent Police.eml", "Kent Police"),
        ("mail.eml!data.csv", "mail.eml", ""),
        ("Kent Police.mbox!1", "Kent Police.mbox!", "Kent Police"),
        ("Kent Police.mbox!2!data.xls", "Kent Police.mbox!", "Kent Police"),
        ("all.mbox!2", "all.mbox!2", ""),
        ("all.mbox!2!data.xls", "all.mbox!2", ""),
        ("all.zip!Kent Police/data.xls", "all.zip!Kent Police/", "Kent Police"),
        ("Kent Police/Kent Police/data.csv", "Kent Police/", "Kent Police"),
        ("West Midlands/Staffordshire Police/data.csv", "West Midlands/Staffordshire Police/", "Staffordshire Police"),
        (
            "West Midlands.zip!Staffordshire Police/a.csv",
            "West Midlands.zip!Staffordshire Police/",
            "Staffordshire Police",
        ),
        ("Kent Police/Essex Police.eml", "Kent Police/Essex Police.eml", "Essex Police"),
        ("Kent Police/Essex Police.eml!data.csv", "Kent Police/Essex Police.eml", "Essex Police"),
        ("Kent Police/reply.eml!data.csv", "Kent Police/", "Kent Police"),
        ("Kent Police/Essex reply.eml!data.csv", "Kent Police/Essex reply.eml", "Kent Police"),
        ("Norfolk and Suffolk/Norfolk data.csv", "Norfolk and Suffolk/", "Norfolk Constabulary + Suffolk Constabulary"),
    ],
)
def test_unit_of_a_document(document: str, unit: str, force: str) -> None:
    folders = tuple(document.split("!")[0].split("/")[:-1])
    found = Found(Path(document), document, folders, Path())
    told = around(document, found, names())
    assert (told.path, told.force.name if told.force else "") == (unit, force)


ACKNOWLEDGED = "Kent Police\n\nWe acknowledge receipt of your request and aim to send you a response by 20 May 2016.\n"
ANSWER = 'Kent Police\n"Sexual offences with the cyber flag, victims under 18, 2015/16"\nTotal offences,12\n'


@pytest.mark.parametrize(
    ("files", "status", "rows"),
    [
        ({"letter.txt": ACKNOWLEDGED}, "holding", ["holding"]),
        ({"letter.txt": ACKNOWLEDGED, "data.csv": ANSWER}, "answered", ["holding", "answered"]),
        (
            {"letter.txt": ACKNOWLEDGED, "reply.txt": "Kent Police\n\nWe do not hold this information.\n"},
            "not-held",
            ["holding", "not-held"],
        ),
    ],
)
def test_an_acknowledgement_stands_beside_the_answer(
    tmp_path: Path, files: dict[str, str], status: str, rows: list[str]
) -> None:
    folder = tmp_path / "Kent Police"
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text)
    (one,) = collect(tmp_path).returns
    assert (one.status, [reply.status for reply in one.replies]) == (status, rows)


def figures(total: int) -> str:
    return f"Cyber-flagged offences 2015/16\nAge of victim,Offences\n12,1\n13,{total - 1}\nTotal,{total}\n"


@pytest.mark.parametrize(
    ("files", "counted", "left_out", "errors"),
    [
        # a region that is called like a force holds the returns of several
        ({"West Midlands/Staffordshire Police/a.csv": 7, "West Midlands/b.csv": 2}, [2, 7], [], []),
        ({"West Midlands/Staffordshire.csv": 7, "West Midlands/b.csv": 2}, [2], [("conflict", 7)], ["force-conflict"]),
        # a joint figure holds those of its forces
        ({"Norfolk and Suffolk.csv": 9, "Norfolk.csv": 2}, [9], [("other-breakdown", 2)], []),
        ({"Norfolk and Suffolk.csv": 9, "Norfolk.csv": 2, "Suffolk.csv": 7}, [2, 7], [("total", 9)], []),
        # the same file under two names
        ({"Kent.csv": 7, "copy of it.csv": 7}, [7], [], []),
        ({"Kent.csv": 7, "Essex.csv": 7}, [], [("conflict", 7), ("conflict", 7)], ["force-conflict"] * 2),
    ],
)
def test_no_figure_is_counted_twice_or_for_another_force(
    tmp_path: Path, files: dict[str, int], counted: list[int], left_out: list[tuple[str, int]], errors: list[str]
) -> None:
    for name, total in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(figures(total))
    found = collect(tmp_path)
    headlines = [h for r in found.returns for h in r.headlines if not h.left_out]
    assert sorted(h.count.low for h in headlines) == counted
    assert sorted((x.why, x.count.low) for r in found.returns for x in r.left_out) == left_out
    assert [i.code for i in found.issues if i.severity == "error"] == errors
    used = [o for o in found.observations if o.used in ("headline", "both")]
    assert sum(o.count.low for o in used) == sum(counted)


def test_forces_that_send_the_same_letter_have_both_replied(tmp_path: Path) -> None:
    for name in ("Kent Police.txt", "Essex Police.txt"):
        (tmp_path / name).write_text("We do not use the cyber flag.\n")
    assert [(r.force, r.flag_use) for r in collect(tmp_path).returns] == [
        ("Essex Police", "not-used"),
        ("Kent Police", "not-used"),
    ]


BY_HAND = "force,period,measure,flag,count\nKent,2015/16,offences,cyber,99\n"


@pytest.mark.parametrize(
    ("name", "skipped"),
    [
        ("rounds/figures_by_hand.csv", [("rounds/figures_by_hand.csv", "kept by the analyst")]),
        ("Kent Police/decisions.csv", [("Kent Police/decisions.csv", "kept by the analyst")]),
        ("rounds.zip!figures_by_hand.csv", []),
        ("Kent Police.zip!asked.csv", []),
    ],
)
def test_files_of_an_analyst_that_lie_elsewhere_are_neither_used_nor_read_as_returns(
    tmp_path: Path, name: str, skipped: list[tuple[str, str]]
) -> None:
    (tmp_path / "Essex.csv").write_text(figures(7))
    outer, _, inner = name.partition("!")
    place = tmp_path / outer
    place.parent.mkdir(exist_ok=True)
    if inner:
        with zipfile.ZipFile(place, "w") as archive:
            archive.writestr(inner, BY_HAND)
    else:
        place.write_text(BY_HAND)
    found = collect(tmp_path)
    assert (sum(o.count.low for o in found.observations), found.record.used, found.skipped) == (14, (), skipped)
    assert [i.severity for i in found.issues] == (["note"] if inner else [])


def test_every_file_named_one_by_one_gives_what_the_folder_gives_without_the_files_of_the_analyst(
    tmp_path: Path,
) -> None:
    """As a shell does with `returns/*`."""
    (tmp_path / "Essex.csv").write_text(figures(7))
    (tmp_path / "figures_by_hand.csv").write_text(BY_HAND)
    found = collect(*tmp_path.iterdir())
    assert ([h.count.low for r in found.returns for h in r.headlines], len(found.skipped)) == ([7], 1)


def test_counts_of_a_body_that_was_not_asked_are_used_for_nothing(tmp_path: Path) -> None:
    (tmp_path / "Kent.csv").write_text(figures(7))
    (tmp_path / "Essex.csv").write_text(figures(9))
    (tmp_path / "asked.csv").write_text("force\nKent\n")
    found = collect(tmp_path)
    assert {(o.force, o.used, o.not_used_because) for o in found.observations} == {
        ("Kent Police", "headline", ""),
        ("Kent Police", "ages", ""),
        ("Essex Police", "", "not-asked"),
    }


def test_a_joint_return_of_which_one_body_was_not_asked_is_in_no_total(tmp_path: Path) -> None:
    (tmp_path / "Norfolk and Suffolk.csv").write_text(figures(7))
    (tmp_path / "asked.csv").write_text("force\nNorfolk\nKent\n")
    found = collect(tmp_path)
    told = coverage.entry(found)
    assert [one.asked for one in found.returns] == [False]
    assert (told["expected"], told["replied"], told["with_figures"]) == (2, 1, 0)
    assert told["not_asked"] == ["Norfolk Constabulary + Suffolk Constabulary"]
