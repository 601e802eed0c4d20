from __future__ import annotations

import pytest

from cyberflag import reference
from cyberflag.words import forces
from cyberflag.words.forces import Force

JOINT = "Warwickshire Police + West Mercia Police"


def said(found: Force | tuple[Force, ...] | None) -> str:
    """The canonical name; `A | B` where it is ambiguous; empty for none."""
    if found is None:
        return ""
    return found.name if isinstance(found, Force) else " | ".join(force.name for force in found)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kent Police", "Kent Police"),
        ("Kent", "Kent Police"),
        ("KENT CONSTABULARY", "Kent Police"),
        ("kent police force", "Kent Police"),
        ("Heddlu Gwent", "Gwent Police"),
        ("Gwent Police / Heddlu Gwent", "Gwent Police"),
        ("Heddlu Gogledd Cymru", "North Wales Police"),
        ("Heddlu De Cymru", "South Wales Police"),
        ("Dyfed Powys", "Dyfed-Powys Police"),
        ("Dyfed–Powys Police", "Dyfed-Powys Police"),
        ("D&C", "Devon and Cornwall Police"),
        ("Devon & Cornwall Police", "Devon and Cornwall Police"),
        ("Avon & Somerset Constabulary", "Avon and Somerset Police"),
        ("A&S", "Avon and Somerset Police"),
        ("GMP", "Greater Manchester Police"),
        ("Met", "Metropolitan Police Service"),
        ("Metropolitan Police", "Metropolitan Police Service"),
        ("MPS", "Metropolitan Police Service"),
        ("London, City of", "City of London Police"),
        ("City of London", "City of London Police"),
        ("Hampshire Constabulary", "Hampshire and Isle of Wight Constabulary"),
        ("PSNI", "Police Service of Northern Ireland"),
        ("Police Scotland", "Police Scotland"),
        ("States of Jersey Police", "States of Jersey Police"),
        ("BTP", "British Transport Police"),
        ("West Midlands", "West Midlands Police"),
        ("West Mercia", "West Mercia Police"),
        ("Gloucester Police", "Gloucestershire Constabulary"),
        ("Notts", "Nottinghamshire Police"),
        ("Warwickshire and West Mercia", JOINT),
        ("West Mercia & Warwickshire Alliance", JOINT),
        ("Warwickshire Police + West Mercia Police", JOINT),
        ("Norfolk and Suffolk Constabularies", "Norfolk Constabulary + Suffolk Constabulary"),
        ("Beds, Cambs and Herts", "Bedfordshire Police + Cambridgeshire Constabulary + Hertfordshire Constabulary"),
        ("WMP", "West Mercia Police | West Midlands Police"),
        ("West M", "West Mercia Police | West Midlands Police"),
        ("London", "City of London Police | Metropolitan Police Service"),
        (
            "Yorkshire",
            "Humberside Police | North Yorkshire Police | South Yorkshire Police | West Yorkshire Police",
        ),
        # not forces, and nothing is decided by likeness
        ("Police", ""),
        ("UK", ""),
        ("Total", ""),
        ("England and Wales", ""),
        ("Action Fraud", ""),
        ("Kentucky", ""),
        ("Kemt Police", ""),
        ("Derbyshir", ""),
        ("Gloucester", ""),
        ("Bristol", ""),
        ("Loamshire Police", ""),
        ("Kent Police recorded 12 offences", ""),
        ("Rape", ""),
        ("", ""),
        ("Kent " * 60, ""),
    ],
)
def test_whole(text: str, name: str) -> None:
    assert said(forces.whole(text)) == name


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("Kent_FOI 123-16 (1).xlsx", "Kent Police"),
        ("RE FOI Cumbria.eml", "Cumbria Constabulary"),
        ("9999-18 Cleveland Police.txt", "Cleveland Police"),
        ("gloucester police.csv", "Gloucestershire Constabulary"),
        ("Warwickshire and West Mercia.xlsx", JOINT),
        ("FOI 447-14 Northumbria.txt", "Northumbria Police"),
        ("KentPolice2015.xlsx", "Kent Police"),
        ("KentFOI.xlsx", "Kent Police"),
        ("WestMercia_2015-16.xls", "West Mercia Police"),
        ("west-yorkshire-return-v2.docx", "West Yorkshire Police"),
        ("PSNI 15358.html", "Police Service of Northern Ireland"),
        ("Avon and Somerset cyber crime 2014-17.xls", "Avon and Somerset Police"),
        ("Norfolk Suffolk.xls", "Norfolk Constabulary + Suffolk Constabulary"),
        ("North Wales Police", "North Wales Police"),
        ("City of London 2015.csv", "City of London Police"),
        ("GMP_data", "Greater Manchester Police"),
        ("FOI Wales Kent.txt", "Kent Police"),
        ("Kent Sussex.xls", "Kent Police | Sussex Police"),
        ("WMP 12.xlsx", "West Mercia Police | West Midlands Police"),
        # a name inside another word, or a word too common to be a name
        ("Kentish Town.xls", ""),
        ("northern data CP.xlsx", ""),
        ("FOI 175-20.txt", ""),
        ("South data.xlsx", ""),
        ("return.xlsx", ""),
        ("metadata.csv", ""),
    ],
)
def test_from_filename(file: str, name: str) -> None:
    assert said(forces.from_filename(file)) == name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Kent Police holds the data.", ["Kent Police"]),
        ("West Mercia recorded 85.", ["West Mercia Police"]),
        ("In Kent there were 12.", []),
        ("the Kent force said", ["Kent Police"]),
        ("Norfolk and Suffolk Constabularies reply", ["Norfolk Constabulary + Suffolk Constabulary"]),
        ("Dyfed-Powys Police and Gwent Police", ["Dyfed-Powys Police", "Gwent Police"]),
        ("Warwickshire Police and West Mercia Police reply", [JOINT]),
        ("We asked Police Scotland.", ["Police Scotland"]),
        ("Greater Manchester Police (GMP)", ["Greater Manchester Police", "Greater Manchester Police"]),
        ("the police in Derby", []),
        ("west mercia lower case", []),
        ("Yorkshire forces", []),
    ],
)
def test_mentions(text: str, names: list[str]) -> None:
    assert [mention.force.name for mention in forces.mentions(text)] == names


