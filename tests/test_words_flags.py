from __future__ import annotations

import pytest

from cyberflag import reference
from cyberflag.words import flags


@pytest.mark.parametrize(
    "text",
    [
        "cyber flag", "Cyber-flag", "cyberflag", "cyber marker", "cyber crime flag", "cyber qualifier", "online flag", "online crime flag",
        "online tag", "internet-involved marker", "Internet Involved", "HO online flag", "Internet Involved special interest marker",
        "tagged as cyber-crime", "cyber related marker", "cyber-enabled flag", "Home Office online crime flag", "offences with an online flag",
        "flagged as having an online element", "Cyber flagged sexual offences 2015/16",
    ],
)  # fmt: skip
def test_names_the_flag(text: str) -> None:
    assert flags.names_flag(text)
    assert not flags.other_flag(text)


@pytest.mark.parametrize(
    "text",
    ["cyber crime", "online crime", "flag", "Internet", "CSE flag", "hate crime marker", "domestic abuse flag", "CSA flag", "", "online CSE flag", "Rape", "keyword search for facebook"],
)  # fmt: skip
def test_does_not_name_the_flag(text: str) -> None:
    assert not flags.names_flag(text)


@pytest.mark.parametrize(
    "text", ["CSE flag", "hate crime marker", "domestic abuse flag", "CSA flag", "spiking marker", "DA flagged", "child sexual exploitation flag"]
)  # fmt: skip
def test_other_flags(text: str) -> None:
    assert flags.other_flag(text)
    assert flags.scope(text) is None


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("Cyber flagged offences", "cyber"),
        ("of which flagged", "cyber"),
        ("Flagged", "cyber"),
        ("2015/16 Flagged", "cyber"),
        ("Online flagged: Yes", "cyber"),
        ("offences with cyber-flag", "cyber"),
        ("Internet involved = Y", "cyber"),
        ("Number of flagged offences", "cyber"),
        ("Sexual offences flagged as cyber crime 2015/16", "cyber"),
        ("Cyber crime offences with the flag", "cyber"),
        ("Total offences with cyber flag", "cyber"),
        ("Cyber", "cyber"),
        ("not flagged", "not-cyber"),
        ("Unflagged", "not-cyber"),
        ("Non-cyber", "not-cyber"),
        ("without the flag", "not-cyber"),
        ("Cyber flag: No", "not-cyber"),
        ("Internet involved = N", "not-cyber"),
        ("Offences without the cyber flag", "not-cyber"),
        ("Recorded offences where the online flag was not applied", "not-cyber"),
        ("Cyber flag not applied", "not-cyber"),
        ("Crimes where the cyber flag was not used", "not-cyber"),
        ("Offences the force has not flagged as cyber", "not-cyber"),
        ("The force does not use the cyber flag. A search for words was run instead.", None),
        ("We do not have a cyber flag", None),
        ("The cyber flag is not used by us", None),
        ("All offences", "all"),
        ("all recorded", "all"),
        ("All recorded sexual offences 2015/16", "all"),
        ("Total offences recorded", "all"),
        ("flagged and not flagged", "all"),
        ("with and without the cyber flag", "all"),
        ("Offences whether or not flagged as cyber", "all"),
        ("Online crime", None),
        ("Cyber crime", None),
        ("Online", None),
        ("Total", None),
        ("Total recorded crime", None),
        ("Cyber flag (Y/N)", None),
        ("Child sexual offences", None),
        ("Sexual offences 2015/16", None),
        ("", None),
    ],
)
def test_scope(text: str, scope: str | None) -> None:
    assert flags.scope(text) == scope


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cyber flag", True),
        ("Internet Involved", True),
        ("Online", True),
        ("Cyber", True),
        ("Online crime (Y/N)", True),
        ("Cyber flag Y/N", True),
        ("HO online flag", True),
        ("Flagged", True),
        ("Number of offences with cyber flag", False),
        ("Cyber flag: Yes", False),
        ("Offences", False),
        ("CSE flag", False),
        ("Age", False),
        ("", False),
    ],
)
def test_is_flag_column(text: str, expected: bool) -> None:
    assert flags.is_flag_column(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (text, True)
        for text in ("Y", "Yes", "Cyber", "Online", "1", "True", "X", "Internet Involved", "Cyber flag", "y ")
    ]
    + [(text, False) for text in ("N", "No", "0", "Not cyber", "Non-cyber", "FALSE", "no cyber flag")]
    + [(text, None) for text in ("", "other", "Rape", "13", "Unknown")],
)
def test_value(text: str, expected: bool | None) -> None:
    assert flags.value(text) is expected


def test_an_added_phrase_names_the_flag() -> None:
    reference.extend([{"kind": "phrase", "text": "e-crime tick", "names": "flag"}])
    try:
        assert flags.names_flag("offences with the E-crime tick")
        assert reference.unused() == []
    finally:
        reference.extend()
    assert not flags.names_flag("offences with the E-crime tick")


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("Offences where the cyber flag was not used are excluded", "cyber"),
        ("Offences not flagged as cyber have been excluded", "cyber"),
        ("Sexual offences excluding those flagged as cyber", "not-cyber"),
        ("Cyber flagged offences, excluding images", "cyber"),
        ("Cyber flagged offences, victims aged 17 and under", "cyber"),
        ("Offences with and without the cyber flag", "all"),
    ],
)
def test_what_is_excluded_is_not_counted(text: str, scope: str) -> None:
    assert flags.scope(text) == scope


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Cyber and CSE flag", "both"), ("Both flags", "both"), ("Both", "both"), ("CSE & cyber markers", "both"),
        ("Cyber flag only", "cyber"), ("Cyber flag, no CSE flag", "cyber"), ("CSE flag only", "other"),
        ("CSE flag without cyber flag", "other"), ("Cyber or CSE flag", ""), ("Cyber flag", ""), ("CSE flag", ""),
        ("Rape", ""), ("No flag", ""), ("", ""),
    ],
)  # fmt: skip
def test_the_online_flag_beside_another(text: str, said: str) -> None:
    assert flags.with_other(text) == said
