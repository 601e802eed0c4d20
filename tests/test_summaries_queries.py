"""Figures to ask about, from drawn returns: one offence in two lists, more flagged than recorded of a class."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import collection
from drawer.drawings import drawn

from cyberflag.collection import collect
from cyberflag.summaries import Entry
from cyberflag.summaries.queries import queries

ASKED = "@request flag=cyber period=2015/16 measure=offences age_under=18\n"
LISTED = """@force {force}
@file {file}
{asked}== Crimes
|Crime number|Date recorded|Offence|Victim age|Cyber flag|
{rows}"""
BY_CLASS = """@force Kent Police
{asked}== Flagged
|Online-flagged offences, victims under 18, 2015/16|
|Home Office class|Offence|Number|
|19D|Rape of a female child under 16|{rapes}|
|88A|Sexual grooming|{grooming}|
== All
|All recorded sexual offences, victims under 18, flagged or not, 2015/16|
|Home Office class|Offence|Number|
|19D|Rape of a female child under 16|40|
|88A|Sexual grooming|12|
"""


def listed(force: str, *rows: tuple[str, str], offence: str = "Sexual grooming", day: str = "2015-06-03") -> str:
    lines = "\n".join(f"|{ref}|date:{day}|{offence}|13|{flag}|" for ref, flag in rows)
    return LISTED.format(force=force, file=f"{force}.xlsx", asked=ASKED, rows=lines)


def asked_about(*texts: str) -> list[Entry]:
    return list(queries(collection(*(drawn(text).read() for text in texts))).data)


def of_kind(kind: str, *texts: str) -> list[tuple[str, str, str, str]]:
    return [(r["force"], r["here"], r["other"], r["where"]) for r in asked_about(*texts) if r["query"] == kind]


KENT = [("46/1001/15", "Y"), ("46/1002/15", "Y"), ("46/1007/15", "N"), ("BTP/15/0077", "Y")]


def test_one_reference_in_two_lists_is_a_query_with_both_places() -> None:
    rail = listed("British Transport Police", ("btp 15 0077", "Y"), ("BTP/15/0080", "Y"), ("46/1007/15", "Y"))
    kent = listed("Kent Police", *KENT)
    where = "British Transport Police.xlsx Crimes!A2 and Kent Police.xlsx Crimes!A5"
    assert of_kind("in two lists", rail, kent) == [("British Transport Police", "3", "3", where)]
    (told,) = [row for row in asked_about(rail, kent) if row["query"] == "in two lists"]
    assert told["says"].startswith("1 reference in its list also stands in that of Kent Police")
    assert "0077" not in told["says"]


@pytest.mark.parametrize(
    ("why", "own", "other"),
    [
        ("running numbers are the list's own", [(str(n), "Y") for n in range(120001, 120006)], None),
        ("short numbers", [("17", "Y"), ("102", "Y"), ("7", "Y")], None),
        ("no digit", [("to follow", "Y"), ("withheld", "Y")], None),
        ("none shared", KENT, [("46/2001/15", "Y"), ("46/2002/15", "Y")]),
        ("not flagged, so in no figure", [("46/1001/15", "N"), ("46/1002/15", "Y")], [("46/1001/15", "Y")]),
    ],
)
def test_what_two_lists_may_share(why: str, own: list[tuple[str, str]], other: list[tuple[str, str]] | None) -> None:
    texts = (listed("Kent Police", *own), listed("Essex Police", *(other or own)))
    assert of_kind("in two lists", *texts) == [], why


def test_an_offence_handed_on_after_the_end_of_the_year() -> None:
    later = listed("Essex Police", ("46/1001/15", "Y"), ("EX/44210/16", "Y"), day="2016-05-02")
    found = of_kind("in two lists", listed("Kent Police", *KENT), later.replace("period=2015/16 ", ""))
    assert [place for *_, place in found] == ["Essex Police.xlsx Crimes!A2 and Kent Police.xlsx Crimes!A2"]


def test_more_flagged_than_recorded_of_one_class() -> None:
    text = BY_CLASS.format(asked=ASKED, rapes=5, grooming=15)
    assert of_kind("more than all", text) == [("Kent Police", "15", "12", "drawn.xlsx Flagged!C4; drawn.xlsx All!C4")]
    (told,) = [row for row in asked_about(text) if row["query"] == "more than all"]
    assert told["says"] == "More offences are flagged than were recorded: 88A."


def test_classes_within_what_was_recorded_are_no_query() -> None:
    assert of_kind("more than all", BY_CLASS.format(asked=ASKED, rapes="<5", grooming=12)) == []


def test_lists_are_compared_across_files_and_formats(tmp_path: Path) -> None:
    head = '"Sexual offences with the cyber flag, victims under 18, 2015/16"\n\nCrime number,Offence,Victim age\n'
    (tmp_path / "Kent Police.csv").write_text(head + "46/1001/15,Rape,12\n46/1002/15,Rape,13\n46/1003/15,Rape,9\n")
    (tmp_path / "Essex Police.csv").write_text(head + "46/1002/15,Rape,13\nEX/9/15,Rape,12\nEX/10/15,Rape,9\n")
    found = [row["where"] for row in queries(collect(tmp_path)).data if row["query"] == "in two lists"]
    assert found == ["Essex Police.csv A4 and Kent Police.csv A5"]


def test_two_forces_whose_lines_or_years_are_the_same() -> None:
    lines = "\n".join(
        f"|{name}|{n}|" for name, n in (("Rape", 4), ("Sexual grooming", 9), ("Sexual assault", 3), ("Incest", 1))
    )
    text = "@force {}\n" + ASKED + "== S\n|Offences with the cyber flag, 2015/16|\n|Offence|Number|\n" + lines
    (found,) = of_kind("same as another", text.format("Kent Police"), text.format("Essex Police"))
    assert found[:3] == ("Essex Police", "17", "17")
    years = "@force {}\n== S\n|Offences with the cyber flag|\n|Year|Number|\n|2014/15|31|\n|2015/16|44|"
    told = asked_about(years.format("Kent Police"), years.format("Essex Police"))
    assert [row["says"] for row in told if row["query"] == "same as another"] == [
        "Every count by year equals that of Kent Police."
    ]
    assert not of_kind("same as another", years.format("Kent Police"), years.format("Essex Police").replace("31", "32"))
