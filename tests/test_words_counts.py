from __future__ import annotations

from datetime import date

import pytest

from cyberflag import reference
from cyberflag.words import counts, legends
from cyberflag.words.counts import Count, exactly
from cyberflag.words.legends import Legend


def said(count: Count | None) -> str:
    """The bounds, `low..high`, with the kind where it is not exact."""
    if count is None:
        return ""
    if count.kind == "exact":
        return str(count.low)
    return f"{count.low}..{'' if count.high is None else count.high} {count.kind}"


@pytest.mark.parametrize(
    ("text", "bounds", "marks"),
    [
        ("12", "12", ()),
        ("12.0", "12", ()),
        (" 12 ", "12", ()),
        ("1,204", "1204", ()),
        ("1 204", "1204", ()),
        ("1\u00a0204", "1204", ()),
        ("1\u2009204", "1204", ()),
        ("1\u202f204", "1204", ()),
        ("0", "0", ()),
        ("12*", "12", ("*",)),
        ("12 *", "12", ("*",)),
        ("12**", "12", ("**",)),
        ("12²", "12", ("2",)),
        ("12¹", "12", ("1",)),
        ("12 [r]", "12", ("r",)),
        ("12[note 1]", "12", ("note 1",)),
        ("12 (p)", "12", ("p",)),
        ("12p", "12", ("p",)),
        ("12 r", "12", ("r",)),
        ("12 (1)", "12", ("1",)),
        ("Nil", "0", ()),
        ("None", "0", ()),
        ("Neither", "0", ()),
        ("zero", "0", ()),
        ("eleven", "11", ()),
        ("Twenty", "20", ()),
        ("<5", "1..4 suppressed", ()),
        ("< 5", "1..4 suppressed", ()),
        ("&lt;5", "1..4 suppressed", ()),
        ("(<5)", "1..4 suppressed", ()),
        ("fewer than 5", "1..4 suppressed", ()),
        ("less than five", "1..4 suppressed", ()),
        ("Under 5", "1..4 suppressed", ()),
        ("<=5", "1..5 suppressed", ()),
        ("≤5", "1..5 suppressed", ()),
        ("5 or fewer", "1..5 suppressed", ()),
        ("five or less", "1..5 suppressed", ()),
        ("up to 5", "1..5 suppressed", ()),
        ("1-4", "1..4 suppressed", ()),
        ("1–4", "1..4 suppressed", ()),
        ("1 to 4", "1..4 suppressed", ()),
        ("0-4", "0..4 suppressed", ()),
        ("more than 10", "11.. suppressed", ()),
        ("at least 10", "10.. suppressed", ()),
        ("*", "1.. suppressed", ()),
        ("**", "1.. suppressed", ()),
        ("[c]", "1.. suppressed", ()),
        ("supp", "1.. suppressed", ()),
        ("-99", "1.. suppressed", ()),
        ("[low]", "0.. suppressed", ()),
        ("0~", "0.. suppressed", ()),
        ("[x]", "0.. blank", ()),
        ("[z]", "0.. blank", ()),
        ("..", "0.. blank", ()),
        ("N/A", "0.. blank", ()),
        ("not held", "0.. blank", ()),
        ("NR", "0.. blank", ()),
        ("-", "0.. blank", ()),
        ("–", "0.. blank", ()),
        ("#REF!", "0.. unreadable", ()),
        ("#N/A", "0.. unreadable", ()),
        ("#DIV/0!", "0.. unreadable", ()),
        ("####", "", ()),
        # not counts
        ("12%", "", ()),
        ("12.5", "", ()),
        ("12½", "", ()),
        ("-3", "", ()),
        ("1,20", "", ()),
        ("12 3", "", ()),
        ("12 (50)", "", ()),
        ("12 (33%)", "12", ()),
        ("(33%)", "", ()),
        ("17A", "", ()),
        ("88/1", "", ()),
        ("2015/16", "", ()),
        ("12 offences", "12", ()),
        ("<5 victims", "1..4 suppressed", ()),
        ("12 officers", "", ()),
        ("rape offences", "", ()),
        ("92 (Qlikview) 33 (Niche)", "", ()),
        ("01/04/2015", "", ()),
        ("£450", "", ()),
        ("Unknown", "", ()),
        ("Female", "", ()),
        ("", "", ()),
        ("9" * 30, "", ()),
        ("1" * 500, "", ()),
    ],
)
def test_parse(text: str, bounds: str, marks: tuple[str, ...]) -> None:
    found = counts.parse(text, text)
    assert said(found) == bounds
    assert (found.marks if found else ()) == marks
    assert found is None or found.text == text


