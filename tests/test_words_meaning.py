from __future__ import annotations

import pytest

from cyberflag.words import Meaning, dimensional, meaning


def said(found: Meaning) -> dict[str, str]:
    """What a meaning holds beside its text, as words."""
    told: dict[str, object] = {
        "age": found.age and found.age.label,
        "sex": found.sex,
        "offence": found.offence and (found.offence.code or found.offence.group or found.offence.text),
        "period": found.period and (found.period.label or f"{found.period.start}/"),
        "flag": found.flag,
        "measure": found.measure,
        "field": found.field,
        "total": "yes" if found.total else "",
        "force": found.force and found.force.name,
        "month": found.month,
        "category": found.category,
    }
    return {name: str(value) for name, value in told.items() if value}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Female 10-12", {"age": "10 to 12", "sex": "female"}),
        ("Female, 13", {"age": "13", "sex": "female"}),
        ("Female", {"sex": "female"}),
        ("13", {"age": "13"}),
        ("Under 13", {"age": "0 to 12"}),
        ("Unknown", {"age": "unknown", "sex": "unknown"}),
        ("2015/16", {"period": "2015/16"}),
        ("17/18", {"period": "2017/18"}),
        ("15-16", {"age": "15 to 16"}),
        ("2015/16 Flagged", {"period": "2015/16", "flag": "cyber"}),
        ("Flagged offences: 2015/16", {"period": "2015/16", "flag": "cyber", "measure": "offences"}),
        ("Female - 2015/16", {"sex": "female", "period": "2015/16"}),
        ("2015/16\nFemale", {"sex": "female", "period": "2015/16"}),
        ("2015/16 (Female)", {"sex": "female", "period": "2015/16"}),
        ("2015/16 Total", {"period": "2015/16", "total": "yes"}),
        ("Total 2015/16", {"period": "2015/16", "total": "yes", "field": "count"}),
        ("Total under 18", {"age": "0 to 17", "total": "yes", "field": "count"}),
        ("Total (Female)", {"sex": "female", "total": "yes", "field": "count"}),
        ("Total", {"total": "yes", "field": "count"}),
        ("Rape of a female child under 13 – 19E", {"offence": "19E"}),
        ("Rape", {"offence": "rape"}),
        ("88A", {"offence": "88A"}),
        ("Age of victim", {"field": "age"}),
        ("Victim Sex", {"field": "sex"}),
        ("Crime Number", {"field": "reference"}),
        ("Crime Type", {"field": "offence"}),
        ("Cyber flag", {"field": "flag", "flag": "cyber"}),
        ("Number of offences", {"measure": "offences", "field": "count"}),
        ("Number of victims", {"measure": "victims", "field": "count"}),
        ("Offences 2015/16", {"period": "2015/16", "measure": "offences", "field": "count"}),
        ("Cyber flagged sexual offences 2015/16", {"period": "2015/16", "flag": "cyber", "measure": "offences"}),
        ("One offence per row, 01/04/2015 - 31/12/2015", {"period": "2015-04-01/2015-12-31"}),
        ("Rape (cyber flagged)", {"offence": "rape", "flag": "cyber"}),
        ("Table 1: Offences by age and sex", {"measure": "offences"}),
        ("Victims under 18 - 2015/16", {"age": "0 to 17", "period": "2015/16"}),
        ("All Females", {"sex": "female"}),
        ("Kent Police", {"force": "Kent Police"}),
        ("Kent Police - 2015/16", {"force": "Kent Police", "period": "2015/16"}),
        ("September", {"month": "9"}),
        ("Jul-21", {"period": "2021-07-01/2021-07-31"}),
        ("Snapchat", {"category": "platform: Snapchat"}),
        ("1: Charged", {"measure": "outcomes", "category": "outcome: charged"}),
        ("% of total", {"field": "percent"}),
        ("1.", {}),
        ("-", {}),
        ("", {}),
        ("WMP", {}),
        ("Dear Sir", {}),
        ("lorem ipsum " * 60, {}),
    ],
)
def test_meaning(text: str, told: dict[str, str]) -> None:
    assert said(meaning(text)) == told
    assert meaning(text).text == text


def test_a_dimension_is_what_places_a_count() -> None:
    assert all(
        dimensional(meaning(text)) for text in ("Female", "13", "2015/16", "Rape", "Kent", "Snapchat", "Victims")
    )
    assert not any(dimensional(meaning(text)) for text in ("Total", "Age", "Rank", "Dear Sir", "", "-"))


def test_long_text_is_told_quickly() -> None:
    for text in (
        "Female 10-12 " * 2000,
        "(" * 5000,
        "a - " * 5000,
        "19E, " * 3000,
        ("under " * 40)[:190],
        ("0 1 " * 60)[:190],
    ):
        meaning(text)
