from __future__ import annotations

import io

import pytest
from conftest import collection, headline, replied
from rich.cells import cell_len

from cyberflag.collection import Collection
from cyberflag.outputs.phrasing import said
from cyberflag.outputs.terminal import on_screen
from cyberflag.summaries import Column, Result, Scalar
from cyberflag.summaries.report import report
from cyberflag.summaries.totals import totals
from cyberflag.summaries.variation import forces
from cyberflag.words.periods import Period

LONG = "Warwickshire Police + West Mercia Police"


@pytest.mark.parametrize("width", [20, 40, 60, 80, 100, 140])
def test_numbers_and_names_are_whole_at_every_width(width: int) -> None:
    made = collection(
        replied(LONG, headline(LONG, 1_234_567)), replied("Kent Police", headline("Kent Police", "1000 to 2000"))
    )
    text = on_screen([forces(made)], width=width)
    for whole in (LONG, "1,234,567", "1,000 to 2,000"):
        assert whole in text


def test_columns_that_do_not_fit_go_as_a_whole_and_are_named() -> None:
    columns = (
        Column("a", "Force"),
        Column("b", "Count", "number"),
        Column("c", "Least wanted", drop=2),
        Column("d", "Wanted", drop=1),
    )
    result = Result("t", "T", columns, (("Kent Police", 12, "x" * 20, "y" * 20),))
    text = on_screen([result], width=45)
    assert "Not shown at this width: Least wanted." in text and "y" * 20 in text
    assert "x" not in text


@pytest.mark.parametrize("width", [80, 140])
def test_no_line_of_a_report_is_wider_than_the_screen(small: Collection, width: int) -> None:
    text = on_screen(report(small).sections, width=width)
    assert max(map(cell_len, text.splitlines())) <= width


@pytest.mark.parametrize(
    "text", ["[red]Kent[/red]", ":smile:", "[/]", "\x1b[31mKent", "a\u202eb", "[link=http://x]y[/link]"]
)
def test_nothing_in_a_return_is_obeyed(text: str) -> None:
    drawn = on_screen(
        [Result("t", text, (Column("a", "A"), Column("b", "B", wide=True)), ((text, text),), (text,))], width=100
    )
    assert not any(character in drawn for character in "\x1b\u202e☺😄")
    assert "Kent" not in text or drawn.count("Kent") == 4


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_any_screen_can_show_it(small: Collection, encoding: str) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    text = on_screen(report(small).sections, stream, 80)
    shown = text.encode(encoding, "replace").decode(encoding)
    assert "Loamshire Police" in shown and ("█" in shown) == (encoding == "utf-8")


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("number", 3186, "3,186"),
        ("share", 0.0444, "4.4%"),
        ("rate", 8.7049, "8.70"),
        ("date", "2016-04-18", "18 April 2016"),
        ("proof", "proved", "adds up"),
        ("quote", "We do.", "“We do.”"),
        ("text", None, ""),
        ("text", True, "yes"),
    ],
)
def test_values_are_said_for_people(kind: str, value: Scalar, text: str) -> None:
    assert said(kind, value) == text


def test_bounds_are_said_where_there_is_no_exact_value(small: Collection) -> None:
    text = on_screen([forces(collection(replied("A Police", headline("A Police", "at least 4"))))], width=140)
    assert "at least 4" in text


def test_a_folded_sentence_is_set_in_so_that_each_begins_a_line() -> None:
    text = on_screen([Result("t", "", notes=("One sentence that is longer than the screen.", "Another."))], width=28)
    assert text.splitlines() == ["One sentence that is longer", "  than the screen.", "Another."]


def test_a_column_that_may_fold_gives_way_before_the_screen_is_too_narrow() -> None:
    columns = (Column("a", "A"), Column("b", "Not shown", wide=True))
    text = on_screen([Result("t", "", columns, (("x" * 30, "2015/16: fewer than 5"),))], width=45)
    assert max(map(cell_len, text.splitlines())) <= 45
    assert "x" * 30 + "  2015/16:" in text


def test_a_column_that_may_fold_is_no_wider_than_what_stands_in_it() -> None:
    columns = (Column("a", "Force"), Column("b", "Without a figure in", wide=True))
    text = on_screen([Result("t", "", columns, (("x" * 58, "2014/15"),))], width=80)
    assert max(map(cell_len, text.splitlines())) == 58 + 2 + len("Without a figure in")


def test_a_number_in_a_list_stands_beside_its_heading() -> None:
    columns = (Column("a", "Force"), Column("b", "Here", "number"), Column("c", "Why", wide=True))
    rows = (("Kent Police", 1204, "Fewer."), ("Essex Police", None, "None."))
    text = on_screen([Result("t", "", columns, rows, listed=True)], width=80)
    assert text.splitlines() == ["Kent Police   here 1,204", "    Fewer.", "Essex Police", "    None."]


def test_a_period_that_is_not_stated_says_so() -> None:
    made = collection(replied("A Police", headline("A Police", 7, period=Period())))
    assert "\nnot stated  offences " in on_screen([totals(made)], width=100)