@pytest.mark.parametrize(
    ("value", "text", "bounds"),
    [
        (12, "12", "12"),
        (12.0, "12", "12"),
        (12, "12¹", "12"),
        (12.0, "12*", "12"),
        (-99, "-99", "1.. suppressed"),
        (12.5, "13", ""),
        (0.12, "12%", ""),
        (12, "12%", ""),
        (-3, "-3", ""),
        (float("nan"), "", ""),
        (float("inf"), "", ""),
        (1e20, "1E+20", ""),
        (True, "TRUE", ""),
        (date(2015, 4, 1), "01/04/2015", ""),
        (None, "", ""),
    ],
)
def test_parse_of_a_value(value: object, text: str, bounds: str) -> None:
    assert said(counts.parse(value, text)) == bounds


def test_where_zeros_are_not_printed_a_small_number_may_be_zero() -> None:
    assert said(counts.parse("<5", "<5", zeros_shown=False)) == "0..4 suppressed"
    assert said(counts.parse("5 or fewer", "5 or fewer", zeros_shown=False)) == "0..5 suppressed"
    assert said(counts.parse("1-4", "1-4", zeros_shown=False)) == "1..4 suppressed"


def test_a_range_counts_only_where_counts_stand() -> None:
    assert counts.parse("10-12", "10-12", in_count_position=False) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("* fewer than 5", Legend(5, mark="*")),
        ("* = less than five", Legend(5, mark="*")),
        ("an asterisk denotes 1 to 4", Legend(5, mark="*")),
        ("Figures of less than five have been replaced with *", Legend(5, mark="*")),
        ("* indicates that there were 1-5 offences", Legend(6, mark="*")),
        ("Values of 5 or fewer are shown as [c]", Legend(6, mark="[c]")),
        ("0 to 4 shown as *", Legend(5, True, mark="*")),
        ("Where the number is fewer than 5 but greater than 0 it is shown as *", Legend(5, mark="*")),
        ("figures below 5 are suppressed", Legend(5)),
        ("Counts under 10 have been redacted", Legend(10)),
        ("Small numbers (1-4) have been suppressed to protect identity", Legend(5)),
        ("<5 means 0 to 4", Legend(5, True, mark="<")),
        ("'<5' denotes a number from 1 to 4", Legend(5, mark="<")),
        ("<5 = fewer than 5, including zero", Legend(5, True, mark="<")),
        ("<5 = fewer than 5 but not zero", Legend(5, mark="<")),
        ("<5 = fewer than 5", None),
        ("Numbers rounded to the nearest 5", Legend(rounding=5)),
        ("All figures have been rounded to the nearest ten.", Legend(rounding=10)),
        ("- means zero", Legend(dash="zero")),
        ('"-" represents nil', Legend(dash="zero")),
        ("Note: - denotes not available", Legend(dash="missing")),
        ("Victims under 16", None),
        ("* Includes attempted rape", None),
        ("Offences against victims aged under 13 are shown as rape", None),
        ("Total", None),
        ("Rape of a female child under 13", None),
    ],
)
def test_legend(text: str, found: Legend | None) -> None:
    assert legends.legend(text) == found


@pytest.mark.parametrize(
    ("cell", "note", "bounds"),
    [
        ("*", "* fewer than 5", "1..4 suppressed"),
        ("**", "* fewer than 5", "1..4 suppressed"),
        ("*", "0 to 4 shown as *", "0..4 suppressed"),
        ("*", "figures below 10 are suppressed", "1..9 suppressed"),
        ("[c]", "* fewer than 5", "1.. suppressed"),
        ("<5", "<5 means 0 to 4", "0..4 suppressed"),
        ("<5", "<5 means 1 to 4", "1..4 suppressed"),
        ("<10", "<5 means 0 to 4", "1..9 suppressed"),
        ("*", "<5 means 1 to 4", "1.. suppressed"),
        ("12", "* fewer than 5", "12"),
        ("-", "- means zero", "0"),
        ("-", "- denotes not available", "0.. blank"),
        ("15", "rounded to the nearest 5", "13..17 rounded"),
        ("20", "rounded to the nearest 10", "15..24 rounded"),
        ("0", "rounded to the nearest 5", "0..2 rounded"),
    ],
)
def test_a_legend_overrules_the_table_of_marks(cell: str, note: str, bounds: str) -> None:
    count, legend = counts.parse(cell, cell), legends.legend(note)
    assert count and legend
    assert said(legends.apply(count, legend, cell)) == bounds


def test_counts_add_as_bounds() -> None:
    four = Count(1, 4, "suppressed", "<5")
    assert str(exactly(3) + exactly(4)) == "7"
    assert str(exactly(3) + four) == "4 to 7"
    assert str(four + Count(1, None, "suppressed", "*")) == "at least 2"
    assert str(exactly(3186)) == "3,186"


def test_an_added_mark_is_understood() -> None:
    reference.extend([{"kind": "mark", "text": "§§", "low": 1, "high": 3}])
    try:
        assert said(counts.parse("§§", "§§")) == "1..3 suppressed"
        assert reference.unused() == []
    finally:
        reference.extend()
    assert counts.parse("§§", "§§") is None