def test_a_mention_keeps_its_place() -> None:
    text = "Dear all, Kent  Constabulary has 12."
    [mention] = forces.mentions(text)
    assert text[mention.start : mention.end] == mention.text == "Kent  Constabulary"


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("foi@kent.pnn.police.uk", "Kent Police"),
        ("Information Unit <foi@herts.police.uk>", "Hertfordshire Constabulary"),
        ("www.westmercia.police.uk", "West Mercia Police"),
        ("https://www.met.police.uk/foi/12", "Metropolitan Police Service"),
        ("btp.police.uk", "British Transport Police"),
        ("someone@example.org", ""),
        ("police.uk", ""),
        ("", ""),
    ],
)
def test_from_domain(host: str, name: str) -> None:
    assert said(forces.from_domain(host)) == name


def test_a_roster_adds_bodies_and_settles_what_is_ambiguous() -> None:
    known = forces.names(
        (("Loamshire Police", ("Loams", "loamshire.example"), "X1"), ("West Midlands Police", ("WMP",), ""))
    )
    for text in ("Loamshire Police", "Loamshire", "loamshire constabulary", "Loams"):
        assert known.whole(text) == Force("Loamshire Police", "X1", "loamshire-police", "roster")
    assert said(known.from_filename("foi loamshire 2.txt")) == "Loamshire Police"
    assert said(known.from_domain("foi@loamshire.example")) == "Loamshire Police"
    assert [m.force.name for m in known.mentions("Loamshire Constabulary writes")] == ["Loamshire Police"]
    assert said(known.whole("WMP")) == "West Midlands Police"
    assert said(forces.whole("WMP")) == "West Mercia Police | West Midlands Police"
    assert said(forces.whole("Loamshire")) == ""


def test_a_short_name_that_means_another_force_is_not_taken() -> None:
    known = forces.names((("Kent Police Service", (), ""), ("Midlands Police", (), "")))
    assert said(known.whole("Kent")) == "Kent Police"
    assert said(known.whole("Midlands Police")) == "Midlands Police"
    assert isinstance(known.whole("Midlands"), tuple)


def test_the_default_roster_is_the_forty_four() -> None:
    roster = forces.default_roster()
    assert len(roster) == 44
    assert len({force.name for force in roster}) == 44
    assert sum(force.kind == "territorial" for force in roster) == 43
    assert "Police Scotland" not in {force.name for force in roster}


def test_every_force_is_found_by_its_own_name() -> None:
    for force in forces.all_forces():
        assert forces.whole(force.name) == force
        assert forces.from_filename(f"{force.name}.xlsx") == force
        assert [mention.force for mention in forces.mentions(f"{force.name} wrote.")] == [force]


def test_a_joint_force_names_and_codes_its_parts() -> None:
    joint = forces.whole("West Mercia and Warwickshire")
    assert isinstance(joint, Force)
    assert joint.name == JOINT
    assert joint.code == "E23000017+E23000016"
    assert joint.parts == ("Warwickshire Police", "West Mercia Police")
    assert joint.kind == "joint"


def test_hint_is_only_a_hint() -> None:
    assert forces.hint("Kemt Police") == "Kent Police"
    assert forces.hint("zzzz") == ""


def test_an_added_word_names_a_force() -> None:
    reference.extend([{"kind": "force", "text": "Kentshire Bobbies", "force": "Kent Police"}])
    try:
        assert said(forces.whole("kentshire bobbies")) == "Kent Police"
        assert reference.unused() == []
    finally:
        reference.extend()
    assert forces.whole("Kentshire Bobbies") is None
