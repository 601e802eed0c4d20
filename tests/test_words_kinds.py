"""Labels that are on no other list: of what kind several of them are."""

from __future__ import annotations

import pytest

from cyberflag import reference
from cyberflag.words import kinds

KINDS = [(name, text) for name in kinds.KINDS for text in reference.words("kinds", name, "examples")]


@pytest.mark.parametrize(("name", "text"), KINDS)
def test_labels_of_one_kind(name: str, text: str) -> None:
    assert kinds.kind(text.split(", ")) == name


@pytest.mark.parametrize("text", reference.words("kinds", "contrary", "examples"))
def test_labels_that_deny_each_other(text: str) -> None:
    assert kinds.kind(text.split(", ")) == kinds.CONTRARY


@pytest.mark.parametrize("text", reference.words("kinds", "nothing", "examples"))
def test_labels_of_no_kind(text: str) -> None:
    assert kinds.kind(text.split(", ")) == ""


def test_names_are_told_once() -> None:
    for name, found in reference.table("kinds").items():
        for word in (*found.get("names", ()), *found.get("nouns", ()), *found.get("said", ()), *found.get("vague", ())):
            assert word == reference.key(word), (name, word)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Cyber flagged offences by age and policing district 2015/16", "area"),
        ("Offences broken down by division", "area"),
        ("Offences per month", "time"),
        ("Sexual offences by social media platform", "platform"),
        ("Offences split by recording system", "system"),
        ("Offences recorded by the Western Division", ""),
        ("Data provided by the Information Unit", ""),
        ("Offences by age and sex", ""),
        ("Sexual offences 2015/16", ""),
    ],
)
def test_what_a_title_says_of_its_breakdown(title: str, name: str) -> None:
    assert kinds.kind_said(title) == name


@pytest.mark.parametrize(
    ("heading", "name"),
    [("Investigating team", "investigating team"), ("Row Labels", "row labels"), ("Measure", ""), ("", ""),
     ("How the offence came to notice", "")],
)  # fmt: skip
def test_what_a_heading_calls_its_labels(heading: str, name: str) -> None:
    assert kinds.kind_headed(heading) == name
