from __future__ import annotations

from datetime import date

import pytest

from cyberflag import reference
from cyberflag.words import victims
from cyberflag.words.victims import Age


def said(age: Age | None) -> str:
    return age.label if age else ""


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("13", "13"),
        ("13.0", "13"),
        ("13 yrs", "13"),
        ("13yrs", "13"),
        ("13 yr old", "13"),
        ("Aged 13", "13"),
        ("Age 13", "13"),
        ("Age: 13", "13"),
        ("thirteen", "13"),
        ("13 years old", "13"),
        ("13-year-olds", "13"),
        ("13 y/o", "13"),
        ("Victim age 13", "13"),
        ("13 years of age", "13"),
        ("13*", "13"),
        ("U1", "0"),
        ("under 1", "0"),
        ("<1", "0"),
        ("Under 1 year", "0"),
        ("less than one year", "0"),
        ("6 months", "0"),
        ("11 months old", "0"),
        ("1m", "0"),
        ("0-6 months", "0"),
        ("18 months", "1"),
        ("13y 4m", "13"),
        ("13 years 4 months", "13"),
        ("1 year and 6 months", "1"),
        ("Infant", "0"),
        ("Baby", "0"),
        ("10-12", "10 to 12"),
        ("10 - 12", "10 to 12"),
        ("10–12", "10 to 12"),
        ("10 to 12", "10 to 12"),
        ("10-12 yrs", "10 to 12"),
        ("10 to 12 years old", "10 to 12"),
        ("10 yrs - 12 yrs", "10 to 12"),
        ("between 10 and 12", "10 to 12"),
        ("aged 10 to 12", "10 to 12"),
        ("Age group 10-14", "10 to 14"),
        ("Age 13-15 (inclusive)", "13 to 15"),
        ("(13-15)", "13 to 15"),
        ("0-9", "0 to 9"),
        ("1-4", "1 to 4"),
        ("16/17", "16 to 17"),
        ("17/18", "17 to 18"),
        ("16 or 17", "16 to 17"),
        ("16 & 17", "16 to 17"),
        ("Under 10", "0 to 9"),
        ("10 to under 13", "10 to 12"),
        ("10 - <13", "10 to 12"),
        ("13 and over but under 16", "13 to 15"),
        ("Under 10s", "0 to 9"),
        ("under 13's", "0 to 12"),
        ("U13", "0 to 12"),
        ("below 10", "0 to 9"),
        ("Less than 10", "0 to 9"),
        ("under sixteen", "0 to 15"),
        ("Under the age of 16", "0 to 15"),
        ("Aged under 13", "0 to 12"),
        ("Children under 13", "0 to 12"),
        ("victims aged under 13", "0 to 12"),
        ("<13", "0 to 12"),
        ("10 and under", "0 to 10"),
        ("10 & under", "0 to 10"),
        ("10 or under", "0 to 10"),
        ("aged 10 or younger", "0 to 10"),
        ("10 years and under", "0 to 10"),
        ("ten and under", "0 to 10"),
        ("up to 10", "0 to 10"),
        ("<=10", "0 to 10"),
        ("≤10", "0 to 10"),
        ("11 and under", "0 to 11"),
        ("-18", "0 to 17"),
        ("0-17", "0 to 17"),
        ("0 - 17 (child)", "0 to 17"),
        ("Under 18 (children)", "0 to 17"),
        ("Child", "0 to 17"),
        ("Children", "0 to 17"),
        ("Juvenile", "0 to 17"),
        ("Adult", "18+"),
        ("Adults", "18+"),
        ("16+", "16+"),
        ("16 +", "16+"),
        ("16 and over", "16+"),
        ("16 & over", "16+"),
        ("16 or older", "16+"),
        ("16 years and over", "16+"),
        ("16 plus", "16+"),
        ("+75", "75+"),
        (">=18", "18+"),
        ("Over 18", "19+"),
        (">18", "19+"),
        ("Unknown", "unknown"),
        ("Unk", "unknown"),
        ("N/K", "unknown"),
        ("NK", "unknown"),
        ("nn", "unknown"),
        ("not recorded", "unknown"),
        ("Not stated", "unknown"),
        ("unspecified", "unknown"),
        ("(blank)", "unknown"),
        ("Regina", "unknown"),
        ("No DOB", "unknown"),
        ("Age unknown", "unknown"),
        ("-", "unknown"),
        ("All ages", "all"),
        # not ages
        ("13,5", ""),
        ("13.5", ""),
        ("2015", ""),
        ("121", ""),
        ("1520", ""),
        ("16-10", ""),
        ("13-13-13", ""),
        ("2015/16", ""),
        ("10-Dec", ""),
        ("No. 13", ""),
        ("Total", ""),
        ("Rape of a female under 13", ""),
        ("13 offences", ""),
        ("Female", ""),
        ("", ""),
        ("13 " * 100, ""),
    ],
)
def test_parse_age(text: str, label: str) -> None:
    assert said(victims.parse_age(text)) == label


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("F", "female"),
        ("Female", "female"),
        ("FEMALES", "female"),
        ("Girls", "female"),
        ("Female victims", "female"),
        ("Sex: Female", "female"),
        ("Male", "male"),
        ("M", "male"),
        ("Boys", "male"),
        ("Unknown", "unknown"),
        ("Unspecified", "unknown"),
        ("Not recorded", "unknown"),
        ("Indeterminate", "other"),
        ("Non-binary", "other"),
        ("Other", "other"),
        ("Total", None),
        ("Child", None),
        ("Female under 13", None),
        ("May", None),
        ("", None),
    ],
)
def test_parse_sex(text: str, sex: str | None) -> None:
    assert victims.parse_sex(text) == sex


