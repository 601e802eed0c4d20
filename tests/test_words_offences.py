from __future__ import annotations

from datetime import date

import pytest

from cyberflag import reference
from cyberflag.words import classes, codes, offences


@pytest.mark.parametrize(
    ("text", "code", "group"),
    [
        # codes in every form
        ("17A", "17A", "sexual assault"),
        ("88A", "88A", "grooming"),
        ("(88A)", "88A", "grooming"),
        ("088a", "88A", "grooming"),
        ("71/17", "71/17", "communication"),
        ("071/17", "71/17", "communication"),
        ("07117", "71/17", "communication"),
        ("88/1", "88/1", ""),
        ("088/01", "88/1", ""),
        ("08801", "88/1", ""),
        ("86/2", "86/2", "images"),
        ("086/10", "86/10", "images"),
        ("Class 86", "86", "images"),
        ("HO code 88A", "88A", "grooming"),
        ("8L", "8L", ""),
        # code and title
        ("19E - Rape of a female child under 13", "19E", "rape"),
        ("Rape of a female child under 13 – 19E", "19E", "rape"),
        ("Rape of a female child under 13 (19E)", "19E", "rape"),
        ("019E Rape of a female child under 13", "19E", "rape"),
        ("grooming 88A", "88A", "grooming"),
        ("88A Sexual Grooming", "88A", "grooming"),
        ("071/17 - Engage in sexual communication with a child", "71/17", "communication"),
        ("86 - Obscene Publications", "86", "images"),
        ("17 - Indecent assault on a male", "17", "sexual assault"),
        ("8L - Harassment", "8L", ""),
        ("8R - Malicious Communications", "8R", ""),
        ("22/22 Sexual activity with a child under 16", "22/22", "sexual activity"),
        ("Rape (19C-19K)", "", "rape"),
        ("17A, 17B, 20A, 20B, Sexual assault", "", "sexual assault"),
        # the Act
        ("s.15A SOA 2003", "71/17", "communication"),
        ("Section 15A of the Sexual Offences Act 2003", "71/17", "communication"),
        ("section 15A", "71/17", "communication"),
        ("15A of the Sexual Offences Act", "71/17", "communication"),
        ("s.15 Sexual Offences Act 2003", "88A", "grooming"),
        ("S9 SOA 2003", "", "sexual activity"),
        # titles
        ("Rape of a female child under 13", "19E", "rape"),
        ("Rape of a female aged 16 or over - Sexual Offences Act 2003 Sec 1", "19C", "rape"),
        ("Rape of a male child under 16", "19G", "rape"),
        ("rape of a boy under 13", "19H", "rape"),
        ("Rape of Male", "", "rape"),
        ("Attempted rape of a girl under 16", "19D", "rape"),
        ("Rape of a Female - Multiple Undefined Offenders", "19J", "rape"),
        ("Sexual assault of a female child under 13 by penetration", "20B", "sexual assault"),
        ("Sexual Assualt on a Male aged 13 and over", "17A", "sexual assault"),
        ("Sexual activity with a girl under 16", "22B", "sexual activity"),
        ("Cause/incite female child under 13 to sex act  no penetration  offender any age", "21", "sexual activity"),
        ("Causing sexual activity without consent", "22A", "sexual activity"),
        ("Meeting a female child under 16 following sexual grooming etc  offender 18", "88A", "grooming"),
        ("Sexual communication with a child", "71/17", "communication"),
        ("Abuse of children through sexual exploitation", "71", "exploitation"),
        ("Abuse of position of trust of a sexual nature", "73", "position of trust"),
        ("Incest or familial sexual offences", "23", "familial"),
        ("Obscene publications etc", "86", "images"),
        ("Taking indecent photogrtaphs of childern", "", "images"),
        ("Exposure and Voyeurism", "88E", "other"),
        # families, and crime that is not sexual
        ("Rape", "", "rape"),
        ("Other sexual offences", "", "other"),
        ("Sexual Offences", "", ""),
        ("Sexual offences against children under 18", "", ""),
        ("Violence Against The Person", "", ""),
        ("Theft And Handling Stolen Goods", "", ""),
        ("stalking", "", ""),
    ],
)
def test_parse(text: str, code: str, group: str) -> None:
    found = offences.parse(text)
    assert found is not None
    assert (found.code, found.group) == (code, group)
    assert found.text == " ".join(text.split())


@pytest.mark.parametrize(
    "text",
    [
        "17", "17 ", "13", "2015", "17/18", "22/23", "20/10", "19/12", "2015/16", "10-12", "13-15", "1,204",
        "12 rape offences", "1A", "2B", "1a) How many offences", "Q1", "No. 17", "17 and over", "Under 16", "Age 13",
        "Total", "Female", "Male", "Child", "Children", "Offences", "Crimes", "Recorded crime", "Number of offences", "Victims", "Unknown", "Other",
        "May", "s.40(2)", "section 12", "section 15", "s.15 Misuse of Drugs Act", "01/04/2015", "18 April 2016", "5619_14", "Kent Police",
        "How many rapes were recorded?", "The offence of rape was recorded by 12 officers in total", "Snapchat", "", "*", "rape " * 100,
    ],
)  # fmt: skip
def test_no_offence(text: str) -> None:
    assert offences.parse(text) is None


@pytest.mark.parametrize(
    ("text", "low", "high", "sex"),
    [
        ("Rape of a female child under 13", 0, 12, "female"),
        ("Rape of a male aged 16 or over", 16, None, "male"),
        ("Sexual assault on a female aged 13 and over", 13, None, "female"),
        ("Sexual activity with a male child under 16  penetration  offender under 18", 0, 15, "male"),
        ("Rape of a female child under 13 by a male", 0, 12, "female"),
        ("Sexual communication with a child", 0, 15, ""),
        ("Sexual offences against children under 18", 0, 17, ""),
        ("Rape", None, None, ""),
    ],
)
def test_a_title_bounds_its_victim(text: str, low: int | None, high: int | None, sex: str) -> None:
    found = offences.parse(text)
    assert found and (found.age_min, found.age_max, found.sex) == (low, high, sex)


@pytest.mark.parametrize(
    ("written", "code"),
    [("071/17", "71/17"), ("07117", "71/17"), ("088a", "88A"), ("88", "88"), ("088/01", "88/1"), ("x", ""), ("", "")],
)
def test_contract_code(written: str, code: str) -> None:
    assert codes.contract_code(written) == code


def test_images_are_class_86_or_name_them() -> None:
    for text in ("86/2", "Class 86", "Indecent images", "Possession of extreme pornographic images"):
        found = offences.parse(text)
        assert found and offences.is_images(found)
    grooming = offences.parse("88A")
    assert grooming and not offences.is_images(grooming)


def test_sexual_communication_has_a_first_day() -> None:
    begun = date(2017, 4, 3)
    assert offences.before_its_time("71/17", date(2015, 4, 1), date(2016, 3, 31)) == begun
    assert offences.before_its_time("71/17", date(2016, 4, 1), date(2017, 4, 30)) is None
    assert offences.before_its_time("71/17", date(2017, 4, 3), date(2018, 3, 31)) is None
    assert offences.before_its_time("19E", date(2015, 4, 1), date(2016, 3, 31)) is None
    assert offences.before_its_time("71/17", None, None) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Assault/Stabbing", True),
        ("Historic abuse by a carer", True),
        ("Inciting something unheard of", True),
        ("Snapchat", False),
        ("Total", False),
        ("Female 10-12", False),
        ("", False),
    ],
)
def test_looks_like(text: str, expected: bool) -> None:
    assert offences.looks_like(text) is expected


def test_a_class_is_the_parent_of_its_parts() -> None:
    assert codes.code_parent("17A") == codes.code_parent("17/3") == codes.code_parent("17") == "17"
    assert "19E" in offences.child_codes() and "19C" not in offences.child_codes()


def test_an_added_word_names_an_offence() -> None:
    reference.extend([{"kind": "offence", "text": "SCC offence", "code": "71/17"}])
    try:
        found = offences.parse("scc offence")
        assert found and (found.code, found.group) == ("71/17", "communication")
        assert reference.unused() == []
    finally:
        reference.extend()
    assert offences.parse("SCC offence") is None


def test_what_was_recorded_against_children_is_known_by_force() -> None:
    recorded = offences.recorded_against_children()
    assert len(recorded) == 44
    assert recorded["west-mercia"] == 1618
    assert all(number >= 0 for number in recorded.values())


@pytest.mark.parametrize(
    ("wide", "narrow", "wider"),
    [
        ("Rape", "Rape of a female child under 13", True),
        ("Rape offences", "Rape of a male", True),
        ("Sexual assault", "Sexual assault on a female aged 13 and over", True),
        ("Rape of a child under 13", "Rape of a female child under 13", True),
        ("HO code 17", "HO code 17A", True),
        ("Rape / sexual assault", "Sexual assault", True),
        ("Sexual offences", "Rape", True),
        ("Sexual offences", "Indecent images of children", False),
        ("Other sexual offences", "Rape", False),
        ("Rape of a female child under 13", "Rape", False),
        ("Other rape", "Rape of a female child under 13", False),
        ("Rape of a child under 16", "Rape of a child under 13", False),  # two classes, never one in the other
        ("Causing sexual activity without consent", "Sexual activity involving a child under 16", False),
        ("Sexual grooming", "Meeting a child following sexual grooming", False),
        ("HO code 17", "HO code 17", False),
        ("HO code 19A", "HO code 19E", False),
    ],
)
def test_which_class_is_wider(wide: str, narrow: str, wider: bool) -> None:
    a, b = offences.parse(wide), offences.parse(narrow)
    assert a and b
    assert classes.wider(a, b) is wider