@pytest.mark.parametrize(
    ("text", "age", "sex"),
    [
        ("Female 10-12", "10 to 12", "female"),
        ("Female (10-12)", "10 to 12", "female"),
        ("Female, aged 13", "13", "female"),
        ("Female - Unknown", "unknown", "female"),
        ("girls under 13", "0 to 12", "female"),
        ("F 13", "13", "female"),
        ("F13", "13", "female"),
        ("M 0-17", "0 to 17", "male"),
        ("Males aged 16 and over", "16+", "male"),
        ("Under 13 Female", "0 to 12", "female"),
        ("10-12 Male", "10 to 12", "male"),
        ("13 year old girls", "13", "female"),
        ("female child under 13", "0 to 12", "female"),
        ("boys 13 to 15", "13 to 15", "male"),
        ("Male 0-17 victims", "0 to 17", "male"),
        ("Female", "", None),
        ("10-12", "", None),
        ("Unknown", "", None),
        ("Rape of a female under 13", "", None),
        ("Total Female", "", None),
        ("Male rape", "", None),
    ],
)
def test_parse_both(text: str, age: str, sex: str | None) -> None:
    found, found_sex = victims.parse_both(text)
    assert (said(found), found_sex) == (age, sex)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("10-Dec", "10 to 12"),
        ("12-Oct", "10 to 12"),
        ("Oct-15", "10 to 15"),
        ("5-Sep", "5 to 9"),
        ("05 Sep", "5 to 9"),
        ("Dec-10", ""),
        ("10-12", ""),
        ("1-Jan", ""),
        ("10-Xyz", ""),
        ("October 2015", ""),
        ("", ""),
    ],
)
def test_band_from_text(text: str, label: str) -> None:
    assert said(victims.band_from_text(text)) == label


@pytest.mark.parametrize(
    ("day", "shown", "label"),
    [
        (date(2016, 12, 10), "d-mmm", "10 to 12"),
        (date(2016, 10, 12), "d-mmm", "10 to 12"),
        (date(2016, 10, 12), "dd\\-mmm", "10 to 12"),
        (date(2016, 4, 1), "d-mmm", "1 to 4"),
        (date(2015, 10, 1), "mmm-yy", "10 to 15"),
        (date(2015, 10, 1), "Oct-15", "10 to 15"),
        (date(2016, 12, 10), "10-Dec", "10 to 12"),
        (date(2016, 12, 10), "dd/mm/yyyy", "10 to 12"),
        (date(2015, 10, 1), "dd/mm/yyyy", "10 to 15"),
        (date(2015, 10, 1), "", "10 to 15"),
        (date(2010, 12, 1), "mmm-yy", ""),
        (date(2016, 5, 5), "d-mmm", ""),
    ],
)
def test_band_from_date(day: date, shown: str, label: str) -> None:
    assert said(victims.band_from_date(day, shown)) == label


def test_bands_behind_bare_numbers() -> None:
    assert said(victims.band_from_serial(42714)) == "10 to 12"
    assert said(victims.band_from_serial(42278)) == "10 to 15"
    assert victims.band_from_serial(15) is None
    assert victims.band_from_serial(42714.5) is None
    assert said(victims.parse_lost_dash("1520")) == "15 to 20"
    assert victims.parse_lost_dash("2015") is None
    assert victims.parse_lost_dash("152") is None


def test_only_some_unknown_labels_are_plain_without_their_position() -> None:
    assert victims.is_plain_unknown("No DOB")
    assert not victims.is_plain_unknown("Unknown")


def test_bands_and_single_years_are_made_and_labelled() -> None:
    assert victims.band(13, 13) == victims.single(13) == Age(13, 13, "single")
    assert [a.label for a in (victims.band(0, 11), victims.band(16, None), Age(), victims.UNKNOWN_AGE)] == [
        "0 to 11",
        "16+",
        "all",
        "unknown",
    ]


def test_an_added_word_names_an_age() -> None:
    reference.extend([{"kind": "age", "text": "tots", "age": "0 to 4"}])
    try:
        assert said(victims.parse_age("Tots")) == "0 to 4"
        assert reference.unused() == []
    finally:
        reference.extend()
    assert victims.parse_age("Tots") is None
